"""A role ends: its open work goes to the deputy or successor in the same transaction, or the role does not end.

A role also ends by its date, with nobody there to press a button: then the job `initiatieven.verplaats_werk` finds
the work by its state.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from initiatieven.levensloop import AanZet
from initiatieven.models import Gebeurtenis, Heropenverzoek, Initiatief
from initiatieven.services.basis import schrijf
from initiatieven.services.post import aan_indiener
from initiatieven.services.schuren import verplaats_schuringen
from kern.fouten import DomeinFout
from kern.mail import zet_klaar
from kern.models import Gebruiker
from kern.werkdagen import vandaag
from rollen.models import Rolvervulling
from rollen.services.vervulling import beeindig
from rollen.wie import behandelaar_voor, mensen_met, teamleider_van
from wijken.models import Wijk

TRIAGEREN = "initiatieven.triageren"
GENOEMD = 5  # initiatives that a refusal names; the rest it counts


class GeenOpvolger(DomeinFout):
    """Nobody can take over; `initiatieven` is the open work that would be left behind."""

    def __init__(self, initiatieven: Sequence[Initiatief]) -> None:
        self.initiatieven = initiatieven
        wat = ", ".join(f"{i.kenmerk} {i.titel}" for i in initiatieven[:GENOEMD])
        if (rest := len(initiatieven) - GENOEMD) > 0:
            wat += _(" en nog %(aantal)s") % {"aantal": rest}
        zin = _("Deze rol kan nog niet eindigen: niemand kan dit overnemen. Geef eerst iemand anders de rol.")
        super().__init__(f"{zin} {wat}.")


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
    mensen = {
        vervulling.gebruiker,
        *(v.gebruiker for v in vervulling.vervangingen.select_related("gebruiker")),
    }
    beeindig(vervulling=vervulling, tot=tot, reden=reden, door=door)
    if tot <= vandaag():
        verplaatst, achter = _verplaats(mensen, door=door)
    else:
        werk = Initiatief.objects.met_eigenaar_zonder_rol(tot).van_eigenaren(mensen)
        verplaatst = 0
        achter = [rij for rij in werk.voor_pagina() if _wie_dan(rij, tot) is None]
    if achter:
        raise GeenOpvolger(achter)
    return verplaatst


@transaction.atomic
def verplaats_werk() -> tuple[int, list[Initiatief]]:
    """Move all open work whose owner has no current role; returns how many moved, and what nobody can take over.

    Safe to run twice and late: it looks at who has a role today.
    """
    return _verplaats(None, door=None)


def _verplaats(
    mensen: Collection[Gebruiker] | None, *, door: Gebruiker | None
) -> tuple[int, list[Initiatief]]:
    dag = vandaag()
    werk = Initiatief.objects.met_eigenaar_zonder_rol(dag)
    if mensen is not None:
        werk = werk.van_eigenaren(mensen)
    achter: list[Initiatief] = []
    gekregen: Counter[Gebruiker] = Counter()
    for initiatief in werk.voor_pagina().order_by("pk").select_for_update(of=("self",)):
        handen = _wie_dan(initiatief, dag)
        if handen is None:
            achter.append(initiatief)
        else:
            gekregen[_geef_aan(initiatief, handen, door)] += 1
    _verplaats_verzoeken(dag)
    verplaats_schuringen(door=door)
    for nieuw, aantal in gekregen.items():
        zet_klaar(
            sleutel=f"rolwissel-{nieuw.pk}-{Gebeurtenis.objects.stand()}",
            sjabloon="initiatieven/mail/rolwissel",
            ontvanger=nieuw,
            door=door,
            aantal=aantal,
        )
    return gekregen.total(), achter


class Handen(NamedTuple):
    """Who handles an initiative from now on, and who is aan zet in it."""

    behandelaar: Gebruiker
    aan_zet: Gebruiker


def _wie_dan(initiatief: Initiatief, op: date) -> Handen | None:
    """In whose hands it is on that day; whoever has a role then keeps it. None when nobody can take over."""
    assert initiatief.wijk is not None  # by constraint, once it is open
    assert initiatief.aan_zet_persoon is not None
    behandelaar = _kan_triageren(initiatief.behandelaar, initiatief.wijk, op)
    if behandelaar is None:
        return None
    if initiatief.aan_zet == AanZet.INDIENER:
        return Handen(behandelaar, initiatief.aan_zet_persoon)
    afdeling = initiatief.aan_zet_afdeling
    if afdeling is None:
        return Handen(behandelaar, behandelaar)
    try:
        return Handen(behandelaar, teamleider_van(afdeling, op))
    except DomeinFout:
        # A department without a teamleider answers by mail; then the wijk keeps hold of it.
        return Handen(behandelaar, behandelaar) if afdeling.email else None


def _kan_triageren(nu: Gebruiker | None, wijk: Wijk, op: date) -> Gebruiker | None:
    """This person when they triage in the wijk on that day, else who takes over, else None."""
    collegas = mensen_met(TRIAGEREN, wijk, op)
    if nu is not None and collegas.filter(pk=nu.pk).exists():
        return nu
    try:
        kandidaat = behandelaar_voor(wijk, op)
    except DomeinFout:
        return None
    return kandidaat if collegas.filter(pk=kandidaat.pk).exists() else None


def _geef_aan(initiatief: Initiatief, handen: Handen, door: Gebruiker | None) -> Gebruiker:
    """Write it down and tell the resident; returns who got it. The date stays: it was promised."""
    anders = initiatief.behandelaar != handen.behandelaar
    vorige = initiatief.behandelaar if anders else initiatief.aan_zet_persoon
    nieuw = handen.behandelaar if anders else handen.aan_zet
    initiatief.behandelaar, initiatief.aan_zet_persoon = handen
    initiatief.save(update_fields=["behandelaar", "aan_zet_persoon"])
    gebeurtenis = schrijf(
        initiatief,
        Gebeurtenis.Soort.OVERGEDRAGEN,
        door=door,
        tekst=_("%(vorige)s doet dit werk niet meer. %(nieuw)s neemt het over.")
        % {"vorige": vorige, "nieuw": nieuw},
    )
    aan_indiener(gebeurtenis)
    return nieuw


def _verplaats_verzoeken(op: date) -> None:
    """Requests to go on with a closed initiative have an owner as well."""
    verzoeken = Heropenverzoek.objects.open().select_related("initiatief__wijk", "behandelaar")
    for verzoek in verzoeken.order_by("pk").select_for_update(of=("self",)):
        assert verzoek.initiatief.wijk is not None  # by constraint, once it is closed
        nieuw = _kan_triageren(verzoek.behandelaar, verzoek.initiatief.wijk, op)
        if nieuw is not None and nieuw != verzoek.behandelaar:
            verzoek.behandelaar = nieuw
            verzoek.save(update_fields=["behandelaar"])
