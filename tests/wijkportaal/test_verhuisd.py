"""What the upper floors know of an initiative stays as it was when it moves to another wijk."""

from decimal import Decimal

import pytest
from django.test import Client

from agendas.models import Agendapunt
from agendas.services.agenda import Eigenaar, start_agenda, voeg_punt_toe
from budgetten.models import Boeking, Toekenning
from budgetten.services.toekennen import betaal, ken_toe
from initiatieven.levensloop import Status
from initiatieven.services.verhuizen import verhuis
from kern.fouten import GeenRecht
from tests.budgetten.geld import zet_klaar
from tests.initiatieven.hulp import laatste
from tests.inloggen import als_medewerker
from tests.maak import maak_initiatief
from tests.personen import Mensen

pytestmark = pytest.mark.django_db


def test_geld_en_agenda_houden_hun_eigen_wijk(client: Client, mensen: Mensen) -> None:
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=Status.IN_UITVOERING)
    geld = zet_klaar()
    ken_toe(
        initiatief=tuin,
        budget=geld.fysiek,
        bedrag=Decimal(300),
        motivering="Voor de tuin.",
        door=mensen.amina,
    )
    agenda = start_agenda(wijk=mensen.slotjes, inleiding="", door=mensen.amina)
    voeg_punt_toe(
        agenda=agenda,
        titel="Groen",
        tekst="",
        eigenaren=[Eigenaar("bewoners", "De buren")],
        door=mensen.amina,
        initiatieven=[tuin],
    )

    verhuis(initiatief=tuin, door=mensen.amina, naar=mensen.vrachelen)

    toekenning = Toekenning.objects.get()
    assert toekenning.wijk == mensen.slotjes
    assert Agendapunt.objects.get().initiatieven.get() == tuin
    # The wijk that granted it pays it; the new one sees it on its screen.
    with pytest.raises(GeenRecht):
        betaal(toekenning=toekenning, bedrag=Decimal(100), door=mensen.chantal)
    betaal(toekenning=toekenning, bedrag=Decimal(100), door=mensen.amina)
    assert set(Boeking.objects.filter(toekenning=toekenning).values_list("wijk", flat=True)) == {
        mensen.slotjes.pk
    }
    assert laatste(tuin).namens == "wijkmakelaar"
    scherm = als_medewerker(client, mensen.chantal).get(tuin.get_werkbank_url())
    assert scherm.context["toekenningen"] == [toekenning]
    assert [punt.titel for punt in scherm.context["punten"]] == ["Groen"]
