"""The form on which staff decide whether to go on with a closed initiative."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatieven.forms.acties import REDEN, ActieForm
from initiatieven.models import Heropenverzoek
from kern.velden import TekstVeld

Besluit = Heropenverzoek.Besluit


class HeropenenForm(ActieForm):
    """Yes or no to a request; without a request only the explanation of why the municipality goes on."""

    besluit = forms.ChoiceField(
        label=_("Gaan wij verder?"),
        choices=[
            (Besluit.HEROPEND, _("Ja, wij gaan verder. U kiest daarna opnieuw de aanpak.")),
            (Besluit.AFGEWEZEN, _("Nee, het blijft afgerond.")),
        ],
        widget=forms.RadioSelect,
    )
    toelichting = TekstVeld(
        max_length=REDEN,
        regels=6,
        label=_("Waarom besluit u dit?"),
        help_text=_("De bewoners krijgen dit in een mail. Iedereen kan het lezen."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.verzoek = self.initiatief.heropenverzoeken.open().first()
        veld = self.fields["besluit"]
        if self.verzoek is None:
            veld.widget, veld.required = forms.HiddenInput(), False
        else:
            veld.help_text = _("De bewoners vroegen: “%(reden)s”") % {"reden": self.verzoek.reden}

    def gegevens(self) -> dict[str, Any]:
        gegevens = super().gegevens()
        return {**gegevens, "besluit": Besluit(gegevens["besluit"] or Besluit.HEROPEND)}
