"""What a quarterly report says, as one JSON document: the HTML page and the PDF are both made from it.

`SCHEMA_VERSIE` goes up when a key changes meaning or disappears; pages keep reading older versions. The
document holds no names of residents: learning points and promises only say which side they come from.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agendas.models import Toezegging
from initiatieven.cijfers import Cijfers
from initiatieven.levensloop import Status
from initiatieven.models import Initiatief
from kern.profiel import profiel
from rapportages.cijfers import Kwartaalcijfers, cijfers_van, definities
from rapportages.kwartaal import Kwartaal
from rapportages.models import Kwartaalrapportage, Leerpunt, Perspectief
from wijken.models import Pilot, Wijk

SCHEMA_VERSIE = 1

Inhoud = dict[str, Any]


def afdruk(inhoud: Inhoud) -> str:
    """The SHA-256 of the document in canonical JSON (sorted keys, no white space, UTF-8)."""
    tekst = json.dumps(inhoud, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(tekst.encode()).hexdigest()


def inhoud_van(rapportage: Kwartaalrapportage) -> Inhoud:
    """The frozen document of an offered report; that of a concept as it would be frozen now."""
    return rapportage.inhoud or stel_samen(rapportage)


def stel_samen(rapportage: Kwartaalrapportage) -> Inhoud:
    """Compose the document, in a fixed number of queries however many wijken there are."""
    kwartaal = rapportage.periode
    pilots = list(rapportage.pilots().select_related("wijk").order_by("wijk__sorteernaam", "vanaf", "id"))
    wijken = list({pilot.wijk_id: pilot.wijk for pilot in pilots}.values())
    cijfers = cijfers_van(kwartaal, wijken)
    totaal = sum(cijfers.values(), Kwartaalcijfers())
    leerpunten = list(rapportage.leerpunten.select_related("initiatief").order_by("genoteerd_op", "id"))
    afgerond = list(_afgerond(wijken, kwartaal))
    toezeggingen = list(
        Toezegging.objects.filter(
            Q(initiatief__wijk__in=wijken) | Q(agendapunt__agenda__wijk__in=wijken),
            nagekomen=None,
            gedaan_op__lt=kwartaal.tot,
        )
        .select_related("initiatief", "agendapunt__agenda")
        .order_by("voor", "pk")
    )
    return {
        "schema_versie": SCHEMA_VERSIE,
        "kenmerk": rapportage.kenmerk,
        "kwartaal": kwartaal.naam,
        "vanaf": kwartaal.vanaf.isoformat(),
        "tot": kwartaal.tot.isoformat(),
        "gemeente": profiel().gemeente.naam,
        "titel": rapportage.titel,
        "omslagzin": _omslagzin(len(wijken), totaal.initiatieven),
        "brief": {
            "van": _("College van burgemeester en wethouders"),
            "portefeuillehouder": rapportage.portefeuillehouder,
            "contactpersoon": rapportage.contactpersoon,
            "registratienummer": rapportage.registratienummer,
            "onderwerp": _("Leerpunten uit de pilots wijkgericht werken"),
            "kennisnemen_van": _(
                "Wat de gemeente en de bewoners in %(kwartaal)s leerden in de pilots wijkgericht werken."
            )
            % {"kwartaal": kwartaal.naam},
        },
        "samenvatting": rapportage.samenvatting,
        "bijstelling": rapportage.bijstelling,
        "cijfers": totaal.document(),
        "wijken": [
            _wijk(
                wijk,
                pilots=[pilot for pilot in pilots if pilot.wijk_id == wijk.pk],
                cijfers=cijfers[wijk.pk],
                leerpunten=[punt for punt in leerpunten if punt.wijk_id == wijk.pk],
                afgerond=[initiatief for initiatief in afgerond if initiatief.wijk_id == wijk.pk],
                toezeggingen=[t for t in toezeggingen if t.wijk_id == wijk.pk],
            )
            for wijk in wijken
        ],
        "definities": definities(),
        "bron": _(
            "Bron van alle cijfers: het wijkportaal (initiatieven, tijdlijn, toezeggingen en boekingen)."
        ),
    }


def _afgerond(wijken: list[Wijk], kwartaal: Kwartaal) -> Iterable[Initiatief]:
    return (
        Initiatief.objects.filter(wijk__in=wijken)
        .afgesloten_in(kwartaal.vanaf, kwartaal.tot)
        .filter(status__in=[Status.GEREALISEERD, Status.GESTOPT, Status.NIET_PASSEND])
        .order_by("afgesloten_op", "pk")
    )


def _wijk(
    wijk: Wijk,
    *,
    pilots: list[Pilot],
    cijfers: Kwartaalcijfers,
    leerpunten: list[Leerpunt],
    afgerond: list[Initiatief],
    toezeggingen: list[Toezegging],
) -> Inhoud:
    per_kant = {
        str(kant): [_leerpunt(punt) for punt in leerpunten if punt.perspectief == kant]
        for kant in Perspectief
    }
    return {
        "naam": wijk.naam,
        "code": wijk.code,
        "soort": wijk.get_soort_display(),
        "pilots": [
            {
                "naam": pilot.naam,
                "doel": pilot.doel,
                "vanaf": pilot.vanaf.isoformat(),
                "tot": pilot.tot.isoformat() if pilot.tot else None,
            }
            for pilot in pilots
        ],
        "cijfers": cijfers.document(),
        "afgerond": [
            {"kenmerk": i.kenmerk, "titel": i.titel, "status": i.status, "uitkomst": i.get_status_display()}
            for i in afgerond
        ],
        "leerpunten": per_kant,
        "ontbreekt": [kant for kant, punten in per_kant.items() if not punten],
        "verandert": [
            punt.verandert
            for punt in leerpunten
            if punt.verandert and punt.perspectief == Perspectief.GEMEENTE
        ],
        "toezeggingen": [
            {"kant": t.get_kant_display(), "wat": t.wat, "voor": t.voor.isoformat()} for t in toezeggingen
        ],
    }


def _leerpunt(punt: Leerpunt) -> Inhoud:
    return {
        "tekst": punt.tekst,
        # What residents want is no promise of the municipality, so it stays with their own words.
        "wens": punt.verandert if punt.perspectief == Perspectief.BEWONERS else "",
        "opgetekend": punt.opgetekend,
        "genoteerd_op": punt.genoteerd_op.isoformat(),
        "initiatief": {"kenmerk": punt.initiatief.kenmerk, "titel": punt.initiatief.titel}
        if punt.initiatief
        else None,
    }


def _omslagzin(wijken: int, totaal: Cijfers) -> str:
    plek = ngettext("In één pilotwijk", "In %(aantal)s pilotwijken", wijken) % {"aantal": wijken}
    begonnen = ngettext(
        "begonnen bewoners één initiatief", "begonnen bewoners %(aantal)s initiatieven", totaal.ingediend
    ) % {"aantal": totaal.ingediend or _("geen")}
    gelukt = ngettext("Er lukte er één.", "Er lukten er %(aantal)s.", totaal.gerealiseerd) % {
        "aantal": totaal.gerealiseerd or _("nog geen")
    }
    return f"{plek} {begonnen}. {gelukt}"
