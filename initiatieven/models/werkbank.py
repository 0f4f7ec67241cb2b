"""What one employee keeps in the werkbank: filters, what they have read, and where they were called in."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from initiatieven.models.initiatief import Initiatief
from initiatieven.models.tijdlijn import Gebeurtenis
from kern.models import Gebruiker
from kern.verwerking import Grondslag, Verwerking


class Werkbankfilter(models.Model):
    """A filter of the queue under a name of one's own; `vraag` is its query string."""

    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.CASCADE, related_name="werkbankfilters")
    naam = models.CharField(_("naam"), max_length=60)
    vraag = models.CharField(max_length=500)

    verwerking: ClassVar = Verwerking(
        doel="Eigen lijsten op de werkbank bewaren",
        van_wie="medewerkers",
        grondslag=Grondslag.TAAK,
        bewaren="kaart",
        velden={
            "gebruiker": "van wie de lijst is",
            "naam": "naam van de lijst",
            "vraag": "waarop gezocht wordt",
        },
    )

    class Meta:
        verbose_name = _("bewaarde lijst")
        verbose_name_plural = _("bewaarde lijsten")
        ordering: ClassVar = ["naam"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["gebruiker", "naam"], name="werkbankfilter_een_keer")
        ]

    def __str__(self) -> str:
        return self.naam


class Gelezen(models.Model):
    """Up to which line of its timeline somebody has read an initiative."""

    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.CASCADE, related_name="gelezen")
    initiatief = models.ForeignKey(Initiatief, on_delete=models.CASCADE, related_name="gelezen")
    tot = models.BigIntegerField()  # the id of the last Gebeurtenis on the screen
    wanneer = models.DateTimeField(default=timezone.now)

    verwerking: ClassVar = Verwerking(
        doel="Laten zien wat nieuw is",
        van_wie="medewerkers",
        grondslag=Grondslag.TAAK,
        bewaren="kaart",
        velden={
            "gebruiker": "wie keek",
        },
    )

    class Meta:
        verbose_name = _("gelezen initiatief")
        verbose_name_plural = _("gelezen initiatieven")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["gebruiker", "initiatief"], name="gelezen_een_keer")
        ]

    def __str__(self) -> str:
        return f"{self.gebruiker}: {self.initiatief}"


class Werkbankbezoek(models.Model):
    """When somebody was last in the werkbank, and up to which line of all timelines there was then.

    `begin` is the last line there was at the first visit: what lies before it was never new to this person.
    `vorige_*` is the visit before the present one.
    """

    gebruiker = models.OneToOneField(
        Gebruiker, on_delete=models.CASCADE, primary_key=True, related_name="werkbankbezoek"
    )
    begin = models.BigIntegerField()
    vorige_op = models.DateTimeField(null=True, blank=True)
    vorige_stand = models.BigIntegerField(null=True, blank=True)
    laatste_op = models.DateTimeField(default=timezone.now)
    laatste_stand = models.BigIntegerField()

    verwerking: ClassVar = Verwerking(
        doel="Laten zien wat nieuw is",
        van_wie="medewerkers",
        grondslag=Grondslag.TAAK,
        bewaren="kaart",
        velden={
            "gebruiker": "wie keek",
        },
    )

    class Meta:
        verbose_name = _("bezoek aan de werkbank")
        verbose_name_plural = _("bezoeken aan de werkbank")

    def __str__(self) -> str:
        return f"{self.gebruiker}: {self.laatste_op:%d-%m-%Y}"


class Vermelding(models.Model):
    """Somebody is called in by name in an internal note."""

    gebeurtenis = models.ForeignKey(Gebeurtenis, on_delete=models.PROTECT, related_name="vermeldingen")
    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.CASCADE, related_name="vermeldingen")
    gezien_op = models.DateTimeField(null=True, blank=True)

    verwerking: ClassVar = Verwerking(
        doel="Een collega iets laten weten",
        van_wie="medewerkers",
        grondslag=Grondslag.TAAK,
        bewaren="kaart",
        velden={
            "gebruiker": "wie genoemd is",
        },
    )

    class Meta:
        verbose_name = _("vermelding")
        verbose_name_plural = _("vermeldingen")
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["gebeurtenis", "gebruiker"], name="vermelding_een_keer")
        ]

    def __str__(self) -> str:
        return f"{self.gebruiker}: {self.gebeurtenis}"
