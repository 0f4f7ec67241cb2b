"""The public list of initiatives and its map."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from initiatieven.filters import PubliekFilter
from initiatieven.kaart import als_kaart
from initiatieven.models import Initiatief
from kern.paginering import pagineer

VOLGORDE = ("-ingediend_op", "-id")
OP_DE_KAART = 500  # the newest; more points hide the map and each other


@require_safe
def lijst(request: HttpRequest) -> HttpResponse:
    """All public initiatives, newest first, with a map of those on this page."""
    openbaar = Initiatief.objects.zichtbaar_voor(request.user)
    filter_ = PubliekFilter(request.GET, queryset=openbaar.voor_lijst())
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
    met_plek = Initiatief.objects.zichtbaar_voor(request.user).filter(lat__isnull=False)
    rijen = PubliekFilter(request.GET, queryset=met_plek.select_related("wijk")).qs.order_by(*VOLGORDE)
    return JsonResponse(als_kaart(rijen[:OP_DE_KAART]), content_type="application/geo+json")
