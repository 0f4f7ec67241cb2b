"""The accounts of colleagues: made when somebody gets a first role, closed when somebody leaves."""

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebruiker
from kern.sessies import beeindig_sessies
from kern.werkdagen import vandaag
from rollen.models import Rolvervulling
from rollen.rechten import mag

BEHEREN = "rollen.beheren"


@transaction.atomic
def maak_collega(*, naam: str, email: str, door: Gebruiker) -> Gebruiker:
    """An account without a password. Raises `DomeinFout` when the address is in use, by whomever."""
    _eis_recht(door)
    adres = email.strip().lower()
    al = _("Dit e-mailadres heeft al een account. Kies “Geef iemand een rol” en vul daar het adres in.")
    if Gebruiker.objects.filter(email=adres).exists():
        raise DomeinFout(al)
    try:
        with transaction.atomic():
            return Gebruiker.objects.create_user(adres, naam=naam.strip())
    except IntegrityError as fout:  # somebody else did so at this moment
        raise DomeinFout(al) from fout


@transaction.atomic
def open_account(*, gebruiker: Gebruiker, door: Gebruiker) -> bool:
    """Somebody who left comes back; returns whether the account was closed. Under its lock it stays open.

    Raises `DomeinFout` for whoever was erased: that account is empty.
    """
    _eis_recht(door)
    vers = Gebruiker.objects.select_for_update().get(pk=gebruiker.pk)
    if vers.gewist_op is not None:
        raise DomeinFout(_("Dit account is gewist. Voeg deze persoon opnieuw toe."))
    was_dicht = not vers.is_active
    vers.is_active = gebruiker.is_active = True
    if was_dicht:
        vers.save(update_fields=["is_active"])
    return was_dicht


@transaction.atomic
def sluit_account(*, gebruiker: Gebruiker, door: Gebruiker | None = None) -> None:
    """Nobody logs in with it any more, and who is logged in is out. Without `door` it is the job."""
    if door is not None:
        _eis_recht(door)
        eis_te_sluiten(gebruiker, door)
    vers = Gebruiker.objects.select_for_update().get(pk=gebruiker.pk)
    vers.is_active = vers.is_staff = gebruiker.is_active = False
    vers.save(update_fields=["is_active", "is_staff"])
    beeindig_sessies(gebruiker=vers)


def eis_te_sluiten(gebruiker: Gebruiker, door: Gebruiker) -> None:
    """Raises `GeenRecht` for one's own account and for that of a superuser."""
    if gebruiker == door:
        raise GeenRecht(_("U kunt uw eigen account niet sluiten. Vraag een collega die rollen beheert."))
    if gebruiker.is_superuser and not door.is_superuser:
        raise GeenRecht(_("Dit is een account voor technisch beheer. Dat sluit u hier niet."))


def sluit_accounts_van_vertrokken() -> int:
    """Close the accounts of who left: the last role ended because they left, on or before today; returns how many.

    Safe to run twice and late: it looks at who has an open account and what their last role was.
    """
    dag = vandaag()
    van_wie = Rolvervulling.objects.filter(gebruiker=OuterRef("pk"))
    laatste = van_wie.order_by("-tot", "-pk").values("reden_einde")[:1]
    vertrokken = (
        Gebruiker.objects.filter(Exists(van_wie), is_active=True, is_superuser=False)
        .exclude(Exists(van_wie.filter(Q(tot=None) | Q(tot__gt=dag))))
        .alias(laatste_reden=Subquery(laatste))
        .filter(laatste_reden=Rolvervulling.RedenEinde.UIT_DIENST)
    )
    return sum(_sluit_als(vertrokken, pk) for pk in vertrokken.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _sluit_als(vertrokken: QuerySet[Gebruiker], pk: int) -> bool:
    """Close this account if it still belongs to who left. Under the lock nobody gives them a role meanwhile."""
    Gebruiker.objects.select_for_update().get(pk=pk)
    gebruiker = vertrokken.filter(pk=pk).first()
    if gebruiker is not None:
        sluit_account(gebruiker=gebruiker)
    return gebruiker is not None


def _eis_recht(door: Gebruiker) -> None:
    if not mag(door, BEHEREN):
        raise GeenRecht(_("U mag geen collega's toevoegen of laten vertrekken."))
