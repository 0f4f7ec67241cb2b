"""Where a wish and a rule rub, and the ladder that such a friction climbs (invariant 7)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from initiatieven.models.initiatief import Initiatief
from initiatieven.models.inrichting import Kader
from initiatieven.querysets import SchuringQuerySet
from kern.geschiedenis import met_geschiedenis
from kern.models import Gebruiker
from kern.verwerking import Grondslag, Verwerking
from kern.wistriggers import alleen_wissen
from rollen.models import Rolvervulling, Vakafdeling


@met_geschiedenis()
class Schuring(models.Model):
    """A friction about an initiative: which rule, whose interest, what was tried, and on which step it lies.

    `trede` counted from 0 in the ladder of the gemeenteprofiel when it got there, and `trede_naam` is what that
    step was called: the ladder may change meanwhile (see `initiatieven.ladder`). While it is open somebody by name
    holds it, with a date; an outcome closes it. `afdeling` is the department involved, once somebody chose one.
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
    afdeling = models.ForeignKey(
        Vakafdeling, on_delete=models.PROTECT, null=True, blank=True, related_name="schuringen"
    )
    uiterlijk = models.DateField(_("uiterlijk"), null=True, blank=True)
    geopend_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="geopende_schuringen")
    geopend_op = models.DateTimeField(default=timezone.now)
    uitkomst = models.CharField(_("uitkomst"), max_length=13, choices=Uitkomst, blank=True)
    toelichting = models.TextField(_("toelichting"), max_length=2000, blank=True)
    gesloten_op = models.DateTimeField(null=True, blank=True)

    verwerking: ClassVar = Verwerking(
        doel="Oplossen waar een wens en een regel botsen",
        van_wie="wie een initiatief indient en wie het behandelt",
        grondslag=Grondslag.TAAK,
        bewaren="indiener",
        velden={
            "belang": "wiens belang het is",
            "geprobeerd": "wat er is geprobeerd",
            "eigenaar": "wie aan zet is",
            "geopend_door": "wie het opschreef",
            "toelichting": "uitleg bij de uitkomst",
        },
        geen=("regel", "trede_naam"),
        ontvangers="Medewerkers die het initiatief behandelen of de knoop doorhakken.",
    )

    objects = SchuringQuerySet.as_manager()

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
                    & ~Q(toelichting="")
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
        indexes: ClassVar = [
            models.Index(fields=["uiterlijk", "id"], condition=Q(gesloten_op=None), name="schuring_open")
        ]

    def __str__(self) -> str:
        return self.regel

    def get_absolute_url(self) -> str:
        return f"/werkbank/schuringen/{self.pk}/"

    @property
    def is_open(self) -> bool:
        return self.gesloten_op is None

    def is_zaak_van(self, vervulling: Rolvervulling) -> bool:
        """Whether the person of this role holds it now (reach EIGEN_ZAAK of the rights table)."""
        return vervulling.gebruiker_id == self.eigenaar_id

    @property
    def wijk_id(self) -> int | None:
        return self.initiatief.wijk_id


class Schuringstap(models.Model):
    """One thing that happened to a friction: on which step it lies since, who holds it and until when.

    Appended, never edited (but it may be emptied). `verslag` is what was found or decided. `van_trede` is the step
    it came from, on the ladder of that day, and -1 for a new one; whoever goes up more than one step says in
    `overgeslagen` why.
    """

    class Soort(models.TextChoices):
        GEOPEND = "geopend", _("Geopend")
        VERSLAG = "verslag", _("Verslag")
        HOGER = "hoger", _("Naar de volgende trede")
        OVERGESLAGEN = "overgeslagen", _("Een trede overgeslagen")
        TERUG = "terug", _("Terug naar een eerdere trede")
        OVERGENOMEN = "overgenomen", _("Overgenomen")
        HERINNERD = "herinnerd", _("Herinnering gestuurd")
        GESLOTEN = "gesloten", _("Gesloten met een uitkomst")

    schuring = models.ForeignKey(Schuring, on_delete=models.PROTECT, related_name="stappen")
    soort = models.CharField(max_length=12, choices=Soort)
    trede = models.PositiveSmallIntegerField()
    van_trede = models.SmallIntegerField()
    trede_naam = models.CharField(max_length=200)
    eigenaar = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="schuringstappen")
    uiterlijk = models.DateField(null=True, blank=True)
    verslag = models.TextField(max_length=2000, blank=True)
    overgeslagen = models.TextField(_("waarom slaat u een trede over"), max_length=1000, blank=True)
    door = models.ForeignKey(  # nobody: the portal itself
        Gebruiker, on_delete=models.PROTECT, null=True, blank=True, related_name="gezette_schuringstappen"
    )
    wanneer = models.DateTimeField(default=timezone.now)

    verwerking: ClassVar = Verwerking(
        doel="Vastleggen hoe een schuring verliep",
        van_wie="medewerkers",
        grondslag=Grondslag.TAAK,
        bewaren="indiener",
        velden={
            "eigenaar": "wie aan zet was",
            "verslag": "verslag",
            "overgeslagen": "waarom een trede werd overgeslagen",
            "door": "wie het deed",
        },
        geen=("trede_naam",),
        ontvangers="Medewerkers die het initiatief behandelen of de knoop doorhakken.",
    )

    class Meta:
        verbose_name = _("stap van een schuring")
        verbose_name_plural = _("stappen van schuringen")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="schuringstap_soort",
                condition=Q(
                    soort__in=(
                        *("geopend", "verslag", "hoger", "overgeslagen"),
                        *("terug", "overgenomen", "herinnerd", "gesloten"),
                    )
                ),
            ),
            models.CheckConstraint(
                name="schuringstap_een_trede_tegelijk_of_met_reden",
                condition=Q(trede__lte=F("van_trede") + 1) | ~Q(overgeslagen=""),
            ),
            models.CheckConstraint(
                name="schuringstap_datum_tot_de_uitkomst",
                condition=Q(soort="gesloten", uiterlijk=None)
                | (~Q(soort="gesloten") & Q(uiterlijk__isnull=False)),
            ),
        ]
        triggers: ClassVar = [*alleen_wissen("verslag", "overgeslagen")]

    def __str__(self) -> str:
        return self.trede_naam
