"""The forms by which a beheerder makes a key for a partner and ends it."""

import uuid
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kern.forms import DatumVeld, PortaalForm
from kern.velden import EmailVeld, TekstVeld
from kern.werkdagen import vandaag
from rollen.models import SLEUTEL_DAGEN, ApiSleutel, Sleuteleinde, Sleutelrecht
from wijken.models import Wijk

OVERAL = "alle"  # the whole municipality is chosen, never what happens when nothing is


def _lengte(veld: str) -> int:
    return ApiSleutel._meta.get_field(veld).max_length or 0  # type: ignore[union-attr]


def _met_hoofdletter(keuzes: type[models.TextChoices]) -> list[tuple[str, Any]]:
    """The choices as lines of their own: their labels stand in the middle of a sentence elsewhere."""
    return [(str(keuze.value), capfirst(keuze.label)) for keuze in keuzes]


class SleutelForm(PortaalForm):
    aanvraag = forms.UUIDField(widget=forms.HiddenInput)
    organisatie = TekstVeld(
        max_length=_lengte("organisatie"),
        label=gettext_lazy("Voor welke organisatie is de sleutel?"),
        help_text=gettext_lazy("Bijvoorbeeld een woningcorporatie of een welzijnsorganisatie."),
    )
    naam = TekstVeld(
        max_length=_lengte("naam"),
        label=gettext_lazy("Waar gebruikt de organisatie hem voor?"),
        help_text=gettext_lazy("Zo kort dat u hem later herkent. Bijvoorbeeld: overzicht voor de wijkteams."),
    )
    contact = EmailVeld(
        label=gettext_lazy("E-mailadres van de organisatie"),
        widget=forms.EmailInput({"autocomplete": "off", "inputmode": "email", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Kies een postbus die meer mensen lezen, zoals beheer@voorbeeld.nl. "
            "Hier komt bericht als de sleutel eindigt."
        ),
    )
    recht = forms.ChoiceField(
        label=gettext_lazy("Wat mag de organisatie met de sleutel?"),
        choices=_met_hoofdletter(Sleutelrecht),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Een sleutel kan één ding. Geen enkele sleutel leest namen van inwoners."),
    )
    wijk = forms.ChoiceField(label=gettext_lazy("Voor welke wijk of welk dorp?"))
    vanaf = DatumVeld(label=gettext_lazy("Op welke dag begint de sleutel te werken?"))
    laatste_dag = DatumVeld(
        label=gettext_lazy("Wat is de laatste dag?"),
        help_text=gettext_lazy("Hoogstens twee jaar na het begin. Daarna maakt u een nieuwe."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["aanvraag"].initial = uuid.uuid4
        self.wijken = {str(wijk.pk): wijk for wijk in Wijk.objects.actief().defer("omtrek")}
        self.fields["wijk"].choices = [  # type: ignore[attr-defined]
            ("", _("Kies een wijk of dorp")),
            (OVERAL, _("De hele gemeente")),
            *((pk, wijk.naam) for pk, wijk in self.wijken.items()),
        ]

    def clean_vanaf(self) -> date:
        vanaf: date = self.cleaned_data["vanaf"]
        if vanaf < vandaag():
            raise ValidationError(_("Kies vandaag of een latere dag."), code="verleden")
        return vanaf

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or self.cleaned_data
        vanaf, laatste = schoon.get("vanaf"), schoon.get("laatste_dag")
        if vanaf and laatste:
            if laatste < vanaf:
                self.add_error("laatste_dag", _("Deze dag ligt voor het begin. Kies een latere dag."))
            elif laatste >= vanaf + timedelta(days=SLEUTEL_DAGEN):
                self.add_error("laatste_dag", _("Dit is meer dan twee jaar. Kies een eerdere dag."))
        return schoon

    def gegevens(self) -> dict[str, Any]:
        """What the service asks."""
        schoon = dict(self.cleaned_data)
        tot = schoon.pop("laatste_dag") + timedelta(days=1)
        wijk = self.wijken.get(schoon["wijk"])
        return {**schoon, "recht": Sleutelrecht(schoon["recht"]), "wijk": wijk, "tot": tot}


class EindeForm(PortaalForm):
    reden = forms.ChoiceField(
        label=gettext_lazy("Waarom beëindigt u de sleutel?"),
        choices=_met_hoofdletter(Sleuteleinde),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("De organisatie leest dit in de mail."),
    )
