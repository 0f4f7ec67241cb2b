"""A partner's system writes down what a resident told there: POST /api/v1/initiatieven with a key."""

import json
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client

from initiatieven.levensloop import AanZet, Status
from initiatieven.models import Gebeurtenis, Initiatief
from initiatieven.sleutelapi import INGEVOERD
from initiatieven.tijdlijn import als_regels
from kern.models import Gebruiker, Mail
from rollen.models import Sleutelrecht
from tests.maak import maak_initiatief, maak_sleutel
from tests.personen import Mensen
from tests.sleutels import met_sleutel, vraag

pytestmark = pytest.mark.django_db

ADRES = "/api/v1/initiatieven"


@pytest.fixture
def geheel(mensen: Mensen) -> str:
    """A key that writes down in Slotjes."""
    return maak_sleutel(mensen.olga, mensen.slotjes, recht=Sleutelrecht.INVOEREN)[1]


def invoer(**anders: Any) -> dict[str, Any]:
    return {
        "kanaal": "balie",
        "titel": "Een bankje bij de bushalte",
        "verhaal": "Wachten in de regen is niets voor oude benen.",
        "domein": "fysiek",
        "wijkcode": "WK082601",
        "nodig": ["materiaal"],
        "naam": "Riet van Gils",
        "inwonerWeetDitOpenbaarIs": True,
        **anders,
    }


def stuur(geheel: str, gegevens: Any = None, *, eenmalig: str = "balie-2026-17", **hoe: Any) -> Any:
    koppen = met_sleutel(geheel, **{"Idempotency-Key": eenmalig})
    tekst = gegevens if isinstance(gegevens, str) else json.dumps(gegevens or invoer())
    soort = hoe.pop("content_type", "application/json")
    return Client(enforce_csrf_checks=True).post(ADRES, tekst, content_type=soort, headers=koppen)


def redenen(antwoord: Any) -> dict[str, str]:
    assert antwoord.status_code == 400, antwoord.content
    assert antwoord["Content-Type"] == "application/problem+json"
    return {fout["name"]: fout["reason"] for fout in antwoord.json()["invalidParams"]}


def test_wat_een_partner_opschrijft_staat_er_met_eigenaar_en_datum(mensen: Mensen, geheel: str) -> None:
    antwoord = stuur(geheel)
    assert antwoord.status_code == 201, antwoord.content
    initiatief = Initiatief.objects.get()
    assert antwoord["Location"] == f"{settings.PORTAAL_URL}{ADRES}/{initiatief.kenmerk}"
    assert antwoord["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Origin" not in antwoord
    assert antwoord.json() == Client().get(f"{ADRES}/{initiatief.kenmerk}").json()
    assert (initiatief.status, initiatief.aan_zet) == (Status.INGEDIEND, AanZet.MEDEWERKER)
    assert (initiatief.aan_zet_persoon, initiatief.behandelaar) == (mensen.amina, mensen.amina)
    assert initiatief.uiterlijk == initiatief.reactie_uiterlijk
    assert initiatief.ingevoerd_door is None
    assert not initiatief.toon_voornaam
    assert initiatief.indiener is not None
    assert (initiatief.indiener.naam, initiatief.indiener.email) == ("Riet van Gils", None)
    assert Mail.objects.get().ontvanger == mensen.amina


def test_de_tijdlijn_noemt_de_organisatie_en_geen_mens(mensen: Mensen, geheel: str) -> None:
    stuur(geheel)
    initiatief = Initiatief.objects.get()
    (regel,) = als_regels(initiatief, initiatief.gebeurtenissen.select_related("door"), mensen.daan)
    assert (regel.wie, regel.officieel) == ("Thuisvester", False)
    assert "Opgeschreven door Thuisvester, aan de balie." in regel.tekst
    pagina = Client().get(initiatief.get_absolute_url()).content.decode()
    assert "aan de balie" in pagina
    assert "opgeschreven door de gemeente" not in pagina


def test_de_geschiedenis_weet_welke_sleutel_het_was(mensen: Mensen, geheel: str) -> None:
    stuur(geheel)
    spoor = apps.get_model("initiatieven", "InitiatiefWijziging").objects.earliest("pgh_id")
    assert spoor.pgh_context["reden"] == f"sleutel {geheel[:12]}"


def test_met_een_adres_krijgt_de_inwoner_een_mail(mensen: Mensen, geheel: str) -> None:
    stuur(geheel, invoer(email="riet@voorbeeld.example", telefoon="0162 12 34 56"))
    mail = Mail.objects.get(aan="riet@voorbeeld.example")
    assert "Thuisvester heeft het voor u opgeschreven" in mail.tekst
    assert "Een bankje bij de bushalte" in mail.html


def test_het_antwoord_bevat_niets_van_de_inwoner(mensen: Mensen, geheel: str) -> None:
    antwoord = stuur(geheel, invoer(email="riet@voorbeeld.example", telefoon="0162 12 34 56"))
    tekst = antwoord.content.decode() + stuur(geheel).content.decode()
    assert not [iets for iets in ("Riet", "riet@", "0162", "Amina") if iets in tekst]


def test_nog_eens_sturen_is_een_initiatief(mensen: Mensen, geheel: str) -> None:
    eerste, tweede = stuur(geheel), stuur(geheel, invoer(titel="Iets anders"))
    assert (eerste.status_code, tweede.status_code) == (201, 200)
    assert (tweede["Location"], tweede.json()) == (eerste["Location"], eerste.json())
    assert (Initiatief.objects.count(), Mail.objects.count(), Gebeurtenis.objects.count()) == (1, 1, 1)
    assert stuur(geheel, eenmalig="balie-2026-18").status_code == 201


def test_hetzelfde_nummer_van_een_ander_is_een_ander(mensen: Mensen, geheel: str) -> None:
    """Nobody finds what another partner sent by guessing its number."""
    ander = maak_sleutel(mensen.olga, recht=Sleutelrecht.INVOEREN, organisatie="Surplus")[1]
    eerste, tweede = stuur(geheel), stuur(ander)
    assert (eerste.status_code, tweede.status_code) == (201, 201)
    assert eerste["Location"] != tweede["Location"]


# --- Who may -------------------------------------------------------------------------------------------


def test_zonder_goede_sleutel(mensen: Mensen, geheel: str) -> None:
    lezen = maak_sleutel(mensen.olga, mensen.slotjes)[1]
    codes = {"": 401, "Bearer onzin": 401, f"Bearer {lezen}": 403}
    for kop, code in codes.items():
        antwoord = Client().post(
            ADRES, json.dumps(invoer()), content_type="application/json", headers={"Authorization": kop}
        )
        assert antwoord.status_code == code, kop
        assert antwoord["Content-Type"] == "application/problem+json"
        assert "Access-Control-Allow-Origin" not in antwoord
    assert not Initiatief.objects.exists()


def test_een_sleutel_om_te_schrijven_leest_niets(mensen: Mensen, geheel: str) -> None:
    maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    assert vraag(geheel, "werkvoorraad/2026-0001").status_code == 403


@pytest.mark.parametrize("code", ["WK082607", "WK999999", ""])
def test_een_andere_wijk_is_er_niet(mensen: Mensen, geheel: str, code: str) -> None:
    assert set(redenen(stuur(geheel, invoer(wijkcode=code)))) == {"wijkcode"}
    overal = maak_sleutel(mensen.olga, recht=Sleutelrecht.INVOEREN)[1]
    assert stuur(overal, invoer(wijkcode=code)).status_code == (201 if code == "WK082607" else 400)


def test_een_get_schrijft_niets_en_blijft_voor_iedereen(mensen: Mensen, geheel: str) -> None:
    assert Client().get(ADRES, invoer(), headers=met_sleutel(geheel)).status_code == 200
    assert not Initiatief.objects.exists()
    assert Client().get(ADRES)["Access-Control-Allow-Origin"] == "*"


def test_andere_methoden_kunnen_niet(geheel: str) -> None:
    for methode in ("put", "patch", "delete"):
        antwoord = getattr(Client(), methode)(ADRES, headers=met_sleutel(geheel))
        assert antwoord.status_code == 405
        assert antwoord["Allow"] == "GET, HEAD, OPTIONS, POST"


# --- What is sent --------------------------------------------------------------------------------------


def test_alles_wat_niet_klopt_staat_in_een_antwoord(mensen: Mensen, geheel: str) -> None:
    fout = {
        "kanaal": "website",
        "titel": "",
        "verhaal": 5,
        "domein": "alles",
        "wijkcode": ["WK082601"],
        "nodig": ["goud"],
        "email": "geen adres",
        "telefoon": "bel maar",
        "toonVoornaam": True,
        "inwonerWeetDitOpenbaarIs": False,
        "geometrie": {"type": "Polygon", "coordinates": []},
    }
    gevonden = redenen(stuur(geheel, fout, eenmalig="kort"))
    assert set(gevonden) == {*fout, "naam", "Idempotency-Key"}
    assert all(gevonden.values())
    assert not Initiatief.objects.exists()
    assert not Gebruiker.objects.filter(naam__startswith="Riet").exists()


@pytest.mark.parametrize("tekst", ["[]", '"x"', "null", "3"])
def test_iets_anders_dan_een_object(mensen: Mensen, geheel: str, tekst: str) -> None:
    assert "body" in redenen(stuur(geheel, tekst))


@pytest.mark.parametrize(
    ("tekst", "soort", "code"), [("{", "application/json", 400), ("a=b", "text/plain", 415)]
)
def test_geen_json(mensen: Mensen, geheel: str, tekst: str, soort: str, code: int) -> None:
    antwoord = stuur(geheel, tekst, content_type=soort)
    assert antwoord.status_code == code
    assert antwoord["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("plek", [[4.86, 51.64], None])
def test_een_plek_mag(mensen: Mensen, geheel: str, plek: Any) -> None:
    punt = {"type": "Point", "coordinates": plek} if plek else None
    assert stuur(geheel, invoer(geometrie=punt, plek="bushalte")).json()["geometrie"] == punt


@pytest.mark.parametrize("plek", [[4.86], ["4.86", "51.64"], [True, False], [4.86, 200], [1e400, 51]])
def test_een_plek_die_niet_kan(mensen: Mensen, geheel: str, plek: Any) -> None:
    antwoord = stuur(geheel, invoer(geometrie={"type": "Point", "coordinates": plek}))
    assert antwoord.status_code == 400
    assert not Initiatief.objects.exists()


def test_een_sleutel_schrijft_niet_eindeloos(mensen: Mensen, geheel: str) -> None:
    codes = {stuur(geheel, "{}").status_code for _keer in range(INGEVOERD)}
    assert codes == {400}
    antwoord = stuur(geheel)
    assert antwoord.status_code == 429
    assert antwoord["Retry-After"] == "3600"


def test_de_beschrijving_vraagt_wat_het_formulier_vraagt(mensen: Mensen, geheel: str) -> None:
    document = Client().get("/api/v1/openapi.json").json()
    post = document["paths"]["/initiatieven"]["post"]
    assert post["security"] == [{"sleutel": []}]
    assert {"200", "201", "400", "401", "403", "429"} <= set(post["responses"])
    schema = document["components"]["schemas"]["Invoer"]
    verplicht = set(schema["required"])
    assert verplicht == set(invoer())
    for naam in verplicht:
        zonder = invoer()
        del zonder[naam]
        assert set(redenen(stuur(geheel, zonder))) == {naam}
    assert "website" not in schema["properties"]["kanaal"]["enum"]
    assert schema["properties"]["titel"]["maxLength"] == 100


@pytest.mark.parametrize(
    "tekst",
    [
        "[" * 200_000,
        '{"a":' * 200_000,
        json.dumps({"titel": "\ud800 halve letter", "verhaal": "\udfff"}),
        json.dumps(invoer(titel="\ud800 halve letter")),
        json.dumps(invoer(naam="\ud800")),
        json.dumps(invoer(email="\ud800@voorbeeld.example")),
        '{"titel": ' + "9" * 5000 + "}",
        json.dumps(invoer(verhaal="a" * 1024 * 1024)),
    ],
)
def test_kapotte_json_breekt_niets(geheel: str, tekst: str) -> None:
    """Denial of service: what nests without end or cannot be stored is a mistake in the question, not of ours."""
    assert stuur(geheel, tekst).status_code == 400
    assert not Initiatief.objects.exists()
