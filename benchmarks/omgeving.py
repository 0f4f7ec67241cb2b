"""What the benchmarks of pages stand on: throw-away servers, and the portal as in production."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.belasting import meet
from wijkportaal.embedded import processes
from wijkportaal.embedded.postgres import Postgres
from wijkportaal.embedded.redis import Redis

WORTEL = Path(__file__).resolve().parent.parent
POORT, POORT_KAAL = 8901, 8902


@contextmanager
def portaal(stapel: ExitStack) -> Iterator[dict[str, str]]:
    """The servers, an empty migrated database with the Oosterhout profile, and the environment they need."""
    map_ = Path(stapel.enter_context(tempfile.TemporaryDirectory(prefix="wijkportaal-bench-")))
    map_.chmod(0o711)
    postgres, redis = Postgres(map_ / "postgres", throw_away=True), Redis(map_ / "redis", throw_away=True)
    for dienst in (postgres.prepare(), redis.prepare()):
        proces = processes.start_and_wait(dienst, output=subprocess.DEVNULL)
        stapel.callback(processes.stop, dienst, proces)
    postgres.create_database()
    omgeving = {
        **os.environ,
        "DATABASE_URL": postgres.url(),
        "DATABASE_POOL": "1",
        "REDIS_URL": redis.url(),
        "GEGEVENSMAP": str(map_ / "gegevens"),
        "WIJKPORTAAL_MODUS": "productie",
        "SECRET_KEY": "benchmark-" + "x" * 50,
        "PORTAAL_URL": "http://localhost",
        "ALLOWED_HOSTS": "localhost",
        "SSL_REDIRECT": "nee",
        "EMAIL_HOST": "127.0.0.1",
        "MAIL_AFZENDER": "benchmark@voorbeeld.example",
    }
    for opdracht in (
        ["migrate", "-v0"],
        ["collectstatic", "-v0", "--noinput"],
        ["laad_profiel", "oosterhout", "--met-mensen"],
    ):
        subprocess.run([sys.executable, "manage.py", *opdracht], cwd=WORTEL, env=omgeving, check=True)
    yield omgeving


def server(stapel: ExitStack, omgeving: dict[str, str], poort: int, settings: str) -> None:
    """The server of production on this port with these settings; it stops with `stapel`."""
    opdracht = [
        *(str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--no-ws"),
        *("--host", "127.0.0.1", "--port", str(poort), "--workers", "1", "--blocking-threads", "4"),
        *("--log-level", "warning", "wijkportaal.wsgi:application"),
    ]
    omgeving = {**omgeving, "DJANGO_SETTINGS_MODULE": settings}

    def klaar() -> bool:
        try:
            meet(poort, ["/gezond" if poort == POORT else "/"], aantal=1, gelijktijdig=1)
        except (OSError, RuntimeError):
            return False
        return True

    dienst = processes.Service(f"web:{poort}", opdracht, env=omgeving, ready=klaar)
    proces = processes.start_and_wait(dienst, output=subprocess.DEVNULL)
    stapel.callback(processes.stop, dienst, proces)
