"""Who is who on the page of a wijk: who is there, who is coming, and whom to ask when there is nobody."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kern.models import Gebruiker
from kern.profiel import profiel
from kern.werkdagen import vandaag
from rollen.gezichten import STRAKS, wie_is_wie
from rollen.models import Rol, Rolvervulling, Visitekaart
from rollen.services.vervulling import beeindig
from tests.maak import maak_gebruiker, maak_initiatief, maak_rol, maak_wijk
from tests.personen import Mensen

pytestmark = pytest.mark.django_db
WIJK = "/wijken/slotjes/"
VRAGEN_VAN_DE_PAGINA = 10  # as many as before people had a card


def namen(wijk: object) -> list[str]:
    return [mens.gebruiker.naam for mens in wie_is_wie(wijk, vandaag()).mensen]  # type: ignore[arg-type]


def test_wie_vervangt_staat_erbij_en_wie_er_niet_is_niet(client: Client, mensen: Mensen) -> None:
    dag = vandaag()
    rol = mensen.amina.rolvervullingen.get()
    maak_rol(
        mensen.els, Rol.WIJKMAKELAAR, mensen.slotjes, vanaf=dag, tot=dag + timedelta(days=7), vervangt=rol
    )
    pagina = client.get(WIJK).content.decode()
    assert "vervangt Amina de Wit" in pagina
    assert namen(mensen.slotjes)[0] == "Els van Dongen"
    assert "Amina de Wit" not in namen(mensen.slotjes)


def test_wie_straks_begint_staat_er_met_de_dag(client: Client, mensen: Mensen) -> None:
    dag = vandaag()
    maak_rol(mensen.chantal, Rol.WIJKMAKELAAR, mensen.slotjes, vanaf=dag + timedelta(days=30))
    maak_rol(mensen.els, Rol.WIJKWERKER, mensen.slotjes, vanaf=dag + STRAKS + timedelta(days=1))
    maak_rol(mensen.fatima, Rol.PLATFORMLID, mensen.slotjes, vanaf=dag + timedelta(days=5))
    [straks] = wie_is_wie(mensen.slotjes, dag).straks
    assert (straks.naam, straks.titel) == ("Chantal Smulders", "wijkmakelaar")
    pagina = client.get(WIJK).content.decode()
    assert ": Chantal Smulders, wijkmakelaar." in pagina
    assert "Fatima" not in pagina


def test_wie_de_rol_al_heeft_komt_niet_straks(mensen: Mensen) -> None:
    dag = vandaag()
    rol = mensen.amina.rolvervullingen.get()
    beeindig(vervulling=rol, tot=dag + timedelta(days=10))
    maak_rol(mensen.amina, Rol.WIJKMAKELAAR, mensen.slotjes, vanaf=dag + timedelta(days=10))
    assert not wie_is_wie(mensen.slotjes, dag).straks


def test_een_vakantie_kondigen_wij_niet_aan(mensen: Mensen) -> None:
    dag = vandaag()
    maak_rol(
        mensen.els,
        Rol.WIJKMAKELAAR,
        mensen.slotjes,
        vanaf=dag + timedelta(days=3),
        tot=dag + timedelta(days=9),
        vervangt=mensen.amina.rolvervullingen.get(),
    )
    assert not wie_is_wie(mensen.slotjes, dag).straks


def test_zonder_wijkmakelaar_staat_er_bij_wie_u_terecht_kunt(client: Client, mensen: Mensen) -> None:
    beeindig(vervulling=mensen.amina.rolvervullingen.get(), tot=vandaag())
    pagina = client.get(WIJK).content.decode()
    assert "Slotjes heeft nu geen wijkmakelaar" in pagina
    assert "kunt u terecht bij Olga Brouwers" in pagina
    olga = mensen.olga.rolvervullingen.get()
    assert f'href="/wijken/slotjes/vraag/{olga.pk}/"' in pagina
    assert client.get(f"/wijken/slotjes/vraag/{olga.pk}/").status_code == 200
    assert namen(mensen.slotjes)[0] == "Olga Brouwers"
    assert "Olga Brouwers" not in namen(mensen.vrachelen)


def test_zonder_wijkmakelaar_en_opgaveleider_is_er_de_gemeente(client: Client, mensen: Mensen) -> None:
    Rolvervulling.objects.filter(rol__in=[Rol.WIJKMAKELAAR, Rol.OPGAVELEIDER]).delete()
    pagina = client.get(WIJK).content.decode()
    assert "Slotjes heeft nu geen wijkmakelaar" in pagina
    assert f"mailto:{profiel().gemeente.contact.email}" in pagina
    assert "Wim Oomen" in pagina


def test_een_wijk_zonder_iemand_noemt_mail_en_telefoon(client: Client, db: None) -> None:
    maak_wijk("Leeg", "WK082609")
    pagina = client.get("/wijken/leeg/").content.decode()
    assert "Er is nu nog niemand aan Leeg verbonden" in pagina
    assert 'href="tel:140162"' in pagina


def test_bewoners_staan_er_alleen_als_zij_dat_zelf_willen(client: Client, mensen: Mensen) -> None:
    voorzitter, lid = maak_gebruiker("Rik Maas"), maak_gebruiker("Ans Bos")
    maak_rol(lid, Rol.PLATFORMLID, mensen.slotjes)
    maak_rol(voorzitter, Rol.PLATFORMVOORZITTER, mensen.slotjes)
    maak_rol(maak_gebruiker("Piet Stil"), Rol.WIJKTEAMLID, mensen.slotjes)
    Visitekaart.objects.create(gebruiker=voorzitter, zichtbaar=True)
    Visitekaart.objects.create(gebruiker=lid, zichtbaar=True)
    assert namen(mensen.slotjes)[-2:] == ["Rik Maas", "Ans Bos"]
    pagina = client.get(WIJK).content.decode()
    assert "voorzitter van de bewonersorganisatie" in pagina
    assert "Piet Stil" not in pagina
    Visitekaart.objects.filter(gebruiker=lid).update(zichtbaar=False)
    assert "Ans Bos" not in client.get(WIJK).content.decode()


def test_een_vraag_aan_de_database_hoeveel_mensen_er_ook_zijn(client: Client, mensen: Mensen) -> None:
    with CaptureQueriesContext(connection) as weinig:
        wie_is_wie(mensen.slotjes, vandaag())
    client.get(WIJK)
    with CaptureQueriesContext(connection) as pagina_weinig:
        client.get(WIJK)
    for nummer in range(5):
        persoon = maak_gebruiker(f"Nummer{nummer} Smit")
        maak_rol(persoon, Rol.WIJKWERKER, mensen.slotjes)
        maak_rol(persoon, Rol.PLATFORMLID, mensen.slotjes)
        Visitekaart.objects.create(gebruiker=persoon, zichtbaar=True, telefoon="14 0162")
    straks = maak_gebruiker("Straks Smit")
    maak_rol(straks, Rol.WIJKWETHOUDER, mensen.vrachelen, vanaf=vandaag() + timedelta(days=3))
    with CaptureQueriesContext(connection) as veel:
        lijst = wie_is_wie(mensen.slotjes, vandaag()).mensen
        assert all(mens.waarvoor and mens.kaart for mens in lijst if mens.gebruiker.naam.startswith("Nummer"))
    with CaptureQueriesContext(connection) as pagina_veel:
        client.get(WIJK)
    assert (len(weinig), len(veel)) == (1, 1)
    assert len(pagina_weinig) == len(pagina_veel) == VRAGEN_VAN_DE_PAGINA


def test_geen_adres_van_wie_dan_ook_is_ergens_te_lezen(client: Client, mensen: Mensen) -> None:
    """The pages of a wijk, the forms, the API and the feeds: in text, in headers and in cookies."""
    maak_rol(mensen.fatima, Rol.PLATFORMVOORZITTER, mensen.slotjes)
    Visitekaart.objects.create(gebruiker=mensen.fatima, zichtbaar=True)
    maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    vragen = [f"{WIJK}vraag/{rol.pk}/" for rol in Rolvervulling.objects.all()]
    adressen = [
        *("/", "/wijken/", WIJK, "/agendas/slotjes/", "/initiatieven/", "/initiatieven/2026-0001/"),
        *("/api/v1/wijken", "/api/v1/wijken/WK082601", "/api/v1/initiatieven", "/api/v1/openapi.json"),
        *(f"{WIJK}feed.xml", "/initiatieven/feed.xml", "/initiatieven/2026-0001/feed.xml"),
        *vragen,
        *(f"{vraag}verstuurd/" for vraag in vragen),
    ]
    gelekt = []
    for adres in adressen:
        antwoord = client.get(adres)
        assert antwoord.status_code in (200, 404), adres
        alles = f"{antwoord.content.decode()} {antwoord.headers} {antwoord.cookies}"
        gelekt += [(adres, wie) for wie in Gebruiker.objects.values_list("email", flat=True) if wie in alles]
    assert gelekt == []
