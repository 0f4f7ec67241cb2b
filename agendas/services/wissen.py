"""What erasing somebody does on this floor: what they own and promised stays, without their name."""

from django.db.models import Q
from django.utils.translation import gettext as _

from agendas.models import Agendapunt, Probleemeigenaar, Toezegging, Wijkagenda
from kern.models import Gebruiker
from kern.wissen import Sporen, schrap_namen


def wis(*, gebruiker: Gebruiker, sporen: Sporen) -> None:
    """Take the name off. An item keeps its owner: somebody of the wijk, who is not named."""
    naam = _("Een bewoner")
    eigenaren = Probleemeigenaar.objects.select_for_update(of=("self",)).order_by("pk")
    for eigenaar in eigenaren.filter(Q(gebruiker=gebruiker) | sporen.noemt("naam", ook_los=False)):
        anderen = set(eigenaar.punt.eigenaren.exclude(pk=eigenaar.pk).values_list("naam", flat=True))
        keuzes = [naam, *(f"{naam} ({nummer})" for nummer in range(2, len(anderen) + 3))]
        eigenaar.naam = next(keuze for keuze in keuzes if keuze not in anderen)
        eigenaar.gebruiker = None
        eigenaar.save(update_fields=["naam", "gebruiker"])
    bewoners = Q(kant=Toezegging.Kant.BEWONERS)  # somebody may call themselves as a department does
    van = bewoners & Q(wie__iexact=gebruiker.naam) if gebruiker.naam else Q(pk__in=[])
    Toezegging.objects.filter(van | sporen.noemt("wie", ook_los=False)).update(wie=naam)
    schrap_namen(Toezegging.objects.all(), sporen, "wat", "uitleg", ook_los=False)
    schrap_namen(Agendapunt.objects.all(), sporen, "titel", "tekst", ook_los=False)
    schrap_namen(Wijkagenda.objects.all(), sporen, "inleiding", ook_los=False)
