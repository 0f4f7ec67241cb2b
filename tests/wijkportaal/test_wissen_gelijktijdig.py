"""Erasing while something else happens: a form of that person is on its way, or erasing is asked twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.test import Client

from initiatieven.models import Opmerking
from kern.models import Gebruiker
from tests.maak import maak_initiatief
from tests.personen import zet_op
from wijkportaal.wissen import wis

pytestmark = pytest.mark.django_db(transaction=True)


def _iemand_wacht() -> bool:
    """Whether another connection waits for a lock of ours."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


def test_wat_onderweg_is_wordt_niet_bewaard() -> None:
    mensen = zet_op()
    zaak = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    Opmerking.objects.create(initiatief=zaak, door=mensen.fatima, tekst="Eerst dit.")
    client = Client()
    client.force_login(mensen.fatima)

    def stuur() -> tuple[int, str]:
        try:
            antwoord = client.post(
                f"{zaak.get_absolute_url()}reactie/", {"tekst": "Nog één ding, groet Fatima."}
            )
            return antwoord.status_code, antwoord.content.decode()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as ander:
        with transaction.atomic():
            assert wis(gebruiker=mensen.fatima, ook_teksten=False, door=mensen.fatima)
            onderweg = ander.submit(stuur)
            while not _iemand_wacht():
                assert not onderweg.done(), onderweg.result()
        status, tekst = onderweg.result()

    assert status == 403
    assert "De gegevens zijn gewist" in tekst
    assert [o.tekst for o in Opmerking.objects.all()] == [""]
    assert client.get("/mijn/").status_code == 302


def test_twee_keer_tegelijk_is_een_keer() -> None:
    mensen = zet_op()
    maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    samen = Barrier(2)

    def doe(_nummer: int) -> bool:
        try:
            wie = Gebruiker.objects.get(pk=mensen.daan.pk)
            samen.wait()
            return wis(gebruiker=wie, ook_teksten=True, door=wie)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as twee:
        assert sorted(twee.map(doe, range(2))) == [False, True]
