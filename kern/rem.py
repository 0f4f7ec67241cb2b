"""A brake on what one visitor may do in a while, counted in Redis."""

import hashlib

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _

from kern.fouten import DomeinFout


class TeVaak(DomeinFout):
    """Somebody did this too often; waiting helps."""


def rem(sleutel: str, *, hoogstens: int, per: int) -> None:
    """Count one act under `sleutel`; raises `TeVaak` when it is one more than `hoogstens` in `per` seconds.

    The window starts with the first act. `sleutel` is hashed, so that no address stands in Redis.
    """
    plek = "rem:" + hashlib.sha256(sleutel.encode()).hexdigest()[:32]
    cache.add(plek, 0, timeout=per)
    try:
        aantal = cache.incr(plek)
    except ValueError:  # the window ended between these two lines
        cache.set(plek, 1, timeout=per)
        aantal = 1
    if aantal > hoogstens:
        minuten = max(1, per // 60)
        raise TeVaak(
            _("U deed dit in korte tijd vaak. Wacht %(minuten)s minuten en probeer het dan opnieuw.")
            % {"minuten": minuten}
        )


def adres_van(request: HttpRequest) -> str:
    """The address of the visitor: the last hop that our own proxy saw, or the connection itself."""
    if settings.SECURE_PROXY_SSL_HEADER:
        doorgegeven = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if doorgegeven:
            return doorgegeven
    return str(request.META.get("REMOTE_ADDR", ""))
