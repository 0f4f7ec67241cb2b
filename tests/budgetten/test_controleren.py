"""`controleer_boeken` recomputes everything and fails loudly; tampering past our code is found."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from budgetten.services.toekennen import ken_toe
from budgetten.tasks import controleer_boeken
from initiatieven.models import Initiatief
from tests.budgetten.geld import Geld
from tests.personen import Mensen


@pytest.fixture(autouse=True)
def toekenning(mensen: Mensen, geld: Geld, buurttuin: Initiatief) -> None:
    ken_toe(
        initiatief=buurttuin, budget=geld.fysiek, bedrag=Decimal(600), motivering="Goed", door=mensen.amina
    )


@contextmanager
def zonder_bewaking(tabel: str) -> Iterator[None]:
    """What somebody with the password of the database could do."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {tabel} DISABLE TRIGGER USER")
        yield
        cursor.execute(f"ALTER TABLE {tabel} ENABLE TRIGGER USER")


def knoei(tabel: str, opdracht: str) -> None:
    with zonder_bewaking(tabel), connection.cursor() as cursor:
        cursor.execute(opdracht)
        assert cursor.rowcount == 1


def test_kloppende_boeken() -> None:
    uitvoer = StringIO()
    call_command("controleer_boeken", stdout=uitvoer)
    assert "De boeken kloppen: 2 boekingen, 9 rekeningen." in uitvoer.getvalue()
    assert controleer_boeken() == 0


def test_een_verzonnen_saldo_wordt_gevonden(caplog: pytest.LogCaptureFixture) -> None:
    eerste = "(SELECT min(id) FROM budgetten_rekening WHERE soort = 'besteed')"
    knoei("budgetten_rekening", f"UPDATE budgetten_rekening SET saldo = saldo + 50 WHERE id = {eerste}")
    with caplog.at_level(logging.ERROR), pytest.raises(CommandError) as fout:
        call_command("controleer_boeken")
    assert "besteed staat op 50.00, de boekingen geven 0" in str(fout.value)
    assert "alle rekeningen samen staan op 50.00" in str(fout.value)
    assert "boeken kloppen niet" in caplog.text


def test_een_veranderde_boeking_wordt_gevonden() -> None:
    knoei("budgetten_boeking", "UPDATE budgetten_boeking SET bedrag = 700 WHERE bedrag = 600")
    with pytest.raises(CommandError, match="toegekend staat op"):
        call_command("controleer_boeken")


def test_een_verdwenen_boeking_wordt_gevonden() -> None:
    knoei("budgetten_boeking", "DELETE FROM budgetten_boeking WHERE bedrag = 600")
    with pytest.raises(CommandError, match=r"toekenning \d+ zegt 600"):
        call_command("controleer_boeken")


def test_een_opgehoogde_toekenning_wordt_gevonden() -> None:
    knoei("budgetten_toekenning", "UPDATE budgetten_toekenning SET bedrag = 900")
    with pytest.raises(CommandError, match="de toekenningen wachten op 900"):
        call_command("controleer_boeken")
    assert controleer_boeken() == 2
