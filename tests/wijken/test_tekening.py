"""The drawing of all wijken."""

from typing import Any

import pytest

from tests.maak import maak_wijk
from wijken.models import Wijk
from wijken.tekening import BREEDTE, overzicht, teken


def _ring(west: float, zuid: float, oost: float, noord: float) -> list[list[float]]:
    return [[west, zuid], [oost, zuid], [oost, noord], [west, noord], [west, zuid]]


def _wijk(naam: str, *hoeken: float) -> Wijk:
    omtrek = {"type": "Polygon", "coordinates": [_ring(*hoeken)]}
    return Wijk(naam=naam, slug=naam.lower(), omtrek=omtrek)


def test_noord_ligt_boven_en_west_links() -> None:
    tekening = teken([_wijk("Zuidwest", 4.8, 51.6, 4.9, 51.65), _wijk("Noordoost", 4.9, 51.65, 5.0, 51.7)])
    zuidwest, noordoost = tekening.vlakken
    assert zuidwest.x < noordoost.x
    assert zuidwest.y > noordoost.y


def test_de_tekening_past_precies_en_rekt_niet_uit() -> None:
    tekening = teken([_wijk("Heel", 4.8, 51.6, 5.0, 51.7)])
    assert tekening.breedte == BREEDTE
    # 0.2 degrees of longitude at 51.65 north is 1.24 times as long as 0.1 degree of latitude.
    assert 1.23 < tekening.breedte / tekening.hoogte < 1.25
    assert tekening.vlakken[0].pad.startswith("M")


def test_een_naam_die_niet_past_wordt_niet_geschreven() -> None:
    tekening = teken(
        [_wijk("Breed", 4.8, 51.6, 5.0, 51.7), _wijk("Industrieterrein Noord", 5.0, 51.6, 5.01, 51.7)]
    )
    assert [vlak.past for vlak in tekening.vlakken] == [True, False]


def test_een_wijk_in_twee_delen_is_een_pad() -> None:
    delen = [[_ring(4.8, 51.6, 4.85, 51.65)], [_ring(4.9, 51.6, 5.0, 51.7)]]
    samen = Wijk(naam="Samen", slug="samen", omtrek={"type": "MultiPolygon", "coordinates": delen})
    assert teken([samen]).vlakken[0].pad.count("M") == 2


def test_zonder_omtrek_is_er_geen_tekening() -> None:
    assert teken([Wijk(naam="Zonder", slug="zonder")]).vlakken == []


@pytest.mark.django_db
def test_het_overzicht_volgt_een_nieuwe_grens() -> None:
    slotjes = maak_wijk("Slotjes", omtrek=_wijk("Slotjes", 4.8, 51.6, 4.9, 51.65).omtrek)
    eerst = overzicht().vlakken[0].pad
    slotjes.omtrek = _wijk("Slotjes", 4.8, 51.6, 4.9, 51.7).omtrek
    slotjes.save()
    assert overzicht().vlakken[0].pad != eerst


@pytest.mark.django_db
def test_het_overzicht_wordt_bewaard(django_assert_num_queries: Any) -> None:
    maak_wijk("Slotjes", omtrek=_wijk("Slotjes", 4.8, 51.6, 4.9, 51.65).omtrek)
    eerst = overzicht()
    with django_assert_num_queries(1):
        assert overzicht() is eerst
