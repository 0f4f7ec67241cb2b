"""The forms of the werkbank: one per act. Their texts are as long as the fields that keep them."""

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from initiatieven.levensloop import Route, Sturingsrol
from initiatieven.models import Initiatief
from kern.forms import PortaalForm
from kern.models import Gebruiker
from kern.velden import TekstVeld
from kern.werkdagen import vandaag
from rollen.models import Rol, Rolvervulling, Vakafdeling
from rollen.wie import mensen_met

LANG, REDEN, KADER = 5000, 2000, 300


class ActieForm(PortaalForm):
    """Of one initiative. `gezien` is the last Gebeurtenis that stood on the screen."""

    gezien = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, initiatief: Initiatief, door: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initiatief = initiatief
        self.door = door

    def gegevens(self) -> dict[str, Any]:
        """What the service is given."""
        return {naam: waarde for naam, waarde in self.cleaned_data.items() if naam != "gezien"}


class TekstForm(ActieForm):
    tekst = TekstVeld(max_length=LANG, regels=10, label=_("Uw bericht"))


class NotitieForm(ActieForm):
    tekst = TekstVeld(
        max_length=LANG,
        regels=6,
        label=_("Uw notitie"),
        help_text=_("Alleen collega's lezen dit. De inwoner ziet het niet."),
    )


class VraagForm(ActieForm):
    tekst = TekstVeld(
        max_length=LANG,
        regels=6,
        label=_("Uw vraag"),
        help_text=_("Stel één vraag tegelijk. Dan krijgt u sneller antwoord."),
    )


class RedenForm(ActieForm):
    reden = TekstVeld(
        max_length=REDEN,
        regels=6,
        label=_("Waarom stopt het?"),
        help_text=_("Iedereen kan dit lezen. Noem geen namen."),
    )


class NietPassendForm(ActieForm):
    reden = TekstVeld(
        max_length=REDEN,
        regels=6,
        label=_("Waarom kan het niet?"),
        help_text=_("Schrijf zoals u het de inwoner zou vertellen: dit kan niet, want …"),
    )
    kader = TekstVeld(
        max_length=KADER,
        label=_("Welk kader van de gemeenteraad geldt hier?"),
        help_text=_("Bijvoorbeeld: Omgevingsplan 2024, artikel 3."),
    )


class AanpakForm(ActieForm):
    route = forms.ChoiceField(label=_("Hoe pakken wij het aan?"), choices=Route, widget=forms.RadioSelect)
    afdeling = forms.ModelChoiceField(
        label=_("Naar welke afdeling gaat het?"),
        queryset=Vakafdeling.objects.none(),
        required=False,
        empty_label=_("Kies een afdeling"),
        help_text=_("Alleen nodig als u het initiatief doorgeleidt. De teamleider krijgt een mail."),
    )
    sturingsrol = forms.ChoiceField(
        label=_("Welke rol heeft de gemeente hierbij?"), choices=Sturingsrol, widget=forms.RadioSelect
    )
    antwoord = TekstVeld(
        max_length=LANG,
        regels=8,
        label=_("Uw antwoord aan de inwoner"),
        help_text=_("Vertel wat u heeft besloten, waarom, en wat er nu gebeurt."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leiders = Rolvervulling.objects.filter(rol=Rol.TEAMLEIDER, gebruiker__is_active=True).geldig(
            vandaag()
        )
        met_leider = Vakafdeling.objects.filter(Exists(leiders.filter(afdeling=OuterRef("pk"))))
        veld = self.fields["afdeling"]
        assert isinstance(veld, forms.ModelChoiceField)
        veld.queryset = met_leider

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        doorgeleiden = gegevens.get("route") == Route.DOORGELEIDEN
        if doorgeleiden and not gegevens.get("afdeling") and "afdeling" not in self.errors:
            self.add_error("afdeling", _("Kies de afdeling die dit initiatief oppakt."))
        if not doorgeleiden:
            gegevens["afdeling"] = None
        return gegevens

    def gegevens(self) -> dict[str, Any]:
        gegevens = super().gegevens()
        return {
            **gegevens,
            "route": Route(gegevens["route"]),
            "sturingsrol": Sturingsrol(gegevens["sturingsrol"]),
        }


class OverdragenForm(ActieForm):
    naar = forms.ModelChoiceField(
        label=_("Wie neemt het over?"),
        queryset=Gebruiker.objects.none(),
        empty_label=_("Kies een collega"),
        help_text=_("Dit kan iemand zijn die initiatieven in deze wijk behandelt, ook uzelf."),
    )
    tekst = TekstVeld(
        max_length=LANG,
        regels=4,
        required=False,
        label=_("Toelichting voor de inwoner en uw collega"),
        help_text=_("De afgesproken datum blijft staan."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld = self.fields["naar"]
        assert isinstance(veld, forms.ModelChoiceField)
        if wijk := self.initiatief.wijk:
            collegas = mensen_met("initiatieven.triageren", wijk, vandaag())
            veld.queryset = collegas.exclude(behandelde_initiatieven=self.initiatief)
