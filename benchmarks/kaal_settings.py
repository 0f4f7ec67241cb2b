"""The floor: the same database and server, Django without any middleware, and one view."""

from wijkportaal.settings import *  # noqa: F403
from wijkportaal.settings import INSTALLED_APPS

INSTALLED_APPS = [
    app for app in INSTALLED_APPS if not app.startswith("allauth")
]  # it insists on its middleware
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "benchmarks.kaal"
