"""The account behind an address that was proven by a mailed link, and what its owner corrects."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from initiatieven.models import Betrokkene, Initiatief, Opmerking, TeBevestigen
from kern.fouten import DomeinFout
from kern.models import Gebruiker
from kern.tekst import noemt_contactgegevens


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


@transaction.atomic
def verbeter(*, gebruiker: Gebruiker, naam: str, toon_voornaam: bool) -> None:
    """Correct one's own name, and say whether the first name stands at what one started.

    Where it was hidden before it only appears when the choice itself changed: who mends a typing error publishes
    nothing. Without `toon_voornaam` it stands nowhere any more. Raises `DomeinFout` for no name, or one with
    contact data.
    """
    naam = " ".join(naam.split())
    if not naam:
        raise DomeinFout(_("Vul uw naam in."))
    if noemt_contactgegevens(naam):
        raise DomeinFout(_("Vul alleen uw naam in, zonder e-mailadres of telefoonnummer."))
    vers = Gebruiker.objects.select_for_update().get(pk=gebruiker.pk)
    eerst = toont_voornaam(vers)
    vers.naam, vers.toon_voornaam = naam, toon_voornaam
    vers.save(update_fields=["naam", "sorteernaam", "toon_voornaam"])
    if toon_voornaam and not eerst:
        Initiatief.objects.filter(indiener=vers, toon_voornaam=False).update(toon_voornaam=True)
    elif not toon_voornaam:
        verberg_naam_overal(gebruiker=vers)


def toont_voornaam(gebruiker: Gebruiker) -> bool:
    """Whether the first name stands at something that this person started."""
    return Initiatief.objects.filter(indiener=gebruiker, toon_voornaam=True).exists()


@transaction.atomic
def verberg_naam_overal(*, gebruiker: Gebruiker) -> int:
    """Take the first name off everything that somebody started, said and joins in; returns from how many places."""
    Gebruiker.objects.filter(pk=gebruiker.pk).update(toon_voornaam=False)
    return sum(
        rijen.filter(toon_voornaam=True).update(toon_voornaam=False)
        for rijen in (
            Initiatief.objects.filter(indiener=gebruiker),
            Betrokkene.objects.filter(gebruiker=gebruiker),
            Opmerking.objects.filter(door=gebruiker),
        )
    )


@transaction.atomic
def verhuis_adres(*, gebruiker: Gebruiker, oud: str) -> None:
    """What waits for the button in a mail to the old address belongs to the new one: those links keep working."""
    assert gebruiker.email is not None
    TeBevestigen.objects.filter(email=oud).update(email=gebruiker.email)
