"""A resident types a postcode or a name and finds the wijk."""

import pytest

from tests.maak import maak_wijk
from wijken.models import Postcode, Wijk
from wijken.zoeken import zoek_wijk

pytestmark = pytest.mark.django_db


@pytest.fixture
def slotjes() -> Wijk:
    wijk = maak_wijk("Slotjes", "WK082601")
    Postcode.objects.create(pc6="4901AB", wijk=wijk)
    return wijk


@pytest.mark.parametrize("invoer", ["4901AB", "4901ab", " 4901 ab ", "4901", "Slotjes", "slot", "SLÓTJES"])
def test_vindt_de_wijk(slotjes: Wijk, invoer: str) -> None:
    uitkomst = zoek_wijk(invoer)
    assert (uitkomst.wijken, uitkomst.zeker) == ([slotjes], True)


def test_een_gedeelde_postcode_is_niet_zeker(slotjes: Wijk) -> None:
    Postcode.objects.create(pc6="4901CD", wijk=slotjes, gedeeld=True)
    uitkomst = zoek_wijk("4901CD")
    assert (uitkomst.wijken, uitkomst.zeker) == ([slotjes], False)


def test_vier_cijfers_in_twee_wijken_geven_beide(slotjes: Wijk) -> None:
    west = maak_wijk("West", "WK082602")
    Postcode.objects.create(pc6="4901XY", wijk=west)
    uitkomst = zoek_wijk("4901")
    assert (uitkomst.wijken, uitkomst.zeker) == ([slotjes, west], False)


def test_de_hele_naam_gaat_voor_een_deel_van_een_naam(slotjes: Wijk) -> None:
    west = maak_wijk("West", "WK082602")
    maak_wijk("Noordwest", "WK082603")
    assert zoek_wijk("west").wijken == [west]


@pytest.mark.parametrize(
    "invoer", ["", "  ", "9999ZZ", "9999", "Amsterdam", "\x00", "x" * 10_000, "%", "'; --"]
)
def test_vindt_niets(slotjes: Wijk, invoer: str) -> None:
    uitkomst = zoek_wijk(invoer)
    assert (uitkomst.wijken, uitkomst.zeker) == ([], False)


def test_een_wijk_die_niet_meer_in_gebruik_is_wordt_niet_gevonden(slotjes: Wijk) -> None:
    Wijk.objects.update(actief=False)
    assert zoek_wijk("Slotjes").wijken == []
