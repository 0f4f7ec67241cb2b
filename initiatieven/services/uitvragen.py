"""Questions to an outside party and to a vakafdeling that answers by mail: ask, answer, take back, too late.

The hand-over to a vakafdeling itself is `behandelen.kies_route`; a teamleider with an account answers by
`gesprek.antwoord_afdeling`. Same rules as `behandelen`. An answer by the link has no account behind it: it goes to
the behandelaar, as an internal line, and the behandelaar tells the resident (ADR 85).
"""

from datetime import date, timedelta
from enum import Enum

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatieven.levensloop import BIJ_ANDEREN, AanZet, Status
from initiatieven.models import Gebeurtenis, Initiatief, Uitvraag
from initiatieven.services.basis import eis_recht, ga_naar, schrijf, vergrendel
from initiatieven.services.behandelen import TRIAGEREN, naar_behandelaar, onthoud_eerste_reactie, over
from initiatieven.services.post import aan_indiener, aan_medewerker
from initiatieven.services.uitvraagpost import (
    herinner,
    leider_van,
    meld_te_laat,
    wacht_op_antwoord,
    zet_uit,
)
from kern.fouten import DomeinFout
from kern.models import Gebruiker
from kern.profiel import profiel
from kern.werkdagen import plus_werkdagen, vandaag, werkdagen_tussen

Soort = Gebeurtenis.Soort
LINK_WERKT = timedelta(days=90)  # after the date; a late answer is welcome, but not for ever
HERINNER_VOORAF = 3  # working days before the date


class Stand(Enum):
    """What somebody finds behind the link."""

    OPEN = "open"
    BEANTWOORD = "beantwoord"
    NIET_NODIG = "niet nodig"  # withdrawn, or the initiative has ended
    VERLOPEN = "verlopen"


class NietOpen(DomeinFout):
    """The question cannot be answered any more; `stand` says why."""

    def __init__(self, stand: Stand) -> None:
        self.stand = stand
        super().__init__(_("Deze vraag staat niet meer open. Uw antwoord is niet verstuurd."))


def stand_van(uitvraag: Uitvraag, op: date) -> Stand:
    """What somebody finds behind the link on that day.

    An answer is for staff, and a mail is passed on and kept for years: that too can be read for a while only.
    """
    verlopen = op > uitvraag.uiterlijk + LINK_WERKT
    if uitvraag.beantwoord_op is not None:
        return Stand.VERLOPEN if verlopen else Stand.BEANTWOORD
    if uitvraag.ingetrokken_op is not None or not uitvraag.initiatief.is_open:
        return Stand.NIET_NODIG
    return Stand.VERLOPEN if verlopen else Stand.OPEN


@transaction.atomic
def vraag_derde(
    *,
    initiatief: Initiatief,
    door: Gebruiker,
    organisatie: str,
    email: str,
    vraag: str,
    gezien: int | None = None,
) -> Gebeurtenis:
    """Ask an organisation outside the municipality, by a link in a mail. The behandelaar stays the owner by name.

    The question is public, as one to the resident is.
    """
    initiatief = vergrendel(initiatief, gezien=gezien, door=door)
    eis_recht(door, TRIAGEREN, initiatief)
    if not initiatief.is_open:
        raise DomeinFout(_("Dit initiatief is afgerond. U kunt er niets meer over vragen."))
    if initiatief.status == Status.WACHT_OP_INDIENER:
        raise DomeinFout(_("Er staat een vraag open aan de inwoner. Wacht eerst op het antwoord."))
    if initiatief.aan_zet in BIJ_ANDEREN:
        raise DomeinFout(
            _("Dit ligt nu bij %(wie)s. Haal die vraag eerst terug.") % {"wie": initiatief.aan_zet_naam}
        )
    onthoud_eerste_reactie(initiatief)
    uiterlijk = over(profiel().termijnen.derde)
    in_uitvoering = initiatief.status == Status.IN_UITVOERING
    van = ga_naar(
        initiatief,
        Status.IN_UITVOERING if in_uitvoering else Status.IN_BEHANDELING,
        aan_zet=AanZet.DERDE,
        persoon=initiatief.behandelaar,
        derde=organisatie,
        uiterlijk=uiterlijk,
    )
    kop = _("Vraag aan %(organisatie)s:") % {"organisatie": organisatie}
    gebeurtenis = schrijf(initiatief, Soort.UITGEZET, door=door, tekst=f"{kop}\n\n{vraag}", van=van)
    zet_uit(gebeurtenis, door=door, organisatie=organisatie, email=email, vraag=vraag, uiterlijk=uiterlijk)
    aan_indiener(gebeurtenis)
    aan_medewerker(gebeurtenis, initiatief.behandelaar)
    return gebeurtenis


@transaction.atomic
def haal_terug(
    *, initiatief: Initiatief, door: Gebruiker, reden: str, gezien: int | None = None
) -> Gebeurtenis:
    """Take back what lies with a vakafdeling or an outside party; whoever was asked hears that it is over."""
    initiatief = vergrendel(initiatief, gezien=gezien, door=door)
    eis_recht(door, TRIAGEREN, initiatief)
    if initiatief.aan_zet not in BIJ_ANDEREN:
        raise DomeinFout(_("Dit initiatief ligt nu niet bij een afdeling of een andere organisatie."))
    # Without an Uitvraag nobody is mailed about it, so the teamleider hears it as staff.
    leider = None if wacht_op_antwoord(initiatief) else leider_van(initiatief.aan_zet_afdeling)
    naar_behandelaar(initiatief)
    gebeurtenis = schrijf(initiatief, Soort.TERUG, door=door, tekst=reden)
    aan_indiener(gebeurtenis)
    aan_medewerker(gebeurtenis, initiatief.behandelaar, leider)
    return gebeurtenis


@transaction.atomic
def beantwoord_uitvraag(*, uitvraag: Uitvraag, naam: str, tekst: str) -> Gebeurtenis:
    """Somebody answers by the link, once. It goes to the behandelaar; too late it is still kept and mailed.

    Raises `NietOpen` when it was answered, withdrawn or expired meanwhile, or when the initiative has ended.
    """
    initiatief = vergrendel(uitvraag.initiatief)
    uitvraag = Uitvraag.objects.select_for_update(of=("self",)).select_related("afdeling").get(pk=uitvraag.pk)
    uitvraag.initiatief = initiatief
    if (stand := stand_van(uitvraag, vandaag())) is not Stand.OPEN:
        raise NietOpen(stand)
    uitvraag.antwoord, uitvraag.antwoord_van = tekst, naam
    uitvraag.beantwoord_op = timezone.now()
    uitvraag.save(update_fields=["antwoord", "antwoord_van", "beantwoord_op"])
    leider = leider_van(uitvraag.afdeling)
    if uitvraag.te_laat_op is None and uitvraag.is_aan_zet(initiatief):
        naar_behandelaar(initiatief)
    gebeurtenis = schrijf(
        initiatief,
        Soort.ANTWOORD,
        door=None,
        afzender=f"{naam}, {uitvraag}"[:120],
        tekst=tekst,
        openbaar=False,
    )
    aan_medewerker(gebeurtenis, initiatief.behandelaar, leider)
    return gebeurtenis


@transaction.atomic
def herinner_uitvraag(*, uitvraag: Uitvraag) -> Gebeurtenis | None:
    """Remind who was asked a few working days before the date, once; None when there is nothing to say.

    Not when the question was asked only just: then more time is left than has gone by.
    """
    initiatief = vergrendel(uitvraag.initiatief)
    dag = vandaag()
    te_herinneren = Uitvraag.objects.te_herinneren(dag, herinneren_tot(dag)).filter(pk=uitvraag.pk)
    wachtend = te_herinneren.select_for_update(of=("self",)).select_related("afdeling", "gesteld_door")
    gevonden = wachtend.first()
    if gevonden is None or not gevonden.is_aan_zet(initiatief):
        return None
    gesteld = timezone.localdate(gevonden.gesteld_op)
    if werkdagen_tussen(gesteld, dag) < werkdagen_tussen(dag, gevonden.uiterlijk):
        return None
    gevonden.herinnerd_op = timezone.now()
    gevonden.save(update_fields=["herinnerd_op"])
    gebeurtenis = schrijf(
        initiatief,
        Soort.TERMIJN,
        door=None,
        tekst=_("%(wie)s kreeg een herinnering aan de vraag.") % {"wie": gevonden},
        openbaar=False,
    )
    herinner(gevonden, gebeurtenis)
    return gebeurtenis


def herinneren_tot(dag: date) -> date:
    """The last date of which somebody is reminded on this day."""
    return plus_werkdagen(dag, HERINNER_VOORAF)


def geef_te_laat_terug(initiatief: Initiatief) -> Gebeurtenis:
    """The date of a vakafdeling or an outside party has passed: the behandelaar goes on.

    The caller has locked the initiative and looked at the date. An answer that still comes is kept and mailed.
    """
    wie = initiatief.aan_zet_afdeling or initiatief.aan_zet_derde
    leider = leider_van(initiatief.aan_zet_afdeling)
    uitvraag = wacht_op_antwoord(initiatief)
    if uitvraag is not None:
        uitvraag.te_laat_op = timezone.now()
        uitvraag.save(update_fields=["te_laat_op"])
    naar_behandelaar(initiatief)
    gebeurtenis = schrijf(
        initiatief,
        Soort.TERUG,
        door=None,
        tekst=_("%(wie)s gaf niet op tijd antwoord. %(behandelaar)s gaat weer verder.")
        % {"wie": wie, "behandelaar": initiatief.behandelaar},
    )
    aan_indiener(gebeurtenis)
    aan_medewerker(gebeurtenis, initiatief.behandelaar, None if uitvraag else leider)
    if uitvraag is not None:
        meld_te_laat(uitvraag, gebeurtenis)
    return gebeurtenis
