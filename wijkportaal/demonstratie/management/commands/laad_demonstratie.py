"""Fill an empty portal with people who can log in and with believable content; does nothing the second time."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from wijkportaal.demonstratie.accounts import eis_demonstratie, richt_accounts_in


class Command(BaseCommand):
    help = "Laadt de gegevens en de accounts van de demonstratie."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            eis_demonstratie()
        except ImproperlyConfigured as fout:
            raise CommandError(str(fout)) from fout
        aantal = richt_accounts_in()
        self.stdout.write(f"Demonstratie: {aantal} nieuwe accounts.")
