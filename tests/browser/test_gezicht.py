"""The face of the portal in a real browser: accessible in light and dark, on a phone and at a desk."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from initiatieven.levensloop import Status
from tests.browser.axe import axe
from tests.maak import maak_initiatief
from tests.personen import Mensen

PAGINAS = [
    "/",
    "/wijken/",
    "/wijken/slotjes/",
    "/toegankelijkheid/",
    "/privacy/",
    "/account/login/",
    "/bestaat-niet/",
]
VIERKANT = [[4.85, 51.63], [4.88, 51.63], [4.88, 51.65], [4.85, 51.65], [4.85, 51.63]]


@pytest.fixture
def wijk_vol(transactional_db: None, mensen: Mensen) -> Mensen:
    """Slotjes with an outline and initiatives in several statuses, two of them at the same place."""
    mensen.slotjes.omtrek = {"type": "Polygon", "coordinates": [VIERKANT]}
    mensen.slotjes.save()
    for nummer, status in enumerate((Status.INGEDIEND, Status.IN_UITVOERING, Status.GEREALISEERD)):
        maak_initiatief(
            mensen.slotjes,
            mensen.daan,
            mensen.amina,
            status=status,
            titel=f"Plan {nummer}",
            kenmerk=f"2026-000{nummer}",
            lat=51.64,
            lon=4.86 if nummer else 4.87,
        )
    return mensen


@pytest.mark.parametrize(("breedte", "kleuren"), [(360, "light"), (1280, "dark")])
def test_elke_pagina_is_toegankelijk_en_past(
    wijk_vol: Mensen, nieuwe_pagina: Callable[..., Page], browserfouten: list[str], breedte: int, kleuren: str
) -> None:
    pagina = nieuwe_pagina(viewport={"width": breedte, "height": 800}, color_scheme=kleuren)
    for adres in PAGINAS:
        pagina.goto(adres)
        pagina.evaluate("document.fonts.ready")
        axe(pagina)
        assert pagina.evaluate("document.documentElement.scrollWidth") <= breedte, adres
    browserfouten[:] = [fout for fout in browserfouten if "404" not in fout]
    assert not browserfouten


def test_met_het_toetsenbord_eerst_naar_de_inhoud(wijk_vol: Mensen, pagina: Page) -> None:
    pagina.goto("/wijken/")
    pagina.keyboard.press("Tab")
    expect(pagina.get_by_role("link", name="Direct naar de inhoud")).to_be_focused()
    pagina.keyboard.press("Enter")
    expect(pagina.locator("main#inhoud")).to_be_focused()


def test_het_menu_gaat_op_een_telefoon_open_en_met_escape_dicht(wijk_vol: Mensen, pagina: Page) -> None:
    pagina.goto("/")
    knop = pagina.locator("summary", has_text="Menu")
    knop.click()
    link = pagina.get_by_role("link", name="Rapportages", exact=True)
    expect(link).to_be_visible()
    axe(pagina)
    pagina.keyboard.press("Escape")
    expect(link).not_to_be_visible()
    expect(knop).to_be_focused()


def test_een_fout_krijgt_de_aandacht(wijk_vol: Mensen, pagina: Page) -> None:
    pagina.goto("/account/login/")
    pagina.get_by_role("button", name="Inloggen", exact=True).click()
    expect(pagina.locator("#foutoverzicht")).to_be_focused()
    axe(pagina)
    pagina.locator(".foutoverzicht a").first.click()
    expect(pagina.locator("#id_login")).to_be_focused()


def test_op_de_kaart_delen_plekken_die_samenvallen_een_speld(wijk_vol: Mensen, pagina: Page) -> None:
    pagina.goto("/wijken/slotjes/")
    kaart = pagina.get_by_role("region", name="Kaart van Slotjes met de initiatieven")
    kaart.scroll_into_view_if_needed()
    expect(kaart.get_by_role("button", name="Plan 0", exact=True)).to_be_visible()
    kaart.get_by_role("button", name="2: Plan 2, Plan 1").focus()
    pagina.keyboard.press("Enter")
    kaart.get_by_role("link", name="Plan 1").click()
    pagina.wait_for_url("**/initiatieven/2026-0001/")


def test_zonder_javascript_staat_er_geen_lege_kaart(
    wijk_vol: Mensen, nieuwe_pagina: Callable[..., Page]
) -> None:
    pagina = nieuwe_pagina(java_script_enabled=False)
    pagina.goto("/wijken/slotjes/")
    expect(pagina.locator(".kaart")).not_to_be_visible()
    expect(pagina.get_by_role("link", name="Plan 1")).to_be_visible()


def test_een_heel_lang_woord_duwt_niets_van_een_telefoon(wijk_vol: Mensen, pagina: Page) -> None:
    lang = "Hottentottententententoonstellingsbloembakken"
    initiatief = maak_initiatief(
        wijk_vol.slotjes, wijk_vol.daan, wijk_vol.amina, titel=lang, verhaal=lang * 3, kenmerk="2026-0009"
    )
    for adres in (initiatief.get_absolute_url(), "/initiatieven/", "/wijken/slotjes/", "/"):
        pagina.goto(adres)
        assert pagina.evaluate("document.documentElement.scrollWidth") <= 360, adres
