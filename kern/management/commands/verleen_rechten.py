"""Give the application's role of the database what it needs, and nothing that touches the log (ADR 91)."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from psycopg import conninfo

from kern.databaserol import GeenGoedeRol, maak_rol, verleen


class Command(BaseCommand):
    help = "Geeft de databaserol van het portaal zijn rechten. Draai dit als eigenaar, na elke migrate."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("rol", nargs="?", help="standaard de gebruiker in DATABASE_URL")
        parser.add_argument(
            "--maak", action="store_true", help="maak de rol ook, met het wachtwoord in DATABASE_URL"
        )

    def handle(self, *args: Any, rol: str | None, maak: bool, **options: Any) -> None:
        toepassing = conninfo.conninfo_to_dict(settings.DATABASE_URL)
        rol = rol or str(toepassing.get("user") or "")
        if not rol or rol == connection.settings_dict["USER"]:
            raise CommandError(
                "Het portaal werkt als eigenaar van de database. Geef het in DATABASE_URL een eigen rol,"
                " en zet de eigenaar in MIGRATIE_DATABASE_URL (zie docs/uitrollen.md)."
            )
        try:
            if maak:
                maak_rol(rol, str(toepassing.get("password") or ""))
            verleen(rol)
        except GeenGoedeRol as fout:
            raise CommandError(str(fout)) from fout
        self.stdout.write(f"{rol} mag met alle gegevens werken, en het logboek alleen lezen en aanvullen.")
