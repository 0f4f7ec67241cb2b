"""What looks like an idea: by its rare words, its place and its theme, and never a draft or a refused one."""

import pytest
from django.core.cache import cache
from django.db import connection

from initiatieven.gelijkenis import STATISTIEK, Vraag, lijkt_op
from initiatieven.levensloop import Status
from initiatieven.models import Initiatief, Thema
from tests.maak import maak_initiatief
from tests.personen import Mensen

pytestmark = pytest.mark.django_db
PLEIN = (51.64, 4.86)


@pytest.fixture(autouse=True)
def _verse_statistiek() -> None:
    cache.delete("initiatieven-woorden")


@pytest.fixture
def tuin(mensen: Mensen) -> Initiatief:
    return maak_initiatief(
        mensen.slotjes,
        mensen.daan,
        mensen.amina,
        lat=PLEIN[0],
        lon=PLEIN[1],
        thema=Thema.objects.create(naam="Groen", slug="groen"),
    )


@pytest.fixture
def bank(mensen: Mensen) -> Initiatief:
    return maak_initiatief(
        mensen.slotjes,
        mensen.fatima,
        mensen.amina,
        kenmerk="2026-0002",
        titel="Een bank bij de vijver",
        verhaal="Wie wandelt wil soms zitten.",
    )


def test_woorden_in_een_andere_vorm_vinden_het(tuin: Initiatief, bank: Initiatief) -> None:
    assert lijkt_op(Vraag("Een buurttuin op de Zandheuvel")) == [tuin]
    assert lijkt_op(Vraag("Banken bij vijvers")) == [bank]
    assert lijkt_op(Vraag("Een cursus koken")) == []
    assert lijkt_op(Vraag("")) == []


def test_wat_dichtbij_is_telt_ook_zonder_woorden(tuin: Initiatief, bank: Initiatief) -> None:
    assert lijkt_op(Vraag("Iets heel anders", lat=PLEIN[0] + 0.0003, lon=PLEIN[1])) == [tuin]
    assert lijkt_op(Vraag("Iets heel anders", lat=PLEIN[0] + 0.01, lon=PLEIN[1])) == []


def test_plek_en_thema_geven_de_doorslag_bij_gelijke_woorden(mensen: Mensen, tuin: Initiatief) -> None:
    ver = maak_initiatief(
        mensen.vrachelen, mensen.fatima, mensen.chantal, kenmerk="2026-0003", lat=51.66, lon=4.89
    )
    tekst = "Een buurttuin aan de Zandheuvel"
    assert lijkt_op(Vraag(tekst, lat=51.66, lon=4.89)) == [ver, tuin]
    assert lijkt_op(Vraag(tekst, thema_id=tuin.thema_id)) == [tuin, ver]


@pytest.mark.parametrize(
    ("status", "gevonden"),
    [
        (Status.IN_UITVOERING, True),
        (Status.GEREALISEERD, True),
        (Status.GESTOPT, False),
        (Status.CONCEPT, False),
        (Status.TE_BEVESTIGEN, False),
    ],
)
def test_alleen_wat_loopt_of_gelukt_is(mensen: Mensen, status: Status, gevonden: bool) -> None:
    zaak = (
        maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=status)
        if gevonden or status == Status.GESTOPT
        else Initiatief.objects.create(
            status=status, titel="Een buurttuin aan de Zandheuvel", verhaal="Een tuin."
        )
    )
    assert lijkt_op(Vraag("Een buurttuin aan de Zandheuvel")) == ([zaak] if gevonden else [])


def test_het_initiatief_zelf_telt_niet(tuin: Initiatief) -> None:
    assert lijkt_op(Vraag(tuin.titel, behalve=tuin.pk)) == []


def test_hoogstens_vijf(mensen: Mensen) -> None:
    for nummer in range(8):
        maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, kenmerk=f"2026-000{nummer}")
    assert len(lijkt_op(Vraag("Een buurttuin aan de Zandheuvel"))) == 5


def test_leestekens_breken_niets(tuin: Initiatief) -> None:
    for tekst in (
        "buurttuin' | !! \\ & :* <->",
        "'; DROP TABLE x; --",
        "\\",
        "'''",
        "a:b:c",
        "ééntje ’t buurttuin",
    ):
        lijkt_op(Vraag(tekst))


def test_een_woord_dat_overal_staat_zegt_niets_en_een_zeldzaam_woord_wel(mensen: Mensen) -> None:
    """With statistics of PostgreSQL, as in a portal with many rows."""
    for nummer in range(300):
        maak_initiatief(
            mensen.slotjes,
            mensen.daan,
            mensen.amina,
            kenmerk=f"2026-{nummer:04}",
            titel="Samen in de straat",
            verhaal="Wij willen samen de straat opknappen."
            + (" Met een zonnewijzer." if nummer == 7 else ""),
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE initiatieven_initiatief")
        cursor.execute(STATISTIEK)
        _aantal, woorden, _delen = cursor.fetchone()
    assert "strat" in woorden or "straat" in woorden
    gevonden = lijkt_op(Vraag("Samen in de straat een zonnewijzer"))
    assert gevonden[0].kenmerk == "2026-0007"
