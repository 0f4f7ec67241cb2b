"""What every answer of the API shares (NLGov REST API Design Rules 2.2): version, errors, links and open data.

It knows no login. What is public any website may ask; the rest opens with the key of a partner (`rollen.api`).
"""

import io
import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from rest_framework import status
from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView, exception_handler

from kern.paginering import NA, VOOR, Pagina

VERSIE = "1.1.0"
PROBLEEM = "application/problem+json"
GROOTSTE = 1024 * 1024  # bytes of a question: far more than any text that we keep


class JsonLezer(JSONParser):
    """JSON that can be read and kept: not endlessly deep or large, and without half a character."""

    def parse(self, stream: Any, *args: Any, **kwargs: Any) -> Any:
        """Raises ParseError, also for what would otherwise be an error of ours."""
        try:
            gelezen = super().parse(io.BytesIO(_begrensd(stream)), *args, **kwargs)
            json.dumps(gelezen, ensure_ascii=False).encode()
        except (RecursionError, UnicodeEncodeError) as fout:
            raise ParseError from fout
        return gelezen


def _begrensd(stream: Any) -> bytes:
    inhoud: bytes = stream.read(GROOTSTE + 1)
    if len(inhoud) > GROOTSTE:
        raise ParseError
    return inhoud


class Api(APIView):
    """A view of the API."""

    parser_classes = (JsonLezer,)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        antwoord = super().finalize_response(request, response, *args, **kwargs)
        antwoord["API-Version"] = VERSIE
        return antwoord


class PubliekeApi(Api):
    """A view of the API that is open to everybody, from any website: GET only."""

    http_method_names = ("get", "head", "options")

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        antwoord = super().finalize_response(request, response, *args, **kwargs)
        antwoord["Access-Control-Allow-Origin"] = "*"
        return antwoord


def probleem(fout: Exception, context: dict[str, Any]) -> Response | None:
    """Errors as problem details (RFC 9457), with everything that is wrong with a request at once."""
    antwoord = exception_handler(fout, context)
    if antwoord is None:
        return None
    gegevens: dict[str, Any] = {"status": antwoord.status_code, "title": _titel(antwoord.status_code)}
    if isinstance(fout, ValidationError) and isinstance(antwoord.data, dict):
        gegevens["invalidParams"] = [
            {"name": naam, "reason": str(reden)}
            for naam, redenen in antwoord.data.items()
            for reden in redenen
        ]
    antwoord.data = gegevens
    antwoord.content_type = PROBLEEM
    return antwoord


def _titel(code: int) -> str:
    titels = {
        status.HTTP_400_BAD_REQUEST: "De vraag klopt niet.",
        status.HTTP_401_UNAUTHORIZED: "Hiervoor is een geldige sleutel nodig.",
        status.HTTP_403_FORBIDDEN: "Deze sleutel is hier niet voor.",
        status.HTTP_404_NOT_FOUND: "Dit bestaat niet.",
        status.HTTP_405_METHOD_NOT_ALLOWED: "Dit kan hier niet.",
        status.HTTP_415_UNSUPPORTED_MEDIA_TYPE: "Stuur de gegevens als JSON.",
        status.HTTP_429_TOO_MANY_REQUESTS: "U vroeg dit te vaak. Wacht en probeer het dan opnieuw.",
    }
    return titels.get(code, "Dit lukt niet.")


def absoluut(pad: str) -> str:
    """An address of ours in full. Not by the name under which the visitor found us: that is theirs to choose."""
    return f"{settings.PORTAAL_URL}{pad}"


def links(request: Request, pagina: Pagina[Any]) -> dict[str, dict[str, str]]:
    """Absolute addresses of this page and its neighbours; a neighbour that does not exist is left out."""
    adressen = {"self": {"href": absoluut(request.get_full_path())}}
    for naam, sleutel, cursor in (("next", NA, pagina.volgende), ("prev", VOOR, pagina.vorige)):
        if cursor:
            adressen[naam] = {"href": _met(request._request, sleutel, cursor)}
    return adressen


def _met(request: HttpRequest, sleutel: str, cursor: str) -> str:
    vraag = request.GET.copy()
    for oud in (NA, VOOR):
        vraag.pop(oud, None)
    vraag[sleutel] = cursor
    return absoluut(f"{request.path}?{vraag.urlencode()}")
