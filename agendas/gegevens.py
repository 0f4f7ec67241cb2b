"""What somebody may see of themselves on this floor: what they took upon them and promised."""

from django.utils.translation import gettext as _

from agendas.models import Probleemeigenaar, Toezegging
from kern.gegevens import Onderwerp, onderwerp
from kern.models import Gebruiker


def gegevens_van(gebruiker: Gebruiker, *, hoogstens: int | None = None) -> dict[str, Onderwerp]:
    """Items of an agenda that this person owns, and promises under this name."""
    return {
        "op_de_agenda": onderwerp(
            _("Wat u oppakt op de agenda van een wijk"),
            _("Zo weten anderen wie ervoor zorgt dat het verder komt. Uw naam is openbaar."),
            "deelname",
            Probleemeigenaar.objects.filter(gebruiker=gebruiker).select_related("punt__agenda__wijk"),
            lambda rij: {
                _("punt"): rij.punt.titel,
                _("wijk"): str(rij.punt.agenda.wijk),
                _("naam"): rij.naam,
            },
            hoogstens,
        ),
        "afspraken": onderwerp(
            _("Afspraken op uw naam"),
            _("Zo is later na te gaan wat is afgesproken."),
            "indiener",
            Toezegging.objects.filter(wie__iexact=gebruiker.naam or "-").order_by("-pk"),
            lambda rij: {
                _("wat"): rij.wat,
                _("naam"): rij.wie,
                _("klaar op"): rij.voor,
                _("nagekomen"): rij.nagekomen,
                _("uitleg"): rij.uitleg,
            },
            hoogstens,
        ),
    }
