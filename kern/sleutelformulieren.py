"""The forms of allauth for second factors, in the words of this portal."""

from typing import Any

from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.utils.translation import gettext_lazy as _

NAAM = _("Naam van de sleutel")


class SleutelForm(AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = NAAM
        zonder = self.fields["passwordless"]
        zonder.label = _("Ik wil met deze sleutel inloggen zonder wachtwoord")
        zonder.help_text = _("Uw toestel vraagt dan altijd om uw vinger, uw gezicht of uw pincode.")


class SleutelnaamForm(EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = NAAM


class AppForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code uit de app")
