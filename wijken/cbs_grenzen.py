"""Reads the borders of wijken from GeoJSON as CBS and PDOK publish it. Writes nothing.

Two families of property names: CBS "gebiedsindelingen" (statcode, statnaam, gmCode) and PDOK "wijken en
buurten" (wijkcode, wijknaam, gemeentecode, aantal_inwoners, water). In WGS84 or in metres of the Dutch grid.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.errors import ShapelyError
from shapely.geometry import MultiPolygon, Polygon, shape

from kern.geo import DECIMALEN, RD_KADER, WGS84_KADER, ligt_in, ongeldig, rd_naar_wgs84
from kern.laden import BestandFout

Vlak = Polygon | MultiPolygon

ONBEKEND = {-99997, -99995, -99999999}  # how CBS writes that a figure is missing or secret
NUMMER_VOORAF = re.compile(r"^Wijk \d\d\s+")  # "Wijk 01 Slotjes"
LANGSTE_NAAM = 80


@dataclass(frozen=True)
class Grens:
    """One wijk in the file. `vorm` is in WGS84; `inwoners` is None when the file does not tell."""

    code: str
    naam: str
    inwoners: int | None
    vorm: Vlak


def lees_grenzen(bestand: Path, gemeentecode: str) -> list[Grens]:
    """The wijken of one municipality (`GM0826`), by code; water is left out.

    Raises `BestandFout` for a file that is broken, holds no wijk of that municipality, or lies elsewhere.
    """
    wijken: dict[str, Grens] = {}
    for nummer, kenmerk in _kenmerken(bestand):
        waarden = kenmerk.get("properties")
        if not isinstance(waarden, dict):
            raise BestandFout(f"onderdeel {nummer} heeft geen properties.")
        code = str(_een_van(waarden, "statcode", "wijkcode") or "")
        if not re.fullmatch(r"WK\d{6}", code):
            raise BestandFout(
                f"onderdeel {nummer} heeft geen wijkcode zoals WK082601, maar {code or 'niets'}."
            )
        if _gemeente(waarden, code) != gemeentecode or waarden.get("water") == "JA":
            continue
        if code in wijken:
            raise BestandFout(f"{code} staat er twee keer in.")
        wijken[code] = Grens(code, _naam(waarden, code), _inwoners(waarden, code), _vorm(kenmerk, code))
    if not wijken:
        raise BestandFout(f"er staat geen enkele wijk van {gemeentecode} in.")
    return [wijken[code] for code in sorted(wijken)]


def _kenmerken(bestand: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        inhoud = json.loads(bestand.read_text(encoding="utf-8-sig"))
    except json.JSONDecodeError as fout:
        raise BestandFout(f"dit is geen geldige JSON (regel {fout.lineno}, teken {fout.colno}).") from fout
    except UnicodeDecodeError as fout:
        raise BestandFout("dit is geen tekst in UTF-8.") from fout
    except RecursionError as fout:
        raise BestandFout("dit is geen GeoJSON.") from fout
    except OSError as fout:
        raise BestandFout("het bestand is niet te lezen. Bestaat het, en mag u het lezen?") from fout
    lijst = inhoud.get("features") if isinstance(inhoud, dict) else None
    if not isinstance(lijst, list) or inhoud.get("type") != "FeatureCollection":
        raise BestandFout("dit is geen GeoJSON met een FeatureCollection.")
    for nummer, kenmerk in enumerate(lijst, start=1):
        if not isinstance(kenmerk, dict):
            raise BestandFout(f"onderdeel {nummer} is geen Feature.")
        yield nummer, kenmerk


def _een_van(waarden: dict[str, Any], *namen: str) -> Any:
    return next((waarden[naam] for naam in namen if waarden.get(naam) is not None), None)


def _gemeente(waarden: dict[str, Any], code: str) -> str:
    """The file tells the municipality; the code of the wijk does so too when the file does not."""
    return str(_een_van(waarden, "gmCode", "gemeentecode") or code.replace("WK", "GM")[:6])


def _naam(waarden: dict[str, Any], code: str) -> str:
    ruw = _een_van(waarden, "statnaam", "wijknaam")
    naam = NUMMER_VOORAF.sub("", ruw.strip()) if isinstance(ruw, str) else ""
    if not naam or len(naam) > LANGSTE_NAAM:
        raise BestandFout(f"{code} heeft geen naam van hoogstens {LANGSTE_NAAM} tekens.")
    return naam


def _inwoners(waarden: dict[str, Any], code: str) -> int | None:
    aantal = waarden.get("aantal_inwoners")
    if aantal is None or aantal in ONBEKEND:
        return None
    if isinstance(aantal, bool) or not isinstance(aantal, int | float) or aantal < 0 or aantal % 1:
        raise BestandFout(f"{code} heeft {aantal!r} als aantal inwoners.")
    return int(aantal)


def _vorm(kenmerk: dict[str, Any], code: str) -> Vlak:
    """The outline in WGS84. The numbers tell the system: files often say nothing about it, or too much."""
    try:
        vorm = shape(kenmerk["geometry"])
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, ShapelyError) as fout:
        raise BestandFout(f"{code} heeft geen leesbare omtrek.") from fout
    if not isinstance(vorm, Polygon | MultiPolygon) or not np.isfinite(shapely.get_coordinates(vorm)).all():
        raise BestandFout(f"{code} heeft geen vlak als omtrek.")
    if reden := ongeldig(vorm):
        raise BestandFout(f"{code} heeft een kapotte omtrek: {reden}.")
    vorm = shapely.force_2d(vorm)
    if ligt_in(RD_KADER, vorm):
        vorm = rd_naar_wgs84(vorm)
    elif not ligt_in(WGS84_KADER, vorm):
        raise BestandFout(
            f"{code} ligt niet in Nederland; verwacht wordt WGS84 (lengte, breedte) of RD in meters."
        )
    afgerond = shapely.set_precision(vorm, 10.0**-DECIMALEN)  # unlike rounding, keeps the shape valid
    if not isinstance(afgerond, Polygon | MultiPolygon) or ongeldig(afgerond):
        raise BestandFout(f"{code} is te klein voor een omtrek.")
    return afgerond
