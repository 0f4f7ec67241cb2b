"""Roles: who fulfils which role, for which wijk, in which period."""

import re
from datetime import date, timedelta
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kern.fotos import BREEDTES, breedtes_voor
from kern.geschiedenis import met_geschiedenis
from kern.perioden import bereik, bereik_of_nul, bereik_van_tekst, periode
from kern.verwerking import Grondslag, Verwerking, geen_personen
from kern.wistriggers import niet_van_gewiste
from rollen.querysets import ApiSleutelQuerySet, RolvervullingQuerySet
from wijken.models import Wijk


class Rol(models.TextChoices):
    """The roles of the domain, stored once. Screens show the local title of the gemeenteprofiel."""

    WIJKMAKELAAR = "wijkmakelaar", _("wijkmakelaar")
    WIJKWERKER = "wijkwerker", _("wijkwerker")
    WIJKWETHOUDER = "wijkwethouder", _("wijkwethouder")
    OPGAVELEIDER = "opgaveleider", _("opgaveleider")
    TEAMLEIDER = "teamleider", _("teamleider")
    VAKMEDEWERKER = "vakmedewerker", _("vakmedewerker")
    WIJKTEAMLID = "wijkteamlid", _("lid van het wijkteam")
    PARTNER = "partner", _("partner")
    PLATFORMLID = "platformlid", _("lid van het wijkplatform")
    PLATFORMVOORZITTER = "platformvoorzitter", _("voorzitter van het wijkplatform")
    GRIFFIE = "griffie", _("griffie")
    RAADSLID = "raadslid", _("raadslid")
    BEHEERDER = "beheerder", _("beheerder")
    AUDITOR = "auditor", _("auditor")


@met_geschiedenis()
class Vakafdeling(models.Model):
    """A department of the municipality that initiatives can be handed over to; led by a teamleider."""

    naam = models.CharField(_("naam"), max_length=100, unique=True)
    werkt_aan = models.CharField(_("werkt aan"), max_length=200, blank=True)
    email = models.EmailField(_("e-mailadres"), max_length=254, blank=True)

    verwerking: ClassVar = geen_personen("naam", "werkt_aan", "email")

    class Meta:
        verbose_name = _("vakafdeling")
        verbose_name_plural = _("vakafdelingen")
        ordering: ClassVar = ["naam"]

    def __str__(self) -> str:
        return self.naam


@met_geschiedenis()
class Rolvervulling(models.Model):
    """Somebody fulfils a role from `vanaf` until, not including, `tot`; without wijk for the whole municipality.

    A deputy is a Rolvervulling with `vervangt`, within the period of whom they replace; it counts like any other.
    One wijkwethouder per wijk at a time (deputies aside), and never the same role twice at once for one person and
    wijk. `organisatie` is whom a partner works for; `mandaatbesluit` the decision that gave the role, by its
    reference; `reden_einde` why it ended. A deputy who `neemt_werk_mee` gets what was open already as well.
    """

    class RedenEinde(models.TextChoices):
        ANDER_WERK = "ander_werk", _("kreeg ander werk")
        UIT_DIENST = "uit_dienst", _("werkt hier niet meer")
        HERVERDELING = "herverdeling", _("wijken zijn opnieuw verdeeld")
        TAAK_KLAAR = "taak_klaar", _("de taak is klaar")
        TERMIJN = "termijn", _("de afgesproken tijd is om")
        FOUT = "fout", _("stond er verkeerd in")

    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="rolvervullingen"
    )
    rol = models.CharField(_("rol"), max_length=20, choices=Rol)
    wijk = models.ForeignKey(
        Wijk, on_delete=models.PROTECT, null=True, blank=True, related_name="rolvervullingen"
    )
    afdeling = models.ForeignKey(
        Vakafdeling, on_delete=models.PROTECT, null=True, blank=True, related_name="rolvervullingen"
    )
    vanaf = models.DateField(_("vanaf"))
    tot = models.DateField(_("tot"), null=True, blank=True)
    vervangt = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="vervangingen"
    )
    organisatie = models.CharField(_("organisatie"), max_length=120, blank=True)
    neemt_werk_mee = models.BooleanField(_("neemt het lopende werk over"), default=False)
    mandaatbesluit = models.CharField(_("besluit"), max_length=200, blank=True)
    reden_einde = models.CharField(_("waarom de rol eindigt"), max_length=12, choices=RedenEinde, blank=True)

    verwerking: ClassVar = Verwerking(
        doel="Weten wie wat mag, waar en wanneer",
        van_wie="medewerkers, bestuurders en partners met een rol",
        grondslag=Grondslag.TAAK,
        bewaren="rol",
        velden={
            "gebruiker": "wie de rol heeft",
        },
        geen=("organisatie", "mandaatbesluit"),
    )

    objects = RolvervullingQuerySet.as_manager()

    class Meta:
        verbose_name = _("rolvervulling")
        verbose_name_plural = _("rolvervullingen")
        ordering: ClassVar = ["rol", "vanaf", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(rol__in=Rol.values), name="rolvervulling_rol"),
            models.CheckConstraint(
                condition=Q(tot=None) | Q(tot__gt=F("vanaf")), name="rolvervulling_periode"
            ),
            models.CheckConstraint(
                condition=~Q(rol__in=[Rol.TEAMLEIDER, Rol.VAKMEDEWERKER]) | Q(afdeling__isnull=False),
                name="rolvervulling_teamleider_heeft_afdeling",
            ),
            models.CheckConstraint(
                condition=~Q(rol=Rol.WIJKWETHOUDER) | Q(wijk__isnull=False),
                name="rolvervulling_wijkwethouder_heeft_wijk",
            ),
            models.CheckConstraint(
                condition=~Q(rol=Rol.PARTNER) | ~Q(organisatie=""),
                name="rolvervulling_partner_heeft_organisatie",
            ),
            models.CheckConstraint(
                condition=Q(reden_einde="") | Q(tot__isnull=False), name="rolvervulling_reden_hoort_bij_einde"
            ),
            models.CheckConstraint(
                condition=Q(neemt_werk_mee=False) | Q(vervangt__isnull=False, tot__isnull=False),
                name="rolvervulling_werk_mee_bij_vervanging",
            ),
            ExclusionConstraint(
                name="rolvervulling_een_wijkwethouder_per_wijk",
                expressions=[(bereik(F("wijk")), "&&"), (periode(), "&&")],
                condition=Q(rol=Rol.WIJKWETHOUDER, vervangt=None, wijk__isnull=False),
                violation_error_message=_("Deze wijk heeft in deze periode al een wijkwethouder."),
            ),
            ExclusionConstraint(
                name="rolvervulling_niet_dubbel",
                expressions=[
                    (bereik(F("gebruiker")), "&&"),
                    (bereik_of_nul("wijk"), "&&"),
                    (bereik_of_nul("afdeling"), "&&"),
                    (bereik_van_tekst("rol"), "&&"),
                    (periode(), "&&"),
                ],
                violation_error_message=_("Deze persoon heeft deze rol in deze periode al."),
            ),
        ]
        triggers: ClassVar = [
            niet_van_gewiste("gebruiker_id"),
            # A check sees one row, and this is about two. FOR SHARE: nobody ends the other role meanwhile.
            pgtrigger.Trigger(
                name="vervanging_binnen_periode",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("vanaf", "tot", "vervangt_id"),
                declare=[("ouder", "rollen_rolvervulling")],
                func="""
                    IF NEW.vervangt_id IS NOT NULL THEN
                        SELECT * INTO ouder FROM rollen_rolvervulling WHERE id = NEW.vervangt_id FOR SHARE;
                        IF NOT daterange(NEW.vanaf, NEW.tot) <@ daterange(ouder.vanaf, ouder.tot) THEN
                            RAISE check_violation USING
                                MESSAGE = 'a deputy outside the period of whom they replace',
                                CONSTRAINT = 'rolvervulling_vervanging_binnen_periode';
                        END IF;
                    END IF;
                    IF EXISTS (
                        SELECT FROM rollen_rolvervulling v WHERE v.vervangt_id = NEW.id
                        AND NOT daterange(v.vanaf, v.tot) <@ daterange(NEW.vanaf, NEW.tot)
                    ) THEN
                        RAISE check_violation USING
                            MESSAGE = 'a deputy outside the period of whom they replace',
                            CONSTRAINT = 'rolvervulling_vervanging_binnen_periode';
                    END IF;
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self) -> str:
        plek = self.wijk or self.afdeling or _("hele gemeente")
        return f"{self.gebruiker}: {self.get_rol_display()}, {plek}"

    @property
    def rol_enum(self) -> Rol:
        return Rol(self.rol)

    def telt_op(self, dag: date) -> bool:
        """Whether it counts on this day; for many at once there is `RolvervullingQuerySet.geldig`."""
        return self.vanaf <= dag and (self.tot is None or self.tot > dag)


@met_geschiedenis()
class Visitekaart(models.Model):
    """What somebody with a public role tells about themselves on the pages of their wijken.

    Without a text the page has the words of the gemeenteprofiel. A photo is there only since `akkoord_op`, when who
    is on it agreed; taking that back removes it. `zichtbaar` is the choice of who is shown only when they say so,
    such as a resident in a wijkplatform; staff in a public role are shown anyhow.
    """

    gebruiker = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="visitekaart"
    )
    waarvoor = models.CharField(_("waarvoor u bij mij terecht kunt"), max_length=200, blank=True)
    bereikbaar = models.CharField(_("wanneer ik te bereiken ben"), max_length=120, blank=True)
    telefoon = models.CharField(_("telefoonnummer van het werk"), max_length=20, blank=True)
    zichtbaar = models.BooleanField(_("te zien op de pagina van de wijk"), default=False)
    foto = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    breedte = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    beschrijving = models.CharField(_("wat er op de foto staat"), max_length=200, blank=True)
    akkoord_op = models.DateTimeField(null=True, blank=True, editable=False)

    verwerking: ClassVar = Verwerking(
        doel="Bewoners laten zien wie er voor hun wijk is en waarvoor zij bij wie terechtkunnen",
        van_wie="mensen met een openbare rol in een wijk, en bewoners die daarvoor kozen",
        grondslag=Grondslag.TOESTEMMING,
        bewaren="kaart",
        velden={
            "gebruiker": "van wie de kaart is",
            "waarvoor": "waarvoor iemand te vragen is",
            "bereikbaar": "wanneer iemand te bereiken is",
            "telefoon": "telefoonnummer van het werk",
            "foto": "foto",
            "beschrijving": "wat er op de foto staat",
        },
    )

    class Meta:
        verbose_name = _("visitekaart")
        verbose_name_plural = _("visitekaarten")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(foto=None, breedte=None, akkoord_op=None, beschrijving="")
                | Q(foto__isnull=False, breedte__isnull=False, akkoord_op__isnull=False),
                name="visitekaart_foto_met_toestemming",
            ),
        ]

    def __str__(self) -> str:
        return f"Kaart van {self.gebruiker}"

    @property
    def telefoonlink(self) -> str:
        """The phone number as a link has it: digits, with a plus for another country."""
        return re.sub(r"[^+0-9]", "", self.telefoon)

    @property
    def gezicht(self) -> str:
        """Where the smallest file of the photo is to be seen; empty without a photo."""
        return self._adres(BREEDTES[0]) if self.foto else ""

    @property
    def gezichten(self) -> str:
        """The files for a screen to choose from, as `srcset` writes them."""
        breedtes = breedtes_voor(self.breedte)[:2] if self.foto and self.breedte else []
        return ", ".join(f"{self._adres(b)} {min(b, self.breedte or b)}w" for b in breedtes)

    def _adres(self, breedte: int) -> str:
        return reverse("rollen:gezicht", args=[self.foto, breedte])


class Sleutelrecht(models.TextChoices):
    """What a key of a partner opens; one key has one right. The table is `rollen.regels.SLEUTELREGELS`."""

    LEZEN = "initiatieven.lezen", _("lezen hoe het met initiatieven staat")
    INVOEREN = "initiatieven.invoeren", _("initiatieven van inwoners opschrijven")


class Sleuteleinde(models.TextChoices):
    """Why a key was ended before its last day."""

    GELEKT = "gelekt", _("iemand anders kan de sleutel gezien hebben")
    NIET_NODIG = "niet_nodig", _("de partner heeft hem niet meer nodig")
    OPGEVOLGD = "opgevolgd", _("de partner gebruikt een nieuwe sleutel")
    MISBRUIK = "misbruik", _("de sleutel werd gebruikt voor iets anders")
    FOUT = "fout", _("de sleutel was verkeerd gemaakt")


SLEUTEL_DAGEN = 731  # a key works for two years at most; then somebody decides again


@met_geschiedenis(zonder=("afdruk", "laatst_gebruikt"))
class ApiSleutel(models.Model):
    """A key by which the system of a partner uses the API, from `vanaf` until, not including, `tot`.

    It has one right, in one wijk or, without wijk, in the whole municipality. The key itself is shown once and
    nowhere kept: `prefix` is its readable part and `afdruk` the SHA-256 of all of it (docs/adr/0096). `aanvraag`
    names the one form by which it was made: sent twice, it is made once. `opvolger_van` is the key it replaces.
    """

    naam = models.CharField(_("naam"), max_length=100)
    organisatie = models.CharField(_("organisatie"), max_length=120)
    contact = models.EmailField(_("e-mailadres van de postbus"), max_length=254)
    recht = models.CharField(_("recht"), max_length=25, choices=Sleutelrecht)
    wijk = models.ForeignKey(
        Wijk, on_delete=models.PROTECT, null=True, blank=True, related_name="api_sleutels"
    )
    vanaf = models.DateField(_("vanaf"))
    tot = models.DateField(_("tot"))
    prefix = models.CharField(max_length=8, unique=True, editable=False)
    afdruk = models.CharField(max_length=64, unique=True, editable=False)
    aanvraag = models.UUIDField(unique=True, editable=False)
    opvolger_van = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="opvolgers"
    )
    gemaakt_op = models.DateTimeField(default=timezone.now, editable=False)
    gemaakt_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="gemaakte_sleutels"
    )
    beeindigd_op = models.DateTimeField(null=True, blank=True, editable=False)
    beeindigd_door = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="beeindigde_sleutels",
    )
    reden_einde = models.CharField(max_length=10, choices=Sleuteleinde, blank=True)
    laatst_gebruikt = models.DateField(null=True, blank=True, editable=False)

    verwerking: ClassVar = Verwerking(
        doel="Weten welk systeem van een partner de API mag gebruiken, en wie daarover besloot",
        van_wie="wie de postbus van een partner leest, en wie een sleutel maakt of beëindigt",
        grondslag=Grondslag.TAAK,
        bewaren="rol",
        velden={
            "contact": "e-mailadres van een postbus",
            "gemaakt_door": "wie de sleutel maakte",
            "beeindigd_door": "wie de sleutel beëindigde",
        },
        geen=("naam", "organisatie", "prefix", "afdruk"),
    )

    objects = ApiSleutelQuerySet.as_manager()

    class Meta:
        verbose_name = _("sleutel")
        verbose_name_plural = _("sleutels")
        ordering: ClassVar = ["organisatie", "tot", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(recht__in=Sleutelrecht.values), name="sleutel_recht"),
            models.CheckConstraint(
                condition=~Q(naam="") & ~Q(organisatie="") & ~Q(contact=""), name="sleutel_van_wie"
            ),
            models.CheckConstraint(condition=Q(tot__gt=F("vanaf")), name="sleutel_periode"),
            models.CheckConstraint(
                condition=Q(tot__lte=F("vanaf") + timedelta(days=SLEUTEL_DAGEN)),
                name="sleutel_hoogstens_twee_jaar",
            ),
            models.CheckConstraint(
                condition=Q(prefix__regex=r"^[0-9a-f]{8}$") & Q(afdruk__regex=r"^[0-9a-f]{64}$"),
                name="sleutel_alleen_een_afdruk",
            ),
            models.CheckConstraint(
                condition=Q(beeindigd_op=None, beeindigd_door=None, reden_einde="")
                | (
                    Q(beeindigd_op__isnull=False, beeindigd_door__isnull=False)
                    & Q(reden_einde__in=Sleuteleinde.values)
                ),
                name="sleutel_einde_heeft_wie_en_reden",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisatie}: {self.naam}"

    @property
    def laatste_dag(self) -> date:
        """The last day on which it works, unless it is ended before."""
        return self.tot - timedelta(days=1)

    def geldt(self, op: date) -> bool:
        """Whether it works on this day; the same as `ApiSleutel.objects.geldig(op)`."""
        return self.beeindigd_op is None and self.vanaf <= op < self.tot
