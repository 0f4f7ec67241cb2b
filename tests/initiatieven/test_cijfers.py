"""Figures per wijk and period."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from pytest_django import DjangoAssertNumQueries

from initiatieven.cijfers import Cijfers, cijfers_per_wijk
from initiatieven.levensloop import Status
from initiatieven.models import Gebeurtenis
from tests.maak import maak_initiatief
from tests.personen import Mensen

pytestmark = pytest.mark.django_db
HIER = ZoneInfo("Europe/Amsterdam")
VANAF, TOT, OP = date(2026, 7, 1), date(2026, 10, 1), date(2026, 10, 2)


def _op(maand: int, dag: int, uur: int = 12, minuut: int = 0) -> datetime:
    return datetime(2026, maand, dag, uur, minuut, tzinfo=HIER)


def _slotjes(mensen: Mensen, op: date = OP) -> Cijfers:
    return cijfers_per_wijk([mensen.slotjes, mensen.vrachelen], VANAF, TOT, op=op)[mensen.slotjes.pk]


def test_het_kwartaal_begint_en_eindigt_om_middernacht_in_nederland(mensen: Mensen) -> None:
    momenten = [_op(6, 30, 23, 59), _op(7, 1, 0, 0), _op(9, 30, 23, 59), _op(10, 1, 0, 0)]
    for nummer, moment in enumerate(momenten):
        maak_initiatief(
            mensen.slotjes, mensen.daan, mensen.amina, kenmerk=f"2026-000{nummer}", ingediend_op=moment
        )
    assert _slotjes(mensen).ingediend == 2


def test_elke_wijk_telt_alleen_het_eigene(mensen: Mensen) -> None:
    maak_initiatief(mensen.vrachelen, mensen.daan, mensen.chantal, ingediend_op=_op(8, 3))
    per_wijk = cijfers_per_wijk([mensen.slotjes, mensen.vrachelen], VANAF, TOT, op=OP)
    assert per_wijk[mensen.slotjes.pk] == Cijfers()
    assert per_wijk[mensen.vrachelen.pk].ingediend == 1


def test_afloop_telt_op_de_dag_van_afsluiten(mensen: Mensen) -> None:
    for nummer, status in enumerate([Status.GEREALISEERD, Status.GEREALISEERD, Status.GESTOPT]):
        maak_initiatief(
            mensen.slotjes,
            mensen.daan,
            mensen.amina,
            kenmerk=f"2026-000{nummer}",
            status=status,
            ingediend_op=_op(3, 2),
            afgesloten_op=_op(9, 30) if nummer else _op(10, 1),
        )
    cijfers = _slotjes(mensen)
    assert (cijfers.ingediend, cijfers.gerealiseerd, cijfers.gestopt) == (0, 1, 1)


def test_de_eerste_reactie_op_tijd_en_de_middelste_waarde(mensen: Mensen) -> None:
    """Submitted on Monday 6 July: 1, 5, and 6 working days, and one without any reaction."""
    for nummer, reactie in enumerate([_op(7, 7), _op(7, 13), _op(7, 14), None]):
        maak_initiatief(
            mensen.slotjes,
            mensen.daan,
            mensen.amina,
            kenmerk=f"2026-000{nummer}",
            ingediend_op=_op(7, 6),
            eerste_reactie_op=reactie,
        )
    cijfers = _slotjes(mensen)
    assert (cijfers.op_tijd, cijfers.te_beantwoorden, cijfers.mediaan) == (2, 4, 5)


def test_wie_nog_mag_wachten_telt_niet_mee(mensen: Mensen) -> None:
    maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, ingediend_op=_op(9, 29))
    assert _slotjes(mensen, op=date(2026, 10, 6)).te_beantwoorden == 0
    assert _slotjes(mensen, op=date(2026, 10, 7)).te_beantwoorden == 1


def test_voorbije_termijnen_zijn_regels_op_de_tijdlijn(mensen: Mensen) -> None:
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, ingediend_op=_op(5, 1))
    for moment in (_op(6, 30), _op(7, 2), _op(8, 2)):
        Gebeurtenis.objects.create(initiatief=tuin, soort=Gebeurtenis.Soort.TERMIJN, wanneer=moment)
    assert _slotjes(mensen).termijnen_voorbij == 2


def test_optellen_rekent_de_middelste_waarde_opnieuw_uit() -> None:
    samen = Cijfers(ingediend=2, reacties=[1, 9]) + Cijfers(ingediend=1, reacties=[2])
    assert (samen.ingediend, samen.mediaan) == (3, 2)
    assert Cijfers().mediaan is None


def test_meer_wijken_kosten_niet_meer_vragen(
    mensen: Mensen, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for wijken in ([mensen.slotjes], [mensen.slotjes, mensen.vrachelen]):
        with django_assert_num_queries(3):
            cijfers_per_wijk(wijken, VANAF, TOT, op=OP)
