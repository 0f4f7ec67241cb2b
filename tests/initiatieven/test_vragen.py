"""A question to the resident, the answer, and news from both sides."""

import pytest

from initiatieven.levensloop import AanZet, Route, Status, Sturingsrol
from initiatieven.models import Gebeurtenis, Initiatief
from initiatieven.services.behandelen import kies_route
from initiatieven.services.gesprek import beantwoord_vraag, plaats_voortgang, stel_vraag
from kern.fouten import DomeinFout, GeenRecht
from kern.werkdagen import plus_werkdagen, vandaag
from tests.initiatieven.hulp import laatste, mails_aan
from tests.maak import maak_initiatief
from tests.personen import Mensen

pytestmark = pytest.mark.django_db


@pytest.fixture
def tuin(mensen: Mensen) -> Initiatief:
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)


def test_een_vraag_maakt_de_inwoner_aan_zet(mensen: Mensen, tuin: Initiatief) -> None:
    stel_vraag(initiatief=tuin, door=mensen.amina, tekst="Doen uw buren mee?")
    tuin.refresh_from_db()
    assert tuin.status == Status.WACHT_OP_INDIENER
    assert (tuin.aan_zet, tuin.aan_zet_persoon) == (AanZet.INDIENER, mensen.daan)
    assert tuin.uiterlijk == plus_werkdagen(vandaag(), 5)
    assert tuin.eerste_reactie_op is not None
    [mail] = mails_aan(mensen.daan)
    assert mail.onderwerp == f"Amina de Wit heeft een vraag over uw initiatief: {tuin.titel}"
    assert "U bent aan zet. Laat uiterlijk" in mail.tekst

    with pytest.raises(DomeinFout, match="al een vraag open"):
        stel_vraag(initiatief=tuin, door=mensen.amina, tekst="En nog iets?")


def test_het_antwoord_komt_bij_de_behandelaar(mensen: Mensen, tuin: Initiatief) -> None:
    stel_vraag(initiatief=tuin, door=mensen.amina, tekst="Doen uw buren mee?")
    beantwoord_vraag(initiatief=tuin, door=mensen.daan, tekst="Ja, vijf huizen.")
    tuin.refresh_from_db()
    assert tuin.status == Status.IN_BEHANDELING
    assert (tuin.aan_zet, tuin.aan_zet_persoon) == (AanZet.MEDEWERKER, mensen.amina)
    assert tuin.uiterlijk == plus_werkdagen(vandaag(), 5)
    assert laatste(tuin).namens == ""
    [mail] = mails_aan(mensen.amina)
    assert mail.onderwerp == f"Antwoord van Daan Jansen: {tuin.titel}"
    assert "Ja, vijf huizen." in mail.tekst
    assert len(mails_aan(mensen.daan)) == 1


def test_een_antwoord_tijdens_de_uitvoering_gaat_verder_met_de_uitvoering(
    mensen: Mensen, tuin: Initiatief
) -> None:
    kies_route(
        initiatief=tuin,
        door=mensen.amina,
        route=Route.LOSLATEN,
        sturingsrol=Sturingsrol.PARTICIPEREND,
        antwoord="Aan de slag!",
    )
    stel_vraag(initiatief=tuin, door=mensen.amina, tekst="Hoe gaat het?")
    beantwoord_vraag(initiatief=tuin, door=mensen.daan, tekst="Goed!")
    tuin.refresh_from_db()
    assert (tuin.status, tuin.aan_zet) == (Status.IN_UITVOERING, AanZet.MEDEWERKER)


def test_alleen_de_inwoner_zelf_antwoordt(mensen: Mensen, tuin: Initiatief) -> None:
    stel_vraag(initiatief=tuin, door=mensen.amina, tekst="Doen uw buren mee?")
    for iemand in (mensen.fatima, mensen.amina):
        with pytest.raises(GeenRecht):
            beantwoord_vraag(initiatief=tuin, door=iemand, tekst="Ja hoor.")


def test_een_antwoord_zonder_vraag(mensen: Mensen, tuin: Initiatief) -> None:
    with pytest.raises(DomeinFout, match="geen vraag"):
        beantwoord_vraag(initiatief=tuin, door=mensen.daan, tekst="Ja hoor.")


def test_nieuws_van_de_inwoner(mensen: Mensen, tuin: Initiatief) -> None:
    datum = tuin.uiterlijk
    plaats_voortgang(initiatief=tuin, door=mensen.daan, tekst="De schoffels zijn er.")
    tuin.refresh_from_db()
    assert (tuin.status, tuin.uiterlijk) == (Status.INGEDIEND, datum)
    assert laatste(tuin).soort == Gebeurtenis.Soort.VOORTGANG
    assert (laatste(tuin).van_status, laatste(tuin).naar_status) == ("", "")
    assert [mail.onderwerp for mail in mails_aan(mensen.amina)] == [f"Nieuws van Daan Jansen: {tuin.titel}"]
    assert mails_aan(mensen.daan) == []


@pytest.mark.parametrize(("aan_zet", "wie", "dagen"), [("indiener", "daan", 60), ("medewerker", "amina", 20)])
def test_nieuws_van_wie_aan_zet_is_schuift_de_datum_op(
    mensen: Mensen, aan_zet: str, wie: str, dagen: int
) -> None:
    persoon = getattr(mensen, wie)
    tuin = maak_initiatief(
        mensen.slotjes,
        mensen.daan,
        mensen.amina,
        status=Status.IN_UITVOERING,
        aan_zet=aan_zet,
        aan_zet_persoon=persoon,
    )
    plaats_voortgang(initiatief=tuin, door=persoon, tekst="Er staat al een hek.")
    tuin.refresh_from_db()
    assert tuin.uiterlijk == plus_werkdagen(vandaag(), dagen)


def test_nieuws_van_een_vreemde_of_bij_een_gesloten_initiatief(mensen: Mensen, tuin: Initiatief) -> None:
    with pytest.raises(GeenRecht):
        plaats_voortgang(initiatief=tuin, door=mensen.fatima, tekst="Mooi!")
    gelukt = maak_initiatief(
        mensen.slotjes, mensen.daan, mensen.amina, status=Status.GEREALISEERD, kenmerk="2026-0002"
    )
    with pytest.raises(DomeinFout, match="afgerond"):
        plaats_voortgang(initiatief=gelukt, door=mensen.daan, tekst="Nog iets.")
