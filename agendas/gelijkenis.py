"""Which items on the agenda of a wijk look like what somebody is about to tell."""

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector

from agendas.models import Agendapunt
from initiatieven.gelijkenis import zoekwoorden

HOOGSTENS = 3
GENOEG = 0.1  # of ts_rank: two words in the text, or one in the title


def punten_die_lijken(tekst: str, wijk_id: int | None = None, hoogstens: int = HOOGSTENS) -> list[Agendapunt]:
    """The running items that look most like `tekst`, of this wijk only when it is known.

    Agendas are short lists, so nothing is kept to search in.
    """
    _gewicht, zoek = zoekwoorden(tekst)
    if not zoek:
        return []
    punten = Agendapunt.objects.filter(status__in=Agendapunt.LOPEND).select_related("agenda__wijk")
    if wijk_id is not None:
        punten = punten.filter(agenda__wijk=wijk_id)
    woorden = SearchVector("titel", weight="A", config="dutch") + SearchVector(
        "tekst", weight="B", config="dutch"
    )
    vraag = SearchQuery(zoek.replace("&", "|"), config="simple", search_type="raw")
    beste = punten.annotate(rang=SearchRank(woorden, vraag)).filter(rang__gte=GENOEG)
    return list(beste.order_by("-rang", "id")[:hoogstens])
