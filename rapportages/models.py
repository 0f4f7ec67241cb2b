"""What was learned, and the quarterly report in which the council reads it."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from initiatieven.models import Initiatief
from kern.geschiedenis import met_geschiedenis
from kern.verwerking import Grondslag, Verwerking, geen_personen
from kern.werkdagen import vandaag
from kern.wistriggers import niet_van_gewiste
from rapportages.kwartaal import Kwartaal
from rapportages.querysets import KwartaalrapportageQuerySet, LeerpuntQuerySet
from wijken.models import Pilot, Wijk


class Perspectief(models.TextChoices):
    """Who experienced what was learned (the council asks for both)."""

    GEMEENTE = "gemeente", _("Wat de gemeente leerde")
    BEWONERS = "bewoners", _("Wat bewoners leerden")


@met_geschiedenis()
class Kwartaalrapportage(models.Model):
    """The learning report on the pilots of one quarter.

    Invariant 5 (DOMEIN): one per quarter, and what was offered to the council never changes. While it is a
    concept its figures are computed anew at every look; offering copies them with the chosen learning points
    to `inhoud` (see `rapportages.inhoud`), of which `sha256` is the SHA-256 in canonical JSON. From then on
    a trigger refuses every change and removal.
    """

    class Status(models.TextChoices):
        CONCEPT = "concept", _("Concept")
        AANGEBODEN = "aangeboden", _("Aangeboden aan de raad")

    jaar = models.PositiveSmallIntegerField(_("jaar"))
    kwartaal = models.PositiveSmallIntegerField(_("kwartaal"))
    status = models.CharField(max_length=10, choices=Status, default=Status.CONCEPT)
    samenvatting = models.TextField(_("samenvatting"), max_length=4000, blank=True)
    bijstelling = models.TextField(_("bijstelling van de visie"), max_length=2000, blank=True)
    portefeuillehouder = models.CharField(_("portefeuillehouder"), max_length=120, blank=True)
    contactpersoon = models.CharField(_("contactpersoon"), max_length=120, blank=True)
    registratienummer = models.CharField(_("registratienummer"), max_length=40, blank=True)
    gemaakt_op = models.DateTimeField(default=timezone.now, editable=False)

    inhoud = models.JSONField(null=True, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    aangeboden_op = models.DateTimeField(null=True, blank=True, editable=False)
    aangeboden_door = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="aangeboden_rapportages",
    )

    verwerking: ClassVar = Verwerking(
        doel="Verslag doen aan de raad",
        van_wie="bestuurders en contactpersonen",
        grondslag=Grondslag.PLICHT,
        bewaren="archief",
        velden={
            "portefeuillehouder": "naam van de wethouder",
            "contactpersoon": "naam van de contactpersoon",
            "aangeboden_door": "wie aanbood",
        },
        geen=("samenvatting", "bijstelling", "registratienummer", "inhoud", "sha256"),
    )

    objects = KwartaalrapportageQuerySet.as_manager()

    class Meta:
        verbose_name = _("kwartaalrapportage")
        verbose_name_plural = _("kwartaalrapportages")
        ordering: ClassVar = ["-jaar", "-kwartaal"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["jaar", "kwartaal"], name="rapportage_een_per_kwartaal"),
            models.CheckConstraint(
                condition=Q(kwartaal__range=(1, 4), jaar__range=(2000, 2999)), name="rapportage_kwartaal"
            ),
            models.CheckConstraint(
                name="rapportage_aangeboden_is_volledig",
                condition=Q(
                    status="aangeboden",
                    inhoud__isnull=False,
                    sha256__regex=r"^[0-9a-f]{64}$",
                    aangeboden_op__isnull=False,
                    aangeboden_door__isnull=False,
                )
                | Q(status="concept", inhoud=None, sha256="", aangeboden_op=None, aangeboden_door=None),
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(
                name="aangeboden_blijft",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__status="aangeboden"),
            ),
            pgtrigger.ReadOnly(name="kwartaal_blijft", fields=["jaar", "kwartaal"]),
        ]

    def __str__(self) -> str:
        return self.kenmerk

    def get_absolute_url(self) -> str:
        return f"/rapportages/{self.kenmerk}/"

    def get_werkbank_url(self) -> str:
        return f"/werkbank/rapportages/{self.kenmerk}/"

    @property
    def periode(self) -> Kwartaal:
        return Kwartaal(self.jaar, self.kwartaal)

    @property
    def kenmerk(self) -> str:
        """Such as 2026-K3."""
        return str(self.periode)

    @property
    def titel(self) -> str:
        return _("Wat leerden we in %(kwartaal)s?") % {"kwartaal": self.periode.naam}

    @property
    def is_aangeboden(self) -> bool:
        return self.status == self.Status.AANGEBODEN

    def pilots(self) -> models.QuerySet[Pilot]:
        """The pilots that ran in this quarter."""
        return Pilot.objects.in_periode(self.periode.vanaf, self.periode.tot)

    def wijken(self) -> models.QuerySet[Wijk]:
        """The wijken with a pilot in this quarter."""
        return Wijk.objects.filter(pk__in=self.pilots().values("wijk"))


@met_geschiedenis()
class Leerpunt(models.Model):
    """One thing that was learned in a wijk, mostly from one initiative, from one of two perspectives.

    `verandert` says what the municipality will do differently, or what residents would like it to do. It is in
    at most one report (`rapportage`): the opgaveleider chooses. It holds no names: everybody can read it.
    """

    wijk = models.ForeignKey(Wijk, on_delete=models.PROTECT, related_name="leerpunten")
    initiatief = models.ForeignKey(
        Initiatief, on_delete=models.PROTECT, null=True, blank=True, related_name="leerpunten"
    )
    perspectief = models.CharField(max_length=8, choices=Perspectief)
    tekst = models.TextField(_("wat is er geleerd"), max_length=1500)
    verandert = models.TextField(_("wat gaat er anders"), max_length=1000, blank=True)
    opgetekend = models.BooleanField(_("opgetekend door de gemeente"), default=False)
    door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="genoteerde_leerpunten"
    )
    genoteerd_op = models.DateField(default=vandaag, editable=False)
    rapportage = models.ForeignKey(
        Kwartaalrapportage, on_delete=models.SET_NULL, null=True, blank=True, related_name="leerpunten"
    )

    verwerking: ClassVar = Verwerking(
        doel="Leren van wat er in een wijk gebeurt",
        van_wie="wie een leerpunt geeft",
        grondslag=Grondslag.TAAK,
        bewaren="archief",
        velden={
            "door": "wie het gaf",
            "tekst": "wat iemand leerde",
            "verandert": "wat er anders gaat",
        },
    )

    objects = LeerpuntQuerySet.as_manager()

    class Meta:
        verbose_name = _("leerpunt")
        verbose_name_plural = _("leerpunten")
        ordering: ClassVar = ["-genoteerd_op", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(perspectief__in=Perspectief.values), name="leerpunt_perspectief"
            ),
            models.CheckConstraint(condition=~Q(tekst=""), name="leerpunt_heeft_tekst"),
            models.CheckConstraint(
                condition=Q(opgetekend=False) | Q(perspectief="bewoners"),
                name="leerpunt_opgetekend_van_bewoners",
            ),
            # What a resident tells on their own is told once per initiative.
            models.UniqueConstraint(
                fields=["initiatief"],
                condition=Q(perspectief="bewoners", opgetekend=False),
                name="leerpunt_een_van_de_indiener",
            ),
        ]
        triggers: ClassVar = [niet_van_gewiste("door_id")]
        indexes: ClassVar = [models.Index(fields=["wijk", "-genoteerd_op", "-id"], name="leerpunt_per_wijk")]

    def __str__(self) -> str:
        return self.tekst[:80]

    @property
    def periode(self) -> Kwartaal:
        """The quarter in which it was noted."""
        return Kwartaal.van(self.genoteerd_op)

    @property
    def van_de_indiener(self) -> bool:
        """Whether residents told it themselves, not staff for them."""
        return self.perspectief == "bewoners" and not self.opgetekend

    @property
    def ligt_vast(self) -> bool:
        """Whether it stands in a report that was offered."""
        return self.rapportage is not None and self.rapportage.is_aangeboden


class Leerpuntvraag(models.Model):
    """Says that the resident of a closed initiative was asked, once, what they learned."""

    initiatief = models.OneToOneField(Initiatief, on_delete=models.CASCADE, related_name="leerpuntvraag")
    gesteld_op = models.DateTimeField(default=timezone.now)

    verwerking: ClassVar = geen_personen()

    class Meta:
        verbose_name = _("vraag naar een leerpunt")
        verbose_name_plural = _("vragen naar leerpunten")

    def __str__(self) -> str:
        return str(self.initiatief)
