"""Bring wijken, pilots and the postcodes of the demonstration in line with the gemeenteprofiel.

What stands in the database and not in the profile stays: initiatives and history hang on it.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from kern.fouten import DomeinFout
from kern.geo import als_geojson, kader_van, vlak
from kern.laden import Telling, zet
from kern.profiel import Profiel, ProfielWijk
from wijken.models import Pilot, Postcode, Wijk


@transaction.atomic
def zet_wijken(profiel: Profiel) -> Telling:
    """Make or change the wijken; a slug never changes, for addresses must keep working.

    Raises `DomeinFout` when the database already holds the wijken of another municipality.
    """
    telling = Telling("wijken")
    vreemd = Wijk.objects.exclude(code__startswith=profiel.gemeente.code.replace("GM", "WK")).first()
    if vreemd is not None:
        raise DomeinFout(
            f"In deze database staat al een andere gemeente ({vreemd.code} {vreemd.naam}). "
            f"Gebruik voor {profiel.gemeente.naam} een lege database."
        )
    for wijk in profiel.wijken:
        bestaand = Wijk.objects.filter(code=wijk.code).first()
        velden: dict[str, Any] = {"soort": wijk.soort, "karakter": wijk.karakter}
        if bestaand is None or bestaand.bron == Wijk.Bron.PROFIEL:
            velden |= {"naam": wijk.naam, "inwoners": wijk.inwoners, **_omtrek(wijk)}
        if bestaand is None:
            velden["slug"] = wijk.slug
        zet(Wijk.objects.all(), telling, sleutel={"code": wijk.code}, velden=velden)
    return telling


@transaction.atomic
def zet_pilots(profiel: Profiel, *, met_demonstratie: bool) -> Telling:
    """Make or change the pilots, by wijk and name."""
    telling = Telling("pilots")
    plek = wijken_op_naam(profiel)
    for pilot in profiel.pilots:
        if met_demonstratie or not pilot.demonstratie:
            zet(
                Pilot.objects.all(),
                telling,
                sleutel={"wijk": plek[pilot.wijk], "naam": pilot.naam},
                velden={"doel": pilot.doel, "vanaf": pilot.vanaf, "tot": pilot.tot},
            )
    return telling


@transaction.atomic
def zet_demonstratiepostcodes(profiel: Profiel) -> Telling:
    """Add the postcodes of the demonstration; a postcode that is already there is left alone.

    One that the profile names for two wijken belongs to the first and is `gedeeld`. Once a real table was
    imported (it knows postcodes that the profile does not name) nothing is added to it.
    """
    telling = Telling("postcodes")
    plek = wijken_op_naam(profiel)
    gezien: dict[str, Postcode] = {}
    for naam, postcodes in profiel.demonstratiepostcodes.items():
        for pc6 in postcodes:
            if pc6 in gezien:
                gezien[pc6].gedeeld = True
            else:
                gezien[pc6] = Postcode(pc6=pc6, wijk=plek[naam])
    if Postcode.objects.exclude(pc6__in=gezien).exists():
        return telling
    bekend = set(Postcode.objects.filter(pc6__in=gezien).values_list("pc6", flat=True))
    Postcode.objects.bulk_create(rij for pc6, rij in gezien.items() if pc6 not in bekend)
    telling.toegevoegd = [pc6 for pc6 in gezien if pc6 not in bekend]
    telling.ongewijzigd = [pc6 for pc6 in gezien if pc6 in bekend]
    return telling


def wijken_op_naam(profiel: Profiel) -> dict[str, Wijk]:
    """The wijken in the database by the name that the profile uses for them."""
    codes = {wijk.code: wijk.naam for wijk in profiel.wijken}
    return {codes[wijk.code]: wijk for wijk in Wijk.objects.filter(code__in=codes)}


def _omtrek(wijk: ProfielWijk) -> Mapping[str, Any]:
    if not wijk.omtrek:
        return {"omtrek": None, "kader": None}
    vorm = vlak(wijk.omtrek)
    return {"omtrek": als_geojson(vorm), "kader": kader_van(vorm)}
