"""A friction over its date is reminded of once per date, and moves along when its holder leaves."""

from datetime import timedelta

import pytest

from initiatieven.levensloop import Status
from initiatieven.models import Initiatief, Schuring
from initiatieven.services.behandelen import stop
from initiatieven.services.rolwissel import beeindig_rol
from initiatieven.services.schuren import (
    herinner_schuring,
    sla_over,
    sluit_schuring,
    verplaats_schuringen,
    zet_terug,
)
from initiatieven.tasks import bewaak_termijnen
from kern.models import Mail
from kern.werkdagen import plus_werkdagen, vandaag
from rollen.models import Rol
from tests.initiatieven.hulp import mails_aan
from tests.initiatieven.schuring import laat_verlopen, maak_schuring, vers
from tests.maak import maak_gebruiker, maak_initiatief, maak_rol
from tests.personen import Mensen

pytestmark = pytest.mark.django_db
WETHOUDER = 4


@pytest.fixture
def zaak(mensen: Mensen) -> Initiatief:
    return maak_initiatief(
        mensen.slotjes,
        mensen.daan,
        mensen.amina,
        status=Status.IN_BEHANDELING,
        uiterlijk=plus_werkdagen(vandaag(), 40),
    )


@pytest.fixture
def bij_bram(mensen: Mensen, zaak: Initiatief) -> Schuring:
    schuring = maak_schuring(zaak, mensen.olga)
    sla_over(schuring=schuring, door=mensen.olga, naar=WETHOUDER, reden="Het moet deze week.")
    Mail.objects.all().delete()
    return vers(schuring)


def herinneringen(schuring: Schuring) -> int:
    return schuring.stappen.filter(soort="herinnerd").count()


def test_wie_de_trede_heeft_krijgt_een_herinnering_en_de_anderen_horen_het(
    mensen: Mensen, bij_bram: Schuring
) -> None:
    laat_verlopen(bij_bram, dagen=9)
    assert bewaak_termijnen() == 1
    assert [mail.onderwerp for mail in mails_aan(mensen.bram)] == [
        "De datum van een schuring is voorbij en u bent aan zet: Een buurttuin aan de Zandheuvel"
    ]
    for ander in (mensen.olga, mensen.amina):
        assert mails_aan(ander)[0].onderwerp.startswith("De datum van een schuring is voorbij: ")
    assert bewaak_termijnen() == 0
    assert herinneringen(bij_bram) == 1
    assert Mail.objects.count() == 3


def test_op_de_dag_zelf_is_het_nog_niet_te_laat(bij_bram: Schuring) -> None:
    laat_verlopen(bij_bram, dagen=0)
    assert bewaak_termijnen() == 0


def test_een_nieuwe_datum_heeft_een_nieuwe_herinnering(mensen: Mensen, bij_bram: Schuring) -> None:
    laat_verlopen(bij_bram)
    bewaak_termijnen()
    zet_terug(schuring=bij_bram, door=mensen.bram, naar=0, reden="Amina kan verder.")
    assert bewaak_termijnen() == 0
    laat_verlopen(bij_bram, dagen=3)
    assert bewaak_termijnen() == 1
    assert herinneringen(bij_bram) == 2


def test_wat_dicht_is_herinnert_niemand_meer(mensen: Mensen, bij_bram: Schuring) -> None:
    laat_verlopen(bij_bram)
    sluit_schuring(schuring=bij_bram, door=mensen.bram, uitkomst="maatwerk", toelichting="Het mag.")
    assert bewaak_termijnen() == 0
    assert herinner_schuring(schuring=bij_bram) is None


def test_een_herinnering_telt_niet_als_die_van_het_initiatief(bij_bram: Schuring, zaak: Initiatief) -> None:
    laat_verlopen(bij_bram)
    Initiatief.objects.filter(pk=zaak.pk).update(uiterlijk=vandaag() - timedelta(days=1))
    assert bewaak_termijnen() == 2
    assert bewaak_termijnen() == 0


def test_ook_bij_een_afgerond_initiatief_vraagt_een_schuring_om_een_uitkomst(
    mensen: Mensen, bij_bram: Schuring, zaak: Initiatief
) -> None:
    stop(initiatief=zaak, door=mensen.amina, reden="De bewoner verhuist.")
    laat_verlopen(bij_bram)
    assert bewaak_termijnen() == 1
    sluit_schuring(schuring=bij_bram, door=mensen.bram, uitkomst="wens_past_aan", toelichting="Gestopt.")
    assert not vers(bij_bram).is_open


def test_wie_zijn_rol_verliest_houdt_geen_schuring_vast(mensen: Mensen, bij_bram: Schuring) -> None:
    datum = bij_bram.uiterlijk
    noor = maak_gebruiker("Noor Hermans")
    beeindig_rol(vervulling=mensen.bram.rolvervullingen.get(), tot=vandaag())
    assert vers(bij_bram).eigenaar == mensen.amina  # nobody is wijkwethouder: the wijk keeps hold of it
    maak_rol(noor, Rol.WIJKWETHOUDER, mensen.slotjes, vanaf=vandaag())
    # It stays with who has it now: taking it back would make two handovers of one.
    bewaak_termijnen()
    assert vers(bij_bram).eigenaar == mensen.amina
    stap = bij_bram.stappen.latest("pk")
    assert (stap.soort, stap.uiterlijk, stap.van_trede) == ("overgenomen", datum, WETHOUDER)


def test_een_opvolger_krijgt_de_schuring_met_dezelfde_datum(mensen: Mensen, bij_bram: Schuring) -> None:
    datum = bij_bram.uiterlijk
    van_bram = mensen.bram.rolvervullingen.get()
    van_bram.tot = vandaag()
    van_bram.save()
    noor = maak_gebruiker("Noor Hermans")
    maak_rol(noor, Rol.WIJKWETHOUDER, mensen.slotjes, vanaf=vandaag())
    maak_rol(mensen.bram, Rol.WIJKWETHOUDER, mensen.vrachelen, vanaf=vandaag())
    assert verplaats_schuringen() == 1
    assert verplaats_schuringen() == 0
    schuring = vers(bij_bram)
    assert (schuring.eigenaar, schuring.uiterlijk) == (noor, datum)
    assert [mail.onderwerp for mail in mails_aan(noor)] == [
        "U neemt een schuring over: Een buurttuin aan de Zandheuvel"
    ]
