"""The confirmation link: opening it shows a button, pressing the button confirms."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from initiatieven.forms.stappen import NieuweLinkForm
from initiatieven.models import Initiatief
from initiatieven.services.indienen import (
    LinkOngeldig,
    LinkVerlopen,
    bevestig,
    lees_token,
    stuur_links_naar,
    vind,
)
from kern.fouten import DomeinFout
from kern.profiel import profiel
from kern.rem import adres_van, rem
from kern.werkdagen import plus_werkdagen
from rollen.models import Rol
from rollen.wie import rolnaam

UUR = 3600


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bevestigen(request: HttpRequest, token: str) -> HttpResponse:
    """GET changes nothing: scanners of mail open every link. POST confirms, once."""
    try:
        bewijs = lees_token(token)
        initiatief = vind(bewijs)
        if initiatief.is_openbaar:
            return render(request, "initiatieven/indienen/al_bevestigd.html", {"initiatief": initiatief})
        if request.method == "POST":
            bevestigd = bevestig(bewijs=bewijs)
            return redirect("initiatieven:ontvangen", kenmerk=bevestigd.kenmerk)
    except LinkVerlopen as fout:
        return _andere_link(request, fout, status=410)
    except LinkOngeldig as fout:
        return _andere_link(request, fout, status=404)
    except DomeinFout as fout:
        return render(
            request,
            "initiatieven/indienen/bevestigen.html",
            {"initiatief": initiatief, "fout": fout.zin},
            status=409,
        )
    return render(request, "initiatieven/indienen/bevestigen.html", {"initiatief": initiatief})


def _andere_link(request: HttpRequest, fout: DomeinFout, *, status: int) -> HttpResponse:
    gegevens = {"zin": fout.zin, "form": NieuweLinkForm()}
    return render(request, "initiatieven/indienen/nieuwe_link.html", gegevens, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def nieuwe_link(request: HttpRequest) -> HttpResponse:
    """Ask for a fresh link. The answer is the same whether the address is known or not."""
    form = NieuweLinkForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].lower()
        try:
            rem(f"link:{adres_van(request)}", hoogstens=20, per=UUR)
            rem(f"link:{email}", hoogstens=3, per=UUR)
        except DomeinFout as fout:
            form.add_error(None, fout.zin)
        else:
            stuur_links_naar(email=email)
            return render(request, "initiatieven/indienen/nieuwe_link.html", {"gestuurd": email})
    return render(request, "initiatieven/indienen/nieuwe_link.html", {"form": form})


@never_cache
@require_safe
def ontvangen(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """It is there: who reacts, and the next dates. Shows nothing that is not public."""
    initiatief = (
        Initiatief.objects.openbaar().select_related("wijk", "behandelaar").filter(kenmerk=kenmerk).first()
    )
    if initiatief is None or initiatief.wijk is None or initiatief.behandelaar is None:
        raise Http404
    termijnen, dag = profiel().termijnen, _dag_van(initiatief)
    gegevens = {
        "initiatief": initiatief,
        "rol": rolnaam(initiatief.behandelaar, initiatief.wijk) or profiel().roltitel(Rol.WIJKMAKELAAR),
        "ingediend": dag,
        "reactie": plus_werkdagen(dag, termijnen.eerste_reactie),
        "besluit": plus_werkdagen(dag, termijnen.route),
    }
    return render(request, "initiatieven/indienen/ontvangen.html", gegevens)


def _dag_van(initiatief: Initiatief) -> date:
    assert initiatief.ingediend_op is not None  # a constraint of the table: what is public has this date
    return timezone.localdate(initiatief.ingediend_op)
