"""How allauth logs people in here: nobody signs up by themselves, and its mails go through our own door.

Logging in elsewhere, at the municipality or with DigiD, is in `kern.oidc`.
"""

from secrets import token_hex
from typing import Any
from urllib.parse import quote

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy

from kern.kluis import haal_terug, sluit_weg
from kern.mail import zet_klaar, zet_klaar_tekst
from kern.models import Gebruiker
from kern.rem import adres_van, postbus_van
from kern.wachten import wacht_zin

# Where somebody may log in outside this portal: the name of the app in SOCIALACCOUNT_PROVIDERS.
GEMEENTE, DIGID = "gemeente", "digid"

MANIEREN = {
    "reauthenticate": gettext_lazy("Met uw wachtwoord"),
    "mfa_reauthenticate": gettext_lazy("Met een code uit uw app"),
    "mfa_reauthenticate:webauthn": gettext_lazy("Met uw sleutel"),
}


# What somebody hears by mail, because whoever stole a login would change exactly this: by the name of allauth.
WIJZIGINGEN = {
    "account/email/password_changed": gettext_lazy("Uw wachtwoord is veranderd."),
    "account/email/password_set": gettext_lazy("U koos een wachtwoord."),
    "account/email/password_reset": gettext_lazy("U koos een nieuw wachtwoord."),
    "mfa/email/totp_activated": gettext_lazy("Er is een app met codes gekoppeld."),
    "mfa/email/totp_deactivated": gettext_lazy("De app met codes is ontkoppeld."),
    "mfa/email/webauthn_added": gettext_lazy("Er is een sleutel of passkey bij gekomen."),
    "mfa/email/webauthn_removed": gettext_lazy("Een sleutel of passkey is weggehaald."),
    "mfa/email/recovery_codes_generated": gettext_lazy("Er zijn nieuwe reservecodes gemaakt."),
    "digid-erbij": gettext_lazy("Uw DigiD is gekoppeld. U kunt er nu mee inloggen."),
    "digid-los": gettext_lazy("Uw DigiD is ontkoppeld. U kunt er niet meer mee inloggen."),
}


FOUTEN = {
    "account_inactive": gettext_lazy("Dit account is gesloten. Vraag het de gemeente."),
    "email_password_mismatch": gettext_lazy(
        "Dit e-mailadres en dit wachtwoord horen niet bij elkaar. Kijk ze na en probeer het opnieuw."
    ),
    "enter_current_password": gettext_lazy("Dit is niet uw wachtwoord van nu. Probeer het opnieuw."),
    "incorrect_password": gettext_lazy("Dit wachtwoord klopt niet. Probeer het opnieuw."),
    "incorrect_code": gettext_lazy("Deze code klopt niet. Kijk in de nieuwste mail die u van ons kreeg."),
    "too_many_login_attempts": gettext_lazy("De code klopte te vaak niet. Vraag een nieuwe code aan."),
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | FOUTEN

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

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """Whoever tried too often reads how long to wait."""
        if code in {"too_many_login_attempts", "rate_limited"}:
            return ValidationError(wacht_zin(allauth_context.request), code=code)
        return super().validation_error(code, *args)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """What wrong passwords count by: the address. Not the host as well: a visitor chooses its port."""
        return postbus_van(str(credentials.get("email") or credentials.get("username") or ""))

    def set_password(self, user: Gebruiker, password: str) -> None:
        """Whoever chose a new password by a mailed link may use it at once, also after many wrong ones."""
        super().set_password(user, password)
        self._delete_login_attempts_cached_email(allauth_context.request, email=user.email)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """A mailed link starts with our own address, never with the one that a visitor asked for."""
        pad = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.PORTAAL_URL + pad.replace("UID-KEY", quote(key))

    def send_notification_mail(
        self, template_prefix: str, user: Gebruiker, context: Any = None, email: str | None = None
    ) -> None:
        """A notice of our own for what is in `WIJZIGINGEN`, and none for the rest."""
        if template_prefix == "socialaccount/email/account_connected":
            template_prefix = "digid-erbij" if (context or {})["account"].provider == DIGID else ""
        if template_prefix in WIJZIGINGEN:
            meld_wijziging(user, template_prefix)

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


class MFAAdapter(DefaultMFAAdapter):
    """The secrets of second factors are unreadable in the database (`kern.kluis`)."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("Deze code klopt niet. Kijk hem na en probeer het opnieuw.")
    }

    def encrypt(self, text: str) -> str:
        return sluit_weg(text)

    def decrypt(self, encrypted_text: str) -> str:
        return haal_terug(encrypted_text)


def meld_wijziging(gebruiker: Gebruiker, wat: str) -> None:
    """Mail somebody what changed in how they log in; `wat` is a key of `WIJZIGINGEN`."""
    zet_klaar(
        sleutel=f"inloggen-{token_hex(16)}",
        sjabloon="kern/mail/inloggen_gewijzigd",
        ontvanger=gebruiker,
        wat=WIJZIGINGEN[wat],
    )


def tweede_factor_gebruikt(request: HttpRequest) -> bool:
    """Whether this request comes from a login that passed a second factor.

    One of our own, or the identity provider of the municipality, which asks it. DigiD says who a resident is and
    nothing about a member of staff.
    """
    return any(
        stap.get("method") == "mfa"
        or (stap.get("method") == "socialaccount" and stap.get("provider") == GEMEENTE)
        for stap in get_authentication_records(request, request.user)
    )


@receiver(authenticator_added, dispatch_uid="kern.onthoud_tweede_factor")
def onthoud_tweede_factor(request: HttpRequest, authenticator: Authenticator, **kwargs: Any) -> None:
    """Who just set up a second factor has shown it as well. (A signal of allauth; our apps send none.)"""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        return
    # "Reauthenticated" as well: the recovery codes come next, and would ask for the password once more.
    stap = {"id": authenticator.pk, "type": str(authenticator.type), "reauthenticated": True}
    record_authentication(request, authenticator.user, "mfa", **stap)
