"""The forms for who started an initiative, after submission. Their texts fit the fields that keep them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatieven import themas
from initiatieven.forms.stappen import NodigForm
from initiatieven.models import Foto, Initiatief, Thema
from initiatieven.services.fotos import HOOGSTENS_BIJ_NIEUWS, Fotowijziging, NieuweFoto
from kern.forms import PortaalForm
from kern.velden import EmailVeld, FotosVeld, TekstVeld

REDEN, BERICHT, BESCHRIJVING = 2000, 5000, 200
IEDEREEN = gettext_lazy("Iedereen kan dit lezen. Noem geen namen of adressen van andere mensen.")


class EigenForm(PortaalForm):
    """Of one initiative. `gezien` is the last line of the timeline that stood on the screen."""

    gezien = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, initiatief: Initiatief, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initiatief = initiatief

    def gegevens(self) -> dict[str, Any]:
        """What the service is given."""
        return dict(self.cleaned_data)

    def opnieuw_kiezen(self) -> None:
        """A browser forgets chosen files: say so when the form comes back."""
        if self.files and "fotos" in self.fields and "fotos" not in self.errors:
            self.add_error("fotos", _("Kies uw foto's hieronder opnieuw. Ze zijn nog niet bewaard."))


class WijzigForm(EigenForm, NodigForm):
    """What the story tells, to correct it."""

    titel = TekstVeld(max_length=100, label=gettext_lazy("Hoe heet uw initiatief?"))
    verhaal = TekstVeld(max_length=5000, regels=10, label=gettext_lazy("Uw verhaal"), help_text=IEDEREEN)
    plek = TekstVeld(
        max_length=200,
        required=False,
        label=gettext_lazy("Welke plek is het precies?"),
        help_text=gettext_lazy(
            "Bijvoorbeeld: het grasveld naast de speeltuin. Zet hier niet uw eigen adres."
        ),
    )
    thema = forms.ModelChoiceField(
        queryset=Thema.objects.none(),
        required=False,
        empty_label=gettext_lazy("Kies wat er het beste bij past"),
        label=gettext_lazy("Waar gaat het over?"),
        error_messages={"invalid_choice": gettext_lazy("Kies een onderwerp uit de lijst.")},
    )
    field_order = ("titel", "verhaal", "plek", "thema", "nodig", "nodig_toelichting", "eigen_bijdrage")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld = self.fields["thema"]
        assert isinstance(veld, forms.ModelChoiceField)
        # One that left the profile may stay where it is.
        nu = Q(pk__in=themas.te_kiezen()) | Q(pk=self.initiatief.thema_id)
        veld.queryset = Thema.objects.filter(nu)

    def gegevens(self) -> dict[str, Any]:
        antwoorden = dict(self.cleaned_data)
        return {"gezien": antwoorden.pop("gezien"), "antwoorden": antwoorden}


class StopForm(EigenForm):
    reden = TekstVeld(
        max_length=REDEN, regels=5, label=gettext_lazy("Waarom stopt u ermee?"), help_text=IEDEREEN
    )


class HeropenForm(EigenForm):
    reden = TekstVeld(
        max_length=REDEN, regels=5, label=gettext_lazy("Wat is er niet af?"), help_text=IEDEREEN
    )


class NieuwsForm(EigenForm):
    """A message with up to four photos."""

    tekst = TekstVeld(max_length=BERICHT, regels=6, label=gettext_lazy("Uw bericht"), help_text=IEDEREEN)
    fotos = FotosVeld(
        hoogstens=HOOGSTENS_BIJ_NIEUWS,
        required=False,
        label=gettext_lazy("Foto's"),
        help_text=gettext_lazy(
            "Hoogstens 4 foto's. Vraag mensen die erop staan of zij het goed vinden. Wij halen plaats en tijd "
            "uit de foto."
        ),
    )
    foto_beschrijving = TekstVeld(
        max_length=BESCHRIJVING,
        required=False,
        label=gettext_lazy("Wat is er op de foto's te zien?"),
        help_text=gettext_lazy("Voor mensen die de foto's niet kunnen zien."),
    )

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or {}
        if self.errors:
            self.opnieuw_kiezen()
        return schoon

    def gegevens(self) -> dict[str, Any]:
        gegevens = dict(self.cleaned_data)
        beschrijving = gegevens.pop("foto_beschrijving")
        gegevens["fotos"] = [NieuweFoto(foto, beschrijving) for foto in gegevens["fotos"]]
        return gegevens


class GeluktForm(NieuwsForm):
    """The last news: it worked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tekst"].label = _("Wat is er bereikt?")


class FotosForm(EigenForm):
    """Photos that are there, each to describe or take away, and new ones; at most `hoogstens` together."""

    def __init__(self, *args: Any, aanwezig: Sequence[Foto], hoogstens: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.aanwezig, self.hoogstens = aanwezig, hoogstens
        for nummer, foto in enumerate(aanwezig, start=1):
            self.fields[f"beschrijving_{foto.sleutel.hex}"] = TekstVeld(
                max_length=BESCHRIJVING,
                required=False,
                initial=foto.beschrijving,
                label=_("Wat is er op foto %(nummer)s te zien?") % {"nummer": nummer},
                help_text=_("Voor mensen die de foto niet kunnen zien."),
            )
            self.fields[f"weg_{foto.sleutel.hex}"] = forms.BooleanField(
                required=False, label=_("Haal foto %(nummer)s weg") % {"nummer": nummer}
            )
        self.fields["fotos"] = FotosVeld(
            hoogstens=hoogstens,
            required=False,
            label=_("Foto's erbij"),
            help_text=_("Hoogstens %(aantal)s foto's bij elkaar: JPEG, PNG of WebP.") % {"aantal": hoogstens},
        )
        self.fields["foto_beschrijving"] = TekstVeld(
            max_length=BESCHRIJVING,
            required=False,
            label=_("Wat is er op de nieuwe foto's te zien?"),
        )

    def fotovelden(self) -> list[tuple[Foto, forms.BoundField, forms.BoundField]]:
        """Each photo that is there with its two fields, for the template."""
        return [
            (foto, self[f"beschrijving_{foto.sleutel.hex}"], self[f"weg_{foto.sleutel.hex}"])
            for foto in self.aanwezig
        ]

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or {}
        blijft = len(self.aanwezig) - len(self._weg(schoon))
        if blijft + len(schoon.get("fotos") or []) > self.hoogstens:
            self.add_error(
                "fotos",
                _("Hier passen hoogstens %(aantal)s foto's. Haal eerst een foto weg.")
                % {"aantal": self.hoogstens},
            )
        if self.errors:
            self.opnieuw_kiezen()
        return schoon

    def _weg(self, schoon: dict[str, Any]) -> list[UUID]:
        return [foto.sleutel for foto in self.aanwezig if schoon.get(f"weg_{foto.sleutel.hex}")]

    def gegevens(self) -> dict[str, Any]:
        schoon = self.cleaned_data
        beschrijving = schoon["foto_beschrijving"]
        wijziging = Fotowijziging(
            erbij=[NieuweFoto(foto, beschrijving) for foto in schoon["fotos"]],
            weg=self._weg(schoon),
            beschrijvingen={f.sleutel: schoon[f"beschrijving_{f.sleutel.hex}"] for f in self.aanwezig},
        )
        return {"wijziging": wijziging, "gezien": schoon["gezien"]}


class UitnodigForm(PortaalForm):
    """Whom to ask to start it together."""

    email = EmailVeld(
        label=gettext_lazy("E-mailadres"),
        help_text=gettext_lazy("Deze persoon krijgt een mail met een link. Niemand anders ziet het adres."),
    )
