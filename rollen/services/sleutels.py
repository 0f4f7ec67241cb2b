"""Make a key for the system of a partner, end it, and say in time that it ends. Asks `sleutels.beheren`."""

from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kern.fouten import DomeinFout, GeenRecht
from kern.mail import zet_klaar
from kern.models import Gebruiker
from kern.werkdagen import vandaag
from rollen.models import SLEUTEL_DAGEN, ApiSleutel, Sleuteleinde, Sleutelrecht
from rollen.rechten import mag
from rollen.sleutels import nieuwe_sleutel
from wijken.models import Wijk

BEHEREN = "sleutels.beheren"
WAARSCHUW = (7, 30)  # days before a key ends; the nearest first


class AlGemaakt(DomeinFout):
    """The form was sent before: that key is there, and cannot be shown again."""

    def __init__(self, sleutel: ApiSleutel) -> None:
        self.sleutel = sleutel
        super().__init__(
            _("Deze sleutel is al gemaakt. Wij kunnen hem niet nog een keer laten zien. Bent u hem kwijt?")
            + " "
            + _("Beëindig hem dan, en maak een nieuwe.")
        )


@transaction.atomic
def maak_sleutel(
    *,
    door: Gebruiker,
    aanvraag: UUID,
    naam: str,
    organisatie: str,
    contact: str,
    recht: Sleutelrecht,
    wijk: Wijk | None,
    vanaf: date,
    tot: date,
    opvolger_van: ApiSleutel | None = None,
) -> tuple[ApiSleutel, str]:
    """Make a key and mail the partner that it is there; returns it with the text to show once.

    Without `wijk` it works in the whole municipality; from `vanaf` until, not including, `tot`. Raises `GeenRecht`,
    `AlGemaakt` for a form that was sent before, and `DomeinFout` for a period that cannot be.
    """
    _eis_recht(door)
    _eis_periode(vanaf, tot)
    nieuw = nieuwe_sleutel()
    sleutel = ApiSleutel(
        naam=naam,
        organisatie=organisatie,
        contact=contact.lower(),
        recht=recht,
        wijk=wijk,
        vanaf=vanaf,
        tot=tot,
        prefix=nieuw.prefix,
        afdruk=nieuw.afdruk,
        aanvraag=aanvraag,
        opvolger_van=opvolger_van,
        gemaakt_door=door,
    )
    try:
        with transaction.atomic():
            sleutel.save()
    except IntegrityError as fout:
        eerder = ApiSleutel.objects.filter(aanvraag=aanvraag).first()
        if eerder is None:
            raise
        raise AlGemaakt(eerder) from fout
    zet_klaar(
        sleutel=f"sleutel-gemaakt-{sleutel.pk}",
        sjabloon="rollen/mail/sleutel_gemaakt",
        aan=sleutel.contact,
        apisleutel=sleutel,
    )
    return sleutel, nieuw.geheel


@transaction.atomic
def beeindig_sleutel(*, sleutel: ApiSleutel, door: Gebruiker, reden: Sleuteleinde) -> ApiSleutel:
    """End a key at once and tell the partner. Raises `GeenRecht`, and `DomeinFout` when it had ended already."""
    _eis_recht(door)
    sleutel = ApiSleutel.objects.select_for_update(of=("self",)).select_related("wijk").get(pk=sleutel.pk)
    if is_voorbij(sleutel, vandaag()):
        raise DomeinFout(_("Deze sleutel werkte al niet meer."))
    sleutel.beeindigd_op, sleutel.beeindigd_door, sleutel.reden_einde = timezone.now(), door, reden
    sleutel.save(update_fields=["beeindigd_op", "beeindigd_door", "reden_einde"])
    zet_klaar(
        sleutel=f"sleutel-beeindigd-{sleutel.pk}",
        sjabloon="rollen/mail/sleutel_beeindigd",
        aan=sleutel.contact,
        apisleutel=sleutel,
        opvolger=opvolger_van(sleutel),
    )
    return sleutel


def waarschuw_voor_einde(*, op: date) -> int:
    """Tell partners whose key ends within 30 or 7 days, once each; returns how many were told.

    Looks at state, so that it may run late or twice: when both days have passed the partner hears once, and of a
    day that had passed when the key was made nobody hears, because that mail told its end.
    """
    verteld = 0
    for sleutel in ApiSleutel.objects.eindigt_voor(op + timedelta(days=max(WAARSCHUW)), op):
        dagen = next(aantal for aantal in WAARSCHUW if sleutel.tot - timedelta(days=aantal) <= op)
        if timezone.localdate(sleutel.gemaakt_op) <= sleutel.tot - timedelta(days=dagen):
            verteld += _waarschuw(sleutel, dagen)
    return verteld


@transaction.atomic
def _waarschuw(sleutel: ApiSleutel, dagen: int) -> bool:
    """Whether the mail was not there yet. The key is locked: it may be ended at this moment."""
    sleutel = ApiSleutel.objects.select_for_update(of=("self",)).select_related("wijk").get(pk=sleutel.pk)
    if sleutel.beeindigd_op is not None:
        return False
    mail = zet_klaar(
        sleutel=f"sleutel-eindigt-{sleutel.pk}-{dagen}",
        sjabloon="rollen/mail/sleutel_eindigt",
        aan=sleutel.contact,
        apisleutel=sleutel,
        opvolger=opvolger_van(sleutel),
    )
    return mail is not None


def noteer_gebruik(*, sleutel: ApiSleutel) -> None:
    """Keep the day on which a key was last used: one write a day, however much it asks."""
    dag = vandaag()
    if sleutel.laatst_gebruikt != dag:
        ApiSleutel.objects.filter(pk=sleutel.pk).update(laatst_gebruikt=dag)


def is_voorbij(sleutel: ApiSleutel, op: date) -> bool:
    """Whether it works no longer, by its date or because it was ended."""
    return sleutel.beeindigd_op is not None or sleutel.tot <= op


def opvolger_van(sleutel: ApiSleutel) -> ApiSleutel | None:
    """The newest key that replaces this one and has not ended."""
    return sleutel.opvolgers.filter(beeindigd_op=None, tot__gt=vandaag()).order_by("-pk").first()


def _eis_recht(door: Gebruiker) -> None:
    if not mag(door, BEHEREN):
        raise GeenRecht(_("U mag geen sleutels maken of beëindigen."))


def _eis_periode(vanaf: date, tot: date) -> None:
    if vanaf < vandaag():
        raise DomeinFout(_("Een sleutel kan niet in het verleden beginnen. Kies vandaag of later."))
    if tot <= vanaf:
        raise DomeinFout(_("De laatste dag ligt voor de eerste dag. Kies een latere laatste dag."))
    if tot > vanaf + timedelta(days=SLEUTEL_DAGEN):
        raise DomeinFout(_("Een sleutel werkt hoogstens twee jaar. Kies een eerdere laatste dag."))
