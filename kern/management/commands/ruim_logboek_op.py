"""Delete what the log may no longer keep (ADR 91). A job of the operating system, as the owner of the database."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from kern.databaserol import ruim_log_op
from kern.profiel import profiel

MAAND = timedelta(days=365.25 / 12)


class Command(BaseCommand):
    help = "Verwijdert uit het logboek wat ouder is dan de bewaartermijn in het gemeenteprofiel."

    def handle(self, *args: Any, **options: Any) -> None:
        maanden = profiel().bewaartermijnen.logboek
        weg = ruim_log_op(voor=timezone.now() - maanden * MAAND) if maanden else 0
        self.stdout.write(f"{weg} regels ouder dan {maanden} maanden zijn verwijderd.")
