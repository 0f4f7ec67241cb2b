"""Keeping the agenda of a wijk, and recording promises."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agendas.forms import AfrondForm, InleidingForm, PuntForm, StatusForm, ToezeggingForm
from agendas.models import Agendapunt, Toezegging, Wijkagenda
from agendas.services.agenda import (
    RECHT,
    start_agenda,
    voeg_punt_toe,
    wijzig_inleiding,
    wijzig_punt,
    zet_status,
)
from agendas.services.toezeggen import doe_toezegging, rond_toezegging_af
from initiatieven.models import Initiatief
from kern.fouten import DomeinFout
from kern.models import Gebruiker
from rollen.rechten import haal
from wijken.models import Wijk

formulier = require_http_methods(["GET", "HEAD", "POST"])


def _haal_wijk(request: HttpRequest, slug: str) -> tuple[Gebruiker, Wijk]:
    door = cast(Gebruiker, request.user)
    return door, haal(door, Wijk.objects.all(), RECHT, slug=slug)


@login_required
@formulier
def agenda(request: HttpRequest, slug: str) -> HttpResponse:
    """The list of one wijk to work on; starts the agenda when there is none."""
    door, wijk = _haal_wijk(request, slug)
    agenda = Wijkagenda.objects.van_wijk(wijk)
    form = InleidingForm(request.POST or None, initial={"inleiding": agenda.inleiding if agenda else ""})
    if request.method == "POST" and form.is_valid():
        inleiding = form.cleaned_data["inleiding"]
        if agenda is None:
            start_agenda(wijk=wijk, inleiding=inleiding, door=door)
            messages.success(request, _("De agenda is begonnen. Zet nu het eerste punt erop."))
        else:
            wijzig_inleiding(agenda=agenda, inleiding=inleiding, door=door)
            messages.success(request, _("De inleiding is bewaard."))
        return redirect("agendas:werkbank", slug=slug)
    return render(
        request,
        "agendas/werkbank/agenda.html",
        {
            "wijk": wijk,
            "agenda": agenda,
            "form": form,
            "statussen": Agendapunt.Status.choices,
            "afspraken": Toezegging.objects.in_wijk(wijk).afspraken(),
        },
    )


@login_required
@formulier
def punt(request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
    """A new item, or a known one to change."""
    door, wijk = _haal_wijk(request, slug)
    agenda = get_object_or_404(Wijkagenda, wijk=wijk)
    bestaand = (
        get_object_or_404(Agendapunt.objects.select_related("agenda"), pk=pk, agenda=agenda) if pk else None
    )
    form = PuntForm(request.POST or None, wijk=wijk, punt=bestaand)
    if request.method == "POST" and form.is_valid():
        velden = {naam: form.cleaned_data[naam] for naam in ("titel", "tekst", "status", "initiatieven")}
        try:
            if bestaand is None:
                voeg_punt_toe(agenda=agenda, eigenaren=form.eigenaren, door=door, **velden)
            else:
                wijzig_punt(punt=bestaand, eigenaren=form.eigenaren, door=door, **velden)
        except DomeinFout as fout:
            form.add_error(None, fout.zin)
        else:
            messages.success(request, _("“%(titel)s” staat op de agenda.") % {"titel": velden["titel"]})
            return redirect("agendas:werkbank", slug=slug)
    return render(
        request,
        "agendas/werkbank/punt.html",
        {"wijk": wijk, "agenda": agenda, "punt": bestaand, "form": form},
    )


@login_required
@require_POST
def status(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say how an item stands, straight from the list."""
    door, wijk = _haal_wijk(request, slug)
    bestaand = get_object_or_404(Agendapunt.objects.select_related("agenda"), pk=pk, agenda__wijk=wijk)
    form = StatusForm(request.POST)
    if form.is_valid():
        veranderd = zet_status(punt=bestaand, status=form.cleaned_data["status"], door=door)
        messages.success(
            request,
            _("“%(titel)s” staat nu op: %(status)s.")
            % {"titel": veranderd.titel, "status": veranderd.get_status_display().lower()},
        )
    else:
        messages.error(request, _("Kies hoe het ervoor staat."))
    return redirect("agendas:werkbank", slug=slug)


@login_required
@formulier
def zeg_toe_bij_punt(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    door, wijk = _haal_wijk(request, slug)
    bestaand = get_object_or_404(Agendapunt.objects.select_related("agenda__wijk"), pk=pk, agenda__wijk=wijk)
    terug = bestaand.agenda.get_werkbank_url()
    return _zeg_toe(request, door, {"agendapunt": bestaand}, bestaand.titel, terug)


@login_required
@formulier
def zeg_toe_bij_initiatief(request: HttpRequest, kenmerk: str) -> HttpResponse:
    door = cast(Gebruiker, request.user)
    initiatief = haal(door, Initiatief.objects.zichtbaar_voor(door), RECHT, kenmerk=kenmerk)
    return _zeg_toe(request, door, {"initiatief": initiatief}, str(initiatief), initiatief.get_werkbank_url())


def _zeg_toe(
    request: HttpRequest, door: Gebruiker, waarover: dict[str, Any], titel: str, terug: str
) -> HttpResponse:
    form = ToezeggingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            doe_toezegging(door=door, **waarover, **form.cleaned_data)
        except DomeinFout as fout:
            form.add_error(None, fout.zin)
        else:
            messages.success(request, _("De afspraak staat erbij. Iedereen kan zien of het lukt."))
            return redirect(terug)
    return render(
        request, "agendas/werkbank/toezegging.html", {"form": form, "waarover": titel, "terug": terug}
    )


@login_required
@formulier
def rond_af(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether a promise was kept."""
    door = cast(Gebruiker, request.user)
    alle = Toezegging.objects.select_related("initiatief", "agendapunt__agenda__wijk")
    toezegging = haal(door, alle, RECHT, pk=pk)
    ding = toezegging.initiatief or cast(Agendapunt, toezegging.agendapunt).agenda
    form = AfrondForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        nagekomen = form.cleaned_data["nagekomen"] == "ja"
        try:
            rond_toezegging_af(
                toezegging=toezegging, nagekomen=nagekomen, uitleg=form.cleaned_data["uitleg"], door=door
            )
        except DomeinFout as fout:
            form.add_error(None, fout.zin)
        else:
            messages.success(request, _("De afspraak is afgerond."))
            return redirect(ding.get_werkbank_url())
    return render(
        request,
        "agendas/werkbank/afronden.html",
        {"form": form, "toezegging": toezegging, "terug": ding.get_werkbank_url()},
    )
