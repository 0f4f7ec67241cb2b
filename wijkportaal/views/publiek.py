"""Home and the wijken: pages that show what every floor knows of a place."""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import OuterRef, Prefetch, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from agendas.models import Toezegging, Wijkagenda
from budgetten.cijfers import wijkgeld
from initiatieven.kaart import als_kaart
from initiatieven.levensloop import Status
from initiatieven.models import Foto, Gebeurtenis, Initiatief
from initiatieven.querysets import InitiatiefQuerySet
from initiatieven.volgknop import volgknop
from kern.profiel import profiel
from kern.werkdagen import vandaag
from rapportages.models import Kwartaalrapportage, Leerpunt
from rollen.gezichten import wie_is_wie
from wijken.models import Wijk
from wijken.tekening import overzicht
from wijken.zoeken import zoek_wijk

OP_DE_KAART = 100  # pins: more of them hide the map
VAN_ELK = 5
GEVIERD = 3


@dataclass(frozen=True)
class Groep:
    """Statuses that a resident sees as one: what is new, what is being done."""

    kop: object
    statussen: tuple[Status, ...]
    leeg: object


GROEPEN = (
    Groep(
        gettext_lazy("Nieuw en in overleg"),
        (Status.INGEDIEND, Status.IN_BEHANDELING, Status.WACHT_OP_INDIENER),
        gettext_lazy("Er is nu niets nieuws. Hebt u een idee?"),
    ),
    Groep(
        gettext_lazy("Hier wordt aan gewerkt"),
        (Status.IN_UITVOERING,),
        gettext_lazy("Er is nu niets in uitvoering."),
    ),
)

# What was said when it succeeded: the words on the card.
BEREIKT = (
    Gebeurtenis.objects.openbaar()
    .filter(initiatief=OuterRef("pk"), soort=Gebeurtenis.Soort.GEREALISEERD)
    .order_by("-id")
    .values("tekst")[:1]
)


def _vier(rijen: InitiatiefQuerySet) -> list[Initiatief]:
    """The newest successes with what was achieved (`bereikt`), their photos (`fotolijst`) and who to thank."""
    gelukt = rijen.gelukt().select_related("wijk", "indiener").annotate(bereikt=Subquery(BEREIKT))
    return list(
        gelukt.only(
            *("kenmerk", "titel", "status", "afgesloten_op", "toon_voornaam", "aantal_meedoen"),
            *("wijk__naam", "indiener__naam"),
        )
        .prefetch_related(Prefetch("fotos", Foto.objects.zichtbaar(), to_attr="fotolijst"))
        .order_by("-afgesloten_op", "-id")[:GEVIERD]
    )


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Find your wijk, see what worked out and what is going on, start an initiative."""
    openbaar = Initiatief.objects.openbaar()
    gegevens = {
        "tekening": overzicht(),
        "gelukt": _vier(openbaar),
        "lopend": openbaar.lopend().voor_regels()[:VAN_ELK],
        "rapportage": Kwartaalrapportage.objects.aangeboden().first(),
        "dagen": profiel().termijnen.eerste_reactie,
        "makelaar": profiel().roltitel("wijkmakelaar"),
    }
    return render(request, "wijkportaal/home.html", gegevens)


@require_safe
def wijken(request: HttpRequest) -> HttpResponse:
    """All wijken, as a list and as a drawing."""
    alle = Wijk.objects.actief().defer("omtrek")
    return render(request, "wijkportaal/wijken.html", {"wijken": alle, "tekening": overzicht()})


@require_safe
def zoek(request: HttpRequest) -> HttpResponse:
    """From a postcode or a name to the wijk; a list to choose from when it can be more than one."""
    vraag = request.GET.get("q", "").replace("\x00", "").strip()[:80]
    uitkomst = zoek_wijk(vraag)
    if uitkomst.zeker:
        return redirect(uitkomst.wijken[0])
    alle = list(Wijk.objects.actief())
    gegevens = {"vraag": vraag, "uitkomst": uitkomst, "wijken": alle, "zin": _zin(vraag, uitkomst.postcode)}
    return render(request, "wijkportaal/zoek.html", gegevens)


def _zin(vraag: str, postcode: bool) -> str:
    if not vraag:
        return _("Vul een postcode of de naam van een wijk in.")
    if postcode:
        return _("Wij kennen de postcode %(vraag)s niet in deze gemeente. Kies uw wijk uit de lijst.") % {
            "vraag": vraag
        }
    return _("Wij vinden geen wijk met “%(vraag)s”. Kies uw wijk uit de lijst.") % {"vraag": vraag}


@require_safe
def wijk(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything of one wijk: who is there, what goes on, what was agreed, and the money."""
    deze = get_object_or_404(Wijk, slug=slug)
    openbaar = Initiatief.objects.openbaar().in_wijk(deze)
    met_zet = openbaar.voor_regels()
    afspraken = Toezegging.objects.in_wijk(deze).afspraken()
    gegevens = {
        "wijk": deze,
        "wie": wie_is_wie(deze, vandaag()),
        "groepen": [(groep, list(met_zet.filter(status__in=groep.statussen)[:VAN_ELK])) for groep in GROEPEN],
        "gelukt": _vier(openbaar),
        "kaart": _kaart(deze),
        "agenda": Wijkagenda.objects.van_wijk(deze),
        "afspraken": replace(afspraken, rijen=afspraken.rijen[:VAN_ELK]),
        "geld": wijkgeld(deze),
        "contact": profiel().gemeente.contact,
        "leerpunten": Leerpunt.objects.in_wijk(deze).select_related("initiatief")[:2],
        **(volgknop(deze, request.user) if deze.actief else {}),
    }
    return render(request, "wijkportaal/wijk.html", gegevens)


def _kaart(deze: Wijk) -> dict[str, Any]:
    """The outline and the newest initiatives that have a place."""
    met_plek = deze.initiatieven.openbaar().exclude(lat=None)
    kaart = als_kaart(met_plek.only("kenmerk", "titel", "status", "wijk", "lat", "lon")[:OP_DE_KAART])
    if deze.omtrek:
        omtrek = {"type": "Feature", "geometry": deze.omtrek, "properties": {"naam": deze.naam}}
        kaart["features"].insert(0, omtrek)
    return kaart
