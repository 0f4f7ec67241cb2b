"""Who takes over what lies with somebody who has no role for it on a day: initiatives, requests and frictions."""

from collections.abc import Collection
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from initiatieven.ladder import houdt_nog, opvolger
from initiatieven.levensloop import AanZet
from initiatieven.models import Heropenverzoek, Initiatief, Schuring
from kern.fouten import DomeinFout
from kern.models import Gebruiker
from kern.werkdagen import vandaag
from rollen.models import Vakafdeling
from rollen.overdracht import Overdracht
from rollen.wie import behandelaar_voor, mensen_met, teamleider_van
from wijken.models import Wijk

TRIAGEREN = "initiatieven.triageren"


class Handen(NamedTuple):
    """Who handles an initiative, and who is aan zet in it."""

    behandelaar: Gebruiker
    aan_zet: Gebruiker


class Opvolging:
    """Who takes over on one day; looks up each wijk and department once.

    `naar` is a colleague who goes first in every wijk where they triage, on that day and today: they get it now.
    """

    def __init__(self, op: date, naar: Gebruiker | None = None) -> None:
        self.op, self.naar = op, naar
        self._nu = Opvolging(vandaag()) if naar is not None and op > vandaag() else self
        self._wijken: dict[int, tuple[set[int], Gebruiker | None]] = {}
        self._teamleiders: dict[int, Gebruiker | None] = {}

    def kan_triageren(self, persoon: Gebruiker | None, wijk: Wijk) -> bool:
        return persoon is not None and persoon.pk in self._wijk(wijk)[0]

    def naar_neemt(self, wijk: Wijk) -> bool:
        return self.kan_triageren(self.naar, wijk) and self._nu.kan_triageren(self.naar, wijk)

    def behandelaar(self, nu: Gebruiker | None, wijk: Wijk) -> Gebruiker | None:
        """This person when they triage in the wijk on that day, else who takes over, else None."""
        if nu is not None and self.kan_triageren(nu, wijk):
            return nu
        if self.naar is not None and self.naar_neemt(wijk):
            return self.naar
        return self._wijk(wijk)[1]

    def handen(self, initiatief: Initiatief) -> Handen | None:
        """In whose hands it is on that day; whoever has a role then keeps it. None when nobody can take over."""
        assert initiatief.wijk is not None  # by constraint, once it is open
        assert initiatief.aan_zet_persoon is not None
        behandelaar = self.behandelaar(initiatief.behandelaar, initiatief.wijk)
        if behandelaar is None:
            return None
        if initiatief.aan_zet == AanZet.INDIENER:
            return Handen(behandelaar, initiatief.aan_zet_persoon)
        afdeling = initiatief.aan_zet_afdeling
        if afdeling is None:
            return Handen(behandelaar, behandelaar)
        teamleider = self._teamleider(afdeling)
        if teamleider is not None:
            return Handen(behandelaar, teamleider)
        # A department without a teamleider answers by mail; then the wijk keeps hold of it.
        return Handen(behandelaar, behandelaar) if afdeling.email else None

    def _wijk(self, wijk: Wijk) -> tuple[set[int], Gebruiker | None]:
        """Who triage in this wijk, and who of them takes over."""
        if wijk.pk not in self._wijken:
            collegas = set(mensen_met(TRIAGEREN, wijk, self.op).values_list("pk", flat=True))
            eerste = None
            with suppress(DomeinFout):
                eerste = behandelaar_voor(wijk, self.op)
            self._wijken[wijk.pk] = collegas, eerste if eerste and eerste.pk in collegas else None
        return self._wijken[wijk.pk]

    def _teamleider(self, afdeling: Vakafdeling) -> Gebruiker | None:
        if afdeling.pk not in self._teamleiders:
            self._teamleiders[afdeling.pk] = None
            with suppress(DomeinFout):
                self._teamleiders[afdeling.pk] = teamleider_van(afdeling, self.op)
        return self._teamleiders[afdeling.pk]


def open_werk(
    op: date, *, mensen: Collection[Gebruiker] | None = None, naar: Gebruiker | None = None
) -> list[Overdracht]:
    """What lies on that day with somebody who has no role for it then, and who takes it over.

    Of `mensen` only, when given. What only changes hands among who has a role is left out.
    """
    opvolging = Opvolging(op, naar)
    return [
        *_initiatieven(opvolging, mensen),
        *_verzoeken(opvolging, mensen),
        *_schuringen(opvolging, mensen),
    ]


def _initiatieven(opvolging: Opvolging, mensen: Collection[Gebruiker] | None) -> list[Overdracht]:
    rijen = Initiatief.objects.met_eigenaar_zonder_rol(opvolging.op)
    if mensen is not None:
        rijen = rijen.van_eigenaren(mensen)
    gevonden = []
    for rij in rijen.voor_pagina().order_by("uiterlijk", "pk"):
        assert rij.wijk is not None  # by constraint, once it is open
        assert rij.behandelaar is not None
        assert rij.aan_zet_persoon is not None
        handen = opvolging.handen(rij)
        if opvolging.kan_triageren(rij.behandelaar, rij.wijk):
            van, nieuw = rij.aan_zet_persoon, handen.aan_zet if handen else None
        else:
            van, nieuw = rij.behandelaar, handen.behandelaar if handen else None
        gevonden.append(van_initiatief(rij, van, nieuw))
    return gevonden


def _verzoeken(opvolging: Opvolging, mensen: Collection[Gebruiker] | None) -> list[Overdracht]:
    """Requests to go on with something that was closed."""
    rijen = Heropenverzoek.objects.open().select_related("initiatief__wijk", "behandelaar")
    if mensen is not None:
        rijen = rijen.filter(behandelaar__in=mensen)
    gevonden = []
    for rij in rijen.order_by("pk"):
        zaak = rij.initiatief
        assert zaak.wijk is not None  # by constraint, once it is closed
        if not opvolging.kan_triageren(rij.behandelaar, zaak.wijk):
            nieuw = opvolging.behandelaar(rij.behandelaar, zaak.wijk)
            gevonden.append(van_verzoek(rij, rij.behandelaar, nieuw))
    return gevonden


def _schuringen(opvolging: Opvolging, mensen: Collection[Gebruiker] | None) -> list[Overdracht]:
    rijen = Schuring.objects.open().voor_lijst().prefetch_related("eigenaar__rolvervullingen")
    if mensen is not None:
        rijen = rijen.filter(eigenaar__in=mensen)
    gevonden = []
    for rij in rijen.order_by("uiterlijk", "pk"):
        if houdt_nog(rij, opvolging.op):
            continue
        assert rij.initiatief.wijk is not None  # by constraint, once it is public
        naar = opvolging.naar if opvolging.naar_neemt(rij.initiatief.wijk) else None
        nieuw = opvolger(rij, opvolging.op, naar)
        if nieuw != rij.eigenaar:
            gevonden.append(van_schuring(rij, rij.eigenaar, nieuw))
    return gevonden


def van_initiatief(zaak: Initiatief, van: Gebruiker, naar: Gebruiker | None) -> Overdracht:
    titel, adres = f"{zaak.kenmerk} {zaak.titel}", zaak.get_werkbank_url()
    return Overdracht(_("initiatief"), zaak.pk, titel, adres, zaak.uiterlijk, van, naar)


def van_verzoek(verzoek: Heropenverzoek, van: Gebruiker, naar: Gebruiker | None) -> Overdracht:
    zaak = verzoek.initiatief
    titel, adres = f"{zaak.kenmerk} {zaak.titel}", zaak.get_werkbank_url()
    return Overdracht(_("verzoek om verder te gaan"), verzoek.pk, titel, adres, verzoek.uiterlijk, van, naar)


def van_schuring(schuring: Schuring, van: Gebruiker, naar: Gebruiker | None) -> Overdracht:
    titel, adres = f"{schuring.initiatief.kenmerk} {schuring.regel}", schuring.get_absolute_url()
    return Overdracht(_("schuring"), schuring.pk, titel, adres, schuring.uiterlijk, van, naar)
