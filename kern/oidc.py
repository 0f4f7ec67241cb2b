"""Logging in somewhere else, by OIDC: at the municipality (staff) and with DigiD (residents).

Of what the other side tells nothing is kept but the number by which it knows somebody (`sub`). ADR 50 and 95.
"""

import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import redirect, resolve_url
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from kern.bewijs import is_vers
from kern.inloggen import DIGID, meld_wijziging
from kern.models import Gebruiker

log = logging.getLogger(__name__)

# Part of the protocol (OpenID Connect Core, 2): made by the other side about itself, not about a person.
PROTOCOL = {"iss", "aud", "azp", "exp", "iat", "nbf", "auth_time", "nonce", "at_hash", "c_hash", "jti"}
BSN_NAAM = re.compile(r"bsn|burgerservicenummer|sofi", re.IGNORECASE)
NEGEN_CIJFERS = re.compile(r"(?<![0-9A-Za-z])\d{9}(?![0-9A-Za-z])")
TUSSENTEKENS = re.compile(r"[\s.\-]")


def is_bsn(cijfers: str) -> bool:
    """Whether eight or nine digits pass the 11-test of the burgerservicenummer."""
    if not (cijfers.isdecimal() and len(cijfers) in {8, 9} and int(cijfers)):
        return False
    waarden = [int(cijfer) for cijfer in cijfers.zfill(9)]
    gewichten = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(w * g for w, g in zip(waarden, gewichten, strict=True)) % 11 == 0


def claim_met_bsn(claims: Any, naam: str = "") -> str:
    """The name of the first claim that is called or looks like a BSN, or an empty string. Never its value."""
    for claim, waarde in _losse_claims(claims, naam):
        tekst = str(waarde)
        gevonden = [*NEGEN_CIJFERS.findall(tekst), TUSSENTEKENS.sub("", tekst)]
        if BSN_NAAM.search(claim) or any(is_bsn(cijfers) for cijfers in gevonden):
            return claim or "-"
    return ""


def _losse_claims(claims: Any, naam: str) -> Iterator[tuple[str, Any]]:
    if isinstance(claims, Mapping):
        for sleutel, waarde in claims.items():
            if sleutel not in PROTOCOL:
                yield from _losse_claims(waarde, str(sleutel))
    elif isinstance(claims, list):
        for waarde in claims:
            yield from _losse_claims(waarde, naam)
    else:
        yield naam, claims


class PortaalProvider(OpenIDConnectProvider):
    """The identity provider of the municipality. Its claims are looked at once, in `login.claims`, and not kept."""

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, Any]:
        """Not what a link to the login page adds: that could ask for less certainty or for more data."""
        return dict(self.get_auth_params())

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        return list(self.get_scope())

    def sociallogin_from_response(self, request: HttpRequest, response: dict[str, Any]) -> SocialLogin:
        login = super().sociallogin_from_response(request, response)
        login.claims = response.get("userinfo") or response.get("id_token") or response
        return login

    def extract_extra_data(self, data: Any) -> dict[str, Any]:
        return {}


class DigidProvider(PortaalProvider):
    """The broker through which DigiD comes. It must give a number of its own for a person, never their BSN."""

    def get_default_scope(self) -> list[str]:
        return ["openid"]

    def get_auth_params(self) -> dict[str, Any]:
        niveaus = {"acr_values": " ".join(settings.DIGID_NIVEAU)} if settings.DIGID_NIVEAU else {}
        return {**super().get_auth_params(), **niveaus}

    def sociallogin_from_response(self, request: HttpRequest, response: dict[str, Any]) -> SocialLogin:
        """Raises `ImmediateHttpResponse` when the broker tells what it may not, or not how sure it is."""
        if claim := claim_met_bsn(response):
            log.error(
                "DigiD: claim %r of the broker looks like a BSN; nobody logs in until that changes", claim
            )
            _weiger(request, _("Inloggen met DigiD lukt nu niet. Log in met een code per mail."))
        niveau = str((response.get("id_token") or {}).get("acr", ""))
        if settings.DIGID_NIVEAU and niveau not in settings.DIGID_NIVEAU:
            log.warning("DigiD: level %r is not one of DIGID_NIVEAU", niveau)
            _weiger(
                request,
                _(
                    "Deze manier van inloggen met DigiD is niet sterk genoeg. Gebruik de DigiD-app met controle."
                ),
            )
        login = super().sociallogin_from_response(request, response)
        login.claims = {}
        return login

    def extract_uid(self, data: Any) -> str:
        """The broker's number, made unreadable: what leaks from our database says nothing to the broker's."""
        return salted_hmac("kern.digid", super().extract_uid(data), algorithm="sha256").hexdigest()

    def extract_common_fields(self, data: Any) -> dict[str, Any]:
        return {}

    def extract_email_addresses(self, data: Any) -> list[Any]:
        return []


def _weiger(request: HttpRequest, zin: str, naar: str = "account_login") -> NoReturn:
    messages.error(request, zin)
    raise ImmediateHttpResponse(redirect(naar))


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Ties who comes from elsewhere to people we know; it never creates anybody."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def mag_digid(self, gebruiker: Gebruiker) -> bool:
        """Whether this person may log in with DigiD; the floor of the roles says who may not."""
        return gebruiker.is_active

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Any:
        gevonden = super().get_provider(request, provider, client_id)
        soort = DigidProvider if gevonden.app.provider_id == DIGID else PortaalProvider
        return soort(request, app=gevonden.app)

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: SocialAccount) -> str:
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> None:
        fout = kwargs.get("exception")
        log.warning(
            "login through %s failed: %s", provider.app.provider_id, type(fout).__name__ if fout else "-"
        )

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Raises `ImmediateHttpResponse` for whoever may not come in this way."""
        sociallogin.token = None  # nothing is asked of the other side any more
        if sociallogin.account.provider == DIGID:
            self._met_digid(request, sociallogin)
        else:
            _bij_de_gemeente(request, sociallogin)

    def _met_digid(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        terug = sociallogin.get_redirect_url(request) or settings.LOGIN_REDIRECT_URL
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            door = request.user
            if not isinstance(door, Gebruiker):
                _weiger(request, _("Log eerst in. Koppel daarna uw DigiD."))
            if not is_vers(request):  # whoever stole a session would stay by this
                zin = _("U logde al een tijdje geleden in. Log uit en weer in. Koppel dan uw DigiD.")
                _weiger(request, zin, terug)
            if not self.mag_digid(door):
                _weiger(request, _("DigiD is alleen voor inwoners. U werkt bij de gemeente."), terug)
            if sociallogin.is_existing and sociallogin.user != door:
                _weiger(request, _("Deze DigiD hoort al bij een ander account."), terug)
            if not sociallogin.is_existing and digid_van(door) is not None:
                _weiger(request, _("U koppelde al een andere DigiD. Ontkoppel die eerst."), terug)
            return
        if not sociallogin.is_existing:
            _weiger(
                request,
                _(
                    "Wij kennen uw DigiD nog niet. Log in met een code per mail."
                    " Koppel daarna uw DigiD op de pagina Mijn."
                ),
            )
        if sociallogin.user.is_active and not self.mag_digid(sociallogin.user):
            log.warning("DigiD of somebody with a role was refused")
            _weiger(
                request,
                _("U werkt bij de gemeente. Log in met uw gemeente-account of met uw wachtwoord."),
            )


def _bij_de_gemeente(request: HttpRequest, sociallogin: SocialLogin) -> None:
    """Tie an account that we meet for the first time to the person with its address, or turn it away."""
    if sociallogin.state.get("process") != AuthProcess.LOGIN:
        _weiger(request, _("Inloggen lukte niet. Probeer het nog een keer."))
    if sociallogin.is_existing:
        return
    gebruiker = _bekende(sociallogin.claims)
    if gebruiker is None:
        log.warning("single sign-on of somebody unknown was refused")
        _weiger(request, _("Wij kennen dit account nog niet. Vraag de beheerder om u toe te voegen."))
    sociallogin.connect(request, gebruiker)


def _bekende(claims: Mapping[str, Any]) -> Gebruiker | None:
    """The active person whose e-mail address the provider vouches for; None for anybody else."""
    email = str(claims.get("email") or "").strip().lower()
    if not email or str(claims.get("email_verified", True)).lower() != "true":  # some send it as text
        return None
    return Gebruiker.objects.filter(email=email, is_active=True).first()


def digid_van(gebruiker: Gebruiker) -> SocialAccount | None:
    """The DigiD that this person coupled, or None."""
    return SocialAccount.objects.filter(user=gebruiker, provider=DIGID).first()


@transaction.atomic
def ontkoppel_digid(*, gebruiker: Gebruiker) -> bool:
    """Forget the DigiD of this person; returns whether there was one."""
    aantal, _soorten = SocialAccount.objects.filter(user=gebruiker, provider=DIGID).delete()
    if aantal:
        meld_wijziging(gebruiker, "digid-los")
    return bool(aantal)
