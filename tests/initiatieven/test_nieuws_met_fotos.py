"""Photos after submission: with news, with success, and at the story."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.test import Client

from initiatieven.levensloop import Status
from initiatieven.models import Foto, Gebeurtenis, Initiatief
from initiatieven.services.fotos import Fotowijziging, NieuweFoto, wijzig_fotos, wijzig_nieuwsfotos
from initiatieven.services.nieuws import plaats_nieuws, vier
from kern.fotos import pad, verwerk
from kern.fouten import DomeinFout, GeenRecht
from tests.initiatieven.beelden import bestand, jpeg
from tests.initiatieven.hulp import laatste, mails_aan
from tests.maak import maak_initiatief
from tests.personen import Mensen

pytestmark = pytest.mark.django_db


@pytest.fixture
def tuin(mensen: Mensen) -> Initiatief:
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=Status.IN_UITVOERING)


def nieuwe(aantal: int = 1) -> list[NieuweFoto]:
    return [NieuweFoto(verwerk(bestand(jpeg(400, 300))), f"Schep {nummer}") for nummer in range(aantal)]


def bestanden() -> int:
    return sum(1 for _bestand in Path(settings.MEDIA_ROOT).rglob("*.webp"))


def fotos_bij(regel: Gebeurtenis) -> Sequence[Foto]:
    return list(regel.fotos.all())


@pytest.mark.parametrize("wie", ["daan", "amina"])
def test_nieuws_met_fotos(mensen: Mensen, tuin: Initiatief, wie: str) -> None:
    regel = plaats_nieuws(initiatief=tuin, door=getattr(mensen, wie), tekst="Het hek staat!", fotos=nieuwe(2))
    assert [foto.beschrijving for foto in fotos_bij(regel)] == ["Schep 0", "Schep 1"]
    pagina = Client().get(tuin.get_absolute_url()).content.decode()
    assert pagina.count(f"/fotos/{fotos_bij(regel)[0].sleutel}/320.webp 320w") == 1
    assert 'alt="Schep 1"' in pagina


def test_nieuws_dat_niet_mag_laat_geen_bestand_achter(mensen: Mensen, tuin: Initiatief) -> None:
    voor = bestanden()
    with pytest.raises(GeenRecht):
        plaats_nieuws(initiatief=tuin, door=mensen.fatima, tekst="Van mij!", fotos=nieuwe())
    assert bestanden() == voor
    assert not Foto.objects.exists()


def test_gelukt_met_een_foto(client: Client, mensen: Mensen, tuin: Initiatief) -> None:
    client.force_login(mensen.daan)
    antwoord = client.post(
        "/mijn/initiatieven/2026-0001/gelukt/",
        {"tekst": "De tuin bloeit.", "fotos": [bestand(jpeg(400, 300))], "foto_beschrijving": "Bloemen"},
        follow=True,
    ).content.decode()
    tuin.refresh_from_db()
    assert tuin.status == Status.GEREALISEERD
    [foto] = fotos_bij(laatste(tuin))
    assert foto.beschrijving == "Bloemen"
    assert "Gefeliciteerd!" in antwoord
    assert client.get("/mijn/initiatieven/2026-0001/gelukt/").status_code == 404


def test_de_bewoner_vertelt_nieuws_op_de_pagina(client: Client, mensen: Mensen, tuin: Initiatief) -> None:
    client.force_login(mensen.daan)
    velden: dict[str, Any] = {"tekst": "Het hek staat!", "gezien": "", "foto_beschrijving": "Een hek"}
    client.post(tuin.get_absolute_url(), velden | {"fotos": [bestand(jpeg(400, 300))]})
    regel = laatste(tuin)
    assert (regel.tekst, [f.beschrijving for f in fotos_bij(regel)]) == ("Het hek staat!", ["Een hek"])


def test_een_slechte_foto_houdt_de_tekst(client: Client, mensen: Mensen, tuin: Initiatief) -> None:
    client.force_login(mensen.daan)
    antwoord = client.post(
        tuin.get_absolute_url(),
        {"tekst": "Het hek staat!", "gezien": "", "fotos": [bestand(b"geen foto")]},
    ).content.decode()
    assert "Dit bestand is geen foto" in antwoord
    assert "Het hek staat!" in antwoord
    assert not tuin.gebeurtenissen.exists()


def test_een_vijfde_foto_past_niet(client: Client, mensen: Mensen, tuin: Initiatief) -> None:
    regel = plaats_nieuws(initiatief=tuin, door=mensen.daan, tekst="Kijk!", fotos=nieuwe(3))
    with pytest.raises(DomeinFout, match="hoogstens 4"):
        wijzig_nieuwsfotos(gebeurtenis=regel, door=mensen.daan, wijziging=Fotowijziging(erbij=nieuwe(2)))
    assert regel.fotos.count() == 3
    client.force_login(mensen.daan)
    adres = f"/mijn/initiatieven/2026-0001/nieuws/{regel.pk}/fotos/"
    twee = [bestand(jpeg(400, 300)), bestand(jpeg(400, 300))]
    assert "hoogstens 4" in client.post(adres, {"fotos": twee}).content.decode()


def test_alleen_bij_eigen_nieuws(client: Client, mensen: Mensen, tuin: Initiatief) -> None:
    regel = plaats_nieuws(initiatief=tuin, door=mensen.amina, tekst="Kijk!")
    wijziging = Fotowijziging(erbij=nieuwe())
    with pytest.raises(GeenRecht):
        wijzig_nieuwsfotos(gebeurtenis=regel, door=mensen.daan, wijziging=wijziging)
    client.force_login(mensen.daan)
    assert client.get(f"/mijn/initiatieven/2026-0001/nieuws/{regel.pk}/fotos/").status_code == 404
    mails = len(mails_aan(mensen.daan))
    wijzig_nieuwsfotos(gebeurtenis=regel, door=mensen.amina, wijziging=wijziging)
    assert regel.fotos.count() == 1
    assert len(mails_aan(mensen.daan)) == mails


def test_elke_foto_bij_nieuws_krijgt_een_eigen_beschrijving(
    client: Client, mensen: Mensen, tuin: Initiatief
) -> None:
    regel = plaats_nieuws(initiatief=tuin, door=mensen.daan, tekst="Kijk!", fotos=nieuwe(2))
    een, twee = fotos_bij(regel)
    client.force_login(mensen.daan)
    adres = f"/mijn/initiatieven/2026-0001/nieuws/{regel.pk}/fotos/"
    assert "Schep 0" in client.get(adres).content.decode()
    velden = {f"beschrijving_{een.sleutel.hex}": "Een rode schep", f"weg_{twee.sleutel.hex}": "on"}
    client.post(adres, velden)
    assert [foto.beschrijving for foto in fotos_bij(regel)] == ["Een rode schep"]


def test_fotos_van_het_verhaal(
    mensen: Mensen, tuin: Initiatief, django_capture_on_commit_callbacks: Any
) -> None:
    nieuws = plaats_nieuws(initiatief=tuin, door=mensen.daan, tekst="Kijk!", fotos=nieuwe())
    wijzig_fotos(initiatief=tuin, door=mensen.daan, wijziging=Fotowijziging(erbij=nieuwe(2)))
    een, twee = tuin.fotos.filter(gebeurtenis=None)
    assert laatste(tuin).tekst == "Aangepast: 2 foto's erbij."
    van_nieuws = fotos_bij(nieuws)[0].sleutel
    with django_capture_on_commit_callbacks(execute=True):
        wijzig_fotos(
            initiatief=tuin,
            door=mensen.daan,
            wijziging=Fotowijziging(
                weg=[een.sleutel, van_nieuws], beschrijvingen={twee.sleutel: "Een blauwe schep"}
            ),
        )
    assert laatste(tuin).tekst == "Aangepast: 1 foto weg en een betere beschrijving."
    assert [foto.beschrijving for foto in tuin.fotos.filter(gebeurtenis=None)] == ["Een blauwe schep"]
    assert not default_storage.exists(pad(een.sleutel, 320))
    assert default_storage.exists(pad(van_nieuws, 320))


def test_een_negende_foto_past_niet(mensen: Mensen, tuin: Initiatief) -> None:
    for _nummer in range(8):
        Foto.objects.create(initiatief=tuin, breedte=768, hoogte=500)
    with pytest.raises(DomeinFout, match="hoogstens 8"):
        wijzig_fotos(initiatief=tuin, door=mensen.daan, wijziging=Fotowijziging(erbij=nieuwe()))
    assert tuin.fotos.count() == 8
    assert not tuin.gebeurtenissen.exists()


def test_een_ander_raakt_de_fotos_niet_aan(mensen: Mensen, tuin: Initiatief) -> None:
    for wie in (mensen.fatima, mensen.amina):
        with pytest.raises(GeenRecht):
            wijzig_fotos(initiatief=tuin, door=wie, wijziging=Fotowijziging(erbij=nieuwe()))


def test_de_pagina_met_fotos(client: Client, mensen: Mensen, tuin: Initiatief) -> None:
    foto = Foto.objects.create(initiatief=tuin, breedte=768, hoogte=500, beschrijving="Een veld")
    client.force_login(mensen.daan)
    adres = "/mijn/initiatieven/2026-0001/fotos/"
    assert "Een veld" in client.get(adres).content.decode()
    niets = client.post(adres, {f"beschrijving_{foto.sleutel.hex}": "Een veld"}).content.decode()
    assert "U hebt niets veranderd" in niets
    client.post(
        adres, {f"beschrijving_{foto.sleutel.hex}": "Een kaal veld", "fotos": [bestand(jpeg(400, 300))]}
    )
    assert tuin.fotos.count() == 2
    assert laatste(tuin).tekst == "Aangepast: 1 foto erbij en een betere beschrijving."


def test_vieren_mag_alleen_tijdens_de_uitvoering(mensen: Mensen) -> None:
    nieuw = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, kenmerk="2026-0002")
    with pytest.raises(DomeinFout):
        vier(initiatief=nieuw, door=mensen.daan, tekst="Klaar!", fotos=nieuwe())
