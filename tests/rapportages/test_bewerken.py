"""Writing the report and choosing what is in it."""

from datetime import date

import pytest

from kern.fouten import DomeinFout, GeenRecht
from rapportages.inhoud import stel_samen
from rapportages.models import Kwartaalrapportage, Leerpunt
from rapportages.services.rapportage import bewerk
from tests.maak import maak_pilot
from tests.personen import Mensen
from tests.rapportages.hulp import gerealiseerd, maak_concept, maak_leerpunt, schrijf

pytestmark = pytest.mark.django_db


def test_de_keuze_is_precies_wat_erin_staat(mensen: Mensen) -> None:
    concept = maak_concept(mensen)
    later = maak_leerpunt(mensen, tekst="Pas in oktober verteld.", genoteerd_op=date(2026, 10, 9))
    schrijf(concept, mensen, leerpunten=[later])
    assert list(concept.leerpunten.all()) == [later]
    assert Leerpunt.objects.filter(rapportage=None).count() == 2


def test_een_leerpunt_staat_in_een_rapportage(mensen: Mensen) -> None:
    concept = maak_concept(mensen)
    ander = Kwartaalrapportage.objects.create(jaar=2026, kwartaal=4)
    elders = maak_leerpunt(mensen, rapportage=ander)
    with pytest.raises(DomeinFout, match="al in een andere rapportage"):
        schrijf(concept, mensen, leerpunten=[elders])
    elders.refresh_from_db()
    assert elders.rapportage == ander


def test_alleen_leerpunten_uit_wijken_met_een_pilot(mensen: Mensen) -> None:
    concept = maak_concept(mensen)
    with pytest.raises(DomeinFout):
        schrijf(concept, mensen, leerpunten=[maak_leerpunt(mensen, wijk=mensen.vrachelen)])
    maak_pilot(mensen.vrachelen, date(2026, 9, 30))
    schrijf(concept, mensen, leerpunten=[maak_leerpunt(mensen, wijk=mensen.vrachelen)])


def test_de_cijfers_van_een_concept_zijn_altijd_van_nu(mensen: Mensen) -> None:
    concept = maak_concept(mensen)
    assert stel_samen(concept)["cijfers"]["gerealiseerd"] == 1
    gerealiseerd(mensen, kenmerk="2026-0002")
    assert stel_samen(concept)["cijfers"]["gerealiseerd"] == 2


@pytest.mark.parametrize("naam", ["amina", "bram", "chantal", "daan", "els", "teun", "wim"])
def test_alleen_de_opgaveleider_schrijft(mensen: Mensen, naam: str) -> None:
    with pytest.raises(GeenRecht):
        bewerk(
            rapportage=maak_concept(mensen),
            samenvatting="Van mij.",
            bijstelling="",
            portefeuillehouder="",
            contactpersoon="",
            registratienummer="",
            leerpunten=[],
            door=getattr(mensen, naam),
        )
