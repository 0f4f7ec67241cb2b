"""The werkbank in a browser: on a phone and at a desk, by keyboard, nothing for axe-core to find; and a passkey."""

import re
from typing import Any

import pytest
from django.contrib.sessions.backends.cached_db import SessionStore
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from initiatieven.levensloop import Status
from initiatieven.services.behandelen import noteer, reageer
from kern.models import Gebruiker, Mail
from rollen.middleware import LAATST_ACTIEF
from tests.browser.axe import axe
from tests.inloggen import als_medewerker
from tests.maak import maak_initiatief
from tests.personen import zet_op

pytestmark = pytest.mark.django_db(transaction=True)
WACHTWOORD = "paars fietsbelletje 12"
BUREAU = {"width": 1280, "height": 900}


def log_in(pagina: Page, live_server: LiveServer, wie: Gebruiker) -> None:
    sessie = als_medewerker(Client(), wie).cookies["sessionid"].value
    pagina.context.add_cookies([{"name": "sessionid", "value": sessie, "url": live_server.url}])


def kijk(pagina: Page) -> None:
    """Nothing for axe-core to find and nothing that sticks out sideways, on a phone and at a desk."""
    telefoon = pagina.viewport_size
    for maat in (telefoon, BUREAU):
        assert maat is not None
        pagina.set_viewport_size(maat)  # type: ignore[arg-type]
        axe(pagina)
        assert pagina.evaluate("document.documentElement.scrollWidth") <= maat["width"], pagina.url
    assert telefoon is not None
    pagina.set_viewport_size(telefoon)


def test_van_de_lijst_tot_een_verstuurd_antwoord_met_het_toetsenbord(
    pagina: Page, live_server: LiveServer
) -> None:
    mensen = zet_op()
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    reageer(initiatief=tuin, door=mensen.amina, tekst="Ik kom graag kijken.")
    noteer(initiatief=tuin, door=mensen.wim, tekst="De buren doen mee.")
    maak_initiatief(
        mensen.slotjes, mensen.daan, mensen.amina, status=Status.GEREALISEERD, kenmerk="2026-0002"
    )
    log_in(pagina, live_server, mensen.amina)

    pagina.goto("/werkbank/")
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Uw werkbank")
    kijk(pagina)
    pagina.goto("/werkbank/?zoek=niets")
    kijk(pagina)

    pagina.goto("/werkbank/")
    pagina.get_by_role("link", name=tuin.titel).focus()
    pagina.keyboard.press("Enter")
    expect(pagina.get_by_role("heading", level=1)).to_have_text(tuin.titel)
    kijk(pagina)

    pagina.get_by_role("link", name="Kies de aanpak").press("Enter")
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Kies de aanpak")
    kijk(pagina)
    pagina.get_by_role("button", name="Bekijk de mail").press("Enter")
    expect(pagina.get_by_role("heading", name="Er zijn nog 3 dingen niet goed")).to_be_focused()
    kijk(pagina)

    pagina.get_by_label("Begeleiden: wij helpen mee").press("Space")
    pagina.get_by_label("Netwerkend: samen met anderen naar één doel").press("Space")
    pagina.get_by_label("Uw antwoord aan de inwoner").fill("Wij helpen u op weg.")
    pagina.get_by_role("button", name="Bekijk de mail").press("Enter")
    expect(pagina.get_by_role("heading", name="Deze mail gaat naar Daan Jansen")).to_be_visible()
    kijk(pagina)
    assert not Mail.objects.filter(onderwerp__startswith="Zo gaan we verder").exists()

    pagina.get_by_role("button", name="Verstuur").press("Enter")
    expect(pagina.get_by_text("Verstuurd. Het staat ook op de tijdlijn.")).to_be_visible()
    assert Mail.objects.filter(onderwerp__startswith="Zo gaan we verder").count() == 1


def test_inloggen_met_een_passkey(pagina: Page, live_server: LiveServer) -> None:
    """Password once, then a key as the second factor; the next time the key is enough."""
    amina = zet_op().amina
    amina.set_password(WACHTWOORD)
    amina.save()
    toestel = pagina.context.new_cdp_session(pagina)
    toestel.send("WebAuthn.enable")
    opties: dict[str, Any] = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    toestel.send("WebAuthn.addVirtualAuthenticator", {"options": opties})
    thuis = live_server.url.replace("127.0.0.1", "localhost")  # a passkey belongs to a name, not to a number

    pagina.goto(f"{thuis}/account/login/")
    pagina.locator("input[name=login]").fill(amina.email)
    pagina.locator("input[name=password]").fill(WACHTWOORD)
    pagina.locator("input[name=password]").press("Enter")
    expect(pagina).to_have_url(re.compile("/account/2fa/totp/activate/"))

    pagina.goto(f"{thuis}/account/2fa/webauthn/add/")
    axe(pagina)
    pagina.locator("input[name=name]").fill("Mijn laptop")
    if pagina.locator("input[name=passwordless]").count():
        pagina.locator("input[name=passwordless]").check()
    pagina.locator("main form button").first.click()
    expect(pagina).to_have_url(re.compile("/account/2fa/recovery-codes/"))
    axe(pagina)
    pagina.goto(f"{thuis}/werkbank/")
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Uw werkbank")

    pagina.context.clear_cookies()
    pagina.goto(f"{thuis}/account/login/")
    pagina.get_by_role("button", name="Log in met een passkey").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Uw werkbank")


def test_wie_te_lang_over_een_antwoord_deed_kan_de_tekst_nog_kopieren(
    pagina: Page, live_server: LiveServer, browserfouten: list[str]
) -> None:
    mensen = zet_op()
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    log_in(pagina, live_server, mensen.amina)
    pagina.goto(f"{tuin.get_werkbank_url()}reactie/")
    pagina.get_by_label("Uw bericht").fill("Een lang antwoord waar ik een uur over deed.")
    koekje = next(k for k in pagina.context.cookies() if k.get("name") == "sessionid")
    sessie = SessionStore(session_key=koekje["value"])
    sessie[LAATST_ACTIEF] -= 3600
    sessie.save()

    pagina.get_by_role("button", name="Bekijk de mail").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("U bent uitgelogd")
    expect(pagina.get_by_label("Uw tekst 1")).to_have_value("Een lang antwoord waar ik een uur over deed.")
    kijk(pagina)
    browserfouten[:] = [fout for fout in browserfouten if "403" not in fout]
