"""Initiatives: what residents start, and where it stands."""

import uuid
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from initiatieven.levensloop import (
    GESLOTEN,
    ONTWERP,
    OPEN,
    AanZet,
    Domein,
    Kanaal,
    Nodig,
    Route,
    Status,
    Sturingsrol,
)
from initiatieven.models.inrichting import Kader, Label, Thema
from initiatieven.querysets import InitiatiefQuerySet
from kern.geschiedenis import met_geschiedenis
from kern.verwerking import Grondslag, Verwerking, geen_personen
from rollen.models import Rolvervulling, Vakafdeling
from wijken.models import Wijk

ZOEKVECTOR = SearchVector("titel", weight="A", config="dutch") + SearchVector(
    "verhaal", "plek", weight="B", config="dutch"
)


class Kenmerkteller(models.Model):
    """The last number given out in a year; its row lock makes a kenmerk unique."""

    jaar = models.PositiveSmallIntegerField(primary_key=True)
    laatste = models.PositiveIntegerField(default=0)

    verwerking: ClassVar = geen_personen()

    class Meta:
        verbose_name = _("kenmerkteller")

    def __str__(self) -> str:
        return f"{self.jaar}: {self.laatste}"


@met_geschiedenis(zonder=("laatste", "laatste_op", "aantal_steun", "aantal_meedoen", "aantal_opmerkingen"))
class Initiatief(models.Model):
    """What a resident wants to start, and where it stands.

    Invariant 1 (DOMEIN): while it is open it has a named owner (`aan_zet_persoon`; the teamleider when a
    vakafdeling is aan zet) and a next date (`uiterlijk`); the database refuses anything else.
    A draft is known by its `sleutel` alone; `kenmerk` (such as 2026-0042) is given once it is confirmed.
    """

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kenmerk = models.CharField(max_length=12, unique=True, null=True, blank=True, editable=False)
    status = models.CharField(max_length=20, choices=Status, default=Status.CONCEPT)

    # What the resident tells. The lengths are also the lengths of the form fields.
    titel = models.CharField(_("titel"), max_length=100, blank=True)
    verhaal = models.TextField(_("verhaal"), max_length=5000, blank=True)
    wijk = models.ForeignKey(
        Wijk, on_delete=models.PROTECT, null=True, blank=True, related_name="initiatieven"
    )
    plek = models.CharField(_("plek"), max_length=200, blank=True)
    lat = models.FloatField(_("breedtegraad (WGS84)"), null=True, blank=True)
    lon = models.FloatField(_("lengtegraad (WGS84)"), null=True, blank=True)
    nodig = ArrayField(models.CharField(max_length=12, choices=Nodig), default=list, blank=True)
    nodig_toelichting = models.TextField(_("wat is er nodig"), max_length=2000, blank=True)
    eigen_bijdrage = models.TextField(_("wat doen wij zelf"), max_length=2000, blank=True)

    thema = models.ForeignKey(
        Thema, on_delete=models.PROTECT, null=True, blank=True, related_name="initiatieven"
    )
    domein = models.CharField(_("domein"), max_length=7, choices=Domein, blank=True)

    # Who tells it. Until the address is confirmed there is no account; then `indiener` takes over.
    indiener = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="initiatieven"
    )
    indiener_naam = models.CharField(_("uw naam"), max_length=120, blank=True)
    indiener_email = models.EmailField(_("uw e-mailadres"), max_length=254, blank=True)
    toon_voornaam = models.BooleanField(_("toon mijn voornaam"), default=False)
    groep = models.CharField(_("naam van uw groep of organisatie"), max_length=120, blank=True)
    # Told to an employee, who wrote it down; `telefoon` is for the werkbank only.
    kanaal = models.CharField(_("hoe kwam het binnen"), max_length=9, choices=Kanaal, default=Kanaal.WEBSITE)
    ingevoerd_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="ingevoerd"
    )
    telefoon = models.CharField(_("telefoonnummer"), max_length=20, blank=True)

    # What the municipality chose.
    behandelaar = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="behandelde_initiatieven",
    )
    route = models.CharField(max_length=12, choices=Route, blank=True)
    sturingsrol = models.CharField(max_length=14, choices=Sturingsrol, blank=True)
    reden = models.TextField(_("reden"), max_length=2000, blank=True)
    kader = models.CharField(_("kader van de raad"), max_length=300, blank=True)
    kader_uit_register = models.ForeignKey(
        Kader, on_delete=models.PROTECT, null=True, blank=True, related_name="initiatieven"
    )
    labels = models.ManyToManyField(Label, blank=True, related_name="initiatieven")

    # Where it came from or went to.
    samengevoegd_met = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="samengevoegde"
    )
    afgesplitst_van = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="afsplitsingen"
    )

    # Nu aan zet.
    aan_zet = models.CharField(max_length=12, choices=AanZet, blank=True)
    aan_zet_persoon = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="aan_zet_in"
    )
    aan_zet_afdeling = models.ForeignKey(
        Vakafdeling, on_delete=models.PROTECT, null=True, blank=True, related_name="aan_zet_in"
    )
    aan_zet_derde = models.CharField(_("andere organisatie"), max_length=120, blank=True)
    uiterlijk = models.DateField(_("uiterlijk"), null=True, blank=True)
    # It rests for a better moment until this day, and then returns; the same day as `uiterlijk`.
    wacht_tot = models.DateField(_("wacht tot"), null=True, blank=True)

    aangemaakt = models.DateTimeField(default=timezone.now, editable=False)
    # When the resident last changed or sent the draft: from then on it is kept for its term.
    concept_van = models.DateTimeField(default=timezone.now, db_default=Now(), editable=False)
    ingediend_op = models.DateTimeField(null=True, blank=True, editable=False)
    eerste_reactie_op = models.DateTimeField(null=True, blank=True, editable=False)
    besluit_op = models.DateTimeField(null=True, blank=True, editable=False)
    afgesloten_op = models.DateTimeField(null=True, blank=True, editable=False)
    # When what we knew of who started it was erased: the story stays, and nobody belongs to it any more.
    gewist_op = models.DateTimeField(null=True, blank=True, editable=False)
    # What was promised when it was submitted, and stays so when the terms of the profile change.
    reactie_uiterlijk = models.DateField(null=True, blank=True, editable=False)
    besluit_uiterlijk = models.DateField(null=True, blank=True, editable=False)

    # Counted by the services of `meedoen` and `opmerkingen` under the lock of this row: lists show them for free.
    aantal_steun = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    aantal_meedoen = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    aantal_opmerkingen = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    zoekvector = models.GeneratedField(
        expression=ZOEKVECTOR, output_field=SearchVectorField(), db_persist=True, editable=False
    )

    # What the queue sorts by. Triggers keep these two (docs/adr/0084); nothing else can change them.
    laatste = models.ForeignKey(  # the newest line of its timeline; a passed term is none
        "Gebeurtenis", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    laatste_op = models.DateTimeField(default=timezone.now, db_default=Now(), editable=False)

    verwerking: ClassVar = Verwerking(
        doel="Een initiatief behandelen en laten zien wat ermee gebeurt",
        van_wie="wie een initiatief indient",
        grondslag=Grondslag.TAAK,
        bewaren="indiener",
        velden={
            "indiener": "wie het indient",
            "indiener_naam": "naam",
            "indiener_email": "e-mailadres",
            "telefoon": "telefoonnummer",
            "toon_voornaam": "of de voornaam te zien mag zijn",
            "titel": "titel in eigen woorden",
            "verhaal": "verhaal in eigen woorden",
            "plek": "plek in eigen woorden",
            "lat": "plek op de kaart (daarna op honderd meter)",
            "lon": "plek op de kaart (daarna op honderd meter)",
            "nodig_toelichting": "wat er nodig is, in eigen woorden",
            "eigen_bijdrage": "wat iemand zelf doet",
            "groep": "naam van de groep",
            "ingevoerd_door": "welke medewerker het opschreef",
            "behandelaar": "welke medewerker het behandelt",
            "aan_zet_persoon": "wie aan zet is",
            "reden": "reden van het antwoord",
            "aan_zet_derde": "andere organisatie die aan zet is",
        },
        geen=("kenmerk", "kader"),
        blijft=("titel", "verhaal", "lat", "lon", "nodig_toelichting", "eigen_bijdrage", "groep", "reden"),
    )

    objects = InitiatiefQuerySet.as_manager()

    class Meta:
        verbose_name = _("initiatief")
        verbose_name_plural = _("initiatieven")
        ordering: ClassVar = ["-ingediend_op", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="initiatief_status"),
            models.CheckConstraint(
                name="initiatief_open_heeft_eigenaar_en_datum",
                condition=~Q(status__in=OPEN)
                | Q(
                    aan_zet__in=AanZet.values,
                    aan_zet_persoon__isnull=False,
                    behandelaar__isnull=False,
                    uiterlijk__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="initiatief_niet_open_heeft_niemand_aan_zet",
                condition=Q(status__in=OPEN)
                | Q(aan_zet="", aan_zet_persoon=None, aan_zet_afdeling=None, uiterlijk=None),
            ),
            models.CheckConstraint(
                name="initiatief_afdeling_alleen_als_die_aan_zet_is",
                condition=Q(aan_zet=AanZet.VAKAFDELING, aan_zet_afdeling__isnull=False)
                | (~Q(aan_zet=AanZet.VAKAFDELING) & Q(aan_zet_afdeling=None)),
            ),
            models.CheckConstraint(
                name="initiatief_derde_alleen_als_die_aan_zet_is",
                condition=(Q(aan_zet=AanZet.DERDE) & ~Q(aan_zet_derde=""))
                | (~Q(aan_zet=AanZet.DERDE) & Q(aan_zet_derde="")),
            ),
            models.CheckConstraint(
                name="initiatief_wacht_tot_is_uiterlijk",
                condition=Q(wacht_tot=None) | Q(wacht_tot=F("uiterlijk"), aan_zet=AanZet.MEDEWERKER),
            ),
            models.CheckConstraint(
                name="initiatief_samengevoegd_met_een_ander",
                condition=(
                    Q(status=Status.SAMENGEVOEGD, samengevoegd_met__isnull=False)
                    & ~Q(samengevoegd_met=F("id"))
                )
                | (~Q(status=Status.SAMENGEVOEGD) & Q(samengevoegd_met=None)),
            ),
            models.CheckConstraint(
                name="initiatief_ingediend_is_volledig",
                condition=Q(status__in=ONTWERP)
                | (
                    Q(
                        kenmerk__isnull=False,
                        wijk__isnull=False,
                        ingediend_op__isnull=False,
                    )
                    & (Q(indiener__isnull=False) | Q(gewist_op__isnull=False))
                    & ~Q(titel="")
                ),
            ),
            models.CheckConstraint(
                name="initiatief_gewist_is_van_niemand",
                condition=Q(gewist_op=None)
                | Q(
                    status__in=GESLOTEN,
                    indiener=None,
                    indiener_naam="",
                    indiener_email="",
                    telefoon="",
                    toon_voornaam=False,
                ),
            ),
            models.CheckConstraint(
                name="initiatief_gesloten_heeft_datum",
                condition=Q(status__in=GESLOTEN, afgesloten_op__isnull=False)
                | (~Q(status__in=GESLOTEN) & Q(afgesloten_op=None)),
            ),
            models.CheckConstraint(
                name="initiatief_niet_passend_heeft_reden_en_kader",
                condition=~Q(status=Status.NIET_PASSEND) | (~Q(reden="") & ~Q(kader="")),
            ),
            models.CheckConstraint(
                name="initiatief_plek_is_een_punt",
                condition=Q(lat=None, lon=None) | Q(lat__range=(-90, 90), lon__range=(-180, 180)),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                F("ingediend_op").desc(),
                F("id").desc(),
                condition=~Q(status__in=ONTWERP),
                name="initiatief_openbaar",
            ),
            models.Index(
                F("wijk"),
                F("ingediend_op").desc(),
                F("id").desc(),
                condition=~Q(status__in=ONTWERP),
                name="initiatief_openbaar_wijk",
            ),
            models.Index(
                F("thema"),
                F("ingediend_op").desc(),
                F("id").desc(),
                condition=~Q(status__in=ONTWERP),
                name="initiatief_openbaar_thema",
            ),
            models.Index(
                F("status"),
                F("ingediend_op").desc(),
                F("id").desc(),
                condition=~Q(status__in=ONTWERP),
                name="initiatief_openbaar_status",
            ),
            models.Index(
                F("afgesloten_op").desc(),
                F("id").desc(),
                condition=Q(status=Status.GEREALISEERD),
                name="initiatief_gelukt",
            ),
            models.Index(  # what is over its term
                fields=["afgesloten_op"],
                condition=Q(afgesloten_op__isnull=False),
                name="initiatief_voorbij",
            ),
            models.Index(
                fields=["wijk", "uiterlijk", "id"], condition=Q(status__in=OPEN), name="initiatief_werklijst"
            ),
            GinIndex(fields=["zoekvector"], name="initiatief_zoeken"),
            GistIndex(
                Func("lon", "lat", function="point", output_field=models.Field()),
                name="initiatief_dichtbij",
            ),
            # The orders of the queue; each page walks one of these from where it is. The first, which is used all
            # day, holds what people filter by as well: what does not fit is passed over without reading its row.
            models.Index(
                fields=[
                    *("uiterlijk", "id", "wijk", "status", "aan_zet"),
                    *("behandelaar", "thema", "domein", "route", "kanaal"),
                ],
                condition=Q(status__in=OPEN),
                name="werklijst_datum",
            ),
            models.Index(
                fields=["behandelaar", "wijk"], condition=Q(status__in=OPEN), name="werklijst_behandelaar"
            ),
            models.Index(
                F("ingediend_op").desc(),
                F("id").desc(),
                condition=Q(status__in=OPEN),
                name="werklijst_nieuwste",
            ),
            models.Index(fields=["laatste_op", "id"], condition=Q(status__in=OPEN), name="werklijst_stil"),
            models.Index(
                F("laatste_op").desc(),
                F("id").desc(),
                condition=~Q(status__in=ONTWERP),
                name="werklijst_nieuws",
            ),
            models.Index(
                F("aantal_steun").desc(),
                F("id").desc(),
                condition=~Q(status__in=ONTWERP),
                name="werklijst_steun",
            ),
        ]
        triggers: ClassVar = [
            # A service saves the whole row; what it read before the other triggers wrote must not come back.
            pgtrigger.Trigger(
                name="houdt_werklijst",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("pg_trigger_depth() = 0"),
                func="""
                    NEW.laatste_id = OLD.laatste_id;
                    NEW.laatste_op = OLD.laatste_op;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.titel or str(_("Nieuw initiatief"))

    def get_absolute_url(self) -> str:
        return f"/initiatieven/{self.kenmerk}/"

    def get_status_display(self) -> str:  # type: ignore[no-redef]  # django-stubs knows Django's own
        """The name of the status. Django's own translates all ten for every row of a list."""
        return str(Status(self.status).label)

    def get_werkbank_url(self) -> str:
        return f"/werkbank/initiatieven/{self.kenmerk}/"

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def aan_zet_naam(self) -> str:
        """Who is aan zet by name: an organisation, a department that answers by mail, or a person."""
        if self.aan_zet == AanZet.DERDE:
            return self.aan_zet_derde
        if self.aan_zet == AanZet.VAKAFDELING and self.aan_zet_persoon_id == self.behandelaar_id:
            return str(self.aan_zet_afdeling)
        return str(self.aan_zet_persoon or "")

    @property
    def gaat_verder_in(self) -> "Initiatief":
        """Itself, or the one it is merged with in the end: that one may have been merged later on."""
        laatste = self
        while laatste.samengevoegd_met is not None:
            laatste = laatste.samengevoegd_met
        return laatste

    @property
    def is_openbaar(self) -> bool:
        """Whether everybody may read it: drafts and unconfirmed ones are private."""
        return self.status not in ONTWERP

    @property
    def indiener_openbaar(self) -> str:
        """The name the public may read: the first name if the resident chose so for this initiative."""
        if self.indiener and self.toon_voornaam and self.indiener.naam:
            return self.indiener.voornaam
        return str(_("Een inwoner"))

    def is_zaak_van(self, vervulling: Rolvervulling) -> bool:
        """Whether it now lies with the department of this role (reach EIGEN_ZAAK of the rights table)."""
        return vervulling.afdeling_id is not None and vervulling.afdeling_id == self.aan_zet_afdeling_id
