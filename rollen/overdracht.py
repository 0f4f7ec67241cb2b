"""Open work that a change of roles leaves: what it is, who has it, and who takes it over.

What there is to hand over is known by the floors above; each gives a `Lezer` that tells how things stand on a day.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.utils.translation import gettext as _

from kern.fouten import DomeinFout
from kern.models import Gebruiker
from kern.werkdagen import vandaag
from rollen.models import Rolvervulling

GENOEMD = 5  # things that a refusal names; the rest it counts


@dataclass(frozen=True)
class Overdracht:
    """One thing that lies with somebody who has no role for it on a day; `naar` is None when nobody can take it.

    `soort` is what people call it. `adres` is where staff find it. `uiterlijk` is its date, which stays.
    """

    soort: str
    pk: int
    titel: str
    adres: str
    uiterlijk: date | None
    van: Gebruiker
    naar: Gebruiker | None

    @property
    def sleutel(self) -> tuple[str, int]:
        return self.soort, self.pk


Lezer = Callable[[date], list[Overdracht]]


class GeenOpvolger(DomeinFout):
    """Nobody can take over; `werk` is the open work that would be left behind."""

    def __init__(self, werk: Sequence[Overdracht]) -> None:
        self.werk = werk
        wat = ", ".join(ding.titel for ding in werk[:GENOEMD])
        if (rest := len(werk) - GENOEMD) > 0:
            wat += _(" en nog %(aantal)s") % {"aantal": rest}
        zin = _("Dit kan nog niet: niemand kan dit overnemen. Geef eerst iemand anders de rol.")
        super().__init__(f"{zin} {wat}.")


def na_elkaar() -> None:
    """Wait until nobody else changes roles or hands over work, until the end of this transaction.

    Two at once could each count on whom the other takes away, or wait for each other's initiatives. Readers are not
    kept waiting.
    """
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE rollen_rolvervulling IN SHARE ROW EXCLUSIVE MODE")


@contextmanager
def bewaakt(vanaf: date, *lezers: Lezer) -> Iterator[None]:
    """Change roles in here, one after the other with everybody else who does.

    Raises `GeenOpvolger` when, on any day from `vanaf` on, open work is left with nobody that was not left then
    already. So a successor who is counted on cannot be taken away unseen. Must be inside a transaction.
    """
    na_elkaar()
    eerst = _achterblijvers(vanaf, lezers)
    yield
    achter = [
        ding
        for sleutel, (dag, ding) in _achterblijvers(vanaf, lezers).items()
        if sleutel not in eerst or dag < eerst[sleutel][0]
    ]
    if achter:
        raise GeenOpvolger(achter)


def _achterblijvers(vanaf: date, lezers: Sequence[Lezer]) -> dict[tuple[str, int], tuple[date, Overdracht]]:
    """What nobody can take over, with the first day on which that is so. Only where a role ends that changes."""
    begin = max(vanaf, vandaag())
    einden = Rolvervulling.objects.filter(tot__gt=begin).values_list("tot", flat=True).distinct()
    gevonden: dict[tuple[str, int], tuple[date, Overdracht]] = {}
    for dag in sorted({begin, *(tot for tot in einden if tot is not None)}):
        for lezer in lezers:
            for ding in lezer(dag):
                if ding.naar is None:
                    gevonden.setdefault(ding.sleutel, (dag, ding))
    return gevonden
