"""Writes docs/verwerkingen.md: the register of processing as the models declare it, with the terms by default."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import override

from kern.profiel import Bewaartermijnen
from kern.register import Hoofdstuk, Regel, register
from wijkportaal.omgeving import WORTEL

BESTAND = WORTEL / "docs" / "verwerkingen.md"
KOP = """# Register of processing

What personal data the portal keeps (AVG, article 30), written by `manage.py schrijf_verwerkingen` from what each
model declares as `verwerking` ([ADR 92](adr/0092-persoonsgegevens-staan-op-het-model.md)). A test compares
it with the models: do not edit it by hand. The terms are those that count when a municipality says nothing else
([gemeenteprofiel](gemeenteprofiel.md)); the portal shows its own at `/werkbank/verwerkingen/` and `/privacy/`.

Controller: the municipality that runs the portal. The portal gives nothing to countries outside the EU.
"""


class Command(BaseCommand):
    help = "Schrijft docs/verwerkingen.md uit wat de modellen verklaren."

    def handle(self, *args: Any, **options: Any) -> None:
        BESTAND.write_text(als_markdown(), encoding="utf-8")
        self.stdout.write(f"{BESTAND.name} is geschreven.")


def als_markdown() -> str:
    """The whole file."""
    with override("nl"):
        return "\n".join([KOP, *(regel for deel in register(Bewaartermijnen()) for regel in _deel(deel))])


def _deel(deel: Hoofdstuk) -> Iterator[str]:
    yield f"## {deel.groep.naam}\n"
    yield f"{deel.groep.uitleg}\n"
    yield "| wat | doel | van wie | gegevens | grondslag | wie ziet het | hoe lang |"
    yield "|---|---|---|---|---|---|---|"
    for regel in deel.regels:
        v = regel.verwerking
        cellen = (regel.wat, v.doel, v.van_wie, _gegevens(regel), v.grondslag.value)
        yield f"| {' | '.join((*cellen, regel.ontvangers, regel.termijn))} |"
    yield ""


def _gegevens(regel: Regel) -> str:
    blijft = f" (blijft daarna, zonder naam: {'; '.join(regel.blijft)})" if regel.blijft else ""
    return "; ".join(regel.gegevens) + blijft
