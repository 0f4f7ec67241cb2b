"""Looking up and stealing: what login and reset pages tell about who has an account, and what a link is worth."""

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
from kern.models import Gebruiker, Mail
from tests.inloggen import (
    GEHEIM,
    WACHTWOORD,
    geef_wachtwoord,
    ingelogd,
    met_code,
    snelle_wachtwoorden,
    van,
)
from tests.personen import Mensen

pytestmark = pytest.mark.django_db
ONBEKEND = "niemand@voorbeeld.example"
CODE, BEVESTIG, RESET = "/account/login/code/", "/account/login/code/confirm/", "/account/password/reset/"


@pytest.fixture(autouse=True)
def _snel_wachtwoord(settings: Settings) -> None:
    snelle_wachtwoorden(settings)


# --- Finding out who has an account -----------------------------------------------------------------------


def _zonder_eigens(antwoord: Any, adres: str) -> tuple[Any, ...]:
    """All that a visitor can see of an answer, without what is different every time."""
    tekst = antwoord.content.decode().replace(adres, "ADRES")
    tekst = re.sub(r'csrfmiddlewaretoken" value="[^"]+"', "", tekst)
    koppen = {n: w for n, w in antwoord.items() if n not in ("X-Request-ID", "Content-Length", "Expires")}
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
