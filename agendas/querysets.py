"""Reads about agendas and promises that read like sentences."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, F, Prefetch, Q

from initiatieven.levensloop import ONTWERP
from initiatieven.models import Initiatief
from wijken.models import Wijk

if TYPE_CHECKING:
    from agendas.models import Toezegging, Wijkagenda


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
    te_laat: int
    open: int

    @property
    def voorbij(self) -> int:
        """Those of which one can say whether they were kept: rounded off, or past their day."""
        return self.nagekomen + self.niet_nagekomen + self.te_laat


@dataclass(frozen=True)
class Afspraken:
    """Promises for a list, what waits first, and how each side ("gemeente", "bewoners") stands."""

    rijen: "Sequence[Toezegging]"
    standen: list[tuple[str, Stand]]


def _stand(staten: Iterable[str]) -> Stand:
    telling = Counter(staten)
    return Stand(telling["nagekomen"], telling["niet_nagekomen"], telling["te_laat"], telling["open"])


class ToezeggingQuerySet(models.QuerySet["Toezegging"]):
    def van_initiatief(self, initiatief: Initiatief) -> "ToezeggingQuerySet":
        return self.filter(initiatief=initiatief)

    def in_wijk(self, wijk: Wijk) -> "ToezeggingQuerySet":
        """Of the public initiatives and the agenda of this wijk, with all that a list shows."""
        return self.filter(
            (Q(initiatief__wijk=wijk) & ~Q(initiatief__status__in=ONTWERP)) | Q(agendapunt__agenda__wijk=wijk)
        ).select_related("initiatief", "agendapunt__agenda")

    def in_wijken(self, wijken: "models.QuerySet[Wijk]") -> "ToezeggingQuerySet":
        """Of the public initiatives and the agendas of these wijken."""
        return self.filter(
            (Q(initiatief__wijk__in=wijken) & ~Q(initiatief__status__in=ONTWERP))
            | Q(agendapunt__agenda__wijk__in=wijken)
        )

    def te_laat(self, op: date) -> "ToezeggingQuerySet":
        """Those that had to be done before this day and are still open."""
        return self.filter(nagekomen=None, voor__lt=op)

    def in_periode(self, vanaf: date, tot: date) -> "ToezeggingQuerySet":
        """Those that had to be done on a day of [vanaf, tot)."""
        return self.filter(voor__gte=vanaf, voor__lt=tot)

    def afspraken(self) -> Afspraken:
        """All of them in one query: open ones by day, then the rounded off ones, newest first."""
        rijen = list(self.order_by(F("afgerond_op").desc(nulls_first=True), "voor", "id"))
        standen = [
            (kant, _stand(rij.staat for rij in rijen if rij.kant == kant))
            for kant in ("gemeente", "bewoners")
            if any(rij.kant == kant for rij in rijen)
        ]
        return Afspraken(rijen, standen)
