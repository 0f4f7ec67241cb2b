"""In which wijk a point lies."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.maak import maak_wijk
from wijken.geo import kader_van_gemeente, wijk_bij_punt
from wijken.models import Wijk

pytestmark = pytest.mark.django_db


def vierkant(west: float, oost: float) -> dict[str, Any]:
    punten = [[west, 51.0], [oost, 51.0], [oost, 52.0], [west, 52.0], [west, 51.0]]
    return {"omtrek": {"type": "Polygon", "coordinates": [punten]}, "kader": [west, 51.0, oost, 52.0]}


def test_een_punt_ligt_in_de_wijk_eromheen() -> None:
    slotjes = maak_wijk(**vierkant(4.0, 5.0))
    west = maak_wijk("West", "WK082602", **vierkant(3.0, 4.0))
    assert wijk_bij_punt(51.5, 4.5) == slotjes
    assert wijk_bij_punt(51.5, 3.5) == west
    assert wijk_bij_punt(51.5, 5.5) is None
    assert wijk_bij_punt(4.5, 51.5) is None


def test_op_de_grens_wint_de_laagste_code() -> None:
    maak_wijk("West", "WK082602", **vierkant(3.0, 4.0))
    slotjes = maak_wijk(**vierkant(4.0, 5.0))
    assert wijk_bij_punt(51.5, 4.0) == slotjes


def test_een_nieuwe_omtrek_telt_meteen() -> None:
    wijk = maak_wijk(**vierkant(4.0, 5.0))
    assert wijk_bij_punt(51.5, 4.5) == wijk
    wijk.omtrek = vierkant(5.0, 6.0)["omtrek"]
    wijk.save()
    assert wijk_bij_punt(51.5, 4.5) is None
    assert wijk_bij_punt(51.5, 5.5) == wijk


def test_wat_niet_in_gebruik_is_of_geen_omtrek_heeft_telt_niet() -> None:
    maak_wijk("Zonder", "WK082603")
    wijk = maak_wijk(**vierkant(4.0, 5.0))
    assert wijk_bij_punt(51.5, 4.5) == wijk
    Wijk.objects.update(actief=False)
    assert wijk_bij_punt(51.5, 4.5) is None


def test_de_omtrekken_worden_een_keer_gelezen(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    maak_wijk(**vierkant(4.0, 5.0))
    wijk_bij_punt(51.5, 4.5)
    with django_assert_num_queries(2):  # has anything changed, and the wijk itself
        wijk_bij_punt(51.5, 4.5)


def test_het_kader_van_de_gemeente() -> None:
    assert kader_van_gemeente() is None
    maak_wijk(**vierkant(4.0, 5.0))
    maak_wijk("West", "WK082602", **vierkant(3.0, 4.0))
    maak_wijk("Zonder", "WK082603")
    assert kader_van_gemeente() == (3.0, 51.0, 5.0, 52.0)
