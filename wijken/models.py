"""Places: wijken and dorpen, postcodes and pilots."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kern.geschiedenis import met_geschiedenis
from kern.tekst import sorteersleutel
from kern.verwerking import geen_personen
from wijken.querysets import PilotQuerySet, PostcodeQuerySet, WijkQuerySet


@met_geschiedenis()
class Wijk(models.Model):
    """A wijk or dorp of the municipality, keyed by its CBS code (such as `WK082601`).

    `omtrek` is a GeoJSON Polygon or MultiPolygon in WGS84 (lon, lat); `kader` its bounding box
    [west, south, east, north]. Borders are generalised: good for a map, not for deciding where an address lies.
    `bron` says who gave name, inhabitants and outline: once CBS did, the gemeenteprofiel leaves them alone.
    """

    class Soort(models.TextChoices):
        WIJK = "wijk", _("wijk")
        DORP = "dorp", _("dorp")

    class Bron(models.TextChoices):
        PROFIEL = "profiel", _("gemeenteprofiel")
        CBS = "cbs", _("CBS / Kadaster")

    code = models.CharField(_("CBS-code"), max_length=10, unique=True)
    naam = models.CharField(_("naam"), max_length=80)
    slug = models.SlugField(max_length=80, unique=True)
    sorteernaam = models.CharField(max_length=80, editable=False)
    soort = models.CharField(max_length=4, choices=Soort, default=Soort.WIJK)
    karakter = models.CharField(_("in één zin"), max_length=200, blank=True)
    inwoners = models.PositiveIntegerField(_("inwoners"), null=True, blank=True)
    omtrek = models.JSONField(_("omtrek"), null=True, blank=True)
    kader = ArrayField(models.FloatField(), size=4, null=True, blank=True)
    bron = models.CharField(_("bron"), max_length=7, choices=Bron, default=Bron.PROFIEL)
    actief = models.BooleanField(default=True)
    bijgewerkt = models.DateTimeField(auto_now=True)

    verwerking: ClassVar = geen_personen("code", "naam", "slug", "sorteernaam", "karakter", "omtrek")

    objects = WijkQuerySet.as_manager()

    class Meta:
        verbose_name = _("wijk")
        verbose_name_plural = _("wijken")
        ordering: ClassVar = ["sorteernaam"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(code__regex=r"^WK\d{6}$"), name="wijk_cbs_code"),
        ]

    def __str__(self) -> str:
        return self.naam

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sorteernaam = sorteersleutel(self.naam)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return f"/wijken/{self.slug}/"


class Postcode(models.Model):
    """A postcode of six characters and the wijk most of its addresses lie in (CBS pc6hnr table).

    `gedeeld` is true when its addresses lie in more than one wijk: then the resident chooses.
    """

    pc6 = models.CharField(max_length=6, primary_key=True)
    wijk = models.ForeignKey(Wijk, on_delete=models.CASCADE, related_name="postcodes")
    gedeeld = models.BooleanField(default=False)

    verwerking: ClassVar = geen_personen("pc6")

    objects = PostcodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("postcode")
        verbose_name_plural = _("postcodes")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(pc6__regex=r"^[1-9]\d{3}[A-Z]{2}$"), name="postcode_vorm"),
        ]

    def __str__(self) -> str:
        return f"{self.pc6[:4]} {self.pc6[4:]}"


@met_geschiedenis()
class Pilot(models.Model):
    """A pilot of wijkgericht werken in one wijk (council decision ZN199156, 22 September 2020).

    `tot` is the first day after the pilot, as in every period of this house.
    """

    wijk = models.ForeignKey(Wijk, on_delete=models.PROTECT, related_name="pilots")
    naam = models.CharField(_("naam"), max_length=120)
    doel = models.TextField(_("doel"), blank=True)
    vanaf = models.DateField(_("vanaf"))
    tot = models.DateField(_("tot"), null=True, blank=True)

    verwerking: ClassVar = geen_personen("naam", "doel")

    objects = PilotQuerySet.as_manager()

    class Meta:
        verbose_name = _("pilot")
        verbose_name_plural = _("pilots")
        ordering: ClassVar = ["vanaf", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["wijk", "naam"], name="pilot_een_per_naam"),
            models.CheckConstraint(condition=Q(tot=None) | Q(tot__gt=F("vanaf")), name="pilot_periode"),
        ]

    def __str__(self) -> str:
        return self.naam
