"""Open a budget, and feed one budget from another."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from budgetten.models import Boeking, Budget, Rekening
from budgetten.services.boeken import boek, eis_bedrag, rekening
from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebruiker
from kern.templatetags.kern import euro_rond
from rollen.rechten import mag

Soort = Rekening.Soort


def eis_recht(door: Gebruiker | None) -> None:
    """Raises `GeenRecht` unless this person sets up budgets and mandates; nobody is the command line."""
    if door is not None and not mag(door, "budgetten.beheren"):
        raise GeenRecht(_("U mag geen budgetten en mandaten vastleggen."))


@transaction.atomic
def open_budget(
    *,
    naam: str,
    jaar: int,
    domein: str,
    bedrag: Decimal,
    dekking: str,
    besluit: str,
    door: Gebruiker | None = None,
) -> Budget:
    """Open a budget with its accounts and put `bedrag` (euros) in it; the same budget again changes nothing.

    `dekking` says where the money comes from, `besluit` which decision gave it. A social budget opens at zero
    and has no source account: only `dek` can feed it (*nieuw voor oud*, council decision of 22 September
    2020). Raises `DomeinFout` for a social budget with money, and for a known budget with another amount or
    domain: what was booked stays booked.
    """
    eis_recht(door)
    sociaal = domein == Budget.Domein.SOCIAAL
    if sociaal and bedrag:
        raise DomeinFout(
            _(
                "Een sociaal budget begint op 0 euro. Vul het met geld uit een budget dat er al is: nieuw voor oud."
            )
        )
    budget, nieuw = Budget.objects.get_or_create(
        naam=naam, jaar=jaar, defaults={"domein": domein, "dekking": dekking}
    )
    if not nieuw:
        return _ongewijzigd(budget, domein, bedrag)
    Rekening.objects.bulk_create(
        Rekening(budget=budget, soort=soort) for soort in Soort if not (sociaal and soort == Soort.BRON)
    )
    if not sociaal:
        boek(
            van=rekening(budget, Soort.BRON),
            naar=rekening(budget, Soort.VRIJ),
            bedrag=bedrag,
            omschrijving=_("Opening van het budget %(budget)s") % {"budget": budget},
            besluit=besluit,
            door=door,
        )
    return budget


def _ongewijzigd(budget: Budget, domein: str, bedrag: Decimal) -> Budget:
    """The budget that was already open; raises `DomeinFout` when it was opened differently."""
    geopend = -budget.saldo(Soort.BRON)
    if budget.domein != domein or geopend != bedrag:
        raise DomeinFout(
            _(
                "Het budget %(budget)s is al geopend met %(bedrag)s (%(domein)s). Dat kan niet meer veranderen."
            )
            % {"budget": budget, "bedrag": euro_rond(geopend), "domein": budget.domein}
        )
    return budget


@transaction.atomic
def dek(
    *,
    van_budget: Budget,
    naar_budget: Budget,
    bedrag: Decimal,
    besluit: str,
    door: Gebruiker | None,
    gezien: int | None = None,
) -> Boeking:
    """Feed one budget from what is left in another: *nieuw voor oud*, so the sum stays the same.

    `gezien` is the last booking between budgets that `door` saw (`Boeking.objects.laatste_van_budgetten`); with
    it a form that is sent twice books once. Raises `DomeinFout` when the other budget has too little left and
    `GeenRecht` without the right.
    """
    eis_recht(door)
    if van_budget == naar_budget:
        raise DomeinFout(_("Kies twee verschillende budgetten."))
    if not besluit.strip():
        raise DomeinFout(_("Noem het besluit waarin dit staat."))
    Budget.objects.select_for_update().get(pk=naar_budget.pk)  # the second of two clicks waits here
    if gezien is not None and Boeking.objects.laatste_van_budgetten() > gezien:
        raise DomeinFout(_("Er is intussen geld verschoven. Kijk eerst of uw boeking er al bij staat."))
    return boek(
        van=rekening(van_budget, Soort.VRIJ),
        naar=rekening(naar_budget, Soort.VRIJ),
        bedrag=eis_bedrag(bedrag),
        omschrijving=_("Nieuw voor oud: van %(van)s naar %(naar)s")
        % {"van": van_budget, "naar": naar_budget},
        besluit=besluit.strip(),
        door=door,
    )
