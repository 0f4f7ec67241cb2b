"""allauth for the floor: its tables, and not its demand for a middleware."""

from django.apps import AppConfig


class Account(AppConfig):
    name = "allauth.account"
