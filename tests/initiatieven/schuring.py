"""A friction to test with, made by the service that makes them."""

from datetime import timedelta
from typing import Any

from initiatieven.models import Initiatief, Schuring
from initiatieven.services.schuren import open_schuring
from kern.models import Gebruiker
from kern.werkdagen import vandaag

GEVAL: dict[str, Any] = {
    "regel": "Binnen de Linie geen bouwwerken",
    "belang": "De regel beschermt het uitzicht; de buren willen een schuur.",
    "geprobeerd": "Een lagere schuur getekend.",
}


def maak_schuring(initiatief: Initiatief, door: Gebruiker, **velden: Any) -> Schuring:
    """Open on the lowest step, in the hands of who holds that."""
    open_schuring(initiatief=initiatief, door=door, **{**GEVAL, **velden})
    return Schuring.objects.latest("pk")


def laat_verlopen(schuring: Schuring, dagen: int = 1) -> Schuring:
    """As if its date was so many days ago."""
    Schuring.objects.filter(pk=schuring.pk).update(uiterlijk=vandaag() - timedelta(days=dagen))
    return vers(schuring)


def vers(schuring: Schuring) -> Schuring:
    return Schuring.objects.select_related("initiatief__wijk", "eigenaar", "afdeling").get(pk=schuring.pk)
