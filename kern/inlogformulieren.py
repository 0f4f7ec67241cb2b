"""The forms of allauth with which somebody logs in, in the words of this portal: an error says what to do."""

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, LoginForm, RequestLoginCodeForm, ResetPasswordForm
from django import forms
from django.utils.translation import gettext_lazy as _

FOUTEN = {
    "login": {
        "required": _("Vul uw e-mailadres in."),
        "invalid": _("Dit is geen goed e-mailadres. Een e-mailadres ziet eruit als naam@voorbeeld.nl."),
    },
    "password": {"required": _("Vul uw wachtwoord in.")},
    "code": {"required": _("Vul de code in die in de mail staat.")},
}
FOUTEN["email"] = FOUTEN["login"]


class InOnzeWoorden(forms.Form):
    """Mixin: our errors, and no placeholder that says the label again and goes when somebody types."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for naam, veld in self.fields.items():
            veld.error_messages |= FOUTEN.get(naam, {})
            veld.widget.attrs.pop("placeholder", None)


class WachtwoordForm(InOnzeWoorden, LoginForm):
    """Address and password."""


class CodeVragenForm(InOnzeWoorden, RequestLoginCodeForm):
    """The address that a code goes to."""


class CodeForm(InOnzeWoorden, ConfirmLoginCodeForm):
    """The code from the mail."""


class VergetenForm(InOnzeWoorden, ResetPasswordForm):
    """The address that a link for a new password goes to."""
