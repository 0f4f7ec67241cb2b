"""Follow something, change how often you hear of it, and stop: with a login, or by the link in a mail."""

from collections.abc import Sequence
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from initiatieven import stoplink
from initiatieven.filters import wijken_om_te_kiezen
from initiatieven.forms.volgen import RitmeForm, VolgForm
from initiatieven.models import Initiatief, Ritme, TeBevestigen, Volgt
from initiatieven.nieuwstekst import HOE_VAAK
from initiatieven.services.te_bevestigen import vraag_bevestiging
from initiatieven.services.volgen import gewoon_ritme, stop, verander_ritme, volg
from initiatieven.services.volgpost import stuur_nieuwe_link
from initiatieven.volgbaar import Ding, Soort, Volgbaar, beschrijf, van_volger, vind
from kern.fouten import DomeinFout
from kern.models import Gebruiker
from kern.rem import adres_van, rem

UUR = 3600


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def volgen(request: HttpRequest) -> HttpResponse:
    """Follow what `soort` and `wat` name: at once with a login, else by a button behind a mailed link."""
    gevraagd = request.POST if request.method == "POST" else request.GET
    try:
        ding = vind(gevraagd.get("soort", ""), gevraagd.get("wat", ""))
    except DomeinFout as fout:
        raise Http404 from fout
    volgbaar = beschrijf(ding)
    ingelogd = request.user.is_authenticated
    form = VolgForm(
        request.POST if request.method == "POST" else None,
        ingelogd=ingelogd,
        initial={"ritme": gewoon_ritme(ding)},
    )
    antwoord: HttpResponse | None = None
    if request.method == "POST" and isinstance(request.user, Gebruiker):
        antwoord = _volg_meteen(request, request.user, ding, volgbaar, form)
    elif request.method == "POST" and form.is_valid():
        antwoord = _vraag(request, ding, volgbaar, form)
    if antwoord is not None:
        return antwoord
    return render(request, "initiatieven/volgen/volgen.html", {"volgbaar": volgbaar, "form": form})


def _volg_meteen(
    request: HttpRequest, door: Gebruiker, ding: Ding, volgbaar: Volgbaar, form: VolgForm
) -> HttpResponse | None:
    """Back to where it stands; None when it could not be done, with the reason in the form.

    The button beside the thing itself sends no rhythm: one press is enough.
    """
    if "ritme" in request.POST and not form.is_valid():
        return None
    gekozen = form.cleaned_data.get("ritme") if form.is_valid() else None
    try:
        volgt = volg(ding=ding, door=door, ritme=Ritme(gekozen) if gekozen else None)
    except DomeinFout as fout:
        form.add_error(None, fout.zin)
        return None
    messages.success(
        request,
        _("U volgt %(naam)s. Mail over nieuws: %(ritme)s.")
        % {"naam": volgbaar.naam, "ritme": HOE_VAAK[Ritme(volgt.ritme)]},
    )
    return redirect(volgbaar.adres)


def _vraag(request: HttpRequest, ding: Ding, volgbaar: Volgbaar, form: VolgForm) -> HttpResponse | None:
    """Mail the button; None when it was asked too often. The answer does not tell whether an address is known."""
    email = form.cleaned_data["email"]
    try:
        rem(f"volgen:{adres_van(request)}", hoogstens=20, per=UUR)
        vraag_bevestiging(
            wat=TeBevestigen.Wat.VOLGEN,
            email=email,
            initiatief=ding if isinstance(ding, Initiatief) else None,
            gegevens={
                "soort": volgbaar.soort.value,
                "wat": volgbaar.wat,
                "adres": volgbaar.adres,
                # Nothing that was typed: anybody can fill in anybody's address.
                "naam": _("een zoekopdracht") if volgbaar.soort == Soort.ZOEK else volgbaar.naam,
                "ritme": form.cleaned_data["ritme"],
            },
        )
    except DomeinFout as fout:
        form.add_error(None, fout.zin)
        return None
    gegevens = {"volgbaar": volgbaar, "email": email}
    return render(request, "initiatieven/volgen/kijk_in_uw_mail.html", gegevens)


# --- What I follow ------------------------------------------------------------------------------------


@never_cache
@login_required
@require_safe
def mijn(request: HttpRequest) -> HttpResponse:
    """All that I follow, each with its rhythm and a way to stop."""
    rijen = Volgt.objects.select_related("initiatief", "wijk", "thema").defer("wijk__omtrek")
    volgers = list(rijen.filter(gebruiker=request.user.pk))
    return render(
        request, "initiatieven/volgen/mijn.html", {"regels": _regels(volgers), "ritmes": Ritme.choices}
    )


@never_cache
@login_required
@require_POST
def mijn_wijzigen(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the rhythm of one, or stop it; 404 for what somebody else follows."""
    door = cast(Gebruiker, request.user)
    volgt = get_object_or_404(Volgt, pk=pk, gebruiker=door)
    _wijzig(request, volgt, door)
    return redirect("initiatieven:mijn-volgen")


# --- By the link in a mail ----------------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def instellen(request: HttpRequest, token: str) -> HttpResponse:
    """Change how often, or stop one thing, without a login. An old link mails a new one, to who it was for."""
    toegang = _toegang(token)
    if toegang.verlopen:
        return _nieuwe_link(request, toegang, token)
    if request.method == "POST":
        gekozen = request.POST.get("volgt", "")
        volgt = next((volgt for volgt in toegang.volgers if str(volgt.pk) == gekozen), None)
        if volgt is not None:
            _wijzig(request, volgt, None)
        return redirect("initiatieven:volgen-instellen", token=token)
    gegevens = {"regels": _regels(toegang.volgers), "ritmes": Ritme.choices, "token": token}
    return render(request, "initiatieven/volgen/instellen.html", gegevens)


@csrf_exempt  # a mail program sends this without a page or a cookie (RFC 8058); the token is the proof
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stoppen(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows one button, because scanners of mail open every link; POST stops, and again is no mistake."""
    toegang = _toegang(token)
    dingen = [] if toegang.verlopen else [regel["volgbaar"] for regel in _regels(toegang.te_stoppen)]
    if request.method == "POST":
        stop(volgers=toegang.te_stoppen, door=None)
        return render(request, "initiatieven/volgen/gestopt.html", {"dingen": dingen})
    gegevens = {"dingen": dingen, "token": token, "verlopen": toegang.verlopen and toegang.te_stoppen}
    return render(request, "initiatieven/volgen/stoppen.html", gegevens)


def _nieuwe_link(request: HttpRequest, toegang: stoplink.Toegang, token: str) -> HttpResponse:
    """Says that the link is old, with a button; what follows does not tell whether there is an account."""
    gegevens: dict[str, Any] = {"token": token}
    if request.method == "POST":
        try:
            stuur_nieuwe_link(volgers=toegang.volgers)
            gegevens["gestuurd"] = True
        except DomeinFout as fout:
            gegevens["fout"] = fout.zin
    return render(request, "initiatieven/volgen/verlopen.html", gegevens)


def _toegang(token: str) -> stoplink.Toegang:
    toegang = stoplink.lees(token)
    if toegang is None:
        raise Http404
    return toegang


def _regels(volgers: Sequence[Volgt]) -> list[dict[str, Any]]:
    """Each follower with what it is called, in one query for the names in searches."""
    wijken = wijken_om_te_kiezen() if any(volgt.zoek for volgt in volgers) else []
    return [{"volgt": volgt, "volgbaar": van_volger(volgt, wijken)} for volgt in volgers]


def _wijzig(request: HttpRequest, volgt: Volgt, door: Gebruiker | None) -> None:
    """Do what the form of one line asks, and say so."""
    naam = van_volger(volgt).naam
    form = RitmeForm(request.POST)
    try:
        if "stop" in request.POST:
            stop(volgers=[volgt], door=door)
            messages.success(request, _("U volgt %(naam)s niet meer.") % {"naam": naam})
        elif form.is_valid():
            volgt = verander_ritme(volgt=volgt, ritme=Ritme(form.cleaned_data["ritme"]), door=door)
            messages.success(
                request,
                _("U hoort nu over %(naam)s: %(ritme)s.")
                % {"naam": naam, "ritme": HOE_VAAK[Ritme(volgt.ritme)]},
            )
    except DomeinFout as fout:
        messages.error(request, fout.zin)
