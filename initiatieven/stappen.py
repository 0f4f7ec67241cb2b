"""The five steps in which a resident tells about an initiative."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from initiatieven.models import Initiatief


@dataclass(frozen=True)
class Stap:
    """One step: its name in the address, its question, and the fields of `Initiatief` that it fills."""

    naam: str
    titel: Promise
    velden: tuple[str, ...]
    nummer: int


WAT = Stap("wat", _("Wat wilt u doen?"), ("titel", "verhaal", "thema", "domein"), 1)
WAAR = Stap("waar", _("Waar is het?"), ("wijk", "plek", "lat", "lon"), 2)
NODIG = Stap("nodig", _("Wat is er nodig?"), ("nodig", "nodig_toelichting", "eigen_bijdrage"), 3)
WIE = Stap("wie", _("Wie bent u?"), ("indiener_naam", "indiener_email", "toon_voornaam", "groep"), 4)
CONTROLEREN = Stap("controleren", _("Klopt alles?"), (), 5)

STAPPEN = (WAT, WAAR, NODIG, WIE, CONTROLEREN)
OP_NAAM = {stap.naam: stap for stap in STAPPEN}

# What must be there before a step counts as answered.
_NODIG_PER_STAP = (
    (WAT, ("titel", "verhaal")),
    (WAAR, ("wijk_id",)),
    (NODIG, ("nodig",)),
    (WIE, ("indiener_naam", "indiener_email")),
)


def eerste_open_stap(concept: Initiatief) -> Stap:
    """The first step that still misses an answer; `CONTROLEREN` when all are there."""
    for stap, velden in _NODIG_PER_STAP:
        if not all(getattr(concept, veld) for veld in velden):
            return stap
    return CONTROLEREN


def volgende(stap: Stap) -> Stap:
    """The step after this one; the last is its own next."""
    return STAPPEN[min(stap.nummer, len(STAPPEN) - 1)]
