"""Reads about learning points and reports that read like sentences."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from initiatieven.models import Initiatief
from rapportages.kwartaal import Kwartaal
from rollen.rechten import Persoon, mag
from wijken.models import Wijk

if TYPE_CHECKING:
    from rapportages.models import Kwartaalrapportage, Leerpunt  # noqa: F401  read by mypy


class LeerpuntQuerySet(models.QuerySet["Leerpunt"]):
    def in_wijk(self, wijk: Wijk) -> "LeerpuntQuerySet":
        return self.filter(wijk=wijk)

    def bij(self, initiatief: Initiatief) -> "LeerpuntQuerySet":
        return self.filter(initiatief=initiatief)

    def van_de_indiener(self) -> "LeerpuntQuerySet":
        """What residents told themselves, not what staff noted for them."""
        return self.filter(perspectief="bewoners", opgetekend=False)

    def in_kwartaal(self, kwartaal: Kwartaal) -> "LeerpuntQuerySet":
        """Those noted on a day of this quarter."""
        return self.filter(genoteerd_op__gte=kwartaal.vanaf, genoteerd_op__lt=kwartaal.tot)

    def per_wijk(self) -> "LeerpuntQuerySet":
        """By wijk, the municipality's side first, oldest first."""
        return self.select_related("wijk", "initiatief").order_by(
            "wijk__sorteernaam", "-perspectief", "genoteerd_op", "id"
        )

    def te_kiezen_voor(self, rapportage: "Kwartaalrapportage") -> "LeerpuntQuerySet":
        """What may be in this report: its own, and what no report has, in the wijken with a pilot then."""
        return self.filter(Q(rapportage=None) | Q(rapportage=rapportage), wijk__in=rapportage.wijken())


class KwartaalrapportageQuerySet(models.QuerySet["Kwartaalrapportage"]):
    def aangeboden(self) -> "KwartaalrapportageQuerySet":
        return self.filter(status="aangeboden")

    def zichtbaar_voor(self, persoon: Persoon) -> "KwartaalrapportageQuerySet":
        """What was offered is for everybody; a concept for who may do `rapportages.inzien`."""
        return self if mag(persoon, "rapportages.inzien") else self.aangeboden()

    def over(self, kwartaal: Kwartaal) -> "KwartaalrapportageQuerySet":
        return self.filter(jaar=kwartaal.jaar, kwartaal=kwartaal.nummer)
