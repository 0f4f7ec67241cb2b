"""What every service of this floor does: lock, check the right and the life of an initiative, write history."""

from collections.abc import Sequence
from datetime import date

from celery import current_app
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatieven.levensloop import GESLOTEN, LEVENSLOOP, OPEN, AanZet, Status
from initiatieven.models import Gebeurtenis, Initiatief, Verspreiding
from initiatieven.services.uitvraagpost import trek_in
from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebruiker
from rollen.models import Vakafdeling
from rollen.rechten import mag
from rollen.wie import rolnaam


class Gewijzigd(DomeinFout):
    """Somebody did something since the acting person looked; `gebeurtenissen` says what, oldest first."""

    def __init__(self, gebeurtenissen: Sequence[Gebeurtenis]) -> None:
        self.gebeurtenissen = gebeurtenissen
        wat = "; ".join(
            f"{g.get_soort_display()} ({g.door or _('het portaal')}, {timezone.localtime(g.wanneer):%H.%M} uur)"
            for g in gebeurtenissen
        )
        super().__init__(
            _("Er is intussen iets veranderd: %(wat)s. Lees dit eerst. Uw tekst staat er nog.") % {"wat": wat}
        )


def vergrendel(
    initiatief: Initiatief, *, gezien: int | None = None, door: Gebruiker | None = None
) -> Initiatief:
    """The same initiative, read again under a row lock; call it first in a transaction.

    `gezien` is the id of the last Gebeurtenis that the acting person has seen. Raises `Gewijzigd` when
    something happened since that `door` may read; a passed term and somebody who joins in do not count, because
    they ask nothing new. A resident whose answer comes after all need not read first that it did not come.
    """
    vers = (
        Initiatief.objects.select_for_update(of=("self",))
        .select_related("wijk", "indiener", "behandelaar", "aan_zet_persoon", "aan_zet_afdeling")
        .get(pk=initiatief.pk)
    )
    if gezien is not None:
        nieuw = (
            vers.gebeurtenissen.filter(pk__gt=gezien)
            .exclude(soort__in=(Gebeurtenis.Soort.TERMIJN, Gebeurtenis.Soort.BETROKKEN))
            .select_related("door")
            .order_by("pk")
        )
        if door is not None and is_indiener(door, vers):
            nieuw = nieuw.openbaar().exclude(soort=Gebeurtenis.Soort.GEEN_REACTIE)
        if gebeurtenissen := list(nieuw):
            raise Gewijzigd(gebeurtenissen)
    return vers


def eis_recht(door: Gebruiker, actie: str, initiatief: Initiatief) -> None:
    """Raises `GeenRecht` unless the rights table allows it."""
    if not mag(door, actie, initiatief):
        raise GeenRecht(_("U mag dit niet doen bij dit initiatief."))


def is_indiener(door: Gebruiker, initiatief: Initiatief) -> bool:
    """Whether this person started it, alone or with others."""
    if initiatief.indiener_id is None:
        return False
    return initiatief.indiener_id == door.pk or initiatief.betrokkenen.mede().filter(gebruiker=door).exists()


def ga_naar(
    initiatief: Initiatief,
    naar: Status,
    *,
    aan_zet: AanZet | None = None,
    persoon: Gebruiker | None = None,
    afdeling: Vakafdeling | None = None,
    derde: str = "",
    uiterlijk: date | None = None,
    rust: bool = False,
) -> Status:
    """Move to a status with its owner and next date, and save; returns the status it came from.

    An open status needs `aan_zet`, `persoon` and `uiterlijk`; any other takes none of them. Staying in the same
    open status only changes whose move it is. `derde` names the organisation that is aan zet; `rust` means that
    it waits until `uiterlijk` for a better moment. Raises `DomeinFout` for what `LEVENSLOOP` does not allow.
    """
    van = Status(initiatief.status)
    blijft = naar == van and van in OPEN
    if not blijft and naar not in LEVENSLOOP[van]:
        raise DomeinFout(
            _("Dit kan nu niet. Het initiatief heeft de status “%(status)s”.") % {"status": van.label}
        )
    if initiatief.gewist_op is not None and naar in OPEN:
        raise DomeinFout(_("De gegevens van wie dit begon zijn gewist. Dit initiatief kan niet meer open."))
    initiatief.status = naar
    initiatief.aan_zet = aan_zet or ""
    initiatief.aan_zet_persoon = persoon
    initiatief.aan_zet_afdeling = afdeling
    initiatief.aan_zet_derde = derde
    initiatief.uiterlijk = uiterlijk
    initiatief.wacht_tot = uiterlijk if rust else None
    initiatief.afgesloten_op = timezone.now() if naar in GESLOTEN else None
    initiatief.save()
    return van


def schrijf(
    initiatief: Initiatief,
    soort: Gebeurtenis.Soort,
    *,
    door: Gebruiker | None,
    tekst: str = "",
    openbaar: bool = True,
    van: Status | None = None,
    namens: str | None = None,
    afzender: str = "",
) -> Gebeurtenis:
    """Append one line to the history; `van` is the status before, when that changed.

    `afzender` is who speaks without an account. A public line is also noted for the followers. A department or
    organisation that is no longer aan zet hears that its answer is not needed any more.

    `namens` is the role in which somebody acts; without it the role they have in that wijk at this moment.
    Whoever started the initiative acts as a resident.
    """
    if namens is None and door and initiatief.wijk and not is_indiener(door, initiatief):
        namens = rolnaam(door, initiatief.wijk)
    veranderd = van is not None and van != initiatief.status
    gebeurtenis = Gebeurtenis.objects.create(
        initiatief=initiatief,
        soort=soort,
        door=door,
        namens=namens or "",
        tekst=tekst,
        openbaar=openbaar,
        van_status=van if veranderd and van else "",
        naar_status=initiatief.status if veranderd else "",
        afzender=afzender,
    )
    if openbaar:
        Verspreiding.objects.create(gebeurtenis=gebeurtenis)
        transaction.on_commit(_wek_de_verspreider, robust=True)
    trek_in(gebeurtenis)
    return gebeurtenis


def met_toelichting(zin: str, tekst: str) -> str:
    """What happened in a sentence of the portal, then what the acting person adds, if anything."""
    return f"{zin}\n\n{tekst}" if tekst else zin


def _wek_de_verspreider() -> None:
    """Ask the worker to tell followers now. When the queue is away nothing is lost: beat looks as well."""
    current_app.send_task("initiatieven.verspreid", retry=False, expires=60)
