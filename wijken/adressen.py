"""Where an address lies, asked of the PDOK Locatieserver (open data of the Kadaster) where the network allows.

Everything works without it: an address that is not found, or a service that is away, leaves the postcode, the list
and the map. What was typed stands in no log.
"""

import json
import logging
import re
from dataclasses import dataclass
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

from django.conf import settings

from kern.profiel import profiel

log = logging.getLogger(__name__)

WACHT = 2  # seconds: somebody is waiting for the next page
HOOGSTENS = 100_000  # bytes of an answer
PUNT = re.compile(r"POINT\((?P<lon>-?\d+(?:\.\d+)?) (?P<lat>-?\d+(?:\.\d+)?)\)")


@dataclass(frozen=True)
class Adres:
    """A street or an address in this municipality; `wijkcode` as CBS gives it, the point in WGS84."""

    naam: str
    wijkcode: str
    lat: float
    lon: float


def zoek_adres(tekst: str) -> Adres | None:
    """The address or street that fits best; None when there is none, or when nobody can tell."""
    if settings.ADRESZOEKER == "uit" or not tekst.strip():
        return None
    vraag = {
        "q": tekst,
        "fq": f"gemeentecode:{profiel().gemeente.code.removeprefix('GM')} AND type:(adres OR weg)",
        "fl": "weergavenaam,wijkcode,centroide_ll",
        "rows": 1,
    }
    try:
        with urlopen(f"{settings.ADRESZOEKER}/free?{urlencode(vraag)}", timeout=WACHT) as antwoord:  # noqa: S310
            gevonden = json.loads(antwoord.read(HOOGSTENS))["response"]["docs"]
        return _adres(gevonden[0]) if gevonden else None
    except (URLError, OSError, ValueError, KeyError, TypeError, AttributeError) as fout:
        log.warning("the address service did not answer as agreed (%s)", type(fout).__name__)
        return None


def _adres(rij: dict[str, str]) -> Adres | None:
    punt = PUNT.fullmatch(rij["centroide_ll"])
    if punt is None:
        return None
    return Adres(rij["weergavenaam"], rij["wijkcode"], float(punt["lat"]), float(punt["lon"]))
