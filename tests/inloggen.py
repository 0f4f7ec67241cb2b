"""Logging in, without walking through the login pages (`als_medewerker`) or by walking through them."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import oidc_provider_mock
import requests
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache
from django.http import HttpRequest
from django.test import Client
from pytest_django import Settings

from kern.models import Gebruiker, Mail

GEHEIM = "JBSWY3DPEHPK3PXP"
WACHTWOORD = "paars fietsbelletje 12"
TELEFOON = "Mozilla/5.0 (Android 15; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0"
LAPTOP = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"


def als_medewerker(client: Client, persoon: Gebruiker) -> Client:
    """Log in as somebody who has passed the second factor."""
    client.force_login(persoon)
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, persoon, "mfa", type="totp")
    request.session.save()
    return client


def snelle_wachtwoorden(settings: Settings) -> None:
    """Hashing a password is slow on purpose; that is seldom what a test is about."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def totp_code(geheim: str = GEHEIM) -> str:
    """What an authenticator app shows now."""
    return format_hotp_value(hotp_value(geheim, int(time.time()) // 30))


def geef_wachtwoord(persoon: Gebruiker) -> None:
    persoon.set_password(WACHTWOORD)
    persoon.save()


def met_wachtwoord(client: Client, persoon: Gebruiker, naar: str = "") -> Any:
    gegevens = {"login": persoon.email, "password": WACHTWOORD, "next": naar}
    return client.post("/account/login/", gegevens)


def log_in_als_medewerker(client: Client, persoon: Gebruiker) -> None:
    """Password, then the code of the app."""
    geef_wachtwoord(persoon)
    TOTP.activate(persoon, GEHEIM)
    assert met_wachtwoord(client, persoon)["Location"] == "/account/2fa/authenticate/"
    client.post("/account/2fa/authenticate/", {"code": totp_code()})


def gemailde_code() -> str:
    mail = Mail.objects.latest("id")
    gevonden = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", mail.tekst, re.MULTILINE)
    assert gevonden, mail.tekst
    return gevonden[1]


def met_code(client: Client, persoon: Gebruiker) -> Client:
    """Log in by mailed code, all the way."""
    client.post("/account/login/code/", {"email": persoon.email})
    client.post("/account/login/code/confirm/", {"code": gemailde_code()})
    assert ingelogd(client) == str(persoon.pk)
    return client


def ingelogd(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def van(nummer: int) -> Any:
    """Another visitor, each with an address of the internet of their own."""
    return {"REMOTE_ADDR": f"10.{nummer // 250}.0.{nummer % 250 + 1}"}


def komt_binnen(client: Client) -> bool:
    """Whether a page that asks for a login opens."""
    return client.get("/mijn/sessies/").status_code == 200


@contextmanager
def aanbieder(settings: Settings, provider_id: str, **instellingen: Any) -> Iterator[str]:
    """A real OIDC provider on a free port, configured as the one under this name; gives its address."""
    with oidc_provider_mock.run_server_in_thread() as server:
        adres = f"http://127.0.0.1:{server.server_port}"
        app = {
            "provider_id": provider_id,
            "name": {"gemeente": "Gemeente-account", "digid": "DigiD"}[provider_id],
            "client_id": "wijkportaal",
            "secret": "geheim",
            "settings": {"server_url": adres, **instellingen},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
        cache.clear()
        yield adres


def terug_van(client: Client, server: str, claims: dict[str, Any], heen: str, **gegevens: str) -> str:
    """Walk to the provider by posting to `heen` and log in there; gives the address that it sends one back to."""
    requests.put(f"{server}/users/{claims['sub']}", json=claims, timeout=10).raise_for_status()
    antwoord = client.post(heen, gegevens)
    assert antwoord["Location"].startswith(server)
    terug = requests.post(
        antwoord["Location"], data={"sub": claims["sub"]}, timeout=10, allow_redirects=False
    )
    return terug.headers["Location"]
