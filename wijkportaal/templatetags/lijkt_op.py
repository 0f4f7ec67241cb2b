"""What looks like an initiative, for pages of floors that do not know the agendas."""

from typing import Any

from django import template

from initiatieven.models import Initiatief
from wijkportaal.views.lijkt_op import gelijk_aan_initiatief

register = template.Library()


@register.inclusion_tag("wijkportaal/delen/lijkt_op.html")
def lijkt_op(initiatief: Initiatief) -> dict[str, Any]:
    return {"gelijk": gelijk_aan_initiatief(initiatief)}
