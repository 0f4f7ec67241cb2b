"""The one-time code on the login pages of the demonstration."""

from django import template
from django.template import Context

from wijkportaal.demonstratie.accounts import wachtende_code

register = template.Library()


@register.simple_tag(takes_context=True)
def eenmalige_code(context: Context) -> str:
    """The code that this login page asks for, or nothing."""
    return wachtende_code(context["request"])
