"""Reads the log, newest first: one page takes the same few questions, whatever is filtered and however long it is.

First which lines, from all tables at once: each gives its newest by the index on its moment, and the newest of
those are the page. Then what these lines hold, with the line before each, again in one question.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core import signing
from django.db.models import (
    BigIntegerField,
    F,
    IntegerField,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, JSONObject
from django.utils.dateparse import parse_datetime

from kern.geschiedenis import ANDERS, ERBIJ, INGELOGD, PERSOON, WEG
from wijkportaal.logboek.bronnen import Bron, bronnen

ZOUT = "wijkportaal.logboek"
# What somebody can ask for → the labels of pghistory; readings have none.
SOORTEN: dict[str, tuple[str, ...]] = {
    "gelezen": (),
    "veranderd": (ANDERS, PERSOON),
    "erbij": (ERBIJ,),
    "weg": (WEG,),
    "ingelogd": (INGELOGD,),
}
Plek = tuple[datetime, int, int]  # where a line stands: moment, rank of its table, number


@dataclass(frozen=True)
class Zoek:
    """What the auditor looks for; nothing chosen is everything."""

    vanaf: datetime | None = None
    tot: datetime | None = None
    door: int | None = None  # who did it
    over: int | None = None  # about whom
    soort: str = ""  # a key of SOORTEN
    ding: str = ""  # the name of a table
    kenmerk: str = ""  # of an initiative
    initiatief: int | None = None  # the number of that initiative
    nummer: int | None = None  # of the thing itself
    verzoek: str = ""


@dataclass(frozen=True)
class Regel:
    """One line of the log as it is kept: `nu` and `eerder` are the values after and before."""

    wanneer: datetime
    bron: Bron
    nummer: int
    wat: str  # the label of pghistory, or what was read
    over: int | None  # the number of the thing, or of the person about whom was read
    context: dict[str, Any]
    nu: dict[str, Any] = field(default_factory=dict)
    eerder: dict[str, Any] = field(default_factory=dict)

    @property
    def door(self) -> int | None:
        return self.context.get("user")


@dataclass(frozen=True)
class Bladzijde:
    """Lines, newest first, and where the next and the previous page begin."""

    regels: Sequence[Regel]
    volgende: str = ""
    vorige: str = ""


def lees(zoek: Zoek, *, na: str = "", voor: str = "", per: int = 50) -> Bladzijde:
    """The page after or before a place that an earlier page gave; the newest for no place, or a broken one."""
    grens, terug = _open(na), False
    if grens is None:
        grens = _open(voor)
        terug = grens is not None
    plekken = _plekken(zoek, grens, terug=terug, hoeveel=per + 1)
    if terug and not plekken:
        grens, terug = None, False
        plekken = _plekken(zoek, None, terug=False, hoeveel=per + 1)
    meer = len(plekken) > per
    plekken = plekken[:per]
    if terug:
        plekken.reverse()
    return Bladzijde(
        regels=_regels(plekken),
        volgende=_sluit(plekken[-1]) if plekken and (meer or terug) else "",
        vorige=_sluit(plekken[0]) if plekken and (meer if terug else grens is not None) else "",
    )


def alles(zoek: Zoek, *, hoogstens: int, per: int = 500) -> Iterator[Sequence[Regel]]:
    """The newest lines, a stretch at a time."""
    grens: Plek | None = None
    while hoogstens > 0:
        plekken = _plekken(zoek, grens, terug=False, hoeveel=min(per, hoogstens))
        yield _regels(plekken)
        hoogstens -= len(plekken)
        if len(plekken) < per:
            return
        grens = plekken[-1]


# --- Which lines -------------------------------------------------------------------------------------


def _plekken(zoek: Zoek, grens: Plek | None, *, terug: bool, hoeveel: int) -> list[Plek]:
    delen = []
    for bron in bronnen().values():
        rijen = _gezocht(bron, zoek)
        if rijen is None:
            continue
        if grens is not None:
            rijen = rijen.filter(_voorbij(bron, grens, terug=terug))
        keer = "" if terug else "-"
        rijen = rijen.order_by(f"{keer}{bron.moment}", f"{keer}pk")
        waarden = rijen.annotate(
            lb_wanneer=F(bron.moment), lb_bron=Value(bron.rang, IntegerField()), lb_nummer=F("pk")
        ).values_list("lb_wanneer", "lb_bron", "lb_nummer")
        delen.append(waarden[:hoeveel])
    if not delen:
        return []
    samen = delen[0].union(*delen[1:], all=True) if len(delen) > 1 else delen[0]
    if len(delen) > 1:
        volgorde = ("lb_wanneer", "lb_bron", "lb_nummer")
        samen = samen.order_by(*(volgorde if terug else [f"-{veld}" for veld in volgorde]))
    return list(samen[:hoeveel])


def _gezocht(bron: Bron, zoek: Zoek) -> QuerySet[Any] | None:
    """What of this table is looked for; None when it cannot have it."""
    if (zoek.ding and zoek.ding != bron.naam) or (zoek.soort == "gelezen") > bron.is_inzage:
        return None
    if zoek.soort and zoek.soort != "gelezen" and bron.is_inzage:
        return None
    wat = Q()
    if zoek.vanaf:
        wat &= Q(**{f"{bron.moment}__gte": zoek.vanaf})
    if zoek.tot:
        wat &= Q(**{f"{bron.moment}__lt": zoek.tot})
    eigen = _in_inzage(zoek) if bron.is_inzage else _in_spoor(bron, zoek)
    return None if eigen is None else bron.tabel._default_manager.filter(wat & eigen)


def _in_inzage(zoek: Zoek) -> Q | None:
    if zoek.nummer is not None:  # of a thing: a reading has none
        return None
    wat = Q()
    if zoek.door is not None:
        wat &= Q(wie=zoek.door)
    if zoek.over is not None:
        wat &= Q(van=zoek.over)
    if zoek.kenmerk:
        wat &= Q(sleutel=zoek.kenmerk)
    if zoek.verzoek:
        wat &= Q(verzoek=zoek.verzoek)
    return wat


def _in_spoor(bron: Bron, zoek: Zoek) -> Q | None:
    wat = Q(pgh_label__in=SOORTEN[zoek.soort]) if zoek.soort else Q()
    if zoek.door is not None:
        wat &= Q(pgh_context__contains={"user": zoek.door})
    if zoek.verzoek:
        wat &= Q(pgh_context__contains={"verzoek": zoek.verzoek})
    if zoek.over is not None:
        if not bron.naar_mensen:
            return None
        over = Q()
        for kolom in bron.naar_mensen:
            over |= Q(**{kolom: zoek.over})
        wat &= over
    if zoek.kenmerk:
        if not bron.naar_initiatief or zoek.initiatief is None:
            return None
        wat &= Q(**{bron.naar_initiatief: zoek.initiatief})
    if zoek.nummer is not None:
        wat &= Q(pgh_obj_id=zoek.nummer)
    return wat


def _voorbij(bron: Bron, grens: Plek, *, terug: bool) -> Q:
    """Beyond a place in the order moment, table, number. The first half is what an index walks to."""
    moment, rang, nummer = grens
    teken = "gt" if terug else "lt"
    zelfde: Q | None = None  # of the same moment: the whole table, a part of it, or nothing
    if bron.rang == rang:
        zelfde = Q(**{bron.moment: moment, f"pk__{teken}": nummer})
    elif (bron.rang > rang) if terug else (bron.rang < rang):
        zelfde = Q(**{bron.moment: moment})
    verder = Q(**{f"{bron.moment}__{teken}": moment})
    if zelfde is None:
        return verder
    return Q(**{f"{bron.moment}__{teken}e": moment}) & (verder | zelfde)


def _sluit(plek: Plek) -> str:
    return signing.dumps([plek[0].isoformat(), plek[1], plek[2]], salt=ZOUT)


def _open(cursor: str) -> Plek | None:
    """The place in a cursor that we wrote ourselves, else None."""
    try:
        moment, rang, nummer = signing.loads(cursor, salt=ZOUT)
    except signing.BadSignature:
        return None
    gelezen = parse_datetime(moment)
    return (gelezen, rang, nummer) if gelezen else None


# --- What they hold ----------------------------------------------------------------------------------


def _regels(plekken: Sequence[Plek]) -> list[Regel]:
    per_bron: dict[int, list[int]] = {}
    for _moment, rang, nummer in plekken:
        per_bron.setdefault(rang, []).append(nummer)
    if not per_bron:
        return []
    per_rang = {bron.rang: bron for bron in bronnen().values()}
    delen = [_inhoud(per_rang[rang], nummers) for rang, nummers in per_bron.items()]
    samen = delen[0].union(*delen[1:], all=True) if len(delen) > 1 else delen[0]
    gevonden = {(rang, nummer): rest for rang, nummer, *rest in samen}
    regels = []
    for moment, rang, nummer in plekken:
        if (rang, nummer) not in gevonden:  # cleared away in between
            continue
        wat, over, context, nu, eerder = gevonden[rang, nummer]
        regels.append(Regel(moment, per_rang[rang], nummer, wat, over, context or {}, nu or {}, eerder or {}))
    return regels


def _inhoud(bron: Bron, nummers: Sequence[int]) -> QuerySet[Any, Any]:
    """Table, number, what, about which, context, values now and values before: the same columns for each table."""
    rijen = bron.tabel._default_manager.filter(pk__in=nummers).order_by()
    if bron.is_inzage:
        context = JSONObject(user="wie_id", verzoek="verzoek")
        kolommen: dict[str, Any] = {
            "lb_wat": Cast("wat", TextField()),
            "lb_over": F("van_id"),
            "lb_context": context,
            "lb_nu": JSONObject(sleutel="sleutel"),
            "lb_eerder": Value(None, JSONField()),
        }
    else:
        nu = JSONObject(**{veld.attname: veld.attname for veld in bron.velden})
        vorige = (
            bron.tabel._default_manager.filter(pgh_obj_id=OuterRef("pgh_obj_id"), pk__lt=OuterRef("pk"))
            .order_by("-pk")
            .values_list(nu)[:1]
        )
        kolommen = {
            "lb_wat": F("pgh_label"),
            "lb_over": Cast("pgh_obj_id", BigIntegerField()),
            "lb_context": F("pgh_context"),
            "lb_nu": nu,
            "lb_eerder": Subquery(vorige, output_field=JSONField()),
        }
    rijen = rijen.annotate(lb_bron=Value(bron.rang, IntegerField()), lb_nummer=F("pk"))
    return rijen.annotate(**kolommen).values_list("lb_bron", "lb_nummer", *kolommen)
