"""Rules for every template, so that the strict Content Security Policy never bites."""

import re
from pathlib import Path

import pytest
from django.test import RequestFactory
from django.views.defaults import server_error

MAP = Path(__file__).resolve().parents[2] / "templates"
# A mail is read in a mail program, which knows no style sheet of ours and no policy.
SJABLONEN = sorted(pad for pad in MAP.rglob("*.html") if "mail" not in pad.relative_to(MAP).parent.parts)
VERBODEN = {
    "stijl in een attribuut": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "een stijlblok": re.compile(r"<style\b", re.I),
    "een gebeurtenis in een attribuut": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.I),
    "een script in de pagina": re.compile(r"<script\b(?![^>]*\ssrc=)(?![^>]*application/json)", re.I),
    "een javascript-link": re.compile(r"javascript:", re.I),
    "iets van een ander adres": re.compile(r"<(?:script|link|img)\b[^>]*(?:src|href)=[\"']https?://", re.I),
}


def test_er_zijn_sjablonen() -> None:
    assert len(SJABLONEN) > 40


@pytest.mark.parametrize("naam", VERBODEN)
def test_geen_sjabloon_heeft(naam: str) -> None:
    fout = [str(pad.relative_to(MAP)) for pad in SJABLONEN if VERBODEN[naam].search(pad.read_text())]
    assert not fout


def test_geen_script_gebruikt_een_ander_script() -> None:
    """A hashed file name is unknown to another script, so every script stands alone."""
    scripts = sorted((MAP.parent / "static/js").glob("*.js"))
    assert scripts
    assert not [pad.name for pad in scripts if re.search(r"^\s*import\b", pad.read_text(), re.M)]


def test_als_alles_misgaat_komt_er_een_nette_pagina_zonder_database(rf: RequestFactory) -> None:
    """This test has no database: asking it for anything fails."""
    antwoord = server_error(rf.get("/"))
    assert antwoord.status_code == 500
    assert "Er ging iets mis bij ons" in antwoord.content.decode()
