"""How long somebody must wait who tried to log in too often. allauth counts in Redis; this reads its counters."""

import math
import time
from collections.abc import Iterator

from allauth.account import app_settings
from allauth.core.internal.ratelimit import Rate, get_cache_key, get_rates
from allauth.utils import get_request_param
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kern.rem import postbus_van

APP = "allauth.account"
UUR = 60


def wachttijd(request: HttpRequest) -> int:
    """Whole minutes until none of the limits that could hold this visitor does so any more; at least 1."""
    nu = time.time()
    tot = nu
    for plek, rate in _tellers(request):
        recent = [moment for moment in cache.get(plek, []) if moment > nu - rate.duration]
        if len(recent) >= rate.amount:
            tot = max(tot, recent[rate.amount - 1] + rate.duration)
    return max(1, math.ceil((tot - nu) / 60))


def wacht_zin(request: HttpRequest) -> str:
    """What somebody reads who tried too often."""
    minuten = wachttijd(request)
    if minuten < UUR:
        hoelang = ngettext("%(aantal)s minuut", "%(aantal)s minuten", minuten) % {"aantal": minuten}
    else:
        hoelang = _("%(aantal)s uur") % {"aantal": math.ceil(minuten / UUR)}
    return _("U probeerde dit te vaak. Wacht %(hoelang)s en probeer het dan opnieuw.") % {"hoelang": hoelang}


def _tellers(request: HttpRequest) -> Iterator[tuple[str, Rate]]:
    """The counters that this request could have used: by visitor, by person and by what was typed."""
    sleutels = list(_sleutels(request))
    for actie in app_settings.RATE_LIMITS:
        for rate in get_rates(app=APP, action=actie):
            if rate.per == "key":
                for sleutel in sleutels:
                    yield get_cache_key(request, app=APP, action=actie, rate=rate, key=sleutel), rate
            elif rate.per == "ip" or request.user.is_authenticated:
                yield get_cache_key(request, app=APP, action=actie, rate=rate), rate


def _sleutels(request: HttpRequest) -> Iterator[str]:
    for naam in ("login", "email"):
        if getypt := str(get_request_param(request, naam, "") or "").strip().lower():
            yield getypt
            yield postbus_van(getypt)
    wie = getattr(request.user, "pk", None) or request.session.get("account_login", {}).get("user_pk")
    if wie:
        yield f"mfa-auth-user-{wie}"  # as allauth.mfa names it
