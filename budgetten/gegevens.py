"""What somebody may see of themselves on this floor: money for what they started, and what they decided."""

from django.db.models import Q
from django.utils.translation import gettext as _

from budgetten.models import Toekenning
from kern.gegevens import Onderwerp, onderwerp
from kern.models import Gebruiker


def gegevens_van(gebruiker: Gebruiker, *, hoogstens: int | None = None) -> dict[str, Onderwerp]:
    """Grants to initiatives of this person, and grants that this person decided."""
    van = Q(initiatief__indiener=gebruiker) | Q(besloten_door=gebruiker)
    return {
        "geld": onderwerp(
            _("Geld"),
            _("De wet vraagt dat de gemeente laat zien waar geld heen ging en wie dat besloot."),
            "geld",
            Toekenning.objects.filter(van).select_related("initiatief", "budget").order_by("-pk"),
            lambda rij: {
                _("initiatief"): f"{rij.initiatief.kenmerk} {rij.initiatief.titel}",
                _("bedrag in euro"): rij.bedrag,
                _("uit"): str(rij.budget),
                _("besloten op"): rij.besloten_op,
                _("u besliste"): rij.besloten_door_id == gebruiker.pk,
            },
            hoogstens,
        )
    }
