"""The forms for one act on several initiatives, and for what an employee keeps of the queue."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatieven.forms.acties import LANG
from initiatieven.models import Initiatief, Label
from initiatieven.werklijst import collegas
from kern.forms import PortaalForm
from kern.models import Gebruiker
from kern.velden import TekstVeld

NAAM = 60
LABEL = 40


class SamenForm(PortaalForm):
    """`gezien` is the newest line of all timelines when the list was shown: what happened since is refused."""

    gezien = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self, *args: Any, initiatieven: Sequence[Initiatief], door: Gebruiker, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initiatieven = initiatieven
        self.door = door


class SamenOverdragenForm(SamenForm):
    naar = forms.ModelChoiceField(
        label=_("Wie neemt ze over?"),
        queryset=Gebruiker.objects.none(),
        empty_label=_("Kies een collega"),
        help_text=_("Wie een wijk niet behandelt krijgt de initiatieven uit die wijk niet. U leest welke."),
    )
    tekst = TekstVeld(
        max_length=LANG,
        regels=4,
        required=False,
        label=_("Toelichting voor de inwoners en uw collega"),
        help_text=_("De afgesproken datums blijven staan."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld = self.fields["naar"]
        assert isinstance(veld, forms.ModelChoiceField)
        veld.queryset = collegas([i.wijk_id for i in self.initiatieven if i.wijk_id])


class SamenVertelForm(SamenForm):
    tekst = TekstVeld(
        max_length=LANG,
        regels=10,
        label=_("Uw bericht"),
        help_text=_("Elke inwoner krijgt dit bericht. Schrijf dus niets dat maar voor één initiatief geldt."),
    )


class LabelErbijForm(SamenForm):
    noem_niet_verplicht = False  # of the two ways to name a label, each alone may stay empty

    label = forms.ModelChoiceField(
        label=_("Kies een label"),
        queryset=Label.objects.all(),
        required=False,
        empty_label=_("Kies een label"),
    )
    nieuw = TekstVeld(
        max_length=LABEL,
        required=False,
        label=_("Of typ een nieuw label"),
        help_text=_("Bijvoorbeeld: Speelplekken 2027. Inwoners zien labels niet."),
    )

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        if "label" in self.errors or "nieuw" in self.errors:
            return gegevens
        if not gegevens.get("label") and not gegevens.get("nieuw"):
            self.add_error("label", _("Kies een label of typ een nieuw."))
        elif gegevens.get("label") and gegevens.get("nieuw"):
            self.add_error("nieuw", _("U koos hierboven al een label. Haal een van de twee weg."))
        return gegevens


class LabelErafForm(SamenForm):
    label = forms.ModelChoiceField(
        label=_("Welk label haalt u weg?"), queryset=Label.objects.none(), empty_label=_("Kies een label")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld = self.fields["label"]
        assert isinstance(veld, forms.ModelChoiceField)
        veld.queryset = Label.objects.filter(initiatieven__in=self.initiatieven).distinct()


class LijstnaamForm(PortaalForm):
    naam = TekstVeld(
        max_length=NAAM, label=_("Naam van uw lijst"), help_text=_("Bijvoorbeeld: Speelplekken.")
    )
    vraag = forms.CharField(required=False, widget=forms.HiddenInput)


class LabelnaamForm(PortaalForm):
    naam = TekstVeld(max_length=LABEL, label=_("Naam van het label"))
