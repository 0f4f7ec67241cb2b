"""Recompute the ledger from its rows; exit 1 with what is wrong."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from budgetten.models import Boeking, Rekening
from budgetten.services.controleren import controleer_boeken


class Command(BaseCommand):
    help = "Rekent elk saldo na uit de boekingen. Stopt met een fout als er iets niet klopt."

    def handle(self, *args: Any, **options: Any) -> None:
        if verschillen := controleer_boeken():
            raise CommandError("De boeken kloppen niet:\n" + "\n".join(f"- {v}" for v in verschillen))
        boekingen, rekeningen = Boeking.objects.count(), Rekening.objects.count()
        self.stdout.write(f"De boeken kloppen: {boekingen} boekingen, {rekeningen} rekeningen.")
