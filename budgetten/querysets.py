"""Reads about money that read like sentences."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Max, Q, Sum

from kern.werkdagen import begin_van
from wijken.models import Wijk

if TYPE_CHECKING:
    from budgetten.models import Boeking, Budget, Mandaat, Toekenning  # noqa: F401  read by mypy
    from initiatieven.models import Initiatief


class BudgetQuerySet(models.QuerySet["Budget"]):
    def van_jaar(self, jaar: int) -> "BudgetQuerySet":
        return self.filter(jaar=jaar)

    def met_saldi(self) -> "BudgetQuerySet":
        """With their accounts, so that `totaal`, `toegekend` and `vrij` ask nothing more."""
        return self.prefetch_related("rekeningen")

    def met_ruimte(self) -> "BudgetQuerySet":
        """Those that have something left to give."""
        return self.filter(rekeningen__soort="vrij", rekeningen__saldo__gt=0)


class MandaatQuerySet(models.QuerySet["Mandaat"]):
    def geldig(self, op: date) -> "MandaatQuerySet":
        """Those that count on this day."""
        return self.filter(Q(tot=None) | Q(tot__gt=op), vanaf__lte=op)

    def voor_rollen(self, rollen: Iterable[str]) -> "MandaatQuerySet":
        return self.filter(rol__in=list(rollen))


class ToekenningQuerySet(models.QuerySet["Toekenning"]):
    def van_initiatief(self, initiatief: "Initiatief") -> "ToekenningQuerySet":
        """For the public page of an initiative; nothing more is asked per row."""
        return self.filter(initiatief=initiatief).select_related("budget", "mandaat")

    def van_jaar(self, jaar: int) -> "ToekenningQuerySet":
        """From the budgets of this year, with all that a list shows."""
        return self.filter(budget__jaar=jaar).select_related("initiatief", "budget", "wijk", "mandaat")

    def in_wijk(self, wijk: Wijk) -> "ToekenningQuerySet":
        return self.filter(wijk=wijk)

    def nog_te_betalen(self) -> "ToekenningQuerySet":
        return self.filter(bedrag__gt=F("betaald") + F("teruggenomen"))

    def staand(self) -> Decimal:
        """What was granted and not taken back, in euros."""
        som = self.aggregate(som=Sum(F("bedrag") - F("teruggenomen")))["som"]
        return som if som is not None else Decimal(0)


class BoekingQuerySet(models.QuerySet["Boeking"]):
    def van_jaar(self, jaar: int) -> "BoekingQuerySet":
        """From or to a budget of this year, with all that a list shows; newest first."""
        return self.filter(Q(van__budget__jaar=jaar) | Q(naar__budget__jaar=jaar)).select_related(
            "van__budget", "naar__budget", "wijk", "toekenning__initiatief", "toekenning__mandaat"
        )

    def in_periode(self, vanaf: date, tot: date) -> "BoekingQuerySet":
        """Booked on a day of [vanaf, tot), in Dutch time."""
        return self.filter(geboekt_op__gte=begin_van(vanaf), geboekt_op__lt=begin_van(tot))

    def laatste_van_budgetten(self) -> int:
        """The id of the newest booking that belongs to no grant; 0 without one."""
        return self.filter(toekenning=None).aggregate(laatste=Max("pk"))["laatste"] or 0
