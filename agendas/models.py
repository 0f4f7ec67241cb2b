"""The agenda of a wijk: what it wants, who owns it, and what was agreed."""

from datetime import date
from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agendas.querysets import ToezeggingQuerySet, WijkagendaQuerySet
from initiatieven.models import Initiatief
from kern.geschiedenis import met_geschiedenis
from kern.models import Gebruiker
from kern.verwerking import Grondslag, Verwerking
from kern.werkdagen import vandaag
from wijken.models import Wijk

STIL_NA_MAANDEN = 6  # an agenda that nobody touched for this long says so


@met_geschiedenis()
class Wijkagenda(models.Model):
    """The living list of a wijk: informal, never formally adopted, kept by residents.

    `bijgewerkt_op` moves with every change of an item, so that a silent agenda can say how old it is.
    """

    wijk = models.OneToOneField(Wijk, on_delete=models.PROTECT, related_name="agenda")
    inleiding = models.TextField(_("inleiding"), max_length=2000, blank=True)
    gestart_op = models.DateField(_("gestart op"))
    bijgewerkt_op = models.DateTimeField(_("bijgewerkt op"), default=timezone.now)

    verwerking: ClassVar = Verwerking(
        doel="Laten zien wat een wijk wil",
        van_wie="wie in de tekst van een agenda genoemd wordt",
        grondslag=Grondslag.TAAK,
        bewaren="archief",
        velden={"inleiding": "tekst over de agenda"},
        blijft=("inleiding",),
        ontvangers="Iedereen.",
    )

    objects = WijkagendaQuerySet.as_manager()

    class Meta:
        verbose_name = _("wijkagenda")
        verbose_name_plural = _("wijkagenda's")
        ordering: ClassVar = ["wijk__sorteernaam"]

    def __str__(self) -> str:
        return f"{_('De agenda van')} {self.wijk}"

    def get_absolute_url(self) -> str:
        return f"/agendas/{self.wijk.slug}/"

    def get_werkbank_url(self) -> str:
        return f"/werkbank/agendas/{self.wijk.slug}/"

    def maanden_stil(self, op: date) -> int:
        """Whole months between the last change and this day."""
        laatst = timezone.localdate(self.bijgewerkt_op)
        maanden = (op.year - laatst.year) * 12 + op.month - laatst.month
        return max(maanden - (op.day < laatst.day), 0)

    @property
    def stil(self) -> int:
        """The months without a change when those are too many, else 0."""
        maanden = self.maanden_stil(vandaag())
        return maanden if maanden >= STIL_NA_MAANDEN else 0

    @property
    def lopende_punten(self) -> "list[Agendapunt]":
        """What stands on the list now. Reads all items at once, so that a prefetch serves."""
        return [punt for punt in self.punten.all() if punt.status in Agendapunt.LOPEND]

    @property
    def gerealiseerde_punten(self) -> "list[Agendapunt]":
        """What left the list because it was done, newest first."""
        gelukt = [punt for punt in self.punten.all() if punt.gerealiseerd_op]
        return sorted(gelukt, key=lambda punt: (punt.gerealiseerd_op, punt.pk), reverse=True)

    @property
    def losgelaten_punten(self) -> "list[Agendapunt]":
        return [punt for punt in self.punten.all() if punt.status == Agendapunt.Status.LOSGELATEN]


@met_geschiedenis()
class Agendapunt(models.Model):
    """One wish or plan on the agenda. It has at least one problem owner (a deferred trigger guards it)."""

    class Status(models.TextChoices):
        IDEE = "idee", _("Idee")
        AFGESPROKEN = "afgesproken", _("Afgesproken")
        BEZIG = "bezig", _("Mee bezig")
        GEREALISEERD = "gerealiseerd", _("Gelukt")
        LOSGELATEN = "losgelaten", _("Losgelaten")

    LOPEND = (Status.IDEE, Status.AFGESPROKEN, Status.BEZIG)
    VORMEN: ClassVar = {
        Status.IDEE: "concept",
        Status.AFGESPROKEN: "in_behandeling",
        Status.BEZIG: "in_uitvoering",
        Status.GEREALISEERD: "gerealiseerd",
        Status.LOSGELATEN: "gestopt",
    }

    agenda = models.ForeignKey(Wijkagenda, on_delete=models.PROTECT, related_name="punten")
    titel = models.CharField(_("titel"), max_length=120)
    tekst = models.TextField(_("uitleg"), max_length=2000, blank=True)
    status = models.CharField(_("hoe staat het ervoor"), max_length=12, choices=Status, default=Status.IDEE)
    volgorde = models.PositiveSmallIntegerField(_("plaats op de lijst"), default=0)
    gerealiseerd_op = models.DateField(_("gelukt op"), null=True, blank=True)
    initiatieven = models.ManyToManyField(Initiatief, blank=True, related_name="agendapunten")

    verwerking: ClassVar = Verwerking(
        doel="Laten zien wat een wijk wil",
        van_wie="wie in de tekst van een punt genoemd wordt",
        grondslag=Grondslag.TAAK,
        bewaren="archief",
        velden={"titel": "titel van een punt", "tekst": "uitleg bij een punt"},
        blijft=("titel", "tekst"),
        ontvangers="Iedereen.",
    )

    class Meta:
        verbose_name = _("agendapunt")
        verbose_name_plural = _("agendapunten")
        ordering: ClassVar = ["volgorde", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=["idee", "afgesproken", "bezig", "gerealiseerd", "losgelaten"]),
                name="agendapunt_status",
            ),
            models.CheckConstraint(condition=~Q(titel=""), name="agendapunt_heeft_titel"),
            models.CheckConstraint(
                condition=Q(status="gerealiseerd", gerealiseerd_op__isnull=False)
                | (~Q(status="gerealiseerd") & Q(gerealiseerd_op=None)),
                name="agendapunt_gelukt_heeft_datum",
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="heeft_eigenaar",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                func="""
                    IF EXISTS (SELECT 1 FROM agendas_agendapunt WHERE id = NEW.id)
                    AND NOT EXISTS (SELECT 1 FROM agendas_probleemeigenaar WHERE punt_id = NEW.id) THEN
                        RAISE EXCEPTION 'agendapunt % has no problem owner', NEW.id
                        USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NULL;
                """,
            )
        ]

    def __str__(self) -> str:
        return self.titel

    @property
    def vorm(self) -> str:
        """The status of an initiative that means the same: shape and colour are the same on every page."""
        return self.VORMEN[self.Status(self.status)]

    @property
    def wijk_id(self) -> int:
        return self.agenda.wijk_id


@met_geschiedenis()
class Probleemeigenaar(models.Model):
    """Who makes sure that an agenda item moves: residents, the municipality or a partner.

    `naam` is public: a group, a party, or a person who agreed to be named.
    """

    class Soort(models.TextChoices):
        BEWONERS = "bewoners", _("bewoners")
        GEMEENTE = "gemeente", _("gemeente")
        PARTNER = "partner", _("partner")

    punt = models.ForeignKey(Agendapunt, on_delete=models.CASCADE, related_name="eigenaren")
    soort = models.CharField(_("soort"), max_length=8, choices=Soort)
    naam = models.CharField(_("naam"), max_length=100)
    gebruiker = models.ForeignKey(
        Gebruiker, on_delete=models.SET_NULL, null=True, blank=True, related_name="eigendommen"
    )

    verwerking: ClassVar = Verwerking(
        doel="Laten zien wie iets oppakt",
        van_wie="wie een punt van de agenda op zich neemt",
        grondslag=Grondslag.TOESTEMMING,
        bewaren="deelname",
        velden={
            "naam": "naam",
            "gebruiker": "wie het is",
        },
        ontvangers="Iedereen.",
    )

    class Meta:
        verbose_name = _("probleemeigenaar")
        verbose_name_plural = _("probleemeigenaren")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(soort__in=["bewoners", "gemeente", "partner"]), name="probleemeigenaar_soort"
            ),
            models.CheckConstraint(condition=~Q(naam=""), name="probleemeigenaar_heeft_naam"),
            models.UniqueConstraint(fields=["punt", "naam"], name="probleemeigenaar_niet_dubbel"),
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="laatste_blijft",
                when=pgtrigger.After,
                operation=pgtrigger.Delete | pgtrigger.UpdateOf("punt_id"),
                timing=pgtrigger.Deferred,
                # The lock makes two people who each remove "the other one" wait for each other.
                func="""
                    PERFORM 1 FROM agendas_agendapunt WHERE id = OLD.punt_id FOR UPDATE;
                    IF FOUND
                    AND NOT EXISTS (SELECT 1 FROM agendas_probleemeigenaar WHERE punt_id = OLD.punt_id) THEN
                        RAISE EXCEPTION 'agendapunt % has no problem owner', OLD.punt_id
                        USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NULL;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.naam} ({self.get_soort_display()})"


@met_geschiedenis()
class Toezegging(models.Model):
    """A promise of one side, about an initiative or an agenda item: who, what, before which day.

    `nagekomen` is empty while it is open. A promise that was not kept says why (`uitleg`).
    """

    class Kant(models.TextChoices):
        GEMEENTE = "gemeente", _("de gemeente")
        BEWONERS = "bewoners", _("de bewoners")

    initiatief = models.ForeignKey(
        Initiatief, on_delete=models.PROTECT, null=True, blank=True, related_name="toezeggingen"
    )
    agendapunt = models.ForeignKey(
        Agendapunt, on_delete=models.PROTECT, null=True, blank=True, related_name="toezeggingen"
    )
    kant = models.CharField(_("wie belooft dit"), max_length=8, choices=Kant)
    wie = models.CharField(_("naam"), max_length=100)
    wat = models.CharField(_("wat is afgesproken"), max_length=300)
    voor = models.DateField(_("klaar op"))
    gedaan_op = models.DateField(_("afgesproken op"), default=vandaag)
    nagekomen = models.BooleanField(_("nagekomen"), null=True, blank=True)
    afgerond_op = models.DateField(_("afgerond op"), null=True, blank=True)
    uitleg = models.CharField(_("uitleg"), max_length=300, blank=True)

    verwerking: ClassVar = Verwerking(
        doel="Onthouden wat is afgesproken",
        van_wie="wie iets toezegt",
        grondslag=Grondslag.TAAK,
        bewaren="indiener",
        velden={
            "wie": "naam",
            "wat": "wat is afgesproken",
            "uitleg": "uitleg achteraf",
        },
        blijft=("wat", "uitleg"),
        ontvangers="Iedereen.",
    )

    objects = ToezeggingQuerySet.as_manager()

    class Meta:
        verbose_name = _("toezegging")
        verbose_name_plural = _("toezeggingen")
        ordering: ClassVar = ["voor", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(initiatief=None, agendapunt__isnull=False)
                | Q(initiatief__isnull=False, agendapunt=None),
                name="toezegging_hoort_bij_een_ding",
            ),
            models.CheckConstraint(condition=Q(kant__in=["gemeente", "bewoners"]), name="toezegging_kant"),
            models.CheckConstraint(condition=~Q(wie="") & ~Q(wat=""), name="toezegging_wie_en_wat"),
            models.CheckConstraint(
                condition=Q(nagekomen=None, afgerond_op=None)
                | Q(nagekomen__isnull=False, afgerond_op__isnull=False),
                name="toezegging_afgerond_heeft_datum",
            ),
            models.CheckConstraint(
                condition=~Q(nagekomen=False) | ~Q(uitleg=""), name="toezegging_niet_nagekomen_heeft_uitleg"
            ),
        ]

    def __str__(self) -> str:
        return self.wat

    @property
    def wijk_id(self) -> int | None:
        if self.initiatief is not None:
            return self.initiatief.wijk_id
        return self.agendapunt.wijk_id if self.agendapunt is not None else None

    @property
    def staat(self) -> str:
        """`nagekomen`, `niet_nagekomen`, `te_laat` or `open`; a style and a word per state on the page."""
        if self.nagekomen is not None:
            return "nagekomen" if self.nagekomen else "niet_nagekomen"
        return "te_laat" if self.voor < vandaag() else "open"
