"""The outbox: stored with the fact, delivered once and in order, tried again after a failure."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from pytest_django import Settings

from initiatieven.services.behandelen import reageer
from kern.mail import LANGSTE_WACHT, verstuur_wachtende, zet_klaar, zet_klaar_tekst
from kern.models import Mail
from tests.diensten import Mailvanger
from tests.maak import maak_gebruiker, maak_initiatief
from tests.personen import Mensen

pytestmark = pytest.mark.django_db


def zet(nummer: int = 1, aan: str = "daan@voorbeeld.example", *, vertrouwelijk: bool = False) -> Mail | None:
    return zet_klaar_tekst(
        sleutel=f"proef-{nummer}",
        aan=aan,
        onderwerp=f"Bericht {nummer}",
        tekst="Dag Daan.\n",
        vertrouwelijk=vertrouwelijk,
    )


def onderwerpen(vanger: Mailvanger, aan: str = "daan@voorbeeld.example") -> list[str]:
    return [str(bericht["Subject"]) for bericht in vanger.voor(aan)]


def test_een_mail_over_een_initiatief_komt_echt_aan(mensen: Mensen, mailvanger: Mailvanger) -> None:
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, titel="Tuin & “terras” ☀️")
    reageer(initiatief=tuin, door=mensen.amina, tekst="Wat een mooi plan <3")
    assert verstuur_wachtende() == 1

    [bericht] = mailvanger.voor(mensen.daan.email)
    assert str(bericht["Subject"]).strip() == "Amina de Wit reageert op uw initiatief: Tuin & “terras” ☀️"
    assert bericht["Auto-Submitted"] == "auto-generated"
    tekst, html = (bericht.get_body((soort,)) for soort in ("plain", "html"))
    assert tekst is not None
    assert html is not None
    assert "Wat een mooi plan <3" in tekst.get_content()
    assert "Wat een mooi plan &lt;3" in html.get_content()
    assert Mail.objects.get().verzonden is not None


def test_wat_verstuurd_is_gaat_niet_nog_eens(mailvanger: Mailvanger) -> None:
    zet()
    assert [verstuur_wachtende(), verstuur_wachtende()] == [1, 0]
    assert onderwerpen(mailvanger) == ["Bericht 1"]


def test_hetzelfde_feit_is_een_mail(mailvanger: Mailvanger) -> None:
    assert zet() is not None
    assert zet() is None
    verstuur_wachtende()
    assert zet() is None
    verstuur_wachtende()
    assert onderwerpen(mailvanger) == ["Bericht 1"]


def test_niemand_krijgt_mail_over_wat_hij_zelf_deed(mensen: Mensen) -> None:
    gegevens: dict[str, Any] = {
        "initiatief": maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina),
        "onderwerp": "Hoi",
    }
    sjabloon = "initiatieven/mail/bericht_indiener"
    assert (
        zet_klaar(sleutel="a", sjabloon=sjabloon, ontvanger=mensen.daan, door=mensen.daan, **gegevens) is None
    )
    assert zet_klaar(sleutel="b", sjabloon=sjabloon, ontvanger=mensen.daan, door=mensen.amina, **gegevens)
    assert zet_klaar(sleutel="c", sjabloon=sjabloon, **gegevens) is None


def test_zonder_het_feit_is_er_geen_mail(mailvanger: Mailvanger) -> None:
    with transaction.atomic():
        zet()
        transaction.set_rollback(True)
    assert verstuur_wachtende() == 0
    assert mailvanger.berichten == []


def test_na_een_storing_komt_hij_later(
    mailvanger: Mailvanger, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    goed, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    zet()
    with caplog.at_level(logging.WARNING):
        assert verstuur_wachtende() == 0
    mail = Mail.objects.get()
    assert (mail.pogingen, mail.verzonden) == (1, None)
    assert mail.laatste_fout == "ConnectionRefusedError"
    assert mail.volgende_poging > timezone.now() + timedelta(seconds=20)
    assert mail.aan not in caplog.text

    settings.EMAIL_PORT = goed
    assert verstuur_wachtende() == 0, "it waits for its turn"
    Mail.objects.update(volgende_poging=timezone.now())
    assert verstuur_wachtende() == 1
    assert onderwerpen(mailvanger) == ["Bericht 1"]


def test_een_adres_dat_niet_kan_bestaan_houdt_niemand_anders_op(mailvanger: Mailvanger) -> None:
    """Whoever types one in the login form gets such a mail into the outbox."""
    zet(1, aan=f"iemand@{'ü' * 63}.nl")
    zet(2)
    assert verstuur_wachtende() == 1
    assert onderwerpen(mailvanger) == ["Bericht 2"]
    assert Mail.objects.get(sleutel="proef-1").laatste_fout == "UnicodeError"


def test_wie_lang_onbereikbaar_is_wordt_steeds_minder_vaak_geprobeerd(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1
    zet()
    wachttijden = []
    for _poging in range(14):
        Mail.objects.update(volgende_poging=timezone.now())
        nu = timezone.now()
        verstuur_wachtende()
        wachttijden.append(Mail.objects.get().volgende_poging - nu)
    assert wachttijden[1] > wachttijden[0] * 1.9
    assert wachttijden[-1] <= LANGSTE_WACHT + timedelta(seconds=5)


def test_per_ontvanger_blijft_de_volgorde(mailvanger: Mailvanger) -> None:
    """The first one waits for another try: the second waits for it, that of somebody else does not."""
    eerste = zet(1)
    zet(2)
    zet(3, aan="fatima@voorbeeld.example")
    assert eerste is not None
    Mail.objects.filter(pk=eerste.pk).update(volgende_poging=timezone.now() + timedelta(hours=1))
    assert verstuur_wachtende() == 1
    assert onderwerpen(mailvanger) == []
    assert onderwerpen(mailvanger, "fatima@voorbeeld.example") == ["Bericht 3"]

    Mail.objects.filter(pk=eerste.pk).update(volgende_poging=timezone.now())
    assert verstuur_wachtende() == 2
    assert onderwerpen(mailvanger) == ["Bericht 1", "Bericht 2"]


def test_dezelfde_mail_heeft_altijd_hetzelfde_nummer(mailvanger: Mailvanger) -> None:
    """A second copy after a crash has the same Message-ID, so that a mailbox can drop it."""
    zet()
    zet(2)
    verstuur_wachtende()
    Mail.objects.filter(sleutel="proef-1").update(verzonden=None)
    verstuur_wachtende()
    eerste, tweede, kopie = (
        str(bericht["Message-ID"]) for bericht in mailvanger.voor("daan@voorbeeld.example")
    )
    assert eerste == kopie != tweede


def test_een_vertrouwelijke_mail_wordt_gewist(mailvanger: Mailvanger, settings: Settings) -> None:
    zet(1, vertrouwelijk=True)
    zet(2)
    verstuur_wachtende()
    assert [(mail.tekst, mail.html) for mail in Mail.objects.order_by("id")] == [
        ("", ""),
        ("Dag Daan.\n", ""),
    ]
    assert "Dag Daan." in mailvanger.voor("daan@voorbeeld.example")[0].get_content()


def test_een_kop_kan_niet_worden_ingesmokkeld(mensen: Mensen, mailvanger: Mailvanger) -> None:
    nora = maak_gebruiker("Nora Maas")
    tuin = maak_initiatief(
        mensen.slotjes, nora, mensen.amina, titel="Tuin\nBcc: iedereen@voorbeeld.example", kenmerk="2026-0008"
    )
    reageer(initiatief=tuin, door=mensen.amina, tekst="Dank u.")
    assert verstuur_wachtende() == 1
    [bericht] = mailvanger.voor(nora.email)
    assert bericht["Bcc"] is None


@pytest.mark.django_db(transaction=True)
def test_twee_postbodes_bezorgen_alles_een_keer(mailvanger: Mailvanger) -> None:
    adressen = [f"inwoner-{nummer % 3}@voorbeeld.example" for nummer in range(30)]
    for nummer, adres in enumerate(adressen):
        zet(nummer, aan=adres)

    def bezorg() -> int:
        try:
            return verstuur_wachtende()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as draden:
        aantallen = list(draden.map(lambda _nummer: bezorg(), range(2)))
    aantallen.append(verstuur_wachtende())  # one may stop while the other still holds the next in line
    assert sum(aantallen) == 30
    for adres in set(adressen):
        verwacht = [f"Bericht {nummer}" for nummer, aan in enumerate(adressen) if aan == adres]
        assert onderwerpen(mailvanger, adres) == verwacht
