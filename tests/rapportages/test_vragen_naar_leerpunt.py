"""Asking the resident of a closed initiative what they learned."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from initiatieven.levensloop import Status
from initiatieven.models import Betrokkene
from rapportages.models import Leerpunt, Leerpuntvraag
from rapportages.services.leerpunten import KORT, sleutel_past, sleutel_voor, vraag_leerpunten
from tests.maak import maak_initiatief
from tests.personen import Mensen
from tests.rapportages.hulp import gerealiseerd, mails_aan

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("status", [Status.GEREALISEERD, Status.GESTOPT])
def test_na_de_afronding_volgt_een_vraag(mensen: Mensen, status: Status) -> None:
    maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=status, titel="Een bank & een boom")
    assert vraag_leerpunten() == 1
    assert vraag_leerpunten() == 0
    [mail] = mails_aan(mensen.daan)
    assert mail.onderwerp == "Wat leerde u van “Een bank & een boom”?"
    assert "/initiatieven/2026-0001/leerpunt/?sleutel=" in mail.tekst
    assert "Een bank &amp; een boom" in mail.html


def test_niemand_wordt_te_vroeg_of_te_laat_gevraagd(mensen: Mensen) -> None:
    maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, kenmerk="2026-0001")
    maak_initiatief(
        mensen.slotjes, mensen.daan, mensen.amina, kenmerk="2026-0002", status=Status.NIET_PASSEND,
        reden="Te dicht bij de weg.", kader="Verkeersveiligheid",
    )  # fmt: skip
    oud = timezone.now() - timedelta(days=200)
    gerealiseerd(mensen, kenmerk="2026-0003", afgesloten_op=oud)
    assert vraag_leerpunten() == 0
    assert not mails_aan(mensen.daan)


def test_wie_het_al_vertelde_krijgt_geen_mail(mensen: Mensen) -> None:
    tuin = gerealiseerd(mensen, afgesloten_op=timezone.now())
    Leerpunt.objects.create(
        wijk=mensen.slotjes, initiatief=tuin, perspectief="bewoners", tekst="Fijn.", door=mensen.daan
    )
    vraag_leerpunten()
    assert not mails_aan(mensen.daan)
    assert Leerpuntvraag.objects.filter(initiatief=tuin).exists()


def _link(mensen: Mensen) -> str:
    gerealiseerd(mensen, afgesloten_op=timezone.now())
    vraag_leerpunten()
    gevonden = re.search(r"https?://[^/]+(/initiatieven/\S+)", mails_aan(mensen.daan)[0].tekst)
    assert gevonden
    return gevonden[1]


def test_de_link_uit_de_mail_doet_pas_iets_met_de_knop(client: Client, mensen: Mensen) -> None:
    link = _link(mensen)
    assert client.get(link).status_code == 200
    assert client.get(link).status_code == 200
    assert not Leerpunt.objects.exists()

    antwoord = client.post(
        link, {"goed": "Eén vast gezicht hielp.", "lastig": "", "aanraden": "Begin klein.\n"}
    )
    assert antwoord["Location"] == "/initiatieven/2026-0001/"
    punt = Leerpunt.objects.get()
    assert (punt.door, punt.opgetekend, punt.verandert) == (mensen.daan, False, "")
    assert punt.tekst == ("Wat ging goed?\nEén vast gezicht hielp.\n\nWat raadt u anderen aan?\nBegin klein.")
    assert "U hebt het al verteld" in client.get(link).content.decode()


def test_een_fout_formulier_houdt_de_tekst(client: Client, mensen: Mensen) -> None:
    link = _link(mensen)
    antwoord = client.post(link, {"goed": "Bel me: 06 12345678", "lastig": "De regen"}).content.decode()
    assert "Bel me: 06 12345678" in antwoord
    assert "De regen" in antwoord
    assert "Iedereen kan dit lezen" in antwoord
    te_lang = client.post(link, {"goed": "a" * 550}).content.decode()
    assert "100 tekens te lang" in te_lang
    assert not Leerpunt.objects.exists()


def test_een_antwoord_is_genoeg_en_geen_is_te_weinig(client: Client, mensen: Mensen) -> None:
    link = _link(mensen)
    assert "Beantwoord minstens één vraag" in client.post(link, {"goed": " "}).content.decode()
    assert not Leerpunt.objects.exists()
    client.post(link, {"lastig": "De regen."})
    assert Leerpunt.objects.get().tekst == "Wat was lastig?\nDe regen."


def test_drie_lange_antwoorden_passen(client: Client, mensen: Mensen) -> None:
    lang = {"goed": "g" * KORT, "lastig": "l" * KORT, "aanraden": "a" * KORT}
    client.post(_link(mensen), lang)
    Leerpunt.objects.get().full_clean()


def test_wie_meebegon_mag_het_ook_vertellen(client: Client, mensen: Mensen) -> None:
    tuin = gerealiseerd(mensen)
    Betrokkene.objects.create(initiatief=tuin, gebruiker=mensen.fatima, soort="mede")
    client.force_login(mensen.fatima)
    client.post("/initiatieven/2026-0001/leerpunt/", {"goed": "Samen koken."})
    punt = Leerpunt.objects.get()
    assert (punt.door, punt.opgetekend) == (mensen.fatima, False)
    client.force_login(mensen.daan)
    assert "U hebt het al verteld" in client.get("/initiatieven/2026-0001/leerpunt/").content.decode()


def test_zonder_sleutel_moet_de_indiener_inloggen(client: Client, mensen: Mensen) -> None:
    gerealiseerd(mensen)
    pad = "/initiatieven/2026-0001/leerpunt/"
    assert client.get(pad)["Location"].startswith("/account/login/")
    assert client.get(pad + "?sleutel=onzin")["Location"].startswith("/account/login/")
    client.force_login(mensen.daan)
    assert client.get(pad).status_code == 200
    client.force_login(mensen.fatima)
    assert client.get(pad).status_code == 404


def test_een_sleutel_past_op_een_initiatief(mensen: Mensen) -> None:
    een, twee = gerealiseerd(mensen), gerealiseerd(mensen, kenmerk="2026-0002")
    assert sleutel_past(sleutel_voor(een), een)
    assert not sleutel_past(sleutel_voor(een), twee)
    assert not sleutel_past(signing.TimestampSigner(salt="iets anders").sign(str(een.pk)), een)


def test_een_sleutel_verloopt(mensen: Mensen, monkeypatch: pytest.MonkeyPatch) -> None:
    tuin = gerealiseerd(mensen)
    sleutel = sleutel_voor(tuin)
    later = timezone.now().timestamp() + 61 * 24 * 3600
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert not sleutel_past(sleutel, tuin)


def test_een_lopend_initiatief_heeft_deze_bladzijde_niet(client: Client, mensen: Mensen) -> None:
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    assert (
        client.get(f"/initiatieven/{tuin.kenmerk}/leerpunt/?sleutel={sleutel_voor(tuin)}").status_code == 404
    )


def test_de_eigen_pagina_nodigt_uit_tot_het_verteld_is(client: Client, mensen: Mensen) -> None:
    """Who lost the mail still finds the way; nobody else is asked."""
    tuin = gerealiseerd(mensen, afgesloten_op=timezone.now())
    adres = f"/initiatieven/{tuin.kenmerk}/leerpunt/"
    assert adres not in client.get(tuin.get_absolute_url()).content.decode()
    client.force_login(mensen.daan)
    assert adres in client.get(tuin.get_absolute_url()).content.decode()
    Leerpunt.objects.create(
        wijk=mensen.slotjes, initiatief=tuin, perspectief="bewoners", tekst="Fijn.", door=mensen.daan
    )
    assert adres not in client.get(tuin.get_absolute_url()).content.decode()
