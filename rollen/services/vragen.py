"""A visitor asks somebody of a wijk a question. It is mailed and kept nowhere else."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from kern.fouten import DomeinFout
from kern.mail import zet_klaar
from kern.models import Gebruiker
from kern.profiel import profiel
from kern.werkdagen import plus_werkdagen, vandaag
from rollen.gezichten import Mens
from wijken.models import Wijk


def antwoord_voor(aan: Mens) -> date | None:
    """The day by which an answer may be expected; None from a volunteer."""
    return None if aan.is_vrijwilliger else plus_werkdagen(vandaag(), profiel().termijnen.eerste_reactie)


@transaction.atomic
def stel_vraag(
    *,
    aan: Mens,
    wijk: Wijk,
    vraag: str,
    email: str,
    naam: str = "",
    door: Gebruiker | None = None,
    kopie: bool = False,
) -> None:
    """Mail the question to somebody of `wie_is_wie`, with the address to answer at in the text.

    The same question on the same day is one mail. `door` is who is logged in; only they can get a copy, since of
    another address we do not know whose it is. Raises `DomeinFout` for a question to oneself, and to somebody who
    cannot get mail.
    """
    if door == aan.gebruiker:
        raise DomeinFout(_("Dit bent u zelf. U kunt uzelf geen vraag stellen."))
    wat = (str(aan.gebruiker.pk), str(wijk.pk), email, vraag, vandaag().isoformat())
    sleutel = f"vraag-{salted_hmac('rollen.vraag', repr(wat)).hexdigest()[:32]}"
    gegevens: dict[str, Any] = {
        "mens": aan,
        "wijk": wijk,
        "vraag": vraag,
        "email": email,
        "naam": naam,
        "uiterlijk": antwoord_voor(aan),
        "werkbank": f"{settings.PORTAAL_URL}/werkbank/initiatieven/nieuw/",
    }
    if not aan.gebruiker.email:
        raise DomeinFout(
            _("%(naam)s kan geen mail krijgen. Stel uw vraag aan de gemeente.") % {"naam": aan.gebruiker}
        )
    nieuw = zet_klaar(
        sleutel=sleutel, sjabloon="rollen/mail/vraag", ontvanger=aan.gebruiker, door=door, **gegevens
    )
    if nieuw and kopie and door is not None:
        zet_klaar(sleutel=f"{sleutel}-kopie", sjabloon="rollen/mail/vraag_kopie", ontvanger=door, **gegevens)
