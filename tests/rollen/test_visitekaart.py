"""The card of somebody with a public role: who may change it, and a photo that goes when it must."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from kern.fotos import verwerk
from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebruiker, Mail
from kern.profiel import ROLUITLEG, profiel
from kern.werkdagen import vandaag
from rollen.gezichten import MET_KAART, wie_is_wie
from rollen.models import Rol, Visitekaart
from rollen.services.vervulling import beeindig
from rollen.services.visitekaart import (
    Eigenkeuze,
    Kaarttekst,
    bewaar_eigen_kaart,
    bewaar_kaart_van_ander,
    verwijder_kaart,
)
from tests.initiatieven.beelden import SVG, bestand, jpeg_met_gps
from tests.inloggen import als_medewerker
from tests.maak import maak_gebruiker, maak_rol
from tests.personen import Mensen

pytestmark = pytest.mark.django_db
MIJN = "/werkbank/mijn-kaart/"
VELDEN = {"waarvoor": "Ik help u op weg.", "bereikbaar": "elke dag", "telefoon": "14 0162"}


@pytest.fixture(autouse=True)
def _lege_map(settings: Settings, tmp_path: Path) -> None:
    """No test finds the photos of another one."""
    settings.MEDIA_ROOT = tmp_path


def met_foto(persoon: Gebruiker, **anders: Any) -> Visitekaart:
    keuze = {"akkoord": True, "beschrijving": "Met hoed", "foto": verwerk(bestand(jpeg_met_gps()))}
    return bewaar_eigen_kaart(door=persoon, tekst=Kaarttekst(), keuze=Eigenkeuze(**{**keuze, **anders}))


def bestanden() -> set[Path]:
    return set((Path(settings.MEDIA_ROOT) / "fotos").rglob("*.webp"))


def code(adres: str, client: Client | None = None) -> int:
    return (client or Client()).get(adres).status_code


def van_ander(persoon: Gebruiker) -> str:
    return f"/werkbank/rollen/mensen/{persoon.pk}/kaart/"


# --- Who may change which card ----------------------------------------------------------------------


def test_iedereen_met_een_openbare_rol_heeft_een_eigen_kaart_en_de_rest_niet(mensen: Mensen) -> None:
    for rol in Rol:
        plek = {"afdeling": mensen.openbare_ruimte} if rol in (Rol.TEAMLEIDER, Rol.VAKMEDEWERKER) else {}
        persoon = maak_gebruiker(f"{rol.value.title()} Smit")
        wijk = mensen.vrachelen if rol == Rol.WIJKWETHOUDER else None
        maak_rol(persoon, rol, wijk, **plek)
        client = als_medewerker(Client(), persoon)
        verwacht = {True: (200, 302), False: (403, 403)}[rol in MET_KAART]
        assert (code(MIJN, client), client.post(MIJN, VELDEN).status_code) == verwacht, rol
        assert Visitekaart.objects.filter(gebruiker=persoon).exists() is (rol in MET_KAART), rol
    als_inwoner = Client()
    als_inwoner.force_login(mensen.daan)
    assert code(MIJN, als_inwoner) == 404
    assert Client().get(MIJN)["Location"] == f"/account/login/?next={MIJN}"


@pytest.mark.parametrize(("vanaf", "tot"), [(1, None), (-9, 0)])
def test_voor_en_na_de_rol_is_er_geen_eigen_kaart(mensen: Mensen, vanaf: int, tot: int | None) -> None:
    dag = vandaag()
    einde = None if tot is None else dag + timedelta(days=tot)
    maak_rol(mensen.fatima, Rol.WIJKWERKER, mensen.slotjes, vanaf=dag + timedelta(days=vanaf), tot=einde)
    client = Client()
    client.force_login(mensen.fatima)
    assert code(MIJN, client) == 404
    with pytest.raises(GeenRecht):
        bewaar_eigen_kaart(door=mensen.fatima, tekst=Kaarttekst(), keuze=Eigenkeuze())


def test_de_kaart_van_een_ander_is_voor_wie_rollen_beheert(mensen: Mensen) -> None:
    adres = van_ander(mensen.wim)
    for persoon, verwacht in ((mensen.olga, 302), (mensen.amina, 403), (mensen.wim, 403), (mensen.els, 403)):
        assert als_medewerker(Client(), persoon).post(adres, VELDEN).status_code == verwacht, persoon
    inwoner = Client()
    inwoner.force_login(mensen.daan)
    assert inwoner.post(adres, VELDEN).status_code == 404
    kaart = Visitekaart.objects.get(gebruiker=mensen.wim)
    assert (kaart.waarvoor, kaart.telefoon) == ("Ik help u op weg.", "14 0162")
    [mail] = Mail.objects.all()
    assert mail.aan == mensen.wim.email
    assert "Olga Brouwers veranderde uw kaart" in mail.tekst


def test_van_de_eigen_kaart_krijgt_niemand_mail(mensen: Mensen) -> None:
    als_medewerker(Client(), mensen.olga).post(van_ander(mensen.olga), VELDEN)
    assert Visitekaart.objects.filter(gebruiker=mensen.olga).exists()
    assert not Mail.objects.exists()


def test_alleen_wie_een_openbare_rol_heeft_of_krijgt_heeft_een_kaart_voor_de_beheerder(
    mensen: Mensen,
) -> None:
    client = als_medewerker(Client(), mensen.olga)
    assert {code(van_ander(persoon), client) for persoon in (mensen.daan, mensen.els)} == {404}
    assert code("/werkbank/rollen/mensen/999999/kaart/", client) == 404
    maak_rol(mensen.fatima, Rol.WIJKWERKER, mensen.slotjes, vanaf=vandaag() + timedelta(days=30))
    pagina = client.get(van_ander(mensen.fatima)).content.decode()
    assert "De kaart is te zien vanaf" in pagina
    with pytest.raises(DomeinFout, match="geen rol met een kaart"):
        bewaar_kaart_van_ander(gebruiker=mensen.els, door=mensen.olga, tekst=Kaarttekst())
    with pytest.raises(GeenRecht):
        bewaar_kaart_van_ander(gebruiker=mensen.wim, door=mensen.amina, tekst=Kaarttekst())


def test_een_ander_plaatst_geen_foto_en_toont_geen_inwoner(mensen: Mensen) -> None:
    """Consent is one's own: what a form sends beside its fields does nothing."""
    maak_rol(mensen.fatima, Rol.PLATFORMLID, mensen.slotjes)
    velden = {**VELDEN, "zichtbaar": "on", "akkoord": "on", "foto": bestand(jpeg_met_gps())}
    als_medewerker(Client(), mensen.olga).post(van_ander(mensen.fatima), velden)
    kaart = Visitekaart.objects.get(gebruiker=mensen.fatima)
    assert (kaart.foto, kaart.zichtbaar, kaart.waarvoor) == (None, False, "Ik help u op weg.")


# --- The photo --------------------------------------------------------------------------------------


def test_een_foto_is_alleen_beeld_en_staat_op_de_pagina_van_de_wijk(client: Client, mensen: Mensen) -> None:
    medewerker = als_medewerker(Client(), mensen.amina)
    velden = {**VELDEN, "akkoord": "on", "beschrijving": "Met hoed", "foto": bestand(jpeg_met_gps())}
    assert medewerker.post(MIJN, velden).status_code == 302
    kaart = Visitekaart.objects.get()
    pagina = client.get("/wijken/slotjes/").content.decode()
    assert f'src="{kaart.gezicht}"' in pagina
    assert 'alt="Met hoed"' in pagina
    antwoord: Any = client.get(kaart.gezicht)
    assert (antwoord.status_code, antwoord["Content-Type"]) == (200, "image/webp")
    inhoud = antwoord.getvalue()
    assert not any(geheim in inhoud for geheim in (b"Exif", b"Geheim", b"XMP"))
    assert code(f"/mensen/{kaart.foto}/321.webp") == 404


def test_zonder_toestemming_komt_er_geen_foto(mensen: Mensen) -> None:
    client = als_medewerker(Client(), mensen.amina)
    pagina = client.post(MIJN, {**VELDEN, "foto": bestand(jpeg_met_gps())}).content.decode()
    assert "Zet hier een vinkje, of kies geen foto" in pagina
    assert VELDEN["waarvoor"] in pagina
    with pytest.raises(DomeinFout, match="Zet een vinkje"):
        met_foto(mensen.amina, akkoord=False)
    assert not bestanden()
    kaart = Visitekaart.objects.create(gebruiker=mensen.amina)
    with pytest.raises(IntegrityError), transaction.atomic():
        Visitekaart.objects.filter(pk=kaart.pk).update(foto="00000000-0000-4000-8000-000000000000", breedte=1)


def test_wie_de_toestemming_intrekt_is_de_foto_kwijt(
    mensen: Mensen, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    adres = met_foto(mensen.amina).gezicht
    assert code(adres) == 200
    with django_capture_on_commit_callbacks(execute=True):
        als_medewerker(Client(), mensen.amina).post(MIJN, VELDEN)
    assert code(adres) == 404
    assert not bestanden()
    kaart = Visitekaart.objects.get()
    assert (kaart.foto, kaart.akkoord_op, kaart.beschrijving) == (None, None, "")
    assert "<img" not in Client().get("/wijken/slotjes/").content.decode().split('id="wat-loopt"')[0]


def test_een_nieuwe_foto_vervangt_de_oude_met_haar_bestanden(
    mensen: Mensen, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    oud, voor = met_foto(mensen.amina).gezicht, bestanden()
    with django_capture_on_commit_callbacks(execute=True):
        nieuw = met_foto(mensen.amina).gezicht
    assert (code(oud), code(nieuw)) == (404, 200)
    assert not voor & bestanden()


def test_de_beheerder_kan_een_foto_weghalen(
    mensen: Mensen, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    adres = met_foto(mensen.amina).gezicht
    with django_capture_on_commit_callbacks(execute=True):
        als_medewerker(Client(), mensen.olga).post(van_ander(mensen.amina), {**VELDEN, "foto_weg": "on"})
    assert code(adres) == 404
    assert not bestanden()
    assert "Uw foto staat er niet meer op." in Mail.objects.get().tekst


def test_eindigt_de_rol_dan_is_de_foto_ook_op_haar_eigen_adres_weg(mensen: Mensen) -> None:
    """At once, before any job has run; only who it shows and who manages roles still see it."""
    adres = met_foto(mensen.amina).gezicht
    beeindig(vervulling=mensen.amina.rolvervullingen.get(), tot=vandaag())
    assert code(adres) == 404
    assert code(adres, als_medewerker(Client(), mensen.wim)) == 404
    eigen = Client()
    eigen.force_login(mensen.amina)
    antwoord = eigen.get(adres)
    assert (antwoord.status_code, antwoord["Cache-Control"]) == (200, "private, no-store")
    assert "Amina" not in Client().get("/wijken/slotjes/").content.decode()


def test_een_gesloten_account_heeft_geen_gezicht(mensen: Mensen) -> None:
    adres = met_foto(mensen.amina).gezicht
    Gebruiker.objects.filter(pk=mensen.amina.pk).update(is_active=False)
    assert code(adres) == 404


def test_van_een_inwoner_is_de_foto_er_alleen_zolang_die_zelf_te_zien_wil_zijn(mensen: Mensen) -> None:
    maak_rol(mensen.fatima, Rol.PLATFORMLID, mensen.slotjes)
    adres = met_foto(mensen.fatima, zichtbaar=True).gezicht
    assert code(adres) == 200
    assert "Fatima el Amrani" in Client().get("/wijken/slotjes/").content.decode()
    bewaar_eigen_kaart(door=mensen.fatima, tekst=Kaarttekst(), keuze=Eigenkeuze(akkoord=True))
    assert code(adres) == 404
    assert "Fatima" not in Client().get("/wijken/slotjes/").content.decode()


def test_wat_geen_foto_is_geeft_een_zin_en_de_tekst_blijft(mensen: Mensen) -> None:
    velden = {**VELDEN, "akkoord": "on", "foto": bestand(SVG, "x.svg")}
    pagina = als_medewerker(Client(), mensen.amina).post(MIJN, velden).content.decode()
    assert "tekening (SVG)" in pagina
    assert VELDEN["bereikbaar"] in pagina


# --- The words --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("veld", "waarde", "zin"),
    [
        ("telefoon", "bel mij", "Dit is geen telefoonnummer"),
        ("telefoon", "javascript:alert(1)", "Dit is geen telefoonnummer"),
        ("waarvoor", "x" * 201, "1 teken te lang"),
        ("bereikbaar", "\x00", "een teken dat wij niet kunnen bewaren"),
    ],
)
def test_een_fout_op_de_kaart_houdt_de_andere_tekst(mensen: Mensen, veld: str, waarde: str, zin: str) -> None:
    pagina = als_medewerker(Client(), mensen.amina).post(MIJN, {**VELDEN, veld: waarde}).content.decode()
    assert zin in pagina
    for ander in set(VELDEN) - {veld}:
        assert VELDEN[ander] in pagina
    assert not Visitekaart.objects.exists()


def test_een_telefoonnummer_is_een_link(client: Client, mensen: Mensen) -> None:
    bewaar_eigen_kaart(door=mensen.amina, tekst=Kaarttekst(telefoon="+31 (0)6-1234 5678"), keuze=Eigenkeuze())
    assert (
        '<a href="tel:+310612345678">+31 (0)6-1234 5678</a>'
        in client.get("/wijken/slotjes/").content.decode()
    )


def test_zonder_eigen_tekst_spreekt_de_gemeente(client: Client, mensen: Mensen) -> None:
    assert profiel().waarvoor("wijkmakelaar") in client.get("/wijken/slotjes/").content.decode()
    assert set(ROLUITLEG) == {rol.value for rol in MET_KAART}


# --- When it is over --------------------------------------------------------------------------------


def test_wie_gewist_wordt_heeft_geen_kaart_meer(
    mensen: Mensen, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    met_foto(mensen.amina)
    with django_capture_on_commit_callbacks(execute=True):
        assert verwijder_kaart(gebruiker=mensen.amina)
    assert not Visitekaart.objects.exists()
    assert not bestanden()
    assert not verwijder_kaart(gebruiker=mensen.amina)


def test_wie_is_wie_leest_geen_adressen(mensen: Mensen) -> None:
    met_foto(mensen.amina)
    assert all("email" not in vars(mens.gebruiker) for mens in wie_is_wie(mensen.slotjes, vandaag()).mensen)
