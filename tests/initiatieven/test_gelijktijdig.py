"""Two people at once: one wins, the other hears what changed; nothing is done or mailed twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from initiatieven.levensloop import Status
from initiatieven.models import Initiatief
from initiatieven.services.basis import Gewijzigd
from initiatieven.services.behandelen import noteer, reageer, stop
from initiatieven.services.gesprek import plaats_voortgang, stel_vraag
from initiatieven.tasks import bewaak_termijnen
from kern.fouten import DomeinFout
from kern.models import Gebruiker, Mail
from kern.werkdagen import vandaag
from tests.initiatieven.hulp import laatste_id
from tests.maak import maak_initiatief
from tests.personen import Mensen, zet_op


@pytest.mark.django_db
def test_wie_iets_gemist_heeft_hoort_wat_er_veranderde(mensen: Mensen) -> None:
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    gezien = laatste_id(tuin)
    stel_vraag(initiatief=tuin, door=mensen.olga, tekst="Hoe groot is het veld?", gezien=gezien)
    with pytest.raises(Gewijzigd, match="Vraag van de gemeente \\(Olga Brouwers") as fout:
        stop(initiatief=tuin, door=mensen.amina, reden="Het veld is te klein.", gezien=gezien)
    assert [g.tekst for g in fout.value.gebeurtenissen] == ["Hoe groot is het veld?"]
    stop(initiatief=tuin, door=mensen.amina, reden="Het veld is te klein.", gezien=laatste_id(tuin))


@pytest.mark.django_db
def test_een_inwoner_merkt_niets_van_een_interne_notitie(mensen: Mensen) -> None:
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    gezien = laatste_id(tuin)
    noteer(initiatief=tuin, door=mensen.wim, tekst="Let op de buren.")
    plaats_voortgang(initiatief=tuin, door=mensen.daan, tekst="Er is een naam!", gezien=gezien)
    with pytest.raises(Gewijzigd):
        reageer(initiatief=tuin, door=mensen.amina, tekst="Dank u.", gezien=gezien)


@pytest.mark.django_db(transaction=True)
def test_twee_tegelijk_is_een_keer() -> None:
    mensen = zet_op()
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    samen = Barrier(2)

    def probeer(door: Gebruiker) -> bool:
        samen.wait(10)
        try:
            reageer(initiatief=tuin, door=door, tekst="Wat een mooi plan.")
        except DomeinFout:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as draden:
        uitkomst = list(draden.map(probeer, [mensen.amina, mensen.olga]))

    assert sorted(uitkomst) == [False, True]
    assert Initiatief.objects.get().status == Status.IN_BEHANDELING
    assert tuin.gebeurtenissen.count() == 1
    assert Mail.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_twee_bewakers_herinneren_een_keer() -> None:
    mensen = zet_op()
    gisteren = vandaag() - timedelta(days=1)
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, uiterlijk=gisteren)
    samen = Barrier(2)

    def bewaak(_nummer: int) -> int:
        samen.wait(10)
        try:
            return bewaak_termijnen()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as draden:
        assert sum(draden.map(bewaak, range(2))) == 1
    assert tuin.gebeurtenissen.count() == 1
    assert Mail.objects.count() == 1
