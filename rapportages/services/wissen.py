"""What erasing somebody does on this floor: what the council got stays as it is, the rest may go."""

from django.db.models import Q

from kern.models import Gebruiker
from kern.wissen import Sporen, schrap_namen
from rapportages.models import Kwartaalrapportage, Leerpunt, Perspectief

AANGEBODEN = Q(rapportage__status=Kwartaalrapportage.Status.AANGEBODEN)


def wis(*, gebruiker: Gebruiker, sporen: Sporen, ook_teksten: bool) -> None:
    """Take the name out of learning points; with `ook_teksten` those that this person told go, unless offered."""
    verteld = Leerpunt.objects.filter(door=gebruiker, perspectief=Perspectief.BEWONERS, opgetekend=False)
    if ook_teksten:
        verteld.exclude(AANGEBODEN).delete()
    schrap_namen(verteld, sporen, "tekst", "verandert", ook_los=True)
    schrap_namen(Leerpunt.objects.all(), sporen, "tekst", "verandert", ook_los=False)
    nog_niet = Kwartaalrapportage.objects.exclude(status=Kwartaalrapportage.Status.AANGEBODEN)
    schrap_namen(nog_niet, sporen, "samenvatting", "bijstelling", ook_los=False)
