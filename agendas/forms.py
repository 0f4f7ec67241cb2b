"""Forms about agendas and promises."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agendas.models import Agendapunt, Probleemeigenaar, Toezegging
from agendas.services.agenda import Eigenaar
from initiatieven.models import Initiatief
from kern.forms import DatumVeld, PortaalForm
from kern.velden import TekstVeld
from wijken.models import Wijk

EIGENAREN = 3  # rows for owners; one more than an item has when it has more


class InleidingForm(PortaalForm):
    inleiding = TekstVeld(
        label=_("Waar gaat deze agenda over?"),
        help_text=_("Twee of drie zinnen. Iedereen kan dit lezen."),
        max_length=2000,
        required=False,
        regels=4,
    )


class StatusForm(PortaalForm):
    status = forms.ChoiceField(label=_("Hoe staat het ervoor?"), choices=Agendapunt.Status)


class PuntForm(PortaalForm):
    """An item with its owners: each owner is a name and what kind of party it is."""

    titel = TekstVeld(label=_("Wat wil de wijk?"), max_length=120)
    tekst = TekstVeld(label=_("Uitleg"), max_length=2000, required=False, regels=4)
    status = forms.ChoiceField(
        label=_("Hoe staat het ervoor?"), choices=Agendapunt.Status, initial=Agendapunt.Status.IDEE
    )
    initiatieven = forms.ModelMultipleChoiceField(
        label=_("Welke initiatieven horen hierbij?"),
        queryset=Initiatief.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, wijk: Wijk, punt: Agendapunt | None = None, **kwargs: Any) -> None:
        self.bestaand: Sequence[Probleemeigenaar] = list(punt.eigenaren.all()) if punt else []
        if punt is not None:
            kwargs["initial"] = {
                "titel": punt.titel,
                "tekst": punt.tekst,
                "status": punt.status,
                "initiatieven": [initiatief.pk for initiatief in punt.initiatieven.all()],
            }
        super().__init__(*args, **kwargs)
        van_wijk = Initiatief.objects.openbaar().in_wijk(wijk)
        al_gekozen = punt.initiatieven.all() if punt else Initiatief.objects.none()
        keuze = (van_wijk.lopend() | van_wijk.filter(pk__in=al_gekozen)).order_by("titel", "id")
        self.fields["initiatieven"].queryset = keuze  # type: ignore[attr-defined]
        self.rijen = range(max(EIGENAREN, len(self.bestaand) + 1))
        for nummer in self.rijen:
            self._voeg_eigenaar_toe(nummer)

    def _voeg_eigenaar_toe(self, nummer: int) -> None:
        bestaand = self.bestaand[nummer] if nummer < len(self.bestaand) else None
        eerste = nummer == 0
        self.fields[f"naam_{nummer}"] = TekstVeld(
            label=_("Naam van de eigenaar") if eerste else _("Nog een eigenaar"),
            help_text=_("Een groep, een organisatie, of iemand die het goed vindt dat de naam hier staat.")
            if eerste
            else "",
            max_length=100,
            required=eerste,
            initial=bestaand.naam if bestaand else "",
            error_messages={"required": _("Noem wie ervoor zorgt dat dit verder komt.")},
        )
        self.fields[f"soort_{nummer}"] = forms.ChoiceField(
            label=_("Wie is dit?"),
            choices=Probleemeigenaar.Soort,
            initial=bestaand.soort if bestaand else Probleemeigenaar.Soort.BEWONERS,
        )

    def velden_van_eigenaren(self) -> list[forms.BoundField]:
        """Name and kind per row, for the template."""
        return [self[f"{veld}_{nummer}"] for nummer in self.rijen for veld in ("naam", "soort")]

    @property
    def eigenaren(self) -> list[Eigenaar]:
        """Those that were filled in; somebody with an account keeps it as long as the name stays."""
        accounts = {eigenaar.naam: eigenaar.gebruiker for eigenaar in self.bestaand}
        gegeven = self.cleaned_data
        return [
            Eigenaar(gegeven[f"soort_{n}"], naam, accounts.get(naam))
            for n in self.rijen
            if (naam := gegeven[f"naam_{n}"].strip())
        ]


class ToezeggingForm(PortaalForm):
    kant = forms.ChoiceField(
        label=_("Wie belooft dit?"), choices=Toezegging.Kant, widget=forms.RadioSelect, initial="gemeente"
    )
    wie = TekstVeld(
        label=_("Naam"),
        help_text=_("Een groep of afdeling, of iemand die het goed vindt dat de naam hier staat."),
        max_length=100,
    )
    wat = TekstVeld(label=_("Wat is afgesproken?"), max_length=300, regels=3)
    voor = DatumVeld(label=_("Wanneer is het klaar?"))


class AfrondForm(PortaalForm):
    nagekomen = forms.ChoiceField(
        label=_("Is de afspraak nagekomen?"),
        choices=[("ja", _("Ja")), ("nee", _("Nee"))],
        widget=forms.RadioSelect,
    )
    uitleg = TekstVeld(
        label=_("Uitleg"),
        help_text=_("Vul dit altijd in als de afspraak niet is nagekomen. Iedereen kan dit lezen."),
        max_length=300,
        required=False,
        regels=3,
    )
