"""Who holds a draft: the session that began it, and one that opened its mailed link. See docs/adr/0040 and 0080."""

from uuid import UUID

from django.http import Http404, HttpRequest

from initiatieven.models import Initiatief

SLEUTEL = "concepten"
HOOGSTENS = 20  # drafts that one session remembers; the oldest is forgotten first


def houd_vast(request: HttpRequest, concept: Initiatief) -> None:
    """From now on the session of this browser may read and change the draft."""
    andere = [s for s in request.session.get(SLEUTEL, []) if s != concept.sleutel.hex]
    request.session[SLEUTEL] = [*andere, concept.sleutel.hex][-HOOGSTENS:]


def houdt_vast(request: HttpRequest, sleutel: UUID) -> bool:
    return sleutel.hex in request.session.get(SLEUTEL, [])


def haal_concept(request: HttpRequest, sleutel: UUID) -> Initiatief:
    """The draft, when this browser holds it; Http404 for any other, whether it exists or not."""
    concept = Initiatief.objects.select_related("wijk", "thema").filter(sleutel=sleutel).first()
    if concept is None or not houdt_vast(request, sleutel):
        raise Http404
    return concept


def eigen_concepten(request: HttpRequest) -> list[Initiatief]:
    """The drafts of this browser that are not confirmed yet, newest first."""
    sleutels = request.session.get(SLEUTEL, [])
    return list(Initiatief.objects.ontwerp().filter(sleutel__in=sleutels).order_by("-id")) if sleutels else []
