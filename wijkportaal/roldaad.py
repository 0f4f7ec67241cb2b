"""What every act on roles does around the roles themselves, on every floor: open work, accounts, gaps, mails.

An act runs in one transaction, one after the other with every other act, is kept in the history with who did it and
why, and gives a `Gevolg`; a preview is the act itself, taken back.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

import pghistory
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agendas.services import rolwissel as agendawissel
from initiatieven import opvolging
from initiatieven.services import rolwissel
from kern.mail import verzamel_mails
from kern.models import Gebruiker, Mail
from kern.werkdagen import vandaag
from rollen.models import Rol, Rolvervulling
from rollen.overdracht import Overdracht, bewaakt
from rollen.querysets import RolvervullingQuerySet
from rollen.services import berichten, vervulling
from rollen.services.accounts import open_account
from rollen.services.berichten import Regel, omschrijf, periode
from rollen.tijdlijn import VOORUIT, Signaal, gaten_en_overlap

RedenEinde = Rolvervulling.RedenEinde
LEZERS = (opvolging.open_werk, agendawissel.open_werk)


@dataclass
class Gevolg:
    """What an act does: to roles and accounts (`regels`), to open work, and which gaps and overlaps are new.

    `blijft` is what cannot be handed over; `mails` are those that leave.
    """

    regels: list[str] = field(default_factory=list)
    werk: list[Overdracht] = field(default_factory=list)
    signalen: list[Signaal] = field(default_factory=list)
    blijft: list[str] = field(default_factory=list)
    mails: list[Mail] = field(default_factory=list)

    @property
    def stempel(self) -> str:
        """The same for the same consequences, so that nobody confirms what meanwhile became something else."""
        delen = [
            *self.regels,
            *(f"{ding.sleutel} {ding.van.pk} {ding.naar.pk if ding.naar else 0}" for ding in self.werk),
            *(signaal.zin for signaal in self.signalen),
            *(f"{mail.aan} {mail.onderwerp}" for mail in self.mails),
        ]
        return sha256("\n".join(delen).encode()).hexdigest()[:32]


class Daad:
    """One act while it is being done: what it does to roles goes through here and is told afterwards."""

    def __init__(self, door: Gebruiker) -> None:
        self.door, self.gevolg = door, Gevolg()
        self.mails: list[Regel] = []
        self.geraakt: set[Gebruiker] = set()  # whose work may be left
        self.welkom: Gebruiker | None = None  # who is new here

    def zeg(self, zin: str) -> None:
        self.gevolg.regels.append(zin)

    def geef(self, gebruiker: Gebruiker, rol: Rol, **velden: object) -> Rolvervulling:
        if open_account(gebruiker=gebruiker, door=self.door):
            self.zeg(_("Het account van %(wie)s gaat weer open.") % {"wie": gebruiker})
        nieuw = vervulling.vervul(gebruiker=gebruiker, rol=rol, door=self.door, **velden)  # type: ignore[arg-type]
        delen = {"wie": gebruiker, "rol": omschrijf(nieuw), "dagen": periode(nieuw)}
        if nieuw.vervangt is None:
            self.zeg(_("%(wie)s is %(rol)s, %(dagen)s.") % delen)
        else:
            delen["vaste"] = nieuw.vervangt.gebruiker
            self.zeg(_("%(wie)s vervangt %(vaste)s als %(rol)s, %(dagen)s.") % delen)
        self.mails += berichten.begint(nieuw)
        return nieuw

    def beeindig(self, rij: Rolvervulling, tot: date, reden: RedenEinde) -> None:
        vervangingen = list(met_namen().filter(vervangt=rij))
        self.geraakt |= rolwissel.betrokken([rij])
        klaar = vervulling.beeindig(vervulling=rij, tot=tot, reden=reden, door=self.door)
        delen = {"wie": klaar.gebruiker, "rol": omschrijf(klaar), "tot": _dag(tot)}
        if klaar.vervangt is None:
            self.zeg(_("%(wie)s is tot %(tot)s %(rol)s.") % delen)
        else:
            delen["vaste"] = klaar.vervangt.gebruiker
            self.zeg(_("%(wie)s vervangt %(vaste)s tot %(tot)s als %(rol)s.") % delen)
        self.mails += berichten.eindigt(klaar)
        for oud in vervangingen:
            self._vervanging_mee(oud)

    def _vervanging_mee(self, oud: Rolvervulling) -> None:
        """A deputy of a role that ends: ends as well, or never begins."""
        nu = met_namen().filter(pk=oud.pk).first()
        if nu is None:
            self._vervalt(oud)
        elif nu.tot != oud.tot:
            self.zeg(
                _("%(wie)s vervangt tot %(tot)s.") % {"wie": nu.gebruiker, "tot": _dag(nu.tot or vandaag())}
            )
            self.mails += [regel for regel in berichten.eindigt(nu) if regel.voor == nu.gebruiker]

    def schrap(self, rij: Rolvervulling) -> None:
        vervangingen = list(met_namen().filter(vervangt=rij))
        self.geraakt |= rolwissel.betrokken([rij])
        vervulling.haal_af(vervulling=rij, door=self.door)
        for weg in (rij, *vervangingen):
            self._vervalt(weg)

    def _vervalt(self, rij: Rolvervulling) -> None:
        delen = {"wie": rij.gebruiker, "rol": omschrijf(rij), "dagen": periode(rij)}
        self.zeg(_("Gaat niet door: %(wie)s als %(rol)s, %(dagen)s.") % delen)
        self.mails += berichten.vervalt(rij)

    def draag_over(self, op: date, naar: Gebruiker | None = None) -> None:
        """Hand over what these endings leave: floor by floor, from low to high."""
        dag = max(op, vandaag())
        werk = [ding for lezer in LEZERS for ding in lezer(dag, mensen=self.geraakt, naar=naar)]
        self.gevolg.werk += [ding for ding in werk if ding.naar is not None]
        rolwissel.draag_over(mensen=self.geraakt, op=op, naar=naar, door=self.door)
        agendawissel.draag_over(mensen=self.geraakt, op=op, naar=naar, door=self.door)


@contextmanager
def doe(door: Gebruiker, reden: str, vanaf: date) -> Iterator[Daad]:
    """Around every act: the right, the history, the guard over open work, and afterwards mails and signals."""
    daad = Daad(door)
    with transaction.atomic(), pghistory.context(user=door.pk, reden=reden), verzamel_mails() as mails:
        tot = max(vanaf, vandaag()) + VOORUIT
        with bewaakt(vanaf, *LEZERS):
            eerst = {signaal.zin for signaal in gaten_en_overlap(vandaag(), tot)}
            yield daad
        nieuw = gaten_en_overlap(vandaag(), tot)
        daad.gevolg.signalen = [signaal for signaal in nieuw if signaal.zin not in eerst]
        berichten.vertel(daad.mails, door=door, welkom=daad.welkom)
        daad.gevolg.mails = mails


def met_namen() -> RolvervullingQuerySet:
    """With who has the role, whom they replace, and where."""
    return Rolvervulling.objects.select_related("gebruiker", "wijk", "afdeling", "vervangt__gebruiker").defer(
        "wijk__omtrek"
    )


def _dag(dag: date) -> str:
    return date_format(dag, "j F Y")
