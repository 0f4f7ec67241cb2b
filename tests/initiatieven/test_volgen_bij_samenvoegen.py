"""Followers when two initiatives become one, and apart again."""

import pytest

from initiatieven.models import Bericht, Initiatief, Ritme, Samenvoeging, Volgt
from initiatieven.services.samenvoegen import maak_los, voeg_samen
from initiatieven.services.verspreiden import verspreid
from initiatieven.services.volgen import geef_volgers_terug, neem_volgers_mee, stop, volg
from tests.initiatieven.volgers import breng_rond, nieuws_aan, ontvangers, vertel
from tests.maak import maak_gebruiker, maak_initiatief
from tests.personen import Mensen

pytestmark = pytest.mark.django_db


@pytest.fixture
def heg(mensen: Mensen) -> Initiatief:
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, titel="Een heg", kenmerk="2026-0001")


@pytest.fixture
def tuin(mensen: Mensen) -> Initiatief:
    return maak_initiatief(mensen.slotjes, mensen.bram, mensen.amina, titel="Een tuin", kenmerk="2026-0002")


def volgers(initiatief: Initiatief) -> dict[str, Ritme]:
    rijen = Volgt.objects.filter(initiatief=initiatief).select_related("gebruiker")
    return {volgt.gebruiker.voornaam: Ritme(volgt.ritme) for volgt in rijen}


def test_volgers_gaan_mee_en_komen_terug(mensen: Mensen, heg: Initiatief, tuin: Initiatief) -> None:
    volg(ding=heg, door=mensen.fatima, ritme=Ritme.DIRECT)
    volg(ding=heg, door=mensen.wim, ritme=Ritme.WEEK)
    volg(ding=tuin, door=mensen.wim, ritme=Ritme.DAG)
    samen = Samenvoeging.objects.create(van=heg, naar=tuin, door=mensen.amina)
    for _keer in range(2):
        neem_volgers_mee(van=heg, naar=tuin, via=samen)
        assert volgers(tuin) == {"Fatima": Ritme.DIRECT, "Wim": Ritme.DAG}
    assert volgers(heg) == {"Fatima": Ritme.DIRECT, "Wim": Ritme.WEEK}
    for _keer in range(2):
        geef_volgers_terug(via=samen)
        assert volgers(tuin) == {"Wim": Ritme.DAG}


def test_wie_het_daarna_zelf_volgt_blijft_ook_als_het_weer_los_is(
    mensen: Mensen, heg: Initiatief, tuin: Initiatief
) -> None:
    volg(ding=heg, door=mensen.fatima)
    samen = Samenvoeging.objects.create(van=heg, naar=tuin, door=mensen.amina)
    neem_volgers_mee(van=heg, naar=tuin, via=samen)
    volg(ding=tuin, door=mensen.fatima)
    geef_volgers_terug(via=samen)
    assert set(volgers(tuin)) == {"Fatima"}


def test_wie_meeging_kan_gewoon_stoppen(mensen: Mensen, heg: Initiatief, tuin: Initiatief) -> None:
    volg(ding=heg, door=mensen.fatima)
    samen = Samenvoeging.objects.create(van=heg, naar=tuin, door=mensen.amina)
    neem_volgers_mee(van=heg, naar=tuin, via=samen)
    stop(volgers=list(Volgt.objects.filter(via=samen)), door=mensen.fatima)
    geef_volgers_terug(via=samen)
    assert set(volgers(heg)) == {"Fatima"}


def test_het_samenvoegen_zelf_bereikt_de_volgers_van_allebei_en_iedereen_een_keer(
    mensen: Mensen, heg: Initiatief, tuin: Initiatief
) -> None:
    allebei, van_wijk = maak_gebruiker("Allebei"), maak_gebruiker("Wijk")
    volg(ding=heg, door=mensen.fatima, ritme=Ritme.DIRECT)
    volg(ding=tuin, door=mensen.wim, ritme=Ritme.DIRECT)
    volg(ding=heg, door=allebei, ritme=Ritme.DIRECT)
    volg(ding=tuin, door=allebei, ritme=Ritme.DIRECT)
    volg(ding=mensen.slotjes, door=van_wijk, ritme=Ritme.DIRECT)
    vertrek = voeg_samen(initiatief=heg, naar=tuin, door=mensen.amina)
    breng_rond()
    assert set(ontvangers(vertrek)) == {"Fatima", "Wim", "Allebei", "Wijk"}
    for persoon in (mensen.fatima, mensen.wim, allebei, van_wijk):
        [mail] = nieuws_aan(persoon)
        assert mail.onderwerp == "Nieuws over “Een heg”: het gaat verder in een ander initiatief"
        assert "Een tuin" in mail.tekst
    nieuws = vertel(tuin, mensen.olga)
    verspreid()
    assert set(ontvangers(nieuws)) == {"Fatima", "Wim", "Allebei", "Wijk"}


def test_weer_los_hoort_ieder_van_het_eigen_initiatief(
    mensen: Mensen, heg: Initiatief, tuin: Initiatief
) -> None:
    volg(ding=heg, door=mensen.fatima, ritme=Ritme.DIRECT)
    volg(ding=tuin, door=mensen.wim, ritme=Ritme.DIRECT)
    voeg_samen(initiatief=heg, naar=tuin, door=mensen.amina)
    breng_rond()
    heg.refresh_from_db()
    maak_los(initiatief=heg, door=mensen.amina)
    breng_rond()
    assert [len(nieuws_aan(persoon)) for persoon in (mensen.fatima, mensen.wim)] == [2, 2]
    nieuws = vertel(tuin, mensen.olga)
    verspreid()
    assert set(ontvangers(nieuws)) == {"Wim"}
    assert not Bericht.objects.filter(gebruiker=mensen.fatima, gemaild_op=None).exists()
