"""The forms of the register of kaders and of the standard texts."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from initiatieven.levensloop import ONTWERP, Status
from initiatieven.models import Thema
from initiatieven.services.inrichten import VELDEN, controleer_velden
from kern.forms import PortaalForm
from kern.fouten import DomeinFout
from kern.velden import TekstVeld

# Together they fit in the one line that a decision keeps (`Initiatief.kader`).
TITEL, BRON = 120, 170


class KaderForm(PortaalForm):
    titel = TekstVeld(
        max_length=TITEL,
        label=gettext_lazy("Hoe heet het kader?"),
        help_text=gettext_lazy("Zo kort dat u het herkent. Bijvoorbeeld: Water blijft in de wijk."),
    )
    bron = TekstVeld(
        max_length=BRON,
        label=gettext_lazy("Waar staat het?"),
        help_text=gettext_lazy("Bijvoorbeeld: Omgevingsplan 2024, artikel 3."),
    )
    tekst = TekstVeld(
        max_length=4000,
        regels=8,
        label=gettext_lazy("Wat zegt het?"),
        help_text=gettext_lazy("In gewone taal. Een inwoner leest dit als iets niet kan."),
    )
    adres = forms.URLField(
        required=False,
        assume_scheme="https",
        max_length=200,
        label=gettext_lazy("Adres op internet"),
        help_text=gettext_lazy("Waar iedereen de hele tekst kan lezen."),
        error_messages={
            "invalid": gettext_lazy("Dit is geen goed adres. Een adres ziet eruit als https://voorbeeld.nl.")
        },
    )
    themas = forms.ModelMultipleChoiceField(
        queryset=Thema.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Bij welke thema's hoort het?"),
        help_text=gettext_lazy("Kiest u niets, dan staat het bij elk initiatief."),
    )
    actief = forms.BooleanField(required=False, initial=True, label=gettext_lazy("Dit kader geldt nu"))


class StandaardtekstForm(PortaalForm):
    titel = TekstVeld(max_length=100, label=gettext_lazy("Hoe heet deze tekst?"))
    tekst = TekstVeld(
        max_length=5000,
        regels=10,
        label=gettext_lazy("De tekst"),
        help_text=gettext_lazy(
            "De velden tussen accolades worden voor u ingevuld. De aanhef en de groet staan al in de mail."
        ),
    )
    status = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Bij welke status past hij?"),
        choices=[
            ("", gettext_lazy("Bij elke status")),
            *((s.value, s.label) for s in Status if s not in ONTWERP),
        ],
    )
    thema = forms.ModelChoiceField(
        queryset=Thema.objects.all(),
        required=False,
        empty_label=gettext_lazy("Bij elk thema"),
        label=gettext_lazy("Bij welk thema past hij?"),
    )
    actief = forms.BooleanField(required=False, initial=True, label=gettext_lazy("Deze tekst is in gebruik"))

    def clean_tekst(self) -> str:
        tekst: str = self.cleaned_data["tekst"]
        try:
            controleer_velden(tekst)
        except DomeinFout as fout:
            raise ValidationError(fout.zin, code="veld") from fout
        return tekst

    @property
    def uitleg_velden(self) -> list[tuple[str, Any]]:
        """Each field with what is filled in for it, for the template."""
        return [(f"{{{naam}}}", UITLEG[naam]) for naam in VELDEN]


UITLEG = {
    "voornaam": gettext_lazy("de voornaam van de inwoner; “inwoner” als die niet zichtbaar mag zijn"),
    "titel": gettext_lazy("hoe het initiatief heet"),
    "kenmerk": gettext_lazy("het kenmerk, zoals 2026-0042"),
    "wijk": gettext_lazy("de wijk of het dorp"),
    "behandelaar": gettext_lazy("de naam van wie het behandelt"),
    "datum": gettext_lazy("de dag waarop de inwoner uiterlijk meer hoort"),
}
