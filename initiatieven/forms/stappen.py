"""The forms of the steps in which a resident tells about an initiative."""

import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatieven import themas
from initiatieven.forms.meedoen import NaamVeld
from initiatieven.levensloop import Domein, Nodig
from initiatieven.models import Foto, Initiatief, Thema
from initiatieven.services.fotos import HOOGSTENS_FOTOS, NieuweFoto
from initiatieven.services.mede import HOOGSTENS_MEDE
from initiatieven.stappen import NODIG, WAAR, WAT, WIE, Stap
from kern.forms import PortaalForm
from kern.velden import AdressenVeld, EmailVeld, FotosVeld, TekstVeld
from wijken.adressen import zoek_adres
from wijken.geo import kader_van_gemeente, wijk_bij_punt
from wijken.models import Postcode, Wijk

PC6_IN_TEKST = re.compile(r"\b[1-9]\d{3}\s?[A-Za-z]{2}\b")
RAND = 0.03  # degrees, about 3 km: outlines are coarse, and a place may lie just outside


def lengte(veld: str) -> int:
    """The length that the model allows, so that form and database never disagree."""
    return int(Initiatief._meta.get_field(veld).max_length or 0)  # type: ignore[union-attr]


class StapForm(PortaalForm):
    """A form of one step. With `half` it keeps what is there so far: nothing is compulsory yet."""

    def __init__(self, *args: Any, half: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.half = half
        if half:
            for veld in self.fields.values():
                veld.required = False


class VertelForm(StapForm):
    """What it is: title, story, theme and which side of life in the wijk."""

    titel = TekstVeld(
        max_length=lengte("titel"),
        label=gettext_lazy("Hoe heet uw initiatief?"),
        help_text=gettext_lazy("Eén korte zin. Bijvoorbeeld: Een buurttuin aan de Zandheuvel."),
    )
    verhaal = TekstVeld(
        max_length=lengte("verhaal"),
        regels=8,
        label=gettext_lazy("Vertel wat u wilt doen, en waarom"),
        help_text=gettext_lazy(
            "Dit kan iedereen lezen. Zet er geen namen, adressen of telefoonnummers van mensen in."
        ),
    )
    thema = forms.ModelChoiceField(
        queryset=Thema.objects.none(),
        to_field_name="slug",
        empty_label=gettext_lazy("Kies wat er het beste bij past"),
        label=gettext_lazy("Waar gaat het over?"),
        help_text=gettext_lazy("Past er niets? Kies dan ‘Iets anders’."),
        error_messages={"invalid_choice": gettext_lazy("Kies een onderwerp uit de lijst.")},
    )
    domein = forms.ChoiceField(
        choices=Domein.choices,
        widget=forms.RadioSelect,
        label=gettext_lazy("Wat wordt er vooral beter?"),
        error_messages={"invalid_choice": gettext_lazy("Kies een van de drie antwoorden.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuze = self.fields["thema"]
        assert isinstance(keuze, forms.ModelChoiceField)
        keuze.queryset = themas.te_kiezen()
        if not keuze.queryset.exists():  # a municipality may do without
            del self.fields["thema"]


class WatForm(VertelForm):
    """The first step, with photos. Every photo that is already there has its own description field."""

    fotos = FotosVeld(
        hoogstens=HOOGSTENS_FOTOS,
        required=False,
        label=gettext_lazy("Foto's"),
        help_text=gettext_lazy(
            "Hoogstens 8 foto's van 15 MB: JPEG, PNG of WebP. Wij halen plaats en tijd uit de foto."
        ),
    )
    foto_beschrijving = TekstVeld(
        max_length=200,
        required=False,
        label=gettext_lazy("Wat is er op de foto te zien?"),
        help_text=gettext_lazy(
            "Voor mensen die de foto niet kunnen zien. Kiest u meer foto's? Dan vragen wij het straks per foto."
        ),
    )

    def __init__(self, *args: Any, aanwezig: Sequence[Foto] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.aanwezig = aanwezig
        for nummer, foto in enumerate(aanwezig, start=1):
            self.fields[f"beschrijving_{foto.sleutel.hex}"] = TekstVeld(
                max_length=200,
                required=False,
                initial=foto.beschrijving,
                label=_("Wat is er op foto %(nummer)s te zien?") % {"nummer": nummer},
            )

    def fotovelden(self) -> list[tuple[Foto, forms.BoundField]]:
        """Each photo that is there with its description field, for the template."""
        return [(foto, self[f"beschrijving_{foto.sleutel.hex}"]) for foto in self.aanwezig]

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or {}
        teveel = len(self.aanwezig) + len(schoon.get("fotos") or []) - HOOGSTENS_FOTOS
        if teveel > 0:
            self.add_error(
                "fotos",
                _("U kunt hoogstens %(aantal)s foto's meesturen. Verwijder eerst een foto.")
                % {"aantal": HOOGSTENS_FOTOS},
            )
        return schoon

    def nieuwe_fotos(self) -> list[NieuweFoto]:
        """The photos that can be kept, also when another answer is not right."""
        beschrijving = self.cleaned_data.get("foto_beschrijving", "")
        return [NieuweFoto(foto, beschrijving) for foto in self.cleaned_data.get("fotos") or []]

    def beschrijvingen(self) -> dict[UUID, str]:
        velden = {foto.sleutel: f"beschrijving_{foto.sleutel.hex}" for foto in self.aanwezig}
        return {s: self.cleaned_data[veld] for s, veld in velden.items() if veld in self.cleaned_data}

    def is_leeg(self) -> bool:
        return not any(self.cleaned_data.values())


class WaarForm(StapForm):
    """The wijk, by postcode or from the list; a place in words and a pin when the resident likes."""

    noem_niet_verplicht = False  # a postcode or a wijk: each alone may stay empty, both together not

    postcode = TekstVeld(
        max_length=200,
        required=False,
        label=gettext_lazy("Postcode of adres van de plek"),
        help_text=gettext_lazy("Bijvoorbeeld 4901 AB, of een adres met de postcode erbij."),
        widget=forms.TextInput({"autocomplete": "postal-code", "size": 24}),
    )
    wijk = forms.ModelChoiceField(
        queryset=Wijk.objects.none(),
        required=False,
        empty_label=gettext_lazy("Kies een wijk of dorp"),
        label=gettext_lazy("Of kies de wijk of het dorp"),
        error_messages={"invalid_choice": gettext_lazy("Kies een wijk of dorp uit de lijst.")},
    )
    plek = TekstVeld(
        max_length=lengte("plek"),
        required=False,
        label=gettext_lazy("Welke plek is het precies? (niet verplicht)"),
        help_text=gettext_lazy(
            "Bijvoorbeeld: het grasveld naast de speeltuin. Zet hier niet uw eigen adres."
        ),
    )
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuze = self.fields["wijk"]
        assert isinstance(keuze, forms.ModelChoiceField)
        keuze.queryset = Wijk.objects.actief()

    def clean_postcode(self) -> str:
        """The postcode out of what was typed: people give a whole address as well."""
        getypt: str = self.cleaned_data["postcode"]
        self.adres = getypt
        gevonden = PC6_IN_TEKST.findall(getypt)
        return str(gevonden[-1]) if gevonden else getypt

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or {}
        self._controleer_speld(schoon)
        self._bepaal_wijk(schoon)
        return schoon

    def _bepaal_wijk(self, schoon: dict[str, Any]) -> None:
        """A choice from the list counts; a postcode fills it in and must not contradict it; else the pin."""
        gekozen, invoer = schoon.get("wijk"), schoon.get("postcode")
        if invoer:
            gevonden = Postcode.objects.met(invoer)
            if gevonden is None or not gevonden.wijk.actief:
                if gekozen is None and not self._bepaal_met_adres(schoon):
                    self.add_error("postcode", _onbekend(invoer))
            elif gekozen is None and gevonden.gedeeld:
                self.add_error(
                    "postcode", _("Deze postcode ligt in meer dan één wijk. Kies uw wijk uit de lijst.")
                )
            elif gekozen is None:
                schoon["wijk"] = gevonden.wijk
            elif not gevonden.gedeeld and gevonden.wijk != gekozen:
                self.add_error(
                    "postcode",
                    _("Deze postcode ligt in %(een)s, maar u koos %(ander)s. Pas een van de twee aan.")
                    % {"een": gevonden.wijk, "ander": gekozen},
                )
        if schoon.get("wijk") is None and not self.errors and schoon.get("lat") is not None:
            schoon["wijk"] = wijk_bij_punt(schoon["lat"], schoon["lon"])
        if schoon.get("wijk") is None and not self.errors and not self.half:
            self.add_error("wijk", _("Vul een postcode in of kies een wijk of dorp."))

    def _bepaal_met_adres(self, schoon: dict[str, Any]) -> bool:
        """Ask where the address lies; also puts the pin there when nobody did."""
        adres = zoek_adres(self.adres)
        wijk = Wijk.objects.actief().filter(code=adres.wijkcode).first() if adres else None
        if adres is None or wijk is None:
            return False
        schoon["wijk"] = wijk
        if schoon.get("lat") is None:
            schoon["lat"], schoon["lon"] = adres.lat, adres.lon
        return True

    def _controleer_speld(self, schoon: dict[str, Any]) -> None:
        """Nobody types these two, so an error in them is told in one sentence and the pin is taken away."""
        lat, lon = schoon.get("lat"), schoon.get("lon")
        fout = "lat" in self.errors or "lon" in self.errors or (lat is None) != (lon is None)
        zin = _("De speld op de kaart is niet goed overgekomen. Zet hem opnieuw, of ga verder zonder speld.")
        if not fout and lat is not None and lon is not None and not _in_de_gemeente(lat, lon):
            fout = True
            zin = _("De speld staat buiten de gemeente. Zet hem opnieuw, of ga verder zonder speld.")
        if fout:
            for veld in ("lat", "lon"):
                self.errors.pop(veld, None)
            self.data = {**self.data, "lat": "", "lon": ""}
            self.add_error(None, ValidationError(zin, code="speld"))


def _onbekend(invoer: str) -> str:
    """What to do about an address without a postcode, or with one of elsewhere."""
    if PC6_IN_TEKST.search(invoer):
        return _("Deze postcode kennen wij niet. Kies uw wijk uit de lijst.")
    return _("Hier staat geen postcode in. Zet die erbij, zoals 4901 AB. Of kies uw wijk uit de lijst.")


def _in_de_gemeente(lat: float, lon: float) -> bool:
    """Whether a point lies in or near the municipality, as far as outlines are known."""
    kader = kader_van_gemeente()
    if kader is None:
        return True
    west, zuid, oost, noord = kader
    return west - RAND <= lon <= oost + RAND and zuid - RAND <= lat <= noord + RAND


class NodigForm(StapForm):
    """What the residents need, and what they do themselves."""

    nodig = forms.MultipleChoiceField(
        choices=Nodig.choices,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Wat hebt u nodig?"),
        help_text=gettext_lazy("U kunt meer dan één ding kiezen."),
        error_messages={
            "required": gettext_lazy("Kies wat u nodig hebt. Hebt u niets nodig? Kies dan ‘Niets’."),
            "invalid_choice": gettext_lazy("Kies uit de lijst wat u nodig hebt."),
        },
    )
    nodig_toelichting = TekstVeld(
        max_length=lengte("nodig_toelichting"),
        regels=4,
        required=False,
        label=gettext_lazy("Vertel er iets bij"),
    )
    eigen_bijdrage = TekstVeld(
        max_length=lengte("eigen_bijdrage"),
        regels=4,
        required=False,
        label=gettext_lazy("Wat doet u zelf, met uw buren?"),
        help_text=gettext_lazy("Bijvoorbeeld: wij spitten zelf en geven om de beurt water."),
    )

    def clean_nodig(self) -> list[str]:
        nodig = list(dict.fromkeys(self.cleaned_data["nodig"]))
        if Nodig.NIETS in nodig and len(nodig) > 1:
            raise ValidationError(
                _("U koos ‘Niets’ en ook iets anders. Haal een van de twee weg."), code="tegenstrijdig"
            )
        return nodig


class WieForm(StapForm):
    """Who tells it, and with whom. Hidden from the public unless the resident says otherwise."""

    indiener_naam = NaamVeld(
        label=gettext_lazy("Uw naam"),
        help_text=gettext_lazy("Alleen uw wijkmakelaar en wie uw initiatief behandelt zien uw naam."),
    )
    indiener_email = EmailVeld(
        label=gettext_lazy("Uw e-mailadres"),
        help_text=gettext_lazy("Hier sturen wij het antwoord naartoe. Niemand anders krijgt het te zien."),
    )
    toon_voornaam = forms.BooleanField(
        required=False,
        label=gettext_lazy("Toon mijn voornaam bij mijn initiatief"),
        help_text=gettext_lazy("Zonder vinkje staat er: Een inwoner."),
    )
    groep = TekstVeld(
        max_length=lengte("groep"),
        required=False,
        label=gettext_lazy("Doet u dit namens een groep of organisatie?"),
        help_text=gettext_lazy(
            "Bijvoorbeeld een buurtvereniging of een school. Iedereen kan deze naam lezen. "
            "Vul hier geen naam van een mens in."
        ),
    )
    mede = AdressenVeld(
        hoogstens=HOOGSTENS_MEDE,
        required=False,
        label=gettext_lazy("Begint u dit samen met anderen?"),
        help_text=gettext_lazy(
            "Vul hoogstens vijf e-mailadressen in, elk op een eigen regel. Als u straks hebt bevestigd, krijgen "
            "zij een mail met uw naam. Dan kiezen zij zelf. Niemand anders ziet deze adressen."
        ),
    )

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or {}
        eigen = (schoon.get("indiener_email") or "").lower()
        if schoon.get("mede"):  # who names their own address as well means the same
            schoon["mede"] = [adres for adres in schoon["mede"] if adres != eigen]
        return schoon


class LaterForm(PortaalForm):
    """Where to send the link by which a draft goes on, perhaps on another device."""

    email = EmailVeld(
        label=gettext_lazy("Uw e-mailadres"),
        help_text=gettext_lazy("Wij gebruiken het alleen om u deze link te sturen."),
    )


class NieuweLinkForm(PortaalForm):
    """Where to send a fresh confirmation link."""

    email = EmailVeld(label=gettext_lazy("Uw e-mailadres"))


FORMULIEREN: dict[Stap, type[StapForm]] = {WAT: WatForm, WAAR: WaarForm, NODIG: NodigForm, WIE: WieForm}
