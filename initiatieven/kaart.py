"""Initiatives as points on a map."""

from collections.abc import Iterable
from typing import Any

from initiatieven.models import Initiatief
from wijken.models import Wijk

DECIMALEN = 4  # of a degree: about 10 m, enough to find a square and too little for a front door


def punt(initiatief: Initiatief) -> dict[str, Any] | None:
    """The place as a rounded GeoJSON Point (WGS84), or None when it has none."""
    if initiatief.lat is None or initiatief.lon is None:
        return None
    return {
        "type": "Point",
        "coordinates": [round(initiatief.lon, DECIMALEN), round(initiatief.lat, DECIMALEN)],
    }


def als_kaart(initiatieven: Iterable[Initiatief]) -> dict[str, Any]:
    """A GeoJSON FeatureCollection (WGS84) of those that have a place; reads title, status and wijk."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": plek,
                "properties": {
                    "naam": i.titel,
                    "url": i.get_absolute_url(),
                    "status": i.status,
                    "uitleg": f"{i.wijk} · {i.get_status_display()}",
                },
            }
            for i in initiatieven
            if (plek := punt(i)) is not None
        ],
    }


def wijkenkaart() -> dict[str, Any]:
    """The outlines of the wijken, to point at a place in."""
    return {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "geometry": wijk.omtrek, "properties": {"naam": wijk.naam}}
            for wijk in Wijk.objects.actief()
            if wijk.omtrek
        ],
    }
