"""How often somebody wants to hear, and where."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatieven.models import Ritme
from kern.forms import PortaalForm
from kern.velden import EmailVeld


class RitmeForm(PortaalForm):
    """How often."""

    ritme = forms.ChoiceField(
        label=_("Hoe vaak wilt u mail?"), choices=Ritme.choices, widget=forms.RadioSelect
    )


class VolgForm(RitmeForm):
    """How often, and to which address when it is not known yet."""

    email = EmailVeld(
        label=_("Uw e-mailadres"),
        help_text=_("Wij mailen u een knop. Pas als u daarop drukt, volgt u dit."),
    )

    def __init__(self, *args: Any, ingelogd: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if ingelogd:
            del self.fields["email"]
