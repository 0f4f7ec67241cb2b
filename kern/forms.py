"""What every form of the portal shares: friendly messages, and a date in three text fields."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

VERPLICHT = _("Vul dit in.")
KIES = _("Maak een keuze.")
VINK = _("Zet hier een vinkje als u verder wilt.")


class PortaalVelden:
    """Mixin for `Form` and `ModelForm`: says what to do instead of "this field is required".

    `noem_niet_verplicht = False` leaves "(niet verplicht)" out of the labels, for search and filter forms.
    `soms_verplicht` are fields that must be filled in depending on another: their own words say when.
    """

    noem_niet_verplicht = True
    soms_verplicht: tuple[str, ...] = ()
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for veld in self.fields.values():
            if veld.error_messages["required"] != forms.Field.default_error_messages["required"]:
                continue
            if isinstance(veld, forms.BooleanField):
                veld.error_messages["required"] = VINK
            elif isinstance(veld, forms.ChoiceField | forms.ModelChoiceField):
                veld.error_messages["required"] = KIES
            else:
                veld.error_messages["required"] = VERPLICHT


class PortaalForm(PortaalVelden, forms.Form):
    """A form of the portal."""


class PortaalModelForm(PortaalVelden, forms.ModelForm):
    """A form of the portal for one model."""


class DatumInvoer(forms.MultiWidget):
    """Day, month and year as three text fields: works with every keyboard, screen reader and age."""

    template_name = "kern/velden/datum.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        cijfers = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(
            {
                "dag": forms.TextInput({**cijfers, "maxlength": 2}),
                "maand": forms.TextInput({**cijfers, "maxlength": 2}),
                "jaar": forms.TextInput({**cijfers, "maxlength": 4}),
            },
            attrs,
        )

    def decompress(self, value: Any) -> list[Any]:
        return [value.day, value.month, value.year] if isinstance(value, date) else [None, None, None]


class DatumVerborgen(DatumInvoer):
    """The same three, hidden: what a form carries along while somebody looks at a preview."""

    template_name = "django/forms/widgets/multiwidget.html"
    use_fieldset = False

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.widgets = [forms.HiddenInput() for _deel in self.widgets]


class DatumVeld(forms.MultiValueField):
    """A date typed as day, month and year. Gives a `date` or None."""

    widget = DatumInvoer
    hidden_widget = DatumVerborgen
    default_error_messages = {"invalid": _("Dit is geen datum. Vul bijvoorbeeld in: 4, 12 en 2026.")}

    def __init__(self, **kwargs: Any) -> None:
        getal = forms.IntegerField(error_messages={"invalid": self.default_error_messages["invalid"]})
        super().__init__(fields=(getal, getal, getal), **kwargs)

    def compress(self, data_list: list[Any]) -> date | None:
        if not data_list:
            return None
        dag, maand, jaar = data_list
        try:
            return date(jaar, maand, dag)
        except (TypeError, ValueError, OverflowError) as fout:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from fout
