"""The drawing of a time line: an axis of equal columns, and a bar per role on it.

Places are percentages of the width, so that SVG draws them without a script, a style or a word that stretches.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kern.profiel import profiel
from rollen.models import Rol, Rolvervulling
from rollen.tijdlijn import Dagen, Signaal, Soort, Stand, Tijdlijn, stand_op
from wijken.models import Wijk

NIEMAND = "niemand"  # beside the values of `Stand`: the stand of a bar that stands for a gap
HOOGSTENS_JAREN = 12  # on an axis of years; what was before is told in words only
SMALST = 0.6  # per cent: a role of one day can still be seen


@dataclass(frozen=True)
class Kolom:
    """A quarter or a year on the axis; `jaar` stands above the first quarter of each year."""

    naam: str
    jaar: str
    x: str


@dataclass(frozen=True)
class As:
    """`grenzen` are the first days of the columns, and the day after the last one."""

    grenzen: tuple[date, ...]
    namen: tuple[tuple[str, str], ...]

    def plek(self, dag: date) -> float:
        """Where a day begins, in per cent; outside the axis at its edge. A column is as wide as every other."""
        for nummer, (begin, einde) in enumerate(pairwise(self.grenzen)):
            if dag < einde:
                deel = max(0, (dag - begin).days) / (einde - begin).days
                return 100 * (nummer + deel) / len(self.namen)
        return 100

    @property
    def kolommen(self) -> list[Kolom]:
        return [
            Kolom(naam, jaar, procent(self.plek(grens)))
            for grens, (naam, jaar) in zip(self.grenzen, self.namen, strict=False)
        ]

    def x(self, dag: date) -> str:
        return procent(self.plek(dag))


@dataclass(frozen=True)
class Balk:
    """One line: who, when in words, and where it stands on the axis. A gap has no `vervulling`."""

    vervulling: Rolvervulling | None
    stand: str
    wanneer: str
    x: str
    breedte: str


@dataclass(frozen=True)
class Rolrij:
    """A role with its bars."""

    rol: Rol
    titel: str
    balken: list[Balk]


@dataclass(frozen=True)
class Beeld:
    """The drawn time line of a wijk, or of the whole municipality."""

    wijk: Wijk | None
    rijen: list[Rolrij]


def kwartalen(van: date, tot: date) -> As:
    """Whole quarters around the days from `van` to `tot`."""
    grenzen = [date(van.year, (van.month - 1) // 3 * 3 + 1, 1)]
    while grenzen[-1] <= tot:
        laatste = grenzen[-1]
        volgende = (
            date(laatste.year, laatste.month + 3, 1) if laatste.month < 10 else date(laatste.year + 1, 1, 1)
        )
        grenzen.append(volgende)
    namen = tuple(
        (date_format(grens, "b"), str(grens.year) if grens.month == 1 or grens == grenzen[0] else "")
        for grens in grenzen[:-1]
    )
    return As(tuple(grenzen), namen)


def jaren(van: date, tot: date) -> As:
    """Whole years around the days from `van` to `tot`; the last `HOOGSTENS_JAREN` of them."""
    nummers = range(max(van.year, tot.year - HOOGSTENS_JAREN + 1), tot.year + 1)
    grenzen = (*(date(jaar, 1, 1) for jaar in nummers), date(tot.year + 1, 1, 1))
    return As(grenzen, tuple((f"’{jaar % 100:02}", "") for jaar in nummers))


def teken(lijnen: Iterable[Tijdlijn], signalen: Iterable[Signaal], as_: As, *, op: date) -> list[Beeld]:
    """The drawings, with the gaps of `signalen` between the people."""
    gaten: dict[tuple[Wijk | None, Rol], list[Dagen]] = defaultdict(list)
    for signaal in signalen:
        if signaal.soort is Soort.GAT:
            gaten[signaal.wijk, signaal.rol].append(signaal.dagen)
    return [
        Beeld(
            lijn.wijk,
            [_rolrij(rol, rijen, gaten[lijn.wijk, rol], as_, op) for rol, rijen in lijn.rollen.items()],
        )
        for lijn in lijnen
    ]


def _rolrij(rol: Rol, rijen: list[Rolvervulling], gaten: list[Dagen], as_: As, op: date) -> Rolrij:
    stukken: list[tuple[Dagen, Rolvervulling | None, str]] = [
        (Dagen(rij.vanaf, rij.tot), rij, stand_op(rij, op).value) for rij in rijen
    ]
    stukken += [(gat, None, NIEMAND) for gat in gaten]
    stukken.sort(key=lambda stuk: stuk[0].vanaf)
    return Rolrij(
        rol, profiel().roltitel(rol), [_balk(rij, stand, dagen, as_, op) for dagen, rij, stand in stukken]
    )


def _balk(rij: Rolvervulling | None, stand: str, dagen: Dagen, as_: As, op: date) -> Balk:
    begin = as_.plek(dagen.vanaf)
    einde = as_.plek(dagen.tot) if dagen.tot else 100
    return Balk(rij, stand, periode(dagen, stand, op), procent(begin), procent(max(einde - begin, SMALST)))


def periode(dagen: Dagen, stand: str, op: date) -> str:
    """From when to when in words: "sinds 1 okt 2020", "vanaf 1 mrt 2027", "1 jan 2020 t/m 31 mei 2021"."""
    vanaf = _dag(dagen.vanaf)
    if dagen.tot is None:
        if stand == NIEMAND and dagen.vanaf <= op:
            return _("nu")
        return (_("sinds %(dag)s") if stand == Stand.NU.value else _("vanaf %(dag)s")) % {"dag": vanaf}
    van = _("nu") if stand == NIEMAND and dagen.vanaf <= op else vanaf
    return _("%(van)s t/m %(tot)s") % {"van": van, "tot": _dag(dagen.tot - timedelta(days=1))}


def procent(getal: float) -> str:
    return f"{getal:.2f}%"


def _dag(dag: date) -> str:
    return date_format(dag, "j b Y")
