"""The conversation about an initiative: questions, answers and news. Same rules as `behandelen`."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatieven.levensloop import AanZet, Kanaal, Route, Status
from initiatieven.models import Gebeurtenis, Initiatief
from initiatieven.services.basis import eis_recht, ga_naar, is_indiener, schrijf, vergrendel
from initiatieven.services.behandelen import TRIAGEREN, onthoud_eerste_reactie, over
from initiatieven.services.post import aan_indiener, aan_medewerker
from initiatieven.services.uitvraagpost import wacht_op_antwoord
from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebruiker
from kern.profiel import profiel

Soort = Gebeurtenis.Soort
BEANTWOORDEN = "initiatieven.beantwoorden"


@transaction.atomic
def stel_vraag(
    *, initiatief: Initiatief, door: Gebruiker, tekst: str, gezien: int | None = None
) -> Gebeurtenis:
    """Ask the resident something; from now on the resident is aan zet."""
    initiatief = vergrendel(initiatief, gezien=gezien, door=door)
    eis_recht(door, TRIAGEREN, initiatief)
    if initiatief.status == Status.WACHT_OP_INDIENER:
        raise DomeinFout(_("Er staat al een vraag open. Wacht eerst op het antwoord."))
    onthoud_eerste_reactie(initiatief)
    van = ga_naar(
        initiatief,
        Status.WACHT_OP_INDIENER,
        aan_zet=AanZet.INDIENER,
        persoon=initiatief.indiener,
        uiterlijk=over(profiel().termijnen.antwoord_indiener),
    )
    gebeurtenis = schrijf(initiatief, Soort.VRAAG, door=door, tekst=tekst, van=van)
    aan_indiener(gebeurtenis)
    return gebeurtenis


@transaction.atomic
def beantwoord_vraag(
    *, initiatief: Initiatief, door: Gebruiker, tekst: str, gezien: int | None = None
) -> Gebeurtenis:
    """The resident answers; the behandelaar is aan zet again and says within the first term what comes next.

    An answer that comes after nobody waited for it any more lands as news.
    """
    vers = vergrendel(initiatief, gezien=gezien, door=door)
    if not is_indiener(door, vers):
        raise GeenRecht(_("Alleen wie het initiatief begon kan deze vraag beantwoorden."))
    if vers.is_open and _bleef_zonder_antwoord(vers):
        return plaats_voortgang(initiatief=vers, door=door, tekst=tekst)
    return _beantwoord(vers, door=door, tekst=tekst)


@transaction.atomic
def noteer_antwoord(
    *, initiatief: Initiatief, door: Gebruiker, tekst: str, kanaal: Kanaal, gezien: int | None = None
) -> Gebeurtenis:
    """Write down what the resident answered by phone or at the counter; it then goes on as after any answer."""
    initiatief = vergrendel(initiatief, gezien=gezien, door=door)
    eis_recht(door, TRIAGEREN, initiatief)
    afzender = _("De inwoner (%(kanaal)s)") % {"kanaal": str(kanaal.label).lower()}
    return _beantwoord(initiatief, door=door, tekst=tekst, afzender=afzender)


def _beantwoord(initiatief: Initiatief, *, door: Gebruiker, tekst: str, afzender: str = "") -> Gebeurtenis:
    if initiatief.status != Status.WACHT_OP_INDIENER:
        raise DomeinFout(_("Er staat nu geen vraag open."))
    van = ga_naar(
        initiatief,
        status_voor_vraag(initiatief),
        aan_zet=AanZet.MEDEWERKER,
        persoon=initiatief.behandelaar,
        uiterlijk=over(profiel().termijnen.eerste_reactie),
    )
    gebeurtenis = schrijf(initiatief, Soort.ANTWOORD, door=door, tekst=tekst, van=van, afzender=afzender)
    aan_medewerker(gebeurtenis, initiatief.behandelaar)
    return gebeurtenis


def laatste_vraag(initiatief: Initiatief) -> Gebeurtenis | None:
    """The last question to the resident."""
    return initiatief.gebeurtenissen.filter(soort=Soort.VRAAG).order_by("-id").first()


def status_voor_vraag(initiatief: Initiatief) -> Status:
    """Where an initiative goes on after the question that is open now: as it was, in uitvoering or not."""
    vraag = laatste_vraag(initiatief)
    if vraag is None:
        begonnen = initiatief.route in (Route.LOSLATEN, Route.BEGELEIDEN)
    else:
        begonnen = vraag.van_status == Status.IN_UITVOERING
    return Status.IN_UITVOERING if begonnen else Status.IN_BEHANDELING


def _bleef_zonder_antwoord(initiatief: Initiatief) -> bool:
    """Whether the municipality went on without an answer to its last question, and none came since."""
    gesprek = (Soort.VRAAG, Soort.ANTWOORD, Soort.GEEN_REACTIE)
    laatste = initiatief.gebeurtenissen.filter(soort__in=gesprek).order_by("-id").first()
    return laatste is not None and laatste.soort == Soort.GEEN_REACTIE


@transaction.atomic
def antwoord_afdeling(
    *, initiatief: Initiatief, door: Gebruiker, tekst: str, gezien: int | None = None
) -> Gebeurtenis:
    """A vakafdeling answers what was handed over to it; the behandelaar decides how it goes on."""
    initiatief = vergrendel(initiatief, gezien=gezien, door=door)
    eis_recht(door, BEANTWOORDEN, initiatief)
    if initiatief.aan_zet != AanZet.VAKAFDELING:
        raise DomeinFout(_("Dit initiatief ligt nu niet bij een afdeling."))
    if uitvraag := wacht_op_antwoord(initiatief):
        # The link in the mail to the department now shows this answer.
        uitvraag.antwoord, uitvraag.antwoord_van = tekst, str(door)
        uitvraag.beantwoord_op = timezone.now()
        uitvraag.save(update_fields=["antwoord", "antwoord_van", "beantwoord_op"])
    van = ga_naar(
        initiatief,
        Status.IN_BEHANDELING,
        aan_zet=AanZet.MEDEWERKER,
        persoon=initiatief.behandelaar,
        uiterlijk=over(profiel().termijnen.eerste_reactie),
    )
    gebeurtenis = schrijf(initiatief, Soort.ANTWOORD, door=door, tekst=tekst, van=van)
    aan_indiener(gebeurtenis)
    aan_medewerker(gebeurtenis, initiatief.behandelaar)
    return gebeurtenis


@transaction.atomic
def plaats_voortgang(
    *, initiatief: Initiatief, door: Gebruiker, tekst: str, gezien: int | None = None
) -> Gebeurtenis:
    """Tell how it goes. News of who is aan zet during the execution moves the next date on.

    News of the municipality also ends the waiting for a better moment: somebody took it up again.
    """
    initiatief = vergrendel(initiatief, gezien=gezien, door=door)
    als_bewoner = is_indiener(door, initiatief)
    if not als_bewoner:
        eis_recht(door, BEANTWOORDEN, initiatief)
    if not initiatief.is_open:
        raise DomeinFout(_("Dit initiatief is afgerond. U kunt er geen nieuws meer bij zetten."))
    if datum := _datum_na_nieuws(initiatief, als_bewoner=als_bewoner):
        initiatief.uiterlijk, initiatief.wacht_tot = datum, None
        initiatief.save(update_fields=["uiterlijk", "wacht_tot"])
    gebeurtenis = schrijf(initiatief, Soort.VOORTGANG, door=door, tekst=tekst)
    aan_indiener(gebeurtenis)
    aan_medewerker(gebeurtenis, initiatief.behandelaar)
    return gebeurtenis


def _datum_na_nieuws(initiatief: Initiatief, *, als_bewoner: bool) -> date | None:
    """The next date after news, or None when the date stays."""
    termijnen = profiel().termijnen
    if initiatief.status == Status.IN_UITVOERING:
        if als_bewoner and initiatief.aan_zet == AanZet.INDIENER:
            return over(termijnen.loslaten)
        if not als_bewoner and initiatief.aan_zet == AanZet.MEDEWERKER:
            return over(termijnen.uitvoering)
    elif initiatief.wacht_tot is not None and not als_bewoner:
        return over(termijnen.eerste_reactie)
    return None
