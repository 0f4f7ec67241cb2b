"""Forms about money."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from budgetten.models import Budget
from kern.forms import PortaalForm
from kern.templatetags.kern import euro_rond
from kern.velden import TekstVeld

GEEN_BEDRAG = _("Dit is geen bedrag. Vul bijvoorbeeld in: 750 of 1250,50.")


class BedragVeld(forms.DecimalField):
    """An amount as people type it: "750", "1.250", "1250,50", "€ 1.250,50". Gives euros."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            min_value=Decimal("0.01"),
            max_digits=12,
            decimal_places=2,
            error_messages={
                "invalid": GEEN_BEDRAG,
                "min_value": _("Vul een bedrag in dat hoger is dan 0 euro."),
                "max_decimal_places": _("Vul hoogstens twee cijfers achter de komma in."),
                "max_digits": _("Dit bedrag is te hoog."),
                "max_whole_digits": _("Dit bedrag is te hoog."),
            },
            widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off", "size": 14}),
            **kwargs,
        )

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = _kaal(value)
        return super().to_python(value)


def _kaal(invoer: str) -> str:
    """The Dutch way of writing an amount as a plain decimal number.

    A point with exactly three digits behind it is a thousands separator, any other one a decimal point.
    """
    kaal = "".join(invoer.replace("€", "").split())
    if "," in kaal:
        return kaal.replace(".", "").replace(",", ".", 1)
    voor, punt, achter = kaal.rpartition(".")
    return voor.replace(".", "") + achter if punt and len(achter) == 3 else kaal


class BudgetKeuze(forms.ModelChoiceField):
    def label_from_instance(self, obj: Budget) -> str:
        return str(
            _("%(budget)s (voor %(domein)s): nog %(vrij)s")
            % {"budget": obj, "domein": obj.get_domein_display(), "vrij": euro_rond(obj.vrij)}
        )


class ToekenForm(PortaalForm):
    budget = BudgetKeuze(
        label=_("Uit welk budget komt het geld?"),
        queryset=Budget.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        help_text=_(
            "Een budget voor straat en groen is alleen voor initiatieven die de omgeving mooier of beter maken."
        ),
    )
    bedrag = BedragVeld(label=_("Hoeveel euro?"))
    motivering = TekstVeld(
        label=_("Waarom krijgt dit initiatief dit geld?"),
        help_text=_("Iedereen kan dit lezen. Noem geen namen van inwoners."),
        max_length=2000,
        regels=5,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["budget"].queryset = Budget.objects.met_ruimte().met_saldi()  # type: ignore[attr-defined]


class DekForm(PortaalForm):
    """Feed one budget from another."""

    van_budget = BudgetKeuze(
        label=_("Welk budget geeft het geld?"),
        queryset=Budget.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    naar_budget = BudgetKeuze(
        label=_("Welk budget krijgt het geld?"),
        queryset=Budget.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    bedrag = BedragVeld(label=_("Hoeveel euro?"))
    besluit = TekstVeld(
        label=_("Welk besluit staat dit toe?"),
        help_text=_("Bijvoorbeeld: collegebesluit van 12 mei 2026. Iedereen kan dit lezen."),
        max_length=200,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["van_budget"].queryset = Budget.objects.met_ruimte().met_saldi()  # type: ignore[attr-defined]
        self.fields["naar_budget"].queryset = Budget.objects.met_saldi()  # type: ignore[attr-defined]


class BetaalForm(PortaalForm):
    bedrag = BedragVeld(label=_("Hoeveel euro is betaald?"))


class IntrekForm(PortaalForm):
    reden = TekstVeld(
        label=_("Waarom is het geld niet meer nodig?"),
        help_text=_("Iedereen kan dit lezen."),
        max_length=500,
        regels=3,
    )
