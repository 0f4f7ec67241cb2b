"""With a real worker and a real beat: the report appears and its mail is delivered."""

from pathlib import Path

from django.utils import timezone

from kern.werkdagen import vandaag
from rapportages.kwartaal import Kwartaal
from rapportages.models import Kwartaalrapportage
from tests.diensten import Mailvanger
from tests.hulp import wacht_tot
from tests.maak import maak_pilot
from tests.personen import zet_op
from tests.rapportages.hulp import gerealiseerd


def test_de_klok_maakt_de_rapportage_en_vraagt_de_inwoner(klok: Path, mailvanger: Mailvanger) -> None:
    mensen = zet_op()
    dit = Kwartaal.van(vandaag())
    vorig = Kwartaal(dit.jaar - 1, 4) if dit.nummer == 1 else Kwartaal(dit.jaar, dit.nummer - 1)
    maak_pilot(mensen.slotjes, vorig.vanaf)
    gerealiseerd(mensen, afgesloten_op=timezone.now())

    wacht_tot(Kwartaalrapportage.objects.over(vorig).exists, "de rapportage van het vorige kwartaal")
    mailvanger.wacht_op(mensen.olga.email, f"De rapportage {vorig} staat klaar")
    mailvanger.wacht_op(mensen.daan.email, "Wat leerde u van")
    assert Kwartaalrapportage.objects.count() == 1
