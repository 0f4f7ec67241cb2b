"""Following something: with one press when logged in, by a button behind a mailed link when not."""

import re
from typing import Any

import pytest
from django.test import Client

from initiatieven.levensloop import Status
from initiatieven.models import Initiatief, Ritme, TeBevestigen, Volgt
from initiatieven.services.volgen import HOOGSTENS, stop, verander_ritme, volg
from initiatieven.volgbaar import NietTeVolgen, vind
from kern.fouten import DomeinFout, GeenRecht
from kern.models import Mail
from tests.initiatieven.volgers import maak_thema
from tests.maak import maak_gebruiker, maak_initiatief
from tests.personen import Mensen

pytestmark = pytest.mark.django_db


@pytest.fixture
def tuin(mensen: Mensen) -> Initiatief:
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)


def wat_volgt(mensen: Mensen) -> list[str]:
    return [str(volgt) for volgt in Volgt.objects.filter(gebruiker=mensen.fatima)]


def test_een_druk_op_de_knop_is_genoeg(client: Client, mensen: Mensen, tuin: Initiatief) -> None:
    client.force_login(mensen.fatima)
    antwoord = client.post("/volgen/", {"soort": "initiatief", "wat": tuin.kenmerk}, follow=True)
    assert antwoord.redirect_chain == [(tuin.get_absolute_url(), 302)]
    assert "U volgt “Een buurttuin aan de Zandheuvel”" in antwoord.content.decode()
    assert [(v.initiatief, v.ritme) for v in Volgt.objects.all()] == [(tuin, Ritme.DAG)]


@pytest.mark.parametrize(
    ("soort", "wat", "adres"),
    [
        ("wijk", "slotjes", "/wijken/slotjes/"),
        ("thema", "groen-en-natuur", "/initiatieven/?thema=groen-en-natuur"),
        ("zoek", "zoek=Tuin&wijk=slotjes", "/initiatieven/?wijk=slotjes&zoek=tuin"),
    ],
)
def test_een_wijk_een_onderwerp_en_een_zoekopdracht(
    client: Client, mensen: Mensen, soort: str, wat: str, adres: str
) -> None:
    maak_thema()
    client.force_login(mensen.fatima)
    antwoord = client.post("/volgen/", {"soort": soort, "wat": wat})
    assert antwoord["Location"] == adres
    assert [v.ritme for v in Volgt.objects.filter(gebruiker=mensen.fatima)] == [Ritme.WEEK]


def test_twee_keer_volgen_is_een_keer_en_het_ritme_mag_veranderen(mensen: Mensen, tuin: Initiatief) -> None:
    volg(ding=tuin, door=mensen.fatima)
    volg(ding=tuin, door=mensen.fatima)
    assert Volgt.objects.get().ritme == Ritme.DAG
    volg(ding=tuin, door=mensen.fatima, ritme=Ritme.DIRECT)
    assert Volgt.objects.get().ritme == Ritme.DIRECT


@pytest.mark.parametrize(
    ("een", "ander"),
    [
        ("zoek=Tuin", "zoek=tuin&wijk=&status="),
        ("zoek=een%20%20tuin&wijk=slotjes", "wijk=slotjes&zoek=Een+Tuin&na=iets&onzin=1"),
        ("wijk=slotjes", "wijk=slotjes&zoek="),
    ],
)
def test_dezelfde_zoekopdracht_anders_geschreven_is_dezelfde(mensen: Mensen, een: str, ander: str) -> None:
    for wat in (een, ander):
        volg(ding=vind("zoek", wat), door=mensen.fatima)
    assert Volgt.objects.count() == 1


def test_zoeken_op_alleen_een_wijk_of_onderwerp_is_die_volgen(mensen: Mensen) -> None:
    thema = maak_thema()
    assert vind("zoek", "wijk=slotjes") == mensen.slotjes
    assert vind("zoek", f"thema={thema.slug}") == thema
    assert vind("zoek", f"thema={thema.slug}&wijk=slotjes") == f"thema={thema.slug}&wijk=slotjes"


@pytest.mark.parametrize(
    ("soort", "wat"),
    [
        ("initiatief", "2026-9999"),
        ("initiatief", ""),
        ("wijk", "nergens"),
        ("wijk", "oud"),
        ("thema", "nooit-geweest"),
        ("thema", "uit-het-profiel"),
        ("zoek", ""),
        ("zoek", "wijk=nergens"),
        ("zoek", "wijk=oud&zoek=tuin"),
        ("zoek", "status=onzin&zoek=tuin"),
        ("zoek", f"zoek={'x' * 101}"),
        ("zoek", f"zoek={'é' * 100}"),
        ("zoek", "zoek=%00"),
        ("wijk", "\x00"),
        ("iets", "anders"),
        ("", ""),
    ],
)
def test_wat_er_niet_is_volgt_niemand(client: Client, mensen: Mensen, soort: str, wat: str) -> None:
    maak_thema("Uit het profiel")
    mensen.vrachelen.actief, mensen.vrachelen.slug = False, "oud"
    mensen.vrachelen.save()
    client.force_login(mensen.fatima)
    assert client.get("/volgen/", {"soort": soort, "wat": wat}).status_code == 404
    assert client.post("/volgen/", {"soort": soort, "wat": wat}).status_code == 404
    assert not Volgt.objects.exists()


def test_een_concept_volgt_niemand(client: Client, mensen: Mensen) -> None:
    concept = Initiatief.objects.create(titel="Geheim", wijk=mensen.slotjes, status=Status.TE_BEVESTIGEN)
    client.force_login(mensen.fatima)
    assert client.post("/volgen/", {"soort": "initiatief", "wat": "None"}).status_code == 404
    with pytest.raises(NietTeVolgen):
        volg(ding=concept, door=mensen.fatima)


def test_wie_geen_mail_kan_krijgen_volgt_niets(mensen: Mensen, tuin: Initiatief) -> None:
    mensen.fatima.is_active = False
    for persoon in (mensen.fatima, maak_gebruiker("Kees", email=None)):
        with pytest.raises(DomeinFout, match="geen mail sturen"):
            volg(ding=tuin, door=persoon)


def test_er_is_een_grens_aan_wat_iemand_volgt(client: Client, mensen: Mensen, tuin: Initiatief) -> None:
    Volgt.objects.bulk_create(
        Volgt(gebruiker=mensen.fatima, zoek=f"zoek={nummer}") for nummer in range(HOOGSTENS)
    )
    client.force_login(mensen.fatima)
    antwoord = client.post("/volgen/", {"soort": "initiatief", "wat": tuin.kenmerk})
    assert "U volgt al 100 dingen" in antwoord.content.decode()
    volg(ding="zoek=1", door=mensen.fatima, ritme=Ritme.DAG)  # what they follow already can still change
    assert Volgt.objects.get(zoek="zoek=1").ritme == Ritme.DAG


# --- Without a login ----------------------------------------------------------------------------------


def test_zonder_inloggen_via_een_knop_in_een_mail(client: Client, mensen: Mensen) -> None:
    vraag: dict[str, Any] = {"soort": "wijk", "wat": "slotjes"}
    pagina = client.get("/volgen/", vraag).content.decode()
    assert "Volg Slotjes" in pagina
    assert 'name="email"' in pagina
    antwoord = client.post("/volgen/", {**vraag, "ritme": "dag", "email": "Buur@Straat.example"})
    assert "Kijk in uw mail" in antwoord.content.decode()
    assert not Volgt.objects.exists()
    mail = Mail.objects.get(aan="buur@straat.example")
    assert "Slotjes" in mail.onderwerp
    [link] = re.findall(r"/bevestig/\S+/", mail.tekst)
    client.get(link)
    assert not Volgt.objects.exists()  # opening a link does nothing
    assert client.post(link)["Location"] == "/wijken/slotjes/"
    volgt = Volgt.objects.get()
    assert (volgt.gebruiker.email, volgt.wijk, volgt.ritme) == (
        "buur@straat.example",
        mensen.slotjes,
        Ritme.DAG,
    )
    assert not TeBevestigen.objects.exists()


def test_in_de_mail_van_de_knop_staat_niets_dat_iemand_typte(client: Client, mensen: Mensen) -> None:
    gegevens = {"soort": "zoek", "wat": "zoek=scheldwoord", "ritme": "dag", "email": "buur@straat.example"}
    client.post("/volgen/", gegevens)
    mail = Mail.objects.get(aan="buur@straat.example")
    assert "scheldwoord" not in mail.onderwerp + mail.tekst + mail.html


@pytest.mark.parametrize(
    ("invoer", "zin"),
    [
        ({"ritme": "dag", "email": "geen-adres"}, "Dit is geen goed e-mailadres"),
        ({"ritme": "dag", "email": ""}, "Vul dit in"),
        ({"ritme": "elk-uur", "email": "buur@straat.example"}, "elk-uur"),
        ({"email": "buur@straat.example"}, "Maak een keuze"),
    ],
)
def test_een_fout_in_het_formulier_zegt_hoe_het_verder_kan(
    client: Client, mensen: Mensen, invoer: dict[str, str], zin: str
) -> None:
    antwoord = client.post("/volgen/", {"soort": "wijk", "wat": "slotjes", **invoer})
    tekst = antwoord.content.decode()
    assert zin in tekst
    assert "foutoverzicht" in tekst
    assert invoer["email"] in tekst
    assert not Mail.objects.exists()


def test_het_antwoord_verraadt_niet_wie_er_een_account_heeft(client: Client, mensen: Mensen) -> None:
    antwoorden = [
        client.post("/volgen/", {"soort": "wijk", "wat": "slotjes", "ritme": "dag", "email": email})
        .content.decode()
        .replace(email, "ADRES")
        for email in (str(mensen.fatima.email), "niemand@straat.example")
    ]
    assert antwoorden[0] == antwoorden[1]
    assert not Volgt.objects.exists()


def test_een_wijk_die_intussen_weg_is_volgt_niemand_meer(client: Client, mensen: Mensen) -> None:
    gegevens = {"soort": "wijk", "wat": "slotjes", "ritme": "dag", "email": "buur@straat.example"}
    client.post("/volgen/", gegevens)
    [link] = re.findall(r"/bevestig/\S+/", Mail.objects.get().tekst)
    mensen.slotjes.actief = False
    mensen.slotjes.save()
    antwoord = client.post(link)
    assert "Dit is er niet meer" in antwoord.content.decode()
    assert not Volgt.objects.exists()


# --- What I follow ------------------------------------------------------------------------------------


def test_wat_u_volgt_staat_bij_elkaar(
    client: Client, mensen: Mensen, tuin: Initiatief, django_assert_num_queries: Any
) -> None:
    client.force_login(mensen.fatima)
    assert "U volgt nog niets" in client.get("/mijn/volgen/").content.decode()
    volg(ding=tuin, door=mensen.fatima)
    volg(ding=mensen.slotjes, door=mensen.fatima)
    volg(ding=maak_thema(), door=mensen.fatima)
    volg(ding="wijk=vrachelen&zoek=tuin", door=mensen.fatima)
    tekst = client.get("/mijn/volgen/").content.decode()
    for naam in ("“Een buurttuin", "Slotjes", "Groen en natuur", "“tuin”, Vrachelen"):
        assert naam in tekst
    aantallen = []
    for _keer in range(2):
        with django_assert_num_queries(4):  # who it is, their roles, what they follow, the names of wijken
            client.get("/mijn/volgen/")
        aantallen.append(Volgt.objects.count())
        for nummer in range(3):
            volg(ding=f"wijk=slotjes&zoek=woord{nummer}", door=mensen.fatima)
    assert aantallen == [4, 7]


def test_ritme_veranderen_en_stoppen_op_de_eigen_pagina(
    client: Client, mensen: Mensen, tuin: Initiatief
) -> None:
    volgt = volg(ding=tuin, door=mensen.fatima)
    client.force_login(mensen.fatima)
    antwoord = client.post(f"/mijn/volgen/{volgt.pk}/", {"ritme": "week"}, follow=True)
    assert "één keer per week" in antwoord.content.decode()
    assert Volgt.objects.get().ritme == Ritme.WEEK
    client.post(f"/mijn/volgen/{volgt.pk}/", {"ritme": "elk-uur"})
    assert Volgt.objects.get().ritme == Ritme.WEEK
    antwoord = client.post(f"/mijn/volgen/{volgt.pk}/", {"stop": "1", "ritme": "dag"}, follow=True)
    assert "niet meer" in antwoord.content.decode()
    assert not Volgt.objects.exists()


def test_van_wat_een_ander_volgt_blijft_iedereen_af(client: Client, mensen: Mensen, tuin: Initiatief) -> None:
    volgt = volg(ding=tuin, door=mensen.fatima)
    client.force_login(mensen.daan)
    for gegevens in ({"stop": "1"}, {"ritme": "week"}):
        assert client.post(f"/mijn/volgen/{volgt.pk}/", gegevens).status_code == 404
    with pytest.raises(GeenRecht):
        stop(volgers=[volgt], door=mensen.daan)
    with pytest.raises(GeenRecht):
        verander_ritme(volgt=volgt, ritme=Ritme.WEEK, door=mensen.daan)
    assert Volgt.objects.get().ritme == Ritme.DAG


def test_wat_al_gestopt_is_verandert_niet_meer(mensen: Mensen, tuin: Initiatief) -> None:
    volgt = volg(ding=tuin, door=mensen.fatima)
    for _keer in range(2):
        stop(volgers=[volgt], door=mensen.fatima)
    with pytest.raises(NietTeVolgen, match="niet meer"):
        verander_ritme(volgt=volgt, ritme=Ritme.WEEK, door=mensen.fatima)


def test_een_zoekopdracht_die_niet_meer_klopt_staat_er_nog_om_te_stoppen(
    client: Client, mensen: Mensen
) -> None:
    Volgt.objects.create(gebruiker=mensen.fatima, zoek="thema=vroeger&wijk=nergens&zoek=tuin")
    client.force_login(mensen.fatima)
    assert "“tuin”, nergens, vroeger" in client.get("/mijn/volgen/").content.decode()
