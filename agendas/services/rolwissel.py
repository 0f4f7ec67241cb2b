"""What a change of roles leaves on this floor: items of an agenda that a colleague owns, and promises by name.

Only what the municipality or a partner took on is handed over; what residents own stays theirs. An owner or a
promise may hold no more than a name: then it is the colleague who is called so.
"""

from collections import defaultdict
from collections.abc import Collection
from contextlib import suppress
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agendas.models import Agendapunt, Probleemeigenaar, Toezegging
from initiatieven.models import Gebeurtenis
from initiatieven.opvolging import TRIAGEREN
from initiatieven.services.basis import schrijf, vergrendel
from kern.fouten import DomeinFout
from kern.models import Gebruiker
from kern.werkdagen import vandaag
from rollen.models import Rolvervulling
from rollen.overdracht import Overdracht, na_elkaar
from rollen.wie import behandelaar_voor, mensen_met, vervullers
from wijken.models import Wijk


class _Collegas:
    """Everybody who ever had a role, by name, and whether they are still there on a day."""

    def __init__(self, op: date, mensen: Collection[Gebruiker] | None, naar: Gebruiker | None) -> None:
        self.op, self.naar = op, naar
        self.rollen: dict[Gebruiker, list[Rolvervulling]] = defaultdict(list)
        rijen = Rolvervulling.objects.select_related("gebruiker").order_by("-vanaf", "-pk")
        for rij in rijen:
            self.rollen[rij.gebruiker].append(rij)
        self.per_naam: dict[str, list[Gebruiker]] = defaultdict(list)
        for persoon in self.rollen:
            self.per_naam[persoon.naam.casefold()].append(persoon)
        self.mensen = mensen
        self._opvolgers: dict[tuple[Gebruiker, Wijk], Gebruiker | None] = {}

    def weg(self, naam: str, gebruiker: Gebruiker | None, wijk: Wijk) -> Gebruiker | None:
        """Who it is, when that is a colleague who no longer works for this wijk on the day."""
        personen = [gebruiker] if gebruiker in self.rollen else self.per_naam[naam.strip().casefold()]
        if not personen or any(self._werkt_hier(persoon, wijk) for persoon in personen if persoon):
            return None
        persoon = personen[0]
        return persoon if self.mensen is None or persoon in self.mensen else None

    def opvolger(self, vorige: Gebruiker, wijk: Wijk) -> Gebruiker | None:
        """Who was chosen and triages here; else who now has the role that they had; else who triages here."""
        if (vorige, wijk) not in self._opvolgers:
            self._opvolgers[vorige, wijk] = self._zoek_opvolger(vorige, wijk)
        return self._opvolgers[vorige, wijk]

    def _zoek_opvolger(self, vorige: Gebruiker, wijk: Wijk) -> Gebruiker | None:
        if self.naar is not None and self._triageert(self.naar, wijk):
            return self.naar
        rollen = [rij.rol_enum for rij in self.rollen[vorige] if rij.wijk_id in (None, wijk.pk)]
        gevonden = vervullers(rollen, wijk, self.op)
        for rol in rollen:
            if mensen := gevonden.get(rol):
                return mensen[0]
        with suppress(DomeinFout):
            return behandelaar_voor(wijk, self.op)
        return None

    def _werkt_hier(self, persoon: Gebruiker, wijk: Wijk) -> bool:
        """Has a role for this wijk; or never had one here and has one elsewhere, and was asked from there."""
        hier = [rij for rij in self.rollen[persoon] if rij.wijk_id in (None, wijk.pk)]
        return persoon.is_active and any(rij.telt_op(self.op) for rij in hier or self.rollen[persoon])

    def _triageert(self, persoon: Gebruiker, wijk: Wijk) -> bool:
        """On that day and today: they get it now."""
        return all(
            mensen_met(TRIAGEREN, wijk, dag).filter(pk=persoon.pk).exists() for dag in {self.op, vandaag()}
        )


def open_werk(
    op: date, *, mensen: Collection[Gebruiker] | None = None, naar: Gebruiker | None = None
) -> list[Overdracht]:
    """What is left on that day by a colleague who no longer works for the wijk, and who takes it over."""
    collegas = _Collegas(op, mensen, naar)
    return [ding for _rij, ding in [*_punten(collegas), *_afspraken(collegas)]]


@transaction.atomic
def draag_over(
    *,
    mensen: Collection[Gebruiker] | None = None,
    op: date,
    naar: Gebruiker | None = None,
    door: Gebruiker | None = None,
) -> int:
    """Hand over what `open_werk` says, except what nobody can take; returns how many things moved.

    What is left later stays until that day, unless it goes to `naar`. Safe to run twice: then nothing is left.
    """
    na_elkaar()
    collegas = _Collegas(op, mensen, naar)
    aantal = 0
    for eigenaar, ding in _punten(collegas):
        if _gaat_nu(ding, op, naar):
            _geef_punt(eigenaar, ding)
            aantal += 1
    for toezegging, ding in _afspraken(collegas):
        if _gaat_nu(ding, op, naar):
            _geef_afspraak(toezegging, ding, door)
            aantal += 1
    return aantal


def _gaat_nu(ding: Overdracht, op: date, naar: Gebruiker | None) -> bool:
    return ding.naar is not None and (op <= vandaag() or ding.naar == naar)


def _punten(collegas: _Collegas) -> list[tuple[Probleemeigenaar, Overdracht]]:
    rijen = (
        Probleemeigenaar.objects.filter(punt__status__in=Agendapunt.LOPEND)
        .exclude(soort=Probleemeigenaar.Soort.BEWONERS)
        .select_related("gebruiker", "punt__agenda__wijk")
        .order_by("pk")
    )
    gevonden = []
    for rij in rijen:
        agenda = rij.punt.agenda
        vorige = collegas.weg(rij.naam, rij.gebruiker, agenda.wijk)
        if vorige is not None:
            adres, nieuw = agenda.get_werkbank_url(), collegas.opvolger(vorige, agenda.wijk)
            soort = _("punt van de agenda")
            gevonden.append((rij, Overdracht(soort, rij.pk, rij.punt.titel, adres, None, vorige, nieuw)))
    return gevonden


def _afspraken(collegas: _Collegas) -> list[tuple[Toezegging, Overdracht]]:
    rijen = Toezegging.objects.filter(nagekomen=None, kant=Toezegging.Kant.GEMEENTE)
    gevonden = []
    for rij in rijen.select_related("initiatief__wijk", "agendapunt__agenda__wijk").order_by("voor", "pk"):
        if rij.initiatief is not None:
            wijk, adres = rij.initiatief.wijk, rij.initiatief.get_werkbank_url()
        else:
            assert rij.agendapunt is not None  # by constraint: one of the two
            wijk, adres = rij.agendapunt.agenda.wijk, rij.agendapunt.agenda.get_werkbank_url()
        vorige = collegas.weg(rij.wie, None, wijk) if wijk else None
        if wijk is not None and vorige is not None:
            nieuw = collegas.opvolger(vorige, wijk)
            gevonden.append((rij, Overdracht(_("afspraak"), rij.pk, rij.wat, adres, rij.voor, vorige, nieuw)))
    return gevonden


def _geef_punt(eigenaar: Probleemeigenaar, ding: Overdracht) -> None:
    """The name changes along when it was a person's; an item does not get the same owner twice."""
    assert ding.naar is not None
    persoonlijk = eigenaar.naam.strip().casefold() == ding.van.naam.casefold()
    anderen = eigenaar.punt.eigenaren.exclude(pk=eigenaar.pk)
    if persoonlijk and anderen.filter(naam=ding.naar.naam).exists():
        eigenaar.delete()
    else:
        eigenaar.gebruiker = ding.naar
        if persoonlijk:
            eigenaar.naam, eigenaar.soort = ding.naar.naam, Probleemeigenaar.Soort.GEMEENTE
        eigenaar.save()
    agenda = eigenaar.punt.agenda
    agenda.bijgewerkt_op = timezone.now()
    agenda.save(update_fields=["bijgewerkt_op"])


def _geef_afspraak(toezegging: Toezegging, ding: Overdracht, door: Gebruiker | None) -> None:
    """The day stays: it was promised. Residents read on the timeline who keeps the promise now."""
    toezegging.wie = str(ding.naar)
    toezegging.save(update_fields=["wie"])
    if toezegging.initiatief is not None:
        schrijf(
            vergrendel(toezegging.initiatief),
            Gebeurtenis.Soort.OVERGEDRAGEN,
            door=door,
            tekst=_("%(nieuw)s neemt een afspraak over van %(vorige)s: %(wat)s.")
            % {"nieuw": ding.naar, "vorige": ding.van, "wat": toezegging.wat.rstrip(".")},
        )
