"""Gives every request a number, so that one log line can be found back, and stops what names nothing.

What a request changes in the database is kept with that number and with who asked it.
"""

import logging
import time
import uuid
from collections.abc import Callable
from typing import Any

import pghistory
from django.http import Http404, HttpRequest, HttpResponse
from pghistory.middleware import HistoryMiddleware

from kern.logboek import route_van
from kern.velden import NUL

log = logging.getLogger("wijkportaal.verzoek")

STIL = ("/gezond", "/gereed", "/static/")


class VerzoekMiddleware:
    """Sets `request.nummer`, answers it as `X-Request-ID` and writes one line per request.

    The line holds method, path without query, status and milliseconds: no address, name or search text.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begin = time.perf_counter()
        request.nummer = uuid.uuid4().hex[:16]  # type: ignore[attr-defined]
        antwoord = self.get_response(request)
        antwoord["X-Request-ID"] = request.nummer  # type: ignore[attr-defined]
        if not request.path.startswith(STIL):
            duur = round((time.perf_counter() - begin) * 1000)
            log.info(
                "%s /%s %s %s ms",
                request.method,
                route_van(request),
                antwoord.status_code,
                duur,
                extra={"verzoek": request.nummer},  # type: ignore[attr-defined]
            )
        return antwoord


class GeenNulMiddleware:
    """PostgreSQL keeps no NUL byte, so an address with one is not there, and such a cookie is not ours.

    Without this each of them reaches a query and comes back as an internal error.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if NUL in request.path_info:
            raise Http404
        request.COOKIES = {naam: waarde for naam, waarde in request.COOKIES.items() if NUL not in waarde}
        return self.get_response(request)


class GeschiedenisMiddleware(HistoryMiddleware):
    """Lets every line of the row history of a request say who asked it, in which request and at what kind of page.

    The pattern of the address, never the address or what was searched: those may hold keys and names. Stands last,
    when it is known who is logged in; who logs in during the request is filled in by pghistory.
    """

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        return {"user": request.user.pk, "verzoek": request.nummer}  # type: ignore[attr-defined]

    def process_view(self, request: HttpRequest, *args: Any) -> None:
        """Now it is known which page it is."""
        pghistory.context(route=route_van(request))
