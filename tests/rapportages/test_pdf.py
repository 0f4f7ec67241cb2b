"""The PDF that everybody can read."""

import json
import shutil
import unicodedata
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import page
import pikepdf
import pytest
from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.utils import timezone
from pytest_django import Settings

from rapportages.document import LETTERS, TEKENS, bestandsnaam, drukbaar, maak_af, maak_pdf, pdf_van
from rapportages.inhoud import stel_samen
from rapportages.services.rapportage import maak_kwartaalrapportage
from tests.maak import maak_pilot
from tests.personen import Mensen
from tests.rapportages.hulp import K2, K3, maak_aangeboden, maak_concept, maak_leerpunt, schrijf

pytestmark = pytest.mark.django_db


def _voldoet(pdf: bytes) -> None:
    for profiel in ("ua1", "2a"):
        assert page.validate_pdf_bytes(pdf, profile=profiel).is_compliant, profiel


def test_toegankelijk_en_houdbaar(mensen: Mensen) -> None:
    _voldoet(pdf_van(maak_aangeboden(mensen)))


def test_het_oordeel_kan_ook_nee_zijn(mensen: Mensen) -> None:
    """Guards the guard: without its language the same file fails."""
    uit = BytesIO()
    with pikepdf.open(BytesIO(pdf_van(maak_aangeboden(mensen)))) as document:
        del document.Root.Lang
        document.save(uit)
    assert not page.validate_pdf_bytes(uit.getvalue(), profile="ua1").is_compliant


def _elementen(pdf: pikepdf.Pdf, soort: str) -> list[pikepdf.Dictionary]:
    return [
        obj
        for obj in pdf.objects
        if isinstance(obj, pikepdf.Dictionary) and obj.get("/S") == pikepdf.Name(f"/{soort}")
    ]


def test_elke_rij_van_de_tabel_heeft_een_kop(mensen: Mensen) -> None:
    concept = maak_concept(mensen)
    maak_pilot(mensen.vrachelen, K3.vanaf)
    with pikepdf.open(BytesIO(pdf_van(concept))) as pdf:
        rijen = _elementen(pdf, "TR")
        assert len(rijen) == 4  # the header, two wijken, and the two together
        for rij in rijen:
            assert rij.K[0].S == pikepdf.Name.TH
        koppen = [rij.K[0].A[0].Scope for rij in rijen[1:]]
        assert koppen == [pikepdf.Name.Row] * 3


def _letters(pdf: bytes) -> set[str]:
    with pikepdf.open(BytesIO(pdf)) as document:
        delen = [obj for obj in document.objects if isinstance(obj, pikepdf.Dictionary)]
        return {str(obj.FontName).split("+")[1] for obj in delen if "/FontName" in obj}


def test_titel_taal_en_letter(mensen: Mensen) -> None:
    bestand = pdf_van(maak_aangeboden(mensen))
    with pikepdf.open(BytesIO(bestand)) as pdf:
        assert str(pdf.Root.Lang) == "nl"
        assert str(pdf.docinfo.Title) == "Wat leerden we in het derde kwartaal van 2026?"
    assert len([naam for naam in _letters(bestand) if naam.startswith("SourceSans3")]) == len(LETTERS)


@pytest.fixture
def verzameld(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """Static files as in production: collected under hashed names, without the packages they came from."""
    paden = {naam: naam.replace(".woff2", ".0123456789ab.woff2") for naam in LETTERS}
    for naam, gehasht in paden.items():
        (tmp_path / gehasht).parent.mkdir(exist_ok=True)
        shutil.copy(str(finders.find(naam)), tmp_path / gehasht)
    (tmp_path / "staticfiles.json").write_text(json.dumps({"version": "1.1", "hash": "", "paths": paden}))
    opslag = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": opslag}
    settings.NODE_MODULES = tmp_path / "afwezig"
    finders.get_finder.cache_clear()  # type: ignore[attr-defined]  # the stubs miss its cache
    yield tmp_path
    finders.get_finder.cache_clear()  # type: ignore[attr-defined]  # the stubs miss its cache


def test_ook_in_productie_staat_de_letter_van_de_website_erin(mensen: Mensen, verzameld: Path) -> None:
    assert any(naam.startswith("SourceSans3") for naam in _letters(pdf_van(maak_concept(mensen))))


def test_zonder_die_letter_komt_er_een_andere(mensen: Mensen, verzameld: Path) -> None:
    shutil.rmtree(verzameld / "vendor")
    pdf = pdf_van(maak_concept(mensen))
    assert {naam.split("-")[0] for naam in _letters(pdf)} == {"LibertinusSerif"}
    _voldoet(pdf)


def test_wat_is_aangeboden_krijgt_altijd_hetzelfde_bestand(
    mensen: Mensen, monkeypatch: pytest.MonkeyPatch
) -> None:
    rapportage = maak_aangeboden(mensen)
    eerste = pdf_van(rapportage)
    naam = bestandsnaam(rapportage)
    assert default_storage.exists(naam)
    assert pdf_van(rapportage) == eerste
    default_storage.delete(naam)
    monkeypatch.setattr("fontTools.ttLib.tables._h_e_a_d.timestampNow", lambda: 0)  # another day
    assert pdf_van(rapportage) == eerste  # made anew from the frozen document: byte for byte the same


def test_een_concept_wordt_niet_bewaard(mensen: Mensen) -> None:
    pdf_van(maak_aangeboden(mensen))
    bewaard = default_storage.listdir("rapportages")
    maak_pilot(mensen.slotjes, K2.vanaf, naam="Eerder")
    concept = maak_kwartaalrapportage(kwartaal=K2)
    assert concept is not None
    assert pdf_van(concept)
    assert default_storage.listdir("rapportages") == bewaard


def test_vreemde_tekens_breken_niets(mensen: Mensen) -> None:
    concept = schrijf(
        maak_concept(mensen), mensen, samenvatting="Gelukt 🎉👍🏽! Şükran, 你好, İ, ﷽, a\u200db\u0301 \u00ad"
    )
    maak_leerpunt(mensen, tekst="“Top” — ¼ € 5 → ≥ ½ ✓ 🌳", rapportage=concept)
    _voldoet(maak_pdf(stel_samen(concept), aangeboden_op=timezone.now(), sha256="0" * 64))


def test_een_emoji_wordt_een_vierkant() -> None:
    assert drukbaar({"a": ["Top 👍🏽!\nNieuw", 3, None]}) == {"a": ["Top □!\nNieuw", 3, None]}
    assert drukbaar("Şükran: café €") == "Şükran: café €"


def test_elk_teken_dat_blijft_heeft_een_vorm(mensen: Mensen) -> None:
    tekens = "".join(chr(code) for reeks in TEKENS for code in reeks)
    gewoon = [teken for teken in tekens if unicodedata.category(teken) not in {"Mn", "Me", "Zl", "Zp"}]
    concept = maak_concept(mensen)
    inhoud = stel_samen(concept)
    inhoud["samenvatting"] = " ".join(gewoon)
    _voldoet(maak_pdf(inhoud))


@pytest.mark.parametrize(
    ("inhoud", "ingepakt"), [(b"YYZ", True), (b"tekst\n", False), (b"tekst\r\n", False), (b"tekst", False)]
)
def test_geen_stroom_eindigt_op_een_regeleinde(inhoud: bytes, ingepakt: bool) -> None:
    """The checksum at the end of a compressed stream is a line end by chance; that of YYZ is one."""
    uit, document = BytesIO(), pikepdf.new()
    stroom = pikepdf.Stream(document, b"")
    if ingepakt:
        assert zlib.compress(inhoud).endswith(b"\r")
        stroom.write(zlib.compress(inhoud), filter=pikepdf.Name.FlateDecode)
    else:
        stroom.write(inhoud)
    document.Root.Los = document.make_indirect(stroom)
    document.save(uit, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    with pikepdf.open(BytesIO(maak_af(uit.getvalue()))) as pdf:
        assert not pdf.Root.Los.read_raw_bytes().endswith((b"\r", b"\n"))
        assert pdf.Root.Los.read_bytes().strip() == inhoud.strip()


@pytest.mark.parametrize("punten", [0, 1, 25])
def test_veel_en_weinig_passen(mensen: Mensen, punten: int) -> None:
    concept = maak_concept(mensen)
    concept.leerpunten.update(rapportage=None)
    for _nummer in range(punten):
        lang = "Dit is een lang leerpunt over alles wat er gebeurde. " * 25
        maak_leerpunt(mensen, tekst=lang, verandert="Wij doen het anders. " * 30, rapportage=concept)
    pdf = maak_pdf(stel_samen(concept))
    _voldoet(pdf)
    with pikepdf.open(BytesIO(pdf)) as document:
        assert len(document.pages) >= 4
