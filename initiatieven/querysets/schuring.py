"""Reads about frictions that read like sentences."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, FilteredRelation, Q

from kern.models import Gebruiker
from rollen.rechten import Persoon, is_medewerker, wijken_met

if TYPE_CHECKING:
    from initiatieven.models import Schuring  # noqa: F401  a name in a string below


class SchuringQuerySet(models.QuerySet["Schuring"]):
    def open(self) -> "SchuringQuerySet":
        return self.filter(gesloten_op=None)

    def gesloten(self) -> "SchuringQuerySet":
        return self.filter(gesloten_op__isnull=False)

    def van(self, persoon: Gebruiker) -> "SchuringQuerySet":
        """Open ones that this person holds."""
        return self.open().filter(eigenaar=persoon)

    def over_termijn(self, op: date) -> "SchuringQuerySet":
        """Open ones whose date lies before this day."""
        return self.open().filter(uiterlijk__lt=op)

    def te_herinneren(self, op: date) -> "SchuringQuerySet":
        """Those over their date for which nobody was reminded of that date yet."""
        herinnerd = FilteredRelation(
            "stappen", condition=Q(stappen__soort="herinnerd", stappen__uiterlijk=F("uiterlijk"))
        )
        return self.over_termijn(op).alias(herinnerd=herinnerd).filter(herinnerd=None)

    def zichtbaar_voor(self, persoon: Persoon) -> "SchuringQuerySet":
        """Those in the wijken of this person, and any that they hold or held; nothing for a resident."""
        if not isinstance(persoon, Gebruiker) or not is_medewerker(persoon):
            return self.none()
        ooit = self.model._default_manager.filter(stappen__eigenaar=persoon)
        return self.filter(
            Q(initiatief__wijk__in=wijken_met(persoon, "schuringen.inzien")) | Q(pk__in=ooit.values("pk"))
        )

    def voor_lijst(self) -> "SchuringQuerySet":
        """With what a list or a page names."""
        return self.select_related(
            "initiatief__wijk", "initiatief__behandelaar", "eigenaar", "kader", "afdeling"
        ).defer("initiatief__wijk__omtrek")
