"""The floor: the same database and server, Django without any middleware, and one view."""

from wijkportaal.settings import *  # noqa: F403
from wijkportaal.settings import INSTALLED_APPS

INSTALLED_APPS = [
    "benchmarks.kaal_apps.Account" if app == "allauth.account" else app for app in INSTALLED_APPS
]
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "benchmarks.kaal"
