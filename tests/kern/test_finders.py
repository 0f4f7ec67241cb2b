"""The design system comes from `node_modules`, exactly the files that the portal uses."""

from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find
from django.core.management import CommandError
from pytest_django import Settings

from kern.finders import BESTANDEN, PakketFinder


def test_elk_bestand_is_te_vinden() -> None:
    for doel in BESTANDEN:
        assert find(doel), doel


def test_niets_anders_uit_de_pakketten_is_bereikbaar() -> None:
    assert PakketFinder().find("leaflet/dist/leaflet-src.js") == []


def test_het_ontwerpsysteem_is_een_bestand_met_tokens_en_componenten() -> None:
    css = Path(PakketFinder().find("vendor/ontwerpsysteem.css")).read_text()
    assert ".voorbeeld-theme" in css
    assert ".utrecht-button" in css
    assert css.index(".voorbeeld-theme") < css.index(".utrecht-button")


def test_een_script_verwijst_niet_naar_een_bronkaart_die_er_niet_is() -> None:
    assert "sourceMappingURL" not in Path(PakketFinder().find("vendor/leaflet.js")).read_text()


def test_een_nieuwe_versie_van_een_pakket_wordt_gezien(settings: Settings, tmp_path: Path) -> None:
    settings.NODE_MODULES, settings.GEGEVENSMAP = tmp_path / "pakketten", tmp_path / "gegevens"
    bron = settings.NODE_MODULES / "leaflet/dist/leaflet.css"
    bron.parent.mkdir(parents=True)
    bron.write_text("oud")
    assert Path(PakketFinder().find("vendor/leaflet.css")).read_text() == "oud"
    bron.write_text("nieuw")
    assert Path(PakketFinder().find("vendor/leaflet.css")).read_text() == "nieuw"


def test_zonder_pakketten_een_zin_die_zegt_wat_te_doen(settings: Settings, tmp_path: Path) -> None:
    settings.NODE_MODULES = tmp_path
    with pytest.raises(CommandError, match="Voer eerst `npm ci` uit"):
        list(PakketFinder().list([]))
    assert PakketFinder().find("vendor/leaflet.css") == []
