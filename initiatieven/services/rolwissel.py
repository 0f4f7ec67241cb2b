"""A role ends: its open work goes to the deputy or successor in the same transaction, or the role does not end.

A role also ends by its date, with nobody there to press a button: then the job `initiatieven.verplaats_werk` finds
the work by its state. The same job lets a deputy take the work along that was already there, when that was asked.
"""

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from initiatieven.ladder import houdt_nog
from initiatieven.models import Gebeurtenis, Heropenverzoek, Initiatief, Schuring
from initiatieven.opvolging import Handen, Opvolging, open_werk, van_initiatief, van_schuring, van_verzoek
from initiatieven.services.basis import schrijf
from initiatieven.services.post import aan_indiener
from initiatieven.services.schuren import geef_schuring, verplaats_schuringen
from kern.mail import zet_klaar
from kern.models import Gebruiker
from kern.werkdagen import vandaag
from rollen.models import Rol, Rolvervulling
from rollen.overdracht import Overdracht, bewaakt, na_elkaar
from rollen.services.vervulling import beeindig

if TYPE_CHECKING:
    from initiatieven.querysets import HeropenverzoekQuerySet, InitiatiefQuerySet


@transaction.atomic
def beeindig_rol(
    *,
    vervulling: Rolvervulling,
    tot: date,
    reden: Rolvervulling.RedenEinde | None = None,
    door: Gebruiker | None = None,
) -> int:
    """End a role on `tot`, with its deputies, and hand over what that leaves; returns how many initiatives moved.

    A role that ends later keeps its work until that day; what counts now is that somebody will be there then.
    Raises what `rollen.services.vervulling.beeindig` raises, and `GeenOpvolger`.
    """
    mensen = betrokken([vervulling])
    with bewaakt(tot, open_werk):
        beeindig(vervulling=vervulling, tot=tot, reden=reden, door=door)
        return draag_over(mensen=mensen, op=tot, door=door)


def betrokken(vervullingen: Collection[Rolvervulling]) -> set[Gebruiker]:
    """Whose work may be left when these roles end: their people, and the deputies of those."""
    return {
        persoon
        for vervulling in vervullingen
        for persoon in (
            vervulling.gebruiker,
            *(v.gebruiker for v in vervulling.vervangingen.select_related("gebruiker")),
        )
    }


@transaction.atomic
def draag_over(
    *,
    mensen: Collection[Gebruiker],
    op: date,
    naar: Gebruiker | None = None,
    door: Gebruiker | None = None,
) -> int:
    """Hand over what is left on `op` by these people, as `open_werk` says; returns how many initiatives moved.

    What is left later stays until that day, unless a colleague was chosen: `naar` takes it at once, where they may.
    """
    if op <= vandaag():
        return _verplaats(mensen, naar=naar, door=door)
    return _geef_alvast(mensen, op, naar, door) if naar is not None else 0


@transaction.atomic
def verplaats_werk() -> tuple[int, list[Initiatief]]:
    """Move all open work whose owner has no current role; returns how many moved, and what nobody can take over.

    Deputies get the work they take along. Safe to run twice and late: it looks at who has a role today.
    """
    na_elkaar()
    verplaatst = _verplaats(None, door=None)
    verplaatst += len(neem_werk_mee(vervullingen=_meenemers()))
    achter = Initiatief.objects.met_eigenaar_zonder_rol(vandaag())
    return verplaatst, list(achter.voor_pagina().order_by("pk"))


def _verplaats(
    mensen: Collection[Gebruiker] | None, *, naar: Gebruiker | None = None, door: Gebruiker | None
) -> int:
    dag = vandaag()
    opvolging = Opvolging(dag, naar)
    werk = Initiatief.objects.met_eigenaar_zonder_rol(dag)
    if mensen is not None:
        werk = werk.van_eigenaren(mensen)
    gekregen: Counter[Gebruiker] = Counter()
    for initiatief in _vergrendeld(werk):
        handen = opvolging.handen(initiatief)
        if handen is not None:
            gekregen[_geef_aan(initiatief, handen, door)] += 1
    verzoeken = _vergrendelde_verzoeken()
    for verzoek in verzoeken if mensen is None else verzoeken.filter(behandelaar__in=mensen):
        assert verzoek.initiatief.wijk is not None  # by constraint, once it is closed
        _geef_verzoek(verzoek, opvolging.behandelaar(verzoek.behandelaar, verzoek.initiatief.wijk))
    verplaats_schuringen(mensen=mensen, naar=naar, door=door)
    _mail(gekregen, door)
    return gekregen.total()


def _geef_alvast(mensen: Collection[Gebruiker], op: date, naar: Gebruiker, door: Gebruiker | None) -> int:
    """What will be left on `op` goes to `naar` today, where they triage on both days."""
    opvolging = Opvolging(op, naar)
    gekregen: Counter[Gebruiker] = Counter()
    werk = Initiatief.objects.met_eigenaar_zonder_rol(op).van_eigenaren(mensen)
    for initiatief in _vergrendeld(werk):
        assert initiatief.wijk is not None  # by constraint, once it is open
        assert initiatief.aan_zet_persoon is not None
        blijft = opvolging.kan_triageren(initiatief.behandelaar, initiatief.wijk)
        if not blijft and opvolging.naar_neemt(initiatief.wijk):
            zelf = initiatief.aan_zet_persoon == initiatief.behandelaar
            handen = Handen(naar, naar if zelf else initiatief.aan_zet_persoon)
            gekregen[_geef_aan(initiatief, handen, door)] += 1
    for verzoek in _vergrendelde_verzoeken().filter(behandelaar__in=mensen):
        assert verzoek.initiatief.wijk is not None  # by constraint, once it is closed
        if opvolging.behandelaar(verzoek.behandelaar, verzoek.initiatief.wijk) == naar:
            _geef_verzoek(verzoek, naar)
    for schuring in Schuring.objects.open().filter(eigenaar__in=mensen).voor_lijst().order_by("pk"):
        assert schuring.initiatief.wijk is not None  # by constraint, once it is public
        if opvolging.naar_neemt(schuring.initiatief.wijk) and not houdt_nog(schuring, op):
            geef_schuring(schuring=schuring, aan=naar, door=door)
    _mail(gekregen, door)
    return gekregen.total()


@transaction.atomic
def neem_werk_mee(
    *, vervullingen: Collection[Rolvervulling], door: Gebruiker | None = None
) -> list[Overdracht]:
    """Give these deputies the open work of whom they replace, as far as it is of that role; returns what moved.

    Does nothing outside the period of a deputy. Safe to run twice: then there is nothing left to move.
    """
    gekregen: Counter[Gebruiker] = Counter()
    mee: list[Overdracht] = []
    for vervulling in vervullingen:
        if vervulling.vervangt is not None and vervulling.telt_op(vandaag()):
            zaken = _neem_initiatieven_mee(vervulling, vervulling.vervangt.gebruiker, door)
            gekregen[vervulling.gebruiker] += len(zaken)
            mee += [*zaken, *_neem_overige_mee(vervulling, vervulling.vervangt.gebruiker, door)]
    _mail(+gekregen, door, even=True)
    return mee


def _neem_initiatieven_mee(
    vervulling: Rolvervulling, vorige: Gebruiker, door: Gebruiker | None
) -> list[Overdracht]:
    nieuw, opvolging, mee = vervulling.gebruiker, Opvolging(vandaag()), []
    werk = Initiatief.objects.lopend().van_eigenaren([vorige])
    if vervulling.wijk is not None:
        werk = werk.in_wijk(vervulling.wijk)
    for zaak in _vergrendeld(werk):
        assert zaak.wijk is not None  # by constraint, once it is open
        assert zaak.behandelaar is not None
        assert zaak.aan_zet_persoon is not None
        triage = vervulling.rol != Rol.TEAMLEIDER and opvolging.kan_triageren(nieuw, zaak.wijk)
        leidt = vervulling.afdeling_id is not None and zaak.aan_zet_afdeling_id == vervulling.afdeling_id
        behandelaar, aan_zet = zaak.behandelaar, zaak.aan_zet_persoon
        if triage and behandelaar == vorige:
            behandelaar = nieuw
        if aan_zet == vorige and (triage or leidt):
            aan_zet = nieuw
        if (behandelaar, aan_zet) != (zaak.behandelaar, zaak.aan_zet_persoon):
            _geef_aan(zaak, Handen(behandelaar, aan_zet), door, even=True)
            mee.append(van_initiatief(zaak, vorige, nieuw))
    return mee


def _neem_overige_mee(
    vervulling: Rolvervulling, vorige: Gebruiker, door: Gebruiker | None
) -> list[Overdracht]:
    """Requests and frictions."""
    nieuw, dag, mee = vervulling.gebruiker, vandaag(), []
    opvolging = Opvolging(dag)
    for verzoek in _vergrendelde_verzoeken().filter(behandelaar=vorige):
        wijk = verzoek.initiatief.wijk
        assert wijk is not None  # by constraint, once it is closed
        if vervulling.wijk in (None, wijk) and opvolging.kan_triageren(nieuw, wijk):
            _geef_verzoek(verzoek, nieuw)
            mee.append(van_verzoek(verzoek, vorige, nieuw))
    for schuring in Schuring.objects.van(vorige).voor_lijst():
        schuring.eigenaar = nieuw
        if vervulling.wijk in (None, schuring.initiatief.wijk) and houdt_nog(schuring, dag):
            geef_schuring(schuring=schuring, aan=nieuw, even=True, door=door)
            mee.append(van_schuring(schuring, vorige, nieuw))
    return mee


def _meenemers() -> list[Rolvervulling]:
    """Deputies of today who take the work along."""
    rijen = Rolvervulling.objects.geldig(vandaag()).filter(neemt_werk_mee=True)
    return list(rijen.select_related("gebruiker", "wijk", "vervangt__gebruiker").order_by("pk"))


def _vergrendeld(werk: "InitiatiefQuerySet") -> "InitiatiefQuerySet":
    return werk.voor_pagina().order_by("pk").select_for_update(of=("self",))


def _geef_aan(
    initiatief: Initiatief, handen: Handen, door: Gebruiker | None, *, even: bool = False
) -> Gebruiker:
    """Write it down and tell the resident; returns who got it. The date stays: it was promised.

    `even` says that the other comes back.
    """
    anders = initiatief.behandelaar != handen.behandelaar
    vorige = initiatief.behandelaar if anders else initiatief.aan_zet_persoon
    nieuw = handen.behandelaar if anders else handen.aan_zet
    initiatief.behandelaar, initiatief.aan_zet_persoon = handen
    initiatief.save(update_fields=["behandelaar", "aan_zet_persoon"])
    weg = _("%(vorige)s doet dit werk niet meer. %(nieuw)s neemt het over.")
    afwezig = _("%(vorige)s is er even niet. %(nieuw)s neemt het over.")
    gebeurtenis = schrijf(
        initiatief,
        Gebeurtenis.Soort.OVERGEDRAGEN,
        door=door,
        tekst=(afwezig if even else weg) % {"vorige": vorige, "nieuw": nieuw},
    )
    aan_indiener(gebeurtenis)
    return nieuw


def _vergrendelde_verzoeken() -> "HeropenverzoekQuerySet":
    """Requests to go on with a closed initiative have an owner as well."""
    verzoeken = Heropenverzoek.objects.open().select_related("initiatief__wijk", "behandelaar")
    return verzoeken.order_by("pk").select_for_update(of=("self",))


def _geef_verzoek(verzoek: Heropenverzoek, nieuw: Gebruiker | None) -> None:
    if nieuw is not None and nieuw != verzoek.behandelaar:
        verzoek.behandelaar = nieuw
        verzoek.save(update_fields=["behandelaar"])


def _mail(gekregen: Counter[Gebruiker], door: Gebruiker | None, *, even: bool = False) -> None:
    """One mail for everybody who got something, about all of it."""
    for nieuw, aantal in gekregen.items():
        zet_klaar(
            sleutel=f"rolwissel-{nieuw.pk}-{Gebeurtenis.objects.stand()}",
            sjabloon="initiatieven/mail/rolwissel",
            ontvanger=nieuw,
            door=door,
            aantal=aantal,
            even=even,
        )
