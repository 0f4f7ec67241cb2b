"""Supporting an initiative and joining in. Without a login it is done once a mailed link was confirmed."""

from collections.abc import Callable
from functools import partial
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from initiatieven.forms.meedoen import BezoekerForm, MeedoenForm, OpmerkingForm, SteunForm
from initiatieven.models import Betrokkene, Initiatief, Opmerking, TeBevestigen
from initiatieven.services import meedoen as diensten
from initiatieven.services import opmerkingen
from initiatieven.services.accounts import account_van
from initiatieven.services.te_bevestigen import vraag_bevestiging
from kern.fouten import DomeinFout
from kern.models import Gebruiker
from kern.rem import adres_van, rem

UUR = 3600
PER_BEZOEKER = 30  # acts in an hour, of one account or one address of the internet
REACTIES_PER_UUR = 10  # of one account
Soort = Betrokkene.Soort
Wat = TeBevestigen.Wat


def haal_openbaar(kenmerk: str) -> Initiatief:
    """What everybody may read; Http404 for anything else."""
    rijen = Initiatief.objects.openbaar().select_related("wijk", "samengevoegd_met")
    return get_object_or_404(rijen.defer("wijk__omtrek"), kenmerk=kenmerk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def steunen(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """Support an initiative."""
    initiatief = haal_openbaar(kenmerk)
    form = SteunForm(request.POST if request.method == "POST" else None, bezoeker=request.user)
    if request.method == "POST" and initiatief.is_open and form.is_valid():
        antwoord = doe_of_mail(
            request,
            form,
            initiatief,
            Wat.STEUN,
            lambda door: diensten.steun(initiatief=initiatief, door=door),
            _("Dank u wel. Uw steun telt mee."),
        )
        if antwoord is not None:
            return antwoord
    return render(request, "initiatieven/meedoen/steunen.html", {"initiatief": initiatief, "form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def meedoen(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """Join in, or change what one brings."""
    initiatief = haal_openbaar(kenmerk)
    eigen = _eigen_rij(initiatief, request)
    if request.method == "POST":
        form = MeedoenForm(request.POST, bezoeker=request.user)
        if initiatief.is_open and form.is_valid():
            doe = partial(diensten.doe_mee, initiatief=initiatief, **form.gegevens())
            zin = _("Bewaard.") if eigen else _("Fijn dat u meedoet. Wie dit begon heeft een mail gekregen.")
            antwoord = doe_of_mail(request, form, initiatief, Wat.MEEDOEN, lambda door: doe(door=door), zin)
            if antwoord is not None:
                return antwoord
    else:
        beginwaarden = {"bijdrage": eigen.bijdrage, "toon_voornaam": eigen.toon_voornaam} if eigen else None
        form = MeedoenForm(bezoeker=request.user, initial=beginwaarden)
    context = {"initiatief": initiatief, "form": form, "eigen": eigen}
    return render(request, "initiatieven/meedoen/meedoen.html", context)


def _eigen_rij(initiatief: Initiatief, request: HttpRequest) -> Betrokkene | None:
    if not isinstance(request.user, Gebruiker):
        return None
    return initiatief.betrokkenen.meedoen().filter(gebruiker=request.user).first()


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stoppen(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """Take back support or joining in. GET is for who had to log in first: the button is on the page."""
    initiatief = haal_openbaar(kenmerk)
    if request.method != "POST":
        return redirect(initiatief)
    soort = request.POST.get("soort")
    if soort not in diensten.STOPBAAR:
        raise Http404
    diensten.stop(initiatief=initiatief, door=cast(Gebruiker, request.user), soort=Soort(soort))
    zin = _("U steunt dit niet meer.") if soort == Soort.STEUN else _("U doet niet meer mee.")
    messages.success(request, zin)
    return redirect(initiatief)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reageren(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """Say something that everybody can read."""
    initiatief = haal_openbaar(kenmerk)
    form = OpmerkingForm(request.POST if request.method == "POST" else None, bezoeker=request.user)
    if request.method == "POST" and initiatief.samengevoegd_met is None and form.is_valid():
        doe = partial(opmerkingen.plaats, initiatief=initiatief, **form.gegevens())
        zin = _("Dank u wel. Uw reactie staat op de pagina.")
        antwoord = doe_of_mail(request, form, initiatief, Wat.OPMERKING, lambda door: doe(door=door), zin)
        if antwoord is not None:
            return antwoord
    return render(request, "initiatieven/meedoen/reageren.html", {"initiatief": initiatief, "form": form})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def terugnemen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back one's own remark; 404 for anybody else's, whether it exists or not. GET: see `stoppen`."""
    door = cast(Gebruiker, request.user)
    opmerking = get_object_or_404(Opmerking.objects.select_related("initiatief").filter(door=door), pk=pk)
    if request.method == "POST":
        opmerkingen.trek_in(opmerking=opmerking, door=door)
        messages.success(request, _("Uw reactie staat niet meer op de pagina."))
    return redirect(opmerking.initiatief)


def doe_of_mail(
    request: HttpRequest,
    form: BezoekerForm,
    initiatief: Initiatief,
    wat: TeBevestigen.Wat,
    doe: Callable[[Gebruiker], Any],
    gelukt: str,
) -> HttpResponse | None:
    """Do it for whoever is logged in, and mail a link to anybody else; None when the form says why not.

    What is answered without a login never depends on whether the address has an account.
    """
    try:
        if isinstance(request.user, Gebruiker):
            hoogstens = REACTIES_PER_UUR if wat == Wat.OPMERKING else PER_BEZOEKER
            rem(f"{wat}:{request.user.pk}", hoogstens=hoogstens, per=UUR)
            if form.naam_van:
                account_van(email=request.user.email, naam=form.naam_van)
            doe(request.user)
            messages.success(request, gelukt)
            return redirect(initiatief)
        rem(f"bevestig:{adres_van(request)}", hoogstens=PER_BEZOEKER, per=UUR)
        vraag_bevestiging(
            wat=wat,
            email=form.email_adres,
            naam=form.naam_van,
            initiatief=initiatief,
            gegevens=form.gegevens(),
        )
    except DomeinFout as fout:
        form.add_error(None, fout.zin)
        return None
    context = {"initiatief": initiatief, "email": form.email_adres}
    return render(request, "initiatieven/bevestigen/kijk_in_uw_mail.html", context)
