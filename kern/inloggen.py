"""How allauth logs people in here: nobody signs up by themselves, and its mails go through our own door."""

import logging
from collections.abc import Mapping
from secrets import token_hex
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context as allauth_context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kern.mail import zet_klaar_tekst
from kern.models import Gebruiker
from kern.rem import adres_van

log = logging.getLogger(__name__)

# What counts as a second factor: one of our own, or the identity provider of the municipality, which asks it.
TWEEDE_FACTOR = {"mfa", "socialaccount"}

MANIEREN = {
    "reauthenticate": gettext_lazy("Met uw wachtwoord"),
    "mfa_reauthenticate": gettext_lazy("Met een code uit uw app"),
    "mfa_reauthenticate:webauthn": gettext_lazy("Met uw sleutel"),
}


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """An account comes from confirming an initiative or from the beheerder, never from a sign-up form."""
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """A first second factor needs no password again; changing or removing one does."""
        eerste_keer = app == "allauth.mfa" and not is_mfa_enabled(allauth_context.request.user)
        return not eerste_keer and super().is_reauthentication_required(app=app, **kwargs)

    def get_reauthentication_methods(self, user: Gebruiker | AnonymousUser) -> list[dict[str, Any]]:
        """The same ways as allauth knows, in the words of this portal."""
        return [
            {**manier, "description": MANIEREN[manier["id"]]}
            for manier in super().get_reauthentication_methods(user)
        ]

    def get_client_ip(self, request: HttpRequest) -> str:
        """What limits on guessing count by: the visitor, not our own proxy, which is the same for everybody."""
        return adres_van(request)

    @transaction.atomic
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Codes and links of allauth leave through the outbox; confidential, so wiped once sent."""
        bericht = self.render_mail(template_prefix, email, {"email": email, **context})
        html = next((str(inhoud) for inhoud, soort in getattr(bericht, "alternatives", ())), "")
        zet_klaar_tekst(
            sleutel=f"inloggen-{token_hex(16)}",
            aan=email.strip().lower(),
            ontvanger=context.get("user"),
            onderwerp=str(bericht.subject),
            tekst=str(bericht.body),
            html=html,
            vertrouwelijk=True,
        )


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Single sign-on by OIDC: claims are mapped to known people; it never creates anybody."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Tie an account that we meet for the first time to the person with its address, or turn it away."""
        if sociallogin.is_existing:
            return
        gebruiker = _bekende(sociallogin.account.extra_data)
        if gebruiker is None:
            log.warning("single sign-on of somebody unknown was refused")
            messages.error(
                request, _("Wij kennen dit account nog niet. Vraag de beheerder om u toe te voegen.")
            )
            raise ImmediateHttpResponse(redirect("account_login"))
        sociallogin.connect(request, gebruiker)


def _bekende(gegevens: Mapping[str, Any]) -> Gebruiker | None:
    """The active person whose e-mail address the provider vouches for; None for anybody else."""
    claims = gegevens.get("userinfo") or gegevens.get("id_token") or gegevens
    email = str(claims.get("email") or "").strip().lower()
    if not email or str(claims.get("email_verified", True)).lower() != "true":  # some send it as text
        return None
    return Gebruiker.objects.filter(email=email, is_active=True).first()


def tweede_factor_gebruikt(request: HttpRequest) -> bool:
    """Whether this request comes from a login that passed a second factor."""
    stappen = get_authentication_records(request, request.user)
    return any(stap.get("method") in TWEEDE_FACTOR for stap in stappen)


@receiver(authenticator_added, dispatch_uid="kern.onthoud_tweede_factor")
def onthoud_tweede_factor(request: HttpRequest, authenticator: Authenticator, **kwargs: Any) -> None:
    """Who just set up a second factor has shown it as well. (A signal of allauth; our apps send none.)"""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        return
    # "Reauthenticated" as well: the recovery codes come next, and would ask for the password once more.
    stap = {"id": authenticator.pk, "type": str(authenticator.type), "reauthenticated": True}
    record_authentication(request, authenticator.user, "mfa", **stap)
