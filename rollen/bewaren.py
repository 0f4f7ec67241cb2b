"""Retention on this floor: cards and keys of people whose role or key ended (docs/adr/0092).

Who had which role stays for its term; after it nothing holds the account any more and the roof may wipe that.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q

from kern.bewaren import Taak, leidt_naar, maanden_terug, voer_uit
from kern.models import Gebruiker
from kern.profiel import Bewaartermijnen, profiel
from kern.wissen import WEG
from rollen.gezichten import MET_KAART
from rollen.models import ApiSleutel, Rolvervulling, Visitekaart
from rollen.querysets import RolvervullingQuerySet
from rollen.services.visitekaart import verwijder_kaart


def ruim_op(op: date, *, droog: bool = False, tot: float | None = None) -> Counter[str]:
    """Wipe what is over its term on this day; returns how many rows per term. See `kern.bewaren.voer_uit`."""
    return voer_uit(taken(op, profiel().bewaartermijnen), droog=droog, tot=tot)


def taken(op: date, termijnen: Bewaartermijnen) -> list[Taak]:
    """What of this floor is over its term on this day."""
    met_kaart = _sinds(maanden_terug(op, termijnen.kaart)).filter(
        gebruiker=OuterRef("gebruiker"), rol__in=MET_KAART
    )
    oude_sleutels = ApiSleutel.objects.voorbij(op).filter(tot__lte=maanden_terug(op, termijnen.rol))
    return [
        Taak("kaart", Visitekaart.objects.filter(~Exists(met_kaart)), _verwijder_kaarten),
        Taak("rol", oude_sleutels.exclude(contact=WEG), _leeg_sleutels),
    ]


def nog_nodig(op: date, termijnen: Bewaartermijnen) -> list[Exists]:
    """For filters on people: they have a role, will have one, or had one within its term; or made a key."""
    dag = maanden_terug(op, termijnen.rol)
    sleutels = ApiSleutel.objects.filter(tot__gt=dag)
    return [
        *leidt_naar(_sinds(dag), "gebruiker"),
        *leidt_naar(sleutels, "gemaakt_door", "beeindigd_door"),
    ]


def _sinds(dag: date) -> RolvervullingQuerySet:
    """Roles that had not ended on this day."""
    return Rolvervulling.objects.filter(Q(tot=None) | Q(tot__gt=dag))


def _verwijder_kaarten(pks: Sequence[int]) -> None:
    for gebruiker in Gebruiker.objects.filter(visitekaart__in=pks):
        verwijder_kaart(gebruiker=gebruiker)


def _leeg_sleutels(pks: Sequence[int]) -> None:
    ApiSleutel.objects.filter(pk__in=pks).update(contact=WEG)
