"""Reads about what the municipality set up: kaders and standard texts."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Q, Value, When

if TYPE_CHECKING:
    from initiatieven.models import Initiatief, Kader, Standaardtekst  # noqa: F401  names in a string below


class KaderQuerySet(models.QuerySet["Kader"]):
    def geldend(self) -> "KaderQuerySet":
        return self.filter(actief=True)

    def op_thema(self, initiatief: "Initiatief") -> "KaderQuerySet":
        """With `bij_thema`, and those of its theme first."""
        van_thema = self.model.themas.through.objects.filter(kader=OuterRef("pk"), thema=initiatief.thema_id)
        return self.annotate(bij_thema=Exists(van_thema)).order_by("-bij_thema", "titel", "pk")

    def voor(self, initiatief: "Initiatief") -> "KaderQuerySet":
        """Those that may apply: of its theme first, then those that belong to no theme at all."""
        van_een_thema = self.model.themas.through.objects.filter(kader=OuterRef("pk"))
        return self.geldend().op_thema(initiatief).filter(Q(bij_thema=True) | ~Exists(van_een_thema))

    def voor_lijst(self) -> "KaderQuerySet":
        """With its themes, and `gebruikt`: how many decisions rest on it."""
        return self.prefetch_related("themas").annotate(gebruikt=Count("initiatieven", distinct=True))


class StandaardtekstQuerySet(models.QuerySet["Standaardtekst"]):
    def voor(self, initiatief: "Initiatief") -> "StandaardtekstQuerySet":
        """Those in use for its status and theme, the most fitting first."""
        past = Case(When(thema__isnull=False, then=Value(2)), default=Value(0)) + Case(
            When(~Q(status=""), then=Value(1)), default=Value(0)
        )
        return self.filter(
            Q(thema=None) | Q(thema=initiatief.thema_id),
            status__in=("", initiatief.status),
            actief=True,
        ).order_by(past.desc(), "titel", "pk")
