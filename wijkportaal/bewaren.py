"""The nightly job that keeps the terms: what is over its term goes, floor by floor, and accounts last.

See docs/adr/0092. Open initiatives are never touched.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date

import agendas.bewaren
import budgetten.bewaren
import initiatieven.bewaren
import kern.bewaren
import rollen.bewaren
from kern.bewaren import Taak, stille_accounts, voer_uit
from kern.models import Gebruiker
from kern.profiel import Bewaartermijnen, profiel
from kern.wissen import Sporen, maak_grafsteen

# From the roof down: what leads to a person goes before the person.
VLOEREN = (agendas.bewaren, initiatieven.bewaren, rollen.bewaren, kern.bewaren)


def ruim_op(op: date, *, droog: bool = False, tot: float | None = None) -> Counter[str]:
    """Wipe all that is over its term on this day; returns how many rows per term.

    With `droog` nothing changes and it only counts: what goes because of something else that goes is not in it yet.
    After `tot` (on the clock of `time.monotonic`) it stops, and the next run goes on.
    """
    gedaan: Counter[str] = Counter()
    for vloer in VLOEREN:
        gedaan += vloer.ruim_op(op, droog=droog, tot=tot)
    gedaan += voer_uit([_accounts(op, profiel().bewaartermijnen)], droog=droog, tot=tot)
    return gedaan


def _accounts(op: date, termijnen: Bewaartermijnen) -> Taak:
    """Whoever was away for the whole term and of whom no floor keeps anything any more."""
    nodig = [
        *initiatieven.bewaren.nog_nodig(),
        *agendas.bewaren.nog_nodig(),
        *rollen.bewaren.nog_nodig(op, termijnen),
        *budgetten.bewaren.nog_nodig(op, termijnen),
    ]
    rijen = stille_accounts(op, termijnen).filter(*(~houdt_vast for houdt_vast in nodig))
    return Taak("account", rijen, _maak_grafstenen)


def _maak_grafstenen(pks: Sequence[int]) -> None:
    """Mails to others that name somebody have a term of their own, so nobody is looked for in them."""
    for gebruiker in Gebruiker.objects.filter(pk__in=pks).order_by("pk"):
        maak_grafsteen(gebruiker=gebruiker, sporen=Sporen())
