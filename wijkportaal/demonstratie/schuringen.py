"""Frictions of the demonstration, on different steps, and what the overviews count.

The services act now and these stories lie in the past, so this module writes the rows itself; the constraints and
triggers of the database hold here too. A step is `[days ago, what, report, reason]`, where what is `verslag`,
`hoger`, `overslaan` (two up, with the reason) or `sluiten`. On a shorter ladder a step up that does not exist is a
report. `over` says by how many days the date has passed; without it the date is in the future.
"""

import tomllib
from datetime import timedelta
from typing import Any

from django.utils import timezone

from initiatieven.ladder import houder, treden, vraagt_afdeling
from initiatieven.models import Gebeurtenis, Initiatief, Schuring, Schuringstap, Uitvraag
from kern.models import Gebruiker
from kern.profiel import profiel
from kern.werkdagen import plus_werkdagen, vandaag
from rollen.models import Rol, Rolvervulling, Vakafdeling
from rollen.wie import rolnaam, vervullers
from wijkportaal.demonstratie.inhoud import MAP, moment, werkdag_voor

Rij = dict[str, Any]
Soort = Schuringstap.Soort
SOORT = {
    "verslag": Soort.VERSLAG,
    "hoger": Soort.HOGER,
    "overslaan": Soort.OVERGESLAGEN,
    "sluiten": Soort.GESLOTEN,
}
OMHOOG = {"hoger": 1, "overslaan": 2}


def maak_beantwoorde_uitvragen() -> None:
    """What departments answered in the stories, as the question and the answer that their overview counts."""
    leiders = dict(Rolvervulling.objects.filter(rol=Rol.TEAMLEIDER).values_list("gebruiker", "afdeling"))
    soort = Gebeurtenis.Soort
    for regel in Gebeurtenis.objects.filter(soort=soort.DOORGELEID).select_related("initiatief", "door"):
        antwoorden = regel.initiatief.gebeurtenissen.filter(soort=soort.ANTWOORD, wanneer__gte=regel.wanneer)
        antwoord = antwoorden.filter(door__in=leiders).order_by("wanneer", "id").first()
        if antwoord is None or antwoord.door_id is None or regel.door is None:
            continue
        Uitvraag.objects.create(
            initiatief=regel.initiatief,
            afdeling_id=leiders[antwoord.door_id],
            vraag="Kunt u hierbij helpen, en wat is daarvoor nodig?",
            gesteld_door=regel.door,
            gesteld_op=regel.wanneer,
            uiterlijk=plus_werkdagen(timezone.localdate(regel.wanneer), profiel().termijnen.vakafdeling),
            antwoord=antwoord.tekst,
            antwoord_van=str(antwoord.door),
            beantwoord_op=antwoord.wanneer,
        )


def laat_wijkwerkers_schrijven(rijen: list[Rij]) -> None:
    """Internal notes of who works in the wijk."""
    for rij in rijen:
        initiatief = (
            Initiatief.objects.lopend().filter(titel=rij["initiatief"]).select_related("wijk").first()
        )
        if initiatief is None or initiatief.wijk is None:
            continue
        for wijkwerker in vervullers([Rol.WIJKWERKER], initiatief.wijk, vandaag()).get(Rol.WIJKWERKER, [])[
            :1
        ]:
            Gebeurtenis.objects.create(
                initiatief=initiatief,
                soort=Gebeurtenis.Soort.NOTITIE,
                openbaar=False,
                door=wijkwerker,
                namens=rolnaam(wijkwerker, initiatief.wijk),
                tekst=rij["tekst"],
                wanneer=moment(rij["dagen"]),
            )


def maak_schuringen() -> None:
    """Those whose initiative is there and open; a municipality with other wijken has some of them."""
    inhoud = tomllib.loads((MAP / "schuringen.toml").read_text(encoding="utf-8"))
    maak_beantwoorde_uitvragen()
    laat_wijkwerkers_schrijven(inhoud["notitie"])
    for rij in inhoud["schuring"]:
        initiatief = (
            Initiatief.objects.lopend().filter(titel=rij["initiatief"]).select_related("wijk").first()
        )
        if initiatief is not None:
            _maak(rij, initiatief)


def _maak(rij: Rij, initiatief: Initiatief) -> None:
    door = initiatief.behandelaar
    assert door is not None  # by constraint, while it is open
    afdeling = Vakafdeling.objects.filter(naam=rij["afdeling"]).first()
    ladder, begonnen = treden(), rij["stappen"][0][0] + 4
    schuring = Schuring.objects.create(
        initiatief=initiatief,
        regel=rij["regel"],
        belang=rij["belang"],
        geprobeerd=rij["geprobeerd"],
        trede=0,
        trede_naam=ladder[0].naam,
        eigenaar=houder(ladder[0], initiatief, vandaag(), afdeling),
        afdeling=afdeling,
        uiterlijk=plus_werkdagen(werkdag_voor(begonnen), ladder[0].termijn),
        geopend_door=door,
        geopend_op=moment(begonnen),
    )
    _zet(schuring, Soort.GEOPEND, -1, door, begonnen, verslag="", reden="")
    _vertel(schuring, door, begonnen, rij.get("publiek") or schuring.regel, openbaar="publiek" in rij)
    for dagen, wat, verslag, *reden in rij["stappen"]:
        _doe_stap(schuring, rij, wat, dagen, verslag, reden[0] if reden else "")
    if schuring.is_open:
        schuring.uiterlijk = max(schuring.uiterlijk or vandaag(), plus_werkdagen(vandaag(), 3))
        if "over" in rij:
            schuring.uiterlijk = werkdag_voor(rij["over"])
    schuring.save()


def _doe_stap(schuring: Schuring, rij: Rij, wat: str, dagen: int, verslag: str, reden: str) -> None:
    """Who holds the step does it."""
    ladder, door, van = treden(), schuring.eigenaar, schuring.trede
    naar = van + OMHOOG.get(wat, 0)
    if wat in OMHOOG and (
        naar >= len(ladder) or (vraagt_afdeling(ladder[naar]) and schuring.afdeling is None)
    ):
        wat, naar = "verslag", van
    if naar != van:
        schuring.trede, schuring.trede_naam = naar, ladder[naar].naam
        schuring.eigenaar = houder(ladder[naar], schuring.initiatief, vandaag(), schuring.afdeling)
        schuring.uiterlijk = plus_werkdagen(werkdag_voor(dagen), ladder[naar].termijn)
    if wat == "sluiten":
        schuring.uiterlijk, schuring.uitkomst = None, rij["uitkomst"]
        schuring.toelichting, schuring.gesloten_op = verslag, moment(dagen)
    _zet(schuring, SOORT[wat], van, door, dagen, verslag=verslag, reden=reden if naar > van + 1 else "")
    _vertel(schuring, door, dagen, verslag, openbaar=False)


def _zet(
    schuring: Schuring, soort: Soort, van: int, door: Gebruiker, dagen: int, *, verslag: str, reden: str
) -> None:
    Schuringstap.objects.create(
        schuring=schuring,
        soort=soort,
        trede=schuring.trede,
        van_trede=van,
        trede_naam=schuring.trede_naam,
        eigenaar=schuring.eigenaar,
        uiterlijk=schuring.uiterlijk,
        verslag=verslag,
        overgeslagen=reden,
        door=door,
        wanneer=moment(dagen) + timedelta(minutes=5),
    )


def _vertel(schuring: Schuring, door: Gebruiker, dagen: int, tekst: str, *, openbaar: bool) -> None:
    assert schuring.initiatief.wijk is not None  # by constraint, while it is open
    Gebeurtenis.objects.create(
        initiatief=schuring.initiatief,
        soort=Gebeurtenis.Soort.SCHURING,
        openbaar=openbaar,
        door=door,
        namens=rolnaam(door, schuring.initiatief.wijk),
        tekst=tekst,
        wanneer=moment(dagen) + timedelta(minutes=5),
    )
