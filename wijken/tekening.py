"""Draws all wijken as one small picture, a path per wijk for an SVG: an overview without script or tiles."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from shapely.geometry import LineString, shape
from shapely.geometry.base import BaseGeometry

from wijken.geo import Stand, stand_van_omtrekken
from wijken.models import Wijk

BREEDTE = 720  # units of the drawing; a person sees it at any size
VEREENVOUDIG = 1.5  # units: finer detail cannot be seen
LETTER = 11  # units that one letter of a name takes; the style sheet sets the matching size


@dataclass(frozen=True)
class Vlak:
    """One wijk in the drawing: its outline as SVG path data, and where its name goes.

    `past` says whether the name fits inside; a name that would run over its neighbours is not written.
    """

    wijk: Wijk
    pad: str
    x: int
    y: int
    past: bool


@dataclass(frozen=True)
class Tekening:
    """The whole drawing; empty when no wijk has an outline."""

    breedte: int
    hoogte: int
    vlakken: list[Vlak]


_bewaard: tuple[Stand, Tekening] | None = None


def overzicht() -> Tekening:
    """The drawing of all wijken in use. Kept per process: real outlines have thousands of points."""
    global _bewaard
    stand = stand_van_omtrekken()
    if _bewaard is None or _bewaard[0] != stand:
        _bewaard = stand, teken(Wijk.objects.actief())
    return _bewaard[1]


def teken(wijken: Iterable[Wijk]) -> Tekening:
    """Draw the wijken that have an outline, north up, at the same scale in both directions."""
    vormen = [(wijk, shape(wijk.omtrek)) for wijk in wijken if wijk.omtrek]
    if not vormen:
        return Tekening(BREEDTE, 0, [])
    west = min(vorm.bounds[0] for _, vorm in vormen)
    zuid = min(vorm.bounds[1] for _, vorm in vormen)
    oost = max(vorm.bounds[2] for _, vorm in vormen)
    noord = max(vorm.bounds[3] for _, vorm in vormen)
    # A degree of longitude is shorter than one of latitude, by the cosine of the latitude.
    smal = math.cos(math.radians((zuid + noord) / 2))
    schaal = BREEDTE / ((oost - west) * smal)

    def punt(lon: float, lat: float) -> tuple[int, int]:
        return round((lon - west) * smal * schaal), round((noord - lat) * schaal)

    vlakken = []
    for wijk, vorm in vormen:
        grof = vorm.simplify(VEREENVOUDIG / schaal)
        midden = grof.representative_point()
        ruimte = grof.intersection(LineString([(west, midden.y), (oost, midden.y)])).length * smal * schaal
        past = len(wijk.naam) * LETTER <= ruimte
        vlakken.append(Vlak(wijk, _pad(grof, punt), *punt(midden.x, midden.y), past))
    return Tekening(BREEDTE, round((noord - zuid) * schaal), vlakken)


def _pad(vorm: BaseGeometry, punt: Callable[[float, float], tuple[int, int]]) -> str:
    delen = getattr(vorm, "geoms", [vorm])
    ringen = [ring for deel in delen for ring in (deel.exterior, *deel.interiors)]
    return " ".join(_ring([punt(lon, lat) for lon, lat, *_ in ring.coords]) for ring in ringen)


def _ring(punten: list[tuple[int, int]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in punten) + "Z"
