"""Reads about agendas and promises that read like sentences."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, Prefetch, Q
from django.db.models.functions import Coalesce

from initiatieven.models import Initiatief
from wijken.models import Wijk

if TYPE_CHECKING:
    from agendas.models import Toezegging, Wijkagenda  # noqa: F401  read by mypy


class WijkagendaQuerySet(models.QuerySet["Wijkagenda"]):
    def met_punten(self) -> "WijkagendaQuerySet":
        """With all that the page of an agenda shows, in a fixed number of queries."""
        return self.select_related("wijk").prefetch_related(
            "punten__eigenaren",
            Prefetch("punten__initiatieven", queryset=Initiatief.objects.openbaar().select_related("wijk")),
        )

    def van_wijk(self, wijk: Wijk) -> "Wijkagenda | None":
        """The agenda of this wijk with its items, or None while there is none."""
        return self.met_punten().filter(wijk=wijk).first()

    def met_aantallen(self) -> "WijkagendaQuerySet":
        """With `aantal_lopend` and `aantal_gelukt`, for a list of agendas."""
        return self.select_related("wijk").annotate(
            aantal_lopend=Count("punten", filter=Q(punten__status__in=["idee", "afgesproken", "bezig"])),
            aantal_gelukt=Count("punten", filter=Q(punten__status="gerealiseerd")),
        )


@dataclass(frozen=True)
class Stand:
    """How promises stand: numbers of promises."""

    nagekomen: int
    niet_nagekomen: int
    open: int
    te_laat: int

    @property
    def totaal(self) -> int:
        return self.nagekomen + self.niet_nagekomen + self.open + self.te_laat

    @property
    def voorbij(self) -> int:
        """Those of which one can say whether they were kept: rounded off, or past their day."""
        return self.nagekomen + self.niet_nagekomen + self.te_laat


class ToezeggingQuerySet(models.QuerySet["Toezegging"]):
    def van_initiatief(self, initiatief: Initiatief) -> "ToezeggingQuerySet":
        return self.filter(initiatief=initiatief)

    def in_wijk(self, wijk: Wijk) -> "ToezeggingQuerySet":
        """Of the public initiatives and the agenda of this wijk, with all that a list shows."""
        return self.filter(
            Q(initiatief__wijk=wijk, initiatief__in=Initiatief.objects.openbaar())
            | Q(agendapunt__agenda__wijk=wijk)
        ).select_related("initiatief", "agendapunt__agenda__wijk")

    def te_laat(self, op: date) -> "ToezeggingQuerySet":
        """Open ones whose day lies before this day."""
        return self.filter(nagekomen=None, voor__lt=op)

    def in_periode(self, vanaf: date, tot: date) -> "ToezeggingQuerySet":
        """Those that had to be done on a day of [vanaf, tot)."""
        return self.filter(voor__gte=vanaf, voor__lt=tot)

    def met_wijk(self) -> "ToezeggingQuerySet":
        """With `van_wijk`, the id of the wijk that a promise belongs to."""
        return self.annotate(van_wijk=Coalesce("initiatief__wijk_id", "agendapunt__agenda__wijk_id"))

    def stand(self, op: date) -> Stand:
        """How these promises stand on this day."""
        telling = self.aggregate(
            nagekomen=Count("pk", filter=Q(nagekomen=True)),
            niet_nagekomen=Count("pk", filter=Q(nagekomen=False)),
            open=Count("pk", filter=Q(nagekomen=None, voor__gte=op)),
            te_laat=Count("pk", filter=Q(nagekomen=None, voor__lt=op)),
        )
        return Stand(**telling)
