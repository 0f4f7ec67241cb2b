"""Two workers at once, and a real one: nobody is noted, mailed or forgotten twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connection

from initiatieven.models import Bericht, Ritme, Verspreiding, Volgt
from initiatieven.services import verspreiden
from initiatieven.services.behandelen import reageer
from initiatieven.services.verspreiden import verspreid
from initiatieven.services.volgen import volg
from initiatieven.services.volgpost import stuur_direct, stuur_overzichten
from kern.models import Mail
from tests.diensten import Mailvanger
from tests.initiatieven.volgers import over, vertel
from tests.maak import maak_gebruiker, maak_initiatief
from tests.personen import zet_op

pytestmark = pytest.mark.django_db(transaction=True)
T = TypeVar("T")


def tegelijk(doe: Callable[[], T], *, keren: int = 4) -> list[T]:
    samen = Barrier(keren)

    def een() -> T:
        samen.wait(10)
        try:
            return doe()
        finally:
            connection.close()

    with ThreadPoolExecutor(keren) as draden:
        return [taak.result() for taak in [draden.submit(een) for _keer in range(keren)]]


def test_vier_werkers_verspreiden_alles_een_keer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verspreiden, "PER_RONDE", 3)
    mensen = zet_op()
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    for nummer in range(5):
        volg(ding=mensen.slotjes, door=maak_gebruiker(f"P{nummer}"))
    for nummer in range(20):
        vertel(tuin, mensen.daan, f"Nieuws {nummer}")
    assert sum(tegelijk(verspreid)) == 20
    assert Bericht.objects.count() == 100
    assert not Verspreiding.objects.exists()


def test_vier_werkers_mailen_iedereen_een_keer() -> None:
    mensen = zet_op()
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    for nummer in range(6):
        ritme = Ritme.DIRECT if nummer % 2 else Ritme.DAG
        volg(ding=tuin, door=maak_gebruiker(f"P{nummer}"), ritme=ritme)
    vertel(tuin, mensen.daan)
    verspreid()
    tegelijk(stuur_direct)
    tegelijk(lambda: stuur_overzichten(nu=over(1)))
    assert Mail.objects.filter(sleutel__startswith="nieuws-").count() == 6
    assert not Bericht.objects.filter(gemaild_op=None).exists()


def test_vier_keer_tegelijk_volgen_is_een_keer() -> None:
    mensen = zet_op()
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    tegelijk(lambda: volg(ding=tuin, door=mensen.fatima))
    assert Volgt.objects.count() == 1


def test_een_echte_werker_vertelt_het_meteen(werker: Path, mailvanger: Mailvanger) -> None:
    """Woken by the act itself: no clock runs here."""
    mensen = zet_op()
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    volg(ding=mensen.slotjes, door=mensen.fatima, ritme=Ritme.DIRECT)
    reageer(initiatief=tuin, door=mensen.amina, tekst="Wat een mooi plan.")
    bericht = mailvanger.wacht_op(str(mensen.fatima.email), "Amina de Wit reageerde")
    assert bericht["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert len(mailvanger.voor(str(mensen.fatima.email))) == 1
