"""Reads about questions to a department or an outside party."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from initiatieven.models import Uitvraag  # noqa: F401  a name in a string below


class UitvraagQuerySet(models.QuerySet["Uitvraag"]):
    def wachtend(self) -> "UitvraagQuerySet":
        """Those that are waited for: no answer, not withdrawn and not yet returned as too late."""
        return self.filter(beantwoord_op=None, ingetrokken_op=None, te_laat_op=None)

    def te_herinneren(self, vanaf: date, tot: date) -> "UitvraagQuerySet":
        """Those waited for whose date lies in [vanaf, tot] and who were not reminded of it."""
        return self.wachtend().filter(herinnerd_op=None, uiterlijk__range=(vanaf, tot))
