"""The register of kaders and the standard texts: list, add, change. For whoever may set up the portal."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from initiatieven.forms.inrichten import KaderForm, StandaardtekstForm
from initiatieven.models import Kader, Standaardtekst
from initiatieven.services.inrichten import INRICHTEN, bewaar_kader, bewaar_standaardtekst
from kern.fouten import DomeinFout
from rollen.rechten import wie_mag


@login_required
@never_cache
@require_safe
def kaders(request: HttpRequest) -> HttpResponse:
    """What holds now, and below it what no longer does."""
    wie_mag(request, INRICHTEN)
    alle = list(Kader.objects.voor_lijst())
    context = {"geldend": [k for k in alle if k.actief], "vervallen": [k for k in alle if not k.actief]}
    return render(request, "initiatieven/werkbank/inrichten/kaders.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def kader(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A new kader, or a known one to change."""
    door = wie_mag(request, INRICHTEN)
    bestaand = get_object_or_404(Kader.objects.voor_lijst(), pk=pk) if pk else None
    velden = ("titel", "bron", "tekst", "adres", "actief")
    begin: dict[str, Any] = {veld: getattr(bestaand, veld) for veld in velden} if bestaand else {}
    if bestaand:
        begin["themas"] = [thema.pk for thema in bestaand.themas.all()]
    form = KaderForm(request.POST if request.method == "POST" else None, initial=begin)
    if request.method == "POST" and form.is_valid():
        try:
            bewaar_kader(door=door, kader=bestaand, **form.cleaned_data)
        except DomeinFout as fout:
            form.add_error(None, fout.zin)
        else:
            messages.success(request, _("Het kader is bewaard. Het staat bij de initiatieven waar het past."))
            return redirect("initiatieven:kaders")
    context = {"kader": bestaand, "form": form}
    return render(request, "initiatieven/werkbank/inrichten/kader.html", context)


@login_required
@never_cache
@require_safe
def standaardteksten(request: HttpRequest) -> HttpResponse:
    wie_mag(request, INRICHTEN)
    alle = list(Standaardtekst.objects.select_related("thema").order_by("-actief", "titel", "pk"))
    return render(request, "initiatieven/werkbank/inrichten/standaardteksten.html", {"teksten": alle})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def standaardtekst(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A new standard text, or a known one to change."""
    door = wie_mag(request, INRICHTEN)
    bestaand = get_object_or_404(Standaardtekst, pk=pk) if pk else None
    velden = ("titel", "tekst", "status", "thema", "actief")
    begin = {veld: getattr(bestaand, veld) for veld in velden} if bestaand else {}
    form = StandaardtekstForm(request.POST if request.method == "POST" else None, initial=begin)
    if request.method == "POST" and form.is_valid():
        try:
            bewaar_standaardtekst(door=door, standaardtekst=bestaand, **form.cleaned_data)
        except DomeinFout as fout:
            form.add_error(None, fout.zin)
        else:
            messages.success(request, _("De tekst is bewaard. U vindt hem bij elk antwoord waar hij past."))
            return redirect("initiatieven:standaardteksten")
    context = {"tekst": bestaand, "form": form}
    return render(request, "initiatieven/werkbank/inrichten/standaardtekst.html", context)
