"""In which wijk a point lies, and where the municipality lies."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max
from shapely import STRtree
from shapely.geometry import Point, shape

from wijken.models import Wijk

Stand = tuple[int, datetime | None]


@dataclass(frozen=True)
class _Zoekboom:
    """The outlines as they were at `stand`, ready to be asked."""

    stand: Stand
    boom: STRtree
    wijk_ids: tuple[int, ...]


_bewaard: _Zoekboom | None = None


def wijk_bij_punt(lat: float, lon: float) -> Wijk | None:
    """The wijk around a point in WGS84 degrees; None outside the municipality.

    Outlines may be generalised: an answer is a suggestion that a resident can change. On a border the wijk
    with the lowest code wins.
    """
    zoekboom = _zoekboom()
    treffers = zoekboom.boom.query(Point(lon, lat), predicate="intersects")
    if not len(treffers):
        return None
    return Wijk.objects.get(pk=zoekboom.wijk_ids[min(treffers)])


def kader_van_gemeente() -> tuple[float, float, float, float] | None:
    """West, south, east and north of all wijken together, in degrees; None while none has an outline."""
    kaders = [kader for kader in _met_omtrek().values_list("kader", flat=True) if kader]
    if not kaders:
        return None
    west, zuid, oost, noord = zip(*kaders, strict=True)
    return min(west), min(zuid), max(oost), max(noord)


def _met_omtrek() -> Any:
    return Wijk.objects.actief().filter(omtrek__isnull=False)


def stand_van_omtrekken() -> Stand:
    """Changes whenever an outline does: what was made from the outlines can be kept until then."""
    gemeten = _met_omtrek().aggregate(aantal=Count("pk"), laatst=Max("bijgewerkt"))
    return gemeten["aantal"], gemeten["laatst"]


def _zoekboom() -> _Zoekboom:
    """Kept per process; one cheap query tells whether any outline changed since."""
    global _bewaard
    stand = stand_van_omtrekken()
    if _bewaard is None or _bewaard.stand != stand:
        rijen = list(_met_omtrek().order_by("code").values_list("pk", "omtrek"))
        boom = STRtree([shape(omtrek) for _pk, omtrek in rijen])
        _bewaard = _Zoekboom(stand, boom, tuple(pk for pk, _omtrek in rijen))
    return _bewaard
