"""Reads about what is asked and decided beside the status of an initiative."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, FilteredRelation

if TYPE_CHECKING:
    from initiatieven.models import Heropenverzoek  # noqa: F401  a name in a string below


class HeropenverzoekQuerySet(models.QuerySet["Heropenverzoek"]):
    def open(self) -> "HeropenverzoekQuerySet":
        """Those that nobody decided on yet."""
        return self.filter(besluit="")

    def te_herinneren(self, op: date) -> "HeropenverzoekQuerySet":
        """Open ones over their date for which nobody was reminded of that date yet."""
        herinnerd = FilteredRelation(
            "initiatief__gebeurtenissen",
            condition=models.Q(
                initiatief__gebeurtenissen__soort="termijn",
                initiatief__gebeurtenissen__wanneer__date__gt=F("uiterlijk"),
            ),
        )
        return self.open().filter(uiterlijk__lt=op).alias(herinnerd=herinnerd).filter(herinnerd=None)
