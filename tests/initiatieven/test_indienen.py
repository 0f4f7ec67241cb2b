"""A resident tells about an initiative in five steps, without an account."""

import re

import pytest
from django.test import Client

from initiatieven.levensloop import Status
from initiatieven.models import Initiatief
from kern.models import Mail
from tests.initiatieven.stappen import ANTWOORDEN, begin, doorloop, post
from tests.personen import Mensen


def test_van_eerste_stap_tot_openbare_pagina(client: Client, mensen: Mensen) -> None:
    """The walk of the resident: five steps, a mail, a button, a page that says who and when."""
    concept = doorloop(client, mensen.slotjes)
    verstuurd = post(client, concept, "controleren")
    assert verstuurd.redirect_chain[-1][0].endswith("/verstuurd/")
    concept.refresh_from_db()
    assert concept.status == Status.TE_BEVESTIGEN
    mail = Mail.objects.get(aan=ANTWOORDEN["wie"]["indiener_email"])
    link = re.search(r"http://\S+?(/initiatieven/bevestigen/\S+)", mail.tekst)
    assert link is not None
    telefoon = Client()
    pagina = telefoon.get(link[1])
    assert "Ja, dien mijn initiatief in" in pagina.content.decode()
    bevestigd = telefoon.post(link[1], follow=True)
    assert "Amina de Wit" in bevestigd.content.decode()
    concept.refresh_from_db()
    assert concept.status == Status.INGEDIEND
    openbaar = telefoon.get(concept.get_absolute_url()).content.decode()
    assert "Nu aan zet: <strong>Amina de Wit</strong>, wijkmakelaar" in openbaar
    assert "Reageert uiterlijk" in openbaar


def test_eerste_stap_bewaart_een_concept(client: Client, mensen: Mensen) -> None:
    concept = begin(client)
    assert concept.status == Status.CONCEPT
    assert concept.titel == ANTWOORDEN["wat"]["titel"]
    assert Mail.objects.count() == 0


def test_elke_stap_zegt_de_hoeveelste_hij_is(client: Client, mensen: Mensen) -> None:
    concept = doorloop(client, mensen.slotjes)
    for nummer, stap in enumerate(("wat", "waar", "nodig", "wie", "controleren"), start=1):
        pagina = client.get(f"/initiatieven/nieuw/{concept.sleutel}/{stap}/").content.decode()
        assert f"Stap {nummer} van 5" in pagina


def test_eerdere_antwoorden_staan_er_nog_en_zijn_te_veranderen(client: Client, mensen: Mensen) -> None:
    concept = doorloop(client, mensen.slotjes)
    pagina = client.get(f"/initiatieven/nieuw/{concept.sleutel}/wat/").content.decode()
    assert ANTWOORDEN["wat"]["titel"] in pagina
    post(client, concept, "wat", titel="Een tuin voor iedereen", verhaal="Kort verhaal.", domein="beide")
    concept.refresh_from_db()
    assert (concept.titel, concept.verhaal) == ("Een tuin voor iedereen", "Kort verhaal.")
    assert concept.wijk == mensen.slotjes


def test_een_stap_terug_houdt_wat_er_getypt_is(client: Client, mensen: Mensen) -> None:
    concept = doorloop(client, mensen.slotjes)
    terug = post(client, concept, "nodig", eigen_bijdrage="Wij metselen.", vorige="1")
    assert terug.redirect_chain[-1][0].endswith("/waar/")
    concept.refresh_from_db()
    assert (concept.eigen_bijdrage, concept.nodig) == ("Wij metselen.", [])
    assert post(client, concept, "waar", plek="x", vorige="1").redirect_chain[-1][0].endswith("/wat/")
    concept.refresh_from_db()
    assert concept.wijk is None
    te_lang = post(client, concept, "waar", plek="x" * 201, vorige="1").content.decode()
    assert "1 teken te lang" in te_lang


def test_een_stap_overslaan_kan_niet(client: Client, mensen: Mensen) -> None:
    concept = begin(client)
    antwoord = client.get(f"/initiatieven/nieuw/{concept.sleutel}/wie/")
    assert antwoord["Location"] == f"/initiatieven/nieuw/{concept.sleutel}/waar/"


def test_controleren_leest_als_een_brief(client: Client, mensen: Mensen) -> None:
    concept = doorloop(client, mensen.slotjes)
    pagina = client.get(f"/initiatieven/nieuw/{concept.sleutel}/controleren/").content.decode()
    for zin in (
        "Beste wijkmakelaar van Slotjes,",
        "Met vriendelijke groet,",
        "Geld",
        "Mijn naam staat niet op de website.",
    ):
        assert zin in pagina


def test_wijk_van_de_wijkpagina_staat_al_gekozen(client: Client, mensen: Mensen) -> None:
    client.post("/initiatieven/nieuw/?wijk=vrachelen", ANTWOORDEN["wat"])
    assert Initiatief.objects.get().wijk == mensen.vrachelen


@pytest.mark.parametrize("stap", ["wat", "waar", "nodig", "wie", "controleren", "verstuurd"])
def test_concept_van_een_ander_bestaat_niet(client: Client, mensen: Mensen, stap: str) -> None:
    """The answer about somebody else's draft is that about one that never was: same status, same page."""
    concept = doorloop(client, mensen.slotjes)
    ander = Client()
    niet_bestaand = "00000000-0000-4000-8000-000000000000"
    van_ander = ander.get(f"/initiatieven/nieuw/{concept.sleutel}/{stap}/")
    van_niemand = ander.get(f"/initiatieven/nieuw/{niet_bestaand}/{stap}/")
    assert van_ander.status_code == van_niemand.status_code == 404
    assert van_ander.content == van_niemand.content
    assert (
        ander.post(f"/initiatieven/nieuw/{concept.sleutel}/{stap}/", {"titel": "Gekaapt"}).status_code == 404
    )
    concept.refresh_from_db()
    assert concept.titel == ANTWOORDEN["wat"]["titel"]


def test_ingelogd_met_hetzelfde_adres_is_geen_mail_nodig(client: Client, mensen: Mensen) -> None:
    client.force_login(mensen.daan)
    concept = doorloop(client, mensen.slotjes, indiener_email=mensen.daan.email.upper())
    klaar = post(client, concept, "controleren")
    concept.refresh_from_db()
    assert (concept.status, concept.indiener) == (Status.INGEDIEND, mensen.daan)
    assert klaar.redirect_chain[-1][0] == f"/initiatieven/{concept.kenmerk}/ontvangen/"
    assert not Mail.objects.filter(sleutel__startswith="bevestigen").exists()


def test_ingelogd_met_een_ander_adres_gaat_via_de_mail(client: Client, mensen: Mensen) -> None:
    client.force_login(mensen.daan)
    concept = doorloop(client, mensen.slotjes, indiener_email="buurvrouw@voorbeeld.example")
    post(client, concept, "controleren")
    concept.refresh_from_db()
    assert concept.status == Status.TE_BEVESTIGEN


def test_wie_te_vaak_verstuurt_moet_even_wachten(client: Client, mensen: Mensen) -> None:
    for _keer in range(10):
        concept = doorloop(client, mensen.slotjes)
        post(client, concept, "controleren")
    elfde = doorloop(client, mensen.slotjes)
    antwoord = post(client, elfde, "controleren")
    elfde.refresh_from_db()
    assert elfde.status == Status.CONCEPT
    assert "Wacht 60 minuten" in antwoord.content.decode()


def test_niemand_vult_van_vele_plekken_de_mailbox_van_een_ander(mensen: Mensen) -> None:
    for nummer in range(11):
        bezoeker = Client(REMOTE_ADDR=f"10.0.0.{nummer}")
        antwoord = post(bezoeker, doorloop(bezoeker, mensen.slotjes), "controleren")
    assert "Wacht 60 minuten" in antwoord.content.decode()
    assert Mail.objects.filter(aan=ANTWOORDEN["wie"]["indiener_email"]).count() == 10


def test_ingediend_concept_is_niet_meer_te_veranderen(client: Client, mensen: Mensen) -> None:
    client.force_login(mensen.daan)
    concept = doorloop(client, mensen.slotjes, indiener_email=mensen.daan.email)
    post(client, concept, "controleren")
    concept.refresh_from_db()
    terug = client.post(
        f"/initiatieven/nieuw/{concept.sleutel}/wat/", {"titel": "Anders", "verhaal": "Anders"}
    )
    assert terug["Location"] == concept.get_absolute_url()
    concept.refresh_from_db()
    assert concept.titel == ANTWOORDEN["wat"]["titel"]
