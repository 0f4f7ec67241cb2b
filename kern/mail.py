"""The one door through which mail leaves the house.

`zet_klaar` stores a mail in the transaction of the fact it tells. Celery only triggers `verstuur_wachtende`;
beat sweeps, so a lost message never loses a mail. Delivery is at least once and in order per recipient.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from hashlib import sha256
from smtplib import SMTPException
from typing import Any

from celery import current_app
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.utils import timezone

from kern.models import Gebruiker, Mail

log = logging.getLogger(__name__)

LANGSTE_WACHT = timedelta(hours=6)
# A mail whose `sleutel` begins with this leaves no row once it is sent: the last one to somebody who was erased.
ZONDER_SPOOR = "laatste-"
_verzameld: ContextVar[list[Mail] | None] = ContextVar("verzameld", default=None)


def zet_klaar(
    *,
    sleutel: str,
    sjabloon: str,
    aan: str = "",
    ontvanger: Gebruiker | None = None,
    door: Gebruiker | None = None,
    vertrouwelijk: bool = False,
    afmeldlink: str = "",
    **gegevens: Any,
) -> Mail | None:
    """Put a mail in the outbox, rendered from `<sjabloon>.onderwerp`, `.txt` and `.html`.

    `sleutel` names the fact: the same fact twice is one mail. Nobody is mailed about their own act: when
    `door` is the recipient nothing is stored and None is returned. `afmeldlink` is the path at which one POST
    stops these mails; the templates know it too. Call it inside the transaction of the fact.
    """
    adres = aan or (ontvanger.email if ontvanger else None)
    if not adres or (door is not None and door == ontvanger):
        return None
    gegevens = {
        "portaal_url": settings.PORTAAL_URL,
        "ontvanger": ontvanger,
        "afmeldlink": afmeldlink,
        **gegevens,
    }
    onderwerp = " ".join(_als_tekst(f"{sjabloon}.onderwerp", gegevens).split())
    return zet_klaar_tekst(
        sleutel=sleutel,
        aan=adres,
        ontvanger=ontvanger,
        onderwerp=onderwerp,
        tekst=_als_tekst(f"{sjabloon}.txt", gegevens).strip() + "\n",
        html=render_to_string(f"{sjabloon}.html", gegevens),
        vertrouwelijk=vertrouwelijk,
        afmeldlink=afmeldlink,
    )


def zet_klaar_tekst(
    *,
    sleutel: str,
    aan: str,
    onderwerp: str,
    tekst: str,
    html: str = "",
    ontvanger: Gebruiker | None = None,
    vertrouwelijk: bool = False,
    afmeldlink: str = "",
) -> Mail | None:
    """Put a mail that is already written in the outbox; None when this `sleutel` was there before."""
    mail, nieuw = Mail.objects.get_or_create(
        sleutel=sleutel,
        defaults={
            "aan": aan,
            "ontvanger": ontvanger,
            "onderwerp": onderwerp[:200],
            "tekst": tekst,
            "html": html,
            "vertrouwelijk": vertrouwelijk,
            "afmeldlink": afmeldlink,
        },
    )
    if nieuw:
        if (verzameld := _verzameld.get()) is not None:
            verzameld.append(mail)
        transaction.on_commit(_wek_de_postbode, robust=True)
    return mail if nieuw else None


@contextmanager
def verzamel_mails() -> Iterator[list[Mail]]:
    """The mails that are put in the outbox in here, in order; not what others put there at the same moment."""
    mails: list[Mail] = []
    eerder = _verzameld.set(mails)
    try:
        yield mails
    finally:
        _verzameld.reset(eerder)


def _als_tekst(sjabloon: str, gegevens: dict[str, Any]) -> str:
    """Plain text: an ampersand in a title stays an ampersand."""
    return get_template(sjabloon).template.render(Context(gegevens, autoescape=False))  # type: ignore[attr-defined]


def _wek_de_postbode() -> None:
    """Ask the worker to send now. When the queue is away nothing is lost: beat sweeps."""
    current_app.send_task("kern.verstuur_wachtende_mail", retry=False, expires=60)


def verstuur_wachtende(*, hoogstens: int = 200) -> int:
    """Send what waits, oldest first; returns how many were sent. Safe to run twice at the same time."""
    verzonden = 0
    for _ronde in range(hoogstens):
        uitkomst = _verstuur_een()
        if uitkomst is None:
            break
        verzonden += uitkomst
    return verzonden


@transaction.atomic
def _verstuur_een() -> int | None:
    """Send one mail under a row lock: 1 when sent, 0 when it failed and must wait, None when nothing waits.

    A mail waits while an older one to the same address waits, so that order per recipient is kept.
    """
    nu = timezone.now()
    wachtend = Mail.objects.filter(verzonden=None)
    mail = (
        wachtend.select_for_update(skip_locked=True)
        .filter(volgende_poging__lte=nu)
        .extra(
            where=[
                "NOT EXISTS (SELECT 1 FROM kern_mail eerder WHERE eerder.verzonden IS NULL"
                " AND eerder.aan = kern_mail.aan AND eerder.id < kern_mail.id)"
            ]
        )
        .order_by("id")
        .first()
    )
    if mail is None:
        return None
    bericht = EmailMultiAlternatives(mail.onderwerp, mail.tekst, to=[mail.aan], headers=_koppen(mail))
    if mail.html:
        bericht.attach_alternative(mail.html, "text/html")
    try:
        bericht.send()
    # ValueError: an address or a line that cannot be written in a mail. It may not keep all other mails waiting.
    except (OSError, SMTPException, ValueError) as fout:
        mail.pogingen += 1
        wacht = min(timedelta(seconds=15 * 2 ** min(mail.pogingen, 12)), LANGSTE_WACHT)
        mail.volgende_poging = nu + wacht
        mail.laatste_fout = type(fout).__name__  # the text of an SMTP error may hold the address
        mail.save(update_fields=["pogingen", "volgende_poging", "laatste_fout"])
        log.warning("mail %s not sent (%s), next try in %s", mail.pk, type(fout).__name__, wacht)
        return 0
    if mail.sleutel.startswith(ZONDER_SPOOR):
        mail.delete()
        return 1
    mail.verzonden = timezone.now()
    if mail.vertrouwelijk and not settings.DEMONSTRATIE:
        mail.tekst = mail.html = ""
    mail.save(update_fields=["verzonden", "tekst", "html"])
    return 1


def _koppen(mail: Mail) -> dict[str, str]:
    """The headers of ours; with an `afmeldlink` those by which a mail program offers to stop (RFC 8058)."""
    koppen = {"Message-ID": _bericht_id(mail), "Auto-Submitted": "auto-generated"}
    if mail.afmeldlink:
        koppen["List-Unsubscribe"] = f"<{settings.PORTAAL_URL}{mail.afmeldlink}>"
        koppen["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return koppen


def _bericht_id(mail: Mail) -> str:
    """The same mail always has the same Message-ID, so that a mailbox drops a second copy."""
    domein = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    kern = sha256(f"{settings.SECRET_KEY}{mail.sleutel}".encode()).hexdigest()[:32]
    return f"<{kern}@{domein}>"
