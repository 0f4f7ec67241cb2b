"""Frictions and overviews in a browser: by keyboard, on a phone and at a desk, nothing for axe-core to find."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from initiatieven.levensloop import Status
from initiatieven.models import Schuring
from tests.browser.test_werkbank import kijk, log_in
from tests.initiatieven.schuring import GEVAL
from tests.maak import maak_initiatief
from tests.personen import zet_op

pytestmark = pytest.mark.django_db(transaction=True)
TITEL = "Een buurttuin aan de Zandheuvel"


def test_van_hier_schuurt_het_tot_een_uitkomst_met_het_toetsenbord(
    pagina: Page, live_server: LiveServer
) -> None:
    mensen = zet_op()
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=Status.IN_BEHANDELING)
    log_in(pagina, live_server, mensen.amina)

    pagina.goto("/werkbank/schuringen/")
    expect(pagina.get_by_text("Er schuurt nu niets")).to_be_visible()
    kijk(pagina)
    pagina.goto(f"{tuin.get_werkbank_url()}schuring/")
    kijk(pagina)
    pagina.get_by_role("button", name="Bekijk de mail").press("Enter")
    expect(pagina.get_by_role("heading", name="Er zijn nog 3 dingen niet goed")).to_be_focused()
    pagina.get_by_label("Welke regel is het precies?").fill(GEVAL["regel"])
    pagina.get_by_label("Wiens belang beschermt de regel, en wat is de wens?").fill(GEVAL["belang"])
    pagina.get_by_label("Wat is er al geprobeerd?").fill(GEVAL["geprobeerd"])
    pagina.get_by_role("button", name="Bekijk de mail").press("Enter")
    pagina.get_by_role("button", name="Verstuur").press("Enter")
    expect(pagina.get_by_role("heading", level=1)).to_have_text(TITEL)

    pagina.get_by_role("link", name=GEVAL["regel"]).first.press("Enter")
    expect(pagina.get_by_role("heading", level=1)).to_have_text(GEVAL["regel"])
    expect(pagina.get_by_role("listitem").filter(has_text="Hier ligt het nu")).to_have_attribute(
        "aria-current", "step"
    )
    kijk(pagina)
    pagina.get_by_role("link", name="Breng naar de volgende trede").press("Enter")
    kijk(pagina)
    pagina.get_by_role("button", name="Bekijk de mail").press("Enter")
    expect(pagina.get_by_role("heading", name="Er zijn nog 2 dingen niet goed")).to_be_focused()
    kijk(pagina)
    pagina.get_by_label("Om welke afdeling gaat het?").select_option("Openbare Ruimte")
    pagina.get_by_label("Wat leverde deze trede op?").fill("Ik kom er niet uit.")
    pagina.get_by_role("button", name="Bekijk de mail").press("Enter")
    expect(pagina.get_by_role("heading", name="Deze mail gaat naar Teun Akkermans")).to_be_visible()
    kijk(pagina)
    pagina.get_by_role("button", name="Verstuur").press("Enter")
    expect(pagina.get_by_role("heading", name="Teun Akkermans is aan zet")).to_be_visible()
    kijk(pagina)

    log_in(pagina, live_server, mensen.teun)
    pagina.goto("/werkbank/overzicht/teamleider/")
    kijk(pagina)
    pagina.get_by_role("link", name=GEVAL["regel"]).press("Enter")
    pagina.get_by_role("link", name="Sluit met een uitkomst").press("Enter")
    kijk(pagina)
    pagina.get_by_label("Maatwerk: een oplossing voor dit geval").press("Space")
    pagina.get_by_label("Hoe kwam het tot deze uitkomst?").fill("Een lage schuur mag.")
    pagina.get_by_role("button", name="Bekijk de mail").press("Enter")
    pagina.get_by_role("button", name="Verstuur").press("Enter")
    expect(pagina.get_by_role("heading", name="Uitkomst: Maatwerk")).to_be_visible()
    kijk(pagina)
    assert not Schuring.objects.get().is_open


def test_de_overzichten_per_rol(pagina: Page, live_server: LiveServer) -> None:
    mensen = zet_op()
    maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, nodig=["mensen"], groep="De tuingroep")
    for naam, persoon in (
        ("wijkwethouder", mensen.bram),
        ("opgaveleider", mensen.olga),
        ("wijkwerker", mensen.wim),
    ):
        log_in(pagina, live_server, persoon)
        pagina.goto("/werkbank/")
        pagina.get_by_role("link", name=f"Overzicht: {naam}").press("Enter")
        expect(pagina).to_have_url(f"{live_server.url}/werkbank/overzicht/{naam}/")
        kijk(pagina)
