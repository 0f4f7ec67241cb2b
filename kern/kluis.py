"""Secrets that must be read again, such as that of an authenticator app, unreadable in the database.

Who has a copy of the database then still cannot make the codes. The keys come from `KLUISSLEUTELS`: the first one
closes, all of them open, and `SECRET_KEY` opens too, so that a key can be replaced (docs/uitrollen.md).
"""

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

MERK = "kluis:"  # before what is closed; what has no such mark is from before, and open


@lru_cache(maxsize=4)
def _kluis(sleutels: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_afgeleid(sleutel)) for sleutel in sleutels])


def _afgeleid(sleutel: str) -> bytes:
    """A key of the right length, good for nothing else than this."""
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"wijkportaal kluis")
    return base64.urlsafe_b64encode(hkdf.derive(sleutel.encode()))


def _nu() -> MultiFernet:
    return _kluis((*settings.KLUISSLEUTELS, settings.SECRET_KEY))


def sluit_weg(tekst: str) -> str:
    return MERK + _nu().encrypt(tekst.encode()).decode()


def haal_terug(waarde: str) -> str:
    """What was closed; raises `ImproperlyConfigured` when none of the keys fits."""
    if not waarde.startswith(MERK):
        return waarde
    try:
        return _nu().decrypt(waarde.removeprefix(MERK)).decode()
    except InvalidToken as fout:
        raise ImproperlyConfigured(
            "Een geheim past bij geen van de sleutels. Zet de vorige SECRET_KEY in KLUISSLEUTELS."
        ) from fout


def sluit_opnieuw(waarde: str) -> str:
    """The same secret under the first key; also one that was still open."""
    return sluit_weg(haal_terug(waarde))
