"""Does what somebody asked for without a login, once they pressed the button behind the mailed link.

Services that only ask import `vraag_bevestiging` from `te_bevestigen`: this module imports them.
"""

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from initiatieven.models import TeBevestigen
from initiatieven.services.accounts import account_van
from initiatieven.services.mede import word_mede
from initiatieven.services.meedoen import doe_mee_bevestigd, steun_bevestigd
from initiatieven.services.opmerkingen import plaats_bevestigd
from initiatieven.services.te_bevestigen import LinkOngeldig, LinkVerlopen, vind, vraag_bevestiging
from initiatieven.services.volgen import volg_bevestigd
from kern.models import Gebruiker

__all__ = ["HANDELINGEN", "LinkOngeldig", "LinkVerlopen", "bevestig", "vraag_bevestiging"]

Wat = TeBevestigen.Wat
Handeling = Callable[[Gebruiker, TeBevestigen], None]

HANDELINGEN: dict[TeBevestigen.Wat, Handeling] = {
    Wat.STEUN: steun_bevestigd,
    Wat.MEEDOEN: doe_mee_bevestigd,
    Wat.OPMERKING: plaats_bevestigd,
    Wat.MEDE: word_mede,
    Wat.VOLGEN: volg_bevestigd,
}


@transaction.atomic
def bevestig(*, token: str) -> tuple[Gebruiker, TeBevestigen]:
    """Make or find the account of the address, do what was asked, and forget the request.

    Pressed twice is once. Raises `LinkVerlopen` or `LinkOngeldig`, and `DomeinFout` when the account was closed or
    when it cannot be done any more; the request then stays, and the link with it.
    """
    gevonden = vind(token)
    rij = (
        TeBevestigen.objects.select_for_update(of=("self",))
        .select_related("initiatief", "door")
        .filter(pk=gevonden.pk)
        .first()
    )
    if rij is None:
        raise LinkOngeldig(_("Deze link is al gebruikt. Drukte u al op de knop? Dan is het gelukt."))
    gebruiker = account_van(email=rij.email, naam=rij.naam)
    HANDELINGEN[Wat(rij.wat)](gebruiker, rij)
    TeBevestigen.objects.filter(pk=rij.pk).delete()
    return gebruiker, rij
