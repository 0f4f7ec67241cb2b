"""While a resident types, what looks like it appears, and never stands in the way."""

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from initiatieven.services.profiel import zet_themas
from kern.profiel import profiel
from tests.browser.axe import axe
from tests.maak import maak_initiatief
from tests.personen import Mensen

KOP = "Lijkt dit op uw idee?"


@pytest.fixture
def tuin(transactional_db: None, mensen: Mensen) -> Mensen:
    cache.clear()
    zet_themas(profiel())
    maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, lat=51.64, lon=4.86)
    return mensen


def test_tijdens_het_typen_en_bij_de_plek(tuin: Mensen, pagina: Page) -> None:
    pagina.goto("/initiatieven/nieuw/")
    titel = pagina.get_by_label("Hoe heet uw initiatief?")
    titel.press_sequentially("Samen een buurttuin maken")
    expect(pagina.get_by_role("heading", name=KOP)).to_be_visible()
    gelijk = pagina.get_by_role("link", name="Een buurttuin aan de Zandheuvel")
    expect(gelijk).to_have_attribute("target", "_blank")
    expect(titel).to_be_focused()
    axe(pagina)
    titel.fill("Een cursus koken")
    expect(pagina.get_by_role("heading", name=KOP)).to_have_count(0)

    titel.fill("Een buurttuin voor iedereen")
    pagina.get_by_label("Vertel wat u wilt doen, en waarom").fill("Wij willen zaaien en oogsten.")
    pagina.get_by_label("Waar gaat het over?").select_option("Groen en natuur")
    pagina.get_by_label("Allebei").check()
    pagina.get_by_role("button", name="Verder", exact=True).last.click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Waar is het?")
    expect(pagina.get_by_role("heading", name=KOP)).to_be_visible()
