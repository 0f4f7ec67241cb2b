"""What each role sees at a glance: how things stand in words and numbers, and what waits for this person."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from agendas.models import Toezegging
from initiatieven.cijfers import (
    STIL_NA,
    antwoorden_van,
    stilstaand,
    tredestanden,
    werklast,
    wijkstanden,
)
from initiatieven.levensloop import Nodig
from initiatieven.models import Gebeurtenis, Heropenverzoek, Initiatief, Schuring, Uitvraag
from kern.models import Gebruiker
from kern.profiel import profiel
from kern.werkdagen import begin_van, vandaag
from rollen.models import Rol
from rollen.rechten import afdelingen_met, wie_mag, wijken_met
from rollen.wie import wijken_zonder
from wijken.models import Wijk

HOOGSTENS = 12  # rows of a list; what is more is counted
NET = timedelta(days=90)  # how long ago "just realised" is
HULP = (Nodig.MENSEN, Nodig.CONTACT, Nodig.ADVIES)
Gegevens = dict[str, Any]


@dataclass(frozen=True)
class Overzicht:
    """The page of one role: the right it asks (also where), and what stands on it."""

    rol: Rol
    recht: str
    gegevens: Callable[[Gebruiker, str, date], Gegevens]


@login_required
@never_cache
@require_safe
def overzicht(request: HttpRequest, naam: str) -> HttpResponse:
    """The overview of one role, for who has that role today."""
    wat = OVERZICHTEN[naam]
    door = wie_mag(request, wat.recht)
    context = {
        "roltitel": profiel().roltitel(wat.rol),
        "hoogstens": HOOGSTENS,
        **wat.gegevens(door, wat.recht, vandaag()),
    }
    return render(request, f"wijkportaal/dashboard_{naam}.html", context)


def _wijkwethouder(door: Gebruiker, recht: str, dag: date) -> Gegevens:
    """My wijken: what runs, what waits for me, what was promised and is late, what was just realised."""
    wijken = wijken_met(door, recht)
    te_laat = Toezegging.objects.in_wijken(wijken).te_laat(dag).filter(kant=Toezegging.Kant.GEMEENTE)
    net = Initiatief.objects.gelukt().filter(wijk__in=wijken, afgesloten_op__gte=begin_van(dag - NET))
    return {
        **_standen(wijken, dag),
        **_bij_mij(door),
        "te_laat": list(
            te_laat.select_related("initiatief", "agendapunt__agenda__wijk").order_by("voor", "id")[
                :HOOGSTENS
            ]
        ),
        "aantal_te_laat": te_laat.count(),
        "net_gelukt": list(net.voor_regels().order_by("-afgesloten_op", "-id")[:HOOGSTENS]),
    }


def _teamleider(door: Gebruiker, recht: str, dag: date) -> Gegevens:
    """What was handed over to my department: open, late and answered, and how fast."""
    afdelingen = afdelingen_met(door, recht)
    wachtend = Uitvraag.objects.onbeantwoord().filter(
        afdeling__in=afdelingen, initiatief__in=Initiatief.objects.lopend()
    )
    rijen = wachtend.select_related("initiatief__wijk", "afdeling").defer("initiatief__wijk__omtrek")
    return {
        **_bij_mij(door),
        "uitvragen": list(rijen.order_by("uiterlijk", "id")[:HOOGSTENS]),
        **wachtend.aggregate(aantal=Count("pk"), laat=Count("pk", filter=Q(uiterlijk__lt=dag))),
        "antwoorden": antwoorden_van(afdelingen, op=dag),
        "vandaag": dag,
    }


def _opgaveleider(door: Gebruiker, recht: str, dag: date) -> Gegevens:
    """The whole municipality: load, terms kept, what is stuck, where nobody is responsible, what is asked."""
    stil, verzoeken = stilstaand(op=dag), Heropenverzoek.objects.open()
    return {
        **_standen(wijken_met(door, recht), dag),
        **_bij_mij(door),
        "werklast": werklast(op=dag),
        "stil": list(stil.voor_regels().only("laatste_op", *_REGEL)[:HOOGSTENS]),
        "aantal_stil": stil.count(),
        "stil_na": STIL_NA,
        "zonder": list(wijken_zonder(Rol.WIJKMAKELAAR, dag)),
        "treden": tredestanden(op=dag),
        "verzoeken": list(
            verzoeken.select_related("initiatief__wijk", "behandelaar")
            .defer("initiatief__wijk__omtrek")
            .order_by("uiterlijk", "id")[:HOOGSTENS]
        ),
        "aantal_verzoeken": verzoeken.count(),
        "vandaag": dag,
    }


def _wijkwerker(door: Gebruiker, recht: str, dag: date) -> Gegevens:
    """The groups in my wijken: where people join in, where help is asked, and where I am busy myself."""
    mijne = Initiatief.objects.lopend().filter(wijk__in=wijken_met(door, recht))
    rijen = mijne.voor_regels().only("groep", "nodig", *_REGEL)
    vraagt_hulp = Q(nodig__overlap=list(HULP))
    eigen = Gebeurtenis.objects.filter(door=door).values("initiatief")
    return {
        "groepen": list(
            rijen.filter(Q(aantal_meedoen__gt=0) | ~Q(groep="")).order_by("-aantal_meedoen", "-id")[
                :HOOGSTENS
            ]
        ),
        "hulp": list(rijen.filter(vraagt_hulp).order_by("-ingediend_op", "-id")[:HOOGSTENS]),
        "bezig": list(rijen.filter(pk__in=eigen).order_by("-laatste_op", "-id")[:HOOGSTENS]),
        **mijne.aggregate(aantal=Count("pk"), aantal_hulp=Count("pk", filter=vraagt_hulp)),
        **_bij_mij(door),
    }


_REGEL = (
    *("kenmerk", "titel", "status", "aan_zet", "uiterlijk", "aan_zet_derde", "wacht_tot"),
    *("afgesloten_op", "aantal_meedoen", "wijk__naam", "aan_zet_persoon__naam", "aan_zet_afdeling__naam"),
)


def _standen(wijken: Any, dag: date) -> Gegevens:
    standen = wijkstanden(Wijk.objects.actief().filter(pk__in=wijken.values("pk")).defer("omtrek"), op=dag)
    return {
        "standen": standen,
        "lopend": sum(stand.lopend for stand in standen),
        "over_termijn": sum(stand.over_termijn for stand in standen),
    }


def _bij_mij(door: Gebruiker) -> Gegevens:
    """The frictions on my step."""
    mijne = Schuring.objects.van(door)
    return {
        "schuringen": list(mijne.voor_lijst().order_by("uiterlijk", "id")[:HOOGSTENS]),
        "aantal_schuringen": mijne.count(),
    }


OVERZICHTEN = {
    rol.value: Overzicht(rol, f"initiatieven.overzicht_{rol.value}", gegevens)
    for rol, gegevens in (
        (Rol.WIJKWETHOUDER, _wijkwethouder),
        (Rol.TEAMLEIDER, _teamleider),
        (Rol.OPGAVELEIDER, _opgaveleider),
        (Rol.WIJKWERKER, _wijkwerker),
    )
}
