"""A brake on what one visitor may do in a while, counted in Redis."""

import hashlib
from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _

from kern.fouten import DomeinFout


class TeVaak(DomeinFout):
    """Somebody did this too often; waiting helps, `seconden` at most."""

    def __init__(self, seconden: int) -> None:
        self.seconden = seconden
        super().__init__(
            _("U deed dit in korte tijd vaak. Wacht %(minuten)s minuten en probeer het dan opnieuw.")
            % {"minuten": max(1, seconden // 60)}
        )


def rem(sleutel: str, *, hoogstens: int, per: int) -> None:
    """Count one act under `sleutel`; raises `TeVaak` when it is one more than `hoogstens` in `per` seconds.

    The window starts with the first act. `sleutel` is hashed, so that no address stands in Redis.
    """
    plek = _plek(sleutel)
    cache.add(plek, 0, timeout=per)
    try:
        aantal = cache.incr(plek)
    except ValueError:  # the window ended between these two lines
        cache.set(plek, 1, timeout=per)
        aantal = 1
    if aantal > hoogstens:
        raise TeVaak(per)


def eis_ruimte(sleutel: str, *, hoogstens: int, per: int) -> None:
    """Raises `TeVaak` when `hoogstens` acts were counted under `sleutel`; counts nothing itself."""
    if cache.get(_plek(sleutel), 0) >= hoogstens:
        raise TeVaak(per)


def _plek(sleutel: str) -> str:
    return "rem:" + hashlib.sha256(sleutel.encode()).hexdigest()[:32]


def adres_van(request: HttpRequest) -> str:
    """The address of the visitor: the last hop that our own proxy saw, or the connection itself.

    Of IPv6 the network (/64): one connection at home has 2^64 addresses to choose from. Without a port, which some
    proxies add and which is another one each time.
    """
    adres = str(request.META.get("REMOTE_ADDR", ""))
    if settings.SECURE_PROXY_SSL_HEADER:
        adres = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or adres
    return _netwerk(adres)


def postbus_van(email: str) -> str:
    """The mailbox behind an e-mail address: naam+iets@voorbeeld.nl lands where naam@voorbeeld.nl does."""
    naam, apenstaart, domein = email.strip().lower().rpartition("@")
    return f"{naam.partition('+')[0]}{apenstaart}{domein}"


def _netwerk(adres: str) -> str:
    kaal = adres.removeprefix("[").partition("]")[0]
    if kaal.count(":") == 1:
        kaal = kaal.partition(":")[0]
    try:
        ip = ip_address(kaal)
    except ValueError:
        return adres
    if isinstance(ip, IPv6Address):
        return str(ip.ipv4_mapped or IPv6Address(int(ip) >> 64 << 64))
    return str(ip)
