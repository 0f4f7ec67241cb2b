"""The button beside what can be followed: on the page of a wijk and above a search, at the cost of one query."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from initiatieven.models import Volgt
from initiatieven.services.volgen import volg
from tests.initiatieven.volgers import maak_thema
from tests.maak import maak_initiatief
from tests.personen import Mensen

pytestmark = pytest.mark.django_db

ZOEK = "/initiatieven/?zoek=Tuin&wijk=slotjes"
PAGINAS = {
    "/wijken/slotjes/": "/volgen/?soort=wijk&wat=slotjes",
    "/initiatieven/?wijk=slotjes": "/volgen/?soort=wijk&wat=slotjes",
    "/initiatieven/?thema=groen-en-natuur": "/volgen/?soort=thema&wat=groen-en-natuur",
    ZOEK: "/volgen/?soort=zoek&wat=wijk%3Dslotjes%26zoek%3Dtuin",
    "/initiatieven/?zoek=bestaatniet": "/volgen/?soort=zoek&wat=zoek%3Dbestaatniet",
}


def knop(client: Client, adres: str) -> Any:
    antwoord = client.get(adres)
    assert antwoord.status_code == 200
    return html.fromstring(antwoord.content).xpath("//*[@class='volgknop']")


@pytest.fixture(autouse=True)
def _thema(mensen: Mensen) -> None:
    maak_thema()


@pytest.mark.parametrize("adres", PAGINAS)
def test_zonder_inloggen_is_het_een_link_naar_een_formulier(
    client: Client, mensen: Mensen, adres: str
) -> None:
    [deel] = knop(client, adres)
    [link] = deel.xpath(".//a/@href")
    assert link == PAGINAS[adres]
    formulier = html.fromstring(client.get(link).content)
    [feed] = formulier.xpath("//main//a[contains(@href, 'feed.xml')]/@href")
    assert client.get(feed).status_code == 200


@pytest.mark.parametrize("adres", PAGINAS)
def test_met_inloggen_is_het_een_knop_en_daarna_staat_er_dat_u_volgt(
    client: Client, mensen: Mensen, adres: str
) -> None:
    client.force_login(mensen.fatima)
    [deel] = knop(client, adres)
    velden = {veld.get("name"): veld.get("value") for veld in deel.xpath(".//input")}
    client.post("/volgen/", velden)
    assert Volgt.objects.filter(gebruiker=mensen.fatima).count() == 1
    [deel] = knop(client, adres)
    assert "U volgt dit" in deel.text_content()
    assert deel.xpath(".//a/@href") == ["/mijn/volgen/"]
    client.force_login(mensen.bram)
    assert "U volgt dit" not in client.get(adres).content.decode()


@pytest.mark.parametrize("adres", ["/initiatieven/", "/initiatieven/?wijk=nergens", "/initiatieven/?status="])
def test_zonder_zoekopdracht_valt_er_niets_te_volgen(client: Client, mensen: Mensen, adres: str) -> None:
    assert knop(client, adres) == []


def test_een_wijk_die_er_niet_meer_is_heeft_geen_knop(client: Client, mensen: Mensen) -> None:
    mensen.slotjes.actief = False
    mensen.slotjes.save()
    assert knop(client, "/wijken/slotjes/") == []


@pytest.mark.parametrize("adres", ["/wijken/slotjes/", ZOEK])
def test_de_knop_kost_een_query_en_zonder_inloggen_geen(client: Client, mensen: Mensen, adres: str) -> None:
    maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)

    def over_volgen() -> list[str]:
        client.get(adres)
        with CaptureQueriesContext(connection) as vragen:
            client.get(adres)
        return [vraag["sql"] for vraag in vragen if "initiatieven_volgt" in vraag["sql"]]

    assert over_volgen() == []
    client.force_login(mensen.fatima)
    for persoon in (mensen.fatima, mensen.bram, mensen.olga):
        volg(ding=mensen.slotjes, door=persoon)
    assert len(over_volgen()) == 1
