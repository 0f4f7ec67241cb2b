"""The forms of the acts by which an initiative goes elsewhere: merge, undo, split, move, take over."""

import re
from typing import Any

from django import forms
from django.contrib.postgres.search import SearchRank
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatieven.forms.acties import LANG, ActieForm
from initiatieven.models import Gebeurtenis, Initiatief
from kern.velden import TekstVeld
from kern.zoeken import een_van_de_woorden
from rollen.rechten import wijken_met
from wijken.geo import wijk_bij_punt
from wijken.models import Wijk

VOORGESTELD = 6
KENMERK = re.compile(r"\d{4}-\d{4,7}")


def _toelichting(label: Any, uitleg: Any = "") -> TekstVeld:
    return TekstVeld(max_length=LANG, regels=4, required=False, label=label, help_text=uitleg)


class InitiatiefKeuze(forms.ModelChoiceField):
    """A choice of initiatives, each with its kenmerk and wijk."""

    def label_from_instance(self, obj: Initiatief) -> str:
        return f"{obj.titel} ({obj.kenmerk}, {obj.wijk})"


class SamenvoegenForm(ActieForm):
    """With one that is suggested, or with one whose kenmerk is known."""

    noem_niet_verplicht = False  # of the two ways to choose, each alone may stay empty

    keuze = InitiatiefKeuze(
        label=gettext_lazy("Met welk initiatief?"),
        queryset=Initiatief.objects.none(),
        required=False,
        empty_label=None,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Deze lijken erop en lopen in uw wijken."),
    )
    kenmerk = TekstVeld(
        max_length=20,
        required=False,
        label=gettext_lazy("Of vul het kenmerk van een ander initiatief in"),
        help_text=gettext_lazy("Bijvoorbeeld 2026-0042."),
    )
    tekst = _toelichting(
        gettext_lazy("Waarom samen? (niet verplicht)"),
        gettext_lazy("Beide groepen lezen dit in hun mail. Het komt ook op de tijdlijn."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld = self.fields["keuze"]
        assert isinstance(veld, forms.ModelChoiceField)
        veld.queryset = self._lijken_erop()
        if not veld.queryset:
            del self.fields["keuze"]
            self.fields["kenmerk"].label = _("Wat is het kenmerk van het andere initiatief?")

    def _lijken_erop(self) -> Any:
        woorden = een_van_de_woorden(self.initiatief.titel)
        return (
            Initiatief.objects.lopend()
            .filter(wijk__in=wijken_met(self.door, "initiatieven.triageren"), zoekvector=woorden)
            .exclude(pk=self.initiatief.pk)
            .select_related("wijk")
            .order_by(SearchRank(F("zoekvector"), woorden).desc(), "-pk")[:VOORGESTELD]
        )

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        gekozen, kenmerk = gegevens.pop("keuze", None), gegevens.pop("kenmerk", "")
        if "keuze" in self.errors or "kenmerk" in self.errors:
            return gegevens
        if kenmerk:
            getypt = self._met_kenmerk(kenmerk)
            if getypt is None:
                self.add_error("kenmerk", _("Wij kennen geen initiatief met dit kenmerk."))
            elif gekozen and gekozen != getypt:
                self.add_error(
                    "kenmerk", _("U koos hierboven een ander initiatief. Haal een van de twee weg.")
                )
            gekozen = getypt
        elif gekozen is None:
            self.add_error("kenmerk", _("Kies een initiatief of vul een kenmerk in."))
        return {**gegevens, "naar": gekozen}

    def _met_kenmerk(self, kenmerk: str) -> Initiatief | None:
        gevonden = KENMERK.search(kenmerk)
        zichtbaar = Initiatief.objects.zichtbaar_voor(self.door).select_related("wijk")
        return zichtbaar.filter(kenmerk=gevonden[0]).first() if gevonden else None

    def is_dezelfde(self, gebeurtenis: Gebeurtenis) -> bool:
        naar: Initiatief = self.cleaned_data["naar"].gaat_verder_in
        soort = Gebeurtenis.Soort.SAMENGEVOEGD
        return gebeurtenis.soort == soort and f"({naar.kenmerk})" in gebeurtenis.tekst


class ToelichtingForm(ActieForm):
    """For an act that needs no more than the button; a word with it is welcome."""

    tekst = _toelichting(
        gettext_lazy("Toelichting voor de inwoner en uw collega"),
        gettext_lazy("Iedereen kan dit lezen."),
    )


class LosmakenForm(ToelichtingForm):
    def is_dezelfde(self, gebeurtenis: Gebeurtenis) -> bool:
        return gebeurtenis.soort == Gebeurtenis.Soort.LOSGEMAAKT


class SplitsenForm(ActieForm):
    titel = TekstVeld(
        max_length=100,
        label=gettext_lazy("Hoe heet het nieuwe initiatief?"),
        help_text=gettext_lazy("Eén korte zin. Bijvoorbeeld: Een bankje bij de vijver."),
    )
    verhaal = TekstVeld(
        max_length=LANG,
        regels=8,
        label=gettext_lazy("Het verhaal van het nieuwe initiatief"),
        help_text=gettext_lazy("Gebruik de woorden van de inwoner. Het eerste verhaal blijft zoals het is."),
    )
    wijk = forms.ModelChoiceField(
        label=gettext_lazy("In welke wijk of welk dorp?"),
        queryset=Wijk.objects.none(),
        empty_label=None,
        help_text=gettext_lazy("Wie daar initiatieven behandelt, gaat ermee verder."),
    )
    tekst = _toelichting(gettext_lazy("Waarom wordt het gesplitst?"), gettext_lazy("Iedereen kan dit lezen."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld = self.fields["wijk"]
        assert isinstance(veld, forms.ModelChoiceField)
        veld.queryset = Wijk.objects.actief()
        veld.initial = self.initiatief.wijk_id

    def is_dezelfde(self, gebeurtenis: Gebeurtenis) -> bool:
        soort = Gebeurtenis.Soort.GESPLITST
        return gebeurtenis.soort == soort and f"“{self.cleaned_data['titel']}”" in gebeurtenis.tekst


class VerhuizenForm(ActieForm):
    naar = forms.ModelChoiceField(
        label=gettext_lazy("Naar welke wijk of welk dorp?"),
        queryset=Wijk.objects.none(),
        empty_label=gettext_lazy("Kies een wijk of dorp"),
        help_text=gettext_lazy("Daarna behandelt u het zelf niet meer, tenzij u daar ook werkt."),
    )
    tekst = _toelichting(
        gettext_lazy("Toelichting voor de inwoner en uw collega"), gettext_lazy("Iedereen kan dit lezen.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld = self.fields["naar"]
        assert isinstance(veld, forms.ModelChoiceField)
        andere = Wijk.objects.actief()
        if hier := self.initiatief.wijk:
            andere = andere.exclude(pk=hier.pk)
        veld.queryset = andere
        lat, lon = self.initiatief.lat, self.initiatief.lon
        if lat is not None and lon is not None:
            veld.initial = wijk_bij_punt(lat, lon)  # where the pin stands, when that is another wijk

    def is_dezelfde(self, gebeurtenis: Gebeurtenis) -> bool:
        return gebeurtenis.soort == Gebeurtenis.Soort.VERHUISD
