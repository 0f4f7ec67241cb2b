"""Reads the content of the demonstration from `gegevens/*.toml`.

All moments are days before today, so that the demonstration always looks alive. A step of an initiative is
`[days ago, what, text]`, where what is one of `STAPPEN`. `uiterlijk` is in working days from today and may lie in
the past. `overal` says that the story fits any municipality; the others need a wijk with exactly that name.
"""

import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import timezone

from kern.werkdagen import is_werkdag, vandaag

MAP = Path(__file__).parent / "gegevens"
STAPPEN = (
    "reactie",
    "vraag",
    "antwoord",
    "route",
    "doorgeleid",
    "advies",
    "start",
    "voortgang",
    "nieuws",
    "notitie",
    "gelukt",
    "gestopt",
    "niet_passend",
    "samengevoegd",
)


@dataclass(frozen=True)
class Geld:
    """A grant: amounts in euros, `dagen` the days ago of the decision. `terug` was not needed in the end."""

    bedrag: Decimal
    domein: str
    dagen: int
    motivering: str
    betaald: Decimal
    terug: Decimal


@dataclass(frozen=True)
class Plan:
    """One initiative as the content file tells it."""

    titel: str
    wijk: str
    wie: str
    dagen: int
    verhaal: str
    nodig: list[str]
    thema: str  # by name; another municipality may not have it
    domein: str
    groep: str = ""
    mede: list[str] = field(default_factory=list)  # who began it too
    kanaal: str = ""  # how an employee heard of it; then the resident has no e-mail address
    plek: str = ""
    punt: tuple[float, float] | None = None
    toon: bool = False
    overal: bool = False
    toelichting: str = ""
    zelf: str = ""
    foto: tuple[str, str] | None = None
    status: str = ""  # of a draft only; otherwise the steps tell it
    route: str = ""
    rol: str = ""
    afdeling: str = ""
    kader: str = ""
    verder_in: str = ""  # the title of the initiative that it was merged with
    uiterlijk: int = 0
    geld: Geld | None = None
    stappen: list[tuple[int, str, str]] = field(default_factory=list)


def _geld(rij: dict[str, Any] | None) -> Geld | None:
    if rij is None:
        return None
    return Geld(
        bedrag=Decimal(rij["bedrag"]),
        domein=rij["domein"],
        dagen=rij["dagen"],
        motivering=rij["motivering"],
        betaald=Decimal(rij["betaald"]),
        terug=Decimal(rij.get("terug", "0.00")),
    )


def _lees(naam: str) -> dict[str, Any]:
    return tomllib.loads((MAP / f"{naam}.toml").read_text(encoding="utf-8"))


@cache
def plannen() -> tuple[Plan, ...]:
    """All initiatives; raises TypeError or ValueError when a content file says something unknown."""
    gelezen = []
    for naam in ("nieuw", "bezig", "klaar"):
        for rij in _lees(naam)["initiatief"]:
            plan = Plan(**{**rij, "verhaal": rij["verhaal"].strip(), "geld": _geld(rij.get("geld"))})
            if vreemd := {wat for _dagen, wat, _tekst in plan.stappen} - set(STAPPEN):
                raise ValueError(f"{plan.titel}: {', '.join(vreemd)}")
            gelezen.append(plan)
    return tuple(gelezen)


def omheen() -> dict[str, Any]:
    """Agendas, promises, learning points and reports."""
    return _lees("omheen")


def inrichting() -> dict[str, Any]:
    """Kaders, standard texts and what was split."""
    return _lees("inrichting")


def werkdag_voor(dagen: int) -> date:
    """The last working day at or before so many days ago."""
    dag = vandaag() - timedelta(days=dagen)
    while not is_werkdag(dag):
        dag -= timedelta(days=1)
    return dag


def moment(dagen: int, volgnummer: int = 0) -> datetime:
    """A time on the last working day at or before so many days ago; a higher number is later that day."""
    dag = werkdag_voor(dagen)
    tijd = time(9 + volgnummer % 8, (volgnummer * 17 + dagen * 7) % 60)
    return min(timezone.make_aware(datetime.combine(dag, tijd)), timezone.now())
