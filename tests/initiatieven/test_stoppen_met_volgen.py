"""One click out: by the link in a mail, by the button of a mail program, without a login, and for good."""

import re
import time
from typing import Any

import pytest
from django.core import signing
from django.test import Client

from initiatieven import stoplink
from initiatieven.models import Bericht, Initiatief, Ritme, Volgt
from initiatieven.services.volgen import volg
from initiatieven.services.volgpost import mail_nieuws
from kern.models import Mail
from tests.initiatieven.volgers import breng_rond, komende_maandag, nieuws_aan, vertel
from tests.maak import maak_initiatief
from tests.personen import Mensen

pytestmark = pytest.mark.django_db

EEN_DRUK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def streng() -> Client:
    """A visitor for whom a form needs its token, as in real life."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def tuin(mensen: Mensen) -> Initiatief:
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)


def stoplinks(persoon: Any) -> list[str]:
    return [mail.afmeldlink for mail in nieuws_aan(persoon)]


def test_openen_doet_niets_en_de_knop_stopt(streng: Client, mensen: Mensen, tuin: Initiatief) -> None:
    volg(ding=tuin, door=mensen.fatima, ritme=Ritme.DIRECT)
    volg(ding=mensen.slotjes, door=mensen.fatima, ritme=Ritme.DIRECT)
    vertel(tuin, mensen.amina)
    breng_rond()
    [link] = stoplinks(mensen.fatima)
    pagina = streng.get(link).content.decode()
    assert "Ja, stop met deze mails" in pagina
    assert "Een buurttuin aan de Zandheuvel" in pagina
    assert Volgt.objects.count() == 2
    assert "U bent gestopt" in streng.post(link).content.decode()
    assert [volgt.wijk for volgt in Volgt.objects.all()] == [mensen.slotjes]
    vertel(tuin, mensen.amina)
    breng_rond()
    assert "Slotjes" in nieuws_aan(mensen.fatima)[1].tekst.split("omdat u dit volgt")[1]


def test_de_knop_van_een_mailprogramma(streng: Client, mensen: Mensen, tuin: Initiatief) -> None:
    """RFC 8058: a POST without cookies or a token of a form, answered at once and not by a redirect."""
    volg(ding=tuin, door=mensen.fatima, ritme=Ritme.DIRECT)
    vertel(tuin, mensen.amina)
    breng_rond()
    [link] = stoplinks(mensen.fatima)
    for _keer in range(2):  # again is no mistake
        assert streng.post(link, EEN_DRUK).status_code == 200
        assert not Volgt.objects.exists()
    assert "U bent al gestopt" in streng.get(link).content.decode()


def test_een_overzicht_stopt_alles_van_dat_ritme(streng: Client, mensen: Mensen, tuin: Initiatief) -> None:
    volg(ding=tuin, door=mensen.fatima, ritme=Ritme.WEEK)
    volg(ding=mensen.vrachelen, door=mensen.fatima, ritme=Ritme.WEEK)
    volg(ding=mensen.slotjes, door=mensen.bram, ritme=Ritme.WEEK)
    dagelijks = volg(ding="zoek=bank", door=mensen.fatima, ritme=Ritme.DAG)
    vertel(tuin, mensen.amina)
    breng_rond(komende_maandag())
    [link] = stoplinks(mensen.fatima)
    assert "zoekopdracht" not in streng.get(link).content.decode()
    streng.post(link, EEN_DRUK)
    assert list(Volgt.objects.filter(gebruiker=mensen.fatima)) == [dagelijks]
    assert Volgt.objects.filter(gebruiker=mensen.bram).exists()


def test_wat_nog_wachtte_gaat_ook_niet_meer(streng: Client, mensen: Mensen, tuin: Initiatief) -> None:
    volg(ding=tuin, door=mensen.fatima, ritme=Ritme.WEEK)
    vertel(tuin, mensen.amina)
    breng_rond()
    assert Bericht.objects.filter(gemaild_op=None).count() == 1
    streng.post(f"/volgen/{stoplink.voor_ritme(mensen.fatima.pk, Ritme.WEEK)}/stop/", EEN_DRUK)
    assert not Bericht.objects.exists()
    assert mail_nieuws(gebruiker_id=mensen.fatima.pk, ritme=Ritme.WEEK, periode="2026-11-23") == 0


def test_liever_minder_vaak_zonder_inloggen(client: Client, mensen: Mensen, tuin: Initiatief) -> None:
    volg(ding=tuin, door=mensen.fatima, ritme=Ritme.DIRECT)
    vertel(tuin, mensen.amina)
    breng_rond()
    [link] = stoplinks(mensen.fatima)
    instellen = link.replace("stop/", "")
    assert instellen in nieuws_aan(mensen.fatima)[0].tekst
    volgt = Volgt.objects.get()
    antwoord = client.post(instellen, {"volgt": volgt.pk, "ritme": "week"}, follow=True)
    assert "één keer per week" in antwoord.content.decode()
    assert Volgt.objects.get().ritme == Ritme.WEEK
    client.post(instellen, {"volgt": volgt.pk, "stop": "1"})
    assert not Volgt.objects.exists()
    assert "U volgt dit niet meer" in client.get(instellen).content.decode()


def test_een_formulier_in_de_eigen_pagina_heeft_wel_een_bewijs_nodig(
    streng: Client, mensen: Mensen, tuin: Initiatief
) -> None:
    volgt = volg(ding=tuin, door=mensen.fatima)
    token = stoplink.voor_volger(volgt)
    assert streng.post(f"/volgen/{token}/", {"volgt": volgt.pk, "stop": "1"}).status_code == 403
    assert Volgt.objects.exists()


def test_met_een_link_van_een_ding_komt_u_niet_bij_de_rest(
    client: Client, mensen: Mensen, tuin: Initiatief
) -> None:
    """A mail that is passed on shows what it is about, not what else somebody follows."""
    volgt = volg(ding=tuin, door=mensen.fatima)
    ander = volg(ding=mensen.vrachelen, door=mensen.fatima)
    token = stoplink.voor_volger(volgt)
    pagina = client.get(f"/volgen/{token}/").content.decode()
    assert "Vrachelen" not in pagina
    assert "Fatima" not in pagina
    assert str(mensen.fatima.email) not in pagina
    client.post(f"/volgen/{token}/", {"volgt": ander.pk, "stop": "1"})
    assert Volgt.objects.count() == 2


@pytest.mark.parametrize(
    ("token", "status"),
    [
        ("onzin", 404),
        ("00000000-0000-4000-8000-000000000000", 200),  # stopped long ago, perhaps
        ("1:2:3", 404),
        (signing.dumps([1, "week"], salt="iets anders"), 404),
        (signing.dumps("geen paar", salt=stoplink.ZOUT), 404),
        (signing.dumps([999_999, "week"], salt=stoplink.ZOUT), 200),
    ],
)
def test_een_link_die_niet_van_ons_is(client: Client, mensen: Mensen, token: str, status: int) -> None:
    for adres in (f"/volgen/{token}/", f"/volgen/{token}/stop/"):
        assert client.get(adres).status_code == status
    assert client.post(f"/volgen/{token}/stop/", EEN_DRUK).status_code == status


def test_in_de_link_staat_niets_over_de_persoon(mensen: Mensen) -> None:
    token = stoplink.voor_ritme(mensen.fatima.pk, Ritme.DAG)
    assert signing.loads(token, salt=stoplink.ZOUT) == [mensen.fatima.pk, "dag"]
    assert len(f"/volgen/{token}/stop/") < 200


# --- A link is old after a year -----------------------------------------------------------------------


def _link(persoon: Any, dagen: int) -> str:
    """The token of a digest that was mailed so many days ago."""
    toen = signing.b62_encode(int(time.time()) - dagen * 24 * 3600)
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(signing.TimestampSigner, "timestamp", lambda _self: toen)
        return stoplink.voor_ritme(persoon.pk, Ritme.WEEK)


def test_een_oude_link_laat_niet_meer_zien_wat_iemand_volgt(client: Client, mensen: Mensen) -> None:
    volg(ding=mensen.slotjes, door=mensen.fatima, ritme=Ritme.WEEK)
    assert "Slotjes" in client.get(f"/volgen/{_link(mensen.fatima, 364)}/").content.decode()
    oud = _link(mensen.fatima, 366)
    for adres in (f"/volgen/{oud}/", f"/volgen/{oud}/stop/"):
        pagina = client.get(adres).content.decode()
        assert "Slotjes" not in pagina
    assert "Deze link is verlopen" in client.get(f"/volgen/{oud}/").content.decode()
    client.post(f"/volgen/{oud}/", {"volgt": Volgt.objects.get().pk, "stop": "1"})
    assert Volgt.objects.exists()  # nothing is changed by it


def test_een_oude_link_stopt_nog_wel(streng: Client, mensen: Mensen) -> None:
    volg(ding=mensen.slotjes, door=mensen.fatima, ritme=Ritme.WEEK)
    oud = f"/volgen/{_link(mensen.fatima, 3000)}/stop/"
    assert "Ja, stop met deze mails" in streng.get(oud).content.decode()
    antwoord = streng.post(oud, EEN_DRUK).content.decode()
    assert "U bent gestopt" in antwoord
    assert "Slotjes" not in antwoord
    assert not Volgt.objects.exists()


def test_wie_een_oude_link_heeft_vraagt_een_nieuwe(client: Client, mensen: Mensen) -> None:
    """It goes to the address of now, and the page shows neither the address nor whether there is one."""
    volg(ding=mensen.slotjes, door=mensen.fatima, ritme=Ritme.WEEK)
    pagina = client.post(f"/volgen/{_link(mensen.fatima, 400)}/").content.decode()
    assert "Kijk in uw mail" in pagina
    assert str(mensen.fatima.email) not in pagina
    mail = Mail.objects.get()
    assert mail.aan == mensen.fatima.email
    assert mail.vertrouwelijk
    [nieuw] = re.findall(r"/volgen/\S+/", mail.tekst)
    assert "Slotjes" in client.get(nieuw).content.decode()


def test_een_nieuwe_link_vult_niemands_postbus(client: Client, mensen: Mensen) -> None:
    volg(ding=mensen.slotjes, door=mensen.fatima, ritme=Ritme.WEEK)
    for dagen in range(400, 405):
        antwoord = client.post(f"/volgen/{_link(mensen.fatima, dagen)}/")
    assert Mail.objects.count() <= 3
    assert "Stuur mij een nieuwe link" in antwoord.content.decode()


def test_wie_niets_meer_volgt_krijgt_dezelfde_pagina_en_geen_mail(client: Client, mensen: Mensen) -> None:
    assert "Kijk in uw mail" in client.post(f"/volgen/{_link(mensen.fatima, 400)}/").content.decode()
    assert not Mail.objects.exists()
