"""Follow a wijk without an account, read about it in a mail, and stop: with and without scripts."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from initiatieven.models import Initiatief, Ritme, Volgt
from initiatieven.services.volgen import volg
from kern.models import Mail
from tests.browser.axe import axe
from tests.initiatieven.volgers import breng_rond, nieuws_aan, vertel
from tests.maak import maak_initiatief
from tests.personen import Mensen


@pytest.fixture
def tuin(transactional_db: None, mensen: Mensen, live_server: LiveServer, settings: Settings) -> Initiatief:
    settings.PORTAAL_URL = live_server.url
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)


def pad(tekst: str, begin: str) -> str:
    gevonden = re.search(rf"{begin}\S+", tekst)
    assert gevonden is not None
    return gevonden[0]


@pytest.mark.parametrize(("breedte", "scripts"), [(360, True), (1280, False)])
def test_volgen_lezen_en_stoppen(
    nieuwe_pagina: Callable[..., Page],
    browserfouten: list[str],
    mensen: Mensen,
    tuin: Initiatief,
    breedte: int,
    scripts: bool,
) -> None:
    pagina = nieuwe_pagina(viewport={"width": breedte, "height": 800}, java_script_enabled=scripts)

    def bekijk() -> None:
        if scripts:
            axe(pagina)
            assert pagina.evaluate("document.documentElement.scrollWidth") <= breedte, pagina.url

    pagina.goto("/wijken/slotjes/")
    pagina.get_by_role("link", name="Volg Slotjes").click()
    bekijk()
    pagina.get_by_role("button", name="Volg dit").click()
    expect(pagina.get_by_role("heading", name="Er is nog 1 ding niet goed")).to_be_visible()
    bekijk()
    pagina.get_by_label("Meteen").check()
    pagina.get_by_label("Uw e-mailadres").fill("buur@straat.example")
    pagina.get_by_role("button", name="Volg dit").click()
    expect(pagina.get_by_role("heading", name="Kijk in uw mail")).to_be_visible()
    bekijk()
    pagina.goto(pad(Mail.objects.get(aan="buur@straat.example").tekst, "http"))
    pagina.get_by_role("button", name="Ja, dat wil ik").click()
    expect(pagina).to_have_url(re.compile("/wijken/slotjes/$"))

    vertel(tuin, mensen.amina, "Het hek staat.")
    breng_rond()
    [mail] = nieuws_aan(Volgt.objects.get().gebruiker)
    pagina.goto(pad(mail.tekst, r"http\S+/volgen/"))
    bekijk()
    pagina.get_by_label("Mail over Slotjes").select_option("week")
    pagina.get_by_role("button", name="Bewaar voor Slotjes").click()
    expect(pagina.get_by_role("status")).to_contain_text("één keer per week")
    pagina.goto(mail.afmeldlink)
    bekijk()
    pagina.get_by_role("button", name="Ja, stop met deze mails").click()
    expect(pagina.get_by_role("heading", name="U bent gestopt")).to_be_visible()
    bekijk()
    assert not Volgt.objects.exists()
    assert not browserfouten


def test_volgen_en_stoppen_met_een_account(
    pagina: Page, client: Client, live_server: LiveServer, mensen: Mensen, tuin: Initiatief
) -> None:
    volg(ding="wijk=slotjes&zoek=tuin", door=mensen.fatima, ritme=Ritme.WEEK)
    client.force_login(mensen.fatima)
    sessie = client.cookies["sessionid"].value
    pagina.context.add_cookies([{"name": "sessionid", "value": sessie, "url": live_server.url}])
    pagina.goto(tuin.get_absolute_url())
    pagina.get_by_role("button", name="Volg dit initiatief").click()
    expect(pagina.get_by_role("status")).to_contain_text("één keer per dag")
    pagina.get_by_role("link", name="Wijzig of stop").click()
    axe(pagina)
    assert pagina.evaluate("document.documentElement.scrollWidth") <= 360
    pagina.get_by_role("button", name="Stop met “Een buurttuin").click()
    expect(pagina.get_by_role("status")).to_contain_text("niet meer")
    assert [volgt.zoek for volgt in Volgt.objects.all()] == ["wijk=slotjes&zoek=tuin"]
