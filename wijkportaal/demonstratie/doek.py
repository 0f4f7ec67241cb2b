"""What the pictures of the demonstration are made of: colours, lights, a canvas with trees, people and houses."""

from typing import NamedTuple

from PIL import Image, ImageDraw

BREED, HOOG = 1200, 800  # pixels of the result, and the units in which the scenes are written
VERGROTING = 2  # drawn larger and then made smaller, which smooths the edges
GROND = 520  # where the ground begins

Kleur = tuple[int, int, int]


class Licht(NamedTuple):
    """The colours of a time of day."""

    boven: Kleur
    onder: Kleur
    zon: Kleur
    gras: Kleur
    ver: Kleur
    stoep: Kleur


LICHTEN = {
    "ochtend": Licht(
        (158, 205, 224), (247, 231, 206), (255, 226, 150), (126, 168, 98), (147, 182, 142), (203, 193, 178)
    ),
    "middag": Licht(
        (122, 190, 228), (219, 240, 246), (255, 240, 180), (110, 163, 84), (134, 178, 128), (198, 194, 186)
    ),
    "avond": Licht(
        (104, 120, 168), (250, 196, 150), (255, 170, 110), (104, 138, 86), (121, 142, 120), (178, 160, 152)
    ),
    "bewolkt": Licht(
        (176, 194, 202), (228, 232, 228), (236, 238, 230), (118, 154, 100), (146, 168, 146), (188, 186, 180)
    ),
}

DONKER: Kleur = (62, 54, 52)
HOUT: Kleur = (164, 116, 74)
WIT: Kleur = (250, 248, 242)
ROOD: Kleur = (196, 84, 66)
GEEL: Kleur = (236, 186, 76)
BLAUW: Kleur = (70, 122, 162)
GROEN: Kleur = (74, 128, 82)
PAARS: Kleur = (140, 98, 156)
BLOEMEN = (ROOD, GEEL, PAARS, (232, 140, 150), WIT)
GEVELS: tuple[Kleur, ...] = ((178, 98, 76), (208, 160, 120), (150, 86, 72), (222, 208, 186), (190, 122, 92))


def meng(een: Kleur, ander: Kleur, deel: float) -> Kleur:
    """`een` with a part (0 to 1) of `ander`."""
    rood, groen, blauw = (round(a + (b - a) * deel) for a, b in zip(een, ander, strict=True))
    return rood, groen, blauw


class Doek:
    """A drawing in units of the result, enlarged by `VERGROTING`."""

    def __init__(self, licht: Licht) -> None:
        self.licht = licht
        self.beeld = Image.new("RGB", (BREED * VERGROTING, HOOG * VERGROTING))
        self.pen = ImageDraw.Draw(self.beeld)

    def _punten(self, punten: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
        return [(x * VERGROTING, y * VERGROTING) for x, y in punten]

    def vlak(self, x: float, y: float, breed: float, hoog: float, kleur: Kleur, rond: float = 0) -> None:
        hoeken = (x * VERGROTING, y * VERGROTING, (x + breed) * VERGROTING, (y + hoog) * VERGROTING)
        self.pen.rounded_rectangle(hoeken, rond * VERGROTING, fill=kleur)

    def rondje(self, x: float, y: float, straal: float, kleur: Kleur, hoog: float | None = None) -> None:
        hoogte = straal if hoog is None else hoog
        hoeken = (
            (x - straal) * VERGROTING,
            (y - hoogte) * VERGROTING,
            (x + straal) * VERGROTING,
            (y + hoogte) * VERGROTING,
        )
        self.pen.ellipse(hoeken, fill=kleur)

    def vorm(self, *punten: tuple[float, float], kleur: Kleur) -> None:
        self.pen.polygon(self._punten(punten), fill=kleur)

    def lijn(self, *punten: tuple[float, float], kleur: Kleur, dik: float = 6) -> None:
        self.pen.line(self._punten(punten), fill=kleur, width=round(dik * VERGROTING), joint="curve")

    def boom(self, x: float, voet: float, maat: float, kleur: Kleur = GROEN) -> None:
        self.rondje(x, voet, maat * 0.5, meng(self.licht.gras, DONKER, 0.25), maat * 0.08)
        self.vlak(x - maat * 0.07, voet - maat * 0.8, maat * 0.14, maat * 0.8, meng(HOUT, DONKER, 0.3))
        self.rondje(x, voet - maat * 1.25, maat * 0.55, meng(kleur, DONKER, 0.15))
        self.rondje(x - maat * 0.3, voet - maat * 1.0, maat * 0.4, meng(kleur, DONKER, 0.05))
        self.rondje(x + maat * 0.28, voet - maat * 1.08, maat * 0.42, kleur)
        self.rondje(x - maat * 0.08, voet - maat * 1.42, maat * 0.34, meng(kleur, WIT, 0.14))

    def mens(self, x: float, voet: float, kleur: Kleur, maat: float = 1.0, haar: Kleur = DONKER) -> None:
        huid = meng((226, 178, 140), (120, 78, 56), 0.12 + (x % 5) * 0.16)
        self.vlak(x - 13 * maat, voet - 62 * maat, 11 * maat, 62 * maat, meng(BLAUW, DONKER, 0.55), 5 * maat)
        self.vlak(x + 2 * maat, voet - 62 * maat, 11 * maat, 62 * maat, meng(BLAUW, DONKER, 0.55), 5 * maat)
        self.vlak(x - 19 * maat, voet - 122 * maat, 38 * maat, 72 * maat, kleur, 14 * maat)
        for zij in (-1, 1):
            arm = ((x + zij * 17 * maat, voet - 112 * maat), (x + zij * 25 * maat, voet - 70 * maat))
            self.lijn(*arm, kleur=meng(kleur, DONKER, 0.12), dik=9 * maat)
        self.rondje(x, voet - 142 * maat, 18 * maat, haar)
        self.rondje(x, voet - 138 * maat, 15 * maat, huid)

    def plant(self, x: float, voet: float, bloem: Kleur, maat: float = 1.0) -> None:
        blad = meng(GROEN, WIT, 0.1)
        for zij in (-14, 0, 14):
            self.lijn((x, voet), (x + zij * maat, voet - 42 * maat), kleur=blad, dik=5 * maat)
            self.rondje(x + zij * maat, voet - 44 * maat, 9 * maat, bloem)
        self.rondje(x, voet - 10 * maat, 20 * maat, meng(GROEN, DONKER, 0.1), 12 * maat)

    def huis(self, x: float, breed: float, hoog: float, gevel: Kleur, trap: bool) -> None:
        """A terraced house standing on the ground, with a stepped gable or a plain roof."""
        top = GROND - hoog
        dak = meng(DONKER, ROOD, 0.25)
        if trap:
            for trede in range(4):
                inham = trede * breed / 9
                self.vlak(x + inham, top - 26 * (trede + 1), breed - 2 * inham, 28, gevel)
        else:
            self.vorm((x - 8, top + 2), (x + breed / 2, top - 88), (x + breed + 8, top + 2), kleur=dak)
        self.vlak(x, top, breed, hoog, gevel)
        raam = meng((150, 190, 206), self.licht.zon, 0.25)
        for rij in range(2):
            for kolom in range(2):
                rx, ry = x + breed * (0.14 + 0.44 * kolom), top + 26 + rij * (hoog * 0.4)
                if rij == 1 and kolom == 1:
                    continue
                self.vlak(rx - 4, ry - 4, breed * 0.28 + 8, hoog * 0.22 + 8, WIT)
                self.vlak(rx, ry, breed * 0.28, hoog * 0.22, raam)
        self.vlak(x + breed * 0.6, GROND - hoog * 0.42, breed * 0.25, hoog * 0.42, meng(GROEN, DONKER, 0.4))

    def straat(self, begin: float = -30, einde: float = BREED + 30) -> None:
        """A row of houses along the horizon."""
        x, nummer = begin, 0
        while x < einde:
            breed = 132 + 18 * (nummer % 3)
            self.huis(x, breed, 210 + 24 * (nummer % 2), GEVELS[nummer % len(GEVELS)], nummer % 2 == 0)
            x += breed + 4
            nummer += 1

    def bomenrij(self) -> None:
        for nummer in range(15):
            self.rondje(40 + nummer * 84, GROND - 26 - 22 * (nummer % 3), 84, self.licht.ver, 70)

    def stoep(self, vanaf: float = GROND + 60) -> None:
        self.vlak(0, vanaf, BREED, HOOG - vanaf, self.licht.stoep)
        voeg = meng(self.licht.stoep, DONKER, 0.12)
        for rij in range(6):
            y = vanaf + rij * rij * 9 + rij * 12
            self.lijn((0, y), (BREED, y), kleur=voeg, dik=2)
