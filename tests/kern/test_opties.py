"""The options of a search field, put together once."""

from typing import Any

import pytest
from django import forms
from django.template import Context, Template


class Zoek(forms.Form):
    soort = forms.ChoiceField(choices=[("", "Alles"), ("a&b", "<Aa>"), ("c", "Cee")], required=False)


def toon(gegevens: dict[str, Any]) -> str:
    return Template("{% load kern %}{% opties form.soort %}").render(Context({"form": Zoek(gegevens)}))


@pytest.mark.parametrize(
    ("gegevens", "gekozen"),
    [({}, ""), ({"soort": "c"}, "c"), ({"soort": "a&b"}, "a&amp;b"), ({"soort": "<script>"}, "")],
)
def test_de_gekozen_optie_is_gekozen(gegevens: dict[str, Any], gekozen: str) -> None:
    for _keer in range(2):
        html = toon(gegevens)
        assert html.count("<option") == 3
        assert html.count(" selected") == 1
        assert f'value="{gekozen}" selected' in html
        assert "<script>" not in html
        assert '<option value="a&amp;b"' in html
        assert "&lt;Aa&gt;" in html
