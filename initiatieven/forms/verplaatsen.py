"""The forms of the acts by which an initiative goes elsewhere: merge, undo, split, move, take over."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatieven.forms.acties import LANG, ActieForm
from initiatieven.gelijkenis import Vraag, lijkt_op
from initiatieven.models import Gebeurtenis, Initiatief
from kern.velden import TekstVeld
from rollen.rechten import mag
from wijken.geo import wijk_bij_punt
from wijken.models import Wijk

TRIAGEREN = "initiatieven.triageren"
VOORGESTELD = 6
KENMERK = re.compile(r"\d{4}-\d{4,7}")


def _toelichting(label: Any, uitleg: Any = "") -> TekstVeld:
    return TekstVeld(max_length=LANG, regels=4, required=False, label=label, help_text=uitleg)


class SamenvoegenForm(ActieForm):
    """With one that is suggested, or with one whose kenmerk is known."""

    noem_niet_verplicht = False  # of the two ways to choose, each alone may stay empty

    keuze = forms.CharField(
        label=gettext_lazy("Met welk initiatief?"),
        required=False,
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
        lijken = self._lijken_erop()
        keuzes = [(i.kenmerk, f"{i.titel} ({i.kenmerk}, {i.wijk})") for i in lijken]
        self.fields["keuze"].widget.choices = keuzes
        if not keuzes:
            del self.fields["keuze"]
            self.fields["kenmerk"].label = _("Wat is het kenmerk van het andere initiatief?")

    def _lijken_erop(self) -> list[Initiatief]:
        """Those that run and that this person may merge it with, the most alike first."""
        lijken = lijkt_op(Vraag.over(self.initiatief), hoogstens=3 * VOORGESTELD)
        return [i for i in lijken if i.is_open and mag(self.door, TRIAGEREN, i)][:VOORGESTELD]

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        gekozen, getypt = gegevens.pop("keuze", ""), gegevens.pop("kenmerk", "")
        if "kenmerk" in self.errors:
            return gegevens
        if gekozen and getypt and gekozen != getypt:
            self.add_error("kenmerk", _("U koos hierboven een ander initiatief. Haal een van de twee weg."))
        elif not gekozen and not getypt:
            self.add_error("kenmerk", _("Kies een initiatief of vul een kenmerk in."))
        else:
            gegevens["naar"] = self._met_kenmerk(getypt or gekozen)
            if gegevens["naar"] is None:
                self.add_error("kenmerk", _("Wij kennen geen initiatief met dit kenmerk."))
        return gegevens

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


class OvernemenForm(ToelichtingForm):
    def is_dezelfde(self, gebeurtenis: Gebeurtenis) -> bool:
        soort = Gebeurtenis.Soort.OVERGEDRAGEN
        return gebeurtenis.soort == soort and gebeurtenis.tekst.startswith(str(self.door))


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

    @property
    def tekstveld(self) -> str:
        """Not the story: that is in the words of the resident."""
        return "tekst"

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
