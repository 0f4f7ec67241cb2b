"""Geometry in WGS84 (lon, lat) and the way to it from the Dutch grid (RD, EPSG:28992)."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, TypeVar

import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry import MultiPolygon, Polygon, mapping
from shapely.geometry.base import BaseGeometry

DECIMALEN = 6  # of a degree: about 10 cm, finer than any border of a wijk

# Where Dutch coordinates lie: west, south, east, north. The two never overlap, so that numbers tell the system.
WGS84_KADER = (3.0, 50.5, 7.5, 54.0)
RD_KADER = (-7_000.0, 289_000.0, 300_000.0, 629_000.0)

Kader = tuple[float, float, float, float]
Vorm = TypeVar("Vorm", bound=BaseGeometry)


def vlak(ringen: Sequence[Sequence[Sequence[float]]]) -> Polygon | MultiPolygon:
    """One area per ring of [lon, lat] points; a ring need not repeat its first point at the end."""
    vlakken = [Polygon([(punt[0], punt[1]) for punt in ring]) for ring in ringen]
    return vlakken[0] if len(vlakken) == 1 else MultiPolygon(vlakken)


def ongeldig(vorm: BaseGeometry) -> str:
    """Why a shape is no proper area (lines that cross, no surface), for an operator; "" when it is one."""
    if vorm.is_valid:
        return "er ligt niets binnen de lijn" if vorm.area == 0 else ""
    reden, _haak, plek = shapely.is_valid_reason(vorm).partition("[")  # "Self-intersection[4.86 51.64]"
    zin = "de lijn kruist of raakt zichzelf" if "ntersection" in reden else "de lijnen passen niet bij elkaar"
    return f"{zin} bij {plek.rstrip(']').replace(' ', ', ')}" if plek else zin


def als_geojson(vorm: BaseGeometry) -> dict[str, Any]:
    """The GeoJSON of a shape, as lists, rounded to `DECIMALEN`."""
    ruw = mapping(vorm)
    return {"type": ruw["type"], "coordinates": _afgerond(ruw["coordinates"])}


def kader_van(vorm: BaseGeometry) -> list[float]:
    """The bounding box [west, south, east, north] of a shape, in its own units."""
    return [round(waarde, DECIMALEN) for waarde in vorm.bounds]


def ligt_in(kader: Kader, vorm: BaseGeometry) -> bool:
    """Whether a shape lies wholly within a box."""
    west, zuid, oost, noord = vorm.bounds
    return kader[0] <= west and kader[1] <= zuid and oost <= kader[2] and noord <= kader[3]


def rd_naar_wgs84(vorm: Vorm) -> Vorm:
    """A shape in metres of the Dutch grid as one in degrees. Accurate to about 0.3 m without grid files."""
    reken_om = _omrekenaar().transform
    return shapely.transform(vorm, lambda punten: np.column_stack(reken_om(punten[:, 0], punten[:, 1])))


@lru_cache(maxsize=1)
def _omrekenaar() -> Transformer:
    return Transformer.from_crs("EPSG:28992", "EPSG:4326", always_xy=True)


def _afgerond(delen: Any) -> Any:
    if isinstance(delen, tuple | list):
        return [_afgerond(deel) for deel in delen]
    return round(delen, DECIMALEN)
