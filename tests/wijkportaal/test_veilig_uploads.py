"""Names of uploaded files: nothing of what a visitor calls a file reaches the disk, an address or a page."""

import re
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db.models import FileField
from django.test import Client
from pytest_django import Settings

from initiatieven.models import Foto, Initiatief
from tests.initiatieven.beelden import SVG, jpeg
from tests.maak import maak_initiatief
from tests.personen import Mensen
from wijkportaal.omgeving import WORTEL

pytestmark = pytest.mark.django_db

NAMEN = [
    "../../../../etc/cron.d/kwaad.jpg",
    "..\\..\\kwaad.jpg",
    "/etc/passwd",
    "C:\\Windows\\kwaad.jpg",
    "kwaad.php.jpg",
    "kwaad.jpg.exe",
    "kwaad.jpg\x00.php",
    "kwaad.svg",
    ".htaccess",
    "CON.jpg",
    "k" * 5000 + ".jpg",
    "foto\N{RIGHT-TO-LEFT OVERRIDE}gpj.exe",
    "ﬀoto\N{FULLWIDTH FULL STOP}\N{FULLWIDTH FULL STOP}\N{FULLWIDTH SOLIDUS}kwaad.jpg",
    "e\N{COMBINING ACUTE ACCENT}" * 40 + ".jpg",
    '"><img src=x onerror=alert(1)>.jpg',
    "kwaad.jpg\r\nSet-Cookie: sessionid=x",
    "$(kwaad).jpg",
    " ",
    "",
]
OPGESLAGEN = re.compile(r"fotos/[0-9a-f-]{36}/(?:320|768|1536)\.webp")


@pytest.fixture
def tuin(mensen: Mensen) -> Initiatief:
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)


@pytest.fixture
def media(settings: Settings, tmp_path: Path) -> Path:
    map_ = tmp_path / "diep" / "in" / "media"
    map_.mkdir(parents=True)
    settings.MEDIA_ROOT = map_
    return map_


def stuur(client: Client, naam: str, inhoud: bytes, soort: str = "image/jpeg") -> Any:
    """As a hostile program would: the name in the multipart header exactly as it is."""
    grens = "GrensGrensGrens"
    kop = f'Content-Disposition: form-data; name="fotos"; filename="{naam}"'.replace("\r\n", "%0d%0a")
    delen = b"\r\n".join(
        [
            f"--{grens}".encode(),
            kop.encode(errors="surrogatepass"),
            f"Content-Type: {soort}".encode(),
            b"",
            inhoud,
            f"--{grens}--".encode(),
            b"",
        ]
    )
    return client.post(
        "/mijn/initiatieven/2026-0001/fotos/", delen, content_type=f"multipart/form-data; boundary={grens}"
    )


def op_schijf(map_: Path) -> list[str]:
    return sorted(str(p.relative_to(map_)) for p in map_.rglob("*") if p.is_file())


@pytest.mark.parametrize("naam", NAMEN, ids=range(len(NAMEN)))
def test_de_naam_van_een_bestand_komt_nergens_terecht(
    mensen: Mensen, tuin: Initiatief, media: Path, tmp_path: Path, naam: str
) -> None:
    """Path traversal, double extensions, NUL, very long names and tricks of Unicode: the name is never used."""
    client = Client()
    client.force_login(mensen.daan)
    antwoord = stuur(client, naam, jpeg(400, 300))
    assert antwoord.status_code in (200, 302, 400)
    assert op_schijf(tmp_path / "diep") == [f"in/media/{bestand}" for bestand in op_schijf(media)]
    bestanden = op_schijf(media)
    assert all(OPGESLAGEN.fullmatch(bestand) for bestand in bestanden)
    fotos = {foto.sleutel for foto in Foto.objects.all()}
    assert {UUID(bestand.split("/")[1]) for bestand in bestanden} == fotos
    pagina = client.get("/initiatieven/2026-0001/").content.decode()
    assert "kwaad" not in pagina
    assert "kwaad" not in str(antwoord.headers)


def test_een_gewone_foto_komt_wel_aan(mensen: Mensen, tuin: Initiatief, media: Path) -> None:
    """Or the test above would pass because nothing is ever stored."""
    client = Client()
    client.force_login(mensen.daan)
    stuur(client, "../../kwaad.php.jpg", jpeg(400, 300))
    assert Foto.objects.count() == 1
    assert len(op_schijf(media)) >= 1


@pytest.mark.parametrize(
    ("inhoud", "soort"),
    [
        (b"<?php system($_GET['c']); ?>", "image/jpeg"),
        (SVG, "image/jpeg"),
        (b"<html><script>alert(1)</script></html>", "image/png"),
        (b"GIF89a<script>alert(1)</script>", "image/gif"),
        (b"\xff\xd8\xff<script>alert(1)</script>", "image/jpeg"),
    ],
)
def test_wat_geen_foto_is_wordt_niet_bewaard_hoe_het_ook_heet(
    mensen: Mensen, tuin: Initiatief, media: Path, inhoud: bytes, soort: str
) -> None:
    """The name and the kind that a browser tells are believed by nobody: the contents are read."""
    client = Client()
    client.force_login(mensen.daan)
    stuur(client, "foto.jpg", inhoud, soort)
    assert (Foto.objects.count(), op_schijf(media)) == (0, [])


def test_een_foto_met_een_script_erachter_wordt_alleen_beeld(
    mensen: Mensen, tuin: Initiatief, media: Path
) -> None:
    """A polyglot: a real photo that is also a page or a program. Only its pixels are kept, served as WebP."""
    client = Client()
    client.force_login(mensen.daan)
    stuur(client, "foto.jpg", jpeg(400, 300) + b"<script>alert(1)</script><?php system('id'); ?>")
    assert op_schijf(media)
    assert not [bestand for bestand in op_schijf(media) if b"script" in (media / bestand).read_bytes()]
    foto = Foto.objects.get()
    antwoord = client.get(f"/fotos/{foto.sleutel}/320.webp")
    assert antwoord["Content-Type"] == "image/webp"
    assert antwoord["X-Content-Type-Options"] == "nosniff"
    assert antwoord["Content-Disposition"] == "inline"


@pytest.mark.parametrize(
    "pad", ["../../../etc/passwd", "..%2f..%2fsettings.py", "%2e%2e/%2e%2e/x", "320.webp%00"]
)
def test_een_pad_met_puntjes_haalt_niets_van_de_schijf(client: Client, pad: str) -> None:
    sleutel = "00000000-0000-4000-8000-000000000000"
    for begin in ("/media/", "/static/", f"/fotos/{sleutel}/"):
        assert client.get(begin + pad).status_code in (400, 404)


def test_geen_model_laat_de_bezoeker_een_bestandsnaam_kiezen() -> None:
    """A field for files would take the name of the upload; photos are kept by a key of ours (kern.fotos)."""
    met = [
        f"{m._meta.label}.{v.name}"
        for m in apps.get_models()
        for v in m._meta.fields
        if isinstance(v, FileField)
    ]
    assert met == []
    apps_ = ("kern", "wijken", "rollen", "initiatieven", "agendas", "budgetten", "rapportages", "wijkportaal")
    # By a key, by the quarter; and in the sentence that says which photo could not be read, to who sent it.
    leest = [
        str(b.relative_to(WORTEL))
        for app in apps_
        for b in (WORTEL / app).rglob("*.py")
        if re.search(r"upload\w*\.name\b|default_storage\.save\(", b.read_text())
    ]
    assert set(leest) == {"kern/fotos.py", "rapportages/document.py", "kern/velden.py"}
