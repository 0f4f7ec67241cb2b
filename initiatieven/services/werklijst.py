"""What one employee keeps of the queue: saved lists, what was read, and when they were here."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Subquery
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatieven.models import Gebeurtenis, Gelezen, Initiatief, Werkbankbezoek, Werkbankfilter
from initiatieven.werklijst import vergeet
from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebruiker

HOOGSTENS_BEWAARD = 30
HOOGSTENS_TEKENS = 500  # of a query string: the length of the field
NIEUW_BEZOEK_NA = timedelta(minutes=30)  # longer away than this is a new visit
NAUWKEURIG = timedelta(minutes=2)  # a visit is not written more often than this

BEZOEKEN = Werkbankbezoek.objects.annotate(
    stand=Subquery(Gebeurtenis.objects.order_by("-id").values("id")[:1])
)


@transaction.atomic
def bewaar_filter(*, door: Gebruiker, naam: str, vraag: str) -> Werkbankfilter:
    """Keep a query string of the queue under a name. Raises `DomeinFout` when that name is taken."""
    eigen = Werkbankfilter.objects.filter(gebruiker=door)
    naam = _vrije_naam(door, naam)
    if len(vraag) > HOOGSTENS_TEKENS:
        raise DomeinFout(_("Deze keuze is te lang om te bewaren. Kies minder filters."))
    if eigen.count() >= HOOGSTENS_BEWAARD:
        raise DomeinFout(
            _("U heeft al %(aantal)s eigen lijsten. Verwijder er eerst een.") % {"aantal": HOOGSTENS_BEWAARD}
        )
    vergeet(door)
    return Werkbankfilter.objects.create(gebruiker=door, naam=naam, vraag=vraag)


@transaction.atomic
def hernoem_filter(*, filter_: Werkbankfilter, door: Gebruiker, naam: str) -> Werkbankfilter:
    """Give a saved list another name. Raises `GeenRecht` for somebody else's."""
    filter_ = _eigen(filter_, door)
    filter_.naam = _vrije_naam(door, naam, behalve=filter_)
    filter_.save(update_fields=["naam"])
    vergeet(door)
    return filter_


@transaction.atomic
def verwijder_filter(*, filter_: Werkbankfilter, door: Gebruiker) -> None:
    """Throw a saved list away; the initiatives in it stay. Raises `GeenRecht` for somebody else's."""
    _eigen(filter_, door).delete()
    vergeet(door)


def _eigen(filter_: Werkbankfilter, door: Gebruiker) -> Werkbankfilter:
    if filter_.gebruiker_id != door.pk:
        raise GeenRecht(_("Deze lijst is van iemand anders."))
    return filter_


def _vrije_naam(door: Gebruiker, naam: str, behalve: Werkbankfilter | None = None) -> str:
    naam = " ".join(naam.split())
    if not naam:
        raise DomeinFout(_("Geef de lijst een naam."))
    # One at a time, or two clicks would both find the name free.
    Gebruiker.objects.select_for_update().get(pk=door.pk)
    andere = Werkbankfilter.objects.filter(gebruiker=door, naam__iexact=naam)
    if behalve is not None:
        andere = andere.exclude(pk=behalve.pk)
    if andere.exists():
        raise DomeinFout(_("U heeft al een lijst met deze naam. Kies een andere naam."))
    return naam


def markeer_gelezen(*, initiatief: Initiatief, door: Gebruiker) -> None:
    """Remember that this person has seen the timeline up to its last line. Bookkeeping: safe on a GET."""
    tot = initiatief.gebeurtenissen.order_by("-id").values_list("id", flat=True).first() or 0
    gelezen, nieuw = Gelezen.objects.get_or_create(
        gebruiker=door, initiatief=initiatief, defaults={"tot": tot}
    )
    if not nieuw and gelezen.tot < tot:
        # Two tabs at once: the mark only moves forward.
        Gelezen.objects.filter(pk=gelezen.pk).update(tot=Greatest(F("tot"), tot), wanneer=timezone.now())
    if nieuw or gelezen.tot < tot:
        vergeet(door)


def noteer_bezoek(*, door: Gebruiker, kijkt: bool = True) -> tuple[Werkbankbezoek, int]:
    """The visits of this person to the werkbank, and the newest line of all timelines at this moment.

    With `kijkt` the present visit goes on, or a new one begins after `NIEUW_BEZOEK_NA`. At the first visit ever all
    that is there counts as known.
    """
    nu = timezone.now()
    gevonden = BEZOEKEN.filter(pk=door.pk).first()
    if gevonden is None:
        stand = Gebeurtenis.objects.stand()
        begin = {"begin": stand, "laatste_op": nu, "laatste_stand": stand}
        if not kijkt:
            return Werkbankbezoek(gebruiker=door, **begin), stand
        return Werkbankbezoek.objects.get_or_create(gebruiker=door, defaults=begin)[0], stand
    bezoek, stand = gevonden, gevonden.stand or 0
    if kijkt and nu - bezoek.laatste_op > NAUWKEURIG:
        if nu - bezoek.laatste_op > NIEUW_BEZOEK_NA:
            bezoek.vorige_op, bezoek.vorige_stand = bezoek.laatste_op, bezoek.laatste_stand
        bezoek.laatste_op, bezoek.laatste_stand = nu, stand
        bezoek.save()
    return bezoek, stand
