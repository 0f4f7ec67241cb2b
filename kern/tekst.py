"""Sorting and naming of text without ICU."""

import unicodedata


def sorteersleutel(tekst: str) -> str:
    """Unaccented, casefolded text: what people sort by, since the database sorts by code point.

    "Élan" and "elan" become equal and "IJs" stays between "ieper" and "ik".
    """
    ontleed = unicodedata.normalize("NFKD", tekst)
    return "".join(teken for teken in ontleed if not unicodedata.combining(teken)).casefold().strip()
