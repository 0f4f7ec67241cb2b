"""Photos: public with their initiative, private with their draft."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from initiatieven.models import Foto
from initiatieven.views.houder import houdt_vast
from kern.fotos import open_bestand
from rollen.rechten import mag

# Its content never changes, its address can disappear: a week is long enough for a browser. Not for what stands
# between us and many browsers: what staff hide must be gone there at once.
OPENBAAR = "private, max-age=604800, immutable"
BESLOTEN = "private, no-store"


@require_safe
def foto(request: HttpRequest, sleutel: UUID, breedte: int) -> HttpResponseBase:
    """One width of a photo as WebP; 404 for what this visitor may not know of."""
    gevonden = Foto.objects.select_related("initiatief").filter(sleutel=sleutel).first()
    if gevonden is None:
        raise Http404
    openbaar = gevonden.initiatief.is_openbaar and gevonden.verborgen_op is None
    if not openbaar and not _mag_zien(request, gevonden):
        raise Http404
    bestand = open_bestand(sleutel, breedte)
    if bestand is None:
        raise Http404
    antwoord = FileResponse(bestand, content_type="image/webp")
    antwoord["Cache-Control"] = OPENBAAR if openbaar else BESLOTEN
    antwoord["Content-Disposition"] = "inline"
    antwoord["X-Content-Type-Options"] = "nosniff"
    return antwoord


def _mag_zien(request: HttpRequest, gevonden: Foto) -> bool:
    """Whether this visitor may see a photo that is not public: of an own draft, or hidden and theirs to judge."""
    if gevonden.initiatief.is_openbaar:
        return mag(request.user, "initiatieven.lezen", gevonden)
    return houdt_vast(request, gevonden.initiatief.sleutel)
