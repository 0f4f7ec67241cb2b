"""An initiative that turns out to be two, or that belongs to another wijk."""

from datetime import timedelta
from typing import Any

import pytest

from initiatieven.levensloop import AanZet, Status
from initiatieven.models import Gebeurtenis, Initiatief, Volgt
from initiatieven.services import meedoen
from initiatieven.services.splitsen import splits
from initiatieven.services.verhuizen import verhuis
from initiatieven.services.volgen import volg
from kern.fouten import DomeinFout, GeenRecht
from kern.werkdagen import plus_werkdagen, vandaag
from tests.initiatieven.hulp import laatste, mails_aan
from tests.maak import maak_initiatief, maak_wijk
from tests.personen import Mensen

pytestmark = pytest.mark.django_db
Soort = Gebeurtenis.Soort
DEEL: dict[str, Any] = {"titel": "Een bankje bij de vijver", "verhaal": "Dan kun je uitrusten."}


@pytest.fixture
def tuin(mensen: Mensen) -> Initiatief:
    return maak_initiatief(
        mensen.slotjes,
        mensen.daan,
        mensen.amina,
        kenmerk="2025-0001",
        status=Status.IN_BEHANDELING,
        lat=51.64,
        lon=4.86,
    )


def test_het_tweede_deel_leeft_op_zichzelf(mensen: Mensen, tuin: Initiatief) -> None:
    splits(initiatief=tuin, door=mensen.amina, wijk=mensen.vrachelen, **DEEL)
    deel = Initiatief.objects.get(afgesplitst_van=tuin)
    assert deel.kenmerk not in (None, tuin.kenmerk)
    assert (deel.indiener, deel.wijk, deel.status) == (mensen.daan, mensen.vrachelen, Status.INGEDIEND)
    assert (deel.behandelaar, deel.aan_zet_persoon) == (mensen.chantal, mensen.chantal)
    assert deel.uiterlijk == deel.reactie_uiterlijk == plus_werkdagen(vandaag(), 5)
    assert deel.besluit_uiterlijk == plus_werkdagen(vandaag(), 10)
    assert (deel.lat, deel.fotos.count(), deel.route, deel.eerste_reactie_op) == (None, 0, "", None)
    eerste, tweede = laatste(tuin), laatste(deel)
    assert eerste.soort == tweede.soort == Soort.GESPLITST
    assert f"“Een bankje bij de vijver” ({deel.kenmerk})" in eerste.tekst
    assert f"“{tuin.titel}” ({tuin.kenmerk})" in tweede.tekst
    assert (tweede.van_status, tweede.naar_status) == (Status.TE_BEVESTIGEN, Status.INGEDIEND)
    assert tweede.namens == "wijkmakelaar"  # of the wijk it came from
    tuin.refresh_from_db()
    assert tuin.verhaal.startswith("Naast het plein")


def test_de_inwoner_en_de_nieuwe_behandelaar_horen_ervan(mensen: Mensen, tuin: Initiatief) -> None:
    splits(initiatief=tuin, door=mensen.amina, wijk=mensen.vrachelen, tekst="Dit is iets anders.", **DEEL)
    deel = Initiatief.objects.get(afgesplitst_van=tuin)
    [aan_daan] = mails_aan(mensen.daan)
    assert aan_daan.onderwerp == "Een deel van uw initiatief gaat apart verder: Een bankje bij de vijver"
    assert deel.get_absolute_url() in aan_daan.tekst
    assert "Dit is iets anders." in aan_daan.tekst
    [aan_chantal] = mails_aan(mensen.chantal)
    assert deel.get_werkbank_url() in aan_chantal.tekst
    assert mails_aan(mensen.amina) == []


def test_wie_volgt_en_meedoet_hoort_bij_beide(mensen: Mensen, tuin: Initiatief) -> None:
    volg(ding=tuin, door=mensen.wim)
    meedoen.doe_mee(initiatief=tuin, door=mensen.fatima, bijdrage="Een schep")
    splits(initiatief=tuin, door=mensen.amina, wijk=mensen.slotjes, **DEEL)
    deel = Initiatief.objects.get(afgesplitst_van=tuin)
    for deze in (tuin, deel):
        assert Volgt.objects.filter(initiatief=deze, gebruiker=mensen.wim).exists()
        assert deze.betrokkenen.nu().get(soort="meedoen").gebruiker == mensen.fatima
        assert not deze.betrokkenen.nu().filter(soort="mede").exists()


def test_wat_afgerond_is_wordt_niet_gesplitst_of_verhuisd(mensen: Mensen) -> None:
    boom = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=Status.GEREALISEERD)
    with pytest.raises(DomeinFout, match="afgerond"):
        splits(initiatief=boom, door=mensen.amina, wijk=mensen.slotjes, **DEEL)
    with pytest.raises(DomeinFout, match="afgerond"):
        verhuis(initiatief=boom, door=mensen.amina, naar=mensen.vrachelen)
    assert Initiatief.objects.count() == 1


# --- To another wijk -------------------------------------------------------------------------------


def test_een_ander_gaat_verder_met_een_verse_termijn(mensen: Mensen) -> None:
    beloofd = vandaag() - timedelta(days=4)
    tuin = maak_initiatief(
        mensen.slotjes,
        mensen.daan,
        mensen.amina,
        uiterlijk=beloofd,
        reactie_uiterlijk=beloofd,
        besluit_uiterlijk=beloofd + timedelta(days=7),
        lat=51.64,
        lon=4.86,
    )
    verhuis(initiatief=tuin, door=mensen.amina, naar=mensen.vrachelen, tekst="De brug is de grens.")
    tuin.refresh_from_db()
    assert (tuin.wijk, tuin.status) == (mensen.vrachelen, Status.INGEDIEND)
    assert (tuin.behandelaar, tuin.aan_zet_persoon) == (mensen.chantal, mensen.chantal)
    assert tuin.uiterlijk == plus_werkdagen(vandaag(), 5)
    assert tuin.reactie_uiterlijk == beloofd  # what the resident was promised
    assert (tuin.lat, tuin.lon) == (51.64, 4.86)
    regel = laatste(tuin)
    assert (regel.soort, regel.namens) == (Soort.VERHUISD, "wijkmakelaar")
    assert regel.tekst.endswith("De brug is de grens.")
    [aan_daan] = mails_aan(mensen.daan)
    assert (
        "Dit hoort bij Vrachelen en niet bij Slotjes. Chantal Smulders gaat ermee verder." in aan_daan.tekst
    )
    assert len(mails_aan(mensen.chantal)) == 1
    with pytest.raises(GeenRecht):  # now it is of the other wijk
        verhuis(initiatief=tuin, door=mensen.amina, naar=mensen.slotjes)


@pytest.mark.parametrize(
    ("velden", "werkdagen"),
    [
        ({"status": Status.IN_BEHANDELING}, 10),
        ({"status": Status.IN_UITVOERING, "route": "begeleiden"}, 20),
    ],
)
def test_de_termijn_past_bij_de_status(mensen: Mensen, velden: dict[str, Any], werkdagen: int) -> None:
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, **velden)
    verhuis(initiatief=tuin, door=mensen.amina, naar=mensen.vrachelen)
    tuin.refresh_from_db()
    assert tuin.uiterlijk == plus_werkdagen(vandaag(), werkdagen)


@pytest.mark.parametrize("wie", ["indiener", "vakafdeling", "derde", "rust"])
def test_een_datum_van_een_ander_blijft_staan(mensen: Mensen, wie: str) -> None:
    dag = vandaag() + timedelta(days=3)
    staten: dict[str, dict[str, object]] = {
        "indiener": {"aan_zet": AanZet.INDIENER, "aan_zet_persoon": mensen.daan},
        "vakafdeling": {
            "aan_zet": AanZet.VAKAFDELING,
            "aan_zet_persoon": mensen.teun,
            "aan_zet_afdeling": mensen.openbare_ruimte,
        },
        "derde": {"aan_zet": AanZet.DERDE, "aan_zet_derde": "Thuisvester"},
        "rust": {"wacht_tot": dag},
    }
    tuin = maak_initiatief(
        mensen.slotjes,
        mensen.daan,
        mensen.amina,
        status=Status.WACHT_OP_INDIENER if wie == "indiener" else Status.IN_BEHANDELING,
        uiterlijk=dag,
        **staten[wie],  # type: ignore[arg-type]
    )
    wat = (tuin.aan_zet, tuin.aan_zet_afdeling, tuin.aan_zet_derde, tuin.wacht_tot)
    verhuis(initiatief=tuin, door=mensen.amina, naar=mensen.vrachelen)
    tuin.refresh_from_db()
    assert (tuin.behandelaar, tuin.uiterlijk) == (mensen.chantal, dag)
    assert (tuin.aan_zet, tuin.aan_zet_afdeling, tuin.aan_zet_derde, tuin.wacht_tot) == wat
    verwacht = {"indiener": mensen.daan, "vakafdeling": mensen.teun}.get(wie, mensen.chantal)
    assert tuin.aan_zet_persoon == verwacht


def test_naar_dezelfde_of_een_opgeheven_wijk_gaat_niet(mensen: Mensen, tuin: Initiatief) -> None:
    weg = maak_wijk("Oud", "WK082699", actief=False)
    for wijk in (mensen.slotjes, weg):
        with pytest.raises(DomeinFout, match="Kies een andere wijk"):
            verhuis(initiatief=tuin, door=mensen.amina, naar=wijk)
