"""What the municipality set up for its initiatives: themes, labels, kaders and standard texts."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from initiatieven.levensloop import Status
from initiatieven.querysets import KaderQuerySet, StandaardtekstQuerySet
from kern.geschiedenis import met_geschiedenis
from kern.verwerking import geen_personen


@met_geschiedenis()
class Thema(models.Model):
    """What an initiative is about, in words of residents; the list comes from the gemeenteprofiel."""

    naam = models.CharField(_("naam"), max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    volgorde = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    verwerking: ClassVar = geen_personen("naam", "slug")

    class Meta:
        verbose_name = _("thema")
        verbose_name_plural = _("thema's")
        ordering: ClassVar = ["volgorde", "id"]

    def __str__(self) -> str:
        return self.naam


@met_geschiedenis()
class Label(models.Model):
    """A word that staff stick on initiatives to find them together; residents do not see it."""

    naam = models.CharField(_("naam"), max_length=40, unique=True)

    verwerking: ClassVar = geen_personen("naam")

    class Meta:
        verbose_name = _("label")
        verbose_name_plural = _("labels")
        ordering: ClassVar = ["naam"]

    def __str__(self) -> str:
        return self.naam


@met_geschiedenis()
class Kader(models.Model):
    """A framework that the council set and that an initiative may meet: a rule, a plan, a decision.

    `bron` says where it stands, such as "Omgevingsplan 2024, artikel 3". One that no longer holds is not `actief`
    and stays with what was decided by it.
    """

    titel = models.CharField(_("titel"), max_length=200)
    bron = models.CharField(_("bron"), max_length=300)
    tekst = models.TextField(_("wat het zegt"), max_length=4000)
    adres = models.URLField(_("adres op internet"), blank=True)
    themas = models.ManyToManyField(Thema, blank=True, related_name="kaders", verbose_name=_("thema's"))
    actief = models.BooleanField(_("geldt nu"), default=True)

    verwerking: ClassVar = geen_personen("titel", "bron", "tekst", "adres")

    objects = KaderQuerySet.as_manager()

    class Meta:
        verbose_name = _("kader")
        verbose_name_plural = _("kaders")
        ordering: ClassVar = ["titel", "id"]

    def __str__(self) -> str:
        return self.titel

    @property
    def vindplaats(self) -> str:
        """Title and source in one line, as a decision keeps them."""
        return f"{self.titel} ({self.bron})"


@met_geschiedenis()
class Standaardtekst(models.Model):
    """A text to begin an answer with; empty `status` or no `thema` means: for every one.

    Fields such as {voornaam}, {titel}, {kenmerk}, {wijk} and {behandelaar} are filled in when it is chosen.
    """

    titel = models.CharField(_("titel"), max_length=100)
    status = models.CharField(_("bij status"), max_length=20, choices=Status, blank=True)
    thema = models.ForeignKey(
        Thema, on_delete=models.PROTECT, null=True, blank=True, related_name="standaardteksten"
    )
    tekst = models.TextField(_("tekst"), max_length=5000)
    actief = models.BooleanField(_("in gebruik"), default=True)

    verwerking: ClassVar = geen_personen("titel", "tekst")

    objects = StandaardtekstQuerySet.as_manager()

    class Meta:
        verbose_name = _("standaardtekst")
        verbose_name_plural = _("standaardteksten")
        ordering: ClassVar = ["titel", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(status__in=["", *Status.values]), name="standaardtekst_status")
        ]

    def __str__(self) -> str:
        return self.titel
