"""Keeps the terms of the gemeenteprofiel by hand: what the nightly job does, or what it would do."""

from argparse import ArgumentParser
from typing import Any

from kern.opdracht import Opdracht
from kern.profiel import profiel
from kern.register import GROEPEN, duur
from kern.werkdagen import vandaag
from wijkportaal.bewaren import ruim_op


class Command(Opdracht):
    help = "Wist wat over zijn bewaartermijn is. Met --droog: telt alleen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--droog", action="store_true", help="verander niets, tel alleen")

    def handle(self, *args: Any, **options: Any) -> None:
        gedaan = ruim_op(vandaag(), droog=options["droog"])
        termijnen = profiel().bewaartermijnen
        for naam in (naam for groep in GROEPEN for naam in groep.termijnen):
            self.stdout.write(f"{naam:12} {gedaan[naam]:7}  {duur(getattr(termijnen, naam)).lower()}")
        wat = "zou nu gewist worden" if options["droog"] else "is gewist"
        self.stdout.write(f"{gedaan.total()} {wat}.")
