"""Grant an initiative money, pay it, or take back what was not paid."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from budgetten.models import Budget, Mandaat, Rekening, Toekenning
from budgetten.services.boeken import boek, eis_bedrag, rekening
from initiatieven.levensloop import Status
from initiatieven.models import Gebeurtenis, Initiatief
from initiatieven.services.basis import schrijf, vergrendel
from kern.fouten import DomeinFout, GeenRecht
from kern.mail import zet_klaar
from kern.models import Gebruiker
from kern.templatetags.kern import euro_rond
from kern.werkdagen import vandaag
from rollen.rechten import mag, rollen_met
from rollen.wie import rolnaam
from wijken.models import Wijk

Soort = Rekening.Soort
RECHT = "budgetten.toekennen"
# Bills come in after an initiative was carried out, so money may be paid then; nothing new is granted then.
TOEKENBAAR = (Status.INGEDIEND, Status.IN_BEHANDELING, Status.WACHT_OP_INDIENER, Status.IN_UITVOERING)


def mandaat_van(door: Gebruiker, wijk: Wijk) -> Mandaat | None:
    """The widest mandate that this person has today in this wijk, through a role that may grant."""
    rollen = rollen_met(door, RECHT, wijk)
    return Mandaat.objects.geldig(vandaag()).voor_rollen(rollen).order_by("-tot_bedrag").first()


@transaction.atomic
def ken_toe(
    *,
    initiatief: Initiatief,
    budget: Budget,
    bedrag: Decimal,
    motivering: str,
    door: Gebruiker,
    gezien: int | None = None,
) -> Toekenning:
    """Grant `bedrag` (euros) to an open initiative; tells the resident and the timeline.

    The mandate counts for all that the initiative has been granted, so that nobody splits a large amount.
    `gezien` is the id of the last Gebeurtenis that `door` saw; with it a form that is sent twice grants once.
    Raises `GeenRecht` without the right in the wijk of the initiative or a mandate for the amount, and
    `DomeinFout` when the budget has too little left.
    """
    initiatief = vergrendel(initiatief, gezien=gezien)
    wijk = initiatief.wijk
    if wijk is None or initiatief.status not in TOEKENBAAR:
        raise DomeinFout(_("U kunt alleen geld toekennen aan een initiatief dat nog loopt."))
    if not mag(door, RECHT, initiatief):
        raise GeenRecht(_("U mag in deze wijk geen geld toekennen."))
    bedrag = eis_bedrag(bedrag)
    motivering = motivering.strip()
    if not motivering:
        raise DomeinFout(_("Schrijf op waarom dit initiatief dit geld krijgt."))
    mandaat = _eis_mandaat(door, wijk, bedrag, Toekenning.objects.van_initiatief(initiatief).staand())
    toekenning = Toekenning.objects.create(
        initiatief=initiatief,
        budget=budget,
        wijk=wijk,
        bedrag=bedrag,
        motivering=motivering,
        besloten_door=door,
        mandaat=mandaat,
    )
    _boek(toekenning, Soort.VRIJ, Soort.TOEGEKEND, bedrag, _("Toegekend aan %(titel)s"), door)
    gebeurtenis = schrijf(
        initiatief,
        Gebeurtenis.Soort.VOORTGANG,
        door=door,
        tekst=_("%(bedrag)s toegekend uit het budget %(budget)s. %(motivering)s")
        % {"bedrag": euro_rond(bedrag), "budget": budget, "motivering": motivering},
    )
    _mail(gebeurtenis, "toegekend", toekenning, bedrag, door)
    return toekenning


@transaction.atomic
def betaal(
    *, toekenning: Toekenning, bedrag: Decimal, door: Gebruiker, gezien: int | None = None
) -> Toekenning:
    """Book `bedrag` (euros) of a grant as paid. Raises `DomeinFout` when less is left to pay."""
    toekenning = _vergrendel(toekenning, door, gezien)
    bedrag = eis_bedrag(bedrag)
    if bedrag > toekenning.te_betalen:
        raise DomeinFout(
            _("Van deze toekenning is nog %(rest)s te betalen.") % {"rest": euro_rond(toekenning.te_betalen)}
        )
    toekenning.betaald += bedrag
    toekenning.save(update_fields=["betaald"])
    _boek(toekenning, Soort.TOEGEKEND, Soort.BESTEED, bedrag, _("Betaald aan %(titel)s"), door)
    gebeurtenis = schrijf(
        toekenning.initiatief,
        Gebeurtenis.Soort.VOORTGANG,
        door=door,
        namens=rolnaam(door, toekenning.wijk),  # also when the initiative moved to another wijk since
        tekst=_("%(bedrag)s betaald.") % {"bedrag": euro_rond(bedrag)},
    )
    _mail(gebeurtenis, "betaald", toekenning, bedrag, door)
    return toekenning


@transaction.atomic
def trek_in(*, toekenning: Toekenning, reden: str, door: Gebruiker, gezien: int | None = None) -> Toekenning:
    """Take back what was not yet paid; `reden` is public. Raises `DomeinFout` when nothing is left."""
    toekenning = _vergrendel(toekenning, door, gezien)
    rest = toekenning.te_betalen
    reden = reden.strip()
    if not rest:
        raise DomeinFout(_("Van deze toekenning is niets meer over om terug te nemen."))
    if not reden:
        raise DomeinFout(_("Schrijf op waarom het geld niet meer nodig is."))
    toekenning.teruggenomen += rest
    toekenning.save(update_fields=["teruggenomen"])
    _boek(toekenning, Soort.TOEGEKEND, Soort.VRIJ, rest, _("Niet meer nodig voor %(titel)s"), door)
    gebeurtenis = schrijf(
        toekenning.initiatief,
        Gebeurtenis.Soort.VOORTGANG,
        door=door,
        namens=rolnaam(door, toekenning.wijk),  # also when the initiative moved to another wijk since
        tekst=_("%(bedrag)s gaat terug naar het budget %(budget)s. %(reden)s")
        % {"bedrag": euro_rond(rest), "budget": toekenning.budget, "reden": reden},
    )
    _mail(gebeurtenis, "teruggenomen", toekenning, rest, door, reden=reden)
    return toekenning


def _eis_mandaat(door: Gebruiker, wijk: Wijk, bedrag: Decimal, eerder: Decimal) -> Mandaat:
    mandaat = mandaat_van(door, wijk)
    if mandaat is None:
        raise GeenRecht(_("U heeft vandaag geen mandaat om geld toe te kennen."))
    if eerder + bedrag > mandaat.tot_bedrag:
        raise GeenRecht(
            _("Uw mandaat gaat tot en met %(grens)s per initiatief. Dit initiatief komt op %(som)s.")
            % {"grens": euro_rond(mandaat.tot_bedrag), "som": euro_rond(eerder + bedrag)}
        )
    return mandaat


def _vergrendel(toekenning: Toekenning, door: Gebruiker, gezien: int | None) -> Toekenning:
    """The grant, read again under a lock; the initiative first, in the same order as `ken_toe`."""
    initiatief = vergrendel(toekenning.initiatief, gezien=gezien)
    vers = (
        Toekenning.objects.select_for_update(of=("self",))
        .select_related("budget", "mandaat", "wijk")
        .get(pk=toekenning.pk)
    )
    vers.initiatief = initiatief
    if not mag(door, RECHT, vers):
        raise GeenRecht(_("U mag in deze wijk geen geld betalen of terugnemen."))
    return vers


def _boek(
    toekenning: Toekenning, van: Soort, naar: Soort, bedrag: Decimal, omschrijving: str, door: Gebruiker
) -> None:
    boek(
        van=rekening(toekenning.budget, van),
        naar=rekening(toekenning.budget, naar),
        bedrag=bedrag,
        omschrijving=omschrijving % {"titel": toekenning.initiatief.titel},
        besluit=toekenning.mandaat.besluit,
        door=door,
        wijk=toekenning.wijk,
        toekenning=toekenning,
    )


def _mail(
    gebeurtenis: Gebeurtenis,
    sjabloon: str,
    toekenning: Toekenning,
    bedrag: Decimal,
    door: Gebruiker,
    **meer: Any,
) -> None:
    zet_klaar(
        sleutel=f"gebeurtenis-{gebeurtenis.pk}-geld",
        sjabloon=f"budgetten/mail/{sjabloon}",
        ontvanger=toekenning.initiatief.indiener,
        door=door,
        initiatief=toekenning.initiatief,
        toekenning=toekenning,
        bedrag=bedrag,
        **meer,
    )
