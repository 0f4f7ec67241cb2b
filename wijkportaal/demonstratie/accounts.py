"""The accounts of the demonstration: who there is, how to log in, and their one-time codes.

An account belongs to the demonstration when its address ends in `.example`, a domain that never exists
(RFC 2606). So nobody real ever gets the password that stands on the screen.
"""

import base64
import hashlib
import time
from dataclasses import dataclass

from allauth.account.internal.stagekit import get_pending_stage
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kern.models import Gebruiker
from kern.profiel import profiel
from kern.werkdagen import vandaag
from rollen.models import Rol, Rolvervulling

WACHTWOORD = "samen-in-de-wijk"
DOMEIN = ".example"
TOTP_SECONDEN = 30

# In the order in which a newcomer meets them; roles that are not here are not shown.
KAN = {
    Rol.WIJKMAKELAAR: _("leest initiatieven van de eigen wijken, kiest de aanpak, geeft antwoord en geld"),
    Rol.OPGAVELEIDER: _("ziet alle wijken, leest de kwartaalrapportage en biedt die aan de raad aan"),
    Rol.TEAMLEIDER: _("krijgt initiatieven die naar de eigen afdeling gaan"),
    Rol.WIJKWERKER: _("leest mee in de eigen wijken en noteert leerpunten"),
    Rol.WIJKWETHOUDER: _("is het bestuurlijke gezicht van de wijk en kan geld toekennen"),
    Rol.GRIFFIE: _("leest de rapportages voor de raad"),
    Rol.BEHEERDER: _("beheert wie welke rol heeft"),
    Rol.AUDITOR: _("leest in het logboek wie wat deed en las"),
}


@dataclass(frozen=True)
class Account:
    """One line of the list of accounts."""

    naam: str
    rol: str
    waar: str
    email: str
    kan: str


def eis_demonstratie() -> None:
    """Raises `ImproperlyConfigured` unless this is a demonstration: known passwords belong nowhere else."""
    if settings.PRODUCTIE or not settings.DEMONSTRATIE:
        raise ImproperlyConfigured("Dit kan alleen met WIJKPORTAAL_MODUS=demonstratie.")


def geheim_van(email: str) -> str:
    """The TOTP secret of a demonstration account: always the same for the same address."""
    return base64.b32encode(
        hashlib.sha1(f"demonstratie {email}".encode(), usedforsecurity=False).digest()
    ).decode()


def code_van(email: str) -> str:
    """The six digits that count at this moment."""
    return format_hotp_value(hotp_value(geheim_van(email), int(time.time()) // TOTP_SECONDEN))


def richt_accounts_in() -> int:
    """Give every demonstration account the known password, and staff their second factor too.

    Returns how many accounts were set up; those that were set up before are left alone.
    """
    eis_demonstratie()
    nieuw = Gebruiker.objects.filter(email__endswith=DOMEIN, password__startswith=UNUSABLE_PASSWORD_PREFIX)
    # One hash for all: it is one public password, and hashing is slow on purpose.
    aantal = nieuw.update(password=make_password(WACHTWOORD)) if nieuw.exists() else 0
    met_code = Authenticator.objects.filter(type=Authenticator.Type.TOTP).values("user_id")
    medewerkers = (
        Gebruiker.objects.filter(email__endswith=DOMEIN, rolvervullingen__isnull=False)
        .exclude(pk__in=met_code)
        .distinct()
    )
    for gebruiker in medewerkers:
        TOTP.activate(gebruiker, geheim_van(gebruiker.email))
    return aantal


def accounts() -> list[Account]:
    """The accounts to try, staff first, and one resident."""
    vervullingen = (
        Rolvervulling.objects.geldig(vandaag())
        .filter(rol__in=KAN, gebruiker__email__endswith=DOMEIN)
        .select_related("gebruiker", "wijk", "afdeling")
        .order_by("gebruiker__sorteernaam", "wijk__sorteernaam")
    )
    plekken: dict[tuple[Rol, Gebruiker], list[str]] = {}
    for vervulling in vervullingen:
        plek = vervulling.wijk or vervulling.afdeling
        plekken.setdefault((vervulling.rol_enum, vervulling.gebruiker), []).append(
            str(plek or _("alle wijken"))
        )
    rijen = [
        Account(gebruiker.naam, profiel().roltitel(rol), ", ".join(waar), gebruiker.email, str(KAN[rol]))
        for rol in KAN
        for (van_rol, gebruiker), waar in plekken.items()
        if van_rol is rol
    ]
    inwoner = (
        Gebruiker.objects.filter(email__endswith=DOMEIN, rolvervullingen=None, initiatieven__isnull=False)
        .order_by("pk")
        .first()
    )
    if inwoner is not None:
        rijen.append(
            Account(
                inwoner.naam,
                str(_("inwoner")),
                "",
                inwoner.email,
                str(_("volgt de eigen initiatieven; logt in met een code die per mail komt")),
            )
        )
    return rijen


def wachtende_code(request: HttpRequest) -> str:
    """The one-time code that the login page in front of this visitor asks for; empty when it asks for none.

    Staff get the code of their second factor, a resident the code that was mailed.
    """
    if isinstance(request.user, Gebruiker):  # asked for the second factor once more
        return _code_of_leeg(request.user)
    stap = get_pending_stage(request)
    if stap is None or not isinstance(stap.login.user, Gebruiker):
        return ""
    if stap.key == "login_by_code":
        return str(stap.state.get("code", ""))
    return _code_of_leeg(stap.login.user)


def _code_of_leeg(gebruiker: Gebruiker) -> str:
    """The code of the second factor; empty for somebody who has none or set up one of their own."""
    sleutel = Authenticator.objects.filter(user=gebruiker, type=Authenticator.Type.TOTP).first()
    eigen = sleutel is None or decrypt(sleutel.data["secret"]) != geheim_van(gebruiker.email)
    return "" if eigen else code_van(gebruiker.email)
