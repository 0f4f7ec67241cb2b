"""Erasing a person: the account becomes a tombstone, and their name goes from what others wrote.

The cellar's part of it; the floors above erase what is theirs first and the roof calls them in order. Retention
uses the same functions. See docs/adr/0097.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.admin.models import LogEntry
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from kern.models import Gebruiker, Mail
from kern.sessies import beeindig_sessies

WEG = "[gewist]"  # what stands where a name stood
KORTSTE = 3  # letters of a name that is looked for on its own
CIJFERS = 9  # of a Dutch telephone number, without the zero or +31 before it


@dataclass(frozen=True)
class Sporen:
    """By which words somebody can be recognised in a text, as regular expressions.

    Everybody chooses the name and number that they give us; only the address is proven. So from every text go
    `voluit` (the e-mail address) and `overal` (the full name as it is written, if nobody else is called so). Where
    this person took part also `namen` (the full name and telephone numbers, however written) and `los` (first name,
    surname): many people are called Jan.
    """

    voluit: tuple[str, ...] = ()
    namen: tuple[str, ...] = ()
    overal: tuple[str, ...] = ()
    los: tuple[str, ...] = ()

    def noemt(self, *velden: str, ook_los: bool) -> Q:
        """Rows of which one of these text fields names this person."""
        hoe_dan_ook = (*self.voluit, *(self.namen if ook_los else ()))
        zo_geschreven = self.los if ook_los else self.overal
        delen = [Q(**{f"{veld}__iregex": in_sql(hoe_dan_ook)}) for veld in velden if hoe_dan_ook]
        delen += [Q(**{f"{veld}__regex": in_sql(zo_geschreven)}) for veld in velden if zo_geschreven]
        return reduce(or_, delen) if delen else Q(pk__in=[])

    def zonder(self, tekst: str) -> str:
        """The text with `WEG` where this person was named."""
        for patroon in (*self.voluit, *self.namen):
            tekst = re.sub(patroon, WEG, tekst, flags=re.IGNORECASE)
        for patroon in self.los:
            tekst = re.sub(patroon, WEG, tekst)
        return tekst


def in_sql(patronen: Iterable[str]) -> str:
    """The patterns as PostgreSQL writes them: it calls the edge of a word \\y."""
    return "|".join(patronen).replace(r"\b", r"\y")


def sporen_van(
    gebruiker: Gebruiker | None, *, telefoons: Iterable[str] = (), namen: Iterable[str] = ()
) -> Sporen:
    """What to look for; `namen` are names that this person used elsewhere."""
    voluit, heel, overal, los = [], [], [], []
    for naam in dict.fromkeys([gebruiker.naam if gebruiker else "", *namen]):
        woorden = naam.split()
        if len(woorden) > 1:
            heel.append(r"\b" + r"\s+".join(map(re.escape, woorden)) + r"\b")
            if woorden[0][0].isupper() and woorden[-1][0].isupper():
                overal.append(heel[-1])
        los += [rf"\b{re.escape(w)}\b" for w in woorden if len(w) >= KORTSTE and w[0].isupper()]
    if gebruiker is not None and gebruiker.email:
        voluit.append(re.escape(gebruiker.email))
    for telefoon in telefoons:
        cijfers = re.sub(r"\D", "", telefoon)[-CIJFERS:]
        if len(cijfers) == CIJFERS:
            heel.append(r"(?:\+31|0031|0)?[\s\-]*" + r"[\s\-]*".join(cijfers))
    delen = (voluit, heel, overal, los)
    return Sporen(*(tuple(dict.fromkeys(deel)) for deel in delen))


def schrap_namen(rijen: "models.QuerySet[models.Model]", sporen: Sporen, *velden: str, ook_los: bool) -> int:
    """Put `WEG` where these text fields name somebody; returns in how many rows."""
    geraakt = list(rijen.filter(sporen.noemt(*velden, ook_los=ook_los)))
    for rij in geraakt:
        for veld in velden:
            langste = getattr(rij._meta.get_field(veld), "max_length", None)
            setattr(rij, veld, sporen.zonder(getattr(rij, veld))[:langste])
        rij.save(update_fields=velden)
    return len(geraakt)


@transaction.atomic
def maak_grafsteen(*, gebruiker: Gebruiker, sporen: Sporen | None = None) -> bool:
    """Empty the account and end it: sessions, ways to log in, all mails. False when it was empty already.

    What others wrote and what other floors hold must be erased before: here the name and the address are lost.
    The row stays, so that what this person did still has somebody who did it. `sporen` is what to look for in mails
    to others, when more is known than the account says.
    """
    vers = Gebruiker.objects.select_for_update().get(pk=gebruiker.pk)
    if vers.gewist_op is not None:
        return False
    wis_mails(gebruiker=vers, sporen=sporen or sporen_van(vers))
    beeindig_sessies(gebruiker=vers)
    EmailAddress.objects.filter(user=vers).delete()
    SocialAccount.objects.filter(user=vers).delete()
    Authenticator.objects.filter(user=vers).delete()
    _wis_in_beheer(vers, sporen or sporen_van(vers))
    vers.groups.clear()
    vers.user_permissions.clear()
    vers.naam, vers.email, vers.last_login = "", None, None
    vers.toon_voornaam = vers.is_active = vers.is_staff = vers.is_superuser = False
    vers.set_unusable_password()
    vers.gewist_op = timezone.now()
    vers.save()
    return True


@transaction.atomic
def wis_mails(*, gebruiker: Gebruiker, sporen: Sporen) -> int:
    """Remove the mails of this person, sent or not, and their name from those to others; returns how many went."""
    eigen = Q(ontvanger=gebruiker)
    if gebruiker.email:
        eigen |= Q(aan=gebruiker.email)
    weg = Mail.objects.filter(eigen).delete()[0]
    schrap_namen(Mail.objects.all(), sporen, "onderwerp", "tekst", "html", ook_los=False)
    return weg


def _wis_in_beheer(gebruiker: Gebruiker, sporen: Sporen) -> None:
    """The log of the admin repeats what a row was called."""
    schrap_namen(LogEntry.objects.all(), sporen, "object_repr", "change_message", ook_los=False)
    LogEntry.objects.filter(
        content_type__app_label="kern", content_type__model="gebruiker", object_id=str(gebruiker.pk)
    ).update(object_repr=WEG)
