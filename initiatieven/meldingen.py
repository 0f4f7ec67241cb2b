"""How many reports wait for somebody's decision, for the door to them on the werkbank."""

from django.core.cache import cache

from initiatieven.models import Melding
from kern.models import Gebruiker

BEWAARD = 60  # seconds: counting costs more than a whole row of the queue beside it


def aantal_te_beslissen(door: Gebruiker) -> int:
    """Remarks and photos that were reported in this person's wijken, as it was at most a minute ago."""
    aantal: int | None = cache.get(_sleutel(door))
    if aantal is None:
        aantal = Melding.objects.te_behandelen_door(door).zaken().count()
        cache.set(_sleutel(door), aantal, BEWAARD)
    return aantal


def vergeet(door: Gebruiker) -> None:
    """Count again: this person decided something."""
    cache.delete(_sleutel(door))


def _sleutel(door: Gebruiker) -> str:
    return f"initiatieven:meldingen:{door.pk}"
