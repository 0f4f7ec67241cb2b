"""What the tests about following ask again and again."""

from datetime import datetime, timedelta

from django.utils import timezone

from initiatieven.models import Bericht, Gebeurtenis, Initiatief, Ritme, Thema
from initiatieven.services.basis import schrijf
from initiatieven.services.verspreiden import verspreid
from initiatieven.services.volgpost import stuur_direct, stuur_overzichten
from kern.models import Gebruiker, Mail
from kern.profiel import profiel

Soort = Gebeurtenis.Soort


def maak_thema(naam: str = "") -> Thema:
    """The first theme of the profile, or another one."""
    naam = naam or profiel().themas[0]
    return Thema.objects.create(naam=naam, slug=naam.lower().replace(" ", "-").replace(",", ""))


def vertel(initiatief: Initiatief, door: Gebruiker | None, tekst: str = "Het hek staat.") -> Gebeurtenis:
    """A public line on the timeline."""
    return schrijf(initiatief, Soort.VOORTGANG, door=door, tekst=tekst)


def over(dagen: int, uur: int = 8, minuut: int = 0) -> datetime:
    """That many days from today, at this Dutch time."""
    dag = timezone.localtime() + timedelta(days=dagen)
    return dag.replace(hour=uur, minute=minuut, second=0, microsecond=0)


def komende_maandag(uur: int = 8) -> datetime:
    """The first Monday after today, at this Dutch time."""
    return over(7 - timezone.localtime().weekday(), uur)


def breng_rond(nu: datetime | None = None) -> None:
    """What the clock does: spread, mail at once, and send what is due at `nu`, the next morning if not given."""
    verspreid()
    stuur_direct()
    stuur_overzichten(nu=nu or over(1))


def nieuws_aan(persoon: Gebruiker) -> list[Mail]:
    """The mails to this person as a follower, oldest first."""
    return list(Mail.objects.filter(ontvanger=persoon, sleutel__startswith="nieuws-").order_by("id"))


def ontvangers(gebeurtenis: Gebeurtenis) -> dict[str, Ritme]:
    """Who is noted for this line, by first name, and at which rhythm."""
    rijen = Bericht.objects.filter(gebeurtenis=gebeurtenis).select_related("gebruiker")
    return {bericht.gebruiker.voornaam: Ritme(bericht.ritme) for bericht in rijen}
