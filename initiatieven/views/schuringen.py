"""Frictions in the werkbank: the list, one case on one screen, and each act with a preview of its mails."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from initiatieven import ladder
from initiatieven.forms.schuringen import (
    HogerForm,
    OverslaanForm,
    StapForm,
    TerugForm,
    UitkomstForm,
    VerslagForm,
)
from initiatieven.models import Gebeurtenis, Schuring, Schuringstap
from initiatieven.schuringfilter import SchuringFilter
from initiatieven.services import schuren
from initiatieven.services.post import voorbeeld
from kern.fouten import DomeinFout
from kern.models import Gebruiker
from kern.paginering import pagineer
from kern.profiel import profiel
from kern.verzoek import getal
from kern.werkdagen import vandaag
from rollen.rechten import is_medewerker, mag


@dataclass(frozen=True)
class Daad:
    """One act on a friction: its words on the screen, its form and the service that does it."""

    titel: Promise
    uitleg: Promise
    form: type[StapForm]
    doe: Callable[..., Gebeurtenis]
    mag: Callable[[Schuring], bool]


def _altijd(schuring: Schuring) -> bool:
    return True


DADEN: dict[str, Daad] = {
    "verslag": Daad(
        gettext_lazy("Schrijf een verslag"),
        gettext_lazy("Wat er op deze trede besproken of geprobeerd is. De schuring blijft waar zij is."),
        VerslagForm,
        schuren.voeg_verslag_toe,
        _altijd,
    ),
    "hoger": Daad(
        gettext_lazy("Breng naar de volgende trede"),
        gettext_lazy(
            "Hier komt u er niet uit. Wie de volgende trede heeft krijgt een mail en een nieuwe datum."
        ),
        HogerForm,
        schuren.zet_hoger,
        lambda schuring: ladder.volgende(ladder.treden(), schuring) is not None,
    ),
    "sluiten": Daad(
        gettext_lazy("Sluit met een uitkomst"),
        gettext_lazy("Er is een besluit. Leg vast welk, en hoe het zo kwam."),
        UitkomstForm,
        schuren.sluit_schuring,
        _altijd,
    ),
    "overslaan": Daad(
        gettext_lazy("Sla een trede over"),
        gettext_lazy("Een schuring gaat één trede tegelijk. Overslaan mag alleen met een reden."),
        OverslaanForm,
        schuren.sla_over,
        lambda schuring: bool(ladder.verder(ladder.treden(), schuring)),
    ),
    "terug": Daad(
        gettext_lazy("Geef terug aan een eerdere trede"),
        gettext_lazy("Daar kan het nu wél opgelost worden. Er begint een nieuwe termijn."),
        TerugForm,
        schuren.zet_terug,
        lambda schuring: bool(ladder.terug(ladder.treden(), schuring)),
    ),
}


@login_required
@never_cache
@require_safe
def lijst(request: HttpRequest) -> HttpResponse:
    """The frictions in my wijken and on my own step; what waits longest first."""
    door = cast(Gebruiker, request.user)
    if not is_medewerker(door):
        raise Http404
    zichtbaar = Schuring.objects.zichtbaar_voor(door).voor_lijst()
    filter_ = SchuringFilter(request.GET, queryset=zichtbaar, request=request)
    volgorde = ("-gesloten_op", "-id") if filter_.gesloten else ("uiterlijk", "id")
    context = {
        "form": filter_.form,
        "pagina": pagineer(filter_.qs, request.GET, volgorde=volgorde),
        "gekozen": any(request.GET.get(naam) for naam in filter_.filters),
        "vandaag": vandaag(),
    }
    return render(request, "initiatieven/schuringen/lijst.html", context)


@login_required
@never_cache
@require_safe
def schuring(request: HttpRequest, pk: int) -> HttpResponse:
    """The case, the ladder with where it stands, what happened so far, and what can be done now."""
    door, gevonden = _haal(request, pk)
    return render(request, "initiatieven/schuringen/schuring.html", _scherm(door, gevonden))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stap(request: HttpRequest, pk: int, naam: str) -> HttpResponse:
    """Fill in, look at the mails that go out, and send. Nothing is done before the last step."""
    door, gevonden = _haal(request, pk)
    if not schuren.mag_treden(door, gevonden):
        raise PermissionDenied
    wat = DADEN[naam]
    laatste = gevonden.stappen.order_by("-id").values_list("id", flat=True)[0]
    if request.method != "POST":
        if not gevonden.is_open or not wat.mag(gevonden):
            messages.info(request, _("Dit kan nu niet meer. Hieronder ziet u hoe het ervoor staat."))
            return redirect(gevonden)
        form = wat.form(schuring=gevonden, door=door, initial={"gezien": laatste})
        return _toon(request, wat, form)
    if request.POST.get("stap") == "verstuur" and _al_gedaan(request.POST, gevonden, door):
        return redirect(gevonden)
    form = wat.form(request.POST, schuring=gevonden, door=door)
    if not form.is_valid() or request.POST.get("stap") == "wijzig":
        return _toon(request, wat, form)
    gegevens = {**form.gegevens(), "schuring": gevonden, "door": door}
    try:
        if request.POST.get("stap") != "verstuur":
            mails = voorbeeld(lambda: wat.doe(**gegevens))
            context = {"schuring": gevonden, "daad": wat, "form": form, "mails": mails}
            return render(request, "initiatieven/schuringen/voorbeeld.html", context)
        wat.doe(**gegevens)
    except schuren.Tussendoor as fout:
        nieuw = {**dict(form.data.items()), "gezien": str(laatste)}
        form = wat.form(nieuw, schuring=gevonden, door=door)
        form.add_error(None, fout.zin)
        return _toon(request, wat, form, fout.stappen)
    except DomeinFout as fout:
        form.add_error(None, fout.zin)
        return _toon(request, wat, form)
    messages.success(request, _("Vastgelegd. U ziet hieronder hoe het er nu voor staat."))
    return redirect(gevonden)


def _al_gedaan(gegevens: QueryDict, gevonden: Schuring, door: Gebruiker) -> bool:
    """Whether this very act was sent a moment ago: a second click is not a second act."""
    nieuw = gevonden.stappen.filter(pk__gt=getal(gegevens.get("gezien", "")))
    stappen = list(nieuw.exclude(soort=Schuringstap.Soort.HERINNERD)[:2])
    if len(stappen) != 1 or stappen[0].door_id != door.pk:
        return False
    getypt = [waarde.replace("\r\n", "\n").strip() for waarde in gegevens.values() if isinstance(waarde, str)]
    return (stappen[0].verslag or stappen[0].overgeslagen) in getypt


def _haal(request: HttpRequest, pk: int) -> tuple[Gebruiker, Schuring]:
    """404 for a resident or for nothing; 403 for staff who have nothing to do with it."""
    door = cast(Gebruiker, request.user)
    alle = Schuring.objects.filter(pk=pk)
    gevonden = alle.zichtbaar_voor(door).voor_lijst().select_related("geopend_door").first()
    if gevonden is None:
        if is_medewerker(door) and alle.exists():
            raise PermissionDenied
        raise Http404
    return door, gevonden


def _scherm(door: Gebruiker, gevonden: Schuring) -> dict[str, Any]:
    treden = ladder.treden()
    initiatief, dag = gevonden.initiatief, vandaag()
    nu = ladder.plek(treden, gevonden)
    stappen = list(gevonden.stappen.select_related("eigenaar", "door").order_by("-id"))
    geweest = {regel.trede_naam for regel in stappen}
    sporten = [
        {
            "trede": trede,
            "nummer": nummer + 1,
            "nu": gevonden.is_open and nummer == nu,
            "laatst": not gevonden.is_open and nummer == nu,
            "geweest": trede.naam in geweest,
            "overgeslagen": trede.naam not in geweest and nummer < ladder.onder(treden, gevonden),
            "wie": gevonden.eigenaar if nummer == nu else wie,
            "rol": profiel().roltitel(trede.houder),
        }
        for nummer, (trede, wie) in enumerate(
            zip(treden, ladder.houders(treden, initiatief, dag, gevonden.afdeling), strict=True)
        )
    ]
    mag_treden = gevonden.is_open and schuren.mag_treden(door, gevonden)
    return {
        "schuring": gevonden,
        "initiatief": initiatief,
        "stappen": stappen,
        "sporten": sporten,
        "plek_weg": nu is None,
        "rol": ladder.titel(gevonden.eigenaar, initiatief),
        "daden": [(naam, daad) for naam, daad in DADEN.items() if mag_treden and daad.mag(gevonden)],
        "mag_lezen": mag(door, "initiatieven.lezen", initiatief),
        "mag_leren": mag(door, "rapportages.leerpunt_noteren", initiatief),
        "mag_antwoorden": mag(door, "initiatieven.beantwoorden", initiatief),
    }


def _toon(request: HttpRequest, wat: Daad, form: StapForm, nieuw: Any = ()) -> HttpResponse:
    volgende = None
    if isinstance(form, HogerForm) and form.naar is not None:
        volgende = form.ladder[form.naar]
    context = {"schuring": form.schuring, "daad": wat, "form": form, "nieuw": nieuw, "volgende": volgende}
    return render(request, "initiatieven/schuringen/stap.html", context)
