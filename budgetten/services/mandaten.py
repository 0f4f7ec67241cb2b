"""Lay down who may decide about how much."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from budgetten.models import Mandaat
from budgetten.services.begroten import eis_recht
from budgetten.services.boeken import eis_bedrag
from kern.fouten import DomeinFout
from kern.models import Gebruiker


@transaction.atomic
def leg_mandaat_vast(
    *,
    rol: str,
    tot_bedrag: Decimal,
    vanaf: date,
    besluit: str,
    tot: date | None = None,
    door: Gebruiker | None = None,
) -> Mandaat:
    """Give a role a mandate up to and including `tot_bedrag` (euros) per initiative, until, not including, `tot`.

    A mandate that still runs without end stops on the day the new one starts; the same mandate again changes
    nothing. Raises `DomeinFout` when the period lies across another one.
    """
    eis_recht(door)
    tot_bedrag = eis_bedrag(tot_bedrag)
    if not besluit.strip():
        raise DomeinFout(_("Noem het besluit waarin dit staat."))
    if tot is not None and tot <= vanaf:
        raise DomeinFout(_("De laatste dag ligt voor de eerste dag."))
    van_rol = list(Mandaat.objects.select_for_update().filter(rol=rol).order_by("vanaf"))
    zelfde = next((m for m in van_rol if m.vanaf == vanaf and m.tot_bedrag == tot_bedrag), None)
    if zelfde is not None and zelfde.besluit == besluit.strip():
        return zelfde
    for lopend in van_rol:
        if lopend.tot is None and lopend.vanaf < vanaf:
            lopend.tot = vanaf
            lopend.save(update_fields=["tot"])
        elif (tot is None or lopend.vanaf < tot) and (lopend.tot is None or lopend.tot > vanaf):
            raise DomeinFout(
                _("Deze rol heeft al een mandaat vanaf %(vanaf)s. Kies een andere periode.")
                % {"vanaf": f"{lopend.vanaf:%d-%m-%Y}"}
            )
    return Mandaat.objects.create(
        rol=rol, tot_bedrag=tot_bedrag, vanaf=vanaf, tot=tot, besluit=besluit.strip()[:200]
    )
