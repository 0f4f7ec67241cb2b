"""From a line of a timeline to everybody who wants to hear of it: noted once, at the fastest rhythm they chose.

`schrijf` leaves a `Verspreiding` with each public line. Here it becomes one `Bericht` per follower, and the
Verspreiding goes, in one transaction. So it is safe to run late, twice, or in two workers. See docs/adr/0081.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from initiatieven.levensloop import Status
from initiatieven.models import Bericht, Betrokkene, Gebeurtenis, Initiatief, Ritme, Verspreiding, Volgt
from initiatieven.nieuwstekst import GEEN_NIEUWS
from initiatieven.zoekvraag import treffers

PER_RONDE = 25  # lines in one transaction
RANG = {Ritme.DIRECT: 0, Ritme.DAG: 1, Ritme.WEEK: 2}


@dataclass(frozen=True)
class Volger:
    """As much of a `Volgt` as is needed to decide who hears of something."""

    volgt_id: int
    gebruiker_id: int
    ritme: Ritme
    sinds: datetime


def verspreid(*, hoogstens: int = 200) -> int:
    """Note for every follower what they have not heard of yet; returns how many lines were spread.

    It stops after about `hoogstens` lines: the rest waits for the next time.
    """
    gedaan = 0
    while gedaan < hoogstens and (ronde := _ronde()):
        gedaan += ronde
    return gedaan


@transaction.atomic
def _ronde() -> int:
    """Spread the oldest lines that no other worker holds; returns how many."""
    wachtend = list(
        Verspreiding.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("gebeurtenis__initiatief")
        .defer(
            "gebeurtenis__tekst", "gebeurtenis__initiatief__verhaal", "gebeurtenis__initiatief__zoekvector"
        )
        .order_by("pk")[:PER_RONDE]
    )
    nieuws = [rij.gebeurtenis for rij in wachtend if _is_nieuws(rij.gebeurtenis)]
    if nieuws:
        publiek = Publiek(nieuws)
        for gebeurtenis in nieuws:
            Bericht.objects.bulk_create(
                [
                    Bericht(
                        gebruiker_id=volger.gebruiker_id,
                        gebeurtenis=gebeurtenis,
                        volgt_id=volger.volgt_id,
                        ritme=volger.ritme,
                        wanneer=gebeurtenis.wanneer,
                    )
                    for volger in publiek.van(gebeurtenis)
                ],
                batch_size=1000,
                ignore_conflicts=True,
            )
    Verspreiding.objects.filter(pk__in=[rij.pk for rij in wachtend]).delete()
    return len(wachtend)


def _is_nieuws(gebeurtenis: Gebeurtenis) -> bool:
    if not gebeurtenis.openbaar or not gebeurtenis.initiatief.is_openbaar:
        return False
    if gebeurtenis.soort == Gebeurtenis.Soort.SAMENGEVOEGD:
        # A merge is one event with a line on both sides. That of what stops reaches the followers of both.
        return _is_vertrek(gebeurtenis)
    return gebeurtenis.soort not in GEEN_NIEUWS


def _is_vertrek(gebeurtenis: Gebeurtenis) -> bool:
    return gebeurtenis.naar_status == Status.SAMENGEVOEGD


class Publiek:
    """Who may hear of these lines: read once for all of them."""

    def __init__(self, nieuws: Sequence[Gebeurtenis]) -> None:
        initiatieven = {g.initiatief_id: g.initiatief for g in nieuws}
        samen = {i.samengevoegd_met_id for i in initiatieven.values() if i.samengevoegd_met_id}
        volgers = Volgt.objects.filter(gebruiker__is_active=True, gebruiker__email__isnull=False)
        self.van_initiatief = _per(volgers, "initiatief_id", {*initiatieven, *samen})
        actief = volgers.filter(wijk__actief=True)
        self.van_wijk = _per(actief, "wijk_id", {i.wijk_id for i in initiatieven.values()})
        self.van_thema = _per(volgers, "thema_id", {i.thema_id for i in initiatieven.values()})
        self.van_zoek = _zoekers(volgers, initiatieven)
        self.niet = _horen_het_al(initiatieven)

    def van(self, gebeurtenis: Gebeurtenis) -> Iterable[Volger]:
        """One per person: the fastest, and of equal ones what is most about this initiative.

        Not who did it, nor who is mailed about it anyway, nor who followed it only afterwards.
        """
        initiatief = gebeurtenis.initiatief
        niet = {gebeurtenis.door_id, *self.niet[initiatief.pk]}
        beste: dict[int, Volger] = {}
        for volger in self._kandidaten(gebeurtenis, initiatief):
            if volger.gebruiker_id in niet or volger.sinds > gebeurtenis.wanneer:
                continue
            nu = beste.get(volger.gebruiker_id)
            if nu is None or RANG[volger.ritme] < RANG[nu.ritme]:
                beste[volger.gebruiker_id] = volger
        return beste.values()

    def _kandidaten(self, gebeurtenis: Gebeurtenis, initiatief: Initiatief) -> Iterable[Volger]:
        yield from self.van_initiatief[initiatief.pk]
        if _is_vertrek(gebeurtenis):
            yield from self.van_initiatief[initiatief.samengevoegd_met_id]
        yield from self.van_wijk[initiatief.wijk_id]
        yield from self.van_thema[initiatief.thema_id]
        yield from self.van_zoek[initiatief.pk]


def _per(
    volgers: QuerySet[Volgt], veld: str, sleutels: Iterable[int | None]
) -> Mapping[int | None, list[Volger]]:
    """The followers of these things, by the id of the thing."""
    gevonden: dict[int | None, list[Volger]] = defaultdict(list)
    gezocht = {sleutel for sleutel in sleutels if sleutel is not None}
    rijen = volgers.filter(**{f"{veld}__in": gezocht}).order_by("pk")
    for ding, pk, gebruiker_id, ritme, sinds in rijen.values_list(
        veld, "pk", "gebruiker_id", "ritme", "sinds"
    ):
        gevonden[ding].append(Volger(pk, gebruiker_id, Ritme(ritme), sinds))
    return gevonden


def _zoekers(
    volgers: QuerySet[Volgt], initiatieven: Mapping[int, Initiatief]
) -> Mapping[int | None, list[Volger]]:
    """Whose search finds them, by initiative. Equal searches are run once, whoever keeps them."""
    vragen = Volgt.objects.exclude(zoek="").order_by("zoek").values_list("zoek", flat=True).distinct()
    gevonden = treffers(list(vragen), list(initiatieven))
    per_vraag: dict[str, list[Volger]] = defaultdict(list)
    rijen = volgers.filter(zoek__in=gevonden).order_by("pk")
    for vraag, pk, gebruiker_id, ritme, sinds in rijen.values_list(
        "zoek", "pk", "gebruiker_id", "ritme", "sinds"
    ):
        per_vraag[vraag].append(Volger(pk, gebruiker_id, Ritme(ritme), sinds))
    per_initiatief: dict[int | None, list[Volger]] = defaultdict(list)
    for vraag, ids in gevonden.items():
        for pk in ids:
            per_initiatief[pk].extend(per_vraag[vraag])
    return per_initiatief


def _horen_het_al(initiatieven: Mapping[int, Initiatief]) -> Mapping[int, set[int | None]]:
    """Who started each of these, and who works on it: they get mail of their own (`post`)."""
    mensen = {
        pk: {initiatief.indiener_id, initiatief.behandelaar_id, initiatief.aan_zet_persoon_id}
        for pk, initiatief in initiatieven.items()
    }
    mede = Betrokkene.objects.mede().filter(initiatief__in=list(initiatieven))
    for pk, gebruiker_id in mede.values_list("initiatief_id", "gebruiker_id"):
        mensen[pk].add(gebruiker_id)
    return mensen
