"""Every address of the site has a declared right: it is public, belongs to logging in, or is guarded.

A new address fails here until somebody has said which of the three it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RegexPattern

from tests.inloggen import als_medewerker
from tests.maak import maak_initiatief
from tests.personen import Mensen

pytestmark = pytest.mark.django_db

# Everybody may ask for these. Where a draft or a photo is concerned its secret key is the right.
OPENBAAR = {
    "home",
    "wijken",
    "wijk-zoeken",
    "lijkt-op",
    "wijk",
    "initiatief",
    "toegankelijkheid",
    "privacy",
    "gegevens-adres-bevestigen",
    "gegevens-gewist",
    "security-txt",
    "robots-txt",
    "favicon",
    "na-inloggen",
    "api-initiatieven",
    "api-initiatief",
    "api-wijken",
    "api-wijk",
    "api-openapi",
    "api-onbekend",
    "kern:gezond",
    "kern:gereed",
    "initiatieven:lijst",
    "initiatieven:kaart",
    "initiatieven:nieuw",
    "initiatieven:stap",
    "initiatieven:verstuurd",
    "initiatieven:later",
    "initiatieven:verder",
    "initiatieven:nieuwe-link",
    "initiatieven:bevestigen",
    "initiatieven:ontvangen",
    "initiatieven:foto",
    "initiatieven:uitvraag",
    "initiatieven:bevestig",
    "initiatieven:steunen",
    "initiatieven:meedoen",
    "initiatieven:reageren",
    "initiatieven:meld-reactie",
    "initiatieven:meld-foto",
    "initiatieven:feed",
    "initiatieven:feed-wijk",
    "initiatieven:feed-initiatief",
    "initiatieven:volgen",
    "initiatieven:volgen-instellen",
    "initiatieven:volgen-stoppen",
    "rollen:vraag",
    "rollen:vraag-verstuurd",
    "rollen:gezicht",
    "agendas:lijst",
    "agendas:agenda",
    "budgetten:jaren",
    "budgetten:jaar",
    "budgetten:boekingen",
    "rapportages:lijst",
    "rapportages:rapportage",
    "rapportages:pdf",
    "rapportages:json",
    "rapportages:vertel",
}
# Logging in and out is for who is not logged in; allauth guards its other pages itself.
INLOGGEN = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_request_login_code",
    "account_confirm_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_email_verification_sent",
    "account_confirm_email",
    "mfa_login_webauthn",
    "mfa_authenticate",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
    "openid_connect_login",
    "openid_connect_callback",
}
# Opens with the key of a partner and with nothing else: tests/wijkportaal/test_sleutel_api.py.
MET_SLEUTEL = {"api-werkvoorraad", "api-werk"}
# Pages of allauth that this portal does not have.
AFWEZIG = {
    *("account_signup", "account_email", "socialaccount_connections", "socialaccount_signup"),
    "usersessions_list",
}
VOORBEELD: dict[str, Any] = {
    "kenmerk": "2026-0001",
    "slug": "slotjes",
    "sleutel": "00000000-0000-4000-8000-000000000000",
    "token": "geen-token",
    "kwartaal": "2026-K3",
    "naam": "wat",
    "jaar": 2026,
    "breedte": 480,
    "pk": 1,
    "object_id": "1",
    "app_label": "rollen",
    "content_type_id": 1,
    "url": "iets",
    "key": "geen-sleutel",
    "uidb36": "1",
    "provider_id": "gemeente",
}


@dataclass(frozen=True)
class Adres:
    """An address by its full name, with the names of what varies in it."""

    naam: str
    pad: str
    delen: list[str] = field(default_factory=list)

    def ingevuld(self) -> str:
        return reverse(self.naam, kwargs={deel: VOORBEELD[deel] for deel in self.delen})


def adressen(
    resolver: URLResolver, voor: str = "", pad: str = "", delen: tuple[str, ...] = ()
) -> Iterator[Adres]:
    """All addresses below a resolver."""
    for patroon in resolver.url_patterns:
        hier = pad + str(patroon.pattern)
        if isinstance(patroon.pattern, RegexPattern):
            eigen = tuple(patroon.pattern.regex.groupindex)
        else:
            eigen = tuple(patroon.pattern.converters)
        if isinstance(patroon, URLPattern):
            yield Adres(f"{voor}{patroon.name}", hier, [*delen, *eigen])
        else:
            ruimte = f"{voor}{patroon.namespace}:" if patroon.namespace else voor
            yield from adressen(patroon, ruimte, hier, (*delen, *eigen))


ALLE = [
    adres
    for adres in adressen(get_resolver())
    if not adres.pad.startswith(("account/social/", "demonstratie/"))
]
BEWAAKT = [a for a in ALLE if a.naam not in OPENBAAR | INLOGGEN | AFWEZIG | MET_SLEUTEL]


def test_elk_adres_heeft_een_naam() -> None:
    zonder = [
        adres.pad for adres in ALLE if adres.naam.endswith("None") and not adres.pad.startswith("beheer/")
    ]
    assert zonder == []


def test_wat_openbaar_heet_bestaat() -> None:
    """A declaration of something that has gone would hide a newcomer with its name."""
    assert {adres.naam for adres in ALLE} >= OPENBAAR | INLOGGEN | AFWEZIG | MET_SLEUTEL


def test_wat_niet_openbaar_is_staat_op_een_plek_die_dat_zegt() -> None:
    vreemd = [a for a in BEWAAKT if not re.match(r"\^?(werkbank|mijn|beheer|account)/", a.pad)]
    assert vreemd == []
    assert not any(re.match(r"\^?(werkbank|mijn|beheer)/", a.pad) for a in ALLE if a.naam in OPENBAAR)


def test_wie_niet_is_ingelogd_komt_nergens_waar_het_niet_openbaar_is(mensen: Mensen) -> None:
    """Below /werkbank/ and /mijn/ always to the login page: not a word about what is there and what is not."""
    maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    for adres in BEWAAKT:
        if adres.naam.endswith("None"):
            continue
        pad = adres.ingevuld()
        antwoorden = (Client().get(pad), Client().post(pad, {"tekst": "Ik probeer het."}))
        if pad.startswith(("/werkbank/", "/mijn/")):
            naar = {a["Location"] if a.status_code == 302 else str(a.status_code) for a in antwoorden}
            assert naar - {"405"} == {f"/account/login/?next={pad}"}, adres
            continue
        for antwoord in antwoorden:
            naar_login = antwoord.status_code == 302 and re.match(
                r"/(account/login/|beheer/(login/|$))", antwoord["Location"]
            )
            assert naar_login or antwoord.status_code in (401, 403, 404, 405), (adres, antwoord.status_code)


def test_een_inwoner_komt_niet_in_de_werkbank_en_niet_in_het_beheer(mensen: Mensen) -> None:
    maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    client = Client()
    client.force_login(mensen.daan)
    for adres in BEWAAKT:
        if adres.pad.startswith("werkbank/"):
            for antwoord in (client.get(adres.ingevuld()), client.post(adres.ingevuld(), {"tekst": "Hoi."})):
                assert antwoord.status_code in (404, 405), adres
        elif adres.pad.startswith("beheer/") and not adres.naam.endswith("None"):
            antwoord = client.get(adres.ingevuld())
            assert antwoord.status_code in (302, 403, 404, 405), adres


def test_wie_niets_met_beheer_te_maken_heeft_komt_er_niet_in(mensen: Mensen) -> None:
    client = als_medewerker(Client(), mensen.amina)
    assert client.get("/beheer/")["Location"].startswith("/beheer/login/")
    assert client.get("/beheer/login/").status_code == 403


@pytest.mark.parametrize("naam", sorted(AFWEZIG))
def test_wat_dit_portaal_niet_heeft_bestaat_niet(naam: str) -> None:
    assert Client().get(reverse(naam)).status_code == 404


def test_een_nul_in_een_adres_of_een_koekje_is_geen_fout_van_ons(mensen: Mensen) -> None:
    client = als_medewerker(Client(), mensen.amina)
    for adres in BEWAAKT:
        if "kenmerk" in adres.delen:
            assert client.get(adres.ingevuld().replace("2026", "%00")).status_code == 404, adres
    assert client.get("/account/oidc/%00/login/").status_code == 404
    assert Client().get("/", headers={"cookie": r'sessionid="\000aaaaaaaaaaaaaaaaaaaa"'}).status_code == 200


@pytest.mark.parametrize("naam", sorted(MET_SLEUTEL))
def test_een_login_opent_niets_wat_met_een_sleutel_gaat(mensen: Mensen, naam: str) -> None:
    maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    (adres,) = (a.ingevuld() for a in ALLE if a.naam == naam)
    for client in (Client(), als_medewerker(Client(), mensen.olga), als_medewerker(Client(), mensen.amina)):
        assert client.get(adres).status_code == 401
        assert client.post(adres, {}).status_code == 401
