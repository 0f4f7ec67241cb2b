"""An initiative moves to another wijk: other people handle it, and their terms begin anew."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from initiatieven.levensloop import AanZet, Status
from initiatieven.models import Gebeurtenis, Initiatief
from initiatieven.services.basis import eis_recht, ga_naar, met_toelichting, schrijf, vergrendel
from initiatieven.services.behandelen import TRIAGEREN, beslist_uiterlijk, over
from initiatieven.services.post import aan_indiener, aan_medewerker
from kern.fouten import DomeinFout
from kern.models import Gebruiker
from kern.profiel import profiel
from kern.werkdagen import vandaag
from rollen.wie import behandelaar_voor, rolnaam
from wijken.models import Wijk


@transaction.atomic
def verhuis(
    *, initiatief: Initiatief, door: Gebruiker, naar: Wijk, tekst: str = "", gezien: int | None = None
) -> Gebeurtenis:
    """Hand an open initiative to the people of another wijk.

    Asks the right in the wijk it leaves; the new one need not be a wijk of `door`. Its place on the map stays
    where the resident put it. What was promised to the resident (`reactie_uiterlijk`, `besluit_uiterlijk`) stays.
    """
    initiatief = vergrendel(initiatief, gezien=gezien, door=door)
    eis_recht(door, TRIAGEREN, initiatief)
    oud, vorige = initiatief.wijk, initiatief.behandelaar
    assert oud is not None  # by constraint, once it is public
    if not initiatief.is_open:
        raise DomeinFout(_("Dit initiatief is afgerond. Het blijft bij de wijk waar het liep."))
    if naar == oud or not naar.actief:
        raise DomeinFout(_("Kies een andere wijk dan %(wijk)s.") % {"wijk": oud})
    behandelaar = behandelaar_voor(naar, vandaag())
    namens = rolnaam(door, oud)  # in the new wijk the mover may be nobody
    initiatief.wijk, initiatief.behandelaar = naar, behandelaar
    # Who handles it is the owner by name while others answer by mail; a resident or a teamleider stays so.
    wachtte = initiatief.aan_zet != AanZet.INDIENER and initiatief.aan_zet_persoon == vorige
    van_de_wijk = initiatief.aan_zet == AanZet.MEDEWERKER or wachtte
    ga_naar(
        initiatief,
        Status(initiatief.status),
        aan_zet=AanZet(initiatief.aan_zet),
        persoon=behandelaar if van_de_wijk else initiatief.aan_zet_persoon,
        afdeling=initiatief.aan_zet_afdeling,
        derde=initiatief.aan_zet_derde,
        uiterlijk=_termijn(initiatief),
        rust=initiatief.wacht_tot is not None,
    )
    zin = _("Dit hoort bij %(nieuw)s en niet bij %(oud)s. %(wie)s gaat ermee verder.") % {
        "nieuw": naar,
        "oud": oud,
        "wie": behandelaar,
    }
    gebeurtenis = schrijf(
        initiatief,
        Gebeurtenis.Soort.VERHUISD,
        door=door,
        namens=namens,
        tekst=met_toelichting(zin, tekst),
    )
    aan_indiener(gebeurtenis)
    aan_medewerker(gebeurtenis, behandelaar, vorige)
    return gebeurtenis


def _termijn(initiatief: Initiatief) -> date | None:
    """The next date for the new people; a date of somebody else, or one on which it returns, stays."""
    if initiatief.aan_zet != AanZet.MEDEWERKER or initiatief.wacht_tot is not None:
        return initiatief.uiterlijk
    termijnen = profiel().termijnen
    if initiatief.status == Status.INGEDIEND:
        return over(termijnen.eerste_reactie)
    if initiatief.status == Status.IN_UITVOERING:
        return over(termijnen.uitvoering)
    # They need time to read it first, also when the promised day is near.
    return max(beslist_uiterlijk(initiatief), over(termijnen.eerste_reactie))
