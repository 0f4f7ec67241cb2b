"""The forms about frictions. Their texts are as long as the fields that keep them."""

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from initiatieven import ladder
from initiatieven.forms.acties import ActieForm
from initiatieven.models import Gebeurtenis, Kader, Schuring
from kern.forms import PortaalForm
from kern.models import Gebruiker
from kern.velden import TekstVeld
from kern.werkdagen import vandaag
from rollen.models import Rol, Rolvervulling, Vakafdeling

VERSLAG, REDEN = 2000, 1000


class AfdelingVeld(forms.ModelChoiceField):
    """A department that has a teamleider today."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Om welke afdeling gaat het?"))
        kwargs.setdefault("help_text", _("De teamleider van deze afdeling krijgt de schuring in handen."))
        super().__init__(
            queryset=Vakafdeling.objects.none(), empty_label=_("Kies een afdeling"), required=False, **kwargs
        )

    def met_teamleider(self) -> None:
        leiders = Rolvervulling.objects.filter(rol=Rol.TEAMLEIDER, gebruiker__is_active=True)
        leiders = leiders.geldig(vandaag()).filter(afdeling=OuterRef("pk"))
        self.queryset = Vakafdeling.objects.filter(Exists(leiders))


def _vul_afdeling(form: forms.Form, *, nodig: bool, keuze: Vakafdeling | None, altijd: bool = True) -> None:
    """Ask for the department, or leave the question out when no step needs one.

    Without `altijd` only some of the steps to choose from need it.
    """
    if not nodig:
        del form.fields["afdeling"]
        return
    veld = form.fields["afdeling"]
    assert isinstance(veld, AfdelingVeld)
    veld.met_teamleider()
    veld.required = altijd
    veld.error_messages["required"] = _("Kies de afdeling waar het om gaat.")
    if not altijd:
        veld.help_text = _("Alleen nodig als een teamleider de schuring in handen krijgt.")
    veld.initial = keuze


class SchuringForm(ActieForm):
    """Where it rubs. The rule is chosen from the register, or written down."""

    kader = forms.ModelChoiceField(
        label=_("Welk kader van de raad schuurt hier?"),
        queryset=Kader.objects.filter(actief=True),
        required=False,
        empty_label=_("Geen, of het staat er niet bij"),
    )
    regel = TekstVeld(
        max_length=300,
        required=False,
        label=_("Welke regel is het precies?"),
        help_text=_(
            "Nodig als u hierboven geen kader koos. Bijvoorbeeld: geen opslag binnen 50 meter van huizen."
        ),
    )
    belang = TekstVeld(
        max_length=REDEN,
        regels=4,
        label=_("Wiens belang beschermt de regel, en wat is de wens?"),
        help_text=_("Noem beide kanten. Noem geen namen van bewoners."),
    )
    geprobeerd = TekstVeld(
        max_length=VERSLAG, regels=5, label=_("Wat is er al geprobeerd?"), help_text=_("Ook wat niet lukte.")
    )
    afdeling = AfdelingVeld()
    publiek = TekstVeld(
        max_length=VERSLAG,
        regels=4,
        required=False,
        label=_("Wat mag de inwoner hiervan weten?"),
        help_text=_(
            "Alleen wat u hier schrijft staat op de pagina van het initiatief en in een mail aan de inwoner. "
            "Laat u dit leeg, dan weten alleen collega's ervan."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nodig = ladder.vraagt_afdeling(ladder.treden()[0])
        _vul_afdeling(self, nodig=nodig, keuze=self.initiatief.aan_zet_afdeling)

    @property
    def tekstveld(self) -> str:
        """A standard text is for the resident."""
        return "publiek"

    def is_dezelfde(self, gebeurtenis: Gebeurtenis) -> bool:
        return super().is_dezelfde(gebeurtenis) or gebeurtenis.tekst == str(self.cleaned_data.get("kader"))

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        if not gegevens.get("kader") and not gegevens.get("regel") and "regel" not in self.errors:
            self.add_error("regel", _("Schrijf op welke regel hier schuurt, of kies een kader."))
        if "afdeling" in self.fields and not gegevens.get("afdeling") and "afdeling" not in self.errors:
            self.add_error("afdeling", _("Kies de afdeling waar het om gaat."))
        return gegevens


class StapForm(PortaalForm):
    """Of one friction. `gezien` is the last step that stood on the screen."""

    gezien = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, schuring: Schuring, door: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.schuring = schuring
        self.door = door
        self.ladder = ladder.treden()

    def gegevens(self) -> dict[str, Any]:
        """What the service is given."""
        return dict(self.cleaned_data)

    def vraag_afdeling(self, nummers: "range | list[int]") -> None:
        """Ask for the department when one of these steps needs it."""
        vraagt = [ladder.vraagt_afdeling(self.ladder[nummer]) for nummer in nummers]
        keuze = self.schuring.afdeling or self.schuring.initiatief.aan_zet_afdeling
        _vul_afdeling(self, nodig=any(vraagt), keuze=keuze, altijd=all(vraagt))

    def eis_afdeling(self, naar: int | None) -> None:
        """The chosen step may need a department."""
        if naar is None or "afdeling" not in self.fields or "afdeling" in self.errors:
            return
        if ladder.vraagt_afdeling(self.ladder[naar]) and not self.cleaned_data.get("afdeling"):
            self.add_error("afdeling", _("Kies de afdeling waar het om gaat."))


class VerslagForm(StapForm):
    verslag = TekstVeld(
        max_length=VERSLAG,
        regels=8,
        label=_("Wat is er besproken of geprobeerd?"),
        help_text=_("Schrijf zo dat iemand die er niet bij was het begrijpt."),
    )


class HogerForm(StapForm):
    verslag = TekstVeld(
        max_length=VERSLAG,
        regels=8,
        label=_("Wat leverde deze trede op?"),
        help_text=_("En waarom is het hier niet opgelost? Wie hierna aan zet is, leest dit als eerste."),
    )
    afdeling = AfdelingVeld()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.naar = ladder.volgende(self.ladder, self.schuring)
        self.vraag_afdeling([] if self.naar is None else [self.naar])

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        self.eis_afdeling(self.naar)
        return gegevens


class KeuzeForm(StapForm):
    """To a step that is chosen."""

    naar = forms.TypedChoiceField(label=_("Naar welke trede?"), coerce=int, widget=forms.RadioSelect)
    afdeling = AfdelingVeld()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nummers = self.nummers()
        veld = self.fields["naar"]
        assert isinstance(veld, forms.TypedChoiceField)
        veld.choices = [(nummer, self.ladder[nummer].naam) for nummer in nummers]
        self.vraag_afdeling(nummers)

    def nummers(self) -> range:
        """The steps to choose from."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        self.eis_afdeling(gegevens.get("naar"))
        return gegevens


class OverslaanForm(KeuzeForm):
    reden = TekstVeld(
        max_length=REDEN,
        regels=4,
        label=_("Waarom slaat u een trede over?"),
        help_text=_("De reden blijft bij de schuring staan. Iedereen die erbij betrokken is leest haar."),
    )
    verslag = TekstVeld(max_length=VERSLAG, regels=6, required=False, label=_("Wat leverde deze trede op?"))

    field_order = ("gezien", "naar", "afdeling", "reden", "verslag")

    def nummers(self) -> range:
        return ladder.verder(self.ladder, self.schuring)


class TerugForm(KeuzeForm):
    reden = TekstVeld(
        max_length=VERSLAG,
        regels=6,
        label=_("Waarom kan het terug?"),
        help_text=_("Bijvoorbeeld: er is ruimte gevonden, en de teamleider kan het nu regelen."),
    )

    field_order = ("gezien", "naar", "afdeling", "reden")

    def nummers(self) -> range:
        return ladder.terug(self.ladder, self.schuring)


class UitkomstForm(StapForm):
    uitkomst = forms.ChoiceField(
        label=_("Wat is de uitkomst?"), choices=Schuring.Uitkomst, widget=forms.RadioSelect
    )
    toelichting = TekstVeld(
        max_length=VERSLAG,
        regels=8,
        label=_("Hoe kwam het tot deze uitkomst?"),
        help_text=_(
            "Collega's lezen dit, en het helpt bij een volgende keer. De inwoner hoort het van u apart."
        ),
    )
