"""Staff pages about money: the overview, a grant to an initiative, and what happens with it."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Max
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from budgetten.forms import BetaalForm, DekForm, IntrekForm, ToekenForm
from budgetten.models import Boeking, Budget, Mandaat, Toekenning
from budgetten.services.begroten import dek
from budgetten.services.toekennen import RECHT, betaal, ken_toe, mandaat_van, trek_in
from initiatieven.models import Initiatief
from kern.fouten import DomeinFout
from kern.models import Gebruiker
from kern.templatetags.kern import euro_rond
from kern.werkdagen import vandaag
from rollen.rechten import haal, mag, wie_mag

PER_PAGINA = 25


def _laatste(initiatief: Initiatief) -> int:
    """The id of the newest line of the timeline; 0 without one."""
    return initiatief.gebeurtenissen.aggregate(laatste=Max("pk"))["laatste"] or 0


def _gezien(request: HttpRequest, nu: int) -> int:
    """What this person had seen when they opened the form; a second click on the same button has seen less."""
    gestuurd = request.POST.get("gezien", "")
    # Longer than any id: Python refuses to read a number of thousands of digits.
    return int(gestuurd) if gestuurd.isascii() and gestuurd.isdigit() and len(gestuurd) < 20 else nu


@login_required
@require_safe
def overzicht(request: HttpRequest) -> HttpResponse:
    """What is left per budget, what still has to be paid, and who may decide about how much."""
    wie_mag(request, "budgetten.inzien")
    te_betalen = (
        Toekenning.objects.nog_te_betalen()
        .select_related("initiatief", "budget", "wijk", "besloten_door")
        .order_by("besloten_op", "id")
    )
    return render(
        request,
        "budgetten/werkbank/overzicht.html",
        {
            "budgetten": Budget.objects.met_saldi(),
            "mag_dekken": mag(request.user, "budgetten.beheren"),
            "mandaten": Mandaat.objects.geldig(vandaag()),
            "page_obj": Paginator(te_betalen, PER_PAGINA).get_page(request.GET.get("pagina")),
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def dekken(request: HttpRequest) -> HttpResponse:
    """Feed one budget from another: nieuw voor oud."""
    door = wie_mag(request, "budgetten.beheren")
    form = DekForm(request.POST or None)
    gezien = _gezien(request, Boeking.objects.laatste_van_budgetten())
    if request.method == "POST" and form.is_valid():
        try:
            dek(door=door, gezien=gezien, **form.cleaned_data)
        except DomeinFout as fout:
            form.add_error(None, fout.zin)
            gezien = Boeking.objects.laatste_van_budgetten()
        else:
            messages.success(
                request,
                _("%(bedrag)s ging van %(van_budget)s naar %(naar_budget)s.")
                % {**form.cleaned_data, "bedrag": euro_rond(form.cleaned_data["bedrag"])},
            )
            return redirect("budgetten:werkbank")
    return render(request, "budgetten/werkbank/dekken.html", {"form": form, "gezien": gezien})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def toekennen(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """Grant an initiative money."""
    door = cast(Gebruiker, request.user)
    initiatief = haal(
        door,
        Initiatief.objects.zichtbaar_voor(door).select_related("wijk", "indiener"),
        RECHT,
        kenmerk=kenmerk,
    )
    form = ToekenForm(request.POST or None)
    gezien = _gezien(request, _laatste(initiatief))
    if request.method == "POST" and form.is_valid():
        try:
            ken_toe(initiatief=initiatief, door=door, gezien=gezien, **form.cleaned_data)
        except DomeinFout as fout:
            form.add_error(None, fout.zin)
            gezien = _laatste(initiatief)
        else:
            messages.success(
                request,
                _("%(bedrag)s is toegekend. De indiener krijgt hierover een mail.")
                % {"bedrag": euro_rond(form.cleaned_data["bedrag"])},
            )
            return redirect(initiatief.get_werkbank_url())
    eerder = Toekenning.objects.van_initiatief(initiatief)
    return render(
        request,
        "budgetten/werkbank/toekennen.html",
        {
            "initiatief": initiatief,
            "form": form,
            "gezien": gezien,
            "mandaat": mandaat_van(door, initiatief.wijk) if initiatief.wijk else None,
            "toekenningen": eerder,
            "staand": eerder.staand(),
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def toekenning(request: HttpRequest, pk: int) -> HttpResponse:
    """One grant: pay it, or take back what is not needed."""
    door = cast(Gebruiker, request.user)
    gekozen = haal(
        door,
        Toekenning.objects.select_related("initiatief", "budget", "wijk", "mandaat", "besloten_door"),
        RECHT,
        pk=pk,
    )
    terug = "trek_in" in request.POST
    gezien = _gezien(request, _laatste(gekozen.initiatief))
    betaalform = BetaalForm(
        request.POST if request.method == "POST" and not terug else None,
        initial={"bedrag": f"{gekozen.te_betalen:.2f}".replace(".", ",")},
    )
    intrekform = IntrekForm(request.POST if terug else None)
    form: Form = intrekform if terug else betaalform
    if request.method == "POST" and form.is_valid():
        try:
            if terug:
                trek_in(toekenning=gekozen, door=door, gezien=gezien, **form.cleaned_data)
            else:
                betaal(toekenning=gekozen, door=door, gezien=gezien, **form.cleaned_data)
        except DomeinFout as fout:
            form.add_error(None, fout.zin)
            gezien = _laatste(gekozen.initiatief)
        else:
            messages.success(
                request,
                _("Het geld is teruggenomen. De indiener krijgt hierover een mail.")
                if terug
                else _("De betaling staat in de boeken. De indiener krijgt hierover een mail."),
            )
            return redirect("budgetten:toekenning", pk=gekozen.pk)
    return render(
        request,
        "budgetten/werkbank/toekenning.html",
        {
            "toekenning": gekozen,
            "boekingen": gekozen.boekingen.select_related("van", "naar", "door"),
            "form": form,
            "gezien": gezien,
            "betaalform": betaalform,
            "intrekform": intrekform,
        },
    )
