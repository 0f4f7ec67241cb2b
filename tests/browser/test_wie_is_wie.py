"""The people of a wijk in a browser: asking a question by keyboard and without JavaScript, and one's own card."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from kern.models import Mail
from kern.werkdagen import vandaag
from rollen.models import Visitekaart
from rollen.services.vervulling import beeindig
from tests.browser.test_werkbank import kijk, log_in
from tests.initiatieven.beelden import jpeg
from tests.personen import Mensen, zet_op

pytestmark = pytest.mark.django_db(transaction=True)
VRAAG = "Mag ik de stoep voor mijn deur\nzelf groen maken?"


@pytest.fixture
def mensen(transactional_db: None) -> Mensen:
    return zet_op()


def kop(pagina: Page, tekst: str) -> None:
    expect(pagina.get_by_role("heading", level=1)).to_have_text(tekst)


def test_een_vraag_stellen_met_het_toetsenbord(pagina: Page, mensen: Mensen) -> None:
    Visitekaart.objects.create(gebruiker=mensen.amina, telefoon="14 0162", bereikbaar="elke dag")
    pagina.goto("/wijken/slotjes/")
    kijk(pagina)
    pagina.get_by_role("link", name="Stel Amina een vraag").focus()
    pagina.keyboard.press("Enter")
    kop(pagina, "Stel Amina een vraag")
    kijk(pagina)
    pagina.get_by_label("Uw vraag").fill(VRAAG)
    pagina.get_by_role("button", name="Stuur mijn vraag naar Amina").press("Enter")
    expect(pagina.get_by_role("heading", name="Er is nog 1 ding niet goed")).to_be_focused()
    expect(pagina.get_by_label("Uw vraag")).to_have_value(VRAAG)
    kijk(pagina)
    pagina.get_by_label("Uw e-mailadres").fill("sanne@voorbeeld.example")
    pagina.keyboard.press("Enter")
    kop(pagina, "Uw vraag is verstuurd")
    kijk(pagina)
    pagina.get_by_role("link", name="Begin een initiatief").click()
    kop(pagina, "Wat wilt u doen?")
    assert VRAAG in Mail.objects.get().tekst


def test_zonder_javascript_naar_wie_er_intussen_niet_meer_is(
    nieuwe_pagina: Callable[..., Page], mensen: Mensen
) -> None:
    pagina = nieuwe_pagina(java_script_enabled=False)
    pagina.goto("/wijken/slotjes/")
    pagina.get_by_role("link", name="Stel Amina een vraag").click()
    pagina.get_by_label("Uw vraag").fill(VRAAG)
    pagina.get_by_label("Uw e-mailadres").fill("sanne@voorbeeld.example")
    beeindig(vervulling=mensen.amina.rolvervullingen.get(), tot=vandaag())
    pagina.get_by_role("button", name="Stuur mijn vraag naar Amina").click()
    kop(pagina, "Deze persoon is er niet meer voor deze wijk")
    expect(pagina.get_by_label("Uw vraag")).to_have_value(VRAAG)
    pagina.get_by_role("button", name="Stuur mijn vraag naar Olga").click()
    kop(pagina, "Uw vraag is verstuurd")
    assert Mail.objects.get().aan == mensen.olga.email


def test_de_eigen_kaart_met_een_foto(
    pagina: Page, live_server: LiveServer, mensen: Mensen, tmp_path: Path
) -> None:
    foto = tmp_path / "ik.jpg"
    foto.write_bytes(jpeg())
    log_in(pagina, live_server, mensen.amina)
    pagina.goto("/werkbank/mijn-kaart/")
    kop(pagina, "Uw kaart")
    kijk(pagina)
    pagina.get_by_label("Wanneer bent u te bereiken?").fill("elke werkdag")
    pagina.get_by_label("Uw foto").set_input_files(foto)
    pagina.get_by_label("Wat staat er op de foto?").fill("Amina met een hoed")
    pagina.get_by_role("button", name="Bewaar").press("Enter")
    expect(pagina.get_by_role("heading", name="Er is nog 1 ding niet goed")).to_be_focused()
    kijk(pagina)
    pagina.get_by_label("Uw foto").set_input_files(foto)
    pagina.get_by_label("Iedereen mag mijn foto zien").check()
    pagina.get_by_role("button", name="Bewaar").press("Enter")
    expect(pagina.get_by_role("img", name="Amina met een hoed")).to_be_visible()
    kijk(pagina)
    pagina.goto("/wijken/slotjes/")
    gezicht = pagina.get_by_role("img", name="Amina met een hoed")
    assert gezicht.evaluate("beeld => beeld.decode().then(() => beeld.naturalWidth)") > 0


def test_de_kaart_van_een_collega(pagina: Page, live_server: LiveServer, mensen: Mensen) -> None:
    log_in(pagina, live_server, mensen.olga)
    pagina.goto(f"/werkbank/rollen/mensen/{mensen.wim.pk}/")
    pagina.get_by_role("link", name="Kaart voor bewoners").click()
    kop(pagina, "De kaart van Wim Oomen")
    kijk(pagina)
    pagina.get_by_label("Telefoonnummer van het werk").fill("14 0162")
    pagina.get_by_role("button", name="Bewaar").click()
    expect(pagina.get_by_text("Bewaard. Wim Oomen krijgt hierover een mail.")).to_be_visible()
    expect(pagina.get_by_role("link", name="14 0162").first).to_have_attribute("href", "tel:140162")
