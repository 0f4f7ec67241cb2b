"""The report on a phone: reading, and the way from concept to council, without anything axe-core finds."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from kern.models import Gebruiker
from rapportages.services.leerpunten import sleutel_voor
from tests.browser.axe import axe
from tests.personen import zet_op
from tests.rapportages.hulp import gerealiseerd, maak_aangeboden, maak_concept, medewerker

pytestmark = pytest.mark.django_db(transaction=True)


def _past(pagina: Page) -> None:
    """Nothing sticks out to the right, once the style sheets are there."""
    pagina.wait_for_load_state()
    breedte = pagina.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert breedte == 0, f"{pagina.url} is {breedte} px te breed"


def _log_in(pagina: Page, live_server: LiveServer, wie: Gebruiker) -> None:
    sessie = medewerker(Client(), wie).cookies["sessionid"].value
    pagina.context.add_cookies([{"name": "sessionid", "value": sessie, "url": live_server.url}])


def test_iedereen_leest_de_rapportage(pagina: Page) -> None:
    maak_aangeboden(zet_op())
    pagina.goto("/rapportages/")
    axe(pagina)
    pagina.get_by_role("link", name="Wat leerden we in het derde kwartaal van 2026?").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text(
        "Wat leerden we in het derde kwartaal van 2026?"
    )
    expect(pagina.get_by_role("heading", name="Wat bewoners leerden")).to_be_visible()
    expect(pagina.get_by_role("row", name=re.compile("Slotjes"))).to_contain_text("1 van 1")
    _past(pagina)
    axe(pagina)
    pdf = pagina.request.get("/rapportages/2026-K3/rapportage.pdf")
    assert pdf.body().startswith(b"%PDF-1.7")


def test_de_opgaveleider_schrijft_en_biedt_aan(pagina: Page, live_server: LiveServer) -> None:
    mensen = zet_op()
    maak_concept(mensen)
    _log_in(pagina, live_server, mensen.olga)
    pagina.goto("/werkbank/rapportages/")
    axe(pagina)
    pagina.get_by_role("link", name="Schrijf de rapportage 2026-K3 en bied die aan").click()
    _past(pagina)
    axe(pagina)
    pagina.get_by_label("Samenvatting").fill("Bewoners willen weten wie er met hun idee bezig is.")
    pagina.get_by_role("button", name="Bewaar en lees voor het aanbieden").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Biedt u deze rapportage aan?")
    _past(pagina)
    axe(pagina)
    pagina.get_by_role("button", name="Bied aan de raad aan").click()
    expect(pagina).to_have_url(re.compile(r"/rapportages/2026-K3/$"))
    expect(pagina.get_by_role("status")).to_contain_text("De griffie krijgt een mail")


def test_een_inwoner_vertelt_wat_hij_leerde(nieuwe_pagina: Callable[..., Page], pagina: Page) -> None:
    mensen = zet_op()
    tuin = gerealiseerd(mensen)
    pagina.goto(f"/initiatieven/{tuin.kenmerk}/leerpunt/?sleutel={sleutel_voor(tuin)}")
    _past(pagina)
    axe(pagina)
    pagina.get_by_role("button", name="Vertel het").click()
    expect(pagina.locator(".foutoverzicht")).to_contain_text("Beantwoord minstens één vraag.")
    axe(pagina)
    pagina.get_by_label("Wat ging goed?").fill("Eén vast gezicht scheelt tien telefoontjes.")
    pagina.get_by_role("button", name="Vertel het").click()
    expect(pagina.get_by_text("Eén vast gezicht scheelt tien telefoontjes.")).to_be_visible()
    bezoeker = nieuwe_pagina()
    bezoeker.goto(f"/initiatieven/{tuin.kenmerk}/")
    expect(bezoeker.get_by_text("Eén vast gezicht scheelt tien telefoontjes.")).to_be_visible()
