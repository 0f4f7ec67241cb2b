"""The account behind an address that was proven by a mailed link."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kern.fouten import DomeinFout
from kern.models import Gebruiker


@transaction.atomic
def account_van(*, email: str, naam: str = "") -> Gebruiker:
    """The account of this address, made when it is new; a name is kept only where there was none.

    Raises `DomeinFout` when the account was closed.
    """
    email = email.strip().lower()
    gebruiker = Gebruiker.objects.filter(email=email).first()
    if gebruiker is None:
        try:
            with transaction.atomic():
                gebruiker = Gebruiker.objects.create_user(email, naam=naam)
        except IntegrityError:  # somebody pressed another button with this address at this moment
            gebruiker = Gebruiker.objects.get(email=email)
    if not gebruiker.is_active:
        raise DomeinFout(_("Met dit e-mailadres kunt u hier niets doen. Neem contact op met de gemeente."))
    if naam and not gebruiker.naam:
        gebruiker.naam = naam
        gebruiker.save(update_fields=["naam", "sorteernaam"])
    return gebruiker
