"""Promise something, and say whether it was kept."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agendas.models import Agendapunt, Toezegging
from agendas.services.agenda import RECHT
from initiatieven.models import Gebeurtenis, Initiatief
from initiatieven.services.basis import schrijf, vergrendel
from kern.fouten import DomeinFout, GeenRecht
from kern.mail import zet_klaar
from kern.models import Gebruiker
from kern.werkdagen import vandaag
from rollen.rechten import mag


@transaction.atomic
def doe_toezegging(
    *,
    kant: str,
    wie: str,
    wat: str,
    voor: date,
    door: Gebruiker,
    initiatief: Initiatief | None = None,
    agendapunt: Agendapunt | None = None,
) -> Toezegging:
    """Record that one side (`kant`) promised `wat` before the end of the day `voor`.

    About either an initiative (then its timeline and its resident hear of it) or an agenda item. Raises
    `GeenRecht` without `agendas.beheren` in that wijk, `DomeinFout` for an empty promise or a day in the past.
    """
    if (initiatief is None) == (agendapunt is None):
        raise DomeinFout(_("Een afspraak hoort bij één initiatief of bij één punt van de agenda."))
    if initiatief is not None:
        initiatief = vergrendel(initiatief)
    _eis_recht(door, initiatief or agendapunt)
    wie, wat = wie.strip(), wat.strip()
    if not wie or not wat:
        raise DomeinFout(_("Schrijf op wie wat gaat doen."))
    if voor < vandaag():
        raise DomeinFout(_("Kies vandaag of een dag die nog komt."))
    toezegging = Toezegging.objects.create(
        initiatief=initiatief, agendapunt=agendapunt, kant=kant, wie=wie, wat=wat, voor=voor
    )
    if initiatief is not None:
        _vertel(
            initiatief,
            _("Afspraak: %(wie)s. %(wat)s. Klaar op %(dag)s.")
            % {"wie": wie, "wat": wat.rstrip("."), "dag": date_format(voor, "j F Y")},
            toezegging,
            door,
        )
    _werk_agenda_bij(toezegging)
    return toezegging


@transaction.atomic
def rond_toezegging_af(
    *, toezegging: Toezegging, nagekomen: bool, door: Gebruiker, uitleg: str = ""
) -> Toezegging:
    """Say whether a promise was kept. Raises `DomeinFout` when it was rounded off before, or when a promise
    that was not kept has no `uitleg`.
    """
    toezegging = (
        Toezegging.objects.select_for_update(of=("self",))
        .select_related("initiatief", "agendapunt__agenda")
        .get(pk=toezegging.pk)
    )
    _eis_recht(door, toezegging)
    uitleg = uitleg.strip()
    if toezegging.nagekomen is not None:
        raise DomeinFout(_("Deze afspraak is al afgerond."))
    if not nagekomen and not uitleg:
        raise DomeinFout(_("Leg uit waarom dit niet is gelukt."))
    toezegging.nagekomen, toezegging.uitleg, toezegging.afgerond_op = nagekomen, uitleg, vandaag()
    toezegging.save()
    if toezegging.initiatief is not None:
        gelukt = _("Afspraak nagekomen: %(wat)s.") if nagekomen else _("Afspraak niet nagekomen: %(wat)s.")
        zin = gelukt % {"wat": toezegging.wat.rstrip(".")}
        _vertel(toezegging.initiatief, f"{zin} {uitleg}".strip(), toezegging, door)
    _werk_agenda_bij(toezegging)
    return toezegging


def _werk_agenda_bij(toezegging: Toezegging) -> None:
    """A promise about an item is news of that agenda."""
    if toezegging.agendapunt is not None:
        agenda = toezegging.agendapunt.agenda
        agenda.bijgewerkt_op = timezone.now()
        agenda.save(update_fields=["bijgewerkt_op"])


def _eis_recht(door: Gebruiker, waarover: Initiatief | Agendapunt | Toezegging | None) -> None:
    if not mag(door, RECHT, waarover):
        raise GeenRecht(_("U mag in deze wijk geen afspraken vastleggen."))


def _vertel(initiatief: Initiatief, zin: str, toezegging: Toezegging, door: Gebruiker) -> None:
    gebeurtenis = schrijf(initiatief, Gebeurtenis.Soort.VOORTGANG, door=door, tekst=zin)
    zet_klaar(
        sleutel=f"gebeurtenis-{gebeurtenis.pk}-toezegging",
        sjabloon="agendas/mail/toezegging",
        ontvanger=initiatief.indiener,
        door=door,
        initiatief=initiatief,
        toezegging=toezegging,
    )
