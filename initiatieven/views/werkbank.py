"""One view for every act of the werkbank: one form, then a preview of the mails, then send."""

from collections.abc import Sequence
from enum import Enum
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from initiatieven.forms.acties import ActieForm
from initiatieven.models import Gebeurtenis, Initiatief, Standaardtekst
from initiatieven.services.basis import Gewijzigd
from initiatieven.services.inrichten import vul_in
from initiatieven.services.post import voorbeeld
from initiatieven.views.acties import ACTIES, Actie
from kern.fouten import DomeinFout
from kern.inzage import noteer
from kern.models import Gebruiker
from kern.verzoek import getal
from rollen.rechten import haal


class Zet(Enum):
    """Where a standard text goes when something was typed already."""

    VRAAG = "ask first"
    ERONDER = "below it"
    IN_PLAATS = "instead of it"


# The buttons around the standard texts.
STANDAARDTEKST = {
    "standaardtekst": Zet.VRAAG,
    "standaardtekst-eronder": Zet.ERONDER,
    "standaardtekst-vervang": Zet.IN_PLAATS,
}


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def actie(request: HttpRequest, kenmerk: str, naam: str) -> HttpResponse:
    """Fill in, look at the mails that go out, and send. Nothing is done before the last step."""
    door = cast(Gebruiker, request.user)
    wat = ACTIES[naam]
    initiatief = haal(door, Initiatief.objects.zichtbaar_voor(door).voor_pagina(), wat.recht, kenmerk=kenmerk)
    laatste = initiatief.gebeurtenissen.order_by("-id").values_list("id", flat=True).first() or 0
    noteer(request, wat="initiatief", sleutel=kenmerk, van=initiatief.indiener)
    if request.method != "POST":
        form = wat.form(initiatief=initiatief, door=door, initial={"gezien": laatste})
        return _toon_form(request, wat, form)
    form = wat.form(request.POST, initiatief=initiatief, door=door)
    if wat.mailt and form.tekstveld and request.POST.get("stap") in STANDAARDTEKST:
        return _begin_met_standaardtekst(request, wat, form)
    if not form.is_valid() or request.POST.get("stap") == "wijzig":
        return _toon_form(request, wat, form)
    gegevens = {**form.gegevens(), "initiatief": initiatief, "door": door}
    if wat.mailt:
        gegevens["gezien"] = form.cleaned_data["gezien"]
    try:
        if wat.mailt and request.POST.get("stap") != "verstuur":
            mails = voorbeeld(lambda: wat.doe(**gegevens))
            context = {"initiatief": initiatief, "actie": wat, "form": form, "mails": mails}
            return render(request, "initiatieven/werkbank/voorbeeld.html", context)
        wat.doe(**gegevens)
    except Gewijzigd as fout:
        if not _was_dubbele_klik(fout, form, door):
            return _toon_form(request, wat, _opnieuw(form, fout, laatste), fout.gebeurtenissen)
    except DomeinFout as fout:
        form.add_error(None, fout.zin)
        return _toon_form(request, wat, form)
    messages.success(
        request,
        _("Verstuurd. Het staat ook op de tijdlijn.") if wat.mailt else _("Uw notitie staat op de tijdlijn."),
    )
    # After an act it may be the work of others only: of another wijk, or no longer of one's department.
    mijne = Initiatief.objects.in_werkbank_van(door).filter(pk=initiatief.pk).exists()
    return redirect(initiatief.get_werkbank_url() if mijne else "/werkbank/")


def _toon_form(
    request: HttpRequest,
    wat: Actie,
    form: ActieForm,
    nieuw: Sequence[Gebeurtenis] = (),
    **standaardtekst: Any,
) -> HttpResponse:
    context = {"initiatief": form.initiatief, "actie": wat, "form": form, "nieuw": nieuw, **standaardtekst}
    if wat.mailt and form.tekstveld:
        context["standaardteksten"] = list(Standaardtekst.objects.voor(form.initiatief))
    return render(request, "initiatieven/werkbank/actie.html", context)


def _begin_met_standaardtekst(request: HttpRequest, wat: Actie, form: ActieForm) -> HttpResponse:
    """Show the form again with a standard text in it; what was typed stays, unless it may be replaced."""
    nummer, stap = getal(request.POST.get("standaardtekst", "")), STANDAARDTEKST[request.POST["stap"]]
    keuze = Standaardtekst.objects.voor(form.initiatief).filter(pk=nummer).first()
    getypt = request.POST.get(form.tekstveld, "").strip()
    if keuze is None:
        return _toon_form(request, wat, form.met_tekst(getypt), tekst_kiezen=True)
    if getypt and stap is Zet.VRAAG:
        return _toon_form(request, wat, form.met_tekst(getypt), gekozen=keuze, tekst_vragen=True)
    tekst = vul_in(keuze, form.initiatief)
    if getypt and stap is Zet.ERONDER:
        tekst = f"{getypt}\n\n{tekst}"
    return _toon_form(request, wat, form.met_tekst(tekst), gekozen=keuze, tekst_gezet=True)


def _was_dubbele_klik(fout: Gewijzigd, form: ActieForm, door: Gebruiker) -> bool:
    """Whether what happened meanwhile is this very act, sent twice."""
    eigen = [g for g in fout.gebeurtenissen if g.door_id == door.pk]
    return len(eigen) == len(fout.gebeurtenissen) == 1 and form.is_dezelfde(eigen[0])


def _opnieuw(form: ActieForm, fout: Gewijzigd, laatste: int) -> ActieForm:
    """The same form with what was typed, that now knows what happened meanwhile."""
    gegevens = cast(QueryDict, form.data).copy()
    gegevens["gezien"] = str(max(laatste, fout.gebeurtenissen[-1].pk))
    opnieuw = type(form)(gegevens, initiatief=form.initiatief, door=form.door)
    opnieuw.add_error(None, fout.zin)
    return opnieuw
