"""Take over the wijken that CBS or PDOK publishes as GeoJSON."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from kern.laden import BestandFout
from kern.opdracht import Opdracht
from kern.profiel import profiel
from kern.profielfouten import ProfielFout
from wijken.cbs_grenzen import lees_grenzen
from wijken.services.grenzen import neem_grenzen_over


class Command(Opdracht):
    help = "Neemt namen, inwoners en omtrek van de wijken over uit GeoJSON van CBS of PDOK (WGS84 of RD)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bestand", type=Path)

    def handle(self, *args: Any, bestand: Path, **options: Any) -> None:
        try:
            gemeente = profiel().gemeente
            grenzen = lees_grenzen(bestand, gemeente.code)
        except (BestandFout, ProfielFout) as fout:
            raise CommandError(f"{bestand.name} is niet ingelezen: {fout}") from fout
        verslag = neem_grenzen_over(grenzen=grenzen)
        self.stdout.write(f"{gemeente.naam}: {len(grenzen)} wijken gelezen uit {bestand.name}.")
        for kop, regels in (
            ("Toegevoegd", verslag.toegevoegd),
            ("Andere naam", verslag.hernoemd),
            ("Andere omtrek", verslag.omtrek),
            ("Ander aantal inwoners", verslag.inwoners),
            ("Ongewijzigd", verslag.ongewijzigd),
            ("Niet meer in het bestand, blijft in gebruik", verslag.niet_meer_in_bestand),
        ):
            if regels:
                self.stdout.write(f"  {kop} ({len(regels)}): {'; '.join(regels)}")
