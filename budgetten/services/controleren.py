"""Recompute the ledger from its rows: nothing that stands in a balance is taken on trust."""

import logging
from collections.abc import Iterator
from decimal import Decimal

from django.db import models, transaction
from django.db.models import F, Sum

from budgetten.models import Boeking, Rekening, Toekenning

log = logging.getLogger(__name__)

NUL = Decimal(0)
Soort = Rekening.Soort


@transaction.atomic
def controleer_boeken() -> list[str]:
    """Every difference as a Dutch sentence for the beheerder, also logged as an error; empty when all is right.

    The accounts are locked meanwhile: a booking between two of these queries would look like a difference.
    """
    rekeningen = list(
        Rekening.objects.select_for_update(of=("self",)).select_related("budget").order_by("pk")
    )
    verschillen = [*_saldi(rekeningen), *_toekenningen(), *_openstaand(rekeningen)]
    for verschil in verschillen:
        log.error("boeken kloppen niet: %s", verschil)
    return verschillen


def _som(rijen: models.QuerySet[Boeking], per: str) -> dict[int, Decimal]:
    return dict(rijen.order_by().values_list(per).annotate(som=Sum("bedrag")))


def _saldi(rekeningen: list[Rekening]) -> Iterator[str]:
    bij, af = _som(Boeking.objects.all(), "naar"), _som(Boeking.objects.all(), "van")
    for rekening in rekeningen:
        hoort = bij.get(rekening.pk, NUL) - af.get(rekening.pk, NUL)
        if rekening.saldo != hoort:
            yield f"{rekening} staat op {rekening.saldo}, de boekingen geven {hoort}"
    totaal = sum((rekening.saldo for rekening in rekeningen), NUL)
    if totaal:
        yield f"alle rekeningen samen staan op {totaal}, dat hoort 0 te zijn"


def _toekenningen() -> Iterator[str]:
    """What a grant says of itself against its own bookings."""
    boekingen = Boeking.objects.exclude(toekenning=None)
    gegeven = _som(boekingen.filter(van__soort=Soort.VRIJ, naar__soort=Soort.TOEGEKEND), "toekenning")
    betaald = _som(boekingen.filter(van__soort=Soort.TOEGEKEND, naar__soort=Soort.BESTEED), "toekenning")
    terug = _som(boekingen.filter(van__soort=Soort.TOEGEKEND, naar__soort=Soort.VRIJ), "toekenning")
    for toekenning in Toekenning.objects.order_by("pk").iterator():
        hoort = tuple(som.get(toekenning.pk, NUL) for som in (gegeven, betaald, terug))
        zegt = (toekenning.bedrag, toekenning.betaald, toekenning.teruggenomen)
        if zegt != hoort:
            yield (
                f"toekenning {toekenning.pk} zegt {'/'.join(map(str, zegt))}, "
                f"de boekingen geven {'/'.join(map(str, hoort))} (toegekend/betaald/teruggenomen)"
            )


def _openstaand(rekeningen: list[Rekening]) -> Iterator[str]:
    """What waits on the account *toegekend* is exactly what is still to be paid of the grants."""
    wachtend = Sum(F("bedrag") - F("betaald") - F("teruggenomen"))
    te_betalen = dict(Toekenning.objects.order_by().values_list("budget").annotate(som=wachtend))
    for rekening in rekeningen:
        hoort = te_betalen.get(rekening.budget_id, NUL)
        if rekening.soort == Soort.TOEGEKEND and rekening.saldo != hoort:
            yield f"{rekening} staat op {rekening.saldo}, de toekenningen wachten op {hoort}"
