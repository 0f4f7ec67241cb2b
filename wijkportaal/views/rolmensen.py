"""Reading about one role and about one colleague, and finding a colleague."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kern.models import Gebruiker
from kern.paginering import pagineer
from kern.tekst import sorteersleutel
from kern.werkdagen import vandaag
from rollen.forms import ZoekForm
from rollen.gezichten import kaartrollen
from rollen.mensen import collegas
from rollen.models import Rolvervulling
from rollen.rechten import mag, wie_mag
from rollen.services.berichten import omschrijf, periode
from rollen.tijdlijn import Stand, stand_op
from wijkportaal.roldaad import met_namen
from wijkportaal.views.rolbeheer import BEHEREN, INZIEN

PER = 25


def _in_woorden(rij: Rolvervulling) -> dict[str, Any]:
    """One role as a line of a page."""
    return {
        "rij": rij,
        "wat": omschrijf(rij),
        "wanneer": periode(rij),
        "stand": stand_op(rij, vandaag()).value,
        "vaste": rij.vervangt.gebruiker if rij.vervangt else None,
    }


@login_required
@never_cache
@require_safe
def rol(request: HttpRequest, pk: int) -> HttpResponse:
    """One fulfilment of a role: what it is, its deputies, its history, and what can be done with it."""
    door = wie_mag(request, INZIEN)
    rij = get_object_or_404(met_namen(), pk=pk)
    vervangingen = met_namen().filter(vervangt=rij).order_by("vanaf", "pk")
    stand = stand_op(rij, vandaag())
    context = {
        **_in_woorden(rij),
        "vervangingen": [_in_woorden(vervanging) for vervanging in vervangingen],
        "geschiedenis": _geschiedenis(rij),
        "mag_beheren": mag(door, BEHEREN) and rij.gebruiker != door and stand is not Stand.WAS,
        "eigen": rij.gebruiker == door,
    }
    return render(request, "wijkportaal/rollen/rol.html", context)


def _geschiedenis(rij: Rolvervulling) -> list[dict[str, Any]]:
    """What was done to it, newest first: when, by whom and why."""
    wijzigingen = list(rij.wijzigingen.order_by("-pgh_id")[:50])  # type: ignore[attr-defined]
    nummers = {w.pgh_context.get("user") for w in wijzigingen if w.pgh_context}
    namen = Gebruiker.objects.in_bulk([nummer for nummer in nummers if nummer])
    woorden = {"erbij": _("Gegeven"), "anders": _("Veranderd")}
    return [
        {
            "wanneer": w.pgh_created_at,
            "wat": woorden.get(w.pgh_label, w.pgh_label),
            "dagen": periode(Rolvervulling(vanaf=w.vanaf, tot=w.tot)),
            "wie": namen.get((w.pgh_context or {}).get("user"), _("het portaal")),
            "reden": (w.pgh_context or {}).get("reden", ""),
        }
        for w in wijzigingen
    ]


@login_required
@never_cache
@require_safe
def mensen(request: HttpRequest) -> HttpResponse:
    """Colleagues by name, with the roles they have or get."""
    door = wie_mag(request, INZIEN)
    form = ZoekForm(request.GET or None)
    zoek = form.cleaned_data["zoek"].strip() if form.is_valid() else ""
    lopend = met_namen().nog(vandaag()).order_by("vanaf", "wijk__sorteernaam", "pk")
    rijen = collegas().prefetch_related(Prefetch("rolvervullingen", lopend))
    if zoek:
        rijen = rijen.filter(Q(sorteernaam__contains=sorteersleutel(zoek)) | Q(email__contains=zoek.lower()))
    pagina = pagineer(rijen, request.GET, volgorde=("sorteernaam", "id"), per=PER)
    context = {
        "form": form,
        "zoek": zoek,
        "pagina": pagina,
        "mensen": [{"mens": mens, "rollen": _kort(mens.rolvervullingen.all())} for mens in pagina],
        "mag_beheren": mag(door, BEHEREN),
    }
    return render(request, "wijkportaal/rollen/mensen.html", context)


GENOEMD = 3


def _kort(rijen: Iterable[Rolvervulling]) -> str:
    """Each role once, with the first of its places and how many more there are."""
    per_rol: dict[str, list[Rolvervulling]] = {}
    for rij in rijen:
        per_rol.setdefault(rij.rol, []).append(rij)
    return "; ".join(_met_plekken(gelijk) for gelijk in per_rol.values())


def _met_plekken(rijen: list[Rolvervulling]) -> str:
    """ "wijkmakelaar in Slotjes, Strijen, West en nog 2"."""
    tekst = ", ".join([omschrijf(rijen[0]), *(str(r.wijk or r.afdeling or "") for r in rijen[1:GENOEMD])])
    if (rest := len(rijen) - GENOEMD) > 0:
        tekst += _(" en nog %(aantal)s") % {"aantal": rest}
    return tekst


@login_required
@never_cache
@require_safe
def mens(request: HttpRequest, pk: int) -> HttpResponse:
    """One colleague, with all roles in time."""
    door = wie_mag(request, INZIEN)
    wie = get_object_or_404(collegas(), pk=pk)
    vervangers = Prefetch("vervangingen", met_namen().nog(vandaag()).order_by("vanaf", "pk"))
    gevonden = met_namen().van(wie).prefetch_related(vervangers)
    rijen = [
        {**_in_woorden(rij), "vervangers": [_in_woorden(vervanger) for vervanger in rij.vervangingen.all()]}
        for rij in gevonden.order_by("-vanaf", "rol", "wijk__sorteernaam", "pk")
    ]
    context = {
        "mens": wie,
        "nu": [rij for rij in rijen if rij["stand"] == Stand.NU.value],
        "straks": [rij for rij in reversed(rijen) if rij["stand"] == Stand.STRAKS.value],
        "was": [rij for rij in rijen if rij["stand"] == Stand.WAS.value],
        "mag_beheren": mag(door, BEHEREN) and wie != door,
        "eigen": wie == door,
        "met_kaart": kaartrollen(wie, vandaag()).exists(),
    }
    return render(request, "wijkportaal/rollen/mens.html", context)
