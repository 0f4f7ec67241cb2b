"""Writes docs/rechten.md from the rights table; a test fails while the two differ."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from rollen.rechtentabel import als_markdown

BESTAND = Path(__file__).parents[3] / "docs" / "rechten.md"


class Command(BaseCommand):
    help = "Schrijft de tabel met rechten naar docs/rechten.md, of naar een ander bestand."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bestand", nargs="?", type=Path, default=BESTAND)

    def handle(self, *args: Any, bestand: Path, **options: Any) -> None:
        bestand.write_text(als_markdown(), encoding="utf-8")
        self.stdout.write(f"Geschreven: {bestand}")
