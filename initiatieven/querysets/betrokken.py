"""Reads about the people around an initiative, what they say and what they report."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q

from rollen.rechten import Persoon, wijken_met

if TYPE_CHECKING:
    from initiatieven.models import Betrokkene, Melding, Opmerking  # noqa: F401  names in strings below

MODEREREN = "initiatieven.modereren"


class BetrokkeneQuerySet(models.QuerySet["Betrokkene"]):
    def nu(self) -> "BetrokkeneQuerySet":
        """Those who did not stop."""
        return self.filter(gestopt_op=None)

    def mede(self) -> "BetrokkeneQuerySet":
        """Those who started it together with the indiener."""
        return self.nu().filter(soort="mede")

    def steun(self) -> "BetrokkeneQuerySet":
        return self.nu().filter(soort="steun")

    def meedoen(self) -> "BetrokkeneQuerySet":
        return self.nu().filter(soort="meedoen")


class OpmerkingQuerySet(models.QuerySet["Opmerking"]):
    def geplaatst(self) -> "OpmerkingQuerySet":
        """What its author did not take back: the public sees these, or that one was hidden."""
        return self.filter(ingetrokken_op=None)

    def zichtbaar(self) -> "OpmerkingQuerySet":
        """What everybody may read."""
        return self.geplaatst().filter(verborgen_op=None, gewist_op=None)


class MeldingQuerySet(models.QuerySet["Melding"]):
    def open(self) -> "MeldingQuerySet":
        return self.filter(afgehandeld_op=None)

    def te_behandelen_door(self, persoon: Persoon) -> "MeldingQuerySet":
        """Open ones in the wijken in which this person may decide; what was taken back asks no decision."""
        wijken = wijken_met(persoon, MODEREREN)
        return self.open().filter(
            Q(opmerking__initiatief__wijk__in=wijken, opmerking__ingetrokken_op=None)
            | Q(foto__initiatief__wijk__in=wijken)
        )

    def zaken(self) -> "MeldingQuerySet":
        """One of the open ones per remark or photo: several reports of one thing are one case."""
        eerder = self.model._default_manager.filter(afgehandeld_op=None, pk__lt=OuterRef("pk"))
        zelfde = eerder.filter(opmerking=OuterRef("opmerking")) | eerder.filter(foto=OuterRef("foto"))
        return self.filter(~Exists(zelfde))
