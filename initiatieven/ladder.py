"""The ladder that a friction climbs: which steps there are, which comes next, and who holds a step today.

The steps come from the gemeenteprofiel, which may change while frictions are open. So a friction keeps the name of
its step, and finds its place on the ladder of today by that name; when that step has gone, its old number counts.
Why it climbs one step at a time, and may go back: docs/adr/0087-de-ladder-van-een-schuring.md.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from django.utils.translation import gettext as _

from initiatieven.models import Initiatief, Schuring
from kern.fouten import DomeinFout
from kern.models import Gebruiker
from kern.profiel import Trede, profiel
from rollen.models import Rol, Vakafdeling
from rollen.regels import REGELS, Bereik
from rollen.wie import behandelaar_voor, mensen_met, rolnaam, teamleider_van, vervullers

Ladder = Sequence[Trede]


def treden() -> Ladder:
    """The ladder of this municipality, from low to high."""
    return profiel().ladder


def plek(ladder: Ladder, schuring: Schuring) -> int | None:
    """The number of its step on this ladder, from 0; None when the profile no longer has that step."""
    namen = [trede.naam for trede in ladder]
    return namen.index(schuring.trede_naam) if schuring.trede_naam in namen else None


def onder(ladder: Ladder, schuring: Schuring) -> int:
    """The highest step that it has reached, from which "one step up" counts; -1 below the lowest."""
    nummer = plek(ladder, schuring)
    return min(schuring.trede, len(ladder)) - 1 if nummer is None else nummer


def volgende(ladder: Ladder, schuring: Schuring) -> int | None:
    """The next step up; None at the top."""
    nummer = onder(ladder, schuring) + 1
    return nummer if nummer < len(ladder) else None


def verder(ladder: Ladder, schuring: Schuring) -> range:
    """The steps above the next one: who goes there skips one or more, and says why."""
    return range(onder(ladder, schuring) + 2, len(ladder))


def terug(ladder: Ladder, schuring: Schuring) -> range:
    """The steps to which it may go back."""
    nummer = plek(ladder, schuring)
    return range(onder(ladder, schuring) + 1 if nummer is None else nummer)


def vraagt_afdeling(trede: Trede) -> bool:
    """Whether one must know which department is involved before anybody can hold this step."""
    return trede.houder == Rol.TEAMLEIDER


def houder(trede: Trede, initiatief: Initiatief, op: date, afdeling: Vakafdeling | None = None) -> Gebruiker:
    """Who holds a step for this initiative on that day; a deputy goes before who is replaced.

    Whoever handles the initiative goes before colleagues with the same role. When nobody has the role it is who
    handles new initiatives of the wijk, so that a step always has an owner. Raises `DomeinFout` without the
    `afdeling` that a step of the teamleider needs, and when the municipality has nobody at all.
    """
    assert initiatief.wijk is not None  # by constraint, once it is public
    if vraagt_afdeling(trede):
        if afdeling is None:
            raise DomeinFout(_("Kies de afdeling waar het om gaat."))
        return teamleider_van(afdeling, op)
    gevonden = vervullers([Rol(trede.houder)], initiatief.wijk, op)
    return _eerste(gevonden.get(Rol(trede.houder), []), initiatief) or behandelaar_voor(initiatief.wijk, op)


def houders(
    ladder: Ladder, initiatief: Initiatief, op: date, afdeling: Vakafdeling | None = None
) -> list[Gebruiker | None]:
    """Who would hold each step; None where that depends on a choice, or where nobody has the role."""
    assert initiatief.wijk is not None  # by constraint, once it is public
    gevonden = vervullers({Rol(trede.houder) for trede in ladder} - {Rol.TEAMLEIDER}, initiatief.wijk, op)
    leider = None
    if afdeling is not None:
        with suppress(DomeinFout):
            leider = teamleider_van(afdeling, op)
    return [
        leider if vraagt_afdeling(trede) else _eerste(gevonden.get(Rol(trede.houder), []), initiatief)
        for trede in ladder
    ]


def houdt_nog(schuring: Schuring, op: date) -> bool:
    """Whether its owner still has a role on that day by which they hold this step."""
    wijk = schuring.initiatief.wijk
    assert wijk is not None  # by constraint, once it is public
    if not schuring.eigenaar.is_active:
        return False
    nummer = plek(treden(), schuring)
    rol = treden()[nummer].houder if nummer is not None else ""
    behandelen = REGELS["schuringen.behandelen"]
    for vervulling in schuring.eigenaar.rolvervullingen.all():  # all, so that a prefetch serves
        if not vervulling.telt_op(op):
            continue
        in_de_wijk = vervulling.wijk_id in (None, wijk.pk)
        bij_de_afdeling = rol != Rol.TEAMLEIDER or vervulling.afdeling_id == schuring.afdeling_id
        if vervulling.rol == rol and in_de_wijk and bij_de_afdeling:
            return True
        bereik = behandelen.get(vervulling.rol_enum)
        if bereik is Bereik.ALLE_WIJKEN or (bereik is Bereik.EIGEN_WIJK and in_de_wijk):
            return True
    return False


def mag_behandelen(persoon: Gebruiker, schuring: Schuring, op: date) -> bool:
    """Whether this person handles frictions of that wijk on that day."""
    assert schuring.initiatief.wijk is not None  # by constraint, once it is public
    return mensen_met("schuringen.behandelen", schuring.initiatief.wijk, op).filter(pk=persoon.pk).exists()


def opvolger(schuring: Schuring, op: date, naar: Gebruiker | None = None) -> Gebruiker | None:
    """Who takes it over where it lies: `naar` if they may, else who holds the step on that day, else the wijk.

    None when the municipality has nobody at all.
    """
    assert schuring.initiatief.wijk is not None  # by constraint, once it is public
    if naar is not None and mag_behandelen(naar, schuring, op):
        return naar
    nummer = plek(treden(), schuring)
    with suppress(DomeinFout):
        if nummer is not None:
            with suppress(DomeinFout):  # a department without a teamleider: the wijk keeps hold of it
                return houder(treden()[nummer], schuring.initiatief, op, schuring.afdeling)
        return behandelaar_voor(schuring.initiatief.wijk, op)
    return None


def titel(persoon: Gebruiker, initiatief: Initiatief) -> str:
    """As which role somebody stands on the ladder of this initiative; empty without one."""
    return rolnaam(persoon, initiatief.wijk) if initiatief.wijk else ""


def _eerste(mensen: Sequence[Gebruiker], initiatief: Initiatief) -> Gebruiker | None:
    if initiatief.behandelaar in mensen:
        return initiatief.behandelaar
    return mensen[0] if mensen else None
