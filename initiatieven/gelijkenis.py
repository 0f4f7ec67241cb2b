"""Which initiatives look like what somebody is about to tell: by words, place and theme.

Two cheap questions find candidates, and a small sum orders them. By words: full text search in Dutch on the rarest
words of the text, because a word that stands in every third story finds everything and says nothing. By place: the
nearest ones, straight from the index `initiatief_dichtbij`. How rare a word is PostgreSQL knows from its statistics
of `zoekvector`; on a table too small for statistics every word counts as rare.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import cos, exp, hypot, log, prod, radians

from django.core.cache import cache
from django.db import connection

from initiatieven.kaart import DECIMALEN
from initiatieven.levensloop import OPEN, Status
from initiatieven.models import Initiatief

HOOGSTENS = 5
GELIJKEND = [*OPEN, Status.GEREALISEERD]  # to join, or to learn from
KANDIDATEN = 25  # of each question
RIJEN = 1_000  # as many rows as common words together may find, so that weighing them stays cheap
WOORDEN = 5  # of those too rare for the statistics, and of the others
DICHTBIJ = 300  # metres; at this distance a place counts for a third
METER_PER_GRAAD = 111_320  # of latitude
VERS = 3600  # seconds that the statistics are kept

# What words, place and theme weigh, and below which sum it only seems to look alike.
WEEG_WOORDEN, WEEG_PLEK, WEEG_THEMA, DREMPEL = 0.7, 0.45, 0.1, 0.32

STATISTIEK = """
SELECT greatest(c.reltuples, 1), s.most_common_elems::text::text[], s.most_common_elem_freqs
FROM pg_class c LEFT JOIN pg_stats s ON s.schemaname = c.relnamespace::regnamespace::text
  AND s.tablename = c.relname AND s.attname = 'zoekvector'
WHERE c.oid = 'initiatieven_initiatief'::regclass
"""
OP_WOORDEN = """
WITH woord AS (SELECT w, gewicht, plainto_tsquery('simple', w) AS zoek
               FROM unnest(%(woorden)s::text[], %(gewichten)s::float[]) AS u (w, gewicht))
SELECT i.id, gedeeld.woorden FROM initiatieven_initiatief i
CROSS JOIN LATERAL (SELECT array_agg(w) AS woorden, sum(gewicht) AS som
                    FROM woord WHERE i.zoekvector @@ zoek) AS gedeeld
WHERE i.zoekvector @@ %(zoek)s::tsquery AND i.status = ANY(%(statussen)s)
ORDER BY gedeeld.som DESC, i.id DESC LIMIT %(hoogstens)s
"""
OP_PLEK = """
SELECT id FROM initiatieven_initiatief WHERE lat IS NOT NULL AND status = ANY(%s)
ORDER BY point(lon, lat) <-> point(%s, %s) LIMIT %s
"""


@dataclass(frozen=True)
class Vraag:
    """What is known so far; everything but `tekst` may be missing. Degrees in WGS84."""

    tekst: str = ""
    lat: float | None = None
    lon: float | None = None
    thema_id: int | None = None
    behalve: int | None = None  # the id of the initiative itself

    @classmethod
    def over(cls, initiatief: Initiatief) -> "Vraag":
        """What looks like this one, a draft included."""
        return cls(
            tekst=f"{initiatief.titel} {initiatief.verhaal}",
            lat=initiatief.lat,
            lon=initiatief.lon,
            thema_id=initiatief.thema_id,
            behalve=initiatief.pk,
        )


def lijkt_op(vraag: Vraag, hoogstens: int = HOOGSTENS) -> list[Initiatief]:
    """The initiatives that look most like it, best first. At most six queries, however many there are."""
    woorden = _gedeelde_woorden(vraag.tekst)
    kandidaten = {*woorden, *_dichtbij(vraag)} - {vraag.behalve}
    if not kandidaten:
        return []
    punten = {
        pk: WEEG_WOORDEN * woorden.get(pk, 0)
        + WEEG_PLEK * _nabijheid(vraag, lat, lon)
        + WEEG_THEMA * (thema is not None and thema == vraag.thema_id)
        for pk, lat, lon, thema in Initiatief.objects.filter(pk__in=kandidaten)
        .order_by()
        .values_list("pk", "lat", "lon", "thema")
    }
    gelijk = sorted((pk for pk in punten if punten[pk] >= DREMPEL), key=lambda pk: (-punten[pk], -pk))
    beste = Initiatief.objects.filter(pk__in=gelijk[:hoogstens]).voor_regels()
    return sorted(beste, key=lambda rij: gelijk.index(rij.pk))


def _gedeelde_woorden(tekst: str) -> dict[int, float]:
    """Per candidate the share, from 0 to 1, of the words that matter; words that nobody else uses do not count."""
    gewicht, zoek = zoekwoorden(tekst)
    if not gewicht:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            OP_WOORDEN,
            {
                "woorden": list(gewicht),
                "gewichten": list(gewicht.values()),
                "zoek": zoek,
                "statussen": GELIJKEND,
                "hoogstens": KANDIDATEN,
            },
        )
        rijen: list[tuple[int, list[str]]] = cursor.fetchall()
    alles = sum(gewicht[woord] for woord in {woord for _pk, gedeeld in rijen for woord in gedeeld})
    return {pk: sum(gewicht[woord] for woord in gedeeld) / alles for pk, gedeeld in rijen}


def _aangehaald(woord: str) -> str:
    """A word as tsquery takes it literally."""
    return "'" + woord.replace("\\", "\\\\").replace("'", "''") + "'"


def zoekwoorden(tekst: str) -> tuple[dict[str, float], str]:
    """The rarest words of the text with their weight, and what to search for.

    Any of a few words that are too rare for the statistics and of the rarest others, as long as those find few
    enough rows together. When all are common: all of them at once, and when that finds too many as well the text
    says nothing. Both are empty then.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT tsvector_to_array(to_tsvector('dutch', %s))", [tekst])
        woorden: Sequence[str] = cursor.fetchone()[0]
    aantal, bekend = _statistiek()
    zeldzaam = sorted((w for w in woorden if w not in bekend), key=lambda w: (-len(w), w))[:WOORDEN]
    gewoon = sorted((w for w in woorden if w in bekend), key=lambda w: (bekend[w], w))[:WOORDEN]
    rijen = accumulate(bekend[woord] * aantal for woord in gewoon)
    gekozen = [*zeldzaam, *(w for w, som in zip(gewoon, rijen, strict=True) if som <= RIJEN)]
    samen = not gekozen
    if samen:
        if prod(bekend[woord] for woord in gewoon) * aantal > RIJEN:
            return {}, ""
        gekozen = gewoon
    minst = min(bekend.values(), default=1 / aantal)
    gewicht = {woord: 1 + log(1 / bekend.get(woord, minst)) for woord in gekozen}
    return gewicht, (" & " if samen else " | ").join(_aangehaald(woord) for woord in gekozen)


def _statistiek() -> tuple[float, dict[str, float]]:
    """The number of initiatives, about, and in which part of them the common words stand."""
    bewaard: tuple[float, dict[str, float]] | None = cache.get("initiatieven-woorden")
    if bewaard is None:
        with connection.cursor() as cursor:
            cursor.execute(STATISTIEK)
            aantal, woorden, delen = cursor.fetchone()
        bewaard = (aantal, dict(zip(woorden or (), delen or (), strict=False)))
        cache.set("initiatieven-woorden", bewaard, VERS)
    return bewaard


def _dichtbij(vraag: Vraag) -> list[int]:
    if vraag.lat is None or vraag.lon is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(OP_PLEK, [GELIJKEND, vraag.lon, vraag.lat, KANDIDATEN])
        return [pk for (pk,) in cursor.fetchall()]


def _nabijheid(vraag: Vraag, lat: float | None, lon: float | None) -> float:
    """1 on the same spot, and less with the distance.

    Measured to the spot that the map shows: else somebody who asks often enough finds the front door behind it.
    """
    if vraag.lat is None or vraag.lon is None or lat is None or lon is None:
        return 0
    lat, lon = round(lat, DECIMALEN), round(lon, DECIMALEN)
    opzij = (vraag.lon - lon) * cos(radians(lat))
    return exp(-METER_PER_GRAAD * hypot(vraag.lat - lat, opzij) / DICHTBIJ)
