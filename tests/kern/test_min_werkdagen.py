"""Counting working days back."""

from datetime import date, timedelta

import pytest

from kern.werkdagen import is_werkdag, min_werkdagen, plus_werkdagen, werkdagen_tussen


@pytest.mark.parametrize(
    ("dag", "aantal", "verwacht"),
    [
        (date(2026, 11, 26), 0, date(2026, 11, 26)),
        (date(2026, 11, 26), 1, date(2026, 11, 25)),
        (date(2026, 11, 23), 1, date(2026, 11, 20)),  # over a weekend
        (date(2026, 11, 22), 1, date(2026, 11, 20)),  # from a Sunday
        (date(2026, 12, 28), 1, date(2026, 12, 24)),  # over Christmas
        (date(2026, 11, 26), 30, date(2026, 10, 15)),
    ],
)
def test_terugtellen_slaat_weekend_en_feestdagen_over(dag: date, aantal: int, verwacht: date) -> None:
    assert min_werkdagen(dag, aantal) == verwacht


def test_terug_en_heen_is_dezelfde_werkdag() -> None:
    dag = date(2026, 1, 1)
    for _nummer in range(366):
        dag += timedelta(days=1)
        if is_werkdag(dag):
            terug = min_werkdagen(dag, 7)
            assert plus_werkdagen(terug, 7) == dag
            assert werkdagen_tussen(terug, dag) == 7
