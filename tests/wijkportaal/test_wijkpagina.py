"""The page of a wijk and the home page show what every floor knows, in a fixed number of queries."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html

from agendas.models import Toezegging
from initiatieven.levensloop import AanZet, Status
from initiatieven.models import Foto
from initiatieven.services.behandelen import realiseer
from kern.werkdagen import vandaag
from tests.maak import maak_initiatief, maak_wijk
from tests.personen import Mensen

pytestmark = pytest.mark.django_db


def _vul(mensen: Mensen, aantal: int, begin: int = 0) -> None:
    """As many initiatives of every kind, each with a place and a promise."""
    for nummer in range(begin, begin + aantal):
        for soort, status in enumerate((Status.INGEDIEND, Status.IN_UITVOERING, Status.GEREALISEERD)):
            initiatief = maak_initiatief(
                mensen.slotjes,
                mensen.daan,
                mensen.amina,
                status=status,
                titel=f"Plan {nummer} {status}",
                kenmerk=f"2026-{1000 * soort + nummer:04}",
                lat=51.64,
                lon=4.86,
            )
            Toezegging.objects.create(
                initiatief=initiatief, kant="gemeente", wie="Amina", wat=f"Iets doen {nummer}", voor=vandaag()
            )


@pytest.mark.parametrize("adres", ["/", "/wijken/slotjes/"])
def test_het_aantal_vragen_aan_de_database_groeit_niet_mee(
    client: Client, mensen: Mensen, adres: str
) -> None:
    _vul(mensen, 1)
    client.get(adres)
    with CaptureQueriesContext(connection) as weinig:
        client.get(adres)
    _vul(mensen, 6, begin=1)
    with CaptureQueriesContext(connection) as veel:
        client.get(adres)
    assert len(veel) == len(weinig)


def test_de_wijk_stelt_haar_mensen_voor(client: Client, mensen: Mensen) -> None:
    tekst = client.get("/wijken/slotjes/").content.decode()
    for naam in ("Amina de Wit", "Wim Oomen", "Bram Verhoeven"):
        assert naam in tekst
    assert "Chantal Smulders" not in tekst
    assert mensen.amina.email not in tekst


def test_initiatieven_staan_onder_hun_stand_van_zaken(client: Client, mensen: Mensen) -> None:
    _vul(mensen, 1)
    document = html.fromstring(client.get("/wijken/slotjes/").content.decode())
    for kop, titel in (
        ("Nieuw en in overleg", "Plan 0 ingediend"),
        ("Hier wordt aan gewerkt", "Plan 0 in_uitvoering"),
    ):
        assert document.xpath(f"//section[h3[text()='{kop}']]//a[text()='{titel}']"), kop
    [gelukt] = document.xpath("//section[.//h2[text()='Gelukt in Slotjes']]")
    assert gelukt.xpath(".//h3/a[text()='Plan 0 gerealiseerd']")


def test_van_elke_stand_staan_er_hoogstens_vijf(client: Client, mensen: Mensen) -> None:
    _vul(mensen, 7)
    document = html.fromstring(client.get("/wijken/slotjes/").content.decode())
    assert len(document.xpath("//section[h3[text()='Hier wordt aan gewerkt']]//li")) == 5


@pytest.mark.parametrize("adres", ["/", "/wijken/slotjes/"])
def test_wat_lukte_wordt_gevierd(client: Client, mensen: Mensen, adres: str) -> None:
    """With the newest photo, what was achieved, and thanks; a name only when the resident chose so."""
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=Status.IN_UITVOERING)
    Foto.objects.create(initiatief=tuin, breedte=768, hoogte=500, beschrijving="Een kaal veld")
    gelukt = realiseer(initiatief=tuin, door=mensen.daan, tekst="De tuin bloeit.")
    nieuw = Foto.objects.create(
        initiatief=tuin, gebeurtenis=gelukt, breedte=768, hoogte=500, beschrijving="Bloemen"
    )
    tekst = client.get(adres).content.decode()
    for zin in ("Gelukt!", "De tuin bloeit.", 'alt="Bloemen"', "Dank aan de bewoners die dit deden"):
        assert zin in tekst
    assert "Daan" not in tekst
    nieuw.verborgen_op, nieuw.verborgen_door, nieuw.verborgen_reden = timezone.now(), mensen.amina, "Kind"
    nieuw.save()
    type(tuin).objects.update(toon_voornaam=True, aantal_meedoen=12)
    tekst = client.get(adres).content.decode()
    assert 'alt="Een kaal veld"' in tekst
    assert "Dank aan Daan en nog 12 inwoners" in tekst


def test_wat_op_de_kaart_staat_heeft_een_naam_en_een_adres(client: Client, mensen: Mensen) -> None:
    _vul(mensen, 1)
    kaart = client.get("/wijken/slotjes/").context["kaart"]
    punten = [onderdeel for onderdeel in kaart["features"] if onderdeel["geometry"]["type"] == "Point"]
    assert len(punten) == 3
    assert punten[0]["geometry"]["coordinates"] == [4.86, 51.64]
    assert all(punt["properties"]["url"].startswith("/initiatieven/2026-") for punt in punten)


def test_een_concept_is_nergens_te_zien(client: Client, mensen: Mensen) -> None:
    initiatief = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, titel="Geheim plan")
    type(initiatief).objects.update(
        status=Status.CONCEPT,
        kenmerk=None,
        ingediend_op=None,
        aan_zet="",
        aan_zet_persoon=None,
        uiterlijk=None,
    )
    for adres in ("/", "/wijken/slotjes/"):
        assert "Geheim plan" not in client.get(adres).content.decode()


def test_van_een_inwoner_die_aan_zet_is_staat_er_geen_naam(client: Client, mensen: Mensen) -> None:
    maak_initiatief(
        mensen.slotjes,
        mensen.daan,
        mensen.amina,
        status=Status.WACHT_OP_INDIENER,
        aan_zet=AanZet.INDIENER,
        aan_zet_persoon=mensen.daan,
    )
    for adres in ("/", "/wijken/slotjes/"):
        tekst = client.get(adres).content.decode()
        assert "de inwoner die dit begon" in tekst
        assert "Daan" not in tekst


def test_een_voorbije_termijn_staat_er_in_woorden(client: Client, mensen: Mensen) -> None:
    maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, uiterlijk=vandaag() - timedelta(days=2))
    assert "te laat, was" in client.get("/").content.decode()


def test_een_lege_wijk_nodigt_uit(client: Client, db: None) -> None:
    maak_wijk("Leeg", "WK082609")
    tekst = client.get("/wijken/leeg/").content.decode()
    for zin in ("Hebt u een idee?", "nog geen agenda", "nog geen afspraken", "Mail uw vraag naar"):
        assert zin in tekst


def test_op_de_voorpagina_staan_de_drie_laatste_die_lukten(client: Client, mensen: Mensen) -> None:
    for nummer in range(4):
        maak_initiatief(
            mensen.slotjes,
            mensen.daan,
            mensen.amina,
            status=Status.GEREALISEERD,
            titel=f"Gelukt {nummer}",
            kenmerk=f"2026-000{nummer}",
            afgesloten_op=timezone.now() - timedelta(days=nummer),
        )
    voorpagina = client.get("/")
    titels = [initiatief.titel for initiatief in voorpagina.context["gelukt"]]
    assert titels == ["Gelukt 0", "Gelukt 1", "Gelukt 2"]
    [alles] = html.fromstring(voorpagina.content).xpath("//a[.='Alles wat gelukt is']/@href")
    lijst = client.get(alles).content.decode()
    assert "Gelukt 3" in lijst
    assert "foutoverzicht" not in lijst


@pytest.mark.parametrize(
    ("vraag", "doel"), [("slotjes", "/wijken/slotjes/"), ("VRACH", "/wijken/vrachelen/")]
)
def test_zoeken_gaat_meteen_naar_de_wijk(client: Client, mensen: Mensen, vraag: str, doel: str) -> None:
    antwoord: Any = client.get("/wijken/zoek", {"q": vraag})
    assert (antwoord.status_code, antwoord["Location"]) == (302, doel)


@pytest.mark.parametrize(
    ("vraag", "zin"),
    [
        ("9999ZZ", "Wij kennen de postcode 9999ZZ niet"),
        ("Atlantis", "Wij vinden geen wijk met “Atlantis”"),
        ("", "Vul een postcode of de naam van een wijk in."),
        ("a\x00tlantis", "Wij vinden geen wijk met “atlantis”"),
        ("<script>", "Wij vinden geen wijk met “&lt;script&gt;”"),
    ],
)
def test_zoeken_zegt_wat_er_mis_is_en_toont_alle_wijken(
    client: Client, mensen: Mensen, vraag: str, zin: str
) -> None:
    antwoord = client.get("/wijken/zoek", {"q": vraag})
    tekst = antwoord.content.decode()
    assert zin in tekst
    assert "/wijken/vrachelen/" in tekst
