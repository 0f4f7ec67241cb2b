"""Sorting, naming and guarding of text, without ICU."""

import re
import unicodedata

# An e-mail address or a Dutch telephone number, however it is spaced.
CONTACTGEGEVENS = re.compile(r"[^\s@]+@[^\s@]+\.\w|(?<!\d)(?:\+31|0031|0)[\s\-]?[1-9](?:[\s\-]?\d){8}(?!\d)")


def noemt_contactgegevens(tekst: str) -> bool:
    """Whether a text that everybody will read holds an e-mail address or a telephone number."""
    return CONTACTGEGEVENS.search(tekst) is not None


def sorteersleutel(tekst: str) -> str:
    """Unaccented, casefolded text: what people sort by, since the database sorts by code point.

    "Élan" and "elan" become equal and "IJs" stays between "ieper" and "ik".
    """
    ontleed = unicodedata.normalize("NFKD", tekst)
    return "".join(teken for teken in ontleed if not unicodedata.combining(teken)).casefold().strip()
