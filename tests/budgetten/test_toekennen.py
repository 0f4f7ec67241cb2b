"""Grant an initiative money: right, mandate, enough left, timeline and mail."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest

from budgetten.models import Boeking, Toekenning
from budgetten.services.mandaten import leg_mandaat_vast
from budgetten.services.toekennen import betaal, ken_toe, trek_in
from initiatieven.levensloop import Status
from initiatieven.models import Initiatief
from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebruiker, Mail
from kern.werkdagen import vandaag
from rollen.models import Rol
from tests.budgetten.geld import Geld, saldo
from tests.maak import maak_initiatief, maak_rol
from tests.personen import Mensen


def geef(initiatief: Initiatief, geld: Geld, door: Gebruiker, bedrag: str = "500") -> Toekenning:
    return ken_toe(
        initiatief=initiatief,
        budget=geld.fysiek,
        bedrag=Decimal(bedrag),
        motivering="Het plein wordt groener.",
        door=door,
    )


def test_toegekend_geld_gaat_van_vrij_naar_toegekend(
    mensen: Mensen, geld: Geld, buurttuin: Initiatief
) -> None:
    toekenning = geef(buurttuin, geld, mensen.amina, "750")
    assert (saldo(geld.fysiek, "vrij"), saldo(geld.fysiek, "toegekend")) == (250, 750)
    assert (toekenning.besloten_door, toekenning.mandaat, toekenning.wijk) == (
        mensen.amina,
        geld.makelaar,
        mensen.slotjes,
    )
    boeking = Boeking.objects.get(toekenning=toekenning)
    assert (boeking.door, boeking.wijk, boeking.besluit) == (
        mensen.amina,
        mensen.slotjes,
        "Mandaatbesluit 2020",
    )


def test_de_tijdlijn_en_de_indiener_horen_het(mensen: Mensen, geld: Geld, buurttuin: Initiatief) -> None:
    geef(buurttuin, geld, mensen.amina, "750")
    gebeurtenis = buurttuin.gebeurtenissen.get()
    assert gebeurtenis.openbaar
    assert gebeurtenis.namens == "wijkmakelaar"
    assert gebeurtenis.tekst.startswith("€\xa0750 toegekend uit het budget Bewonersinitiatieven 2021.")
    mail = Mail.objects.get(ontvanger=mensen.daan)
    assert mail.onderwerp == f"U krijgt € 750 voor “{buurttuin.titel}”"
    assert "Het plein wordt groener." in mail.tekst
    assert buurttuin.get_absolute_url() in mail.html


def test_wie_een_eigen_initiatief_geld_gaf_krijgt_geen_mail(mensen: Mensen, geld: Geld) -> None:
    eigen = maak_initiatief(mensen.slotjes, mensen.bram, mensen.amina)
    geef(eigen, geld, mensen.bram)
    assert not Mail.objects.exists()


@pytest.mark.parametrize("wie", ["chantal", "wim", "teun", "els", "daan"])
def test_wie_in_deze_wijk_niet_mag_toekennen(
    mensen: Mensen, geld: Geld, buurttuin: Initiatief, wie: str
) -> None:
    with pytest.raises(GeenRecht, match="in deze wijk geen geld"):
        geef(buurttuin, geld, getattr(mensen, wie))


def test_het_mandaat_is_de_grens(mensen: Mensen, geld: Geld, buurttuin: Initiatief) -> None:
    with pytest.raises(GeenRecht, match="Uw mandaat gaat tot en met €\xa0750 per initiatief"):
        geef(buurttuin, geld, mensen.amina, "750.01")
    assert geef(buurttuin, geld, mensen.bram, "750.01").mandaat == geld.wethouder


def test_een_groot_bedrag_in_stukjes_blijft_een_groot_bedrag(
    mensen: Mensen, geld: Geld, buurttuin: Initiatief
) -> None:
    geef(buurttuin, geld, mensen.amina, "500")
    with pytest.raises(GeenRecht, match="komt op €\xa0800"):
        geef(buurttuin, geld, mensen.amina, "300")


def test_zonder_mandaat_van_vandaag_gaat_het_niet(mensen: Mensen, geld: Geld, buurttuin: Initiatief) -> None:
    """The opgaveleider has the right, but no mandate until tomorrow."""
    leg_mandaat_vast(
        rol=Rol.OPGAVELEIDER,
        tot_bedrag=Decimal(9000),
        vanaf=vandaag() + timedelta(days=1),
        besluit="Mandaatbesluit",
    )
    with pytest.raises(GeenRecht, match="geen mandaat"):
        geef(buurttuin, geld, mensen.olga)


def test_een_rol_in_een_andere_wijk_geeft_haar_mandaat_niet_mee(
    mensen: Mensen, geld: Geld, buurttuin: Initiatief
) -> None:
    """Amina is also wijkwethouder of Vrachelen: that mandate does not count in Slotjes."""
    maak_rol(mensen.amina, Rol.WIJKWETHOUDER, mensen.vrachelen)
    with pytest.raises(GeenRecht, match="€\xa0750"):
        geef(buurttuin, geld, mensen.amina, "900")


def test_meer_dan_er_vrij_is_kan_niet(mensen: Mensen, geld: Geld, buurttuin: Initiatief) -> None:
    with pytest.raises(DomeinFout, match=re.escape("Er is nog €\xa01.000 vrij")):
        geef(buurttuin, geld, mensen.bram, "1000.01")
    assert not Toekenning.objects.exists()
    assert not buurttuin.gebeurtenissen.exists()


@pytest.mark.parametrize("status", [Status.GEREALISEERD, Status.GESTOPT])
def test_een_afgesloten_initiatief_krijgt_geen_geld(mensen: Mensen, geld: Geld, status: Status) -> None:
    dicht = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=status)
    with pytest.raises(DomeinFout, match="nog loopt"):
        geef(dicht, geld, mensen.amina)


def test_geld_zonder_reden_bestaat_niet(mensen: Mensen, geld: Geld, buurttuin: Initiatief) -> None:
    with pytest.raises(DomeinFout, match="waarom"):
        ken_toe(
            initiatief=buurttuin, budget=geld.fysiek, bedrag=Decimal(5), motivering="  ", door=mensen.amina
        )


def test_een_tweede_klik_kent_niet_nog_eens_toe(mensen: Mensen, geld: Geld, buurttuin: Initiatief) -> None:
    """Both clicks carry what the person had seen: nothing yet."""

    def klik() -> Toekenning:
        return ken_toe(
            initiatief=buurttuin,
            budget=geld.fysiek,
            bedrag=Decimal(100),
            motivering="Goed plan",
            door=mensen.amina,
            gezien=0,
        )

    klik()
    with pytest.raises(DomeinFout, match="intussen iets veranderd"):
        klik()
    assert saldo(geld.fysiek, "toegekend") == 100


def test_betalen_in_delen(mensen: Mensen, geld: Geld, buurttuin: Initiatief) -> None:
    toekenning = geef(buurttuin, geld, mensen.amina, "500")
    toekenning = betaal(toekenning=toekenning, bedrag=Decimal("200.50"), door=mensen.amina)
    assert (toekenning.te_betalen, toekenning.staat) == (Decimal("299.50"), "deels betaald")
    with pytest.raises(DomeinFout, match="nog €\xa0299,50 te betalen"):
        betaal(toekenning=toekenning, bedrag=Decimal(300), door=mensen.amina)
    toekenning = betaal(toekenning=toekenning, bedrag=Decimal("299.50"), door=mensen.amina)
    assert toekenning.staat == "betaald"
    assert (saldo(geld.fysiek, "toegekend"), saldo(geld.fysiek, "besteed")) == (0, 500)


def test_een_rekening_na_afloop_wordt_nog_betaald(mensen: Mensen, geld: Geld, buurttuin: Initiatief) -> None:
    toekenning = geef(buurttuin, geld, mensen.amina, "500")
    Initiatief.objects.filter(pk=buurttuin.pk).update(
        status=Status.GEREALISEERD,
        aan_zet="",
        aan_zet_persoon=None,
        uiterlijk=None,
        afgesloten_op=buurttuin.ingediend_op,
    )
    assert betaal(toekenning=toekenning, bedrag=Decimal(500), door=mensen.amina).staat == "betaald"


def test_wat_niet_nodig_was_gaat_terug(mensen: Mensen, geld: Geld, buurttuin: Initiatief) -> None:
    toekenning = geef(buurttuin, geld, mensen.amina, "500")
    betaal(toekenning=toekenning, bedrag=Decimal(120), door=mensen.amina)
    toekenning = trek_in(toekenning=toekenning, reden="De planten waren gratis.", door=mensen.amina)
    assert (saldo(geld.fysiek, "vrij"), saldo(geld.fysiek, "besteed")) == (880, 120)
    assert toekenning.staat == "betaald"
    assert buurttuin.gebeurtenissen.filter(tekst__contains="De planten waren gratis.").exists()
    with pytest.raises(DomeinFout, match="niets meer over"):
        trek_in(toekenning=toekenning, reden="Nog eens", door=mensen.amina)


def test_een_geheel_ingetrokken_toekenning_telt_niet_mee_voor_het_mandaat(
    mensen: Mensen, geld: Geld, buurttuin: Initiatief
) -> None:
    toekenning = trek_in(
        toekenning=geef(buurttuin, geld, mensen.amina), reden="Niet nodig", door=mensen.amina
    )
    assert toekenning.staat == "ingetrokken"
    assert geef(buurttuin, geld, mensen.amina, "750").bedrag == 750


@pytest.mark.parametrize("wie", ["chantal", "wim", "daan"])
def test_betalen_en_terugnemen_vragen_hetzelfde_recht(
    mensen: Mensen, geld: Geld, buurttuin: Initiatief, wie: str
) -> None:
    toekenning = geef(buurttuin, geld, mensen.amina)
    with pytest.raises(GeenRecht):
        betaal(toekenning=toekenning, bedrag=Decimal(1), door=getattr(mensen, wie))
    with pytest.raises(GeenRecht):
        trek_in(toekenning=toekenning, reden="Daarom", door=getattr(mensen, wie))
