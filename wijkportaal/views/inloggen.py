"""Logging in: where somebody comes then, how and where they are logged in, and pages that are not there."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any, NamedTuple
from urllib.parse import urlencode

from allauth.account.views import password_set
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kern.bewijs import is_vers
from kern.inloggen import DIGID
from kern.models import Gebruiker
from kern.oidc import digid_van, ontkoppel_digid
from kern.sessies import Sessie, beeindig_sessies, sessies_van
from rollen.inloggen import mag_digid
from rollen.middleware import LAATST_ACTIEF, is_te_lang_weg


class Plek(NamedTuple):
    """A session as its owner sees it; `gebruikt` is known of staff only."""

    sessie: Sessie
    gebruikt: datetime | None


@require_safe
@never_cache
def na_inloggen(request: HttpRequest) -> HttpResponse:
    """Staff go to the werkbank, who only maintains the system to the beheer, residents to what is theirs."""
    if getattr(request, "is_medewerker", False):
        return redirect("/werkbank/")
    return redirect("/beheer/" if getattr(request.user, "is_staff", False) else "/mijn/")


def eerst_bewijzen(pagina: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Around a page of allauth that adds a way to log in and asks nothing itself: whoever stole a session would do
    exactly that, to stay. Whoever logged in some time ago logs in once more; with a second factor, allauth asks it.
    """

    @wraps(pagina)
    def binnen(request: HttpRequest, **delen: Any) -> HttpResponseBase:
        door = request.user
        gevraagd = pagina is not password_set and door.is_authenticated and is_mfa_enabled(door)
        if not door.is_authenticated or gevraagd or is_vers(request):
            return pagina(request, **delen)
        status = 403 if request.method == "POST" else 200
        naar = f"{reverse('account_login')}?{urlencode({'next': request.path})}"
        return render(request, "wijkportaal/eerst_inloggen.html", {"naar": naar}, status=status)

    return never_cache(binnen)


def afwezig(request: HttpRequest, **delen: Any) -> HttpResponse:
    """Nobody signs up, changes their address or ties an outside account here."""
    raise Http404


@never_cache
@login_required
@require_safe
def mijn_inloggen(request: HttpRequest) -> HttpResponse:
    """How I log in: code, password and second factor, DigiD, and where I am logged in."""
    door = _wie(request)
    gegevens = {
        "plekken": _plekken(request),
        "tweede_stap": is_mfa_enabled(door),
        "met_wachtwoord": door.has_usable_password(),
        "digid_aan": settings.DIGID_AAN and mag_digid(door),
        "digid": settings.DIGID_AAN and digid_van(door),
        "digid_naam": settings.DIGID_NAAM,
        "digid_id": DIGID,
    }
    return render(request, "wijkportaal/mijn_inloggen.html", gegevens)


@never_cache
@login_required
@require_POST
def digid_los(request: HttpRequest) -> HttpResponse:
    """Forget my DigiD."""
    if not settings.DIGID_AAN or not ontkoppel_digid(gebruiker=_wie(request)):
        raise Http404
    messages.success(request, _("Uw DigiD is ontkoppeld. U logt voortaan in met een code per mail."))
    return redirect("mijn-inloggen")


@never_cache
@login_required
@require_safe
def mijn_sessies(request: HttpRequest) -> HttpResponse:
    """Where I am logged in."""
    return render(request, "wijkportaal/mijn_sessies.html", {"plekken": _plekken(request)})


@never_cache
@login_required
@require_POST
def sessie_uit(request: HttpRequest, pk: int) -> HttpResponse:
    """Log out there; 404 for a session that is not mine or is over."""
    door = _wie(request)
    sessie = next((s for s in sessies_van(door, sleutel=request.session.session_key) if s.pk == pk), None)
    if sessie is None:
        raise Http404
    beeindig_sessies(gebruiker=door, pks=[pk])
    if sessie.deze:
        logout(request)
        return redirect("home")
    messages.success(request, _("Uitgelogd: %(apparaat)s.") % {"apparaat": sessie.apparaat})
    return redirect("mijn-sessies")


@never_cache
@login_required
@require_POST
def elders_uit(request: HttpRequest) -> HttpResponse:
    """Log out everywhere but here."""
    aantal = beeindig_sessies(gebruiker=_wie(request), behalve=request.session.session_key)
    zin = ngettext(
        "U bent op 1 andere plek uitgelogd.", "U bent op %(aantal)s andere plekken uitgelogd.", aantal
    )
    if aantal:
        messages.success(request, zin % {"aantal": aantal})
    else:
        messages.info(request, _("U was nergens anders ingelogd."))
    return redirect("mijn-sessies")


def _wie(request: HttpRequest) -> Gebruiker:
    assert isinstance(request.user, Gebruiker)  # login_required
    return request.user


def _plekken(request: HttpRequest) -> list[Plek]:
    """My sessions. Of staff not those that stood idle too long: they end at their next request."""
    bewaakt = getattr(request, "is_medewerker", False) or getattr(request.user, "is_staff", False)
    plekken = []
    for sessie in sessies_van(_wie(request), sleutel=request.session.session_key):
        if bewaakt and not sessie.deze and is_te_lang_weg(sessie.gegevens):
            continue
        laatst = sessie.gegevens.get(LAATST_ACTIEF)
        plekken.append(Plek(sessie, datetime.fromtimestamp(laatst, UTC) if laatst else None))
    return sorted(plekken, key=lambda plek: not plek.sessie.deze)
