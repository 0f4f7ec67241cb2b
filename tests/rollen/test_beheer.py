"""Functional maintenance at /beheer/: by the rights table, through the services, and nothing is deleted."""

from datetime import date, timedelta

import pytest
from django.test import Client

from kern.models import Gebruiker
from kern.werkdagen import vandaag
from rollen.models import Rol, Rolvervulling
from tests.inloggen import als_medewerker
from tests.maak import maak_gebruiker, maak_rol
from tests.personen import Mensen

pytestmark = pytest.mark.django_db
ROLLEN = "/beheer/rollen/rolvervulling/"


@pytest.fixture
def beheerder(client: Client, mensen: Mensen) -> Client:
    hanneke = maak_gebruiker("Hanneke Mulder", is_staff=True)
    maak_rol(hanneke, Rol.BEHEERDER)
    return als_medewerker(client, hanneke)


def rol_van(persoon: Gebruiker, rol: Rol, **velden: object) -> dict[str, object]:
    """What the form of the admin sends."""
    vanaf: date = vandaag()
    return {"gebruiker": persoon.pk, "rol": rol.value, "vanaf": vanaf.isoformat(), **velden}


def test_een_beheerder_geeft_en_beeindigt_een_rol(beheerder: Client, mensen: Mensen) -> None:
    antwoord = beheerder.post(f"{ROLLEN}add/", rol_van(mensen.daan, Rol.WIJKWERKER, wijk=mensen.vrachelen.pk))
    assert antwoord.status_code == 302, antwoord.context["adminform"].errors
    rol = mensen.daan.rolvervullingen.get()
    assert (rol.rol, rol.wijk) == (Rol.WIJKWERKER, mensen.vrachelen)

    tot = vandaag() + timedelta(days=30)
    antwoord = beheerder.post(f"{ROLLEN}{rol.pk}/change/", {"tot": tot.isoformat(), "rol": Rol.WIJKMAKELAAR})
    assert antwoord.status_code == 302, antwoord.context["adminform"].errors
    rol.refresh_from_db()
    assert (rol.rol, rol.tot) == (Rol.WIJKWERKER, tot)


def test_wat_niet_kan_staat_in_gewone_taal_op_het_formulier(beheerder: Client, mensen: Mensen) -> None:
    antwoord = beheerder.post(
        f"{ROLLEN}add/", rol_van(mensen.daan, Rol.WIJKWETHOUDER, wijk=mensen.slotjes.pk)
    )
    assert antwoord.status_code == 200
    assert "Deze wijk heeft in deze periode al een wijkwethouder. Laat die eerst" in antwoord.content.decode()
    van_amina = mensen.amina.rolvervullingen.get()
    zelf = rol_van(mensen.amina, Rol.WIJKMAKELAAR, wijk=mensen.slotjes.pk, vervangt=van_amina.pk)
    assert "Iemand kan zichzelf niet vervangen." in beheerder.post(f"{ROLLEN}add/", zelf).content.decode()
    assert not mensen.daan.rolvervullingen.exists()


def test_een_beheerder_voegt_iemand_toe_die_nog_geen_wachtwoord_heeft(beheerder: Client) -> None:
    gegevens = {"naam": "Nora Maas", "email": "Nora@Voorbeeld.example", "is_active": "on"}
    antwoord = beheerder.post("/beheer/kern/gebruiker/add/", gegevens)
    assert antwoord.status_code == 302, antwoord.context["adminform"].errors
    nora = Gebruiker.objects.get(email="nora@voorbeeld.example")
    assert not nora.has_usable_password()
    assert not nora.is_superuser


def test_een_beheerder_wordt_geen_superuser_door_diens_adres_te_veranderen(beheerder: Client) -> None:
    root = Gebruiker.objects.create_superuser("root@voorbeeld.example", naam="Root")
    pad = f"/beheer/kern/gebruiker/{root.pk}/change/"
    assert beheerder.get(pad).status_code == 200
    assert beheerder.post(pad, {"naam": "Root", "email": "ik@voorbeeld.example"}).status_code == 403
    root.refresh_from_db()
    assert root.email == "root@voorbeeld.example"


def test_er_verdwijnt_niets(beheerder: Client, mensen: Mensen) -> None:
    rol = mensen.amina.rolvervullingen.get()
    for pad in (f"{ROLLEN}{rol.pk}/delete/", f"/beheer/kern/gebruiker/{mensen.daan.pk}/delete/"):
        assert beheerder.post(pad, {"post": "yes"}).status_code == 403
    assert Rolvervulling.objects.filter(pk=rol.pk).exists()


def test_wijken_komen_uit_het_profiel_en_zijn_hier_alleen_te_lezen(beheerder: Client, mensen: Mensen) -> None:
    pad = f"/beheer/wijken/wijk/{mensen.slotjes.pk}/change/"
    assert beheerder.get(pad).status_code == 200
    assert beheerder.post(pad, {"naam": "Anders"}).status_code == 403
    assert beheerder.get("/beheer/wijken/wijk/add/").status_code == 403


@pytest.mark.parametrize(
    "pad", ["", "kern/gebruiker/", "rollen/rolvervulling/", "rollen/vakafdeling/", "wijken/pilot/"]
)
def test_elke_lijst_opent(beheerder: Client, mensen: Mensen, pad: str) -> None:
    assert beheerder.get(f"/beheer/{pad}").status_code == 200


def test_wie_wel_in_het_beheer_mag_maar_geen_rollen_beheert_ziet_niets(
    client: Client, mensen: Mensen
) -> None:
    mensen.amina.is_staff = True
    mensen.amina.save()
    als_medewerker(client, mensen.amina)
    assert client.get("/beheer/").status_code == 200
    for pad in (ROLLEN, f"{ROLLEN}add/", "/beheer/kern/gebruiker/"):
        assert client.get(pad).status_code == 403


def test_een_superuser_benoemt_de_eerste_beheerder(client: Client, mensen: Mensen) -> None:
    als_medewerker(client, Gebruiker.objects.create_superuser("root@voorbeeld.example", naam="Root"))
    assert client.post(f"{ROLLEN}add/", rol_van(mensen.daan, Rol.BEHEERDER)).status_code == 302
    assert mensen.daan.rolvervullingen.get().rol == Rol.BEHEERDER
