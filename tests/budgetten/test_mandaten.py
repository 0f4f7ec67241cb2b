"""Lay down who may decide about how much: one mandate per role at a time, with a decision."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from budgetten.models import Mandaat
from budgetten.services.mandaten import leg_mandaat_vast
from kern.fouten import DomeinFout, GeenRecht
from rollen.models import Rol
from tests.personen import Mensen

pytestmark = pytest.mark.django_db


def leg_vast(bedrag: str = "750", vanaf: date = date(2021, 1, 1), **velden: Any) -> Mandaat:
    return leg_mandaat_vast(
        **{"rol": Rol.WIJKMAKELAAR, "besluit": "Mandaatbesluit", **velden},
        tot_bedrag=Decimal(bedrag),
        vanaf=vanaf,
    )


def test_hetzelfde_mandaat_nog_eens_verandert_niets() -> None:
    assert leg_vast() == leg_vast()


def test_een_nieuw_mandaat_beeindigt_het_lopende() -> None:
    oud, nieuw = leg_vast(), leg_vast("1000", date(2022, 1, 1))
    oud.refresh_from_db()
    assert oud.tot == date(2022, 1, 1)
    geldig = Mandaat.objects.geldig
    assert list(geldig(date(2021, 12, 31))) == [oud]
    assert list(geldig(date(2022, 1, 1))) == [nieuw]
    assert not geldig(date(2020, 12, 31)).exists()


def test_over_een_ander_mandaat_heen_kan_niet() -> None:
    leg_vast(tot=date(2022, 1, 1))
    with pytest.raises(DomeinFout, match="al een mandaat vanaf 01-01-2021"):
        leg_vast("1000", date(2021, 6, 1))
    with pytest.raises(DomeinFout, match="al een mandaat"):
        leg_vast("1000", date(2020, 1, 1))


def test_een_andere_rol_staat_erbuiten() -> None:
    leg_vast()
    assert leg_vast("5000", rol=Rol.WIJKWETHOUDER).pk


def test_een_mandaat_zonder_besluit_of_met_een_onmogelijke_periode() -> None:
    with pytest.raises(DomeinFout, match="Noem het besluit"):
        leg_vast(besluit=" ")
    with pytest.raises(DomeinFout, match="laatste dag"):
        leg_vast(tot=date(2021, 1, 1))
    with pytest.raises(DomeinFout, match="hoger is dan 0"):
        leg_vast("0")


@pytest.mark.parametrize("wie", ["amina", "bram", "els", "daan"])
def test_niet_iedereen_legt_mandaten_vast(mensen: Mensen, wie: str) -> None:
    with pytest.raises(GeenRecht):
        leg_vast(door=getattr(mensen, wie))


def test_de_database_staat_er_maar_een_toe() -> None:
    leg_vast()
    with pytest.raises(IntegrityError, match="mandaat_een_per_rol"), transaction.atomic():
        Mandaat.objects.create(
            rol=Rol.WIJKMAKELAAR, tot_bedrag=9, vanaf=date(2023, 1, 1), besluit="Een ander besluit"
        )
