"""The API: open data by the NLGov REST API Design Rules, without any name."""

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

from initiatieven.levensloop import Status
from tests.initiatieven.stappen import begin
from tests.maak import maak_initiatief
from tests.personen import Mensen


def vraag(client: Client, pad: str) -> Any:
    antwoord = client.get(f"/api/v1/{pad}")
    assert antwoord["API-Version"] == "1.1.0"
    assert antwoord["Access-Control-Allow-Origin"] == "*"
    return antwoord


def test_lijst_en_een_initiatief_zijn_hetzelfde(client: Client, mensen: Mensen) -> None:
    een = maak_initiatief(
        mensen.slotjes, mensen.daan, mensen.amina, lat=51.64321987, lon=4.86, uiterlijk=date(2026, 12, 4)
    )
    begin(client, titel="Nog niet klaar")
    (rij,) = vraag(client, "initiatieven").json()["initiatieven"]
    assert rij == vraag(client, f"initiatieven/{een.kenmerk}").json()
    assert rij["wijkcode"] == "WK082601"
    assert rij["geometrie"] == {"type": "Point", "coordinates": [4.86, 51.6432]}
    assert (rij["uiterlijk"], rij["aanZet"], rij["afgeslotenOp"]) == ("2026-12-04", "medewerker", None)
    assert rij["ingediendOp"].endswith("Z")
    assert rij["pagina"] == f"http://localhost:8000{een.get_absolute_url()}"


def test_geen_enkele_naam(client: Client, mensen: Mensen) -> None:
    een = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, toon_voornaam=True)
    for pad in ("initiatieven", f"initiatieven/{een.kenmerk}"):
        tekst = vraag(client, pad).content.decode()
        assert not [naam for naam in ("Daan", "Amina", "@") if naam in tekst]


def test_bladeren_en_filteren(client: Client, mensen: Mensen) -> None:
    for nummer in range(21):
        maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, kenmerk=f"2026-{nummer:04d}")
    maak_initiatief(
        mensen.vrachelen, mensen.daan, mensen.amina, kenmerk="2026-0099", status=Status.GEREALISEERD
    )
    eerste = vraag(client, "initiatieven?wijk=slotjes").json()
    assert (len(eerste["initiatieven"]), set(eerste["_links"])) == (20, {"self", "next"})
    tweede = client.get(eerste["_links"]["next"]["href"]).json()
    assert (len(tweede["initiatieven"]), set(tweede["_links"])) == (1, {"self", "prev"})
    assert client.get(tweede["_links"]["prev"]["href"]).json()["initiatieven"] == eerste["initiatieven"]
    assert len(vraag(client, "initiatieven?status=gelukt").json()["initiatieven"]) == 1


def test_alles_wat_niet_klopt_staat_in_een_antwoord(client: Client, mensen: Mensen) -> None:
    antwoord = vraag(client, "initiatieven?wijk=nergens&status=onzin&zoek=%00")
    assert antwoord.status_code == 400
    assert antwoord["Content-Type"] == "application/problem+json"
    assert {fout["name"] for fout in antwoord.json()["invalidParams"]} == {"wijk", "status", "zoek"}


@pytest.mark.parametrize(
    "pad", ["initiatieven/2026-9999", "initiatieven/None", "wijken/WK000000", "bestaat-niet"]
)
def test_wat_niet_bestaat_is_een_probleem(client: Client, mensen: Mensen, pad: str) -> None:
    antwoord = vraag(client, pad)
    assert antwoord.status_code == 404
    assert antwoord["Content-Type"] == "application/problem+json"
    assert antwoord.json() == {"status": 404, "title": "Dit bestaat niet."}


def test_schrijven_kan_niet(client: Client, mensen: Mensen) -> None:
    antwoord = client.put("/api/v1/initiatieven", {"titel": "x"})
    assert antwoord.status_code == 405
    assert antwoord["API-Version"] == "1.1.0"


def test_wijken(client: Client, mensen: Mensen) -> None:
    mensen.vrachelen.actief = False
    mensen.vrachelen.save()
    (wijk,) = vraag(client, "wijken").json()["wijken"]
    assert (wijk["code"], wijk["naam"], wijk["inwoners"], wijk["geometrie"]) == (
        "WK082601",
        "Slotjes",
        8010,
        None,
    )
    assert vraag(client, "wijken/WK082601").json() == wijk


def test_beschrijving_noemt_elk_adres_en_elk_veld(client: Client, mensen: Mensen) -> None:
    een = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    document = vraag(client, "openapi.json").json()
    assert document["info"]["contact"].keys() == {"name", "email", "url"}
    adressen = {
        "/" + str(patroon.pattern).removeprefix("api/v1/").replace("<slug:", "{").replace(">", "}")
        for patroon in get_resolver().url_patterns
        if str(patroon.pattern).startswith("api/v1/")
    }
    assert set(document["paths"]) == adressen - {"/openapi.json"}
    schemas = document["components"]["schemas"]
    assert set(schemas["Initiatief"]["properties"]) == set(
        vraag(client, f"initiatieven/{een.kenmerk}").json()
    )
    assert set(schemas["Wijk"]["properties"]) == set(vraag(client, "wijken/WK082601").json())
    json.dumps(document)


def test_aantal_queries(client: Client, mensen: Mensen, django_assert_num_queries: Any) -> None:
    for nummer in range(22):
        maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, kenmerk=f"2026-{nummer:04d}")
    with django_assert_num_queries(2):  # the wijken to choose from, and the page
        client.get("/api/v1/initiatieven")
    with django_assert_num_queries(1):
        client.get("/api/v1/wijken")
