"""The rights table is sane, and everything that asks for a right gets its answer from it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from initiatieven.models import Initiatief
from kern.models import Gebruiker
from kern.werkdagen import vandaag
from rollen.models import Rol
from rollen.rechten import haal, is_medewerker, mag, wijken_met
from rollen.regels import REGELS, Bereik
from tests.maak import maak_afdeling, maak_gebruiker, maak_initiatief, maak_rol, maak_wijk
from tests.personen import Mensen

ONDERWERPEN = {
    *("initiatieven", "schuringen", "agendas", "budgetten", "rapportages"),
    *("rollen", "sleutels", "logboek", "verwerkingen"),
}


def test_elke_regel_heeft_een_rol_en_een_bereik() -> None:
    for actie, regel in REGELS.items():
        app, _punt, werkwoord = actie.partition(".")
        assert app in ONDERWERPEN, actie
        assert werkwoord, actie
        assert regel, actie
        assert all(isinstance(rol, Rol) and isinstance(bereik, Bereik) for rol, bereik in regel.items())


def test_wie_iets_doet_met_initiatieven_mag_ze_ook_lezen() -> None:
    for actie in ("initiatieven.triageren", "initiatieven.beantwoorden"):
        assert set(REGELS[actie]) <= set(REGELS["initiatieven.lezen"]), actie


@pytest.mark.django_db
@pytest.mark.parametrize("rol", Rol)
def test_de_tabel_is_het_antwoord(rol: Rol) -> None:
    """Every role × action: in the own wijk, in another, and before and after the period of the role."""
    eigen, ander = maak_wijk(), maak_wijk("Vrachelen", "WK082607")
    afdeling = maak_afdeling() if rol in (Rol.TEAMLEIDER, Rol.VAKMEDEWERKER) else None
    nora = maak_gebruiker("Nora Maas")
    maak_rol(nora, rol, None if afdeling else eigen, afdeling=afdeling)
    for actie, regel in REGELS.items():
        bereik = regel.get(rol)
        assert nora.has_perm(actie, eigen) is (bereik in (Bereik.EIGEN_WIJK, Bereik.ALLE_WIJKEN)), actie
        assert nora.has_perm(actie, ander) is (bereik is Bereik.ALLE_WIJKEN), actie
        mag_in = {wijk for wijk in (eigen, ander) if nora.has_perm(actie, wijk)}
        assert set(wijken_met(nora, actie)) == mag_in, actie

    dag = vandaag()
    for vanaf, tot in ((dag - timedelta(days=9), dag), (dag + timedelta(days=1), None)):
        nora.rolvervullingen.update(vanaf=vanaf, tot=tot)
        buiten = Gebruiker.objects.get(pk=nora.pk)
        for actie in REGELS:
            assert not buiten.has_perm(actie, eigen), (actie, vanaf)
            assert not wijken_met(buiten, actie).exists(), (actie, vanaf)


@pytest.mark.django_db
def test_een_rol_zonder_wijk_geldt_overal(mensen: Mensen) -> None:
    nora = maak_gebruiker("Nora Maas")
    maak_rol(nora, Rol.WIJKMAKELAAR)
    assert mag(nora, "initiatieven.triageren", mensen.slotjes)
    assert set(wijken_met(nora, "initiatieven.triageren")) == {mensen.slotjes, mensen.vrachelen}


@pytest.mark.django_db
def test_wie_niet_actief_is_of_niet_is_ingelogd_mag_niets(mensen: Mensen) -> None:
    mensen.amina.is_active = False
    for persoon in (mensen.amina, mensen.daan, AnonymousUser()):
        assert not is_medewerker(persoon)
        for actie in REGELS:
            assert not mag(persoon, actie)
            assert not mag(persoon, actie, mensen.slotjes)


@pytest.mark.django_db
def test_een_tikfout_in_een_recht_valt_op(mensen: Mensen) -> None:
    with pytest.raises(KeyError):
        mag(mensen.amina, "initiatieven.trieren", mensen.slotjes)


@pytest.mark.django_db
def test_ophalen_is_de_controle(mensen: Mensen) -> None:
    """An outsider gets 404, whatever there is; an insider without the right 403."""
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    zichtbaar = Initiatief.objects.zichtbaar_voor(mensen.amina)
    actie = "initiatieven.triageren"
    assert haal(mensen.amina, zichtbaar, actie, kenmerk=tuin.kenmerk) == tuin
    with pytest.raises(PermissionDenied):
        haal(mensen.chantal, zichtbaar, actie, kenmerk=tuin.kenmerk)
    for buitenstaander in (mensen.daan, AnonymousUser()):
        with pytest.raises(Http404):
            haal(buitenstaander, zichtbaar, actie, kenmerk=tuin.kenmerk)
    with pytest.raises(Http404):
        haal(mensen.amina, zichtbaar, actie, kenmerk="2026-9999")
