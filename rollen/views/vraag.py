"""Asking somebody of a wijk a question, without a login and without reading their address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kern.fouten import DomeinFout
from kern.models import Gebruiker
from kern.profiel import profiel
from kern.rem import TeVaak, adres_van, postbus_van, rem
from kern.werkdagen import vandaag
from rollen.gezichten import Mens, WieIsWie, wie_is_wie
from rollen.kaartformulieren import VraagForm
from rollen.services.vragen import antwoord_voor, stel_vraag
from wijken.models import Wijk

UUR = 3600
PER_BEZOEKER = 10  # questions in an hour, of one account or one address of the internet
PER_POSTBUS = 5  # in an hour, with one mailbox as the address to answer at
PER_ONTVANGER = 40  # in an hour: more of them is no longer the wijk that asks


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def vraag(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask the person who fulfils this role today; for a role that is over or not public: 404, and whom to ask."""
    wijk = get_object_or_404(Wijk.objects.defer("omtrek"), slug=slug)
    wie = wie_is_wie(wijk, vandaag())
    aan = wie.wie(pk)
    form = VraagForm(request.POST if request.method == "POST" else None, bezoeker=request.user)
    if aan is None:
        return _niet_meer(request, wijk, wie, form)
    if request.method == "POST" and form.is_valid() and _verstuur(request, form, wijk, aan):
        return redirect("rollen:vraag-verstuurd", slug, aan.vervulling)
    return render(request, "rollen/vraag/vraag.html", _context(wijk, aan, form))


@never_cache
@require_safe
def verstuurd(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What happens now with a question that was sent."""
    wijk = get_object_or_404(Wijk.objects.defer("omtrek"), slug=slug)
    aan = wie_is_wie(wijk, vandaag()).wie(pk)
    context = {"wijk": wijk, "aan": aan, "uiterlijk": antwoord_voor(aan) if aan else None}
    return render(request, "rollen/vraag/verstuurd.html", context)


def _context(wijk: Wijk, aan: Mens | None, form: VraagForm) -> dict[str, object]:
    return {
        "wijk": wijk,
        "aan": aan,
        "form": form,
        "uiterlijk": antwoord_voor(aan) if aan else None,
        "maanden": profiel().bewaartermijnen.post,
        "contact": profiel().gemeente.contact,
    }


def _niet_meer(request: HttpRequest, wijk: Wijk, wie: WieIsWie, form: VraagForm) -> HttpResponse:
    """The same for a role that ended and for one that never was, with what was typed ready for somebody else."""
    return render(request, "rollen/vraag/niet_meer.html", _context(wijk, wie.eerste, form), status=404)


def _verstuur(request: HttpRequest, form: VraagForm, wijk: Wijk, aan: Mens) -> bool:
    """Whether it was sent; if not, the form says why."""
    door = request.user if isinstance(request.user, Gebruiker) else None
    email = (door.email if door else form.cleaned_data["email"]).lower()
    try:
        rem(f"vraag:{door.pk if door else adres_van(request)}", hoogstens=PER_BEZOEKER, per=UUR)
        rem(f"vraag:{postbus_van(email)}", hoogstens=PER_POSTBUS, per=UUR)
        try:
            rem(f"vraag-aan:{aan.gebruiker.pk}", hoogstens=PER_ONTVANGER, per=UUR)
        except TeVaak:
            form.add_error(None, _("Er komen nu heel veel vragen binnen. Probeer het over een uur nog eens."))
            return False
        stel_vraag(
            aan=aan,
            wijk=wijk,
            vraag=form.cleaned_data["vraag"],
            email=email,
            naam=form.cleaned_data.get("naam") or (door.naam if door else ""),
            door=door,
            kopie=form.cleaned_data.get("kopie", False),
        )
    except DomeinFout as fout:
        form.add_error(None, fout.zin)
        return False
    return True
