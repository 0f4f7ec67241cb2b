"""Guessing, stealing and looking up: what the login pages give to whoever is not the person they say they are."""

import io
import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth import hashers
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from kern.kluis import MERK, haal_terug, sluit_weg
from kern.mail import verstuur_wachtende
from kern.models import Gebruiker, Mail
from tests.diensten import Mailvanger
from tests.inloggen import (
    GEHEIM,
    WACHTWOORD,
    geef_wachtwoord,
    gemailde_code,
    ingelogd,
    log_in_als_medewerker,
    met_code,
    met_wachtwoord,
    snelle_wachtwoorden,
    totp_code,
)
from tests.personen import Mensen

pytestmark = pytest.mark.django_db
ONBEKEND = "niemand@voorbeeld.example"
CODE, BEVESTIG, RESET = "/account/login/code/", "/account/login/code/confirm/", "/account/password/reset/"


@pytest.fixture(autouse=True)
def _snel_wachtwoord(settings: Settings) -> None:
    snelle_wachtwoorden(settings)


def van(nummer: int) -> dict[str, str]:
    """Another visitor, each with an address of the internet of their own."""
    return {"REMOTE_ADDR": f"10.{nummer // 250}.0.{nummer % 250 + 1}"}


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


# --- Finding out who has an account -----------------------------------------------------------------------


def _zonder_eigens(antwoord: Any, adres: str) -> tuple[Any, ...]:
    """All that a visitor can see of an answer, without what is different every time."""
    tekst = antwoord.content.decode().replace(adres, "ADRES")
    tekst = re.sub(r'csrfmiddlewaretoken" value="[^"]+"', "", tekst)
    koppen = {n: w for n, w in antwoord.items() if n not in ("X-Request-ID", "Content-Length")}
    return antwoord.status_code, tekst, koppen, sorted(antwoord.cookies)


@pytest.mark.parametrize(
    ("pad", "veld", "erbij"),
    [
        ("/account/login/", "login", {"password": "een verkeerd wachtwoord"}),
        (CODE, "email", {}),
        (RESET, "email", {}),
    ],
)
def test_niemand_ziet_aan_een_antwoord_wie_er_een_account_heeft(
    mensen: Mensen, pad: str, veld: str, erbij: dict[str, str]
) -> None:
    """Enumeration: status, page, headers and cookies are the same, and so is what follows; mail goes either way."""
    geef_wachtwoord(mensen.daan)
    Gebruiker.objects.filter(pk=mensen.fatima.pk).update(is_active=False)
    gezien = []
    for nummer, adres in enumerate((mensen.daan.email, ONBEKEND, mensen.fatima.email)):
        client = Client()
        eerste = client.post(pad, {veld: adres, **erbij}, **van(nummer))
        daarna = client.get(eerste.get("Location", pad))
        gok = client.post(BEVESTIG, {"code": "FOUT-FOUT"}) if pad == CODE else daarna
        gezien.append([_zonder_eigens(antwoord, adres) for antwoord in (eerste, daarna, gok)])
    assert gezien[0] == gezien[1] == gezien[2]
    if pad != "/account/login/":
        assert {mail.aan for mail in Mail.objects.all()} >= {mensen.daan.email, ONBEKEND}


@pytest.mark.parametrize(("pad", "veld"), [(CODE, "email"), (RESET, "email"), ("/account/login/", "login")])
def test_een_bekend_adres_kost_ongeveer_evenveel_werk(mensen: Mensen, pad: str, veld: str) -> None:
    """Timing: nobody reads from how long it takes who has an account. Counted in queries, not in seconds."""
    geef_wachtwoord(mensen.daan)
    Client().post(pad, {veld: "eerst@voorbeeld.example", "password": "gok"}, **van(0))
    aantallen = []
    for nummer, adres in enumerate((mensen.daan.email, ONBEKEND), 1):
        with CaptureQueriesContext(connection) as vragen:
            Client().post(pad, {veld: adres, "password": "gok"}, **van(nummer))
        aantallen.append(len(vragen))
    assert abs(aantallen[0] - aantallen[1]) <= 1, aantallen


def test_een_verkeerd_wachtwoord_kost_ook_voor_een_onbekende_een_vergelijking(
    mensen: Mensen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hashing takes a tenth of a second: whoever skips it for strangers tells who is none."""
    geef_wachtwoord(mensen.daan)
    geteld: list[str] = []
    hasher = hashers.get_hasher()
    encode = type(hasher).encode

    def tel(self: Any, password: str, salt: str) -> str:
        geteld.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(type(hasher), "encode", tel)
    keren = []
    for nummer, adres in enumerate((mensen.daan.email, ONBEKEND)):
        geteld.clear()
        Client().post("/account/login/", {"login": adres, "password": "gok"}, **van(nummer))
        keren.append(len(geteld))
    assert keren[0] == keren[1] >= 1


# --- A new password ----------------------------------------------------------------------------------------


def reset_link(adres: str) -> str:
    mail = Mail.objects.filter(aan=adres).latest("id")
    gevonden = re.search(r"https?://[^/\s]+(/account/password/reset/key/\S+)", mail.tekst)
    assert gevonden, mail.tekst
    return gevonden[1]


def kies_nieuw(client: Client, link: str, wachtwoord: str = "geel fietsbelletje 34") -> Any:
    formulier = client.get(link, follow=True)
    pad = formulier.redirect_chain[-1][0] if formulier.redirect_chain else link
    return client.post(pad, {"password1": wachtwoord, "password2": wachtwoord})


def is_veranderd(persoon: Gebruiker) -> bool:
    return not Gebruiker.objects.get(pk=persoon.pk).check_password(WACHTWOORD)


def test_een_link_voor_een_nieuw_wachtwoord_werkt_een_keer(mensen: Mensen) -> None:
    """Whoever finds the mail later, or the address in a history, does nothing with it."""
    geef_wachtwoord(mensen.amina)
    Client().post(RESET, {"email": mensen.amina.email})
    link = reset_link(mensen.amina.email)
    kies_nieuw(Client(), link)
    assert is_veranderd(mensen.amina)
    geef_wachtwoord(mensen.amina)
    kies_nieuw(Client(), link)
    assert not is_veranderd(mensen.amina)


def test_een_mailscanner_die_de_link_opent_verandert_niets(mensen: Mensen) -> None:
    """Programs that look into mail follow every link; only the form changes something, and the link still works."""
    geef_wachtwoord(mensen.amina)
    Client().post(RESET, {"email": mensen.amina.email})
    link = reset_link(mensen.amina.email)
    for _keer in range(3):
        Client().get(link, follow=True)
    assert not is_veranderd(mensen.amina)
    kies_nieuw(Client(), link)
    assert is_veranderd(mensen.amina)


@pytest.mark.parametrize("wat", ["wachtwoord", "adres", "inloggen"])
def test_een_oude_link_is_voorbij_als_er_iets_veranderde(mensen: Mensen, wat: str) -> None:
    """A link that lies in a mailbox somebody else got hold of."""
    geef_wachtwoord(mensen.daan)
    Client().post(RESET, {"email": mensen.daan.email})
    link = reset_link(mensen.daan.email)
    if wat == "wachtwoord":
        mensen.daan.set_password("nog een ander wachtwoord")
        mensen.daan.save()
        mensen.daan.set_password(WACHTWOORD)
        mensen.daan.save()
    elif wat == "adres":
        Gebruiker.objects.filter(pk=mensen.daan.pk).update(email="daan@nieuw.example")
    else:
        met_code(Client(), mensen.daan)
    kies_nieuw(Client(), link)
    assert not is_veranderd(mensen.daan)


def test_een_link_van_de_een_verandert_niet_het_wachtwoord_van_de_ander(mensen: Mensen) -> None:
    for persoon in (mensen.daan, mensen.amina):
        geef_wachtwoord(persoon)
        Client().post(RESET, {"email": persoon.email})
    van_daan, van_amina = (reset_link(p.email).split("/")[-2] for p in (mensen.daan, mensen.amina))
    amina, daans_bewijs = van_amina.partition("-")[0], van_daan.partition("-")[2]
    kies_nieuw(Client(), f"/account/password/reset/key/{amina}-{daans_bewijs}/")
    kies_nieuw(Client(), f"/account/password/reset/key/{amina}-set-password/")
    assert not is_veranderd(mensen.amina)


def test_een_nieuw_wachtwoord_gaat_de_tweede_stap_niet_voorbij(mensen: Mensen) -> None:
    """Whoever reads the mail of an employee has a password then, and no second factor."""
    geef_wachtwoord(mensen.amina)
    TOTP.activate(mensen.amina, GEHEIM)
    client = Client()
    client.post(RESET, {"email": mensen.amina.email})
    kies_nieuw(client, reset_link(mensen.amina.email))
    assert is_veranderd(mensen.amina)
    assert ingelogd(client) is None
    antwoord = client.post(
        "/account/login/", {"login": mensen.amina.email, "password": "geel fietsbelletje 34"}
    )
    assert antwoord["Location"] == "/account/2fa/authenticate/"
    assert Mail.objects.filter(aan=mensen.amina.email, tekst__contains="nieuw wachtwoord").count() >= 2


def test_na_een_nieuw_wachtwoord_is_een_gestolen_sessie_voorbij(mensen: Mensen) -> None:
    geef_wachtwoord(mensen.daan)
    dief = met_code(Client(), mensen.daan)
    client = Client()
    client.post(RESET, {"email": mensen.daan.email})
    kies_nieuw(client, reset_link(mensen.daan.email))
    assert dief.get("/mijn/")["Location"].startswith("/account/login/")


def test_een_oud_adres_logt_niet_meer_in_via_een_tweede_lijst_van_adressen(mensen: Mensen) -> None:
    """allauth can keep addresses of its own; an old one that stays there would go on to open the account."""
    geef_wachtwoord(mensen.daan)
    oud = mensen.daan.email
    Client().post(RESET, {"email": oud})
    kies_nieuw(Client(), reset_link(oud))
    met_code(Client(), mensen.daan)
    assert not EmailAddress.objects.exists()
    Gebruiker.objects.filter(pk=mensen.daan.pk).update(email="daan@nieuw.example")
    Mail.objects.all().delete()
    cache.clear()
    for pad in (CODE, RESET):
        Client().post(pad, {"email": oud})
    assert {mail.onderwerp for mail in Mail.objects.all()} == {"U wilde inloggen bij het Wijkportaal"}


# --- Secrets in the database --------------------------------------------------------------------------------


def test_met_een_kopie_van_de_database_zijn_de_codes_van_een_app_niet_te_maken(mensen: Mensen) -> None:
    geef_wachtwoord(mensen.amina)
    TOTP.activate(mensen.amina, GEHEIM)
    RecoveryCodes.activate(mensen.amina)
    app, reserve = Authenticator.objects.order_by("pk")
    assert app.data["secret"].startswith(MERK)
    assert reserve.data["seed"].startswith(MERK)
    assert GEHEIM not in str(app.data)


def test_een_oude_sleutel_opent_nog_en_de_nieuwe_sluit(mensen: Mensen, settings: Settings) -> None:
    """Replacing a key: nobody of the staff has to couple their app again."""
    settings.KLUISSLEUTELS, settings.SECRET_KEY = [], "eerst"
    TOTP.activate(mensen.amina, GEHEIM)
    open_ = TOTP.activate(mensen.wim, GEHEIM).instance
    open_.data = {"secret": GEHEIM}  # from before there was a kluis
    open_.save()
    settings.KLUISSLEUTELS, settings.SECRET_KEY = ["nieuw", "eerst"], "heel anders"
    call_command("sluit_geheimen", stdout=io.StringIO())
    settings.KLUISSLEUTELS = ["nieuw"]
    for rij in Authenticator.objects.all():
        assert rij.data["secret"].startswith(MERK)
        assert haal_terug(rij.data["secret"]) == GEHEIM
    settings.KLUISSLEUTELS = ["nog iets"]
    with pytest.raises(ImproperlyConfigured, match="KLUISSLEUTELS"):
        haal_terug(Authenticator.objects.earliest("pk").data["secret"])


def test_twee_keer_hetzelfde_geheim_ziet_er_anders_uit() -> None:
    assert sluit_weg(GEHEIM) != sluit_weg(GEHEIM)
