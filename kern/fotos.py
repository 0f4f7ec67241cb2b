"""Photos: checked, turned upright, stripped of everything but the picture and stored as WebP in three widths.

What comes in is never stored or served. A camera writes where and when a photo was taken into the file; the
re-encoded copy holds pixels only. See docs/adr/0041.
"""

import io
import threading
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import IO
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from kern.fouten import DomeinFout

BREEDTES = (320, 768, 1536)  # pixels
HOOGSTENS_BYTES = 15 * 1024 * 1024
# The largest ordinary phone photo has 50 megapixels; decoded it takes 4 bytes a pixel.
HOOGSTENS_PIXELS = 55_000_000
GROOT = 16_000_000  # pixels; from here on one at a time
HOOGSTENS_VERHOUDING = 8  # longest side to shortest; WebP itself stops at 16,383 pixels a side
KWALITEIT = 80
SOORTEN = ("JPEG", "PNG", "WEBP")
HEIC_MERKEN = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")

_een_tegelijk = threading.Lock()


@dataclass(frozen=True)
class VerwerkteFoto:
    """A clean photo, not yet stored: its size in pixels at the largest width, and the WebP file per width.

    A photo narrower than a width is never enlarged: that file then holds the photo at its own width, and
    wider files do not exist.
    """

    breedte: int
    hoogte: int
    bestanden: dict[int, bytes]


def breedtes_voor(breedte: int) -> list[int]:
    """The widths in which a photo is stored whose largest file is `breedte` pixels wide."""
    return [b for i, b in enumerate(BREEDTES) if i == 0 or BREEDTES[i - 1] < breedte]


def pad(sleutel: UUID, breedte: int) -> str:
    """Where a file of a photo stands in the default storage."""
    return f"fotos/{sleutel}/{breedte}.webp"


def verwerk(upload: IO[bytes]) -> VerwerkteFoto:
    """Check and re-encode an uploaded photo; raises `DomeinFout` with what to do about it."""
    inhoud = upload.read(HOOGSTENS_BYTES + 1)
    if len(inhoud) > HOOGSTENS_BYTES:
        raise DomeinFout(_("Deze foto is groter dan 15 MB. Maak de foto kleiner of kies een andere foto."))
    _weiger_bekende_andere(inhoud)
    try:
        with Image.open(io.BytesIO(inhoud), formats=SOORTEN) as foto:
            _controleer_maat(*foto.size)
            with _beurt(foto):
                # A large JPEG is decoded at a half, a quarter or an eighth, straight from the file.
                foto.draft("RGB", (BREEDTES[-1], BREEDTES[-1]))
                foto.load()
                schoon = _alleen_beeld(foto)
    except DomeinFout:
        raise
    except Image.DecompressionBombError as fout:
        raise _te_veel_pixels() from fout
    except Exception as fout:  # decoders raise nearly anything on a broken file
        raise DomeinFout(
            _("Deze foto kunnen wij niet lezen. Misschien is het bestand beschadigd. Kies een andere foto.")
        ) from fout
    return _verklein(schoon)


def _weiger_bekende_andere(inhoud: bytes) -> None:
    """Raises `DomeinFout` for what people often send and we can name."""
    begin = inhoud[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if inhoud[4:8] == b"ftyp" and inhoud[8:12] in HEIC_MERKEN:
        raise DomeinFout(
            _(
                "Uw telefoon maakte een HEIC-foto. Die kunnen wij niet laten zien. Op een iPhone: ga naar "
                "Instellingen, Camera, Structuur en kies ‘Meest compatibel’. Of maak een schermafdruk "
                "van de foto en kies die."
            )
        )
    if begin.startswith((b"<svg", b"<?xml", b"<!doctype svg")):
        raise DomeinFout(_("Dit is een tekening (SVG) en geen foto. Kies een foto: JPEG, PNG of WebP."))
    if not inhoud.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) and not (
        inhoud.startswith(b"RIFF") and inhoud[8:12] == b"WEBP"
    ):
        raise DomeinFout(_("Dit bestand is geen foto. Kies een foto: JPEG, PNG of WebP."))


def _te_veel_pixels() -> DomeinFout:
    return DomeinFout(
        _("Deze foto heeft te veel beeldpunten. Maak de foto kleiner: hoogstens 50 megapixels.")
    )


def _controleer_maat(breedte: int, hoogte: int) -> None:
    """Reads only the header's promise, so before anything is decoded."""
    if breedte * hoogte > HOOGSTENS_PIXELS:
        raise _te_veel_pixels()
    if max(breedte, hoogte) > HOOGSTENS_VERHOUDING * min(breedte, hoogte):
        raise DomeinFout(_("Deze foto is te smal of te breed om te laten zien. Knip de foto bij."))


def _beurt(foto: Image.Image) -> AbstractContextManager[object]:
    """A large photo waits its turn: a PNG of 230 kB takes 800 MB here, and every thread could be given one."""
    return _een_tegelijk if foto.width * foto.height > GROOT else nullcontext()


def _alleen_beeld(foto: Image.Image) -> Image.Image:
    """The first frame, upright, in sRGB, on white where it was see-through, without any metadata."""
    profiel = foto.info.get("icc_profile")
    rechtop = ImageOps.exif_transpose(foto)
    if rechtop.mode not in ("RGB", "RGBA", "L"):
        rechtop = rechtop.convert("RGBA" if rechtop.has_transparency_data else "RGB")
    rechtop = _naar_srgb(rechtop, profiel)
    if rechtop.has_transparency_data:
        doorzichtig = rechtop.convert("RGBA")
        rechtop = Image.new("RGB", doorzichtig.size, "white")
        rechtop.paste(doorzichtig, mask=doorzichtig.getchannel("A"))
    schoon = rechtop.convert("RGB")
    schoon.info.clear()
    return schoon


def _naar_srgb(foto: Image.Image, profiel: bytes | None) -> Image.Image:
    """Colours as in the photo's own profile, or left alone when that profile cannot be read."""
    if not profiel or foto.mode not in ("RGB", "RGBA"):
        return foto
    try:
        van = ImageCms.ImageCmsProfile(io.BytesIO(profiel))
        omgezet = ImageCms.profileToProfile(foto, van, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError):
        return foto
    return omgezet or foto


def _verklein(foto: Image.Image) -> VerwerkteFoto:
    grootste = min(foto.width, BREEDTES[-1])
    bestanden = {}
    kleiner = foto
    for breedte in reversed(breedtes_voor(grootste)):
        werkelijk = min(breedte, grootste)
        hoogte = max(1, round(foto.height * werkelijk / foto.width))
        kleiner = kleiner.resize((werkelijk, hoogte), Image.Resampling.LANCZOS, reducing_gap=3)
        uitvoer = io.BytesIO()
        kleiner.save(uitvoer, "WEBP", quality=KWALITEIT, method=4, exif=b"", icc_profile=b"", xmp=b"")
        bestanden[breedte] = uitvoer.getvalue()
    return VerwerkteFoto(grootste, max(1, round(foto.height * grootste / foto.width)), bestanden)


@contextmanager
def geplaatst(fotos: Iterable[VerwerkteFoto]) -> Iterator[list[UUID]]:
    """Store photos around the transaction that records them; yields their keys in the same order.

    When the block raises, the files are gone again: open the transaction inside this block.
    """
    sleutels: list[UUID] = []
    try:
        for foto in fotos:
            sleutel = uuid4()
            sleutels.append(sleutel)
            for breedte, inhoud in foto.bestanden.items():
                default_storage.save(pad(sleutel, breedte), ContentFile(inhoud))
        yield sleutels
    except BaseException:
        for sleutel in sleutels:
            verwijder(sleutel)
        raise


def verwijder(sleutel: UUID) -> None:
    """Remove the files of a photo; what is not there is no error."""
    for breedte in BREEDTES:
        default_storage.delete(pad(sleutel, breedte))


def open_bestand(sleutel: UUID, breedte: int) -> IO[bytes] | None:
    """One file of a photo, or None when it does not exist."""
    if breedte not in BREEDTES:
        return None
    try:
        return default_storage.open(pad(sleutel, breedte))
    except FileNotFoundError:
        return None
