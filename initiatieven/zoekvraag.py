"""A search of the public list that somebody keeps: written in one way, said in words, and run again later."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import CharField, Value
from django.http import QueryDict
from django.utils.translation import gettext as _

from initiatieven import themas
from initiatieven.filters import GROEPEN, PubliekFilter, Wijkkeuze, wijken_om_te_kiezen
from initiatieven.models import Initiatief, Volgt
from kern.fouten import DomeinFout

LENGTE = Volgt._meta.get_field("zoek").max_length or 0
TEGELIJK = 40  # searches in one query: few enough to plan, enough to make the way to the database short


def antwoorden(filter_: PubliekFilter) -> dict[str, str]:
    """What is searched for, by the names of the filters in alphabetical order; empty when a value is wrong.

    Case and spaces do not count in a search, so searches that differ in them only are one.
    """
    if not filter_.form.is_valid():
        return {}
    gevuld = {naam: " ".join(str(waarde).split()) for naam, waarde in filter_.form.cleaned_data.items()}
    if "zoek" in gevuld:
        gevuld["zoek"] = gevuld["zoek"].lower()
    return {naam: gevuld[naam] for naam in sorted(gevuld) if gevuld[naam]}


def lees(vraag: str) -> dict[str, str]:
    """The answers in a query string of the list; raises `DomeinFout` when it is wrong, empty or too long."""
    gevonden = antwoorden(PubliekFilter(QueryDict(vraag[: 2 * LENGTE]), queryset=Initiatief.objects.none()))
    if not gevonden:
        raise DomeinFout(_("Deze zoekopdracht klopt niet. Zoek opnieuw en kies dan “Volg”."))
    if len(urlencode(gevonden)) > LENGTE:
        raise DomeinFout(_("Deze zoekopdracht is te lang om te volgen. Gebruik minder woorden."))
    return gevonden


def schrijf(gevonden: Mapping[str, str]) -> str:
    """The one way in which these answers are kept."""
    return urlencode(sorted(gevonden.items()))


def omschrijf(vraag: str, wijken: Sequence[Wijkkeuze] | None = None) -> str:
    """A kept search in words: "“tuin”, Slotjes, Groen en natuur". What is not there any more is named as it was."""
    delen = QueryDict(vraag)
    namen: dict[str, Mapping[str, Any]] = {
        "wijk": {
            slug: naam for slug, naam, _pk in wijken or (wijken_om_te_kiezen() if "wijk" in delen else ())
        },
        "thema": dict(themas.keuzes()),
        "status": {groep: kop for groep, (kop, _statussen) in GROEPEN.items()},
    }
    woorden = [f"“{delen['zoek']}”"] if "zoek" in delen else []
    woorden += [str(namen[deel].get(delen[deel], delen[deel])) for deel in namen if deel in delen]
    return ", ".join(woorden)


def treffers(vragen: Collection[str], initiatieven: Collection[int]) -> dict[str, set[int]]:
    """Which of these initiatives each kept search finds today, in one query per `TEGELIJK` searches.

    A search that does not fit any more, because its wijk or theme has gone, finds nothing.
    """
    gevonden: dict[str, set[int]] = defaultdict(set)
    wijken = wijken_om_te_kiezen()
    openbaar = Initiatief.objects.openbaar().filter(pk__in=initiatieven).order_by()
    rest = sorted(vragen)
    while rest:
        nu, rest = rest[:TEGELIJK], rest[TEGELIJK:]
        rijen = []
        for vraag in nu:
            filter_ = PubliekFilter(QueryDict(vraag), queryset=openbaar, wijken=wijken)
            if filter_.form.is_valid():
                met_vraag = filter_.qs.annotate(vraag=Value(vraag, output_field=CharField()))
                rijen.append(met_vraag.values_list("vraag", "pk"))
        if rijen:
            for vraag, pk in rijen[0].union(*rijen[1:], all=True):
                gevonden[vraag].add(pk)
    return gevonden
