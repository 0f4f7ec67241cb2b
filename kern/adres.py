"""Another e-mail address: it counts once the button behind the link in the mail to that address is pressed.

The answer on screen never tells whether an address is of somebody else: only who reads that mailbox hears it.
"""

from datetime import timedelta
from secrets import token_hex
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.core import signing
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from kern.fouten import DomeinFout
from kern.mail import zet_klaar
from kern.models import Adreswijziging, Gebruiker, Mail
from kern.rem import postbus_van, rem

ZOUT = "kern.adreswijziging"
GELDIG = timedelta(days=1)
PER_UUR = 5  # requests of one person, and mails to one mailbox


class LinkVerlopen(DomeinFout):
    """The link is ours but its term has passed."""


class LinkOngeldig(DomeinFout):
    """The link was never ours, was used, or belongs to an address that is no longer the present one."""


@transaction.atomic
def vraag_adres(*, gebruiker: Gebruiker, nieuw: str) -> None:
    """Mail a link to the new address; an earlier link works no more.

    An address of somebody else gets a mail that says so, and no link. Raises `DomeinFout` for the address that it
    is already, and `kern.rem.TeVaak`.
    """
    nieuw = nieuw.strip().lower()
    if nieuw == gebruiker.email:
        raise DomeinFout(_("Dit is al uw e-mailadres. Vul een ander adres in."))
    rem(f"adres:{gebruiker.pk}", hoogstens=PER_UUR, per=3600)
    rem(f"adres:{postbus_van(nieuw)}", hoogstens=PER_UUR, per=3600)
    bezet = _is_bezet(nieuw, gebruiker)
    # A new key for each request: the newest link is the one that works.
    wijziging, _eerste = Adreswijziging.objects.update_or_create(
        gebruiker=gebruiker,
        defaults={
            "nieuw": nieuw,
            "oud": _afdruk(gebruiker),
            "sleutel": uuid4(),
            "aangemaakt": timezone.now(),
        },
    )
    token = signing.dumps(wijziging.sleutel.hex, salt=ZOUT)
    zet_klaar(
        sleutel=f"adres-{wijziging.pk}-{token_hex(8)}",
        sjabloon="kern/mail/adres_bezet" if bezet else "kern/mail/adres_bevestigen",
        aan=nieuw,
        ontvanger=None if bezet else gebruiker,
        vertrouwelijk=True,
        link=f"/gegevens/e-mail/{token}/",
        uren=int(GELDIG.total_seconds() // 3600),
    )


def vind(token: str) -> Adreswijziging:
    """The change that this link stands for; raises `LinkVerlopen` or `LinkOngeldig`."""
    try:
        sleutel = signing.loads(token, salt=ZOUT, max_age=GELDIG)
    except signing.SignatureExpired as fout:
        raise LinkVerlopen(_("Deze link is verlopen. Hij werkte een dag.")) from fout
    except (signing.BadSignature, ValueError) as fout:
        raise LinkOngeldig(_("Deze link klopt niet. Misschien is hij niet helemaal gekopieerd.")) from fout
    wijziging = Adreswijziging.objects.select_related("gebruiker").filter(sleutel=sleutel).first()
    if wijziging is None or not constant_time_compare(wijziging.oud, _afdruk(wijziging.gebruiker)):
        raise LinkOngeldig(_("Deze link is al gebruikt, of u vroeg daarna een nieuwe link."))
    return wijziging


@transaction.atomic
def bevestig_adres(*, wijziging: Adreswijziging) -> str:
    """From now on this person is known by the new address; returns the old one, which is told as well.

    Mails that were not sent yet go to the new address. Raises `LinkOngeldig` when it was done already or when the
    address is of somebody else by now.
    """
    gebruiker = Gebruiker.objects.select_for_update().get(pk=wijziging.gebruiker_id)
    vers = Adreswijziging.objects.filter(pk=wijziging.pk, sleutel=wijziging.sleutel).first()
    oud = gebruiker.email
    if vers is None or not oud or not constant_time_compare(vers.oud, _afdruk(gebruiker)):
        raise LinkOngeldig(_("Deze link is al gebruikt, of u vroeg daarna een nieuwe link."))
    if _is_bezet(vers.nieuw, gebruiker):
        raise LinkOngeldig(_("Dit adres kunt u niet gebruiken. Kies een ander adres."))
    gebruiker.email = vers.nieuw
    try:
        with transaction.atomic():
            gebruiker.save(update_fields=["email"])
    except IntegrityError as fout:  # somebody else got an account with it at this moment
        raise LinkOngeldig(_("Dit adres kunt u niet gebruiken. Kies een ander adres.")) from fout
    EmailAddress.objects.filter(user=gebruiker).delete()  # allauth then goes by the address of the person
    vers.delete()
    Mail.objects.filter(ontvanger=gebruiker, verzonden=None).update(aan=gebruiker.email)
    meld_nieuw_adres(gebruiker=gebruiker, oud=oud)
    return oud


def meld_nieuw_adres(*, gebruiker: Gebruiker, oud: str) -> None:
    """Tell the old address that it is no longer the one, and not which one is: by it an account is taken over."""
    zet_klaar(
        sleutel=f"adres-veranderd-{gebruiker.pk}-{token_hex(8)}",
        sjabloon="kern/mail/adres_veranderd",
        aan=oud,
        ontvanger=gebruiker,
        vertrouwelijk=True,
    )


def _is_bezet(adres: str, gebruiker: Gebruiker) -> bool:
    anderen = Gebruiker.objects.filter(email=adres).exclude(pk=gebruiker.pk)
    return (
        anderen.exists() or EmailAddress.objects.filter(email__iexact=adres).exclude(user=gebruiker).exists()
    )


def _afdruk(gebruiker: Gebruiker) -> str:
    """A keyed hash of the present address: the link is bound to it."""
    return salted_hmac(ZOUT, f"{gebruiker.pk} {gebruiker.email}", algorithm="sha256").hexdigest()[:32]
