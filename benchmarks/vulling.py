"""Fills an empty portal with many different initiatives over twenty wijken, for the benchmarks of staff and search.

The words follow Zipf's law, as words do: a few stand in nearly every story and most in few, so that full text
search has common and rare words to deal with. The numbers are drawn with a fixed seed.
"""

import random
from collections.abc import Iterator

import psycopg

WIJKEN = 20
MAKELAARS = 5  # each has four wijken
BEGIN = (51.60, 4.80)  # WGS84; the wijken lie in a grid of about 1 km
STAM = (
    "buurt",
    "straat",
    "plein",
    "samen",
    "groen",
    "kind",
    "spel",
    "bank",
    "boom",
    "tuin",
    "feest",
    "school",
)
LETTERGREEP = ("ba", "de", "ko", "li", "mo", "na", "pe", "ri", "so", "tu", "va", "wi", "zo", "ga", "hu", "ja")
WOORDEN = 6_000
ZAAD = 20260922

INITIATIEF = """COPY initiatieven_initiatief (sleutel, kenmerk, status, titel, verhaal, wijk_id, plek, lat, lon,
 nodig, nodig_toelichting, eigen_bijdrage, indiener_id, indiener_naam, indiener_email, toon_voornaam,
 behandelaar_id, route, sturingsrol, reden, kader, aan_zet, aan_zet_persoon_id, uiterlijk, aangemaakt, ingediend_op,
 afgesloten_op, domein, groep, kanaal, telefoon, aan_zet_derde, thema_id) FROM STDIN"""
GEBEURTENIS = """INSERT INTO initiatieven_gebeurtenis
 (initiatief_id, soort, openbaar, namens, tekst, van_status, naar_status, afzender, wanneer, door_id)
SELECT i.id, soort, true, '', 'Dank voor uw idee. Wij nemen contact met u op.', '', '', '',
       i.ingediend_op + nr * interval '1 hour', i.behandelaar_id
FROM initiatieven_initiatief i, (VALUES ('ingediend', 0), ('reactie', 1), ('voortgang', 2)) AS g (soort, nr)"""


def woordenlijst(dobbel: random.Random) -> list[str]:
    """Words that look Dutch to the stemmer, the common ones first."""
    verzonnen = {
        "".join(dobbel.choices(LETTERGREEP, k=dobbel.randint(2, 4))) + dobbel.choice(("", "l", "r", "m"))
        for _ in range(WOORDEN)
    }
    return [*STAM, *sorted(verzonnen)]


def tekst(dobbel: random.Random, woorden: list[str], gewichten: list[float], lengte: int) -> str:
    return " ".join(dobbel.choices(woorden, cum_weights=gewichten, k=lengte))


def zipf(aantal: int) -> list[float]:
    """Cumulative weights: the n-th word is n times as rare as the first."""
    som, uit = 0.0, []
    for plaats in range(1, aantal + 1):
        som += 1 / plaats
        uit.append(som)
    return uit


def vul(url: str, aantal: int) -> None:
    """Twenty wijken, five wijkmakelaars, a resident, and `aantal` initiatives with three lines of history each.

    Four in five are closed, as in a portal of some years. The profile has been loaded; its roles are left alone.
    """
    dobbel = random.Random(ZAAD)
    woorden = woordenlijst(dobbel)
    gewichten = zipf(len(woorden))
    with psycopg.connect(url) as verbinding:
        wijken = _wijken(verbinding)
        makelaars = _mensen(verbinding, wijken)
        themas = [rij[0] for rij in verbinding.execute("SELECT id FROM initiatieven_thema ORDER BY id")]
        with verbinding.cursor().copy(INITIATIEF) as copy:
            for rij in _rijen(dobbel, aantal, wijken, makelaars, themas, woorden, gewichten):
                copy.write_row(rij)
        verbinding.execute(GEBEURTENIS)
        verbinding.execute(
            "INSERT INTO initiatieven_kenmerkteller VALUES (2026, %s) ON CONFLICT DO NOTHING", [aantal]
        )
    with psycopg.connect(url, autocommit=True) as verbinding:
        verbinding.execute("VACUUM ANALYZE")


def _wijken(verbinding: psycopg.Connection) -> list[int]:
    verbinding.execute(
        """INSERT INTO wijken_wijk (code, naam, slug, sorteernaam, soort, karakter, bron, actief, bijgewerkt)
        SELECT 'WK0826' || n, 'Wijk ' || n, 'wijk-' || n, 'wijk ' || n, 'wijk', '', '', true, now()
        FROM generate_series(60, 60 + %s - (SELECT count(*)::int FROM wijken_wijk) - 1) AS n""",
        [WIJKEN],
    )
    return [rij[0] for rij in verbinding.execute("SELECT id FROM wijken_wijk ORDER BY id LIMIT %s", [WIJKEN])]


def _mensen(verbinding: psycopg.Connection, wijken: list[int]) -> list[int]:
    """The wijkmakelaars; the last one is a resident, who starts everything."""
    makelaars = []
    for nummer in range(MAKELAARS + 1):
        rij = verbinding.execute(
            """INSERT INTO kern_gebruiker (password, is_superuser, email, naam, sorteernaam, toon_voornaam,
                 is_active, is_staff, aangemaakt)
               VALUES ('!', false, %s, %s, '', false, true, false, now()) RETURNING id""",
            [f"makelaar{nummer}@voorbeeld.example", f"Makelaar {nummer}"],
        ).fetchone()
        assert rij is not None
        makelaars.append(rij[0])
    for nummer, wijk in enumerate(wijken):
        verbinding.execute(
            """INSERT INTO rollen_rolvervulling
               (gebruiker_id, rol, wijk_id, vanaf, organisatie, mandaatbesluit, reden_einde, neemt_werk_mee)
               VALUES (%s, 'wijkmakelaar', %s, '2020-10-01', '', '', '', false)""",
            [makelaars[nummer % MAKELAARS], wijk],
        )
    return makelaars


def _rijen(
    dobbel: random.Random,
    aantal: int,
    wijken: list[int],
    makelaars: list[int],
    themas: list[int],
    woorden: list[str],
    gewichten: list[float],
) -> Iterator[tuple[object, ...]]:
    inwoner = makelaars[-1]
    for nummer in range(1, aantal + 1):
        plaats = dobbel.randrange(len(wijken))
        makelaar = makelaars[plaats % MAKELAARS]
        loopt = nummer % 5 == 0
        dag = 1 + nummer * 1_700 // aantal  # days since 2022
        wanneer = f"{2022 + dag // 366}-{1 + dag % 366 // 31:02}-{1 + dag % 28:02} 12:{nummer % 60:02}:00+00"
        status = dobbel.choice(("ingediend", "in_behandeling", "in_uitvoering")) if loopt else "gerealiseerd"
        yield (
            f"00000000-0000-4000-8000-{nummer:012x}",
            f"2026-{nummer:04}",
            status,
            tekst(dobbel, woorden, gewichten, 6)[:100],
            tekst(dobbel, woorden, gewichten, 60),
            wijken[plaats],
            tekst(dobbel, woorden, gewichten, 2),
            BEGIN[0] + plaats // 5 * 0.01 + dobbel.random() * 0.01,
            BEGIN[1] + plaats % 5 * 0.015 + dobbel.random() * 0.015,
            "{advies}",
            "",
            "Wij doen zelf mee.",
            inwoner,
            "",
            "",
            False,
            makelaar,
            "begeleiden" if status == "in_uitvoering" else "",
            "netwerkend" if status == "in_uitvoering" else "",
            "",
            "",
            "medewerker" if loopt else "",
            makelaar if loopt else None,
            f"2026-11-{1 + nummer % 28:02}" if loopt else None,
            wanneer,
            wanneer,
            None if loopt else wanneer,
            dobbel.choice(("fysiek", "sociaal", "beide")),
            "",
            "website",
            "",
            "",
            dobbel.choice(themas),
        )
