"""The log for the auditor: every change and every reading in one list, to look through and to keep as a file."""

import csv
import re
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pghistory
import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from initiatieven.models import Kader, Label, Standaardtekst
from kern.databaserol import verleen
from kern.inzage import schrijf
from kern.models import Gebruiker, Inzage
from kern.verwerking import VLOEREN
from rollen.models import Rol, Rolvervulling
from tests.inloggen import als_medewerker
from tests.maak import maak_gebruiker, maak_initiatief, maak_rol
from tests.personen import Mensen
from wijkportaal.logboek.lezen import SOORTEN, Zoek, alles, lees
from wijkportaal.logboek.woorden import GELEZEN, Zin, als_zinnen
from wijkportaal.omgeving import WORTEL

pytestmark = pytest.mark.django_db

ADRES = "/werkbank/logboek/"


@pytest.fixture
def auditor(mensen: Mensen) -> Client:
    nora = maak_gebruiker("Nora Maas")
    maak_rol(nora, Rol.AUDITOR)
    return als_medewerker(Client(), nora)


@pytest.fixture
def rol(mensen: Mensen) -> Rolvervulling:
    """A role that Olga ends, with a reason, in one request."""
    vervulling = Rolvervulling.objects.get(gebruiker=mensen.wim)
    with pghistory.context(
        user=mensen.olga.pk, verzoek="0123456789abcdef", route="werkbank/rollen/<int:pk>/"
    ):
        Rolvervulling.objects.filter(pk=vervulling.pk).update(tot=date(2027, 3, 1))
    return vervulling


def zinnen(zoek: Zoek | None = None) -> list[Zin]:
    return als_zinnen(lees(zoek or Zoek()).regels)


def test_een_verandering_staat_er_in_woorden(mensen: Mensen, rol: Rolvervulling) -> None:
    [zin] = zinnen(Zoek(ding="rolvervulling", nummer=rol.pk, soort="veranderd"))
    assert (zin.wie, zin.daad, zin.van) == ("Olga Brouwers", "veranderde", "Wim Oomen")
    assert zin.ding == f"rol {rol.pk}"
    assert [(v.eerder, v.nu) for v in zin.verschillen] == [("–", "1 maart 2027")]
    assert (zin.verzoek, zin.route) == ("0123456789abcdef", "werkbank/rollen/<int:pk>/")


def test_inloggen_noemt_niet_twee_keer_wie(mensen: Mensen) -> None:
    Gebruiker.objects.filter(pk=mensen.olga.pk).update(last_login=timezone.now() - timedelta(days=1))
    with pghistory.context(user=mensen.olga.pk):
        Gebruiker.objects.filter(pk=mensen.olga.pk).update(last_login=timezone.now())
    zin = zinnen(Zoek(soort="ingelogd"))[0]
    assert (zin.wie, zin.daad, zin.ding, zin.van) == ("Olga Brouwers", "logde in", "", "")


def test_wat_erbij_kwam_zegt_wat_het_was_en_wie_het_was_zonder_mens(mensen: Mensen) -> None:
    [zin] = zinnen(Zoek(ding="rolvervulling", over=mensen.wim.pk))
    assert zin.daad == "maakte"
    assert {v.nu for v in zin.verschillen} >= {"Wim Oomen", "wijkwerker", "Slotjes"}
    assert zin.wie == "Rechtstreeks in de database"
    with pghistory.context(taak="initiatieven.bewaak_termijnen"):
        Gebruiker.objects.filter(pk=mensen.daan.pk).update(is_active=False)
    [zin] = zinnen(Zoek(ding="gebruiker", soort="veranderd"))
    assert zin.wie == "Het portaal zelf (taak initiatieven.bewaak_termijnen)"


def test_wat_weg_is_is_terug_te_vinden(mensen: Mensen) -> None:
    label = Label.objects.create(naam="Speelplekken 2027")
    nummer = label.pk
    label.delete()
    [zin] = zinnen(Zoek(soort="weg"))
    assert (zin.daad, zin.nummer) == ("verwijderde", nummer)
    assert "Speelplekken 2027" in zin.kort


def test_gelezen_en_veranderd_staan_in_een_lijst_de_nieuwste_eerst(mensen: Mensen) -> None:
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    als_medewerker(Client(), mensen.amina).get(f"/werkbank/initiatieven/{tuin.kenmerk}/")
    eerste, *rest = zinnen()
    assert (eerste.wie, eerste.daad) == ("Amina de Wit", "las")
    assert eerste.ding == f"initiatief {tuin.kenmerk}"
    assert eerste.van == f"persoon {mensen.daan.pk}"  # a resident is a number until somebody looks them up
    assert any(zin.soort == "initiatief" for zin in rest)
    moment = [zin.wanneer for zin in (eerste, *rest)]
    assert moment == sorted(moment, reverse=True)


def test_elk_filter_geeft_wat_het_zegt(mensen: Mensen, rol: Rolvervulling) -> None:
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    schrijf(wie=mensen.amina, wat="initiatief", sleutel=tuin.kenmerk or "", van=mensen.daan, verzoek="f" * 16)
    alle = zinnen()
    assert [z for z in alle if z.door == mensen.olga.pk] == zinnen(Zoek(door=mensen.olga.pk)) != []
    assert {z.over for z in zinnen(Zoek(over=mensen.daan.pk))} == {mensen.daan.pk}
    assert len(zinnen(Zoek(over=mensen.daan.pk))) == 3  # the account, the initiative, and that it was read
    assert {z.soort for z in zinnen(Zoek(kenmerk=tuin.kenmerk or "", initiatief=tuin.pk))} == {
        "initiatief",
        "inzage",
    }
    assert {z.is_inzage for z in zinnen(Zoek(soort="gelezen"))} == {True}
    assert zinnen(Zoek(soort="gelezen", ding="wijk")) == []
    assert {z.soort for z in zinnen(Zoek(ding="wijk"))} == {"wijk"}
    assert [z.is_inzage for z in zinnen(Zoek(verzoek="f" * 16))] == [True]
    assert {z.verzoek for z in zinnen(Zoek(verzoek="0123456789abcdef"))} == {"0123456789abcdef"}
    morgen = timezone.now() + timedelta(days=1)
    assert zinnen(Zoek(vanaf=morgen)) == []
    assert len(zinnen(Zoek(tot=morgen))) == len(alle)
    per_soort = sum(len(zinnen(Zoek(soort=soort))) for soort in SOORTEN)
    assert per_soort == len(alle)


def test_bladeren_slaat_niets_over_en_geeft_niets_dubbel(mensen: Mensen) -> None:
    """All lines of one transaction have the same moment; those of several tables stand between each other."""
    for nummer in range(20):
        Label.objects.create(naam=f"Label {nummer}")
        Inzage.objects.create(
            wie=mensen.amina, wat="werklijst", wanneer=timezone.now() - timedelta(hours=nummer % 3)
        )
    alle = [(r.bron.naam, r.nummer) for stuk in alles(Zoek(), hoogstens=1000, per=7) for r in stuk]
    assert len(alle) == len(set(alle)) > 50
    heen, na = [], ""
    while True:
        bladzijde = lees(Zoek(), na=na, per=7)
        heen.append([(r.bron.naam, r.nummer) for r in bladzijde.regels])
        if not bladzijde.volgende:
            break
        na = bladzijde.volgende
    assert [plek for deel in heen for plek in deel] == alle
    terug = [heen[-1]]
    while bladzijde.vorige:
        bladzijde = lees(Zoek(), voor=bladzijde.vorige, per=7)
        terug.insert(0, [(r.bron.naam, r.nummer) for r in bladzijde.regels])
    assert terug == heen


def test_de_bladzijde_vraagt_altijd_even_weinig(
    auditor: Client, mensen: Mensen, rol: Rolvervulling, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Who, roles, colleagues to choose from, which lines, what they hold, four times names, whether the log is
    protected, and the reading.
    """
    auditor.get(ADRES)
    with django_assert_num_queries(11):
        auditor.get(ADRES)
    for nummer in range(30):
        Label.objects.create(naam=f"Label {nummer}")
        Kader.objects.create(titel=f"Kader {nummer}", bron="Nota", tekst="Zo is het.")
        Standaardtekst.objects.create(titel=f"Tekst {nummer}", tekst="Dank u.")
    with django_assert_num_queries(11):
        auditor.get(ADRES)


def test_lezen_in_het_logboek_komt_er_zelf_in(auditor: Client, mensen: Mensen) -> None:
    auditor.get(ADRES)
    auditor.get(f"{ADRES}?over={mensen.daan.pk}")
    auditor.post(ADRES, {"naam": "Daan"})
    auditor.post(f"{ADRES}bestand/", {})
    assert list(Inzage.objects.order_by("id").values_list("wat", "van")) == [
        ("logboek", None),
        ("logboek", mensen.daan.pk),
        ("logboek-zoeken", None),
        ("logboek", None),  # the same page, and the lines on it, come back
        ("logboek-bestand", None),
    ]


def test_iemand_zoeken_zet_geen_naam_in_een_adres(auditor: Client, mensen: Mensen) -> None:
    antwoord = auditor.post(ADRES, {"naam": "jansen"})
    tekst = antwoord.content.decode()
    assert "Daan Jansen" in tekst
    assert f"?over={mensen.daan.pk}" in tekst
    assert "Niemand gevonden" in auditor.post(ADRES, {"naam": "\x00' OR 1=1"}).content.decode()
    pagina = auditor.get(f"{ADRES}?over={mensen.daan.pk}").content.decode()
    assert "U ziet alleen regels over Daan Jansen" in pagina


@pytest.mark.parametrize(
    "vraag",
    [
        *("over=x", "over=99999999999999999999", "door=99", "soort=x", "ding=x", "na=kapot", "voor=kapot"),
        *("welk=%00", "welk=2026-9999999", "vanaf_dag=31&vanaf_maand=2&vanaf_jaar=2026"),
        "vanaf_dag=2&vanaf_maand=2&vanaf_jaar=2026&tot_dag=1&tot_maand=2&tot_jaar=2026",
    ],
)
def test_een_vraag_die_niet_kan_geeft_een_gewone_pagina(auditor: Client, vraag: str) -> None:
    assert auditor.get(f"{ADRES}?{vraag}").status_code == 200
    assert auditor.post(f"{ADRES}bestand/?{vraag}").status_code == 200


def test_de_bladzijde_zegt_eerlijk_of_het_logboek_beschermd_is(auditor: Client) -> None:
    assert "beschermt deze regels nu niet" in auditor.get(ADRES).content.decode()  # the tests are the owner
    rol = f"{connection.settings_dict['NAME']}_lezer"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE ROLE "{rol}"')
        verleen(rol)
        cursor.execute(f'SET ROLE "{rol}"')
        assert "ook het portaal zelf niet" in auditor.get(ADRES).content.decode()
        cursor.execute("RESET ROLE")


def test_wie_beheert_leest_het_logboek_niet(mensen: Mensen) -> None:
    """Nobody audits their own work."""
    beheerder = maak_gebruiker("Ria Beheer")
    maak_rol(beheerder, Rol.BEHEERDER)
    client = als_medewerker(Client(), beheerder)
    assert client.get(ADRES).status_code == client.post(f"{ADRES}bestand/").status_code == 403


# --- As a file ---------------------------------------------------------------------------------------


def _bestand(auditor: Client, **velden: Any) -> list[list[str]]:
    antwoord = auditor.post(f"{ADRES}bestand/", velden)
    assert antwoord["Content-Disposition"].startswith('attachment; filename="logboek-')
    inhoud = antwoord.getvalue()
    assert inhoud.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(inhoud.decode("utf-8-sig")), delimiter=";"))


def test_het_bestand_houdt_zich_aan_het_filter(auditor: Client, mensen: Mensen, rol: Rolvervulling) -> None:
    koppen, *rijen, slot = _bestand(auditor, door=mensen.olga.pk)
    assert koppen[:3] == ["wanneer", "wie", "deed"]
    [rij] = rijen
    assert rij[1:5] == ["Olga Brouwers", "veranderde", f"rol {rol.pk}", "Wim Oomen"]
    assert "1 maart 2027" in rij[5]
    assert slot == ["Dit zijn alle regels: 1."]


def test_een_formule_in_het_bestand_wordt_tekst(auditor: Client, mensen: Mensen) -> None:
    gevaar = '=HYPERLINK("http://kwaad.example")'
    with pghistory.context(user=mensen.amina.pk, reden=gevaar):
        Label.objects.create(naam="Gewoon")
    Gebruiker.objects.filter(pk=mensen.amina.pk).update(naam="@SUM(1+1)")
    [rij] = [r for r in _bestand(auditor, ding="label") if "maakte" in r]
    assert rij[1] == "'@SUM(1+1)"
    assert rij[6] == f"'{gevaar}"


def test_een_te_lang_bestand_zegt_dat_er_meer_is(
    auditor: Client, mensen: Mensen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wijkportaal.views.logboek.HOOGSTENS", 3)
    koppen_en_drie = _bestand(auditor)
    assert len(koppen_en_drie) == 5
    assert koppen_en_drie[-1] == ["Er zijn meer dan 3 regels. Kies een kortere tijd voor de rest."]


# --- Words -------------------------------------------------------------------------------------------


def test_alles_wat_iemand_leest_heeft_een_naam() -> None:
    """Whatever `noteer` and `schrijf` are called with anywhere."""
    bestanden = [p for vloer in (*VLOEREN, "wijkportaal") for p in (WORTEL / vloer).rglob("*.py")]
    gebruikt = {
        wat
        for bestand in bestanden
        for wat in re.findall(r"\b(?:noteer|schrijf)\([^)]*?\bwat=\"([a-z-]+)\"", bestand.read_text())
    }
    assert gebruikt == set(GELEZEN)
