"""`manage.py importeer_wijken`: both naming families, both coordinate systems, and nothing on a mistake."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from rollen.models import Rol, Rolvervulling
from tests.maak import maak_gebruiker, maak_rol, maak_wijk
from wijken.models import Wijk

pytestmark = pytest.mark.django_db

ECHT = Path(settings.WORTEL).parent / "shared" / "data"
# A square of a few hundred metres in Oosterhout, in degrees and in metres of the Dutch grid.
GRADEN = [[[4.86, 51.64], [4.87, 51.64], [4.87, 51.65], [4.86, 51.65], [4.86, 51.64]]]
METERS = [[[118500, 405800], [119200, 405800], [119200, 406900], [118500, 406900], [118500, 405800]]]


def cbs(
    code: str = "WK082601", naam: str = "Wijk 01 Slotjes", ringen: Any = GRADEN, **anders: Any
) -> dict[str, Any]:
    """A feature as CBS names things."""
    eigenschappen = {
        "statcode": code,
        "jrstatcode": f"2025{code}",
        "statnaam": naam,
        "gmCode": f"GM{code[2:6]}",
    }
    return {
        "type": "Feature",
        "properties": {**eigenschappen, **anders},
        "geometry": {"type": "Polygon", "coordinates": ringen},
    }


def pdok(
    code: str = "WK082601", naam: str = "Slotjes", ringen: Any = GRADEN, **anders: Any
) -> dict[str, Any]:
    """A feature as PDOK names things."""
    eigenschappen = {
        "wijkcode": code,
        "wijknaam": naam,
        "gemeentecode": f"GM{code[2:6]}",
        "aantal_inwoners": 8010,
        "water": "NEE",
    }
    return {
        "type": "Feature",
        "properties": {**eigenschappen, **anders},
        "geometry": {"type": "MultiPolygon", "coordinates": [ringen]},
    }


def schrijf(tmp_path: Path, *kenmerken: Any, **anders: Any) -> Path:
    bestand = tmp_path / "wijken.geojson"
    bestand.write_text(json.dumps({"type": "FeatureCollection", "features": kenmerken, **anders}))
    return bestand


def importeer(bestand: Path) -> str:
    uitvoer = StringIO()
    call_command("importeer_wijken", str(bestand), stdout=uitvoer)
    return uitvoer.getvalue()


def fout_van(bestand: Path) -> str:
    with pytest.raises(CommandError) as gevangen:
        importeer(bestand)
    return str(gevangen.value)


def test_de_namen_van_cbs_in_graden(tmp_path: Path) -> None:
    uitvoer = importeer(schrijf(tmp_path, cbs()))

    wijk = Wijk.objects.get()
    assert (wijk.code, wijk.naam, wijk.slug, wijk.inwoners, wijk.bron) == (
        "WK082601",
        "Slotjes",
        "slotjes",
        None,
        "cbs",
    )
    assert (wijk.omtrek or {})["type"] == "Polygon"
    assert wijk.kader == [4.86, 51.64, 4.87, 51.65]
    assert "Toegevoegd (1): Slotjes" in uitvoer


def test_de_namen_van_pdok_in_meters(tmp_path: Path) -> None:
    importeer(schrijf(tmp_path, pdok(ringen=METERS)))

    wijk = Wijk.objects.get()
    assert (wijk.naam, wijk.inwoners) == ("Slotjes", 8010)
    west, zuid, oost, noord = wijk.kader or []
    assert west == pytest.approx(4.8598, abs=0.0005)
    assert zuid == pytest.approx(51.6398, abs=0.0005)
    assert oost == pytest.approx(4.8698, abs=0.0005)
    assert noord == pytest.approx(51.6497, abs=0.0005)


def test_het_stelsel_blijkt_uit_de_getallen_niet_uit_het_opschrift(tmp_path: Path) -> None:
    misleidend = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    importeer(schrijf(tmp_path, cbs(ringen=METERS), crs=misleidend))
    assert Wijk.objects.get().kader[0] == pytest.approx(4.86, abs=0.001)  # type: ignore[index]


@pytest.mark.parametrize("ontbreekt", [-99997, -99995, -99999999, None])
def test_een_ontbrekend_aantal_inwoners_wist_niets(tmp_path: Path, ontbreekt: int | None) -> None:
    maak_wijk(inwoners=7000)
    importeer(schrijf(tmp_path, pdok(aantal_inwoners=ontbreekt)))
    assert Wijk.objects.get().inwoners == 7000


def test_water_en_andere_gemeenten_blijven_buiten(tmp_path: Path) -> None:
    water = pdok("WK082699", "Markkanaal", water="JA")
    buren = cbs("WK076600", "Dongen")
    assert "1 wijken gelezen" in importeer(schrijf(tmp_path, water, buren, pdok()))
    assert [wijk.naam for wijk in Wijk.objects.all()] == ["Slotjes"]


def test_wat_aan_een_wijk_hangt_blijft(tmp_path: Path) -> None:
    wijk = maak_wijk("Slotje", karakter="Een groene wijk.", inwoners=7000)
    maak_rol(maak_gebruiker("Amina de Wit"), Rol.WIJKMAKELAAR, wijk)

    uitvoer = importeer(schrijf(tmp_path, pdok()))

    na = Wijk.objects.get()
    assert (na.pk, na.slug, na.karakter) == (wijk.pk, "slotje", "Een groene wijk.")
    assert Rolvervulling.objects.get().wijk == na
    assert "Andere naam (1): Slotje heet nu Slotjes" in uitvoer
    assert "Andere omtrek (1): Slotjes" in uitvoer
    assert "Ander aantal inwoners (1): Slotjes: van 7000 naar 8010" in uitvoer


def test_de_tweede_keer_verandert_er_niets(tmp_path: Path) -> None:
    bestand = schrijf(tmp_path, pdok(ringen=METERS), pdok("WK082602", "West"))
    importeer(bestand)
    eerst = list(Wijk.objects.values())

    uitvoer = importeer(bestand)

    assert list(Wijk.objects.values()) == eerst
    assert "Ongewijzigd (2)" in uitvoer
    assert "Toegevoegd" not in uitvoer


def test_een_wijk_die_niet_meer_in_het_bestand_staat_blijft(tmp_path: Path) -> None:
    maak_wijk("Dorst", "WK082613")
    uitvoer = importeer(schrijf(tmp_path, cbs()))
    assert "Niet meer in het bestand, blijft in gebruik (1): WK082613 Dorst" in uitvoer
    assert Wijk.objects.get(code="WK082613").actief


def test_twee_wijken_met_dezelfde_naam_krijgen_elk_een_adres(tmp_path: Path) -> None:
    importeer(schrijf(tmp_path, cbs(), cbs("WK082602", "Wijk 02 Slotjes")))
    assert set(Wijk.objects.values_list("slug", flat=True)) == {"slotjes", "slotjes-wk082602"}


def test_het_profiel_zet_de_grens_van_cbs_niet_terug(tmp_path: Path) -> None:
    call_command("laad_profiel", "oosterhout", stdout=StringIO())
    importeer(schrijf(tmp_path, pdok(aantal_inwoners=8100)))
    na_import = Wijk.objects.get(code="WK082601")

    call_command("laad_profiel", "oosterhout", stdout=StringIO())

    nu = Wijk.objects.get(code="WK082601")
    assert (nu.inwoners, nu.omtrek, nu.karakter) == (8100, na_import.omtrek, na_import.karakter)


KRUISEND = [[[4.86, 51.64], [4.87, 51.65], [4.87, 51.64], [4.86, 51.65], [4.86, 51.64]]]
OMGEDRAAID = [[[51.64, 4.86], [51.65, 4.86], [51.65, 4.87], [51.64, 4.86]]]
PIEPKLEIN = [[[4.86, 51.64], [4.8600001, 51.64], [4.8600001, 51.6400001], [4.86, 51.64]]]
FOUT = [
    ({"geometry": None}, "WK082601 heeft geen leesbare omtrek"),
    ({"geometry": {"type": "Polygon", "coordinates": [[[4.8, 51.6], [4.9]]]}}, "geen leesbare omtrek"),
    ({"geometry": {"type": "Polygon", "coordinates": [[["a", "b"]] * 4]}}, "geen leesbare omtrek"),
    ({"geometry": {"type": "Bol", "coordinates": []}}, "geen leesbare omtrek"),
    ({"geometry": {"type": "Point", "coordinates": [4.86, 51.64]}}, "heeft geen vlak als omtrek"),
    ({"geometry": {"type": "Polygon", "coordinates": []}}, "kapotte omtrek: er ligt niets binnen de lijn"),
    ({"geometry": {"type": "Polygon", "coordinates": KRUISEND}}, "kapotte omtrek: de lijn kruist"),
    ({"geometry": {"type": "Polygon", "coordinates": OMGEDRAAID}}, "ligt niet in Nederland"),
    ({"geometry": {"type": "Polygon", "coordinates": PIEPKLEIN}}, "te klein voor een omtrek"),
    ({"properties": None}, "onderdeel 2 heeft geen properties"),
    ({"properties": {}}, "onderdeel 2 heeft geen wijkcode zoals WK082601, maar niets"),
    ({"properties": {"statcode": "BU08260100"}}, "maar BU08260100"),
    ({"properties": {"statcode": "WK082601", "statnaam": " "}}, "WK082601 heeft geen naam"),
    ({"properties": {"statcode": "WK082601", "statnaam": "x" * 81}}, "hoogstens 80 tekens"),
    (
        {"properties": {"wijkcode": "WK082601", "wijknaam": "Slotjes", "aantal_inwoners": "veel"}},
        "heeft 'veel' als aantal inwoners",
    ),
    (
        {"properties": {"wijkcode": "WK082601", "wijknaam": "Slotjes", "aantal_inwoners": -5}},
        "heeft -5 als aantal inwoners",
    ),
]


@pytest.mark.parametrize(("anders", "zin"), FOUT, ids=range(len(FOUT)))
def test_een_kapot_onderdeel_verandert_niets(tmp_path: Path, anders: dict[str, Any], zin: str) -> None:
    goed = cbs("WK082602", "Wijk 02 West")
    assert zin in fout_van(schrijf(tmp_path, goed, {**cbs(), **anders}))
    assert not Wijk.objects.exists()


def test_een_getal_dat_geen_getal_is(tmp_path: Path) -> None:
    ring = [[4.86, 51.64], [4.87, float("nan")], [4.87, 51.65], [4.86, 51.64]]
    assert "heeft geen vlak als omtrek" in fout_van(schrijf(tmp_path, cbs(ringen=[ring])))


def test_dezelfde_wijk_twee_keer(tmp_path: Path) -> None:
    assert "WK082601 staat er twee keer in" in fout_van(schrijf(tmp_path, cbs(), cbs()))


def test_een_bestand_van_een_andere_gemeente(tmp_path: Path) -> None:
    fout = fout_van(schrijf(tmp_path, cbs("WK040001", "Den Helder")))
    assert fout == "wijken.geojson is niet ingelezen: er staat geen enkele wijk van GM0826 in."


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        (b'{"type": "FeatureCollection",\n "features": [', "geen geldige JSON (regel 2, teken 15)"),
        (b"", "geen geldige JSON (regel 1, teken 1)"),
        (b"\xff\xfe", "geen tekst in UTF-8"),
        (b"[]", "geen GeoJSON met een FeatureCollection"),
        (b'{"type": "Feature"}', "geen GeoJSON met een FeatureCollection"),
        (b'{"type": "FeatureCollection", "features": [1]}', "onderdeel 1 is geen Feature"),
        (b'{"type": "FeatureCollection", "features": []}', "geen enkele wijk"),
        (b"[" * 100_000, "geen GeoJSON"),
    ],
)
def test_een_bestand_dat_geen_geojson_is(tmp_path: Path, inhoud: bytes, zin: str) -> None:
    bestand = tmp_path / "wijken.geojson"
    bestand.write_bytes(inhoud)
    assert zin in fout_van(bestand)


def test_een_bestand_dat_er_niet_is(tmp_path: Path) -> None:
    assert "is niet te lezen" in fout_van(tmp_path / "weg.geojson")


@pytest.mark.parametrize("stelsel", ["rd", "wgs84"])
def test_de_echte_wijken_van_oosterhout(stelsel: str) -> None:
    bestand = ECHT / f"cbs_wijken_2025_GM0826_oosterhout_{stelsel}.geojson"
    if not bestand.exists():
        pytest.skip(f"{bestand.name} is er niet: open data van CBS hoort niet bij dit project")
    call_command("laad_profiel", "oosterhout", stdout=StringIO())
    slugs = list(Wijk.objects.order_by("pk").values_list("pk", "slug"))

    uitvoer = importeer(bestand)

    assert "Andere omtrek (14)" in uitvoer
    assert "Andere naam" not in uitvoer
    assert list(Wijk.objects.order_by("pk").values_list("pk", "slug")) == slugs


def test_meters_en_graden_van_cbs_geven_dezelfde_wijk() -> None:
    paren = [ECHT / f"cbs_wijken_2025_GM0826_oosterhout_{stelsel}.geojson" for stelsel in ("rd", "wgs84")]
    if not all(pad.exists() for pad in paren):
        pytest.skip("de wijken van CBS zijn er niet: open data van CBS hoort niet bij dit project")
    importeer(paren[0])
    uit_meters = dict(Wijk.objects.values_list("code", "kader"))
    importeer(paren[1])
    for code, kader in Wijk.objects.values_list("code", "kader"):
        assert kader == pytest.approx(uit_meters[code], abs=1e-5)  # about a metre; the file has whole metres
