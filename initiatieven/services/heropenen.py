""" "This is not done": residents ask to go on with a closed initiative, and the municipality decides.

A request always has an owner with a role of today and a date, like an open initiative (invariant 1).
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatieven.levensloop import AanZet, Status
from initiatieven.models import Gebeurtenis, Heropenverzoek, Initiatief
from initiatieven.services.basis import eis_recht, ga_naar, is_indiener, schrijf, vergrendel
from initiatieven.services.behandelen import TRIAGEREN, onthoud_eerste_reactie, over
from initiatieven.services.post import aan_indiener, aan_medewerker
from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebruiker
from kern.profiel import profiel
from kern.templatetags.kern import datum
from kern.werkdagen import vandaag
from rollen.wie import behandelaar_voor

Soort = Gebeurtenis.Soort
Besluit = Heropenverzoek.Besluit
# What went on in another initiative is taken up there.
HEROPENBAAR = (Status.GEREALISEERD, Status.GESTOPT, Status.NIET_PASSEND)


@transaction.atomic
def vraag_heropenen(
    *, initiatief: Initiatief, door: Gebruiker, reden: str, gezien: int | None = None
) -> Gebeurtenis:
    """Ask to go on with a closed initiative; who handles the wijk today decides within its term.

    Raises `GeenRecht` for anybody who did not start it, `DomeinFout` when it is open, was merged, or when a
    request is waiting already.
    """
    initiatief = vergrendel(initiatief, gezien=gezien, door=door)
    if not is_indiener(door, initiatief):
        raise GeenRecht(_("Alleen wie het initiatief begon kan dit vragen."))
    _eis_heropenbaar(initiatief)
    if initiatief.heropenverzoeken.open().exists():
        raise DomeinFout(_("Dit is al gevraagd. De gemeente moet er nog over beslissen."))
    assert initiatief.wijk is not None  # by constraint, once it is public
    verzoek = Heropenverzoek.objects.create(
        initiatief=initiatief,
        door=door,
        reden=reden,
        behandelaar=behandelaar_voor(initiatief.wijk, vandaag()),
        uiterlijk=over(profiel().termijnen.heropenverzoek),
    )
    gebeurtenis = schrijf(initiatief, Soort.HEROPENVERZOEK, door=door, tekst=reden)
    aan_indiener(gebeurtenis)
    aan_medewerker(gebeurtenis, verzoek.behandelaar)
    return gebeurtenis


@transaction.atomic
def beslis_heropenen(
    *,
    initiatief: Initiatief,
    door: Gebruiker,
    besluit: Heropenverzoek.Besluit,
    toelichting: str,
    gezien: int | None = None,
) -> Gebeurtenis:
    """Go on with a closed initiative, or let it stay closed, with the reason.

    The municipality may also go on by itself, for instance when somebody asks by phone; it can only refuse what
    was asked here. Raises `GeenRecht` and `DomeinFout`.
    """
    initiatief = vergrendel(initiatief, gezien=gezien, door=door)
    eis_recht(door, TRIAGEREN, initiatief)
    _eis_heropenbaar(initiatief)
    if not toelichting.strip():
        raise DomeinFout(_("Vertel waarom u dit besluit. De bewoners lezen uw uitleg."))
    verzoek = initiatief.heropenverzoeken.open().select_for_update(of=("self",)).first()
    if verzoek is None and besluit == Besluit.AFGEWEZEN:
        raise DomeinFout(_("Er is geen verzoek om verder te gaan. U hoeft niets te beslissen."))
    if verzoek is not None:
        verzoek.besluit, verzoek.toelichting = besluit, toelichting
        verzoek.besloten_door, verzoek.besloten_op = door, timezone.now()
        verzoek.save()
    if besluit == Besluit.AFGEWEZEN:
        gebeurtenis = schrijf(initiatief, Soort.NIET_HEROPEND, door=door, tekst=toelichting)
        aan_indiener(gebeurtenis)
        return gebeurtenis
    gebeurtenis = _heropen(initiatief, verzoek, door, toelichting)
    aan_indiener(gebeurtenis)
    aan_medewerker(gebeurtenis, initiatief.behandelaar)
    return gebeurtenis


def _eis_heropenbaar(initiatief: Initiatief) -> None:
    if initiatief.is_open:
        raise DomeinFout(_("Dit initiatief loopt al. U hoeft het niet opnieuw te openen."))
    if initiatief.status not in HEROPENBAAR:
        raise DomeinFout(_("Dit initiatief gaat verder als deel van een ander initiatief. Reageer daar."))


def _heropen(
    initiatief: Initiatief, verzoek: Heropenverzoek | None, door: Gebruiker, toelichting: str
) -> Gebeurtenis:
    """Back to being handled, by who handles the wijk now; how it goes on is decided anew."""
    assert initiatief.wijk is not None  # by constraint
    _vernieuw_beloften(initiatief)
    onthoud_eerste_reactie(initiatief)
    # Why it had ended and by which route stays in the history; on the page it is no longer so.
    initiatief.reden = initiatief.kader = initiatief.route = initiatief.sturingsrol = ""
    initiatief.kader_uit_register = None
    initiatief.behandelaar = verzoek.behandelaar if verzoek else behandelaar_voor(initiatief.wijk, vandaag())
    van = ga_naar(
        initiatief,
        Status.IN_BEHANDELING,
        aan_zet=AanZet.MEDEWERKER,
        persoon=initiatief.behandelaar,
        uiterlijk=over(profiel().termijnen.route),
    )
    return schrijf(initiatief, Soort.HEROPEND, door=door, tekst=toelichting, van=van)


def _vernieuw_beloften(initiatief: Initiatief) -> None:
    """A promise that was not due yet when the initiative ended was not broken while it lay still."""
    assert initiatief.afgesloten_op is not None  # by constraint, while it is closed
    einde = timezone.localdate(initiatief.afgesloten_op)
    reactie, besluit = initiatief.reactie_uiterlijk, initiatief.besluit_uiterlijk
    if initiatief.eerste_reactie_op is None and reactie is not None and einde <= reactie:
        initiatief.reactie_uiterlijk = None
    if initiatief.besluit_op is None and besluit is not None and einde <= besluit:
        initiatief.besluit_uiterlijk = over(profiel().termijnen.route)


@transaction.atomic
def herinner_heropenverzoek(*, verzoek: Heropenverzoek) -> Gebeurtenis | None:
    """Write down that nobody decided in time and remind the owner, once per date; None when nothing is to be said.

    Looks at the state under a lock, so it is safe to run twice and late.
    """
    vergrendel(verzoek.initiatief)
    te_laat = Heropenverzoek.objects.te_herinneren(vandaag()).filter(pk=verzoek.pk)
    vers = te_laat.select_related("behandelaar", "initiatief__wijk").first()
    if vers is None:
        return None
    gebeurtenis = schrijf(
        vers.initiatief,
        Soort.TERMIJN,
        door=None,
        tekst=_("Het besluit over het verzoek om verder te gaan moest er zijn op %(dag)s.")
        % {"dag": datum(vers.uiterlijk)},
        openbaar=False,
    )
    aan_medewerker(gebeurtenis, vers.behandelaar)
    return gebeurtenis
