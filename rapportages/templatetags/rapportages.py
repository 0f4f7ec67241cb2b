"""Reads dates and figures out of the JSON document of a report."""

from datetime import date
from typing import Any

from django import template

register = template.Library()


@register.filter
def dag(tekst: str) -> date:
    """A date of the document as a date."""
    return date.fromisoformat(tekst)


@register.filter
def cel(cijfers: dict[str, Any], naam: str) -> str:
    """One cell of the table with figures."""
    return str(cijfers["tabel"][naam])
