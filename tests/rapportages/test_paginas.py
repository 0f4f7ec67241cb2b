"""The pages: who sees what, and the way from concept to council."""

import json
import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from rapportages.inhoud import afdruk
from rapportages.models import Kwartaalrapportage, Leerpunt
from tests.personen import Mensen
from tests.rapportages.hulp import (
    gerealiseerd,
    maak_aangeboden,
    maak_concept,
    maak_leerpunt,
    medewerker,
    schrijf,
)

pytestmark = pytest.mark.django_db
LEZEN = [
    "/rapportages/2026-K3/",
    "/rapportages/2026-K3/rapportage.pdf",
    "/rapportages/2026-K3/rapportage.json",
]
IEDEREEN = ["amina", "bram", "chantal", "daan", "els", "olga", "teun", "wim"]


def _tekst(antwoord: object) -> str:
    return " ".join(getattr(antwoord, "content").decode().split())  # noqa: B009  the test client types it loosely


def test_zonder_rapportages_nodigt_de_lijst_uit(client: Client, mensen: Mensen) -> None:
    maak_concept(mensen)
    tekst = _tekst(client.get("/rapportages/"))
    assert "Er is nog geen rapportage aangeboden" in tekst
    assert "2026-K3" not in tekst


@pytest.mark.parametrize("pad", LEZEN)
def test_een_bezoeker_ziet_geen_concept(client: Client, mensen: Mensen, pad: str) -> None:
    maak_concept(mensen)
    assert client.get(pad).status_code == 404


@pytest.mark.parametrize("pad", LEZEN)
@pytest.mark.parametrize("naam", IEDEREEN)
def test_wie_een_concept_mag_lezen(client: Client, mensen: Mensen, naam: str, pad: str) -> None:
    maak_concept(mensen)
    antwoord = medewerker(client, getattr(mensen, naam)).get(pad)
    mag = naam in {"amina", "chantal", "els", "olga"}
    assert antwoord.status_code == (200 if mag else 404)
    if mag:
        assert "no-store" in antwoord["Cache-Control"]


def test_iedereen_leest_wat_is_aangeboden(client: Client, mensen: Mensen) -> None:
    rapportage = maak_aangeboden(mensen)
    assert "Wat leerden we in het derde kwartaal van 2026?" in _tekst(client.get("/rapportages/"))

    tekst = _tekst(client.get(LEZEN[0]))
    assert "Eén vast gezicht scheelt tien telefoontjes." in tekst
    assert "Wie eerst aanbelt, krijgt de buren mee." in tekst
    assert rapportage.sha256 in tekst
    assert "concept" not in tekst.lower()

    pdf = client.get(LEZEN[1])
    assert pdf["Content-Type"] == "application/pdf"
    assert "rapportage-wijkgericht-werken-2026-K3.pdf" in pdf["Content-Disposition"]

    gegevens = json.loads(client.get(LEZEN[2]).content)
    assert gegevens["inhoud"]["schema_versie"] == 1
    assert gegevens["sha256"] == afdruk(gegevens["inhoud"])


def test_een_onbekend_kwartaal_bestaat_niet(client: Client, mensen: Mensen) -> None:
    for pad in ("/rapportages/2026-K2/", "/rapportages/2026-K5/", "/rapportages/onzin/"):
        assert client.get(pad).status_code == 404


def test_tekst_is_nooit_opmaak(client: Client, mensen: Mensen) -> None:
    schrijf(
        maak_concept(mensen), mensen, samenvatting="<script>alert(1)</script>\n\n#set text(red) *niet* _zo_"
    )
    medewerker(client, mensen.olga)
    assert "<script>alert(1)" not in _tekst(client.get(LEZEN[0]))
    assert client.get(LEZEN[1]).status_code == 200


WERKBANK = {
    "/werkbank/rapportages/": {"amina", "chantal", "els", "olga"},
    "/werkbank/rapportages/2026-K3/": {"olga"},
    "/werkbank/rapportages/2026-K3/aanbieden/": {"olga"},
    "/werkbank/leerpunten/": {"amina", "chantal", "els", "olga", "wim"},
    "/werkbank/leerpunten/nieuw/": {"amina", "chantal", "olga", "wim"},
    "/werkbank/leerpunten/nieuw/?initiatief=2026-0001": {"amina", "olga", "wim"},
}


@pytest.mark.parametrize("pad", WERKBANK)
def test_wie_waar_mag_komen(client: Client, mensen: Mensen, pad: str) -> None:
    maak_concept(mensen)
    assert client.get(pad)["Location"].startswith("/account/login/")
    for naam in IEDEREEN:
        status = medewerker(client, getattr(mensen, naam)).get(pad).status_code
        if naam in WERKBANK[pad]:
            assert status == 200, naam
        else:  # an insider may know that it exists, a resident may not
            assert status in ({404} if naam == "daan" else {403, 404}), naam


def test_van_concept_naar_raad(client: Client, mensen: Mensen) -> None:
    """Read, write, choose, look once more, offer."""
    concept = maak_concept(mensen)
    gemeente = Leerpunt.objects.get(perspectief="gemeente")
    medewerker(client, mensen.olga)
    assert "Schrijf de rapportage 2026-K3 en bied die aan" in _tekst(client.get("/werkbank/rapportages/"))

    velden = {
        "samenvatting": "Bewoners willen weten wie er met hun idee bezig is.",
        "bijstelling": "",
        "portefeuillehouder": "B. Verhoeven",
        "contactpersoon": "Olga Brouwers",
        "registratienummer": "Z-1",
        "leerpunten": [gemeente.pk],
        "aanbieden": "ja",
    }
    antwoord = client.post("/werkbank/rapportages/2026-K3/", velden)
    assert antwoord["Location"] == "/werkbank/rapportages/2026-K3/aanbieden/"

    tekst = _tekst(client.get("/werkbank/rapportages/2026-K3/aanbieden/"))
    assert "Hun kant van het verhaal ontbreekt hier." in tekst
    gezien = re.search(r'name="gezien" value="([0-9a-f]{64})"', tekst)
    assert gezien
    antwoord = client.post("/werkbank/rapportages/2026-K3/aanbieden/", {"gezien": gezien[1]})
    assert antwoord["Location"] == "/rapportages/2026-K3/"
    concept.refresh_from_db()
    assert concept.is_aangeboden
    assert concept.sha256 == gezien[1]
    assert client.get("/werkbank/rapportages/2026-K3/")["Location"] == "/rapportages/2026-K3/"


def test_aanbieden_zonder_te_lezen_kan_niet(client: Client, mensen: Mensen) -> None:
    schrijf(maak_concept(mensen), mensen)
    tekst = _tekst(medewerker(client, mensen.olga).post("/werkbank/rapportages/2026-K3/aanbieden/"))
    assert "De rapportage is veranderd sinds u die las." in tekst
    assert not Kwartaalrapportage.objects.get().is_aangeboden


def test_een_te_lange_samenvatting_blijft_staan(client: Client, mensen: Mensen) -> None:
    concept = maak_concept(mensen)
    punt = concept.leerpunten.all()[0]
    velden = {"samenvatting": "Lang. " * 800, "leerpunten": [punt.pk]}
    tekst = _tekst(medewerker(client, mensen.olga).post("/werkbank/rapportages/2026-K3/", velden))
    assert "tekens te lang" in tekst
    assert tekst.count("Lang. Lang.") > 300
    assert f'id="leerpunt-{punt.pk}" checked' in tekst
    assert tekst.count(" checked") == 1


def test_een_leerpunt_bij_een_initiatief(client: Client, mensen: Mensen) -> None:
    tuin = gerealiseerd(mensen)
    medewerker(client, mensen.amina)
    pad = "/werkbank/leerpunten/nieuw/?initiatief=2026-0001"
    assert "Een buurttuin aan de Zandheuvel" in _tekst(client.get(pad))
    antwoord = client.post(pad, {"perspectief": "gemeente", "tekst": "Ga eerst langs.", "verandert": ""})
    assert antwoord["Location"] == tuin.get_werkbank_url()
    assert Leerpunt.objects.get().initiatief == tuin


def test_een_leerpunt_zonder_initiatief_vraagt_om_een_eigen_wijk(client: Client, mensen: Mensen) -> None:
    medewerker(client, mensen.amina)
    velden = {"perspectief": "bewoners", "tekst": "Te weinig banken.", "verandert": ""}
    antwoord = client.post("/werkbank/leerpunten/nieuw/", {**velden, "wijk": mensen.vrachelen.pk})
    assert antwoord.status_code == 200
    assert not Leerpunt.objects.exists()
    client.post("/werkbank/leerpunten/nieuw/", {**velden, "wijk": mensen.slotjes.pk})
    assert Leerpunt.objects.get().opgetekend


@pytest.mark.parametrize("kenmerk", ["2099-0001", "%00", "2026-0001%00%27", "x" * 3000])
def test_een_onzinnig_initiatief_bestaat_niet(client: Client, mensen: Mensen, kenmerk: str) -> None:
    medewerker(client, mensen.olga)
    status = client.get(f"/werkbank/leerpunten/nieuw/?initiatief={kenmerk}").status_code
    assert status == (200 if kenmerk == "%00" else 404)
    assert client.get(f"/initiatieven/{kenmerk}/leerpunt/").status_code == 404


def test_de_voorpagina_vertelt_over_de_laatste_rapportage(client: Client, mensen: Mensen) -> None:
    assert "De eerste rapportage moet nog komen." in _tekst(client.get("/"))
    maak_aangeboden(mensen)
    tekst = _tekst(client.get("/"))
    assert "In één pilotwijk begonnen bewoners één initiatief. Er lukte er één." in tekst
    assert 'href="/rapportages/2026-K3/"' in tekst


def test_meer_leerpunten_kosten_niet_meer_vragen(
    client: Client, mensen: Mensen, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    medewerker(client, mensen.olga)
    maak_concept(mensen)
    client.get("/werkbank/leerpunten/")
    for pad, vragen in (("/werkbank/leerpunten/", 4), ("/werkbank/rapportages/2026-K3/", 15)):
        for _ronde in range(2):
            maak_leerpunt(mensen)
            with django_assert_num_queries(vragen):
                assert client.get(pad).status_code == 200


def test_een_leerpunt_wijzigen(client: Client, mensen: Mensen) -> None:
    punt = maak_leerpunt(mensen, tekst="Tikvout.")
    pad = f"/werkbank/leerpunten/{punt.pk}/"
    assert pad in _tekst(medewerker(client, mensen.amina).get("/werkbank/leerpunten/"))
    assert pad not in _tekst(medewerker(client, mensen.chantal).get("/werkbank/leerpunten/"))
    assert client.get(pad).status_code == 403
    medewerker(client, mensen.amina).post(pad, {"tekst": "Tikfout.", "verandert": ""})
    punt.refresh_from_db()
    assert punt.tekst == "Tikfout."
