"""Portraits for the demonstration, drawn by code: a face of nobody, in flat colours."""

import io
from typing import NamedTuple

from PIL import Image, ImageDraw

from wijkportaal.demonstratie.doek import BLAUW, DONKER, GEEL, GROEN, PAARS, ROOD, WIT, Kleur, meng

MAAT = 640  # pixels of the result, and the units of the drawing
VERGROTING = 2

KLEUREN: dict[str, Kleur] = {
    "rood": ROOD,
    "geel": GEEL,
    "blauw": BLAUW,
    "groen": GROEN,
    "paars": PAARS,
    "donker": DONKER,
    "bruin": (104, 70, 46),
    "blond": (214, 174, 104),
    "grijs": (176, 172, 166),
    "wit": WIT,
}
HUID: dict[str, Kleur] = {
    "licht": (240, 204, 174),
    "midden": (214, 162, 122),
    "warm": (176, 120, 84),
    "donker": (122, 80, 56),
}


class Uiterlijk(NamedTuple):
    """How somebody looks: colours by name, and a hair style of `KAPSELS`."""

    huid: str
    haar: str
    kapsel: str
    kleding: str
    achter: str
    bril: bool = False
    baard: bool = False


class _Pen:
    """Draws in units of the result, twice as large, which smooths the edges."""

    def __init__(self, achter: Kleur) -> None:
        self.beeld = Image.new("RGB", (MAAT * VERGROTING, MAAT * VERGROTING), achter)
        self.pen = ImageDraw.Draw(self.beeld)

    def rond(self, x: float, y: float, breed: float, hoog: float, kleur: Kleur) -> None:
        """An ellipse around (x, y), by half its width and half its height."""
        self.pen.ellipse([w * VERGROTING for w in (x - breed, y - hoog, x + breed, y + hoog)], fill=kleur)

    def vlak(self, x: float, y: float, breed: float, hoog: float, kleur: Kleur, rond: float = 0) -> None:
        hoeken = [w * VERGROTING for w in (x, y, x + breed, y + hoog)]
        self.pen.rounded_rectangle(hoeken, rond * VERGROTING, fill=kleur)

    def boog(self, x: float, y: float, breed: float, hoog: float, kleur: Kleur, dik: float) -> None:
        """The lower half of an ellipse, as a line: a smile."""
        hoeken = [w * VERGROTING for w in (x - breed, y - hoog, x + breed, y + hoog)]
        self.pen.arc(hoeken, 25, 155, fill=kleur, width=round(dik * VERGROTING))

    def ring(self, x: float, y: float, straal: float, kleur: Kleur, dik: float) -> None:
        hoeken = [w * VERGROTING for w in (x - straal, y - straal, x + straal, y + straal)]
        self.pen.ellipse(hoeken, outline=kleur, width=round(dik * VERGROTING))


def _kort(pen: _Pen, haar: Kleur) -> None:
    pen.rond(320, 214, 124, 104, haar)


def _lang(pen: _Pen, haar: Kleur) -> None:
    pen.rond(320, 236, 148, 142, haar)
    pen.vlak(172, 236, 296, 250, haar, 90)


def _bob(pen: _Pen, haar: Kleur) -> None:
    pen.rond(320, 232, 146, 134, haar)
    pen.vlak(174, 232, 292, 136, haar, 60)


def _knot(pen: _Pen, haar: Kleur) -> None:
    pen.rond(320, 106, 58, 52, haar)
    pen.rond(320, 222, 132, 116, haar)


def _kaal(pen: _Pen, haar: Kleur) -> None:
    for x in (208, 432):
        pen.rond(x, 262, 22, 44, haar)


KAPSELS = {"kort": _kort, "lang": _lang, "bob": _bob, "knot": _knot, "kaal": _kaal}


def teken_portret(wie: Uiterlijk) -> io.BytesIO:
    """A square JPEG; raises KeyError for a colour or hair style that does not exist."""
    huid, haar, kleding = HUID[wie.huid], KLEUREN[wie.haar], KLEUREN[wie.kleding]
    pen = _Pen(meng(KLEUREN[wie.achter], WIT, 0.72))
    pen.rond(470, 170, 300, 300, meng(KLEUREN[wie.achter], WIT, 0.62))
    KAPSELS[wie.kapsel](pen, haar)
    pen.rond(320, 690, 270, 210, kleding)
    pen.vlak(268, 380, 104, 140, meng(huid, DONKER, 0.14), 50)
    pen.rond(320, 500, 62, 40, meng(huid, DONKER, 0.14))
    for x in (202, 438):
        pen.rond(x, 290, 20, 30, meng(huid, DONKER, 0.08))
    pen.rond(320, 286, 116, 140, huid)
    if wie.baard:
        pen.rond(320, 372, 88, 66, meng(haar, huid, 0.12))
        pen.rond(320, 330, 82, 48, huid)
    if wie.kapsel != "kaal":
        _pony(pen, haar)
    _gezicht(pen, wie, huid, haar)
    uitvoer = io.BytesIO()
    pen.beeld.resize((MAAT, MAAT), Image.Resampling.BOX).save(uitvoer, "JPEG", quality=92)
    uitvoer.seek(0)
    return uitvoer


def _pony(pen: _Pen, haar: Kleur) -> None:
    pen.pen.chord([w * VERGROTING for w in (204, 138, 436, 330)], 188, 338, fill=haar)


def _gezicht(pen: _Pen, wie: Uiterlijk, huid: Kleur, haar: Kleur) -> None:
    trek = meng(DONKER, huid, 0.15)
    for x in (274, 366):
        pen.rond(x, 290, 10, 13, trek)
        pen.vlak(x - 24, 256, 48, 9, meng(haar, DONKER, 0.4), 4)
        pen.rond(x + (26 if x > 320 else -26), 334, 24, 15, meng(huid, ROOD, 0.16))
    pen.rond(320, 322, 12, 16, meng(huid, DONKER, 0.12))
    pen.boog(320, 344, 46, 34, meng(ROOD, DONKER, 0.35), 9)
    if wie.bril:
        for x in (274, 366):
            pen.ring(x, 290, 38, DONKER, 7)
        pen.vlak(310, 284, 20, 7, DONKER)
