"""Who started it together with the indiener is told what the indiener is told."""

import pytest

from initiatieven.models import Betrokkene, Initiatief
from initiatieven.services.behandelen import reageer, stop
from kern.models import Mail
from tests.initiatieven.hulp import mails_aan
from tests.maak import maak_gebruiker, maak_initiatief
from tests.personen import Mensen

pytestmark = pytest.mark.django_db


@pytest.fixture
def tuin(mensen: Mensen) -> Initiatief:
    """Started by Daan, together with Fatima."""
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    Betrokkene.objects.create(initiatief=tuin, gebruiker=mensen.fatima, soort="mede")
    return tuin


def test_beiden_krijgen_een_eigen_mail(mensen: Mensen, tuin: Initiatief) -> None:
    reageer(initiatief=tuin, door=mensen.amina, tekst="Wat een mooi plan.")
    [aan_daan], [aan_fatima] = mails_aan(mensen.daan), mails_aan(mensen.fatima)
    assert aan_daan.onderwerp == aan_fatima.onderwerp
    assert "Beste Fatima" in aan_fatima.tekst
    assert "Daan" not in aan_fatima.tekst


def test_wie_het_zelf_doet_krijgt_geen_mail(mensen: Mensen, tuin: Initiatief) -> None:
    stop(initiatief=tuin, door=mensen.fatima, reden="Wij verhuizen.")
    assert not mails_aan(mensen.fatima)
    assert len(mails_aan(mensen.daan)) == 1


def test_een_medewerker_die_meebegon_krijgt_een_mail(mensen: Mensen, tuin: Initiatief) -> None:
    """One per event at most, also for who is both."""
    Betrokkene.objects.create(initiatief=tuin, gebruiker=mensen.amina, soort="mede")
    stop(initiatief=tuin, door=mensen.daan, reden="Wij verhuizen.")
    assert len(mails_aan(mensen.amina)) == 1


def test_wie_alleen_meedoet_of_is_gestopt_krijgt_niets(mensen: Mensen, tuin: Initiatief) -> None:
    tuin.betrokkenen.update(gestopt_op=tuin.ingediend_op)
    helper = maak_gebruiker("Hans Helper")
    Betrokkene.objects.create(initiatief=tuin, gebruiker=helper, soort="meedoen")
    reageer(initiatief=tuin, door=mensen.amina, tekst="Wat een mooi plan.")
    assert {mail.aan for mail in Mail.objects.all()} == {mensen.daan.email}
