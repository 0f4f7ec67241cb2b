"""The screen to decide on in a browser: on a phone and at two desks, by keyboard, nothing for axe-core to find."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from initiatieven.levensloop import Status
from initiatieven.models import Foto, Initiatief, Kader, Standaardtekst, Thema
from initiatieven.services.behandelen import noteer, reageer
from initiatieven.services.meedoen import doe_mee
from tests.browser.axe import axe
from tests.browser.test_werkbank import log_in
from tests.maak import maak_initiatief
from tests.personen import Mensen, zet_op

pytestmark = pytest.mark.django_db(transaction=True)
MATEN = ({"width": 360, "height": 740}, {"width": 1280, "height": 900}, {"width": 1440, "height": 900})


def kijk(pagina: Page) -> None:
    """Nothing for axe-core to find and nothing that sticks out sideways, at three widths."""
    for maat in MATEN:
        pagina.set_viewport_size(maat)  # type: ignore[arg-type]
        axe(pagina)
        assert pagina.evaluate("document.documentElement.scrollWidth") <= maat["width"], pagina.url


@pytest.fixture
def mensen() -> Mensen:
    return zet_op()


@pytest.fixture
def tuin(mensen: Mensen) -> Initiatief:
    """One with something in every corner of the screen, and another that looks like it."""
    groen = Thema.objects.create(naam="Groen en natuur", slug="groen-en-natuur")
    tuin = maak_initiatief(
        mensen.slotjes, mensen.daan, mensen.amina, kenmerk="2025-0001", thema=groen, nodig=["geld"]
    )
    maak_initiatief(
        mensen.slotjes,
        mensen.fatima,
        mensen.amina,
        titel="Een tuin voor de hele buurt",
        kenmerk="2025-0002",
        thema=groen,
    )
    kader = Kader.objects.create(
        titel="Water blijft in de wijk",
        bron="Waterplan",
        tekst="Dempen mag niet.",
        adres="https://raad.example/",
    )
    kader.themas.add(groen)
    Standaardtekst.objects.create(titel="Dank en tot ziens", tekst="Dank voor {titel}.")
    Foto.objects.create(
        initiatief=tuin,
        beschrijving="Een buurman bij het hek",
        breedte=480,
        hoogte=320,
        verborgen_op=timezone.now(),
        verborgen_door=mensen.amina,
        verborgen_reden="Herkenbaar gezicht.",
    )
    doe_mee(initiatief=tuin, door=mensen.fatima, bijdrage="Een schep en een kruiwagen")
    reageer(initiatief=tuin, door=mensen.amina, tekst="Ik kom graag kijken.")
    noteer(initiatief=tuin, door=mensen.wim, tekst="De buren doen mee.", vermeld=[mensen.amina])
    return tuin


def test_samenvoegen_en_weer_losmaken_met_het_toetsenbord(
    pagina: Page, live_server: LiveServer, mensen: Mensen, tuin: Initiatief, browserfouten: list[str]
) -> None:
    log_in(pagina, live_server, mensen.amina)
    pagina.goto(tuin.get_werkbank_url())
    expect(pagina.get_by_text("Een collega vraagt u mee te lezen.")).to_be_visible()
    kijk(pagina)
    pagina.set_viewport_size(MATEN[0])  # type: ignore[arg-type]
    pagina.get_by_role("link", name="Wat kan ook?").press("Enter")
    expect(pagina.locator("#acties")).to_be_in_viewport()
    pagina.locator("summary").filter(has_text="Water blijft in de wijk").press("Enter")
    expect(pagina.get_by_text("Dempen mag niet.")).to_be_visible()

    pagina.get_by_role("link", name="Voeg samen met een ander").press("Enter")
    kijk(pagina)
    pagina.get_by_label("Een tuin voor de hele buurt").press("Space")
    pagina.get_by_label("Waarom samen?").fill("Jullie wonen naast elkaar.")
    pagina.get_by_role("button", name="Bekijk de mail").press("Enter")
    expect(pagina.get_by_role("heading", name="Deze mail gaat naar Fatima el Amrani")).to_be_visible()
    expect(pagina.get_by_role("heading", name="Deze mail gaat naar Daan Jansen")).to_be_visible()
    kijk(pagina)
    pagina.get_by_role("button", name="Verstuur").press("Enter")
    expect(pagina.get_by_text("Dit gaat verder in “Een tuin voor de hele buurt”.").first).to_be_visible()
    kijk(pagina)
    pagina.goto(tuin.get_absolute_url())
    kijk(pagina)

    pagina.goto(tuin.get_werkbank_url())
    pagina.get_by_role("link", name="Maak weer los").press("Enter")
    pagina.get_by_role("button", name="Bekijk de mail").press("Enter")
    pagina.get_by_role("button", name="Verstuur").press("Enter")
    expect(pagina.get_by_text("Verstuurd. Het staat ook op de tijdlijn.")).to_be_visible()
    tuin.refresh_from_db()
    assert (tuin.status, tuin.samengevoegd_met) == (Status.IN_BEHANDELING, None)
    # The hidden photo of this test has no file.
    browserfouten[:] = [fout for fout in browserfouten if "404" not in fout]


def test_beginnen_met_een_standaardtekst_zonder_javascript(
    nieuwe_pagina: object, live_server: LiveServer, mensen: Mensen, tuin: Initiatief
) -> None:
    pagina: Page = nieuwe_pagina(java_script_enabled=False)  # type: ignore[operator]
    log_in(pagina, live_server, mensen.amina)
    pagina.goto(f"{tuin.get_werkbank_url()}vraag/")
    pagina.get_by_label("Begin met een standaardtekst").select_option("Dank en tot ziens")
    pagina.get_by_role("button", name="Zet in het tekstvak").click()
    vraag = pagina.get_by_label("Uw vraag")
    expect(vraag).to_have_value(f"Dank voor {tuin.titel}.")

    vraag.fill("Mijn eigen woorden.")
    pagina.get_by_role("button", name="Zet in het tekstvak").click()
    expect(pagina.get_by_text("U hebt al iets getypt.")).to_be_visible()
    expect(vraag).to_have_value("Mijn eigen woorden.")
    pagina.get_by_role("button", name="Houd mijn tekst en zet de standaardtekst eronder").click()
    expect(vraag).to_have_value(f"Mijn eigen woorden.\n\nDank voor {tuin.titel}.")
    pagina.get_by_role("button", name="Bekijk de mail").click()
    expect(pagina.get_by_role("heading", name="Deze mail gaat naar Daan Jansen")).to_be_visible()


def test_de_andere_nieuwe_schermen(
    pagina: Page, live_server: LiveServer, mensen: Mensen, tuin: Initiatief
) -> None:
    Standaardtekst.objects.create(titel="Alleen later", tekst="Dag.", status=Status.IN_UITVOERING)
    log_in(pagina, live_server, mensen.olga)
    werkbank = tuin.get_werkbank_url()
    for pad in ("vraag/", "splitsen/", "verhuizen/", "notitie/", "niet-passend/"):
        pagina.goto(werkbank + pad)
        kijk(pagina)
    for pad in ("kaders/", "kaders/nieuw/", "standaardteksten/", "standaardteksten/nieuw/"):
        pagina.goto(f"/werkbank/{pad}")
        kijk(pagina)
    pagina.get_by_label("Hoe heet deze tekst?").fill("Dank")
    pagina.get_by_label("De tekst").first.fill("Op {adres}.")
    pagina.get_by_role("button", name="Bewaar").press("Enter")
    expect(pagina.get_by_role("heading", name="Er is nog 1 ding niet goed")).to_be_focused()
    kijk(pagina)
    # The Enter key in a field of one line looks at the mail; it does not press the button of the standard texts.
    pagina.goto(f"{werkbank}splitsen/")
    pagina.get_by_label("Hoe heet het nieuwe initiatief?").fill("Een bankje")
    pagina.get_by_label("Het verhaal van het nieuwe initiatief").fill("Om te zitten.")
    pagina.get_by_label("Hoe heet het nieuwe initiatief?").press("Enter")
    expect(pagina.get_by_role("heading", name="Kloppen deze mails?")).to_be_visible()
