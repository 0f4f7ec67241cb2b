"""Tables as a file for a spreadsheet. Every export of the portal goes through here.

A cell that a spreadsheet would run as a formula is defused (OWASP, CSV injection), and every cell stands in quotes.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence

from django.http import StreamingHttpResponse

FORMULETEKENS = ("=", "+", "-", "@", "\t", "\r", "\n")
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"  # by which Excel knows that it is UTF-8


class _Echo:
    """A file that hands back what is written, so that a large file is never held in memory."""

    def write(self, waarde: str) -> str:
        return waarde


def veilig(cel: str) -> str:
    """The text of a cell that no spreadsheet runs as a formula."""
    return f"'{cel}" if cel.lstrip(" ").startswith(FORMULETEKENS) else cel


def als_csv(koppen: Sequence[str], rijen: Iterable[Sequence[str]]) -> Iterator[str]:
    """Line after line, for a Dutch spreadsheet: semicolons, all cells quoted, UTF-8 with BOM."""
    schrijver = csv.writer(_Echo(), delimiter=";", quoting=csv.QUOTE_ALL)
    yield BOM + schrijver.writerow([veilig(kop) for kop in koppen])
    for rij in rijen:
        yield schrijver.writerow([veilig(cel) for cel in rij])


def csv_antwoord(naam: str, koppen: Sequence[str], rijen: Iterable[Sequence[str]]) -> StreamingHttpResponse:
    """The download of `naam`.csv, sent while it is being made."""
    antwoord = StreamingHttpResponse(als_csv(koppen, rijen), content_type="text/csv; charset=utf-8")
    antwoord["Content-Disposition"] = f'attachment; filename="{naam}.csv"'
    antwoord["X-Content-Type-Options"] = "nosniff"
    return antwoord
