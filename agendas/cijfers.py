"""Figures about agendas and promises, per wijk and period."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from agendas.models import Agendapunt, Toezegging


@dataclass(frozen=True)
class Agendacijfers:
    """Numbers of a period: items that were realised, and promises that had to be done in it."""

    punten_gelukt: int = 0
    toezeggingen: int = 0
    nagekomen: int = 0


def per_wijk(*, vanaf: date, tot: date) -> dict[int, Agendacijfers]:
    """Per id of a wijk, for the days [vanaf, tot)."""
    gelukt: dict[int, int] = dict(
        Agendapunt.objects.filter(gerealiseerd_op__gte=vanaf, gerealiseerd_op__lt=tot)
        .order_by()
        .values_list("agenda__wijk")
        .annotate(aantal=Count("pk"))
    )
    beloofd = {
        wijk_id: (aantal, nagekomen)
        for wijk_id, aantal, nagekomen in Toezegging.objects.in_periode(vanaf, tot)
        .order_by()
        .values_list(Coalesce("initiatief__wijk_id", "agendapunt__agenda__wijk_id"))
        .annotate(aantal=Count("pk"), gehouden=Count("pk", filter=Q(nagekomen=True)))
    }
    return {
        wijk_id: Agendacijfers(gelukt.get(wijk_id, 0), *beloofd.get(wijk_id, (0, 0)))
        for wijk_id in gelukt.keys() | beloofd.keys()
    }
