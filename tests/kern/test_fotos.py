"""A photo comes in as anything and goes out as pixels only."""

import io
from uuid import UUID, uuid4

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError
from PIL import Image, ImageCms

from kern.fotos import _beurt, _een_tegelijk, geplaatst, open_bestand, pad, verwerk, verwijder
from kern.fouten import DomeinFout
from tests.initiatieven.beelden import SVG, als, heic, jpeg, jpeg_met_gps, png_die_beweert


def grootste(inhoud: bytes) -> Image.Image:
    verwerkt = verwerk(io.BytesIO(inhoud))
    return Image.open(io.BytesIO(verwerkt.bestanden[max(verwerkt.bestanden)]))


def lijkt_op(kleur: object, verwacht: tuple[int, int, int]) -> bool:
    assert isinstance(kleur, tuple)
    return all(abs(een - ander) < 40 for een, ander in zip(kleur, verwacht, strict=False))


def test_drie_breedtes_als_webp() -> None:
    verwerkt = verwerk(io.BytesIO(jpeg(2000, 1000)))
    assert (verwerkt.breedte, verwerkt.hoogte) == (1536, 768)
    maten = {b: Image.open(io.BytesIO(inhoud)) for b, inhoud in verwerkt.bestanden.items()}
    assert {b: (m.format, m.size) for b, m in maten.items()} == {
        320: ("WEBP", (320, 160)),
        768: ("WEBP", (768, 384)),
        1536: ("WEBP", (1536, 768)),
    }


def test_grote_fotos_gaan_een_voor_een() -> None:
    """Or a handful of visitors at the same moment takes all memory of the server."""
    with _beurt(Image.new("1", (5000, 4000))):
        assert _een_tegelijk.locked()
        verwerk(io.BytesIO(jpeg(500, 400)))  # an ordinary one goes on
    assert not _een_tegelijk.locked()
    verwerk(io.BytesIO(als(Image.new("L", (5000, 4000)), "PNG")))


def test_kleine_foto_wordt_niet_vergroot() -> None:
    verwerkt = verwerk(io.BytesIO(jpeg(500, 400)))
    assert (verwerkt.breedte, verwerkt.hoogte) == (500, 400)
    assert {b: Image.open(io.BytesIO(i)).width for b, i in verwerkt.bestanden.items()} == {320: 320, 768: 500}


def test_plaats_tijd_en_toestel_zijn_weg() -> None:
    inhoud = jpeg_met_gps()
    assert Image.open(io.BytesIO(inhoud)).getexif().get_ifd(0x8825), "the test photo has no GPS"
    for schoon in verwerk(io.BytesIO(inhoud)).bestanden.values():
        uit = Image.open(io.BytesIO(schoon))
        assert not uit.getexif()
        assert not {"exif", "xmp", "icc_profile", "comment"} & set(uit.info)
        assert b"Geheim" not in schoon
        assert b"EXIF" not in schoon


def test_foto_van_een_gedraaide_telefoon_staat_rechtop() -> None:
    uit = grootste(jpeg_met_gps(draaiing=6))  # hold the camera a quarter turn: left becomes top
    assert uit.height > uit.width
    assert lijkt_op(uit.convert("RGB").getpixel((uit.width // 2, 10)), (255, 0, 0))
    assert lijkt_op(uit.convert("RGB").getpixel((uit.width // 2, uit.height - 10)), (0, 0, 255))


@pytest.mark.parametrize("vorm", ["RGBA", "LA", "P", "L", "1", "I;16", "CMYK"])
def test_elke_kleurvorm_wordt_een_gewone_foto(vorm: str) -> None:
    beeld = Image.new(vorm, (400, 300))
    uit = grootste(als(beeld, "JPEG" if vorm == "CMYK" else "PNG"))
    assert uit.mode == "RGB"


def test_doorzichtig_wordt_wit() -> None:
    uit = grootste(als(Image.new("RGBA", (400, 300), (255, 0, 0, 0)), "PNG")).convert("RGB")
    assert lijkt_op(uit.getpixel((10, 10)), (255, 255, 255))


def test_kleurprofiel_dat_niet_te_lezen_is_houdt_de_foto_niet_tegen() -> None:
    assert grootste(jpeg(icc_profile=b"geen profiel")).size == (1536, 960)
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert lijkt_op(grootste(jpeg(icc_profile=srgb)).convert("RGB").getpixel((10, 10)), (255, 0, 0))


@pytest.mark.parametrize("soort", ["PNG", "WEBP"])
def test_van_een_bewegend_beeld_blijft_het_eerste_over(soort: str) -> None:
    eerste, tweede = Image.new("RGB", (400, 300), "red"), Image.new("RGB", (400, 300), "blue")
    uit = grootste(als(eerste, soort, save_all=True, append_images=[tweede], duration=100))
    assert getattr(uit, "n_frames", 1) == 1
    assert lijkt_op(uit.convert("RGB").getpixel((200, 150)), (255, 0, 0))


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        (b"", "geen foto"),
        (b"Dit is tekst", "geen foto"),
        (b"%PDF-1.7", "geen foto"),
        (b"GIF89a" + b"\0" * 50, "geen foto"),
        (b"\xff\xd8\xff" + b"rommel" * 50, "kunnen wij niet lezen"),
        (b"\x89PNG\r\n\x1a\n", "kunnen wij niet lezen"),
        (SVG, "tekening (SVG)"),
        (b"\xef\xbb\xbf  <svg></svg>", "tekening (SVG)"),
        (heic(), "HEIC-foto"),
        (jpeg()[:3000], "kunnen wij niet lezen"),
        (png_die_beweert(10_000, 10_000), "te veel beeldpunten"),
        (png_die_beweert(50_000, 50_000), "te veel beeldpunten"),
        (png_die_beweert(4_000, 4_000), "kunnen wij niet lezen"),
        (jpeg(3000, 100), "te smal of te breed"),
        (b"\xff\xd8\xff" + b"\0" * (15 * 1024 * 1024), "groter dan 15 MB"),
    ],
    ids=lambda waarde: waarde if isinstance(waarde, str) else "",
)
def test_wat_geen_goede_foto_is_krijgt_een_zin(inhoud: bytes, zin: str) -> None:
    with pytest.raises(DomeinFout, match=zin.replace("(", r"\(").replace(")", r"\)")):
        verwerk(io.BytesIO(inhoud))


def test_echte_foto_van_honderd_megapixels_wordt_geweigerd() -> None:
    groot = als(Image.new("L", (10_000, 10_000)), "JPEG", quality=10)
    assert len(groot) < 15 * 1024 * 1024
    with pytest.raises(DomeinFout, match="te veel beeldpunten"):
        verwerk(io.BytesIO(groot))


def test_opgeslagen_foto_is_te_lezen_en_te_verwijderen() -> None:
    with geplaatst([verwerk(io.BytesIO(jpeg()))]) as (sleutel,):
        pass
    bestand = open_bestand(sleutel, 768)
    assert bestand is not None
    assert Image.open(bestand).width == 768
    verwijder(sleutel)
    assert open_bestand(sleutel, 768) is None


def test_andere_breedte_of_foto_bestaat_niet() -> None:
    assert open_bestand(uuid4(), 320) is None
    assert open_bestand(uuid4(), 321) is None


def test_bij_een_fout_blijft_er_geen_bestand_over() -> None:
    bewaard: list[UUID] = []

    def bewaar_en_mislukt() -> None:
        with geplaatst([verwerk(io.BytesIO(jpeg())), verwerk(io.BytesIO(jpeg()))]) as sleutels:
            bewaard.extend(sleutels)
            assert all(default_storage.exists(pad(s, 320)) for s in sleutels)
            raise IntegrityError

    with pytest.raises(IntegrityError):
        bewaar_en_mislukt()
    assert len(bewaard) == 2
    assert not any(default_storage.exists(pad(s, b)) for s in bewaard for b in (320, 768, 1536))
