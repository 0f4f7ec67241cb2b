"""From one public line to everybody who wants to hear of it: once per person, and not to who knows already."""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from initiatieven.levensloop import Status
from initiatieven.models import Bericht, Betrokkene, Gebeurtenis, Initiatief, Ritme, Verspreiding, Volgt
from initiatieven.nieuwstekst import GEEN_NIEUWS, WAT, onderwerp
from initiatieven.services import verspreiden
from initiatieven.services.basis import schrijf
from initiatieven.services.behandelen import noteer, reageer
from initiatieven.services.verspreiden import verspreid
from initiatieven.services.volgen import volg
from initiatieven.volgbaar import Ding
from tests.initiatieven.hulp import laatste
from tests.initiatieven.volgers import maak_thema, ontvangers, vertel
from tests.maak import maak_gebruiker, maak_initiatief
from tests.personen import Mensen

pytestmark = pytest.mark.django_db


# Committed on purpose: a round looks up the lines, five kinds of followers, searches and who knows already, and
# removes the lines; a second, empty round ends it. Savepoints are counted as well.
QUERIES_PER_RONDE = 15


@pytest.fixture
def tuin(mensen: Mensen) -> Initiatief:
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, thema=maak_thema())


def test_elke_soort_volger_hoort_het(mensen: Mensen, tuin: Initiatief) -> None:
    assert tuin.thema is not None
    dingen: dict[str, Ding] = {
        "Ilse": tuin,
        "Willem": mensen.slotjes,
        "Thea": tuin.thema,
        "Zoë": "zoek=buurttuin",
        "Zara": "status=lopend&thema=groen-en-natuur&wijk=slotjes",
    }
    for naam, ding in dingen.items():
        volg(ding=ding, door=maak_gebruiker(naam))
    nieuws = vertel(tuin, mensen.daan)
    assert verspreid() == 1
    assert set(ontvangers(nieuws)) == set(dingen)
    assert not Verspreiding.objects.exists()
    assert verspreid() == 0


def test_wie_iets_anders_volgt_hoort_het_niet(mensen: Mensen, tuin: Initiatief) -> None:
    ander = maak_initiatief(
        mensen.vrachelen, mensen.daan, mensen.amina, titel="Een bank", kenmerk="2026-0002"
    )
    for naam, ding in (
        ("Ilse", ander),
        ("Willem", mensen.vrachelen),
        ("Thea", maak_thema("Spelen en bewegen")),
        ("Zoë", "zoek=voetbalveld"),
        ("Zara", "status=gelukt&wijk=slotjes"),
    ):
        volg(ding=ding, door=maak_gebruiker(naam))
    nieuws = vertel(tuin, mensen.daan)
    verspreid()
    assert ontvangers(nieuws) == {}


def test_wie_het_op_vier_manieren_volgt_hoort_het_een_keer_op_het_snelste_ritme(
    mensen: Mensen, tuin: Initiatief
) -> None:
    assert tuin.thema is not None
    volg(ding=tuin, door=mensen.fatima, ritme=Ritme.WEEK)
    volg(ding=mensen.slotjes, door=mensen.fatima, ritme=Ritme.DIRECT)
    volg(ding=tuin.thema, door=mensen.fatima, ritme=Ritme.DAG)
    volg(ding="zoek=tuin", door=mensen.fatima, ritme=Ritme.DIRECT)
    nieuws = vertel(tuin, mensen.daan)
    verspreid()
    assert Bericht.objects.get().volgt == Volgt.objects.get(wijk=mensen.slotjes)
    assert ontvangers(nieuws) == {"Fatima": Ritme.DIRECT}


def test_wie_erbij_hoort_krijgt_al_eigen_mail(mensen: Mensen, tuin: Initiatief) -> None:
    """Not the indiener, co-initiators, behandelaar, who is aan zet, nor who did it."""
    mede = maak_gebruiker("Mede")
    Betrokkene.objects.create(initiatief=tuin, gebruiker=mede, soort=Betrokkene.Soort.MEDE)
    tuin.aan_zet_persoon = mensen.teun
    tuin.save()
    mensen_erbij = (mensen.daan, mede, mensen.amina, mensen.teun, mensen.olga, mensen.fatima, mensen.bram)
    for persoon in mensen_erbij:
        volg(ding=mensen.slotjes, door=persoon)
    nieuws = vertel(tuin, mensen.olga)
    verspreid()
    assert set(ontvangers(nieuws)) == {"Fatima", "Bram"}


def test_wie_niet_meer_meebegint_hoort_het_weer_als_volger(mensen: Mensen, tuin: Initiatief) -> None:
    mede = Betrokkene.objects.create(initiatief=tuin, gebruiker=mensen.fatima, soort=Betrokkene.Soort.MEDE)
    mede.gestopt_op = mede.sinds
    mede.save()
    volg(ding=tuin, door=mensen.fatima)
    nieuws = vertel(tuin, mensen.daan)
    verspreid()
    assert set(ontvangers(nieuws)) == {"Fatima"}


def test_wie_niet_meer_bestaat_of_geen_adres_heeft_hoort_niets(mensen: Mensen, tuin: Initiatief) -> None:
    for veld, waarde in (("is_active", False), ("email", None)):
        persoon = maak_gebruiker(veld)
        volg(ding=tuin, door=persoon)
        setattr(persoon, veld, waarde)
        persoon.save()
    nieuws = vertel(tuin, mensen.daan)
    verspreid()
    assert ontvangers(nieuws) == {}


def test_een_wijk_die_niet_meer_bestaat_en_een_zoekopdracht_die_niet_meer_klopt(
    mensen: Mensen, tuin: Initiatief
) -> None:
    """A search with a wijk or theme that has gone finds nothing, and not suddenly everything."""
    volg(ding=mensen.slotjes, door=mensen.fatima)
    volg(ding="wijk=slotjes&zoek=tuin", door=mensen.fatima)
    Volgt.objects.create(gebruiker=mensen.fatima, zoek="thema=vroeger&zoek=tuin")
    mensen.slotjes.actief = False
    mensen.slotjes.save()
    nieuws = vertel(tuin, mensen.daan)
    verspreid()
    assert ontvangers(nieuws) == {}


def test_een_onderwerp_dat_uit_het_profiel_ging_heeft_nog_volgers(mensen: Mensen, tuin: Initiatief) -> None:
    tuin.thema = maak_thema("Oud onderwerp")
    tuin.save()
    volg(ding=tuin.thema, door=mensen.fatima)
    nieuws = vertel(tuin, mensen.daan)
    verspreid()
    assert set(ontvangers(nieuws)) == {"Fatima"}


def test_wie_daarna_pas_gaat_volgen_hoort_het_niet_meer(mensen: Mensen, tuin: Initiatief) -> None:
    nieuws = vertel(tuin, mensen.daan)
    volg(ding=tuin, door=mensen.fatima)
    verspreid()
    assert ontvangers(nieuws) == {}


def test_een_interne_notitie_en_iets_dat_verborgen_is_gaan_nergens_heen(
    mensen: Mensen, tuin: Initiatief
) -> None:
    volg(ding=tuin, door=mensen.fatima)
    noteer(initiatief=tuin, door=mensen.amina, tekst="Even bellen.")
    schrijf(tuin, Gebeurtenis.Soort.VERBORGEN, door=mensen.amina)
    verspreid()
    assert not Bericht.objects.exists()
    assert not Verspreiding.objects.exists()


def test_alleen_de_wijk_van_nu_telt(mensen: Mensen, tuin: Initiatief) -> None:
    volg(ding=mensen.slotjes, door=mensen.fatima)
    volg(ding=mensen.vrachelen, door=mensen.bram)
    tuin.wijk = mensen.vrachelen
    tuin.save()
    nieuws = vertel(tuin, mensen.daan)
    verspreid()
    assert set(ontvangers(nieuws)) == {"Bram"}


def test_een_dienst_die_iets_openbaars_schrijft_laat_volgers_het_weten(
    mensen: Mensen, tuin: Initiatief
) -> None:
    volg(ding=tuin, door=mensen.fatima)
    reageer(initiatief=tuin, door=mensen.amina, tekst="Wat een mooi plan.")
    verspreid()
    assert set(ontvangers(laatste(tuin))) == {"Fatima"}


def test_het_aantal_queries_groeit_niet_met_volgers_en_regels(
    mensen: Mensen, tuin: Initiatief, django_assert_num_queries: Any
) -> None:
    """Two lines cost one insert more than one line; followers and equal searches cost nothing more."""

    def ronde(regels: int, volgers: int) -> int:
        begin = Volgt.objects.count()
        for nummer in range(volgers):
            persoon = maak_gebruiker(f"P{begin}-{nummer}")
            volg(ding=mensen.slotjes, door=persoon)
            volg(ding="zoek=tuin", door=persoon)
        for _nummer in range(regels):
            vertel(tuin, mensen.daan)
        with django_assert_num_queries(QUERIES_PER_RONDE + regels):
            verspreid()
        return Bericht.objects.count()

    assert ronde(1, 1) == 1
    assert ronde(1, 4) == 1 + 5
    assert ronde(3, 0) == 6 + 15


def test_een_grote_stapel_gaat_in_rondes_en_houdt_op_tijd_op(
    mensen: Mensen, tuin: Initiatief, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verspreiden, "PER_RONDE", 2)
    volg(ding=tuin, door=mensen.fatima)
    for nummer in range(7):
        vertel(tuin, mensen.daan, f"Nieuws {nummer}")
    assert verspreid(hoogstens=4) == 4
    assert verspreid() == 3
    assert Bericht.objects.count() == 7


def test_elke_regel_van_de_tijdlijn_heeft_een_zin(mensen: Mensen, tuin: Initiatief) -> None:
    """A new kind of line needs words for followers, or must be no news to them."""
    assert set(WAT) == set(Gebeurtenis.Soort)
    for soort in set(Gebeurtenis.Soort) - set(GEEN_NIEUWS):
        zin = onderwerp(Gebeurtenis(initiatief=tuin, soort=soort, door=mensen.amina, namens="wijkmakelaar"))
        assert 20 < len(zin) < 140
        assert "%" not in zin


def test_een_inwoner_heet_in_het_onderwerp_zoals_op_de_pagina(mensen: Mensen, tuin: Initiatief) -> None:
    nieuws = Gebeurtenis(initiatief=tuin, soort=Gebeurtenis.Soort.VOORTGANG, door=mensen.daan)
    assert (
        onderwerp(nieuws) == "Nieuws over “Een buurttuin aan de Zandheuvel”: Een inwoner vertelt hoe het gaat"
    )
    tuin.toon_voornaam = True
    assert "Daan vertelt" in onderwerp(nieuws)
    nieuws.door = mensen.fatima
    assert "Een inwoner vertelt" in onderwerp(nieuws)
    nieuws.door, nieuws.afzender = None, "Woningstichting Thuisvester"
    assert "Woningstichting Thuisvester vertelt" in onderwerp(nieuws)


DINGEN = ("initiatief", "wijk", "thema", "zoek=tuin", "zoek=bank", "andere wijk")
RITMES = {Ritme.DIRECT: 0, Ritme.DAG: 1, Ritme.WEEK: 2}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    gevolgd=st.dictionaries(
        st.tuples(st.integers(0, 5), st.sampled_from(DINGEN)), st.sampled_from(Ritme), max_size=20
    ),
    wie_deed_het=st.lists(st.integers(0, 7), min_size=1, max_size=3),
    rondes=st.integers(1, 3),
)
def test_wie_er_ook_volgt_en_wie_er_ook_handelt(
    mensen: Mensen,
    tuin: Initiatief,
    gevolgd: dict[tuple[int, str], Ritme],
    wie_deed_het: list[int],
    rondes: int,
) -> None:
    """Everybody who follows it hears of each line once, at their fastest rhythm, but not of what they did."""
    iedereen = [mensen.fatima, mensen.bram, mensen.wim, mensen.els, mensen.olga, mensen.teun]
    ding: dict[str, Any] = {
        "initiatief": tuin,
        "wijk": mensen.slotjes,
        "thema": tuin.thema,
        "andere wijk": mensen.vrachelen,
    }
    with transaction.atomic():
        for (wie, naam), ritme in gevolgd.items():
            volg(ding=ding.get(naam, naam), door=iedereen[wie], ritme=ritme)
        regels = [vertel(tuin, [*iedereen, mensen.daan, mensen.amina][wie]) for wie in wie_deed_het]
        for _ronde in range(rondes):
            verspreid()
        for regel in regels:
            verwacht: dict[str, Ritme] = {}
            for (wie, naam), ritme in gevolgd.items():
                persoon = iedereen[wie]
                if naam in ("zoek=bank", "andere wijk") or persoon == regel.door:
                    continue
                eerder = verwacht.get(persoon.voornaam)
                if eerder is None or RITMES[ritme] < RITMES[eerder]:
                    verwacht[persoon.voornaam] = ritme
            assert ontvangers(regel) == verwacht
        transaction.set_rollback(True)


def test_een_concept_dat_toch_iets_schreef_blijft_stil(mensen: Mensen, tuin: Initiatief) -> None:
    volg(ding=mensen.slotjes, door=mensen.fatima)
    vertel(tuin, mensen.daan)
    Initiatief.objects.filter(pk=tuin.pk).update(
        status=Status.CONCEPT, aan_zet="", aan_zet_persoon=None, uiterlijk=None
    )
    verspreid()
    assert not Bericht.objects.exists()
