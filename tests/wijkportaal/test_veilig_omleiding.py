"""Open redirect: no address of this portal sends anybody to another site, whatever is put behind it.

Somebody trusts a link because it begins with the name of their municipality; it must not end at a copy of it.
"""

import re
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.inloggen import (
    GEHEIM,
    WACHTWOORD,
    aanbieder,
    als_medewerker,
    geef_wachtwoord,
    gemailde_code,
    ingelogd,
    snelle_wachtwoorden,
    terug_van,
    totp_code,
)
from tests.maak import maak_initiatief
from tests.personen import Mensen
from tests.wijkportaal.test_adressen import ALLE, VOORBEELD
from wijkportaal.omgeving import WORTEL

pytestmark = pytest.mark.django_db

KWAAD = [
    "https://kwaad.example/",
    "//kwaad.example/",
    "///kwaad.example/",
    "/\\kwaad.example/",
    "\\\\kwaad.example/",
    "https:kwaad.example/",
    "https:///kwaad.example/",
    "http:\\\\kwaad.example/",
    "javascript:alert(1)",
    "JavaScript:alert(1)//kwaad.example",
    "data:text/html,kwaad.example",
    "%2f%2fkwaad.example/",
    "/%2fkwaad.example/",
    "\t//kwaad.example/",
    "https://testserver@kwaad.example/",
    "https://testserver.kwaad.example/",
    "//kwaad.example\\@testserver/",
    "https://kwaad.example/?testserver",
]
# Every name under which software like this takes an address to go on to.
NAMEN = ("next", "terug", "naar", "url", "redirect", "redirect_to", "return", "return_to", "vraag", "daarna")


@pytest.fixture(autouse=True)
def _snel_wachtwoord(settings: Settings) -> None:
    snelle_wachtwoorden(settings)


def blijft_hier(antwoord: Any) -> bool:
    """Whether a browser that follows this answer stays on this site, by the rules of browsers (WHATWG URL)."""
    plek = antwoord.get("Location")
    if plek is None:
        return True
    gelezen = re.sub(r"[\t\r\n]", "", plek.strip()).replace("\\", "/")
    delen = urlsplit(gelezen)
    if gelezen.startswith("//") or delen.netloc not in ("", "testserver"):
        return False
    return delen.scheme in ("", "http") and not (delen.scheme and not delen.netloc)


def test_deze_toets_herkent_wat_naar_elders_gaat() -> None:
    """The measure itself: an address that a browser takes elsewhere fails it."""
    elders = [waarde for waarde in KWAAD if "%2f" not in waarde]
    assert [w for w in elders if blijft_hier(HttpResponse(headers={"Location": w.lstrip("\t")}))] == []
    assert blijft_hier(HttpResponse(headers={"Location": "/mijn/?next=//kwaad.example"}))


@pytest.mark.parametrize("naar", KWAAD)
def test_na_inloggen_met_een_wachtwoord_gaat_niemand_naar_een_vreemde_site(mensen: Mensen, naar: str) -> None:
    geef_wachtwoord(mensen.daan)
    gegevens = {"login": mensen.daan.email, "password": WACHTWOORD}
    for client in (Client(), Client()):
        assert blijft_hier(client.post("/account/login/", {**gegevens, "next": naar}))
        assert ingelogd(client)
    client = Client()
    pad = f"/account/login/?next={quote(naar)}"
    assert blijft_hier(client.post(pad, gegevens))
    assert blijft_hier(client.get(pad))  # who is logged in already goes on at once
    assert blijft_hier(client.post("/account/logout/", {"next": naar}))


@pytest.mark.parametrize("naar", KWAAD)
def test_na_de_tweede_stap_gaat_niemand_naar_een_vreemde_site(mensen: Mensen, naar: str) -> None:
    geef_wachtwoord(mensen.amina)
    TOTP.activate(mensen.amina, GEHEIM)
    client = Client()
    gegevens = {"login": mensen.amina.email, "password": WACHTWOORD, "next": naar}
    assert blijft_hier(client.post("/account/login/", gegevens))
    assert blijft_hier(client.post("/account/2fa/authenticate/", {"code": totp_code(), "next": naar}))
    assert ingelogd(client)
    opnieuw = {"password": WACHTWOORD, "next": naar}
    assert blijft_hier(client.post("/account/reauthenticate/", opnieuw))


@pytest.mark.parametrize("naar", KWAAD)
def test_na_een_gemailde_code_gaat_niemand_naar_een_vreemde_site(mensen: Mensen, naar: str) -> None:
    client = Client()
    assert blijft_hier(client.post("/account/login/code/", {"email": mensen.daan.email, "next": naar}))
    gegevens = {"code": gemailde_code(), "next": naar}
    assert blijft_hier(client.post("/account/login/code/confirm/", gegevens))
    assert ingelogd(client)


def test_na_inloggen_bij_de_gemeente_gaat_niemand_naar_een_vreemde_site(
    mensen: Mensen, settings: Settings
) -> None:
    """Neither by the address to go on to, nor by the kind of visit that allauth calls "redirect"."""
    claims = {"sub": "a1", "email": mensen.amina.email}
    with aanbieder(settings, "gemeente") as server:
        for naar in KWAAD:
            for proces in ("login", "redirect", "connect"):
                client = Client()
                heen = "/account/oidc/gemeente/login/"
                terug = terug_van(client, server, claims, heen, next=naar, process=proces)
                assert blijft_hier(client.get(terug)), (naar, proces)


@pytest.mark.parametrize("wie", ["", "daan", "amina"])
def test_geen_enkel_adres_stuurt_door_naar_wat_erachter_staat(mensen: Mensen, wie: str) -> None:
    """All addresses, all names, as a visitor, a resident and an employee: an address that is new counts too."""
    maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    kwaad = [
        waarde for waarde in KWAAD if waarde.startswith(("https://kwaad", "//kwaad", "/\\", "https:kwaad"))
    ]
    for nummer, adres in enumerate(ALLE):
        if adres.naam.endswith("None") or adres.naam in ("account_logout", "admin:logout"):
            continue
        client = Client()
        if wie:
            als_medewerker(client, getattr(mensen, wie))
        waarde = kwaad[nummer % len(kwaad)]
        gegevens = dict.fromkeys(NAMEN, waarde)
        pad = reverse(adres.naam, kwargs={deel: VOORBEELD.get(deel, "x1") for deel in adres.delen})
        for antwoord in (client.get(pad, gegevens), client.post(pad, gegevens)):
            assert blijft_hier(antwoord), (adres, antwoord["Location"])


def test_een_dubbele_schuine_streep_vooraan_wordt_geen_ander_adres(client: Client) -> None:
    """A path that begins with // would be the name of a site once it is sent back as where to go."""
    for pad in ("//kwaad.example", "//kwaad.example/wijken", "/%2fkwaad.example", "//kwaad.example/%2e%2e"):
        assert blijft_hier(client.get(pad)), pad


def test_ons_eigen_werk_leest_nergens_een_adres_om_heen_te_gaan() -> None:
    """Where to go on is decided here; a view that reads it from the request must be looked at and added here."""
    leest = re.compile(
        r"(?:GET|POST|data)(?:\.get\(|\[)\s*[\"'](?:next|terug|url|redirect\w*|return\w*|daarna)[\"']"
        r"|HTTP_REFERER|headers(?:\.get\(|\[)\s*[\"']Referer"
    )
    apps = ("kern", "wijken", "rollen", "initiatieven", "agendas", "budgetten", "rapportages", "wijkportaal")
    gevonden = [
        f"{bestand.relative_to(WORTEL)}: {regel.strip()}"
        for app in apps
        for bestand in (WORTEL / app).rglob("*.py")
        for regel in bestand.read_text().splitlines()
        if leest.search(regel)
    ]
    assert gevonden == []
