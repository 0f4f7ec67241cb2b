"""The one door through which money moves."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from budgetten.models import Boeking, Budget, Rekening, Toekenning
from kern.fouten import DomeinFout
from kern.models import Gebruiker
from kern.templatetags.kern import euro_rond
from wijken.models import Wijk

CENT = Decimal("0.01")


def eis_bedrag(bedrag: Decimal) -> Decimal:
    """The amount in euros and whole cents. Raises `DomeinFout` for zero, less, or a part of a cent."""
    if not bedrag.is_finite() or bedrag <= 0:
        raise DomeinFout(_("Vul een bedrag in dat hoger is dan 0 euro."))
    if bedrag != bedrag.quantize(CENT):
        raise DomeinFout(_("Vul een bedrag in met hoogstens twee cijfers achter de komma."))
    return bedrag.quantize(CENT)


def rekening(budget: Budget, soort: Rekening.Soort) -> Rekening:
    return Rekening.objects.select_related("budget").get(budget=budget, soort=soort)


@transaction.atomic
def boek(
    *,
    van: Rekening,
    naar: Rekening,
    bedrag: Decimal,
    omschrijving: str,
    besluit: str,
    door: Gebruiker | None,
    wijk: Wijk | None = None,
    toekenning: Toekenning | None = None,
) -> Boeking:
    """Move `bedrag` (euros) between two accounts.

    Both accounts are locked in id order, so two bookings never wait for each other in a circle; a trigger then
    moves both balances. Raises `DomeinFout` when `van` has too little; a source account never has too little.
    """
    bedrag = eis_bedrag(bedrag)
    saldi = {
        vast.pk: vast.saldo
        for vast in Rekening.objects.select_for_update().filter(pk__in=[van.pk, naar.pk]).order_by("pk")
    }
    if van.soort != Rekening.Soort.BRON and saldi[van.pk] < bedrag:
        raise DomeinFout(
            _("Er is nog %(saldo)s %(soort)s in het budget %(budget)s. Dat is te weinig voor %(bedrag)s.")
            % {
                "saldo": euro_rond(saldi[van.pk]),
                "soort": van.get_soort_display(),
                "budget": van.budget,
                "bedrag": euro_rond(bedrag),
            }
        )
    return Boeking.objects.create(
        van=van,
        naar=naar,
        bedrag=bedrag,
        omschrijving=omschrijving[:200],
        besluit=besluit[:200],
        door=door,
        wijk=wijk,
        toekenning=toekenning,
    )
