"""What somebody sees who is logged in stays out of every cache on the way."""

import pytest
from django.test import Client

from tests.inloggen import als_medewerker
from tests.maak import maak_initiatief
from tests.personen import Mensen

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "pad",
    [
        "/werkbank/budgetten/",
        "/werkbank/agendas/slotjes/",
        "/werkbank/leerpunten/",
        "/werkbank/initiatieven/2026-0001/",
        "/initiatieven/2026-0001/",
        "/account/2fa/",
    ],
)
def test_een_pagina_van_wie_is_ingelogd_wordt_niet_bewaard(mensen: Mensen, client: Client, pad: str) -> None:
    maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    antwoord = als_medewerker(client, mensen.amina).get(pad)
    assert antwoord.status_code == 200
    assert {"private", "no-store"} <= set(antwoord["Cache-Control"].split(", "))


def test_wat_lang_goed_blijft_blijft_alleen_in_de_eigen_browser(mensen: Mensen, client: Client) -> None:
    """The answer may hold the cookie of the session; a shared cache would hand that to the next visitor."""
    assert "public" in Client().get("/robots.txt")["Cache-Control"]
    antwoord = als_medewerker(client, mensen.amina).get("/robots.txt")
    assert "sessionid" in antwoord.cookies
    assert set(antwoord["Cache-Control"].split(", ")) == {"private", "max-age=86400"}
