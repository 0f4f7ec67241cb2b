"""Who picks it up, who is introduced on the wijk page, and how they are called."""

from datetime import timedelta

import pytest

from kern.fouten import DomeinFout
from kern.werkdagen import vandaag
from rollen.gezichten import wie_is_wie
from rollen.models import Rol, Rolvervulling
from rollen.wie import behandelaar_voor, mensen_met, rolnaam, teamleider_van
from tests.maak import maak_afdeling, maak_gebruiker, maak_rol, maak_wijk
from tests.personen import Mensen

pytestmark = pytest.mark.django_db


def test_de_wijkmakelaar_van_de_wijk_pakt_het_op(mensen: Mensen) -> None:
    assert behandelaar_voor(mensen.slotjes, vandaag()) == mensen.amina
    assert behandelaar_voor(mensen.vrachelen, vandaag()) == mensen.chantal


def test_een_vervanger_gaat_voor(mensen: Mensen) -> None:
    rol = mensen.amina.rolvervullingen.get()
    dag = vandaag()
    maak_rol(
        mensen.chantal,
        Rol.WIJKMAKELAAR,
        mensen.slotjes,
        vanaf=dag,
        tot=dag + timedelta(days=7),
        vervangt=rol,
    )
    assert behandelaar_voor(mensen.slotjes, dag) == mensen.chantal
    assert behandelaar_voor(mensen.slotjes, dag - timedelta(days=1)) == mensen.amina
    assert behandelaar_voor(mensen.slotjes, dag + timedelta(days=7)) == mensen.amina
    [makelaar, *_anderen] = wie_is_wie(mensen.slotjes, dag).mensen
    assert (makelaar.gebruiker, makelaar.vervangt) == (mensen.chantal, "Amina de Wit")


def test_zonder_wijkmakelaar_valt_er_niets_tussen_wal_en_schip(mensen: Mensen) -> None:
    dorst = maak_wijk("Dorst", "WK082611")
    assert behandelaar_voor(dorst, vandaag()) == mensen.olga
    Rolvervulling.objects.filter(rol=Rol.OPGAVELEIDER).delete()
    with pytest.raises(DomeinFout, match="niemand die uw initiatief kan oppakken"):
        behandelaar_voor(dorst, vandaag())
    maak_rol(mensen.els, Rol.BEHEERDER)
    assert behandelaar_voor(dorst, vandaag()) == mensen.els


def test_wie_niet_meer_werkt_pakt_niets_op(mensen: Mensen) -> None:
    mensen.amina.is_active = False
    mensen.amina.save()
    assert behandelaar_voor(mensen.slotjes, vandaag()) == mensen.olga


def test_de_teamleider_van_een_afdeling(mensen: Mensen) -> None:
    assert teamleider_van(mensen.openbare_ruimte, vandaag()) == mensen.teun
    with pytest.raises(DomeinFout, match="De afdeling Sport heeft nu geen teamleider"):
        teamleider_van(maak_afdeling("Sport"), vandaag())


def test_de_gezichten_van_een_wijk(mensen: Mensen) -> None:
    gezichten = [
        (mens.gebruiker, mens.titel, mens.initialen) for mens in wie_is_wie(mensen.slotjes, vandaag()).mensen
    ]
    assert gezichten == [
        (mensen.amina, "wijkmakelaar", "AW"),
        (mensen.wim, "wijkwerker", "WO"),
        (mensen.bram, "wijkwethouder", "BV"),
    ]


def test_namens_wie_iemand_iets_doet(mensen: Mensen) -> None:
    assert rolnaam(mensen.amina, mensen.slotjes) == "wijkmakelaar"
    assert rolnaam(mensen.amina, mensen.vrachelen) == ""
    assert rolnaam(mensen.olga, mensen.vrachelen) == "opgaveleider"
    assert rolnaam(mensen.teun, mensen.slotjes) == "teamleider Openbare Ruimte"
    assert rolnaam(mensen.daan, mensen.slotjes) == ""


def test_aan_wie_iets_overgedragen_kan_worden(mensen: Mensen) -> None:
    assert set(mensen_met("initiatieven.triageren", mensen.slotjes, vandaag())) == {mensen.amina, mensen.olga}
    maak_rol(maak_gebruiker("Oud Collega"), Rol.WIJKMAKELAAR, mensen.slotjes, tot=vandaag())
    assert set(mensen_met("initiatieven.triageren", mensen.slotjes, vandaag())) == {mensen.amina, mensen.olga}
