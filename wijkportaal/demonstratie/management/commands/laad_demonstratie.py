"""Fill an empty portal with people who can log in and with believable content; does nothing the second time."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError

from kern.opdracht import Opdracht
from wijkportaal.demonstratie.accounts import eis_demonstratie, richt_accounts_in
from wijkportaal.demonstratie.laden import laad_inhoud


class Command(Opdracht):
    help = "Laadt de gegevens en de accounts van de demonstratie."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            eis_demonstratie()
        except ImproperlyConfigured as fout:
            raise CommandError(str(fout)) from fout
        initiatieven = laad_inhoud()
        accounts = richt_accounts_in()
        self.stdout.write(f"Demonstratie: {initiatieven} nieuwe initiatieven, {accounts} nieuwe accounts.")
