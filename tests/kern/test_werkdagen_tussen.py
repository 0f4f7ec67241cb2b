"""Counting working days between two days."""

from datetime import date

import pytest

from kern.werkdagen import plus_werkdagen, werkdagen_tussen


@pytest.mark.parametrize(
    ("van", "tot", "dagen"),
    [
        (date(2026, 7, 3), date(2026, 7, 3), 0),
        (date(2026, 7, 3), date(2026, 7, 5), 0),  # Friday to Sunday
        (date(2026, 7, 3), date(2026, 7, 6), 1),  # Friday to Monday
        (date(2026, 4, 24), date(2026, 4, 28), 1),  # King's Day lies between
        (date(2026, 7, 6), date(2026, 7, 3), 0),
    ],
)
def test_werkdagen_tussen(van: date, tot: date, dagen: int) -> None:
    assert werkdagen_tussen(van, tot) == dagen


@pytest.mark.parametrize("aantal", range(25))
def test_tellen_is_het_omgekeerde_van_optellen(aantal: int) -> None:
    begin = date(2026, 12, 21)
    assert werkdagen_tussen(begin, plus_werkdagen(begin, aantal)) == aantal
