"""Reads about roles that read like sentences."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q

if TYPE_CHECKING:
    from kern.models import Gebruiker
    from rollen.models import ApiSleutel, Rolvervulling  # noqa: F401  read by mypy
    from wijken.models import Wijk


class RolvervullingQuerySet(models.QuerySet["Rolvervulling"]):
    def geldig(self, op: date) -> "RolvervullingQuerySet":
        """Those that count on this day."""
        return self.filter(Q(tot=None) | Q(tot__gt=op), vanaf__lte=op)

    def nog(self, op: date) -> "RolvervullingQuerySet":
        """Those that count on this day or later."""
        return self.filter(Q(tot=None) | Q(tot__gt=op))

    def van(self, gebruiker: "Gebruiker") -> "RolvervullingQuerySet":
        return self.filter(gebruiker=gebruiker)

    def in_wijk(self, wijk: "Wijk") -> "RolvervullingQuerySet":
        """Those for this wijk or for the whole municipality."""
        return self.filter(Q(wijk=wijk) | Q(wijk=None))


class ApiSleutelQuerySet(models.QuerySet["ApiSleutel"]):
    def geldig(self, op: date) -> "ApiSleutelQuerySet":
        """Those that work on this day."""
        return self.filter(beeindigd_op=None, vanaf__lte=op, tot__gt=op)

    def lopend(self, op: date) -> "ApiSleutelQuerySet":
        """Those that work on this day or will later."""
        return self.filter(beeindigd_op=None, tot__gt=op)

    def voorbij(self, op: date) -> "ApiSleutelQuerySet":
        """Those that work no longer: by their date, or because somebody ended them."""
        return self.exclude(beeindigd_op=None, tot__gt=op)

    def met_opvolger(self, op: date) -> "ApiSleutelQuerySet":
        """With `heeft_opvolger`: a key that replaces it works on this day or will."""
        opvolgers = self.model.objects.lopend(op).filter(opvolger_van=OuterRef("pk"))
        return self.annotate(heeft_opvolger=Exists(opvolgers))

    def eindigt_voor(self, dag: date, op: date) -> "ApiSleutelQuerySet":
        """Those that work on `op` and no longer on `dag`."""
        return self.geldig(op).filter(tot__lte=dag)

    def voor_lijst(self) -> "ApiSleutelQuerySet":
        """With whom and what a list names, and without what nobody needs to see."""
        rijen = self.select_related("wijk", "gemaakt_door", "beeindigd_door")
        return rijen.defer("wijk__omtrek", "afdruk")
