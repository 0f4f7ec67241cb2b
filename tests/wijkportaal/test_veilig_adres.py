"""Changing an e-mail address: it is the key to an account, so whoever changes it takes the account over."""

import re
import time

import pytest
from django.core import signing
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from kern.adres import ZOUT
from kern.models import Adreswijziging, Gebruiker, Mail
from tests.inloggen import als_medewerker, ingelogd, komt_binnen, met_code
from tests.personen import Mensen

pytestmark = pytest.mark.django_db
NIEUW = "daan@nieuw.example"
ADRES, LINK = "/mijn/gegevens/e-mail/", "/gegevens/e-mail/"


def vraag(client: Client, nieuw: str = NIEUW) -> str:
    """Ask for another address; gives the path of the link in the mail to it, or an empty string."""
    client.post(ADRES, {"email": nieuw})
    mail = Mail.objects.filter(aan=nieuw).order_by("pk").last()
    gevonden = re.search(r"https?://[^/\s]+(/(?:mijn/)?gegevens/e-mail/\S+/)", mail.tekst if mail else "")
    return gevonden[1] if gevonden else ""


def adres_van(persoon: Gebruiker) -> str | None:
    return Gebruiker.objects.get(pk=persoon.pk).email


def test_een_mailscanner_die_de_link_opent_verandert_geen_adres(mensen: Mensen) -> None:
    """GET and HEAD change nothing, however often; the button does."""
    client = met_code(Client(), mensen.daan)
    link = vraag(client)
    for _keer in range(2):
        assert Client().get(link).status_code == 200
        assert Client().head(link).status_code == 200
    assert adres_van(mensen.daan) == mensen.daan.email
    client.post(link)
    assert adres_van(mensen.daan) == NIEUW


def test_een_link_voor_een_nieuw_adres_werkt_een_keer(mensen: Mensen) -> None:
    """Token reuse: a link that was used takes the account back for nobody."""
    client = met_code(Client(), mensen.daan)
    link = vraag(client)
    client.post(link)
    Gebruiker.objects.filter(pk=mensen.daan.pk).update(email=mensen.daan.email)
    assert Client().post(link).status_code == 404
    assert adres_van(mensen.daan) == mensen.daan.email


def test_een_nieuwe_link_maakt_de_oude_ongeldig(mensen: Mensen) -> None:
    client = met_code(Client(), mensen.daan)
    eerste = vraag(client, "typefout@nieuw.example")
    tweede = vraag(client)
    assert Client().post(eerste).status_code == 404
    assert adres_van(mensen.daan) == mensen.daan.email
    Client().post(tweede)
    assert adres_van(mensen.daan) == NIEUW


def test_een_zelfgemaakte_of_verknipte_link_doet_niets(mensen: Mensen) -> None:
    """Without our key nobody makes one; nor does the proof of another kind of link count here."""
    link = vraag(met_code(Client(), mensen.daan))
    sleutel = Adreswijziging.objects.get().sleutel.hex
    vals = [
        link[:-5] + "/",
        f"{LINK}{sleutel}/",
        f"{LINK}{signing.dumps(sleutel, salt='iets anders')}/",
        f"{LINK}{signing.dumps(sleutel, key='geraden', salt=ZOUT)}/",
    ]
    assert [pad for pad in vals if Client().post(pad).status_code != 404] == []
    assert adres_van(mensen.daan) == mensen.daan.email


def test_een_link_van_gisteren_is_verlopen(mensen: Mensen, monkeypatch: pytest.MonkeyPatch) -> None:
    link = vraag(met_code(Client(), mensen.daan))
    nu = time.time()
    monkeypatch.setattr(time, "time", lambda: nu + 24 * 3600 + 60)
    assert Client().post(link).status_code == 410
    assert adres_van(mensen.daan) == mensen.daan.email


def test_de_link_van_de_een_verandert_niets_van_wie_hem_opent(mensen: Mensen) -> None:
    """Somebody else is logged in in this browser: their account stays as it is, and they stay who they are."""
    link = vraag(met_code(Client(), mensen.daan))
    fatima = met_code(Client(), mensen.fatima)
    fatima.post(link)
    assert adres_van(mensen.fatima) == mensen.fatima.email
    assert adres_van(mensen.daan) == NIEUW
    assert ingelogd(fatima) == str(mensen.fatima.pk)


def test_niemand_ziet_of_een_adres_van_een_ander_is(mensen: Mensen) -> None:
    """Enumeration: the page says the same, and only whoever reads that mailbox hears more."""
    client = met_code(Client(), mensen.daan)
    client.get(ADRES)  # "U bent ingelogd" has been read
    gezien = []
    for adres in (NIEUW, mensen.fatima.email):
        antwoord = client.post(ADRES, {"email": adres})
        tekst = re.sub(r'value="[^"]{64}"', "", antwoord.content.decode()).replace(adres, "ADRES")
        gezien.append((antwoord.status_code, tekst))
        assert Mail.objects.filter(aan=adres, vertrouwelijk=True).exists()
    assert gezien[0] == gezien[1]


def test_het_adres_van_een_ander_is_niet_over_te_nemen(mensen: Mensen) -> None:
    """Neither by asking for it, nor when it becomes somebody's while the link is under way."""
    client = met_code(Client(), mensen.daan)
    assert vraag(client, mensen.fatima.email) == ""
    link = vraag(client)
    Gebruiker.objects.filter(pk=mensen.fatima.pk).update(email=NIEUW)
    assert Client().post(link).status_code == 404
    assert adres_van(mensen.daan) == mensen.daan.email
    assert adres_van(mensen.fatima) == NIEUW


def test_het_oude_adres_hoort_dat_het_veranderde(mensen: Mensen) -> None:
    """Whose account is taken over hears it where they still read; without being told the new address."""
    client = met_code(Client(), mensen.daan)
    client.post(vraag(client))
    bericht = Mail.objects.filter(aan=mensen.daan.email).order_by("pk").last()
    assert bericht is not None
    assert "e-mailadres" in bericht.onderwerp.lower() + bericht.tekst.lower()
    assert NIEUW not in bericht.tekst + bericht.html + bericht.onderwerp
    assert "/contact" in bericht.tekst or "#contact" in bericht.tekst or "gemeente" in bericht.tekst.lower()


def test_een_vreemde_site_kan_geen_nieuw_adres_vragen(mensen: Mensen) -> None:
    """CSRF: a form on another site, sent by the browser of somebody who is logged in here."""
    client = met_code(Client(), mensen.daan)
    streng = Client(enforce_csrf_checks=True)
    streng.cookies = client.cookies
    assert streng.post(ADRES, {"email": NIEUW}).status_code == 403
    assert not Adreswijziging.objects.exists()


def test_wie_al_lang_is_ingelogd_laat_eerst_zien_wie_het_is(mensen: Mensen) -> None:
    """An unlocked telephone on a table is not enough: a code by mail comes first."""
    client = met_code(Client(), mensen.daan)
    sessie = client.session
    for stap in sessie["account_authentication_methods"]:
        stap["at"] -= 3600
    sessie.save()
    assert vraag(client) == ""
    assert not Adreswijziging.objects.exists()


def test_na_een_nieuw_adres_zijn_andere_browsers_en_het_oude_adres_buiten(mensen: Mensen) -> None:
    client, elders = met_code(Client(), mensen.daan), met_code(Client(), mensen.daan)
    oud = mensen.daan.email
    client.post(vraag(client))
    assert komt_binnen(client)
    assert not komt_binnen(elders)
    Mail.objects.all().delete()
    cache.clear()
    for pad in ("/account/login/code/", "/account/password/reset/"):
        Client().post(pad, {"email": oud})
    assert {mail.onderwerp for mail in Mail.objects.all()} == {"U wilde inloggen bij het Wijkportaal"}
    opnieuw = Client()
    opnieuw.post("/account/login/code/", {"email": NIEUW})
    assert Mail.objects.filter(aan=NIEUW).exists()


def test_veel_mensen_lastigvallen_met_een_bevestiging_gaat_niet(mensen: Mensen) -> None:
    """Counted per person who asks and per mailbox, also with a plus in the address."""
    client = met_code(Client(), mensen.daan)
    for nummer in range(10):
        client.post(ADRES, {"email": f"slachtoffer+{nummer}@voorbeeld.example"})
    assert Mail.objects.filter(aan__startswith="slachtoffer").count() == 5


def test_het_adres_van_een_medewerker_verandert_de_beheerder(mensen: Mensen, settings: Settings) -> None:
    client = als_medewerker(Client(), mensen.amina)
    client.post(ADRES, {"email": NIEUW})
    assert not Adreswijziging.objects.exists()
