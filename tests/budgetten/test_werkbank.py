"""The staff pages about money: who may see and do what, typing errors, and the second click."""

from decimal import Decimal

import pytest
from django.test import Client

from budgetten.models import Toekenning
from budgetten.services.toekennen import ken_toe
from initiatieven.models import Initiatief
from tests.budgetten.geld import Geld, saldo
from tests.inloggen import als_medewerker
from tests.personen import Mensen

TOEKENNEN = "/werkbank/initiatieven/2026-0001/toekennen/"


@pytest.fixture
def toekenning(mensen: Mensen, geld: Geld, buurttuin: Initiatief) -> Toekenning:
    return ken_toe(
        initiatief=buurttuin, budget=geld.fysiek, bedrag=Decimal(500), motivering="Goed", door=mensen.amina
    )


def velden(geld: Geld, **anders: str) -> dict[str, str]:
    return {"budget": str(geld.fysiek.pk), "bedrag": "500", "motivering": "Goed plan", **anders}


@pytest.mark.parametrize(
    ("wie", "overzicht", "toekennen"),
    [
        ("amina", 200, 200),
        ("bram", 200, 200),
        ("olga", 200, 200),
        ("chantal", 200, 403),
        ("wim", 403, 403),
        ("teun", 403, 403),
        ("els", 403, 403),
    ],
)
def test_wie_welke_pagina_ziet(
    mensen: Mensen, toekenning: Toekenning, client: Client, wie: str, overzicht: int, toekennen: int
) -> None:
    als_medewerker(client, getattr(mensen, wie))
    assert client.get("/werkbank/budgetten/").status_code == overzicht
    assert client.get(TOEKENNEN).status_code == toekennen
    assert client.get(f"/werkbank/budgetten/toekenningen/{toekenning.pk}/").status_code == toekennen


def test_een_inwoner_vindt_er_niets(mensen: Mensen, toekenning: Toekenning, client: Client) -> None:
    client.force_login(mensen.daan)
    for adres in (
        "/werkbank/budgetten/",
        TOEKENNEN,
        f"/werkbank/budgetten/toekenningen/{toekenning.pk}/",
    ):
        assert client.get(adres).status_code == 404


def test_wie_niet_is_ingelogd_moet_inloggen(client: Client, buurttuin: Initiatief) -> None:
    for adres in ("/werkbank/budgetten/", TOEKENNEN):
        assert client.get(adres).url.startswith("/account/login/")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "adres",
    [
        "/werkbank/initiatieven/2026-%00/toekennen/",
        "/werkbank/initiatieven/2026-9999/toekennen/",
        "/werkbank/budgetten/toekenningen/99999999999999999999/",
        "/budgetten/99999999999999999999/",
        "/budgetten/99999999999999999999/boekingen.csv",
    ],
)
def test_een_vreemd_adres_is_er_niet(mensen: Mensen, client: Client, adres: str) -> None:
    als_medewerker(client, mensen.amina)
    assert client.get(adres).status_code == 404


def test_het_overzicht_zegt_wat_er_vrij_is_en_wie_wat_mag(
    mensen: Mensen, toekenning: Toekenning, client: Client
) -> None:
    als_medewerker(client, mensen.amina)
    pagina = client.get("/werkbank/budgetten/").content.decode().replace("\xa0", " ")
    assert "<strong>€ 500,00</strong>" in pagina
    assert "Tot en met € 750 per initiatief (Mandaatbesluit 2020)" in pagina
    assert f"/werkbank/budgetten/toekenningen/{toekenning.pk}/" in pagina


@pytest.mark.parametrize(
    ("getypt", "bedrag"),
    [("500", "500"), ("500,5", "500.50"), ("€ 1.250,50", "1250.50"), ("1.250", "1250"), ("12.50", "12.50")],
)
def test_een_bedrag_zoals_mensen_het_typen(
    mensen: Mensen, geld: Geld, buurttuin: Initiatief, client: Client, getypt: str, bedrag: str
) -> None:
    als_medewerker(client, mensen.bram)
    antwoord = client.post(TOEKENNEN, velden(geld, bedrag=getypt))
    if Decimal(bedrag) > 1000:
        assert "Er is nog €\xa01.000 vrij" in antwoord.content.decode()
    else:
        assert antwoord.url == buurttuin.get_werkbank_url()  # type: ignore[attr-defined]
        assert saldo(geld.fysiek, "toegekend") == Decimal(bedrag)


@pytest.mark.parametrize(
    ("veld", "waarde", "zin"),
    [
        ("bedrag", "", "Vul dit in."),
        ("bedrag", "veel", "Dit is geen bedrag."),
        ("bedrag", "NaN", "Dit is geen bedrag."),
        ("bedrag", "-5", "hoger is dan 0 euro"),
        ("bedrag", "0", "hoger is dan 0 euro"),
        ("bedrag", "1,005", "hoogstens twee cijfers"),
        ("bedrag", "9" * 400, "te hoog"),
        ("bedrag", "5\x00", "Dit is geen bedrag."),
        ("budget", "", "Maak een keuze."),
        ("budget", "999999", "Selecteer een geldige keuze"),
        ("motivering", "", "Vul dit in."),
        ("motivering", "a\x00b", "een teken dat wij niet kunnen bewaren"),
        ("motivering", "x" * 2001, "1 teken te lang"),
    ],
)
def test_een_typefout_geeft_een_zin_en_verliest_niets(
    mensen: Mensen, geld: Geld, buurttuin: Initiatief, client: Client, veld: str, waarde: str, zin: str
) -> None:
    als_medewerker(client, mensen.amina)
    ander = "motivering" if veld != "motivering" else "bedrag"
    bewaard = {"motivering": "Dit is al getypt", "bedrag": "321"}[ander]
    antwoord = client.post(TOEKENNEN, velden(geld, **{veld: waarde, ander: bewaard}))
    pagina = antwoord.content.decode()
    assert antwoord.status_code == 200
    assert zin in pagina
    assert bewaard in pagina
    assert not Toekenning.objects.exists()


def test_een_script_is_gewoon_tekst(
    mensen: Mensen, geld: Geld, buurttuin: Initiatief, client: Client
) -> None:
    als_medewerker(client, mensen.amina)
    client.post(TOEKENNEN, velden(geld, motivering="<script>alert(1)</script> 🌳"))
    assert Toekenning.objects.get().motivering.endswith("🌳")
    pagina = client.get(f"/werkbank/budgetten/toekenningen/{Toekenning.objects.get().pk}/").content.decode()
    assert "<script>alert" not in pagina
    assert "&lt;script&gt;alert(1)&lt;/script&gt; 🌳" in pagina


def test_twee_keer_klikken_kent_een_keer_toe(
    mensen: Mensen, geld: Geld, buurttuin: Initiatief, client: Client
) -> None:
    als_medewerker(client, mensen.amina)
    gezien = str(client.get(TOEKENNEN).context["gezien"])
    ingevuld = velden(geld, bedrag="100", gezien=gezien)
    assert client.post(TOEKENNEN, ingevuld).status_code == 302
    tweede = client.post(TOEKENNEN, ingevuld)
    assert "Er is intussen iets veranderd" in tweede.content.decode()
    assert Toekenning.objects.count() == 1
    bewust = velden(geld, bedrag="100", gezien=str(tweede.context["gezien"]))
    assert client.post(TOEKENNEN, bewust).status_code == 302


@pytest.mark.parametrize("gezien", ["", "-1", "x\x00", "9" * 19, "9" * 5000])
def test_onzin_in_het_verborgen_veld_is_geen_fout(
    mensen: Mensen, geld: Geld, buurttuin: Initiatief, client: Client, gezien: str
) -> None:
    als_medewerker(client, mensen.amina)
    assert client.post(TOEKENNEN, velden(geld, gezien=gezien)).status_code == 302


def test_betalen_en_terugnemen(mensen: Mensen, geld: Geld, toekenning: Toekenning, client: Client) -> None:
    als_medewerker(client, mensen.amina)
    adres = f"/werkbank/budgetten/toekenningen/{toekenning.pk}/"
    assert 'value="500,00"' in client.get(adres).content.decode()
    assert client.post(adres, {"betaal": "1", "bedrag": "200"}).status_code == 302
    assert "nog €\xa0300 te betalen" in client.post(adres, {"betaal": "1", "bedrag": "301"}).content.decode()
    zonder = client.post(adres, {"trek_in": "1", "reden": ""})
    assert "Vul dit in." in zonder.content.decode()
    assert client.post(adres, {"trek_in": "1", "reden": "De rest was niet nodig."}).status_code == 302
    assert (saldo(geld.fysiek, "vrij"), saldo(geld.fysiek, "besteed")) == (800, 200)
    assert "Hier is niets meer van te betalen." in client.get(adres).content.decode()


@pytest.mark.parametrize(("wie", "status"), [("olga", 200), ("amina", 403), ("bram", 403), ("els", 403)])
def test_wie_een_budget_vult(mensen: Mensen, geld: Geld, client: Client, wie: str, status: int) -> None:
    als_medewerker(client, getattr(mensen, wie))
    assert client.get("/werkbank/budgetten/dekken/").status_code == status
    overzicht = client.get("/werkbank/budgetten/").content.decode()
    assert ("Vul een budget met geld uit een ander budget" in overzicht) == (status == 200)


def test_nieuw_voor_oud_boekt_een_keer(mensen: Mensen, geld: Geld, client: Client) -> None:
    als_medewerker(client, mensen.olga)
    adres = "/werkbank/budgetten/dekken/"
    ingevuld = {
        "van_budget": str(geld.fysiek.pk),
        "naar_budget": str(geld.sociaal.pk),
        "bedrag": "400",
        "besluit": "Collegebesluit van 12 mei",
        "gezien": str(client.get(adres).context["gezien"]),
    }
    te_veel = client.post(adres, {**ingevuld, "bedrag": "1001"})
    assert "Dat is te weinig voor €\xa01.001." in te_veel.content.decode()
    assert "Collegebesluit van 12 mei" in te_veel.content.decode()
    assert client.post(adres, ingevuld).status_code == 302
    assert "Er is intussen geld verschoven." in client.post(adres, ingevuld).content.decode()
    assert (saldo(geld.fysiek, "vrij"), saldo(geld.sociaal, "vrij")) == (600, 400)


def test_het_initiatief_wijst_de_weg_naar_betalen(
    mensen: Mensen, toekenning: Toekenning, client: Client
) -> None:
    weg = f"/werkbank/budgetten/toekenningen/{toekenning.pk}/"
    als_medewerker(client, mensen.amina)
    assert weg in client.get(toekenning.initiatief.get_werkbank_url()).content.decode()
    als_medewerker(client, mensen.wim)
    assert weg not in client.get(toekenning.initiatief.get_werkbank_url()).content.decode()
    assert weg not in client.get(toekenning.initiatief.get_absolute_url()).content.decode()
