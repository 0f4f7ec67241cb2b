"""Who was, is and will be there, and on which days nobody is or too many are."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries, Settings

from kern.models import Gebruiker
from kern.werkdagen import vandaag
from rollen.models import Rol, Rolvervulling
from rollen.tijdlijn import (
    VOORUIT,
    Dagen,
    Signaal,
    Soort,
    Stand,
    dubbelen,
    gaten,
    gaten_en_overlap,
    stand_op,
    tijdlijn,
    tijdlijnen,
    wanneer,
)
from tests.maak import maak_gebruiker, maak_rol, maak_wijk
from tests.personen import Mensen
from wijken.models import Wijk

EEN_DAG = timedelta(days=1)
JANUARI, FEBRUARI, MAART, APRIL, MEI = (date(2031, maand, 1) for maand in range(1, 6))
BEGIN = date(2031, 1, 1)


def over(dagen: int) -> date:
    return vandaag() + timedelta(days=dagen)


def signalen(*soorten: Soort) -> list[Signaal]:
    dag = vandaag()
    return [s for s in gaten_en_overlap(dag, dag + VOORUIT) if s.soort in (soorten or Soort)]


def zinnen(wijk: Wijk | None, rol: Rol, *soorten: Soort) -> list[str]:
    return [s.zin for s in signalen(*soorten) if (s.wijk, s.rol) == (wijk, rol)]


# --- Counting days: equal to looking at every day ---------------------------------------------------

dagnummers = st.integers(min_value=-5, max_value=35)


@st.composite
def perioden(draw: st.DrawFn) -> list[Dagen]:
    """Periods of one day to for ever, around a month."""
    paren = draw(st.lists(st.tuples(dagnummers, st.none() | st.integers(1, 20)), max_size=6))
    return [
        Dagen(BEGIN + vanaf * EEN_DAG, None if lengte is None else BEGIN + (vanaf + lengte) * EEN_DAG)
        for vanaf, lengte in paren
    ]


def aantal_op(dag: date, rijen: list[Dagen]) -> int:
    return sum(p.vanaf <= dag and (p.tot is None or dag < p.tot) for p in rijen)


def dag_voor_dag(gevonden: list[Dagen], van: date, tot: date) -> set[date]:
    """The days that were found; and what was found is in order, and not two where one would do."""
    for eerste, tweede in pairwise(gevonden):
        assert eerste.tot is not None
        assert eerste.tot < tweede.vanaf
    dagen: set[date] = set()
    for stuk in gevonden:
        einde = stuk.tot or tot
        assert van <= stuk.vanaf < einde <= tot
        assert stuk.tot != tot, "an end at the horizon is no end"
        dagen |= {stuk.vanaf + n * EEN_DAG for n in range((einde - stuk.vanaf).days)}
    return dagen


@given(rijen=perioden(), lengte=st.integers(min_value=0, max_value=30))
def test_een_gat_zijn_de_dagen_waarop_niemand_er_is(rijen: list[Dagen], lengte: int) -> None:
    tot = BEGIN + lengte * EEN_DAG
    alle = [BEGIN + n * EEN_DAG for n in range(lengte)]
    gevonden = gaten(rijen, BEGIN, tot)
    einden = [gat.tot for gat in gevonden]
    assert all(einde is None or einde in {p.vanaf for p in rijen} for einde in einden)
    assert dag_voor_dag(gevonden, BEGIN, tot) == {dag for dag in alle if not aantal_op(dag, rijen)}


@given(rijen=perioden(), lengte=st.integers(min_value=1, max_value=30))
def test_een_overlap_zijn_de_dagen_waarop_er_meer_dan_een_is(rijen: list[Dagen], lengte: int) -> None:
    tot = BEGIN + lengte * EEN_DAG
    alle = [BEGIN + n * EEN_DAG for n in range(lengte)]
    gevonden = dag_voor_dag(dubbelen(rijen, BEGIN, tot), BEGIN, tot)
    assert gevonden == {dag for dag in alle if aantal_op(dag, rijen) > 1}


@pytest.mark.parametrize(
    ("dagen", "zin"),
    [
        (Dagen(date(2020, 1, 1)), "nu"),
        (Dagen(date(2020, 1, 1), MAART), "tot en met 28 februari 2031"),
        (Dagen(MAART), "vanaf 1 maart 2031"),
        (Dagen(MAART, MAART + EEN_DAG), "op 1 maart 2031"),
        (Dagen(MAART, APRIL), "van 1 maart 2031 tot en met 31 maart 2031"),
    ],
)
def test_wanneer_in_woorden(dagen: Dagen, zin: str) -> None:
    assert wanneer(dagen) == zin


# --- Gaps -------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_een_rol_die_eindigt_zonder_opvolger_is_een_gat(mensen: Mensen) -> None:
    einde = over(90)
    mensen.amina.rolvervullingen.update(tot=einde)
    [gat] = [s for s in signalen(Soort.GAT) if (s.wijk, s.rol) == (mensen.slotjes, Rol.WIJKMAKELAAR)]
    assert gat.dagen == Dagen(einde)
    assert gat.zin == f"Slotjes heeft {wanneer(Dagen(einde))} geen wijkmakelaar."
    assert gat.zin.startswith("Slotjes heeft vanaf ")


@pytest.mark.django_db
def test_tussen_twee_mensen_valt_geen_gat_van_een_dag(mensen: Mensen) -> None:
    mensen.amina.rolvervullingen.update(tot=over(30))
    opvolger = maak_rol(mensen.chantal, Rol.WIJKMAKELAAR, mensen.slotjes, vanaf=over(30))
    assert zinnen(mensen.slotjes, Rol.WIJKMAKELAAR) == []
    Rolvervulling.objects.filter(pk=opvolger.pk).update(vanaf=over(31))
    [zin] = zinnen(mensen.slotjes, Rol.WIJKMAKELAAR)
    assert zin == f"Slotjes heeft {wanneer(Dagen(over(30), over(31)))} geen wijkmakelaar."
    assert " op " in zin


@pytest.mark.django_db
def test_een_wijk_die_er_nog_nooit_een_had(mensen: Mensen) -> None:
    dorst = maak_wijk("Dorst", "WK082613")
    assert zinnen(dorst, Rol.WIJKMAKELAAR) == ["Dorst heeft nog nooit een wijkmakelaar gehad."]
    vroeger = maak_rol(mensen.chantal, Rol.WIJKMAKELAAR, dorst, tot=over(-9))
    assert zinnen(dorst, Rol.WIJKMAKELAAR) == ["Dorst heeft nu geen wijkmakelaar."]
    Rolvervulling.objects.filter(pk=vroeger.pk).update(tot=None)
    assert zinnen(dorst, Rol.WIJKMAKELAAR) == []
    Wijk.objects.filter(pk=dorst.pk).update(actief=False)
    vroeger.delete()
    assert zinnen(dorst, Rol.WIJKMAKELAAR) == []


@pytest.mark.django_db
def test_wie_er_voor_de_hele_gemeente_is_is_er_voor_elke_wijk(mensen: Mensen) -> None:
    dorst = maak_wijk("Dorst", "WK082613")
    maak_rol(mensen.chantal, Rol.WIJKMAKELAAR)
    assert zinnen(dorst, Rol.WIJKMAKELAAR) == []
    assert zinnen(mensen.slotjes, Rol.WIJKMAKELAAR) == []  # and beside the one of the wijk it is no overlap


@pytest.mark.django_db
def test_een_gesloten_account_vult_geen_gat(mensen: Mensen) -> None:
    Gebruiker.objects.filter(pk=mensen.amina.pk).update(is_active=False)
    assert zinnen(mensen.slotjes, Rol.WIJKMAKELAAR) == ["Slotjes heeft nu geen wijkmakelaar."]


@pytest.mark.django_db
def test_een_vervanger_maakt_geen_gat_en_geen_overlap(mensen: Mensen) -> None:
    van_amina = mensen.amina.rolvervullingen.get()
    maak_rol(
        mensen.chantal, Rol.WIJKMAKELAAR, mensen.slotjes, vanaf=over(-3), tot=over(9), vervangt=van_amina
    )
    assert zinnen(mensen.slotjes, Rol.WIJKMAKELAAR) == []


@pytest.mark.django_db
def test_de_gemeente_heeft_een_opgaveleider_nodig(mensen: Mensen) -> None:
    assert zinnen(None, Rol.OPGAVELEIDER) == []
    mensen.olga.rolvervullingen.update(wijk=mensen.slotjes)
    assert zinnen(None, Rol.OPGAVELEIDER) == ["De gemeente heeft nog nooit een opgaveleider gehad."]


@pytest.mark.django_db
def test_alleen_waar_de_ladder_een_wijkwethouder_kent_hoort_er_een_bij_elke_wijk(
    mensen: Mensen, settings: Settings
) -> None:
    assert zinnen(mensen.vrachelen, Rol.WIJKWETHOUDER) == [
        "Vrachelen heeft nog nooit een wijkwethouder gehad."
    ]
    settings.GEMEENTEPROFIEL = "oude-ijsselstreek"
    assert zinnen(mensen.vrachelen, Rol.WIJKWETHOUDER) == []


@pytest.mark.django_db
def test_de_rol_heet_zoals_de_gemeente_die_noemt(mensen: Mensen, settings: Settings) -> None:
    settings.GEMEENTEPROFIEL = "den-helder"
    dorp = maak_wijk("Julianadorp", "WK040008")
    assert zinnen(dorp, Rol.WIJKMAKELAAR) == ["Julianadorp heeft nog nooit een accountmanager gehad."]


# --- Overlap ----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_twee_wijkmakelaars_tegelijk(mensen: Mensen) -> None:
    tweede = maak_rol(mensen.chantal, Rol.WIJKMAKELAAR, mensen.slotjes, vanaf=over(20))
    eerste = mensen.amina.rolvervullingen.get()
    [overlap] = signalen(Soort.OVERLAP)
    assert overlap.vervullingen == (eerste, tweede) or overlap.vervullingen == (tweede, eerste)
    assert overlap.dagen == Dagen(over(20))
    assert overlap.zin.startswith("Slotjes heeft vanaf ")
    assert "meer dan één wijkmakelaar: " in overlap.zin
    assert "Amina de Wit" in overlap.zin
    assert "Chantal Smulders" in overlap.zin
    Rolvervulling.objects.filter(pk=eerste.pk).update(tot=over(20))
    assert signalen(Soort.OVERLAP) == []


@pytest.mark.django_db
def test_twee_opgaveleiders_tegelijk(mensen: Mensen) -> None:
    maak_rol(mensen.chantal, Rol.OPGAVELEIDER, vanaf=over(20), tot=over(40))
    [overlap] = signalen(Soort.OVERLAP)
    assert (overlap.wijk, overlap.dagen) == (None, Dagen(over(20), over(40)))


@pytest.mark.django_db
def test_wie_beheert_is_niet_ook_auditor(mensen: Mensen) -> None:
    maak_rol(mensen.els, Rol.BEHEERDER, tot=over(10))
    auditor = maak_rol(mensen.els, Rol.AUDITOR, vanaf=over(10))
    assert signalen(Soort.ONVERENIGBAAR) == []
    Rolvervulling.objects.filter(pk=auditor.pk).update(vanaf=over(9))
    [samen] = signalen(Soort.ONVERENIGBAAR)
    assert samen.dagen == Dagen(over(9), over(10))
    assert "Els van Dongen is op " in samen.zin
    assert "zowel beheerder als auditor" in samen.zin


# --- The time line ----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_wie_was_is_en_wordt(mensen: Mensen) -> None:
    geweest = maak_rol(mensen.wim, Rol.WIJKMAKELAAR, mensen.slotjes, vanaf=over(-200), tot=over(-100))
    straks = maak_rol(mensen.wim, Rol.WIJKMAKELAAR, mensen.slotjes, vanaf=over(100))
    maak_rol(mensen.wim, Rol.WIJKMAKELAAR, mensen.slotjes, vanaf=over(-900), tot=over(-800))
    maak_rol(mensen.chantal, Rol.WIJKMAKELAAR, mensen.slotjes, vanaf=over(800))
    nu = mensen.amina.rolvervullingen.get()
    rijen = tijdlijn(mensen.slotjes, over(-365), over(365)).rollen[Rol.WIJKMAKELAAR]
    assert [(rij, stand_op(rij, vandaag())) for rij in rijen] == [
        (nu, Stand.NU),
        (geweest, Stand.WAS),
        (straks, Stand.STRAKS),
    ]
    assert stand_op(geweest, over(-101)) is Stand.NU
    assert stand_op(geweest, over(-100)) is Stand.WAS


@pytest.mark.django_db
def test_elke_wijk_heeft_haar_eigen_rollen_en_die_van_de_hele_gemeente(mensen: Mensen) -> None:
    overal = maak_rol(maak_gebruiker("Gerrit Wissink"), Rol.WIJKWERKER)
    gemeente, slotjes, vrachelen = tijdlijnen(over(-365), over(365))
    assert (gemeente.wijk, slotjes.wijk, vrachelen.wijk) == (None, mensen.slotjes, mensen.vrachelen)
    assert set(gemeente.rollen) == {Rol.WIJKWERKER, Rol.OPGAVELEIDER, Rol.TEAMLEIDER, Rol.GRIFFIE}
    assert {rij.gebruiker for rij in slotjes.rollen[Rol.WIJKWERKER]} == {mensen.wim, overal.gebruiker}
    assert vrachelen.rollen[Rol.WIJKWERKER] == [overal]
    assert vrachelen.rollen[Rol.WIJKWETHOUDER] == []  # it should have one, so it stands there
    assert Rol.OPGAVELEIDER not in slotjes.rollen
    assert tijdlijn(mensen.vrachelen, over(-365), over(365)) == vrachelen
    alleen = tijdlijnen(over(-365), over(365), rol=Rol.WIJKWERKER)
    assert [list(lijn.rollen) for lijn in alleen] == [[Rol.WIJKWERKER]] * 3


@pytest.mark.django_db
def test_alle_wijken_samen_kosten_evenveel_vragen_als_een(
    mensen: Mensen, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for nummer in range(12):
        wijk = maak_wijk(f"Wijk {nummer}", f"WK0826{nummer + 20}")
        maak_rol(mensen.chantal, Rol.WIJKMAKELAAR, wijk)
        maak_rol(mensen.amina, Rol.WIJKMAKELAAR, wijk, vanaf=over(nummer))
    with django_assert_num_queries(2):
        for lijn in tijdlijnen(over(-365), over(365)):
            for rijen in lijn.rollen.values():
                _namen = [(str(r.gebruiker), r.wijk, r.afdeling, r.vervangt) for r in rijen]
    with django_assert_num_queries(3):
        assert len(signalen()) > 12
