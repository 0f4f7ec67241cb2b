"""Logging in without walking through the login pages; tests/kern/test_inloggen.py walks through them."""

from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest
from django.test import Client

from kern.models import Gebruiker


def als_medewerker(client: Client, persoon: Gebruiker) -> Client:
    """Log in as somebody who has passed the second factor."""
    client.force_login(persoon)
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, persoon, "mfa", type="totp")
    request.session.save()
    return client
