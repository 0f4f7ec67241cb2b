"""What a person may do follows from their roles of today: departments, deputies, two roles, a role that changes."""

from datetime import timedelta

import pytest
from django.test import Client

from initiatieven.levensloop import AanZet, Status
from initiatieven.models import Initiatief
from initiatieven.services.gesprek import antwoord_afdeling
from kern.models import Gebruiker
from kern.werkdagen import vandaag
from rollen.models import Rol, Rolvervulling
from tests.inloggen import als_medewerker
from tests.maak import maak_afdeling, maak_gebruiker, maak_initiatief, maak_rol
from tests.personen import Mensen

pytestmark = pytest.mark.django_db


@pytest.fixture
def tuin(mensen: Mensen) -> Initiatief:
    """In Slotjes, with its wijkmakelaar."""
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, titel="Een tuin", kenmerk="2025-0001")


@pytest.fixture
def hek(mensen: Mensen) -> Initiatief:
    """In Slotjes, handed over to Openbare Ruimte."""
    return maak_initiatief(
        mensen.slotjes,
        mensen.daan,
        mensen.amina,
        titel="Een hek",
        kenmerk="2025-0002",
        status=Status.IN_BEHANDELING,
        aan_zet=AanZet.VAKAFDELING,
        aan_zet_persoon=mensen.teun,
        aan_zet_afdeling=mensen.openbare_ruimte,
    )


@pytest.fixture
def noor(db: None) -> Gebruiker:
    """Somebody without a role."""
    return maak_gebruiker("Noor Hermans")


def statussen(client: Client, initiatief: Initiatief, *paden: str) -> list[int]:
    return [client.get(initiatief.get_werkbank_url() + pad).status_code for pad in paden or ("",)]


def in_de_lijst(client: Client) -> list[str]:
    """The titles in the queue."""
    antwoord = client.get("/werkbank/")
    assert antwoord.status_code == 200
    return sorted(regel.titel for regel in antwoord.context.get("regels") or [])


# --- Departments ------------------------------------------------------------------------------------


def test_een_teamleider_ziet_wat_bij_de_eigen_afdeling_ligt_zolang_het_daar_ligt(
    mensen: Mensen, tuin: Initiatief, hek: Initiatief
) -> None:
    teun = als_medewerker(Client(), mensen.teun)
    assert in_de_lijst(teun) == ["Een hek"]
    assert statussen(teun, tuin) == [403]
    assert statussen(teun, hek, "", "paneel/", "antwoord/", "notitie/") == [200] * 4
    assert statussen(teun, hek, "aanpak/", "vraag/", "verhuizen/", "schuring/") == [403] * 4
    antwoord_afdeling(initiatief=hek, door=mensen.teun, tekst="Het hek mag.")
    assert in_de_lijst(teun) == []
    assert statussen(teun, hek, "", "antwoord/", "notitie/") == [403] * 3


def test_een_andere_afdeling_ziet_het_niet(mensen: Mensen, hek: Initiatief, noor: Gebruiker) -> None:
    maak_rol(noor, Rol.TEAMLEIDER, afdeling=maak_afdeling("Sport"))
    client = als_medewerker(Client(), noor)
    assert in_de_lijst(client) == []
    assert statussen(client, hek, "", "antwoord/") == [403, 403]


def test_een_vakmedewerker_beslist_niet_voor_de_afdeling(
    mensen: Mensen, hek: Initiatief, noor: Gebruiker
) -> None:
    maak_rol(noor, Rol.VAKMEDEWERKER, afdeling=mensen.openbare_ruimte)
    client = als_medewerker(Client(), noor)
    assert in_de_lijst(client) == []
    assert statussen(client, hek, "", "antwoord/", "notitie/") == [403] * 3


# --- Deputies ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("vanaf", "tot", "mag"),
    [(0, 1, True), (-9, 1, True), (1, 9, False), (-9, 0, False)],
)
def test_een_vervanger_mag_wat_de_vervangene_mag_in_de_eigen_periode(
    mensen: Mensen, tuin: Initiatief, noor: Gebruiker, vanaf: int, tot: int, mag: bool
) -> None:
    van_amina, dag = Rolvervulling.objects.get(gebruiker=mensen.amina), vandaag()
    maak_rol(
        noor,
        Rol.WIJKMAKELAAR,
        mensen.slotjes,
        vanaf=dag + timedelta(days=vanaf),
        tot=dag + timedelta(days=tot),
        vervangt=van_amina,
    )
    elders = maak_initiatief(mensen.vrachelen, mensen.daan, mensen.chantal, kenmerk="2025-0009")
    client = als_medewerker(Client(), noor)
    assert statussen(client, tuin, "", "reactie/", "notitie/") == [200 if mag else 404] * 3
    assert statussen(client, elders, "", "reactie/") == [403 if mag else 404] * 2
    if mag:
        assert in_de_lijst(client) == ["Een tuin"]
    assert statussen(als_medewerker(Client(), mensen.amina), tuin, "", "reactie/") == [200, 200]


# --- Two roles --------------------------------------------------------------------------------------


def test_twee_rollen_tellen_op_en_vermengen_niet(mensen: Mensen, tuin: Initiatief, noor: Gebruiker) -> None:
    """Reads in the one wijk and handles in the other; handling does not leak to where one only reads."""
    maak_rol(noor, Rol.WIJKWERKER, mensen.slotjes)
    maak_rol(noor, Rol.WIJKMAKELAAR, mensen.vrachelen)
    elders = maak_initiatief(
        mensen.vrachelen, mensen.daan, mensen.chantal, titel="Een bankje", kenmerk="2025-0009"
    )
    client = als_medewerker(Client(), noor)
    assert in_de_lijst(client) == ["Een bankje", "Een tuin"]
    assert statussen(client, tuin, "", "notitie/", "reactie/") == [200, 200, 403]
    assert statussen(client, elders, "", "notitie/", "reactie/") == [200, 200, 200]


def test_een_rol_zonder_recht_neemt_niets_weg(
    mensen: Mensen, tuin: Initiatief, hek: Initiatief, noor: Gebruiker
) -> None:
    maak_rol(noor, Rol.RAADSLID)
    maak_rol(noor, Rol.TEAMLEIDER, afdeling=mensen.openbare_ruimte)
    client = als_medewerker(Client(), noor)
    assert in_de_lijst(client) == ["Een hek"]
    assert statussen(client, hek) + statussen(client, tuin) == [200, 403]


def test_een_medewerker_die_zelf_iets_begint_is_daar_indiener_en_elders_medewerker(
    mensen: Mensen, tuin: Initiatief
) -> None:
    eigen = maak_initiatief(mensen.vrachelen, mensen.amina, mensen.chantal, kenmerk="2025-0009")
    client = als_medewerker(Client(), mensen.amina)
    assert client.get(f"/mijn/initiatieven/{eigen.kenmerk}/tekst/").status_code == 200
    assert client.get(f"/mijn/initiatieven/{tuin.kenmerk}/tekst/").status_code == 404
    assert statussen(client, eigen, "", "reactie/") == [403, 403]


# --- What changes -----------------------------------------------------------------------------------


def test_een_rol_telt_bij_het_volgende_verzoek(mensen: Mensen, tuin: Initiatief, noor: Gebruiker) -> None:
    client, dag = als_medewerker(Client(), noor), vandaag()
    assert statussen(client, tuin, "", "reactie/") == [404, 404]
    rol = maak_rol(noor, Rol.WIJKWERKER, mensen.slotjes)
    assert statussen(client, tuin, "", "reactie/") == [200, 403]
    Rolvervulling.objects.filter(pk=rol.pk).update(rol=Rol.WIJKMAKELAAR)
    assert statussen(client, tuin, "", "reactie/") == [200, 200]
    Rolvervulling.objects.filter(pk=rol.pk).update(wijk=mensen.vrachelen)
    assert statussen(client, tuin, "", "reactie/") == [403, 403]
    assert in_de_lijst(client) == []
    Rolvervulling.objects.filter(pk=rol.pk).update(tot=dag)
    assert statussen(client, tuin, "", "reactie/") == [404, 404]
    assert client.get("/werkbank/").status_code == 404


def test_wie_wordt_gesloten_is_meteen_buiten(mensen: Mensen, tuin: Initiatief) -> None:
    client = als_medewerker(Client(), mensen.amina)
    assert statussen(client, tuin) == [200]
    Gebruiker.objects.filter(pk=mensen.amina.pk).update(is_active=False)
    assert statussen(client, tuin) == [302]
    antwoord = client.post(f"{tuin.get_werkbank_url()}notitie/", {"tekst": "Nog even.", "gezien": "0"})
    assert antwoord["Location"].startswith("/account/login/")
    assert not tuin.gebeurtenissen.exists()


def test_zonder_tweede_stap_komt_een_medewerker_nergens(mensen: Mensen, tuin: Initiatief) -> None:
    client = Client()
    client.force_login(mensen.amina)
    for adres in ("/werkbank/", tuin.get_werkbank_url(), f"{tuin.get_werkbank_url()}notitie/"):
        for antwoord in (client.get(adres), client.post(adres, {"tekst": "Nog even.", "gezien": "0"})):
            assert antwoord.status_code == 302, adres
            assert antwoord["Location"].startswith("/account/"), adres
    assert not tuin.gebeurtenissen.exists()
