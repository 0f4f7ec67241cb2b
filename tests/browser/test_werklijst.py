"""The queue in a browser: by keyboard alone, with the pane to read in, and with nothing for axe-core to find."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from initiatieven.models import Gebeurtenis, Initiatief
from initiatieven.services.gesprek import plaats_voortgang
from initiatieven.services.werklijst import noteer_bezoek
from kern.models import Gebruiker
from tests.browser.axe import axe
from tests.inloggen import als_medewerker
from tests.maak import maak_initiatief
from tests.personen import Mensen, zet_op

pytestmark = pytest.mark.django_db(transaction=True)
BREED = {"width": 1440, "height": 900}
Open = Callable[..., Page]


def log_in(pagina: Page, live_server: LiveServer, wie: Gebruiker) -> None:
    sessie = als_medewerker(Client(), wie).cookies["sessionid"].value
    pagina.context.add_cookies([{"name": "sessionid", "value": sessie, "url": live_server.url}])


def drie_tuinen(mensen: Mensen) -> list[Initiatief]:
    tuinen = [
        maak_initiatief(
            mensen.slotjes,
            mensen.daan,
            mensen.amina,
            titel=f"Tuin {nummer}",
            kenmerk=f"2026-000{nummer}",
            verhaal=f"Het verhaal van tuin {nummer}.",
        )
        for nummer in (1, 2, 3)
    ]
    noteer_bezoek(door=mensen.amina)
    plaats_voortgang(initiatief=tuinen[1], door=mensen.daan, tekst="De buren doen mee.")
    return tuinen


def wacht_op_toetsen(pagina: Page) -> None:
    """The script has run: only it shows this button."""
    expect(pagina.get_by_role("button", name="Sneltoetsen")).to_be_visible()


def test_met_het_toetsenbord_lezen_kiezen_en_allen_iets_vertellen(
    pagina: Page, live_server: LiveServer
) -> None:
    mensen = zet_op()
    drie_tuinen(mensen)
    log_in(pagina, live_server, mensen.amina)
    pagina.set_viewport_size(BREED)  # type: ignore[arg-type]
    pagina.goto("/werkbank/")
    expect(pagina.get_by_text("nieuw: Nieuws van Daan")).to_be_visible()
    wacht_op_toetsen(pagina)
    axe(pagina)

    paneel = pagina.get_by_role("region", name="Lees mee")
    pagina.keyboard.press("j")
    expect(pagina.get_by_role("link", name="Tuin 1")).to_be_focused()
    expect(paneel.get_by_text("Het verhaal van tuin 1.")).to_be_visible()
    pagina.keyboard.press("j")
    expect(pagina.locator(".werkrijen").get_by_role("link", name="Tuin 2")).to_be_focused()
    expect(paneel.get_by_text("De buren doen mee.")).to_be_visible()
    axe(pagina)

    pagina.keyboard.press("x")
    pagina.keyboard.press("j")
    pagina.keyboard.press("x")
    expect(pagina.get_by_text("2 gekozen")).to_be_visible()
    pagina.keyboard.press("r")
    expect(pagina.get_by_role("heading", name="U koos 2 initiatieven")).to_be_visible()
    axe(pagina)
    pagina.get_by_label("Uw bericht").fill("Vrijdag komen wij kijken.")
    pagina.get_by_role("button", name="Bekijk de mails").press("Enter")
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Er gaan 2 mails uit. Kloppen ze?")
    axe(pagina)
    assert not Gebeurtenis.objects.filter(tekst="Vrijdag komen wij kijken.").exists()
    pagina.get_by_role("button", name="Verstuur bij 2 initiatieven").press("Enter")
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Het is gedaan")
    axe(pagina)
    assert Gebeurtenis.objects.filter(tekst="Vrijdag komen wij kijken.").count() == 2
    pagina.get_by_role("link", name="Terug naar uw lijst").press("Enter")

    expect(pagina.get_by_role("heading", name="Alles wat loopt")).to_be_visible()
    wacht_op_toetsen(pagina)
    pagina.keyboard.press("b")
    expect(pagina.get_by_role("heading", name="In behandeling")).to_be_visible()
    wacht_op_toetsen(pagina)
    axe(pagina)
    pagina.keyboard.press("/")
    expect(pagina.get_by_label("Woord of kenmerk")).to_be_focused()
    pagina.keyboard.type("jk?b")
    expect(pagina.get_by_label("Woord of kenmerk")).to_have_value("jk?b")


def test_sneltoetsen_kunnen_uit_en_blijven_uit(pagina: Page, live_server: LiveServer) -> None:
    mensen = zet_op()
    drie_tuinen(mensen)
    log_in(pagina, live_server, mensen.amina)
    pagina.set_viewport_size(BREED)  # type: ignore[arg-type]
    pagina.goto("/werkbank/")
    wacht_op_toetsen(pagina)
    pagina.keyboard.press("?")
    dialoog = pagina.get_by_role("dialog", name="Sneltoetsen")
    expect(dialoog).to_be_visible()
    axe(pagina)
    dialoog.get_by_label("Sneltoetsen staan aan").press("Space")
    dialoog.get_by_role("button", name="Sluit").press("Enter")
    pagina.reload()
    wacht_op_toetsen(pagina)
    pagina.keyboard.press("j")
    expect(pagina.get_by_role("link", name="Tuin 1")).not_to_be_focused()
    pagina.get_by_role("button", name="Sneltoetsen").click()
    expect(dialoog.get_by_label("Sneltoetsen staan aan")).not_to_be_checked()


@pytest.mark.parametrize("kleur", ["light", "dark"])
def test_op_een_telefoon_past_alles(pagina: Page, live_server: LiveServer, kleur: str) -> None:
    mensen = zet_op()
    drie_tuinen(mensen)
    log_in(pagina, live_server, mensen.amina)
    pagina.emulate_media(color_scheme=kleur)  # type: ignore[arg-type]
    for adres in (
        "/werkbank/",
        "/werkbank/?weergave=bord&sorteer=steun",
        "/werkbank/?nieuw=ja&kies=2026-0001",
    ):
        pagina.goto(adres)
        axe(pagina)
        assert pagina.evaluate("document.documentElement.scrollWidth") <= 360, adres


def test_zonder_script_kiezen_en_overdragen(
    nieuwe_pagina: Open, browserfouten: list[str], live_server: LiveServer
) -> None:
    mensen = zet_op()
    tuinen = drie_tuinen(mensen)
    pagina = nieuwe_pagina(java_script_enabled=False)
    log_in(pagina, live_server, mensen.amina)
    pagina.goto("/werkbank/?sorteer=nieuwste")
    pagina.get_by_role("link", name="Kies alles op deze bladzijde").click()
    pagina.get_by_label("Kies Tuin 3").uncheck()
    pagina.get_by_role("button", name="Draag over").click()
    pagina.get_by_label("Wie neemt ze over?").select_option(label="Olga Brouwers")
    pagina.get_by_role("button", name="Bekijk de mails").click()
    pagina.get_by_role("button", name="Verstuur bij 2 initiatieven").click()
    pagina.get_by_role("link", name="Terug naar uw lijst").click()
    assert pagina.url.endswith("/werkbank/?sorteer=nieuwste")
    behandelaars = list(Initiatief.objects.order_by("pk").values_list("behandelaar__naam", flat=True))
    assert behandelaars == ["Olga Brouwers", "Olga Brouwers", "Amina de Wit"]
    assert len(tuinen) == 3
    assert not browserfouten
