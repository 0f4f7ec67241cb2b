"""Where a wish and a rule rub, and the ladder that such a friction climbs (invariant 7)."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from initiatieven.models.initiatief import Initiatief
from initiatieven.models.inrichting import Kader
from kern.models import Gebruiker


class Schuring(models.Model):
    """A friction about an initiative: which rule, whose interest, what was tried, and on which step it lies.

    `trede` counts from 0 in the ladder of the gemeenteprofiel. While it is open somebody by name holds it, with a
    date; an outcome closes it.
    """

    class Uitkomst(models.TextChoices):
        REGEL_WIJKT = "regel_wijkt", _("De regel wijkt")
        MAATWERK = "maatwerk", _("Maatwerk: een oplossing voor dit geval")
        WENS_PAST_AAN = "wens_past_aan", _("De wens past zich aan")
        NIET_MOGELIJK = "niet_mogelijk", _("Het kan niet")
        KADERVRAAG = "kadervraag", _("Een vraag aan de raad om een ander kader")

    initiatief = models.ForeignKey(Initiatief, on_delete=models.PROTECT, related_name="schuringen")
    regel = models.CharField(_("welke regel"), max_length=300)
    kader = models.ForeignKey(
        Kader, on_delete=models.PROTECT, null=True, blank=True, related_name="schuringen"
    )
    belang = models.TextField(_("wiens belang"), max_length=1000)
    geprobeerd = models.TextField(_("wat is er al geprobeerd"), max_length=2000)
    trede = models.PositiveSmallIntegerField(default=0)
    trede_naam = models.CharField(max_length=200)
    eigenaar = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="schuringen")
    uiterlijk = models.DateField(_("uiterlijk"), null=True, blank=True)
    geopend_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="geopende_schuringen")
    geopend_op = models.DateTimeField(default=timezone.now)
    uitkomst = models.CharField(_("uitkomst"), max_length=13, choices=Uitkomst, blank=True)
    toelichting = models.TextField(_("toelichting"), max_length=2000, blank=True)
    gesloten_op = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("schuring")
        verbose_name_plural = _("schuringen")
        ordering: ClassVar = ["uiterlijk", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="schuring_open_heeft_datum_en_dicht_heeft_uitkomst",
                condition=Q(gesloten_op=None, uitkomst="", uiterlijk__isnull=False)
                | (
                    Q(gesloten_op__isnull=False, uiterlijk=None)
                    & Q(
                        uitkomst__in=(
                            "regel_wijkt",
                            "maatwerk",
                            "wens_past_aan",
                            "niet_mogelijk",
                            "kadervraag",
                        )
                    )
                ),
            )
        ]

    def __str__(self) -> str:
        return self.regel

    def get_absolute_url(self) -> str:
        return f"/werkbank/schuringen/{self.pk}/"

    @property
    def wijk_id(self) -> int | None:
        return self.initiatief.wijk_id


class Schuringstap(models.Model):
    """One step of a friction on the ladder: who got it and until when; appended, never edited.

    `verslag` is what the step before it led to. A step that was jumped over has its reason in `overgeslagen`.
    """

    schuring = models.ForeignKey(Schuring, on_delete=models.PROTECT, related_name="stappen")
    trede = models.PositiveSmallIntegerField()
    trede_naam = models.CharField(max_length=200)
    eigenaar = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="schuringstappen")
    uiterlijk = models.DateField(null=True, blank=True)
    verslag = models.TextField(max_length=2000, blank=True)
    overgeslagen = models.TextField(_("waarom slaat u een trede over"), max_length=1000, blank=True)
    door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="gezette_schuringstappen")
    wanneer = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("stap van een schuring")
        verbose_name_plural = _("stappen van schuringen")
        ordering: ClassVar = ["id"]
        triggers: ClassVar = [
            pgtrigger.Protect(name="alleen_toevoegen", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return self.trede_naam
