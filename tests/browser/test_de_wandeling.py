"""The walk: one initiative goes all the way from a resident to the council, in a real browser.

Nothing is stubbed: mail goes through the outbox and over SMTP, jobs run in a real worker with a real beat.
"""

import io
import re
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import page
import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from PIL import Image
from playwright.sync_api import Page, expect

from initiatieven.levensloop import Status
from initiatieven.models import Initiatief
from initiatieven.services.profiel import zet_themas
from kern.models import Gebruiker
from kern.profiel import profiel
from kern.werkdagen import plus_werkdagen, vandaag
from rapportages.kwartaal import Kwartaal
from tests.browser.axe import axe
from tests.diensten import Mailvanger
from tests.maak import maak_pilot
from tests.personen import Mensen
from wijken.models import Postcode

WACHTWOORD = "paars fietsbelletje 12"
GEHEIM = "JBSWY3DPEHPK3PXP"
DAAN = "daan.devries@voorbeeld.example"
TITEL = "Een buurttuin aan de Zandheuvel"
GELEERD_GEMEENTE = "Wie de sleutel van de waterpomp beheert, spreken we voortaan vooraf af."
GELEERD_BEWONERS = "Met een middag samen graven kenden we ineens de halve straat."


@pytest.fixture
def slotjes(transactional_db: None, mensen: Mensen) -> Mensen:
    """Slotjes has a postcode and a pilot that ran all of the quarter that has just ended."""
    Postcode.objects.create(pc6="4902AA", wijk=mensen.slotjes)
    maak_pilot(mensen.slotjes, afgelopen_kwartaal().vanaf)
    zet_themas(profiel())
    for medewerker in (mensen.amina, mensen.olga):
        medewerker.set_password(WACHTWOORD)
        medewerker.save()
        TOTP.activate(medewerker, GEHEIM)
    return mensen


def test_van_inwoner_tot_raad(
    slotjes: Mensen,
    klok: Path,
    mailvanger: Mailvanger,
    pagina: Page,
    nieuwe_pagina: Callable[..., Page],
    browserfouten: list[str],
) -> None:
    dient_in(pagina)
    initiatief = bevestigt(pagina, mailvanger)

    bureau = nieuwe_pagina(viewport={"width": 1280, "height": 800})
    logt_in(bureau, slotjes.amina)
    kiest_de_aanpak(bureau, initiatief)
    leest_het_antwoord(pagina, mailvanger, initiatief)

    maakt_het_waar(bureau, initiatief)
    noteert_wat_de_gemeente_leerde(bureau, initiatief)
    vertelt_wat_bewoners_leerden(pagina, mailvanger)

    opgaveleider = nieuwe_pagina(viewport={"width": 1280, "height": 800})
    kenmerk = schrijft_de_rapportage(opgaveleider, slotjes.olga, mailvanger)
    biedt_haar_aan(opgaveleider, kenmerk, mailvanger, slotjes.els)
    iedereen_leest_haar(nieuwe_pagina(), kenmerk)
    assert not browserfouten


def dient_in(pagina: Page) -> None:
    """A resident without an account finds the wijk by postcode and tells about the initiative in five steps."""
    pagina.goto("/")
    pagina.get_by_label("Postcode of naam van uw wijk").fill("4902 aa")
    pagina.get_by_role("button", name="Zoek mijn wijk").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Slotjes")
    pagina.get_by_role("link", name="Begin een initiatief").first.click()

    pagina.get_by_label("Hoe heet uw initiatief?").fill(TITEL)
    pagina.get_by_label("Vertel wat u wilt doen").fill(
        "Naast het plein ligt een leeg veldje.\n\nDaar willen wij tuinieren."
    )
    pagina.get_by_label("Waar gaat het over?").select_option("Groen en natuur")
    pagina.get_by_label("De buurt zelf").check()
    pagina.get_by_label("Foto's").set_input_files(
        {"name": "veldje.jpg", "mimeType": "image/jpeg", "buffer": een_foto()}
    )
    pagina.get_by_label("Wat is er op de foto te zien?").fill("Een leeg grasveld naast het plein")
    verder(pagina)

    if not pagina.get_by_label("Of kies de wijk of het dorp").input_value():
        pagina.get_by_label("Postcode of adres van de plek").fill("4902AA")
    pagina.get_by_label("Welke plek is het precies?").fill("Het veldje aan de Zandheuvel")
    verder(pagina)

    pagina.get_by_label("Materiaal").check()
    pagina.get_by_label("Vertel er iets bij").fill("Grond en planten.")
    pagina.get_by_label("Wat doet u zelf").fill("Wij spitten en geven water.")
    verder(pagina)

    pagina.get_by_label("Uw naam").fill("Daan de Vries")
    pagina.get_by_label("Uw e-mailadres").fill(DAAN)
    verder(pagina)

    expect(pagina.get_by_role("heading", level=1)).to_have_text("Klopt alles?")
    expect(pagina.get_by_role("main")).to_contain_text("Wij spitten en geven water.")
    axe(pagina)
    pagina.get_by_role("button", name="Verstuur mijn initiatief").click()
    expect(pagina.get_by_role("heading", level=1)).to_contain_text("kijk in uw mail")
    assert not Initiatief.objects.openbaar().exists()


def bevestigt(pagina: Page, mailvanger: Mailvanger) -> Initiatief:
    """The mailed link shows a button; pressing it makes the initiative public and says whose move it is."""
    bezoekt_link(pagina, mailvanger.wacht_op(DAAN))
    assert not Initiatief.objects.openbaar().exists(), "opening the link alone may change nothing"
    pagina.get_by_role("button", name="Ja, dien mijn initiatief in").click()
    expect(pagina.get_by_role("main")).to_contain_text("Amina de Wit")
    pagina.get_by_role("link", name="Bekijk uw initiatief").click()

    uiterlijk = plus_werkdagen(vandaag(), 5)
    initiatief = Initiatief.objects.openbaar().get(
        aan_zet_persoon__email="amina@voorbeeld.example", uiterlijk=uiterlijk
    )
    expect(pagina.get_by_role("heading", level=1)).to_have_text(TITEL)
    aan_zet = pagina.locator(".aan-zet")
    expect(aan_zet).to_contain_text("Amina de Wit")
    expect(aan_zet).to_contain_text(f"{uiterlijk.day} ")
    expect(pagina.get_by_alt_text("Een leeg grasveld naast het plein")).to_be_visible()
    expect(pagina.get_by_role("main")).not_to_contain_text("Daan")  # hidden unless chosen otherwise
    axe(pagina)
    return initiatief


def logt_in(pagina: Page, medewerker: Gebruiker) -> None:
    """Password, then the code of the app; only then the werkbank."""
    pagina.goto("/werkbank/")
    met_wachtwoord = pagina.get_by_role("region", name="Medewerkers")
    met_wachtwoord.get_by_label("E-mail").fill(medewerker.email)
    met_wachtwoord.get_by_label("Wachtwoord", exact=True).fill(WACHTWOORD)
    met_wachtwoord.get_by_role("button", name="Inloggen", exact=True).click()
    pagina.get_by_label("Code").fill(format_hotp_value(hotp_value(GEHEIM, int(time.time()) // 30)))
    pagina.get_by_role("button", name="Inloggen", exact=True).click()
    expect(pagina).to_have_url(re.compile("/werkbank/$"))


def kiest_de_aanpak(pagina: Page, initiatief: Initiatief) -> None:
    """The wijkmakelaar reads it, reacts, chooses route and steering role, and sees the mail before it goes."""
    axe(pagina)
    pagina.get_by_role("link", name=TITEL).click()
    expect(pagina.get_by_role("main")).to_contain_text("Wij spitten en geven water.")
    axe(pagina)
    pagina.get_by_role("main").get_by_role("link", name="Geef een eerste reactie").click()
    pagina.get_by_label("Uw bericht").fill("Wat een mooi idee. Ik kom graag langs.")
    pagina.get_by_role("button", name="Bekijk de mail").click()
    expect(pagina.get_by_role("main")).to_contain_text(DAAN)
    pagina.get_by_role("button", name="Verstuur").click()

    pagina.get_by_role("link", name="Kies de aanpak").click()
    pagina.get_by_label("Begeleiden").check()
    pagina.get_by_label("Participerend").check()
    pagina.get_by_label("Uw antwoord aan de inwoner").fill("U mag het veldje gebruiken. Ik regel de grond.")
    axe(pagina)
    pagina.get_by_role("button", name="Bekijk de mail").click()
    expect(pagina.get_by_role("main")).to_contain_text("U mag het veldje gebruiken.")
    pagina.get_by_role("button", name="Verstuur").click()
    initiatief.refresh_from_db()
    assert (initiatief.status, initiatief.route, initiatief.sturingsrol) == (
        Status.IN_UITVOERING,
        "begeleiden",
        "participerend",
    )


def leest_het_antwoord(pagina: Page, mailvanger: Mailvanger, initiatief: Initiatief) -> None:
    """The resident gets the mail and finds the same words on the timeline, official and dated."""
    mail = mailvanger.wacht_op(DAAN, aantal=4)  # confirm, received, reaction, decision
    assert "U mag het veldje gebruiken." in platte_tekst(mail)
    pagina.goto(initiatief.get_absolute_url())
    tijdlijn = pagina.get_by_role("region", name="Wat is er gebeurd?")
    expect(tijdlijn).to_contain_text("U mag het veldje gebruiken. Ik regel de grond.")
    expect(tijdlijn).to_contain_text("wijkmakelaar")


def maakt_het_waar(pagina: Page, initiatief: Initiatief) -> None:
    """It is carried out and realised."""
    pagina.get_by_role("link", name="Het is gelukt").click()
    pagina.get_by_label("Uw bericht").fill("De tuin is open. Dank aan iedereen die meehielp.")
    pagina.get_by_role("button", name="Bekijk de mail").click()
    pagina.get_by_role("button", name="Verstuur").click()
    initiatief.refresh_from_db()
    assert initiatief.status == Status.GEREALISEERD


def noteert_wat_de_gemeente_leerde(pagina: Page, initiatief: Initiatief) -> None:
    pagina.goto(initiatief.get_werkbank_url())
    pagina.get_by_role("link", name="Noteer een leerpunt").click()
    pagina.get_by_label("Wij, de gemeente").check()
    pagina.get_by_label("Wat is er geleerd?").fill(GELEERD_GEMEENTE)
    axe(pagina)
    pagina.get_by_role("button", name="Noteer het leerpunt").click()
    expect(pagina.get_by_role("main")).to_contain_text(GELEERD_GEMEENTE)


def vertelt_wat_bewoners_leerden(pagina: Page, mailvanger: Mailvanger) -> None:
    """The resident is asked by mail what they learned, logs in with a mailed code and tells it."""
    bezoekt_link(pagina, mailvanger.wacht_op(DAAN, "leer"), "/leerpunt/")
    if "/account/login/" in pagina.url:
        pagina.get_by_role("region", name="Inwoners").get_by_label("Uw e-mailadres").fill(DAAN)
        pagina.get_by_role("button", name="Mail mij een code").click()
        tekst = platte_tekst(mailvanger.wacht_op(DAAN, "code"))
        code = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", tekst, re.MULTILINE)
        assert code
        pagina.get_by_label("Code").fill(code[1])
        pagina.get_by_role("button", name="Inloggen", exact=True).click()
    pagina.get_by_label("Wat ging goed?").fill(GELEERD_BEWONERS)
    axe(pagina)
    pagina.get_by_role("button", name="Vertel het").click()
    expect(pagina.get_by_role("main")).to_contain_text(GELEERD_BEWONERS)


def schrijft_de_rapportage(pagina: Page, olga: Gebruiker, mailvanger: Mailvanger) -> str:
    """Beat made the concept of the ended quarter by itself; the opgaveleider chooses and summarises."""
    kenmerk = str(afgelopen_kwartaal())
    mailvanger.wacht_op(olga.email, "rapportage")
    logt_in(pagina, olga)
    pagina.goto(f"/werkbank/rapportages/{kenmerk}/")
    pagina.get_by_label("Samenvatting").fill("In Slotjes groeide een buurttuin. Samen werken loont.")
    pagina.get_by_label(GELEERD_GEMEENTE).check()
    pagina.get_by_label(GELEERD_BEWONERS).check()
    axe(pagina)
    pagina.get_by_role("button", name="Bewaar en lees voor het aanbieden").click()
    return kenmerk


def biedt_haar_aan(pagina: Page, kenmerk: str, mailvanger: Mailvanger, griffie: Gebruiker) -> None:
    expect(pagina.get_by_role("heading", level=1).first).to_have_text("Biedt u deze rapportage aan?")
    expect(pagina.get_by_role("main")).to_contain_text(GELEERD_BEWONERS)
    pagina.get_by_role("button", name="Bied aan de raad aan").click()
    assert kenmerk.split("-")[0] in str(mailvanger.wacht_op(griffie.email)["Subject"])


def iedereen_leest_haar(pagina: Page, kenmerk: str) -> None:
    """Anybody, without logging in: as a page, and as an accessible, archivable PDF."""
    pagina.goto("/rapportages/")
    pagina.locator(f"main a[href='/rapportages/{kenmerk}/']").first.click()
    for geleerd in (GELEERD_GEMEENTE, GELEERD_BEWONERS):
        expect(pagina.get_by_role("main")).to_contain_text(geleerd)
    expect(pagina.get_by_role("main")).not_to_contain_text("Daan")
    axe(pagina)
    pdf = pagina.request.get(f"/rapportages/{kenmerk}/rapportage.pdf")
    assert pdf.headers["content-type"] == "application/pdf"
    for norm in ("ua1", "2a"):
        assert page.validate_pdf_bytes(pdf.body(), profile=norm).is_compliant, norm


# --- Hands of the walk ----------------------------------------------------------------------------


def verder(pagina: Page) -> None:
    axe(pagina)
    pagina.get_by_role("button", name="Verder", exact=True).click()


def afgelopen_kwartaal() -> Kwartaal:
    return Kwartaal.van(Kwartaal.van(vandaag()).vanaf - timedelta(days=1))


def een_foto() -> bytes:
    bytes_ = io.BytesIO()
    Image.new("RGB", (1200, 800), (60, 130, 70)).save(bytes_, "JPEG")
    return bytes_.getvalue()


def platte_tekst(mail: object) -> str:
    return str(mail.get_body(("plain",)).get_content())  # type: ignore[attr-defined]


def bezoekt_link(pagina: Page, mail: object, bevat: str = "") -> None:
    links = [link for link in re.findall(r"https?://\S+", platte_tekst(mail)) if bevat in link]
    assert links, platte_tekst(mail)
    pagina.goto(links[0])
