"""The agendas of the wijken, for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from agendas.models import Toezegging, Wijkagenda
from agendas.services.agenda import RECHT
from kern.profiel import profiel
from kern.werkdagen import vandaag
from rollen.gezichten import wie_is_wie
from rollen.models import Rol
from rollen.rechten import mag
from wijken.models import Wijk


@require_safe
def lijst(request: HttpRequest) -> HttpResponse:
    """Every wijk with its agenda, or openly without."""
    agendas = {agenda.wijk_id: agenda for agenda in Wijkagenda.objects.met_aantallen()}
    wijken = list(Wijk.objects.actief())
    return render(
        request,
        "agendas/lijst.html",
        {
            "agendas": [agendas[wijk.pk] for wijk in wijken if wijk.pk in agendas],
            "zonder": [wijk for wijk in wijken if wijk.pk not in agendas],
        },
    )


@require_safe
def agenda(request: HttpRequest, slug: str) -> HttpResponse:
    """What one wijk wants, who owns it and what was agreed; also for a wijk that has no agenda yet."""
    wijk = get_object_or_404(Wijk, slug=slug)
    mensen = wie_is_wie(wijk, vandaag()).mensen
    return render(
        request,
        "agendas/agenda.html",
        {
            "wijk": wijk,
            "agenda": Wijkagenda.objects.van_wijk(wijk),
            "afspraken": Toezegging.objects.in_wijk(wijk).afspraken(),
            "makelaars": [mens for mens in mensen if mens.rol == Rol.WIJKMAKELAAR],
            "makelaar": profiel().roltitel(Rol.WIJKMAKELAAR),
            "mag_beheren": mag(request.user, RECHT, wijk),
        },
    )
