"""The forms of the werkbank: one per act. Their texts are as long as the fields that keep them."""

from typing import Any, cast

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from initiatieven.levensloop import Route, Sturingsrol
from initiatieven.models import Gebeurtenis, Initiatief, Kader
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
    _errors: ErrorDict | None  # Django's own, unknown to its types

    def __init__(self, *args: Any, initiatief: Initiatief, door: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initiatief = initiatief
        self.door = door

    def gegevens(self) -> dict[str, Any]:
        """What the service is given."""
        return {naam: waarde for naam, waarde in self.cleaned_data.items() if naam != "gezien"}

    @property
    def tekstveld(self) -> str:
        """The name of the field for the longer text, in which a standard text may begin; empty without one."""
        lang = (naam for naam, veld in self.fields.items() if isinstance(veld, TekstVeld) and veld.regels)
        return next(lang, "")

    def met_tekst(self, tekst: str) -> "ActieForm":
        """The same form with all that was typed and this in its text; not sent yet, so without complaints."""
        gegevens = cast(QueryDict, self.data).copy()
        gegevens[self.tekstveld] = tekst
        opnieuw = type(self)(gegevens, initiatief=self.initiatief, door=self.door)
        opnieuw._errors = ErrorDict()
        return opnieuw

    def is_dezelfde(self, gebeurtenis: Gebeurtenis) -> bool:
        """Whether this line is what the form asks for: then it was sent twice."""
        return gebeurtenis.tekst in self.cleaned_data.values()


class TekstForm(ActieForm):
    tekst = TekstVeld(max_length=LANG, regels=10, label=_("Uw bericht"))


class NotitieForm(ActieForm):
    tekst = TekstVeld(
        max_length=LANG,
        regels=6,
        label=_("Uw notitie"),
        help_text=_("Alleen collega's lezen dit. De inwoner ziet het niet."),
    )
    vermeld = forms.ModelMultipleChoiceField(
        label=_("Wie moet dit lezen?"),
        queryset=Gebruiker.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Zij krijgen een mail met een link. De notitie zelf staat niet in de mail."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld = self.fields["vermeld"]
        assert isinstance(veld, forms.ModelMultipleChoiceField)
        veld.queryset = self._lezers()

    def _lezers(self) -> QuerySet[Gebruiker]:
        """Colleagues who may read this initiative: those of the wijk, and of the department that is aan zet."""
        wijk, dag = self.initiatief.wijk, vandaag()
        assert wijk is not None  # by constraint, once it is public
        van_wijk = mensen_met("initiatieven.lezen", wijk, dag)
        van_afdeling = Rolvervulling.objects.filter(
            rol=Rol.TEAMLEIDER, afdeling__isnull=False, afdeling=self.initiatief.aan_zet_afdeling_id
        ).geldig(dag)
        lezers = Q(pk__in=van_wijk.values("pk")) | Q(rolvervullingen__in=van_afdeling)
        return Gebruiker.objects.filter(lezers, is_active=True).exclude(pk=self.door.pk).distinct()


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


class KaderKeuze(forms.ModelChoiceField):
    """A choice from the register, with the source of each."""

    def label_from_instance(self, obj: Kader) -> str:
        return obj.vindplaats


class NietPassendForm(ActieForm):
    noem_niet_verplicht = False  # of the two ways to name a kader, each alone may stay empty

    reden = TekstVeld(
        max_length=REDEN,
        regels=6,
        label=_("Waarom kan het niet?"),
        help_text=_("Schrijf zoals u het de inwoner zou vertellen: dit kan niet, want …"),
    )
    uit_register = KaderKeuze(
        label=_("Welk kader van de gemeenteraad geldt hier?"),
        queryset=Kader.objects.none(),
        required=False,
        empty_label=_("Kies een kader"),
        help_text=_("Kaders bij dit thema staan bovenaan. De inwoner leest de tekst en de bron erbij."),
    )
    kader = TekstVeld(
        max_length=KADER,
        required=False,
        label=_("Of noem een kader dat er niet bij staat"),
        help_text=_("Bijvoorbeeld: Omgevingsplan 2024, artikel 3."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld = self.fields["uit_register"]
        assert isinstance(veld, forms.ModelChoiceField)
        veld.queryset = Kader.objects.geldend().op_thema(self.initiatief)

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        if "kader" in self.errors or "uit_register" in self.errors:
            return gegevens
        if not gegevens.get("kader") and not gegevens.get("uit_register"):
            self.add_error("uit_register", _("Kies een kader, of noem het hieronder."))
        elif gegevens.get("kader") and gegevens.get("uit_register"):
            self.add_error("kader", _("U koos hierboven al een kader. Haal een van de twee weg."))
        return gegevens


class AanpakForm(ActieForm):
    route = forms.ChoiceField(label=_("Hoe pakken wij het aan?"), choices=Route, widget=forms.RadioSelect)
    afdeling = forms.ModelChoiceField(
        label=_("Naar welke afdeling gaat het?"),
        queryset=Vakafdeling.objects.none(),
        required=False,
        empty_label=_("Kies een afdeling"),
        help_text=_(
            "Alleen nodig als u het initiatief doorgeleidt. De teamleider krijgt een mail. Heeft de afdeling een "
            "eigen e-mailadres? Dan komt daar een link om te antwoorden."
        ),
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
    vraag = TekstVeld(
        max_length=REDEN,
        regels=4,
        required=False,
        label=_("Uw vraag aan de afdeling"),
        help_text=_("Alleen als u het initiatief doorgeleidt. Iedereen kan uw vraag lezen."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leiders = Rolvervulling.objects.filter(rol=Rol.TEAMLEIDER, gebruiker__is_active=True).geldig(
            vandaag()
        )
        met_leider = Exists(leiders.filter(afdeling=OuterRef("pk")))
        veld = self.fields["afdeling"]
        assert isinstance(veld, forms.ModelChoiceField)
        veld.queryset = Vakafdeling.objects.filter(met_leider | ~Q(email=""))

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        doorgeleiden = gegevens.get("route") == Route.DOORGELEIDEN
        if doorgeleiden and not gegevens.get("afdeling") and "afdeling" not in self.errors:
            self.add_error("afdeling", _("Kies de afdeling die dit initiatief oppakt."))
        if not doorgeleiden:
            gegevens |= {"afdeling": None, "vraag": ""}
        return gegevens

    def is_dezelfde(self, gebeurtenis: Gebeurtenis) -> bool:
        return gebeurtenis.tekst.startswith(self.cleaned_data["antwoord"])

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

    def is_dezelfde(self, gebeurtenis: Gebeurtenis) -> bool:
        naar = str(self.cleaned_data["naar"])
        return gebeurtenis.soort == Gebeurtenis.Soort.OVERGEDRAGEN and gebeurtenis.tekst.startswith(naar)
