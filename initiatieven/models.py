"""Initiatives, their timeline and their photos."""

import uuid
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from initiatieven.levensloop import GESLOTEN, ONTWERP, OPEN, AanZet, Nodig, Route, Status, Sturingsrol
from initiatieven.querysets import GebeurtenisQuerySet, InitiatiefQuerySet
from kern.fotos import BREEDTES, breedtes_voor
from kern.models import Gebruiker
from rollen.models import Rolvervulling, Vakafdeling
from wijken.models import Wijk

ZOEKVECTOR = SearchVector("titel", "verhaal", "plek", config="dutch")


class Kenmerkteller(models.Model):
    """The last number given out in a year; its row lock makes a kenmerk unique."""

    jaar = models.PositiveSmallIntegerField(primary_key=True)
    laatste = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("kenmerkteller")

    def __str__(self) -> str:
        return f"{self.jaar}: {self.laatste}"


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

    # Who tells it. Until the address is confirmed there is no account; then `indiener` takes over.
    indiener = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="initiatieven"
    )
    indiener_naam = models.CharField(_("uw naam"), max_length=120, blank=True)
    indiener_email = models.EmailField(_("uw e-mailadres"), max_length=254, blank=True)
    toon_voornaam = models.BooleanField(_("toon mijn voornaam"), default=False)

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

    # Nu aan zet.
    aan_zet = models.CharField(max_length=12, choices=AanZet, blank=True)
    aan_zet_persoon = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="aan_zet_in"
    )
    aan_zet_afdeling = models.ForeignKey(
        Vakafdeling, on_delete=models.PROTECT, null=True, blank=True, related_name="aan_zet_in"
    )
    uiterlijk = models.DateField(_("uiterlijk"), null=True, blank=True)

    aangemaakt = models.DateTimeField(default=timezone.now, editable=False)
    # When the resident last changed or sent the draft: from then on it is kept for its term.
    concept_van = models.DateTimeField(default=timezone.now, db_default=Now(), editable=False)
    ingediend_op = models.DateTimeField(null=True, blank=True, editable=False)
    eerste_reactie_op = models.DateTimeField(null=True, blank=True, editable=False)
    afgesloten_op = models.DateTimeField(null=True, blank=True, editable=False)

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
                name="initiatief_ingediend_is_volledig",
                condition=Q(status__in=ONTWERP)
                | (
                    Q(
                        kenmerk__isnull=False,
                        wijk__isnull=False,
                        indiener__isnull=False,
                        ingediend_op__isnull=False,
                    )
                    & ~Q(titel="")
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
            models.Index(
                fields=["wijk", "uiterlijk", "id"], condition=Q(status__in=OPEN), name="initiatief_werklijst"
            ),
            GinIndex(ZOEKVECTOR, name="initiatief_zoeken"),
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


class Gebeurtenis(models.Model):
    """One line of the timeline; appended, never edited (a trigger refuses it)."""

    class Soort(models.TextChoices):
        INGEDIEND = "ingediend", _("Ingediend")
        REACTIE = "reactie", _("Reactie van de gemeente")
        ROUTE = "route", _("Besluit over de aanpak")
        VRAAG = "vraag", _("Vraag van de gemeente")
        ANTWOORD = "antwoord", _("Antwoord")
        VOORTGANG = "voortgang", _("Nieuws")
        DOORGELEID = "doorgeleid", _("Naar een vakafdeling")
        OVERGEDRAGEN = "overgedragen", _("Overgedragen")
        GEREALISEERD = "gerealiseerd", _("Gelukt")
        GESTOPT = "gestopt", _("Gestopt")
        NIET_PASSEND = "niet_passend", _("Past niet")
        NOTITIE = "notitie", _("Interne notitie")
        TERMIJN = "termijn", _("Termijn voorbij")

    initiatief = models.ForeignKey(Initiatief, on_delete=models.PROTECT, related_name="gebeurtenissen")
    soort = models.CharField(max_length=14, choices=Soort)
    openbaar = models.BooleanField(default=True)
    door = models.ForeignKey(
        Gebruiker, on_delete=models.PROTECT, null=True, blank=True, related_name="gebeurtenissen"
    )
    namens = models.CharField(max_length=80, blank=True)  # the role at that moment, such as "wijkmakelaar"
    tekst = models.TextField(blank=True)
    van_status = models.CharField(max_length=20, choices=Status, blank=True)
    naar_status = models.CharField(max_length=20, choices=Status, blank=True)
    wanneer = models.DateTimeField(default=timezone.now)

    objects = GebeurtenisQuerySet.as_manager()

    class Meta:
        verbose_name = _("gebeurtenis")
        verbose_name_plural = _("gebeurtenissen")
        ordering: ClassVar = ["-wanneer", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["initiatief", "-wanneer", "-id"], name="gebeurtenis_tijdlijn")
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="alleen_toevoegen", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} ({self.wanneer:%d-%m-%Y})"

    def get_soort_display(self) -> str:  # type: ignore[no-redef]
        """The name of the kind of line; see `Initiatief.get_status_display`."""
        return str(self.Soort(self.soort).label)


class Foto(models.Model):
    """A photo of an initiative, re-encoded as WebP in three widths without EXIF (see `kern.fotos`).

    The files stand in the default storage under `fotos/<sleutel>/<breedte>.webp`; breedte and hoogte are
    those of the largest, in pixels.
    """

    initiatief = models.ForeignKey(Initiatief, on_delete=models.CASCADE, related_name="fotos")
    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    beschrijving = models.CharField(_("wat ziet u op de foto"), max_length=200, blank=True)
    breedte = models.PositiveSmallIntegerField()
    hoogte = models.PositiveSmallIntegerField()
    toegevoegd = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("foto")
        verbose_name_plural = _("foto's")
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.beschrijving or str(_("Foto"))

    def adres(self, breedte: int) -> str:
        """The address of one of its widths."""
        return f"/fotos/{self.sleutel}/{breedte}.webp"

    @property
    def klein(self) -> str:
        return self.adres(BREEDTES[0])

    @property
    def groot(self) -> str:
        return self.adres(breedtes_voor(self.breedte)[-1])

    @property
    def srcset(self) -> str:
        """Every width it has, for the browser to choose from."""
        return ", ".join(f"{self.adres(b)} {min(b, self.breedte)}w" for b in breedtes_voor(self.breedte))
