"""What staff narrow the list of frictions by."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from initiatieven.filters import ZoekForm
from initiatieven.models import Schuring
from initiatieven.querysets import SchuringQuerySet
from kern.werkdagen import vandaag
from rollen.rechten import wijken_met
from wijken.models import Wijk

GESLOTEN = "gesloten"


def _mijn_wijken(request: HttpRequest) -> QuerySet[Wijk]:
    return wijken_met(request.user, "schuringen.inzien")


class SchuringFilter(django_filters.FilterSet):
    """Without a choice it holds what is open, what waits longest first. An outcome belongs to a closed one."""

    toon = django_filters.ChoiceFilter(
        label=_("Wat wilt u zien?"),
        method="met_stand",
        empty_label=_("Alles wat open is"),
        choices=[
            ("mij", _("Bij mij")),
            ("over", _("Over termijn")),
            (GESLOTEN, _("Met een uitkomst")),
        ],
    )
    wijk = django_filters.ModelChoiceFilter(
        label=_("Wijk of dorp"),
        field_name="initiatief__wijk",
        empty_label=_("Al mijn wijken"),
        to_field_name="slug",
        queryset=_mijn_wijken,
    )
    uitkomst = django_filters.ChoiceFilter(
        label=_("Uitkomst"), empty_label=_("Elke uitkomst"), choices=Schuring.Uitkomst.choices
    )

    class Meta:
        model = Schuring
        form = ZoekForm
        fields: tuple[str, ...] = ()

    @property
    def gesloten(self) -> bool:
        """Whether the list holds what is closed: that has no date to sort by."""
        gegevens: dict[str, Any] = self.form.cleaned_data if self.form.is_valid() else {}
        return gegevens.get("toon") == GESLOTEN or bool(gegevens.get("uitkomst"))

    def filter_queryset(self, queryset: SchuringQuerySet) -> QuerySet[Schuring]:
        return super().filter_queryset(queryset.gesloten() if self.gesloten else queryset.open())

    def met_stand(self, rijen: SchuringQuerySet, naam: str, waarde: str) -> QuerySet[Schuring]:
        if waarde == "mij":
            return rijen.filter(eigenaar=self.request.user)
        if waarde == "over":
            return rijen.filter(uiterlijk__lt=vandaag())
        return rijen
