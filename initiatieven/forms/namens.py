"""The form in which an employee writes down what somebody tells."""

import re
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatieven.forms.stappen import NodigForm, VertelForm, WaarForm, lengte
from initiatieven.levensloop import Kanaal, Nodig
from initiatieven.services.fotos import HOOGSTENS_FOTOS, NieuweFoto
from initiatieven.services.namens import OPGESCHREVEN, Verteld
from kern.forms import PortaalForm
from kern.velden import EmailVeld, FotosVeld, TekstVeld

CIJFERS = range(8, 16)  # how many digits a phone number has, with or without its country
MAG_LEEG = ("plek", "nodig_toelichting", "eigen_bijdrage", "groep", "email", "telefoon")


class NamensForm(VertelForm, WaarForm, NodigForm):
    """All the steps on one page, in the words of who writes them down for somebody else.

    Photos are chosen on the second screen, because a browser forgets them when a page is shown again.
    """

    noem_niet_verplicht = False  # a postcode or a wijk: each alone may stay empty

    sleutel = forms.UUIDField(widget=forms.HiddenInput)
    kanaal = forms.ChoiceField(
        label=gettext_lazy("Hoe kwam het bij u binnen?"),
        choices=[(kanaal.value, kanaal.label) for kanaal in Kanaal if kanaal in OPGESCHREVEN],
        widget=forms.RadioSelect,
    )
    plek = TekstVeld(
        max_length=lengte("plek"),
        required=False,
        label=gettext_lazy("Welke plek is het precies?"),
        help_text=gettext_lazy("Iedereen kan dit lezen. Zet hier geen huisadres."),
    )
    naam = TekstVeld(
        max_length=lengte("indiener_naam"),
        label=gettext_lazy("Naam van de inwoner"),
        help_text=gettext_lazy("Alleen collega's die dit behandelen zien deze naam."),
    )
    email = EmailVeld(
        required=False,
        label=gettext_lazy("E-mailadres van de inwoner"),
        widget=forms.EmailInput({"autocomplete": "off", "inputmode": "email", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Met een adres krijgt de inwoner een mail met wat u opschreef, en al het nieuws."
        ),
    )
    telefoon = TekstVeld(
        max_length=lengte("telefoon"),
        required=False,
        label=gettext_lazy("Telefoonnummer van de inwoner"),
        widget=forms.TextInput({"type": "tel", "autocomplete": "off"}),
        help_text=gettext_lazy("Alleen collega's die dit behandelen zien dit nummer."),
    )
    groep = TekstVeld(
        max_length=lengte("groep"),
        required=False,
        label=gettext_lazy("Groep of organisatie namens wie de inwoner het doet"),
        help_text=gettext_lazy("Iedereen kan deze naam lezen. Vul geen naam van een mens in."),
    )
    toon_voornaam = forms.BooleanField(
        required=False,
        label=gettext_lazy("De inwoner wil dat iedereen de voornaam kan lezen"),
        help_text=gettext_lazy("Zonder vinkje staat er: Een inwoner."),
    )
    verteld = forms.BooleanField(
        label=gettext_lazy("Ik heb de inwoner verteld dat iedereen dit op de website kan lezen"),
    )
    field_order = (
        *("kanaal", "titel", "verhaal", "thema", "domein", "postcode", "wijk", "plek", "lat", "lon"),
        *("nodig", "nodig_toelichting", "eigen_bijdrage"),
        *("naam", "toon_voornaam", "groep", "email", "telefoon", "verteld", "sleutel"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sleutel"].initial = uuid.uuid4
        for naam in MAG_LEEG:
            veld = self.fields[naam]
            veld.label = _("%(vraag)s (niet verplicht)") % {"vraag": veld.label}
        andere_woorden = {
            "titel": (_("Hoe heet het initiatief?"), None),
            "verhaal": (_("Wat wil de inwoner doen, en waarom?"), None),
            "wijk": (_("Of kies de wijk of het dorp"), None),
            "nodig": (_("Wat heeft de inwoner nodig?"), None),
            "eigen_bijdrage": (_("Wat doet de inwoner zelf, met de buren? (niet verplicht)"), ""),
        }
        for naam, (label, uitleg) in andere_woorden.items():
            self.fields[naam].label = label
            if uitleg is not None:
                self.fields[naam].help_text = uitleg

        self.fields["nodig"].error_messages["required"] = _(
            "Kies wat er nodig is. Is er niets nodig? Kies dan ‘Niets’."
        )

    def clean_telefoon(self) -> str:
        nummer: str = self.cleaned_data["telefoon"]
        vreemd = re.sub(r"[\d\s+().-]", "", nummer)
        if nummer and (vreemd or len(re.sub(r"\D", "", nummer)) not in CIJFERS):
            raise ValidationError(
                _("Dit is geen telefoonnummer. Een nummer ziet eruit als 0162 12 34 56."), code="telefoon"
            )
        return nummer

    def gegevens(self, fotos: list[NieuweFoto]) -> Verteld:
        """What the service writes down."""
        schoon = dict(self.cleaned_data)
        for naam in ("verteld", "postcode"):
            schoon.pop(naam)
        return Verteld(
            **{
                **schoon,
                "kanaal": Kanaal(schoon["kanaal"]),
                "nodig": [Nodig(ding) for ding in schoon["nodig"]],
                "fotos": fotos,
            }
        )


class NamensFotosForm(PortaalForm):
    """The photos that the resident brought along."""

    fotos = FotosVeld(
        hoogstens=HOOGSTENS_FOTOS,
        required=False,
        label=gettext_lazy("Foto's van de inwoner"),
        help_text=gettext_lazy(
            "Iedereen ziet deze foto's. Stuur dus geen foto van een ingevuld formulier of een brief mee."
        ),
    )
    foto_beschrijving = TekstVeld(
        max_length=200, required=False, label=gettext_lazy("Wat is er op de foto's te zien?")
    )

    def nieuwe_fotos(self) -> list[NieuweFoto]:
        beschrijving = self.cleaned_data["foto_beschrijving"]
        return [NieuweFoto(foto, beschrijving) for foto in self.cleaned_data["fotos"]]
