"""Roles that were and will be: what the time line shows, and what somebody should arrange.

In another municipality than the default nothing is made: there the wijken without a wijkwethouder show it at work.
"""

from datetime import date, timedelta

from initiatieven.services.rolwissel import beeindig_rol
from kern.models import Gebruiker
from kern.werkdagen import vandaag
from rollen.models import Rol, Rolvervulling
from rollen.querysets import RolvervullingQuerySet
from rollen.services.vervulling import beeindig, vervul

Reden = Rolvervulling.RedenEinde
BESLUIT = "Verdeling van de wijken over de wijkmakelaars"


def maak_tijdlijn() -> None:
    """A role that ends without a successor, a hole between two people, two at once, and one that was."""
    beheerder = Rolvervulling.objects.filter(rol=Rol.BEHEERDER).order_by("pk").first()
    if beheerder is None:
        return
    for naam, doe in {
        "Dorst": _zonder_opvolger,
        "Den Hout": _met_een_gat,
        "Leijsenakkers": _werken_zich_in,
        "Oosteind": _was_er,
    }.items():
        rij = _van_nu(Rol.WIJKMAKELAAR).filter(wijk__naam=naam).select_related("gebruiker", "wijk").first()
        if rij is not None:
            doe(rij, beheerder.gebruiker)


def _zonder_opvolger(rij: Rolvervulling, door: Gebruiker) -> None:
    beeindig_rol(vervulling=rij, tot=_maanden_verder(3), reden=Reden.ANDER_WERK, door=door)


def _met_een_gat(rij: Rolvervulling, door: Gebruiker) -> None:
    einde = _maanden_verder(2)
    beeindig_rol(vervulling=rij, tot=einde, reden=Reden.HERVERDELING, door=door)
    _volg_op(rij, einde + timedelta(days=20), door)


def _werken_zich_in(rij: Rolvervulling, door: Gebruiker) -> None:
    beeindig_rol(vervulling=rij, tot=_maanden_verder(5), reden=Reden.HERVERDELING, door=door)
    _volg_op(rij, _maanden_verder(4), door)


def _was_er(rij: Rolvervulling, door: Gebruiker) -> None:
    werker = _van_nu(Rol.WIJKWERKER).select_related("gebruiker").first()
    if werker is not None:
        was = vervul(
            gebruiker=werker.gebruiker,
            rol=Rol.WIJKWERKER,
            wijk=rij.wijk,
            vanaf=vandaag() - timedelta(days=600),
            door=door,
        )
        beeindig(vervulling=was, tot=vandaag() - timedelta(days=70), reden=Reden.TAAK_KLAAR, door=door)


def _volg_op(rij: Rolvervulling, vanaf: date, door: Gebruiker) -> None:
    collega = _van_nu(Rol.WIJKMAKELAAR).exclude(gebruiker=rij.gebruiker).select_related("gebruiker").first()
    if collega is not None:
        vervul(
            gebruiker=collega.gebruiker,
            rol=rij.rol_enum,
            wijk=rij.wijk,
            vanaf=vanaf,
            mandaatbesluit=BESLUIT,
            door=door,
        )


def _van_nu(rol: Rol) -> RolvervullingQuerySet:
    return Rolvervulling.objects.filter(rol=rol, tot=None, vervangt=None).order_by("pk")


def _maanden_verder(aantal: int) -> date:
    """The first day of a month, this many months ahead."""
    maand = vandaag().month - 1 + aantal
    return date(vandaag().year + maand // 12, maand % 12 + 1, 1)
