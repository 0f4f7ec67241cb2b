"""See one's own data, ask for another address, and erase everything: with and without scripts."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from initiatieven.services import meedoen, opmerkingen
from kern.models import Gebruiker, Mail
from tests.browser.axe import axe
from tests.maak import maak_initiatief
from tests.personen import Mensen


def code() -> str:
    gevonden = re.search(
        r"^\d{6}$", Mail.objects.filter(sleutel__startswith="bewijs-")[0].tekst, re.MULTILINE
    )
    assert gevonden is not None
    return gevonden[0]


@pytest.mark.parametrize(("breedte", "scripts"), [(360, True), (1280, True), (360, False)])
def test_zien_veranderen_en_wissen(
    nieuwe_pagina: Callable[..., Page],
    browserfouten: list[str],
    transactional_db: None,
    mensen: Mensen,
    live_server: LiveServer,
    settings: Settings,
    breedte: int,
    scripts: bool,
) -> None:
    maak_initiatief(mensen.slotjes, mensen.fatima, mensen.amina, kenmerk="2026-0002", titel="Samen eten")
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    opmerkingen.plaats(initiatief=tuin, door=mensen.fatima, tekst="Mooi plan.", toon_voornaam=True)
    meedoen.steun(initiatief=tuin, door=mensen.fatima)
    pagina = nieuwe_pagina(viewport={"width": breedte, "height": 800}, java_script_enabled=scripts)
    ingelogd = Client()
    ingelogd.force_login(mensen.fatima)
    sessie = ingelogd.cookies["sessionid"].value
    pagina.context.add_cookies([{"name": "sessionid", "value": sessie, "url": live_server.url}])

    def bekijk() -> None:
        if scripts:
            axe(pagina)
            assert pagina.evaluate("document.documentElement.scrollWidth") <= breedte, pagina.url

    pagina.goto("/mijn/")
    pagina.get_by_role("link", name="Bekijk wat wij van u weten").click()
    expect(pagina.get_by_role("heading", name="Wat u zei")).to_be_visible()
    bekijk()
    pagina.get_by_role("button", name="Haal mijn naam overal weg").click()
    expect(pagina.get_by_text("Uw naam staat nu nergens meer")).to_be_visible()
    pagina.get_by_role("link", name="Mijn naam verbeteren").click()
    bekijk()
    pagina.goto("/mijn/gegevens/download/")
    bekijk()
    pagina.goto("/mijn/gegevens/e-mail/")
    bekijk()
    pagina.get_by_role("button", name="Mail mij een code").click()
    bekijk()
    pagina.get_by_label("De code uit de mail").fill(code())
    pagina.get_by_role("button", name="Ga verder").click()
    pagina.get_by_label("Uw nieuwe e-mailadres").fill("fatima@elders.example")
    pagina.get_by_role("button", name="Mail mij een link").click()
    expect(pagina.get_by_role("heading", name="Kijk in uw mail")).to_be_visible()
    bekijk()
    link = re.search(r"http\S+/gegevens/e-mail/\S+", Mail.objects.get(aan="fatima@elders.example").tekst)
    assert link is not None
    pagina.goto(link[0])
    bekijk()
    pagina.get_by_role("button", name="Ja, dit is mijn adres").click()
    expect(pagina.get_by_text("Uw e-mailadres is veranderd.")).to_be_visible()

    pagina.get_by_role("link", name="Alles wissen").click()
    bekijk()
    pagina.get_by_role("button", name="Mail mij een code om alles te wissen").click()
    expect(pagina.get_by_role("heading", name="Er is nog 1 ding niet goed")).to_be_visible()
    bekijk()
    pagina.get_by_label("Ik weet dat dit niet terug te draaien is").check()
    pagina.get_by_role("button", name="Mail mij een code om alles te wissen").click()
    bekijk()
    pagina.get_by_label("De code uit de mail").fill(code())
    pagina.get_by_role("button", name="Wis al mijn gegevens").click()
    expect(pagina.get_by_role("heading", name="De gegevens zijn gewist")).to_be_visible()
    bekijk()
    assert Gebruiker.objects.get(pk=mensen.fatima.pk).gewist_op is not None
    pagina.goto(tuin.get_absolute_url())
    expect(pagina.get_by_text("Deze reactie is gewist.")).to_be_visible()
    assert browserfouten == []
