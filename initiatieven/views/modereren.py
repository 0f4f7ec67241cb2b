"""Reporting a remark or a photo, for everybody, and deciding about it, for staff of the wijk."""

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from initiatieven.forms.meedoen import MeldForm, ModereerForm
from initiatieven.levensloop import ONTWERP
from initiatieven.meldingen import vergeet
from initiatieven.models import Betrokkene, Foto, Gebeurtenis, Melding, Opmerking
from initiatieven.querysets.betrokken import MODEREREN
from initiatieven.services import modereren as diensten
from initiatieven.services.modereren import Ding
from initiatieven.services.post import voorbeeld
from kern.fouten import DomeinFout
from kern.inzage import noteer
from kern.models import Gebruiker
from kern.paginering import pagineer
from kern.rem import adres_van, rem
from rollen.rechten import haal, wie_mag

UUR = 3600
MELDINGEN_PER_UUR = 20
DIENSTEN: dict[str, Callable[..., Gebeurtenis]] = {
    "verberg": diensten.verberg,
    "laat_staan": diensten.laat_staan,
    "toon": diensten.toon_weer,
}
KLAAR = {
    "verberg": gettext_lazy("Dit is nu verborgen. Wie het plaatste krijgt een mail."),
    "laat_staan": gettext_lazy("Dit blijft staan. Wie het meldde krijgt een mail."),
    "toon": gettext_lazy("Dit is weer zichtbaar. Wie het plaatste krijgt een mail."),
}
REACTIES = Opmerking.objects.exclude(initiatief__status__in=ONTWERP).select_related(
    "initiatief__wijk", "door", "verborgen_door"
)
FOTOS = Foto.objects.exclude(initiatief__status__in=ONTWERP).select_related(
    "initiatief__wijk", "initiatief__indiener", "gebeurtenis__door", "verborgen_door"
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def meld_reactie(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what is wrong with a remark that everybody can read."""
    return _meld(request, get_object_or_404(REACTIES.zichtbaar(), pk=pk))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def meld_foto(request: HttpRequest, sleutel: UUID) -> HttpResponse:
    """Say what is wrong with a photo that everybody can see."""
    return _meld(request, get_object_or_404(FOTOS.zichtbaar(), sleutel=sleutel))


def _meld(request: HttpRequest, ding: Ding) -> HttpResponse:
    form = MeldForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        door = request.user if isinstance(request.user, Gebruiker) else None
        try:
            rem(f"melding:{door.pk if door else adres_van(request)}", hoogstens=MELDINGEN_PER_UUR, per=UUR)
            diensten.meld(ding=ding, reden=form.cleaned_data["reden"], door=door)
        except DomeinFout as fout:
            form.add_error(None, fout.zin)
        else:
            messages.success(request, _("Dank u wel. De gemeente kijkt ernaar en beslist."))
            return redirect(ding.initiatief)
    context = {"initiatief": ding.initiatief, "ding": ding, "is_foto": isinstance(ding, Foto), "form": form}
    return render(request, "initiatieven/meedoen/melden.html", context)


@login_required
@never_cache
@require_safe
def meldingen(request: HttpRequest) -> HttpResponse:
    """What was reported in my wijken and waits for a decision, the oldest first; one line for each thing."""
    door = wie_mag(request, MODEREREN)
    rijen = (
        Melding.objects.te_behandelen_door(door)
        .zaken()
        .select_related("opmerking__initiatief__wijk", "foto__initiatief__wijk")
        .defer("opmerking__initiatief__wijk__omtrek", "foto__initiatief__wijk__omtrek")
    )
    pagina = pagineer(rijen, request.GET, volgorde=("id",))
    return render(request, "initiatieven/meedoen/meldingen.html", {"pagina": pagina})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def modereer_reactie(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide about one remark, reported or not."""
    return _modereer(request, haal(request.user, REACTIES.all(), MODEREREN, pk=pk))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def modereer_foto(request: HttpRequest, sleutel: UUID) -> HttpResponse:
    """Decide about one photo, reported or not."""
    return _modereer(request, haal(request.user, FOTOS.all(), MODEREREN, sleutel=sleutel))


@login_required
@never_cache
@require_POST
def verberg_naam(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the first name of somebody who joins in off the page."""
    rijen = Betrokkene.objects.exclude(initiatief__status__in=ONTWERP).select_related(
        "initiatief", "gebruiker"
    )
    betrokkene = haal(request.user, rijen, MODEREREN, pk=pk)
    diensten.verberg_naam(betrokkene=betrokkene, door=cast(Gebruiker, request.user))
    messages.success(request, _("De voornaam staat niet meer op de pagina. Deze persoon krijgt een mail."))
    return redirect(betrokkene.initiatief.get_werkbank_url())


def _modereer(request: HttpRequest, ding: Ding) -> HttpResponse:
    """Choose, look at the mails that go out, and send."""
    door = cast(Gebruiker, request.user)
    form = ModereerForm(request.POST if request.method == "POST" else None)
    stap = request.POST.get("stap")
    if request.method == "POST" and form.is_valid() and stap != "wijzig":
        wat, reden = form.cleaned_data["wat"], form.cleaned_data["reden"]
        try:
            if stap != "verstuur":
                mails = voorbeeld(lambda: DIENSTEN[wat](ding=ding, door=door, reden=reden))
                return render(
                    request, "initiatieven/meedoen/modereer_voorbeeld.html", _context(ding, form, mails)
                )
            DIENSTEN[wat](ding=ding, door=door, reden=reden)
        except DomeinFout as fout:
            form.add_error(None, fout.zin)
        else:
            vergeet(door)
            messages.success(request, KLAAR[wat])
            return redirect("initiatieven:meldingen")
    context = _context(ding, form)
    noteer(request, wat="melding", sleutel=ding.initiatief.kenmerk or "", van=context["auteur"])
    return render(request, "initiatieven/meedoen/modereer.html", context)


def _context(ding: Ding, form: ModereerForm, mails: Any = ()) -> dict[str, Any]:
    return {
        "ding": ding,
        "is_foto": isinstance(ding, Foto),
        "initiatief": ding.initiatief,
        "auteur": diensten.auteur_van(ding),
        "meldingen": list(ding.meldingen.open().select_related("door")),
        "form": form,
        "mails": mails,
    }
