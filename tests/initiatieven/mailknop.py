"""Presses the button behind a mailed link, as somebody without a login does."""

import re
from typing import Any

from django.test import Client

from kern.models import Mail


def link_aan(email: str) -> str:
    """The address in the newest confirmation mail to this address."""
    mail = Mail.objects.filter(aan=email, sleutel__startswith="bevestig-").order_by("-id")[0]
    gevonden = re.search(r"/bevestig/[^/\s]+/", mail.tekst)
    assert gevonden is not None
    return gevonden.group()


def druk_op_de_knop(email: str) -> Any:
    """In a browser that was never here before, following where it leads."""
    return Client().post(link_aan(email), follow=True)
