"""The pages on roles in a browser: on a phone and at a desk, by keyboard, nothing for axe-core to find."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from kern.werkdagen import vandaag
from rollen.models import Rol, Rolvervulling
from tests.browser.test_werkbank import kijk, log_in
from tests.maak import maak_rol
from tests.personen import zet_op

pytestmark = pytest.mark.django_db(transaction=True)


def test_van_een_gat_naar_wat_het_verhelpt_en_de_tijdlijn_van_een_wijk(
    pagina: Page, live_server: LiveServer
) -> None:
    mensen = zet_op()
    einde = vandaag() + timedelta(days=90)
    Rolvervulling.objects.filter(gebruiker=mensen.amina).update(tot=einde)
    maak_rol(mensen.chantal, Rol.WIJKMAKELAAR, mensen.slotjes, vanaf=einde + timedelta(days=30))
    maak_rol(
        mensen.chantal,
        Rol.WIJKMAKELAAR,
        mensen.slotjes,
        vanaf=vandaag() - timedelta(days=60),
        tot=vandaag() - timedelta(days=30),
        vervangt=mensen.amina.rolvervullingen.get(),
    )
    log_in(pagina, live_server, mensen.olga)
    pagina.goto("/werkbank/")
    pagina.get_by_role("link", name="Rollen", exact=True).press("Enter")
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Wie doet wat, en tot wanneer?")
    kijk(pagina)
    pagina.get_by_label("Rol", exact=True).select_option("wijkmakelaar")
    pagina.get_by_role("button", name="Toon").press("Enter")
    expect(pagina.get_by_role("term").filter(has_text="Wijkwethouder")).to_have_count(0)
    pagina.get_by_role("link", name="Slotjes", exact=True).press("Enter")
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Wie doet wat in Slotjes?")
    kijk(pagina)
    pagina.get_by_role("link", name="Geef iemand deze rol (wijkmakelaar, Slotjes)").press("Enter")
    expect(pagina).to_have_url(
        f"{live_server.url}/werkbank/rollen/nieuw/?wijk=slotjes&rol=wijkmakelaar&vanaf={einde}"
    )


def test_de_balk_staat_waar_de_as_het_zegt(pagina: Page, live_server: LiveServer) -> None:
    """The line of today goes through every bar of today, on a phone and at a desk."""
    mensen = zet_op()
    log_in(pagina, live_server, mensen.olga)
    for breedte in (360, 1280):
        pagina.set_viewport_size({"width": breedte, "height": 900})
        pagina.goto("/werkbank/rollen/")
        nu = pagina.locator(".rolas__vandaag").bounding_box()
        balk = pagina.locator(".rolbalk--nu rect").last.bounding_box()
        assert nu is not None
        assert balk is not None
        assert balk["x"] < nu["x"] < balk["x"] + balk["width"]
        assert balk["width"] > breedte / 3


def test_een_tabel_die_te_breed_is_zegt_het_en_schuift_met_het_toetsenbord(
    pagina: Page, live_server: LiveServer
) -> None:
    mensen = zet_op()
    log_in(pagina, live_server, mensen.olga)
    pagina.goto("/werkbank/rollen/rechten/")
    kijk(pagina)
    pagina.set_viewport_size({"width": 360, "height": 740})
    vak = pagina.get_by_role("region", name="Initiatieven")
    expect(vak.get_by_text("Schuif opzij om alles te zien")).to_be_visible()
    vak.focus()
    pagina.keyboard.press("ArrowRight")
    pagina.wait_for_function("vak => vak.scrollLeft > 0", arg=vak.element_handle())
    pagina.goto("/werkbank/overzicht/opgaveleider/")
    expect(pagina.get_by_role("region", name="Per wijk")).to_be_visible()
