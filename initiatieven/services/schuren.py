"""Frictions: where a wish and a rule rub, and the ladder that such a case climbs (invariant 7).

Every function locks the initiative and the friction, checks the right, appends a `Schuringstap` and one internal
line of the timeline, and puts the mails in the outbox, all in one transaction. They raise `GeenRecht` when `door`
may not do it, `Tussendoor` when something happened after `gezien` (the id of the last step on the screen of `door`)
and `DomeinFout` when it does not fit. Terms are in working days, from the ladder of the gemeenteprofiel.
"""

from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatieven.ladder import houder, houdt_nog, onder, opvolger, terug, treden, verder, volgende
from initiatieven.models import Gebeurtenis, Initiatief, Kader, Schuring, Schuringstap
from initiatieven.services.basis import eis_recht, is_indiener, schrijf, vergrendel
from initiatieven.services.behandelen import onthoud_eerste_reactie, over
from initiatieven.services.post import aan_indiener, sleutel_van
from kern.fouten import DomeinFout, GeenRecht
from kern.mail import zet_klaar
from kern.models import Gebruiker
from kern.werkdagen import vandaag
from rollen.models import Vakafdeling
from rollen.rechten import mag

BEHANDELEN, DRAGEN = "schuringen.behandelen", "schuringen.dragen"
Soort = Schuringstap.Soort

# The subject says what happened: to who holds it now, and to the others. %(titel)s is the initiative.
ONDERWERP = {
    Soort.GEOPEND: (
        gettext_lazy("Hier schuurt het en u bent aan zet: %(titel)s"),
        gettext_lazy("Hier schuurt het: %(titel)s"),
    ),
    Soort.VERSLAG: (
        gettext_lazy("Een verslag bij uw schuring: %(titel)s"),
        gettext_lazy("Een verslag bij een schuring: %(titel)s"),
    ),
    Soort.HOGER: (
        gettext_lazy("Een schuring komt bij u: %(titel)s"),
        gettext_lazy("Een schuring gaat een trede hoger: %(titel)s"),
    ),
    Soort.OVERGESLAGEN: (
        gettext_lazy("Een schuring komt bij u: %(titel)s"),
        gettext_lazy("Een schuring slaat een trede over: %(titel)s"),
    ),
    Soort.TERUG: (
        gettext_lazy("Een schuring komt bij u terug: %(titel)s"),
        gettext_lazy("Een schuring gaat terug naar een eerdere trede: %(titel)s"),
    ),
    Soort.OVERGENOMEN: (
        gettext_lazy("U neemt een schuring over: %(titel)s"),
        gettext_lazy("Iemand anders heeft nu een schuring in handen: %(titel)s"),
    ),
    Soort.HERINNERD: (
        gettext_lazy("De datum van een schuring is voorbij en u bent aan zet: %(titel)s"),
        gettext_lazy("De datum van een schuring is voorbij: %(titel)s"),
    ),
    Soort.GESLOTEN: (
        gettext_lazy("Uw schuring heeft een uitkomst: %(titel)s"),
        gettext_lazy("Een schuring heeft een uitkomst: %(titel)s"),
    ),
}


class Tussendoor(DomeinFout):
    """Somebody did something with this friction since the acting person looked; `stappen` says what."""

    def __init__(self, stappen: Sequence[Schuringstap]) -> None:
        self.stappen = stappen
        wat = "; ".join(
            f"{s.get_soort_display()} ({s.door or _('het portaal')}, {timezone.localtime(s.wanneer):%H.%M} uur)"
            for s in stappen
        )
        super().__init__(
            _("Er is intussen iets veranderd: %(wat)s. Lees dit eerst. Uw tekst staat er nog.") % {"wat": wat}
        )


def mag_treden(door: Gebruiker, schuring: Schuring) -> bool:
    """Whether somebody may report on it, pass it on and close it: by right, or because they hold it."""
    return mag(door, BEHANDELEN, schuring) or mag(door, DRAGEN, schuring)


@transaction.atomic
def open_schuring(
    *,
    initiatief: Initiatief,
    door: Gebruiker,
    regel: str,
    belang: str,
    geprobeerd: str,
    kader: Kader | None = None,
    afdeling: Vakafdeling | None = None,
    publiek: str = "",
    gezien: int | None = None,
) -> Gebeurtenis:
    """Write down where it rubs; it begins on the lowest step of the ladder.

    Without `regel` the title of the `kader` is the rule. `publiek` is what the resident and everybody may read;
    without it nobody outside hears of it. Here `gezien` is the last Gebeurtenis, as in `behandelen`.
    """
    initiatief = vergrendel(initiatief, gezien=gezien, door=door)
    eis_recht(door, BEHANDELEN, initiatief)
    if not initiatief.is_open:
        raise DomeinFout(_("Dit initiatief is afgerond. Er kan geen schuring meer bij."))
    regel = regel.strip() or (kader.titel if kader else "")
    if not (regel and belang.strip() and geprobeerd.strip()):
        raise DomeinFout(_("Noem de regel, wiens belang het is en wat u al probeerde."))
    trede = treden()[0]
    schuring = Schuring.objects.create(
        initiatief=initiatief,
        regel=regel,
        kader=kader,
        belang=belang,
        geprobeerd=geprobeerd,
        trede=0,
        trede_naam=trede.naam,
        eigenaar=houder(trede, initiatief, vandaag(), afdeling),
        afdeling=afdeling,
        uiterlijk=over(trede.termijn),
        geopend_door=door,
    )
    stap = _zet(schuring, Soort.GEOPEND, van=-1, door=door)
    gebeurtenis = schrijf(
        initiatief,
        Gebeurtenis.Soort.SCHURING,
        door=door,
        tekst=publiek or regel,
        openbaar=bool(publiek),
    )
    if publiek:
        onthoud_eerste_reactie(initiatief)
        initiatief.save(update_fields=["eerste_reactie_op"])
        aan_indiener(gebeurtenis)
    _mail(stap, bij=sleutel_van(gebeurtenis))
    return gebeurtenis


@transaction.atomic
def voeg_verslag_toe(
    *, schuring: Schuring, door: Gebruiker, verslag: str, gezien: int | None = None
) -> Gebeurtenis:
    """Write down what was talked about or tried on this step. Step, holder and date stay."""
    schuring = _vergrendel(schuring, door, gezien)
    if not verslag.strip():
        raise DomeinFout(_("Schrijf op wat er besproken of geprobeerd is."))
    stap = _zet(schuring, Soort.VERSLAG, van=schuring.trede, door=door, verslag=verslag)
    return _vertel(stap, verslag)


@transaction.atomic
def zet_hoger(
    *,
    schuring: Schuring,
    door: Gebruiker,
    verslag: str,
    afdeling: Vakafdeling | None = None,
    gezien: int | None = None,
) -> Gebeurtenis:
    """Pass it on to the next step, with what this step led to."""
    schuring = _vergrendel(schuring, door, gezien)
    naar = volgende(treden(), schuring)
    if naar is None:
        raise DomeinFout(_("Dit is de hoogste trede. Sluit de schuring met een uitkomst."))
    if not verslag.strip():
        raise DomeinFout(_("Schrijf op wat deze trede opleverde."))
    return _ga_naar(schuring, Soort.HOGER, naar, door=door, verslag=verslag, afdeling=afdeling)


@transaction.atomic
def sla_over(
    *,
    schuring: Schuring,
    door: Gebruiker,
    naar: int,
    reden: str,
    verslag: str = "",
    afdeling: Vakafdeling | None = None,
    gezien: int | None = None,
) -> Gebeurtenis:
    """Go up more than one step at once; only with a reason, which stays with the step."""
    schuring = _vergrendel(schuring, door, gezien)
    if naar not in verder(treden(), schuring):
        raise DomeinFout(_("Kies een trede die hoger ligt dan de volgende."))
    if not reden.strip():
        raise DomeinFout(_("Vertel waarom u een trede overslaat. Zonder reden gaat het één trede tegelijk."))
    return _ga_naar(
        schuring,
        Soort.OVERGESLAGEN,
        naar,
        door=door,
        verslag=verslag,
        overgeslagen=reden,
        afdeling=afdeling,
    )


@transaction.atomic
def zet_terug(
    *,
    schuring: Schuring,
    door: Gebruiker,
    naar: int,
    reden: str,
    afdeling: Vakafdeling | None = None,
    gezien: int | None = None,
) -> Gebeurtenis:
    """Give it back to an earlier step, with the reason and a new term: there it can be solved after all."""
    schuring = _vergrendel(schuring, door, gezien)
    if naar not in terug(treden(), schuring):
        raise DomeinFout(_("Kies een trede die lager ligt dan waar de schuring nu is."))
    if not reden.strip():
        raise DomeinFout(_("Vertel waarom de schuring terug kan naar een eerdere trede."))
    return _ga_naar(schuring, Soort.TERUG, naar, door=door, verslag=reden, afdeling=afdeling)


@transaction.atomic
def sluit_schuring(
    *, schuring: Schuring, door: Gebruiker, uitkomst: str, toelichting: str, gezien: int | None = None
) -> Gebeurtenis:
    """End it with an outcome and why. What the resident hears of it is told by an answer on the initiative."""
    schuring = _vergrendel(schuring, door, gezien)
    if not toelichting.strip():
        raise DomeinFout(_("Leg uit hoe het tot deze uitkomst kwam."))
    schuring.uitkomst = Schuring.Uitkomst(uitkomst)
    schuring.toelichting = toelichting
    schuring.gesloten_op = timezone.now()
    schuring.uiterlijk = None
    schuring.save()
    stap = _zet(schuring, Soort.GESLOTEN, van=schuring.trede, door=door, verslag=toelichting)
    zin = _("Uitkomst: %(uitkomst)s.") % {"uitkomst": schuring.get_uitkomst_display()}
    return _vertel(stap, f"{zin}\n\n{toelichting}")


@transaction.atomic
def herinner_schuring(*, schuring: Schuring) -> Schuringstap | None:
    """Remind who holds it that the date has passed; who opened it and the behandelaar hear it as well.

    Looks at the state under a lock, so it is safe to run twice and late: once per date. None when there is nothing
    to say. A friction asks for an outcome, also when its initiative has ended meanwhile.
    """
    schuring = _vergrendel(schuring)
    if not Schuring.objects.te_herinneren(vandaag()).filter(pk=schuring.pk).exists():
        return None
    stap = _zet(schuring, Soort.HERINNERD, van=schuring.trede, door=None)
    _mail(stap)
    return stap


@transaction.atomic
def verplaats_schuringen(
    *,
    mensen: Collection[Gebruiker] | None = None,
    naar: Gebruiker | None = None,
    door: Gebruiker | None = None,
) -> int:
    """Give frictions whose holder no longer has that role to who holds the step now; returns how many moved.

    Of `mensen` only, when given. `naar` goes first where they may handle frictions. The date stays. Safe to run
    twice and late: it looks at who has a role today.
    """
    dag, aantal = vandaag(), 0
    rijen = Schuring.objects.open().voor_lijst()
    if mensen is not None:
        rijen = rijen.filter(eigenaar__in=mensen)
    for rij in rijen.order_by("pk"):
        if houdt_nog(rij, dag):
            continue
        schuring = _vergrendel(rij)
        nieuw = opvolger(schuring, dag, naar)
        if nieuw is None or not schuring.is_open or houdt_nog(schuring, dag) or nieuw == schuring.eigenaar:
            continue
        geef_schuring(schuring=schuring, aan=nieuw, door=door)
        aantal += 1
    return aantal


@transaction.atomic
def geef_schuring(
    *, schuring: Schuring, aan: Gebruiker, even: bool = False, door: Gebruiker | None = None
) -> None:
    """Put a friction in other hands: who holds it stops, or is away for a while (`even`). The date stays.

    One that was closed meanwhile is left alone.
    """
    schuring = _vergrendel(schuring)
    if not schuring.is_open:
        return
    weg = _("%(vorige)s doet dit werk niet meer. %(nieuw)s heeft de schuring nu in handen.")
    afwezig = _("%(vorige)s is er even niet. %(nieuw)s heeft de schuring nu in handen.")
    vorige, schuring.eigenaar = schuring.eigenaar, aan
    schuring.save(update_fields=["eigenaar"])
    stap = _zet(schuring, Soort.OVERGENOMEN, van=schuring.trede, door=door)
    _vertel(stap, (afwezig if even else weg) % {"vorige": vorige, "nieuw": aan})


def _vergrendel(schuring: Schuring, door: Gebruiker | None = None, gezien: int | None = None) -> Schuring:
    """The same friction, read again under a lock, after its initiative; checks `door` and `gezien`."""
    initiatief = vergrendel(schuring.initiatief)
    vers = Schuring.objects.select_related("eigenaar", "geopend_door", "afdeling", "kader")
    schuring = vers.select_for_update(of=("self",)).get(pk=schuring.pk)
    schuring.initiatief = initiatief
    if door is not None and not mag_treden(door, schuring):
        raise GeenRecht(_("U mag dit niet doen bij deze schuring."))
    if gezien is not None:
        nieuw = schuring.stappen.filter(pk__gt=gezien).exclude(soort=Soort.HERINNERD)
        if stappen := list(nieuw.select_related("door")):
            raise Tussendoor(stappen)
    if door is not None and not schuring.is_open:
        raise DomeinFout(_("Deze schuring heeft al een uitkomst."))
    return schuring


def _ga_naar(
    schuring: Schuring,
    soort: Schuringstap.Soort,
    naar: int,
    *,
    door: Gebruiker,
    verslag: str,
    overgeslagen: str = "",
    afdeling: Vakafdeling | None,
) -> Gebeurtenis:
    van, vorige, trede = onder(treden(), schuring), schuring.eigenaar, treden()[naar]
    schuring.afdeling = afdeling or schuring.afdeling
    schuring.eigenaar = houder(trede, schuring.initiatief, vandaag(), schuring.afdeling)
    schuring.trede, schuring.trede_naam, schuring.uiterlijk = naar, trede.naam, over(trede.termijn)
    schuring.save()
    stap = _zet(schuring, soort, van=van, door=door, verslag=verslag, overgeslagen=overgeslagen)
    zin = _("Nu op de trede: %(trede)s.") % {"trede": trede.naam}
    return _vertel(stap, "\n\n".join(deel for deel in (zin, overgeslagen, verslag) if deel), vorige)


def _zet(
    schuring: Schuring,
    soort: Schuringstap.Soort,
    *,
    van: int,
    door: Gebruiker | None,
    verslag: str = "",
    overgeslagen: str = "",
) -> Schuringstap:
    """Append to the history of the friction where it lies now."""
    return Schuringstap.objects.create(
        schuring=schuring,
        soort=soort,
        trede=schuring.trede,
        van_trede=van,
        trede_naam=schuring.trede_naam,
        eigenaar=schuring.eigenaar,
        uiterlijk=schuring.uiterlijk,
        verslag=verslag,
        overgeslagen=overgeslagen,
        door=door,
    )


def _vertel(stap: Schuringstap, tekst: str, *ook: Gebruiker) -> Gebeurtenis:
    """One internal line of the timeline, and the mails."""
    gebeurtenis = schrijf(
        stap.schuring.initiatief, Gebeurtenis.Soort.SCHURING, door=stap.door, tekst=tekst, openbaar=False
    )
    _mail(stap, *ook, bij=sleutel_van(gebeurtenis))
    return gebeurtenis


def _mail(stap: Schuringstap, *ook: Gebruiker, bij: str = "") -> None:
    """Tell who holds it, who opened it and the behandelaar; nobody twice, and nobody who may not read it."""
    schuring = stap.schuring
    initiatief = schuring.initiatief
    mensen = [schuring.eigenaar, schuring.geopend_door, initiatief.behandelaar, *ook]
    voor_houder, voor_anderen = ONDERWERP[Soort(stap.soort)]
    for ontvanger in dict.fromkeys(mens for mens in mensen if mens is not None):
        if is_indiener(ontvanger, initiatief):
            continue
        if not Schuring.objects.zichtbaar_voor(ontvanger).filter(pk=schuring.pk).exists():
            continue
        aan_zet = ontvanger == schuring.eigenaar and schuring.is_open
        zin = voor_houder if ontvanger == schuring.eigenaar else voor_anderen
        zet_klaar(
            sleutel=f"{bij or f'schuringstap-{stap.pk}-'}{ontvanger.pk}",
            sjabloon="initiatieven/mail/schuring",
            ontvanger=ontvanger,
            door=stap.door,
            onderwerp=zin % {"titel": initiatief.titel},
            initiatief=initiatief,
            schuring=schuring,
            stap=stap,
            aan_zet=aan_zet,
            gaat_verder=ontvanger == initiatief.behandelaar,
        )
