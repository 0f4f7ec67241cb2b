"""Promised dates are kept in sight: one reminder per date, however late or often the job runs."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from initiatieven.levensloop import AanZet, Status
from initiatieven.models import Gebeurtenis, Initiatief
from initiatieven.services.behandelen import realiseer
from initiatieven.services.gesprek import stel_vraag
from initiatieven.services.termijnen import bewaak
from initiatieven.tasks import bewaak_termijnen
from kern.werkdagen import vandaag
from tests.diensten import Mailvanger
from tests.initiatieven.hulp import laatste, mails_aan
from tests.maak import maak_initiatief
from tests.personen import Mensen, zet_op

pytestmark = pytest.mark.django_db
GISTEREN = vandaag() - timedelta(days=1)


def te_laat(mensen: Mensen, uiterlijk: date = GISTEREN, **velden: object) -> Initiatief:
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, uiterlijk=uiterlijk, **velden)  # type: ignore[arg-type]


def test_wie_te_laat_is_hoort_het_een_keer(mensen: Mensen) -> None:
    tuin = te_laat(mensen)
    assert [bewaak_termijnen(), bewaak_termijnen()] == [1, 0]
    regel = laatste(tuin)
    assert (regel.soort, regel.openbaar, regel.door) == (Gebeurtenis.Soort.TERMIJN, False, None)
    [mail] = mails_aan(mensen.amina)
    assert mail.onderwerp == f"De afgesproken datum is voorbij: {tuin.titel}"
    assert mails_aan(mensen.daan) == []


def test_een_inwoner_die_te_laat_is_hoort_het_en_de_behandelaar_ook(mensen: Mensen) -> None:
    te_laat(mensen, status=Status.WACHT_OP_INDIENER, aan_zet=AanZet.INDIENER, aan_zet_persoon=mensen.daan)
    bewaak_termijnen()
    assert mails_aan(mensen.daan)[0].onderwerp.startswith("Wij wachten nog op u")
    assert len(mails_aan(mensen.amina)) == 1


def test_een_afdeling_die_te_laat_is(mensen: Mensen) -> None:
    te_laat(
        mensen,
        status=Status.IN_BEHANDELING,
        aan_zet=AanZet.VAKAFDELING,
        aan_zet_persoon=mensen.teun,
        aan_zet_afdeling=mensen.openbare_ruimte,
    )
    bewaak_termijnen()
    assert len(mails_aan(mensen.teun)) == len(mails_aan(mensen.amina)) == 1


def test_een_taak_die_een_week_uit_stond_mist_niets(mensen: Mensen) -> None:
    te_laat(mensen, vandaag() - timedelta(days=40))
    assert bewaak_termijnen() == 1


def test_op_de_dag_zelf_is_het_nog_op_tijd(mensen: Mensen) -> None:
    te_laat(mensen, vandaag())
    assert bewaak_termijnen() == 0


def test_een_nieuwe_datum_krijgt_een_nieuwe_herinnering(mensen: Mensen) -> None:
    tuin = te_laat(mensen)
    bewaak_termijnen()
    stel_vraag(initiatief=tuin, door=mensen.amina, tekst="Hoe gaat het?")
    assert bewaak_termijnen() == 0
    # The new date passes as well: move both it and the old reminder a month back.
    oude = tuin.gebeurtenissen.get(soort=Gebeurtenis.Soort.TERMIJN)
    tuin.refresh_from_db()
    assert tuin.uiterlijk is not None
    assert oude.wanneer.date() <= tuin.uiterlijk
    assert tuin in Initiatief.objects.te_bewaken(tuin.uiterlijk + timedelta(days=1))


def test_wat_klaar_is_wordt_niet_meer_bewaakt(mensen: Mensen) -> None:
    tuin = te_laat(mensen, status=Status.IN_UITVOERING)
    realiseer(initiatief=tuin, door=mensen.amina, tekst="Klaar.")
    assert bewaak_termijnen() == 0
    assert bewaak(initiatief=tuin) is None


@pytest.mark.django_db(transaction=True)
def test_de_echte_klok_zet_de_echte_werker_aan_het_werk(klok: Path, mailvanger: Mailvanger) -> None:
    mensen = zet_op()
    tuin = te_laat(mensen)
    mail = mailvanger.wacht_op(mensen.amina.email, "De afgesproken datum is voorbij")
    tekst = mail.get_body(("plain",))
    assert tekst is not None
    assert f"/werkbank/initiatieven/{tuin.kenmerk}/" in tekst.get_content()
    assert tuin.gebeurtenissen.count() == 1
