"""Who you can log in as, one plain line each: `make run` prints them when the portal is ready."""

from typing import Any

from django.core.management.base import BaseCommand

from wijkportaal.demonstratie.accounts import WACHTWOORD, accounts


class Command(BaseCommand):
    help = "Toont de accounts van de demonstratie."

    def handle(self, *args: Any, **options: Any) -> None:
        rijen = accounts()
        breed = max((len(rij.email) for rij in rijen), default=0)
        self.stdout.write(f"Wachtwoord van elk account: {WACHTWOORD} (de code daarna staat op het scherm)")
        for rij in rijen:
            waar = f", {rij.waar}" if rij.waar else ""
            self.stdout.write(f"{rij.email:<{breed}}  {rij.naam}, {rij.rol}{waar}")
