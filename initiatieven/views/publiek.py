"""The public list of initiatives and its map."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from initiatieven.filters import PubliekFilter
from initiatieven.kaart import als_kaart
from initiatieven.models import Initiatief
from kern.paginering import pagineer

VOLGORDE = ("-ingediend_op", "-id")
OP_DE_KAART = 500  # the newest; more points hide the map and each other


def _gefilterd(request: HttpRequest) -> PubliekFilter:
    return PubliekFilter(request.GET, queryset=Initiatief.objects.zichtbaar_voor(request.user).voor_lijst())


@require_safe
def lijst(request: HttpRequest) -> HttpResponse:
    """All public initiatives, newest first, with a map of those on this page."""
    filter_ = _gefilterd(request)
    pagina = pagineer(filter_.qs, request.GET, volgorde=VOLGORDE)
    gegevens = {
        "filter": filter_,
        "form": filter_.form,
        "pagina": pagina,
        "gezocht": any(request.GET.get(naam) for naam in filter_.filters),
        "kaart": als_kaart(pagina),
    }
    return render(request, "initiatieven/lijst.html", gegevens)


@require_safe
def kaart(request: HttpRequest) -> HttpResponse:
    """GeoJSON of the newest public initiatives with a place, within the same filters as the list."""
    rijen: QuerySet[Initiatief] = _gefilterd(request).qs.filter(lat__isnull=False).order_by(*VOLGORDE)
    return JsonResponse(als_kaart(rijen[:OP_DE_KAART]), content_type="application/geo+json")
