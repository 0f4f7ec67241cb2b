"""Supporting, joining in and reacting in a browser: by keyboard, without JavaScript; and staff who decide."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from initiatieven.models import Foto, Initiatief
from initiatieven.services.meedoen import doe_mee
from initiatieven.services.modereren import meld
from initiatieven.services.opmerkingen import plaats
from tests.browser.test_werkbank import kijk, log_in
from tests.initiatieven.mailknop import link_aan
from tests.maak import maak_initiatief
from tests.personen import Mensen, zet_op

pytestmark = pytest.mark.django_db(transaction=True)
SANNE = "sanne@voorbeeld.example"


@pytest.fixture
def mensen(transactional_db: None) -> Mensen:
    return zet_op()


@pytest.fixture
def initiatief(mensen: Mensen) -> Initiatief:
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)


def kop(pagina: Page, tekst: str) -> None:
    expect(pagina.get_by_role("heading", level=1)).to_have_text(tekst)


def test_steunen_met_het_toetsenbord(pagina: Page, initiatief: Initiatief) -> None:
    pagina.goto(initiatief.get_absolute_url())
    kijk(pagina)
    pagina.get_by_role("link", name="Ik steun dit").focus()
    pagina.keyboard.press("Enter")
    kop(pagina, "Steun dit initiatief")
    kijk(pagina)
    pagina.get_by_role("button", name="Ik steun dit").press("Enter")
    expect(pagina.get_by_role("heading", name="Er is nog 1 ding niet goed")).to_be_focused()
    kijk(pagina)
    pagina.keyboard.press("Tab")
    pagina.keyboard.press("Enter")
    expect(pagina.get_by_label("Uw e-mailadres")).to_be_focused()
    pagina.keyboard.type(SANNE)
    pagina.keyboard.press("Enter")
    kop(pagina, "Nog één ding: kijk in uw mail")
    kijk(pagina)
    pagina.goto(link_aan(SANNE))
    kop(pagina, "Wilt u dit steunen?")
    kijk(pagina)
    pagina.get_by_role("button", name="Ja, dat wil ik").press("Enter")
    expect(pagina.get_by_text("Uw steun telt mee")).to_be_visible()
    expect(pagina.get_by_role("link", name="Ik steun dit · 1")).to_be_visible()
    pagina.goto("/mijn/")
    expect(pagina).to_have_url(re.compile("/account/login/"))  # a link is not a login


def test_meedoen_en_reageren_zonder_javascript(
    nieuwe_pagina: Callable[..., Page], initiatief: Initiatief
) -> None:
    pagina = nieuwe_pagina(java_script_enabled=False)
    pagina.goto(initiatief.get_absolute_url())
    pagina.get_by_role("link", name="Ik doe mee").click()
    kop(pagina, "Doe mee")
    pagina.get_by_label("Wat kunt u bijdragen?").fill("Ik heb een kruiwagen.")
    pagina.get_by_role("button", name="Ik doe mee").click()
    expect(pagina.get_by_label("Wat kunt u bijdragen?")).to_have_value("Ik heb een kruiwagen.")
    pagina.get_by_label("Uw naam").fill("Sanne de Bruin")
    pagina.get_by_label("Uw e-mailadres").fill(SANNE)
    pagina.get_by_label("Toon mijn voornaam op de pagina").check()
    pagina.get_by_role("button", name="Ik doe mee").click()
    pagina.goto(link_aan(SANNE))
    pagina.get_by_role("button", name="Ja, dat wil ik").click()
    expect(pagina.get_by_text("Doen mee: Sanne.")).to_be_visible()
    pagina.get_by_role("link", name="Schrijf een reactie").click()
    pagina.get_by_label("Uw reactie").fill("Mooi plan!\nIk kom <b>kijken</b>.")
    pagina.get_by_label("Uw e-mailadres").fill(SANNE)
    pagina.get_by_role("button", name="Plaats mijn reactie").click()
    pagina.goto(link_aan(SANNE))
    expect(pagina.get_by_text("Ik kom <b>kijken</b>.")).to_be_visible()
    pagina.get_by_role("button", name="Ja, dat wil ik").click()
    expect(pagina.locator("#reacties")).to_contain_text("Ik kom <b>kijken</b>.")
    pagina.goto(initiatief.get_absolute_url())
    pagina.locator("#reacties").get_by_role("link", name="Meld deze reactie").click()
    pagina.get_by_label("Wat is er mis?").fill("Dit hoort hier niet.")
    pagina.get_by_role("button", name="Verstuur mijn melding").click()
    expect(pagina.get_by_text("De gemeente kijkt ernaar")).to_be_visible()


def test_wie_is_ingelogd_steunt_met_een_druk_en_neemt_terug(
    pagina: Page, live_server: LiveServer, initiatief: Initiatief, mensen: Mensen
) -> None:
    log_in(pagina, live_server, mensen.fatima)
    pagina.goto(initiatief.get_absolute_url())
    pagina.get_by_role("button", name="Ik steun dit").click()
    expect(pagina.get_by_role("button", name="U steunt dit · 1 · trek in")).to_be_visible()
    plaats(initiatief=initiatief, door=mensen.fatima, tekst="Mooi plan!")
    pagina.goto(f"{initiatief.get_absolute_url()}meedoen/")
    kijk(pagina)
    pagina.get_by_role("button", name="Ik doe mee").click()
    expect(pagina.get_by_role("link", name="U doet mee · pas aan")).to_be_visible()
    kijk(pagina)
    pagina.get_by_role("button", name="U steunt dit · 1 · trek in").click()
    expect(pagina.get_by_text("U steunt dit niet meer.")).to_be_visible()
    pagina.get_by_role("button", name="Neem terug wat ik schreef").click()
    expect(pagina.get_by_text("Mooi plan!")).to_have_count(0)


def test_wie_begon_leest_wie_meedoet(
    pagina: Page, live_server: LiveServer, initiatief: Initiatief, mensen: Mensen
) -> None:
    doe_mee(initiatief=initiatief, door=mensen.fatima, bijdrage="Ik heb een kruiwagen.")
    log_in(pagina, live_server, mensen.daan)
    pagina.goto(initiatief.get_absolute_url())
    pagina.get_by_text("Wie doen er mee en wat brengen zij?").click()
    expect(pagina.get_by_text("Ik heb een kruiwagen.")).to_be_visible()
    kijk(pagina)


def test_de_wijkmakelaar_beslist_over_meldingen(
    pagina: Page, live_server: LiveServer, initiatief: Initiatief, mensen: Mensen
) -> None:
    reactie = plaats(initiatief=initiatief, door=mensen.fatima, tekst="Wat een onzin, domkop.")
    meld(ding=reactie, reden="Dit is een scheldwoord.")
    meld(
        ding=Foto.objects.create(initiatief=initiatief, breedte=768, hoogte=500),
        reden="Mijn kind staat erop.",
    )
    log_in(pagina, live_server, mensen.amina)
    pagina.route(re.compile(r"/fotos/"), lambda route: route.fulfill(body="", content_type="image/webp"))
    pagina.goto("/werkbank/meldingen/")
    kijk(pagina)
    pagina.get_by_role("link", name="Wat een onzin, domkop.").click()
    kijk(pagina)
    pagina.get_by_role("button", name="Verberg het").click()
    expect(pagina.get_by_role("heading", name="Er is nog 1 ding niet goed")).to_be_focused()
    pagina.get_by_label("Waarom?").fill("U scheldt iemand uit.")
    pagina.get_by_role("button", name="Verberg het").click()
    kop(pagina, "Klopt deze mail?")
    kijk(pagina)
    pagina.get_by_role("button", name="Doe dit en verstuur").click()
    expect(pagina.get_by_text("Dit is nu verborgen.")).to_be_visible()
    pagina.goto(initiatief.get_absolute_url())
    expect(pagina.get_by_text("Deze reactie is verborgen door de gemeente.")).to_be_visible()
    pagina.get_by_role("link", name="Bekijk wat er stond").click()
    kop(pagina, "Dit is verborgen")
    kijk(pagina)
