"""Where somebody is logged in: to see it, and to end it there.

allauth keeps a row per session (`UserSession`). Of the browser only its kind is kept and no IP address: that is
enough to recognise your own telephone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from importlib import import_module
from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, update_session_auth_hash
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from kern.models import Gebruiker

GEEN_ADRES = "0.0.0.0"  # noqa: S104  allauth's column may not be empty
HOOGSTENS = 50  # sessions that a page shows, newest first

# A mark in what a browser says of itself, and its name. The first that fits counts: they imitate each other.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
TELEFOON, TABLET, COMPUTER, ONBEKEND = "telefoon", "tablet", "computer", ""
SOORTEN = {
    f"{browser}/{apparaat}"
    for browser in ("", *(naam for _merk, naam in BROWSERS))
    for apparaat in (TELEFOON, TABLET, COMPUTER, ONBEKEND)
}


@dataclass(frozen=True)
class Sessie:
    """One place where somebody is logged in. `gegevens` is what the session itself holds."""

    pk: int
    soort: str  # as `soort_van` gives it
    sinds: datetime
    deze: bool
    gegevens: Mapping[str, Any]

    @property
    def apparaat(self) -> str:
        return in_woorden(self.soort)


def soort_van(user_agent: str) -> str:
    """What is kept of a browser: its name and the kind of device, such as "Firefox/telefoon"."""
    browser = next((naam for merk, naam in BROWSERS if merk in user_agent), "")
    return f"{browser}/{_apparaat(user_agent)}"


def _apparaat(user_agent: str) -> str:
    if "iPad" in user_agent or "Tablet" in user_agent:
        return TABLET
    if "iPhone" in user_agent or "Mobile" in user_agent:
        return TELEFOON
    if "Android" in user_agent:  # without "Mobile", by agreement of its makers
        return TABLET
    if any(merk in user_agent for merk in ("Windows", "Macintosh", "Linux", "CrOS", "X11")):
        return COMPUTER
    return ONBEKEND


def in_woorden(soort: str) -> str:
    """A kind as people say it: "Firefox op een telefoon"."""
    browser, _schuin, apparaat = soort.partition("/")
    waar = {
        TELEFOON: _("op een telefoon"),
        TABLET: _("op een tablet"),
        COMPUTER: _("op een computer"),
    }.get(apparaat, "")
    return f"{browser or _('Een browser')} {waar or _('op een onbekend apparaat')}"


def sessies_van(gebruiker: Gebruiker, *, sleutel: str | None) -> list[Sessie]:
    """Where this person is logged in, newest first; `sleutel` is the session that asks. Two queries.

    Left out is what would not get in any more: a session that is over, or from before a change of password.
    """
    rijen = list(UserSession.objects.filter(user=gebruiker).order_by("-created_at", "-pk")[:HOOGSTENS])
    sleutels = [rij.session_key for rij in rijen]
    levend = {
        sessie.session_key: sessie.get_decoded()
        for sessie in Session.objects.filter(session_key__in=sleutels, expire_date__gt=timezone.now())
    }
    bewijs = gebruiker.get_session_auth_hash()
    return [
        Sessie(rij.pk, rij.user_agent, rij.created_at, rij.session_key == sleutel, levend[rij.session_key])
        for rij in rijen
        if _is_van(levend.get(rij.session_key, {}), gebruiker, bewijs)
    ]


def _is_van(gegevens: Mapping[str, Any], gebruiker: Gebruiker, bewijs: str) -> bool:
    return gegevens.get(SESSION_KEY) == str(gebruiker.pk) and constant_time_compare(
        str(gegevens.get(HASH_SESSION_KEY, "")), bewijs
    )


@transaction.atomic
def beeindig_sessies(
    *, gebruiker: Gebruiker, pks: Iterable[int] | None = None, behalve: str | None = None
) -> int:
    """Log this person out, everywhere or in the sessions `pks`, at their next request; returns how many ended.

    `behalve` is the key of a session that stays. Out of the database and out of Redis: once at once, and once more
    when the transaction is done, because a request in between puts what it read back into Redis.
    """
    rijen = UserSession.objects.filter(user=gebruiker).exclude(session_key=behalve or "")
    if pks is not None:
        rijen = rijen.filter(pk__in=list(pks))
    sleutels = list(rijen.values_list("session_key", flat=True))
    vergeet = partial(_vergeet, sleutels)
    vergeet()
    UserSession.objects.filter(user=gebruiker, session_key__in=sleutels).delete()
    transaction.on_commit(vergeet)
    return len(sleutels)


def _vergeet(sleutels: Iterable[str]) -> None:
    winkel = import_module(settings.SESSION_ENGINE).SessionStore
    for sleutel in sleutels:
        winkel().delete(sleutel)


def blijf_hier(request: HttpRequest) -> None:
    """After a change of the password or address of who asks: this session goes on under a new key, all others end.

    `request.user` must be the changed person. Without this call the session that made the change ends as well.
    """
    assert isinstance(request.user, Gebruiker)
    update_session_auth_hash(request, request.user)
    beeindig_sessies(gebruiker=request.user)
    UserSession.objects.create_from_request(request)


@receiver(pre_save, sender=UserSession, dispatch_uid="kern.bewaar_weinig")
def bewaar_weinig(instance: UserSession, **kwargs: Any) -> None:
    """Keep the kind of browser only, and no address. (allauth writes the row; it has no hook for what goes in.)"""
    instance.ip = GEEN_ADRES
    if instance.user_agent not in SOORTEN:
        instance.user_agent = soort_van(instance.user_agent)


@receiver((password_changed, password_set, password_reset), dispatch_uid="kern.elders_uitgelogd")
def elders_uitgelogd(request: HttpRequest, user: Gebruiker, **kwargs: Any) -> None:
    """Whoever knew the old password is out. (Signals of allauth; our apps send none.)"""
    beeindig_sessies(gebruiker=user, behalve=request.session.session_key)
