"""The end of an initiative: it worked, or it stops with a reason."""

import pytest

from initiatieven.levensloop import Status
from initiatieven.models import Gebeurtenis, Initiatief
from initiatieven.services.behandelen import realiseer, stop
from kern.fouten import DomeinFout, GeenRecht
from tests.initiatieven.hulp import laatste, mails_aan
from tests.maak import maak_initiatief
from tests.personen import Mensen

pytestmark = pytest.mark.django_db


@pytest.fixture
def tuin(mensen: Mensen) -> Initiatief:
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=Status.IN_UITVOERING)


def test_de_gemeente_zegt_dat_het_gelukt_is(mensen: Mensen, tuin: Initiatief) -> None:
    realiseer(initiatief=tuin, door=mensen.amina, tekst="De tuin is open.")
    tuin.refresh_from_db()
    assert tuin.status == Status.GEREALISEERD
    assert tuin.afgesloten_op is not None
    assert (tuin.aan_zet, tuin.aan_zet_persoon, tuin.uiterlijk) == ("", None, None)
    assert laatste(tuin).soort == Gebeurtenis.Soort.GEREALISEERD
    [mail] = mails_aan(mensen.daan)
    assert mail.onderwerp == f"Uw initiatief is gelukt: {tuin.titel}"
    assert "Gefeliciteerd" in mail.tekst


def test_de_inwoner_zegt_dat_het_gelukt_is(mensen: Mensen, tuin: Initiatief) -> None:
    realiseer(initiatief=tuin, door=mensen.daan, tekst="Zaterdag vieren we het.")
    assert [mail.onderwerp for mail in mails_aan(mensen.amina)] == [f"Gelukt: {tuin.titel}"]
    assert mails_aan(mensen.daan) == []


def test_gelukt_kan_pas_na_de_uitvoering(mensen: Mensen) -> None:
    vers = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    with pytest.raises(DomeinFout, match="status “Ingediend”"):
        realiseer(initiatief=vers, door=mensen.amina, tekst="Klaar.")


def test_de_inwoner_trekt_het_in(mensen: Mensen, tuin: Initiatief) -> None:
    stop(initiatief=tuin, door=mensen.daan, reden="Wij gaan verhuizen.")
    tuin.refresh_from_db()
    assert (tuin.status, tuin.reden) == (Status.GESTOPT, "Wij gaan verhuizen.")
    assert tuin.eerste_reactie_op is None
    assert [mail.onderwerp for mail in mails_aan(mensen.amina)] == [f"Gestopt: {tuin.titel}"]


def test_stoppen_vraagt_een_reden(mensen: Mensen, tuin: Initiatief) -> None:
    with pytest.raises(DomeinFout, match="waarom"):
        stop(initiatief=tuin, door=mensen.amina, reden="  ")


def test_een_ander_mag_het_niet_afsluiten(mensen: Mensen, tuin: Initiatief) -> None:
    for iemand in (mensen.fatima, mensen.chantal, mensen.wim):
        with pytest.raises(GeenRecht):
            stop(initiatief=tuin, door=iemand, reden="Zomaar.")
        with pytest.raises(GeenRecht):
            realiseer(initiatief=tuin, door=iemand, tekst="Klaar.")


def test_na_het_einde_kan_er_niets_meer(mensen: Mensen, tuin: Initiatief) -> None:
    stop(initiatief=tuin, door=mensen.amina, reden="De grond is verkocht.")
    with pytest.raises(DomeinFout):
        stop(initiatief=tuin, door=mensen.daan, reden="Dan stop ik ook.")
    assert tuin.gebeurtenissen.count() == 1
