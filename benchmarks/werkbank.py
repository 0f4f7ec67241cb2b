"""How fast the queue of one wijkmakelaar is beside a bare Django view, with 100,000 initiatives in twenty wijken.

    python -m benchmarks.werkbank [--rondes N] [--aantal N]

Columns: requests per second, p99 in milliseconds, bytes, and "x bare": how many times the requests per second of
the bare 20-row view; the aim is a third or more, which is an answer within three times the bare view.

Then the lookup of similar initiatives: milliseconds in one process, and "x bare" how many times as long as the
select of 20 rows of the bare view. The aim is under 50 ms.
"""

import argparse
import re
import statistics
import subprocess
import sys
from contextlib import ExitStack
from html import unescape

from benchmarks.belasting import Meting, haal, meet
from benchmarks.omgeving import POORT, POORT_KAAL, WORTEL, portaal, server
from benchmarks.vulling import vul

GELIJKTIJDIG = 4
DIEP = 200  # pages that are walked to come to the deep ones
# Each with the addresses that are asked in turn; `?` begins after /werkbank/.
LIJSTEN = {
    "alles wat loopt": [""],
    "bewaarde lijsten": [
        *("?termijn=over", "?status=in_behandeling", "?zet=mij", "?nieuw=ja", "?behandelaar=mij"),
        *(
            "?domein=sociaal&route=geen",
            "?thema=groen-en-natuur",
            "?wijk=slotjes",
            "?termijn=week&route=begeleiden",
        ),
    ],
    "afgerond": ["?status=afgerond", "?status=afgerond&thema=groen-en-natuur"],
    "volgorde": ["?sorteer=nieuwste", "?sorteer=stil", "?sorteer=steun"],
    "zoeken, zeldzaam": ["?zoek=tuvarikol", "?zoek=jakowir&status=alles"],
    "zoeken, gewoon": ["?zoek=tuin+school", "?zoek=bank&status=alles", "?zoek=feest"],
    "bord": ["?weergave=bord"],
}
SESSIE = """
from django.contrib.auth import login
from django.contrib.sessions.backends.cached_db import SessionStore
from django.http import HttpRequest
from allauth.account.internal.flows.login import record_authentication
from kern.models import Gebruiker
request = HttpRequest()
request.session = SessionStore()
persoon = Gebruiker.objects.get(email="makelaar0@voorbeeld.example")
login(request, persoon, backend="allauth.account.auth_backends.AuthenticationBackend")
record_authentication(request, persoon, "mfa", type="totp")
request.session.save()
print(request.session.session_key)
"""


def _koekje(omgeving: dict[str, str]) -> str:
    """The cookie of a wijkmakelaar who has passed the second factor."""
    uit = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c", SESSIE],
        cwd=WORTEL,
        env=omgeving,
        check=True,
        capture_output=True,
        text=True,
    )
    return f"sessionid={uit.stdout.strip().splitlines()[-1]}"


def _diep(begin: str, koekje: str) -> list[str]:
    """The addresses of the last of `DIEP` pages, found by the links of the pages themselves."""
    adressen, adres = [], begin
    for _bladzijde in range(DIEP):
        volgende = re.search(r'rel="next" href="([^"]+)"', haal(POORT, f"/werkbank/{adres}", koekje))
        if volgende is None:
            break
        adres = unescape(volgende[1])
        adressen.append(adres)
    return adressen[-5:]


def _meet(rondes: int, adressen: list[str], koekje: str, aantal: int) -> tuple[Meting, float]:
    """The median measurement, and the median ratio to the bare view asked just before it."""
    paden = [f"/werkbank/{adres}" for adres in adressen]
    meet(POORT, paden, aantal=max(20, len(paden)), koekje=koekje)
    paren = []
    for _ in range(rondes):
        kaal = meet(POORT_KAAL, ["/"], aantal=aantal, gelijktijdig=GELIJKTIJDIG)
        paren.append((kaal, meet(POORT, paden, aantal=aantal, gelijktijdig=GELIJKTIJDIG, koekje=koekje)))
    midden = sorted((pagina for _, pagina in paren), key=lambda m: m.per_seconde)[rondes // 2]
    return midden, statistics.median(p.per_seconde / k.per_seconde for k, p in paren)


def main() -> None:
    keuzes = argparse.ArgumentParser(description=__doc__)
    keuzes.add_argument("--rondes", type=int, default=5)
    keuzes.add_argument("--aantal", type=int, default=100_000, help="initiatives")
    keuzes.add_argument("--vragen", type=int, default=300, help="requests per round")
    gekozen = keuzes.parse_args()
    with ExitStack() as stapel, portaal(stapel) as omgeving:
        vul(omgeving["DATABASE_URL"], gekozen.aantal)
        koekje = _koekje(omgeving)
        server(stapel, omgeving, POORT, "wijkportaal.settings")
        server(stapel, omgeving, POORT_KAAL, "benchmarks.kaal_settings")
        meet(POORT_KAAL, ["/"], aantal=80)
        print(f"{gekozen.aantal:,} initiatives; {gekozen.rondes} rounds of {gekozen.vragen} requests, median")
        print(f"{'list':<24}{'req/s':>9}{'p99 ms':>9}{'bytes':>9}{'x bare':>9}")
        lijsten = {
            **LIJSTEN,
            "diep, alles wat loopt": _diep("", koekje),
            "diep, afgerond": _diep("?status=afgerond", koekje),
            "diep, zoeken": _diep("?zoek=bank&status=alles", koekje),
        }
        for naam, adressen in lijsten.items():
            meting, verhouding = _meet(gekozen.rondes, adressen, koekje, gekozen.vragen)
            print(
                f"{naam:<24}{meting.per_seconde:>9.0f}{meting.p99_ms:>9.1f}{meting.bytes_:>9}{verhouding:>9.2f}",
                flush=True,
            )
        subprocess.run([sys.executable, "-m", "benchmarks.gelijkenis"], cwd=WORTEL, env=omgeving, check=True)


if __name__ == "__main__":
    main()
