"""Reads about what is asked and decided beside the status of an initiative."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, FilteredRelation

if TYPE_CHECKING:
    from initiatieven.models import Heropenverzoek, Uitvraag  # noqa: F401  names in strings below


class UitvraagQuerySet(models.QuerySet["Uitvraag"]):
    """Questions to a department or an outside party."""

    def onbeantwoord(self) -> "UitvraagQuerySet":
        """Those whose answer is still welcome, also when it is too late."""
        return self.filter(beantwoord_op=None, ingetrokken_op=None)

    def wachtend(self) -> "UitvraagQuerySet":
        """Those that are waited for: no answer, not withdrawn and not yet returned as too late."""
        return self.onbeantwoord().filter(te_laat_op=None)

    def te_herinneren(self, vanaf: date, tot: date) -> "UitvraagQuerySet":
        """Those waited for whose date lies in [vanaf, tot] and who were not reminded of it."""
        return self.wachtend().filter(herinnerd_op=None, uiterlijk__range=(vanaf, tot))


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
