"""Residents of the demonstration who follow something, and the mails that they got about it."""

from datetime import timedelta

from django.db.models import Count
from django.utils import timezone

from initiatieven.models import Gebeurtenis, Initiatief, Ritme, Thema, Verspreiding, Volgt
from initiatieven.services.verspreiden import verspreid
from initiatieven.services.volgen import volg
from initiatieven.services.volgpost import stuur_direct, stuur_overzichten
from initiatieven.volgbaar import Ding
from kern.models import Gebruiker
from wijken.models import Wijk

ZOEK = "status=lopend&zoek=tuin"
SINDS = timedelta(days=60)
NIEUWS = timedelta(days=8)  # so far back followers hear of it: the overview of a week has something in it


def volg_en_mail() -> None:
    """Four residents each follow something else, at each rhythm; then everything that is due is mailed."""
    bewoners = Gebruiker.objects.filter(rolvervullingen=None, email__endswith=".example").order_by("pk")
    for bewoner, (ding, ritme) in zip(bewoners, _dingen(), strict=False):
        volg(ding=ding, door=bewoner, ritme=ritme)
        volg(ding=ZOEK, door=bewoner, ritme=Ritme.WEEK)
    nu = timezone.localtime()
    Volgt.objects.update(sinds=nu - SINDS)
    recent = Gebeurtenis.objects.openbaar().filter(wanneer__gte=nu - NIEUWS).order_by("pk")
    Verspreiding.objects.bulk_create(
        [Verspreiding(gebeurtenis=gebeurtenis) for gebeurtenis in recent], ignore_conflicts=True
    )
    verspreid()
    stuur_direct()
    stuur_overzichten(nu=nu.replace(hour=max(nu.hour, 8)))


def _dingen() -> list[tuple[Ding, Ritme]]:
    """What there is most to tell about: two wijken, a theme, and the initiative with the newest line."""
    dingen: list[tuple[Ding, Ritme]] = []
    druk = Wijk.objects.actief().annotate(aantal=Count("initiatieven__gebeurtenissen")).order_by("-aantal")
    dingen += [(wijk, ritme) for wijk, ritme in zip(druk[:2], (Ritme.DAG, Ritme.WEEK), strict=False)]
    nieuwste = Gebeurtenis.objects.openbaar().select_related("initiatief").order_by("-wanneer", "-pk").first()
    if nieuwste is not None:
        dingen.append((Initiatief.objects.get(pk=nieuwste.initiatief_id), Ritme.DIRECT))
    thema = Thema.objects.annotate(aantal=Count("initiatieven")).order_by("-aantal", "pk").first()
    if thema is not None:
        dingen.append((thema, Ritme.DAG))
    return dingen
