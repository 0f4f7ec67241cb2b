"""What visitors can narrow the public list by, and staff their queue."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import django_filters
from django.db.models import QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from initiatieven import themas
from initiatieven.levensloop import GESLOTEN, OPEN, AanZet, Route, Status
from initiatieven.models import Initiatief, Thema
from initiatieven.querysets import InitiatiefQuerySet
from kern.forms import PortaalForm
from kern.velden import TekstVeld
from kern.werkdagen import vandaag
from rollen.rechten import wijken_met
from wijken.models import Wijk

# What a visitor sees as one: the ten statuses are the municipality's own.
GROEPEN: dict[str, tuple[Any, tuple[Status, ...]]] = {
    "lopend": (_("Loopt nu"), OPEN),
    "gelukt": (_("Gelukt"), (Status.GEREALISEERD,)),
    "gestopt": (_("Gestopt of past niet"), tuple(s for s in GESLOTEN if s != Status.GEREALISEERD)),
}


class ZoekForm(PortaalForm):
    """A search form: nothing in it is compulsory, so nothing says so."""

    noem_niet_verplicht = False


Wijkkeuze = tuple[str, str, int]  # slug, name and id


def wijken_om_te_kiezen() -> list[Wijkkeuze]:
    """The wijken of today, in the order of their names."""
    return list(Wijk.objects.actief().values_list("slug", "naam", "pk"))


class TekstFilter(django_filters.CharFilter):
    field_class = TekstVeld


class PubliekFilter(django_filters.FilterSet):
    """Text, wijk, theme and status group. A value that does not exist is told and otherwise left out.

    `wijken` (slug, name and id of those to choose from) saves a query to who filters more than once.
    """

    zoek = TekstFilter(label=_("Zoek op woord"), method="met_tekst", max_length=100)
    wijk = django_filters.ChoiceFilter(
        label=_("Wijk of dorp"), method="in_wijk", empty_label=_("Alle wijken en dorpen")
    )
    thema = django_filters.ChoiceFilter(
        label=_("Onderwerp"), method="met_thema", empty_label=_("Alle onderwerpen")
    )
    status = django_filters.ChoiceFilter(
        label=_("Hoe staat het ervoor"),
        method="in_groep",
        empty_label=_("Alles"),
        choices=[(naam, kop) for naam, (kop, _statussen) in GROEPEN.items()],
    )

    class Meta:
        model = Initiatief
        form = ZoekForm
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, wijken: Sequence[Wijkkeuze] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Read once for the check of the value, the filter and the list of choices.
        rijen = wijken_om_te_kiezen() if wijken is None else wijken
        self.wijk_ids = {slug: pk for slug, _naam, pk in rijen}
        self.filters["wijk"].extra["choices"] = [(slug, naam) for slug, naam, _pk in rijen]
        self.filters["thema"].extra["choices"] = themas.keuzes()

    def met_tekst(self, rijen: InitiatiefQuerySet, naam: str, waarde: str) -> QuerySet[Initiatief]:
        return rijen.met_tekst(waarde)

    def in_wijk(self, rijen: InitiatiefQuerySet, naam: str, waarde: str) -> QuerySet[Initiatief]:
        return rijen.filter(wijk_id=self.wijk_ids[waarde])

    def met_thema(self, rijen: InitiatiefQuerySet, naam: str, waarde: str) -> QuerySet[Initiatief]:
        # One id, not a join: then the index `initiatief_openbaar_thema` gives the rows in order.
        return rijen.filter(thema=Subquery(Thema.objects.filter(slug=waarde).values("pk")))

    def in_groep(self, rijen: InitiatiefQuerySet, naam: str, waarde: str) -> QuerySet[Initiatief]:
        return rijen.filter(status__in=GROEPEN[waarde][1])


KENMERK = re.compile(r"^\s*\d{4}-\d{4,7}\s*$")
AFGEROND = "afgerond"


def _mijn_wijken(request: HttpRequest) -> QuerySet[Wijk]:
    return wijken_met(request.user, "initiatieven.lezen")


class WerkbankFilter(django_filters.FilterSet):
    """What staff narrow their queue by. Without a status it holds what is open."""

    zoek = TekstFilter(label=_("Woord of kenmerk"), method="met_zoekterm", max_length=100)
    status = django_filters.ChoiceFilter(
        label=_("Status"),
        method="in_status",
        empty_label=_("Alles wat loopt"),
        choices=[*((status.value, status.label) for status in OPEN), (AFGEROND, _("Afgerond"))],
    )
    termijn = django_filters.ChoiceFilter(
        label=_("Termijn"),
        method="met_termijn",
        empty_label=_("Elke termijn"),
        choices=[("over", _("Over termijn")), ("vandaag", _("Vandaag")), ("week", _("Binnen een week"))],
    )
    zet = django_filters.ChoiceFilter(
        label=_("Wie is aan zet"),
        method="met_zet",
        empty_label=_("Iedereen"),
        choices=[
            ("mij", _("Ik")),
            (AanZet.MEDEWERKER.value, _("De gemeente")),
            (AanZet.INDIENER.value, _("De inwoner")),
            (AanZet.VAKAFDELING.value, _("Een afdeling")),
        ],
    )
    route = django_filters.ChoiceFilter(
        label=_("Aanpak"),
        method="met_route",
        empty_label=_("Elke aanpak"),
        choices=[
            ("geen", _("Nog niet gekozen")),
            (Route.LOSLATEN.value, _("Loslaten")),
            (Route.BEGELEIDEN.value, _("Begeleiden")),
            (Route.DOORGELEIDEN.value, _("Doorgeleiden")),
        ],
    )
    wijk = django_filters.ModelChoiceFilter(
        label=_("Wijk of dorp"), empty_label=_("Al mijn wijken"), to_field_name="slug", queryset=_mijn_wijken
    )

    class Meta:
        model = Initiatief
        form = ZoekForm
        fields: tuple[str, ...] = ()

    @property
    def afgerond(self) -> bool:
        """Whether the list holds what is closed: that has no date to sort by."""
        return bool(self.form.is_valid() and self.form.cleaned_data.get("status") == AFGEROND)

    def filter_queryset(self, queryset: InitiatiefQuerySet) -> QuerySet[Initiatief]:
        rijen = queryset.filter(status__in=GESLOTEN) if self.afgerond else queryset.lopend()
        return super().filter_queryset(rijen)

    def met_zoekterm(self, rijen: InitiatiefQuerySet, naam: str, waarde: str) -> QuerySet[Initiatief]:
        return rijen.filter(kenmerk=waarde.strip()) if KENMERK.match(waarde) else rijen.met_tekst(waarde)

    def in_status(self, rijen: InitiatiefQuerySet, naam: str, waarde: str) -> QuerySet[Initiatief]:
        return rijen if waarde == AFGEROND else rijen.filter(status=waarde)

    def met_termijn(self, rijen: InitiatiefQuerySet, naam: str, waarde: str) -> QuerySet[Initiatief]:
        dag = vandaag()
        if waarde == "over":
            return rijen.over_termijn(dag)
        if waarde == "vandaag":
            return rijen.filter(uiterlijk=dag)
        return rijen.filter(uiterlijk__range=(dag, dag + timedelta(days=7)))

    def met_zet(self, rijen: InitiatiefQuerySet, naam: str, waarde: str) -> QuerySet[Initiatief]:
        if waarde == "mij":
            return rijen.filter(aan_zet_persoon=self.request.user)
        return rijen.filter(aan_zet=waarde)

    def met_route(self, rijen: InitiatiefQuerySet, naam: str, waarde: str) -> QuerySet[Initiatief]:
        return rijen.filter(route="" if waarde == "geen" else waarde)
