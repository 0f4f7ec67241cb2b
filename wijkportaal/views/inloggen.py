"""Where somebody comes after logging in, and the pages of allauth that this portal does not have."""

from typing import NoReturn

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def na_inloggen(request: HttpRequest) -> HttpResponse:
    """Staff go to the werkbank, who only maintains the system to the beheer, residents to what is theirs."""
    if getattr(request, "is_medewerker", False):
        return redirect("/werkbank/")
    return redirect("/beheer/" if getattr(request.user, "is_staff", False) else "/mijn/")


def afwezig(request: HttpRequest) -> NoReturn:
    """Nobody signs up, changes their address or ties an outside account by themselves."""
    raise Http404
