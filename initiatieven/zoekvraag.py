"""A search of the public list that somebody keeps: written in one way, said in words, and run again later."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.db import connection
from django.http import QueryDict
from django.utils.translation import gettext as _

from initiatieven import themas
from initiatieven.filters import GROEPEN, PubliekFilter, Wijkkeuze, wijken_om_te_kiezen
from initiatieven.models import Initiatief, Volgt
from kern.fouten import DomeinFout

LENGTE = Volgt._meta.get_field("zoek").max_length or 0
# Each search is read once, not once per initiative.
ZOEK_ALLES = """
WITH gezocht AS MATERIALIZED (
    SELECT tekst, websearch_to_tsquery('dutch', tekst) AS vraag FROM unnest(%s::text[]) AS t (tekst)
)
SELECT gezocht.tekst, initiatief.id
FROM initiatieven_initiatief AS initiatief JOIN gezocht ON initiatief.zoekvector @@ gezocht.vraag
WHERE initiatief.id = ANY(%s)
"""


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
    woorden += [str(namen[deel].get(delen[deel], delen[deel])) for deel in ("wijk", "thema") if deel in delen]
    if "status" in delen:  # the heading of a group, here in the middle of a sentence
        woorden.append(str(namen["status"].get(delen["status"], delen["status"])).lower())
    return ", ".join(woorden)


def treffers(vragen: Collection[str], initiatieven: Collection[int]) -> dict[str, set[int]]:
    """Which of these initiatives each kept search finds today; a search that finds none is not in it.

    Says the same as `PubliekFilter` and for thousands of searches at once: two queries, whatever their number. One
    that does not fit any more, because its wijk or theme has gone, finds nothing.
    """
    if not vragen or not initiatieven:
        return {}
    gelezen = {vraag: dict(parse_qsl(vraag)) for vraag in vragen}
    kenmerken = _kenmerken(initiatieven)
    # A search for words alone, or whose other answers fit: only then its words are looked for.
    passend = {
        vraag: {pk for pk, eigen in kenmerken.items() if _past(antwoord, eigen)}
        for vraag, antwoord in gelezen.items()
    }
    woorden = {gelezen[vraag]["zoek"] for vraag, ids in passend.items() if ids and "zoek" in gelezen[vraag]}
    met_woorden = _met_tekst(woorden, kenmerken.keys())
    gevonden = {
        vraag: ids & met_woorden[gelezen[vraag]["zoek"]] if "zoek" in gelezen[vraag] else ids
        for vraag, ids in passend.items()
    }
    return {vraag: ids for vraag, ids in gevonden.items() if ids}


def _past(antwoord: Mapping[str, str], eigen: Mapping[str, str]) -> bool:
    """Whether all that is searched for beside words is so of this initiative."""
    return all(eigen.get(naam) == waarde for naam, waarde in antwoord.items() if naam != "zoek")


def _kenmerken(initiatieven: Collection[int]) -> dict[int, dict[str, str]]:
    """What `PubliekFilter` looks at in each of these that is public; a wijk or theme that has gone is left out."""
    onderwerpen = dict(themas.keuzes())
    rijen = Initiatief.objects.openbaar().filter(pk__in=initiatieven).order_by()
    kenmerken = {}
    for pk, status, wijk, actief, thema in rijen.values_list(
        "pk", "status", "wijk__slug", "wijk__actief", "thema__slug"
    ):
        eigen = {"status": next(groep for groep, (_kop, statussen) in GROEPEN.items() if status in statussen)}
        if actief:
            eigen["wijk"] = wijk
        if thema in onderwerpen:
            eigen["thema"] = thema
        kenmerken[pk] = eigen
    return kenmerken


def _met_tekst(woorden: Collection[str], initiatieven: Collection[int]) -> Mapping[str, set[int]]:
    """The ids that `InitiatiefQuerySet.met_tekst` finds among these, for each of these searches for words."""
    gevonden: dict[str, set[int]] = defaultdict(set)
    if woorden:
        with connection.cursor() as cursor:
            cursor.execute(ZOEK_ALLES, [sorted(woorden), list(initiatieven)])
            for tekst, pk in cursor.fetchall():
                gevonden[tekst].add(pk)
    return gevonden
