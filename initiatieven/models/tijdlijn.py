"""The timeline of an initiative: its lines, their photos and the texts that they changed."""

import uuid
from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from initiatieven.levensloop import Status
from initiatieven.models.initiatief import Initiatief
from initiatieven.querysets import FotoQuerySet, GebeurtenisQuerySet
from kern.fotos import BREEDTES, breedtes_voor
from kern.geschiedenis import met_geschiedenis
from kern.models import Gebruiker
from kern.verwerking import Grondslag, Verwerking
from kern.wistriggers import alleen_wissen, niet_van_gewiste


class Gebeurtenis(models.Model):
    """One line of the timeline; appended, never edited: a trigger allows nothing but emptying what it says."""

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
        GEEN_REACTIE = "geen_reactie", _("Geen antwoord gekregen")
        UITGEZET = "uitgezet", _("Naar een andere organisatie")
        TERUG = "terug", _("Terug bij de wijk")
        WACHT = "wacht", _("Wacht op een beter moment")
        GEWIJZIGD = "gewijzigd", _("Tekst aangepast")
        SAMENGEVOEGD = "samengevoegd", _("Samengevoegd")
        LOSGEMAAKT = "losgemaakt", _("Weer los van elkaar")
        GESPLITST = "gesplitst", _("Gesplitst")
        VERHUISD = "verhuisd", _("Naar een andere wijk")
        HEROPENVERZOEK = "heropenverzoek", _("Verzoek om verder te gaan")
        HEROPEND = "heropend", _("Weer geopend")
        NIET_HEROPEND = "niet_heropend", _("Blijft afgerond")
        SCHURING = "schuring", _("Hier schuurt het")
        BETROKKEN = "betrokken", _("Iemand doet mee")
        VERBORGEN = "verborgen", _("Iets is verborgen")

    initiatief = models.ForeignKey(Initiatief, on_delete=models.PROTECT, related_name="gebeurtenissen")
    soort = models.CharField(max_length=20, choices=Soort)
    openbaar = models.BooleanField(default=True)
    door = models.ForeignKey(
        Gebruiker, on_delete=models.PROTECT, null=True, blank=True, related_name="gebeurtenissen"
    )
    namens = models.CharField(max_length=80, blank=True)  # the role at that moment, such as "wijkmakelaar"
    # Who answered without an account, such as "Woningstichting Thuisvester".
    afzender = models.CharField(max_length=120, blank=True)
    tekst = models.TextField(blank=True)
    van_status = models.CharField(max_length=20, choices=Status, blank=True)
    naar_status = models.CharField(max_length=20, choices=Status, blank=True)
    wanneer = models.DateTimeField(default=timezone.now)

    verwerking: ClassVar = Verwerking(
        doel="Laten zien wat er met een initiatief gebeurt",
        van_wie="wie indient, antwoordt of behandelt",
        grondslag=Grondslag.TAAK,
        bewaren="indiener",
        velden={
            "door": "wie het deed",
            "afzender": "naam van wie antwoordde",
            "tekst": "tekst (wat alleen medewerkers zien, gaat weg)",
        },
        geen=("namens",),
        blijft=("tekst",),
        ontvangers="Iedereen. Wat medewerkers voor elkaar opschrijven, zien alleen zij.",
    )

    objects = GebeurtenisQuerySet.as_manager()

    class Meta:
        verbose_name = _("gebeurtenis")
        verbose_name_plural = _("gebeurtenissen")
        ordering: ClassVar = ["-wanneer", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["initiatief", "-wanneer", "-id"], name="gebeurtenis_tijdlijn"),
            # What is new in a wijk or a search, newest first: the feeds.
            models.Index(
                F("wanneer").desc(), F("id").desc(), condition=Q(openbaar=True), name="gebeurtenis_nieuwste"
            ),
        ]
        triggers: ClassVar = [
            *alleen_wissen("tekst", "afzender"),
            niet_van_gewiste("door_id"),
            # The initiative knows its newest line. Per statement, so that a thousand lines are one update.
            pgtrigger.Trigger(
                name="wordt_laatste",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                referencing=pgtrigger.Referencing(new="nieuwe"),
                func="""
                    UPDATE initiatieven_initiatief i SET laatste_id = n.id, laatste_op = n.wanneer
                    FROM (
                        SELECT DISTINCT ON (initiatief_id) initiatief_id, id, wanneer FROM nieuwe
                        WHERE soort <> 'termijn' ORDER BY initiatief_id, wanneer DESC, id DESC
                    ) n
                    WHERE i.id = n.initiatief_id AND (i.laatste_id IS NULL OR n.wanneer >= i.laatste_op);
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} ({self.wanneer:%d-%m-%Y})"

    def get_soort_display(self) -> str:  # type: ignore[no-redef]
        """The name of the kind of line; see `Initiatief.get_status_display`."""
        return str(self.Soort(self.soort).label)


@met_geschiedenis()
class Foto(models.Model):
    """A photo of an initiative, re-encoded as WebP in three widths without EXIF (see `kern.fotos`).

    The files stand in the default storage under `fotos/<sleutel>/<breedte>.webp`; breedte and hoogte are
    those of the largest, in pixels.
    """

    initiatief = models.ForeignKey(Initiatief, on_delete=models.CASCADE, related_name="fotos")
    # The news it came with; without it, it belongs to the story itself.
    gebeurtenis = models.ForeignKey(
        Gebeurtenis, on_delete=models.PROTECT, null=True, blank=True, related_name="fotos"
    )
    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    beschrijving = models.CharField(_("wat ziet u op de foto"), max_length=200, blank=True)
    breedte = models.PositiveSmallIntegerField()
    hoogte = models.PositiveSmallIntegerField()
    toegevoegd = models.DateTimeField(default=timezone.now)
    verborgen_op = models.DateTimeField(null=True, blank=True)
    verborgen_door = models.ForeignKey(
        Gebruiker, on_delete=models.PROTECT, null=True, blank=True, related_name="verborgen_fotos"
    )
    verborgen_reden = models.CharField(max_length=500, blank=True)

    verwerking: ClassVar = Verwerking(
        doel="Laten zien waar het om gaat",
        van_wie="wie een foto toevoegt of erop staat",
        grondslag=Grondslag.TOESTEMMING,
        bewaren="indiener",
        velden={
            "beschrijving": "de foto en wat erop staat (een verborgen foto gaat weg)",
            "verborgen_door": "welke medewerker verborg",
            "verborgen_reden": "reden van het verbergen",
        },
        blijft=("beschrijving",),
        ontvangers="Iedereen. Een verborgen foto zien alleen medewerkers.",
    )

    objects = FotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("foto")
        verbose_name_plural = _("foto's")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="foto_verborgen_door_iemand_met_reden",
                condition=Q(verborgen_op=None, verborgen_door=None, verborgen_reden="")
                | (Q(verborgen_op__isnull=False, verborgen_door__isnull=False) & ~Q(verborgen_reden="")),
            )
        ]

    def __str__(self) -> str:
        return self.beschrijving or str(_("Foto"))

    @property
    def wijk_id(self) -> int | None:
        return self.initiatief.wijk_id

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


class Tekstversie(models.Model):
    """What one field said before and after a change by the resident; for the resident and staff only.

    The public reads that a text was changed, not the old words: they may be what had to disappear.
    """

    gebeurtenis = models.ForeignKey(Gebeurtenis, on_delete=models.PROTECT, related_name="tekstversies")
    veld = models.CharField(max_length=20)
    oud = models.TextField(blank=True)
    nieuw = models.TextField(blank=True)

    verwerking: ClassVar = Verwerking(
        doel="Laten zien wat er aan een tekst veranderde",
        van_wie="wie een initiatief indient",
        grondslag=Grondslag.TAAK,
        bewaren="indiener",
        velden={
            "oud": "tekst van eerst",
            "nieuw": "tekst van nu",
        },
        geen=("veld",),
        ontvangers="Wie het initiatief begon en medewerkers die het behandelen.",
    )

    class Meta:
        verbose_name = _("tekstversie")
        verbose_name_plural = _("tekstversies")
        ordering: ClassVar = ["id"]
        triggers: ClassVar = [*alleen_wissen("oud", "nieuw")]

    def __str__(self) -> str:
        return self.veld

    @property
    def veldnaam(self) -> str:
        """The field in words."""
        return str(Initiatief._meta.get_field(self.veld).verbose_name)  # type: ignore[union-attr]
