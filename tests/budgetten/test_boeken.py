"""The ledger holds: two at once never overspend, and whatever happens the sum stays zero."""

from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budgetten.models import Boeking, Budget, Rekening, Toekenning
from budgetten.services.begroten import dek
from budgetten.services.boeken import boek, rekening
from budgetten.services.controleren import controleer_boeken
from budgetten.services.toekennen import betaal, ken_toe, trek_in
from initiatieven.models import Initiatief
from kern.fouten import DomeinFout
from kern.models import Gebruiker
from tests.budgetten.geld import Geld, maak_budget, maak_sociaal, saldo, zet_klaar
from tests.maak import maak_initiatief
from tests.personen import Mensen, zet_op

Soort = Rekening.Soort


def boek_tegelijk(stappen: list[tuple[Budget, Soort, Budget, Soort, str]]) -> list[str]:
    """Book all of them in their own connection and transaction at the same moment; what was refused."""
    start, geweigerd = Barrier(len(stappen)), []

    def een(van: Budget, uit: Soort, naar: Budget, op: Soort, bedrag: str) -> None:
        try:
            start.wait(timeout=10)
            boek(
                van=rekening(van, uit),
                naar=rekening(naar, op),
                bedrag=Decimal(bedrag),
                omschrijving="tegelijk",
                besluit="toets",
                door=None,
            )
        except DomeinFout as fout:
            geweigerd.append(fout.zin)
        finally:
            connection.close()

    draden = [Thread(target=een, args=stap) for stap in stappen]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(timeout=30)
    assert not any(draad.is_alive() for draad in draden)
    return geweigerd


@pytest.mark.django_db(transaction=True)
def test_twee_tegelijk_geven_nooit_te_veel_uit() -> None:
    budget = maak_budget(bedrag="1000")
    stap = (budget, Soort.VRIJ, budget, Soort.TOEGEKEND, "300")
    geweigerd = boek_tegelijk([stap] * 6)
    assert len(geweigerd) == 3
    assert (saldo(budget, "vrij"), saldo(budget, "toegekend")) == (100, 900)


@pytest.mark.django_db(transaction=True)
def test_heen_en_terug_tegelijk_wacht_niet_op_elkaar() -> None:
    """Opposite directions between the same two accounts: a deadlock if locks were not taken in id order."""
    een, twee = maak_budget(bedrag="1000"), maak_sociaal()
    dek(van_budget=een, naar_budget=twee, bedrag=Decimal(500), besluit="College", door=None)
    heen = (een, Soort.VRIJ, twee, Soort.VRIJ, "10")
    terug = (twee, Soort.VRIJ, een, Soort.VRIJ, "10")
    assert boek_tegelijk([heen, terug] * 4) == []
    assert (saldo(een, "vrij"), saldo(twee, "vrij")) == (500, 500)


@pytest.mark.django_db(transaction=True)
def test_twee_makelaars_kennen_samen_niet_meer_toe_dan_er_is() -> None:
    """The whole use case twice at once, for two initiatives from one budget."""
    mensen, geld = zet_op(), zet_klaar()
    zaken = [
        (maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, kenmerk="2026-0001"), mensen.amina),
        (maak_initiatief(mensen.vrachelen, mensen.daan, mensen.chantal, kenmerk="2026-0002"), mensen.chantal),
    ]
    start, geweigerd = Barrier(2), []

    def geef(initiatief: Initiatief, door: Gebruiker) -> None:
        try:
            start.wait(timeout=10)
            ken_toe(
                initiatief=initiatief,
                budget=geld.fysiek,
                bedrag=Decimal(600),
                motivering="Goed plan",
                door=door,
            )
        except DomeinFout as fout:
            geweigerd.append(fout.zin)
        finally:
            connection.close()

    draden = [Thread(target=geef, args=zaak) for zaak in zaken]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(timeout=30)
    assert len(geweigerd) == 1
    assert Toekenning.objects.count() == 1
    assert saldo(geld.fysiek, "vrij") == 400
    assert controleer_boeken() == []


BEDRAGEN = st.decimals(min_value="0.01", max_value="1200", places=2)
STAPPEN = st.lists(
    st.tuples(st.sampled_from(["toe", "toe-sociaal", "betaal", "in", "dek", "terug"]), BEDRAGEN), max_size=12
)


def zet_stap(mensen: Mensen, geld: Geld, initiatief: Initiatief, stap: str, bedrag: Decimal) -> None:
    laatste = Toekenning.objects.order_by("-pk").first()
    if stap in {"toe", "toe-sociaal"}:
        uit = geld.fysiek if stap == "toe" else geld.sociaal
        ken_toe(initiatief=initiatief, budget=uit, bedrag=bedrag, motivering="Goed", door=mensen.bram)
    elif stap == "betaal" and laatste:
        betaal(toekenning=laatste, bedrag=bedrag, door=mensen.bram)
    elif stap == "in" and laatste:
        trek_in(toekenning=laatste, reden="Niet nodig", door=mensen.bram)
    elif stap in {"dek", "terug"}:
        van, naar = (geld.fysiek, geld.sociaal) if stap == "dek" else (geld.sociaal, geld.fysiek)
        dek(van_budget=van, naar_budget=naar, bedrag=bedrag, besluit="College", door=mensen.olga)


@pytest.mark.django_db
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(stappen=STAPPEN)
def test_wat_er_ook_gebeurt_de_som_blijft_nul(
    mensen: Mensen, geld: Geld, buurttuin: Initiatief, stappen: list[tuple[str, Decimal]]
) -> None:
    """Random steps, each of them allowed or refused; every example starts from the same money."""
    with transaction.atomic():
        for stap, bedrag in stappen:
            voor = Boeking.objects.count()
            try:
                zet_stap(mensen, geld, buurttuin, stap, bedrag)
            except DomeinFout:
                assert Boeking.objects.count() == voor
            assert Rekening.objects.aggregate(som=Sum("saldo"))["som"] == 0
            assert not Rekening.objects.exclude(soort=Soort.BRON).filter(saldo__lt=0).exists()
        assert controleer_boeken() == []
        transaction.set_rollback(True)
