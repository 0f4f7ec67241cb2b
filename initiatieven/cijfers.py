"""Figures about initiatives per wijk over a period, for reports."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from initiatieven.levensloop import Status
from initiatieven.models import Gebeurtenis, Initiatief, Schuring, Uitvraag
from initiatieven.querysets import InitiatiefQuerySet
from kern.models import Gebruiker
from kern.profiel import profiel
from kern.werkdagen import begin_van, min_werkdagen, plus_werkdagen, werkdagen_tussen
from rollen.models import Rol, Rolvervulling
from wijken.models import Wijk


@dataclass
class Cijfers:
    """Counts of initiatives, and working days until the first reaction."""

    ingediend: int = 0
    gerealiseerd: int = 0
    gestopt: int = 0
    niet_passend: int = 0
    te_beantwoorden: int = 0  # submitted in the period, answered or past the term
    op_tijd: int = 0
    termijnen_voorbij: int = 0
    reacties: list[int] = field(default_factory=list, repr=False)  # working days, one per answered initiative

    @property
    def mediaan(self) -> float | None:
        """Median working days between submitting and the first reaction; None without reactions."""
        if not self.reacties:
            return None
        waarde = median(self.reacties)
        return int(waarde) if waarde == int(waarde) else waarde

    def __add__(self, ander: "Cijfers") -> "Cijfers":
        return Cijfers(*(getattr(self, naam) + getattr(ander, naam) for naam in self.__dataclass_fields__))


def cijfers_per_wijk(wijken: Iterable[Wijk], vanaf: date, tot: date, *, op: date) -> dict[int, Cijfers]:
    """The figures of [vanaf, tot) by id of the wijk, in three queries however many wijken there are.

    `op` is the day on which is looked: an initiative that was not answered counts once its term has passed.
    """
    per_wijk = {wijk.pk: Cijfers() for wijk in wijken}
    begin, einde = begin_van(vanaf), begin_van(tot)
    openbaar = Initiatief.objects.openbaar().filter(wijk__in=per_wijk)
    gesloten = Q(afgesloten_op__gte=begin, afgesloten_op__lt=einde)
    tellingen = (
        openbaar.order_by()
        .values("wijk")
        .annotate(
            ingediend=Count("pk", filter=Q(ingediend_op__gte=begin, ingediend_op__lt=einde)),
            gerealiseerd=Count("pk", filter=gesloten & Q(status=Status.GEREALISEERD)),
            gestopt=Count("pk", filter=gesloten & Q(status=Status.GESTOPT)),
            niet_passend=Count("pk", filter=gesloten & Q(status=Status.NIET_PASSEND)),
        )
    )
    for telling in tellingen:
        cijfers = per_wijk[telling["wijk"]]
        cijfers.ingediend = telling["ingediend"]
        cijfers.gerealiseerd = telling["gerealiseerd"]
        cijfers.gestopt = telling["gestopt"]
        cijfers.niet_passend = telling["niet_passend"]
    _tel_reacties(per_wijk, vanaf, tot, op)
    for wijk_id, aantal in _voorbij(per_wijk, begin, einde).items():
        per_wijk[wijk_id].termijnen_voorbij = aantal
    return per_wijk


def _tel_reacties(per_wijk: dict[int, Cijfers], vanaf: date, tot: date, op: date) -> None:
    termijn = profiel().termijnen.eerste_reactie
    ingediend = Initiatief.objects.openbaar().filter(wijk__in=per_wijk).ingediend_in(vanaf, tot)
    for wijk_id, toen, reactie in ingediend.values_list("wijk", "ingediend_op", "eerste_reactie_op"):
        cijfers, dag = per_wijk[wijk_id], timezone.localdate(toen)
        if reactie is not None:
            dagen = werkdagen_tussen(dag, timezone.localdate(reactie))
            cijfers.reacties.append(dagen)
            cijfers.te_beantwoorden += 1
            cijfers.op_tijd += dagen <= termijn
        elif plus_werkdagen(dag, termijn) < op:
            cijfers.te_beantwoorden += 1


def _voorbij(per_wijk: Iterable[int], begin: datetime, einde: datetime) -> dict[int, int]:
    rijen = (
        Gebeurtenis.objects.filter(
            soort=Gebeurtenis.Soort.TERMIJN,
            wanneer__gte=begin,
            wanneer__lt=einde,
            initiatief__wijk__in=per_wijk,
        )
        .order_by()
        .values_list("initiatief__wijk")
        .annotate(aantal=Count("pk"))
    )
    per: defaultdict[int, int] = defaultdict(int)
    for wijk_id, aantal in rijen:
        per[wijk_id] = aantal
    return per


# --- How things stand today, for the overviews of the werkbank ---------------------------------------

TERUGBLIK = timedelta(days=365)  # promises and answers of the last year count
STIL_NA = 30  # working days without a line on the timeline
HOOGSTENS_ANTWOORDEN = 200  # the newest; more does not change an average


@dataclass(frozen=True)
class Gehouden:
    """Of `van` promises one can say whether they were kept; `gehouden` were. Shown as "7 van de 9"."""

    gehouden: int = 0
    van: int = 0


@dataclass(frozen=True)
class Wijkstand:
    """How one wijk stands: open initiatives and frictions today, and the promises of the last year."""

    wijk: Wijk
    lopend: int = 0
    over_termijn: int = 0
    schuringen: int = 0
    reactie: Gehouden = Gehouden()
    besluit: Gehouden = Gehouden()


def wijkstanden(wijken: Iterable[Wijk], *, op: date) -> list[Wijkstand]:
    """How these wijken stand on that day, in their order; three queries however many there are.

    A promise counts when it was kept or broken: answered, or past its date while the initiative was still open on
    that date. One that nobody can keep any more because the residents stopped before the date does not count.
    """
    rijen = list(wijken)
    open_nu = _per(
        Initiatief.objects.lopend().filter(wijk__in=rijen),
        "wijk",
        lopend=Count("pk"),
        over_termijn=Count("pk", filter=Q(uiterlijk__lt=op)),
    )
    beloofd = _per(
        Initiatief.objects.openbaar().filter(wijk__in=rijen, ingediend_op__gte=begin_van(op - TERUGBLIK)),
        "wijk",
        **_gehouden("reactie", "reactie_uiterlijk", "eerste_reactie_op", op),
        **_gehouden(
            "besluit", "besluit_uiterlijk", "besluit_op", op, Q(route="") | Q(besluit_op__isnull=False)
        ),
    )
    schuringen = _per(
        Schuring.objects.open().filter(initiatief__wijk__in=rijen), "initiatief__wijk", schuringen=Count("pk")
    )
    return [
        Wijkstand(
            wijk=wijk,
            **open_nu.get(wijk.pk, {}),
            **schuringen.get(wijk.pk, {}),
            reactie=_als_gehouden("reactie", beloofd.get(wijk.pk, {})),
            besluit=_als_gehouden("besluit", beloofd.get(wijk.pk, {})),
        )
        for wijk in rijen
    ]


def _per(rijen: QuerySet[Any], veld: str, **tellingen: Count) -> dict[int, dict[str, int]]:
    """The counts by id of what `veld` points at."""
    gevonden: Iterable[dict[str, int]] = rijen.order_by().values(veld).annotate(**tellingen)
    return {rij.pop(veld): rij for rij in gevonden}


def _gehouden(naam: str, uiterlijk: str, gedaan: str, op: date, *ook: Q) -> dict[str, Count]:
    """Counts of promises that were kept, and of those of which that can be said; the same as in `belofte`."""
    beantwoord = Q(**{f"{gedaan}__isnull": False})
    gebroken = Q(**{f"{gedaan}": None, f"{uiterlijk}__lt": op}) & (
        Q(afgesloten_op=None) | Q(afgesloten_op__date__gt=F(uiterlijk))
    )
    telt = Q(beantwoord | gebroken, *ook, **{f"{uiterlijk}__isnull": False})
    op_tijd = Q(**{f"{gedaan}__date__lte": F(uiterlijk)})
    return {
        f"{naam}_van": Count("pk", filter=telt),
        f"{naam}_gehouden": Count("pk", filter=telt & op_tijd),
    }


def _als_gehouden(naam: str, telling: dict[str, int]) -> Gehouden:
    return Gehouden(telling.get(f"{naam}_gehouden", 0), telling.get(f"{naam}_van", 0))


@dataclass(frozen=True)
class Werklast:
    """What one person handles: open initiatives, those over their date, and where this person is aan zet."""

    persoon: Gebruiker
    lopend: int = 0
    over_termijn: int = 0
    zelf: int = 0


def werklast(*, op: date) -> list[Werklast]:
    """Of everybody who is wijkmakelaar on that day or handles something, the most first; two queries."""
    tellingen = _per(
        Initiatief.objects.lopend(),
        "behandelaar",
        lopend=Count("pk"),
        over_termijn=Count("pk", filter=Q(uiterlijk__lt=op)),
        zelf=Count("pk", filter=Q(aan_zet_persoon=F("behandelaar"))),
    )
    makelaars = Rolvervulling.objects.filter(rol=Rol.WIJKMAKELAAR).geldig(op).values("gebruiker")
    mensen = Gebruiker.objects.filter(Q(pk__in=tellingen) | Q(pk__in=makelaars, is_active=True))
    lasten = [Werklast(persoon, **tellingen.get(persoon.pk, {})) for persoon in mensen]
    return sorted(lasten, key=lambda last: -last.lopend)


def stilstaand(*, op: date) -> InitiatiefQuerySet:
    """Open ones on whose timeline nobody wrote a line for `STIL_NA` working days, the longest first.

    What waits for a better moment is not stuck.
    """
    grens = begin_van(min_werkdagen(op, STIL_NA))
    return (
        Initiatief.objects.lopend().filter(laatste_op__lt=grens, wacht_tot=None).order_by("laatste_op", "id")
    )


@dataclass(frozen=True)
class Tredestand:
    """How many frictions lie on a step, and how many of those are over their date."""

    naam: str
    aantal: int = 0
    over_termijn: int = 0


def tredestanden(*, op: date) -> list[Tredestand]:
    """Every step of the ladder from low to high, then steps that only older frictions know; one query."""
    tellingen = {
        rij["trede_naam"]: Tredestand(rij["trede_naam"], rij["aantal"], rij["over"])
        for rij in Schuring.objects.open()
        .order_by()
        .values("trede_naam")
        .annotate(aantal=Count("pk"), over=Count("pk", filter=Q(uiterlijk__lt=op)))
    }
    op_de_ladder = [tellingen.pop(trede.naam, Tredestand(trede.naam)) for trede in profiel().ladder]
    return [*op_de_ladder, *tellingen.values()]


@dataclass(frozen=True)
class Antwoorden:
    """Answers of departments in the last year: how many, how many in time, and working days on average."""

    aantal: int
    op_tijd: int
    gemiddeld: int | None


def antwoorden_van(afdelingen: Iterable[int], *, op: date) -> Antwoorden:
    """The answers to what was handed over to these departments; of many the newest `HOOGSTENS_ANTWOORDEN`."""
    beantwoord = Uitvraag.objects.filter(
        afdeling__in=afdelingen, beantwoord_op__gte=begin_van(op - TERUGBLIK)
    ).order_by("-beantwoord_op")
    rijen = beantwoord.values_list("gesteld_op", "beantwoord_op", "uiterlijk")[:HOOGSTENS_ANTWOORDEN]
    dagen, op_tijd = [], 0
    for gesteld, gekregen, uiterlijk in rijen:
        dag = timezone.localdate(gekregen)
        dagen.append(werkdagen_tussen(timezone.localdate(gesteld), dag))
        op_tijd += dag <= uiterlijk
    return Antwoorden(len(dagen), op_tijd, round(sum(dagen) / len(dagen)) if dagen else None)
