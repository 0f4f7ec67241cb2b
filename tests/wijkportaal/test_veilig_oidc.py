"""Single sign-on of staff: a real OIDC server, and one that lies, against what an attacker can put in between."""

import json
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from kern.models import Gebruiker
from rollen.models import Rolvervulling
from tests.inloggen import GEHEIM, aanbieder, ingelogd, met_code, terug_van
from tests.personen import Mensen

pytestmark = pytest.mark.django_db
HEEN = "/account/oidc/gemeente/login/"
GEVRAAGD: list[dict[str, list[str]]] = []  # what the lying server was asked at its token endpoint
ANTWOORD: dict[str, Any] = {}


class Leugenaar(BaseHTTPRequestHandler):
    """An OIDC server that answers whatever `ANTWOORD` says."""

    def _geef(self, inhoud: dict[str, Any]) -> None:
        tekst = json.dumps(inhoud).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(tekst)))
        self.end_headers()
        self.wfile.write(tekst)

    def do_GET(self) -> None:
        adres = f"http://{self.headers['Host']}"
        if self.path.startswith("/.well-known/"):
            self._geef(
                {
                    "issuer": adres,
                    "authorization_endpoint": f"{adres}/heen",
                    "token_endpoint": f"{adres}/bewijs",
                    "userinfo_endpoint": f"{adres}/wie",
                    "jwks_uri": f"{adres}/sleutels",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            )
        else:
            self._geef(ANTWOORD["wie"])

    def do_POST(self) -> None:
        lengte = int(self.headers["Content-Length"])
        GEVRAAGD.append(parse_qs(self.rfile.read(lengte).decode()))
        self._geef({"access_token": "geheim-toegangsbewijs", "token_type": "Bearer", **ANTWOORD["bewijs"]})

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def leugenaar(settings: Settings) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Leugenaar)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    adres = f"http://127.0.0.1:{server.server_port}"
    app = {
        "provider_id": "gemeente",
        "name": "Gemeente-account",
        "client_id": "wijkportaal",
        "secret": "geheim",
        "settings": {"server_url": adres},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    GEVRAAGD.clear()
    cache.clear()
    yield adres
    server.shutdown()
    server.server_close()


@pytest.fixture
def eerlijk(settings: Settings) -> Iterator[str]:
    with aanbieder(settings, "gemeente") as adres:
        yield adres


def bewijs(server: str, email: str, **anders: Any) -> str:
    """An ID token; `anders` is what is wrong with it."""
    nu = int(time.time())
    claims = {
        "iss": server,
        "aud": "wijkportaal",
        "sub": "a1",
        "iat": nu,
        "exp": nu + 300,
        "email": email,
        "email_verified": True,
        **anders,
    }
    return jwt.encode({n: w for n, w in claims.items() if w is not None}, "x" * 32, algorithm="HS256")


def via_leugenaar(client: Client, server: str, id_token: str, **wie: Any) -> Any:
    ANTWOORD.update(bewijs={"id_token": id_token}, wie={"sub": "a1", **wie})
    staat = parse_qs(urlsplit(client.post(HEEN)["Location"]).query)["state"][0]
    return client.get(f"{HEEN}callback/?code=abc&state={staat}")


# --- What the server says ----------------------------------------------------------------------------------


def test_deze_leugenaar_wordt_geloofd_als_alles_klopt(mensen: Mensen, leugenaar: str) -> None:
    """Or the tests below would pass because nothing ever works."""
    client = Client()
    email = mensen.amina.email
    via_leugenaar(client, leugenaar, bewijs(leugenaar, email), email=email, email_verified=True)
    assert ingelogd(client) == str(mensen.amina.pk)


@pytest.mark.parametrize(
    "anders",
    [
        {"iss": "https://een-ander.example"},
        {"iss": None},
        {"aud": "een-ander-portaal"},
        {"aud": None},
        {"exp": 1},
    ],
    ids=str,
)
def test_een_bewijs_van_een_ander_voor_een_ander_of_van_vroeger_telt_niet(
    mensen: Mensen, leugenaar: str, anders: dict[str, Any]
) -> None:
    """Issuer, audience and time: a token made for another application would log in here as well."""
    client = Client()
    email = mensen.amina.email
    antwoord = via_leugenaar(
        client, leugenaar, bewijs(leugenaar, email, **anders), email=email, email_verified=True
    )
    assert ingelogd(client) is None
    assert antwoord.status_code == 401
    assert "Inloggen lukte niet" in antwoord.content.decode()
    assert not SocialAccount.objects.exists()


def test_een_bewijs_wordt_niet_twee_keer_aangenomen(mensen: Mensen, leugenaar: str) -> None:
    """Replay of an ID token that somebody caught."""
    email = mensen.amina.email
    token = bewijs(leugenaar, email, jti="eenmalig-1")
    for verwacht in (str(mensen.amina.pk), None):
        client = Client()
        via_leugenaar(client, leugenaar, token, email=email, email_verified=True)
        assert ingelogd(client) == verwacht


@pytest.mark.parametrize("waarde", [False, "false", "False", 0, "nee", None, ""])
def test_een_adres_dat_de_gemeente_niet_bevestigt_geeft_niemand_toegang(
    mensen: Mensen, leugenaar: str, waarde: Any
) -> None:
    client = Client()
    email = mensen.amina.email
    token = bewijs(leugenaar, email, email_verified=waarde)
    via_leugenaar(client, leugenaar, token, email=email, email_verified=waarde)
    assert ingelogd(client) is None


def test_groepen_en_rollen_die_de_server_noemt_geven_geen_rechten(mensen: Mensen, leugenaar: str) -> None:
    """Roles are given in the portal only: a directory of groups elsewhere gives nobody a role here."""
    client = Client()
    email = mensen.daan.email
    claims = {"groups": ["beheerder"], "roles": ["beheerder"], "is_staff": True, "is_superuser": True}
    token = bewijs(leugenaar, email, **claims)
    via_leugenaar(client, leugenaar, token, email=email, email_verified=True, **claims)
    daan = Gebruiker.objects.get(pk=mensen.daan.pk)
    assert ingelogd(client) == str(daan.pk)
    assert (daan.is_staff, daan.is_superuser) == (False, False)
    assert not Rolvervulling.objects.filter(gebruiker=daan).exists()
    assert client.get("/werkbank/").status_code == 404


# --- What somebody puts in between -----------------------------------------------------------------------


def test_een_onderschepte_code_is_zonder_het_geheim_van_de_browser_niets_waard(
    mensen: Mensen, leugenaar: str
) -> None:
    """PKCE (RFC 7636): what is asked at the start and proven at the end belong together, each time anew."""
    email = mensen.amina.email
    ANTWOORD.update(
        bewijs={"id_token": bewijs(leugenaar, email)},
        wie={"sub": "a1", "email": email, "email_verified": True},
    )
    uitdagingen = []
    for _keer in range(2):
        client = Client()
        heen = parse_qs(urlsplit(client.post(HEEN)["Location"]).query)
        client.get(f"{HEEN}callback/?code=abc&state={heen['state'][0]}")
        assert heen["code_challenge_method"] == ["S256"]
        verifier = GEVRAAGD[-1]["code_verifier"][0]
        afdruk = urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")
        assert heen["code_challenge"] == [afdruk]
        uitdagingen.append(afdruk)
    assert uitdagingen[0] != uitdagingen[1]


def test_de_terugweg_van_een_ander_logt_niemand_in(mensen: Mensen, eerlijk: str) -> None:
    """Login CSRF: an attacker sends you their own way back, so that you work in their account."""
    dief, daan = Client(), Client()
    terug = terug_van(dief, eerlijk, {"sub": "a1", "email": mensen.amina.email}, HEEN)
    assert daan.get(terug).status_code == 401
    assert ingelogd(daan) is None


@pytest.mark.parametrize("staat", ["", "&state=", "&state=verzonnen"])
def test_een_verzonnen_staat_telt_niet(mensen: Mensen, eerlijk: str, staat: str) -> None:
    client = Client()
    client.post(HEEN)
    assert client.get(f"{HEEN}callback/?code=abc{staat}").status_code == 401
    assert ingelogd(client) is None


def test_de_terugweg_werkt_een_keer(mensen: Mensen, eerlijk: str) -> None:
    """From the history of a shared computer nobody logs in again."""
    client = Client()
    terug = terug_van(client, eerlijk, {"sub": "a1", "email": mensen.amina.email}, HEEN)
    client.get(terug)
    assert ingelogd(client)
    client.post("/account/logout/")
    assert client.get(terug).status_code == 401
    assert ingelogd(client) is None


def test_inloggen_bij_de_gemeente_vraagt_een_knop(mensen: Mensen, eerlijk: str) -> None:
    """A link or an image on another site starts nothing."""
    antwoord = Client().get(HEEN)
    assert antwoord.status_code == 200
    assert "U gaat naar Gemeente-account" in antwoord.content.decode()
    assert Client(enforce_csrf_checks=True).post(HEEN).status_code == 403


# --- Whose account it becomes ------------------------------------------------------------------------------


def test_een_inwoner_knoopt_geen_account_van_een_medewerker_aan_zich_vast(
    mensen: Mensen, eerlijk: str
) -> None:
    """Asked to "connect" while logged in as somebody else: refused, and nothing is tied to either of them."""
    client = met_code(Client(), mensen.daan)
    claims = {"sub": "a1", "email": mensen.amina.email}
    client.get(terug_van(client, eerlijk, claims, HEEN, process="connect"))
    assert ingelogd(client) == str(mensen.daan.pk)
    assert not SocialAccount.objects.exists()


def test_van_het_gemeente_account_wordt_alleen_het_nummer_bewaard(mensen: Mensen, eerlijk: str) -> None:
    """Neither the claims nor the token: the token would open the mail of the employee."""
    TOTP.activate(mensen.amina, GEHEIM)  # so that the login waits half-way, kept in the session
    client = Client()
    claims = {
        "sub": "a1",
        "email": mensen.amina.email,
        "name": "Amina volgens de gemeente",
        "phone": "0612345678",
    }
    client.get(terug_van(client, eerlijk, claims, HEEN))
    assert (SocialAccount.objects.get().uid, SocialAccount.objects.get().extra_data) == ("a1", {})
    sessies = str([sessie.get_decoded() for sessie in Session.objects.all()])
    assert "volgens de gemeente" not in sessies
    assert "access_token" not in sessies
    assert "0612345678" not in sessies
