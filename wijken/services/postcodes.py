"""Take over which postcode lies in which wijk."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import connection, transaction

from kern.laden import BestandFout

PAKKET = 20_000  # rows sent to the database at a time

# Of every postcode the wijk with most addresses; equal numbers: the lowest code, so that twice is once.
_MEERDERHEID = """
CREATE TEMPORARY TABLE postcode_meerderheid ON COMMIT DROP AS
SELECT DISTINCT ON (pc6) pc6, wijk, aantal_wijken > 1 AS gedeeld
FROM (
    SELECT pc6, wijk, count(*) AS adressen, count(*) OVER (PARTITION BY pc6) AS aantal_wijken
    FROM postcode_invoer GROUP BY pc6, wijk
) AS per_wijk
ORDER BY pc6, adressen DESC, wijk
"""
_ONBEKEND = """
SELECT DISTINCT 'WK' || wijk FROM postcode_invoer
WHERE NOT EXISTS (SELECT FROM wijken_wijk WHERE code = 'WK' || wijk) ORDER BY 1
"""
_VERVALLEN = """
DELETE FROM wijken_postcode AS oud
WHERE NOT EXISTS (SELECT FROM postcode_meerderheid AS nieuw WHERE nieuw.pc6 = oud.pc6)
"""
_GEWIJZIGD = """
UPDATE wijken_postcode AS oud SET wijk_id = plek.id, gedeeld = nieuw.gedeeld
FROM postcode_meerderheid AS nieuw JOIN wijken_wijk AS plek ON plek.code = 'WK' || nieuw.wijk
WHERE nieuw.pc6 = oud.pc6 AND (oud.wijk_id, oud.gedeeld) IS DISTINCT FROM (plek.id, nieuw.gedeeld)
"""
_TOEGEVOEGD = """
INSERT INTO wijken_postcode (pc6, wijk_id, gedeeld)
SELECT nieuw.pc6, plek.id, nieuw.gedeeld
FROM postcode_meerderheid AS nieuw JOIN wijken_wijk AS plek ON plek.code = 'WK' || nieuw.wijk
ON CONFLICT (pc6) DO NOTHING
"""


@dataclass(frozen=True)
class Verslag:
    """What taking over the table did, in numbers of postcodes; `adressen` is what was read."""

    adressen: int
    toegevoegd: int
    gewijzigd: int
    vervallen: int
    gedeeld: int


@transaction.atomic
def neem_postcodes_over(*, adressen: Iterable[tuple[bytes, bytes]]) -> Verslag:
    """Replace the table of postcodes by these addresses (postcode, six-digit wijk code).

    The rows go straight to the database (COPY), which counts them: memory does not grow with the file. Raises
    `BestandFout`, with nothing changed, when there is no address or a wijk that the portal does not know.
    """
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE wijken_postcode IN SHARE ROW EXCLUSIVE MODE")  # one import at a time
        cursor.execute("DROP TABLE IF EXISTS postcode_invoer, postcode_meerderheid")
        cursor.execute("CREATE TEMPORARY TABLE postcode_invoer (pc6 text, wijk text) ON COMMIT DROP")
        aantal = _kopieer(cursor, adressen)
        if not aantal:
            raise BestandFout("er staat geen enkel adres van deze gemeente in.")
        cursor.execute(_ONBEKEND)
        if onbekend := [code for (code,) in cursor.fetchall()]:
            raise BestandFout(
                f"het portaal kent {', '.join(onbekend)} niet. Lees eerst de wijken in met importeer_wijken."
            )
        cursor.execute(_MEERDERHEID)
        vervallen, gewijzigd, toegevoegd = (
            _tel(cursor, opdracht) for opdracht in (_VERVALLEN, _GEWIJZIGD, _TOEGEVOEGD)
        )
        cursor.execute("SELECT count(*) FROM postcode_meerderheid WHERE gedeeld")
        (gedeeld,) = cursor.fetchone()
    return Verslag(aantal, toegevoegd, gewijzigd, vervallen, gedeeld)


def _kopieer(cursor: Any, adressen: Iterable[tuple[bytes, bytes]]) -> int:
    """Send the rows to the database in packets; returns how many. They hold digits and capitals only."""
    aantal = 0
    rijen = iter(adressen)
    with cursor.copy("COPY postcode_invoer (pc6, wijk) FROM STDIN") as kopie:
        while pakket := [b"%s\t%s\n" % rij for rij in islice(rijen, PAKKET)]:
            kopie.write(b"".join(pakket))
            aantal += len(pakket)
    return aantal


def _tel(cursor: Any, opdracht: str) -> int:
    cursor.execute(opdracht)
    return int(cursor.rowcount)
