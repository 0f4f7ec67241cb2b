"""Reads about places that read like sentences."""

import re
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from wijken.models import Pilot, Postcode, Wijk  # noqa: F401  read by mypy

PC6 = re.compile(r"^\s*([1-9]\d{3})\s*([A-Za-z]{2})\s*$")


class WijkQuerySet(models.QuerySet["Wijk"]):
    def actief(self) -> "WijkQuerySet":
        """The wijken that are in use today."""
        return self.filter(actief=True)

    def met_postcode_vanaf(self, begin: str) -> "WijkQuerySet":
        """Those with a postcode that begins like this, such as "4901"."""
        return self.filter(postcodes__pc6__startswith=begin).distinct()


class PostcodeQuerySet(models.QuerySet["Postcode"]):
    def met(self, invoer: str) -> "Postcode | None":
        """The postcode a person typed ("4901ab", "4901 AB"), or None when it is unknown or no postcode."""
        treffer = PC6.match(invoer)
        if treffer is None:
            return None
        return self.filter(pc6=(treffer[1] + treffer[2]).upper()).select_related("wijk").first()


class PilotQuerySet(models.QuerySet["Pilot"]):
    def in_periode(self, vanaf: date, tot: date) -> "PilotQuerySet":
        """Pilots that ran on at least one day of [vanaf, tot)."""
        return self.filter(Q(tot=None) | Q(tot__gt=vanaf), vanaf__lt=tot)
