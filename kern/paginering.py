"""Keyset paging: a page starts after a row, not after a count, so page 5,000 costs what page 1 costs.

The cursor holds the values of the sort fields of that row, signed, because it comes back from outside. Rows
that arrive or disappear meanwhile never shift a page. See docs/adr/0042.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.core import signing
from django.db import models
from django.db.models import BooleanField, F, Func, Q, Value
from django.http import QueryDict

M = TypeVar("M", bound=models.Model)

ZOUT = "kern.paginering"
NA, VOOR = "na", "voor"  # the keys in the query string


@dataclass(frozen=True)
class Pagina(Generic[M]):
    """Rows of one page and the cursors of its neighbours; an empty cursor means that there is none."""

    rijen: list[M]
    volgende: str
    vorige: str

    def __iter__(self) -> Iterator[M]:
        return iter(self.rijen)

    def __len__(self) -> int:
        return len(self.rijen)


def pagineer(
    rijen: models.QuerySet[M], vraag: QueryDict, *, volgorde: tuple[str, ...], per: int = 20
) -> Pagina[M]:
    """The page that `?na=` or `?voor=` of a query string asks for, in one query.

    `volgorde` names non-null fields as in `order_by`, the last of them unique, such as
    `("-ingediend_op", "-id")`. A cursor that is broken, old or of another order gives the first page.
    """
    terug = False
    grens = _lees(vraag.get(NA, ""), volgorde)
    if grens is None:
        grens = _lees(vraag.get(VOOR, ""), volgorde)
        terug = grens is not None
    gevonden = _vanaf(rijen, volgorde, grens, terug=terug, per=per)
    if terug and not gevonden:  # everything before it has gone: start over
        grens, terug = None, False
        gevonden = _vanaf(rijen, volgorde, None, terug=False, per=per)
    meer = len(gevonden) > per
    gevonden = gevonden[:per]
    if terug:
        gevonden.reverse()
    return Pagina(
        rijen=gevonden,
        volgende=_schrijf(gevonden[-1], volgorde) if gevonden and (meer or terug) else "",
        vorige=_schrijf(gevonden[0], volgorde) if gevonden and (meer if terug else grens is not None) else "",
    )


def _vanaf(
    rijen: models.QuerySet[M], volgorde: tuple[str, ...], grens: list[Any] | None, *, terug: bool, per: int
) -> list[M]:
    """At most `per + 1` rows beyond `grens`, walking away from it."""
    richting = [_keer(veld) for veld in volgorde] if terug else list(volgorde)
    if grens is not None:
        rijen = rijen.filter(_voorbij(richting, grens))
    return list(rijen.order_by(*richting)[: per + 1])


def _keer(veld: str) -> str:
    return veld[1:] if veld.startswith("-") else f"-{veld}"


class _RijVoorbij(Func):
    """`(a, b) > (x, y)`: to the database one stretch of an index, however many rows share a value of `a`."""

    output_field = BooleanField()

    def as_sql(  # type: ignore[override]  # the stubs disagree among themselves about Func
        self, compiler: Any, connection: Any, **extra: Any
    ) -> tuple[str, list[Any]]:
        """The fields stand in the first half of the expressions, the values in the second."""
        delen = [compiler.compile(deel) for deel in self.source_expressions]
        midden = len(delen) // 2
        links, rechts = (", ".join(sql for sql, _ in helft) for helft in (delen[:midden], delen[midden:]))
        return f"({links}) {self.extra['teken']} ({rechts})", [w for _, waarden in delen for w in waarden]


def _voorbij(richting: list[str], grens: list[Any]) -> Q:
    """Rows after `grens`: the first field decides, the next ones break ties."""
    if len({veld.startswith("-") for veld in richting}) == 1:
        teken = "<" if richting[0].startswith("-") else ">"
        velden = [F(veld.lstrip("-")) for veld in richting]
        return Q(_RijVoorbij(*velden, *map(Value, grens), teken=teken))
    eerste, waarde = richting[0], grens[0]
    naam, teken = eerste.lstrip("-"), "lt" if eerste.startswith("-") else "gt"
    verder = Q(**{f"{naam}__{teken}": waarde})
    if len(richting) == 1:
        return verder
    # "<= x AND (< x OR ...)": the first half is what an index walks to.
    return Q(**{f"{naam}__{teken}e": waarde}) & (verder | _voorbij(richting[1:], grens[1:]))


def _schrijf(rij: models.Model, volgorde: tuple[str, ...]) -> str:
    waarden = [getattr(rij, veld.lstrip("-")) for veld in volgorde]
    # Dates and times with all their digits: half a millisecond lost would skip a row.
    kaal = [w.isoformat() if isinstance(w, date) else w for w in waarden]
    return signing.dumps([list(volgorde), kaal], salt=ZOUT)


def _lees(cursor: str, volgorde: tuple[str, ...]) -> list[Any] | None:
    """The values in a cursor that we wrote for this order ourselves, else None."""
    if not cursor:
        return None
    try:
        geschreven_voor, waarden = signing.loads(cursor, salt=ZOUT)
    except signing.BadSignature:
        return None
    return list(waarden) if geschreven_voor == list(volgorde) else None
