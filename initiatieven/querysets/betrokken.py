"""Reads about the people around an initiative."""

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from initiatieven.models import Betrokkene  # noqa: F401  a name in a string below


class BetrokkeneQuerySet(models.QuerySet["Betrokkene"]):
    def nu(self) -> "BetrokkeneQuerySet":
        """Those who did not stop."""
        return self.filter(gestopt_op=None)

    def mede(self) -> "BetrokkeneQuerySet":
        """Those who started it together with the indiener."""
        return self.nu().filter(soort="mede")
