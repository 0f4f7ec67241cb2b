"""Pages for everybody: the reports, and telling what you learned."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from initiatieven.models import Initiatief
from initiatieven.services.basis import is_indiener
from kern.fouten import DomeinFout
from kern.models import Gebruiker
from rapportages.document import pdf_van
from rapportages.forms import VertelForm
from rapportages.inhoud import inhoud_van
from rapportages.kwartaal import Kwartaal
from rapportages.models import Kwartaalrapportage, Leerpunt
from rapportages.services.leerpunten import VERTELBAAR, sleutel_past, vertel_leerpunt


@require_safe
def lijst(request: HttpRequest) -> HttpResponse:
    """Every report that was offered to the council, newest first."""
    return render(
        request, "rapportages/lijst.html", {"rapportages": list(Kwartaalrapportage.objects.aangeboden())}
    )


@require_safe
def rapportage(request: HttpRequest, kwartaal: Kwartaal) -> HttpResponse:
    """One report. Staff who may see concepts read the concept here as the council will."""
    gevonden = _haal(request, kwartaal)
    gegevens = {"rapportage": gevonden, "inhoud": inhoud_van(gevonden)}
    return _niet_bewaren(gevonden, render(request, "rapportages/rapportage.html", gegevens))


@require_safe
def rapportage_pdf(request: HttpRequest, kwartaal: Kwartaal) -> HttpResponse:
    gevonden = _haal(request, kwartaal)
    naam = f"rapportage-wijkgericht-werken-{gevonden.kenmerk}.pdf"
    antwoord = HttpResponse(
        pdf_van(gevonden),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{naam}"'},
    )
    return _niet_bewaren(gevonden, antwoord)


@require_safe
def rapportage_json(request: HttpRequest, kwartaal: Kwartaal) -> HttpResponse:
    """The document as it was frozen, with the SHA-256 over its canonical form."""
    gevonden = _haal(request, kwartaal)
    gegevens: dict[str, Any] = {
        "kenmerk": gevonden.kenmerk,
        "status": gevonden.status,
        "aangeboden_op": gevonden.aangeboden_op,
        "sha256": gevonden.sha256 or None,
        "inhoud": inhoud_van(gevonden),
    }
    return _niet_bewaren(
        gevonden, JsonResponse(gegevens, json_dumps_params={"ensure_ascii": False, "indent": 1})
    )


@require_http_methods(["GET", "HEAD", "POST"])
def vertel(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """Who started it tells what they learned: logged in, or with the key in the mailed link.

    Opening the link does nothing; the button does.
    """
    initiatief = get_object_or_404(
        Initiatief.objects.filter(status__in=VERTELBAAR).select_related("indiener", "wijk"), kenmerk=kenmerk
    )
    door = request.user if isinstance(request.user, Gebruiker) else None
    if door is None or not is_indiener(door, initiatief):
        if not sleutel_past(request.GET.get("sleutel", ""), initiatief):
            if door is not None:
                raise Http404
            return redirect_to_login(request.path)
        door = initiatief.indiener
    assert door is not None  # by constraint, once it is public
    form = VertelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            vertel_leerpunt(initiatief=initiatief, door=door, **form.cleaned_data)
        except DomeinFout as fout:
            form.add_error(None, fout.zin)
        else:
            messages.success(request, _("Dank u wel. Wat u leerde staat nu bij uw initiatief."))
            return redirect(initiatief.get_absolute_url())
    verteld = Leerpunt.objects.bij(initiatief).van_de_indiener().exists()
    return render(
        request, "rapportages/vertel.html", {"initiatief": initiatief, "form": form, "verteld": verteld}
    )


def _haal(request: HttpRequest, kwartaal: Kwartaal) -> Kwartaalrapportage:
    return get_object_or_404(Kwartaalrapportage.objects.zichtbaar_voor(request.user).over(kwartaal))


def _niet_bewaren(rapportage: Kwartaalrapportage, antwoord: HttpResponse) -> HttpResponse:
    """A concept is never kept by a cache."""
    if not rapportage.is_aangeboden:
        patch_cache_control(antwoord, private=True, no_store=True)
    return antwoord
