"""How fast the public pages are beside a bare Django view, at 1,000 and at 100,000 initiatives.

    python -m benchmarks.paginas [--rondes N] [--pagina NAAM ...]

Columns: requests per second, p99 in milliseconds, bytes of the largest answer, "x bare" (how many times the
requests per second of the bare view; 1.00 is as fast) and, at 100,000, "x at 1,000" (that ratio beside the one at
1,000; 1.00 is as fast as with few rows).

Everything is started here: a throw-away PostgreSQL and Redis, the production server with production
settings, and a second one with a bare view (`benchmarks.kaal`). Pages and bare view are asked in turn, so
that a machine that slows down slows both.
"""

import argparse
import statistics
from contextlib import ExitStack

import psycopg

from benchmarks.belasting import Meting, meet
from benchmarks.omgeving import POORT, POORT_KAAL, portaal, server

AANTAL = 400  # requests per round
# Each with the paths that are asked in turn, so that no single row or plan is what is measured. The list without
# a filter is kept until something happens (docs/adr/0043); with one it is made anew for every request.
PAGINAS = {
    "home": ["/"],
    "lijst": ["/initiatieven/"],
    "lijst, filter": [f"/initiatieven/?status={groep}" for groep in ("lopend", "gelukt")],
    "detail": [f"/initiatieven/2026-{nummer:04}/" for nummer in range(500, 540)],
    "wijkpagina": [
        f"/wijken/{slug}/" for slug in ("slotjes", "vrachelen", "dommelbergen", "oosterheide", "dorst")
    ],
}

VUL = """
WITH wijk AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS nr, count(*) OVER () AS n FROM wijken_wijk),
     persoon AS (SELECT min(id) AS id FROM kern_gebruiker),
     nieuw AS (
  INSERT INTO initiatieven_initiatief (sleutel, kenmerk, status, titel, verhaal, wijk_id, plek, lat, lon, nodig,
    nodig_toelichting, eigen_bijdrage, indiener_id, indiener_naam, indiener_email, toon_voornaam, behandelaar_id,
    route, sturingsrol, reden, kader, aan_zet, aan_zet_persoon_id, uiterlijk, aangemaakt, ingediend_op,
    afgesloten_op, domein, groep, kanaal, telefoon, aan_zet_derde, reactie_uiterlijk, besluit_uiterlijk,
    eerste_reactie_op)
  SELECT gen_random_uuid(), '2026-' || lpad(i::text, greatest(4, length(i::text)), '0'),
    CASE WHEN i %% 5 = 0 THEN 'gerealiseerd' ELSE 'in_behandeling' END,
    'Een idee voor de straat, nummer ' || i,
    repeat('Wij willen samen de straat groener maken. ', 12),
    (SELECT id FROM wijk WHERE nr = i %% n), 'Bij het plein',
    51.64 + (i %% 97) * 0.0003, 4.86 + (i %% 89) * 0.0003,
    ARRAY['advies', 'materiaal'], 'Wij zoeken planten en goede raad.', 'Wij doen het onderhoud zelf.',
    persoon.id, '', '', false, persoon.id, '', '', '', '',
    CASE WHEN i %% 5 = 0 THEN '' ELSE 'medewerker' END,
    CASE WHEN i %% 5 = 0 THEN NULL ELSE persoon.id END,
    CASE WHEN i %% 5 = 0 THEN NULL ELSE DATE '2026-11-20' + i %% 30 END,
    TIMESTAMPTZ '2026-01-01' + i * interval '1 minute', TIMESTAMPTZ '2026-01-01' + i * interval '1 minute',
    CASE WHEN i %% 5 = 0 THEN TIMESTAMPTZ '2026-06-01' + i * interval '1 minute' END,
    '', '', 'website', '', '', DATE '2026-01-08' + i / 1440, DATE '2026-01-15' + i / 1440,
    TIMESTAMPTZ '2026-01-01' + i * interval '1 minute' + interval '1 hour'
  FROM generate_series(%(van)s::int, %(tot)s::int) AS i, persoon
  RETURNING id, ingediend_op)
INSERT INTO initiatieven_gebeurtenis
  (initiatief_id, soort, openbaar, namens, tekst, van_status, naar_status, afzender, wanneer)
SELECT nieuw.id, soort, true, '', 'Dank voor uw idee. Wij nemen contact met u op.', '', '', '',
       ingediend_op + nr * interval '1 hour'
FROM nieuw, (VALUES ('ingediend', 0), ('reactie', 1), ('voortgang', 2)) AS g (soort, nr)
"""


def _vul(url: str, van: int, tot: int) -> None:
    with psycopg.connect(url, autocommit=True) as verbinding:
        verbinding.execute(VUL, {"van": van, "tot": tot})
        verbinding.execute("VACUUM ANALYZE")


def _meet_alles(rondes: int, paginas: dict[str, list[str]]) -> dict[str, tuple[Meting, float]]:
    """Per page the median measurement and the median ratio to the bare view asked just before it."""
    for paden in paginas.values():
        meet(
            POORT, paden, aantal=80
        )  # warm-up: templates compiled, connections open, caches of PostgreSQL filled
    meet(POORT_KAAL, ["/"], aantal=80)
    uitkomst = {}
    for naam, paden in {"kaal": [], **paginas}.items():
        paren = []
        for _ in range(rondes):
            kaal = meet(POORT_KAAL, ["/"], aantal=AANTAL)
            paren.append((kaal, meet(POORT, paden, aantal=AANTAL) if paden else kaal))
        midden = sorted((pagina for _, pagina in paren), key=lambda m: m.per_seconde)[rondes // 2]
        uitkomst[naam] = (midden, statistics.median(p.per_seconde / k.per_seconde for k, p in paren))
    return uitkomst


def main() -> None:
    keuzes = argparse.ArgumentParser(description=__doc__)
    keuzes.add_argument("--rondes", type=int, default=5)
    keuzes.add_argument("--pagina", action="append", choices=PAGINAS, help="only this one; may be repeated")
    gekozen = keuzes.parse_args()
    rondes: int = gekozen.rondes
    paginas = {naam: PAGINAS[naam] for naam in gekozen.pagina or PAGINAS}
    with ExitStack() as stapel, portaal(stapel) as omgeving:
        server(stapel, omgeving, POORT, "wijkportaal.settings")
        server(stapel, omgeving, POORT_KAAL, "benchmarks.kaal_settings")
        eerder: dict[str, float] = {}
        geladen = 0
        for grootte in (1_000, 100_000):
            _vul(omgeving["DATABASE_URL"], geladen + 1, grootte)
            geladen = grootte
            print(f"\n{grootte:,} initiatives ({rondes} rounds of {AANTAL} requests, 4 at a time, median)")
            print(f"{'page':<15}{'req/s':>9}{'p99 ms':>9}{'bytes':>9}{'x bare':>9}{'x at 1,000':>12}")
            for naam, (meting, verhouding) in _meet_alles(rondes, paginas).items():
                groei = f"{verhouding / eerder[naam]:.2f}" if naam in eerder else "-"
                eerder.setdefault(naam, verhouding)
                print(
                    f"{naam:<15}{meting.per_seconde:>9.0f}{meting.p99_ms:>9.1f}"
                    f"{meting.bytes_:>9}{verhouding:>9.2f}{groei:>12}"
                )


if __name__ == "__main__":
    main()
