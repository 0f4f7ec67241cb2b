"""Reads the environment: every setting that differs between deployments comes in here.

The rule: in production nothing secret has a default. A missing value stops the process with one clear line.
"""

import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from psycopg import conninfo


def tekst(naam: str, standaard: str | None = None) -> str:
    """The value of a variable; raises `ImproperlyConfigured` when it is missing and has no default."""
    waarde = os.environ.get(naam) or standaard
    if waarde is None:
        raise ImproperlyConfigured(f"Zet de omgevingsvariabele {naam} (zie docs/uitrollen.md).")
    return waarde


def keuze(naam: str, standaard: str, waarden: tuple[str, ...]) -> str:
    """One of `waarden`; raises `ImproperlyConfigured` for anything else, so that a typing error is told."""
    waarde = tekst(naam, standaard)
    if waarde not in waarden:
        raise ImproperlyConfigured(
            f"{naam} moet {', '.join(waarden[:-1])} of {waarden[-1]} zijn, niet {waarde!r}."
        )
    return waarde


def getal(naam: str, standaard: int) -> int:
    """A whole number; raises `ImproperlyConfigured` for anything else."""
    waarde = os.environ.get(naam, "")
    try:
        return int(waarde) if waarde else standaard
    except ValueError as fout:
        raise ImproperlyConfigured(f"{naam} moet een heel getal zijn, niet {waarde!r}.") from fout


def schakelaar(naam: str, standaard: bool = False) -> bool:
    """True for 1, ja, true or aan."""
    waarde = os.environ.get(naam, "").lower()
    return waarde in {"1", "ja", "true", "aan"} if waarde else standaard


def lijst(naam: str, standaard: str = "") -> list[str]:
    """A comma-separated list."""
    return [deel.strip() for deel in os.environ.get(naam, standaard).split(",") if deel.strip()]


def oorsprong(url: str) -> str:
    """The origin of an address, such as https://login.example; raises `ImproperlyConfigured` for anything else."""
    delen = urlsplit(url)
    if delen.scheme not in {"http", "https"} or not delen.netloc:
        raise ImproperlyConfigured(f"{url!r} is geen adres dat met https:// begint.")
    return f"{delen.scheme}://{delen.netloc}"


# Commands of `manage.py` that change tables, rights or the log itself, which the portal's own role may not.
VAN_DE_EIGENAAR = ("migrate", "verleen_rechten", "ruim_logboek_op", "bereid_voor")


def als_eigenaar() -> bool:
    """Whether this process is a command that works as the owner of the database (kern.databaserol)."""
    return sys.argv[1:2] != [] and sys.argv[1] in VAN_DE_EIGENAAR


def database(url: str, *, pool: bool) -> dict[str, Any]:
    """Django's database dictionary for a libpq URL, with TCP, sockets and sslmode alike.

    The pool is for web processes only: Celery closes it after every task.
    """
    delen = dict(conninfo.conninfo_to_dict(url))
    naam = delen.pop("dbname", "wijkportaal")
    basis = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": naam,
        "USER": delen.pop("user", ""),
        "PASSWORD": delen.pop("password", ""),
        "HOST": delen.pop("host", ""),
        "PORT": str(delen.pop("port", "")),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
    }
    opties: dict[str, Any] = dict(delen)
    if pool:
        opties["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}
    return {**basis, "OPTIONS": opties}


def redis_db(url: str, nummer: int) -> str:
    """The same Redis with another database number, spelled as redis-py and Django's cache want it."""
    kaal = url.split("?")[0]
    if kaal.startswith("unix://"):
        return f"{kaal}?db={nummer}"
    stam = kaal.rstrip("/")
    if stam.count("/") > 2:
        stam = stam.rsplit("/", 1)[0]
    return f"{stam}/{nummer}"


def redis_voor_celery(url: str, nummer: int) -> str:
    """The same Redis spelled as kombu wants it: a socket is `redis+socket://…?virtual_host=N`."""
    if url.startswith("unix://"):
        pad = url.removeprefix("unix://").split("?")[0]
        return f"redis+socket://{pad}?virtual_host={nummer}"
    return redis_db(url, nummer)


WORTEL = Path(__file__).resolve().parent.parent
