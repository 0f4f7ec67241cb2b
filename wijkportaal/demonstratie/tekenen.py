"""Pictures for the demonstration, drawn by code: a flat scene per subject, in four lights.

Real photos of real people do not belong in a demonstration. The same subject and light give the same picture.
"""

import io
from collections.abc import Callable

from PIL import Image

from wijkportaal.demonstratie.doek import (
    BLAUW,
    BLOEMEN,
    BREED,
    DONKER,
    GEEL,
    GEVELS,
    GROEN,
    GROND,
    HOOG,
    HOUT,
    LICHTEN,
    PAARS,
    ROOD,
    VERGROTING,
    WIT,
    Doek,
    meng,
)


def _tuin(doek: Doek) -> None:
    doek.straat()
    for bak in range(3):
        x, y = 70 + bak * 380, 600 + 30 * (bak % 2)
        doek.vlak(x, y, 300, 96, HOUT, 6)
        doek.vlak(x + 10, y - 8, 280, 26, meng(DONKER, HOUT, 0.3), 6)
        for plek in range(6):
            doek.plant(x + 34 + plek * 46, y + 4, BLOEMEN[(plek + bak) % 5], 1.2)
        doek.vlak(x, y + 44, 300, 5, meng(HOUT, DONKER, 0.3))
    doek.mens(410, 690, BLAUW, 1.3)
    doek.mens(800, 650, GEEL, 1.2, HOUT)


def _bank(doek: Doek) -> None:
    doek.bomenrij()
    doek.boom(250, 600, 230)
    doek.boom(1010, 570, 170, meng(GROEN, GEEL, 0.2))
    for lat in range(3):
        doek.vlak(430, 520 + lat * 34, 420, 24, HOUT, 6)
    doek.mens(530, 700, ROOD, 1.3, WIT)
    doek.mens(720, 700, GROEN, 1.3)
    doek.vlak(415, 628, 450, 26, meng(HOUT, WIT, 0.12), 8)
    for poot in (450, 812):
        doek.vlak(poot, 520, 16, 196, meng(DONKER, WIT, 0.1), 4)


def _speeltuin(doek: Doek) -> None:
    doek.bomenrij()
    doek.rondje(600, 690, 560, meng(GEEL, HOUT, 0.25), 110)
    for x in (150, 520):
        doek.lijn((x, 690), (x + 50, 360), (x + 100, 690), kleur=ROOD, dik=14)
    doek.lijn((195, 364), (575, 364), kleur=ROOD, dik=14)
    for x, schuin in ((310, -24), (450, 30)):
        doek.lijn((x, 368), (x + schuin, 590), kleur=DONKER, dik=4)
        doek.lijn((x + 50, 368), (x + 50 + schuin, 590), kleur=DONKER, dik=4)
        doek.vlak(x - 8 + schuin, 586, 66, 12, HOUT, 4)
    doek.mens(360, 630, GEEL, 0.85)
    doek.vlak(760, 420, 120, 270, HOUT, 4)
    doek.vorm((746, 424), (820, 330), (894, 424), kleur=BLAUW)
    doek.vlak(782, 448, 76, 70, meng(DONKER, HOUT, 0.2), 6)
    doek.lijn((874, 520), (1010, 640), (1090, 664), kleur=GEEL, dik=30)
    doek.mens(1060, 730, PAARS, 0.9, HOUT)


def _muur(doek: Doek) -> None:
    doek.boom(120, 560, 190)
    doek.vlak(220, 150, 820, 410, GEVELS[1])
    doek.vlak(220, 130, 820, 26, meng(DONKER, WIT, 0.2))
    doek.vlak(250, 180, 760, 350, meng(BLAUW, WIT, 0.25))
    doek.rondje(850, 280, 70, GEEL)
    doek.vorm((250, 530), (430, 300), (600, 530), kleur=GROEN)
    doek.vorm((440, 530), (640, 250), (860, 530), kleur=meng(GROEN, DONKER, 0.25))
    doek.vorm((700, 530), (880, 360), (1010, 530), kleur=PAARS)
    for nummer in range(7):
        doek.plant(300 + nummer * 104, 528, BLOEMEN[nummer % 5], 1.4)
    for x in (480, 700):
        doek.lijn((x, 690), (x + 30, 420), kleur=HOUT, dik=8)
        doek.lijn((x + 100, 690), (x + 70, 420), kleur=HOUT, dik=8)
    doek.stoep(600)
    doek.mens(400, 700, ROOD, 1.3)
    doek.mens(880, 700, GEEL, 1.3, HOUT)


def _bomen(doek: Doek) -> None:
    doek.straat()
    doek.stoep(640)
    for x, maat in ((130, 190), (430, 150), (720, 180), (1030, 160)):
        doek.vlak(x - 60, 622, 120, 40, meng(DONKER, HOUT, 0.4), 8)
        doek.boom(x, 640, maat, meng(GROEN, GEEL, 0.12 * (maat % 4)))
    doek.mens(580, 730, BLAUW, 1.25)
    doek.vlak(612, 690, 50, 44, meng(BLAUW, WIT, 0.3), 8)


def _fietsen(doek: Doek) -> None:
    doek.straat()
    doek.stoep(600)
    doek.vlak(180, 360, 840, 24, meng(GROEN, DONKER, 0.2), 8)
    for nummer in range(18):
        doek.rondje(210 + nummer * 46, 356, 26, meng(GROEN, GEEL, 0.1 * (nummer % 4)), 16)
    for x in (200, 590, 986):
        doek.vlak(x, 380, 18, 300, HOUT)
    for nummer in range(4):
        x, kleur = 300 + nummer * 186, BLOEMEN[nummer]
        for wiel in (x, x + 110):
            doek.rondje(wiel, 646, 46, DONKER)
            doek.rondje(wiel, 646, 38, meng(doek.licht.stoep, WIT, 0.2))
        doek.lijn((x, 646), (x + 34, 576), (x + 92, 576), (x + 52, 646), (x, 646), kleur=kleur, dik=8)
        doek.lijn((x + 110, 646), (x + 88, 560), (x + 112, 548), kleur=kleur, dik=8)
        doek.lijn((x + 52, 646), (x + 30, 558), kleur=kleur, dik=8)
        doek.vlak(x + 10, 550, 44, 11, DONKER, 5)


def _tafel(doek: Doek) -> None:
    doek.straat()
    doek.stoep(620)
    for nummer in range(13):
        x, y = 40 + nummer * 94, 250 + 30 * ((nummer + 1) % 2)
        doek.lijn((x, y), (x + 94, 280 - 30 * ((nummer + 1) % 2)), kleur=DONKER, dik=3)
        doek.vorm((x + 30, y + 8), (x + 66, y + 8), (x + 48, y + 50), kleur=BLOEMEN[nummer % 5])
    for nummer in range(7):
        doek.mens(190 + nummer * 136, 640, BLOEMEN[(nummer * 2) % 4], 1.25, (DONKER, HOUT, WIT)[nummer % 3])
    doek.vlak(120, 600, 960, 90, WIT, 8)
    doek.vlak(120, 600, 960, 24, meng(WIT, DONKER, 0.06), 8)
    for nummer in range(9):
        doek.rondje(180 + nummer * 104, 600, 26, meng(BLAUW, WIT, 0.5), 10)
        doek.rondje(180 + nummer * 104, 594, 16, BLOEMEN[nummer % 4], 10)


def _water(doek: Doek) -> None:
    doek.bomenrij()
    doek.rondje(640, 690, 560, meng(BLAUW, WIT, 0.35), 130)
    doek.rondje(660, 680, 470, meng(BLAUW, WIT, 0.5), 86)
    for nummer in range(16):
        x = 90 + nummer * 27 + (nummer % 3) * 8
        doek.lijn((x, 680 - nummer), (x + 10, 560 - 14 * (nummer % 4)), kleur=meng(GROEN, GEEL, 0.3), dik=6)
        doek.vlak(x + 6, 548 - 14 * (nummer % 4), 10, 36, meng(HOUT, DONKER, 0.3), 5)
    for x in (700, 790, 850):
        doek.rondje(x, 680, 30, WIT, 18)
        doek.rondje(x + 24, 660, 13, meng(GROEN, DONKER, 0.3))
        doek.vorm((x + 34, 656), (x + 52, 662), (x + 34, 668), kleur=GEEL)
    doek.vlak(960, 560, 200, 18, HOUT, 4)
    for x in (980, 1120):
        doek.vlak(x, 574, 14, 90, meng(HOUT, DONKER, 0.3))
    doek.mens(1060, 562, ROOD, 1.1)


def _veld(doek: Doek) -> None:
    doek.bomenrij()
    doek.vlak(0, 600, BREED, 8, WIT)
    doek.rondje(600, 740, 220, WIT, 70)
    doek.rondje(600, 740, 212, doek.licht.gras, 64)
    doek.lijn((120, 620), (120, 400), (400, 400), (400, 620), kleur=WIT, dik=14)
    for nummer in range(1, 8):
        doek.lijn(
            (120 + nummer * 35, 400), (120 + nummer * 35, 610), kleur=meng(WIT, doek.licht.gras, 0.45), dik=2
        )
        doek.lijn(
            (120, 400 + nummer * 26), (400, 400 + nummer * 26), kleur=meng(WIT, doek.licht.gras, 0.45), dik=2
        )
    for x, voet, kleur in ((300, 660, ROOD), (560, 700, BLAUW), (760, 640, ROOD), (960, 710, GEEL)):
        doek.mens(x, voet, kleur, 1.15)
    doek.rondje(650, 716, 20, WIT)
    doek.rondje(650, 716, 8, DONKER)


def _boekenkast(doek: Doek) -> None:
    doek.straat()
    doek.stoep(650)
    doek.boom(1030, 640, 190)
    doek.vlak(470, 560, 24, 150, HOUT)
    doek.vlak(690, 560, 24, 150, HOUT)
    doek.vorm((410, 290), (592, 190), (774, 290), kleur=ROOD)
    doek.vlak(436, 286, 312, 290, HOUT, 6)
    for rij in range(2):
        doek.vlak(456, 306 + rij * 130, 272, 116, meng(DONKER, HOUT, 0.35), 4)
        for boek in range(10):
            hoog = 72 + (boek * 7 + rij * 13) % 34
            kleur = BLOEMEN[(boek + rij) % 4] if boek % 3 else BLAUW
            doek.vlak(462 + boek * 26, 420 + rij * 130 - hoog, 21, hoog, kleur, 2)
    doek.mens(340, 720, GEEL, 1.35)
    doek.mens(860, 720, PAARS, 0.95, HOUT)


def _plein(doek: Doek) -> None:
    doek.straat()
    doek.stoep(560)
    for nummer, kleur in enumerate((ROOD, BLAUW, GROEN)):
        x = 110 + nummer * 350
        doek.vlak(x + 12, 480, 12, 200, meng(HOUT, DONKER, 0.2))
        doek.vlak(x + 256, 480, 12, 200, meng(HOUT, DONKER, 0.2))
        doek.vlak(x + 10, 600, 260, 90, HOUT, 4)
        for strook in range(6):
            tint = kleur if strook % 2 == 0 else WIT
            doek.vorm(
                (x + 20 + strook * 40, 420),
                (x + 60 + strook * 40, 420),
                (x + strook * 47 + 46, 500),
                (x + strook * 47 - 1, 500),
                kleur=tint,
            )
        for stuk in range(6):
            doek.rondje(x + 36 + stuk * 42, 594, 18, BLOEMEN[(stuk + nummer) % 4])
        doek.mens(x + 140, 596, BLOEMEN[(nummer + 2) % 4], 1.1)
    doek.mens(430, 750, PAARS, 1.35, HOUT)
    doek.mens(820, 760, GEEL, 1.35)


def _lantaarn(doek: Doek) -> None:
    doek.bomenrij()
    doek.vorm((520, GROND), (640, GROND), (980, HOOG), (180, HOOG), kleur=doek.licht.stoep)
    for x, voet, hoog in ((420, 600, 260), (330, 700, 400), (760, 600, 260), (860, 700, 400)):
        doek.vlak(x - 7, voet - hoog, 14, hoog, DONKER, 4)
        doek.rondje(x, voet - hoog, 62, meng(doek.licht.onder, GEEL, 0.45))
        doek.rondje(x, voet - hoog, 30, meng(GEEL, WIT, 0.55))
    doek.boom(120, 640, 200)
    doek.boom(1080, 640, 190)
    doek.mens(560, 660, ROOD, 1.1)
    doek.mens(630, 690, BLAUW, 1.25, HOUT)


def _werkplaats(doek: Doek) -> None:
    muur = meng(doek.licht.onder, HOUT, 0.25)
    doek.vlak(0, 0, BREED, HOOG, muur)
    doek.vlak(0, 620, BREED, HOOG - 620, meng(HOUT, DONKER, 0.25))
    doek.vlak(90, 110, 330, 240, WIT, 4)
    doek.vlak(106, 126, 298, 208, meng(doek.licht.boven, WIT, 0.3))
    doek.vlak(248, 126, 12, 208, WIT)
    doek.vlak(520, 110, 590, 230, meng(HOUT, WIT, 0.25), 6)
    for nummer in range(8):
        x = 560 + nummer * 68
        doek.vlak(x, 140, 14, 110 + 12 * (nummer % 3), BLOEMEN[nummer % 4], 6)
        doek.vlak(x - 14, 136, 42, 24, DONKER, 6)
    for nummer in range(4):
        doek.mens(
            220 + nummer * 250,
            640,
            (GROEN, ROOD, GEEL, BLAUW)[nummer],
            1.6,
            (DONKER, WIT, HOUT, DONKER)[nummer],
        )
    doek.vlak(80, 560, 1040, 40, HOUT, 6)
    doek.vlak(80, 596, 1040, 90, meng(HOUT, DONKER, 0.15), 4)
    doek.vlak(200, 506, 90, 56, BLAUW, 10)
    doek.rondje(520, 530, 34, ROOD)
    doek.vlak(700, 500, 120, 62, WIT, 8)
    doek.rondje(940, 532, 30, GEEL)


def _oversteken(doek: Doek) -> None:
    doek.straat()
    asfalt = meng(doek.licht.stoep, DONKER, 0.55)
    doek.vlak(0, 580, BREED, 220, asfalt)
    doek.vlak(0, 566, BREED, 16, meng(doek.licht.stoep, WIT, 0.3))
    for baan in range(5):
        doek.vlak(420 + baan * 84, 590, 48, 210, WIT)
    doek.vlak(930, 560, 230, 96, ROOD, 26)
    doek.vorm((972, 566), (1010, 500), (1100, 500), (1136, 566), kleur=meng(ROOD, DONKER, 0.1))
    doek.vorm((992, 562), (1020, 514), (1052, 514), (1052, 562), kleur=meng(BLAUW, WIT, 0.7))
    for wiel in (980, 1110):
        doek.rondje(wiel, 658, 30, DONKER)
        doek.rondje(wiel, 658, 13, doek.licht.stoep)
    doek.mens(480, 720, GEEL, 1.0)
    doek.mens(560, 700, PAARS, 0.9, HOUT)
    doek.mens(640, 720, BLAUW, 0.95)
    doek.mens(350, 730, ROOD, 1.35)
    doek.lijn((384, 640), (400, 470), kleur=HOUT, dik=7)
    doek.rondje(402, 440, 40, ROOD)
    doek.rondje(402, 440, 28, WIT)


def _opruimen(doek: Doek) -> None:
    doek.bomenrij()
    doek.vorm((0, 640), (BREED, 560), (BREED, 690), (0, 800), kleur=doek.licht.stoep)
    doek.boom(1060, 560, 200)
    for x, voet, kleur in ((260, 700, GROEN), (560, 670, GEEL), (840, 640, ROOD)):
        doek.lijn((x + 34, voet - 90), (x + 84, voet + 4), kleur=DONKER, dik=6)
        doek.mens(x, voet, kleur, 1.35)
        doek.rondje(x - 54, voet - 18, 34, meng(DONKER, BLAUW, 0.25), 40)
        doek.vlak(x - 60, voet - 66, 12, 14, meng(DONKER, BLAUW, 0.25), 4)
    for x, y in ((370, 712), (450, 700), (690, 668), (960, 634)):
        doek.vlak(x, y, 22, 12, WIT, 3)


SCENES: dict[str, Callable[[Doek], None]] = {
    "tuin": _tuin,
    "bank": _bank,
    "speeltuin": _speeltuin,
    "muur": _muur,
    "bomen": _bomen,
    "fietsen": _fietsen,
    "tafel": _tafel,
    "water": _water,
    "veld": _veld,
    "boekenkast": _boekenkast,
    "plein": _plein,
    "lantaarn": _lantaarn,
    "werkplaats": _werkplaats,
    "oversteken": _oversteken,
    "opruimen": _opruimen,
}


def teken(onderwerp: str, licht: str) -> io.BytesIO:
    """A JPEG of a scene of `SCENES` in a light of `LICHTEN`; raises KeyError for any other."""
    doek = Doek(LICHTEN[licht])
    hoog = GROND * VERGROTING
    lucht = Image.linear_gradient("L").resize((BREED * VERGROTING, hoog))
    boven, onder = (Image.new("RGB", lucht.size, kleur) for kleur in (doek.licht.boven, doek.licht.onder))
    doek.beeld.paste(Image.composite(onder, boven, lucht))
    doek.rondje(930, 190, 76, doek.licht.zon)
    doek.vlak(0, GROND, BREED, HOOG - GROND, doek.licht.gras)
    SCENES[onderwerp](doek)
    uitvoer = io.BytesIO()
    doek.beeld.resize((BREED, HOOG), Image.Resampling.BOX).save(uitvoer, "JPEG", quality=92)
    uitvoer.seek(0)
    return uitvoer
