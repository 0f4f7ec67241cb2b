"""The part of an address by which the reader of a mail changes or stops it, without logging in.

Stopping never ends: a mail of years ago must still stop what it came from. What else somebody follows is told for
`GELDIG` only. It holds no name and no address.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.core import signing

from initiatieven.models import Ritme, Volgt

ZOUT = "initiatieven.stoplink"
GELDIG = timedelta(days=365)


@dataclass(frozen=True)
class Toegang:
    """What the link shows, and which of it one press of the button stops.

    When it is `verlopen` it may still stop, but shows nothing any more.
    """

    volgers: list[Volgt]
    te_stoppen: list[Volgt]
    verlopen: bool = False


def voor_volger(volgt: Volgt) -> str:
    """For a mail about one thing."""
    return str(volgt.sleutel)


def voor_ritme(gebruiker_id: int, ritme: Ritme) -> str:
    """For a mail about all that somebody follows at this rhythm."""
    return signing.dumps([gebruiker_id, ritme.value], salt=ZOUT)


def lees(token: str) -> Toegang | None:
    """None for what is no link of ours. A link to what was stopped before shows nothing, and is no mistake."""
    rijen = Volgt.objects.select_related("initiatief", "wijk", "thema").defer("wijk__omtrek")
    try:
        volgers = list(rijen.filter(sleutel=UUID(token)))
        return Toegang(volgers, volgers)
    except ValueError:
        pass
    try:
        gebruiker_id, ritme = signing.loads(token, salt=ZOUT)
    except (signing.BadSignature, ValueError):
        return None
    volgers = list(rijen.filter(gebruiker=gebruiker_id))
    te_stoppen = [volgt for volgt in volgers if volgt.ritme == ritme]
    return Toegang(volgers, te_stoppen, verlopen=_is_verlopen(token))


def _is_verlopen(token: str) -> bool:
    try:
        signing.loads(token, salt=ZOUT, max_age=GELDIG)
    except signing.SignatureExpired:
        return True
    return False
