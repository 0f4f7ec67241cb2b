"""People and the mail that leaves the house."""

import uuid
from typing import Any, ClassVar

import pgtrigger
from django.contrib.auth import get_backends
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from kern.geschiedenis import met_geschiedenis
from kern.tekst import sorteersleutel
from kern.verwerking import Grondslag, Verwerking
from kern.wistriggers import niet_van_gewiste


def _schoon(email: str | None) -> str | None:
    """An address in lower case, or None: an empty one would count as the same one twice."""
    return (email or "").strip().lower() or None


class GebruikerManager(BaseUserManager["Gebruiker"]):
    """Makes people. An e-mail address is kept in lower case, so that one person has one account."""

    def create_user(self, email: str | None, password: str | None = None, **velden: Any) -> "Gebruiker":
        gebruiker = self.model(email=email, **velden)
        gebruiker.set_password(password)
        gebruiker.save(using=self._db)
        return gebruiker

    def create_superuser(self, email: str, password: str | None = None, **velden: Any) -> "Gebruiker":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **velden)

    def get_by_natural_key(self, username: str | None) -> "Gebruiker":
        return self.get(email=(username or "").strip().lower())


@met_geschiedenis()
class Gebruiker(AbstractBaseUser, PermissionsMixin):
    """A person who can log in: a resident, or somebody with a role. Logs in by e-mail address.

    A resident whose initiative was told to an employee may have no address: then nothing is mailed and nobody
    can log in.

    `naam` is hidden from the public unless `toon_voornaam` is set (a resident's own choice) or the person
    acts in a public role. Of somebody who was erased (`gewist_op`) only the row is left, so that what they did
    still has somebody who did it.
    """

    # Read as text: only somebody without an account has none, and `zet_klaar` mails nobody then.
    email: "models.EmailField[str | None, str]" = models.EmailField(  # type: ignore[misc]
        _("e-mailadres"),
        max_length=254,
        unique=True,
        null=True,
        blank=True,
    )
    naam = models.CharField(_("naam"), max_length=120, blank=True)
    sorteernaam = models.CharField(max_length=120, blank=True, editable=False)
    toon_voornaam = models.BooleanField(_("voornaam tonen"), default=False)
    is_active = models.BooleanField(_("actief"), default=True)
    is_staff = models.BooleanField(_("mag in het beheer"), default=False)
    aangemaakt = models.DateTimeField(default=timezone.now, editable=False)
    gewist_op = models.DateTimeField(null=True, blank=True, editable=False)

    verwerking: ClassVar = Verwerking(
        doel="Weten wie er inlogt en aan wie wij schrijven",
        van_wie="inwoners en medewerkers met een account",
        grondslag=Grondslag.TAAK,
        bewaren="account",
        velden={
            "email": "e-mailadres",
            "naam": "naam",
            "sorteernaam": "naam, om op te sorteren",
            "password": "wachtwoord, onleesbaar gemaakt",
            "last_login": "wanneer iemand voor het laatst inlogde",
            "toon_voornaam": "of de voornaam te zien mag zijn",
        },
    )

    objects = GebruikerManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("gebruiker")
        verbose_name_plural = _("gebruikers")
        ordering: ClassVar = ["sorteernaam", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="gebruiker_email_kleine_letters"
            ),
            models.CheckConstraint(
                condition=models.Q(gewist_op=None)
                | models.Q(email=None, naam="", sorteernaam="", is_active=False, is_staff=False),
                name="gebruiker_gewist_is_leeg",
            ),
        ]

    def __str__(self) -> str:
        return self.naam or str(_("Naam gewist") if self.gewist_op else _("Inwoner"))

    def clean(self) -> None:
        """A form may hold capitals; the constraint is checked after this."""
        super().clean()
        self.email = _schoon(self.email)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = _schoon(self.email)
        self.sorteernaam = sorteersleutel(self.naam)[:120]
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        return str(self)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """What the backends answer, for everybody: Django's own says yes to a superuser before asking them.

        A superuser keeps every right of the admin by `ModelBackend`; what a role opens takes a role.
        """
        return any(backend.has_perm(self, perm, obj) for backend in get_backends())

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        """What a session must still match: a new password ends it, and so does a new address."""
        wie = f"{self.password} {self.email or ''}"
        return salted_hmac("kern.Gebruiker.sessie", wie, secret=secret, algorithm="sha256").hexdigest()

    @property
    def voornaam(self) -> str:
        return self.naam.split(" ")[0]

    @property
    def publieke_naam(self) -> str:
        """What the public may read: the first name if the person chose so, else "Een inwoner"."""
        return self.voornaam if self.toon_voornaam and self.naam else str(_("Een inwoner"))


class Mail(models.Model):
    """A mail in the outbox, stored in the same transaction as the fact it tells.

    `sleutel` makes the order idempotent: the same fact gives the same key, hence one mail. Celery sends what
    has no `verzonden`; after a failure `volgende_poging` moves away exponentially. The body of a
    `vertrouwelijk` mail (a login code, a confirmation link) is wiped once it has been sent. `afmeldlink` is the
    path at which one POST stops mails like this one (RFC 8058), for mails that somebody asked to keep getting.
    """

    sleutel = models.CharField(max_length=200, unique=True)
    aan = models.EmailField(max_length=254)
    ontvanger = models.ForeignKey(
        Gebruiker, on_delete=models.CASCADE, null=True, blank=True, related_name="mails"
    )
    onderwerp = models.CharField(max_length=200)
    tekst = models.TextField()
    html = models.TextField(blank=True)
    vertrouwelijk = models.BooleanField(default=False)
    afmeldlink = models.CharField(max_length=200, blank=True)
    aangemaakt = models.DateTimeField(default=timezone.now)
    volgende_poging = models.DateTimeField(default=timezone.now)
    pogingen = models.PositiveSmallIntegerField(default=0)
    laatste_fout = models.CharField(max_length=200, blank=True)
    verzonden = models.DateTimeField(null=True, blank=True)

    verwerking: ClassVar = Verwerking(
        doel="Mail versturen en op het scherm terug laten lezen",
        van_wie="wie mail krijgt",
        grondslag=Grondslag.TAAK,
        bewaren="post",
        velden={
            "aan": "e-mailadres",
            "ontvanger": "wie de mail krijgt",
            "onderwerp": "onderwerp",
            "tekst": "tekst",
            "html": "tekst met opmaak",
            "afmeldlink": "eigen link om te stoppen",
            "sleutel": "waarover de mail gaat",
            "laatste_fout": "antwoord van de mailserver",
        },
    )

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["aan", "id"], condition=models.Q(verzonden=None), name="mail_wachtend"),
            models.Index(fields=["aangemaakt"], name="mail_oud"),  # what is over its term
        ]

    def __str__(self) -> str:
        return self.onderwerp


class Inzage(models.Model):
    """Somebody saw personal data of somebody else: one line per page that was looked at (BIO2). Only added to.

    `wat` is what kind of page it was and `sleutel` which one, such as the kenmerk of an initiative. `van` is whom
    it was about; empty for a page about many. `verzoek` is the number of the request, as in the server's log.
    """

    wie = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="inzages", db_index=False)
    wat = models.CharField(max_length=40)
    sleutel = models.CharField(max_length=60, blank=True)
    van = models.ForeignKey(
        Gebruiker,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ingezien_door",
        db_index=False,
    )
    verzoek = models.CharField(max_length=16, blank=True)
    wanneer = models.DateTimeField(default=timezone.now)

    verwerking: ClassVar = Verwerking(
        doel="Kunnen nagaan wie persoonsgegevens van inwoners inzag",
        van_wie="medewerkers die iets inzien en inwoners over wie het gaat",
        grondslag=Grondslag.PLICHT,
        bewaren="logboek",
        velden={
            "wie": "wie het inzag",
            "van": "over wie het ging",
            "sleutel": "welke zaak het was",
        },
        geen=("wat", "verzoek"),
    )

    class Meta:
        verbose_name = _("inzage")
        verbose_name_plural = _("inzages")
        ordering: ClassVar = ["-wanneer", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["wanneer", "id"], name="inzage_wanneer"),
            models.Index(fields=["wie", "wanneer", "id"], name="inzage_wie"),
            models.Index(fields=["van", "wanneer", "id"], name="inzage_van"),
            models.Index(fields=["sleutel", "wanneer", "id"], name="inzage_sleutel"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.wat} {self.sleutel}".strip()


class Adreswijziging(models.Model):
    """Somebody wants another e-mail address; kept until the button behind the link in the mail to it is pressed.

    One per person: the newest link is the one that works. `oud` is a keyed hash of the address of that moment, so
    that the link does nothing once the address is another one.
    """

    gebruiker = models.OneToOneField(Gebruiker, on_delete=models.CASCADE, related_name="adreswijziging")
    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    nieuw = models.EmailField(_("nieuw e-mailadres"), max_length=254)
    oud = models.CharField(max_length=32)
    aangemaakt = models.DateTimeField(default=timezone.now)

    verwerking: ClassVar = Verwerking(
        doel="Een nieuw e-mailadres bewijzen",
        van_wie="wie een ander e-mailadres wil",
        grondslag=Grondslag.TAAK,
        bewaren="bevestiging",
        velden={
            "gebruiker": "wie een ander adres wil",
            "nieuw": "nieuw e-mailadres",
            "oud": "afdruk van het e-mailadres van nu",
        },
    )

    class Meta:
        verbose_name = _("adreswijziging")
        verbose_name_plural = _("adreswijzigingen")
        triggers: ClassVar = [niet_van_gewiste("gebruiker_id")]

    def __str__(self) -> str:
        return str(self.gebruiker)
