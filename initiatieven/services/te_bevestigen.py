"""What somebody without a login asks for waits here until the button behind the mailed link is pressed.

This half only asks and reads links, so that every service may call it; what is done then stands in `bevestigd`.
"""

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatieven.levensloop import ONTWERP
from initiatieven.models import Initiatief, TeBevestigen
from kern.fouten import DomeinFout
from kern.mail import zet_klaar
from kern.models import Gebruiker
from kern.rem import postbus_van, rem

ZOUT = "initiatieven.te_bevestigen"
GELDIG = timedelta(days=7)
MAILS_PER_UUR = 5  # to one address, whoever asks: nobody's mailbox can be filled through this door


class LinkVerlopen(DomeinFout):
    """The link is ours but its term has passed."""


class LinkOngeldig(DomeinFout):
    """The link was never ours, or what it stood for was done already or cleaned up."""


@transaction.atomic
def vraag_bevestiging(
    *,
    wat: TeBevestigen.Wat,
    email: str,
    naam: str = "",
    initiatief: Initiatief | None = None,
    gegevens: Mapping[str, Any] | None = None,
    door: Gebruiker | None = None,
) -> TeBevestigen:
    """Keep what was asked and mail a link to this address; nothing else happens until the button is pressed.

    The same thing asked again is mailed again, not kept twice. Never looks whether the address has an account,
    so the answer cannot tell. The mail holds nothing that was typed: anybody can fill in anybody's address.
    Raises `kern.rem.TeVaak` after `MAILS_PER_UUR` mails to one address in an hour.
    """
    email = email.strip().lower()
    rem(f"bevestig:{postbus_van(email)}", hoogstens=MAILS_PER_UUR, per=3600)
    zaak = {
        "wat": wat,
        "email": email,
        "initiatief": initiatief,
        "gegevens": dict(gegevens or {}),
        "door": door,
    }
    rij = TeBevestigen.objects.select_for_update().filter(**zaak).first()
    if rij is None:
        rij = TeBevestigen.objects.create(**zaak, naam=naam)
    else:
        rij.naam = naam or rij.naam
        rij.aangemaakt = timezone.now()  # the row lives as long as its newest link
        rij.save(update_fields=["naam", "aangemaakt"])
    token = maak_token(rij)
    zet_klaar(
        sleutel=f"bevestig-{rij.pk}-{hashlib.sha256(token.encode()).hexdigest()[:32]}",
        sjabloon=f"initiatieven/mail/bevestig_{rij.wat}",
        aan=email,
        vertrouwelijk=True,
        te_bevestigen=rij,
        initiatief=initiatief,
        link=f"/bevestig/{token}/",
        geldig_tot=timezone.localdate(timezone.now() + GELDIG),
    )
    return rij


def maak_token(rij: TeBevestigen) -> str:
    """A signed link part that holds nothing but the key of the row."""
    return signing.dumps(rij.sleutel.hex, salt=ZOUT)


def vind(token: str) -> TeBevestigen:
    """What this link stands for; raises `LinkVerlopen` or `LinkOngeldig`."""
    try:
        sleutel = signing.loads(token, salt=ZOUT, max_age=GELDIG)
    except signing.SignatureExpired as fout:
        raise LinkVerlopen(_("Deze link is verlopen. Hij werkte 7 dagen.")) from fout
    except (signing.BadSignature, ValueError) as fout:
        raise LinkOngeldig(_("Deze link klopt niet. Misschien is hij niet helemaal gekopieerd.")) from fout
    rij = TeBevestigen.objects.select_related("initiatief", "door").filter(sleutel=sleutel).first()
    if rij is None:
        raise LinkOngeldig(_("Deze link is al gebruikt. Drukte u al op de knop? Dan is het gelukt."))
    return rij


@transaction.atomic
def ruim_op() -> int:
    """Forget what nobody confirmed within the term, with the address; returns how many.

    Whom a draft names is not mailed yet: those rows go with their draft.
    """
    oud = TeBevestigen.objects.filter(aangemaakt__lt=timezone.now() - GELDIG)
    oud = oud.exclude(initiatief__status__in=ONTWERP)
    return sum(aantal for model, aantal in oud.delete()[1].items() if model == TeBevestigen._meta.label)
