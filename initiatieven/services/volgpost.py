"""The mails to followers: one per event at once, or one readable mail per day or week with all that happened.

What must be told is decided when it is mailed: only public lines of public initiatives, to people who may still
be mailed. Nothing looks at "the last day": a job that was off for a week sends one mail, not seven.
"""

import hashlib
import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from initiatieven import stoplink
from initiatieven.levensloop import ONTWERP
from initiatieven.models import Bericht, Gebeurtenis, Initiatief, Ritme, Volgt
from initiatieven.nieuwstekst import GEEN_NIEUWS, HOE_VAAK, kort, onderwerp, wat, wie
from initiatieven.querysets import GebeurtenisQuerySet
from initiatieven.services.post import sleutel_van
from initiatieven.volgbaar import Volgbaar, van_volger
from kern.mail import zet_klaar
from kern.models import Gebruiker, Mail
from kern.rem import rem
from kern.werkdagen import begin_van

log = logging.getLogger(__name__)

VANAF_UUR = 7  # overviews are there at breakfast
LOS = 5  # more lines than this for one person at once become one mail
INITIATIEVEN = 15  # in one mail; the rest is counted
REGELS = 5  # per initiative
WOORDEN = 40  # per line
BEWAREN = timedelta(days=30)  # long enough to answer "I got no mail"
LINKS_PER_UUR = 3  # to one person


@dataclass
class Groep:
    """One initiative in an overview: its newest lines, oldest first, and how many more there are.

    `onderwerp` is the subject of a mail about the newest of them.
    """

    initiatief: Initiatief
    onderwerp: str = ""
    regels: list[dict[str, object]] = field(default_factory=list)
    meer: int = 0


def stuur_direct(*, hoogstens: int = 1000) -> int:
    """Mail whoever wants to hear at once; returns how many people that were."""
    wachtend = Bericht.objects.filter(ritme=Ritme.DIRECT, gemaild_op=None)
    mensen = wachtend.order_by("gebruiker_id").values_list("gebruiker_id", flat=True).distinct()[:hoogstens]
    return _elk(list(mensen), Ritme.DIRECT, "")


def stuur_overzichten(*, nu: datetime | None = None, hoogstens: int = 1000) -> int:
    """Send everybody their overview of the day or the week that has begun; returns how many people that were.

    Someone's turn has come when a line of before 07:00 today (for a week: before 07:00 last Monday) still waits,
    and they had no overview since. The mail then holds all that waits. Nothing leaves during the night.
    """
    nu = timezone.localtime(nu)
    if nu.hour < VANAF_UUR:
        return 0
    gestuurd = 0
    for ritme, dagen in ((Ritme.DAG, 0), (Ritme.WEEK, nu.weekday())):
        dag = nu.date() - timedelta(days=dagen)
        grens = begin_van(dag).replace(hour=VANAF_UUR)
        al_gehad = Mail.objects.filter(
            sleutel=Concat(Value(_sleutel(ritme, f"{dag}", "")), Cast(OuterRef("gebruiker_id"), CharField()))
        )
        wachtend = Bericht.objects.filter(ritme=ritme, gemaild_op=None, wanneer__lt=grens)
        mensen = wachtend.exclude(Exists(al_gehad)).order_by("gebruiker_id")
        gestuurd += _elk(
            list(mensen.values_list("gebruiker_id", flat=True).distinct()[:hoogstens]), ritme, f"{dag}"
        )
    return gestuurd


def stuur_nieuwe_link(*, volgers: Sequence[Volgt]) -> bool:
    """Mail who follows these a new link to see and change all that they follow; False when nobody can be mailed.

    Raises `kern.rem.TeVaak` when one person gets too many. A link by which one asks may be old: it goes to the
    address of now only.
    """
    ontvanger = volgers[0].gebruiker if volgers else None
    if ontvanger is None or not ontvanger.email or not ontvanger.is_active:
        return False
    rem(f"volglink:{ontvanger.pk}", hoogstens=LINKS_PER_UUR, per=3600)
    token = stoplink.voor_ritme(ontvanger.pk, Ritme(volgers[0].ritme))
    mail = zet_klaar(
        sleutel=f"volglink-{ontvanger.pk}-{hashlib.sha256(token.encode()).hexdigest()[:32]}",
        sjabloon="initiatieven/mail/volg_link",
        ontvanger=ontvanger,
        vertrouwelijk=True,
        link=f"/volgen/{token}/",
        geldig_tot=timezone.localdate(timezone.now() + stoplink.GELDIG),
    )
    return mail is not None


def vergeet_oud_nieuws() -> int:
    """Forget who was told what, once it was mailed `BEWAREN` ago; returns how many lines that were."""
    return Bericht.objects.filter(gemaild_op__lt=timezone.now() - BEWAREN).delete()[0]


def _elk(mensen: Sequence[int], ritme: Ritme, periode: str) -> int:
    """Mail each of these people in a transaction of their own; one that fails keeps nobody else waiting."""
    gelukt = 0
    for gebruiker_id in mensen:
        try:
            gelukt += bool(mail_nieuws(gebruiker_id=gebruiker_id, ritme=ritme, periode=periode))
        except Exception:
            log.exception("no news for gebruiker %s", gebruiker_id)
    return gelukt


@transaction.atomic
def mail_nieuws(*, gebruiker_id: int, ritme: Ritme, periode: str = "") -> int:
    """Mail one person what waits at this rhythm; returns how many mails that were.

    `periode` is the day on which the overview was due, so that there is one per day or week. Another worker that is
    at it already leaves nothing to do here. What may not be told any more is forgotten.
    """
    wachtend = dict(
        Bericht.objects.select_for_update(skip_locked=True)
        .filter(gebruiker=gebruiker_id, ritme=ritme, gemaild_op=None)
        .order_by("pk")
        .values_list("gebeurtenis_id", "pk")
    )
    if not wachtend:
        return 0
    ontvanger = Gebruiker.objects.filter(pk=gebruiker_id, is_active=True, email__isnull=False).first()
    te_melden = _te_melden(list(wachtend), ontvanger) if ontvanger else []
    Bericht.objects.filter(pk__in=wachtend.values()).exclude(gebeurtenis__in=te_melden).delete()
    if ontvanger is None or not te_melden:
        return 0
    berichten = Bericht.objects.filter(pk__in=[wachtend[pk] for pk in te_melden])
    if ritme == Ritme.DIRECT and len(te_melden) <= LOS:
        aantal = sum(_mail_een(bericht, ontvanger) for bericht in _met_alles(berichten))
    else:
        sleutel = _sleutel(ritme, periode or str(max(wachtend.values())), gebruiker_id)
        if not _mail_overzicht(te_melden, berichten, ontvanger, ritme, sleutel):
            return 0  # they had one in this period: the rest waits for the next
        aantal = 1
    berichten.update(gemaild_op=timezone.now())
    return aantal


def _sleutel(ritme: Ritme, periode: str, gebruiker_id: object) -> str:
    return f"nieuws-{ritme.value}-{periode}-{gebruiker_id}"


def _zichtbaar() -> GebeurtenisQuerySet:
    """What followers may read at this moment."""
    openbaar = Gebeurtenis.objects.openbaar().exclude(initiatief__status__in=ONTWERP)
    return openbaar.exclude(soort__in=GEEN_NIEUWS)


def _te_melden(gebeurtenissen: Sequence[int], ontvanger: Gebruiker) -> list[int]:
    """The ids that may be told, newest first; not those that this person was mailed about as somebody involved."""
    sleutels = {f"{sleutel_van(Gebeurtenis(pk=pk))}{ontvanger.pk}": pk for pk in gebeurtenissen}
    gemaild = Mail.objects.filter(sleutel__in=sleutels).values_list("sleutel", flat=True)
    al_gehad = {sleutels[sleutel] for sleutel in gemaild}
    rijen = _zichtbaar().filter(pk__in=gebeurtenissen).order_by("-wanneer", "-pk")
    return [pk for pk in rijen.values_list("pk", flat=True) if pk not in al_gehad]


def _met_alles(berichten: QuerySet[Bericht]) -> QuerySet[Bericht]:
    """With what a mail about one line names."""
    initiatief = "gebeurtenis__initiatief"
    return berichten.select_related(
        *("gebeurtenis__door", f"{initiatief}__wijk", f"{initiatief}__indiener"),
        *(f"{initiatief}__aan_zet_persoon", f"{initiatief}__aan_zet_afdeling"),
        *("volgt__initiatief", "volgt__wijk", "volgt__thema"),
    ).order_by("pk")


def _mail_een(bericht: Bericht, ontvanger: Gebruiker) -> int:
    """One mail about one line: 1, or 0 when it was there already."""
    gebeurtenis, volgt = bericht.gebeurtenis, bericht.volgt
    token = stoplink.voor_volger(volgt) if volgt else stoplink.voor_ritme(ontvanger.pk, Ritme.DIRECT)
    mail = zet_klaar(
        sleutel=f"nieuws-{gebeurtenis.pk}-{ontvanger.pk}",
        sjabloon="initiatieven/mail/volg_nieuws",
        ontvanger=ontvanger,
        door=gebeurtenis.door,
        afmeldlink=f"/volgen/{token}/stop/",
        instellink=f"/volgen/{token}/",
        onderwerp=onderwerp(gebeurtenis),
        gebeurtenis=gebeurtenis,
        initiatief=gebeurtenis.initiatief,
        wie=wie(gebeurtenis),
        dingen=[van_volger(volgt)] if volgt else [],
    )
    return mail is not None


def _mail_overzicht(
    te_melden: Sequence[int],
    berichten: QuerySet[Bericht],
    ontvanger: Gebruiker,
    ritme: Ritme,
    sleutel: str,
) -> bool:
    """One mail about many lines; False when this person had one in this period."""
    groepen, wijken, initiatieven = _groepeer(te_melden)
    token = stoplink.voor_ritme(ontvanger.pk, ritme)
    mail = zet_klaar(
        sleutel=sleutel,
        sjabloon="initiatieven/mail/volg_overzicht",
        ontvanger=ontvanger,
        afmeldlink=f"/volgen/{token}/stop/",
        instellink=f"/volgen/{token}/",
        onderwerp=_onderwerp_overzicht(len(te_melden), groepen, wijken, initiatieven),
        groepen=groepen,
        andere=initiatieven - len(groepen),
        ritme=HOE_VAAK[ritme],
        dingen=_dingen(berichten),
    )
    return mail is not None


def _groepeer(te_melden: Sequence[int]) -> tuple[list[Groep], list[str], int]:
    """The initiatives with the newest news, their newest lines, all wijken, and how many initiatives in all."""
    per_initiatief: dict[int, list[int]] = defaultdict(list)
    wijken: dict[str, None] = {}
    rijen = Gebeurtenis.objects.filter(pk__in=te_melden).order_by("-wanneer", "-pk")
    for pk, initiatief_id, wijk in rijen.values_list("pk", "initiatief_id", "initiatief__wijk__naam"):
        per_initiatief[initiatief_id].append(pk)
        wijken[wijk] = None
    gekozen = list(per_initiatief)[:INITIATIEVEN]
    te_tonen = [pk for initiatief_id in gekozen for pk in per_initiatief[initiatief_id][:REGELS]]
    groepen: dict[int, Groep] = {}
    regels = Gebeurtenis.objects.select_related("door", "initiatief__wijk", "initiatief__indiener")
    for gebeurtenis in regels.filter(pk__in=te_tonen).order_by("wanneer", "pk"):
        initiatief = gebeurtenis.initiatief
        groep = groepen.setdefault(
            initiatief.pk,
            Groep(initiatief, meer=max(0, len(per_initiatief[initiatief.pk]) - REGELS)),
        )
        # A new initiative has no text of its own in the timeline: then its story.
        begint = gebeurtenis.soort == Gebeurtenis.Soort.INGEDIEND
        tekst = gebeurtenis.tekst or (initiatief.verhaal if begint else "")
        zin = wat(gebeurtenis)
        groep.onderwerp = onderwerp(gebeurtenis)
        groep.regels.append(
            {
                "wat": zin[:1].upper() + zin[1:],
                "tekst": Truncator(" ".join(tekst.split())).words(WOORDEN),
                "wanneer": gebeurtenis.wanneer,
            }
        )
    return [groepen[pk] for pk in gekozen], list(wijken), len(per_initiatief)


def _onderwerp_overzicht(aantal: int, groepen: Sequence[Groep], wijken: list[str], initiatieven: int) -> str:
    """ "3 nieuwe dingen in Slotjes", or what it is about when there is one initiative or one line."""
    if aantal == 1:
        return groepen[0].onderwerp
    dingen = _("%(aantal)s nieuwe dingen") % {"aantal": aantal}
    if initiatieven == 1:
        return _("%(dingen)s over “%(titel)s”") % {"dingen": dingen, "titel": kort(groepen[0].initiatief)}
    if len(wijken) == 1:
        return _("%(dingen)s in %(wijk)s") % {"dingen": dingen, "wijk": wijken[0]}
    if len(wijken) == 2:
        return _("%(dingen)s in %(een)s en %(ander)s") % {
            "dingen": dingen,
            "een": wijken[0],
            "ander": wijken[1],
        }
    return _("%(dingen)s in %(aantal)s wijken en dorpen") % {"dingen": dingen, "aantal": len(wijken)}


def _dingen(berichten: QuerySet[Bericht]) -> list[Volgbaar]:
    """What this person follows that these lines came from."""
    volgers = Volgt.objects.filter(pk__in=berichten.values("volgt")).defer("wijk__omtrek")
    return [van_volger(volgt) for volgt in volgers.select_related("initiatief", "wijk", "thema")]
