"""Forms of people around an initiative, with and without a login."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatieven.models import Betrokkene, Melding, Opmerking
from kern.forms import PortaalForm
from kern.models import Gebruiker
from kern.tekst import noemt_contactgegevens
from kern.velden import EmailVeld, TekstVeld
from rollen.rechten import Persoon

CONTACT = gettext_lazy("Iedereen kan dit lezen. Haal het e-mailadres of telefoonnummer uit de tekst.")
IN_EEN_NAAM = frozenset(" '’‘`.,-\u200c\u200d")  # beside letters and their accents, in any script

SITE = re.compile(r"\w{2}\.\w{2}")  # what mail programs make a link of; "J.R." and "St. Jans" are none


def _lengte(model: type[Betrokkene] | type[Melding] | type[Opmerking], veld: str) -> int:
    return int(getattr(model._meta.get_field(veld), "max_length", 0))


class NaamVeld(TekstVeld):
    """The name of a person. Its first word may become public, so it is a name and no address or message."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput({"autocomplete": "name"}))
        super().__init__(max_length=120, **kwargs)

    def controleer(self, tekst: str) -> None:
        """Raises ValidationError for anything but letters and what stands between them."""
        super().controleer(tekst)
        letters = all(unicodedata.category(teken)[0] in "LM" or teken in IN_EEN_NAAM for teken in tekst)
        if not letters or any(len(woord) > 40 for woord in tekst.split()) or SITE.search(tekst):
            raise ValidationError(_("Vul hier alleen uw naam in, met letters."), code="naam")


class BezoekerForm(PortaalForm):
    """Asks for an e-mail address, unless somebody is logged in: then it is known."""

    email = EmailVeld(
        label=gettext_lazy("Uw e-mailadres"),
        help_text=gettext_lazy("U krijgt een mail met een knop. Niemand anders krijgt uw adres te zien."),
    )

    def __init__(self, *args: Any, bezoeker: Persoon, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bezoeker = bezoeker
        if isinstance(bezoeker, Gebruiker):
            del self.fields["email"]
            if bezoeker.naam and "naam" in self.fields:
                del self.fields["naam"]

    @property
    def email_adres(self) -> str:
        """Of whom has no login."""
        return str(self.cleaned_data["email"]).lower()

    @property
    def naam_van(self) -> str:
        """What was filled in as a name; empty when it was not asked."""
        return str(self.cleaned_data.get("naam", ""))

    def gegevens(self) -> dict[str, Any]:
        """The answers themselves, without who gives them."""
        return {naam: waarde for naam, waarde in self.cleaned_data.items() if naam not in ("email", "naam")}


class SteunForm(BezoekerForm):
    """Nothing but who."""


class MeedoenForm(BezoekerForm):
    bijdrage = TekstVeld(
        max_length=_lengte(Betrokkene, "bijdrage"),
        regels=4,
        required=False,
        label=gettext_lazy("Wat kunt u bijdragen?"),
        help_text=gettext_lazy(
            "Bijvoorbeeld: ik heb een kruiwagen en op zaterdag tijd. Alleen wie dit begon en de gemeente "
            "lezen dit. Mag wie dit begon u bellen of mailen? Zet dan hier uw nummer of adres."
        ),
    )
    naam = NaamVeld(
        label=gettext_lazy("Uw naam"),
        help_text=gettext_lazy("Alleen wie dit begon en de gemeente zien uw naam."),
    )
    toon_voornaam = forms.BooleanField(
        required=False,
        label=gettext_lazy("Toon mijn voornaam op de pagina"),
        help_text=gettext_lazy("Zonder vinkje telt u mee zonder naam."),
    )
    field_order = ("bijdrage", "naam", "email", "toon_voornaam")


class OpmerkingForm(BezoekerForm):
    tekst = TekstVeld(
        max_length=_lengte(Opmerking, "tekst"),
        regels=6,
        label=gettext_lazy("Uw reactie"),
        help_text=gettext_lazy("Iedereen kan dit lezen. Noem geen namen, adressen of telefoonnummers."),
    )
    naam = NaamVeld(
        required=False,
        label=gettext_lazy("Uw naam"),
        help_text=gettext_lazy("Niemand ziet uw naam, tenzij u hieronder kiest voor uw voornaam."),
    )
    toon_voornaam = forms.BooleanField(
        required=False,
        label=gettext_lazy("Toon mijn voornaam bij mijn reactie"),
        help_text=gettext_lazy("Zonder vinkje staat er: Een inwoner."),
    )
    field_order = ("tekst", "naam", "toon_voornaam", "email")

    def clean_tekst(self) -> str:
        tekst = str(self.cleaned_data["tekst"])
        if noemt_contactgegevens(tekst):
            raise ValidationError(CONTACT, code="contact")
        return tekst

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or {}
        zonder_naam = "naam" in self.fields and "naam" not in self.errors and not schoon.get("naam")
        if schoon.get("toon_voornaam") and zonder_naam:
            self.add_error("naam", _("Vul uw naam in, of haal het vinkje bij uw voornaam weg."))
        return schoon


class MeldForm(PortaalForm):
    """Says what is wrong with a remark or a photo."""

    reden = TekstVeld(
        max_length=_lengte(Melding, "reden"),
        regels=4,
        label=gettext_lazy("Wat is er mis?"),
        help_text=gettext_lazy("Bijvoorbeeld: dit is een scheldwoord, of mijn kind staat op deze foto."),
    )


class ModereerForm(PortaalForm):
    """What is decided about a remark or a photo, and why; `wat` is said by the button."""

    noem_niet_verplicht = False  # it is, for one of the buttons

    wat = forms.ChoiceField(
        choices=[
            ("verberg", gettext_lazy("Verberg")),
            ("laat_staan", gettext_lazy("Laat staan")),
            ("toon", gettext_lazy("Toon weer")),
        ],
        widget=forms.HiddenInput,
    )
    reden = TekstVeld(
        max_length=500,
        regels=4,
        required=False,
        label=gettext_lazy("Waarom?"),
        help_text=gettext_lazy(
            "Nodig als u iets verbergt. Wie het plaatste leest dit, en bij ‘Laat staan’ wie het meldde."
        ),
    )

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or {}
        if schoon.get("wat") == "verberg" and "reden" not in self.errors and not schoon.get("reden"):
            self.add_error("reden", _("Vertel waarom u dit verbergt. Wie het plaatste leest dit."))
        return schoon
