"""The ledger: budgets, their accounts, the bookings between them, mandates and grants.

The database guards the law of the ledger: only a Boeking changes a saldo (triggers on both tables), no account
but a source goes below zero, and nothing that was booked is ever changed.
"""

from decimal import Decimal
from typing import ClassVar

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budgetten.querysets import BoekingQuerySet, BudgetQuerySet, MandaatQuerySet, ToekenningQuerySet
from initiatieven.models import Initiatief
from kern.geschiedenis import met_geschiedenis
from kern.models import Gebruiker
from kern.perioden import bereik_van_tekst, periode
from kern.profiel import profiel
from kern.verwerking import Grondslag, Verwerking, geen_personen
from rollen.models import Rol
from wijken.models import Wijk


@met_geschiedenis()
class Budget(models.Model):
    """Money for one year and one domain, with where it is covered from (`dekking`).

    A social budget has no source account: it can only be fed from another budget (*nieuw voor oud*).
    """

    class Domein(models.TextChoices):
        FYSIEK = "fysiek", _("straat, groen en gebouwen")
        SOCIAAL = "sociaal", _("ontmoeten en elkaar helpen")

    naam = models.CharField(_("naam"), max_length=120)
    jaar = models.PositiveSmallIntegerField(_("jaar"))
    domein = models.CharField(_("domein"), max_length=7, choices=Domein)
    dekking = models.CharField(_("dekking"), max_length=300)

    verwerking: ClassVar = geen_personen("naam", "dekking")

    objects = BudgetQuerySet.as_manager()

    class Meta:
        verbose_name = _("budget")
        verbose_name_plural = _("budgetten")
        ordering: ClassVar = ["-jaar", "domein", "naam"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["naam", "jaar"], name="budget_een_per_naam_en_jaar"),
            models.CheckConstraint(condition=Q(domein__in=["fysiek", "sociaal"]), name="budget_domein"),
            models.CheckConstraint(condition=Q(jaar__range=(2000, 2100)), name="budget_jaar"),
            models.CheckConstraint(condition=~Q(dekking=""), name="budget_heeft_dekking"),
        ]

    def __str__(self) -> str:
        return f"{self.naam} {self.jaar}"

    def get_absolute_url(self) -> str:
        return f"/budgetten/{self.jaar}/"

    def saldo(self, soort: "Rekening.Soort") -> Decimal:
        """The balance of one account in euros; zero when this budget has no such account.

        Reads all accounts at once, so that a prefetch serves a whole list.
        """
        return next((r.saldo for r in self.rekeningen.all() if r.soort == soort), Decimal(0))

    @property
    def totaal(self) -> Decimal:
        """All that was put into this budget, in euros, transfers in and out included."""
        return sum((r.saldo for r in self.rekeningen.all() if r.soort != Rekening.Soort.BRON), Decimal(0))

    @property
    def toegekend(self) -> Decimal:
        """What was given to initiatives, in euros, paid or not yet paid."""
        return self.saldo(Rekening.Soort.TOEGEKEND) + self.saldo(Rekening.Soort.BESTEED)

    @property
    def besteed(self) -> Decimal:
        return self.saldo(Rekening.Soort.BESTEED)

    @property
    def vrij(self) -> Decimal:
        """What is left to give, in euros."""
        return self.saldo(Rekening.Soort.VRIJ)


class Rekening(models.Model):
    """One account of a budget. `saldo` (euros) is written by the trigger of Boeking only.

    Every account starts at zero. A source account (`bron`) shows as a negative balance what was put in.
    """

    class Soort(models.TextChoices):
        BRON = "bron", _("bron")
        VRIJ = "vrij", _("vrij")
        GERESERVEERD = "gereserveerd", _("gereserveerd")
        TOEGEKEND = "toegekend", _("toegekend")
        BESTEED = "besteed", _("besteed")

    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, related_name="rekeningen")
    soort = models.CharField(_("soort"), max_length=12, choices=Soort)
    saldo = models.DecimalField(
        _("saldo"), max_digits=12, decimal_places=2, default=Decimal(0), editable=False
    )

    verwerking: ClassVar = geen_personen()

    class Meta:
        verbose_name = _("rekening")
        verbose_name_plural = _("rekeningen")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["budget", "soort"], name="rekening_een_per_soort"),
            models.CheckConstraint(
                condition=Q(soort__in=["bron", "vrij", "gereserveerd", "toegekend", "besteed"]),
                name="rekening_soort",
            ),
            models.CheckConstraint(
                condition=Q(soort="bron", saldo__lte=0) | (~Q(soort="bron") & Q(saldo__gte=0)),
                name="rekening_niet_rood",
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(
                name="begint_op_nul",
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__saldo__gt=0) | pgtrigger.Q(new__saldo__lt=0),
            ),
            # Depth 0: an update that no trigger does, so not the one of Boeking.
            pgtrigger.Protect(
                name="alleen_door_boeking",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("pg_trigger_depth() = 0"),
            ),
            pgtrigger.Protect(name="blijft_bestaan", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.budget}: {self.get_soort_display()}"


@met_geschiedenis()
class Mandaat(models.Model):
    """How much one role may grant to one initiative, from `vanaf` until, not including, `tot`.

    One mandate per role at a time. `besluit` is the decision that gave it.
    """

    rol = models.CharField(_("rol"), max_length=20, choices=Rol)
    tot_bedrag = models.DecimalField(_("tot en met (euro)"), max_digits=12, decimal_places=2)
    vanaf = models.DateField(_("vanaf"))
    tot = models.DateField(_("tot"), null=True, blank=True)
    besluit = models.CharField(_("besluit"), max_length=200)

    verwerking: ClassVar = geen_personen("besluit")

    objects = MandaatQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandaat")
        verbose_name_plural = _("mandaten")
        ordering: ClassVar = ["rol", "-vanaf"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(rol__in=Rol.values), name="mandaat_rol"),
            models.CheckConstraint(condition=Q(tot_bedrag__gt=0), name="mandaat_bedrag"),
            models.CheckConstraint(condition=Q(tot=None) | Q(tot__gt=F("vanaf")), name="mandaat_periode"),
            models.CheckConstraint(condition=~Q(besluit=""), name="mandaat_heeft_besluit"),
            ExclusionConstraint(
                name="mandaat_een_per_rol",
                expressions=[(bereik_van_tekst("rol"), "&&"), (periode(), "&&")],
                violation_error_message=_("Deze rol heeft in deze periode al een mandaat."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.roltitel}: {self.tot_bedrag}"

    @property
    def roltitel(self) -> str:
        """How this municipality calls the role."""
        return profiel().roltitel(self.rol)


@met_geschiedenis(zonder=("betaald", "teruggenomen"))
class Toekenning(models.Model):
    """Money granted to an initiative, with who decided it, by which mandate and why.

    `betaald` and `teruggenomen` (euros) follow the bookings of this grant; what is left of `bedrag` is still
    to be paid. `wijk` is the wijk of the initiative on the day of the decision.
    """

    initiatief = models.ForeignKey(Initiatief, on_delete=models.PROTECT, related_name="toekenningen")
    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, related_name="toekenningen")
    wijk = models.ForeignKey(Wijk, on_delete=models.PROTECT, related_name="toekenningen")
    bedrag = models.DecimalField(_("bedrag"), max_digits=12, decimal_places=2)
    betaald = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal(0), editable=False)
    teruggenomen = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal(0), editable=False)
    motivering = models.TextField(_("motivering"), max_length=2000)
    besloten_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="toekenningen")
    mandaat = models.ForeignKey(Mandaat, on_delete=models.PROTECT, related_name="toekenningen")
    besloten_op = models.DateTimeField(default=timezone.now)

    verwerking: ClassVar = Verwerking(
        doel="Verantwoorden wie welk geld toekende",
        van_wie="medewerkers en bestuurders die beslissen",
        grondslag=Grondslag.PLICHT,
        bewaren="geld",
        velden={
            "besloten_door": "wie besliste",
            "motivering": "waarom het geld er kwam",
        },
        blijft=("motivering",),
    )

    objects = ToekenningQuerySet.as_manager()

    class Meta:
        verbose_name = _("toekenning")
        verbose_name_plural = _("toekenningen")
        ordering: ClassVar = ["-besloten_op", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(bedrag__gt=0), name="toekenning_bedrag"),
            models.CheckConstraint(
                condition=Q(
                    betaald__gte=0, teruggenomen__gte=0, bedrag__gte=F("betaald") + F("teruggenomen")
                ),
                name="toekenning_nooit_meer_dan_toegekend",
            ),
            models.CheckConstraint(condition=~Q(motivering=""), name="toekenning_heeft_motivering"),
        ]
        triggers: ClassVar = [pgtrigger.Protect(name="blijft_bestaan", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.initiatief}: {self.bedrag}"

    @property
    def te_betalen(self) -> Decimal:
        """What is still to be paid, in euros."""
        return self.bedrag - self.betaald - self.teruggenomen

    @property
    def staat(self) -> str:
        """Where the money is, in words for the public."""
        if self.te_betalen:
            return str(_("deels betaald")) if self.betaald else str(_("toegekend"))
        return str(_("betaald")) if self.betaald else str(_("ingetrokken"))


class Boeking(models.Model):
    """Moves `bedrag` (euros) from one account to another; both legs in one row, appended, never changed.

    A trigger keeps the balance of both accounts in the same transaction. `door` is empty only for what was
    loaded from the command line; whatever belongs to a grant has a decider and a wijk.
    """

    van = models.ForeignKey(Rekening, on_delete=models.PROTECT, related_name="afboekingen")
    naar = models.ForeignKey(Rekening, on_delete=models.PROTECT, related_name="bijboekingen")
    bedrag = models.DecimalField(_("bedrag"), max_digits=12, decimal_places=2)
    omschrijving = models.CharField(_("omschrijving"), max_length=200)
    besluit = models.CharField(_("besluit"), max_length=200)
    door = models.ForeignKey(
        Gebruiker, on_delete=models.PROTECT, null=True, blank=True, related_name="boekingen"
    )
    wijk = models.ForeignKey(Wijk, on_delete=models.PROTECT, null=True, blank=True, related_name="boekingen")
    toekenning = models.ForeignKey(
        Toekenning, on_delete=models.PROTECT, null=True, blank=True, related_name="boekingen"
    )
    geboekt_op = models.DateTimeField(default=timezone.now)

    verwerking: ClassVar = Verwerking(
        doel="Verantwoorden waar geld heen ging",
        van_wie="medewerkers die boeken",
        grondslag=Grondslag.PLICHT,
        bewaren="geld",
        velden={
            "door": "wie boekte",
        },
        geen=("omschrijving", "besluit"),
    )

    objects = BoekingQuerySet.as_manager()

    class Meta:
        verbose_name = _("boeking")
        verbose_name_plural = _("boekingen")
        ordering: ClassVar = ["-geboekt_op", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(bedrag__gt=0), name="boeking_bedrag"),
            models.CheckConstraint(condition=~Q(van=F("naar")), name="boeking_tussen_twee_rekeningen"),
            models.CheckConstraint(condition=~Q(besluit=""), name="boeking_heeft_besluit"),
            models.CheckConstraint(
                condition=Q(toekenning=None) | Q(door__isnull=False, wijk__isnull=False),
                name="boeking_toekenning_heeft_beslisser_en_wijk",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["-geboekt_op", "-id"], name="boeking_nieuwste_eerst")]
        triggers: ClassVar = [
            pgtrigger.Protect(name="alleen_toevoegen", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="houdt_saldo_bij",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                func="""
                    UPDATE budgetten_rekening
                    SET saldo = saldo + CASE WHEN id = NEW.naar_id THEN NEW.bedrag ELSE -NEW.bedrag END
                    WHERE id IN (NEW.van_id, NEW.naar_id);
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.omschrijving
