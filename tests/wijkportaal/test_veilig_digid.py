"""DigiD, through a broker that is played by a real OIDC server: for residents only, and never their BSN."""

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from pytest_django import Settings

from kern.inloggen import DIGID
from kern.models import Gebruiker, Mail
from kern.oidc import claim_met_bsn, digid_van, is_bsn
from rollen.models import Rol
from tests.inloggen import aanbieder, ingelogd, met_code, terug_van
from tests.kern.test_inloggen import instelling
from tests.maak import maak_rol
from tests.personen import Mensen

pytestmark = pytest.mark.django_db
HEEN = "/account/oidc/digid/login/"
SUB = "5f0c9a4e-7f6b-4b1e-9d0f-0a1b2c3d4e5f"
BSN = "123456782"  # the one that the government uses in examples: it passes the 11-test
BEDENKSEL = "987654321"  # nine digits that do not


@pytest.fixture
def digid(settings: Settings) -> Iterator[str]:
    settings.DIGID_AAN = True
    with aanbieder(settings, "digid", fetch_userinfo=False) as adres:
        yield adres


def log_in(client: Client, server: str, sub: str = SUB, **claims: Any) -> Any:
    return client.get(terug_van(client, server, {"sub": sub, **claims}, HEEN))


def koppel(client: Client, server: str, sub: str = SUB, **claims: Any) -> Any:
    gegevens = {"process": "connect", "next": "/mijn/inloggen/"}
    return client.get(terug_van(client, server, {"sub": sub, **claims}, HEEN, **gegevens))


def meldingen(client: Client, pad: str = "/account/login/") -> str:
    return client.get(pad).content.decode()


def alles_in_de_database() -> str:
    """Every table, as text; and what is open in the sessions."""
    with connection.cursor() as cursor:
        tabellen = connection.introspection.table_names(cursor)
        rijen = []
        for tabel in tabellen:
            cursor.execute(f'SELECT CAST(t AS text) FROM "{tabel}" AS t')
            rijen += [rij[0] for rij in cursor.fetchall()]
    return "\n".join([*rijen, *(str(sessie.get_decoded()) for sessie in Session.objects.all())])


def alles_in_redis() -> str:
    redis = cache._cache.get_client()  # type: ignore[attr-defined]
    return "\n".join(f"{plek}: {redis.dump(plek)}" for plek in redis.scan_iter("*"))


# --- Coupling, and logging in afterwards ----------------------------------------------------------------


def test_wie_digid_koppelt_logt_er_daarna_mee_in(mensen: Mensen, digid: str) -> None:
    client = met_code(Client(), mensen.daan)
    assert "Koppel DigiD" in client.get("/mijn/inloggen/").content.decode()
    assert koppel(client, digid)["Location"] == "/mijn/inloggen/"
    assert "Ontkoppel DigiD" in client.get("/mijn/inloggen/").content.decode()
    assert Mail.objects.filter(aan=mensen.daan.email, tekst__contains="DigiD is gekoppeld").exists()

    ander = Client()
    assert log_in(ander, digid)["Location"] == "/na-inloggen/"
    assert ingelogd(ander) == str(mensen.daan.pk)
    assert UserSession.objects.filter(user=mensen.daan).count() == 2


def test_van_digid_wordt_niets_bewaard_dan_een_afdruk_van_het_nummer(mensen: Mensen, digid: str) -> None:
    """Whoever has our database cannot look anybody up at the broker, nor read what it told of them."""
    client = met_code(Client(), mensen.daan)
    koppel(client, digid, name="Daan uit de keten", email="daan@keten.example", given_name="Keten-Daan")
    ander = Client()
    log_in(ander, digid, name="Daan uit de keten", email="daan@keten.example")
    account = SocialAccount.objects.get()
    assert (account.user, account.provider, account.extra_data) == (mensen.daan, DIGID, {})
    assert len(account.uid) == 64
    assert not SocialToken.objects.exists()
    for weg in (SUB, "keten", "access_token"):
        assert weg not in alles_in_de_database()


def test_een_onbekende_digid_maakt_geen_account_en_koppelt_niet_op_mailadres(
    mensen: Mensen, digid: str
) -> None:
    """An address that the broker tells proves nothing here: it would hand over somebody else's account."""
    aantal = Gebruiker.objects.count()
    client = Client()
    antwoord = log_in(client, digid, email=mensen.daan.email, email_verified=True)
    assert antwoord["Location"] == "/account/login/"
    assert "Wij kennen uw DigiD nog niet" in meldingen(client)
    assert (ingelogd(client), Gebruiker.objects.count()) == (None, aantal)
    assert not SocialAccount.objects.exists()


def test_de_digid_van_een_ander_is_niet_over_te_nemen(mensen: Mensen, digid: str) -> None:
    daan, fatima = met_code(Client(), mensen.daan), met_code(Client(), mensen.fatima)
    koppel(daan, digid)
    koppel(fatima, digid)
    assert "hoort al bij een ander account" in meldingen(fatima, "/mijn/inloggen/")
    assert SocialAccount.objects.get().user == mensen.daan


def test_een_tweede_digid_komt_er_niet_stil_bij(mensen: Mensen, digid: str) -> None:
    client = met_code(Client(), mensen.daan)
    koppel(client, digid)
    koppel(client, digid, sub="een-ander-nummer")
    assert "U koppelde al een andere DigiD" in meldingen(client, "/mijn/inloggen/")
    assert SocialAccount.objects.count() == 1


def test_koppelen_vraagt_een_formulier_van_onze_eigen_pagina(mensen: Mensen, digid: str) -> None:
    """A link on another site must not couple the attacker's DigiD to the account of whoever follows it."""
    client = met_code(Client(enforce_csrf_checks=False), mensen.daan)
    streng = Client(enforce_csrf_checks=True)
    streng.cookies = client.cookies
    assert streng.get(f"{HEEN}?process=connect").status_code == 200  # asks first, with a button
    assert streng.post(HEEN, {"process": "connect"}).status_code == 403
    assert digid_van(mensen.daan) is None


def test_wie_niet_is_ingelogd_koppelt_niets(mensen: Mensen, digid: str) -> None:
    client = Client()
    assert koppel(client, digid)["Location"] == "/account/login/"
    assert not SocialAccount.objects.exists()


def test_een_gestolen_sessie_krijgt_geen_eigen_digid(mensen: Mensen, digid: str) -> None:
    """Whoever has a session of an hour ago would stay in by a DigiD of their own."""
    client = met_code(Client(), mensen.daan)
    sessie = client.session
    for stap in sessie["account_authentication_methods"]:
        stap["at"] -= 3600
    sessie.save()
    koppel(client, digid)
    assert "U logde al een tijdje geleden in" in meldingen(client, "/mijn/inloggen/")
    assert not SocialAccount.objects.exists()


def test_ontkoppelen_sluit_digid_buiten(mensen: Mensen, digid: str) -> None:
    client = met_code(Client(), mensen.daan)
    koppel(client, digid)
    assert client.get("/mijn/inloggen/digid-los/").status_code == 405
    assert client.post("/mijn/inloggen/digid-los/")["Location"] == "/mijn/inloggen/"
    assert Mail.objects.filter(aan=mensen.daan.email, tekst__contains="ontkoppeld").exists()
    ander = Client()
    log_in(ander, digid)
    assert ingelogd(ander) is None
    assert client.post("/mijn/inloggen/digid-los/").status_code == 404


# --- Not for staff ---------------------------------------------------------------------------------------


def test_digid_telt_nooit_als_tweede_stap_van_een_medewerker(mensen: Mensen, digid: str) -> None:
    """Also not when the role comes during the session."""
    client = met_code(Client(), mensen.daan)
    koppel(client, digid)
    bij_digid = Client()
    log_in(bij_digid, digid)
    maak_rol(mensen.daan, Rol.WIJKWERKER, mensen.slotjes)
    assert bij_digid.get("/werkbank/")["Location"] == "/account/2fa/totp/activate/"


def test_een_medewerker_komt_met_digid_niet_binnen(mensen: Mensen, digid: str) -> None:
    client = met_code(Client(), mensen.daan)
    koppel(client, digid)
    maak_rol(mensen.daan, Rol.WIJKWERKER, mensen.slotjes)
    bij_digid = Client()
    assert log_in(bij_digid, digid)["Location"] == "/account/login/"
    assert ingelogd(bij_digid) is None
    assert "Log in met uw gemeente-account" in meldingen(bij_digid)


def test_een_beheerder_zonder_rol_koppelt_geen_digid(mensen: Mensen, digid: str) -> None:
    mensen.daan.is_staff = True
    mensen.daan.save()
    client = Client()
    client.force_login(mensen.daan)
    koppel(client, digid)
    assert not SocialAccount.objects.exists()


def test_wie_niet_meer_actief_is_komt_met_digid_niet_binnen(mensen: Mensen, digid: str) -> None:
    koppel(met_code(Client(), mensen.daan), digid)
    Gebruiker.objects.update(is_active=False)
    client = Client()
    log_in(client, digid)
    assert ingelogd(client) is None


# --- Never a BSN -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sub", "claims"),
    [
        (BSN, {}),
        (f"urn:nl-eid-gdi:1.0:bsn:{BSN}", {}),
        (SUB, {"sectoral": BSN}),
        (SUB, {"sectoral": int(BSN)}),
        (SUB, {"sectoral": "1234.56.782"}),
        (SUB, {"diep": {"in": ["iets", {"s": f"s00000000:{BSN}"}]}}),
        (SUB, {"bsn": "onleesbaar-gemaakt"}),
        (SUB, {"urn:burgerservicenummer": "x"}),
    ],
)
def test_een_verkeerd_ingestelde_makelaar_kan_ons_nooit_een_bsn_laten_bewaren(
    mensen: Mensen, digid: str, caplog: pytest.LogCaptureFixture, sub: str, claims: dict[str, Any]
) -> None:
    """A municipality may not handle the BSN here at all, so what looks like one is refused, coupled or not."""
    client = met_code(Client(), mensen.daan)
    for doe in (koppel, log_in):
        antwoord = doe(client, digid, sub, **claims)
        assert antwoord["Location"] == "/account/login/"
    assert not SocialAccount.objects.exists()
    assert "Inloggen met DigiD lukt nu niet" in meldingen(client, "/mijn/inloggen/")
    eigen = "\n".join(r.getMessage() for r in caplog.records if not r.name.startswith(("werkzeug", "oidc")))
    assert "looks like a BSN" in eigen
    for plek in (alles_in_de_database(), alles_in_redis(), eigen):
        assert BSN not in plek


def test_een_bsn_is_te_herkennen() -> None:
    assert is_bsn(BSN)
    assert is_bsn("10000008")  # eight digits: the zero in front is left out
    assert not any(is_bsn(cijfers) for cijfers in (BEDENKSEL, "000000000", "12345678", "1234567820", "abc"))
    assert claim_met_bsn({"sub": SUB, "exp": 1764144000, "aud": BSN, "acr": "urn:x", "pk": BEDENKSEL}) == ""
    assert claim_met_bsn({"id_token": {"a": [{"b": BSN}]}}) == "b"


# --- How sure the broker is -----------------------------------------------------------------------------


def test_een_te_zwak_niveau_wordt_geweigerd(mensen: Mensen, digid: str, settings: Settings) -> None:
    settings.DIGID_NIVEAU = ["urn:niveau:midden", "urn:niveau:hoog"]
    client = met_code(Client(), mensen.daan)
    for claims in ({}, {"acr": "urn:niveau:laag"}):
        koppel(client, digid, **claims)
        assert digid_van(mensen.daan) is None
    koppel(client, digid, acr="urn:niveau:midden")
    assert digid_van(mensen.daan) is not None


def test_een_link_kan_geen_zwakker_niveau_of_meer_gegevens_vragen(
    mensen: Mensen, digid: str, settings: Settings
) -> None:
    settings.DIGID_NIVEAU = ["urn:niveau:hoog"]
    client = Client()
    antwoord = client.post(f"{HEEN}?auth_params=acr_values%3Dlaag%26prompt%3Dnone&scope=profile,bsn")
    heen = antwoord["Location"]
    assert "acr_values=urn%3Aniveau%3Ahoog" in heen
    assert "scope=openid&" in f"{heen}&"
    assert not any(woord in heen for woord in ("laag", "profile", "bsn", "prompt"))
    assert "code_challenge_method=S256" in heen


# --- The switch --------------------------------------------------------------------------------------------


def test_uit_is_er_geen_knop_en_geen_adres(mensen: Mensen) -> None:
    client = met_code(Client(), mensen.daan)
    assert "DigiD" not in client.get("/mijn/inloggen/").content.decode()
    assert "DigiD" not in Client().get("/account/login/").content.decode()
    for pad in (HEEN, f"{HEEN}callback/", f"{HEEN}callback/?code=x&state=y"):
        assert client.get(pad).status_code == 404
    assert client.post(HEEN).status_code == 404
    assert client.post("/mijn/inloggen/digid-los/").status_code == 404


def test_aan_staat_de_knop_bij_de_inwoners(digid: str) -> None:
    pagina = Client().get("/account/login/?next=/mijn/").content.decode()
    inwoners, _, medewerkers = pagina.partition('id="met-wachtwoord"')
    assert "Inloggen met DigiD" in inwoners
    assert "next=%2Fmijn%2F" in inwoners
    assert "DigiD" not in medewerkers


def test_digid_komt_uit_de_omgeving() -> None:
    aan = {"DIGID_AAN": "1", "DIGID_CLIENT_ID": "portaal", "DIGID_SECRET": "geheim"}
    server = "https://makelaar.example/oidc"
    csp = instelling("CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action']", **aan, DIGID_SERVER=server)
    assert csp.strip() == """["'self'", 'https://makelaar.example']"""
    assert "Zet de omgevingsvariabele DIGID_SERVER" in instelling("DIGID_SERVER", **aan)
    assert instelling("SOCIALACCOUNT_PROVIDERS['openid_connect']['APPS']").strip() == "[]"
    zonder = {naam: waarde for naam, waarde in aan.items() if naam != "DIGID_SECRET"}
    assert "DIGID_SECRET" in instelling("DIGID_SERVER", **zonder, DIGID_SERVER=server)
