"""Forms for learning points and reports."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kern.forms import PortaalForm
from kern.velden import TekstVeld
from rapportages.models import Kwartaalrapportage, Leerpunt, Perspectief
from rapportages.services.leerpunten import KORT
from wijken.models import Wijk


class VertelForm(PortaalForm):
    """Three short questions to who started an initiative that ended; at least one is answered."""

    noem_niet_verplicht = False  # each of them may stay empty, all three together not

    goed = TekstVeld(label=_("Wat ging goed?"), max_length=KORT, regels=3, required=False)
    lastig = TekstVeld(label=_("Wat was lastig?"), max_length=KORT, regels=3, required=False)
    aanraden = TekstVeld(label=_("Wat raadt u anderen aan?"), max_length=KORT, regels=3, required=False)

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or {}
        if not self.errors and not any(schoon.values()):
            raise forms.ValidationError(_("Beantwoord minstens één vraag. Een paar woorden is genoeg."))
        return schoon


class LeerpuntForm(PortaalForm):
    """A learning point noted by staff. Without an initiative they choose the wijk."""

    wijk = forms.ModelChoiceField(
        label=_("Wijk"), queryset=Wijk.objects.none(), empty_label=_("Kies een wijk")
    )
    perspectief = forms.ChoiceField(
        label=_("Wie leerde dit?"),
        choices=[
            (Perspectief.GEMEENTE, _("Wij, de gemeente")),
            (Perspectief.BEWONERS, _("Bewoners: ik schrijf op wat zij mij vertelden")),
        ],
        widget=forms.RadioSelect,
    )
    tekst = TekstVeld(
        label=_("Wat is er geleerd?"),
        help_text=_(
            "Wat is er geprobeerd, wat gebeurde er en wat weten we nu? Noem geen namen van bewoners."
        ),
        max_length=1500,
        regels=7,
    )
    verandert = TekstVeld(
        label=_("Wat moet er anders?"),
        help_text=_(
            "Wat gaat de gemeente doen, zo concreet dat de raad ernaar kan vragen? Of: wat wensen bewoners?"
        ),
        max_length=1000,
        regels=3,
        required=False,
    )

    def __init__(self, *args: Any, wijken: QuerySet[Wijk] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if wijken is None:
            del self.fields["wijk"]
        else:
            keuze = self.fields["wijk"]
            assert isinstance(keuze, forms.ModelChoiceField)
            keuze.queryset = wijken


class WijzigLeerpuntForm(PortaalForm):
    """Correct a learning point."""

    tekst = TekstVeld(label=_("Wat is er geleerd?"), max_length=1500, regels=7)
    verandert = TekstVeld(label=_("Wat moet er anders?"), max_length=1000, regels=3, required=False)


class RapportageForm(PortaalForm):
    """What the opgaveleider writes and chooses for a report."""

    samenvatting = TekstVeld(
        label=_("Samenvatting"),
        help_text=_(
            "Wat moet de raad onthouden? Eén bladzijde. Een witregel begint een nieuwe alinea. "
            "De samenvatting is nodig om de rapportage aan te bieden."
        ),
        max_length=4000,
        regels=12,
        required=False,
    )
    bijstelling = TekstVeld(
        label=_("Bijstelling van de visie"),
        help_text=_("Alleen als de leerpunten vragen om een andere koers."),
        max_length=2000,
        regels=4,
        required=False,
    )
    portefeuillehouder = TekstVeld(label=_("Portefeuillehouder"), max_length=120, required=False)
    contactpersoon = TekstVeld(
        label=_("Contactpersoon"),
        help_text=_("Wie beantwoordt vragen van de raad?"),
        max_length=120,
        required=False,
    )
    registratienummer = TekstVeld(
        label=_("Registratienummer"),
        help_text=_("Het nummer van deze zaak in het archief."),
        max_length=40,
        required=False,
    )
    leerpunten = forms.ModelMultipleChoiceField(
        label=_("Leerpunten"),
        queryset=Leerpunt.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, rapportage: Kwartaalrapportage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuze = self.fields["leerpunten"]
        assert isinstance(keuze, forms.ModelMultipleChoiceField)
        keuze.queryset = Leerpunt.objects.te_kiezen_voor(rapportage).per_wijk()

    def gekozen(self) -> set[str]:
        """The ids that are ticked, typed or stored, for a page that draws its own list."""
        waarde = self["leerpunten"].value() or []
        return {str(getattr(punt, "pk", punt)) for punt in waarde}
