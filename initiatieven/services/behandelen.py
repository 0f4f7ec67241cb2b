"""What the municipality does with an initiative: react, decide, finish, pass on.

Every function locks the initiative, checks the right and the life of the initiative, writes one line of history
and puts the mails about it in the outbox, all in one transaction. They raise `GeenRecht` when `door` may not
do it, `Gewijzigd` when something happened after `gezien` (the id of the last Gebeurtenis on the screen of `door`)
and `DomeinFout` when the act does not fit the status. Terms are in working days, from the gemeenteprofiel.
"""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatieven.levensloop import AanZet, Route, Status, Sturingsrol
from initiatieven.models import Gebeurtenis, Initiatief, Kader, Vermelding
from initiatieven.services.basis import eis_recht, ga_naar, is_indiener, schrijf, vergrendel
from initiatieven.services.post import aan_indiener, aan_medewerker
from initiatieven.services.uitvraagpost import leider_van, zet_uit
from kern.fouten import DomeinFout, GeenRecht
from kern.mail import zet_klaar
from kern.models import Gebruiker
from kern.profiel import profiel
from kern.werkdagen import plus_werkdagen, vandaag
from rollen.models import Vakafdeling
from rollen.rechten import mag

Soort = Gebeurtenis.Soort
TRIAGEREN = "initiatieven.triageren"
LEZEN = "initiatieven.lezen"


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


def naar_behandelaar(initiatief: Initiatief) -> None:
    """The behandelaar is aan zet again, within the first term; the status stays. The row is locked."""
    ga_naar(
        initiatief,
        Status(initiatief.status),
        aan_zet=AanZet.MEDEWERKER,
        persoon=initiatief.behandelaar,
        uiterlijk=over(profiel().termijnen.eerste_reactie),
    )


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
    vraag: str = "",
    gezien: int | None = None,
) -> Gebeurtenis:
    """Decide how it goes on: residents by themselves, with our help, or first to a vakafdeling.

    `afdeling` goes with `Route.DOORGELEIDEN` only, and `vraag` is what it is asked. Its teamleider is then aan
    zet; a department without one answers by a link in a mail, and the behandelaar stays the owner by name.
    """
    initiatief = vergrendel(initiatief, gezien=gezien, door=door)
    eis_recht(door, TRIAGEREN, initiatief)
    if not initiatief.is_open:
        raise DomeinFout(_("Dit initiatief is afgerond. Open het eerst weer."))
    termijnen = profiel().termijnen
    onthoud_eerste_reactie(initiatief)
    onthoud_besluit(initiatief)
    initiatief.route, initiatief.sturingsrol = route, sturingsrol
    if route == Route.DOORGELEIDEN:
        if afdeling is None:
            raise DomeinFout(_("Kies de afdeling die dit initiatief oppakt."))
        return _doorgeleid(initiatief, afdeling, door=door, antwoord=antwoord, vraag=vraag)
    if route == Route.LOSLATEN:
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
    gebeurtenis = schrijf(initiatief, Soort.ROUTE, door=door, tekst=antwoord, van=van)
    aan_indiener(gebeurtenis)
    return gebeurtenis


def _doorgeleid(
    initiatief: Initiatief, afdeling: Vakafdeling, *, door: Gebruiker, antwoord: str, vraag: str
) -> Gebeurtenis:
    """Hand it over, and ask the department by mail as well: a colleague without an account can answer too."""
    teamleider = leider_van(afdeling)
    if teamleider is None and not afdeling.email:
        raise DomeinFout(
            _("De afdeling %(afdeling)s heeft nu geen teamleider en geen e-mailadres. Kies een andere.")
            % {"afdeling": afdeling}
        )
    uiterlijk = over(profiel().termijnen.vakafdeling)
    van = ga_naar(
        initiatief,
        Status.IN_BEHANDELING,
        aan_zet=AanZet.VAKAFDELING,
        persoon=teamleider or initiatief.behandelaar,
        afdeling=afdeling,
        uiterlijk=uiterlijk,
    )
    kop = _("Vraag aan de afdeling %(afdeling)s:") % {"afdeling": afdeling}
    tekst = f"{antwoord}\n\n{kop}\n\n{vraag}" if vraag else antwoord
    gebeurtenis = schrijf(initiatief, Soort.DOORGELEID, door=door, tekst=tekst, van=van)
    zet_uit(
        gebeurtenis,
        door=door,
        afdeling=afdeling,
        email=afdeling.email,
        vraag=vraag or _("Kunt u hierbij helpen, en wat is daarvoor nodig?"),
        uiterlijk=uiterlijk,
    )
    aan_indiener(gebeurtenis)
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
    *,
    initiatief: Initiatief,
    door: Gebruiker,
    reden: str,
    kader: str = "",
    uit_register: Kader | None = None,
    gezien: int | None = None,
) -> Gebeurtenis:
    """Say no, with the reason and the kader of the council that it meets: one of the register, or in words.

    Title and source of one of the register are copied; its text does not change once it is used.
    """
    initiatief = vergrendel(initiatief, gezien=gezien, door=door)
    eis_recht(door, TRIAGEREN, initiatief)
    if uit_register is not None:
        # The lock makes somebody who changes it at this moment wait, and then see that it is used.
        uit_register = Kader.objects.select_for_update().get(pk=uit_register.pk)
        if not uit_register.actief:
            raise DomeinFout(_("Dit kader geldt niet meer. Kies een ander kader."))
        kader = uit_register.vindplaats
    if not reden.strip() or not kader.strip():
        raise DomeinFout(_("Noem de reden en het kader. Zonder die twee mag u geen nee zeggen."))
    onthoud_eerste_reactie(initiatief)
    onthoud_besluit(initiatief)
    initiatief.reden, initiatief.kader, initiatief.kader_uit_register = reden, kader, uit_register
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
def noteer(
    *, initiatief: Initiatief, door: Gebruiker, tekst: str, vermeld: Collection[Gebruiker] = ()
) -> Gebeurtenis:
    """Write an internal note and call in the colleagues of `vermeld`, who must be allowed to read it.

    Their mail says who asks for them and where; the note itself stays inside.
    """
    initiatief = vergrendel(initiatief)
    eis_recht(door, LEZEN, initiatief)
    gebeurtenis = schrijf(initiatief, Soort.NOTITIE, door=door, tekst=tekst, openbaar=False)
    for collega in dict.fromkeys(vermeld):
        if not mag(collega, LEZEN, initiatief):
            raise DomeinFout(
                _("%(naam)s mag dit initiatief niet inzien. Kies iemand anders.") % {"naam": collega}
            )
        Vermelding.objects.create(gebeurtenis=gebeurtenis, gebruiker=collega)
        zet_klaar(
            sleutel=f"gebeurtenis-{gebeurtenis.pk}-{collega.pk}",
            sjabloon="initiatieven/mail/genoemd",
            ontvanger=collega,
            door=door,
            initiatief=initiatief,
            wie=door,
        )
    return gebeurtenis


def zie_vermeldingen(*, initiatief: Initiatief, door: Gebruiker) -> int:
    """Somebody opened the screen: what called them in here has been seen; returns how many that were."""
    nieuw = Vermelding.objects.filter(
        gebeurtenis__initiatief=initiatief, gebruiker=door, gezien_op__isnull=True
    )
    return nieuw.update(gezien_op=timezone.now())


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
    """Make somebody else the behandelaar. The date stays: the promise to the resident does not move.

    The line says who goes on, with `tekst` below it: a mail must tell that also when nobody wrote a word.
    """
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
    # Who handles it is also the owner by name while others answer by mail.
    bij_mij = initiatief.aan_zet != AanZet.INDIENER and initiatief.aan_zet_persoon == vorige
    if initiatief.aan_zet == AanZet.MEDEWERKER or bij_mij:
        initiatief.aan_zet_persoon = naar
    initiatief.save()
    zin = _("%(wie)s gaat hiermee verder en is nu de contactpersoon.") % {"wie": naar}
    regel = f"{zin}\n\n{tekst}" if tekst else zin
    gebeurtenis = schrijf(initiatief, Soort.OVERGEDRAGEN, door=door, tekst=regel)
    aan_indiener(gebeurtenis)
    aan_medewerker(gebeurtenis, naar, vorige)
    return gebeurtenis
