"""The conversation about an initiative: questions, answers and news. Same rules as `behandelen`."""

from django.db import transaction
from django.utils.translation import gettext as _

from initiatieven.levensloop import AanZet, Route, Status
from initiatieven.models import Gebeurtenis, Initiatief
from initiatieven.services.basis import eis_recht, ga_naar, is_indiener, schrijf, vergrendel
from initiatieven.services.behandelen import TRIAGEREN, onthoud_eerste_reactie, over
from initiatieven.services.post import aan_indiener, aan_medewerker
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
    """The resident answers; the behandelaar is aan zet again and says within the first term what comes next."""
    initiatief = vergrendel(initiatief, gezien=gezien, door=door)
    if not is_indiener(door, initiatief):
        raise GeenRecht(_("Alleen wie het initiatief begon kan deze vraag beantwoorden."))
    if initiatief.status != Status.WACHT_OP_INDIENER:
        raise DomeinFout(_("Er staat nu geen vraag aan u open."))
    in_uitvoering = initiatief.route in (Route.LOSLATEN, Route.BEGELEIDEN)
    van = ga_naar(
        initiatief,
        Status.IN_UITVOERING if in_uitvoering else Status.IN_BEHANDELING,
        aan_zet=AanZet.MEDEWERKER,
        persoon=initiatief.behandelaar,
        uiterlijk=over(profiel().termijnen.eerste_reactie),
    )
    gebeurtenis = schrijf(initiatief, Soort.ANTWOORD, door=door, tekst=tekst, van=van)
    aan_medewerker(gebeurtenis, initiatief.behandelaar)
    return gebeurtenis


@transaction.atomic
def antwoord_afdeling(
    *, initiatief: Initiatief, door: Gebruiker, tekst: str, gezien: int | None = None
) -> Gebeurtenis:
    """A vakafdeling answers what was handed over to it; the behandelaar decides how it goes on."""
    initiatief = vergrendel(initiatief, gezien=gezien, door=door)
    eis_recht(door, BEANTWOORDEN, initiatief)
    if initiatief.aan_zet != AanZet.VAKAFDELING:
        raise DomeinFout(_("Dit initiatief ligt nu niet bij een afdeling."))
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
    """Tell how it goes. News of who is aan zet during the execution moves the next date on."""
    initiatief = vergrendel(initiatief, gezien=gezien, door=door)
    if not is_indiener(door, initiatief):
        eis_recht(door, BEANTWOORDEN, initiatief)
    if not initiatief.is_open:
        raise DomeinFout(_("Dit initiatief is afgerond. U kunt er geen nieuws meer bij zetten."))
    if initiatief.status == Status.IN_UITVOERING:
        termijnen = profiel().termijnen
        if initiatief.aan_zet == AanZet.INDIENER and is_indiener(door, initiatief):
            initiatief.uiterlijk = over(termijnen.loslaten)
        elif initiatief.aan_zet == AanZet.MEDEWERKER and not is_indiener(door, initiatief):
            initiatief.uiterlijk = over(termijnen.uitvoering)
        initiatief.save(update_fields=["uiterlijk"])
    gebeurtenis = schrijf(initiatief, Soort.VOORTGANG, door=door, tekst=tekst)
    aan_indiener(gebeurtenis)
    aan_medewerker(gebeurtenis, initiatief.behandelaar)
    return gebeurtenis
