"""Reads about roles that read like sentences."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from kern.models import Gebruiker
    from rollen.models import Rolvervulling  # noqa: F401  read by mypy
    from wijken.models import Wijk


class RolvervullingQuerySet(models.QuerySet["Rolvervulling"]):
    def geldig(self, op: date) -> "RolvervullingQuerySet":
        """Those that count on this day."""
        return self.filter(Q(tot=None) | Q(tot__gt=op), vanaf__lte=op)

    def van(self, gebruiker: "Gebruiker") -> "RolvervullingQuerySet":
        return self.filter(gebruiker=gebruiker)

    def in_wijk(self, wijk: "Wijk") -> "RolvervullingQuerySet":
        """Those for this wijk or for the whole municipality."""
        return self.filter(Q(wijk=wijk) | Q(wijk=None))
