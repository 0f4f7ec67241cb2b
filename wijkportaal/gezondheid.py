"""`python -m wijkportaal.gezondheid web|worker|beat`: the health checks of the containers.

Exit code 0 when that part does its work, 1 with a reason when it does not.
"""

import http.client
import os
import socket
import sys
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from kombu.exceptions import OperationalError

from wijkportaal.celery import app
from wijkportaal.klok import hartslag

SECONDS = 5
SLOWEST_BEAT = 60  # seconds; the mail job alone is due every 15


class NotHealthy(Exception):
    """The reason."""


def web() -> None:
    """The web server answers `/gereed`: database, Redis and migrations are in order."""
    port = int(os.environ.get("PORT", "8000"))
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    connection.request("GET", "/gereed", headers={"Host": urlsplit(settings.PORTAAL_URL).netloc})
    response = connection.getresponse()
    if response.status != 200:
        raise NotHealthy(response.read().decode(errors="replace"))


def worker() -> None:
    """The worker on this host answers over the queue."""
    name = f"worker@{socket.gethostname()}"
    if not app.control.ping([name], timeout=SECONDS):
        raise NotHealthy(f"{name} does not answer")


def beat() -> None:
    """The clock put a job in the queue lately."""
    longest = max(SLOWEST_BEAT, 4 * settings.CELERY_BEAT_SCHEDULE["verstuur-wachtende-mail"]["schedule"])
    age = time.time() - hartslag().stat().st_mtime
    if age > longest:
        raise NotHealthy(f"last job {age:.0f} seconds ago")


CHECKS: dict[str, Callable[[], None]] = {"web": web, "worker": worker, "beat": beat}


def main(arguments: list[str]) -> int:
    """The exit code."""
    try:
        CHECKS[arguments[0]]()
    except (NotHealthy, OSError, OperationalError, http.client.HTTPException) as reason:
        print(f"{arguments[0]}: {reason}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
