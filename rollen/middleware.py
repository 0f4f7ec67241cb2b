"""Staff work behind a second factor, everywhere."""

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from rollen.rechten import is_medewerker

VRIJ = ("/account/", "/static/", "/gezond", "/gereed", "/demonstratie/")


class TweedeFactorMiddleware:
    """Sets `request.is_medewerker` and sends staff without a used second factor to set one up or log in again.

    Norm: BIO2, a second factor for staff. A passkey counts as both factors, single sign-on by OIDC counts
    because the municipality's identity provider asks for the second factor itself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.is_medewerker = False  # type: ignore[attr-defined]
        if request.user.is_authenticated and not request.path.startswith(("/static/", "/gezond", "/gereed")):
            request.is_medewerker = is_medewerker(request.user)  # type: ignore[attr-defined]
            moet = request.is_medewerker or request.user.is_staff  # type: ignore[attr-defined]
            if moet and not request.path.startswith(VRIJ) and not _tweede_factor_gebruikt(request):
                if is_mfa_enabled(request.user):
                    return redirect("account_logout")
                return redirect(reverse("mfa_activate_totp"))
        return self.get_response(request)


def _tweede_factor_gebruikt(request: HttpRequest) -> bool:
    return any(stap.get("method") in {"mfa", "socialaccount"} for stap in get_authentication_records(request))
