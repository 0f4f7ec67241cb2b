"""One act for several initiatives at once: choose, look at an example of the mails, send, read what became of it.

The choice comes as checkboxes from the queue, so all of it works without a script.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from initiatieven.forms.samen import (
    LabelErafForm,
    LabelErbijForm,
    SamenForm,
    SamenOverdragenForm,
    SamenVertelForm,
)
from initiatieven.models import Initiatief
from initiatieven.services.behandelen import draag_over
from initiatieven.services.labels import haal_label_weg, plak_label
from initiatieven.services.samen import HOOGSTENS, Uitkomst, doe_samen, proef, vertel
from initiatieven.services.werklijst import noteer_bezoek
from initiatieven.werkfilter import WerkbankFilter
from initiatieven.werklijst import keuzes_voor
from kern.models import Gebruiker
from kern.velden import NUL
from rollen.rechten import wie_mag

WERKBANK = "/werkbank/"
KLAAR = "/werkbank/samen/klaar/"
UITKOMST = "werkbank_samen"  # where the session keeps what became of it


@dataclass(frozen=True)
class Samen:
    """One act: its words on the screen, its form and what it does with one initiative."""

    titel: Promise
    uitleg: Promise
    form: type[SamenForm]
    doe: Callable[[Initiatief, Gebruiker, dict[str, Any]], Any]
    mailt: bool = True


SAMEN: dict[str, Samen] = {
    "overdragen": Samen(
        gettext_lazy("Draag over aan een collega"),
        gettext_lazy("Elke inwoner hoort wie de nieuwe contactpersoon is."),
        SamenOverdragenForm,
        lambda initiatief, door, gegevens: draag_over(initiatief=initiatief, door=door, **gegevens),
    ),
    "vertellen": Samen(
        gettext_lazy("Vertel het alle indieners"),
        gettext_lazy(
            "Waar nog niemand reageerde is dit de eerste reactie. Bij de andere is het nieuws."
            " Iedereen kan het lezen."
        ),
        SamenVertelForm,
        lambda initiatief, door, gegevens: vertel(initiatief=initiatief, door=door, **gegevens),
    ),
    "label-erbij": Samen(
        gettext_lazy("Plak een label"),
        gettext_lazy("Met een label vindt u deze initiatieven samen terug. Inwoners zien het niet."),
        LabelErbijForm,
        lambda initiatief, door, gegevens: plak_label(
            initiatief=initiatief, door=door, naam=gegevens["nieuw"] or gegevens["label"].naam
        ),
        mailt=False,
    ),
    "label-eraf": Samen(
        gettext_lazy("Haal een label weg"),
        gettext_lazy("De initiatieven zelf blijven zoals ze zijn."),
        LabelErafForm,
        lambda initiatief, door, gegevens: haal_label_weg(
            initiatief=initiatief, door=door, label=gegevens["label"]
        ),
        mailt=False,
    ),
}


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def samen(request: HttpRequest, naam: str) -> HttpResponse:
    """Fill in, look, send. `stap` says where we are: without it the choice has just been made."""
    door = wie_mag(request, "initiatieven.lezen")
    if request.method != "POST":
        return redirect(WERKBANK)
    wat = SAMEN[naam]
    gekozen, er_zijn_er_meer = _gekozen(request, door)
    vraag = QueryDict(request.POST.get("vraag", "")).urlencode()
    context: dict[str, Any] = {
        "actie": wat,
        "initiatieven": gekozen,
        "vraag": vraag,
        "er_zijn_er_meer": er_zijn_er_meer,
        "hoogstens": HOOGSTENS,
        "terug": terug_naar_lijst(vraag, [i.kenmerk or "" for i in gekozen]),
    }
    stap = request.POST.get("stap", "")
    if not gekozen or not stap:
        form = wat.form(initiatieven=gekozen, door=door, initial={"gezien": request.POST.get("gezien") or 0})
        return render(request, "initiatieven/werkbank/samen.html", {**context, "form": form})
    form = wat.form(request.POST, initiatieven=gekozen, door=door)
    context["form"] = form
    if not form.is_valid() or stap == "wijzig":
        return render(request, "initiatieven/werkbank/samen.html", context)
    gegevens = form.cleaned_data
    if wat.mailt and stap != "verstuur":
        context["proef"] = proef(gekozen, lambda initiatief: wat.doe(initiatief, door, gegevens))
        return render(request, "initiatieven/werkbank/samen_voorbeeld.html", context)
    uitkomsten = doe_samen(gekozen, lambda initiatief: wat.doe(initiatief, door, gegevens))
    request.session[UITKOMST] = {
        "titel": str(wat.titel),
        "vraag": vraag,
        "rijen": [(u.initiatief.kenmerk, u.fout) for u in uitkomsten],
    }
    return redirect(KLAAR)


@login_required
@never_cache
@require_safe
def klaar(request: HttpRequest) -> HttpResponse:
    """What became of each of them, and the way back to the same list with the refused ones still chosen."""
    door = wie_mag(request, "initiatieven.lezen")
    bewaard = request.session.get(UITKOMST)
    if bewaard is None:
        return redirect(WERKBANK)
    kenmerken = [kenmerk for kenmerk, _fout in bewaard["rijen"]]
    gevonden = {i.kenmerk: i for i in Initiatief.objects.zichtbaar_voor(door).filter(kenmerk__in=kenmerken)}
    uitkomsten = [Uitkomst(gevonden[k], fout) for k, fout in bewaard["rijen"] if k in gevonden]
    geweigerd = [u for u in uitkomsten if u.fout]
    context = {
        "titel": bewaard["titel"],
        "gelukt": [u for u in uitkomsten if not u.fout],
        "geweigerd": geweigerd,
        "terug": terug_naar_lijst(bewaard["vraag"], [u.initiatief.kenmerk or "" for u in geweigerd]),
    }
    return render(request, "initiatieven/werkbank/samen_klaar.html", context)


def terug_naar_lijst(vraag: str, kenmerken: Sequence[str]) -> str:
    """The same list, on the same page, with these chosen."""
    terug = QueryDict(vraag, mutable=True)
    terug.setlist("kies", list(kenmerken))
    return f"{WERKBANK}?{terug.urlencode()}"


def _gekozen(request: HttpRequest, door: Gebruiker) -> tuple[list[Initiatief], bool]:
    """What is chosen, of what this person may read, in the order of the list; and whether there were more."""
    mijne = Initiatief.objects.in_werkbank_van(door).select_related("wijk").defer("wijk__omtrek")
    if request.POST.get("alles") == "ja" and not request.POST.get("stap"):
        bezoek, _stand = noteer_bezoek(door=door, kijkt=False)
        filter_ = WerkbankFilter(
            QueryDict(request.POST.get("vraag", "")), door=door, keuzes=keuzes_voor(door), begin=bezoek.begin
        )
        rijen = list(filter_.pas_toe(mijne).order_by(*filter_.volgorde)[: HOOGSTENS + 1])
        return rijen[:HOOGSTENS], len(rijen) > HOOGSTENS
    kenmerken = [k for k in dict.fromkeys(request.POST.getlist("kies")) if NUL not in k][:HOOGSTENS]
    per_kenmerk = {i.kenmerk: i for i in mijne.filter(kenmerk__in=kenmerken)}
    return [per_kenmerk[k] for k in kenmerken if k in per_kenmerk], False
