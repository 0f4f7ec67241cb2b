"""The clock makes the report of every ended quarter with a pilot, once."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from kern.werkdagen import vandaag
from rapportages.kwartaal import Kwartaal
from rapportages.models import Kwartaalrapportage, Perspectief
from rapportages.services.rapportage import maak_kwartaalrapportage, ontbrekende_kwartalen
from rapportages.tasks import maak_kwartaalrapportages
from tests.maak import maak_pilot
from tests.personen import Mensen, zet_op
from tests.rapportages.hulp import K2, K3, maak_leerpunt, mails_aan

pytestmark = pytest.mark.django_db


def _ontbreekt(op: date) -> list[str]:
    return [str(kwartaal) for kwartaal in ontbrekende_kwartalen(op)]


def test_pas_als_het_kwartaal_voorbij_is(mensen: Mensen) -> None:
    maak_pilot(mensen.slotjes, date(2026, 7, 15))
    assert _ontbreekt(date(2026, 9, 30)) == []
    assert _ontbreekt(date(2026, 10, 1)) == ["2026-K3"]


def test_alleen_kwartalen_waarin_een_pilot_liep(mensen: Mensen) -> None:
    maak_pilot(mensen.slotjes, date(2025, 12, 31), date(2026, 1, 1))
    maak_pilot(mensen.vrachelen, date(2026, 5, 1), date(2026, 7, 1))
    assert _ontbreekt(date(2026, 11, 22)) == ["2025-K4", "2026-K2"]


def test_zonder_pilot_geen_rapportage(mensen: Mensen) -> None:
    assert _ontbreekt(date(2026, 11, 22)) == []


def test_de_klok_haalt_gemiste_kwartalen_in_en_doet_niets_dubbel(mensen: Mensen) -> None:
    dit = Kwartaal.van(vandaag())
    begin = Kwartaal(dit.jaar - 1, dit.nummer)
    maak_pilot(mensen.slotjes, begin.vanaf)
    assert maak_kwartaalrapportages() == 4
    assert maak_kwartaalrapportages() == 0
    assert Kwartaalrapportage.objects.count() == 4
    onderwerpen = [mail.onderwerp for mail in mails_aan(mensen.olga)]
    assert onderwerpen[0] == f"De rapportage {begin} staat klaar om te schrijven"
    assert len(onderwerpen) == 4


def test_de_leerpunten_van_het_kwartaal_komen_erin(mensen: Mensen) -> None:
    maak_pilot(mensen.slotjes, date(2026, 7, 1))
    erin = maak_leerpunt(mensen, genoteerd_op=date(2026, 7, 1))
    maak_leerpunt(mensen, genoteerd_op=date(2026, 6, 30))
    maak_leerpunt(mensen, genoteerd_op=date(2026, 10, 1))
    maak_leerpunt(mensen, genoteerd_op=date(2026, 8, 1), wijk=mensen.vrachelen)
    rapportage = maak_kwartaalrapportage(kwartaal=K3)
    assert rapportage is not None
    assert list(rapportage.leerpunten.all()) == [erin]


def test_de_mail_zegt_wie_er_nog_niet_sprak(mensen: Mensen) -> None:
    maak_pilot(mensen.slotjes, date(2026, 7, 1))
    maak_leerpunt(mensen, perspectief=Perspectief.GEMEENTE)
    maak_kwartaalrapportage(kwartaal=K3)
    [mail] = mails_aan(mensen.olga)
    assert "uit Slotjes zijn er nog geen leerpunten van bewoners" in mail.tekst
    assert "/werkbank/rapportages/2026-K3/" in mail.tekst


def test_de_database_kent_een_rapportage_per_kwartaal(mensen: Mensen) -> None:
    Kwartaalrapportage.objects.create(jaar=2026, kwartaal=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Kwartaalrapportage.objects.create(jaar=2026, kwartaal=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Kwartaalrapportage.objects.create(jaar=2026, kwartaal=5)
    assert maak_kwartaalrapportage(kwartaal=K2) is None


@pytest.mark.django_db(transaction=True)
def test_twee_klokken_tegelijk_maken_een_rapportage() -> None:
    mensen = zet_op()
    maak_pilot(mensen.slotjes, date(2026, 7, 1))
    maak_leerpunt(mensen)
    samen, uitkomsten = Barrier(2), []

    def klok() -> None:
        samen.wait()
        uitkomsten.append(maak_kwartaalrapportage(kwartaal=K3))
        connection.close()

    draden = [Thread(target=klok) for _ in range(2)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert sorted(uitkomst is None for uitkomst in uitkomsten) == [False, True]
    assert Kwartaalrapportage.objects.get().leerpunten.count() == 1
    assert len(mails_aan(mensen.olga)) == 1
