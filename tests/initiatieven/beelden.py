"""Photos made by code, good and bad, as a browser would send them."""

import io
import struct
import zlib
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.TiffImagePlugin import IFDRational


def bestand(inhoud: bytes, naam: str = "foto.jpg", soort: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(naam, inhoud, soort)


def jpeg(breedte: int = 1600, hoogte: int = 1000, **meer: Any) -> bytes:
    """A photo whose left half is red and right half blue."""
    beeld = Image.new("RGB", (breedte, hoogte), "blue")
    beeld.paste("red", (0, 0, breedte // 2, hoogte))
    return als(beeld, "JPEG", **meer)


def als(beeld: Image.Image, soort: str, **meer: Any) -> bytes:
    uitvoer = io.BytesIO()
    beeld.save(uitvoer, soort, **meer)
    return uitvoer.getvalue()


def jpeg_met_gps(draaiing: int = 1) -> bytes:
    """A photo that says where, when and how it was held (EXIF), and more in XMP and a comment."""
    exif = Image.Exif()
    exif[0x0112] = draaiing
    exif[0x010F] = "Geheimcamera"
    exif.get_ifd(0x8825).update(
        {
            1: "N",
            2: (IFDRational(51), IFDRational(38), IFDRational(45)),
            3: "E",
            4: (IFDRational(4), IFDRational(52), IFDRational(0)),
        }
    )
    return jpeg(exif=exif, xmp=b"<x:xmpmeta>Geheime plek</x:xmpmeta>", comment=b"Geheim commentaar")


def png_die_beweert(breedte: int, hoogte: int) -> bytes:
    """A tiny PNG file whose header promises very many pixels: a decompression bomb."""

    def blok(naam: bytes, inhoud: bytes) -> bytes:
        return struct.pack(">I", len(inhoud)) + naam + inhoud + struct.pack(">I", zlib.crc32(naam + inhoud))

    kop = struct.pack(">IIBBBBB", breedte, hoogte, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + blok(b"IHDR", kop)
        + blok(b"IDAT", zlib.compress(b"\0" * 1000))
        + blok(b"IEND", b"")
    )


def heic() -> bytes:
    return b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 200


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
