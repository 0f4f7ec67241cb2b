"""How allauth logs people in here: nobody signs up by themselves, and its mails go through our own door."""

import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from kern.mail import zet_klaar_tekst
from kern.models import Gebruiker


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """An account comes from confirming an initiative or from the beheerder, never from a sign-up form."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Codes and links of allauth leave through the outbox; confidential, so wiped once sent."""
        bericht = self.render_mail(template_prefix, email, context)
        moment = timezone.now().isoformat()
        afdruk = hashlib.sha256(f"{template_prefix}{email}{moment}".encode()).hexdigest()[:32]
        with transaction.atomic():
            zet_klaar_tekst(
                sleutel=f"inloggen-{afdruk}",
                aan=email,
                onderwerp=str(bericht.subject),
                tekst=str(bericht.body),
                vertrouwelijk=True,
            )


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Single sign-on by OIDC: claims are mapped to known people; it never creates anybody."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.is_existing:
            return
        gegevens = sociallogin.account.extra_data
        claims = gegevens.get("userinfo") or gegevens
        email = str(claims.get("email", "")).strip().lower()
        bewezen = claims.get("email_verified", True) is not False
        gebruiker = (
            Gebruiker.objects.filter(email=email, is_active=True).first() if email and bewezen else None
        )
        if gebruiker is None:
            messages.error(
                request,
                _("Wij kennen dit account nog niet. Vraag de beheerder om u toe te voegen."),
            )
            raise ImmediateHttpResponse(redirect("account_login"))
        sociallogin.connect(request, gebruiker)
