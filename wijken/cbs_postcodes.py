"""Reads the table of CBS that says in which wijk every address lies ("pc6hnr"), in constant memory.

A CSV, or the zip around it, with the header `PC6;Huisnummer;Buurt2025;Wijk2025;Gemeente2025`. The year is part
of the column names, the delimiter was a comma before, and codes are zero-padded text or plain integers.
About 8 million rows for the country.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from kern.laden import BestandFout

LANGSTE_REGEL = 1000  # bytes; a real one has about 35
PC6 = re.compile(rb"[1-9][0-9]{3}[A-Z]{2}")
KOLOMMEN = ("pc6", "huisnummer", "buurt", "wijk", "gemeente")

Voortgang = Callable[[int, int, int], None]  # bytes read, bytes in all, rows read


def lees_postcodes(bestand: Path, gemeentecode: str, voortgang: Voortgang) -> Iterator[tuple[bytes, bytes]]:
    """Postcode and six-digit wijk code of every address in one municipality (`GM0826`).

    Calls `voortgang` now and then, and at the end. Raises `BestandFout` with the line for a broken file.
    """
    gemeente = gemeentecode.removeprefix("GM").encode()
    with _open(bestand) as (bron, totaal):
        yield from _rijen(bron, totaal, gemeente, voortgang)


def _rijen(
    bron: IO[bytes], totaal: int, gemeente: bytes, voortgang: Voortgang
) -> Iterator[tuple[bytes, bytes]]:
    kop = bron.readline(LANGSTE_REGEL)
    scheiding, plek = _kolommen(kop)
    gelezen, nummer = len(kop), 1
    gezocht = {gemeente, gemeente.lstrip(b"0")}
    while regel := bron.readline(LANGSTE_REGEL):
        nummer += 1
        gelezen += len(regel)
        if not nummer % 50_000:
            voortgang(gelezen, totaal, nummer - 1)
        delen = regel.rstrip(b"\r\n").replace(b'"', b"").split(scheiding)
        if len(delen) != len(plek) or not delen[plek["gemeente"]].isdigit():
            _weiger(regel, delen, plek, nummer)
        elif delen[plek["gemeente"]] in gezocht:
            yield _adres(delen, plek, gemeente, nummer)
    voortgang(totaal, totaal, nummer - 1)


def _adres(delen: list[bytes], plek: dict[str, int], gemeente: bytes, nummer: int) -> tuple[bytes, bytes]:
    """Postcode and wijk code of one row; raises `BestandFout` when one of them is none."""
    pc6 = delen[plek["pc6"]].replace(b" ", b"").upper()
    wijk = delen[plek["wijk"]].zfill(6)
    if not PC6.fullmatch(pc6):
        raise BestandFout(f"regel {nummer}: {_lees(delen[plek['pc6']])} is geen postcode.")
    if not delen[plek["huisnummer"]].isdigit():
        raise BestandFout(f"regel {nummer}: {_lees(delen[plek['huisnummer']])} is geen huisnummer.")
    if not wijk.isdigit() or len(wijk) != 6 or not wijk.startswith(gemeente):
        raise BestandFout(f"regel {nummer}: {_lees(delen[plek['wijk']])} is geen wijk van deze gemeente.")
    return pc6, wijk


def _kolommen(kop: bytes) -> tuple[bytes, dict[str, int]]:
    """The delimiter and the place of each column; the year behind a name is ignored."""
    schoon = kop.removeprefix(b"\xef\xbb\xbf").strip().replace(b'"', b"").lower()
    scheiding = b";" if b";" in schoon else b","
    namen = [re.sub(rb"\d{4}$", b"", naam).decode(errors="replace") for naam in schoon.split(scheiding)]
    if sorted(namen) != sorted(KOLOMMEN):
        raise BestandFout("regel 1: verwacht wordt PC6;Huisnummer;Buurt2025;Wijk2025;Gemeente2025.")
    return scheiding, {naam: nummer for nummer, naam in enumerate(namen)}


def _weiger(regel: bytes, delen: list[bytes], plek: dict[str, int], nummer: int) -> None:
    """Raises for a row that cannot be read; an empty line is let pass."""
    if not regel.strip():
        return
    if len(regel) >= LANGSTE_REGEL:
        raise BestandFout(f"regel {nummer}: deze regel is te lang.")
    if len(delen) != len(plek):
        raise BestandFout(f"regel {nummer}: {len(delen)} waarden in plaats van {len(plek)}.")
    raise BestandFout(f"regel {nummer}: {_lees(delen[plek['gemeente']])} is geen gemeentecode.")


def _lees(waarde: bytes) -> str:
    """A value as a person may read it in a message."""
    tekst = waarde.decode("utf-8", errors="replace")
    return f'"{tekst[:20]}"'


@contextmanager
def _open(bestand: Path) -> Iterator[tuple[IO[bytes], int]]:
    """The CSV itself and its size in bytes, out of the zip when it is one; a failing read is told too."""
    try:
        if not zipfile.is_zipfile(bestand):
            with bestand.open("rb", buffering=1 << 20) as bron:
                yield bron, bestand.stat().st_size
            return
        with zipfile.ZipFile(bestand) as archief:
            lid = _lid(archief)
            with archief.open(lid) as ingepakt:
                yield io.BufferedReader(cast(io.RawIOBase, ingepakt), 1 << 20), lid.file_size
    except (zipfile.BadZipFile, zlib.error, EOFError) as fout:
        raise BestandFout("het zipbestand is niet heel.") from fout
    except (OSError, NotImplementedError, RuntimeError) as fout:
        raise BestandFout("het bestand is niet te lezen.") from fout


def _lid(archief: zipfile.ZipFile) -> zipfile.ZipInfo:
    """The table of addresses; the zip of CBS also holds lists of names."""
    for lid in archief.infolist():
        if not lid.is_dir() and lid.filename.lower().endswith(".csv"):
            with archief.open(lid) as inhoud:
                if inhoud.read(16).removeprefix(b"\xef\xbb\xbf").lstrip(b'"').upper().startswith(b"PC6"):
                    return lid
    raise BestandFout("er zit geen CSV met postcodes in het zipbestand.")
