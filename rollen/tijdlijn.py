"""Roles through time: who was, is and will be there, and on which days nobody is or too many are.

A person whose account is closed fills no gap: such a role counts for nothing (`rollen.wie`).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from itertools import pairwise, product
from typing import NamedTuple

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kern.profiel import profiel
from kern.werkdagen import vandaag
from rollen.models import Rol, Rolvervulling
from rollen.querysets import RolvervullingQuerySet
from wijken.models import Wijk

VOORUIT = timedelta(days=365)  # how far ahead gaps and overlaps are looked for: a year, as roles are planned
# What every wijk has; the wijkwethouder only where the ladder of the municipality knows one.
ELKE_WIJK = (Rol.WIJKMAKELAAR, Rol.WIJKWETHOUDER)
# What the whole municipality has one of.
HELE_GEMEENTE = (Rol.OPGAVELEIDER,)
# Roles that are about no wijk: without a wijk they stand with the municipality only, not with each wijk.
NIET_VAN_EEN_WIJK = (
    *(Rol.OPGAVELEIDER, Rol.TEAMLEIDER, Rol.VAKMEDEWERKER),
    *(Rol.GRIFFIE, Rol.RAADSLID, Rol.BEHEERDER, Rol.AUDITOR),
)
# Two roles that one person should not have on one day, and why. No member of the council is a wethouder:
# Gemeentewet, article 13 (only just after elections, until there is a new college).
SAMEN_ONMOGELIJK = (
    (Rol.BEHEERDER, Rol.AUDITOR, gettext_lazy("Wie beheert, controleert niet het eigen werk.")),
    (Rol.WIJKWETHOUDER, Rol.RAADSLID, gettext_lazy("De raad controleert het college.")),
)


PerPlek = dict[tuple[Rol, int | None], list[Rolvervulling]]


class Stand(Enum):
    """Where a role stands on a day."""

    WAS = "was"
    NU = "nu"
    STRAKS = "straks"


class Dagen(NamedTuple):
    """Days from `vanaf` until, not including, `tot`; without `tot` for ever."""

    vanaf: date
    tot: date | None = None


@dataclass(frozen=True)
class Tijdlijn:
    """The roles of one wijk, or of the whole municipality, in the order of `Rol`; each by its first day.

    A role that has to be there stands in it even when nobody fulfils it.
    """

    wijk: Wijk | None
    rollen: dict[Rol, list[Rolvervulling]]


class Soort(Enum):
    """What is wrong: nobody has the role, more than one has it, or one person has two that exclude each other."""

    GAT = "gat"
    OVERLAP = "overlap"
    ONVERENIGBAAR = "onverenigbaar"


@dataclass(frozen=True)
class Signaal:
    """Something to mend, with a sentence that says it.

    Without `wijk` it is about the whole municipality. `tot` is None when it lasts beyond the days looked at.
    `vervullingen` are the roles that are in each other's way; a gap has none.
    """

    soort: Soort
    rol: Rol
    wijk: Wijk | None
    dagen: Dagen
    zin: str
    vervullingen: tuple[Rolvervulling, ...] = ()


# --- Reading ----------------------------------------------------------------------------------------


def stand_op(vervulling: Rolvervulling, dag: date) -> Stand:
    if vervulling.vanaf > dag:
        return Stand.STRAKS
    return Stand.NU if vervulling.tot is None or vervulling.tot > dag else Stand.WAS


def tijdlijnen(van: date, tot: date, *, rol: Rol | None = None) -> list[Tijdlijn]:
    """The whole municipality, then every active wijk by name; two queries, however many wijken there are."""
    rijen = _in_periode(van, tot)
    if rol is not None:
        rijen = rijen.filter(rol=rol)
    return _verdeel(Wijk.objects.actief().defer("omtrek"), list(rijen), [rol] if rol else list(Rol))


def tijdlijn(wijk: Wijk, van: date, tot: date) -> Tijdlijn:
    """One wijk: its own roles, and those for the whole municipality that reach it."""
    rijen = list(_in_periode(van, tot).in_wijk(wijk))
    return _verdeel([wijk], rijen, list(Rol))[1]


def gaten_en_overlap(van: date, tot: date) -> list[Signaal]:
    """What has to be mended in the days from `van` until, not including, `tot`; what comes first stands first.

    A role for the whole municipality beside one for the wijk is no overlap: who has the wijk goes first
    (`rollen.wie`). Three queries, however many wijken there are.
    """
    uitgesloten = {rol for een, ander, _waarom in SAMEN_ONMOGELIJK for rol in (een, ander)}
    rijen = list(
        _in_periode(van, tot).filter(
            rol__in={*ELKE_WIJK, *HELE_GEMEENTE, *uitgesloten}, gebruiker__is_active=True
        )
    )
    ooit = set(Rolvervulling.objects.filter(vanaf__lt=tot).values_list("rol", "wijk").distinct())
    per_plek = _per_plek(rijen)
    wijken = list(Wijk.objects.actief().defer("omtrek"))
    nodig: list[tuple[Rol, Wijk | None]] = [(rol, None) for rol in HELE_GEMEENTE]
    nodig += [(rol, wijk) for wijk in wijken for rol in rollen_van_elke_wijk()]
    signalen = _onverenigbaar(rijen, van, tot)
    for rol, wijk in nodig:
        plekken = {(rol, None), (rol, wijk.pk if wijk else None)}
        hier = [rij for plek in plekken for rij in per_plek[plek]]
        nooit = not plekken & ooit
        signalen += [
            _gat(rol, wijk, gat, nooit=nooit) for gat in gaten([_dagen(rij) for rij in hier], van, tot)
        ]
    for rol, waar in product((*ELKE_WIJK, *HELE_GEMEENTE), [None, *wijken]):
        signalen += _overlappen(rol, waar, per_plek[rol, waar.pk if waar else None], van, tot)
    return sorted(signalen, key=lambda s: s.dagen.vanaf)


def rollen_van_elke_wijk() -> tuple[Rol, ...]:
    """The roles that every wijk of this municipality should have."""
    op_de_ladder = {trede.houder for trede in profiel().ladder}
    return tuple(rol for rol in ELKE_WIJK if rol != Rol.WIJKWETHOUDER or rol in op_de_ladder)


def _in_periode(van: date, tot: date) -> RolvervullingQuerySet:
    """Those that count on at least one of these days."""
    rijen = Rolvervulling.objects.filter(Q(tot=None) | Q(tot__gt=van), vanaf__lt=tot)
    return rijen.select_related("gebruiker", "wijk", "afdeling", "vervangt__gebruiker").defer("wijk__omtrek")


def _verdeel(wijken: Iterable[Wijk], rijen: Iterable[Rolvervulling], rollen: Iterable[Rol]) -> list[Tijdlijn]:
    per_plek = _per_plek(rijen)
    lijnen = []
    for wijk in [None, *wijken]:
        verplicht = rollen_van_elke_wijk() if wijk else HELE_GEMEENTE
        per_rol: dict[Rol, list[Rolvervulling]] = {}
        for rol in rollen:
            overal = [] if rol in NIET_VAN_EEN_WIJK else per_plek[rol, None]
            hier = per_plek[rol, wijk.pk] + overal if wijk else per_plek[rol, None]
            if hier or rol in verplicht:
                per_rol[rol] = sorted(hier, key=lambda rij: (rij.vanaf, rij.pk))
        lijnen.append(Tijdlijn(wijk, per_rol))
    return lijnen


def _per_plek(rijen: Iterable[Rolvervulling]) -> PerPlek:
    per_plek: PerPlek = defaultdict(list)
    for rij in rijen:
        per_plek[rij.rol_enum, rij.wijk_id].append(rij)
    return per_plek


# --- Counting days ----------------------------------------------------------------------------------


def gaten(perioden: Iterable[Dagen], van: date, tot: date) -> list[Dagen]:
    """The days of [van, tot) that no period has, put together; an end of None is at or beyond `tot`."""
    gevonden, vrij = [], van
    for periode in sorted(perioden, key=lambda p: p.vanaf):
        if periode.vanaf >= tot:
            break
        if periode.vanaf > vrij:
            gevonden.append(Dagen(vrij, periode.vanaf))
        vrij = max(vrij, periode.tot or tot)
    if vrij < tot:
        gevonden.append(Dagen(vrij))
    return gevonden


def dubbelen(perioden: Sequence[Dagen], van: date, tot: date) -> list[Dagen]:
    """The days of [van, tot) that two or more periods have, put together; ends as `gaten` gives them."""
    grenzen = {van, tot}
    for periode in perioden:
        grenzen |= {grens for grens in periode if grens is not None and van < grens < tot}
    gevonden: list[Dagen] = []
    for vanaf, einde in pairwise(sorted(grenzen)):
        if sum(p.vanaf <= vanaf and (p.tot is None or p.tot > vanaf) for p in perioden) > 1:
            aansluitend = gevonden and gevonden[-1].tot == vanaf
            begin = gevonden.pop().vanaf if aansluitend else vanaf
            gevonden.append(Dagen(begin, einde))
    return [Dagen(d.vanaf, None if d.tot == tot else d.tot) for d in gevonden]


def _dagen(rij: Rolvervulling) -> Dagen:
    return Dagen(rij.vanaf, rij.tot)


def _raakt(rij: Rolvervulling, dagen: Dagen) -> bool:
    begint_op_tijd = dagen.tot is None or rij.vanaf < dagen.tot
    return begint_op_tijd and (rij.tot is None or rij.tot > dagen.vanaf)


# --- Sentences --------------------------------------------------------------------------------------


def wanneer(dagen: Dagen) -> str:
    """The days in words, as in the middle of a sentence: "nu", "vanaf 1 maart 2027"."""
    nu, vanaf = dagen.vanaf <= vandaag(), _dag(dagen.vanaf)
    if dagen.tot is None:
        return _("nu") if nu else _("vanaf %(dag)s") % {"dag": vanaf}
    laatste = dagen.tot - timedelta(days=1)
    if nu:
        return _("tot en met %(dag)s") % {"dag": _dag(laatste)}
    if laatste == dagen.vanaf:
        return _("op %(dag)s") % {"dag": vanaf}
    return _("van %(van)s tot en met %(tot)s") % {"van": vanaf, "tot": _dag(laatste)}


def _dag(dag: date) -> str:
    return date_format(dag, "j F Y")


def _plek(wijk: Wijk | None) -> str:
    return wijk.naam if wijk else _("De gemeente")


def _gat(rol: Rol, wijk: Wijk | None, dagen: Dagen, *, nooit: bool) -> Signaal:
    delen = {"plek": _plek(wijk), "rol": profiel().roltitel(rol), "wanneer": wanneer(dagen)}
    if nooit:
        zin = _("%(plek)s heeft nog nooit een %(rol)s gehad.") % delen
    else:
        zin = _("%(plek)s heeft %(wanneer)s geen %(rol)s.") % delen
    return Signaal(Soort.GAT, rol, wijk, dagen, zin)


def _overlappen(
    rol: Rol, wijk: Wijk | None, rijen: Sequence[Rolvervulling], van: date, tot: date
) -> list[Signaal]:
    """Where two have the role at once; a deputy beside whom they replace is as it should be."""
    vaste = [rij for rij in rijen if rij.vervangt_id is None]
    signalen = []
    for dagen in dubbelen([_dagen(rij) for rij in vaste], van, tot):
        samen = tuple(rij for rij in vaste if _raakt(rij, dagen))
        delen = {
            "plek": _plek(wijk),
            "wanneer": wanneer(dagen),
            "rol": profiel().roltitel(rol),
            "namen": get_text_list([str(rij.gebruiker) for rij in samen], _("en")),
        }
        zin = _("%(plek)s heeft %(wanneer)s meer dan één %(rol)s: %(namen)s.") % delen
        signalen.append(Signaal(Soort.OVERLAP, rol, wijk, dagen, zin, samen))
    return signalen


def _onverenigbaar(rijen: Sequence[Rolvervulling], van: date, tot: date) -> list[Signaal]:
    signalen = []
    for een, ander, waarom in SAMEN_ONMOGELIJK:
        for eerste, tweede in product(
            (rij for rij in rijen if rij.rol == een), (rij for rij in rijen if rij.rol == ander)
        ):
            if eerste.gebruiker_id != tweede.gebruiker_id:
                continue
            for dagen in dubbelen([_dagen(eerste), _dagen(tweede)], van, tot):
                delen = {
                    "naam": eerste.gebruiker,
                    "wanneer": wanneer(dagen),
                    "een": profiel().roltitel(een),
                    "ander": profiel().roltitel(ander),
                }
                zin = _("%(naam)s is %(wanneer)s zowel %(een)s als %(ander)s.") % delen
                signalen.append(
                    Signaal(Soort.ONVERENIGBAAR, een, eerste.wijk, dagen, f"{zin} {waarom}", (eerste, tweede))
                )
    return signalen
