"""The public pages about money, and the file with bookings."""

import csv
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from budgetten.services.toekennen import betaal, ken_toe
from initiatieven.models import Initiatief
from kern.csv import veilig
from tests.budgetten.geld import Geld
from tests.maak import maak_initiatief
from tests.personen import Mensen


@pytest.fixture
def toegekend(mensen: Mensen, geld: Geld, buurttuin: Initiatief) -> Initiatief:
    """The buurttuin with 600 euros, of which 200 were paid."""
    toekenning = ken_toe(
        initiatief=buurttuin,
        budget=geld.fysiek,
        bedrag=Decimal(600),
        motivering="Het plein wordt groener.",
        door=mensen.amina,
    )
    betaal(toekenning=toekenning, bedrag=Decimal(200), door=mensen.amina)
    return buurttuin


def tekst(antwoord: Any) -> str:
    """The text of a page, with ordinary spaces."""
    return " ".join(antwoord.content.decode().replace("\xa0", " ").replace("&nbsp;", " ").split())


def test_zonder_budget_zegt_de_pagina_dat(client: Client, db: None) -> None:
    assert "Er is nog geen budget" in tekst(client.get("/budgetten/"))
    assert client.get("/budgetten/2021/").status_code == 404
    assert client.get("/budgetten/2021/boekingen.csv").status_code == 404


def test_de_jaren(client: Client, toegekend: Initiatief) -> None:
    pagina = tekst(client.get("/budgetten/"))
    assert "Het geld van 2021" in pagina
    assert "Van € 1.000 is <strong>€ 600</strong> toegekend. Er is nog <strong>€ 400</strong> vrij." in pagina
    assert '<progress class="voortgang" max="1000.00" value="600.00"' in pagina


def test_een_jaar_laat_zien_waar_het_geld_heen_gaat(client: Client, toegekend: Initiatief) -> None:
    pagina = tekst(client.get("/budgetten/2021/"))
    assert "Het meeste geld ging naar Slotjes: € 600." in pagina
    rij = '<td class="getal">€ 600,00</td> <td class="getal">€ 0,07</td>'  # 8,010 inhabitants
    assert rij in pagina
    assert "Nog geen geld ging naar: Vrachelen." in pagina
    assert f'href="{toegekend.get_absolute_url()}"' in pagina
    assert "deels betaald" in pagina
    assert "Amina" not in pagina


def test_een_jaar_vraagt_evenveel_bij_meer_toekenningen(
    client: Client,
    mensen: Mensen,
    geld: Geld,
    toegekend: Initiatief,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    tweede = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, kenmerk="2026-0002")
    ken_toe(initiatief=tweede, budget=geld.fysiek, bedrag=Decimal(5), motivering="Goed", door=mensen.amina)
    with django_assert_num_queries(6):
        client.get("/budgetten/2021/")


def test_de_boekingen_als_bestand(client: Client, toegekend: Initiatief) -> None:
    antwoord = client.get("/budgetten/2021/boekingen.csv")
    inhoud = antwoord.getvalue().decode("utf-8-sig")
    rijen = list(csv.DictReader(StringIO(inhoud), delimiter=";"))
    assert [(rij["van rekening"], rij["naar rekening"], rij["bedrag in euro"]) for rij in rijen] == [
        ("toegekend", "besteed", "200,00"),
        ("vrij", "toegekend", "600,00"),
        ("bron", "vrij", "1000,00"),
    ]
    assert (rijen[0]["wijk"], rijen[0]["initiatief"], rijen[0]["besloten als"]) == (
        "Slotjes",
        toegekend.kenmerk,
        "wijkmakelaar",
    )
    assert "Amina" not in inhoud


@pytest.mark.parametrize("gevaar", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1+1"])
def test_een_cel_wordt_nooit_een_formule(gevaar: str) -> None:
    assert veilig(gevaar) == f"'{gevaar}"


def test_een_gewone_cel_blijft_gewoon() -> None:
    assert veilig("Toegekend aan een tuin = mooi") == "Toegekend aan een tuin = mooi"
