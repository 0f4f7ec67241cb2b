"""The figures of a quarter, from every floor."""

from datetime import timedelta
from decimal import Decimal

import pytest

from agendas.models import Toezegging
from budgetten.services.toekennen import ken_toe
from initiatieven.cijfers import Cijfers
from initiatieven.levensloop import Status
from kern.werkdagen import vandaag
from rapportages.cijfers import Kwartaalcijfers, cijfers_van, definities
from rapportages.kwartaal import Kwartaal
from tests.budgetten.geld import zet_klaar
from tests.maak import maak_initiatief
from tests.personen import Mensen


@pytest.mark.django_db
def test_geld_en_afspraken_tellen_mee(mensen: Mensen) -> None:
    dit = Kwartaal.van(vandaag())
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=Status.IN_BEHANDELING)
    ken_toe(
        initiatief=tuin,
        budget=zet_klaar().fysiek,
        bedrag=Decimal(600),
        motivering="Goed voor de hele straat.",
        door=mensen.amina,
    )
    for voor, nagekomen in ((dit.vanaf, True), (dit.vanaf, False), (dit.vanaf - timedelta(days=1), True)):
        Toezegging.objects.create(
            initiatief=tuin,
            kant="gemeente",
            wie="Openbare Ruimte",
            wat="Planten brengen",
            voor=voor,
            nagekomen=nagekomen,
            afgerond_op=voor,
            uitleg="" if nagekomen else "Te droog.",
        )
    cijfers = cijfers_van(dit, [mensen.slotjes, mensen.vrachelen])
    slotjes = cijfers[mensen.slotjes.pk]
    assert (slotjes.initiatieven.ingediend, slotjes.toegekend) == (1, 600)
    assert (slotjes.nagekomen, slotjes.toezeggingen) == (1, 2)
    assert cijfers[mensen.vrachelen.pk] == Kwartaalcijfers()


VEEL = Kwartaalcijfers(
    Cijfers(ingediend=14, gerealiseerd=1, te_beantwoorden=13, op_tijd=11, reacties=[2, 3]),
    toezeggingen=9,
    nagekomen=7,
    toegekend=Decimal("1250.00"),
)


def test_zoals_mensen_het_zeggen() -> None:
    regels = [f"{regel['waarde']} {regel['label']}" for regel in VEEL.document()["regels"]]
    assert regels == [
        "14 initiatieven ingediend",
        "1 initiatief gelukt",
        "0 initiatieven gestopt",
        "2,5 werkdagen tot de eerste reactie",
        "11 van de 13 op tijd een eerste reactie",
        "7 van de 9 afspraken nagekomen",
        "€\N{NO-BREAK SPACE}1.250 toegekend",
    ]


def test_wat_er_niet_is_wordt_niet_verzonnen() -> None:
    leeg = Kwartaalcijfers().document()
    assert [regel["waarde"] for regel in leeg["regels"]] == ["0", "0", "0"]
    assert (leeg["tabel"]["op_tijd"], leeg["tabel"]["mediaan"], leeg["tabel"]["nagekomen"]) == ("–", "–", "–")


def test_samen_is_de_som_en_de_middelste_van_allemaal() -> None:
    samen = (VEEL + VEEL + Kwartaalcijfers(Cijfers(reacties=[40]))).document()
    assert (samen["ingediend"], samen["nagekomen"], samen["toegekend"]) == (28, 14, "2500.00")
    assert samen["mediaan"] == 3


def test_elke_kolom_heeft_een_uitleg_en_een_waarde() -> None:
    kolommen = [definitie["cijfer"] for definitie in definities()]
    assert kolommen == list(VEEL.document()["tabel"])
