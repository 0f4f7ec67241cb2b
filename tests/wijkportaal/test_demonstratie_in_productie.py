"""Nothing of the demonstration can be reached in production; each test starts Django as production does."""

import json
import os
import subprocess
import sys

import pytest
from allauth.mfa.totp.internal.auth import TOTP

from rollen.models import Rol
from tests.maak import maak_gebruiker, maak_rol, maak_wijk
from wijkportaal.demonstratie.accounts import WACHTWOORD, geheim_van

PRODUCTIE = {
    "WIJKPORTAAL_MODUS": "productie",
    "DJANGO_SETTINGS_MODULE": "wijkportaal.settings",
    "PORTAAL_URL": "https://portaal.example",
    "ALLOWED_HOSTS": "portaal.example",
    "SECRET_KEY": "een-sleutel-voor-deze-test-die-lang-genoeg-is-0123456789-abcdef",
    "EMAIL_HOST": "127.0.0.1",
    "MAIL_AFZENDER": "portaal@portaal.example",
}

BEGIN = """
import json
import django
django.setup()
from django.apps import apps
from django.conf import settings
from django.test import Client, override_settings
assert settings.PRODUCTIE and not settings.DEBUG
"""


def draai(code: str, omgeving: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", BEGIN + code],
        env={**omgeving, **PRODUCTIE},
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.fixture
def nergens() -> dict[str, str]:
    """Enough to start; nothing listens there."""
    return {
        **os.environ,
        "DATABASE_URL": "postgresql://niemand@127.0.0.1:1/geen",
        "REDIS_URL": "redis://127.0.0.1:1",
    }


def test_de_app_en_haar_adressen_zijn_er_niet(nergens: dict[str, str]) -> None:
    antwoord = draai(
        """
from django.template import TemplateSyntaxError, engines
from django.urls import Resolver404, resolve
from kern.context import portaal
from django.test import RequestFactory
uit = {"app": apps.is_installed("wijkportaal.demonstratie")}
for adres in ("/demonstratie/", "/demonstratie/mail/", "/demonstratie/mail/1/"):
    try:
        resolve(adres)
        uit[adres] = True
    except Resolver404:
        uit[adres] = False
uit["vlag"] = portaal(RequestFactory().get("/"))["demonstratie"]
try:
    engines["django"].from_string("{% load demonstratie %}")
    uit["sjabloon"] = True
except TemplateSyntaxError:
    uit["sjabloon"] = False
print(json.dumps(uit))
""",
        nergens,
    )
    assert antwoord.returncode == 0, antwoord.stderr
    assert set(json.loads(antwoord.stdout).values()) == {False}


def test_de_app_weigert_te_starten(nergens: dict[str, str]) -> None:
    antwoord = draai(
        """
with override_settings(INSTALLED_APPS=["wijkportaal.demonstratie", *settings.INSTALLED_APPS]):
    print("gestart")
""",
        nergens,
    )
    assert antwoord.returncode != 0
    assert "kan niet aan staan in productie" in antwoord.stderr
    assert "gestart" not in antwoord.stdout


@pytest.mark.parametrize("modus", ["production", "Productie", "demo"])
def test_een_tikfout_in_de_modus_start_niets(nergens: dict[str, str], modus: str) -> None:
    """Else it would run with the known key and the open cookies of a demonstration."""
    antwoord = subprocess.run(
        [sys.executable, "manage.py", "check"],
        env={**nergens, **PRODUCTIE, "WIJKPORTAAL_MODUS": modus},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert antwoord.returncode != 0
    assert f"niet {modus!r}" in antwoord.stderr


@pytest.mark.parametrize("opdracht", ["laad_demonstratie", "demonstratie_accounts"])
def test_de_opdrachten_zijn_er_niet(nergens: dict[str, str], opdracht: str) -> None:
    antwoord = subprocess.run(
        [sys.executable, "manage.py", opdracht],
        env={**nergens, **PRODUCTIE},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert antwoord.returncode != 0
    assert "Unknown command" in antwoord.stderr


def test_ook_buiten_de_opdracht_om_wordt_er_niets_geladen(nergens: dict[str, str]) -> None:
    """Even with the flag turned by hand: the mode decides."""
    antwoord = draai(
        """
from django.core.exceptions import ImproperlyConfigured
from wijkportaal.demonstratie.accounts import richt_accounts_in
from wijkportaal.demonstratie.laden import laad_inhoud
geweigerd = 0
for vlag in (False, True):
    with override_settings(DEMONSTRATIE=vlag):
        for laad in (laad_inhoud, richt_accounts_in):
            try:
                laad()
            except ImproperlyConfigured:
                geweigerd += 1
print(geweigerd)
""",
        nergens,
    )
    assert antwoord.returncode == 0, antwoord.stderr
    assert antwoord.stdout.strip() == "4"


def test_de_inlogpagina_toont_geen_code(omgeving_van_test: dict[str, str]) -> None:
    """Also not for an account that came from a demonstration: both login pages stay silent."""
    amina = maak_gebruiker("Amina de Wit", email="amina@gemeente.example", password=WACHTWOORD)
    maak_rol(amina, Rol.WIJKMAKELAAR, maak_wijk())
    TOTP.activate(amina, geheim_van(amina.email))
    maak_gebruiker("Daan Jansen", email="daan@wijk.example")
    antwoord = draai(
        f"""
from wijkportaal.demonstratie.accounts import code_van
plat = dict(settings.STORAGES)
plat["staticfiles"] = {{"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
post = {{"secure": True, "follow": True}}
with override_settings(STORAGES=plat):
    medewerker, inwoner = (Client(HTTP_HOST="portaal.example") for _ in range(2))
    gegevens = {{"login": "amina@gemeente.example", "password": "{WACHTWOORD}"}}
    tweede = medewerker.post("/account/login/", gegevens, **post)
    gemaild = inwoner.post("/account/login/code/", {{"email": "daan@wijk.example"}}, **post)
    weg = medewerker.get("/demonstratie/mail/", secure=True)
code = inwoner.session["account_login"]["state"]["stages"]["login_by_code"]["data"]["code"]
paginas = [tweede.content.decode(), gemaild.content.decode()]
print(json.dumps({{
    "adressen": [pagina.redirect_chain[-1][0] for pagina in (tweede, gemaild)],
    "statussen": [tweede.status_code, gemaild.status_code, weg.status_code],
    "woord": any("demonstratie" in pagina.lower() for pagina in paginas),
    "codes": code_van("amina@gemeente.example") in paginas[0] or code in paginas[1],
}}))
""",
        omgeving_van_test,
    )
    assert antwoord.returncode == 0, antwoord.stderr
    uit = json.loads(antwoord.stdout.strip().splitlines()[-1])
    assert [adres.removeprefix("https://portaal.example") for adres in uit["adressen"]] == [
        "/account/2fa/authenticate/",
        "/account/login/code/confirm/",
    ]
    assert uit["statussen"] == [200, 200, 404]
    assert uit["woord"] is False
    assert uit["codes"] is False
