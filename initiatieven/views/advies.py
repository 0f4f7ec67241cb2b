"""Which acts this person may do with an initiative now, and which of them is the one to begin with."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from initiatieven.acties import Stap, mogelijk, volgende_stap
from initiatieven.models import Initiatief
from initiatieven.views.acties import ACTIES
from kern.models import Gebruiker
from kern.werkdagen import vandaag
from rollen.rechten import afdelingen_met, mag


@dataclass(frozen=True)
class Knop:
    """One act as a link."""

    naam: str
    titel: Promise
    adres: str


@dataclass(frozen=True)
class Advies:
    """What to do first and why; `beste` is None when there is only waiting."""

    stap: Stap
    beste: Knop | None
    ook: list[Knop]


def advies_voor(initiatief: Initiatief, door: Gebruiker) -> Advies:
    """The recommended act and the others, of those that fit the state and that this person may do."""
    stap = volgende_stap(initiatief, vandaag())
    knoppen = [
        Knop(naam, ACTIES[naam].titel, reverse(f"initiatieven:actie-{naam}", args=[initiatief.kenmerk]))
        for naam in mogelijk(initiatief)
        if mag(door, ACTIES[naam].recht, initiatief)
    ]
    # Somebody who could answer for a department is not advised to: that department is aan zet.
    eigen_afdeling = initiatief.aan_zet_afdeling_id in afdelingen_met(door, "initiatieven.beantwoorden")
    naam = stap.actie if stap.actie != "antwoord" or eigen_afdeling else ""
    beste = next((knop for knop in knoppen if knop.naam == naam), None)
    return Advies(stap, beste, [knop for knop in knoppen if knop is not beste])
