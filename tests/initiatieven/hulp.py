"""What the tests of this floor ask again and again."""

from initiatieven.models import Gebeurtenis, Initiatief
from kern.models import Gebruiker, Mail


def mails_aan(persoon: Gebruiker) -> list[Mail]:
    """What waits in the outbox for this person, oldest first."""
    return list(Mail.objects.filter(aan=persoon.email).order_by("id"))


def laatste(initiatief: Initiatief) -> Gebeurtenis:
    """The last line of the timeline."""
    return initiatief.gebeurtenissen.order_by("-id")[0]


def laatste_id(initiatief: Initiatief) -> int:
    """What a form carries as `gezien`: 0 when nothing happened yet."""
    return initiatief.gebeurtenissen.order_by("-id").values_list("id", flat=True).first() or 0
