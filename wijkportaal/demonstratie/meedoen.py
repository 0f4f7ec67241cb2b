"""Support, people who join in, remarks, one report and one hidden remark of the demonstration.

The stories lie in the past, so this module writes those rows itself; hiding and reporting are done now, by the
services, so that their mails can be read too.
"""

import tomllib
from typing import Any

from initiatieven.models import Betrokkene, Initiatief, Opmerking
from initiatieven.services.meedoen import tel
from initiatieven.services.modereren import meld, verberg
from initiatieven.services.opmerkingen import tel as tel_opmerkingen
from wijkportaal.demonstratie.inhoud import MAP, moment
from wijkportaal.demonstratie.initiatieven import inwoner

Rij = dict[str, Any]
Soort = Betrokkene.Soort
BUREN = 34  # invented residents who only support things
EEN_PAAR = 9


def vul_deelname() -> None:
    """Around the initiatives that are there; a municipality with other wijken has fewer of them."""
    gegevens = tomllib.loads((MAP / "meedoen.toml").read_text(encoding="utf-8"))
    _steun(gegevens["steun"])
    for rij in gegevens["meedoen"]:
        _doe_mee(rij)
    for rij in gegevens["reactie"]:
        _reageer(rij)
    for initiatief in Initiatief.objects.openbaar():
        tel(initiatief)
        tel_opmerkingen(initiatief)


def _steun(hoeveel: dict[str, int]) -> None:
    buren = [inwoner(f"Buur {nummer}", toon=False) for nummer in range(1, BUREN + 1)]
    bestaand = set(Betrokkene.objects.nu().values_list("initiatief", "gebruiker", "soort"))
    rijen = []
    for volgnummer, initiatief in enumerate(Initiatief.objects.openbaar().order_by("ingediend_op", "id")):
        aantal = hoeveel.get(initiatief.titel, volgnummer * 5 % EEN_PAAR if initiatief.is_open else 0)
        rijen += [
            Betrokkene(
                initiatief=initiatief,
                gebruiker=buur,
                soort=Soort.STEUN,
                sinds=initiatief.ingediend_op or initiatief.aangemaakt,
            )
            for buur in buren[:aantal]
            if (initiatief.pk, buur.pk, Soort.STEUN) not in bestaand
        ]
    Betrokkene.objects.bulk_create(rijen)


def _doe_mee(rij: Rij) -> None:
    initiatief = Initiatief.objects.lopend().filter(titel=rij["bij"]).first()
    if initiatief is not None:
        Betrokkene.objects.create(
            initiatief=initiatief,
            gebruiker=inwoner(rij["wie"], toon=False),
            soort=Soort.MEEDOEN,
            bijdrage=rij["bijdrage"],
            toon_voornaam=rij.get("toon", False),
            sinds=moment(rij["dagen"]),
        )


def _reageer(rij: Rij) -> None:
    initiatief = Initiatief.objects.openbaar().filter(titel=rij["bij"]).first()
    if initiatief is None:
        return
    geplaatst = moment(rij["dagen"])
    opmerking = Opmerking.objects.create(
        initiatief=initiatief,
        door=inwoner(rij["wie"], toon=False),
        tekst=rij["tekst"],
        toon_voornaam=rij.get("toon", False),
        geplaatst_op=geplaatst,
        gemaild_op=geplaatst,
    )
    if reden := rij.get("melding"):
        meld(ding=opmerking, reden=reden)
    if (reden := rij.get("verborgen")) and initiatief.behandelaar:
        verberg(ding=opmerking, door=initiatief.behandelaar, reden=reden)
