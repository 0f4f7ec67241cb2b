"""What every answer shares that a key opens: the key in the header, its right, its brakes, and no copy kept."""

import logging
from typing import Any, ClassVar, cast

from django.contrib.auth.models import AnonymousUser
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, NotAuthenticated, PermissionDenied, Throttled
from rest_framework.request import Request

from kern.api import Api
from kern.rem import TeVaak, adres_van, eis_ruimte, rem
from rollen.models import ApiSleutel, Sleutelrecht
from rollen.services.sleutels import noteer_gebruik
from rollen.sleutels import sleutel_mag, vind_sleutel

log = logging.getLogger(__name__)

REALM = 'Bearer realm="Wijkportaal"'
MISLUKT, MISLUKT_PER = 20, 900  # wrong keys of one visitor in so many seconds
VRAGEN, VRAGEN_PER = 120, 60  # requests of one key in so many seconds


class SleutelAuthenticatie(BaseAuthentication):
    """Reads `Authorization: Bearer wpk_…` (RFC 6750); a key in the address or anywhere else is not looked at.

    Unknown, malformed, ended and not there yet all get the same 401. Whoever is wrong too often waits, also with a
    good key: otherwise the brake would stop everything but the one guess that matters.
    """

    def authenticate(self, request: Request) -> tuple[AnonymousUser, ApiSleutel] | None:
        kop = request.headers.get("Authorization", "")
        if not kop:
            return None
        gokker = f"sleutel-mislukt {adres_van(request._request)}"
        _of_wacht(eis_ruimte, gokker, MISLUKT, MISLUKT_PER)
        soort, _spatie, geheel = kop.partition(" ")
        sleutel = vind_sleutel(geheel.strip()) if soort.lower() == "bearer" else None
        if sleutel is None:
            _of_wacht(rem, gokker, MISLUKT, MISLUKT_PER)
            raise AuthenticationFailed
        _of_wacht(rem, f"sleutel {sleutel.pk}", VRAGEN, VRAGEN_PER)
        return AnonymousUser(), sleutel

    def authenticate_header(self, request: Request) -> str:
        return f'{REALM}, error="invalid_token"' if request.headers.get("Authorization") else REALM


class SleutelApi(Api):
    """A view of the API that only a key with `recht` opens. It knows no session, and other websites may not ask."""

    authentication_classes = (SleutelAuthenticatie,)
    recht: ClassVar[Sleutelrecht]

    @property
    def sleutel(self) -> ApiSleutel:
        """The key of this request; `initial` has checked it."""
        return cast(ApiSleutel, self.request.auth)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Before any method, one that is not there included. Raises 401, 403 and 429."""
        super().initial(request, *args, **kwargs)
        if not isinstance(request.auth, ApiSleutel):
            raise NotAuthenticated
        if not sleutel_mag(request.auth, self.recht):
            raise PermissionDenied
        noteer_gebruik(sleutel=request.auth)
        log.info(
            "key %s: %s",
            request.auth.prefix,
            self.recht.value,
            extra={"verzoek": getattr(request._request, "nummer", "")},
        )

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        antwoord = super().finalize_response(request, response, *args, **kwargs)
        antwoord["Cache-Control"] = "no-store"
        return antwoord


def _of_wacht(doe: Any, plek: str, hoogstens: int, per: int) -> None:
    try:
        doe(plek, hoogstens=hoogstens, per=per)
    except TeVaak as fout:
        raise Throttled(wait=fout.seconden) from fout
