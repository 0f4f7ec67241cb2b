"""How fast the postcode table of CBS comes in, beside a bare COPY of the same rows, and in how much memory.

    python -m benchmarks.postcodes [--rijen N]

Two made-up tables of N rows (a million unless said otherwise): one of the own municipality only, the worst
case, and one as CBS has it for the country, in which one row in 300 is of the own municipality. Printed: rows
per minute, the ratio to the bare COPY of the first table in the same run (1.00 is as fast), and the peak
memory of the process. Constant memory shows as the same peak for ten times the rows.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import psycopg

from wijkportaal.embedded import processes
from wijkportaal.embedded.postgres import Postgres

WORTEL = Path(__file__).resolve().parent.parent
LETTERS = "ABCDEFGHJKLMNPRSTVWXZ"


def maak_tabel(bestand: Path, rijen: int, *, eigen_op: int) -> None:
    """A table in which one row in `eigen_op` is of Oosterhout."""
    with bestand.open("w") as uit:
        uit.write("PC6;Huisnummer;Buurt2025;Wijk2025;Gemeente2025\n")
        for i in range(rijen):
            letters = LETTERS[i // 21 % 21] + LETTERS[i % 21]
            if i % eigen_op == 0:
                wijk = f"0826{i // 400 % 14:02}"
                uit.write(f"{4901 + i // 9000 % 9}{letters};{i % 300 + 1};{wijk}00;{wijk};0826\n")
            else:
                uit.write(f"{1000 + i % 8000}{letters};{i % 300 + 1};03630001;036300;0363\n")


def kale_copy(url: str, bestand: Path) -> float:
    """Seconds for a COPY of the whole file into a temporary table, with nothing done to it."""
    with psycopg.connect(url) as verbinding, verbinding.cursor() as cursor, bestand.open("rb") as bron:
        cursor.execute("CREATE TEMPORARY TABLE kaal (a text, b text, c text, d text, e text)")
        begin = time.perf_counter()
        with cursor.copy("COPY kaal FROM STDIN (FORMAT csv, DELIMITER ';', HEADER)") as kopie:
            while brok := bron.read(1 << 16):
                kopie.write(brok)
        return time.perf_counter() - begin


def importeer(omgeving: dict[str, str], bestand: Path) -> tuple[float, int]:
    """Seconds and peak memory in MB of the import in a process of its own; its start is not counted."""
    programma = (
        "import resource, sys, time, django; django.setup()\n"
        "from django.core.management import call_command\n"
        "begin = time.perf_counter()\n"
        "call_command('importeer_postcodes', sys.argv[1])\n"
        "print(time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    uitvoer = subprocess.run(
        [sys.executable, "-c", programma, str(bestand)],
        cwd=WORTEL,
        env=omgeving,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout
    seconden, kilobytes = uitvoer.splitlines()[-1].split()
    return float(seconden), int(kilobytes) // 1024


def main() -> None:
    opties = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    opties.add_argument("--rijen", type=int, default=1_000_000)
    rijen = opties.parse_args().rijen
    with ExitStack() as stapel:
        map_ = Path(stapel.enter_context(tempfile.TemporaryDirectory(prefix="benchmark-")))
        map_.chmod(0o711)
        postgres = Postgres(map_ / "postgres", throw_away=True)
        dienst = postgres.prepare()
        stapel.callback(processes.stop, dienst, processes.start_and_wait(dienst, output=subprocess.DEVNULL))
        postgres.create_database()
        omgeving = {
            **os.environ,
            "DATABASE_URL": postgres.url(),
            "REDIS_URL": "redis://127.0.0.1:1/0",  # never asked
            "WIJKPORTAAL_MODUS": "test",
            "DJANGO_SETTINGS_MODULE": "wijkportaal.settings",
        }
        for opdracht in (["migrate", "-v0"], ["laad_profiel", "oosterhout"]):
            subprocess.run(
                [sys.executable, "manage.py", *opdracht],
                cwd=WORTEL,
                env=omgeving,
                check=True,
                stdout=subprocess.DEVNULL,
            )
        alles_eigen, land = map_ / "eigen.csv", map_ / "land.csv"
        maak_tabel(alles_eigen, rijen, eigen_op=1)
        maak_tabel(land, rijen, eigen_op=300)
        kaal = kale_copy(postgres.url(), alles_eigen)
        print(f"bare COPY             {rijen / kaal * 60:>14,.0f} rows/minute")
        for naam, bestand in (("own municipality only", alles_eigen), ("country", land)):
            seconden, megabytes = importeer(omgeving, bestand)
            print(
                f"{naam:<21} {rijen / seconden * 60:>14,.0f} rows/minute   "
                f"{kaal / seconden:.2f} of the bare COPY   peak {megabytes} MB"
            )


if __name__ == "__main__":
    main()
