from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class DemonstratieConfig(AppConfig):
    name = "wijkportaal.demonstratie"
    verbose_name = "Demonstratie"

    def ready(self) -> None:
        """A portal in production never starts with this app, whoever puts it in the settings."""
        if settings.PRODUCTIE:
            raise ImproperlyConfigured("De demonstratie kan niet aan staan in productie.")
