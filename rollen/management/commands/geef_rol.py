"""Give somebody a role from the command line: how the first person of a new portal gets one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction

from kern.fouten import DomeinFout
from kern.models import Gebruiker
from kern.opdracht import Opdracht
from kern.werkdagen import vandaag
from rollen.models import Rol, Vakafdeling
from rollen.services.vervulling import vervul
from wijken.models import Wijk


class Command(Opdracht):
    help = "Geeft iemand een rol, voor een of meer wijken, voor een afdeling of voor de hele gemeente."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "email", help="e-mailadres; wie er nog niet is, wordt aangemaakt zonder wachtwoord"
        )
        parser.add_argument("rol", choices=Rol.values)
        parser.add_argument("--naam", default="", help="naam van iemand die er nog niet is")
        parser.add_argument("--wijk", action="append", default=[], metavar="SLUG", help="mag vaker")
        parser.add_argument("--afdeling", help="naam van de vakafdeling")
        parser.add_argument("--vanaf", type=date.fromisoformat, help="eerste dag (standaard vandaag)")
        parser.add_argument("--tot", type=date.fromisoformat, help="eerste dag erna")

    @transaction.atomic
    def handle(self, *args: Any, email: str, rol: str, **options: Any) -> None:
        try:
            gebruiker = _gebruiker(email, options["naam"])
            afdeling = _afdeling(options["afdeling"]) if options["afdeling"] else None
            for wijk in _wijken(options["wijk"]):
                vervulling = vervul(
                    gebruiker=gebruiker,
                    rol=Rol(rol),
                    wijk=wijk,
                    afdeling=afdeling,
                    vanaf=options["vanaf"] or vandaag(),
                    tot=options["tot"],
                )
                self.stdout.write(f"{vervulling}, vanaf {vervulling.vanaf}")
            if rol == Rol.BEHEERDER and not gebruiker.is_staff:  # may then open /beheer/
                gebruiker.is_staff = True
                gebruiker.save(update_fields=["is_staff"])
        except DomeinFout as fout:
            raise CommandError(fout.zin) from fout


def _gebruiker(email: str, naam: str) -> Gebruiker:
    try:
        validate_email(email)
    except ValidationError as fout:
        raise DomeinFout(f"{email} is geen e-mailadres.") from fout
    gebruiker = Gebruiker.objects.filter(email=email.strip().lower()).first()
    return gebruiker or Gebruiker.objects.create_user(email, naam=naam)


def _wijken(slugs: list[str]) -> Sequence[Wijk | None]:
    """The wijken with these slugs; nothing asked for is the whole municipality."""
    gevonden = Wijk.objects.in_bulk(slugs, field_name="slug")
    for slug in slugs:
        if slug not in gevonden:
            bekend = ", ".join(Wijk.objects.values_list("slug", flat=True))
            raise DomeinFout(f"Er is geen wijk {slug}. Kies uit: {bekend}.")
    return list(gevonden.values()) or [None]


def _afdeling(naam: str) -> Vakafdeling:
    afdeling = Vakafdeling.objects.filter(naam=naam).first()
    if afdeling is None:
        bekend = ", ".join(Vakafdeling.objects.values_list("naam", flat=True))
        raise DomeinFout(f"Er is geen vakafdeling {naam}. Kies uit: {bekend}.")
    return afdeling
