"""The form behind the link of an Uitvraag: for a department or an organisation, without an account."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from initiatieven.forms.uitvragen import UitvraagForm
from initiatieven.models import Uitvraag
from initiatieven.services.uitvragen import NietOpen, Stand, beantwoord_uitvraag, stand_van
from kern.profiel import profiel
from kern.rem import TeVaak, adres_van, rem
from kern.werkdagen import vandaag
from rollen.wie import rolnaam

UUR = 3600
HTTP_STATUS = {Stand.OPEN: 200, Stand.BEANTWOORD: 200, Stand.NIET_NODIG: 410, Stand.VERLOPEN: 410}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def uitvraag(request: HttpRequest, token: str) -> HttpResponse:
    """Read the question and answer it, once. GET changes nothing: scanners of mail open every link."""
    gevonden = _vind(token)
    if gevonden is None:
        return _onbekend(request)
    if request.method != "POST":
        return _toon(request, gevonden, UitvraagForm())
    form = UitvraagForm(request.POST)
    if not form.is_valid():
        return _toon(request, gevonden, form)
    try:
        rem(f"uitvraag:{adres_van(request)}", hoogstens=20, per=UUR)
        beantwoord_uitvraag(
            uitvraag=gevonden, naam=form.cleaned_data["naam"], tekst=form.cleaned_data["tekst"]
        )
    except TeVaak as fout:
        form.add_error(None, fout.zin)
        return _toon(request, gevonden, form, status=429)
    except NietOpen:
        gevonden.refresh_from_db()
        # The same answer sent twice, by a double click, is simply answered.
        if gevonden.antwoord != form.cleaned_data["tekst"]:
            return _toon(request, gevonden, form)
    messages.success(request, _("Uw antwoord is verstuurd. Dank u wel."))
    return redirect(gevonden)


def _vind(token: str) -> Uitvraag | None:
    try:
        sleutel = UUID(token)
    except ValueError:
        return None
    vragen = Uitvraag.objects.select_related(
        "afdeling", "gesteld_door", "initiatief__wijk", "initiatief__behandelaar"
    )
    return vragen.filter(sleutel=sleutel).first()


def _onbekend(request: HttpRequest) -> HttpResponse:
    """No such question. Whoever tries many links must wait."""
    try:
        rem(f"uitvraag-onbekend:{adres_van(request)}", hoogstens=30, per=UUR)
    except TeVaak as fout:
        return render(request, "initiatieven/uitvraag/onbekend.html", {"zin": fout.zin}, status=429)
    return render(request, "initiatieven/uitvraag/onbekend.html", status=404)


def _toon(
    request: HttpRequest, gevonden: Uitvraag, form: UitvraagForm, *, status: int | None = None
) -> HttpResponse:
    """The question with the form, or why it cannot be answered; what was typed stays on the page."""
    initiatief, stand = gevonden.initiatief, stand_van(gevonden, vandaag())
    assert initiatief.behandelaar is not None  # by constraint, once it was open
    assert initiatief.wijk is not None
    context = {
        "uitvraag": gevonden,
        "initiatief": initiatief,
        "stand": stand.name,
        "form": form,
        "niet_verstuurd": form["tekst"].value() if form.is_bound and stand is not Stand.OPEN else "",
        "gemeente": profiel().gemeente.naam,
        "behandelaar": initiatief.behandelaar,
        "rol": rolnaam(initiatief.behandelaar, initiatief.wijk),
        "fotos": initiatief.fotos.zichtbaar().filter(gebeurtenis=None),
    }
    return render(request, "initiatieven/uitvraag/vraag.html", context, status=status or HTTP_STATUS[stand])
