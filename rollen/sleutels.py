"""Keys of partners: what one looks like, whether it is a good one, and what it opens.

A key is `wpk_<prefix>_<secret>`. The secret is 256 random bits, so a plain SHA-256 of the key is enough at rest
(docs/adr/0096): there is nothing to guess and no dictionary to try, and every request can afford it.
"""

import re
import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.http import Http404
from django.utils.crypto import constant_time_compare
from django.utils.functional import Promise

from kern.werkdagen import vandaag
from rollen.models import ApiSleutel, Sleutelrecht
from rollen.regels import SLEUTELREGELS, Bereik
from wijken.models import Wijk

M = TypeVar("M", bound=models.Model)

BEGIN = "wpk"  # what a scanner for leaked secrets can look for
VORM = re.compile(rf"{BEGIN}_([0-9a-f]{{8}})_[A-Za-z0-9_-]{{43}}")
GEEN_AFDRUK = "0" * 64  # of no key: what an unknown prefix is compared with


@dataclass(frozen=True)
class NieuweSleutel:
    """A key as it is shown once, with the two parts of it that are kept."""

    geheel: str
    prefix: str
    afdruk: str


def nieuwe_sleutel() -> NieuweSleutel:
    prefix = secrets.token_hex(4)
    geheel = f"{BEGIN}_{prefix}_{secrets.token_urlsafe(32)}"
    return NieuweSleutel(geheel, prefix, _afdruk(geheel))


def vind_sleutel(geheel: str) -> ApiSleutel | None:
    """The key that works today; None for one that is unknown, ended, not there yet or not even a key.

    Found by its prefix and then compared in constant time, also when no key has that prefix.
    """
    vorm = VORM.fullmatch(geheel)
    if vorm is None:
        return None
    sleutel = ApiSleutel.objects.select_related("wijk").defer("wijk__omtrek").filter(prefix=vorm[1]).first()
    goed = constant_time_compare(sleutel.afdruk if sleutel else GEEN_AFDRUK, _afdruk(geheel))
    return sleutel if sleutel is not None and goed and sleutel.geldt(vandaag()) else None


def sleutel_mag(sleutel: ApiSleutel, recht: Sleutelrecht, wijk: Wijk | None = None) -> bool:
    """Whether this key opens `recht`, in this wijk if one is given."""
    bereik = SLEUTELREGELS[recht]
    overal = wijk is None or sleutel.wijk_id is None or bereik is Bereik.ALLE_WIJKEN
    return sleutel.recht == recht and (overal or sleutel.wijk == wijk)


def in_bereik(sleutel: ApiSleutel, recht: Sleutelrecht) -> Q:
    """The same for a list of what has a wijk."""
    if sleutel.wijk_id is None or SLEUTELREGELS[recht] is Bereik.ALLE_WIJKEN:
        return Q()
    return Q(wijk=sleutel.wijk_id)


def haal_met_sleutel(
    sleutel: ApiSleutel, zichtbaar: models.QuerySet[M], recht: Sleutelrecht, **kenmerk: Any
) -> M:
    """Fetch one object with a key, as `rollen.rechten.haal` does for a person: fetching is the permission check.

    Raises PermissionDenied (403) when the key is not for `recht`, whatever there is, and Http404 for what is
    outside its wijk as for what does not exist.
    """
    if not sleutel_mag(sleutel, recht):
        raise PermissionDenied
    obj = zichtbaar.filter(in_bereik(sleutel, recht), **kenmerk).first()
    if obj is None:
        raise Http404
    return obj


@dataclass(frozen=True)
class Sleutelregel:
    """One row of the table of rights of keys, for the page that shows it."""

    recht: str
    wat: str | Promise
    bereik: str


def sleutelregels() -> list[Sleutelregel]:
    """The rights that a key can have and how far they reach."""
    return [Sleutelregel(recht.value, recht.label, bereik.value) for recht, bereik in SLEUTELREGELS.items()]


def _afdruk(geheel: str) -> str:
    return sha256(geheel.encode()).hexdigest()
