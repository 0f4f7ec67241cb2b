"""Two initiatives go on as one: both are kept, people come along, and it can be undone."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from initiatieven.levensloop import AanZet, Status
from initiatieven.models import Betrokkene, Gebeurtenis, Initiatief, Samenvoeging, Volgt
from initiatieven.services import meedoen
from initiatieven.services.basis import Gewijzigd
from initiatieven.services.behandelen import stop
from initiatieven.services.samenvoegen import maak_los, voeg_samen
from initiatieven.services.volgen import volg
from kern.fouten import DomeinFout, GeenRecht
from kern.models import Mail
from kern.werkdagen import plus_werkdagen, vandaag
from tests.initiatieven.hulp import laatste, laatste_id, mails_aan
from tests.maak import maak_gebruiker, maak_initiatief
from tests.personen import Mensen, zet_op

Soort = Gebeurtenis.Soort


@pytest.fixture
def tuin(mensen: Mensen) -> Initiatief:
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)


@pytest.fixture
def moestuin(mensen: Mensen) -> Initiatief:
    return maak_initiatief(
        mensen.slotjes, mensen.fatima, mensen.amina, titel="Groente uit eigen straat", kenmerk="2026-0002"
    )


def wie(initiatief: Initiatief, soort: str) -> set[str]:
    return {rij.gebruiker.voornaam for rij in initiatief.betrokkenen.nu().filter(soort=soort)}


def test_beide_blijven_en_wijzen_naar_elkaar(mensen: Mensen, tuin: Initiatief, moestuin: Initiatief) -> None:
    datum = tuin.uiterlijk
    voeg_samen(initiatief=moestuin, door=mensen.amina, naar=tuin, tekst="Samen is het sterker.")
    moestuin.refresh_from_db()
    tuin.refresh_from_db()
    assert (moestuin.status, moestuin.samengevoegd_met) == (Status.SAMENGEVOEGD, tuin)
    assert (moestuin.aan_zet, moestuin.uiterlijk) == ("", None)
    assert moestuin.eerste_reactie_op is not None
    assert (tuin.status, tuin.uiterlijk) == (Status.INGEDIEND, datum)
    vertrek, aankomst = laatste(moestuin), laatste(tuin)
    assert vertrek.soort == aankomst.soort == Soort.SAMENGEVOEGD
    assert "“Een buurttuin aan de Zandheuvel” (2026-0001)" in vertrek.tekst
    assert "“Groente uit eigen straat” (2026-0002)" in aankomst.tekst
    assert vertrek.tekst.endswith("Samen is het sterker.")
    assert (vertrek.van_status, vertrek.naar_status) == (Status.INGEDIEND, Status.SAMENGEVOEGD)


def test_beide_indieners_horen_het_in_een_mail(
    mensen: Mensen, tuin: Initiatief, moestuin: Initiatief
) -> None:
    voeg_samen(initiatief=moestuin, door=mensen.amina, naar=tuin)
    [aan_fatima] = mails_aan(mensen.fatima)
    [aan_daan] = mails_aan(mensen.daan)
    assert aan_fatima.onderwerp == "Twee initiatieven gaan samen verder: Groente uit eigen straat"
    assert "U gaat samen verder in “Een buurttuin aan de Zandheuvel” (2026-0001)." in aan_fatima.tekst
    assert "“Groente uit eigen straat” (2026-0002) gaat hier verder." in aan_daan.tekst
    assert mails_aan(mensen.amina) == []


def test_wie_beide_begon_krijgt_een_mail(mensen: Mensen, tuin: Initiatief) -> None:
    nog_eens = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, kenmerk="2026-0002")
    voeg_samen(initiatief=nog_eens, door=mensen.amina, naar=tuin)
    assert len(mails_aan(mensen.daan)) == 1
    assert wie(tuin, "mede") == set()


def test_iedereen_gaat_mee_en_komt_weer_terug(mensen: Mensen, tuin: Initiatief, moestuin: Initiatief) -> None:
    volg(ding=moestuin, door=mensen.wim)
    volg(ding=moestuin, door=mensen.bram)
    volg(ding=tuin, door=mensen.bram)
    meedoen.steun(initiatief=moestuin, door=mensen.els)
    meedoen.doe_mee(initiatief=moestuin, door=mensen.teun, bijdrage="Een schep")
    meedoen.steun(initiatief=tuin, door=mensen.teun)
    voeg_samen(initiatief=moestuin, door=mensen.amina, naar=tuin)

    def volgers(initiatief: Initiatief) -> set[str]:
        return {v.gebruiker.voornaam for v in Volgt.objects.filter(initiatief=initiatief)}

    assert wie(tuin, "mede") == {"Fatima"}
    assert wie(tuin, "steun") == {"Els", "Teun"}
    assert wie(tuin, "meedoen") == {"Teun"}
    assert {"Wim", "Bram"} <= volgers(tuin)
    assert wie(moestuin, "steun") == {"Els"}

    maak_los(initiatief=Initiatief.objects.get(pk=moestuin.pk), door=mensen.amina)
    assert wie(tuin, "mede") == set()
    assert wie(tuin, "steun") == {"Teun"}
    assert wie(tuin, "meedoen") == set()
    assert "Wim" not in volgers(tuin)
    assert "Bram" in volgers(tuin)  # followed it on his own
    assert {"Wim", "Bram"} <= volgers(moestuin)


def test_losmaken_geeft_een_eigenaar_en_een_verse_datum(
    mensen: Mensen, tuin: Initiatief, moestuin: Initiatief
) -> None:
    voeg_samen(initiatief=moestuin, door=mensen.olga, naar=tuin)
    Mail.objects.all().delete()
    maak_los(initiatief=Initiatief.objects.get(pk=moestuin.pk), door=mensen.olga, tekst="Het liep anders.")
    moestuin.refresh_from_db()
    assert (moestuin.status, moestuin.samengevoegd_met) == (Status.IN_BEHANDELING, None)
    assert (moestuin.aan_zet, moestuin.aan_zet_persoon) == (AanZet.MEDEWERKER, mensen.amina)
    assert moestuin.uiterlijk == plus_werkdagen(vandaag(), 5)
    assert moestuin.afgesloten_op is None
    samenvoeging = Samenvoeging.objects.get()
    assert (samenvoeging.ongedaan_door, samenvoeging.ongedaan_op is None) == (mensen.olga, False)
    assert laatste(moestuin).soort == laatste(tuin).soort == Soort.LOSGEMAAKT
    assert len(mails_aan(mensen.fatima)) == len(mails_aan(mensen.daan)) == len(mails_aan(mensen.amina)) == 1
    assert "Amina de Wit is aan zet." in mails_aan(mensen.fatima)[0].tekst
    # And it can be merged once more.
    voeg_samen(initiatief=moestuin, door=mensen.amina, naar=tuin)
    assert Samenvoeging.objects.filter(ongedaan_op=None).count() == 1


def test_een_ketting_leidt_naar_het_laatste(mensen: Mensen, tuin: Initiatief, moestuin: Initiatief) -> None:
    perk = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, kenmerk="2026-0003", titel="Een perk")
    voeg_samen(initiatief=moestuin, door=mensen.amina, naar=tuin)
    voeg_samen(initiatief=perk, door=mensen.amina, naar=Initiatief.objects.get(pk=moestuin.pk))
    perk.refresh_from_db()
    assert perk.samengevoegd_met == tuin
    grote = maak_initiatief(mensen.slotjes, mensen.wim, mensen.amina, kenmerk="2026-0004", titel="Groen plan")
    voeg_samen(initiatief=tuin, door=mensen.amina, naar=grote)
    assert Initiatief.objects.get(pk=moestuin.pk).gaat_verder_in == grote
    with pytest.raises(DomeinFout, match="Maak eerst dat weer los"):
        maak_los(initiatief=Initiatief.objects.get(pk=moestuin.pk), door=mensen.amina)


def test_geen_kringen(mensen: Mensen, tuin: Initiatief, moestuin: Initiatief) -> None:
    with pytest.raises(DomeinFout, match="niet met zichzelf"):
        voeg_samen(initiatief=tuin, door=mensen.amina, naar=tuin)
    voeg_samen(initiatief=moestuin, door=mensen.amina, naar=tuin)
    with pytest.raises(DomeinFout, match="niet met zichzelf"):
        voeg_samen(initiatief=tuin, door=mensen.amina, naar=Initiatief.objects.get(pk=moestuin.pk))
    ander = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, kenmerk="2026-0003")
    with pytest.raises(DomeinFout, match="status “Samengevoegd”"):
        voeg_samen(initiatief=Initiatief.objects.get(pk=moestuin.pk), door=mensen.amina, naar=ander)


@pytest.mark.parametrize("status", [Status.GEREALISEERD, Status.GESTOPT])
def test_niet_met_wat_afgerond_is(mensen: Mensen, moestuin: Initiatief, status: Status) -> None:
    klaar = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=status)
    with pytest.raises(DomeinFout, match="is afgerond"):
        voeg_samen(initiatief=moestuin, door=mensen.amina, naar=klaar)
    with pytest.raises(DomeinFout, match="Dit kan nu niet"):
        voeg_samen(initiatief=klaar, door=mensen.amina, naar=moestuin)


def test_over_de_grens_van_een_wijk_alleen_met_recht_in_beide(mensen: Mensen, tuin: Initiatief) -> None:
    elders = maak_initiatief(mensen.vrachelen, mensen.fatima, mensen.chantal, kenmerk="2026-0002")
    with pytest.raises(GeenRecht, match="U behandelt geen initiatieven in Vrachelen"):
        voeg_samen(initiatief=tuin, door=mensen.amina, naar=elders)
    with pytest.raises(GeenRecht):
        voeg_samen(initiatief=elders, door=mensen.amina, naar=tuin)
    voeg_samen(initiatief=tuin, door=mensen.olga, naar=elders)
    assert len(mails_aan(mensen.chantal)) == 1
    with pytest.raises(GeenRecht):
        maak_los(initiatief=Initiatief.objects.get(pk=tuin.pk), door=mensen.chantal)
    maak_los(initiatief=Initiatief.objects.get(pk=tuin.pk), door=mensen.amina)


def test_losmaken_van_wat_niet_vast_zit(mensen: Mensen, tuin: Initiatief) -> None:
    with pytest.raises(DomeinFout, match="niet samengevoegd"):
        maak_los(initiatief=tuin, door=mensen.amina)


def test_wie_iets_miste_hoort_het_eerst(mensen: Mensen, tuin: Initiatief, moestuin: Initiatief) -> None:
    gezien = laatste_id(moestuin)
    stop(initiatief=moestuin, door=mensen.fatima, reden="Wij verhuizen.")
    with pytest.raises(Gewijzigd, match="Gestopt"):
        voeg_samen(initiatief=moestuin, door=mensen.amina, naar=tuin, gezien=gezien)


@pytest.mark.django_db(transaction=True)
def test_kruislings_samenvoegen_lukt_een_van_beiden() -> None:
    """The same two, merged the other way round at the same moment: no deadlock, no circle, one mail each."""
    mensen = zet_op()
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    moestuin = maak_initiatief(mensen.slotjes, mensen.fatima, mensen.amina, kenmerk="2026-0002")
    samen = Barrier(2)

    def probeer(paar: tuple[Initiatief, Initiatief]) -> bool:
        samen.wait(10)
        try:
            voeg_samen(initiatief=paar[0], door=mensen.amina, naar=paar[1])
        except DomeinFout:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as draden:
        uitkomst = list(draden.map(probeer, [(tuin, moestuin), (moestuin, tuin)]))
    assert sorted(uitkomst) == [False, True]
    assert sorted(Initiatief.objects.values_list("status", flat=True)) == [
        Status.INGEDIEND,
        Status.SAMENGEVOEGD,
    ]
    assert Samenvoeging.objects.count() == 1
    assert Betrokkene.objects.filter(soort="mede").count() == 1
    assert Mail.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_twee_keer_tegelijk_is_een_keer() -> None:
    mensen = zet_op()
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    moestuin = maak_initiatief(mensen.slotjes, mensen.fatima, mensen.amina, kenmerk="2026-0002")
    perk = maak_initiatief(mensen.slotjes, maak_gebruiker("Greet Bos"), mensen.amina, kenmerk="2026-0003")
    samen = Barrier(2)

    def probeer(naar: Initiatief) -> bool:
        samen.wait(10)
        try:
            voeg_samen(initiatief=moestuin, door=mensen.olga, naar=naar, gezien=0)
        except DomeinFout:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as draden:
        assert sorted(draden.map(probeer, [tuin, perk])) == [False, True]
    moestuin.refresh_from_db()
    assert moestuin.samengevoegd_met in (tuin, perk)
    assert Samenvoeging.objects.count() == 1
