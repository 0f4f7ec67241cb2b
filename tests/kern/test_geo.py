"""From the Dutch grid to degrees, and what counts as an area."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Transformer
from shapely.geometry import Point, Polygon

from kern.geo import RD_KADER, WGS84_KADER, als_geojson, kader_van, ligt_in, ongeldig, rd_naar_wgs84, vlak

# Published pairs of the Kadaster (RDNAPTRANS): three church towers. Metres, then degrees.
TORENS = {
    "Onze-Lieve-Vrouwetoren, Amersfoort": ((155000.000, 463000.000), (5.38720621, 52.15517440)),
    "Westertoren, Amsterdam": ((120700.723, 487525.501), (4.88352559, 52.37453253)),
    "Martinitoren, Groningen": ((233883.131, 582065.167), (6.56820053, 53.21938317)),
}
METER = 1 / 111_000  # degrees of latitude


@pytest.mark.parametrize("toren", TORENS)
def test_een_bekend_punt_klopt_op_een_halve_meter(toren: str) -> None:
    rd, (lon, lat) = TORENS[toren]
    punt = rd_naar_wgs84(Point(rd))
    assert punt.x == pytest.approx(lon, abs=0.5 * METER / 0.6)  # a degree of longitude is shorter here
    assert punt.y == pytest.approx(lat, abs=0.5 * METER)


@settings(deadline=None)  # a slow machine is no mistake
@given(st.floats(10_000, 280_000), st.floats(310_000, 615_000))
def test_heen_en_terug_is_hetzelfde_punt(x: float, y: float) -> None:
    graden = rd_naar_wgs84(Point(x, y))
    assert ligt_in(WGS84_KADER, graden)
    assert not ligt_in(RD_KADER, graden)
    terug = Transformer.from_crs("EPSG:4326", "EPSG:28992", always_xy=True).transform(graden.x, graden.y)
    assert terug == pytest.approx((x, y), abs=0.01)


def test_een_ring_hoeft_niet_gesloten_te_zijn() -> None:
    open_ring, gesloten = [[0, 0], [1, 0], [1, 1]], [[0, 0], [1, 0], [1, 1], [0, 0]]
    assert vlak([open_ring]) == vlak([gesloten])


def test_twee_ringen_zijn_twee_vlakken() -> None:
    vorm = vlak([[[0, 0], [1, 0], [1, 1]], [[2, 0], [3, 0], [3, 1]]])
    assert als_geojson(vorm)["type"] == "MultiPolygon"
    assert kader_van(vorm) == [0, 0, 3, 1]


def test_geojson_heeft_zes_decimalen() -> None:
    vorm = vlak([[[4.12345678, 51], [5, 51], [5, 52]]])
    assert als_geojson(vorm)["coordinates"][0][0] == [4.123457, 51.0]


@pytest.mark.parametrize(
    ("vorm", "reden"),
    [
        (Polygon([(0, 0), (1, 0), (1, 1)]), ""),
        (Polygon(), "er ligt niets binnen de lijn"),
        (Polygon([(0, 0), (1, 1), (1, 0), (0, 1)]), "de lijn kruist of raakt zichzelf bij 0.5, 0.5"),
        (
            Polygon([(0, 0), (1, 0), (1, 1)], [[(5, 5), (6, 5), (6, 6)]]),
            "de lijnen passen niet bij elkaar bij 5, 5",
        ),
    ],
)
def test_wat_een_goed_vlak_is(vorm: Polygon, reden: str) -> None:
    assert ongeldig(vorm) == reden
