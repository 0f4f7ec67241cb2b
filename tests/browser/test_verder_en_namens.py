"""Going on with a draft on another device, and an employee who writes down what somebody tells."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from initiatieven.models import Initiatief
from initiatieven.services.profiel import zet_themas
from kern.models import Mail
from kern.profiel import profiel
from tests.browser.axe import axe
from tests.inloggen import als_medewerker
from tests.personen import Mensen


@pytest.fixture
def wijk(transactional_db: None, mensen: Mensen) -> Mensen:
    zet_themas(profiel())
    return mensen


def controleer(pagina: Page, kop: str) -> None:
    """The right page, accessible, and no wider than the screen."""
    expect(pagina.get_by_role("heading", level=1)).to_have_text(kop)
    axe(pagina)
    assert pagina.viewport_size is not None
    assert pagina.evaluate("document.documentElement.scrollWidth") <= pagina.viewport_size["width"]


def test_halverwege_naar_een_ander_apparaat(
    wijk: Mensen, nieuwe_pagina: Callable[..., Page], browserfouten: list[str]
) -> None:
    """On a phone without JavaScript first, with a keyboard on a desk computer after that."""
    telefoon = nieuwe_pagina(java_script_enabled=False)
    telefoon.goto("/initiatieven/nieuw/")
    telefoon.get_by_label("Hoe heet uw initiatief?").fill("Een pluktuin")
    telefoon.get_by_role("button", name="Bewaar, ik ga later verder").click()
    expect(telefoon.get_by_role("heading", level=1)).to_have_text("Wat u invulde is bewaard")
    telefoon.get_by_label("Uw e-mailadres").fill("sanne@voorbeeld.example")
    telefoon.get_by_role("button", name="Stuur mij de link").click()
    expect(telefoon.get_by_role("status")).to_contain_text("Wij stuurden de link")
    link = re.search(r"/initiatieven/verder/\S+/", Mail.objects.get().tekst)
    assert link is not None

    bureau = nieuwe_pagina(viewport={"width": 1280, "height": 800})
    bureau.goto(link[0])
    controleer(bureau, "Wilt u verder gaan waar u was?")
    bureau.get_by_role("button", name="Ja, ga verder").focus()
    bureau.keyboard.press("Enter")
    controleer(bureau, "Wat wilt u doen?")
    expect(bureau.get_by_label("Hoe heet uw initiatief?")).to_have_value("Een pluktuin")
    bureau.get_by_label("Vertel wat u wilt doen, en waarom").focus()
    bureau.keyboard.type("Iedereen mag plukken.")
    bureau.keyboard.press("Tab")
    bureau.keyboard.type("Groen")
    bureau.keyboard.press("Tab")
    bureau.keyboard.press("Space")
    bureau.get_by_label("Hoe heet uw initiatief?").press("Enter")  # Enter goes on, it does not stop for later
    controleer(bureau, "Waar is het?")
    concept = Initiatief.objects.get()
    assert (str(concept.thema), concept.domein) == ("Groen en natuur", "fysiek")
    bureau.go_back()
    expect(bureau.get_by_label("Vertel wat u wilt doen, en waarom")).to_have_value("Iedereen mag plukken.")
    bureau.goto(f"/initiatieven/nieuw/{concept.sleutel}/later/")
    controleer(bureau, "Wat u invulde is bewaard")
    assert not browserfouten


def test_wie_begint_het_mee(wijk: Mensen, pagina: Page) -> None:
    """Addresses that are not right are told and stay where they were typed."""
    pagina.goto("/initiatieven/nieuw/?wijk=slotjes")
    pagina.get_by_label("Hoe heet uw initiatief?").fill("Een pluktuin")
    pagina.get_by_label("Vertel wat u wilt doen, en waarom").fill("Iedereen mag plukken.")
    pagina.get_by_label("Waar gaat het over?").select_option("Groen en natuur")
    pagina.get_by_label("Allebei").check()
    for _stap in ("wat", "waar"):
        pagina.get_by_role("button", name="Verder", exact=True).click()
    pagina.get_by_label("Mensen die meedoen").check()
    pagina.get_by_role("button", name="Verder", exact=True).click()
    pagina.get_by_label("Uw naam").fill("Sanne de Bruin")
    pagina.get_by_label("Uw e-mailadres").fill("sanne@voorbeeld.example")
    pagina.get_by_label("Doet u dit namens een groep").fill("Pluktuinclub")
    pagina.get_by_label("Begint u dit samen met anderen?").fill("jan@voorbeeld.example\nkee")
    pagina.get_by_role("button", name="Verder", exact=True).click()
    expect(pagina.get_by_role("heading", name="Er is nog 1 ding niet goed")).to_be_focused()
    pagina.get_by_role("link", name=re.compile("“kee” is geen goed e-mailadres")).click()
    veld = pagina.get_by_label("Begint u dit samen met anderen?")
    expect(veld).to_be_focused()
    expect(veld).to_have_value("jan@voorbeeld.example\nkee")
    controleer(pagina, "Wie bent u?")
    veld.fill("jan@voorbeeld.example")
    pagina.get_by_role("button", name="Verder", exact=True).click()
    controleer(pagina, "Klopt alles?")
    expect(pagina.get_by_text("namens Pluktuinclub")).to_be_visible()
    expect(pagina.get_by_text("jan@voorbeeld.example")).to_be_visible()


@pytest.mark.parametrize(("breedte", "script"), [(360, False), (1280, True)])
def test_opschrijven_wat_iemand_vertelt(
    wijk: Mensen,
    live_server: LiveServer,
    nieuwe_pagina: Callable[..., Page],
    browserfouten: list[str],
    breedte: int,
    script: bool,
) -> None:
    pagina = nieuwe_pagina(viewport={"width": breedte, "height": 800}, java_script_enabled=script)
    sessie = als_medewerker(Client(), wijk.amina).cookies["sessionid"].value
    pagina.context.add_cookies([{"name": "sessionid", "value": sessie, "url": live_server.url}])
    pagina.goto("/werkbank/")
    pagina.get_by_role("link", name="Schrijf een initiatief op").first.click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Schrijf op wat een inwoner vertelt")
    if script:
        controleer(pagina, "Schrijf op wat een inwoner vertelt")
    pagina.get_by_label("Balie").check()
    pagina.get_by_label("Hoe heet het initiatief?").fill("Een bankje")
    pagina.get_by_label("Wat wil de inwoner doen").fill("Om te zitten.")
    pagina.get_by_label("Waar gaat het over?").select_option("Ontmoeten en helpen")
    pagina.get_by_label("De mensen").check()
    pagina.get_by_label("Of kies de wijk of het dorp").select_option("Slotjes")
    pagina.get_by_label("Materiaal").check()
    pagina.get_by_label("Naam van de inwoner").fill("Riet van Gils")
    pagina.get_by_role("button", name="Lees het na").click()
    expect(pagina.get_by_role("heading", name="Er is nog 1 ding niet goed")).to_be_visible()
    pagina.get_by_label("Ik heb de inwoner verteld").check()
    pagina.get_by_role("button", name="Lees het na").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Klopt dit?")
    expect(pagina.get_by_text("Dan kunnen wij deze inwoner niet bereiken.")).to_be_visible()
    if script:
        controleer(pagina, "Klopt dit?")
    pagina.get_by_role("button", name="Bewaar", exact=True).click()
    expect(pagina.get_by_role("status").filter(has_text="staat op de website")).to_be_visible()
    assert Initiatief.objects.get().indiener is not None
    assert not browserfouten
