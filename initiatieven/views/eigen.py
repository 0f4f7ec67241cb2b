"""What whoever started an initiative can do with it after submission. One page per act, below /mijn/."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from initiatieven.forms.eigen import (
    EigenForm,
    FotosForm,
    GeluktForm,
    HeropenForm,
    StopForm,
    UitnodigForm,
    WijzigForm,
)
from initiatieven.levensloop import Status
from initiatieven.models import Gebeurtenis, Initiatief
from initiatieven.services.basis import Gewijzigd, is_indiener
from initiatieven.services.behandelen import stop
from initiatieven.services.fotos import (
    HOOGSTENS_BIJ_NIEUWS,
    HOOGSTENS_FOTOS,
    NIEUWS,
    wijzig_fotos,
    wijzig_nieuwsfotos,
)
from initiatieven.services.heropenen import HEROPENBAAR, vraag_heropenen
from initiatieven.services.mede import nodig_uit, stop_als_mede, trek_uitnodiging_in
from initiatieven.services.nieuws import vier
from initiatieven.services.wijzigen import VELDEN, wijzig_tekst
from kern.fouten import DomeinFout
from kern.models import Gebruiker
from kern.rem import TeVaak, adres_van, rem
from kern.verzoek import getal

UUR = 3600
UITNODIGINGEN_PER_UUR = 20  # of one account, taken back or not
F = TypeVar("F", bound=EigenForm)


@dataclass(frozen=True)
class EigenActie:
    """One act: its words on the screen, its form, the service that does it and when it fits."""

    titel: Promise
    uitleg: Promise
    knop: Promise
    klaar: Promise
    form: type[EigenForm]
    doe: Callable[..., Gebeurtenis]
    past: Callable[[Initiatief], bool]


EIGEN_ACTIES: dict[str, EigenActie] = {
    "tekst": EigenActie(
        gettext_lazy("Pas de tekst aan"),
        gettext_lazy(
            "Verbeter een tikfout of vul iets aan. Op de tijdlijn staat dat u iets hebt aangepast, niet wat er "
            "eerst stond."
        ),
        gettext_lazy("Bewaar"),
        gettext_lazy("De nieuwe tekst staat op de pagina."),
        WijzigForm,
        wijzig_tekst,
        lambda initiatief: initiatief.status != Status.SAMENGEVOEGD,
    ),
    "gelukt": EigenActie(
        gettext_lazy("Het is gelukt!"),
        gettext_lazy("Vertel wat er is bereikt. Iedereen kan het lezen, op de pagina en in de wijk."),
        gettext_lazy("Vertel dat het gelukt is"),
        gettext_lazy("Gefeliciteerd! Uw initiatief is gelukt. Dank u wel voor wat u deed voor uw wijk."),
        GeluktForm,
        vier,
        lambda initiatief: initiatief.status == Status.IN_UITVOERING,
    ),
    "stoppen": EigenActie(
        gettext_lazy("Ik stop ermee"),
        gettext_lazy("Het hele initiatief stopt dan, ook voor wie met u meebegon. De pagina blijft staan."),
        gettext_lazy("Stop het initiatief"),
        gettext_lazy("Uw initiatief is gestopt. Bedenkt u zich? Vraag dan om verder te gaan."),
        StopForm,
        stop,
        lambda initiatief: initiatief.is_open,
    ),
    "heropenen": EigenActie(
        gettext_lazy("Dit is niet af"),
        gettext_lazy("U vraagt de gemeente om verder te gaan. U hoort voor welke dag er een besluit is."),
        gettext_lazy("Vraag om verder te gaan"),
        gettext_lazy("Uw verzoek is verstuurd. Op de pagina staat wie erover beslist en voor welke dag."),
        HeropenForm,
        vraag_heropenen,
        lambda initiatief: initiatief.status in HEROPENBAAR,
    ),
}


def _haal(request: HttpRequest, kenmerk: str) -> Initiatief:
    """The initiative that this person started; Http404 for any other."""
    rijen = Initiatief.objects.zichtbaar_voor(request.user).voor_pagina()
    gevonden = rijen.filter(kenmerk=kenmerk).first()
    if gevonden is None or not is_indiener(cast(Gebruiker, request.user), gevonden):
        raise Http404
    return gevonden


def _gezien(initiatief: Initiatief) -> int:
    return initiatief.gebeurtenissen.openbaar().stand()


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def eigen_actie(request: HttpRequest, kenmerk: str, naam: str) -> HttpResponse:
    """One form of one act. What does not fit the state of the initiative is not there (404)."""
    wat, initiatief = EIGEN_ACTIES[naam], _haal(request, kenmerk)
    if request.method != "POST":
        if not wat.past(initiatief):
            raise Http404
        antwoorden = {veld: getattr(initiatief, veld) for veld in VELDEN} if naam == "tekst" else {}
        form = wat.form(initiatief=initiatief, initial={**antwoorden, "gezien": _gezien(initiatief)})
        return _toon(request, wat, form)
    form = gebonden(request, partial(wat.form, initiatief=initiatief))
    if form.is_valid():
        try:
            wat.doe(initiatief=initiatief, door=request.user, **form.gegevens())
        except Gewijzigd as fout:
            return _toon(request, wat, _opnieuw(form, fout), fout.gebeurtenissen)
        except DomeinFout as fout:
            form.add_error(None, fout.zin)
            form.opnieuw_kiezen()
        else:
            messages.success(request, str(wat.klaar))
            return redirect(initiatief)
    return _toon(request, wat, form)


def gebonden(request: HttpRequest, maak: Callable[..., F]) -> F:
    """The form with what was sent. Reading photos takes seconds, so a visitor may ask that so often an hour."""
    try:
        if request.FILES:
            rem(f"fotos:{adres_van(request)}", hoogstens=60, per=UUR)
    except TeVaak as fout:
        form = maak(request.POST)
        form.add_error(None, fout.zin)
        return form
    return maak(request.POST, request.FILES)


def _opnieuw(form: EigenForm, fout: Gewijzigd) -> EigenForm:
    """The same form with what was typed, that now knows what happened meanwhile."""
    gegevens = cast(QueryDict, form.data).copy()
    gegevens["gezien"] = str(_gezien(form.initiatief))
    opnieuw = type(form)(gegevens, initiatief=form.initiatief)
    opnieuw.add_error(None, fout.zin)
    if form.files:
        opnieuw.files = form.files
        opnieuw.opnieuw_kiezen()
    return opnieuw


def _toon(request: HttpRequest, wat: EigenActie, form: EigenForm, nieuw: Any = ()) -> HttpResponse:
    context = {"initiatief": form.initiatief, "actie": wat, "form": form, "nieuw": nieuw}
    return render(request, "initiatieven/eigen/actie.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def fotos(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """The photos of the story: add, describe, take away."""
    initiatief = _haal(request, kenmerk)
    if initiatief.status == Status.SAMENGEVOEGD:
        raise Http404
    maak = partial(
        FotosForm,
        initiatief=initiatief,
        aanwezig=list(initiatief.fotos.filter(gebeurtenis=None).zichtbaar()),
        hoogstens=HOOGSTENS_FOTOS,
    )
    form = (
        gebonden(request, maak) if request.method == "POST" else maak(initial={"gezien": _gezien(initiatief)})
    )
    if request.method == "POST" and form.is_valid():
        try:
            wijzig_fotos(initiatief=initiatief, door=cast(Gebruiker, request.user), **form.gegevens())
        except DomeinFout as fout:
            form.add_error(None, fout.zin)
            form.opnieuw_kiezen()
        else:
            messages.success(request, _("De foto's zijn aangepast."))
            return redirect(initiatief)
    context = {"initiatief": initiatief, "form": form, "terug": initiatief.get_absolute_url()}
    return render(request, "initiatieven/eigen/fotos.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def nieuwsfotos(request: HttpRequest, kenmerk: str, pk: int) -> HttpResponse:
    """The photos of news that I wrote, as a resident or as staff."""
    door = cast(Gebruiker, request.user)
    gebeurtenis = (
        Gebeurtenis.objects.openbaar()
        .filter(pk=pk, initiatief__kenmerk=kenmerk, door=door, soort__in=NIEUWS)
        .select_related("initiatief__wijk")
        .first()
    )
    if gebeurtenis is None:
        raise Http404
    initiatief = gebeurtenis.initiatief
    maak = partial(
        FotosForm,
        initiatief=initiatief,
        aanwezig=list(gebeurtenis.fotos.zichtbaar()),
        hoogstens=HOOGSTENS_BIJ_NIEUWS,
    )
    form = gebonden(request, maak) if request.method == "POST" else maak()
    if request.method == "POST" and form.is_valid():
        try:
            wijzig_nieuwsfotos(gebeurtenis=gebeurtenis, door=door, wijziging=form.gegevens()["wijziging"])
        except DomeinFout as fout:
            form.add_error(None, fout.zin)
            form.opnieuw_kiezen()
        else:
            messages.success(request, _("De foto's staan bij het nieuws."))
            return redirect(f"{initiatief.get_absolute_url()}#regel-{gebeurtenis.pk}")
    context = {
        "initiatief": initiatief,
        "gebeurtenis": gebeurtenis,
        "form": form,
        "terug": initiatief.get_absolute_url(),
    }
    return render(request, "initiatieven/eigen/fotos.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mede(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """With whom I started it: invite somebody, take an invitation back, or leave."""
    initiatief, door = _haal(request, kenmerk), cast(Gebruiker, request.user)
    stap = request.POST.get("stap")
    if stap == "ik-stop":
        stop_als_mede(initiatief=initiatief, door=door)
        messages.success(request, _("U begint dit niet meer mee. De anderen gaan verder."))
        return redirect(initiatief)
    if stap == "trek-in" and (uitnodiging := getal(request.POST.get("uitnodiging", ""))):
        trek_uitnodiging_in(initiatief=initiatief, uitnodiging=uitnodiging, door=door)
        messages.success(request, _("De uitnodiging is ingetrokken. De link werkt niet meer."))
        return redirect("initiatieven:mede", kenmerk=kenmerk)
    form = UitnodigForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            # Each of these mails carries a title of one's own choice: no door to mail the whole town by.
            rem(f"uitnodigen:{door.pk}", hoogstens=UITNODIGINGEN_PER_UUR, per=UUR)
            nodig_uit(initiatief=initiatief, email=form.cleaned_data["email"], door=door)
        except DomeinFout as fout:
            form.add_error(None, fout.zin)
        else:
            messages.success(request, _("De uitnodiging is verstuurd."))
            return redirect("initiatieven:mede", kenmerk=kenmerk)
    context = {
        "initiatief": initiatief,
        "form": form,
        "mede": [rij.gebruiker for rij in initiatief.betrokkenen.mede().select_related("gebruiker")],
        "uitnodigingen": list(initiatief.te_bevestigen.filter(wat="mede", door=door)),
        "is_mede": door.pk != initiatief.indiener_id,
    }
    return render(request, "initiatieven/eigen/mede.html", context)
