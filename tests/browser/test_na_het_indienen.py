"""A resident after submission, in a browser: without scripts, on a phone, and nothing for axe-core to find."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from initiatieven.levensloop import Status
from initiatieven.models import Betrokkene, Initiatief
from kern.models import Gebruiker
from kern.werkdagen import plus_werkdagen, vandaag
from tests.browser.axe import axe
from tests.initiatieven.beelden import jpeg
from tests.maak import maak_initiatief
from tests.personen import Mensen, zet_op

pytestmark = pytest.mark.django_db(transaction=True)


def log_in(pagina: Page, live_server: LiveServer, wie: Gebruiker) -> None:
    client = Client()
    client.force_login(wie)
    sessie = client.cookies["sessionid"].value
    pagina.context.add_cookies([{"name": "sessionid", "value": sessie, "url": live_server.url}])


def maak_tuin(mensen: Mensen) -> Initiatief:
    tuin = maak_initiatief(
        mensen.slotjes, mensen.daan, mensen.amina, status=Status.IN_UITVOERING, nodig=["geld"],
        reactie_uiterlijk=vandaag(), besluit_uiterlijk=plus_werkdagen(vandaag(), 5),
    )  # fmt: skip
    Betrokkene.objects.create(initiatief=tuin, gebruiker=mensen.fatima, soort="mede")
    return tuin


def test_van_tikfout_tot_feest_en_dan_toch_niet_af(
    nieuwe_pagina: Callable[..., Page], live_server: LiveServer, tmp_path: Path
) -> None:
    mensen = zet_op()
    tuin = maak_tuin(mensen)
    foto = tmp_path / "schep.jpg"
    foto.write_bytes(jpeg(400, 300))
    pagina = nieuwe_pagina(java_script_enabled=False)
    log_in(pagina, live_server, mensen.daan)

    pagina.goto(tuin.get_absolute_url())
    pagina.get_by_role("link", name="Pas de tekst aan").click()
    pagina.get_by_label("Hoe heet uw initiatief?").fill("Een tuin aan het plein")
    pagina.get_by_role("button", name="Bewaar").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Een tuin aan het plein")
    expect(pagina.get_by_text("Aangepast: de titel.")).to_be_visible()

    pagina.get_by_label("Uw bericht").fill("Het hek staat!")
    pagina.get_by_text("Foto's erbij", exact=True).click()
    pagina.get_by_label("Foto's", exact=False).first.set_input_files(foto)
    pagina.get_by_label("Wat is er op de foto's te zien?").fill("Een rode schep")
    pagina.get_by_role("button", name="Verstuur").click()
    expect(pagina.get_by_alt_text("Een rode schep")).to_be_visible()

    pagina.get_by_role("link", name="Het is gelukt!").click()
    pagina.get_by_label("Wat is er bereikt?").fill("De tuin bloeit.")
    pagina.get_by_role("button", name="Vertel dat het gelukt is").click()
    expect(pagina.get_by_role("heading", name="Gelukt!").first).to_be_visible()

    pagina.get_by_role("link", name="Vertel wat u leerde").click()
    pagina.get_by_label("Wat was lastig?").fill("De regen.")
    pagina.get_by_role("button", name="Vertel het").click()
    expect(pagina.get_by_text("De regen.")).to_be_visible()

    pagina.get_by_role("link", name="Dit is niet af").click()
    pagina.get_by_label("Wat is er niet af?").fill("Het hek is al om.")
    pagina.get_by_role("button", name="Vraag om verder te gaan").click()
    expect(pagina.get_by_text("De bewoners zeggen dat dit niet af is.")).to_be_visible()


@pytest.mark.parametrize(("breedte", "kleuren"), [(360, "dark"), (1280, "light")])
def test_elke_pagina_is_toegankelijk_en_past(
    nieuwe_pagina: Callable[..., Page],
    live_server: LiveServer,
    browserfouten: list[str],
    breedte: int,
    kleuren: str,
) -> None:
    mensen = zet_op()
    tuin = maak_tuin(mensen)
    klaar = maak_initiatief(
        mensen.slotjes, mensen.daan, mensen.amina, status=Status.GEREALISEERD, kenmerk="2026-0002"
    )
    pagina = nieuwe_pagina(viewport={"width": breedte, "height": 800}, color_scheme=kleuren)
    log_in(pagina, live_server, mensen.daan)
    eigen = "/mijn/initiatieven/2026-0001/"
    for adres in (
        tuin.get_absolute_url(),
        klaar.get_absolute_url(),
        *(f"{eigen}{naam}/" for naam in ("tekst", "fotos", "samen", "gelukt", "stoppen")),
        "/mijn/initiatieven/2026-0002/heropenen/",
        "/initiatieven/2026-0002/leerpunt/",
        *("/mijn/", "/mijn/inloggen/", "/mijn/sessies/"),
        "/wijken/slotjes/",
    ):
        pagina.goto(adres)
        axe(pagina)
        assert pagina.evaluate("document.documentElement.scrollWidth") <= breedte, adres
    assert not browserfouten
