"""The werkbank: a queue of what waits, and one screen per initiative with all there is to decide on."""

from dataclasses import dataclass
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from initiatieven.filters import WerkbankFilter
from initiatieven.levensloop import AanZet, Status
from initiatieven.models import Gebeurtenis, Initiatief
from kern.models import Gebruiker
from kern.paginering import pagineer
from kern.profiel import profiel
from kern.werkdagen import vandaag
from rollen.rechten import is_medewerker, mag, vervullingen_van, wijken_met

LEZEN = "initiatieven.lezen"
PER_BLADZIJDE = 25
EIGEN_AGENDAS = 5  # with more wijken than this there is one door to all agendas


@dataclass(frozen=True)
class Lijst:
    """A list that is one click away: what it is called, its query string and how many there are."""

    naam: str
    vraag: str
    aantal: int | None = None


@dataclass(frozen=True)
class Deur:
    """Another part of the werkbank that this person may enter."""

    naam: str
    adres: str
    uitleg: str = ""


@login_required
@never_cache
@require_safe
def werkbank(request: HttpRequest) -> HttpResponse:
    """What waits for me: the queue of my wijken or my department, and the doors to the rest of my work."""
    door = cast(Gebruiker, request.user)
    if not is_medewerker(door):
        raise Http404
    context: dict[str, Any] = {
        "deuren": _deuren(door),
        "titels": list(dict.fromkeys(profiel().roltitel(v.rol) for v in vervullingen_van(door))),
        "mag_lezen": mag(door, LEZEN),
    }
    if context["mag_lezen"]:
        context |= _werklijst(request, door)
    return render(request, "wijkportaal/werkbank.html", context)


def _werklijst(request: HttpRequest, door: Gebruiker) -> dict[str, Any]:
    mijne = Initiatief.objects.in_werkbank_van(door)
    filter_ = WerkbankFilter(
        request.GET,
        queryset=mijne.select_related("wijk", "aan_zet_persoon", "aan_zet_afdeling"),
        request=request,
    )
    volgorde = ("-ingediend_op", "-id") if filter_.afgerond else ("uiterlijk", "id")
    pagina = pagineer(filter_.qs, request.GET, volgorde=volgorde, per=PER_BLADZIJDE)
    laatste = {g.initiatief_id: g for g in Gebeurtenis.objects.laatste_van(pagina.rijen)}
    dag = vandaag()
    tel = mijne.lopend().aggregate(
        alles=Count("pk"),
        over=Count("pk", filter=Q(uiterlijk__lt=dag)),
        vandaag=Count("pk", filter=Q(uiterlijk=dag)),
        nieuw=Count("pk", filter=Q(status=Status.INGEDIEND)),
        mij=Count("pk", filter=Q(aan_zet_persoon=door)),
        behandeling=Count("pk", filter=Q(status=Status.IN_BEHANDELING)),
        wacht=Count("pk", filter=Q(status=Status.WACHT_OP_INDIENER)),
        afdeling=Count("pk", filter=Q(aan_zet=AanZet.VAKAFDELING)),
        uitvoering=Count("pk", filter=Q(status=Status.IN_UITVOERING)),
    )
    lijsten = [
        Lijst(_("Alles wat loopt"), "", tel["alles"]),
        Lijst(_("Ik ben aan zet"), "zet=mij", tel["mij"]),
        Lijst(_("Over termijn"), "termijn=over", tel["over"]),
        Lijst(_("Vandaag"), "termijn=vandaag", tel["vandaag"]),
        Lijst(_("Nieuw"), "status=ingediend", tel["nieuw"]),
        Lijst(_("In behandeling"), "status=in_behandeling", tel["behandeling"]),
        Lijst(_("Wacht op de inwoner"), "status=wacht_op_indiener", tel["wacht"]),
        Lijst(_("Bij een afdeling"), "zet=vakafdeling", tel["afdeling"]),
        Lijst(_("In uitvoering"), "status=in_uitvoering", tel["uitvoering"]),
        Lijst(_("Afgerond"), "status=afgerond"),
    ]
    gevraagd = request.GET.copy()
    for sleutel in [naam for naam, waarde in gevraagd.items() if not waarde or naam in ("na", "voor")]:
        del gevraagd[sleutel]
    gekozen = gevraagd.urlencode()
    return {
        "form": filter_.form,
        "filter_open": gekozen not in {lijst.vraag for lijst in lijsten},
        "pagina": pagina,
        "regels": [(initiatief, laatste.get(initiatief.pk)) for initiatief in pagina],
        "lijsten": lijsten,
        "gekozen": gekozen,
        "tel": tel,
    }


def _deuren(door: Gebruiker) -> list[Deur]:
    deuren = []
    wijken = list(wijken_met(door, "agendas.beheren").filter(actief=True))
    if len(wijken) > EIGEN_AGENDAS:
        deuren.append(Deur(_("Agenda's"), reverse("agendas:lijst"), _("van alle wijken en dorpen")))
    else:
        deuren += [
            Deur(_("Agenda van %(wijk)s") % {"wijk": wijk}, reverse("agendas:werkbank", args=[wijk.slug]))
            for wijk in wijken
        ]
    if mag(door, "budgetten.inzien"):
        deuren.append(Deur(_("Geld"), reverse("budgetten:werkbank"), _("budgetten en toekenningen")))
    if mag(door, "rapportages.leerpunt_noteren"):
        deuren.append(Deur(_("Leerpunten"), reverse("rapportages:leerpunten"), _("wat wij leerden")))
    if mag(door, "rapportages.inzien"):
        deuren.append(
            Deur(_("Rapportages"), reverse("rapportages:werkbank"), _("elk kwartaal, voor de raad"))
        )
    if door.is_staff and mag(door, "rollen.inzien"):
        deuren.append(Deur(_("Beheer"), reverse("admin:index"), _("mensen en hun rollen")))
    return deuren
