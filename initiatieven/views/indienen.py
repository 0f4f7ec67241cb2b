"""Telling about an initiative in five steps, without an account and without JavaScript."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from initiatieven.forms.stappen import FORMULIEREN, LaterForm, WatForm
from initiatieven.kaart import wijkenkaart
from initiatieven.levensloop import Nodig, Status
from initiatieven.models import Foto, Initiatief
from initiatieven.services.concept import (
    CONCEPT_BEWAREN,
    begin_concept,
    bewaar_stap,
    stuur_verder_link,
    verwijder_foto,
    vind_concept,
)
from initiatieven.services.indienen import dien_in, stuur_link_opnieuw
from initiatieven.services.mede import genodigden
from initiatieven.stappen import (
    CONTROLEREN,
    OP_NAAM,
    STAPPEN,
    WAAR,
    WAT,
    WIE,
    Stap,
    eerste_open_stap,
    volgende,
)
from initiatieven.views.houder import eigen_concepten, haal_concept, houd_vast
from kern.forms import PortaalForm
from kern.fouten import DomeinFout
from kern.models import Gebruiker
from kern.rem import TeVaak, adres_van, postbus_van, rem
from wijken.models import Wijk

UUR = 3600


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def nieuw(request: HttpRequest) -> HttpResponse:
    """The first step. The draft is made when it is posted; `?wijk=slug` chooses the wijk beforehand."""
    if request.method == "POST":
        return _bewaar_wat(request, None)
    return _toon(request, WAT, WatForm(), begonnen=eigen_concepten(request))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stap(request: HttpRequest, sleutel: UUID, naam: str) -> HttpResponse:
    """One step of a draft. A step can be opened once everything before it has been answered.

    With `vorige` or `later` in what is posted, the answers that are there are kept, complete or not, and the
    resident goes a step back or to the page that mails a link to go on with.
    """
    concept = haal_concept(request, sleutel)
    if concept.is_openbaar:
        return redirect(concept)
    if naam not in OP_NAAM:
        raise Http404
    deze, open_stap = OP_NAAM[naam], eerste_open_stap(concept)
    if deze.nummer > open_stap.nummer:
        return _naar(concept, open_stap)
    if deze is CONTROLEREN:
        return _controleren(request, concept)
    if deze is WAT:
        return _wat(request, concept)
    if request.method == "POST":
        form = FORMULIEREN[deze](request.POST, half=_half(request))
        if form.is_valid() and _bewaar(form, concept, deze, mede=form.cleaned_data.get("mede")):
            if "vorige" in request.POST:
                return _naar(concept, STAPPEN[deze.nummer - 2])
            return _later(concept) if _half(request) else _naar(concept, volgende(deze))
    else:
        form = FORMULIEREN[deze](initial=_antwoorden(request, concept, deze))
    return _toon(request, deze, form, concept=concept)


def _half(request: HttpRequest) -> bool:
    """Whether the resident leaves this step before it is complete: back, or on another time."""
    return "later" in request.POST or "vorige" in request.POST


def _wat(request: HttpRequest, concept: Initiatief) -> HttpResponse:
    fotos = list(concept.fotos.all())
    if request.method != "POST":
        form = WatForm(initial=_antwoorden(request, concept, WAT), aanwezig=fotos)
        return _toon(request, WAT, form, concept=concept)
    weg = [foto for foto in fotos if foto.sleutel.hex == request.POST.get("verwijder")]
    if not weg:
        return _bewaar_wat(request, concept, fotos)
    verwijder_foto(initiatief=concept, sleutel=weg[0].sleutel)
    over = [foto for foto in fotos if foto not in weg]
    # Shown again with all that was typed, which is kept when the resident goes on.
    form = WatForm(initial=request.POST.dict(), aanwezig=over)
    for foto in over:
        veld = f"beschrijving_{foto.sleutel.hex}"
        form.fields[veld].initial = request.POST.get(veld, foto.beschrijving)
    messages.success(request, _("De foto is weg."))
    return _toon(request, WAT, form, concept=concept)


def _bewaar_wat(
    request: HttpRequest, concept: Initiatief | None, aanwezig: Sequence[Foto] = ()
) -> HttpResponse:
    """Keep the first step, or show what is not right yet.

    A browser forgets the files that were chosen. So photos that are good are kept, whatever is wrong elsewhere.
    """
    form = _wat_form(request, aanwezig)
    goed = form.is_valid()
    if goed and concept is None and form.is_leeg():
        form.add_error(None, _("Vul eerst iets in. Dan kunnen wij het voor u bewaren."))
        goed = False
    fotos = form.nieuwe_fotos()
    if not goed and not fotos:
        return _toon(request, WAT, form, concept=concept)
    try:
        if concept is None:
            concept = _begin(request, form)
        else:
            bewaar_stap(
                initiatief=concept,
                stap=WAT,
                antwoorden=form.cleaned_data,
                fotos=fotos,
                beschrijvingen=form.beschrijvingen(),
            )
    except DomeinFout as fout:
        form.add_error(None, fout.zin)
        return _toon(request, WAT, form, concept=concept)
    if not goed:
        messages.success(request, _("Uw foto's zijn bewaard. U hoeft ze niet opnieuw te kiezen."))
        return _toon(request, WAT, _met_bewaarde_fotos(request, concept, aanwezig), concept=concept)
    if _half(request):
        return _later(concept)
    if fotos and (len(fotos) > 1 or not fotos[0].beschrijving):
        messages.success(
            request, _("Uw foto's zijn bewaard. Vertel wat erop te zien is, of druk onderaan op ‘Verder’.")
        )
        return redirect(f"{reverse('initiatieven:stap', args=[concept.sleutel, WAT.naam])}#fotos")
    return _naar(concept, WAAR)


def _wat_form(request: HttpRequest, aanwezig: Sequence[Foto]) -> WatForm:
    """What was sent. Reading photos takes seconds, so one visitor may have that done so many times in an hour."""
    try:
        if request.FILES:
            rem(f"fotos:{adres_van(request)}", hoogstens=60, per=UUR)
    except TeVaak as fout:
        form = WatForm(request.POST, aanwezig=aanwezig)
        form.add_error(None, fout.zin)
        return form
    return WatForm(request.POST, request.FILES, aanwezig=aanwezig, half=_half(request))


def _begin(request: HttpRequest, form: WatForm) -> Initiatief:
    rem(f"concept:{adres_van(request)}", hoogstens=60, per=UUR)
    concept = begin_concept(
        titel=form.cleaned_data.get("titel", ""),
        verhaal=form.cleaned_data.get("verhaal", ""),
        thema=form.cleaned_data.get("thema"),
        domein=form.cleaned_data.get("domein", ""),
        fotos=form.nieuwe_fotos(),
        wijk=Wijk.objects.actief().filter(slug=request.GET.get("wijk", "").replace("\x00", "")).first(),
    )
    houd_vast(request, concept)
    return concept


def _met_bewaarde_fotos(request: HttpRequest, concept: Initiatief, eerder: Sequence[Foto]) -> WatForm:
    """The same answers and errors, with the photos that were kept just now among those that are there."""
    getypt, fotos = request.POST.copy(), list(concept.fotos.all())
    for foto in fotos:
        if foto not in eerder:
            getypt[f"beschrijving_{foto.sleutel.hex}"] = foto.beschrijving
            if foto.beschrijving:
                getypt["foto_beschrijving"] = ""
    return WatForm(getypt, aanwezig=fotos, half=_half(request))


def _bewaar(form: PortaalForm, concept: Initiatief, deze: Stap, *, mede: Sequence[str] | None) -> bool:
    try:
        bewaar_stap(initiatief=concept, stap=deze, antwoorden=form.cleaned_data, mede=mede)
    except DomeinFout as fout:
        form.add_error(None, fout.zin)
        return False
    return True


def _controleren(request: HttpRequest, concept: Initiatief) -> HttpResponse:
    if request.method == "POST":
        door = request.user if isinstance(request.user, Gebruiker) else None
        try:
            if concept.status == Status.CONCEPT:
                rem(f"indienen:{request.session.session_key}", hoogstens=10, per=UUR)
                rem(f"indienen:{adres_van(request)}", hoogstens=40, per=UUR)
                # Nobody fills the mailbox of somebody else from many places.
                rem(f"indienen:{postbus_van(concept.indiener_email)}", hoogstens=10, per=UUR)
            ingediend = dien_in(initiatief=concept, door=door)
        except DomeinFout as fout:
            messages.error(request, fout.zin)
            return _naar(concept, CONTROLEREN)
        if ingediend.is_openbaar:
            return redirect("initiatieven:ontvangen", kenmerk=ingediend.kenmerk)
        return redirect("initiatieven:verstuurd", sleutel=concept.sleutel)
    return render(
        request,
        "initiatieven/indienen/controleren.html",
        {
            "initiatief": concept,
            "stap": CONTROLEREN,
            "stappen": STAPPEN,
            "fotos": list(concept.fotos.all()),
            "nodig": [Nodig(n).label for n in concept.nodig],
            "mede": genodigden(concept),
            "direct": getattr(request.user, "email", "") == concept.indiener_email.lower(),
        },
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verstuurd(request: HttpRequest, sleutel: UUID) -> HttpResponse:
    """Look in your mail; with a button to send the link once more."""
    concept = haal_concept(request, sleutel)
    if concept.is_openbaar:
        return redirect(concept)
    if concept.status != Status.TE_BEVESTIGEN:
        return _naar(concept, eerste_open_stap(concept))
    if request.method == "POST":
        try:
            rem(f"link:{sleutel}", hoogstens=3, per=UUR)
            stuur_link_opnieuw(initiatief=concept)
        except DomeinFout as fout:
            messages.error(request, fout.zin)
        else:
            messages.success(request, _("Wij sturen u een nieuwe mail. Kijk ook bij ongewenste mail."))
        return redirect("initiatieven:verstuurd", sleutel=sleutel)
    return render(request, "initiatieven/indienen/verstuurd.html", {"initiatief": concept})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def later(request: HttpRequest, sleutel: UUID) -> HttpResponse:
    """What was answered is kept; mail a link by which it goes on, perhaps on another device."""
    concept = haal_concept(request, sleutel)
    if concept.is_openbaar:
        return redirect(concept)
    bekend = concept.indiener_email or getattr(request.user, "email", "")
    form = LaterForm(request.POST if request.method == "POST" else None, initial={"email": bekend})
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].lower()
        try:
            rem(f"verder:{adres_van(request)}", hoogstens=20, per=UUR)
            rem(f"verder:{sleutel}", hoogstens=5, per=UUR)
            # Nobody fills the mailbox of somebody else.
            rem(f"verder:{postbus_van(email)}", hoogstens=5, per=UUR)
            stuur_verder_link(initiatief=concept, email=email)
        except DomeinFout as fout:
            form.add_error(None, fout.zin)
        else:
            messages.success(
                request,
                _("Wij stuurden de link naar %(email)s. U kunt deze pagina nu sluiten.") % {"email": email},
            )
            return _later(concept)
    gegevens = {
        "initiatief": concept,
        "form": form,
        "verder": eerste_open_stap(concept),
        "bewaard_tot": concept.concept_van + CONCEPT_BEWAREN,
    }
    return render(request, "initiatieven/indienen/later.html", gegevens)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verder(request: HttpRequest, token: str) -> HttpResponse:
    """The mailed link to go on. GET changes nothing: scanners open every link. POST hands over the draft."""
    try:
        concept = vind_concept(token)
    except DomeinFout as fout:
        return render(request, "initiatieven/indienen/verder.html", {"zin": fout.zin}, status=404)
    if concept.is_openbaar:
        return render(request, "initiatieven/indienen/al_bevestigd.html", {"initiatief": concept})
    if request.method == "POST":
        houd_vast(request, concept)
        if concept.status == Status.TE_BEVESTIGEN:
            return redirect("initiatieven:verstuurd", sleutel=concept.sleutel)
        return _naar(concept, eerste_open_stap(concept))
    return render(request, "initiatieven/indienen/verder.html", {"initiatief": concept})


def _antwoorden(request: HttpRequest, concept: Initiatief, deze: Stap) -> dict[str, Any]:
    """What was answered before; the name and address of somebody who is logged in are filled in already."""
    antwoorden = {veld: getattr(concept, veld) for veld in deze.velden}
    if deze is WIE:
        antwoorden["mede"] = genodigden(concept)
    if isinstance(request.user, Gebruiker) and "indiener_email" in antwoorden:
        antwoorden["indiener_naam"] = antwoorden["indiener_naam"] or request.user.naam
        antwoorden["indiener_email"] = antwoorden["indiener_email"] or request.user.email
    return antwoorden


def _naar(concept: Initiatief, deze: Stap) -> HttpResponse:
    return redirect("initiatieven:stap", sleutel=concept.sleutel, naam=deze.naam)


def _later(concept: Initiatief) -> HttpResponse:
    return redirect("initiatieven:later", sleutel=concept.sleutel)


def _toon(
    request: HttpRequest,
    deze: Stap,
    form: PortaalForm,
    *,
    concept: Initiatief | None = None,
    begonnen: list[Initiatief] | None = None,
) -> HttpResponse:
    gegevens: dict[str, Any] = {
        "form": form,
        "stap": deze,
        "stappen": STAPPEN,
        "initiatief": concept,
    }
    if begonnen:
        gegevens["begonnen"] = [(ander, eerste_open_stap(ander)) for ander in begonnen]
    if deze is WAAR:
        gegevens["kaart"] = wijkenkaart()
    return render(request, f"initiatieven/indienen/{deze.naam}.html", gegevens)
