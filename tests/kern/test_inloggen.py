"""Logging in: residents by a mailed code, staff with a second factor, and nobody by a side door."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from kern.mail import verstuur_wachtende
from kern.models import Gebruiker, Mail
from kern.werkdagen import vandaag
from rollen.middleware import LAATST_ACTIEF
from rollen.models import Rol
from tests.diensten import Mailvanger
from tests.inloggen import (
    GEHEIM,
    WACHTWOORD,
    aanbieder,
    geef_wachtwoord,
    gemailde_code,
    ingelogd,
    log_in_als_medewerker,
    met_wachtwoord,
    snelle_wachtwoorden,
    terug_van,
    totp_code,
)
from tests.maak import maak_rol
from tests.personen import Mensen, zet_op

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _snel_wachtwoord(settings: Settings) -> None:
    snelle_wachtwoorden(settings)


# --- Residents ------------------------------------------------------------------------------------


def test_een_inwoner_logt_in_met_een_code_per_mail(client: Client, mensen: Mensen) -> None:
    client.post("/account/login/code/", {"email": "DAAN@voorbeeld.example"})
    assert ingelogd(client) is None
    mail = Mail.objects.get()
    assert (mail.aan, mail.vertrouwelijk) == (mensen.daan.email, True)

    antwoord = client.post("/account/login/code/confirm/", {"code": gemailde_code()})
    assert antwoord["Location"] == "/na-inloggen/"
    assert ingelogd(client) == str(mensen.daan.pk)
    assert client.get("/na-inloggen/")["Location"] == "/mijn/"


def test_de_code_wordt_gewist_zodra_hij_weg_is(
    client: Client, mensen: Mensen, mailvanger: Mailvanger
) -> None:
    client.post("/account/login/code/", {"email": mensen.daan.email})
    code = gemailde_code()
    verstuur_wachtende()
    assert code in str(mailvanger.voor(mensen.daan.email)[0])
    bewaard = Mail.objects.get()
    assert code not in bewaard.tekst + bewaard.html + bewaard.onderwerp


def test_wie_de_code_raadt_komt_er_niet_in(client: Client, mensen: Mensen) -> None:
    client.post("/account/login/code/", {"email": mensen.daan.email})
    goede = gemailde_code()
    for _poging in range(3):
        client.post("/account/login/code/confirm/", {"code": "FOUT-FOUT"})
    client.post("/account/login/code/confirm/", {"code": goede})
    assert ingelogd(client) is None


def test_wie_zich_vertikte_stopt_en_vult_een_ander_adres_in(client: Client, mensen: Mensen) -> None:
    client.post("/account/login/code/", {"email": "tikfout@voorbeeld.example"})
    scherm = client.get("/account/login/code/confirm/").content.decode()
    assert re.search(r'<form id="stop-inloggen" method="post" action="/account/logout/">', scherm)
    client.post("/account/logout/", {"next": "/account/login/"})
    assert 'id="code-email"' in client.get("/account/login/").content.decode()


def test_een_nieuwe_code_wordt_gemeld_en_een_fout_zegt_wat_te_doen(client: Client, mensen: Mensen) -> None:
    leeg = client.post("/account/login/code/", {"email": ""}).content.decode()
    assert "Vul uw e-mailadres in." in leeg
    vreemd = client.post("/account/login/code/", {"email": "daan@"}).content.decode()
    assert "Dit is geen goed e-mailadres." in vreemd
    client.post("/account/login/code/", {"email": mensen.daan.email})
    assert "nieuwe code. De oude" not in client.get("/account/login/code/confirm/").content.decode()
    opnieuw = client.post("/account/login/code/confirm/", {"action": "resend"}, follow=True)
    assert "Wij mailden u een nieuwe code. De oude code werkt niet meer." in opnieuw.content.decode()
    fout = client.post("/account/login/code/confirm/", {"code": "FOUT-FOUT"}).content.decode()
    assert "Kijk in de nieuwste mail die u van ons kreeg." in fout
    assert "placeholder" not in leeg + fout


def test_wie_te_vaak_raadt_sluit_achter_de_proxy_geen_ander_buiten(
    mensen: Mensen, settings: Settings
) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    geef_wachtwoord(mensen.daan)

    def probeer(wachtwoord: str, adres: str) -> int:
        gegevens = {"login": mensen.daan.email, "password": wachtwoord}
        koppen = {"X-Forwarded-For": f"8.8.8.8, {adres}"}
        return Client().post("/account/login/", gegevens, headers=koppen).status_code

    assert 429 in [probeer("mis", "10.0.0.1") for _poging in range(40)]
    gegevens = {"login": mensen.fatima.email, "password": "mis"}
    ander = Client().post("/account/login/", gegevens, headers={"X-Forwarded-For": "10.0.0.2"})
    assert ander.status_code == 200


def test_het_scherm_verraadt_niet_wie_er_een_account_heeft(mensen: Mensen) -> None:
    antwoorden = []
    for adres in (mensen.daan.email, "niemand@voorbeeld.example"):
        antwoord = Client().post("/account/login/code/", {"email": adres})
        antwoorden.append((antwoord.status_code, antwoord["Location"]))
    assert antwoorden[0] == antwoorden[1]
    assert (
        Mail.objects.get(aan="niemand@voorbeeld.example").onderwerp == "U wilde inloggen bij het Wijkportaal"
    )


@pytest.mark.parametrize("pad", ["signup/", "email/", "3rdparty/", "3rdparty/signup/"])
def test_niemand_maakt_of_wijzigt_zelf_een_account(client: Client, mensen: Mensen, pad: str) -> None:
    client.force_login(mensen.daan)
    assert client.get(f"/account/{pad}").status_code == 404
    gegevens = {"email": "nieuw@voorbeeld.example", "password1": WACHTWOORD, "action_add": ""}
    assert client.post(f"/account/{pad}", gegevens).status_code == 404
    assert not Gebruiker.objects.filter(email="nieuw@voorbeeld.example").exists()


def test_inloggen_stuurt_niemand_naar_een_vreemd_adres(client: Client, mensen: Mensen) -> None:
    geef_wachtwoord(mensen.daan)
    antwoord = met_wachtwoord(client, mensen.daan, naar="https://kwaad.example/")
    assert antwoord["Location"] == "/na-inloggen/"


# --- Staff ----------------------------------------------------------------------------------------


def test_een_medewerker_logt_in_met_wachtwoord_en_code(client: Client, mensen: Mensen) -> None:
    geef_wachtwoord(mensen.amina)
    TOTP.activate(mensen.amina, GEHEIM)
    antwoord = met_wachtwoord(client, mensen.amina)
    assert antwoord["Location"] == "/account/2fa/authenticate/"
    assert ingelogd(client) is None
    client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert ingelogd(client) is None

    client.post("/account/2fa/authenticate/", {"code": totp_code()})
    assert ingelogd(client) == str(mensen.amina.pk)
    assert client.get("/na-inloggen/")["Location"] == "/werkbank/"


def test_een_gemailde_code_is_voor_een_medewerker_niet_genoeg(client: Client, mensen: Mensen) -> None:
    TOTP.activate(mensen.amina, GEHEIM)
    client.post("/account/login/code/", {"email": mensen.amina.email})
    antwoord = client.post("/account/login/code/confirm/", {"code": gemailde_code()})
    assert antwoord["Location"] == "/account/2fa/authenticate/"
    assert ingelogd(client) is None


@pytest.mark.django_db(transaction=True)
def test_een_medewerker_zonder_tweede_stap_stelt_die_eerst_in(client: Client) -> None:
    mensen = zet_op()
    geef_wachtwoord(mensen.amina)
    met_wachtwoord(client, mensen.amina)
    for pad in ("/na-inloggen/", "/werkbank/", "/beheer/", "/"):
        assert client.get(pad)["Location"] == "/account/2fa/totp/activate/", pad

    pagina = client.get("/account/2fa/totp/activate/")
    assert pagina.context["form"]["code"].label == "Code uit de app"
    geheim = pagina.context["form"].secret
    codes = client.post("/account/2fa/totp/activate/", {"code": totp_code(geheim)}, follow=True)
    assert codes.redirect_chain == [("/account/2fa/recovery-codes/", 302)]
    assert Authenticator.objects.filter(user=mensen.amina, type=Authenticator.Type.TOTP).exists()
    assert client.get("/na-inloggen/")["Location"] == "/werkbank/"


def test_wie_tijdens_een_sessie_een_rol_krijgt_moet_ook_langs_de_tweede_stap(
    client: Client, mensen: Mensen
) -> None:
    geef_wachtwoord(mensen.daan)
    met_wachtwoord(client, mensen.daan)
    assert client.get("/na-inloggen/")["Location"] == "/mijn/"
    TOTP.activate(mensen.daan, GEHEIM)
    maak_rol(mensen.daan, Rol.WIJKWERKER, mensen.slotjes)

    assert client.get("/werkbank/")["Location"] == "/account/2fa/reauthenticate/?next=/werkbank/"
    antwoord = client.post("/account/2fa/reauthenticate/", {"code": totp_code(), "next": "/werkbank/"})
    assert antwoord["Location"] == "/werkbank/"
    assert client.get("/na-inloggen/")["Location"] == "/werkbank/"


def test_een_afgelopen_rol_vraagt_geen_tweede_stap(client: Client, mensen: Mensen) -> None:
    mensen.wim.rolvervullingen.update(tot=vandaag())
    geef_wachtwoord(mensen.wim)
    met_wachtwoord(client, mensen.wim)
    assert client.get("/na-inloggen/")["Location"] == "/mijn/"


def test_de_tweede_stap_van_een_ander_telt_niet(client: Client, mensen: Mensen) -> None:
    log_in_als_medewerker(client, mensen.amina)
    bewijs = client.session[AUTHENTICATION_METHODS_SESSION_KEY]
    assert [stap["method"] for stap in bewijs] == ["password", "mfa"]
    client.logout()
    client.force_login(mensen.olga)
    sessie = client.session
    sessie[AUTHENTICATION_METHODS_SESSION_KEY] = bewijs
    sessie.save()
    assert client.get("/na-inloggen/")["Location"] == "/account/2fa/totp/activate/"


def test_uitzetten_van_de_tweede_stap_vraagt_hem_eerst(client: Client, mensen: Mensen) -> None:
    log_in_als_medewerker(client, mensen.amina)
    antwoord = client.post("/account/2fa/totp/deactivate/")
    assert "/reauthenticate/" in antwoord["Location"]
    assert Authenticator.objects.filter(user=mensen.amina, type=Authenticator.Type.TOTP).exists()


# --- Walking away ---------------------------------------------------------------------------------


def laat_staan(client: Client, weg: timedelta) -> None:
    """Pretend that the last act was this long ago."""
    sessie = client.session
    sessie[LAATST_ACTIEF] -= int(weg.total_seconds())
    sessie.save()


def test_wie_te_lang_weg_is_wordt_uitgelogd(client: Client, mensen: Mensen, settings: Settings) -> None:
    settings.SESSIE_MINUTEN = 20
    log_in_als_medewerker(client, mensen.amina)
    client.get("/na-inloggen/")
    laat_staan(client, timedelta(minutes=19))
    assert client.get("/na-inloggen/")["Location"] == "/werkbank/"
    laat_staan(client, timedelta(minutes=21))
    antwoord = client.get("/na-inloggen/?a=b")
    assert antwoord["Location"] == "/account/login/?next=/na-inloggen/%3Fa%3Db"
    assert ingelogd(client) is None


def test_de_tekst_van_wie_te_lang_weg_was_gaat_niet_verloren(client: Client, mensen: Mensen) -> None:
    log_in_als_medewerker(client, mensen.amina)
    client.get("/na-inloggen/")
    laat_staan(client, timedelta(hours=1))
    gegevens = {"tekst": "Een lang antwoord waar ik <een uur> over deed.", "password": WACHTWOORD}
    antwoord = client.post("/werkbank/", gegevens)
    assert antwoord.status_code == 403
    assert "waar ik &lt;een uur&gt; over deed." in antwoord.content.decode()
    assert WACHTWOORD not in antwoord.content.decode()
    assert ingelogd(client) is None


def test_een_inwoner_blijft_ingelogd(client: Client, mensen: Mensen) -> None:
    client.force_login(mensen.daan)
    client.get("/na-inloggen/")
    assert LAATST_ACTIEF not in client.session


# --- Single sign-on -------------------------------------------------------------------------------


@pytest.fixture
def oidc(settings: Settings) -> Iterator[str]:
    """A real OIDC provider on a free port, configured as the one of the municipality."""
    with aanbieder(settings, "gemeente") as adres:
        yield adres


def via_oidc(client: Client, oidc: str, claims: dict[str, Any]) -> Any:
    """Walk to the provider, log in there, and come back."""
    return client.get(terug_van(client, oidc, claims, "/account/oidc/gemeente/login/"))


def test_een_bekende_logt_in_bij_de_gemeente(client: Client, mensen: Mensen, oidc: str) -> None:
    antwoord = via_oidc(
        client, oidc, {"sub": "a1", "email": "Amina@voorbeeld.example", "email_verified": True}
    )
    assert antwoord["Location"] == "/na-inloggen/"
    assert ingelogd(client) == str(mensen.amina.pk)
    assert client.get("/na-inloggen/")["Location"] == "/werkbank/"
    assert SocialAccount.objects.get().user == mensen.amina
    assert Mail.objects.count() == 0


def test_de_koppeling_blijft_als_het_adres_bij_de_gemeente_verandert(
    client: Client, mensen: Mensen, oidc: str
) -> None:
    via_oidc(client, oidc, {"sub": "a1", "email": mensen.amina.email})
    client.logout()
    via_oidc(client, oidc, {"sub": "a1", "email": "amina.dewit@gemeente.example"})
    assert ingelogd(client) == str(mensen.amina.pk)


@pytest.mark.parametrize(
    "claims",
    [
        {"sub": "x1", "email": "vreemde@voorbeeld.example"},
        {"sub": "x2"},
        {"sub": "x3", "email": "amina@voorbeeld.example", "email_verified": False},
        {"sub": "x4", "email": "amina@voorbeeld.example", "email_verified": "false"},
    ],
)
def test_een_onbekende_komt_er_niet_in_en_krijgt_geen_account(
    client: Client, mensen: Mensen, oidc: str, claims: dict[str, Any]
) -> None:
    aantal = Gebruiker.objects.count()
    antwoord = via_oidc(client, oidc, claims)
    assert antwoord["Location"] == "/account/login/"
    assert ingelogd(client) is None
    assert Gebruiker.objects.count() == aantal
    assert not SocialAccount.objects.exists()
    assert "Wij kennen dit account nog niet" in client.get("/account/login/").content.decode()


def test_wie_niet_meer_actief_is_komt_er_ook_bij_de_gemeente_niet_in(
    client: Client, mensen: Mensen, oidc: str
) -> None:
    mensen.amina.is_active = False
    mensen.amina.save()
    via_oidc(client, oidc, {"sub": "a1", "email": mensen.amina.email})
    assert ingelogd(client) is None


# --- Beheer ---------------------------------------------------------------------------------------


def test_het_beheer_heeft_geen_eigen_inlogpagina(client: Client, mensen: Mensen) -> None:
    assert client.get("/beheer/login/")["Location"].startswith("/account/login/?next=")
    assert client.get("/beheer/", follow=True).redirect_chain[-1][0].startswith("/account/login/?next=")
    client.force_login(mensen.daan)
    assert client.get("/beheer/login/").status_code == 403


def test_het_beheer_vraagt_ook_de_tweede_stap(client: Client, mensen: Mensen) -> None:
    geef_wachtwoord(mensen.daan)
    mensen.daan.is_staff = True
    mensen.daan.save()
    met_wachtwoord(client, mensen.daan)
    assert client.get("/beheer/")["Location"] == "/account/2fa/totp/activate/"
    assert client.get("/na-inloggen/")["Location"] == "/account/2fa/totp/activate/"


# --- Guessing, and configuration ---------------------------------------------------------------------


def test_wie_vaak_een_verkeerd_wachtwoord_probeert_moet_wachten(client: Client, mensen: Mensen) -> None:
    geef_wachtwoord(mensen.daan)
    for poging in range(5):
        client.post("/account/login/", {"login": mensen.daan.email, "password": f"gok {poging}"})
    met_wachtwoord(client, mensen.daan)
    assert ingelogd(client) is None
    cache.clear()
    met_wachtwoord(client, mensen.daan)
    assert ingelogd(client) == str(mensen.daan.pk)


def instelling(naam: str, **omgeving: str) -> str:
    """What a setting becomes in a process with this environment."""
    opdracht = f"from django.conf import settings; print(settings.{naam})"
    uitvoer = subprocess.run(
        [sys.executable, "-c", opdracht],
        env={**os.environ, **omgeving},
        capture_output=True,
        text=True,
        check=False,
    )
    return uitvoer.stdout + uitvoer.stderr


def test_inloggen_bij_de_gemeente_komt_uit_de_omgeving() -> None:
    aan = {"OIDC_AAN": "1", "OIDC_CLIENT_ID": "portaal", "OIDC_SECRET": "geheim"}
    server = "https://login.gemeente.example/tenant/v2.0"
    csp = instelling("CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action']", **aan, OIDC_SERVER=server)
    assert csp.strip() == """["'self'", 'https://login.gemeente.example']"""
    assert "Zet de omgevingsvariabele OIDC_SERVER" in instelling("OIDC_SERVER", **aan)
    assert "is geen adres" in instelling("OIDC_SERVER", **aan, OIDC_SERVER="login.gemeente.example")
    assert instelling("OIDC_SERVER").strip() == ""
