"""Somebody sends a form while they are being erased, in another window or by who helps them."""

from collections.abc import Callable

from django.contrib.auth import logout
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kern.wistriggers import IS_GEWIST


class GewistMiddleware:
    """The database refuses what somebody who was erased still sends; they read that, and are logged out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, fout: Exception) -> HttpResponse | None:
        if not isinstance(fout, IntegrityError):
            return None
        melding = getattr(getattr(fout.__cause__, "diag", None), "constraint_name", None)
        if melding != IS_GEWIST:
            return None
        logout(request)
        return render(request, "wijkportaal/gegevens/gewist.html", status=403)
