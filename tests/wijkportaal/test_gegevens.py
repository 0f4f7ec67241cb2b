"""One's own data: seeing it, taking it along and correcting it. Erasing is in test_wissen.py."""

import io
import json
import logging
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from initiatieven.models import Betrokkene, Initiatief, Opmerking
from initiatieven.services import meedoen, opmerkingen
from kern.bewijs import BEWEZEN_OP
from kern.models import Adreswijziging, Gebruiker, Mail
from kern.profiel import profiel
from tests.initiatieven.mailknop import link_aan
from tests.inloggen import als_medewerker
from tests.maak import maak_gebruiker, maak_initiatief
from tests.personen import Mensen
from tests.wijkportaal.iemand import EMAIL, NAAM, SPREUK, Iemand, maak_iemand
from wijkportaal.wissen import wis

pytestmark = pytest.mark.django_db


@pytest.fixture
def iemand(mensen: Mensen) -> Iemand:
    return maak_iemand(mensen)


def code_aan(email: str) -> str:
    """The code in the newest mail to this address."""
    mail = Mail.objects.filter(aan=email, sleutel__startswith="bewijs-").order_by("-id")[0]
    gevonden = re.search(r"^\d{6}$", mail.tekst, re.MULTILINE)
    assert gevonden is not None
    return gevonden.group()


def adreslink_aan(email: str) -> str:
    mail = Mail.objects.filter(aan=email, sleutel__startswith="adres-").order_by("-id")[0]
    gevonden = re.search(r"/gegevens/e-mail/[^\s]+", mail.tekst)
    assert gevonden is not None
    return gevonden.group()


def ingelogd(wie: Gebruiker, *, net: bool = True) -> Client:
    """In a browser; `net` when that was just now."""
    client = Client()
    client.force_login(wie)
    if net:
        sessie = client.session
        sessie[BEWEZEN_OP] = 2**40
        sessie.save()
    return client


def haal_zip(client: Client) -> dict[str, bytes]:
    antwoord = client.post("/mijn/gegevens/download/")
    assert antwoord["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(antwoord.getvalue())) as zip_:
        assert zip_.testzip() is None
        return {naam: zip_.read(naam) for naam in zip_.namelist()}


# --- Seeing ------------------------------------------------------------------------------------------


def test_de_pagina_toont_alles_per_onderwerp(iemand: Iemand) -> None:
    pagina = ingelogd(iemand.gebruiker).get("/mijn/gegevens/")
    tekst = pagina.content.decode()
    for woord in (
        NAAM,
        EMAIL,
        "06-87654321",
        "Wat u begon",
        "Wat u zei",
        SPREUK,
        "wijkmakelaar",
        "Wat u volgt",
    ):
        assert woord in tekst, woord
    assert "Bewaren: 2 jaar nadat het initiatief klaar is." in tekst
    assert "Amina" not in re.sub(r"(?s)<h2 id=\"kop-mails\">.*?</section>", "", tekst)  # a role, and no name
    assert "Is vaak ziek" not in tekst  # an internal note
    assert "no-store" in pagina["Cache-Control"]
    assert "private" in pagina["Cache-Control"]


def test_het_aantal_vragen_aan_de_database_groeit_niet(
    iemand: Iemand, mensen: Mensen, django_assert_num_queries: Callable[..., Any]
) -> None:
    client = ingelogd(iemand.gebruiker)
    client.get("/mijn/gegevens/")
    with django_assert_num_queries(24):
        client.get("/mijn/gegevens/")
    for nummer in range(5):
        zaak = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, kenmerk=f"2026-200{nummer}")
        meedoen.steun(initiatief=zaak, door=iemand.gebruiker)
        opmerkingen.plaats(initiatief=zaak, door=iemand.gebruiker, tekst=f"Goed plan {nummer}.")
        maak_initiatief(mensen.slotjes, iemand.gebruiker, mensen.amina, kenmerk=f"2026-300{nummer}")
    with django_assert_num_queries(24):
        client.get("/mijn/gegevens/")


def test_een_ander_ziet_er_niets_van(iemand: Iemand) -> None:
    tekst = ingelogd(maak_gebruiker("Sjaak Buur")).get("/mijn/gegevens/").content.decode()
    assert "Zwaantje" not in tekst
    assert EMAIL not in tekst


@pytest.mark.parametrize(
    "pad", ["", "download/", "verbeteren/", "e-mail/", "wissen/", "wissen/code/", "code/"]
)
def test_zonder_login_naar_de_inlogpagina(pad: str) -> None:
    antwoord = Client().get(f"/mijn/gegevens/{pad}")
    assert antwoord.status_code == 302
    assert antwoord["Location"] == f"/account/login/?next=/mijn/gegevens/{pad}"


def test_de_logregels_noemen_niemand(iemand: Iemand, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        client = ingelogd(iemand.gebruiker)
        client.get("/mijn/gegevens/")
        haal_zip(client)
        client.post("/mijn/gegevens/e-mail/", {"email": "ergens@anders.example"})
    for woord in ("Zwaantje", EMAIL, "ergens@anders.example"):
        assert woord.lower() not in caplog.text.lower()


# --- Taking along ------------------------------------------------------------------------------------


def test_het_bestand_bevat_alles_van_deze_mens(iemand: Iemand) -> None:
    bestanden = haal_zip(ingelogd(iemand.gebruiker))
    alles = json.loads(bestanden["gegevens.json"])
    tekst = bestanden["gegevens.json"].decode()
    assert alles["versie"] == 1
    assert alles["account"][0]["naam"] == NAAM
    assert alles["account"][0]["e_mailadres"] == EMAIL
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", alles["account"][0]["account_sinds"])
    for woord in (
        *("Een bijenhotel van Zwaantje", "06 8765 4321", "06-87654321", "Vrienden van Zwaantje"),
        *("Achter het huis van Kwartelhof", "Zwaantje heeft een ladder", "Toch niet, zegt Kwartelhof."),
        *(f"{NAAM} vindt dit niet kunnen.", "Ik, Zwaantje, wil toch verder.", "Groet van Zwaantje"),
        *(f"{SPREUK} Groet, Zwaantje", "Zwaantje leerde veel van bijen.", f"{NAAM} maakt het hek."),
        *("Nog een plan van Zwaantje", "nieuw@kwartelhof.example", "Zwaantje bij het hotel"),
    ):
        assert woord in tekst, woord
    assert {o["titel"] for o in alles["initiatieven"]} >= {"Samen vegen", "Het oude plan", "Met geld"}
    assert alles["mails"]
    assert alles["ingezien"][0]["wie"] == "wijkmakelaar"
    foto = alles["fotos"][0]["bestand"]
    assert bestanden[foto].startswith(b"RIFF")
    assert "gegevens.json" in bestanden["LEESMIJ.txt"].decode()
    assert f"{settings.PORTAAL_URL}/privacy/" in bestanden["LEESMIJ.txt"].decode()


def test_in_het_bestand_staat_niets_van_een_ander(iemand: Iemand, mensen: Mensen) -> None:
    meedoen.doe_mee(initiatief=iemand.samen, door=mensen.daan, bijdrage="Ik breng koffie.")
    inhoud = haal_zip(ingelogd(iemand.gebruiker))["gegevens.json"].decode()
    adressen = set(re.findall(r"[\w.]+@[\w.]+\w", inhoud))
    assert adressen <= {EMAIL, "nieuw@kwartelhof.example", profiel().gemeente.contact.email}
    for woord in ("Fatima el Amrani", "Daan Jansen", "Is vaak ziek", "Dank je wel"):
        assert woord not in inhoud, woord


def test_wie_lang_geleden_inlogde_krijgt_eerst_een_code(iemand: Iemand) -> None:
    client = ingelogd(iemand.gebruiker, net=False)
    antwoord = client.post("/mijn/gegevens/download/")
    assert (antwoord.status_code, antwoord["Location"]) == (302, reverse("gegevens-code"))

    fout = client.post("/mijn/gegevens/code/", {"code": "000000"})
    assert "Deze code klopt niet" in fout.content.decode()
    goed = client.post("/mijn/gegevens/code/", {"code": code_aan(EMAIL)})

    assert goed["Location"] == reverse("gegevens-download")
    assert "gegevens.json" in haal_zip(client)
    opnieuw = client.post("/mijn/gegevens/code/", {"code": code_aan(EMAIL)})
    assert opnieuw["Location"] == reverse("gegevens")  # used


def test_een_code_raden_lukt_niet(iemand: Iemand) -> None:
    client = ingelogd(iemand.gebruiker, net=False)
    client.post("/mijn/gegevens/download/")
    echt = code_aan(EMAIL)
    for poging in range(5):
        client.post("/mijn/gegevens/code/", {"code": f"{(int(echt) + 1 + poging) % 10**6:06}"})
    antwoord = client.post("/mijn/gegevens/code/", {"code": echt})
    assert "Wacht" in antwoord.content.decode()
    assert client.post("/mijn/gegevens/download/").status_code == 302


def test_de_code_van_een_ander_werkt_niet(iemand: Iemand, mensen: Mensen) -> None:
    eigen, ander = ingelogd(iemand.gebruiker, net=False), ingelogd(mensen.daan, net=False)
    eigen.post("/mijn/gegevens/download/")
    ander.post("/mijn/gegevens/download/")
    antwoord = ander.post("/mijn/gegevens/code/", {"code": code_aan(EMAIL)})
    assert "Deze code klopt niet" in antwoord.content.decode()


def test_het_bestand_heeft_een_rem(iemand: Iemand) -> None:
    client = ingelogd(iemand.gebruiker)
    for _keer in range(6):
        haal_zip(client)
    assert client.post("/mijn/gegevens/download/").status_code == 429


def test_get_geeft_geen_bestand(iemand: Iemand) -> None:
    antwoord = ingelogd(iemand.gebruiker).get("/mijn/gegevens/download/")
    assert antwoord["Content-Type"].startswith("text/html")


def test_ook_een_medewerker_kan_zijn_gegevens_meenemen(mensen: Mensen) -> None:
    client = als_medewerker(Client(), mensen.amina)
    alles = json.loads(haal_zip(client)["gegevens.json"])
    assert alles["rollen"][0]["rol"] == "wijkmakelaar"


# --- Correcting --------------------------------------------------------------------------------------


def test_een_naam_verbeteren(mensen: Mensen) -> None:
    zaak = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    client = ingelogd(mensen.daan)
    client.post("/mijn/gegevens/verbeteren/", {"naam": " Daan  Janssen ", "toon_voornaam": "on"})
    mensen.daan.refresh_from_db()
    zaak.refresh_from_db()
    assert (mensen.daan.naam, mensen.daan.sorteernaam) == ("Daan Janssen", "daan janssen")
    assert zaak.toon_voornaam


def test_wie_een_tikfout_verbetert_zet_zijn_naam_niet_bij_meer_initiatieven(mensen: Mensen) -> None:
    maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, kenmerk="2026-0801", toon_voornaam=True)
    zonder = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, kenmerk="2026-0802")
    client = ingelogd(mensen.daan)
    assert client.get("/mijn/gegevens/verbeteren/").context["form"].initial["toon_voornaam"]
    client.post("/mijn/gegevens/verbeteren/", {"naam": "Daan Janssen", "toon_voornaam": "on"})
    zonder.refresh_from_db()
    assert not zonder.toon_voornaam


def test_een_foute_naam_geeft_het_formulier_terug(mensen: Mensen) -> None:
    antwoord = ingelogd(mensen.daan).post("/mijn/gegevens/verbeteren/", {"naam": "daan@voorbeeld.example"})
    assert "Vul alleen uw naam in" in antwoord.content.decode()
    assert 'value="daan@voorbeeld.example"' in antwoord.content.decode()


def test_een_medewerker_past_zijn_naam_niet_zelf_aan(mensen: Mensen) -> None:
    client = als_medewerker(Client(), mensen.amina)
    for pad, velden in (
        ("verbeteren", {"naam": "De Baas"}),
        ("e-mail", {"email": "prive@voorbeeld.example"}),
    ):
        assert client.post(f"/mijn/gegevens/{pad}/", velden)["Location"] == "/mijn/gegevens/"
    mensen.amina.refresh_from_db()
    assert mensen.amina.naam == "Amina de Wit"
    assert not Adreswijziging.objects.exists()


def test_een_knop_haalt_de_naam_overal_weg(iemand: Iemand) -> None:
    ingelogd(iemand.gebruiker).post("/mijn/gegevens/naam-verbergen/")
    for rijen in (
        Initiatief.objects.filter(indiener=iemand.gebruiker),
        Betrokkene.objects,
        Opmerking.objects,
    ):
        assert not rijen.filter(toon_voornaam=True).exists()
    pagina = Client().get(iemand.van_daan.get_absolute_url()).content.decode()
    assert "<span>Een inwoner</span>" in pagina
    assert "<span>Zwaantje</span>" not in pagina


# --- Another address ---------------------------------------------------------------------------------


def test_een_nieuw_adres_telt_na_de_knop(mensen: Mensen) -> None:
    client = ingelogd(mensen.daan)
    client.post("/mijn/gegevens/e-mail/", {"email": "Daan@Elders.example"})
    link = adreslink_aan("daan@elders.example")
    assert "daan" not in link  # no address in an address

    assert Client().get(link).status_code == 200  # a scanner of mail looks at it
    mensen.daan.refresh_from_db()
    assert mensen.daan.email == "daan@voorbeeld.example"
    antwoord = client.post(link)

    assert antwoord["Location"] == "/mijn/gegevens/"
    mensen.daan.refresh_from_db()
    assert mensen.daan.email == "daan@elders.example"
    assert client.get("/mijn/gegevens/").status_code == 200  # still logged in where the button was pressed
    oud = Mail.objects.get(aan="daan@voorbeeld.example", sleutel__startswith="adres-veranderd-")
    assert "Deed u dit niet?" in oud.tekst
    assert client.post(link).status_code == 404  # once


def test_met_het_nieuwe_adres_kan_men_inloggen(mensen: Mensen) -> None:
    client = ingelogd(mensen.daan)
    client.post("/mijn/gegevens/e-mail/", {"email": "daan@elders.example"})
    Client().post(adreslink_aan("daan@elders.example"))
    assert client.get("/mijn/gegevens/").status_code == 302  # every other session ended

    Client().post("/account/login/code/", {"email": "daan@elders.example"})
    assert Mail.objects.filter(aan="daan@elders.example", sleutel__startswith="inloggen-").count() == 1
    Client().post("/account/login/code/", {"email": "daan@voorbeeld.example"})
    naar_oud = Mail.objects.filter(aan="daan@voorbeeld.example", sleutel__startswith="inloggen-")
    assert all(mail.ontvanger is None for mail in naar_oud)


def test_een_adres_van_een_ander_geeft_hetzelfde_antwoord(mensen: Mensen) -> None:
    """Defends against finding out who has an account."""
    client = ingelogd(mensen.daan)
    vrij = client.post("/mijn/gegevens/e-mail/", {"email": "vrij@voorbeeld.example"})
    bezet = client.post("/mijn/gegevens/e-mail/", {"email": "fatima@voorbeeld.example"})
    schoon = [re.sub(r"csrfmiddlewaretoken[^>]*", "", a.content.decode()) for a in (vrij, bezet)]
    assert schoon[0].replace("vrij@", "fatima@") == schoon[1]
    mail = Mail.objects.get(aan="fatima@voorbeeld.example")
    assert "/gegevens/e-mail/" not in mail.tekst
    assert "al een account" in mail.tekst


def test_een_adres_dat_intussen_bezet_is_wordt_geweigerd(mensen: Mensen) -> None:
    client = ingelogd(mensen.daan)
    client.post("/mijn/gegevens/e-mail/", {"email": "straks@voorbeeld.example"})
    maak_gebruiker("Sneller Dan U", email="straks@voorbeeld.example")
    assert client.post(adreslink_aan("straks@voorbeeld.example")).status_code == 404
    mensen.daan.refresh_from_db()
    assert mensen.daan.email == "daan@voorbeeld.example"


def test_alleen_de_nieuwste_link_werkt_en_hij_hoort_bij_het_oude_adres(mensen: Mensen) -> None:
    client = ingelogd(mensen.daan)
    client.post("/mijn/gegevens/e-mail/", {"email": "een@voorbeeld.example"})
    client.post("/mijn/gegevens/e-mail/", {"email": "twee@voorbeeld.example"})
    een, twee = adreslink_aan("een@voorbeeld.example"), adreslink_aan("twee@voorbeeld.example")
    assert client.get(een).status_code == 404
    assert client.get(twee[:-3] + "abc/").status_code == 404
    Gebruiker.objects.filter(pk=mensen.daan.pk).update(email="ergens@voorbeeld.example")
    assert client.get(twee).status_code == 404


def test_een_oude_adreslink_verloopt(mensen: Mensen, monkeypatch: pytest.MonkeyPatch) -> None:
    client = ingelogd(mensen.daan)
    client.post("/mijn/gegevens/e-mail/", {"email": "een@voorbeeld.example"})
    monkeypatch.setattr("time.time", lambda: 4_000_000_000)
    assert Client().get(adreslink_aan("een@voorbeeld.example")).status_code == 410


def test_een_link_in_een_oude_mail_werkt_na_een_ander_adres(iemand: Iemand) -> None:
    oude_link = link_aan(EMAIL)
    wijziging = Adreswijziging.objects.get()
    Client().post(adreslink_aan(wijziging.nieuw))
    Client().post(oude_link)
    nieuw = Opmerking.objects.get(tekst="Groet van Zwaantje")
    assert nieuw.door == iemand.gebruiker
    assert not Gebruiker.objects.filter(email=EMAIL).exists()


# --- Erasing, from the screen ------------------------------------------------------------------------


def test_wissen_gaat_met_een_code_en_logt_uit(iemand: Iemand) -> None:
    client = ingelogd(iemand.gebruiker)
    elders = ingelogd(iemand.gebruiker)
    pagina = client.get("/mijn/gegevens/wissen/").content.decode()
    for titel in ("Een bijenhotel van Zwaantje", "Samen vegen", "Het oude plan", "Met geld"):
        assert titel in pagina
    assert "Zet hier een vinkje" in client.post("/mijn/gegevens/wissen/", {}).content.decode()
    naar = client.post("/mijn/gegevens/wissen/", {"begrepen": "on"})
    assert naar["Location"] == reverse("gegevens-wissen-bevestigen")
    client.post("/mijn/gegevens/wissen/code/", {"code": "12"})
    assert Gebruiker.objects.get(pk=iemand.gebruiker.pk).gewist_op is None

    klaar = client.post("/mijn/gegevens/wissen/code/", {"code": code_aan(EMAIL)})

    assert klaar["Location"] == reverse("gegevens-gewist")
    assert client.get(klaar["Location"]).status_code == 200
    for browser in (client, elders):
        assert browser.get("/mijn/").status_code == 302
    Client().post("/account/login/code/", {"email": EMAIL})
    assert not Mail.objects.filter(ontvanger=iemand.gebruiker).exists()


def test_een_code_om_te_downloaden_wist_niets(iemand: Iemand) -> None:
    client = ingelogd(iemand.gebruiker, net=False)
    client.post("/mijn/gegevens/download/")
    antwoord = client.post("/mijn/gegevens/wissen/code/", {"code": code_aan(EMAIL)})
    assert antwoord["Location"] == reverse("gegevens-wissen")
    assert Gebruiker.objects.get(pk=iemand.gebruiker.pk).gewist_op is None


def test_een_gemailde_link_doet_niets_meer_na_het_wissen(iemand: Iemand) -> None:
    knop = link_aan(EMAIL)
    adres = adreslink_aan("nieuw@kwartelhof.example")
    wis(gebruiker=iemand.gebruiker, ook_teksten=False, door=iemand.gebruiker)
    assert Client().post(knop).status_code == 404
    assert Client().post(adres).status_code == 404
    assert not Gebruiker.objects.filter(email__contains="kwartelhof").exists()


def test_een_medewerker_leest_waarom_het_niet_kan(mensen: Mensen) -> None:
    pagina = als_medewerker(Client(), mensen.amina).get("/mijn/gegevens/wissen/").content.decode()
    assert "Laat eerst uw rol beëindigen" in pagina
    assert "Mail mij een code" not in pagina
