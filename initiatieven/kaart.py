"""Initiatives as points on a map."""

from collections.abc import Iterable
from typing import Any

from initiatieven.models import Initiatief

DECIMALEN = 4  # of a degree: about 10 m, enough to find a square and too little for a front door


def als_kaart(initiatieven: Iterable[Initiatief]) -> dict[str, Any]:
    """A GeoJSON FeatureCollection (WGS84) of those that have a place; reads title, status and wijk."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {
                    "type": "Point",
                    "coordinates": [round(i.lon, DECIMALEN), round(i.lat, DECIMALEN)],
                },
                "properties": {
                    "naam": i.titel,
                    "url": i.get_absolute_url(),
                    "status": i.status,
                    "uitleg": f"{i.wijk} · {i.get_status_display()}",
                },
            }
            for i in initiatieven
            if i.lat is not None and i.lon is not None
        ],
    }
