"""Roles are given and ended: every rule of the database has its sentence, deputies included."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from kern.fouten import DomeinFout, GeenRecht
from kern.wistriggers import IS_GEWIST
from rollen.models import Rol, Rolvervulling
from rollen.services.vervulling import ZINNEN, beeindig, vervul
from tests.maak import maak_afdeling, maak_gebruiker, maak_rol, maak_wijk
from tests.personen import zet_op

pytestmark = pytest.mark.django_db

JANUARI, FEBRUARI, MAART, JULI, DECEMBER = (
    date(2026, 1, 1),
    date(2026, 2, 1),
    date(2026, 3, 1),
    date(2026, 7, 1),
    date(2026, 12, 1),
)


def test_een_rol_telt_van_de_eerste_dag_tot_de_laatste() -> None:
    wijk, nora = maak_wijk(), maak_gebruiker("Nora Maas")
    vervulling = vervul(gebruiker=nora, rol=Rol.WIJKMAKELAAR, wijk=wijk, vanaf=MAART, tot=JULI)

    geldig = Rolvervulling.objects.filter(wijk=wijk)
    assert not geldig.geldig(date(2026, 2, 28)).exists()
    assert geldig.geldig(MAART).get() == vervulling
    assert geldig.geldig(date(2026, 6, 30)).get() == vervulling
    assert not geldig.geldig(JULI).exists()


def test_elke_regel_van_de_database_heeft_een_zin() -> None:
    van_een_trigger = {"rolvervulling_vervanging_binnen_periode", IS_GEWIST}
    assert {regel.name for regel in Rolvervulling._meta.constraints} | van_een_trigger == set(ZINNEN)


def test_een_rol_die_niet_bestaat() -> None:
    with pytest.raises(DomeinFout, match="Deze rol bestaat niet"):
        vervul(gebruiker=maak_gebruiker(), rol="burgemeester", vanaf=MAART)  # type: ignore[arg-type]


@pytest.mark.parametrize("tot", [JANUARI, MAART])
def test_een_rol_eindigt_na_haar_begin(tot: date) -> None:
    with pytest.raises(DomeinFout, match="na de eerste dag"):
        vervul(gebruiker=maak_gebruiker(), rol=Rol.GRIFFIE, vanaf=MAART, tot=tot)


@pytest.mark.parametrize("rol", [Rol.TEAMLEIDER, Rol.VAKMEDEWERKER])
def test_een_teamleider_hoort_bij_een_afdeling(rol: Rol) -> None:
    with pytest.raises(DomeinFout, match="Kies bij deze rol ook een vakafdeling"):
        vervul(gebruiker=maak_gebruiker(), rol=rol, vanaf=MAART)
    assert vervul(gebruiker=maak_gebruiker("Ike Bos"), rol=rol, afdeling=maak_afdeling(), vanaf=MAART).pk


def test_een_wijkwethouder_hoort_bij_een_wijk() -> None:
    with pytest.raises(DomeinFout, match="Kies bij een wijkwethouder ook een wijk"):
        vervul(gebruiker=maak_gebruiker(), rol=Rol.WIJKWETHOUDER, vanaf=MAART)


def test_een_wijk_heeft_een_wijkwethouder_tegelijk() -> None:
    wijk, eerste, tweede = maak_wijk(), maak_gebruiker("Bram"), maak_gebruiker("Nora")
    vervul(gebruiker=eerste, rol=Rol.WIJKWETHOUDER, wijk=wijk, vanaf=JANUARI, tot=JULI)

    with pytest.raises(DomeinFout, match="al een wijkwethouder"):
        vervul(gebruiker=tweede, rol=Rol.WIJKWETHOUDER, wijk=wijk, vanaf=date(2026, 6, 30))
    assert vervul(gebruiker=tweede, rol=Rol.WIJKWETHOUDER, wijk=wijk, vanaf=JULI).pk


def test_twee_wijken_hebben_elk_een_wijkwethouder() -> None:
    slotjes, dorst = maak_wijk(), maak_wijk("Dorst", "WK082613")
    bram = maak_gebruiker("Bram")
    vervul(gebruiker=bram, rol=Rol.WIJKWETHOUDER, wijk=slotjes, vanaf=JANUARI)
    assert vervul(gebruiker=bram, rol=Rol.WIJKWETHOUDER, wijk=dorst, vanaf=JANUARI).pk


def test_een_vervanger_staat_naast_de_wijkwethouder() -> None:
    wijk, bram, nora, ike = maak_wijk(), maak_gebruiker("Bram"), maak_gebruiker("Nora"), maak_gebruiker("Ike")
    vast = vervul(gebruiker=bram, rol=Rol.WIJKWETHOUDER, wijk=wijk, vanaf=JANUARI)
    vervul(gebruiker=nora, rol=Rol.WIJKWETHOUDER, wijk=wijk, vanaf=MAART, tot=JULI, vervangt=vast)

    with pytest.raises(DomeinFout, match="al een wijkwethouder"):
        vervul(gebruiker=ike, rol=Rol.WIJKWETHOUDER, wijk=wijk, vanaf=MAART)


def test_niemand_heeft_een_rol_dubbel() -> None:
    wijk, nora = maak_wijk(), maak_gebruiker("Nora")
    vervul(gebruiker=nora, rol=Rol.WIJKMAKELAAR, wijk=wijk, vanaf=JANUARI)

    with pytest.raises(DomeinFout, match="heeft deze rol in deze periode al"):
        vervul(gebruiker=nora, rol=Rol.WIJKMAKELAAR, wijk=wijk, vanaf=MAART, tot=JULI)
    assert vervul(gebruiker=nora, rol=Rol.WIJKWERKER, wijk=wijk, vanaf=MAART).pk
    assert vervul(gebruiker=nora, rol=Rol.WIJKMAKELAAR, wijk=maak_wijk("Dorst", "WK082613"), vanaf=MAART).pk


def test_niemand_heeft_een_rol_voor_de_hele_gemeente_dubbel() -> None:
    nora = maak_gebruiker("Nora")
    vervul(gebruiker=nora, rol=Rol.OPGAVELEIDER, vanaf=JANUARI, tot=JULI)
    with pytest.raises(DomeinFout, match="heeft deze rol in deze periode al"):
        vervul(gebruiker=nora, rol=Rol.OPGAVELEIDER, vanaf=MAART)
    assert vervul(gebruiker=nora, rol=Rol.OPGAVELEIDER, vanaf=JULI).pk


def test_een_teamleider_van_twee_afdelingen() -> None:
    teun, een, twee = maak_gebruiker("Teun"), maak_afdeling(), maak_afdeling("Samenleving")
    vervul(gebruiker=teun, rol=Rol.TEAMLEIDER, afdeling=een, vanaf=JANUARI)
    assert vervul(gebruiker=teun, rol=Rol.TEAMLEIDER, afdeling=twee, vanaf=JANUARI).pk
    with pytest.raises(DomeinFout, match="heeft deze rol in deze periode al"):
        vervul(gebruiker=teun, rol=Rol.TEAMLEIDER, afdeling=twee, vanaf=MAART)


def test_ook_een_vervanger_heeft_een_rol_niet_dubbel() -> None:
    wijk, amina, nora = maak_wijk(), maak_gebruiker("Amina"), maak_gebruiker("Nora")
    vast = vervul(gebruiker=amina, rol=Rol.WIJKMAKELAAR, wijk=wijk, vanaf=JANUARI)
    vervul(gebruiker=nora, rol=Rol.WIJKMAKELAAR, wijk=wijk, vanaf=JANUARI)
    with pytest.raises(DomeinFout, match="heeft deze rol in deze periode al"):
        vervul(gebruiker=nora, rol=Rol.WIJKMAKELAAR, wijk=wijk, vanaf=MAART, tot=JULI, vervangt=vast)


def test_een_geweigerde_rol_laat_niets_achter() -> None:
    with pytest.raises(DomeinFout):
        vervul(gebruiker=maak_gebruiker(), rol=Rol.TEAMLEIDER, vanaf=MAART)
    assert not Rolvervulling.objects.exists()


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"rol": Rol.WIJKWERKER}, "dezelfde rol en dezelfde plek"),
        ({"wijk": None}, "dezelfde rol en dezelfde plek"),
        ({"vanaf": date(2025, 12, 31)}, "binnen de periode"),
        ({"tot": None}, "binnen de periode"),
        ({"tot": date(2026, 12, 2)}, "binnen de periode"),
    ],
)
def test_een_vervanger_past_bij_wie_vervangen_wordt(anders: dict[str, object], zin: str) -> None:
    wijk, amina, nora = maak_wijk(), maak_gebruiker("Amina"), maak_gebruiker("Nora")
    vast = vervul(gebruiker=amina, rol=Rol.WIJKMAKELAAR, wijk=wijk, vanaf=JANUARI, tot=DECEMBER)
    past = {"rol": Rol.WIJKMAKELAAR, "wijk": wijk, "vanaf": MAART, "tot": JULI}
    with pytest.raises(DomeinFout, match=zin):
        vervul(gebruiker=nora, vervangt=vast, **{**past, **anders})  # type: ignore[arg-type]
    assert vervul(gebruiker=nora, vervangt=vast, **past).vervangt == vast  # type: ignore[arg-type]


def test_niemand_vervangt_zichzelf_of_een_vervanger() -> None:
    wijk, amina, nora = maak_wijk(), maak_gebruiker("Amina"), maak_gebruiker("Nora")
    vast = vervul(gebruiker=amina, rol=Rol.WIJKMAKELAAR, wijk=wijk, vanaf=JANUARI)
    with pytest.raises(DomeinFout, match="zichzelf niet"):
        vervul(gebruiker=amina, rol=Rol.WIJKMAKELAAR, wijk=wijk, vanaf=MAART, vervangt=vast)
    los = vervul(gebruiker=nora, rol=Rol.WIJKMAKELAAR, wijk=wijk, vanaf=MAART, vervangt=vast)
    with pytest.raises(DomeinFout, match="zelf vervangt"):
        vervul(gebruiker=amina, rol=Rol.WIJKMAKELAAR, wijk=wijk, vanaf=MAART, vervangt=los)


def test_een_rol_eindigt_en_blijft_in_de_geschiedenis() -> None:
    vervulling = vervul(gebruiker=maak_gebruiker(), rol=Rol.GRIFFIE, vanaf=JANUARI)
    beeindig(vervulling=vervulling, tot=JULI)

    assert Rolvervulling.objects.geldig(date(2026, 6, 30)).get() == vervulling
    assert not Rolvervulling.objects.geldig(JULI).exists()


def test_een_afgelopen_rol_loopt_niet_door() -> None:
    vervulling = vervul(gebruiker=maak_gebruiker(), rol=Rol.GRIFFIE, vanaf=JANUARI, tot=MAART)
    with pytest.raises(DomeinFout, match="al eerder afgelopen"):
        beeindig(vervulling=vervulling, tot=JULI)
    assert beeindig(vervulling=vervulling, tot=MAART).tot == MAART


def test_een_rol_eindigt_niet_voor_haar_begin() -> None:
    vervulling = vervul(gebruiker=maak_gebruiker(), rol=Rol.GRIFFIE, vanaf=MAART)
    with pytest.raises(DomeinFout, match="na de eerste dag"):
        beeindig(vervulling=vervulling, tot=JANUARI)
    vervulling.refresh_from_db()
    assert vervulling.tot is None


def test_vervangers_eindigen_mee() -> None:
    wijk, amina, nora, ike = (
        maak_wijk(),
        maak_gebruiker("Amina"),
        maak_gebruiker("Nora"),
        maak_gebruiker("Ike"),
    )
    rol = Rol.WIJKMAKELAAR
    vast = vervul(gebruiker=amina, rol=rol, wijk=wijk, vanaf=JANUARI)
    geweest = vervul(gebruiker=ike, rol=rol, wijk=wijk, vanaf=JANUARI, tot=date(2026, 2, 1), vervangt=vast)
    bezig = vervul(gebruiker=nora, rol=rol, wijk=wijk, vanaf=MAART, vervangt=vast)
    later = vervul(gebruiker=ike, rol=rol, wijk=wijk, vanaf=DECEMBER, vervangt=vast)

    beeindig(vervulling=vast, tot=JULI)

    geweest.refresh_from_db()
    bezig.refresh_from_db()
    assert (geweest.tot, bezig.tot) == (date(2026, 2, 1), JULI)
    assert not Rolvervulling.objects.filter(pk=later.pk).exists()


def test_alleen_wie_rollen_beheert_geeft_en_beeindigt_rollen() -> None:
    mensen = zet_op()
    with pytest.raises(GeenRecht):
        vervul(gebruiker=mensen.daan, rol=Rol.GRIFFIE, vanaf=MAART, door=mensen.amina)
    vervulling = vervul(gebruiker=mensen.daan, rol=Rol.GRIFFIE, vanaf=MAART, door=mensen.olga)
    with pytest.raises(GeenRecht):
        beeindig(vervulling=vervulling, tot=JULI, door=mensen.daan)
    assert beeindig(vervulling=vervulling, tot=JULI, door=mensen.olga).tot == JULI


def test_de_database_laat_een_vervanger_niet_buiten_de_periode() -> None:
    """Neither written past the service, nor by ending whom they replace."""
    vaste = maak_rol(maak_gebruiker("Nora Maas"), Rol.WIJKMAKELAAR, maak_wijk(), vanaf=JANUARI, tot=MAART)
    andere = maak_gebruiker("Femke Adan")
    with pytest.raises(IntegrityError, match="deputy outside"), transaction.atomic():
        maak_rol(andere, Rol.WIJKMAKELAAR, vaste.wijk, vanaf=JANUARI, vervangt=vaste)
    maak_rol(andere, Rol.WIJKMAKELAAR, vaste.wijk, vanaf=JANUARI, tot=MAART, vervangt=vaste)
    with pytest.raises(IntegrityError, match="deputy outside"), transaction.atomic():
        Rolvervulling.objects.filter(pk=vaste.pk).update(tot=FEBRUARI)
