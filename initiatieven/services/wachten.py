"""An initiative rests for a better moment, on a date on which it comes back by itself."""

from datetime import date

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from initiatieven.levensloop import BIJ_ANDEREN, AanZet, Status
from initiatieven.models import Gebeurtenis, Initiatief
from initiatieven.services.basis import eis_recht, ga_naar, schrijf, vergrendel
from initiatieven.services.behandelen import TRIAGEREN, naar_behandelaar, onthoud_eerste_reactie
from initiatieven.services.post import aan_indiener, aan_medewerker
from kern.fouten import DomeinFout
from kern.models import Gebruiker
from kern.werkdagen import vandaag

HOOGSTENS_JAREN = 2


def uiterste_dag(vanaf: date) -> date:
    """The last day until which something can wait."""
    try:
        return vanaf.replace(year=vanaf.year + HOOGSTENS_JAREN)
    except ValueError:  # 29 February
        return vanaf.replace(year=vanaf.year + HOOGSTENS_JAREN, day=28)


@transaction.atomic
def wacht(
    *, initiatief: Initiatief, door: Gebruiker, tot: date, reden: str, gezien: int | None = None
) -> Gebeurtenis:
    """Let it rest until `tot`, at most two years from now, and tell the resident why.

    The behandelaar stays its owner. The job `bewaak_termijnen` brings it back on that day; any other act ends
    the waiting earlier. Raises `GeenRecht`, `Gewijzigd`, and `DomeinFout` when it lies with somebody else now.
    """
    initiatief = vergrendel(initiatief, gezien=gezien, door=door)
    eis_recht(door, TRIAGEREN, initiatief)
    dag = vandaag()
    if not initiatief.is_open:
        raise DomeinFout(_("Dit initiatief is afgerond. Het hoeft nergens meer op te wachten."))
    if initiatief.status == Status.WACHT_OP_INDIENER:
        raise DomeinFout(_("Er staat een vraag open aan de inwoner. Wacht eerst op het antwoord."))
    if initiatief.aan_zet in BIJ_ANDEREN:
        raise DomeinFout(
            _("Dit ligt nu bij %(wie)s. Haal de vraag eerst terug.") % {"wie": initiatief.aan_zet_naam}
        )
    if not dag < tot <= uiterste_dag(dag):
        raise DomeinFout(_("Kies een dag na vandaag en hoogstens twee jaar vooruit."))
    if not reden.strip():
        raise DomeinFout(_("Vertel waarom het beter is om te wachten."))
    onthoud_eerste_reactie(initiatief)
    in_uitvoering = initiatief.status == Status.IN_UITVOERING
    van = ga_naar(
        initiatief,
        Status.IN_UITVOERING if in_uitvoering else Status.IN_BEHANDELING,
        aan_zet=AanZet.MEDEWERKER,
        persoon=initiatief.behandelaar,
        uiterlijk=tot,
        rust=True,
    )
    kop = _("Dit wacht tot %(dag)s.") % {"dag": date_format(tot, "l j F Y")}
    gebeurtenis = schrijf(initiatief, Gebeurtenis.Soort.WACHT, door=door, tekst=f"{kop}\n\n{reden}", van=van)
    aan_indiener(gebeurtenis)
    aan_medewerker(gebeurtenis, initiatief.behandelaar)
    return gebeurtenis


def keer_terug(initiatief: Initiatief) -> Gebeurtenis:
    """The better moment is there: a normal term begins. The caller has locked it and looked at the date."""
    naar_behandelaar(initiatief)
    zin = _("Het wachten is voorbij. %(wie)s pakt dit weer op.") % {"wie": initiatief.behandelaar}
    gebeurtenis = schrijf(initiatief, Gebeurtenis.Soort.TERUG, door=None, tekst=zin)
    aan_indiener(gebeurtenis)
    aan_medewerker(gebeurtenis, initiatief.behandelaar)
    return gebeurtenis
