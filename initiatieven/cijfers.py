"""Figures about initiatives per wijk over a period, for reports."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from statistics import median

from django.db.models import Count, Q
from django.utils import timezone

from initiatieven.levensloop import Status
from initiatieven.models import Gebeurtenis, Initiatief
from kern.profiel import profiel
from kern.werkdagen import begin_van, plus_werkdagen, werkdagen_tussen
from wijken.models import Wijk


@dataclass
class Cijfers:
    """Counts of initiatives, and working days until the first reaction."""

    ingediend: int = 0
    gerealiseerd: int = 0
    gestopt: int = 0
    niet_passend: int = 0
    te_beantwoorden: int = 0  # submitted in the period, answered or past the term
    op_tijd: int = 0
    termijnen_voorbij: int = 0
    reacties: list[int] = field(default_factory=list, repr=False)  # working days, one per answered initiative

    @property
    def mediaan(self) -> float | None:
        """Median working days between submitting and the first reaction; None without reactions."""
        if not self.reacties:
            return None
        waarde = median(self.reacties)
        return int(waarde) if waarde == int(waarde) else waarde

    def __add__(self, ander: "Cijfers") -> "Cijfers":
        return Cijfers(*(getattr(self, naam) + getattr(ander, naam) for naam in self.__dataclass_fields__))


def cijfers_per_wijk(wijken: Iterable[Wijk], vanaf: date, tot: date, *, op: date) -> dict[int, Cijfers]:
    """The figures of [vanaf, tot) by id of the wijk, in three queries however many wijken there are.

    `op` is the day on which is looked: an initiative that was not answered counts once its term has passed.
    """
    per_wijk = {wijk.pk: Cijfers() for wijk in wijken}
    begin, einde = begin_van(vanaf), begin_van(tot)
    openbaar = Initiatief.objects.openbaar().filter(wijk__in=per_wijk)
    gesloten = Q(afgesloten_op__gte=begin, afgesloten_op__lt=einde)
    tellingen = (
        openbaar.order_by()
        .values("wijk")
        .annotate(
            ingediend=Count("pk", filter=Q(ingediend_op__gte=begin, ingediend_op__lt=einde)),
            gerealiseerd=Count("pk", filter=gesloten & Q(status=Status.GEREALISEERD)),
            gestopt=Count("pk", filter=gesloten & Q(status=Status.GESTOPT)),
            niet_passend=Count("pk", filter=gesloten & Q(status=Status.NIET_PASSEND)),
        )
    )
    for telling in tellingen:
        cijfers = per_wijk[telling["wijk"]]
        cijfers.ingediend = telling["ingediend"]
        cijfers.gerealiseerd = telling["gerealiseerd"]
        cijfers.gestopt = telling["gestopt"]
        cijfers.niet_passend = telling["niet_passend"]
    _tel_reacties(per_wijk, vanaf, tot, op)
    for wijk_id, aantal in _voorbij(per_wijk, begin, einde).items():
        per_wijk[wijk_id].termijnen_voorbij = aantal
    return per_wijk


def _tel_reacties(per_wijk: dict[int, Cijfers], vanaf: date, tot: date, op: date) -> None:
    termijn = profiel().termijnen.eerste_reactie
    ingediend = Initiatief.objects.openbaar().filter(wijk__in=per_wijk).ingediend_in(vanaf, tot)
    for wijk_id, toen, reactie in ingediend.values_list("wijk", "ingediend_op", "eerste_reactie_op"):
        cijfers, dag = per_wijk[wijk_id], timezone.localdate(toen)
        if reactie is not None:
            dagen = werkdagen_tussen(dag, timezone.localdate(reactie))
            cijfers.reacties.append(dagen)
            cijfers.te_beantwoorden += 1
            cijfers.op_tijd += dagen <= termijn
        elif plus_werkdagen(dag, termijn) < op:
            cijfers.te_beantwoorden += 1


def _voorbij(per_wijk: Iterable[int], begin: datetime, einde: datetime) -> dict[int, int]:
    rijen = (
        Gebeurtenis.objects.filter(
            soort=Gebeurtenis.Soort.TERMIJN,
            wanneer__gte=begin,
            wanneer__lt=einde,
            initiatief__wijk__in=per_wijk,
        )
        .order_by()
        .values_list("initiatief__wijk")
        .annotate(aantal=Count("pk"))
    )
    per: defaultdict[int, int] = defaultdict(int)
    for wijk_id, aantal in rijen:
        per[wijk_id] = aantal
    return per
