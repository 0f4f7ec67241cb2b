"""The public list of initiatives and its map."""

from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from initiatieven.filters import PubliekFilter
from initiatieven.kaart import als_kaart
from initiatieven.models import Gebeurtenis, Initiatief
from initiatieven.volgbaar import van_lijst
from initiatieven.volgknop import volgknop
from kern.paginering import pagineer

VOLGORDE = ("-ingediend_op", "-id")
OP_DE_KAART = 500  # the newest; more points hide the map and each other
BEWAARD = 60  # seconds


@require_safe
def lijst(request: HttpRequest) -> HttpResponse:
    """All public initiatives, newest first, with a map of those on this page.

    Without filters it is the same for everybody and asked most, so its HTML is kept. All that changes a card
    appends to the history, whose newest number is in the key: nobody reads yesterday's list. See docs/adr/0043.
    """
    if request.GET:
        return render(request, "initiatieven/lijst.html", _uitkomst(request))
    sleutel = f"initiatieven:lijst:{Gebeurtenis.objects.stand()}"
    bewaard = cache.get(sleutel)
    if bewaard is None:
        bewaard = render_to_string("initiatieven/delen/lijst.html", _uitkomst(request), request)
        cache.set(sleutel, bewaard, BEWAARD)
    return render(request, "initiatieven/lijst.html", {"bewaard": bewaard})


def _uitkomst(request: HttpRequest) -> dict[str, Any]:
    filter_ = PubliekFilter(request.GET, queryset=Initiatief.objects.openbaar().voor_lijst())
    pagina = pagineer(filter_.qs, request.GET, volgorde=VOLGORDE)
    return {
        "form": filter_.form,
        "pagina": pagina,
        "gezocht": any(request.GET.get(naam) for naam in filter_.filters),
        "kaart": als_kaart(pagina),
        **(volgknop(volgbaar, request.user) if (volgbaar := van_lijst(filter_)) else {}),
    }


@require_safe
def kaart(request: HttpRequest) -> HttpResponse:
    """GeoJSON of the newest public initiatives with a place, within the same filters as the list."""
    met_plek = Initiatief.objects.openbaar().filter(lat__isnull=False)
    rijen = PubliekFilter(request.GET, queryset=met_plek.select_related("wijk").defer("wijk__omtrek")).qs
    nieuwste = rijen.order_by(*VOLGORDE)[:OP_DE_KAART]
    return JsonResponse(als_kaart(nieuwste), content_type="application/geo+json")
