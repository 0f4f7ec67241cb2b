"""Sessions: seen and ended by whom they belong to, and over when they should be."""

import time
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings as instellingen
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.cached_db import SessionStore
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries, Settings

from kern.bewaren import ruim_op
from kern.models import Gebruiker, Mail
from kern.sessies import GEEN_ADRES, beeindig_sessies, blijf_hier, in_woorden, soort_van
from kern.werkdagen import begin_van, vandaag
from rollen.middleware import LAATST_ACTIEF
from tests.inloggen import (
    LAPTOP,
    TELEFOON,
    WACHTWOORD,
    als_medewerker,
    geef_wachtwoord,
    ingelogd,
    komt_binnen,
    log_in_als_medewerker,
    met_code,
    snelle_wachtwoorden,
    totp_code,
)
from tests.personen import Mensen

pytestmark = pytest.mark.django_db
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.1 Mobile/15E148 Safari/604.1"
)
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0"
)
TABLET = "Mozilla/5.0 (Linux; Android 15; SM-X910) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36"


@pytest.fixture(autouse=True)
def _snel_wachtwoord(settings: Settings) -> None:
    snelle_wachtwoorden(settings)


def browser(soort: str = LAPTOP) -> Client:
    return Client(headers={"User-Agent": soort})


def sleutel(client: Client) -> str:
    return client.cookies[instellingen.SESSION_COOKIE_NAME].value


def rij_van(client: Client) -> UserSession:
    return UserSession.objects.get(session_key=sleutel(client))


# --- To see where one is logged in, and to end it there ----------------------------------------------


def test_een_gestolen_sessiesleutel_werkt_niet_meer_na_log_daar_uit(mensen: Mensen) -> None:
    """Somebody walks off with the telephone: logged out from the laptop it opens nothing any more."""
    laptop, telefoon = met_code(browser(), mensen.daan), met_code(browser(TELEFOON), mensen.daan)
    gestolen = Client()
    gestolen.cookies[instellingen.SESSION_COOKIE_NAME] = sleutel(telefoon)
    assert komt_binnen(gestolen)
    pagina = laptop.get("/mijn/sessies/").content.decode()
    assert pagina.index("Hier bent u nu") < pagina.index("Firefox op een telefoon")

    pad = f"/mijn/sessies/{rij_van(telefoon).pk}/uit/"
    assert laptop.post(pad)["Location"] == "/mijn/sessies/"
    for client in (gestolen, telefoon):
        assert client.get("/mijn/sessies/")["Location"] == "/account/login/?next=/mijn/sessies/"
    assert komt_binnen(laptop)
    winkel = SessionStore()
    assert cache.get(winkel.cache_key_prefix + sleutel(laptop)) is not None
    assert cache.get(winkel.cache_key_prefix + sleutel(gestolen)) is None
    assert not Session.objects.filter(session_key=sleutel(gestolen)).exists()
    assert "Firefox op een telefoon" not in laptop.get("/mijn/sessies/?opnieuw").content.decode()
    assert laptop.post(pad).status_code == 404


def test_overal_elders_uit_laat_alleen_deze_browser_binnen(mensen: Mensen) -> None:
    """Whoever is not sure what was stolen ends everything at once."""
    laptop = met_code(browser(), mensen.daan)
    anderen = [met_code(browser(TELEFOON), mensen.daan), met_code(browser(IPHONE), mensen.daan)]
    fatima = met_code(browser(), mensen.fatima)
    assert "2 andere plekken" in laptop.post("/mijn/sessies/elders-uit/", follow=True).content.decode()
    assert not any(komt_binnen(client) for client in anderen)
    assert komt_binnen(laptop)
    assert komt_binnen(fatima)


def test_deze_sessie_beeindigen_is_uitloggen(mensen: Mensen) -> None:
    laptop = met_code(browser(), mensen.daan)
    assert laptop.post(f"/mijn/sessies/{rij_van(laptop).pk}/uit/")["Location"] == "/"
    assert not komt_binnen(laptop)


def test_de_sessie_van_een_ander_is_niet_te_zien_en_niet_te_beeindigen(mensen: Mensen) -> None:
    """An id of somebody else's session answers as one that does not exist."""
    daan, fatima = met_code(browser(), mensen.daan), met_code(browser(TELEFOON), mensen.fatima)
    assert "telefoon" not in daan.get("/mijn/sessies/").content.decode()
    van_fatima = daan.post(f"/mijn/sessies/{rij_van(fatima).pk}/uit/")
    bestaat_niet = daan.post("/mijn/sessies/999999999/uit/")
    assert (van_fatima.status_code, bestaat_niet.status_code) == (404, 404)
    assert komt_binnen(fatima)


def test_een_link_beeindigt_geen_sessie(mensen: Mensen) -> None:
    """An image on another site makes a browser GET an address; that must change nothing."""
    laptop, telefoon = met_code(browser(), mensen.daan), met_code(browser(TELEFOON), mensen.daan)
    for pad in (f"/mijn/sessies/{rij_van(telefoon).pk}/uit/", "/mijn/sessies/elders-uit/"):
        assert laptop.get(pad).status_code == 405
    vreemde_site = Client(enforce_csrf_checks=True)
    vreemde_site.cookies = laptop.cookies
    assert vreemde_site.post("/mijn/sessies/elders-uit/").status_code == 403
    assert komt_binnen(telefoon)


def test_wie_niet_is_ingelogd_logt_eerst_in(client: Client) -> None:
    for pad in ("/mijn/sessies/", "/mijn/inloggen/"):
        assert client.get(pad)["Location"] == f"/account/login/?next={pad}"
    assert client.post("/mijn/sessies/elders-uit/")["Location"].startswith("/account/login/")


def test_de_pagina_van_allauth_zelf_is_er_niet(mensen: Mensen) -> None:
    laptop = met_code(browser(), mensen.daan)
    assert laptop.get("/account/sessions/").status_code == 404
    assert laptop.post("/account/sessions/").status_code == 404


# --- When a session must be over ------------------------------------------------------------------------


def test_een_sleutel_van_voor_het_inloggen_werkt_daarna_niet(mensen: Mensen) -> None:
    """Session fixation: somebody puts their own key in your browser and waits until you log in."""
    aanvaller = Client()
    aanvaller.post("/account/login/code/", {"email": mensen.daan.email})
    voorgekookt = sleutel(aanvaller)
    daan = browser()
    daan.cookies[instellingen.SESSION_COOKIE_NAME] = voorgekookt
    met_code(daan, mensen.daan)
    assert sleutel(daan) != voorgekookt
    assert komt_binnen(daan)
    assert not komt_binnen(aanvaller)


def test_na_uitloggen_werkt_een_bewaarde_sleutel_niet(mensen: Mensen) -> None:
    """A cookie copied from a shared computer is worth nothing once its owner logged out."""
    laptop = met_code(browser(), mensen.daan)
    kopie = Client()
    kopie.cookies[instellingen.SESSION_COOKIE_NAME] = sleutel(laptop)
    assert komt_binnen(kopie)
    laptop.post("/account/logout/")
    assert not komt_binnen(kopie)


def test_een_nieuw_wachtwoord_sluit_een_gestolen_sessie_buiten(mensen: Mensen) -> None:
    """Changing the password is what people do when they trust it no more; then whoever was in is out."""
    geef_wachtwoord(mensen.daan)
    laptop, telefoon = met_code(browser(), mensen.daan), met_code(browser(TELEFOON), mensen.daan)
    nieuw = "geel fietsbelletje 34"
    gegevens = {"oldpassword": WACHTWOORD, "password1": nieuw, "password2": nieuw}
    laptop.post("/account/password/change/", gegevens)
    assert Gebruiker.objects.get(pk=mensen.daan.pk).check_password(nieuw)
    assert not komt_binnen(telefoon)
    assert komt_binnen(laptop)
    assert [rij.session_key for rij in UserSession.objects.all()] == [sleutel(laptop)]
    assert Mail.objects.filter(aan=mensen.daan.email, onderwerp__contains="manier van inloggen").exists()


def test_een_nieuw_adres_sluit_een_gestolen_sessie_buiten(mensen: Mensen) -> None:
    """Whoever reads the old mailbox, and so could be in, is out when the address changes."""
    laptop, telefoon = met_code(browser(), mensen.daan), met_code(browser(TELEFOON), mensen.daan)
    verzoek = laptop.get("/mijn/sessies/").wsgi_request
    assert isinstance(verzoek.user, Gebruiker)
    verzoek.user.email = "daan@nieuw.example"
    verzoek.user.save()
    blijf_hier(verzoek)
    laptop.cookies[instellingen.SESSION_COOKIE_NAME] = str(verzoek.session.session_key)
    verzoek.session.save()
    assert not komt_binnen(telefoon)
    assert komt_binnen(laptop)
    assert "Hier bent u nu" in laptop.get("/mijn/sessies/").content.decode()


def test_een_nieuw_adres_in_het_beheer_sluit_iedereen_buiten(mensen: Mensen) -> None:
    """Also when nobody thought of ending sessions: the address is part of what a session must match."""
    telefoon = met_code(browser(TELEFOON), mensen.daan)
    Gebruiker.objects.filter(pk=mensen.daan.pk).update(email="daan@nieuw.example")
    assert not komt_binnen(telefoon)


def test_een_gesloten_account_is_bij_het_volgende_verzoek_buiten(mensen: Mensen) -> None:
    """Somebody who left on bad terms still has the portal open."""
    telefoon = met_code(browser(TELEFOON), mensen.daan)
    Gebruiker.objects.filter(pk=mensen.daan.pk).update(is_active=False)
    assert not komt_binnen(telefoon)


def test_wie_in_het_beheer_wordt_gesloten_komt_ook_na_heropenen_niet_met_een_oude_sleutel_binnen(
    mensen: Mensen,
) -> None:
    """Closing ends the sessions themselves: opening the account again does not bring a stolen one back to life."""
    telefoon = met_code(browser(TELEFOON), mensen.daan)
    mensen.olga.is_staff = True
    mensen.olga.save()
    beheer = als_medewerker(Client(), mensen.olga)
    gegevens = {"naam": mensen.daan.naam, "email": mensen.daan.email}
    pad = f"/beheer/kern/gebruiker/{mensen.daan.pk}/change/"
    assert beheer.post(pad, gegevens).status_code == 302
    assert beheer.post(pad, {**gegevens, "is_active": "on"}).status_code == 302
    assert Gebruiker.objects.get(pk=mensen.daan.pk).is_active
    assert not komt_binnen(telefoon)


def test_wie_geen_rol_meer_heeft_ziet_bij_het_volgende_verzoek_niets_meer(mensen: Mensen) -> None:
    """Rights are read at every request, not kept in the session."""
    client = als_medewerker(Client(), mensen.wim)
    assert client.get("/werkbank/").status_code == 200
    mensen.wim.rolvervullingen.update(tot=vandaag())
    assert client.get("/werkbank/").status_code == 404


def test_een_oude_redis_geeft_een_beeindigde_sessie_niet_terug(mensen: Mensen) -> None:
    """A request that was on its way when the session ended must not save it again."""
    telefoon = met_code(browser(TELEFOON), mensen.daan)
    onderweg = SessionStore(sleutel(telefoon))
    onderweg["iets"] = 1  # read, and not yet written
    beeindig_sessies(gebruiker=mensen.daan)
    with pytest.raises(UpdateError):
        onderweg.save()
    assert not komt_binnen(telefoon)


# --- What is kept of it --------------------------------------------------------------------------------


def test_van_een_sessie_wordt_geen_ip_adres_en_geen_volledige_browser_bewaard(mensen: Mensen) -> None:
    """Where people are and what exactly they have is not needed to recognise one's own telephone."""
    rij = rij_van(met_code(browser(IPHONE), mensen.daan))
    assert (rij.ip, rij.user_agent) == (GEEN_ADRES, "Safari/telefoon")
    rij.user_agent = "curl/8.0"
    rij.save()
    assert rij.user_agent == "/"


@pytest.mark.parametrize(
    ("user_agent", "woorden"),
    [
        (TELEFOON, "Firefox op een telefoon"),
        (LAPTOP, "Firefox op een computer"),
        (IPHONE, "Safari op een telefoon"),
        (EDGE, "Edge op een computer"),
        (TABLET, "Chrome op een tablet"),
        ("", "Een browser op een onbekend apparaat"),
        ("<script>alert(1)</script>", "Een browser op een onbekend apparaat"),
    ],
)
def test_een_apparaat_heet_zoals_mensen_het_noemen(user_agent: str, woorden: str) -> None:
    assert in_woorden(soort_van(user_agent)) == woorden


def test_een_verzoek_schrijft_niets_over_de_sessie(
    mensen: Mensen, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Two queries for the list, however long it is, and no write per request."""
    laptop = met_code(browser(), mensen.daan)
    laptop.get("/mijn/sessies/")
    with django_assert_num_queries(4) as een:
        laptop.get("/mijn/sessies/")
    for _keer in range(3):
        met_code(browser(TELEFOON), mensen.daan)
        cache.clear()  # no more than three codes a minute
    laptop.get("/mijn/sessies/")
    with django_assert_num_queries(4) as vier:
        assert laptop.get("/mijn/sessies/").content.decode().count("Firefox op een telefoon") >= 3
    assert _schrijft(een) == _schrijft(vier) == []


def _schrijft(vragen: CaptureQueriesContext) -> list[str]:
    return [v["sql"] for v in vragen.captured_queries if v["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_wat_een_medewerker_te_lang_liet_staan_staat_er_niet_bij(mensen: Mensen) -> None:
    """It opens nothing any more, and would worry whoever reads it."""
    telefoon, laptop = browser(TELEFOON), browser()
    log_in_als_medewerker(telefoon, mensen.amina)
    telefoon.get("/werkbank/")
    cache.clear()  # the same code of the app may be used once only
    laptop.post("/account/login/", {"login": mensen.amina.email, "password": WACHTWOORD})
    laptop.post("/account/2fa/authenticate/", {"code": totp_code()})
    assert "Firefox op een telefoon" in laptop.get("/mijn/sessies/").content.decode()
    sessie = telefoon.session
    sessie[LAATST_ACTIEF] = int(time.time()) - instellingen.SESSIE_MINUTEN * 60 - 60
    sessie.save()
    assert "Firefox op een telefoon" not in laptop.get("/mijn/sessies/").content.decode()


def test_wat_voorbij_is_wordt_vergeten(mensen: Mensen) -> None:
    laptop, telefoon = met_code(browser(), mensen.daan), met_code(browser(TELEFOON), mensen.daan)
    Session.objects.filter(session_key=sleutel(telefoon)).update(
        expire_date=begin_van(vandaag()) - timedelta(seconds=1)
    )
    assert ruim_op(vandaag())["sessie"] == 2  # the session, and the row about it
    assert not ruim_op(vandaag())["sessie"]
    assert [rij.session_key for rij in UserSession.objects.all()] == [sleutel(laptop)]
    assert ingelogd(laptop)
