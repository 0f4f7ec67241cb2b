"""The reading pane of the queue: one initiative as a fragment beside the list."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from initiatieven.kaart import als_kaart
from initiatieven.models import Initiatief
from initiatieven.services.werklijst import markeer_gelezen
from initiatieven.views.advies import advies_voor
from kern.inzage import noteer
from kern.models import Gebruiker
from kern.verzoek import kijkt_iemand
from rollen.rechten import haal

REGELS = 4  # the last lines of the conversation; the rest is on the screen itself


@login_required
@never_cache
@require_safe
def paneel(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """Story, photos, map, who is aan zet, the last lines and the acts. Whoever sees this has read those lines."""
    door = cast(Gebruiker, request.user)
    gevonden = haal(
        door, Initiatief.objects.zichtbaar_voor(door).voor_pagina(), "initiatieven.lezen", kenmerk=kenmerk
    )
    if kijkt_iemand(request):
        markeer_gelezen(initiatief=gevonden, door=door)
    regels = list(gevonden.gebeurtenissen.select_related("door")[: REGELS + 1])
    context = {
        "initiatief": gevonden,
        "advies": advies_voor(gevonden, door),
        "fotos": list(gevonden.fotos.filter(gebeurtenis=None, verborgen_op=None)[:3]),
        "gebeurtenissen": regels[:REGELS],
        "meer_regels": len(regels) > REGELS,
        "kaart": als_kaart([gevonden]),
        "labels": list(gevonden.labels.all()),
    }
    noteer(request, wat="initiatief", sleutel=kenmerk, van=gevonden.indiener)
    return render(request, "wijkportaal/delen/paneel.html", context)
