"""Quarters: their days, their names and how they are written."""

from datetime import date

import pytest

from rapportages.kwartaal import Kwartaal


@pytest.mark.parametrize(
    ("dag", "kenmerk"),
    [
        (date(2026, 1, 1), "2026-K1"),
        (date(2026, 3, 31), "2026-K1"),
        (date(2026, 4, 1), "2026-K2"),
        (date(2026, 9, 30), "2026-K3"),
        (date(2026, 12, 31), "2026-K4"),
    ],
)
def test_elke_dag_ligt_in_een_kwartaal(dag: date, kenmerk: str) -> None:
    kwartaal = Kwartaal.van(dag)
    assert str(kwartaal) == kenmerk
    assert kwartaal.vanaf <= dag < kwartaal.tot


def test_na_het_vierde_komt_het_eerste_van_het_volgende_jaar() -> None:
    assert Kwartaal(2026, 4).volgende == Kwartaal(2027, 1)
    assert Kwartaal(2026, 4).tot == date(2027, 1, 1)


def test_een_kenmerk_is_het_kwartaal() -> None:
    assert Kwartaal.lees("2026-K3") == Kwartaal(2026, 3)
    assert Kwartaal(2026, 3).naam == "het derde kwartaal van 2026"


@pytest.mark.parametrize("onzin", ["2026-K5", "2026-K0", "26-K1", "2026-k1", "2026-K3 ", ""])
def test_onzin_is_geen_kwartaal(onzin: str) -> None:
    with pytest.raises(ValueError, match="not a quarter"):
        Kwartaal.lees(onzin)
