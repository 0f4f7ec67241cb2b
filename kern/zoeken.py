"""Looking for what is about the same, by the words of a text."""

import re

from django.contrib.postgres.search import SearchQuery

WOORD = re.compile(r"\w{4,}")  # shorter words say too little


def een_van_de_woorden(tekst: str) -> SearchQuery:
    """Finds what holds at least one of these words, in any of its Dutch forms; without words it finds nothing."""
    woorden = dict.fromkeys(WOORD.findall(tekst.lower()))
    return SearchQuery(
        " or ".join(f'"{woord}"' for woord in woorden), config="dutch", search_type="websearch"
    )
