"""The screen of the werkbank on which one initiative is decided."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from agendas.models import Toezegging
from budgetten.models import Toekenning
from initiatieven.acties import mogelijk, volgende_stap
from initiatieven.kaart import als_kaart
from initiatieven.levensloop import AanZet, Nodig
from initiatieven.models import Initiatief
from initiatieven.views.acties import ACTIES
from kern.models import Gebruiker
from kern.werkdagen import vandaag
from rapportages.models import Leerpunt
from rollen.rechten import afdelingen_met, haal, mag
from rollen.wie import rolnaam

LEZEN = "initiatieven.lezen"


@login_required
@never_cache
@require_safe
def initiatief(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """Everything needed to decide on one initiative, with the one recommended next act on top."""
    door = cast(Gebruiker, request.user)
    gevonden = haal(door, Initiatief.objects.zichtbaar_voor(door).voor_pagina(), LEZEN, kenmerk=kenmerk)
    if gevonden.wijk is None:
        raise PermissionDenied
    stap = volgende_stap(gevonden, vandaag())
    acties = [
        {
            "naam": naam,
            "titel": ACTIES[naam].titel,
            "adres": reverse(f"initiatieven:actie-{naam}", args=[kenmerk]),
        }
        for naam in mogelijk(gevonden)
        if mag(door, ACTIES[naam].recht, gevonden)
    ]
    aan_zet = gevonden.aan_zet_persoon
    # Somebody who could answer for a department is not advised to: that department is aan zet.
    eigen_afdeling = gevonden.aan_zet_afdeling_id in afdelingen_met(door, "initiatieven.beantwoorden")
    advies = stap.actie if stap.actie != "antwoord" or eigen_afdeling else ""
    context = {
        "initiatief": gevonden,
        "stap": stap,
        "beste": next((actie for actie in acties if actie["naam"] == advies), None),
        "acties": [actie for actie in acties if actie["naam"] != advies],
        "rol": rolnaam(aan_zet, gevonden.wijk) if aan_zet and gevonden.aan_zet != AanZet.INDIENER else "",
        "fotos": list(gevonden.fotos.all()),
        "gebeurtenissen": list(gevonden.gebeurtenissen.select_related("door")),
        "nodig": [Nodig(n).label for n in gevonden.nodig],
        "kaart": als_kaart([gevonden]),
        "afspraken": Toezegging.objects.van_initiatief(gevonden).afspraken(),
        "toekenningen": list(Toekenning.objects.van_initiatief(gevonden)),
        "leerpunten": list(Leerpunt.objects.bij(gevonden)),
        "mag_afspreken": mag(door, "agendas.beheren", gevonden),
        "mag_toekennen": mag(door, "budgetten.toekennen", gevonden),
        "mag_leren": mag(door, "rapportages.leerpunt_noteren", gevonden),
    }
    return render(request, "wijkportaal/werkbank_initiatief.html", context)
