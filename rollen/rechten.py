"""Asks the rights table: for one object, for a queryset, or while fetching."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar, cast

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest

from kern.models import Gebruiker
from kern.werkdagen import vandaag
from rollen.models import Rol, Rolvervulling
from rollen.querysets import RolvervullingQuerySet
from rollen.regels import REGELS, Bereik
from wijken.models import Wijk

Persoon = Gebruiker | AnonymousUser
M = TypeVar("M", bound=models.Model)


@lru_cache(maxsize=2)
def _geldig_op(dag: date) -> RolvervullingQuerySet:
    """Put together once a day, because nearly every page asks this. Nothing is read here."""
    return Rolvervulling.objects.geldig(dag).select_related("afdeling")


def vervullingen_van(gebruiker: Persoon) -> Sequence[Rolvervulling]:
    """The roles that count today, read once per instance.

    Django makes a new `request.user` for every request, so a change counts from the next request on.
    """
    if not isinstance(gebruiker, Gebruiker) or not gebruiker.is_active or gebruiker.pk is None:
        return ()
    dag = vandaag()
    bewaard: tuple[Any, Sequence[Rolvervulling]] | None = getattr(gebruiker, "_vervullingen", None)
    if bewaard is None or bewaard[0] != dag:
        rijen = tuple(_geldig_op(dag).van(gebruiker))
        bewaard = (dag, rijen)
        gebruiker._vervullingen = bewaard  # type: ignore[attr-defined]
    return bewaard[1]


def is_medewerker(gebruiker: Persoon) -> bool:
    """Whether the person has any role above resident today: then a second factor is compulsory."""
    return bool(vervullingen_van(gebruiker))


def _reikt(vervulling: Rolvervulling, bereik: Bereik, obj: Any) -> bool:
    if obj is None or bereik is Bereik.ALLE_WIJKEN:
        return True
    if bereik is Bereik.EIGEN_ZAAK:
        return bool(obj.is_zaak_van(vervulling)) if hasattr(obj, "is_zaak_van") else False
    wijk_id = obj.pk if isinstance(obj, Wijk) else obj.wijk_id
    return vervulling.wijk_id is None or vervulling.wijk_id == wijk_id


def mag(gebruiker: Persoon, actie: str, obj: Any = None) -> bool:
    """Whether the person may do `actie` to `obj` today; without `obj`: to anything at all.

    `obj` is a Wijk or has a `wijk_id`; for EIGEN_ZAAK it answers `is_zaak_van(vervulling)`.
    Raises KeyError for an action that the table does not know: a typing error must not become a "no".
    """
    regel = REGELS[actie]
    return any(
        _reikt(vervulling, regel[rol], obj)
        for vervulling in vervullingen_van(gebruiker)
        if (rol := vervulling.rol_enum) in regel
    )


def rollen_met(gebruiker: Persoon, actie: str, obj: Any) -> set[Rol]:
    """The roles of today through which the person may do `actie` to `obj`."""
    regel = REGELS[actie]
    return {
        rol
        for vervulling in vervullingen_van(gebruiker)
        if (rol := vervulling.rol_enum) in regel and _reikt(vervulling, regel[rol], obj)
    }


def wijk_ids_met(gebruiker: Persoon, actie: str) -> list[int] | None:
    """The ids of the wijken in which the person may do `actie`, in order; None for every wijk."""
    regel = REGELS[actie]
    wijk_ids: set[int] = set()
    for vervulling in vervullingen_van(gebruiker):
        bereik = regel.get(vervulling.rol_enum)
        if bereik is Bereik.ALLE_WIJKEN or (bereik is Bereik.EIGEN_WIJK and vervulling.wijk_id is None):
            return None
        if bereik is Bereik.EIGEN_WIJK and vervulling.wijk_id is not None:
            wijk_ids.add(vervulling.wijk_id)
    return sorted(wijk_ids)


def wijken_met(gebruiker: Persoon, actie: str) -> models.QuerySet[Wijk]:
    """The wijken in which the person may do `actie`, as a subquery for a list."""
    wijk_ids = wijk_ids_met(gebruiker, actie)
    return Wijk.objects.all() if wijk_ids is None else Wijk.objects.filter(pk__in=wijk_ids)


def afdelingen_met(gebruiker: Persoon, actie: str) -> set[int]:
    """The ids of the departments whose handed-over cases the person may do `actie` to."""
    regel = REGELS[actie]
    return {
        v.afdeling_id
        for v in vervullingen_van(gebruiker)
        if v.afdeling_id is not None and regel.get(v.rol_enum) is Bereik.EIGEN_ZAAK
    }


def wie_mag(request: HttpRequest, *acties: str) -> Gebruiker:
    """Who asks, if they may do one of `acties` to anything: 404 for an outsider, 403 for staff without the right.

    For pages that are about no single object; those `haal` it. Stands behind `login_required`.
    """
    door = cast(Gebruiker, request.user)
    if any(mag(door, actie) for actie in acties):
        return door
    if is_medewerker(door):
        raise PermissionDenied
    raise Http404


def haal(gebruiker: Persoon, zichtbaar: models.QuerySet[M], actie: str, **sleutel: Any) -> M:
    """Fetch one object for an action: fetching is the permission check.

    `zichtbaar` is what this person may know of. Raises Http404 for anything else, so that an outsider cannot
    tell a forbidden object from one that does not exist, and PermissionDenied (403) for an insider who may
    see it but may not do `actie`.
    """
    obj = zichtbaar.filter(**sleutel).first()
    if obj is None:
        raise Http404
    if not mag(gebruiker, actie, obj):
        if is_medewerker(gebruiker):
            raise PermissionDenied
        raise Http404
    return obj
