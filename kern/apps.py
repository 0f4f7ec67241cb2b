from django.apps import AppConfig
from django.core.checks import Tags, register

from kern.checks import gemeenteprofiel_klopt, logboek_beschermd


class KernConfig(AppConfig):
    name = "kern"
    verbose_name = "Kern"

    def ready(self) -> None:
        register(gemeenteprofiel_klopt)
        register(logboek_beschermd, Tags.database, deploy=True)
