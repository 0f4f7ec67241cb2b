"""Whether somebody who is logged in is still the same person: a code by mail before what cannot be taken back.

Residents have no password to ask for, so the mailbox is the proof, as when they log in. What waits for the code
stands in the session; of the code itself only a keyed hash.
"""

import time
from secrets import randbelow, token_hex
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from kern.fouten import DomeinFout
from kern.mail import zet_klaar
from kern.models import Gebruiker
from kern.rem import rem

VERS = 10 * 60  # seconds after logging in or after a code in which nothing is asked again
GELDIG = 15 * 60  # seconds that a code works
CIJFERS = 6
MAILS_PER_UUR = 5
POGINGEN = 5  # per quarter of an hour, whatever session they come from
IN_SESSIE, BEWEZEN_OP = "bewijs", "bewezen_op"


def is_vers(request: HttpRequest) -> bool:
    """Whether this person logged in or proved who they are within `VERS`."""
    stappen = get_authentication_records(request, request.user)
    momenten = [float(stap.get("at", 0)) for stap in stappen]
    momenten.append(float(request.session.get(BEWEZEN_OP, 0)))
    return time.time() - max(momenten) < VERS


@transaction.atomic
def mail_code(request: HttpRequest, *, wat: str, gegevens: Any = None) -> None:
    """Mail a code for `wat`; an earlier one works no more. `gegevens` comes back when the code is right.

    Raises `kern.rem.TeVaak`, and `DomeinFout` for somebody without an address.
    """
    gebruiker = request.user
    assert isinstance(gebruiker, Gebruiker)
    if not gebruiker.email:
        raise DomeinFout(_("Wij kunnen u geen mail sturen. Neem contact op met de gemeente."))
    rem(f"bewijs-mail:{gebruiker.pk}", hoogstens=MAILS_PER_UUR, per=3600)
    code = f"{randbelow(10**CIJFERS):0{CIJFERS}}"
    request.session[IN_SESSIE] = {
        "wat": wat,
        "code": _afdruk(gebruiker, code),
        "op": time.time(),
        "gegevens": gegevens,
    }
    zet_klaar(
        sleutel=f"bewijs-{token_hex(16)}",
        sjabloon=f"kern/mail/code_{wat}",
        ontvanger=gebruiker,
        vertrouwelijk=True,
        code=code,
    )


def wacht_op_code(request: HttpRequest, wat: str) -> bool:
    """Whether a code for this was mailed in this session and can still be used."""
    staat = request.session.get(IN_SESSIE) or {}
    return staat.get("wat") == wat and time.time() - float(staat.get("op", 0)) < GELDIG


def controleer(request: HttpRequest, *, wat: str, code: str) -> Any:
    """Use the code, once; returns the `gegevens` of `mail_code`. Raises `DomeinFout` for any that is not right."""
    gebruiker = request.user
    assert isinstance(gebruiker, Gebruiker)
    if not wacht_op_code(request, wat):
        raise DomeinFout(_("Deze code werkt niet meer. Vraag een nieuwe code."))
    rem(f"bewijs:{gebruiker.pk}", hoogstens=POGINGEN, per=GELDIG)
    staat = request.session[IN_SESSIE]
    if not constant_time_compare(staat["code"], _afdruk(gebruiker, "".join(code.split()))):
        raise DomeinFout(_("Deze code klopt niet. Kijk in de nieuwste mail die u van ons kreeg."))
    del request.session[IN_SESSIE]
    request.session[BEWEZEN_OP] = time.time()
    return staat["gegevens"]


def _afdruk(gebruiker: Gebruiker, code: str) -> str:
    return salted_hmac(
        "kern.bewijs", f"{gebruiker.pk} {gebruiker.email} {code}", algorithm="sha256"
    ).hexdigest()
