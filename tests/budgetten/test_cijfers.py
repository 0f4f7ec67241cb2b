"""Figures about money per wijk: in a period, over a year, and per inhabitant."""

from datetime import date, timedelta
from decimal import Decimal

from budgetten.cijfers import Geldcijfers, per_wijk, verdeling, wijkgeld
from budgetten.models import Toekenning
from budgetten.services.toekennen import betaal, ken_toe, trek_in
from initiatieven.models import Initiatief
from kern.werkdagen import vandaag
from tests.budgetten.geld import Geld, maak_budget
from tests.personen import Mensen
from wijken.models import Wijk

MORGEN = vandaag() + timedelta(days=1)


def geef(initiatief: Initiatief, geld: Geld, mensen: Mensen, bedrag: str) -> Toekenning:
    return ken_toe(
        initiatief=initiatief,
        budget=geld.fysiek,
        bedrag=Decimal(bedrag),
        motivering="Goed",
        door=mensen.amina,
    )


def test_per_wijk_in_een_periode(mensen: Mensen, geld: Geld, buurttuin: Initiatief) -> None:
    toekenning = geef(buurttuin, geld, mensen, "600")
    betaal(toekenning=toekenning, bedrag=Decimal(250), door=mensen.amina)
    trek_in(toekenning=toekenning, reden="De rest was niet nodig", door=mensen.amina)
    assert per_wijk(vanaf=vandaag(), tot=MORGEN) == {
        mensen.slotjes.pk: Geldcijfers(toegekend=Decimal(250), besteed=Decimal(250))
    }
    assert per_wijk(vanaf=MORGEN, tot=MORGEN + timedelta(days=90)) == {}
    assert per_wijk(vanaf=date(2020, 1, 1), tot=vandaag()) == {}


def test_de_verdeling_noemt_ook_wijken_zonder_geld(mensen: Mensen, geld: Geld, buurttuin: Initiatief) -> None:
    geef(buurttuin, geld, mensen, "400")
    trek_in(toekenning=geef(buurttuin, geld, mensen, "100"), reden="Niet nodig", door=mensen.amina)
    slotjes, vrachelen = verdeling(Toekenning.objects.van_jaar(2021), Wijk.objects.all())
    assert (slotjes.wijk, slotjes.toegekend, slotjes.aantal) == (mensen.slotjes, 400, 1)
    assert slotjes.per_inwoner == Decimal("0.05")  # 400 / 8,010 inhabitants
    assert (vrachelen.toegekend, vrachelen.aantal, vrachelen.per_inwoner) == (0, 0, 0)


def test_zonder_inwonertal_geen_bedrag_per_inwoner(mensen: Mensen, geld: Geld) -> None:
    onbekend = Wijk(naam="Nieuw", inwoners=None)
    assert verdeling(Toekenning.objects.all(), [onbekend])[0].per_inwoner is None


def test_het_geld_van_een_wijk(mensen: Mensen, geld: Geld, buurttuin: Initiatief) -> None:
    maak_budget(jaar=2020, bedrag="5000")
    maak_budget(jaar=vandaag().year + 1, bedrag="9000")
    toekenning = geef(buurttuin, geld, mensen, "600")
    gezien = wijkgeld(mensen.slotjes)
    assert gezien is not None
    assert (gezien.jaar, gezien.beschikbaar, gezien.vrij, gezien.uitgegeven) == (2021, 1000, 400, 600)
    assert gezien.laatste == [toekenning]
    elders = wijkgeld(mensen.vrachelen)
    assert elders is not None
    assert (elders.deel.toegekend, elders.laatste) == (0, [])


def test_zonder_budget_is_er_geen_geld(mensen: Mensen) -> None:
    assert wijkgeld(mensen.slotjes) is None
