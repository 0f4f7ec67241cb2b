"""Following: who wants to hear of what, how often, and what still has to be told."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from initiatieven.models.besluiten import Samenvoeging
from initiatieven.models.initiatief import Initiatief
from initiatieven.models.inrichting import Thema
from initiatieven.models.tijdlijn import Gebeurtenis
from kern.models import Gebruiker
from kern.verwerking import Grondslag, Verwerking, geen_personen
from kern.wistriggers import niet_van_gewiste
from wijken.models import Wijk


class Ritme(models.TextChoices):
    """How often somebody wants to hear."""

    DIRECT = "direct", _("Meteen")
    DAG = "dag", _("Eén keer per dag")
    WEEK = "week", _("Eén keer per week")


class Volgt(models.Model):
    """Somebody follows one initiative, a wijk, a theme or a search (the query string of the public list).

    `sleutel` stands in the link by which a reader stops without logging in.
    """

    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.CASCADE, related_name="volgt")
    initiatief = models.ForeignKey(
        Initiatief, on_delete=models.PROTECT, null=True, blank=True, related_name="volgers"
    )
    wijk = models.ForeignKey(Wijk, on_delete=models.PROTECT, null=True, blank=True, related_name="volgers")
    thema = models.ForeignKey(Thema, on_delete=models.PROTECT, null=True, blank=True, related_name="volgers")
    zoek = models.CharField(max_length=300, blank=True)
    ritme = models.CharField(max_length=6, choices=Ritme, default=Ritme.WEEK)
    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sinds = models.DateTimeField(default=timezone.now)
    via = models.ForeignKey(
        Samenvoeging, on_delete=models.PROTECT, null=True, blank=True, related_name="meegenomen_volgers"
    )

    verwerking: ClassVar = Verwerking(
        doel="Nieuws sturen aan wie daarom vroeg",
        van_wie="wie iets volgt",
        grondslag=Grondslag.TOESTEMMING,
        bewaren="volgen",
        velden={
            "gebruiker": "wie volgt",
            "zoek": "woorden waarop iemand zoekt",
        },
    )

    class Meta:
        verbose_name = _("volger")
        verbose_name_plural = _("volgers")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ritme__in=("direct", "dag", "week")), name="volgt_ritme"),
            models.CheckConstraint(
                name="volgt_een_ding",
                condition=Q(initiatief__isnull=False, wijk=None, thema=None, zoek="")
                | Q(initiatief=None, wijk__isnull=False, thema=None, zoek="")
                | Q(initiatief=None, wijk=None, thema__isnull=False, zoek="")
                | (Q(initiatief=None, wijk=None, thema=None) & ~Q(zoek="")),
            ),
            models.UniqueConstraint(
                fields=["gebruiker", "initiatief", "wijk", "thema", "zoek"],
                nulls_distinct=False,
                name="volgt_een_keer",
            ),
        ]
        triggers: ClassVar = [niet_van_gewiste("gebruiker_id")]
        indexes: ClassVar = [
            # Equal searches are looked up together.
            models.Index(fields=["zoek"], condition=~Q(zoek=""), name="volgt_zoek")
        ]

    def __str__(self) -> str:
        return str(self.initiatief or self.wijk or self.thema or self.zoek)


class Verspreiding(models.Model):
    """A public line of a timeline that followers still have to hear of; gone once everybody is noted."""

    gebeurtenis = models.OneToOneField(
        Gebeurtenis, on_delete=models.CASCADE, primary_key=True, related_name="verspreiding"
    )

    verwerking: ClassVar = geen_personen()

    class Meta:
        verbose_name = _("te verspreiden gebeurtenis")
        verbose_name_plural = _("te verspreiden gebeurtenissen")

    def __str__(self) -> str:
        return str(self.gebeurtenis)


class Bericht(models.Model):
    """One line for one follower: each event reaches a person once, at their fastest rhythm.

    `wanneer` is when it happened, copied from the Gebeurtenis, so that an index finds what is due.
    """

    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.CASCADE, related_name="berichten")
    gebeurtenis = models.ForeignKey(Gebeurtenis, on_delete=models.CASCADE, related_name="berichten")
    volgt = models.ForeignKey(
        Volgt, on_delete=models.SET_NULL, null=True, blank=True, related_name="berichten"
    )
    ritme = models.CharField(max_length=6, choices=Ritme)
    wanneer = models.DateTimeField()
    gemaild_op = models.DateTimeField(null=True, blank=True)

    verwerking: ClassVar = Verwerking(
        doel="Nieuws sturen aan wie daarom vroeg",
        van_wie="wie iets volgt",
        grondslag=Grondslag.TOESTEMMING,
        bewaren="volgen",
        velden={
            "gebruiker": "wie het bericht krijgt",
        },
    )

    class Meta:
        verbose_name = _("bericht")
        verbose_name_plural = _("berichten")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ritme__in=("direct", "dag", "week")), name="bericht_ritme"),
            models.UniqueConstraint(fields=["gebruiker", "gebeurtenis"], name="bericht_een_keer"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["gebruiker", "ritme", "id"], condition=Q(gemaild_op=None), name="bericht_wachtend"
            ),
            models.Index(
                fields=["ritme", "wanneer"], condition=Q(gemaild_op=None), name="bericht_aan_de_beurt"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gebruiker}: {self.gebeurtenis}"
