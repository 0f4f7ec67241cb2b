"""Forms for questions to others, for waiting, and the form behind the link of an Uitvraag."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from initiatieven.forms.acties import LANG, REDEN, ActieForm
from initiatieven.levensloop import Kanaal
from initiatieven.models import Gebeurtenis
from initiatieven.services.wachten import uiterste_dag
from kern.forms import DatumVeld, PortaalForm
from kern.velden import EmailVeld, TekstVeld
from kern.werkdagen import vandaag

NAAM = 120


class DerdeForm(ActieForm):
    organisatie = TekstVeld(
        max_length=NAAM,
        label=_("Aan welke organisatie vraagt u het?"),
        help_text=_("Iedereen kan dit lezen. Noem een organisatie en geen persoon."),
    )
    email = EmailVeld(
        label=_("E-mailadres van de organisatie"),
        help_text=_(
            "Hier komt een mail met een link naar een formulier. Dit adres staat niet op de website."
        ),
    )
    vraag = TekstVeld(
        max_length=LANG,
        regels=6,
        label=_("Uw vraag"),
        help_text=_("Iedereen kan uw vraag lezen. Noem geen namen van inwoners."),
    )

    def is_dezelfde(self, gebeurtenis: Gebeurtenis) -> bool:
        return gebeurtenis.tekst.endswith(f"\n\n{self.cleaned_data['vraag']}")


class TerughalenForm(ActieForm):
    reden = TekstVeld(
        max_length=REDEN,
        regels=4,
        label=_("Waarom haalt u de vraag terug?"),
        help_text=_("Iedereen kan dit lezen, en de inwoner krijgt er een mail van."),
    )


class WachtenForm(ActieForm):
    tot = DatumVeld(
        label=_("Tot welke dag wacht dit?"),
        help_text=_("Op die dag komt het vanzelf bij u terug. Kies een dag binnen twee jaar."),
    )
    reden = TekstVeld(
        max_length=REDEN,
        regels=6,
        label=_("Waarom is het dan een beter moment?"),
        help_text=_("Iedereen kan dit lezen. Bijvoorbeeld: dan begint het plantseizoen."),
    )

    def clean_tot(self) -> Any:
        tot, dag = self.cleaned_data["tot"], vandaag()
        if tot <= dag:
            raise ValidationError(_("Kies een dag na vandaag."))
        if tot > uiterste_dag(dag):
            raise ValidationError(_("Kies een dag binnen twee jaar."))
        return tot

    def is_dezelfde(self, gebeurtenis: Gebeurtenis) -> bool:
        return gebeurtenis.tekst.endswith(f"\n\n{self.cleaned_data['reden']}")


class AntwoordInwonerForm(ActieForm):
    kanaal = forms.ChoiceField(
        label=_("Hoe hoorde u het antwoord?"),
        choices=[(kanaal.value, kanaal.label) for kanaal in Kanaal if kanaal != Kanaal.WEBSITE],
        widget=forms.RadioSelect,
    )
    tekst = TekstVeld(
        max_length=LANG,
        regels=8,
        label=_("Wat antwoordde de inwoner?"),
        help_text=_("Iedereen kan dit lezen, met uw naam erbij. Noem geen namen van inwoners."),
    )

    def gegevens(self) -> dict[str, Any]:
        gegevens = super().gegevens()
        return {**gegevens, "kanaal": Kanaal(gegevens["kanaal"])}


class UitvraagForm(PortaalForm):
    """What somebody without an account answers."""

    naam = TekstVeld(
        max_length=NAAM,
        label=_("Uw naam"),
        help_text=_("Alleen medewerkers van de gemeente zien uw naam."),
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    tekst = TekstVeld(max_length=LANG, regels=10, label=_("Uw antwoord"))
