"""What visitors can narrow the public list by; for the queue of staff see `initiatieven.werkfilter`."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from initiatieven import themas
from initiatieven.levensloop import GESLOTEN, OPEN, Status
from initiatieven.models import Initiatief, Thema
from initiatieven.querysets import InitiatiefQuerySet
from kern.forms import PortaalForm
from kern.velden import TekstVeld
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
