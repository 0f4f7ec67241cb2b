"""The decision on the route: let go, help along, or hand over to a department; and passing on a case."""

import pytest

from initiatieven.levensloop import AanZet, Route, Status, Sturingsrol
from initiatieven.models import Gebeurtenis, Initiatief
from initiatieven.services.behandelen import (
    draag_over,
    kies_route,
    neem_over,
    start_uitvoering,
    verklaar_niet_passend,
)
from initiatieven.services.gesprek import antwoord_afdeling
from kern.fouten import DomeinFout, GeenRecht
from kern.werkdagen import plus_werkdagen, vandaag
from tests.initiatieven.hulp import laatste, mails_aan
from tests.maak import maak_afdeling, maak_initiatief
from tests.personen import Mensen

pytestmark = pytest.mark.django_db
ROL = Sturingsrol.PARTICIPEREND


@pytest.fixture
def tuin(mensen: Mensen) -> Initiatief:
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)


def test_loslaten(mensen: Mensen, tuin: Initiatief) -> None:
    kies_route(
        initiatief=tuin, door=mensen.amina, route=Route.LOSLATEN, sturingsrol=ROL, antwoord="Aan de slag!"
    )
    tuin.refresh_from_db()
    assert (tuin.status, tuin.route, tuin.sturingsrol) == (Status.IN_UITVOERING, Route.LOSLATEN, ROL)
    assert (tuin.aan_zet, tuin.aan_zet_persoon) == (AanZet.INDIENER, mensen.daan)
    assert tuin.uiterlijk == plus_werkdagen(vandaag(), 60)
    assert tuin.eerste_reactie_op is not None
    [mail] = mails_aan(mensen.daan)
    assert mail.onderwerp == f"Zo gaan we verder met uw initiatief: {tuin.titel}"
    assert "Aan de slag!" in mail.tekst
    assert "U bent aan zet." in mail.tekst


def test_begeleiden(mensen: Mensen, tuin: Initiatief) -> None:
    kies_route(
        initiatief=tuin, door=mensen.amina, route=Route.BEGELEIDEN, sturingsrol=ROL, antwoord="Wij helpen."
    )
    tuin.refresh_from_db()
    assert tuin.status == Status.IN_UITVOERING
    assert (tuin.aan_zet, tuin.aan_zet_persoon) == (AanZet.MEDEWERKER, mensen.amina)
    assert tuin.uiterlijk == plus_werkdagen(vandaag(), 20)


def geef_door(mensen: Mensen, tuin: Initiatief) -> Gebeurtenis:
    return kies_route(
        initiatief=tuin,
        door=mensen.amina,
        route=Route.DOORGELEIDEN,
        sturingsrol=Sturingsrol.PRESTEREND,
        antwoord="Openbare Ruimte kijkt ernaar.",
        afdeling=mensen.openbare_ruimte,
    )


def test_doorgeleiden_maakt_de_teamleider_eigenaar(mensen: Mensen, tuin: Initiatief) -> None:
    geef_door(mensen, tuin)
    tuin.refresh_from_db()
    assert tuin.status == Status.IN_BEHANDELING
    assert (tuin.aan_zet, tuin.aan_zet_persoon) == (AanZet.VAKAFDELING, mensen.teun)
    assert tuin.aan_zet_afdeling == mensen.openbare_ruimte
    assert tuin.behandelaar == mensen.amina
    assert tuin.uiterlijk == plus_werkdagen(vandaag(), 15)
    assert laatste(tuin).soort == Gebeurtenis.Soort.DOORGELEID
    [aan_teun] = mails_aan(mensen.teun)
    assert aan_teun.onderwerp == f"Uw afdeling is aan zet: {tuin.titel}"
    assert f"/werkbank/initiatieven/{tuin.kenmerk}/" in aan_teun.tekst
    [aan_daan] = mails_aan(mensen.daan)
    assert "Teun Akkermans van de afdeling Openbare Ruimte is aan zet." in aan_daan.tekst


def test_doorgeleiden_zonder_afdeling_of_zonder_teamleider(mensen: Mensen, tuin: Initiatief) -> None:
    with pytest.raises(DomeinFout, match="Kies de afdeling"):
        kies_route(
            initiatief=tuin, door=mensen.amina, route=Route.DOORGELEIDEN, sturingsrol=ROL, antwoord="Dag."
        )
    with pytest.raises(DomeinFout, match="geen teamleider"):
        kies_route(
            initiatief=tuin,
            door=mensen.amina,
            route=Route.DOORGELEIDEN,
            sturingsrol=ROL,
            antwoord="Dag.",
            afdeling=maak_afdeling("Sport"),
        )
    tuin.refresh_from_db()
    assert (tuin.status, tuin.route) == (Status.INGEDIEND, "")


@pytest.mark.parametrize("route", Route)
def test_wat_afgerond_is_krijgt_geen_aanpak(mensen: Mensen, route: Route) -> None:
    """Opening it again is a decision of its own."""
    klaar = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=Status.GESTOPT)
    with pytest.raises(DomeinFout):
        kies_route(
            initiatief=klaar,
            door=mensen.amina,
            route=route,
            sturingsrol=ROL,
            antwoord="Toch wel.",
            afdeling=mensen.openbare_ruimte,
        )


def test_het_antwoord_van_de_afdeling_komt_terug_bij_de_behandelaar(mensen: Mensen, tuin: Initiatief) -> None:
    geef_door(mensen, tuin)
    antwoord_afdeling(initiatief=tuin, door=mensen.teun, tekst="De grond is van ons. Het mag.")
    tuin.refresh_from_db()
    assert (tuin.aan_zet, tuin.aan_zet_persoon) == (AanZet.MEDEWERKER, mensen.amina)
    assert tuin.aan_zet_afdeling is None
    assert tuin.uiterlijk == plus_werkdagen(vandaag(), 5)
    assert laatste(tuin).namens == "teamleider Openbare Ruimte"
    assert [mail.onderwerp for mail in mails_aan(mensen.amina)] == [
        f"Antwoord van Teun Akkermans: {tuin.titel}"
    ]

    start_uitvoering(initiatief=tuin, door=mensen.amina, tekst="Wij beginnen.")
    tuin.refresh_from_db()
    assert (tuin.status, tuin.route) == (Status.IN_UITVOERING, Route.DOORGELEIDEN)


def test_een_afdeling_antwoordt_alleen_op_wat_bij_haar_ligt(mensen: Mensen, tuin: Initiatief) -> None:
    with pytest.raises(GeenRecht):
        antwoord_afdeling(initiatief=tuin, door=mensen.teun, tekst="Het mag.")
    with pytest.raises(DomeinFout, match="niet bij een afdeling"):
        antwoord_afdeling(initiatief=tuin, door=mensen.amina, tekst="Het mag.")


def test_uitvoering_begint_pas_na_een_route(mensen: Mensen, tuin: Initiatief) -> None:
    with pytest.raises(DomeinFout, match="Kies eerst de aanpak"):
        start_uitvoering(initiatief=tuin, door=mensen.amina, tekst="Wij beginnen.")


def test_niet_passend_noemt_reden_en_kader(mensen: Mensen, tuin: Initiatief) -> None:
    verklaar_niet_passend(
        initiatief=tuin, door=mensen.amina, reden="Hier komt een weg.", kader="Omgevingsplan 2024, artikel 3"
    )
    tuin.refresh_from_db()
    assert tuin.status == Status.NIET_PASSEND
    assert (tuin.aan_zet, tuin.aan_zet_persoon, tuin.uiterlijk) == ("", None, None)
    assert tuin.afgesloten_op is not None
    [mail] = mails_aan(mensen.daan)
    assert "Hier komt een weg." in mail.tekst
    assert "Omgevingsplan 2024, artikel 3" in mail.tekst


@pytest.mark.parametrize(("reden", "kader"), [("", "Omgevingsplan"), ("Het kan niet.", " ")])
def test_nee_zeggen_kan_niet_zonder_uitleg(mensen: Mensen, tuin: Initiatief, reden: str, kader: str) -> None:
    with pytest.raises(DomeinFout, match="Noem de reden en het kader"):
        verklaar_niet_passend(initiatief=tuin, door=mensen.amina, reden=reden, kader=kader)


def test_overdragen_verandert_de_persoon_en_niet_de_datum(mensen: Mensen, tuin: Initiatief) -> None:
    datum = tuin.uiterlijk
    draag_over(initiatief=tuin, door=mensen.amina, naar=mensen.olga, tekst="Amina is met vakantie.")
    tuin.refresh_from_db()
    assert (tuin.behandelaar, tuin.aan_zet_persoon, tuin.uiterlijk) == (mensen.olga, mensen.olga, datum)
    assert len(mails_aan(mensen.olga)) == len(mails_aan(mensen.daan)) == 1
    assert mails_aan(mensen.amina) == []
    wie = "Olga Brouwers gaat hiermee verder en is nu de contactpersoon."
    assert laatste(tuin).tekst == f"{wie}\n\nAmina is met vakantie."


def test_overdragen_zonder_toelichting_zegt_toch_wie_het_wordt(mensen: Mensen, tuin: Initiatief) -> None:
    draag_over(initiatief=tuin, door=mensen.amina, naar=mensen.olga)
    for wie in (mensen.olga, mensen.daan):
        assert "Olga Brouwers gaat hiermee verder" in mails_aan(wie)[0].tekst


def test_overnemen_terwijl_de_inwoner_aan_zet_is(mensen: Mensen) -> None:
    tuin = maak_initiatief(
        mensen.slotjes,
        mensen.daan,
        mensen.amina,
        status=Status.WACHT_OP_INDIENER,
        aan_zet=AanZet.INDIENER,
        aan_zet_persoon=mensen.daan,
    )
    neem_over(initiatief=tuin, door=mensen.olga)
    tuin.refresh_from_db()
    assert (tuin.behandelaar, tuin.aan_zet_persoon) == (mensen.olga, mensen.daan)
    assert len(mails_aan(mensen.amina)) == 1


def test_overdragen_kan_alleen_aan_wie_er_over_gaat(mensen: Mensen, tuin: Initiatief) -> None:
    with pytest.raises(GeenRecht, match="Chantal Smulders behandelt geen initiatieven in deze wijk"):
        draag_over(initiatief=tuin, door=mensen.amina, naar=mensen.chantal)
    with pytest.raises(DomeinFout, match="behandelt dit initiatief al"):
        neem_over(initiatief=tuin, door=mensen.amina)
