"""A resident tells about an initiative on a phone: five steps, a mail, a button, the public page."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from initiatieven.models import Initiatief
from initiatieven.services.gesprek import stel_vraag
from initiatieven.services.profiel import zet_themas
from kern.models import Mail
from kern.profiel import profiel
from tests.browser.axe import axe
from tests.initiatieven.beelden import jpeg_met_gps
from tests.maak import maak_initiatief
from tests.personen import Mensen

VIERKANT = [[4.85, 51.63], [4.88, 51.63], [4.88, 51.65], [4.85, 51.65], [4.85, 51.63]]


@pytest.fixture
def wijk(transactional_db: None, mensen: Mensen) -> Mensen:
    mensen.slotjes.omtrek = {"type": "Polygon", "coordinates": [VIERKANT]}
    mensen.slotjes.kader = [4.85, 51.63, 4.88, 51.65]
    mensen.slotjes.save()
    zet_themas(profiel())
    return mensen


def controleer(pagina: Page, kop: str) -> None:
    """The right page, accessible, and no wider than the screen."""
    expect(pagina.get_by_role("heading", level=1)).to_have_text(kop)
    axe(pagina)
    breedte = pagina.viewport_size
    assert breedte is not None
    assert pagina.evaluate("document.documentElement.scrollWidth") <= breedte["width"]


def verder(pagina: Page) -> None:
    pagina.get_by_role("button", name="Verder", exact=True).click()


def link_in_mail() -> str:
    gevonden = re.search(
        r"/initiatieven/bevestigen/\S+/", Mail.objects.get(aan="sanne@voorbeeld.example").tekst
    )
    assert gevonden is not None
    return gevonden[0]


def test_indienen_op_een_telefoon(wijk: Mensen, pagina: Page, tmp_path: Path) -> None:
    foto = tmp_path / "plein.jpg"
    foto.write_bytes(jpeg_met_gps())
    pagina.goto("/initiatieven/nieuw/")
    controleer(pagina, "Wat wilt u doen?")
    verder(pagina)
    expect(pagina.get_by_role("heading", name="Er zijn nog 4 dingen niet goed")).to_be_focused()
    axe(pagina)
    pagina.get_by_label("Hoe heet uw initiatief?").fill("Een bankje bij de vijver")
    pagina.get_by_label("Vertel wat u wilt doen, en waarom").fill("Bij de vijver kun je nergens zitten.")
    pagina.get_by_label("Waar gaat het over?").select_option("Groen en natuur")
    pagina.get_by_label("Allebei").check()
    pagina.get_by_label(re.compile("^Foto's")).set_input_files(foto)
    pagina.get_by_label(re.compile("Wat is er op de foto te zien")).fill("Het veldje bij de vijver")
    verder(pagina)

    controleer(pagina, "Waar is het?")
    pagina.get_by_role("button", name="Zet de speld in het midden van de kaart").click()
    verder(pagina)

    controleer(pagina, "Wat is er nodig?")
    pagina.get_by_label("Geld").check()
    verder(pagina)

    controleer(pagina, "Wie bent u?")
    expect(pagina.get_by_label("Toon mijn voornaam")).not_to_be_checked()
    pagina.get_by_label("Uw naam").fill("Sanne de Bruin")
    pagina.get_by_label("Uw e-mailadres").fill("sanne@voorbeeld.example")
    verder(pagina)

    controleer(pagina, "Klopt alles?")
    expect(pagina.get_by_text("Beste wijkmakelaar van Slotjes,")).to_be_visible()
    pagina.get_by_role("button", name="Verstuur mijn initiatief").click()
    controleer(pagina, "Nog één ding: kijk in uw mail")

    pagina.goto(link_in_mail())
    controleer(pagina, "Wilt u dit initiatief indienen?")
    pagina.get_by_role("button", name="Ja, dien mijn initiatief in").click()
    controleer(pagina, "Dank u wel. Uw initiatief is ingediend.")
    pagina.get_by_role("link", name="Bekijk uw initiatief").click()
    controleer(pagina, "Een bankje bij de vijver")
    expect(pagina.get_by_text("Nu aan zet: Amina de Wit")).to_be_visible()
    expect(pagina.get_by_alt_text("Het veldje bij de vijver")).to_be_visible()
    pagina.goto("/initiatieven/")
    controleer(pagina, "Wat inwoners beginnen")


def test_zonder_javascript_kan_alles_ook(wijk: Mensen, nieuwe_pagina: Callable[..., Page]) -> None:
    pagina = nieuwe_pagina(java_script_enabled=False)
    pagina.goto("/initiatieven/nieuw/")
    pagina.get_by_label("Hoe heet uw initiatief?").fill("Een bankje")
    pagina.get_by_label("Vertel wat u wilt doen, en waarom").fill("Om te zitten.")
    pagina.get_by_label("Waar gaat het over?").select_option("Iets anders")
    pagina.get_by_label("Allebei").check()
    pagina.get_by_label("Hoe heet uw initiatief?").press("Enter")
    pagina.get_by_label("Of kies de wijk of het dorp").select_option("Slotjes")
    verder(pagina)
    pagina.get_by_label("Niets, ik laat het u alleen weten").check()
    verder(pagina)
    pagina.get_by_label("Uw naam").fill("Sanne de Bruin")
    pagina.get_by_label("Uw e-mailadres").fill("sanne@voorbeeld.example")
    verder(pagina)
    pagina.get_by_role("button", name="Verstuur mijn initiatief").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Nog één ding: kijk in uw mail")


def test_dubbelklik_op_versturen(wijk: Mensen, pagina: Page) -> None:
    """Two clicks as fast as a browser can give them: one initiative, one mail."""
    pagina.goto("/initiatieven/nieuw/?wijk=slotjes")
    pagina.get_by_label("Hoe heet uw initiatief?").fill("Een bankje")
    pagina.get_by_label("Vertel wat u wilt doen, en waarom").fill("Om te zitten.")
    pagina.get_by_label("Waar gaat het over?").select_option("Iets anders")
    pagina.get_by_label("Allebei").check()
    verder(pagina)
    verder(pagina)
    pagina.get_by_label("Advies").check()
    verder(pagina)
    pagina.get_by_label("Uw naam").fill("Sanne de Bruin")
    pagina.get_by_label("Uw e-mailadres").fill("sanne@voorbeeld.example")
    verder(pagina)
    pagina.get_by_role("button", name="Verstuur mijn initiatief").dblclick()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Nog één ding: kijk in uw mail")
    pagina.goto(link_in_mail())  # there is exactly one mail
    pagina.get_by_role("button", name="Ja, dien mijn initiatief in").dblclick()
    expect(pagina.get_by_role("heading", level=1)).to_contain_text(re.compile("ingediend|al bevestigd"))
    assert Initiatief.objects.count() == 1


@pytest.mark.parametrize("breedte", [360, 1280])
def test_wie_het_begon_antwoordt_op_de_openbare_pagina(
    wijk: Mensen,
    live_server: LiveServer,
    nieuwe_pagina: Callable[..., Page],
    browserfouten: list[str],
    client: Client,
    breedte: int,
) -> None:
    initiatief = maak_initiatief(wijk.slotjes, wijk.daan, wijk.amina, nodig=["geld"], lat=51.64, lon=4.86)
    stel_vraag(initiatief=initiatief, door=wijk.amina, tekst="Hoe groot wordt het?")
    pagina = nieuwe_pagina(viewport={"width": breedte, "height": 800})
    client.force_login(wijk.daan)
    sessie = client.cookies["sessionid"].value
    pagina.context.add_cookies([{"name": "sessionid", "value": sessie, "url": live_server.url}])
    pagina.goto("/mijn/")
    controleer(pagina, "Dag Daan")
    pagina.get_by_role("region", name="Wacht op u").get_by_role("link", name=initiatief.titel).click()
    controleer(pagina, initiatief.titel)
    expect(pagina.get_by_role("region", name="Er is een vraag aan u")).to_contain_text("Hoe groot wordt het?")
    pagina.get_by_role("button", name="Verstuur").click()
    axe(pagina)
    pagina.get_by_label("Uw antwoord").fill("Tien meter.")
    pagina.get_by_role("button", name="Verstuur").click()
    expect(pagina.get_by_role("status").filter(has_text="Uw bericht staat op de pagina.")).to_be_visible()
    expect(pagina.get_by_text("Nu aan zet: Amina de Wit")).to_be_visible()
    axe(pagina)
    assert not browserfouten
