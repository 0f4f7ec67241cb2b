"""A change of rights takes effect at the next request, and every way of asking gives the answer of the table."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from initiatieven.levensloop import AanZet, Status
from initiatieven.models import Initiatief
from kern.models import Gebruiker
from kern.werkdagen import vandaag
from rollen.models import Rol, Rolvervulling
from rollen.rechten import afdelingen_met, mag, rollen_met, wijk_ids_met, wijken_met
from rollen.regels import REGELS, Bereik
from rollen.services.vervulling import beeindig, vervul
from tests.inloggen import als_medewerker
from tests.maak import maak_afdeling, maak_gebruiker, maak_initiatief, maak_rol
from tests.personen import Mensen
from wijken.models import Wijk

pytestmark = pytest.mark.django_db
EEN_DAG = timedelta(days=1)
ROLLEN = "/werkbank/rollen/"


@pytest.fixture
def noor(db: None) -> Gebruiker:
    """Somebody without a role."""
    return maak_gebruiker("Noor Hermans")


@pytest.fixture
def morgen(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Lets the day pass."""
    nu = timezone.now

    def ga() -> None:
        monkeypatch.setattr(timezone, "now", lambda: nu() + EEN_DAG)

    return ga


# --- At the next request ----------------------------------------------------------------------------


def test_een_gegeven_rol_telt_bij_het_volgende_verzoek_van_dezelfde_sessie(
    mensen: Mensen, noor: Gebruiker
) -> None:
    client = als_medewerker(Client(), noor)
    assert client.get(ROLLEN).status_code == 404
    vervul(gebruiker=noor, rol=Rol.AUDITOR, vanaf=vandaag(), door=mensen.olga)
    assert client.get(ROLLEN).status_code == 200


def test_een_beeindigde_rol_telt_niet_meer_bij_het_volgende_verzoek(mensen: Mensen, noor: Gebruiker) -> None:
    rol = maak_rol(noor, Rol.AUDITOR)
    griffie = maak_rol(noor, Rol.GRIFFIE)
    client = als_medewerker(Client(), noor)
    assert client.get(ROLLEN).status_code == 200
    beeindig(vervulling=rol, tot=vandaag(), door=mensen.olga)
    assert client.get(ROLLEN).status_code == 403  # still staff
    beeindig(vervulling=griffie, tot=vandaag(), door=mensen.olga)
    assert client.get(ROLLEN).status_code == 404  # an outsider
    assert client.get("/werkbank/").status_code == 404


def test_een_geplande_rol_telt_vanaf_haar_dag_en_een_aflopende_tot_haar_dag(
    mensen: Mensen, noor: Gebruiker, morgen: Callable[[], None]
) -> None:
    komt, gaat = als_medewerker(Client(), noor), als_medewerker(Client(), mensen.els)
    vervul(gebruiker=noor, rol=Rol.AUDITOR, vanaf=vandaag() + EEN_DAG, door=mensen.olga)
    vervul(
        gebruiker=mensen.els,
        rol=Rol.AUDITOR,
        vanaf=vandaag(),
        tot=vandaag() + EEN_DAG,
        door=mensen.olga,
    )
    assert (komt.get(ROLLEN).status_code, gaat.get(ROLLEN).status_code) == (404, 200)
    morgen()
    assert (komt.get(ROLLEN).status_code, gaat.get(ROLLEN).status_code) == (200, 403)


def test_wie_over_middernacht_heen_werkt_krijgt_de_rechten_van_de_nieuwe_dag(
    noor: Gebruiker, mensen: Mensen, morgen: Callable[[], None]
) -> None:
    """The roles that were read are kept for the day, not for the life of the object."""
    maak_rol(noor, Rol.WIJKMAKELAAR, mensen.slotjes, tot=vandaag() + EEN_DAG)
    assert mag(noor, "initiatieven.triageren", mensen.slotjes)
    morgen()
    assert not mag(noor, "initiatieven.triageren", mensen.slotjes)


def test_een_nieuwe_rol_vraagt_meteen_om_de_tweede_stap(mensen: Mensen, noor: Gebruiker) -> None:
    client = Client()
    client.force_login(noor)
    assert client.get("/mijn/").status_code == 200
    vervul(gebruiker=noor, rol=Rol.AUDITOR, vanaf=vandaag(), door=mensen.olga)
    assert client.get("/mijn/")["Location"].startswith("/account/2fa/")


# --- One answer, however it is asked ----------------------------------------------------------------


def plekken(mensen: Mensen, rol: Rol) -> dict[str, dict[str, Any]]:
    """Where somebody can have this role."""
    if rol in (Rol.TEAMLEIDER, Rol.VAKMEDEWERKER):
        return {"afdeling": {"afdeling": mensen.openbare_ruimte}}
    overal: dict[str, dict[str, Any]] = {} if rol == Rol.WIJKWETHOUDER else {"overal": {}}
    return {"wijk": {"wijk": mensen.vrachelen}, **overal}


def hoort(rol: Rol, actie: str, plek: str, wijk: Wijk, mensen: Mensen) -> bool:
    """The table read by hand."""
    bereik = REGELS[actie].get(rol)
    if bereik is Bereik.ALLE_WIJKEN:
        return True
    return bereik is Bereik.EIGEN_WIJK and (plek != "wijk" or wijk == mensen.vrachelen)


@pytest.mark.parametrize("rol", Rol)
def test_has_perm_de_lijst_en_het_filter_zeggen_hetzelfde_als_de_tabel(
    mensen: Mensen, noor: Gebruiker, rol: Rol
) -> None:
    wijken = {mensen.slotjes, mensen.vrachelen}
    for plek, waar in plekken(mensen, rol).items():
        Rolvervulling.objects.filter(gebruiker=noor).delete()
        maak_rol(noor, rol, **waar)
        iemand = Gebruiker.objects.get(pk=noor.pk)
        for actie, regel in REGELS.items():
            mogen = {wijk for wijk in wijken if hoort(rol, actie, plek, wijk, mensen)}
            assert {wijk for wijk in wijken if iemand.has_perm(actie, wijk)} == mogen, (actie, plek)
            assert set(wijken_met(iemand, actie)) == mogen, (actie, plek)
            ids = wijk_ids_met(iemand, actie)
            assert mogen == (wijken if ids is None else {wijk for wijk in wijken if wijk.pk in ids}), actie
            assert iemand.has_perm(actie) is (rol in regel), (actie, plek)
            for wijk in wijken:
                assert rollen_met(iemand, actie, wijk) == ({rol} if wijk in mogen else set()), actie


def test_een_superuser_mag_buiten_zijn_rollen_niets(mensen: Mensen) -> None:
    """Django's own answer for a superuser is "everything"; who reads residents' data has a role."""
    root = Gebruiker.objects.create_superuser("root@voorbeeld.example", naam="Root")
    assert [actie for actie in REGELS if root.has_perm(actie) or root.has_perm(actie, mensen.slotjes)] == []


@pytest.mark.parametrize("rol", [Rol.TEAMLEIDER, Rol.VAKMEDEWERKER])
def test_de_eigen_zaak_is_wat_bij_de_eigen_afdeling_ligt(mensen: Mensen, noor: Gebruiker, rol: Rol) -> None:
    maak_rol(noor, rol, afdeling=mensen.openbare_ruimte)
    sport = maak_afdeling("Sport")
    lus = maak_gebruiker("Lus Smit")
    maak_rol(lus, Rol.TEAMLEIDER, afdeling=sport)

    def bij(afdeling: Any, wie: Gebruiker, kenmerk: str) -> Initiatief:
        return maak_initiatief(
            mensen.slotjes,
            mensen.daan,
            mensen.amina,
            status=Status.IN_BEHANDELING,
            kenmerk=kenmerk,
            aan_zet=AanZet.VAKAFDELING,
            aan_zet_persoon=wie,
            aan_zet_afdeling=afdeling,
        )

    hier = bij(mensen.openbare_ruimte, mensen.teun, "2026-0001")
    daar = bij(sport, lus, "2026-0002")
    for actie, regel in REGELS.items():
        eigen = regel.get(rol) is Bereik.EIGEN_ZAAK
        alles = regel.get(rol) is Bereik.ALLE_WIJKEN
        assert noor.has_perm(actie, hier) is (eigen or alles), actie
        assert noor.has_perm(actie, daar) is alles, actie
        assert afdelingen_met(noor, actie) == ({mensen.openbare_ruimte.pk} if eigen else set()), actie
