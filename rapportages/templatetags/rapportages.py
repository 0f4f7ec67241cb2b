"""Reads dates and figures out of the JSON document of a report."""

from datetime import date
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def dag(tekst: str) -> date:
    """A date of the document as a date."""
    return date.fromisoformat(tekst)


@register.simple_tag
def cijfer(cijfers: dict[str, Any], naam: str) -> str:
    """One figure for a table; a dash when there is nothing to count."""
    if naam == "op_tijd":
        if not cijfers["te_beantwoorden"]:
            return "–"
        return _("%(op_tijd)s van %(alle)s") % {
            "op_tijd": cijfers["op_tijd"],
            "alle": cijfers["te_beantwoorden"],
        }
    return "–" if cijfers[naam] is None else str(number_format(cijfers[naam]))
