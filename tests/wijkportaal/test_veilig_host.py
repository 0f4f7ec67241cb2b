"""The host header: what a visitor says this site is called reaches no mail, no address, no redirect and no cache.

Whoever asks for somebody else's new password under the name of their own site would get the link sent there.
"""

import re

import pytest
from django.test import Client
from pytest_django import Settings

from initiatieven.models import Initiatief
from kern.models import Mail
from tests.inloggen import geef_wachtwoord, snelle_wachtwoorden
from tests.maak import maak_initiatief
from tests.personen import Mensen

pytestmark = pytest.mark.django_db
VALS = "kwaad.example"
VALSE_KOPPEN = [
    {"Host": VALS},
    {"Host": f"{VALS}:8443"},
    {"X-Forwarded-Host": VALS},
    {"X-Host": VALS, "X-Forwarded-Server": VALS, "X-HTTP-Host-Override": VALS},
    {"Forwarded": f"host={VALS};proto=https"},
]
OPENBAAR = (
    *(
        "/",
        "/wijken/",
        "/wijken/slotjes/",
        "/initiatieven/",
        "/initiatieven/2026-0001/",
        "/initiatieven/kaart/",
    ),
    *("/agendas/", "/budgetten/", "/rapportages/", "/privacy/", "/toegankelijkheid/", "/account/login/"),
    *("/robots.txt", "/.well-known/security.txt", "/initiatieven/feed/", "/wijken/slotjes/feed/"),
    *("/api/v1/openapi.json", "/api/v1/initiatieven", "/api/v1/initiatieven/2026-0001", "/api/v1/wijken"),
    *("/mijn/", "/werkbank/", "/wijken/slotjes", "/bestaat-niet/"),
)


@pytest.fixture
def ruim(settings: Settings) -> None:
    """The worst case: a deployment that accepts every name."""
    settings.ALLOWED_HOSTS = ["*"]
    settings.PORTAAL_URL = "https://wijken.gemeente.example"


@pytest.fixture
def tuin(mensen: Mensen) -> Initiatief:
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)


@pytest.mark.parametrize("koppen", VALSE_KOPPEN, ids=str)
def test_een_valse_host_komt_niet_in_de_link_voor_een_nieuw_wachtwoord(
    mensen: Mensen, settings: Settings, ruim: None, koppen: dict[str, str]
) -> None:
    snelle_wachtwoorden(settings)
    geef_wachtwoord(mensen.amina)
    Client().post("/account/password/reset/", {"email": mensen.amina.email}, headers=koppen)
    mail = Mail.objects.get(aan=mensen.amina.email)
    assert VALS not in mail.tekst + mail.html + mail.onderwerp
    assert re.search(r"^https://wijken\.gemeente\.example/account/password/reset/key/\S+/$", mail.tekst, re.M)


@pytest.mark.parametrize("koppen", VALSE_KOPPEN, ids=str)
def test_een_valse_host_komt_in_geen_enkele_mail(
    mensen: Mensen, tuin: Initiatief, ruim: None, koppen: dict[str, str]
) -> None:
    """Everything that a visitor can make us mail: codes, and buttons to confirm what somebody asked."""
    client = Client(headers=koppen)
    client.post("/account/login/code/", {"email": mensen.daan.email})
    client.post("/account/login/code/", {"email": "onbekend@voorbeeld.example"})
    wie = {"email": "nieuw@voorbeeld.example", "naam": "Nieuw"}
    for pad in ("steunen", "meedoen", "reageren"):
        client.post(
            f"/initiatieven/2026-0001/{pad}/", {**wie, "tekst": "Goed plan, ik help mee.", "wat": "tijd"}
        )
    client.post("/volgen/initiatief/2026-0001/", wie)
    mails = list(Mail.objects.all())
    assert len(mails) >= 3
    assert not [mail for mail in mails if VALS in mail.tekst + mail.html + mail.onderwerp + mail.afmeldlink]


@pytest.mark.parametrize("koppen", VALSE_KOPPEN, ids=str)
def test_een_valse_host_komt_in_geen_pagina_en_in_geen_omleiding(
    tuin: Initiatief, ruim: None, koppen: dict[str, str]
) -> None:
    """Neither in what is kept for the next visitor: the second answer is to an honest one."""
    for pad in OPENBAAR:
        for antwoord in (Client().get(pad, headers=koppen), Client().get(pad)):
            assert VALS not in antwoord.content.decode(), pad
            assert not [naam for naam, waarde in antwoord.items() if VALS in str(waarde)], pad


def test_een_naam_die_niet_van_ons_is_krijgt_niets(tuin: Initiatief) -> None:
    for pad in OPENBAAR:
        antwoord = Client().get(pad, headers={"Host": VALS})
        assert antwoord.status_code == 400, pad
        assert VALS not in antwoord.content.decode()


def test_een_andere_poort_in_de_host_omzeilt_de_rem_op_wachtwoorden_niet(
    mensen: Mensen, settings: Settings
) -> None:
    """Wrong passwords are counted per address, not per name under which the visitor found us."""
    snelle_wachtwoorden(settings)
    geef_wachtwoord(mensen.daan)

    def probeer(poging: int) -> str:
        gegevens = {"login": mensen.daan.email, "password": f"gok {poging}"}
        koppen = {"Host": f"testserver:{8000 + poging}"}
        adres = f"10.0.0.{poging}"
        return Client().post("/account/login/", gegevens, headers=koppen, REMOTE_ADDR=adres).content.decode()

    pagina = [probeer(poging) for poging in range(1, 8)][-1]
    assert "U probeerde dit te vaak" in pagina
