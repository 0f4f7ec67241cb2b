"""What looks like an idea, of both floors, while somebody types."""

import pytest
from django.core.cache import cache
from django.test import Client

from agendas.services.agenda import Eigenaar, start_agenda, voeg_punt_toe
from initiatieven.models import Initiatief
from kern.rem import rem
from tests.maak import maak_initiatief
from tests.personen import Mensen

pytestmark = pytest.mark.django_db


@pytest.fixture
def tuin(mensen: Mensen) -> Initiatief:
    cache.clear()
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)


def test_het_stuk_onder_het_formulier(client: Client, mensen: Mensen, tuin: Initiatief) -> None:
    agenda = start_agenda(wijk=mensen.slotjes, inleiding="", door=mensen.amina)
    voeg_punt_toe(
        agenda=agenda,
        titel="Meer groen bij de Zandheuvel",
        tekst="",
        eigenaren=[Eigenaar("bewoners", "Bewoners van Slotjes")],
        door=mensen.amina,
    )
    tekst = client.post(
        "/initiatieven/lijkt-op/", {"titel": "Groen aan de Zandheuvel", "lat": "x"}
    ).content.decode()
    assert tuin.titel in tekst
    assert "Meer groen bij de Zandheuvel" in tekst
    assert "Daan" not in tekst
    assert client.post("/initiatieven/lijkt-op/", {"titel": "Een cursus koken"}).content.strip() == b""
    assert client.get("/initiatieven/lijkt-op/").status_code == 405


def test_wie_het_heel_vaak_vraagt_krijgt_niets(client: Client, tuin: Initiatief) -> None:
    for _keer in range(60):
        rem("lijkt-op 127.0.0.1", hoogstens=60, per=60)
    assert client.post("/initiatieven/lijkt-op/", {"titel": tuin.titel}).content == b""
