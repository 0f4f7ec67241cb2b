"""The forms in which roles are given, corrected and ended. What they ask is decided by `wijkportaal.rolbeheer`."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kern.forms import DatumVeld, PortaalForm
from kern.models import Gebruiker
from kern.profiel import profiel
from kern.velden import TekstVeld
from kern.werkdagen import vandaag
from rollen.mensen import collegas, in_dienst
from rollen.models import Rol, Rolvervulling, Vakafdeling
from wijken.models import Wijk

RedenEinde = Rolvervulling.RedenEinde
EERSTE_DAG_ERNA = gettext_lazy("De eerste dag waarop het niet meer telt.")
WIE_ERVOOR_IS = gettext_lazy("Wie er dan voor is")


def _niet_voorbij(dag: date) -> date:
    if dag < vandaag():
        raise ValidationError(_("Kies vandaag of een dag die nog komt."))
    return dag


class MensKeuze(forms.ModelChoiceField):
    """A colleague by name; with the address where two are called the same."""

    def __init__(self, mensen: QuerySet[Gebruiker], **kwargs: Any) -> None:
        super().__init__(mensen.order_by("sorteernaam", "pk"), **kwargs)

    def label_from_instance(self, obj: Gebruiker) -> str:
        return f"{obj.naam} ({obj.email})" if obj.email else str(obj)


class _RolVelden(PortaalForm):
    """A role, its place and its days."""

    soms_verplicht: tuple[str, ...] = ("wijk", "afdeling", "organisatie")
    rol = forms.ChoiceField(label=gettext_lazy("Welke rol?"))
    wijk = forms.ModelChoiceField(
        Wijk.objects.none(),
        required=False,
        label=gettext_lazy("Voor welke wijk of welk dorp?"),
        empty_label=gettext_lazy("De hele gemeente"),
    )
    afdeling = forms.ModelChoiceField(
        Vakafdeling.objects.all(),
        required=False,
        label=gettext_lazy("Bij welke vakafdeling?"),
        help_text=gettext_lazy("Alleen bij een teamleider of vakmedewerker."),
        empty_label=gettext_lazy("Geen vakafdeling"),
    )
    vanaf = DatumVeld(label=gettext_lazy("Vanaf welke dag?"))
    tot = DatumVeld(
        required=False,
        label=gettext_lazy("Tot welke dag?"),
        help_text=gettext_lazy(
            "De eerste dag waarop de rol niet meer telt. Laat dit leeg als er geen einde is."
        ),
    )
    opvolgen = forms.BooleanField(
        required=False,
        label=gettext_lazy("Wie deze rol daar nu heeft, stopt op de eerste dag"),
        help_text=gettext_lazy("Zo is er elke dag iemand, en nooit twee mensen tegelijk."),
    )
    organisatie = TekstVeld(
        required=False,
        max_length=120,
        label=gettext_lazy("Voor welke organisatie werkt deze persoon?"),
        help_text=gettext_lazy("Alleen bij een partner. Bijvoorbeeld een woningcorporatie."),
    )
    mandaatbesluit = TekstVeld(
        required=False,
        max_length=200,
        label=gettext_lazy("Welk besluit hoort erbij?"),
        help_text=gettext_lazy("Het nummer of de datum van het besluit."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titels = [(rol.value, profiel().roltitel(rol)) for rol in Rol]
        self.fields["rol"].choices = [("", _("Kies een rol")), *titels]  # type: ignore[attr-defined]
        self.fields["wijk"].queryset = Wijk.objects.actief().defer("omtrek")  # type: ignore[attr-defined]

    def clean_vanaf(self) -> date:
        return _niet_voorbij(self.cleaned_data["vanaf"])

    def rolvelden(self) -> dict[str, Any]:
        """What the acts take."""
        velden = {naam: self.cleaned_data[naam] for naam in _RolVelden.base_fields}
        return {**velden, "rol": Rol(velden["rol"])}


class RolForm(_RolVelden):
    """Give somebody who is known here a role."""

    soms_verplicht = ("wie", "email", *_RolVelden.soms_verplicht)
    wie = MensKeuze(
        collegas(),
        required=False,
        label=gettext_lazy("Wie krijgt de rol?"),
        empty_label=gettext_lazy("Kies een collega"),
    )
    email = forms.EmailField(
        required=False,
        label=gettext_lazy("Of: het e-mailadres van iemand met een account"),
        help_text=gettext_lazy(
            "Voor wie hier nog geen rol had, zoals een bewoner. Dan kiest u hierboven niemand."
        ),
        error_messages={"invalid": gettext_lazy("Dit is geen e-mailadres. Het lijkt op naam@voorbeeld.nl.")},
    )
    field_order = ("wie", "email", *_RolVelden.base_fields)

    def clean(self) -> dict[str, Any]:
        velden = super().clean() or {}
        wie, email = velden.get("wie"), (velden.get("email") or "").strip().lower()
        if wie is None and not email and not self.errors.keys() & {"wie", "email"}:
            self.add_error("wie", ValidationError(_("Kies een collega, of vul een e-mailadres in.")))
        if wie is None and email:
            velden["wie"] = Gebruiker.objects.filter(email=email, gewist_op=None).first()
            if velden["wie"] is None:
                self.add_error("email", _("Wij kennen dit adres niet. Voeg deze persoon eerst toe."))
        return velden


class MensForm(_RolVelden):
    """A new colleague, with a first role: somebody without one has nothing to do here."""

    naam = TekstVeld(max_length=120, label=gettext_lazy("Naam"))
    email = forms.EmailField(
        max_length=254,
        label=gettext_lazy("E-mailadres van het werk"),
        help_text=gettext_lazy("Hier komt een mail die vertelt hoe inloggen gaat."),
        error_messages={"invalid": gettext_lazy("Dit is geen e-mailadres. Het lijkt op naam@voorbeeld.nl.")},
    )
    field_order = ("naam", "email", *_RolVelden.base_fields)


class GeplandForm(PortaalForm):
    """Correct a role that has not begun."""

    DAGEN, SCHRAP = "dagen", "schrap"
    wat = forms.ChoiceField(
        label=gettext_lazy("Wat verandert er?"),
        choices=[
            (DAGEN, gettext_lazy("De rol krijgt andere dagen")),
            (SCHRAP, gettext_lazy("De rol gaat niet door")),
        ],
        widget=forms.RadioSelect,
    )
    vanaf = DatumVeld(label=gettext_lazy("Vanaf welke dag?"))
    tot = DatumVeld(required=False, label=gettext_lazy("Tot welke dag?"), help_text=EERSTE_DAG_ERNA)


class _OverdrachtForm(PortaalForm):
    """An end, and who takes over what it leaves."""

    tot: DatumVeld
    naar = MensKeuze(
        Gebruiker.objects.none(),
        required=False,
        label=gettext_lazy("Wie neemt het open werk over?"),
        help_text=gettext_lazy("Een collega die u hier kiest, krijgt het werk vandaag al."),
        empty_label=WIE_ERVOOR_IS,
    )

    def __init__(self, *args: Any, vertrekt: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        anderen = in_dienst(vandaag()).exclude(pk=vertrekt.pk).order_by("sorteernaam", "pk")
        self.fields["naar"].queryset = anderen  # type: ignore[attr-defined]

    def clean_tot(self) -> date:
        return _niet_voorbij(self.cleaned_data["tot"])


class EindeForm(_OverdrachtForm):
    """End a role."""

    tot = DatumVeld(
        label=gettext_lazy("Vanaf welke dag telt de rol niet meer?"),
        help_text=gettext_lazy("Kiest u vandaag, dan gaat het werk meteen over."),
    )
    reden = forms.ChoiceField(
        label=gettext_lazy("Waarom eindigt de rol?"),
        choices=[
            ("", gettext_lazy("Kies een reden")),
            *((reden.value, reden.label) for reden in RedenEinde if reden != RedenEinde.HERVERDELING),
        ],
    )
    field_order = ("tot", "reden", "naar")


class VertrekForm(_OverdrachtForm):
    """Somebody leaves: all roles end at once."""

    tot = DatumVeld(
        label=gettext_lazy("Vanaf welke dag werkt deze persoon hier niet meer?"),
        help_text=gettext_lazy("Vanaf die dag is het account gesloten."),
    )
    field_order = ("tot", "naar")


class RolKeuze(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Rolvervulling) -> str:
        plek = obj.wijk or obj.afdeling or _("de hele gemeente")
        return f"{profiel().roltitel(obj.rol)}, {plek}"


class AfwezigForm(PortaalForm):
    """Somebody is away: from when, until when, in which roles, and who deputises."""

    BLIJFT, MEE = "blijft", "mee"
    vanaf = DatumVeld(label=gettext_lazy("Eerste dag dat iemand weg is"))
    tot = DatumVeld(label=gettext_lazy("Eerste dag weer terug"))
    rollen = RolKeuze(
        Rolvervulling.objects.none(),
        label=gettext_lazy("In welke rollen?"),
        widget=forms.CheckboxSelectMultiple,
    )
    vervanger = MensKeuze(
        Gebruiker.objects.none(),
        label=gettext_lazy("Wie vervangt?"),
        empty_label=gettext_lazy("Kies een collega"),
    )
    werk = forms.ChoiceField(
        label=gettext_lazy("Wat gebeurt er met wat al loopt?"),
        help_text=gettext_lazy("Nieuw werk gaat in deze tijd altijd naar de vervanger."),
        choices=[
            (
                BLIJFT,
                gettext_lazy(
                    "Het blijft op naam staan van wie weg is. De vervanger ziet het en kan het doen."
                ),
            ),
            (MEE, gettext_lazy("Het gaat naar de vervanger. Daarna komt het terug.")),
        ],
        initial=BLIJFT,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, wie: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lopend = Rolvervulling.objects.van(wie).filter(vervangt=None).nog(vandaag())
        rollen = lopend.select_related("wijk", "afdeling").defer("wijk__omtrek").order_by("rol", "pk")
        self.fields["rollen"].queryset = rollen  # type: ignore[attr-defined]
        anderen = in_dienst(vandaag()).exclude(pk=wie.pk).order_by("sorteernaam", "pk")
        self.fields["vervanger"].queryset = anderen  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        velden = super().clean() or {}
        vanaf, tot = velden.get("vanaf"), velden.get("tot")
        if vanaf and tot and tot <= vanaf:
            self.add_error("tot", _("Kies een dag na de eerste dag."))
        return velden

    def clean_vanaf(self) -> date:
        return _niet_voorbij(self.cleaned_data["vanaf"])


class HerverdelenForm(PortaalForm):
    """Who has each wijk from one day on; filled in is who has it, or is planned to have it last."""

    noem_niet_verplicht = False
    vanaf = DatumVeld(label=gettext_lazy("Vanaf welke dag geldt de nieuwe verdeling?"))
    mandaatbesluit = TekstVeld(
        max_length=200,
        label=gettext_lazy("Welk besluit hoort erbij?"),
        help_text=gettext_lazy("Bijvoorbeeld het nummer van het collegebesluit."),
    )

    def clean_vanaf(self) -> date:
        return _niet_voorbij(self.cleaned_data["vanaf"])

    def __init__(self, *args: Any, rol: Rol, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rol = rol
        self.wijken = list(Wijk.objects.actief().defer("omtrek"))
        vaste = Rolvervulling.objects.filter(rol=rol, vervangt=None).nog(vandaag())
        nu = dict(vaste.order_by("vanaf").values_list("wijk", "gebruiker"))
        keuze = [("", _("Dit verandert niet")), *self._mensen()]
        for wijk in self.wijken:
            self.fields[self._veld(wijk)] = forms.ChoiceField(
                required=False, label=str(wijk), choices=keuze, initial=nu.get(wijk.pk, "")
            )

    def _mensen(self) -> list[tuple[int, str]]:
        self.mensen = {m.pk: m for m in in_dienst(vandaag()).order_by("sorteernaam", "pk")}
        return [(m.pk, str(m)) for m in self.mensen.values()]

    def _veld(self, wijk: Wijk) -> str:
        return f"wijk_{wijk.pk}"

    def velden_van_wijken(self) -> list[forms.BoundField]:
        return [self[self._veld(wijk)] for wijk in self.wijken]

    def verdeling(self) -> dict[Wijk, Gebruiker]:
        return {
            wijk: self.mensen[int(gekozen)]
            for wijk in self.wijken
            if (gekozen := self.cleaned_data[self._veld(wijk)])
        }


class ZoekForm(PortaalForm):
    """Find a colleague."""

    noem_niet_verplicht = False
    zoek = TekstVeld(required=False, max_length=100, label=gettext_lazy("Naam of e-mailadres"))
