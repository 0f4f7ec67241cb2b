"""Bring the database in line with a gemeenteprofiel: all of it, or nothing."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.db import transaction

from budgetten.models import Budget, Mandaat
from budgetten.services.begroten import open_budget
from budgetten.services.mandaten import leg_mandaat_vast
from initiatieven.services.profiel import zet_themas
from initiatieven.services.rolwissel import verplaats_werk
from kern.fouten import DomeinFout
from kern.laden import Telling
from kern.opdracht import Opdracht
from kern.profiel import Profiel, lees_profiel, profielbestand
from kern.profielfouten import ProfielFout
from rollen.services.profiel import zet_afdelingen, zet_mensen
from wijken.services.profiel import zet_demonstratiepostcodes, zet_pilots, zet_wijken


class Command(Opdracht):
    help = "Laadt een gemeenteprofiel. Een fout in het profiel verandert niets."
    requires_system_checks = ()  # one of them reads the profile too, and would speak first

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("naam", help="naam van het profiel, zoals oosterhout")
        parser.add_argument(
            "--met-mensen",
            action="store_true",
            help="ook in productie de mensen, postcodes, pilots, budgetten en mandaten van de demonstratie",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        met_mensen = options["met_mensen"] or not settings.PRODUCTIE
        try:
            profiel = lees_profiel(profielbestand(options["naam"]))
            tellingen = laad(profiel, met_mensen=met_mensen)
        except ProfielFout as fout:
            raise CommandError(str(fout)) from fout
        except DomeinFout as fout:
            raise CommandError(f"Niets geladen. {fout.zin}") from fout
        self.stdout.write(f"Gemeenteprofiel {options['naam']} ({profiel.gemeente.naam}):")
        for telling in tellingen:
            self.stdout.write(f"  {telling}")
        if options["naam"] != settings.GEMEENTEPROFIEL:
            self.stdout.write(f"Let op: dit portaal draait met GEMEENTEPROFIEL={settings.GEMEENTEPROFIEL}.")


@transaction.atomic
def laad(profiel: Profiel, *, met_mensen: bool) -> list[Telling]:
    """Load a checked profile; raises `DomeinFout` when it clashes with what is there, and then changes nothing."""
    tellingen = [
        zet_wijken(profiel),
        zet_pilots(profiel, met_demonstratie=met_mensen),
        zet_afdelingen(profiel),
        zet_themas(profiel),
    ]
    if met_mensen:
        tellingen += [zet_demonstratiepostcodes(profiel), *zet_mensen(profiel)]
        verplaats_werk()  # of roles that the profile ended; what nobody can take over the job tells
    return [*tellingen, _budgetten(profiel, met_mensen), _mandaten(profiel, met_mensen)]


def _budgetten(profiel: Profiel, met_demonstratie: bool) -> Telling:
    telling = Telling("budgetten")
    for budget in profiel.budgetten:
        if budget.demonstratie and not met_demonstratie:
            continue
        bekend = Budget.objects.filter(naam=budget.naam, jaar=budget.jaar).exists()
        open_budget(
            naam=budget.naam,
            jaar=budget.jaar,
            domein=budget.domein,
            bedrag=budget.bedrag,
            dekking=budget.dekking,
            besluit=budget.besluit,
        )
        (telling.ongewijzigd if bekend else telling.toegevoegd).append(f"{budget.naam} {budget.jaar}")
    return telling


def _mandaten(profiel: Profiel, met_demonstratie: bool) -> Telling:
    telling = Telling("mandaten")
    for mandaat in profiel.mandaten:
        if mandaat.demonstratie and not met_demonstratie:
            continue
        eerder = Mandaat.objects.count()
        leg_mandaat_vast(
            rol=mandaat.rol, tot_bedrag=mandaat.tot_bedrag, vanaf=mandaat.vanaf, besluit=mandaat.besluit
        )
        nieuw = Mandaat.objects.count() > eerder
        (telling.toegevoegd if nieuw else telling.ongewijzigd).append(mandaat.rol)
    return telling
