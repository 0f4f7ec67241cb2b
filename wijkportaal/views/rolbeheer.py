"""The acts on roles: give, correct, end, replace, leave, and divide the wijken anew."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kern.models import Gebruiker
from rollen.mensen import collegas
from rollen.models import Rolvervulling
from rollen.rechten import is_medewerker, mag

BEHEREN, INZIEN = "rollen.beheren", "rollen.inzien"


def wie_mag(request: HttpRequest, recht: str) -> Gebruiker:
    """Who asks, if they may: 404 for an outsider, 403 for staff without the right."""
    door = cast(Gebruiker, request.user)
    if mag(door, recht):
        return door
    if is_medewerker(door):
        raise PermissionDenied
    raise Http404


@login_required
@never_cache
@require_safe
def rol(request: HttpRequest, pk: int) -> HttpResponse:
    """One fulfilment of a role: what it is, its deputies, its history, and what can be done with it."""
    wie_mag(request, INZIEN)
    vervulling = get_object_or_404(Rolvervulling, pk=pk)
    return render(request, "wijkportaal/rollen/rol.html", {"vervulling": vervulling})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def nieuw(request: HttpRequest) -> HttpResponse:
    wie_mag(request, BEHEREN)
    return render(request, "wijkportaal/rollen/rol.html")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def op_rol(request: HttpRequest, pk: int) -> HttpResponse:
    wie_mag(request, BEHEREN)
    vervulling = get_object_or_404(Rolvervulling, pk=pk)
    return render(request, "wijkportaal/rollen/rol.html", {"vervulling": vervulling})


@login_required
@never_cache
@require_safe
def mensen(request: HttpRequest) -> HttpResponse:
    """Colleagues and their roles."""
    wie_mag(request, INZIEN)
    return render(request, "wijkportaal/rollen/rol.html")


@login_required
@never_cache
@require_safe
def mens(request: HttpRequest, pk: int) -> HttpResponse:
    """One colleague, with all roles in time."""
    wie_mag(request, INZIEN)
    get_object_or_404(collegas(), pk=pk)
    return render(request, "wijkportaal/rollen/rol.html")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def op_mens(request: HttpRequest, pk: int) -> HttpResponse:
    wie_mag(request, BEHEREN)
    get_object_or_404(collegas(), pk=pk)
    return render(request, "wijkportaal/rollen/rol.html")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def herverdelen(request: HttpRequest) -> HttpResponse:
    wie_mag(request, BEHEREN)
    return render(request, "wijkportaal/rollen/rol.html")
