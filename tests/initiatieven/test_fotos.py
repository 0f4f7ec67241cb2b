"""Photos in the first step: sent, described, taken away, and seen only by who may see them."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image

from initiatieven.levensloop import Status
from initiatieven.models import Foto, Initiatief
from initiatieven.services.concept import bewaar_stap
from initiatieven.services.fotos import NieuweFoto
from initiatieven.stappen import WAT
from kern.fotos import verwerk
from kern.fouten import DomeinFout
from kern.rem import rem
from tests.initiatieven.beelden import SVG, bestand, heic, jpeg, jpeg_met_gps, png_die_beweert
from tests.initiatieven.stappen import ANTWOORDEN, begin, doorloop, post
from tests.maak import maak_initiatief
from tests.personen import Mensen


def begin_met_foto(client: Client, aantal: int = 1) -> Foto:
    concept = begin(
        client, fotos=[bestand(jpeg_met_gps()) for _nr in range(aantal)], foto_beschrijving="Het veldje"
    )
    return concept.fotos.all()[0]


def bestanden() -> set[Path]:
    return set((Path(settings.MEDIA_ROOT) / "fotos").rglob("*.webp"))


def test_foto_met_beschrijving_komt_bij_het_concept(client: Client, mensen: Mensen) -> None:
    foto = begin_met_foto(client)
    assert (foto.beschrijving, foto.breedte, foto.hoogte) == ("Het veldje", 1536, 960)
    pagina = client.get(f"/initiatieven/nieuw/{foto.initiatief.sleutel}/wat/").content.decode()
    assert foto.klein in pagina


def test_beschrijving_is_later_te_veranderen(client: Client, mensen: Mensen) -> None:
    foto = begin_met_foto(client)
    post(
        client,
        foto.initiatief,
        "wat",
        **ANTWOORDEN["wat"],
        **{f"beschrijving_{foto.sleutel.hex}": "Het plein"},
    )
    foto.refresh_from_db()
    assert foto.beschrijving == "Het plein"


def test_foto_verwijderen_houdt_wat_er_getypt_is(
    client: Client, mensen: Mensen, django_capture_on_commit_callbacks: Any
) -> None:
    foto = begin_met_foto(client, aantal=2)
    voor = bestanden()
    with django_capture_on_commit_callbacks(execute=True):
        antwoord = post(
            client, foto.initiatief, "wat", titel="Half getypt", verhaal="", verwijder=foto.sleutel.hex
        )
    assert 'value="Half getypt"' in antwoord.content.decode()
    assert foto.initiatief.fotos.count() == 1
    assert len(voor - bestanden()) == 3


def test_foto_van_een_concept_ziet_alleen_wie_het_concept_heeft(client: Client, mensen: Mensen) -> None:
    foto = begin_met_foto(client)
    eigen = client.get(foto.klein)
    assert eigen.status_code == 200
    assert eigen["Cache-Control"] == "private, no-store"
    assert Client().get(foto.klein).status_code == 404
    medewerker = Client()
    medewerker.force_login(mensen.daan)
    assert medewerker.get(foto.klein).status_code == 404


def test_openbare_foto_is_voor_iedereen_en_lang_houdbaar(client: Client, mensen: Mensen) -> None:
    foto = begin_met_foto(client)
    initiatief = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    Foto.objects.filter(pk=foto.pk).update(initiatief=initiatief)
    antwoord = Client().get(foto.groot)
    assert antwoord["Content-Type"] == "image/webp"
    assert antwoord["X-Content-Type-Options"] == "nosniff"
    assert "max-age=604800" in antwoord["Cache-Control"]
    beeld = Image.open(io.BytesIO(antwoord.getvalue()))
    assert (beeld.format, beeld.width) == ("WEBP", 1536)
    assert not beeld.getexif()


@pytest.mark.parametrize(
    "pad", ["/321.webp", "/0.webp", "/99999999999999999999.webp", "/320.jpg", "/../320.webp"]
)
def test_ander_adres_van_een_foto_bestaat_niet(client: Client, mensen: Mensen, pad: str) -> None:
    foto = begin_met_foto(client)
    assert client.get(f"/fotos/{foto.sleutel}{pad}").status_code == 404


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        (b"geen foto", "is geen foto"),
        (SVG, "tekening (SVG)"),
        (heic(), "Uw telefoon maakte een HEIC-foto"),
        (png_die_beweert(10_000, 10_000), "te veel beeldpunten"),
        (jpeg()[:2000], "kunnen wij niet lezen"),
        (b"", "leeg"),
    ],
)
def test_foto_die_niet_kan_geeft_een_zin_en_de_tekst_blijft_staan(
    client: Client, mensen: Mensen, inhoud: bytes, zin: str
) -> None:
    antwoord = client.post(
        "/initiatieven/nieuw/", {**ANTWOORDEN["wat"], "fotos": [bestand(jpeg()), bestand(inhoud, "b.jpg")]}
    )
    pagina = antwoord.content.decode()
    assert zin in pagina
    assert ANTWOORDEN["wat"]["verhaal"] in pagina
    assert Initiatief.objects.count() == 0


def test_goede_foto_bij_een_foute_tekst_is_al_bewaard(client: Client, mensen: Mensen) -> None:
    """A browser forgets the files that were chosen, so they are kept although the step is not right yet."""
    antwoord = client.post(
        "/initiatieven/nieuw/",
        {"titel": "", "verhaal": "Tekst", "fotos": [bestand(jpeg())], "foto_beschrijving": "Het plein"},
    )
    foto = Foto.objects.get()
    pagina = antwoord.content.decode()
    assert "Vul dit in." in pagina
    assert "Uw foto&#x27;s zijn bewaard" in pagina
    assert foto.klein in pagina
    assert (foto.beschrijving, foto.initiatief.verhaal) == ("Het plein", "Tekst")
    stap = f"/initiatieven/nieuw/{foto.initiatief.sleutel}/wat/"
    assert f'action="{stap}"' in pagina
    velden = {**ANTWOORDEN["wat"], f"beschrijving_{foto.sleutel.hex}": "Het plein"}
    assert client.post(stap, velden)["Location"].endswith("/waar/")
    foto.refresh_from_db()
    assert foto.beschrijving == "Het plein"
    assert foto.initiatief.fotos.count() == 1


def test_na_meer_fotos_vraagt_het_portaal_wat_erop_te_zien_is(client: Client, mensen: Mensen) -> None:
    velden = {**ANTWOORDEN["wat"], "fotos": [bestand(jpeg()) for _nr in range(3)]}
    antwoord = client.post("/initiatieven/nieuw/", velden)
    assert antwoord["Location"].endswith("/wat/#fotos")
    concept = Initiatief.objects.get()
    pagina = client.get(f"/initiatieven/nieuw/{concept.sleutel}/wat/").content.decode()
    assert "Wat is er op foto 3 te zien?" in pagina
    verder = client.post(f"/initiatieven/nieuw/{concept.sleutel}/wat/", ANTWOORDEN["wat"])
    assert verder["Location"].endswith("/waar/")


def test_wie_heel_vaak_fotos_stuurt_moet_wachten(client: Client, mensen: Mensen) -> None:
    for _keer in range(60):
        rem("fotos:127.0.0.1", hoogstens=60, per=3600)
    antwoord = client.post("/initiatieven/nieuw/", {**ANTWOORDEN["wat"], "fotos": [bestand(jpeg())]})
    pagina = antwoord.content.decode()
    assert "Wacht 60 minuten" in pagina
    assert ANTWOORDEN["wat"]["verhaal"] in pagina
    assert Initiatief.objects.count() == 0
    zonder = client.post("/initiatieven/nieuw/", ANTWOORDEN["wat"])
    assert zonder.status_code == 302


def test_negende_foto_past_niet(client: Client, mensen: Mensen) -> None:
    foto = begin_met_foto(client, aantal=7)
    voor = bestanden()
    antwoord = post(
        client,
        foto.initiatief,
        "wat",
        **ANTWOORDEN["wat"],
        fotos=[bestand(jpeg(400, 300)) for _nr in range(2)],
    )
    assert "hoogstens 8 foto&#x27;s" in antwoord.content.decode()
    assert foto.initiatief.fotos.count() == 7
    assert bestanden() == voor


def test_mislukt_bewaren_laat_geen_bestanden_achter(client: Client, mensen: Mensen) -> None:
    """The draft was confirmed in another window meanwhile: the transaction fails after the files were written."""
    concept = doorloop(client, mensen.slotjes)
    ingediend = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=Status.INGEDIEND)
    voor = bestanden()
    with pytest.raises(DomeinFout):
        bewaar_stap(
            initiatief=ingediend,
            stap=WAT,
            antwoorden={"titel": "x"},
            fotos=[NieuweFoto(verwerk(io.BytesIO(jpeg())))],
        )
    assert bestanden() == voor
    assert concept.fotos.count() == 0
