"""Take over the table of CBS that ties postcodes to wijken."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from kern.laden import BestandFout
from kern.opdracht import Opdracht
from kern.profiel import profiel
from kern.profielfouten import ProfielFout
from wijken.cbs_postcodes import lees_postcodes
from wijken.services.postcodes import neem_postcodes_over

BREEDTE = 30  # characters of the bar


class Command(Opdracht):
    help = "Neemt postcodes over uit 'Buurt, wijk en gemeente voor postcode-huisnummer' van CBS (CSV of zip)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bestand", type=Path)

    def handle(self, *args: Any, bestand: Path, **options: Any) -> None:
        try:
            gemeente = profiel().gemeente
            adressen = lees_postcodes(bestand, gemeente.code, self._toon)
            verslag = neem_postcodes_over(adressen=adressen)
        except (BestandFout, ProfielFout) as fout:
            raise CommandError(f"{bestand.name} is niet ingelezen: {fout}") from fout
        self.stdout.write(
            f"{gemeente.naam}: {verslag.adressen} adressen gelezen. Postcodes: {verslag.toegevoegd} toegevoegd, "
            f"{verslag.gewijzigd} gewijzigd, {verslag.vervallen} vervallen; "
            f"{verslag.gedeeld} liggen in meer dan een wijk."
        )

    def _toon(self, gelezen: int, totaal: int, rijen: int) -> None:
        """The bar, on one line of the screen; nobody needs it in a log."""
        if self.stderr.isatty():
            deel = gelezen / totaal if totaal else 1
            balk = "█" * int(deel * BREEDTE)
            einde = "\n" if gelezen >= totaal else ""
            regel = f"\r{balk:░<{BREEDTE}} {deel:4.0%}  {rijen:,} rijen".replace(",", ".")
            self.stderr.write(regel, style_func=str, ending=einde)
            self.stderr.flush()
