"""A zip that is sent while it is made: no more of it is in memory than what goes out next."""

import io
import time
import zipfile
from collections.abc import Iterable, Iterator

STUK = 64 * 1024  # bytes


class _Uitgang(io.RawIOBase):
    """What the zip is written to: cannot seek, and gives away what it got."""

    def __init__(self) -> None:
        self._stukken: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, stuk: bytes) -> int:  # type: ignore[override]
        self._stukken.append(bytes(stuk))
        return len(stuk)

    def neem(self) -> bytes:
        stukken, self._stukken = self._stukken, []
        return b"".join(stukken)


def zipstroom(leden: Iterable[tuple[str, Iterable[bytes]]]) -> Iterator[bytes]:
    """The bytes of a zip with these files, by name and contents; both are asked for one at a time."""
    uitgang = _Uitgang()
    with zipfile.ZipFile(uitgang, "w", zipfile.ZIP_DEFLATED) as zip_:
        for naam, inhoud in leden:
            lid = zipfile.ZipInfo(naam, time.localtime()[:6])
            lid.compress_type = zipfile.ZIP_DEFLATED
            with zip_.open(lid, "w") as bestand:
                for stuk in inhoud:
                    bestand.write(stuk)
                    if klaar := uitgang.neem():
                        yield klaar
    yield uitgang.neem()
