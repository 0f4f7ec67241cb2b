"""Agenda and money on a phone: what everybody reads, and granting, without anything axe-core finds."""

from decimal import Decimal

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from agendas.services.agenda import Eigenaar, start_agenda, voeg_punt_toe
from agendas.services.toezeggen import doe_toezegging
from budgetten.services.toekennen import ken_toe
from initiatieven.levensloop import Status
from initiatieven.models import Initiatief
from kern.models import Gebruiker
from kern.werkdagen import plus_werkdagen, vandaag
from tests.browser.axe import axe
from tests.budgetten.geld import Geld, zet_klaar
from tests.inloggen import als_medewerker
from tests.maak import maak_initiatief
from tests.personen import Mensen, zet_op

pytestmark = pytest.mark.django_db(transaction=True)


def _speel() -> tuple[Mensen, Geld, Initiatief]:
    """An agenda with an item, a promise and a grant in Slotjes."""
    mensen, geld = zet_op(), zet_klaar()
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=Status.IN_BEHANDELING)
    agenda = start_agenda(wijk=mensen.slotjes, inleiding="Met 40 buren gemaakt.", door=mensen.amina)
    for titel, status in (("Meer groen", "bezig"), ("Het feest", "gerealiseerd")):
        voeg_punt_toe(
            agenda=agenda,
            titel=titel,
            tekst="Te beginnen bij het plein.",
            eigenaren=[Eigenaar("bewoners", "Bewonersgroep Slotjes")],
            status=status,
            initiatieven=[tuin],
            door=mensen.amina,
        )
    doe_toezegging(
        kant="gemeente",
        wie="Openbare Ruimte",
        wat="De tegels weghalen",
        voor=plus_werkdagen(vandaag(), 5),
        initiatief=tuin,
        door=mensen.amina,
    )
    ken_toe(
        initiatief=tuin, budget=geld.fysiek, bedrag=Decimal(500), motivering="Meer groen.", door=mensen.amina
    )
    return mensen, geld, tuin


def _log_in(pagina: Page, live_server: LiveServer, wie: Gebruiker) -> None:
    sessie = als_medewerker(Client(), wie).cookies["sessionid"].value
    pagina.context.add_cookies([{"name": "sessionid", "value": sessie, "url": live_server.url}])


def _kijk(pagina: Page, adres: str) -> None:
    """Open it; nothing sticks out to the right and axe-core finds nothing."""
    pagina.goto(adres)
    breedte = pagina.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert breedte == 0, f"{adres} is {breedte} px te breed"
    expect(pagina.get_by_role("heading", level=1)).to_have_count(1)
    axe(pagina)


def test_iedereen_leest_agenda_en_geld(pagina: Page) -> None:
    _speel()
    for adres in ("/agendas/", "/agendas/slotjes/", "/agendas/vrachelen/", "/budgetten/", "/budgetten/2021/"):
        _kijk(pagina, adres)
    pagina.get_by_text("Alle bedragen").first.click()
    expect(pagina.get_by_text("Daarvan betaald").first).to_be_visible()
    axe(pagina)
    pagina.get_by_role("link", name="Een buurttuin aan de Zandheuvel").click()
    expect(pagina.get_by_text("€ 500 toegekend").first).to_be_visible()


def test_de_wijkmakelaar_kent_geld_toe(pagina: Page, live_server: LiveServer) -> None:
    mensen, _geld, tuin = _speel()
    _log_in(pagina, live_server, mensen.amina)
    _kijk(pagina, "/werkbank/budgetten/")
    _kijk(pagina, f"/werkbank/initiatieven/{tuin.kenmerk}/toekennen/")
    pagina.get_by_role("button", name="Ken toe").click()
    expect(pagina.get_by_role("heading", name="Er zijn nog 3 dingen niet goed")).to_be_visible()
    axe(pagina)
    pagina.get_by_label("Bewonersinitiatieven 2021").check()
    pagina.get_by_label("Hoeveel euro?").fill("250")
    pagina.get_by_label("Waarom krijgt dit initiatief dit geld?").fill("Ook voor het hek.")
    pagina.get_by_role("button", name="Ken toe").click()
    expect(pagina.get_by_text("€ 250 is toegekend.")).to_be_visible()
    pagina.goto("/werkbank/budgetten/")
    pagina.get_by_role("link", name="Een buurttuin").first.click()
    axe(pagina)
    pagina.get_by_role("button", name="Leg de betaling vast").click()
    expect(pagina.get_by_text("De betaling staat in de boeken.")).to_be_visible()


def test_de_wijkmakelaar_werkt_de_agenda_bij(pagina: Page, live_server: LiveServer) -> None:
    mensen, _geld, _tuin = _speel()
    _log_in(pagina, live_server, mensen.amina)
    _kijk(pagina, "/werkbank/agendas/slotjes/")
    pagina.get_by_role("link", name="Nieuw punt").click()
    axe(pagina)
    pagina.get_by_label("Wat wil de wijk?").fill("Een bankje bij de vijver")
    pagina.get_by_role("button", name="Bewaar").click()
    expect(pagina.get_by_text("Noem wie ervoor zorgt dat dit verder komt.").first).to_be_visible()
    pagina.get_by_label("Naam van de eigenaar").fill("De buren van de vijver")
    pagina.get_by_role("button", name="Bewaar").click()
    expect(pagina.get_by_text("“Een bankje bij de vijver” staat op de agenda.")).to_be_visible()
    pagina.get_by_label("Hoe staat het met Een bankje bij de vijver?").select_option("gerealiseerd")
    pagina.get_by_role("button", name="Bewaar Een bankje bij de vijver").click()
    expect(pagina.get_by_text("staat nu op: gelukt.")).to_be_visible()
