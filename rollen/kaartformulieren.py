"""The forms around the people of a wijk: a question to one of them, and what they tell about themselves."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kern.forms import PortaalForm
from kern.models import Gebruiker
from kern.velden import BestandenInvoer, EmailVeld, FotosVeld, TekstVeld
from rollen.models import Visitekaart
from rollen.rechten import Persoon
from rollen.services.visitekaart import Eigenkeuze, Kaarttekst

TELEFOON = re.compile(r"\+?[0-9][0-9 ().-]{1,18}")


def _lengte(veld: str) -> int:
    return int(getattr(Visitekaart._meta.get_field(veld), "max_length", 0))


class VraagForm(PortaalForm):
    """A question, and where to answer it; of whoever is logged in the address is known."""

    vraag = TekstVeld(
        max_length=2000,
        regels=7,
        label=gettext_lazy("Uw vraag"),
        help_text=gettext_lazy("Vertel ook over welke straat of plek het gaat, als dat helpt."),
        error_messages={"required": gettext_lazy("Schrijf hier uw vraag.")},
    )
    naam = TekstVeld(
        max_length=120,
        required=False,
        label=gettext_lazy("Uw naam"),
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    email = EmailVeld(
        label=gettext_lazy("Uw e-mailadres"),
        help_text=gettext_lazy("Op dit adres krijgt u antwoord. Het komt nergens op de website."),
        error_messages={"required": gettext_lazy("Vul uw e-mailadres in. Anders kan niemand u antwoorden.")},
    )
    kopie = forms.BooleanField(required=False, label=gettext_lazy("Stuur mij een kopie van mijn vraag"))

    def __init__(self, *args: Any, bezoeker: Persoon, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(bezoeker, Gebruiker):
            del self.fields["email"]
            if bezoeker.naam:
                del self.fields["naam"]
        else:
            del self.fields["kopie"]


class TelefoonVeld(TekstVeld):
    """A phone number as people write it."""

    def controleer(self, tekst: str) -> None:
        """Raises ValidationError for what cannot be dialled."""
        super().controleer(tekst)
        if not TELEFOON.fullmatch(tekst):
            raise ValidationError(
                _("Dit is geen telefoonnummer. Vul bijvoorbeeld in: 14 0162 of 06-12345678."), code="telefoon"
            )


class KaartForm(PortaalForm):
    """The words on a card. `uitleg` is what the page says when nothing is filled in."""

    waarvoor = TekstVeld(
        max_length=_lengte("waarvoor"),
        regels=3,
        required=False,
        label=gettext_lazy("Waarvoor kunnen bewoners bij u terecht?"),
    )
    bereikbaar = TekstVeld(
        max_length=_lengte("bereikbaar"),
        required=False,
        label=gettext_lazy("Wanneer bent u te bereiken?"),
        help_text=gettext_lazy("Bijvoorbeeld: maandag tot en met donderdag, van 9 tot 17 uur."),
    )
    telefoon = TelefoonVeld(
        max_length=_lengte("telefoon"),
        required=False,
        label=gettext_lazy("Telefoonnummer van uw werk"),
        help_text=gettext_lazy("Iedereen ziet dit nummer. Vul geen privénummer in."),
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, uitleg: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["waarvoor"].help_text = _(
            "Eén of twee korte zinnen. Vult u niets in? Dan staat er: “%(uitleg)s”"
        ) % {"uitleg": uitleg}

    def tekst(self) -> Kaarttekst:
        return Kaarttekst(
            **{naam: self.cleaned_data[naam] for naam in ("waarvoor", "bereikbaar", "telefoon")}
        )


class EigenKaartForm(KaartForm):
    """One's own card: also the photo, and for who is shown only by choice whether to be shown."""

    zichtbaar = forms.BooleanField(
        required=False,
        label=gettext_lazy("Zet mij met mijn naam op de pagina van de wijk"),
        help_text=gettext_lazy("Zonder vinkje ziet niemand daar uw naam, uw foto of deze kaart."),
    )
    foto = FotosVeld(
        hoogstens=1,
        required=False,
        label=gettext_lazy("Uw foto"),
        widget=BestandenInvoer({"multiple": False, "accept": "image/jpeg,image/png,image/webp"}),
    )
    beschrijving = TekstVeld(
        max_length=_lengte("beschrijving"),
        required=False,
        label=gettext_lazy("Wat staat er op de foto?"),
        help_text=gettext_lazy(
            "Voor wie de foto niet kan zien. Bijvoorbeeld: Amina, met rode jas, in het park."
        ),
    )
    akkoord = forms.BooleanField(required=False, label=gettext_lazy("Iedereen mag mijn foto zien"))
    field_order = ("zichtbaar", "waarvoor", "bereikbaar", "telefoon", "foto", "beschrijving", "akkoord")

    def __init__(self, *args: Any, kaart: Visitekaart, kiest: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kaart = kaart
        if not kiest:
            del self.fields["zichtbaar"]
        self.fields["foto"].help_text = (
            _("Kies een andere foto als u deze wilt vervangen.")
            if kaart.foto
            else _("Een foto van alleen uzelf: JPEG, PNG of WebP. Wij halen plaats en tijd eruit.")
        )
        self.fields["akkoord"].help_text = _(
            "De foto staat bij uw naam op de pagina's van uw wijken, zolang u deze rol hebt. Daarna is de foto "
            "weg. U hoeft geen foto te laten zien. Haalt u het vinkje weg? Dan verwijderen wij de foto meteen."
        )

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or {}
        if "foto" not in self.errors:
            if schoon.get("foto") and not schoon.get("akkoord"):
                self.add_error(
                    "akkoord", _("Zet hier een vinkje, of kies geen foto. Kies de foto daarna opnieuw.")
                )
            elif schoon.get("akkoord") and not schoon.get("foto") and not self.kaart.foto:
                self.add_error("foto", _("Kies een foto, of haal het vinkje hieronder weg."))
        return schoon

    def keuze(self) -> Eigenkeuze:
        return Eigenkeuze(
            zichtbaar=self.cleaned_data.get("zichtbaar", False),
            akkoord=self.cleaned_data["akkoord"],
            beschrijving=self.cleaned_data["beschrijving"],
            foto=next(iter(self.cleaned_data["foto"] or ()), None),
        )


class KaartVanAnderForm(KaartForm):
    """Somebody else's card: words, and taking the photo away."""

    foto_weg = forms.BooleanField(
        required=False,
        label=gettext_lazy("Verwijder de foto"),
        help_text=gettext_lazy("Een nieuwe foto kan alleen deze persoon zelf plaatsen."),
    )

    def __init__(self, *args: Any, kaart: Visitekaart, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        naam = {"naam": kaart.gebruiker.voornaam}
        self.fields["waarvoor"].label = _("Waarvoor kunnen bewoners bij %(naam)s terecht?") % naam
        self.fields["bereikbaar"].label = _("Wanneer is %(naam)s te bereiken?") % naam
        self.fields["telefoon"].label = _("Telefoonnummer van het werk")
        if not kaart.foto:
            del self.fields["foto_weg"]
