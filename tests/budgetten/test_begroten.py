"""Open a budget, feed a social one (nieuw voor oud), and what the database itself refuses."""

import re
from decimal import Decimal

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from budgetten.models import Boeking, Budget, Rekening
from budgetten.services.begroten import dek, open_budget
from kern.fouten import DomeinFout, GeenRecht
from tests.budgetten.geld import maak_budget, maak_sociaal, saldo
from tests.personen import Mensen

pytestmark = pytest.mark.django_db


def test_een_fysiek_budget_opent_met_een_boeking_uit_de_bron() -> None:
    budget = maak_budget(bedrag="150000")
    assert saldo(budget, "vrij") == 150000
    assert saldo(budget, "bron") == -150000
    assert [(b.van.soort, b.naar.soort, b.besluit) for b in Boeking.objects.all()] == [
        ("bron", "vrij", "ZN199156")
    ]


def test_nog_een_keer_openen_verandert_niets() -> None:
    assert maak_budget() == maak_budget()
    assert Boeking.objects.count() == 1


def test_een_open_budget_krijgt_geen_ander_bedrag() -> None:
    maak_budget(bedrag="1000")
    with pytest.raises(DomeinFout, match="al geopend met"):
        maak_budget(bedrag="2000")


def test_een_sociaal_budget_opent_op_nul_en_heeft_geen_bron() -> None:
    budget = maak_sociaal()
    assert {r.soort: r.saldo for r in budget.rekeningen.all()} == {
        "vrij": 0,
        "gereserveerd": 0,
        "toegekend": 0,
        "besteed": 0,
    }
    assert maak_sociaal() == budget


def test_een_sociaal_budget_met_geld_bestaat_niet() -> None:
    with pytest.raises(DomeinFout, match="nieuw voor oud"):
        open_budget(
            naam="Samen", jaar=2021, domein="sociaal", bedrag=Decimal(5), dekking="geen", besluit="geen"
        )
    assert not Budget.objects.exists()


def test_nieuw_voor_oud_schuift_geld_door(mensen: Mensen) -> None:
    oud, nieuw = maak_budget(bedrag="1000"), maak_sociaal()
    dek(van_budget=oud, naar_budget=nieuw, bedrag=Decimal("400"), besluit="College 3 mei", door=mensen.olga)
    assert (saldo(oud, "vrij"), saldo(nieuw, "vrij")) == (600, 400)
    assert (oud.totaal, nieuw.totaal) == (600, 400)


def test_dekken_kan_niet_met_meer_dan_er_is(mensen: Mensen) -> None:
    oud, nieuw = maak_budget(bedrag="1000"), maak_sociaal()
    with pytest.raises(DomeinFout, match=re.escape("Er is nog €\xa01.000 vrij")):
        dek(van_budget=oud, naar_budget=nieuw, bedrag=Decimal("1000.01"), besluit="College", door=mensen.olga)
    with pytest.raises(DomeinFout, match="twee verschillende"):
        dek(van_budget=oud, naar_budget=oud, bedrag=Decimal(1), besluit="College", door=mensen.olga)
    with pytest.raises(DomeinFout, match="Noem het besluit"):
        dek(van_budget=oud, naar_budget=nieuw, bedrag=Decimal(1), besluit=" ", door=mensen.olga)


@pytest.mark.parametrize("wie", ["amina", "bram", "daan", "els"])
def test_alleen_de_opgaveleider_dekt(mensen: Mensen, wie: str) -> None:
    oud, nieuw = maak_budget(), maak_sociaal()
    with pytest.raises(GeenRecht):
        dek(
            van_budget=oud,
            naar_budget=nieuw,
            bedrag=Decimal(1),
            besluit="College",
            door=getattr(mensen, wie),
        )


@pytest.mark.parametrize("bedrag", ["0", "-5", "0.001", "NaN"])
def test_een_onmogelijk_bedrag_wordt_niet_geboekt(bedrag: str) -> None:
    with pytest.raises(DomeinFout, match="Vul een bedrag in"):
        maak_budget(bedrag=bedrag)


def test_een_saldo_verandert_alleen_door_een_boeking() -> None:
    budget = maak_budget()
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        Rekening.objects.filter(budget=budget, soort="vrij").update(saldo=99)
    with pytest.raises(ProgrammingError, match="Cannot insert"), transaction.atomic():
        Rekening.objects.create(
            budget=Budget.objects.create(naam="X", jaar=2022, domein="fysiek", dekking="Y"),
            soort="vrij",
            saldo=5,
        )
    assert saldo(budget, "vrij") == 1000


def test_een_boeking_blijft_zoals_ze_is() -> None:
    maak_budget()
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        Boeking.objects.update(bedrag=1)
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        Boeking.objects.all().delete()


def test_de_database_weigert_rood_staan_ook_zonder_onze_code() -> None:
    budget = maak_budget(bedrag="10")
    vrij, besteed = (Rekening.objects.get(budget=budget, soort=s) for s in ("vrij", "besteed"))
    with pytest.raises(IntegrityError, match="rekening_niet_rood"), transaction.atomic():
        Boeking.objects.create(van=vrij, naar=besteed, bedrag=11, omschrijving="x", besluit="x")
    with pytest.raises(IntegrityError, match="boeking_tussen_twee_rekeningen"), transaction.atomic():
        Boeking.objects.create(van=vrij, naar=vrij, bedrag=1, omschrijving="x", besluit="x")
