"""Retention: what is over its term, and wiping it (docs/adr/0092).

Every floor says in its own `bewaren.py` what that means there, as a list of `Taak`; `voer_uit` does them. What has
been wiped is no longer found, so a job that runs late, twice or is stopped halfway does the right thing.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from time import monotonic
from typing import Any

import pghistory
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.utils import timezone

from kern.models import Adreswijziging, Gebruiker, Mail
from kern.profiel import Bewaartermijnen, profiel
from kern.werkdagen import begin_van

STUK = 200  # rows in one transaction: nobody waits long for a lock
# When the one tombstone "was erased" to which leads what lost its person while their own account goes on.
NAAMLOOS_SINDS = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Taak:
    """Rows that are over the term `soort`, and what to do with some of them, given their ids.

    `doe` runs in a transaction in which these rows are locked and were looked at again.
    """

    soort: str
    rijen: "models.QuerySet[Any]"
    doe: Callable[[Sequence[Any]], object]


def maanden_terug(dag: date, maanden: int) -> date:
    """The last day that lies at least so many months before; from the end of a month that is an end of month.

    A month after 31 January is 28 February, so then what happened on the 29th, 30th and 31st is over too.
    """
    jaar, maand = divmod(dag.year * 12 + dag.month - 1 - maanden, 12)
    laatste = monthrange(jaar, maand + 1)[1]
    op_het_eind = dag.day == monthrange(dag.year, dag.month)[1]
    return date(jaar, maand + 1, laatste if op_het_eind else min(dag.day, laatste))


def grens(op: date, maanden: int) -> datetime:
    """What happened before this moment is over a term of so many months on the day `op`, that day included."""
    return begin_van(maanden_terug(op, maanden) + timedelta(days=1))


def verwijder(model: type[models.Model]) -> Callable[[Sequence[Any]], object]:
    """For a `Taak` whose rows just go."""
    return lambda pks: model._default_manager.filter(pk__in=pks).delete()


def voer_uit(taken: Sequence[Taak], *, droog: bool = False, tot: float | None = None) -> Counter[str]:
    """Do all of it in order; returns how many rows per term. With `droog` it only counts.

    After `tot` (on the clock of `time.monotonic`) it begins nothing new: the next run goes on from there.
    """
    gedaan: Counter[str] = Counter()
    for taak in taken:
        gedaan[taak.soort] += taak.rijen.count() if droog else _voer_uit(taak, tot)
    return gedaan


def _voer_uit(taak: Taak, tot: float | None) -> int:
    gedaan, rijen = 0, taak.rijen.order_by("pk")
    while (tot is None or monotonic() < tot) and (pks := list(rijen.values_list("pk", flat=True)[:STUK])):
        with transaction.atomic(), pghistory.context(reden=f"bewaartermijn {taak.soort}"):
            # Somebody may have done something since: look again at what is ours now.
            vast = taak.rijen.filter(pk__in=pks).order_by("pk").only("pk").select_for_update(of=("self",))
            over = [rij.pk for rij in vast]
            taak.doe(over)
        gedaan += len(over)
        rijen = rijen.filter(pk__gt=pks[-1])  # never twice in one run, whatever came of it
    return gedaan


def ruim_op(op: date, *, droog: bool = False, tot: float | None = None) -> Counter[str]:
    """Wipe what the cellar keeps too long: mails, sessions and the log of the admin. Accounts are for the roof."""
    return voer_uit(taken(op, profiel().bewaartermijnen), droog=droog, tot=tot)


def taken(op: date, termijnen: Bewaartermijnen) -> list[Taak]:
    """What of the cellar is over its term on this day."""
    oude_post = Mail.objects.filter(aangemaakt__lt=grens(op, termijnen.post))
    oud = grens(op, termijnen.sessie)
    sessies = UserSession.objects.filter(last_seen_at__lt=oud)
    # Of who logged out, or whose session expired, the row about it is all that is left.
    wees = UserSession.objects.filter(last_seen_at__gte=oud)
    wees = wees.exclude(session_key__in=Session.objects.values("session_key"))
    beheer = LogEntry.objects.filter(action_time__lt=grens(op, termijnen.logboek))
    adressen = Adreswijziging.objects.filter(aangemaakt__lt=grens(op, termijnen.bevestiging))
    return [
        Taak("bevestiging", adressen, verwijder(Adreswijziging)),
        Taak("post", oude_post, verwijder(Mail)),
        Taak("sessie", Session.objects.filter(expire_date__lt=begin_van(op)), verwijder(Session)),
        Taak("sessie", sessies, _beeindig),
        Taak("sessie", wees, verwijder(UserSession)),
        Taak("logboek", beheer, verwijder(LogEntry)),
    ]


def _beeindig(pks: Sequence[int]) -> None:
    rijen = UserSession.objects.filter(pk__in=pks)
    Session.objects.filter(session_key__in=rijen.values("session_key")).delete()
    rijen.delete()


def stille_accounts(op: date, termijnen: Bewaartermijnen) -> "models.QuerySet[Gebruiker]":
    """People who did not log in for the whole term; who never did counts from the day on which they got an account.

    Whether a floor still needs somebody, the floors say (`nog_nodig`). Left out is who may do everything in the
    admin: that account is there for the day on which nothing else works.
    """
    voor = grens(op, termijnen.account)
    stil = models.Q(last_login__lt=voor) | models.Q(last_login=None, aangemaakt__lt=voor)
    return Gebruiker.objects.filter(stil, gewist_op=None, is_superuser=False)


def leidt_naar(rijen: "models.QuerySet[Any]", *velden: str) -> list[models.Exists]:
    """For filters on people: one of these fields of one of these rows leads to them.

    A filter for each, and not one with "or": only then does the database walk every table once.
    """
    return [models.Exists(rijen.filter(**{veld: models.OuterRef("pk")})) for veld in velden]


def naamloos() -> Gebruiker:
    """The tombstone to which leads what lost its person while their own account goes on. Made when first needed."""
    rij = Gebruiker.objects.filter(gewist_op=NAAMLOOS_SINDS).order_by("pk").first()
    if rij is None:
        rij = Gebruiker(email=None, is_active=False, gewist_op=NAAMLOOS_SINDS, aangemaakt=timezone.now())
        rij.set_unusable_password()
        rij.save()
    return rij
