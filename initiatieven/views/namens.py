"""One page to write down what somebody tells by phone, at the counter, on paper or in a conversation."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from initiatieven.forms.namens import NamensForm, NamensFotosForm
from initiatieven.kaart import wijkenkaart
from initiatieven.models import Initiatief
from initiatieven.services.namens import INVOEREN, Verteld, voer_in
from kern.fouten import DomeinFout
from kern.models import Gebruiker, Mail
from rollen.rechten import mag, wie_mag


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def nieuw(request: HttpRequest) -> HttpResponse:
    """Fill in, read it once more with the mail that goes out, and save. Nothing is kept before that.

    The second screen also takes the photos.
    """
    door = wie_mag(request, INVOEREN)
    stap = request.POST.get("stap")
    form = NamensForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid() or stap == "wijzig":
        return _toon(request, form)
    fotos = NamensFotosForm(request.POST, request.FILES) if stap == "bewaar" else NamensFotosForm()
    try:
        if fotos.is_bound and fotos.is_valid():
            initiatief = voer_in(door=door, verteld=form.gegevens(fotos.nieuwe_fotos()))
            messages.success(
                request,
                _("Het initiatief %(kenmerk)s staat op de website.") % {"kenmerk": initiatief.kenmerk},
            )
            leest = mag(door, "initiatieven.lezen", initiatief)  # it may lie in a wijk of a colleague
            return redirect(initiatief.get_werkbank_url() if leest else initiatief.get_absolute_url())
        return _controleren(request, form, fotos, door)
    except DomeinFout as fout:
        form.add_error(None, fout.zin)
    return _toon(request, form)


def _toon(request: HttpRequest, form: NamensForm) -> HttpResponse:
    return render(request, "initiatieven/namens/nieuw.html", {"form": form, "kaart": wijkenkaart()})


def _controleren(
    request: HttpRequest, form: NamensForm, fotos: NamensFotosForm, door: Gebruiker
) -> HttpResponse:
    initiatief, mails = _voorbeeld(form.gegevens([]), door)
    gegevens: dict[str, Any] = {
        "form": form,
        "fotos": fotos,
        "initiatief": initiatief,
        "mails": mails,
        "bereikbaar": bool(form.cleaned_data["email"] or form.cleaned_data["telefoon"]),
    }
    return render(request, "initiatieven/namens/controleren.html", gegevens)


def _voorbeeld(verteld: Verteld, door: Gebruiker) -> tuple[Initiatief, list[Mail]]:
    """What would be there and the mails that would go out: done, read, and taken back."""
    with transaction.atomic():
        initiatief = voer_in(door=door, verteld=verteld)
        sleutels = [f"{soort}-{initiatief.pk}" for soort in ("opgeschreven", "nieuw")]
        mails = list(Mail.objects.filter(sleutel__in=sleutels).select_related("ontvanger").order_by("-id"))
        transaction.set_rollback(True)
    return initiatief, mails
