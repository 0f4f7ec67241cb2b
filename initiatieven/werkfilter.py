"""What staff narrow their queue by, and the order in which it stands.

The query string is the whole view: the same address always gives the same list, and a saved list is a query string.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from initiatieven.filters import ZoekForm
from initiatieven.levensloop import GESLOTEN, OPEN, AanZet, Domein, Kanaal, Route, Status, Sturingsrol
from initiatieven.models import Heropenverzoek, Initiatief
from initiatieven.querysets import InitiatiefQuerySet
from kern.models import Gebruiker
from kern.velden import TekstVeld
from kern.werkdagen import vandaag

KENMERK = re.compile(r"^\s*\d{4}-\d{4,7}\s*$")
AFGEROND, ALLES = "afgerond", "alles"
NIEMAND = "niemand"
NIEUW_DAGEN = 60  # what lies further back is not new to anybody any more

# Order → the fields of `pagineer`. Each has an index of its own (`werklijst_*`).
NIEUWSTE = ("-ingediend_op", "-id")
VOLGORDES: dict[str, tuple[str, ...]] = {
    "": ("uiterlijk", "id"),
    "nieuwste": NIEUWSTE,
    "stil": ("laatste_op", "id"),
    "steun": ("-aantal_steun", "-id"),
}
LAATSTE_NIEUWS = ("-laatste_op", "-id")
# In the query string, and no part of what is looked for.
GEEN_FILTER = ("na", "voor", "kies", "sorteer", "weergave")

Keuze = tuple[str, str]


@dataclass(frozen=True)
class Keuzes:
    """What this person can choose from; the values stand in the address, the names on the screen."""

    wijken: list[Keuze] = field(default_factory=list)
    themas: list[Keuze] = field(default_factory=list)
    labels: list[Keuze] = field(default_factory=list)
    collegas: list[Keuze] = field(default_factory=list)
    wijk_ids: dict[str, int] = field(default_factory=dict)
    thema_ids: dict[str, int] = field(default_factory=dict)


class WerkbankForm(ZoekForm):
    """Each field is a select of few choices, so that a keyboard and a screen reader go through it fast."""

    zoek = TekstVeld(label=_("Woord of kenmerk"), max_length=100, required=False)
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[
            ("", _("Alles wat loopt")),
            *((status.value, status.label) for status in OPEN),
            (AFGEROND, _("Afgerond")),
            *((status.value, status.label) for status in GESLOTEN),
            (ALLES, _("Alles, ook afgerond")),
        ],
    )
    termijn = forms.ChoiceField(
        label=_("Termijn"),
        required=False,
        choices=[
            ("", _("Elke termijn")),
            ("over", _("Over termijn")),
            ("vandaag", _("Vandaag")),
            ("week", _("Binnen een week")),
        ],
    )
    zet = forms.ChoiceField(
        label=_("Wie is aan zet"),
        required=False,
        choices=[
            ("", _("Iedereen")),
            ("mij", _("Ik")),
            (AanZet.MEDEWERKER.value, _("De gemeente")),
            (AanZet.INDIENER.value, _("De inwoner")),
            (AanZet.VAKAFDELING.value, _("Een afdeling")),
            (AanZet.DERDE.value, _("Een andere organisatie")),
        ],
    )
    behandelaar = forms.ChoiceField(label=_("Behandelaar"), required=False)
    nieuw = forms.ChoiceField(
        label=_("Nieuw voor u"),
        required=False,
        choices=[("", _("Maakt niet uit")), ("ja", _("Nieuw sinds u keek"))],
    )
    heropenen = forms.ChoiceField(
        label=_("Verzoek om verder te gaan"),
        required=False,
        choices=[("", _("Maakt niet uit")), ("ja", _("Wacht op een besluit"))],
    )
    wijk = forms.ChoiceField(label=_("Wijk of dorp"), required=False)
    thema = forms.ChoiceField(label=_("Thema"), required=False)
    domein = forms.ChoiceField(
        label=_("Domein"), required=False, choices=[("", _("Elk domein")), *Domein.choices]
    )
    route = forms.ChoiceField(
        label=_("Aanpak"),
        required=False,
        choices=[
            ("", _("Elke aanpak")),
            ("geen", _("Nog niet gekozen")),
            (Route.LOSLATEN.value, _("Loslaten")),
            (Route.BEGELEIDEN.value, _("Begeleiden")),
            (Route.DOORGELEIDEN.value, _("Doorgeleiden")),
        ],
    )
    rol = forms.ChoiceField(
        label=_("Rol van de gemeente"),
        required=False,
        choices=[
            ("", _("Elke rol")),
            (Sturingsrol.RECHTMATIG.value, _("Rechtmatig")),
            (Sturingsrol.PRESTEREND.value, _("Presterend")),
            (Sturingsrol.NETWERKEND.value, _("Netwerkend")),
            (Sturingsrol.PARTICIPEREND.value, _("Participerend")),
        ],
    )
    label = forms.ChoiceField(label=_("Label"), required=False)
    kanaal = forms.ChoiceField(
        label=_("Hoe kwam het binnen"), required=False, choices=[("", _("Maakt niet uit")), *Kanaal.choices]
    )
    sorteer = forms.ChoiceField(
        label=_("Volgorde"),
        required=False,
        choices=[
            ("", _("Op datum")),
            ("nieuwste", _("Nieuwste eerst")),
            ("stil", _("Langst stil eerst")),
            ("steun", _("Meeste steun eerst")),
        ],
    )

    def __init__(self, data: QueryDict, *, keuzes: Keuzes) -> None:
        super().__init__(data, auto_id="filter-%s")
        self._bied("wijk", _("Al mijn wijken"), keuzes.wijken)
        self._bied("thema", _("Elk thema"), keuzes.themas)
        self._bied("label", _("Elk label"), keuzes.labels)
        ik = [("mij", _("Ik")), (NIEMAND, _("Niemand met een geldige rol"))]
        self._bied("behandelaar", _("Iedereen"), [*ik, *keuzes.collegas])

    def _bied(self, naam: str, leeg: Any, keuzes: list[Any]) -> None:
        veld = self.fields[naam]
        assert isinstance(veld, forms.ChoiceField)
        veld.choices = [("", leeg), *keuzes]


class WerkbankFilter:
    """A query string as a list of initiatives. A value that does not exist is told and otherwise left out.

    `begin` is the last line there was when this person first came: what lies before it was never new to them.
    """

    def __init__(self, vraag: QueryDict, *, door: Gebruiker, keuzes: Keuzes, begin: int = 0) -> None:
        self.door = door
        self.begin = begin
        self.keuzes = keuzes
        self.form = WerkbankForm(vraag, keuzes=keuzes)
        self.form.is_valid()
        self.gekozen: dict[str, str] = {k: v for k, v in self.form.cleaned_data.items() if v}

    @property
    def statussen(self) -> tuple[Status, ...] | None:
        """The statuses of the list; None for every public one.

        Without a choice it is what runs, unless something is asked that closed ones have as well.
        """
        status = self.gekozen.get("status", "")
        if status == AFGEROND:
            return GESLOTEN
        if status == ALLES:
            return None
        if status:
            return (Status(status),)
        ook_afgerond = "nieuw" in self.gekozen or "heropenen" in self.gekozen
        if ook_afgerond or KENMERK.match(self.gekozen.get("zoek", "")):
            return None
        return OPEN

    @property
    def volgorde(self) -> tuple[str, ...]:
        """The order: by date, unless another is chosen or the list holds what is closed and has no date."""
        sorteer = self.gekozen.get("sorteer", "")
        if sorteer:
            return VOLGORDES[sorteer]
        if "nieuw" in self.gekozen:
            return LAATSTE_NIEUWS
        statussen = self.statussen
        alleen_open = statussen is not None and all(status in OPEN for status in statussen)
        return VOLGORDES[""] if alleen_open else NIEUWSTE

    def pas_toe(self, rijen: InitiatiefQuerySet) -> InitiatiefQuerySet:
        """The rows of this list, without an order."""
        statussen = self.statussen
        if statussen == OPEN:
            rijen = rijen.lopend()
        elif statussen is not None:
            rijen = (
                rijen.filter(status__in=statussen)
                if len(statussen) > 1
                else rijen.filter(status=statussen[0])
            )
        for naam, waarde in self.gekozen.items():
            if stap := STAPPEN.get(naam):
                rijen = stap(rijen, waarde, self)
        return rijen


def met_gelezen(rijen: InitiatiefQuerySet, door: Gebruiker, begin: int) -> InitiatiefQuerySet:
    """With `gelezen_tot`: the id of the last line that this person has seen."""
    if "gelezen_tot" in rijen.query.annotations:
        return rijen
    return rijen.alias(mijn=FilteredRelation("gelezen", condition=Q(gelezen__gebruiker=door))).annotate(
        gelezen_tot=Coalesce(F("mijn__tot"), Value(begin))
    )


def is_nieuw(door: Gebruiker) -> Q:
    """For rows `met_gelezen`: whose newest line this person has not seen, and did not write."""
    return Q(laatste__gt=F("gelezen_tot")) & ~Q(laatste__door=door)


def _zoek(rijen: InitiatiefQuerySet, waarde: str, filter_: WerkbankFilter) -> InitiatiefQuerySet:
    return rijen.filter(kenmerk=waarde.strip()) if KENMERK.match(waarde) else rijen.met_tekst(waarde)


def _termijn(rijen: InitiatiefQuerySet, waarde: str, filter_: WerkbankFilter) -> InitiatiefQuerySet:
    dag = vandaag()
    if waarde == "over":
        return rijen.over_termijn(dag)
    if waarde == "vandaag":
        return rijen.filter(uiterlijk=dag)
    return rijen.filter(uiterlijk__range=(dag, dag + timedelta(days=7)))


def _zet(rijen: InitiatiefQuerySet, waarde: str, filter_: WerkbankFilter) -> InitiatiefQuerySet:
    return rijen.filter(aan_zet_persoon=filter_.door) if waarde == "mij" else rijen.filter(aan_zet=waarde)


def _behandelaar(rijen: InitiatiefQuerySet, waarde: str, filter_: WerkbankFilter) -> InitiatiefQuerySet:
    if waarde == NIEMAND:
        return rijen.met_eigenaar_zonder_rol(vandaag())
    return rijen.filter(behandelaar=filter_.door.pk if waarde == "mij" else int(waarde))


def _nieuw(rijen: InitiatiefQuerySet, waarde: str, filter_: WerkbankFilter) -> InitiatiefQuerySet:
    sinds = timezone.now() - timedelta(days=NIEUW_DAGEN)
    recent = rijen.filter(laatste_op__gte=sinds, laatste__gt=filter_.begin)
    return met_gelezen(recent, filter_.door, filter_.begin).filter(is_nieuw(filter_.door))


def _heropenen(rijen: InitiatiefQuerySet, waarde: str, filter_: WerkbankFilter) -> InitiatiefQuerySet:
    return rijen.filter(Exists(Heropenverzoek.objects.filter(initiatief=OuterRef("pk"), besluit="")))


def _label(rijen: InitiatiefQuerySet, waarde: str, filter_: WerkbankFilter) -> InitiatiefQuerySet:
    met = Initiatief.labels.through.objects.filter(initiatief=OuterRef("pk"), label=int(waarde))
    return rijen.filter(Exists(met))


Stap = Callable[[InitiatiefQuerySet, str, WerkbankFilter], InitiatiefQuerySet]
STAPPEN: dict[str, Stap] = {
    "zoek": _zoek,
    "termijn": _termijn,
    "zet": _zet,
    "behandelaar": _behandelaar,
    "nieuw": _nieuw,
    "heropenen": _heropenen,
    "wijk": lambda rijen, waarde, filter_: rijen.filter(wijk=filter_.keuzes.wijk_ids[waarde]),
    "thema": lambda rijen, waarde, filter_: rijen.filter(thema=filter_.keuzes.thema_ids[waarde]),
    "domein": lambda rijen, waarde, filter_: rijen.filter(domein=waarde),
    "route": lambda rijen, waarde, filter_: rijen.filter(route="" if waarde == "geen" else waarde),
    "rol": lambda rijen, waarde, filter_: rijen.filter(sturingsrol=waarde),
    "label": _label,
    "kanaal": lambda rijen, waarde, filter_: rijen.filter(kanaal=waarde),
}
