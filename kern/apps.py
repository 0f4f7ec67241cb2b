from django.apps import AppConfig
from django.core.checks import register

from kern.checks import gemeenteprofiel_klopt


class KernConfig(AppConfig):
    name = "kern"
    verbose_name = "Kern"

    def ready(self) -> None:
        register(gemeenteprofiel_klopt)
