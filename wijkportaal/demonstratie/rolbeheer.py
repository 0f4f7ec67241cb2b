"""Acts on roles in the demonstration: a deputy who is there now, and a wijk that changes hands next year."""

from datetime import timedelta

from kern.models import Gebruiker
from kern.werkdagen import vandaag
from rollen.models import Rol, Rolvervulling
from rollen.querysets import RolvervullingQuerySet
from wijkportaal.rolbeheer import geef_rol, meld_afwezig
from wijkportaal.roldaad import met_namen


def plan_rollen() -> None:
    """Does nothing where the profile has nobody to do it with."""
    beheerder = (
        Rolvervulling.objects.filter(rol=Rol.BEHEERDER).select_related("gebruiker").order_by("pk").first()
    )
    if beheerder is None:
        return
    _wijkwerker_is_weg(beheerder.gebruiker)
    _wethouder_volgt_op(beheerder.gebruiker)


def _vaste(rol: Rol) -> RolvervullingQuerySet:
    return met_namen().geldig(vandaag()).filter(rol=rol, vervangt=None, tot=None).order_by("pk")


def _wijkwerker_is_weg(door: Gebruiker) -> None:
    """A colleague who does not work in that wijk yet stands in for three weeks."""
    weg = _vaste(Rol.WIJKWERKER).first()
    if weg is None or weg.wijk is None:
        return
    anderen = _vaste(Rol.WIJKWERKER).exclude(gebruiker=weg.gebruiker).exclude(wijk=None)
    collega = anderen.exclude(gebruiker__rolvervullingen__wijk=weg.wijk).first()
    if collega is not None:
        meld_afwezig(
            door=door,
            rijen=[weg],
            vervanger=collega.gebruiker,
            vanaf=vandaag(),
            tot=vandaag() + timedelta(days=21),
        )


def _wethouder_volgt_op(door: Gebruiker) -> None:
    """The last wijk of the list goes to another member of the college on the first of next year."""
    vorige = _vaste(Rol.WIJKWETHOUDER).last()
    if vorige is None or vorige.wijk is None:
        return
    ander = _vaste(Rol.WIJKWETHOUDER).exclude(gebruiker=vorige.gebruiker).first()
    if ander is not None:
        geef_rol(
            door=door,
            gebruiker=ander.gebruiker,
            rol=Rol.WIJKWETHOUDER,
            wijk=vorige.wijk,
            afdeling=None,
            vanaf=vandaag().replace(year=vandaag().year + 1, month=1, day=1),
            tot=None,
            organisatie="",
            mandaatbesluit="Verdeling van de wijken over het college",
            opvolgen=True,
        )
