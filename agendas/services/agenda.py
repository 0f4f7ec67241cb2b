"""Start the agenda of a wijk and keep its list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agendas.models import Agendapunt, Probleemeigenaar, Wijkagenda
from initiatieven.models import Initiatief
from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebruiker
from kern.werkdagen import vandaag
from rollen.rechten import mag
from wijken.models import Wijk

RECHT = "agendas.beheren"
Status = Agendapunt.Status


@dataclass(frozen=True)
class Eigenaar:
    """A problem owner to be: `naam` is public."""

    soort: str
    naam: str
    gebruiker: Gebruiker | None = None


def eis_recht(door: Gebruiker, wijk: Wijk) -> None:
    """Raises `GeenRecht` unless this person keeps the agenda of this wijk."""
    if not mag(door, RECHT, wijk):
        raise GeenRecht(_("U mag de agenda van deze wijk niet veranderen."))


@transaction.atomic
def start_agenda(*, wijk: Wijk, inleiding: str, door: Gebruiker) -> Wijkagenda:
    """Start the list of a wijk; when it has one already that one is returned unchanged."""
    eis_recht(door, wijk)
    agenda, _nieuw = Wijkagenda.objects.get_or_create(
        wijk=wijk, defaults={"inleiding": inleiding.strip(), "gestart_op": vandaag()}
    )
    return agenda


@transaction.atomic
def wijzig_inleiding(*, agenda: Wijkagenda, inleiding: str, door: Gebruiker) -> Wijkagenda:
    agenda = _vergrendel(agenda, door)
    agenda.inleiding = inleiding.strip()
    _bijgewerkt(agenda)
    return agenda


@transaction.atomic
def voeg_punt_toe(
    *,
    agenda: Wijkagenda,
    titel: str,
    tekst: str,
    eigenaren: Sequence[Eigenaar],
    door: Gebruiker,
    status: str = Status.IDEE,
    initiatieven: Iterable[Initiatief] = (),
) -> Agendapunt:
    """Put an item at the end of the list. Raises `DomeinFout` without a title or a problem owner."""
    agenda = _vergrendel(agenda, door)
    laatste = agenda.punten.order_by("-volgorde").values_list("volgorde", flat=True).first()
    punt = Agendapunt(agenda=agenda, volgorde=(laatste or 0) + 1)
    return _vul(punt, titel, tekst, eigenaren, status, initiatieven)


@transaction.atomic
def wijzig_punt(
    *,
    punt: Agendapunt,
    titel: str,
    tekst: str,
    eigenaren: Sequence[Eigenaar],
    status: str,
    door: Gebruiker,
    initiatieven: Iterable[Initiatief] = (),
) -> Agendapunt:
    """Replace what an item says, its owners and its initiatives."""
    agenda = _vergrendel(punt.agenda, door)
    punt = Agendapunt.objects.select_for_update().get(pk=punt.pk)
    punt.agenda = agenda
    return _vul(punt, titel, tekst, eigenaren, status, initiatieven)


@transaction.atomic
def zet_status(*, punt: Agendapunt, status: str, door: Gebruiker) -> Agendapunt:
    """Say how an item stands; a realised one leaves the list and stays findable with its date."""
    agenda = _vergrendel(punt.agenda, door)
    punt = Agendapunt.objects.select_for_update().get(pk=punt.pk)
    punt.agenda = agenda
    _zet(punt, status)
    punt.save()
    _bijgewerkt(agenda)
    return punt


def _vergrendel(agenda: Wijkagenda, door: Gebruiker) -> Wijkagenda:
    vers = Wijkagenda.objects.select_for_update(of=("self",)).select_related("wijk").get(pk=agenda.pk)
    eis_recht(door, vers.wijk)
    return vers


def _bijgewerkt(agenda: Wijkagenda) -> None:
    agenda.bijgewerkt_op = timezone.now()
    agenda.save()


def _zet(punt: Agendapunt, status: str) -> None:
    punt.status = Status(status)
    gelukt = punt.status == Status.GEREALISEERD
    punt.gerealiseerd_op = (punt.gerealiseerd_op or vandaag()) if gelukt else None


def _vul(
    punt: Agendapunt,
    titel: str,
    tekst: str,
    eigenaren: Sequence[Eigenaar],
    status: str,
    initiatieven: Iterable[Initiatief],
) -> Agendapunt:
    punt.titel, punt.tekst = titel.strip(), tekst.strip()
    if not punt.titel:
        raise DomeinFout(_("Geef dit punt een titel."))
    namen = [eigenaar.naam.strip() for eigenaar in eigenaren]
    if not namen or not all(namen):
        raise DomeinFout(_("Noem ten minste één eigenaar: wie zorgt dat dit verder komt?"))
    if len(set(namen)) < len(namen):
        raise DomeinFout(_("Een eigenaar staat er dubbel in. Noem elke eigenaar één keer."))
    gekozen = list(initiatieven)
    if any(initiatief.wijk_id != punt.agenda.wijk_id or not initiatief.is_openbaar for initiatief in gekozen):
        raise DomeinFout(_("Kies alleen initiatieven uit deze wijk."))
    _zet(punt, status)
    punt.save()
    punt.eigenaren.all().delete()
    Probleemeigenaar.objects.bulk_create(
        Probleemeigenaar(
            punt=punt, soort=eigenaar.soort, naam=eigenaar.naam.strip(), gebruiker=eigenaar.gebruiker
        )
        for eigenaar in eigenaren
    )
    punt.initiatieven.set(gekozen)
    _bijgewerkt(punt.agenda)
    return punt
