"""The acts of the werkbank: each one form, then a preview of the mails, then send."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from initiatieven.forms import (
    AanpakForm,
    ActieForm,
    NietPassendForm,
    NotitieForm,
    OverdragenForm,
    RedenForm,
    TekstForm,
    VraagForm,
)
from initiatieven.models import Gebeurtenis, Initiatief
from initiatieven.services import behandelen, gesprek
from initiatieven.services.basis import Gewijzigd
from initiatieven.services.post import voorbeeld
from kern.fouten import DomeinFout
from kern.models import Gebruiker
from rollen.rechten import haal

TRIAGEREN, BEANTWOORDEN, LEZEN = (
    "initiatieven.triageren",
    "initiatieven.beantwoorden",
    "initiatieven.lezen",
)


@dataclass(frozen=True)
class Actie:
    """One act: its words on the screen, the right it asks, its form and the service that does it."""

    titel: Promise
    uitleg: Promise
    recht: str
    form: type[ActieForm]
    doe: Callable[..., Gebeurtenis]
    mailt: bool = True  # without a mail there is nothing to preview


ACTIES: dict[str, Actie] = {
    "reactie": Actie(
        gettext_lazy("Geef een eerste reactie"),
        gettext_lazy("De inwoner leest uw reactie in een mail en op de pagina van het initiatief."),
        TRIAGEREN,
        TekstForm,
        behandelen.reageer,
    ),
    "aanpak": Actie(
        gettext_lazy("Kies de aanpak"),
        gettext_lazy("U kiest wie dit doet en vertelt het de inwoner. Iedereen kan uw antwoord lezen."),
        TRIAGEREN,
        AanpakForm,
        behandelen.kies_route,
    ),
    "antwoord": Actie(
        gettext_lazy("Antwoord namens de afdeling"),
        gettext_lazy("De inwoner en de behandelaar krijgen uw antwoord. Daarna gaat de behandelaar verder."),
        BEANTWOORDEN,
        TekstForm,
        gesprek.antwoord_afdeling,
    ),
    "uitvoering": Actie(
        gettext_lazy("Begin met de uitvoering"),
        gettext_lazy("Vertel wat er gaat gebeuren en wie het doet."),
        TRIAGEREN,
        TekstForm,
        behandelen.start_uitvoering,
    ),
    "vraag": Actie(
        gettext_lazy("Stel een vraag aan de inwoner"),
        gettext_lazy("De inwoner is daarna aan zet. Iedereen kan uw vraag lezen."),
        TRIAGEREN,
        VraagForm,
        gesprek.stel_vraag,
    ),
    "nieuws": Actie(
        gettext_lazy("Vertel hoe het gaat"),
        gettext_lazy("Kort nieuws houdt mensen betrokken. Iedereen kan het lezen."),
        BEANTWOORDEN,
        TekstForm,
        gesprek.plaats_voortgang,
    ),
    "gelukt": Actie(
        gettext_lazy("Het is gelukt"),
        gettext_lazy("Het initiatief is klaar. Vertel wat er is bereikt en bedank wie meededen."),
        TRIAGEREN,
        TekstForm,
        behandelen.realiseer,
    ),
    "overdragen": Actie(
        gettext_lazy("Draag over aan een collega"),
        gettext_lazy("De inwoner hoort wie de nieuwe contactpersoon is."),
        TRIAGEREN,
        OverdragenForm,
        behandelen.draag_over,
    ),
    "niet-passend": Actie(
        gettext_lazy("Dit kan niet"),
        gettext_lazy("U zegt nee, met de reden en het kader erbij. Het initiatief wordt afgerond."),
        TRIAGEREN,
        NietPassendForm,
        behandelen.verklaar_niet_passend,
    ),
    "stoppen": Actie(
        gettext_lazy("Stop het initiatief"),
        gettext_lazy("Het gaat niet door, bijvoorbeeld omdat de inwoner ervan afziet. Het wordt afgerond."),
        TRIAGEREN,
        RedenForm,
        behandelen.stop,
    ),
    "notitie": Actie(
        gettext_lazy("Schrijf een notitie"),
        gettext_lazy("Voor uzelf en uw collega's."),
        LEZEN,
        NotitieForm,
        behandelen.noteer,
        mailt=False,
    ),
}


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def actie(request: HttpRequest, kenmerk: str, naam: str) -> HttpResponse:
    """Fill in, look at the mails that go out, and send. Nothing is done before the last step."""
    door = cast(Gebruiker, request.user)
    wat = ACTIES[naam]
    initiatief = haal(door, Initiatief.objects.zichtbaar_voor(door).voor_pagina(), wat.recht, kenmerk=kenmerk)
    laatste = initiatief.gebeurtenissen.order_by("-id").values_list("id", flat=True).first() or 0
    if request.method != "POST":
        form = wat.form(initiatief=initiatief, door=door, initial={"gezien": laatste})
        return _toon_form(request, wat, form)
    form = wat.form(request.POST, initiatief=initiatief, door=door)
    if not form.is_valid() or request.POST.get("stap") == "wijzig":
        return _toon_form(request, wat, form)
    gegevens = {**form.gegevens(), "initiatief": initiatief, "door": door}
    if wat.mailt:
        gegevens["gezien"] = form.cleaned_data["gezien"]
    try:
        if wat.mailt and request.POST.get("stap") != "verstuur":
            mails = voorbeeld(lambda: wat.doe(**gegevens))
            context = {"initiatief": initiatief, "actie": wat, "form": form, "mails": mails}
            return render(request, "initiatieven/werkbank/voorbeeld.html", context)
        wat.doe(**gegevens)
    except Gewijzigd as fout:
        if not _was_dubbele_klik(fout, form, door):
            return _toon_form(request, wat, _opnieuw(form, fout, laatste), fout.gebeurtenissen)
    except DomeinFout as fout:
        form.add_error(None, fout.zin)
        return _toon_form(request, wat, form)
    messages.success(
        request,
        _("Verstuurd. Het staat ook op de tijdlijn.") if wat.mailt else _("Uw notitie staat op de tijdlijn."),
    )
    return redirect(initiatief.get_werkbank_url())


def _toon_form(request: HttpRequest, wat: Actie, form: ActieForm, nieuw: Any = ()) -> HttpResponse:
    context = {"initiatief": form.initiatief, "actie": wat, "form": form, "nieuw": nieuw}
    return render(request, "initiatieven/werkbank/actie.html", context)


def _was_dubbele_klik(fout: Gewijzigd, form: ActieForm, door: Gebruiker) -> bool:
    """Whether what happened meanwhile is this very act, sent twice."""
    eigen = [g for g in fout.gebeurtenissen if g.door_id == door.pk]
    return len(eigen) == len(fout.gebeurtenissen) == 1 and eigen[0].tekst in form.cleaned_data.values()


def _opnieuw(form: ActieForm, fout: Gewijzigd, laatste: int) -> ActieForm:
    """The same form with what was typed, that now knows what happened meanwhile."""
    gegevens = {**dict(form.data.items()), "gezien": str(max(laatste, fout.gebeurtenissen[-1].pk))}
    opnieuw = type(form)(gegevens, initiatief=form.initiatief, door=form.door)
    opnieuw.add_error(None, fout.zin)
    return opnieuw
