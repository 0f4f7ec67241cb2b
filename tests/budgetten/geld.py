"""Money on stage: a physical budget of 1,000 euros, a social one at zero, and mandates."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from budgetten.models import Budget, Mandaat, Rekening
from budgetten.services.begroten import open_budget
from budgetten.services.mandaten import leg_mandaat_vast
from rollen.models import Rol

VANAF = date(2020, 9, 22)


@dataclass(frozen=True)
class Geld:
    fysiek: Budget
    sociaal: Budget
    makelaar: Mandaat  # up to 750 euros
    wethouder: Mandaat  # up to 5,000 euros


def maak_budget(naam: str = "Bewonersinitiatieven", jaar: int = 2021, bedrag: str = "1000") -> Budget:
    return open_budget(
        naam=naam, jaar=jaar, domein="fysiek", bedrag=Decimal(bedrag), dekking="JOR", besluit="ZN199156"
    )


def maak_sociaal(naam: str = "Samen leven", jaar: int = 2021) -> Budget:
    return open_budget(
        naam=naam,
        jaar=jaar,
        domein="sociaal",
        bedrag=Decimal(0),
        dekking="Nieuw voor oud",
        besluit="ZN199156",
    )


def maak_mandaat(rol: Rol, tot_bedrag: str) -> Mandaat:
    return leg_mandaat_vast(
        rol=rol, tot_bedrag=Decimal(tot_bedrag), vanaf=VANAF, besluit="Mandaatbesluit 2020"
    )


def zet_klaar() -> Geld:
    return Geld(
        fysiek=maak_budget(),
        sociaal=maak_sociaal(),
        makelaar=maak_mandaat(Rol.WIJKMAKELAAR, "750"),
        wethouder=maak_mandaat(Rol.WIJKWETHOUDER, "5000"),
    )


def saldo(budget: Budget, soort: str) -> Decimal:
    """The balance as the database has it now."""
    return Rekening.objects.get(budget=budget, soort=soort).saldo
