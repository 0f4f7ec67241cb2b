"""Finds the wijk that somebody means: by postcode, by the four digits of it, or by (part of) its name."""

import re
from dataclasses import dataclass, field

from kern.tekst import sorteersleutel
from wijken.models import Postcode, Wijk

PC4 = re.compile(r"^\s*([1-9]\d{3})\s*$")
LANGSTE = 80  # characters; the longest name of a wijk


@dataclass(frozen=True)
class Uitkomst:
    """What was found. `zeker` when there is only one wijk it can be; `postcode` when a postcode was typed."""

    wijken: list[Wijk] = field(default_factory=list)
    zeker: bool = False
    postcode: bool = False


def zoek_wijk(invoer: str) -> Uitkomst:
    """The wijken that fit what a resident typed; none for nonsense."""
    tekst = invoer.replace("\x00", "").strip()[:LANGSTE]
    postcode = Postcode.objects.met(tekst)
    if postcode is not None:
        return Uitkomst([postcode.wijk], zeker=not postcode.gedeeld, postcode=True)
    cijfers = PC4.match(tekst)
    if cijfers is not None:
        wijken = list(Wijk.objects.actief().met_postcode_vanaf(cijfers[1]))
        return Uitkomst(wijken, zeker=len(wijken) == 1, postcode=True)
    sleutel = sorteersleutel(tekst)
    wijken = list(Wijk.objects.actief().filter(sorteernaam__contains=sleutel)) if sleutel else []
    gelijk = [wijk for wijk in wijken if wijk.sorteernaam == sleutel]
    if len(gelijk or wijken) == 1:
        return Uitkomst(gelijk or wijken, zeker=True)
    return Uitkomst(wijken, postcode=bool(re.match(r"^[1-9]\d{3}\s*[A-Za-z]{2}$", tekst)))
