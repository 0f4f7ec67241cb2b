"""What somebody may see of themselves on this floor: what they told about what they learned."""

from django.utils.translation import gettext as _

from kern.gegevens import Onderwerp, onderwerp
from kern.models import Gebruiker
from rapportages.models import Leerpunt


def gegevens_van(gebruiker: Gebruiker, *, hoogstens: int | None = None) -> dict[str, Onderwerp]:
    """Learning points of this person."""
    return {
        "leerpunten": onderwerp(
            _("Wat u leerde"),
            _("De gemeente vertelt de raad wat er in de wijken is geleerd, zonder uw naam."),
            "archief",
            Leerpunt.objects.filter(door=gebruiker).select_related("rapportage").order_by("-pk"),
            lambda rij: {
                _("wat u schreef"): rij.tekst,
                _("wat er anders gaat"): rij.verandert,
                _("wanneer"): rij.genoteerd_op,
                _("staat in een rapportage aan de raad"): rij.ligt_vast,
            },
            hoogstens,
        )
    }
