"""Guessing: what trying codes and passwords gives to whoever is not the person they say they are."""

import re
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from kern.mail import verstuur_wachtende
from kern.models import Mail
from tests.diensten import Mailvanger
from tests.inloggen import (
    GEHEIM,
    WACHTWOORD,
    geef_wachtwoord,
    gemailde_code,
    ingelogd,
    log_in_als_medewerker,
    met_wachtwoord,
    snelle_wachtwoorden,
    totp_code,
    van,
)
from tests.personen import Mensen

pytestmark = pytest.mark.django_db
ONBEKEND = "niemand@voorbeeld.example"
CODE, BEVESTIG, RESET = "/account/login/code/", "/account/login/code/confirm/", "/account/password/reset/"


@pytest.fixture(autouse=True)
def _snel_wachtwoord(settings: Settings) -> None:
    snelle_wachtwoorden(settings)


# --- Guessing a mailed code ------------------------------------------------------------------------------


def test_een_gemailde_code_is_niet_te_raden_door_te_proberen(mensen: Mensen) -> None:
    """Three tries per code; the fourth is refused although it is right."""
    client = Client()
    client.post(CODE, {"email": mensen.daan.email})
    goede = gemailde_code()
    kaal = goede.replace("-", "")
    assert len(kaal) >= 8
    assert len(set("BCDFGHJKLMNPQRSTVWXZ")) ** len(kaal) > 10**10
    for _poging in range(3):
        client.post(BEVESTIG, {"code": "FOUT-FOUT"})
    client.post(BEVESTIG, {"code": goede})
    assert ingelogd(client) is None


def test_steeds_een_nieuwe_code_vragen_helpt_niet_bij_het_raden(mensen: Mensen) -> None:
    """Counted per address: from a thousand visitors together ten codes an hour, so thirty tries at 25 billion."""
    for bezoeker in range(15):
        Client().post(CODE, {"email": mensen.daan.email}, **van(bezoeker))
        _vergeet_de_minuut()
    assert Mail.objects.filter(aan=mensen.daan.email).count() == 10
    antwoord = Client().post(CODE, {"email": mensen.daan.email.upper()}, **van(99))
    assert "U probeerde dit te vaak. Wacht 1 uur" in antwoord.content.decode()


def _vergeet_de_minuut() -> None:
    """As if a minute passed: the limits per minute have room again, those per hour do not."""
    redis = cache._cache.get_client()  # type: ignore[attr-defined]
    for plek in redis.scan_iter("*rl:*"):
        if re.search(rb":\d+/(?:60|60\.0)/", plek):
            redis.delete(plek)


def test_een_bezoeker_vraagt_niet_voor_iedereen_codes_aan() -> None:
    """Counted per visitor as well: no mailing to all addresses of a list."""
    antwoorden = [
        Client().post(CODE, {"email": f"iemand{nummer}@voorbeeld.example"}, **van(1)).status_code
        for nummer in range(25)
    ]
    assert antwoorden.count(302) == 20
    assert antwoorden[-1] in (200, 429)
    assert Mail.objects.count() == 20


def test_een_nieuwe_code_maakt_de_oude_ongeldig(mensen: Mensen) -> None:
    client = Client()
    client.post(CODE, {"email": mensen.daan.email})
    oude = gemailde_code()
    client.post(BEVESTIG, {"action": "resend"})
    nieuwe = gemailde_code()
    assert oude != nieuwe
    client.post(BEVESTIG, {"code": oude})
    assert ingelogd(client) is None
    client.post(BEVESTIG, {"code": nieuwe})
    assert ingelogd(client)


def test_een_gebruikte_code_werkt_niet_nog_een_keer(mensen: Mensen) -> None:
    client = Client()
    client.post(CODE, {"email": mensen.daan.email})
    code = gemailde_code()
    client.post(BEVESTIG, {"code": code})
    client.post("/account/logout/")
    client.post(BEVESTIG, {"code": code})
    assert ingelogd(client) is None


def test_een_afgeluisterde_code_werkt_niet_in_een_andere_browser(mensen: Mensen) -> None:
    """A code belongs to the browser that asked for it: reading along in the mail alone is not enough."""
    daan, dief = Client(), Client()
    dief.post(CODE, {"email": mensen.daan.email})
    daan.post(CODE, {"email": mensen.daan.email})
    dief.post(BEVESTIG, {"code": gemailde_code()})
    assert ingelogd(dief) is None


def _staat_van_code(gegevens: dict[str, Any]) -> dict[str, Any]:
    """What allauth keeps of a code, wherever in the session that is."""
    if "code" in gegevens and "at" in gegevens:
        return gegevens
    gevonden = (_staat_van_code(deel) for deel in gegevens.values() if isinstance(deel, dict))
    return next((staat for staat in gevonden if staat), {})


def test_een_code_van_een_kwartier_geleden_werkt_niet(mensen: Mensen) -> None:
    client = Client()
    client.post(CODE, {"email": mensen.daan.email})
    sessie = client.session
    _staat_van_code(sessie["account_login"])["at"] -= 901
    sessie.save()
    client.post(BEVESTIG, {"code": gemailde_code()})
    assert ingelogd(client) is None


def test_een_code_staat_in_geen_logregel_en_na_verzenden_nergens(
    mensen: Mensen, mailvanger: Mailvanger, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever reads the logs or a copy of the database does not log in as somebody else."""
    caplog.set_level(0)
    client = Client()
    client.post(CODE, {"email": mensen.daan.email})
    code = gemailde_code()
    verstuur_wachtende()
    client.post(BEVESTIG, {"code": code})
    for vorm in (code, code.replace("-", "")):
        assert not [r for r in caplog.records if r.name != "mail.log" and vorm in r.getMessage()]
    mail = Mail.objects.get()
    assert code not in mail.tekst + mail.html + mail.onderwerp


# --- Guessing a password or the code of an app -----------------------------------------------------------


def test_wachtwoorden_raden_vanaf_veel_plekken_stopt_bij_vijf(mensen: Mensen) -> None:
    """Credential stuffing by a botnet: counted per address, however it is written, and told how long to wait."""
    geef_wachtwoord(mensen.daan)
    for nummer in range(5):
        schrijf = mensen.daan.email.upper() if nummer % 2 else mensen.daan.email
        Client().post("/account/login/", {"login": schrijf, "password": f"gok {nummer}"}, **van(nummer))
    client = Client()
    gegevens = {"login": mensen.daan.email, "password": WACHTWOORD}
    antwoord = client.post("/account/login/", gegevens, **van(77))
    assert ingelogd(client) is None
    gevonden = re.search(r"Wacht (\d) minu", antwoord.content.decode())
    assert gevonden
    assert 4 <= int(gevonden[1]) <= 5


def test_een_dag_lang_rustig_raden_stopt_bij_dertig(mensen: Mensen) -> None:
    """Slow guessing stays below a limit per five minutes; the one per day holds it."""
    geef_wachtwoord(mensen.daan)
    redis = cache._cache.get_client()  # type: ignore[attr-defined]
    for nummer in range(30):
        Client().post("/account/login/", {"login": mensen.daan.email, "password": "gok"}, **van(nummer))
        for plek in redis.scan_iter("*rl:*"):
            if b"/86400" not in plek:
                redis.delete(plek)
    client = Client()
    antwoord = client.post("/account/login/", {"login": mensen.daan.email, "password": WACHTWOORD}, **van(77))
    assert ingelogd(client) is None
    assert re.search(r"Wacht 2[34] uur", antwoord.content.decode())


def test_de_code_van_de_app_raden_stopt_bij_vijf(mensen: Mensen) -> None:
    """Whoever has the password still has a million codes to go, and five tries per five minutes."""
    geef_wachtwoord(mensen.amina)
    TOTP.activate(mensen.amina, GEHEIM)
    for nummer in range(5):
        client = Client()
        met_wachtwoord(client, mensen.amina)
        client.post("/account/2fa/authenticate/", {"code": f"00000{nummer}"}, **van(nummer))
    client = Client()
    met_wachtwoord(client, mensen.amina)
    antwoord = client.post("/account/2fa/authenticate/", {"code": totp_code()}, **van(88))
    assert ingelogd(client) is None
    assert "U probeerde dit te vaak. Wacht" in antwoord.content.decode()


def test_een_code_van_de_app_werkt_een_keer(mensen: Mensen) -> None:
    """Whoever looks over a shoulder has thirty seconds; the code must be used up by then."""
    log_in_als_medewerker(Client(), mensen.amina)
    meekijker = Client()
    met_wachtwoord(meekijker, mensen.amina)
    meekijker.post("/account/2fa/authenticate/", {"code": totp_code()})
    assert ingelogd(meekijker) is None


def test_een_reservecode_werkt_een_keer(mensen: Mensen) -> None:
    geef_wachtwoord(mensen.amina)
    TOTP.activate(mensen.amina, GEHEIM)
    code = RecoveryCodes.activate(mensen.amina).generate_codes()[0]
    for verwacht in (str(mensen.amina.pk), None):
        client = Client()
        met_wachtwoord(client, mensen.amina)
        client.post("/account/2fa/authenticate/", {"code": code})
        assert ingelogd(client) == verwacht


def test_een_open_laptop_is_niet_genoeg_om_het_wachtwoord_te_raden(mensen: Mensen) -> None:
    """Somebody at an unlocked desk, asked for the password before a change of the second factor."""
    client = Client()
    log_in_als_medewerker(client, mensen.amina)
    for nummer in range(6):
        antwoord = client.post("/account/reauthenticate/", {"password": f"gok {nummer}"})
    assert "U probeerde dit te vaak" in antwoord.content.decode()
    antwoord = client.post("/account/reauthenticate/", {"password": WACHTWOORD})
    assert antwoord.status_code != 302


def test_wie_te_vaak_komt_leest_in_het_nederlands_hoe_lang_het_duurt() -> None:
    """The page for too many requests of all kinds, with a header for programs."""
    antwoorden = [
        Client().post(RESET, {"email": "iemand@voorbeeld.example"}, **van(1)) for _poging in range(7)
    ]
    laatste = antwoorden[-1]
    assert laatste.status_code == 429
    assert re.search(r"Wacht \d+ minu", laatste.content.decode())
    assert 0 < int(laatste["Retry-After"]) <= 3600
