"""Erasing a person over all floors, in one transaction: see docs/adr/0097.

The order is always the same. First the locks: initiatives in the order of their ids, then the person; whoever sends
a form at this moment waits, and is refused by the database when it is over. Then the floors from the top down,
because each still needs the name to find it. The account comes last.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pghistory
from django.db import OperationalError, transaction
from django.utils.translation import gettext as _

from agendas.services import wissen as agendas
from budgetten.services import wissen as budgetten
from initiatieven.services import wissen as initiatieven
from initiatieven.services.wissen import Gevolg
from kern.fouten import DomeinFout
from kern.mail import ZONDER_SPOOR, zet_klaar
from kern.models import Adreswijziging, Gebruiker
from kern.werkdagen import vandaag
from kern.wissen import maak_grafsteen
from rapportages.services import wissen as rapportages
from rollen.gegevens import heeft_rol
from rollen.services.visitekaart import verwijder_kaart

KEREN = 5  # a deadlock, or something new that must be locked first, starts it again


class NogEenKeer(Exception):
    """Something came in between finding out what to lock and having the locks."""


@dataclass(frozen=True)
class Vooruitblik:
    """What erasing will do, to read beforehand. `belet` says why it cannot be done now, if so."""

    gevolgen: Sequence[Gevolg]
    met_geld: set[int]
    belet: str

    @property
    def stoppen(self) -> list[Gevolg]:
        return [gevolg for gevolg in self.gevolgen if gevolg.stopt]

    @property
    def gaan_over(self) -> list[Gevolg]:
        return [gevolg for gevolg in self.gevolgen if gevolg.gaat_over]

    @property
    def blijven(self) -> list[Gevolg]:
        """Those that stay to be read, without a name; their words and photos can go as well."""
        return [g for g in self.gevolgen if not g.gaat_over and g.initiatief.pk not in self.met_geld]

    @property
    def houden_tekst(self) -> list[Gevolg]:
        """Those of which the words must stay, because money was granted for them."""
        return [g for g in self.gevolgen if not g.gaat_over and g.initiatief.pk in self.met_geld]


def vooruitblik(gebruiker: Gebruiker) -> Vooruitblik:
    """A fixed number of queries."""
    gevolgen = initiatieven.gevolgen(gebruiker)
    return Vooruitblik(
        gevolgen, budgetten.met_geld([gevolg.initiatief.pk for gevolg in gevolgen]), _belet(gebruiker)
    )


def wis(*, gebruiker: Gebruiker, ook_teksten: bool, door: Gebruiker, reden: str = "") -> bool:
    """Erase this person everywhere; False when that was done before.

    `ook_teksten` also takes away the words and photos of what has ended, as far as the law allows. Raises
    `DomeinFout` for somebody with a role of now or later, or with open work as an employee.
    """
    for keer in range(1, KEREN + 1):
        try:
            return _wis(gebruiker, ook_teksten=ook_teksten, door=door, reden=reden)
        except (NogEenKeer, OperationalError):  # PostgreSQL ends one of two that wait for each other
            if keer == KEREN:
                raise
    return False


@transaction.atomic
def _wis(gebruiker: Gebruiker, *, ook_teksten: bool, door: Gebruiker, reden: str) -> bool:
    with pghistory.context(user=door.pk, reden=reden or "wissen op verzoek"):
        geraakt = initiatieven.geraakt(gebruiker)
        initiatieven.vergrendel_alles(geraakt)
        vers = Gebruiker.objects.select_for_update().get(pk=gebruiker.pk)
        if vers.gewist_op is not None:
            return False
        if initiatieven.geraakt(vers) - geraakt:
            raise NogEenKeer
        if belet := _belet(vers):
            raise DomeinFout(belet)
        sporen = initiatieven.sporen_in_initiatieven(vers)
        blik = vooruitblik(vers)
        met_tekst = {gevolg.initiatief.pk for gevolg in blik.blijven} if ook_teksten else set()
        rapportages.wis(gebruiker=vers, sporen=sporen, ook_teksten=ook_teksten)
        budgetten.wis(sporen=sporen)
        agendas.wis(gebruiker=vers, sporen=sporen)
        initiatieven.wis(gebruiker=vers, sporen=sporen, ook_teksten_bij=met_tekst)
        verwijder_kaart(gebruiker=vers)
        Adreswijziging.objects.filter(gebruiker=vers).delete()
        maak_grafsteen(gebruiker=vers, sporen=sporen)
        if vers.email:
            zet_klaar(
                sleutel=f"{ZONDER_SPOOR}gewist-{vers.pk}",
                sjabloon="kern/mail/gewist",
                aan=vers.email,
                vertrouwelijk=True,
            )
    return True


def _belet(gebruiker: Gebruiker) -> str:
    """Why this person cannot be erased now; empty when nothing stands in the way."""
    if heeft_rol(gebruiker, vandaag()):
        return _(
            "U werkt nog voor de gemeente op dit portaal, of gaat dat doen. Laat eerst uw rol beëindigen. "
            "Daarna kunt u uw gegevens wissen."
        )
    if initiatieven.open_werk(gebruiker):
        return _("Er ligt nog werk bij u. Laat iemand anders dat eerst overnemen.")
    return ""
