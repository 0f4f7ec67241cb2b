"""The people around an initiative: who supports it, joins in, started it too, says something, reports something."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from initiatieven.models.besluiten import Samenvoeging
from initiatieven.models.initiatief import Initiatief
from initiatieven.models.tijdlijn import Foto
from initiatieven.querysets import BetrokkeneQuerySet, MeldingQuerySet, OpmerkingQuerySet
from kern.geschiedenis import met_geschiedenis
from kern.models import Gebruiker
from kern.verwerking import Grondslag, Verwerking
from kern.wistriggers import niet_van_gewiste


class Betrokkene(models.Model):
    """Somebody supports an initiative, joins in, or started it together with the indiener.

    `via` is the merge that brought this person along; undoing that merge takes it away again.
    """

    class Soort(models.TextChoices):
        STEUN = "steun", _("steunt dit")
        MEEDOEN = "meedoen", _("doet mee")
        MEDE = "mede", _("begon dit mee")

    initiatief = models.ForeignKey(Initiatief, on_delete=models.PROTECT, related_name="betrokkenen")
    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="betrokken_bij")
    soort = models.CharField(max_length=7, choices=Soort)
    bijdrage = models.TextField(_("wat kunt u bijdragen"), max_length=500, blank=True)
    toon_voornaam = models.BooleanField(_("toon mijn voornaam"), default=False)
    sinds = models.DateTimeField(default=timezone.now)
    gestopt_op = models.DateTimeField(null=True, blank=True)
    via = models.ForeignKey(
        Samenvoeging, on_delete=models.PROTECT, null=True, blank=True, related_name="meegenomen_betrokkenen"
    )

    verwerking: ClassVar = Verwerking(
        doel="Laten zien hoeveel mensen meedoen en hen bereiken",
        van_wie="wie steunt, meedoet of samen indient",
        grondslag=Grondslag.TOESTEMMING,
        bewaren="deelname",
        velden={
            "gebruiker": "wie meedoet",
            "bijdrage": "wat iemand kan bijdragen",
            "toon_voornaam": "of de voornaam te zien mag zijn",
        },
        ontvangers="Wie het initiatief begon en medewerkers die het behandelen. Wie alleen steunt, ziet niemand.",
    )

    objects = BetrokkeneQuerySet.as_manager()

    class Meta:
        verbose_name = _("betrokkene")
        verbose_name_plural = _("betrokkenen")
        ordering: ClassVar = ["sinds", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(soort__in=("steun", "meedoen", "mede")), name="betrokkene_soort"
            ),
            models.UniqueConstraint(
                fields=["initiatief", "gebruiker", "soort"],
                condition=Q(gestopt_op=None),
                name="betrokkene_een_keer",
            ),
        ]
        triggers: ClassVar = [niet_van_gewiste("gebruiker_id")]

    def __str__(self) -> str:
        return f"{self.gebruiker} {self.get_soort_display()}"

    @property
    def wijk_id(self) -> int | None:
        return self.initiatief.wijk_id

    @property
    def publieke_naam(self) -> str:
        """What everybody may read: the first name of who chose so here, else nothing."""
        return self.gebruiker.voornaam if self.toon_voornaam else ""


@met_geschiedenis()
class Opmerking(models.Model):
    """What somebody says under an initiative. Taken back by its author or hidden by staff, it stays for staff.

    Of one that was erased (`gewist_op`) only the place is left, so that answers to it still make sense.
    """

    initiatief = models.ForeignKey(Initiatief, on_delete=models.PROTECT, related_name="opmerkingen")
    door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="opmerkingen")
    tekst = models.TextField(_("uw opmerking"), max_length=2000)
    toon_voornaam = models.BooleanField(_("toon mijn voornaam"), default=False)
    geplaatst_op = models.DateTimeField(default=timezone.now)
    ingetrokken_op = models.DateTimeField(null=True, blank=True)
    verborgen_op = models.DateTimeField(null=True, blank=True)
    verborgen_door = models.ForeignKey(
        Gebruiker, on_delete=models.PROTECT, null=True, blank=True, related_name="verborgen_opmerkingen"
    )
    verborgen_reden = models.CharField(max_length=500, blank=True)
    gewist_op = models.DateTimeField(null=True, blank=True, editable=False)
    gemaild_op = models.DateTimeField(null=True, blank=True)  # when indiener and behandelaar were told

    verwerking: ClassVar = Verwerking(
        doel="Reageren op een initiatief",
        van_wie="wie reageert",
        grondslag=Grondslag.TOESTEMMING,
        bewaren="deelname",
        velden={
            "door": "wie reageert",
            "tekst": "reactie (wat is teruggenomen of verborgen, gaat weg)",
            "toon_voornaam": "of de voornaam te zien mag zijn",
            "verborgen_door": "welke medewerker verborg",
            "verborgen_reden": "reden van het verbergen",
        },
        blijft=("tekst",),
        ontvangers="Iedereen leest de reactie. De naam zien anderen alleen als iemand dat koos.",
    )

    objects = OpmerkingQuerySet.as_manager()

    class Meta:
        verbose_name = _("opmerking")
        verbose_name_plural = _("opmerkingen")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="opmerking_verborgen_door_iemand_met_reden",
                condition=Q(verborgen_op=None, verborgen_door=None, verborgen_reden="")
                | (Q(verborgen_op__isnull=False, verborgen_door__isnull=False) & ~Q(verborgen_reden="")),
            ),
            models.CheckConstraint(
                name="opmerking_gewist_is_leeg",
                condition=Q(gewist_op=None) | Q(tekst="", toon_voornaam=False),
            ),
        ]
        triggers: ClassVar = [niet_van_gewiste("door_id")]
        indexes: ClassVar = [
            models.Index(
                fields=["initiatief", "id"], condition=Q(gemaild_op=None), name="opmerking_te_mailen"
            )
        ]

    def __str__(self) -> str:
        return self.tekst[:60]

    @property
    def publieke_naam(self) -> str:
        """What everybody may read: the first name of who chose so here, else "Een inwoner"."""
        return (self.door.voornaam if self.toon_voornaam else "") or str(_("Een inwoner"))

    @property
    def wijk_id(self) -> int | None:
        return self.initiatief.wijk_id


@met_geschiedenis()
class Melding(models.Model):
    """Somebody finds that a remark or a photo should not be here. Staff of the wijk decide, and say why."""

    opmerking = models.ForeignKey(
        Opmerking, on_delete=models.CASCADE, null=True, blank=True, related_name="meldingen"
    )
    foto = models.ForeignKey(Foto, on_delete=models.CASCADE, null=True, blank=True, related_name="meldingen")
    door = models.ForeignKey(
        Gebruiker, on_delete=models.SET_NULL, null=True, blank=True, related_name="meldingen"
    )
    reden = models.CharField(_("wat is er mis"), max_length=1000)
    gemeld_op = models.DateTimeField(default=timezone.now)
    afgehandeld_op = models.DateTimeField(null=True, blank=True)
    afgehandeld_door = models.ForeignKey(
        Gebruiker, on_delete=models.PROTECT, null=True, blank=True, related_name="afgehandelde_meldingen"
    )
    verborgen = models.BooleanField(null=True, blank=True)  # what was decided

    verwerking: ClassVar = Verwerking(
        doel="Beoordelen wat iemand ongepast vindt",
        van_wie="wie iets meldt",
        grondslag=Grondslag.TAAK,
        bewaren="deelname",
        velden={
            "door": "wie meldt",
            "reden": "reden in eigen woorden",
            "afgehandeld_door": "wie besliste",
        },
        ontvangers="Medewerkers die erover beslissen.",
    )

    objects = MeldingQuerySet.as_manager()

    class Meta:
        verbose_name = _("melding")
        verbose_name_plural = _("meldingen")
        ordering: ClassVar = ["id"]
        triggers: ClassVar = [niet_van_gewiste("door_id")]
        indexes: ClassVar = [
            models.Index(fields=["id"], condition=Q(afgehandeld_op=None), name="melding_open"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="melding_over_een_ding",
                condition=Q(opmerking__isnull=False, foto=None) | Q(opmerking=None, foto__isnull=False),
            ),
            models.CheckConstraint(
                name="melding_afgehandeld_door_iemand",
                condition=Q(afgehandeld_op=None, afgehandeld_door=None, verborgen=None)
                | Q(afgehandeld_op__isnull=False, afgehandeld_door__isnull=False, verborgen__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.reden[:60]

    @property
    def initiatief(self) -> Initiatief:
        ding = self.opmerking or self.foto
        assert ding is not None  # by constraint
        return ding.initiatief

    @property
    def wijk_id(self) -> int | None:
        return self.initiatief.wijk_id


class TeBevestigen(models.Model):
    """What somebody without a login wants to do, kept until the button behind the mailed link is pressed.

    `gegevens` are the answers of the form of `wat`. Done or after its term the row is gone, with the address.
    """

    class Wat(models.TextChoices):
        STEUN = "steun", _("steunen")
        MEEDOEN = "meedoen", _("meedoen")
        OPMERKING = "opmerking", _("iets zeggen")
        VOLGEN = "volgen", _("volgen")
        MEDE = "mede", _("samen beginnen")

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    wat = models.CharField(max_length=9, choices=Wat)
    email = models.EmailField(max_length=254)
    naam = models.CharField(max_length=120, blank=True)
    initiatief = models.ForeignKey(
        Initiatief, on_delete=models.CASCADE, null=True, blank=True, related_name="te_bevestigen"
    )
    gegevens = models.JSONField(default=dict)
    door = models.ForeignKey(  # who invited, for MEDE
        Gebruiker, on_delete=models.CASCADE, null=True, blank=True, related_name="uitnodigingen"
    )
    aangemaakt = models.DateTimeField(default=timezone.now)

    verwerking: ClassVar = Verwerking(
        doel="Wachten op de knop in de mail",
        van_wie="wie zonder account iets doet",
        grondslag=Grondslag.TOESTEMMING,
        bewaren="bevestiging",
        velden={
            "email": "e-mailadres",
            "naam": "naam",
            "gegevens": "wat iemand invulde",
            "door": "wie uitnodigde",
        },
        ontvangers="Niemand.",
    )

    class Meta:
        verbose_name = _("te bevestigen")
        verbose_name_plural = _("te bevestigen")
        ordering: ClassVar = ["id"]
        triggers: ClassVar = [niet_van_gewiste("door_id")]

    def __str__(self) -> str:
        return str(self.get_wat_display())
