"""Staff work behind a second factor, everywhere, and are logged out when they walk away from their desk."""

import time
from collections.abc import Callable, Mapping
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.translation import gettext as _

from kern.inloggen import tweede_factor_gebruikt
from rollen.rechten import is_medewerker

# What staff may reach before their second factor: logging in and out, setting one up, and what has no session.
VRIJ = ("/account/", "/demonstratie/")
ZONDER_SESSIE = ("/static/", "/gezond", "/gereed")
LAATST_ACTIEF = "laatst_actief"
NAUWKEURIG = 30  # seconds: the time of the last act is not written more often than this
WEGLATEN = ("csrfmiddlewaretoken", "gezien")


class MedewerkerMiddleware:
    """Sets `request.is_medewerker`, guards the second factor and ends a session that stood idle.

    Norm: BIO2, a second factor for every role above resident. A passkey counts, and single sign-on counts because
    the municipality's identity provider asks for the second factor itself. Looks at every request, so somebody
    who gets a role during a session must pass it as well.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.is_medewerker = False  # type: ignore[attr-defined]
        if request.path.startswith(ZONDER_SESSIE) or not request.user.is_authenticated:
            return self.get_response(request)
        request.is_medewerker = is_medewerker(request.user)  # type: ignore[attr-defined]
        if request.is_medewerker or request.user.is_staff:  # type: ignore[attr-defined]
            antwoord = _te_lang_weg(request) or _zonder_tweede_factor(request)
            if antwoord is not None:
                return _voor_een(antwoord)
        return _voor_een(self.get_response(request))


def _voor_een(antwoord: HttpResponse) -> HttpResponse:
    """What somebody sees who is logged in, and the cookie that comes with it, may be kept by no shared cache.

    Nor by a browser, unless the view itself says how long.
    """
    if antwoord.has_header("Cache-Control"):
        patch_cache_control(antwoord, private=True)
    else:
        add_never_cache_headers(antwoord)
    return antwoord


def _zonder_tweede_factor(request: HttpRequest) -> HttpResponse | None:
    """Where to go to use or to set up a second factor; None when that has been done."""
    if request.path.startswith(VRIJ) or tweede_factor_gebruikt(request):
        return None
    if is_mfa_enabled(request.user):
        return redirect_to_login(request.get_full_path(), "mfa_reauthenticate")
    messages.info(request, _("U werkt met gegevens van inwoners. Stel eerst een tweede stap in."))
    return redirect("mfa_activate_totp")


def is_te_lang_weg(sessie: Mapping[str, Any] | SessionBase) -> bool:
    """Whether a session stood idle for more than `SESSIE_MINUTEN`; never true of one that never worked as staff."""
    nu = int(time.time())
    return nu - int(sessie.get(LAATST_ACTIEF, nu)) > settings.SESSIE_MINUTEN * 60


def _te_lang_weg(request: HttpRequest) -> HttpResponse | None:
    """Log out who did nothing for `SESSIE_MINUTEN`; what was just sent is shown once more, to keep."""
    if not is_te_lang_weg(request.session):
        nu = int(time.time())
        laatst = request.session.get(LAATST_ACTIEF, nu)
        if nu - laatst >= NAUWKEURIG or LAATST_ACTIEF not in request.session:
            request.session[LAATST_ACTIEF] = nu
        return None
    teksten = [
        waarde
        for naam, waarde in request.POST.items()
        if naam not in WEGLATEN and "password" not in naam and len(str(waarde)) > 20
    ]
    logout(request)
    context = {"minuten": settings.SESSIE_MINUTEN, "teksten": teksten}
    if request.method == "POST":
        return render(request, "rollen/sessie_verlopen.html", context, status=403)
    messages.info(
        request, _("U was %(minuten)s minuten weg. Log opnieuw in.") % {"minuten": settings.SESSIE_MINUTEN}
    )
    return redirect_to_login(request.get_full_path())
