"""The screen of the werkbank on which one initiative is decided."""

from collections import defaultdict
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from agendas.gelijkenis import punten_die_lijken
from agendas.models import Agendapunt, Toezegging
from budgetten.models import Toekenning
from initiatieven.acties import GROEPEN
from initiatieven.belofte import beloften
from initiatieven.deelname import deelname
from initiatieven.gelijkenis import Vraag, lijkt_op
from initiatieven.kaart import als_kaart
from initiatieven.levensloop import AanZet, Nodig
from initiatieven.models import Foto, Gebeurtenis, Initiatief, Kader, Vermelding
from initiatieven.services.behandelen import zie_vermeldingen
from initiatieven.services.werklijst import markeer_gelezen
from initiatieven.views.advies import Knop, advies_voor
from kern.inzage import noteer
from kern.models import Gebruiker
from kern.verzoek import kijkt_iemand
from kern.werkdagen import vandaag
from rapportages.models import Leerpunt
from rollen.rechten import haal, mag
from rollen.wie import rolnaam

LEZEN = "initiatieven.lezen"
Soort = Gebeurtenis.Soort
# What residents, municipality and whoever they asked said to each other.
GESPREK = {
    *(Soort.REACTIE, Soort.VRAAG, Soort.ANTWOORD, Soort.VOORTGANG, Soort.ROUTE, Soort.DOORGELEID),
    *(Soort.NIET_PASSEND, Soort.GESTOPT, Soort.GEREALISEERD, Soort.HEROPENVERZOEK),
    *(Soort.UITGEZET, Soort.GEEN_REACTIE, Soort.TERUG, Soort.WACHT),
}
EIGEN_MENSEN = (AanZet.MEDEWERKER, AanZet.VAKAFDELING)
LAATSTE_WOORDEN = 6  # of the conversation; the rest stands in the timeline


@login_required
@never_cache
@require_safe
def initiatief(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """Everything needed to decide on one initiative, with the one recommended next act on top."""
    door = cast(Gebruiker, request.user)
    zichtbaar = Initiatief.objects.zichtbaar_voor(door).voor_pagina()
    rijen = zichtbaar.select_related("thema", "samengevoegd_met", "afgesplitst_van", "kader_uit_register")
    gevonden = haal(door, rijen, LEZEN, kenmerk=kenmerk)
    if gevonden.wijk is None:
        raise PermissionDenied
    advies = advies_voor(gevonden, door)
    aan_zet = gevonden.aan_zet_persoon
    context = {
        "initiatief": gevonden,
        "advies": advies,
        "groepen": _groepen([*advies.ook, *_boven(gevonden, door)], gevonden, door),
        "rol": rolnaam(aan_zet, gevonden.wijk) if aan_zet and _is_collega(gevonden) else "",
        "beloften": beloften(gevonden, vandaag()),
        "nodig": [Nodig(n).label for n in gevonden.nodig],
        "labels": list(gevonden.labels.all()),
        "kaart": als_kaart([gevonden]),
        "mede": list(gevonden.betrokkenen.mede().select_related("gebruiker")),
        "schuringen": list(gevonden.schuringen.select_related("eigenaar")),
        "kaders": list(Kader.objects.voor(gevonden)) if gevonden.is_open else [],
        **deelname(gevonden, door),
        **_tijdlijn(gevonden, door),
        **_verwant(gevonden),
        **_van_boven(gevonden, door),
    }
    if kijkt_iemand(request):
        if any(genoemd.gezien_op is None for genoemd in context["u_genoemd"]):
            zie_vermeldingen(initiatief=gevonden, door=door)
        markeer_gelezen(initiatief=gevonden, door=door)
    noteer(request, wat="initiatief", sleutel=kenmerk, van=gevonden.indiener)
    return render(request, "wijkportaal/werkbank_initiatief.html", context)


def _is_collega(gevonden: Initiatief) -> bool:
    """Whether a colleague is aan zet: no resident, and no department that answers by mail."""
    return gevonden.aan_zet in EIGEN_MENSEN and gevonden.aan_zet_naam == str(gevonden.aan_zet_persoon)


def _boven(gevonden: Initiatief, door: Gebruiker) -> list[Knop]:
    """The acts of the upper floors; all of them write something down."""
    knoppen = []
    if mag(door, "agendas.beheren", gevonden):
        adres = reverse("agendas:toezeggen", args=[gevonden.kenmerk])
        knoppen.append(Knop("afspraak", gettext_lazy("Leg een afspraak vast"), adres))
    if gevonden.is_open and mag(door, "budgetten.toekennen", gevonden):
        adres = reverse("budgetten:toekennen", args=[gevonden.kenmerk])
        knoppen.append(Knop("geld", gettext_lazy("Ken geld toe"), adres))
    if gevonden.is_open and mag(door, "rapportages.leerpunt_noteren", gevonden):
        adres = f"{reverse('rapportages:leerpunt-nieuw')}?initiatief={gevonden.kenmerk}"
        knoppen.append(Knop("leerpunt", gettext_lazy("Noteer een leerpunt"), adres))
    return knoppen


def _groepen(knoppen: list[Knop], gevonden: Initiatief, door: Gebruiker) -> list[tuple[Any, list[Knop]]]:
    """The other acts, each under the heading where somebody looks for it; the last heading takes the rest."""
    per_naam = {k.naam: k for k in knoppen}
    if gevonden.behandelaar_id == door.pk:
        per_naam.pop("overnemen", None)
    groepen = [(kop, [per_naam.pop(naam) for naam in namen if naam in per_naam]) for kop, namen in GROEPEN]
    groepen[-1][1].extend(per_naam.values())
    return [(kop, van_groep) for kop, van_groep in groepen if van_groep]


def _tijdlijn(gevonden: Initiatief, door: Gebruiker) -> dict[str, Any]:
    """The lines with their photos, changed texts and who was called in; the conversation and the notes apart."""
    genoemd = Prefetch("vermeldingen", Vermelding.objects.select_related("gebruiker"), to_attr="genoemd")
    rijen = gevonden.gebeurtenissen.select_related("door").prefetch_related(
        genoemd, Prefetch("tekstversies", to_attr="wijzigingen")
    )
    gebeurtenissen = list(rijen)
    fotos: defaultdict[int | None, list[Foto]] = defaultdict(list)
    for foto in gevonden.fotos.all():
        fotos[foto.gebeurtenis_id].append(foto)
    for regel in gebeurtenissen:
        regel.beelden = fotos[regel.pk]  # type: ignore[attr-defined]
    notities = [g for g in gebeurtenissen if g.soort == Soort.NOTITIE]
    # The answer by a link of an Uitvraag is for staff only, and has nobody with an account behind it.
    gesprek = [g for g in gebeurtenissen if g.soort in GESPREK and (g.openbaar or g.afzender)]
    return {
        "gebeurtenissen": gebeurtenissen,
        "gezien": max((g.pk for g in gebeurtenissen), default=0),
        "fotos": fotos[None],
        "gesprek": gesprek[:LAATSTE_WOORDEN][::-1],
        "gesprek_eerder": len(gesprek) > LAATSTE_WOORDEN,
        "notities": notities,
        "u_genoemd": [v for g in notities for v in g.genoemd if v.gebruiker_id == door.pk],
    }


def _verwant(gevonden: Initiatief) -> dict[str, Any]:
    """Where it came from and went to, and what looks like it."""
    anderen = Initiatief.objects.openbaar().filter(Q(samengevoegd_met=gevonden) | Q(afgesplitst_van=gevonden))
    hoort_hierbij = list(anderen.order_by("pk"))
    familie = {gevonden.afgesplitst_van, *hoort_hierbij}
    return {
        "verder_in": gevonden.gaat_verder_in if gevonden.samengevoegd_met else None,
        "hoort_hierbij": hoort_hierbij,
        "gelijk": [i for i in lijkt_op(Vraag.over(gevonden)) if i not in familie] if gevonden.is_open else [],
    }


def _van_boven(gevonden: Initiatief, door: Gebruiker) -> dict[str, Any]:
    """What the upper floors know of it: agenda, promises, money and learning points."""
    gekoppeld = list(Agendapunt.objects.filter(initiatieven=gevonden).select_related("agenda__wijk"))
    lijken = punten_die_lijken(Vraag.over(gevonden).tekst, gevonden.wijk_id)
    return {
        "punten": gekoppeld,
        "punten_misschien": [punt for punt in lijken if punt not in gekoppeld] if gevonden.is_open else [],
        "afspraken": Toezegging.objects.van_initiatief(gevonden).afspraken(),
        "toekenningen": list(Toekenning.objects.van_initiatief(gevonden)),
        "leerpunten": list(Leerpunt.objects.bij(gevonden)),
        "mag_afspreken": mag(door, "agendas.beheren", gevonden),
        "mag_toekennen": mag(door, "budgetten.toekennen", gevonden),
        "mag_modereren": mag(door, "initiatieven.modereren", gevonden),
        "mag_leren": mag(door, "rapportages.leerpunt_noteren", gevonden),
    }
