"""Whoever has somebody else's session for a while, or manages accounts, must not stay in by a way to log in."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django import Settings

from kern.models import Gebruiker, Inzage, Mail
from kern.werkdagen import vandaag
from rollen.models import Rol
from tests.inloggen import (
    GEHEIM,
    als_medewerker,
    ingelogd,
    komt_binnen,
    met_code,
    snelle_wachtwoorden,
    totp_code,
)
from tests.maak import maak_gebruiker, maak_rol
from tests.personen import Mensen

pytestmark = pytest.mark.django_db
TOTP, SLEUTEL, WACHTWOORD = (
    "/account/2fa/totp/activate/",
    "/account/2fa/webauthn/add/",
    "/account/password/set/",
)
MENSEN = "/beheer/kern/gebruiker/"


@pytest.fixture(autouse=True)
def _snel_wachtwoord(settings: Settings) -> None:
    snelle_wachtwoorden(settings)


@pytest.fixture
def gestolen(mensen: Mensen) -> Client:
    """A session of Daan in which he logged in an hour ago."""
    client = met_code(Client(), mensen.daan)
    sessie = client.session
    for stap in sessie["account_authentication_methods"]:
        stap["at"] -= 3600
    sessie.save()
    return client


def _zet_totp_geheim(client: Client) -> None:
    sessie = client.session
    sessie["mfa.totp.secret"] = GEHEIM
    sessie.save()


def test_een_gestolen_sessie_krijgt_geen_eigen_wachtwoord_of_tweede_stap(
    gestolen: Client, mensen: Mensen
) -> None:
    """With one of these the thief stays, passes for somebody who just logged in, and locks the owner out."""
    _zet_totp_geheim(gestolen)
    for pad, invoer in (
        (TOTP, {"code": totp_code()}),
        (SLEUTEL, {"name": "van mij", "credential": "{}"}),
        (WACHTWOORD, {"password1": "blauwe fietsbel 34", "password2": "blauwe fietsbel 34"}),
    ):
        assert "Log eerst opnieuw in" in gestolen.get(pad).content.decode(), pad
        assert gestolen.post(pad, invoer).status_code == 403, pad
    assert not Authenticator.objects.filter(user=mensen.daan).exists()
    assert not Gebruiker.objects.get(pk=mensen.daan.pk).has_usable_password()
    antwoord = gestolen.post("/mijn/gegevens/download/")
    assert (antwoord.status_code, antwoord["Location"]) == (302, "/mijn/gegevens/code/")


def test_kijken_logt_niemand_uit_en_opnieuw_inloggen_komt_terug(gestolen: Client) -> None:
    """A link that somebody else placed changes nothing; the button does."""
    gestolen.get(WACHTWOORD)
    assert komt_binnen(gestolen)
    antwoord = gestolen.post("/account/logout/", {"next": f"/account/login/?next={WACHTWOORD}"})
    assert antwoord["Location"] == f"/account/login/?next={WACHTWOORD}"
    assert ingelogd(gestolen) is None


def test_wie_net_inlogde_kiest_wel_een_wachtwoord_en_een_tweede_stap(mensen: Mensen) -> None:
    client = met_code(Client(), mensen.daan)
    for pad in (TOTP, SLEUTEL, WACHTWOORD):
        antwoord = client.get(pad)
        assert antwoord.status_code == 200
        assert "Log eerst opnieuw in" not in antwoord.content.decode()


# --- Somebody who manages accounts -------------------------------------------------------------------


@pytest.fixture
def hanneke(mensen: Mensen) -> Gebruiker:
    hanneke = maak_gebruiker("Hanneke Mulder", is_staff=True)
    maak_rol(hanneke, Rol.BEHEERDER)
    return hanneke


def test_wie_het_account_van_een_ander_overneemt_doet_dat_niet_in_stilte(
    hanneke: Gebruiker, mensen: Mensen
) -> None:
    """With another address comes another mailbox for the codes: the old one hears it and is out."""
    client, olga = als_medewerker(Client(), hanneke), met_code(Client(), mensen.olga)
    oud = mensen.olga.email
    gegevens = {"naam": mensen.olga.naam, "email": "van-hanneke@elders.example", "is_active": "on"}
    assert client.post(f"{MENSEN}{mensen.olga.pk}/change/", gegevens).status_code == 302
    bericht = Mail.objects.filter(aan=oud).latest("pk")
    assert "een ander e-mailadres" in bericht.tekst
    assert "van-hanneke" not in bericht.tekst + bericht.html
    assert ingelogd(Client()) is None
    assert not komt_binnen(olga)


def test_niemand_verandert_in_het_beheer_het_eigen_account(hanneke: Gebruiker) -> None:
    """Four eyes: nor the name under which one's acts are read, nor the address."""
    client = als_medewerker(Client(), hanneke)
    gegevens = {
        "naam": "Olga Brouwers",
        "email": "anders@elders.example",
        "is_active": "on",
        "is_staff": "on",
    }
    assert client.post(f"{MENSEN}{hanneke.pk}/change/", gegevens).status_code == 403
    assert Gebruiker.objects.get(pk=hanneke.pk).naam == "Hanneke Mulder"


ROLLEN = "/werkbank/rollen/nieuw/"


def _rol(email: str, rol: Rol) -> dict[str, object]:
    dag = vandaag()
    return {
        "email": email,
        "rol": rol.value,
        "vanaf_dag": dag.day,
        "vanaf_maand": dag.month,
        "vanaf_jaar": dag.year,
    }


def _geef(client: Client, velden: dict[str, object]) -> None:
    stempel = client.post(ROLLEN, velden).context["gevolg"].stempel
    assert client.post(ROLLEN, {**velden, "stap": "doe", "gezien": stempel}).status_code == 302


@pytest.mark.parametrize("rol", [Rol.BEHEERDER, Rol.AUDITOR])
def test_wie_zichzelf_via_een_tweede_account_meer_rechten_geeft_doet_dat_niet_in_stilte(
    hanneke: Gebruiker, mensen: Mensen, rol: Rol
) -> None:
    """Four eyes by two accounts of one person: everybody else who manages roles hears of such a role."""
    maak_gebruiker("Hanneke Thuis", email="hanneke@thuis.example")
    _geef(als_medewerker(Client(), hanneke), _rol("hanneke@thuis.example", rol))
    bericht = Mail.objects.get(ontvanger=mensen.olga)
    assert "Hanneke Thuis wordt" in bericht.tekst
    assert "Hanneke Mulder heeft rollen" in bericht.tekst
    assert not Mail.objects.filter(ontvanger=hanneke).exists()


def test_een_gewone_rol_vertelt_het_portaal_alleen_wie_het_aangaat(
    hanneke: Gebruiker, mensen: Mensen
) -> None:
    _geef(als_medewerker(Client(), hanneke), _rol(mensen.daan.email, Rol.RAADSLID))
    assert not Mail.objects.filter(ontvanger=mensen.olga).exists()


def test_wie_met_een_adres_opzoekt_hoe_een_inwoner_heet_laat_een_regel_na(
    hanneke: Gebruiker, mensen: Mensen
) -> None:
    """The preview names who has an address: a way to look up residents without having a role for it."""
    antwoord = als_medewerker(Client(), hanneke).post(ROLLEN, _rol(mensen.daan.email, Rol.RAADSLID))
    assert mensen.daan.naam in antwoord.content.decode()
    regel = Inzage.objects.get()
    assert (regel.wie, regel.van, regel.verzoek) == (hanneke, mensen.daan, antwoord["X-Request-ID"])
