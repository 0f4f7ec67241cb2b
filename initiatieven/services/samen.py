"""One act for several initiatives: each by its own service, under its own lock, in its own transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from initiatieven.levensloop import Status
from initiatieven.models import Gebeurtenis, Initiatief
from initiatieven.services.behandelen import reageer
from initiatieven.services.gesprek import plaats_voortgang
from initiatieven.services.post import voorbeeld
from kern.fouten import DomeinFout
from kern.models import Gebruiker, Mail

HOOGSTENS = 200  # initiatives at once


@dataclass(frozen=True)
class Uitkomst:
    """What became of one of them: `fout` says why it was refused, and is empty when it was done."""

    initiatief: Initiatief
    fout: str = ""


@dataclass(frozen=True)
class Proef:
    """What would happen: how many mails would go out, those of the first one as example, and what is refused."""

    mails: int
    voorbeeld: list[Mail]
    uitkomsten: list[Uitkomst]

    @property
    def geweigerd(self) -> list[Uitkomst]:
        return [uitkomst for uitkomst in self.uitkomsten if uitkomst.fout]

    @property
    def kan(self) -> int:
        """For how many it can be done."""
        return len(self.uitkomsten) - len(self.geweigerd)


def doe_samen(initiatieven: Sequence[Initiatief], doe: Callable[[Initiatief], object]) -> list[Uitkomst]:
    """Do it for each; a refusal of one leaves the others alone."""
    return [_probeer(initiatief, doe) for initiatief in initiatieven]


def proef(initiatieven: Sequence[Initiatief], doe: Callable[[Initiatief], Gebeurtenis]) -> Proef:
    """Do it for each and take everything back, to count the mails and hear what would be refused."""
    mails: list[list[Mail]] = []
    uitkomsten = [
        _probeer(initiatief, lambda i: mails.append(voorbeeld(lambda: doe(i)))) for initiatief in initiatieven
    ]
    return Proef(sum(map(len, mails)), next((m for m in mails if m), []), uitkomsten)


def vertel(*, initiatief: Initiatief, door: Gebruiker, tekst: str, gezien: int | None = None) -> Gebeurtenis:
    """Tell the resident something: the first reaction when there was none yet, else news."""
    dienst = reageer if initiatief.status == Status.INGEDIEND else plaats_voortgang
    return dienst(initiatief=initiatief, door=door, tekst=tekst, gezien=gezien)


def _probeer(initiatief: Initiatief, doe: Callable[[Initiatief], object]) -> Uitkomst:
    try:
        doe(initiatief)
    except DomeinFout as fout:
        return Uitkomst(initiatief, fout.zin)
    return Uitkomst(initiatief)
