"""The werkbank: noting what was learned, and writing and offering the report."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from initiatieven.models import Initiatief
from kern.fouten import DomeinFout
from kern.models import Gebruiker
from kern.paginering import pagineer
from kern.verzoek import getal
from rapportages.forms import LeerpuntForm, RapportageForm, WijzigLeerpuntForm
from rapportages.inhoud import afdruk, stel_samen
from rapportages.kwartaal import Kwartaal
from rapportages.models import Kwartaalrapportage, Leerpunt, Perspectief
from rapportages.services.leerpunten import RECHT, noteer_leerpunt, wijzig_leerpunt
from rapportages.services.rapportage import bewerk, bied_aan
from rollen.rechten import haal, mag, wie_mag, wijken_met
from wijken.models import Wijk

VRIJE_VELDEN = ("samenvatting", "bijstelling", "portefeuillehouder", "contactpersoon", "registratienummer")


@require_safe
@login_required
def rapportages(request: HttpRequest) -> HttpResponse:
    """All reports; the ones still to be written first."""
    door = wie_mag(request, "rapportages.inzien")
    return render(
        request,
        "rapportages/werkbank/rapportages.html",
        {
            "rapportages": Kwartaalrapportage.objects.zichtbaar_voor(door).order_by(
                "-status", "-jaar", "-kwartaal"
            ),
            "mag_aanbieden": mag(door, "rapportages.aanbieden"),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def rapportage(request: HttpRequest, kwartaal: Kwartaal) -> HttpResponse:
    """Write the summary and choose the learning points."""
    gevonden = _haal(request, kwartaal)
    if gevonden.is_aangeboden:
        return redirect(gevonden)
    beginwaarden = {
        **{veld: getattr(gevonden, veld) for veld in VRIJE_VELDEN},
        "leerpunten": list(gevonden.leerpunten.all()),
    }
    form = RapportageForm(request.POST or None, rapportage=gevonden, initial=beginwaarden)
    if request.method == "POST" and form.is_valid():
        try:
            bewerk(rapportage=gevonden, door=_door(request), **form.cleaned_data)
        except DomeinFout as fout:
            form.add_error(None, fout.zin)
        else:
            if "aanbieden" in request.POST:
                return redirect("rapportages:aanbieden", kwartaal=gevonden.periode)
            messages.success(request, _("Bewaard. U kunt verder schrijven of de rapportage aanbieden."))
            return redirect(gevonden.get_werkbank_url())
    return render(
        request,
        "rapportages/werkbank/rapportage.html",
        {"rapportage": gevonden, "form": form, "inhoud": stel_samen(gevonden), "gekozen": form.gekozen()},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def aanbieden(request: HttpRequest, kwartaal: Kwartaal) -> HttpResponse:
    """The last look before the report is offered and frozen."""
    gevonden = _haal(request, kwartaal)
    if gevonden.is_aangeboden:
        return redirect(gevonden)
    fout_zin = ""
    if request.method == "POST":
        try:
            bied_aan(rapportage=gevonden, gezien=request.POST.get("gezien", ""), door=_door(request))
        except DomeinFout as fout:
            fout_zin = fout.zin
        else:
            messages.success(
                request,
                _("De rapportage is aangeboden. De griffie krijgt een mail en iedereen kan die lezen."),
            )
            return redirect(gevonden)
    inhoud = stel_samen(gevonden)
    return render(
        request,
        "rapportages/werkbank/aanbieden.html",
        {"rapportage": gevonden, "inhoud": inhoud, "gezien": afdruk(inhoud), "fout": fout_zin},
    )


@require_safe
@login_required
def leerpunten(request: HttpRequest) -> HttpResponse:
    """Everything that was learned, newest first."""
    door = wie_mag(request, RECHT, "rapportages.inzien")
    rijen = Leerpunt.objects.select_related("wijk", "initiatief", "rapportage")
    return render(
        request,
        "rapportages/werkbank/leerpunten.html",
        {
            "pagina": pagineer(rijen, request.GET, volgorde=("-genoteerd_op", "-id")),
            "mag_noteren": mag(door, RECHT),
            "eigen_wijken": set(wijken_met(door, RECHT).values_list("pk", flat=True)),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def leerpunt_nieuw(request: HttpRequest) -> HttpResponse:
    """Note a learning point; `?initiatief=2026-0042` ties it to that initiative.

    With `&schuring=` it begins with what a friction of that initiative came to.
    """
    door = wie_mag(request, RECHT)
    initiatief = None
    if kenmerk := request.GET.get("initiatief", "").replace("\x00", ""):
        initiatief = haal(door, Initiatief.objects.openbaar().select_related("wijk"), RECHT, kenmerk=kenmerk)
    form = LeerpuntForm(
        request.POST or None,
        wijken=None if initiatief else wijken_met(door, RECHT),
        initial=_begin(initiatief, request.GET.get("schuring", "")),
    )
    if request.method == "POST" and form.is_valid():
        wijk = initiatief.wijk if initiatief else form.cleaned_data["wijk"]
        assert isinstance(wijk, Wijk)  # a public initiative has one, by constraint
        velden = {naam: form.cleaned_data[naam] for naam in ("perspectief", "tekst", "verandert")}
        try:
            noteer_leerpunt(wijk=wijk, initiatief=initiatief, door=door, **velden)
        except DomeinFout as fout:
            form.add_error(None, fout.zin)
        else:
            messages.success(request, _("Het leerpunt is genoteerd."))
            return redirect(
                initiatief.get_werkbank_url() if initiatief else reverse("rapportages:leerpunten")
            )
    return render(
        request,
        "rapportages/werkbank/leerpunt.html",
        {"form": form, "initiatief": initiatief, "leerpunt": None},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def leerpunt_wijzigen(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a learning point as long as no offered report holds it."""
    door = wie_mag(request, RECHT)
    leerpunt = haal(door, Leerpunt.objects.select_related("wijk", "initiatief", "rapportage"), RECHT, pk=pk)
    form = WijzigLeerpuntForm(
        request.POST or None, initial={"tekst": leerpunt.tekst, "verandert": leerpunt.verandert}
    )
    if request.method == "POST" and form.is_valid():
        try:
            wijzig_leerpunt(leerpunt=leerpunt, door=door, **form.cleaned_data)
        except DomeinFout as fout:
            form.add_error(None, fout.zin)
        else:
            messages.success(request, _("Het leerpunt is gewijzigd."))
            return redirect("rapportages:leerpunten")
    return render(
        request,
        "rapportages/werkbank/leerpunt.html",
        {"form": form, "initiatief": leerpunt.initiatief, "leerpunt": leerpunt},
    )


def _begin(initiatief: Initiatief | None, schuring: str) -> dict[str, str]:
    """What a learning point about a closed friction begins with: the case and its outcome."""
    if initiatief is None:
        return {}
    gevonden = initiatief.schuringen.gesloten().filter(pk=getal(schuring)).first()
    if gevonden is None:
        return {}
    return {
        "perspectief": Perspectief.GEMEENTE,
        "tekst": _(
            "De regel: %(regel)s\nWiens belang: %(belang)s\nUitkomst: %(uitkomst)s\n%(uitleg)s\n\nWat wij leerden: "
        )
        % {
            "regel": gevonden.regel,
            "belang": Truncator(gevonden.belang).chars(300),
            "uitkomst": gevonden.get_uitkomst_display(),
            "uitleg": Truncator(gevonden.toelichting).chars(400),
        },
    }


def _door(request: HttpRequest) -> Gebruiker:
    assert isinstance(request.user, Gebruiker)  # by login_required
    return request.user


def _haal(request: HttpRequest, kwartaal: Kwartaal) -> Kwartaalrapportage:
    """That there is one of every quarter is no secret to staff, so they get a 403."""
    alle = Kwartaalrapportage.objects.all()
    return haal(_door(request), alle, "rapportages.aanbieden", jaar=kwartaal.jaar, kwartaal=kwartaal.nummer)
