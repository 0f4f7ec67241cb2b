"""Two initiatives go on as one, and apart again. Both are always kept (see docs/adr/0086).

Same rules as `behandelen`. Both rows are locked in the order of their ids, so that two people who merge the same
two the other way round wait for each other.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatieven.levensloop import AanZet, Status
from initiatieven.models import Gebeurtenis, Initiatief, Samenvoeging
from initiatieven.services.basis import eis_recht, ga_naar, met_toelichting, schrijf, vergrendel
from initiatieven.services.behandelen import TRIAGEREN, onthoud_besluit, onthoud_eerste_reactie, over
from initiatieven.services.meedoen import geef_betrokkenen_terug, neem_betrokkenen_mee
from initiatieven.services.post import aan_indiener, aan_medewerker
from initiatieven.services.volgen import geef_volgers_terug, neem_volgers_mee
from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebruiker
from kern.profiel import profiel
from kern.werkdagen import vandaag
from rollen.rechten import mag
from rollen.wie import behandelaar_voor

Soort = Gebeurtenis.Soort


@transaction.atomic
def voeg_samen(
    *, initiatief: Initiatief, door: Gebruiker, naar: Initiatief, tekst: str = "", gezien: int | None = None
) -> Gebeurtenis:
    """Let `initiatief` go on in `naar`, or in what `naar` itself went on in.

    Its followers and the people around it come along, and who started it becomes co-initiator there. Needs the
    right in both wijken. Raises `DomeinFout` when the two are one, or when one of them has ended.
    """
    naar = naar.gaat_verder_in
    if naar.pk == initiatief.pk:
        raise DomeinFout(
            _("U kunt een initiatief niet met zichzelf samenvoegen, of met wat hier al verdergaat.")
        )
    initiatief, naar = _vergrendel_samen(initiatief, naar, gezien=gezien, door=door)
    eis_recht(door, TRIAGEREN, initiatief)
    if not mag(door, TRIAGEREN, naar):
        raise GeenRecht(_("U behandelt geen initiatieven in %(wijk)s.") % {"wijk": naar.wijk})
    if not naar.is_open:
        raise DomeinFout(
            _("“%(titel)s” is afgerond. Kies een initiatief dat nog loopt.") % {"titel": naar.titel}
        )
    was_aan_zet = initiatief.aan_zet_persoon
    onthoud_eerste_reactie(initiatief)
    onthoud_besluit(initiatief)
    initiatief.samengevoegd_met = naar
    van = ga_naar(initiatief, Status.SAMENGEVOEGD)
    samenvoeging = Samenvoeging.objects.create(van=initiatief, naar=naar, door=door)
    vertrek = schrijf(
        initiatief,
        Soort.SAMENGEVOEGD,
        door=door,
        van=van,
        tekst=met_toelichting(
            _("Dit gaat verder in “%(titel)s” (%(kenmerk)s). Wie dit volgt of eraan meedoet, gaat mee.")
            % _naam(naar),
            tekst,
        ),
    )
    aankomst = schrijf(
        naar,
        Soort.SAMENGEVOEGD,
        door=door,
        tekst=met_toelichting(
            _("“%(titel)s” (%(kenmerk)s) gaat hier verder. De mensen van dat initiatief horen er nu ook bij.")
            % _naam(initiatief),
            tekst,
        ),
    )
    aan_indiener(vertrek)
    aan_indiener(aankomst, bij=vertrek)
    aan_medewerker(vertrek, initiatief.behandelaar, was_aan_zet)
    aan_medewerker(aankomst, naar.behandelaar, bij=vertrek)
    # Last: whoever comes along has heard it by now of their own initiative.
    neem_volgers_mee(van=initiatief, naar=naar, via=samenvoeging)
    neem_betrokkenen_mee(van=initiatief, naar=naar, via=samenvoeging)
    return vertrek


@transaction.atomic
def maak_los(
    *, initiatief: Initiatief, door: Gebruiker, tekst: str = "", gezien: int | None = None
) -> Gebeurtenis:
    """Undo a merge: the initiative is handled on its own again and gets back who came along.

    Raises `DomeinFout` when it is not merged, or when what it went on in has been merged itself since.
    """
    if initiatief.samengevoegd_met is None:
        raise DomeinFout(_("Dit initiatief is niet samengevoegd met een ander."))
    initiatief, naar = _vergrendel_samen(initiatief, initiatief.samengevoegd_met, gezien=gezien, door=door)
    eis_recht(door, TRIAGEREN, initiatief)
    samenvoeging = initiatief.opgegaan_in.filter(ongedaan_op=None, naar=naar).first()
    if initiatief.status != Status.SAMENGEVOEGD or samenvoeging is None:
        raise DomeinFout(_("Dit initiatief is niet samengevoegd met een ander."))
    if naar.status == Status.SAMENGEVOEGD:
        raise DomeinFout(
            _("“%(titel)s” ging daarna zelf verder in een ander initiatief. Maak eerst dat weer los.")
            % {"titel": naar.titel}
        )
    assert initiatief.wijk is not None  # by constraint, once it is public
    behandelaar = behandelaar_voor(initiatief.wijk, vandaag())
    initiatief.samengevoegd_met = None
    initiatief.behandelaar = behandelaar
    van = ga_naar(
        initiatief,
        Status.IN_BEHANDELING,
        aan_zet=AanZet.MEDEWERKER,
        persoon=behandelaar,
        uiterlijk=over(profiel().termijnen.eerste_reactie),
    )
    samenvoeging.ongedaan_op, samenvoeging.ongedaan_door = timezone.now(), door
    samenvoeging.save(update_fields=["ongedaan_op", "ongedaan_door"])
    geef_volgers_terug(via=samenvoeging)
    geef_betrokkenen_terug(via=samenvoeging)
    terug = schrijf(
        initiatief,
        Soort.LOSGEMAAKT,
        door=door,
        van=van,
        tekst=met_toelichting(_("Dit staat weer los van “%(titel)s” (%(kenmerk)s).") % _naam(naar), tekst),
    )
    vertrek = schrijf(
        naar,
        Soort.LOSGEMAAKT,
        door=door,
        tekst=met_toelichting(
            _("“%(titel)s” (%(kenmerk)s) gaat weer apart verder.") % _naam(initiatief), tekst
        ),
    )
    aan_indiener(terug)
    aan_indiener(vertrek, bij=terug)
    aan_medewerker(terug, behandelaar)
    aan_medewerker(vertrek, naar.behandelaar, bij=terug)
    return terug


def _vergrendel_samen(
    een: Initiatief, ander: Initiatief, *, gezien: int | None, door: Gebruiker
) -> tuple[Initiatief, Initiatief]:
    """Both, read again under their row locks; only `een` stood on the screen, so only that one can have changed."""
    vers = {
        i.pk: vergrendel(i, gezien=gezien if i == een else None, door=door)
        for i in sorted((een, ander), key=lambda i: i.pk)
    }
    return vers[een.pk], vers[ander.pk]


def _naam(initiatief: Initiatief) -> dict[str, str | None]:
    return {"titel": initiatief.titel, "kenmerk": initiatief.kenmerk}
