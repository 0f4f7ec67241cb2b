"""Who you can log in as, one plain line each: `make run` prints them when the portal is ready.

All of the first role, one of every other; the page /demonstratie/ shows everybody.
"""

from typing import Any

from django.core.management.base import BaseCommand

from wijkportaal.demonstratie.accounts import WACHTWOORD, accounts


class Command(BaseCommand):
    help = "Toont de accounts van de demonstratie."

    def handle(self, *args: Any, **options: Any) -> None:
        alle = accounts()
        eersten = {rij.rol: rij for rij in reversed(alle)}
        rijen = [rij for rij in alle if rij.rol == alle[0].rol or rij is eersten[rij.rol]]
        breed = max((len(rij.email) for rij in rijen), default=0)
        self.stdout.write(f"Wachtwoord van elk account: {WACHTWOORD} (de code daarna staat op het scherm)")
        for rij in rijen:
            waar = f" ({rij.waar})" if rij.waar else ""
            self.stdout.write(f"{rij.email:<{breed}}  {rij.rol}{waar}")
