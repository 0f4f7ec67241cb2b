"""The keys of partners: which there are, make one, show it once, replace it, end it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kern.fouten import DomeinFout
from kern.paginering import pagineer
from kern.werkdagen import vandaag
from rollen.models import ApiSleutel, Sleuteleinde
from rollen.rechten import wie_mag
from rollen.services.sleutels import BEHEREN, beeindig_sleutel, is_voorbij, maak_sleutel
from rollen.sleutelformulieren import OVERAL, EindeForm, SleutelForm

BINNENKORT = timedelta(days=31)  # a key that ends within this time is flagged
EEN_JAAR = timedelta(days=365)  # how long a key works unless somebody chooses otherwise
PER_BLADZIJDE = 20  # keys that ended: the others are few, and stand on one page


@dataclass(frozen=True)
class Regel:
    """A key in the list, with how it stands as the style of a term (`term--ruim` and so on)."""

    sleutel: ApiSleutel
    stijl: str
    opgevolgd: bool = False


@login_required
@never_cache
@require_safe
def sleutels(request: HttpRequest) -> HttpResponse:
    """What works now or will, what ends soon first; below it what no longer does."""
    wie_mag(request, BEHEREN)
    dag = vandaag()
    lopend = ApiSleutel.objects.voor_lijst().lopend(dag).order_by("tot", "id")
    regels = [_regel(sleutel, dag) for sleutel in lopend.met_opvolger(dag)]
    voorbij = ApiSleutel.objects.voor_lijst().voorbij(dag)
    context = {
        "regels": regels,
        "bijna": sum(regel.stijl == "vandaag" and not regel.opgevolgd for regel in regels),
        "voorbij": pagineer(voorbij, request.GET, volgorde=("-tot", "-id"), per=PER_BLADZIJDE),
    }
    return render(request, "wijkportaal/sleutels/lijst.html", context)


def _regel(sleutel: ApiSleutel, dag: date) -> Regel:
    stijl = "vandaag" if sleutel.tot <= dag + BINNENKORT else "ruim"
    if sleutel.vanaf > dag:
        stijl = "klaar"
    return Regel(sleutel, stijl, opgevolgd=bool(getattr(sleutel, "heeft_opvolger", False)))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def nieuw(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Make a key; with `pk` one that replaces that key, while both work. The answer shows it, once.

    Nothing is kept to show it from, so the answer to the form is the page itself and not a redirect to it.
    """
    door = wie_mag(request, BEHEREN)
    oud = get_object_or_404(ApiSleutel.objects.voor_lijst(), pk=pk) if pk else None
    form = SleutelForm(request.POST if request.method == "POST" else None, initial=_begin(oud))
    if request.method == "POST" and form.is_valid():
        try:
            sleutel, geheel = maak_sleutel(door=door, opvolger_van=oud, **form.gegevens())
        except DomeinFout as fout:
            form.add_error(None, fout.zin)
        else:
            context = {"sleutel": sleutel, "geheel": geheel, "oud": oud}
            return render(request, "wijkportaal/sleutels/getoond.html", context)
    return render(request, "wijkportaal/sleutels/nieuw.html", {"form": form, "oud": oud})


def _begin(oud: ApiSleutel | None) -> dict[str, Any]:
    dag = vandaag()
    begin: dict[str, Any] = {"vanaf": dag, "laatste_dag": dag + EEN_JAAR}
    if oud is not None:
        begin |= {veld: getattr(oud, veld) for veld in ("organisatie", "naam", "contact", "recht")}
        begin["wijk"] = str(oud.wijk_id) if oud.wijk_id else OVERAL
    return begin


@login_required
@never_cache
@require_safe
def sleutel(request: HttpRequest, pk: int) -> HttpResponse:
    """One key: what it opens, since when, until when, who made it and whether it is used."""
    wie_mag(request, BEHEREN)
    gevonden = get_object_or_404(ApiSleutel.objects.voor_lijst().select_related("opvolger_van"), pk=pk)
    context = {
        "sleutel": gevonden,
        "stijl": _regel(gevonden, vandaag()).stijl,
        "voorbij": is_voorbij(gevonden, vandaag()),
        "opvolgers": list(gevonden.opvolgers.voor_lijst().order_by("-pk")),
    }
    return render(request, "wijkportaal/sleutels/sleutel.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def einde(request: HttpRequest, pk: int) -> HttpResponse:
    """End a key at once, with a reason that the partner reads."""
    door = wie_mag(request, BEHEREN)
    gevonden = get_object_or_404(ApiSleutel.objects.voor_lijst(), pk=pk)
    form = EindeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            beeindig_sleutel(sleutel=gevonden, door=door, reden=Sleuteleinde(form.cleaned_data["reden"]))
        except DomeinFout as fout:
            form.add_error(None, fout.zin)
        else:
            messages.success(
                request,
                _("De sleutel werkt niet meer. %(organisatie)s krijgt hierover een mail.")
                % {"organisatie": gevonden.organisatie},
            )
            return redirect("sleutels")
    context = {"sleutel": gevonden, "form": form, "voorbij": is_voorbij(gevonden, vandaag())}
    return render(request, "wijkportaal/sleutels/einde.html", context)
