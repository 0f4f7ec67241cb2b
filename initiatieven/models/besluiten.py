"""What the municipality asks of others and decides about an initiative, beside its status."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from initiatieven.levensloop import AanZet
from initiatieven.models.initiatief import Initiatief
from initiatieven.querysets import HeropenverzoekQuerySet, UitvraagQuerySet
from kern.geschiedenis import met_geschiedenis
from kern.models import Gebruiker
from kern.verwerking import Grondslag, Verwerking
from kern.wistriggers import niet_van_gewiste
from rollen.models import Vakafdeling

AFGEHANDELD = Q(beantwoord_op__isnull=False) | Q(ingetrokken_op__isnull=False)


@met_geschiedenis()
class Uitvraag(models.Model):
    """A question to a vakafdeling or an outside party, answered by a form behind a mailed link.

    The link holds `sleutel`. `te_laat_op` is when it went back to the wijk without an answer; an answer after
    that day still counts. At most one is waited for per initiative.
    """

    initiatief = models.ForeignKey(Initiatief, on_delete=models.PROTECT, related_name="uitvragen")
    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    afdeling = models.ForeignKey(
        Vakafdeling, on_delete=models.PROTECT, null=True, blank=True, related_name="uitvragen"
    )
    organisatie = models.CharField(_("organisatie"), max_length=120, blank=True)
    email = models.EmailField(_("e-mailadres"), max_length=254, blank=True)
    vraag = models.TextField(_("vraag"), max_length=5000)
    gesteld_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="uitvragen")
    gesteld_op = models.DateTimeField(default=timezone.now)
    uiterlijk = models.DateField(_("uiterlijk"))
    herinnerd_op = models.DateTimeField(null=True, blank=True)
    te_laat_op = models.DateTimeField(null=True, blank=True)
    antwoord = models.TextField(_("antwoord"), max_length=5000, blank=True)
    antwoord_van = models.CharField(_("uw naam"), max_length=120, blank=True)
    beantwoord_op = models.DateTimeField(null=True, blank=True)
    ingetrokken_op = models.DateTimeField(null=True, blank=True)

    verwerking: ClassVar = Verwerking(
        doel="Een afdeling of andere organisatie om antwoord vragen",
        van_wie="wie namens een organisatie antwoordt",
        grondslag=Grondslag.TAAK,
        bewaren="uitvraag",
        velden={
            "organisatie": "organisatie",
            "email": "e-mailadres",
            "vraag": "vraag",
            "gesteld_door": "welke medewerker het vroeg",
            "antwoord": "antwoord",
            "antwoord_van": "naam van wie antwoordt",
        },
        ontvangers="Medewerkers die het initiatief behandelen, en wie het antwoord geeft.",
    )

    objects = UitvraagQuerySet.as_manager()

    class Meta:
        verbose_name = _("uitvraag")
        verbose_name_plural = _("uitvragen")
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="uitvraag_aan_afdeling_of_organisatie",
                condition=Q(afdeling__isnull=False, organisatie="")
                | (Q(afdeling=None) & ~Q(organisatie="") & (~Q(email="") | AFGEHANDELD)),
            ),
            models.CheckConstraint(
                name="uitvraag_antwoord_heeft_datum",
                condition=Q(beantwoord_op=None, antwoord="")
                | (Q(beantwoord_op__isnull=False) & ~Q(antwoord="")),
            ),
            models.UniqueConstraint(
                fields=["initiatief"],
                condition=Q(beantwoord_op=None, ingetrokken_op=None, te_laat_op=None),
                name="uitvraag_een_tegelijk",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["uiterlijk"],
                condition=Q(beantwoord_op=None, ingetrokken_op=None, te_laat_op=None, herinnerd_op=None),
                name="uitvraag_te_herinneren",
            )
        ]

    def __str__(self) -> str:
        return self.organisatie or str(self.afdeling)

    def get_absolute_url(self) -> str:
        """The address of the answer form. Whoever has it may answer, so it is only mailed to who is asked."""
        return f"/uitvraag/{self.sleutel}/"

    def is_aan_zet(self, initiatief: Initiatief) -> bool:
        """Whether this initiative lies with who is asked here."""
        if self.organisatie:
            return initiatief.aan_zet == AanZet.DERDE and initiatief.aan_zet_derde == self.organisatie
        return initiatief.aan_zet == AanZet.VAKAFDELING and initiatief.aan_zet_afdeling_id == self.afdeling_id


@met_geschiedenis()
class Samenvoeging(models.Model):
    """`van` went on in `naar`; both are kept, and it can be undone."""

    van = models.ForeignKey(Initiatief, on_delete=models.PROTECT, related_name="opgegaan_in")
    naar = models.ForeignKey(Initiatief, on_delete=models.PROTECT, related_name="opgenomen")
    door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="samenvoegingen")
    wanneer = models.DateTimeField(default=timezone.now)
    ongedaan_door = models.ForeignKey(
        Gebruiker, on_delete=models.PROTECT, null=True, blank=True, related_name="losgemaakt"
    )
    ongedaan_op = models.DateTimeField(null=True, blank=True)

    verwerking: ClassVar = Verwerking(
        doel="Weten welke initiatieven samen verder gingen",
        van_wie="medewerkers",
        grondslag=Grondslag.TAAK,
        bewaren="rol",
        velden={
            "door": "wie samenvoegde",
            "ongedaan_door": "wie dat ongedaan maakte",
        },
    )

    class Meta:
        verbose_name = _("samenvoeging")
        verbose_name_plural = _("samenvoegingen")
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(van=F("naar")), name="samenvoeging_met_een_ander"),
            models.CheckConstraint(
                condition=Q(ongedaan_op=None, ongedaan_door=None)
                | Q(ongedaan_op__isnull=False, ongedaan_door__isnull=False),
                name="samenvoeging_ongedaan_door_iemand",
            ),
            models.UniqueConstraint(
                fields=["van"], condition=Q(ongedaan_op=None), name="samenvoeging_een_tegelijk"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.van} → {self.naar}"


@met_geschiedenis()
class Heropenverzoek(models.Model):
    """ "This is not done": asks to go on with a closed initiative. It has an owner and a date until decided."""

    class Besluit(models.TextChoices):
        HEROPEND = "heropend", _("Wij gaan verder")
        AFGEWEZEN = "afgewezen", _("Het blijft afgerond")

    initiatief = models.ForeignKey(Initiatief, on_delete=models.PROTECT, related_name="heropenverzoeken")
    door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="heropenverzoeken")
    reden = models.TextField(_("wat is er niet af"), max_length=2000)
    gevraagd_op = models.DateTimeField(default=timezone.now)
    behandelaar = models.ForeignKey(
        Gebruiker, on_delete=models.PROTECT, related_name="te_behandelen_heropenverzoeken"
    )
    uiterlijk = models.DateField(_("uiterlijk"))
    besluit = models.CharField(max_length=9, choices=Besluit, blank=True)
    toelichting = models.TextField(max_length=2000, blank=True)
    besloten_door = models.ForeignKey(
        Gebruiker, on_delete=models.PROTECT, null=True, blank=True, related_name="besloten_heropenverzoeken"
    )
    besloten_op = models.DateTimeField(null=True, blank=True)

    verwerking: ClassVar = Verwerking(
        doel="Een verzoek om verder te gaan behandelen",
        van_wie="wie een initiatief indiende",
        grondslag=Grondslag.TAAK,
        bewaren="indiener",
        velden={
            "door": "wie het vraagt",
            "reden": "reden in eigen woorden",
            "behandelaar": "wie het behandelt",
            "toelichting": "uitleg bij het besluit",
            "besloten_door": "wie besliste",
        },
        ontvangers="Wie het initiatief begon en medewerkers die het behandelen.",
    )

    objects = HeropenverzoekQuerySet.as_manager()

    class Meta:
        verbose_name = _("verzoek om te heropenen")
        verbose_name_plural = _("verzoeken om te heropenen")
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="heropenverzoek_besluit_heeft_beslisser",
                condition=Q(besluit="", besloten_op=None, besloten_door=None)
                | Q(
                    besluit__in=("heropend", "afgewezen"),
                    besloten_op__isnull=False,
                    besloten_door__isnull=False,
                ),
            ),
            models.UniqueConstraint(
                fields=["initiatief"], condition=Q(besluit=""), name="heropenverzoek_een_tegelijk"
            ),
        ]
        triggers: ClassVar = [niet_van_gewiste("door_id")]

    def __str__(self) -> str:
        return str(self.initiatief)

    @property
    def wijk_id(self) -> int | None:
        return self.initiatief.wijk_id
