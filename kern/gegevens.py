"""What is known about one person, per subject: for the page of that person and for the file they may take along.

Every floor has a room like this one, with `gegevens_van`. It holds what somebody may see of themselves: no internal
notes, and of others at most their role.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from allauth.usersessions.models import UserSession
from django.db.models import Count, QuerySet, Window
from django.utils.translation import gettext as _

from kern.models import Adreswijziging, Gebruiker, Mail
from kern.sessies import in_woorden

Rij = Mapping[str, Any]  # name of a fact in Dutch -> text, number, yes or no, date, or a list of such rows


@dataclass(frozen=True)
class Onderwerp:
    """One subject. `bewaren` is the name of its term; `rijen` are the newest of `aantal`.

    `waarom` tells a resident why the municipality has it.
    """

    naam: str
    waarom: str
    bewaren: str
    rijen: list[Rij]
    aantal: int


def onderwerp(
    naam: str,
    waarom: str,
    bewaren: str,
    rijen: "QuerySet[Any]",
    als_rij: Callable[[Any], Rij],
    hoogstens: int | None,
) -> Onderwerp:
    """One subject from a query; with `hoogstens` only its first rows."""
    gelezen, aantal = eerste(rijen, hoogstens)
    return Onderwerp(naam, waarom, bewaren, [als_rij(rij) for rij in gelezen], aantal)


def eerste(rijen: "QuerySet[Any]", hoogstens: int | None) -> tuple[list[Any], int]:
    """The first rows, or all of them without `hoogstens`, and how many there are. One query, always."""
    if hoogstens is None:
        gelezen = list(rijen)
        return gelezen, len(gelezen)
    gelezen = list(rijen.annotate(hoeveel=Window(Count("pk")))[:hoogstens])
    return gelezen, gelezen[0].hoeveel if gelezen else 0


def gegevens_van(gebruiker: Gebruiker, *, hoogstens: int | None = None) -> dict[str, Onderwerp]:
    """Account, mails and where this person is logged in."""
    inloggen: Rij = {
        _("naam"): gebruiker.naam,
        _("e-mailadres"): gebruiker.email,
        _("account sinds"): gebruiker.aangemaakt,
        _("laatst ingelogd"): gebruiker.last_login,
    }
    nieuw = Adreswijziging.objects.filter(gebruiker=gebruiker).values_list("nieuw", flat=True).first()
    if nieuw:
        inloggen = {**inloggen, _("nieuw e-mailadres, nog niet bevestigd"): nieuw}
    return {
        "account": Onderwerp(
            _("Uw account"), _("Zo weten wij wie u bent en aan wie wij schrijven."), "account", [inloggen], 1
        ),
        "mails": onderwerp(
            _("Mails die wij u stuurden"),
            _("U kunt ze zelf teruglezen."),
            "post",
            Mail.objects.filter(ontvanger=gebruiker, vertrouwelijk=False).order_by("-id"),
            lambda mail: {
                _("wanneer"): mail.aangemaakt,
                _("onderwerp"): mail.onderwerp,
                **({} if hoogstens else {_("tekst"): mail.tekst}),
            },
            hoogstens,
        ),
        "ingelogd_op": onderwerp(
            _("Waar u bent ingelogd"),
            _("Zo ziet u of iemand anders uw account gebruikt. Uw IP-adres bewaren wij niet."),
            "sessie",
            UserSession.objects.filter(user=gebruiker).order_by("-created_at"),
            lambda sessie: {
                _("apparaat"): in_woorden(sessie.user_agent),
                _("sinds"): sessie.created_at,
                _("laatst gebruikt"): sessie.last_seen_at,
            },
            hoogstens,
        ),
    }
