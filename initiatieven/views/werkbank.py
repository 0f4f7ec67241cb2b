"""One view for every act of the werkbank: one form, then a preview of the mails, then send."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from initiatieven.forms.acties import ActieForm
from initiatieven.models import Initiatief
from initiatieven.services.basis import Gewijzigd
from initiatieven.services.post import voorbeeld
from initiatieven.views.acties import ACTIES, Actie
from kern.fouten import DomeinFout
from kern.models import Gebruiker
from rollen.rechten import haal


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def actie(request: HttpRequest, kenmerk: str, naam: str) -> HttpResponse:
    """Fill in, look at the mails that go out, and send. Nothing is done before the last step."""
    door = cast(Gebruiker, request.user)
    wat = ACTIES[naam]
    initiatief = haal(door, Initiatief.objects.zichtbaar_voor(door).voor_pagina(), wat.recht, kenmerk=kenmerk)
    laatste = initiatief.gebeurtenissen.order_by("-id").values_list("id", flat=True).first() or 0
    if request.method != "POST":
        form = wat.form(initiatief=initiatief, door=door, initial={"gezien": laatste})
        return _toon_form(request, wat, form)
    form = wat.form(request.POST, initiatief=initiatief, door=door)
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
    return redirect(initiatief.get_werkbank_url())


def _toon_form(request: HttpRequest, wat: Actie, form: ActieForm, nieuw: Any = ()) -> HttpResponse:
    context = {"initiatief": form.initiatief, "actie": wat, "form": form, "nieuw": nieuw}
    return render(request, "initiatieven/werkbank/actie.html", context)


def _was_dubbele_klik(fout: Gewijzigd, form: ActieForm, door: Gebruiker) -> bool:
    """Whether what happened meanwhile is this very act, sent twice."""
    eigen = [g for g in fout.gebeurtenissen if g.door_id == door.pk]
    return len(eigen) == len(fout.gebeurtenissen) == 1 and eigen[0].tekst in form.cleaned_data.values()


def _opnieuw(form: ActieForm, fout: Gewijzigd, laatste: int) -> ActieForm:
    """The same form with what was typed, that now knows what happened meanwhile."""
    gegevens = {**dict(form.data.items()), "gezien": str(max(laatste, fout.gebeurtenissen[-1].pk))}
    opnieuw = type(form)(gegevens, initiatief=form.initiatief, door=form.door)
    opnieuw.add_error(None, fout.zin)
    return opnieuw
