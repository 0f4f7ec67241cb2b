"""All between starting the servers and starting the portal, in one process: each would cost a second."""

import hashlib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Werkt database, bestanden en demonstratiegegevens bij; hoort bij `make run`."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--accounts", type=Path, required=True, help="bestand voor de lijst met accounts")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=1)
        if settings.MIGRATIE_DATABASE_URL:
            call_command("verleen_rechten")
        self._collect_static()
        call_command("laad_profiel", settings.GEMEENTEPROFIEL)
        call_command("laad_demonstratie")
        with options["accounts"].open("w") as accounts:
            call_command("demonstratie_accounts", stdout=accounts)

    def _collect_static(self) -> None:
        """Compressing and hashing takes seconds, so only when a source changed."""
        mark = Path(settings.STATIC_ROOT) / ".bron"
        found = _fingerprint()
        if not mark.exists() or mark.read_text() != found:
            call_command("collectstatic", interactive=False, verbosity=1)
            mark.write_text(found)


def _fingerprint() -> str:
    """Changes when a static file is added, removed or edited."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
