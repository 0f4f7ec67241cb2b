"""Noting what was learned, from both perspectives."""

from datetime import date, timedelta

from django.core.signing import BadSignature, TimestampSigner
from django.db import transaction
from django.utils.translation import gettext as _

from initiatieven.levensloop import Status
from initiatieven.models import Initiatief
from initiatieven.services.basis import is_indiener
from kern.fouten import DomeinFout, GeenRecht
from kern.mail import zet_klaar
from kern.models import Gebruiker
from kern.tekst import noemt_contactgegevens
from kern.werkdagen import begin_van, vandaag
from rapportages.models import Leerpunt, Leerpuntvraag, Perspectief
from rollen.rechten import mag
from wijken.models import Wijk

RECHT = "rapportages.leerpunt_noteren"
VERTELBAAR = (Status.GEREALISEERD, Status.GESTOPT)
VRAAG_BINNEN = timedelta(days=90)  # after that people no longer know, and the question only annoys
LINK_GELDT = timedelta(days=60)
KORT = 450  # characters of one answer: three of them with their questions fit in one learning point

_ondertekening = TimestampSigner(salt="rapportages.leerpunt")


@transaction.atomic
def noteer_leerpunt(
    *,
    wijk: Wijk,
    perspectief: Perspectief,
    tekst: str,
    verandert: str = "",
    initiatief: Initiatief | None = None,
    door: Gebruiker,
    op: date | None = None,
) -> Leerpunt:
    """Note what was learned; `op` is the day of an import, today without it.

    Staff may note both perspectives (right `rapportages.leerpunt_noteren`); what they note for residents is
    marked `opgetekend`. Who started it, also one who works for the municipality, tells their own perspective
    once, when their initiative succeeded or stopped. Raises `GeenRecht` for anybody else and `DomeinFout` for a
    text that names contact data, an initiative of another wijk, or a second time.
    """
    if initiatief is not None:
        initiatief = Initiatief.objects.openbaar().select_for_update().get(pk=initiatief.pk)
        if initiatief.wijk_id != wijk.pk:
            raise DomeinFout(_("Dit initiatief hoort bij een andere wijk."))
    _eis_zonder_contactgegevens(tekst, verandert)
    zelf = initiatief is not None and perspectief == Perspectief.BEWONERS and is_indiener(door, initiatief)
    namens_gemeente = not zelf and mag(door, RECHT, wijk)
    if not namens_gemeente:
        _eis_eigen_verhaal(initiatief, perspectief, door)
    return Leerpunt.objects.create(
        wijk=wijk,
        initiatief=initiatief,
        perspectief=perspectief,
        tekst=tekst,
        verandert=verandert,
        opgetekend=namens_gemeente and perspectief == Perspectief.BEWONERS,
        door=door,
        genoteerd_op=op or vandaag(),
    )


def vertel_leerpunt(
    *, initiatief: Initiatief, door: Gebruiker, goed: str = "", lastig: str = "", aanraden: str = ""
) -> Leerpunt:
    """Who started it answers three short questions; the answers become one learning point of residents.

    Raises what `noteer_leerpunt` raises, and `DomeinFout` when all three are empty.
    """
    antwoorden = (
        (_("Wat ging goed?"), goed),
        (_("Wat was lastig?"), lastig),
        (_("Wat raadt u anderen aan?"), aanraden),
    )
    tekst = "\n\n".join(f"{vraag}\n{antwoord.strip()}" for vraag, antwoord in antwoorden if antwoord.strip())
    if not tekst:
        raise DomeinFout(_("Beantwoord minstens één vraag. Een paar woorden is genoeg."))
    assert initiatief.wijk is not None  # by constraint, once it is public
    return noteer_leerpunt(
        wijk=initiatief.wijk,
        initiatief=initiatief,
        perspectief=Perspectief.BEWONERS,
        tekst=tekst,
        door=door,
    )


@transaction.atomic
def wijzig_leerpunt(*, leerpunt: Leerpunt, tekst: str, verandert: str, door: Gebruiker) -> Leerpunt:
    """Correct the text, for a typing error or a name that slipped in.

    Raises `GeenRecht`, and `DomeinFout` once it stands in a report that was offered.
    """
    leerpunt = (
        Leerpunt.objects.select_for_update(of=("self",)).select_related("rapportage").get(pk=leerpunt.pk)
    )
    if not mag(door, RECHT, leerpunt):
        raise GeenRecht(_("U mag dit leerpunt niet wijzigen."))
    if leerpunt.ligt_vast:
        raise DomeinFout(_("Dit leerpunt staat in een rapportage aan de raad. Het verandert niet meer."))
    _eis_zonder_contactgegevens(tekst, verandert)
    leerpunt.tekst, leerpunt.verandert = tekst, verandert
    leerpunt.save(update_fields=["tekst", "verandert"])
    return leerpunt


def vraag_leerpunten() -> int:
    """Ask every resident whose initiative succeeded or stopped, once, what they learned; returns how many.

    Looks at state: closed not too long ago and not asked yet. Safe to run twice at the same time.
    """
    sinds = begin_van(vandaag() - VRAAG_BINNEN)
    te_vragen = Initiatief.objects.filter(
        status__in=VERTELBAAR, afgesloten_op__gte=sinds, leerpuntvraag=None, indiener__is_active=True
    )
    return sum(_vraag(pk) for pk in te_vragen.order_by("afgesloten_op", "pk").values_list("pk", flat=True))


@transaction.atomic
def _vraag(pk: int) -> bool:
    initiatief = (
        Initiatief.objects.select_for_update(of=("self",)).select_related("indiener", "wijk").get(pk=pk)
    )
    if initiatief.status not in VERTELBAAR or initiatief.indiener is None:
        return False
    _vraag_rij, nieuw = Leerpuntvraag.objects.get_or_create(initiatief=initiatief)
    if nieuw and not _heeft_verteld(initiatief):
        zet_klaar(
            sleutel=f"leerpuntvraag-{initiatief.pk}",
            sjabloon="rapportages/mail/leerpuntvraag",
            ontvanger=initiatief.indiener,
            initiatief=initiatief,
            pad=f"/initiatieven/{initiatief.kenmerk}/leerpunt/?sleutel={sleutel_voor(initiatief)}",
            dagen=LINK_GELDT.days,
        )
    return nieuw


def sleutel_voor(initiatief: Initiatief) -> str:
    """The key in the mailed link: whoever has it may tell, once, on behalf of the indiener."""
    return _ondertekening.sign(str(initiatief.pk))


def sleutel_past(sleutel: str, initiatief: Initiatief) -> bool:
    """Whether this key was made for this initiative and is not too old."""
    try:
        return _ondertekening.unsign(sleutel, max_age=LINK_GELDT) == str(initiatief.pk)
    except BadSignature:
        return False


def _eis_eigen_verhaal(initiatief: Initiatief | None, perspectief: Perspectief, door: Gebruiker) -> None:
    if initiatief is None or perspectief != Perspectief.BEWONERS or not is_indiener(door, initiatief):
        raise GeenRecht(_("U kunt hier geen leerpunt noteren."))
    if initiatief.status not in VERTELBAAR:
        raise DomeinFout(_("U kunt dit vertellen zodra uw initiatief gelukt of gestopt is."))
    if _heeft_verteld(initiatief):
        raise DomeinFout(
            _("U heeft al verteld wat u leerde. Dank u wel. Uw verhaal staat bij het initiatief.")
        )


def _heeft_verteld(initiatief: Initiatief) -> bool:
    return Leerpunt.objects.bij(initiatief).van_de_indiener().exists()


def _eis_zonder_contactgegevens(*teksten: str) -> None:
    if any(noemt_contactgegevens(tekst) for tekst in teksten):
        raise DomeinFout(_("Iedereen kan dit lezen. Haal het e-mailadres of telefoonnummer uit de tekst."))
