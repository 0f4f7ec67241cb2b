"""What the municipality does with an initiative: react, decide, finish, pass on.

Every function locks the initiative, checks the right and the life of the initiative, writes one line of history
and puts the mails about it in the outbox, all in one transaction. They raise `GeenRecht` when `door` may not
do it, `Gewijzigd` when something happened after `gezien` (the id of the last Gebeurtenis on the screen of `door`)
and `DomeinFout` when the act does not fit the status. Terms are in working days, from the gemeenteprofiel.
"""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatieven.levensloop import AanZet, Route, Status, Sturingsrol
from initiatieven.models import Gebeurtenis, Initiatief
from initiatieven.services.basis import eis_recht, ga_naar, is_indiener, schrijf, vergrendel
from initiatieven.services.post import aan_indiener, aan_medewerker
from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebruiker
from kern.profiel import profiel
from kern.werkdagen import plus_werkdagen, vandaag
from rollen.models import Vakafdeling
from rollen.rechten import mag
from rollen.wie import teamleider_van

Soort = Gebeurtenis.Soort
TRIAGEREN = "initiatieven.triageren"


def over(werkdagen: int) -> date:
    """The date so many working days from today."""
    return plus_werkdagen(vandaag(), werkdagen)


def beslist_uiterlijk(initiatief: Initiatief) -> date:
    """When the municipality decides on the route: counted from submission, but never a day that has passed."""
    beloofd = initiatief.besluit_uiterlijk
    if beloofd is None:
        beloofd = plus_werkdagen(timezone.localdate(initiatief.ingediend_op), profiel().termijnen.route)
    return max(beloofd, over(1))


def onthoud_eerste_reactie(initiatief: Initiatief) -> None:
    """The first personal word of the municipality counts, whatever it was."""
    if initiatief.eerste_reactie_op is None:
        initiatief.eerste_reactie_op = timezone.now()


def onthoud_besluit(initiatief: Initiatief) -> None:
    """When it was first decided how it goes on, or that it does not."""
    if initiatief.besluit_op is None:
        initiatief.besluit_op = timezone.now()


@transaction.atomic
def reageer(*, initiatief: Initiatief, door: Gebruiker, tekst: str, gezien: int | None = None) -> Gebeurtenis:
    """Give the first personal reaction; a decision on the route follows within its term."""
    initiatief = vergrendel(initiatief, gezien=gezien, door=door)
    eis_recht(door, TRIAGEREN, initiatief)
    if initiatief.status != Status.INGEDIEND:
        raise DomeinFout(_("Op dit initiatief is al gereageerd."))
    onthoud_eerste_reactie(initiatief)
    van = ga_naar(
        initiatief,
        Status.IN_BEHANDELING,
        aan_zet=AanZet.MEDEWERKER,
        persoon=initiatief.behandelaar,
        uiterlijk=beslist_uiterlijk(initiatief),
    )
    gebeurtenis = schrijf(initiatief, Soort.REACTIE, door=door, tekst=tekst, van=van)
    aan_indiener(gebeurtenis)
    return gebeurtenis


@transaction.atomic
def kies_route(
    *,
    initiatief: Initiatief,
    door: Gebruiker,
    route: Route,
    sturingsrol: Sturingsrol,
    antwoord: str,
    afdeling: Vakafdeling | None = None,
    gezien: int | None = None,
) -> Gebeurtenis:
    """Decide how it goes on: residents by themselves, with our help, or first to a vakafdeling.

    `afdeling` goes with `Route.DOORGELEIDEN` only: its teamleider is then aan zet.
    """
    initiatief = vergrendel(initiatief, gezien=gezien, door=door)
    eis_recht(door, TRIAGEREN, initiatief)
    termijnen = profiel().termijnen
    onthoud_eerste_reactie(initiatief)
    onthoud_besluit(initiatief)
    initiatief.route, initiatief.sturingsrol = route, sturingsrol
    teamleider = None
    if route == Route.DOORGELEIDEN:
        if afdeling is None:
            raise DomeinFout(_("Kies de afdeling die dit initiatief oppakt."))
        teamleider = teamleider_van(afdeling, vandaag())
        van = ga_naar(
            initiatief,
            Status.IN_BEHANDELING,
            aan_zet=AanZet.VAKAFDELING,
            persoon=teamleider,
            afdeling=afdeling,
            uiterlijk=over(termijnen.vakafdeling),
        )
    elif route == Route.LOSLATEN:
        van = ga_naar(
            initiatief,
            Status.IN_UITVOERING,
            aan_zet=AanZet.INDIENER,
            persoon=initiatief.indiener,
            uiterlijk=over(termijnen.loslaten),
        )
    else:
        van = ga_naar(
            initiatief,
            Status.IN_UITVOERING,
            aan_zet=AanZet.MEDEWERKER,
            persoon=initiatief.behandelaar,
            uiterlijk=over(termijnen.uitvoering),
        )
    soort = Soort.DOORGELEID if teamleider else Soort.ROUTE
    gebeurtenis = schrijf(initiatief, soort, door=door, tekst=antwoord, van=van)
    aan_indiener(gebeurtenis)
    if teamleider:
        aan_medewerker(gebeurtenis, teamleider)
    return gebeurtenis


@transaction.atomic
def start_uitvoering(
    *, initiatief: Initiatief, door: Gebruiker, tekst: str, gezien: int | None = None
) -> Gebeurtenis:
    """Begin to carry out what a vakafdeling answered: the route stays, the behandelaar follows it."""
    initiatief = vergrendel(initiatief, gezien=gezien, door=door)
    eis_recht(door, TRIAGEREN, initiatief)
    if not initiatief.route:
        raise DomeinFout(_("Kies eerst de aanpak. Daarna kan de uitvoering beginnen."))
    if initiatief.status == Status.IN_UITVOERING:
        raise DomeinFout(_("Dit initiatief is al in uitvoering."))
    van = ga_naar(
        initiatief,
        Status.IN_UITVOERING,
        aan_zet=AanZet.MEDEWERKER,
        persoon=initiatief.behandelaar,
        uiterlijk=over(profiel().termijnen.uitvoering),
    )
    gebeurtenis = schrijf(initiatief, Soort.VOORTGANG, door=door, tekst=tekst, van=van)
    aan_indiener(gebeurtenis)
    return gebeurtenis


@transaction.atomic
def verklaar_niet_passend(
    *, initiatief: Initiatief, door: Gebruiker, reden: str, kader: str, gezien: int | None = None
) -> Gebeurtenis:
    """Say no, with the reason and the kader of the council that it meets."""
    initiatief = vergrendel(initiatief, gezien=gezien, door=door)
    eis_recht(door, TRIAGEREN, initiatief)
    if not reden.strip() or not kader.strip():
        raise DomeinFout(_("Noem de reden en het kader. Zonder die twee mag u geen nee zeggen."))
    onthoud_eerste_reactie(initiatief)
    onthoud_besluit(initiatief)
    initiatief.reden, initiatief.kader = reden, kader
    van = ga_naar(initiatief, Status.NIET_PASSEND)
    gebeurtenis = schrijf(initiatief, Soort.NIET_PASSEND, door=door, tekst=reden, van=van)
    aan_indiener(gebeurtenis)
    return gebeurtenis


@transaction.atomic
def realiseer(
    *, initiatief: Initiatief, door: Gebruiker, tekst: str, gezien: int | None = None
) -> Gebeurtenis:
    """It worked: the initiative was carried out. The resident or the municipality may say so."""
    initiatief = vergrendel(initiatief, gezien=gezien, door=door)
    _eis_indiener_of_recht(door, initiatief)
    return _sluit(initiatief, Status.GEREALISEERD, Soort.GEREALISEERD, door=door, tekst=tekst)


@transaction.atomic
def stop(*, initiatief: Initiatief, door: Gebruiker, reden: str, gezien: int | None = None) -> Gebeurtenis:
    """End it before it was carried out: the resident withdraws it, or the municipality stops, with a reason."""
    initiatief = vergrendel(initiatief, gezien=gezien, door=door)
    _eis_indiener_of_recht(door, initiatief)
    if not reden.strip():
        raise DomeinFout(_("Vertel waarom het initiatief stopt."))
    if not is_indiener(door, initiatief):
        onthoud_eerste_reactie(initiatief)
        onthoud_besluit(initiatief)
    initiatief.reden = reden
    return _sluit(initiatief, Status.GESTOPT, Soort.GESTOPT, door=door, tekst=reden)


def _eis_indiener_of_recht(door: Gebruiker, initiatief: Initiatief) -> None:
    if not is_indiener(door, initiatief):
        eis_recht(door, TRIAGEREN, initiatief)


def _sluit(
    initiatief: Initiatief, naar: Status, soort: Gebeurtenis.Soort, *, door: Gebruiker, tekst: str
) -> Gebeurtenis:
    was_aan_zet = initiatief.aan_zet_persoon
    van = ga_naar(initiatief, naar)
    gebeurtenis = schrijf(initiatief, soort, door=door, tekst=tekst, van=van)
    aan_indiener(gebeurtenis)
    aan_medewerker(gebeurtenis, initiatief.behandelaar, was_aan_zet)
    return gebeurtenis


@transaction.atomic
def noteer(*, initiatief: Initiatief, door: Gebruiker, tekst: str) -> Gebeurtenis:
    """Write an internal note: colleagues read it, the resident and the public never do."""
    initiatief = vergrendel(initiatief)
    eis_recht(door, "initiatieven.lezen", initiatief)
    return schrijf(initiatief, Soort.NOTITIE, door=door, tekst=tekst, openbaar=False)


@transaction.atomic
def neem_over(
    *, initiatief: Initiatief, door: Gebruiker, tekst: str = "", gezien: int | None = None
) -> Gebeurtenis:
    """Become the behandelaar yourself."""
    return draag_over(initiatief=initiatief, door=door, naar=door, tekst=tekst, gezien=gezien)


@transaction.atomic
def draag_over(
    *, initiatief: Initiatief, door: Gebruiker, naar: Gebruiker, tekst: str = "", gezien: int | None = None
) -> Gebeurtenis:
    """Make somebody else the behandelaar. The date stays: the promise to the resident does not move."""
    initiatief = vergrendel(initiatief, gezien=gezien, door=door)
    eis_recht(door, TRIAGEREN, initiatief)
    if not mag(naar, TRIAGEREN, initiatief):
        raise GeenRecht(_("%(naam)s behandelt geen initiatieven in deze wijk.") % {"naam": naar})
    if not initiatief.is_open:
        raise DomeinFout(_("Dit initiatief is afgerond en heeft geen behandelaar meer nodig."))
    vorige = initiatief.behandelaar
    if naar == vorige:
        raise DomeinFout(_("%(naam)s behandelt dit initiatief al.") % {"naam": naar})
    initiatief.behandelaar = naar
    if initiatief.aan_zet == AanZet.MEDEWERKER:
        initiatief.aan_zet_persoon = naar
    initiatief.save()
    gebeurtenis = schrijf(initiatief, Soort.OVERGEDRAGEN, door=door, tekst=tekst)
    aan_indiener(gebeurtenis)
    aan_medewerker(gebeurtenis, naar, vorige)
    return gebeurtenis
