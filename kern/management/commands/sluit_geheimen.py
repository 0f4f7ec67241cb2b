"""Puts every secret of a second factor under the newest key: once after an update, and after a change of keys."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand
from django.db import transaction

from kern.kluis import sluit_opnieuw

GEHEIM = {Authenticator.Type.TOTP: "secret", Authenticator.Type.RECOVERY_CODES: "seed"}


class Command(BaseCommand):
    help = "Zet de geheimen van tweede stappen (app, reservecodes) onder de nieuwste sleutel."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        rijen = Authenticator.objects.filter(type__in=GEHEIM).order_by("pk").select_for_update()
        for rij in rijen:
            veld = GEHEIM[Authenticator.Type(rij.type)]
            rij.data[veld] = sluit_opnieuw(rij.data[veld])
            rij.save(update_fields=["data"])
        self.stdout.write(f"{len(rijen)} geheimen staan onder de nieuwste sleutel.")
