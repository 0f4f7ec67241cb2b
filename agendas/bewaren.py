"""Retention on this floor: the names in agreements and on items that are done (docs/adr/0092)."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q

from agendas.models import Agendapunt, Probleemeigenaar, Toezegging
from initiatieven.bewaren import voorbij
from kern.bewaren import Taak, grens, leidt_naar, maanden_terug, voer_uit
from kern.profiel import Bewaartermijnen, profiel

# What stands where a name stood; the row of each side keeps one.
KANTEN = {"gemeente": "de gemeente", "bewoners": "de bewoners"}
SOORTEN = {"bewoners": "bewoners", "gemeente": "gemeente", "partner": "partner"}


def ruim_op(op: date, *, droog: bool = False, tot: float | None = None) -> Counter[str]:
    """Wipe what is over its term on this day; returns how many rows per term. See `kern.bewaren.voer_uit`."""
    return voer_uit(taken(op, profiel().bewaartermijnen), droog=droog, tot=tot)


def taken(op: date, termijnen: Bewaartermijnen) -> list[Taak]:
    """What of this floor is over its term on this day."""
    return [
        _toezeggingen(grens(op, termijnen.indiener), maanden_terug(op, termijnen.indiener)),
        _eigenaren(maanden_terug(op, termijnen.deelname), grens(op, termijnen.deelname)),
    ]


def _toezeggingen(voor: datetime, dag: date) -> Taak:
    """What was agreed stays; who promised it goes, with the initiative or long after it was settled."""
    over = Q(initiatief__in=voorbij(voor).values("pk")) | Q(initiatief=None, afgerond_op__lte=dag)
    rijen = Toezegging.objects.filter(over).exclude(wie__in=KANTEN.values())
    return Taak("indiener", rijen, _leeg_toezeggingen)


def _leeg_toezeggingen(pks: Sequence[int]) -> None:
    for kant, naam in KANTEN.items():
        Toezegging.objects.filter(pk__in=pks, kant=kant).update(wie=naam)


def _eigenaren(dag: date, voor: datetime) -> Taak:
    """Who took care of an item that is done or was let go. An item keeps one owner of each kind, without a name."""
    af = Q(punt__gerealiseerd_op__lte=dag)
    los = Q(punt__status=Agendapunt.Status.LOSGELATEN, punt__agenda__bijgewerkt_op__lt=voor)
    rijen = Probleemeigenaar.objects.filter(af | los)
    return Taak("deelname", rijen.exclude(gebruiker=None, naam__in=SOORTEN.values()), _leeg_eigenaren)


def _leeg_eigenaren(pks: Sequence[int]) -> None:
    rijen = Probleemeigenaar.objects.filter(pk__in=pks)
    eerder = Probleemeigenaar.objects.filter(
        punt=OuterRef("punt"), soort=OuterRef("soort"), pk__lt=OuterRef("pk")
    )
    rijen.filter(Exists(eerder)).delete()
    for soort, naam in SOORTEN.items():
        rijen.filter(soort=soort).update(naam=naam, gebruiker=None)


def nog_nodig() -> list[Exists]:
    """For filters on people: an item of an agenda still names them."""
    return leidt_naar(Probleemeigenaar.objects.all(), "gebruiker")
