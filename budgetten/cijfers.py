"""Figures about money, per wijk and period."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, F, Q, Sum

from budgetten.models import Boeking, Budget, Rekening, Toekenning
from budgetten.querysets import ToekenningQuerySet
from budgetten.services.boeken import CENT
from kern.werkdagen import vandaag
from wijken.models import Wijk

NUL = Decimal(0)
Soort = Rekening.Soort


@dataclass(frozen=True)
class Geldcijfers:
    """What happened in a period, in euros. `toegekend` is less what was taken back in that period."""

    toegekend: Decimal = NUL
    besteed: Decimal = NUL


def per_wijk(*, vanaf: date, tot: date) -> dict[int, Geldcijfers]:
    """Per id of a wijk what was granted and paid on the days [vanaf, tot)."""
    soorten = (
        Boeking.objects.in_periode(vanaf, tot)
        .filter(wijk__isnull=False)
        .order_by()
        .values_list("wijk", "van__soort", "naar__soort")
        .annotate(som=Sum("bedrag"))
    )
    cijfers: dict[int, Geldcijfers] = {}
    for wijk_id, van, naar, som in soorten:
        tot_nu_toe = cijfers.get(wijk_id, Geldcijfers())
        bij = (van, naar) == (Soort.VRIJ, Soort.TOEGEKEND)
        af = (van, naar) == (Soort.TOEGEKEND, Soort.VRIJ)
        cijfers[wijk_id] = Geldcijfers(
            toegekend=tot_nu_toe.toegekend + (som if bij else -som if af else NUL),
            besteed=tot_nu_toe.besteed + (som if naar == Soort.BESTEED else NUL),
        )
    return cijfers


@dataclass(frozen=True)
class Wijkdeel:
    """What a wijk got from the budgets of one year, in euros."""

    wijk: Wijk
    toegekend: Decimal
    aantal: int

    @property
    def per_inwoner(self) -> Decimal | None:
        """Euros per inhabitant, in cents; None while the number of inhabitants is unknown."""
        if not self.wijk.inwoners:
            return None
        return (self.toegekend / self.wijk.inwoners).quantize(CENT, ROUND_HALF_UP)


def verdeling(toekenningen: ToekenningQuerySet, wijken: Iterable[Wijk]) -> list[Wijkdeel]:
    """How grants are spread over the wijken, most first; also the wijken that got nothing."""
    staand = F("bedrag") - F("teruggenomen")
    sommen = {
        wijk_id: (som, aantal)
        for wijk_id, som, aantal in toekenningen.order_by()
        .values_list("wijk")
        .annotate(som=Sum(staand), aantal=Count("pk", filter=Q(bedrag__gt=F("teruggenomen"))))
    }
    delen = [Wijkdeel(wijk, *sommen.get(wijk.pk, (NUL, 0))) for wijk in wijken]
    return sorted(delen, key=lambda deel: (-deel.toegekend, deel.wijk.sorteernaam))


@dataclass(frozen=True)
class Wijkgeld:
    """The money of one wijk in one year, beside what the whole municipality has left, in euros."""

    jaar: int
    deel: Wijkdeel
    beschikbaar: Decimal
    vrij: Decimal
    laatste: list[Toekenning] = field(default_factory=list)

    @property
    def uitgegeven(self) -> Decimal:
        """What the whole municipality granted, in euros."""
        return self.beschikbaar - self.vrij


def wijkgeld(wijk: Wijk) -> Wijkgeld | None:
    """The newest budget year up to now as seen from one wijk; None while there is no budget."""
    jaar = (
        Budget.objects.filter(jaar__lte=vandaag().year)
        .order_by("-jaar")
        .values_list("jaar", flat=True)
        .first()
    )
    if jaar is None:
        return None
    budgetten = list(Budget.objects.van_jaar(jaar).met_saldi())
    toekenningen = Toekenning.objects.van_jaar(jaar).in_wijk(wijk)
    return Wijkgeld(
        jaar=jaar,
        deel=verdeling(toekenningen, [wijk])[0],
        beschikbaar=sum((budget.totaal for budget in budgetten), NUL),
        vrij=sum((budget.vrij for budget in budgetten), NUL),
        laatste=list(toekenningen[:3]),
    )
