"""What the tests of this floor ask again and again."""

from datetime import timedelta

from initiatieven.models import Gebeurtenis, Initiatief, Uitvraag
from kern.models import Gebruiker, Mail
from kern.werkdagen import vandaag


def mails_aan(persoon: Gebruiker) -> list[Mail]:
    """What waits in the outbox for this person, oldest first."""
    return list(Mail.objects.filter(aan=persoon.email).order_by("id"))


def laatste(initiatief: Initiatief) -> Gebeurtenis:
    """The last line of the timeline."""
    return initiatief.gebeurtenissen.order_by("-id")[0]


def laatste_id(initiatief: Initiatief) -> int:
    """What a form carries as `gezien`: 0 when nothing happened yet."""
    return initiatief.gebeurtenissen.order_by("-id").values_list("id", flat=True).first() or 0


def laat_verlopen(initiatief: Initiatief, dagen: int = 1) -> None:
    """The date of this initiative, and of what is asked from outside about it, was so many days ago."""
    voorbij = vandaag() - timedelta(days=dagen)
    rust = initiatief.wacht_tot is not None
    Initiatief.objects.filter(pk=initiatief.pk).update(uiterlijk=voorbij, wacht_tot=voorbij if rust else None)
    Uitvraag.objects.wachtend().filter(initiatief=initiatief).update(uiterlijk=voorbij)
    initiatief.refresh_from_db()
