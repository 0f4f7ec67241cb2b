"""The report as a PDF that everybody can read: PDF/UA-1 and PDF/A-2a in one file (docs/adr/0060).

Typst sets the pages from the same JSON document as the HTML page. Text comes in as data, never as markup.
"""

import json
import logging
import unicodedata
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import pikepdf
import typst
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import HashedFilesMixin, staticfiles_storage
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from fontTools.ttLib import TTFont

from rapportages.inhoud import Inhoud, inhoud_van
from rapportages.models import Kwartaalrapportage

log = logging.getLogger(__name__)

SJABLOON = Path(__file__).resolve().parent / "sjablonen" / "rapportage.typ"
LETTERS = ("vendor/source-sans-3-400.woff2", "vendor/source-sans-3-600.woff2")
# What our letter and the ones inside typst can draw; a PDF/A may not hold a character without a shape.
TEKENS = (
    *(range(0x20, 0x7F), range(0xA0, 0x500), range(0x1E00, 0x1F00), range(0x2010, 0x2041)),
    *(range(0x2070, 0x20C0), range(0x2190, 0x2300), range(0x25A0, 0x2600)),
)
VERVANGER = "\N{WHITE SQUARE}"


def pdf_van(rapportage: Kwartaalrapportage) -> bytes:
    """The PDF of a report; made once per offered report and then kept, so that it never changes either."""
    naam = bestandsnaam(rapportage)
    if not naam:
        return maak_pdf(inhoud_van(rapportage))
    if not default_storage.exists(naam):
        pdf = maak_pdf(
            inhoud_van(rapportage), aangeboden_op=rapportage.aangeboden_op, sha256=rapportage.sha256
        )
        default_storage.save(naam, ContentFile(pdf))
        return pdf
    with default_storage.open(naam) as bestand:
        return cast(bytes, bestand.read())


def bestandsnaam(rapportage: Kwartaalrapportage) -> str:
    """Where the PDF of an offered report is kept: the same words offered at another moment are another file."""
    if rapportage.aangeboden_op is None:
        return ""
    return f"rapportages/{rapportage.sha256}-{rapportage.aangeboden_op.astimezone(UTC):%Y%m%d%H%M%S}.pdf"


def maak_pdf(inhoud: Inhoud, *, aangeboden_op: datetime | None = None, sha256: str = "") -> bytes:
    """Set the document. Without `aangeboden_op` every page says that it is a concept."""
    gegevens = {
        "inhoud": inhoud,
        "woorden": _woorden(),
        "aangeboden_op": date_format(timezone.localtime(aangeboden_op), "j F Y") if aangeboden_op else "",
        "sha256": sha256,
    }
    with TemporaryDirectory() as map_:
        _zet_letters_klaar(Path(map_))
        pdf = typst.compile(
            SJABLOON,
            format="pdf",
            font_paths=[Path(map_)],
            ignore_system_fonts=True,
            sys_inputs={"gegevens": json.dumps(drukbaar(gegevens), ensure_ascii=False)},
            pdf_standards=["ua-1", "a-2a"],
            timestamp=(aangeboden_op or datetime.now(UTC)).replace(microsecond=0),
        )
    assert isinstance(pdf, bytes)
    return maak_af(pdf)


def drukbaar(waarde: Any) -> Any:
    """The same data with every character that has no shape in our letters (emoji) as a white square."""
    if isinstance(waarde, dict):
        return {sleutel: drukbaar(deel) for sleutel, deel in waarde.items()}
    if isinstance(waarde, list):
        return [drukbaar(deel) for deel in waarde]
    if isinstance(waarde, str):
        return "".join(_teken(teken) for teken in unicodedata.normalize("NFC", waarde))
    return waarde


def _teken(teken: str) -> str:
    soort = unicodedata.category(teken)
    if teken == "\n" or (soort not in {"Cn", "Cc", "Cf"} and any(ord(teken) in reeks for reeks in TEKENS)):
        return teken
    # Joiners, variation selectors and skin tones belong to the character before them.
    return "" if soort in {"Cc", "Cf", "Mn", "Sk"} else VERVANGER


def _zet_letters_klaar(map_: Path) -> None:
    """Our web letter as TrueType, which typst reads. Without it typst falls back on its own letter."""
    for naam in LETTERS:
        try:
            # With a new date of change the same report would not be the same file.
            letter = TTFont(_bestand(naam), recalcTimestamp=False)
        except (OSError, ValueError):
            log.warning("font %s is missing, the report is set in another one", naam)
            continue
        letter.flavor = None
        letter.save(map_ / f"{Path(naam).stem}.ttf")


def _bestand(naam: str) -> Path:
    """A static file: where it comes from in development, and as it was collected in production."""
    if pad := finders.find(naam):
        return Path(str(pad))
    opslag = cast(HashedFilesMixin, staticfiles_storage)
    return Path(staticfiles_storage.path(opslag.stored_name(naam)))


def maak_af(pdf: bytes) -> bytes:
    """Two things that typst leaves open: row headers in tables, and how streams end."""
    uitvoer = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        for deel in document.objects:
            if isinstance(deel, pikepdf.Stream):
                _zonder_regeleinde(deel)
            elif isinstance(deel, pikepdf.Dictionary) and deel.get("/S") == pikepdf.Name.TR:
                _met_rijkop(deel)
        document.save(
            uitvoer,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            deterministic_id=True,
        )
    return uitvoer.getvalue()


def _met_rijkop(rij: pikepdf.Dictionary) -> None:
    """Make the first cell a row header; typst knows column headers only."""
    eerste = rij.K[0] if isinstance(rij.K, pikepdf.Array) else rij.K
    if eerste.get("/S") == pikepdf.Name.TD:
        eerste.S = pikepdf.Name.TH
        eerste.A = pikepdf.Array([pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)])


def _zonder_regeleinde(stroom: pikepdf.Stream) -> None:
    """Keep the last byte from being a line end: with the line end before `endstream` its length is ambiguous.

    PDF/A refuses that, and by chance it happens to one compressed stream in a hundred. Stored uncompressed it
    ends otherwise; a space after the last line means nothing.
    """
    if stroom.read_raw_bytes().endswith((b"\r", b"\n")):
        inhoud = stroom.read_bytes()
        stroom.write(inhoud + b" " if inhoud.endswith((b"\r", b"\n")) else inhoud)


def _woorden() -> dict[str, str]:
    """The fixed words on the pages."""
    return {
        "serie": _("Wijkgericht werken"),
        "ondertitel": _("Kwartaalrapportage aan de gemeenteraad"),
        "concept": _("Concept: nog niet aangeboden aan de raad"),
        "gemeente": _("Gemeente"),
        "van": _("Van"),
        "datum": _("Datum"),
        "nog_niet": _("nog niet aangeboden"),
        "portefeuillehouder": _("Portefeuillehouder"),
        "contactpersoon": _("Contactpersoon"),
        "registratienummer": _("Registratienummer"),
        "onderwerp": _("Onderwerp"),
        "kennisnemen_van": _("Kennisnemen van"),
        "samenvatting": _("Samenvatting"),
        "geen_samenvatting": _("De samenvatting is nog niet geschreven."),
        "bijstelling": _("Bijstelling van de visie"),
        "in_dit_stuk": _("In deze rapportage"),
        "pilot": _("Pilot"),
        "gemeente_leerde": _("Wat de gemeente leerde"),
        "bewoners_leerden": _("Wat bewoners leerden"),
        "gemeente_ontbreekt": _("De gemeente noteerde dit kwartaal geen leerpunten over deze wijk."),
        "bewoners_ontbreken": _(
            "Van bewoners kwamen dit kwartaal geen leerpunten. Hun kant van het verhaal ontbreekt hier."
        ),
        "wens": _("Wens:"),
        "opgetekend": _("Opgetekend door de gemeente."),
        "in_cijfers": _("In cijfers"),
        "verandert": _("Wat gaat er anders?"),
        "gebeurde": _("Wat gebeurde er?"),
        "niets_afgerond": _("In dit kwartaal werd hier geen initiatief afgerond."),
        "toezeggingen": _("Nog open toezeggingen"),
        "uiterlijk": _("uiterlijk"),
        "op_een_rij": _("De cijfers op een rij"),
        "wijk": _("Wijk"),
        "samen": _("Samen"),
        "betekenis": _("Wat betekenen de cijfers?"),
        "over": _("Over deze rapportage"),
        "over_tekst": _(
            "Deze rapportage is aangeboden aan de gemeenteraad en verandert niet meer. "
            "Controlegetal (SHA-256) van de inhoud:"
        ),
        "bladzijde": _("Bladzijde"),
        "van_bladzijden": _("van"),
    }
