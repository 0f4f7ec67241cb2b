"""Supporting an initiative and joining in, by people with and without a login. See docs/adr/0082.

Every function locks the initiative first and counts anew, so that the numbers on `Initiatief` are always those of
the rows. Who started an initiative neither supports it nor joins in: it is theirs.
"""

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatieven.models import Betrokkene, Gebeurtenis, Initiatief, Samenvoeging, TeBevestigen
from initiatieven.services.basis import is_indiener, schrijf, vergrendel
from initiatieven.services.post import beginners_van
from kern.fouten import DomeinFout
from kern.mail import zet_klaar
from kern.models import Gebruiker

Soort = Betrokkene.Soort
STOPBAAR = (Soort.STEUN, Soort.MEEDOEN)  # a co-initiator leaves by `mede.stop_als_mede`


@transaction.atomic
def steun(*, initiatief: Initiatief, door: Gebruiker) -> Betrokkene:
    """Support it. Once per person: asked again nothing changes. Nobody is mailed.

    Raises `DomeinFout` when it has ended, when it went on in another one, or when `door` started it.
    """
    vers = _eis_open_voor(vergrendel(initiatief), door)
    betrokkene, _nieuw = _word(vers, door, Soort.STEUN)
    tel(vers)
    return betrokkene


@transaction.atomic
def doe_mee(
    *, initiatief: Initiatief, door: Gebruiker, bijdrage: str = "", toon_voornaam: bool = False
) -> Betrokkene:
    """Join in, with what one can bring; asked again it changes that. Who started it and the behandelaar hear once.

    The contribution is for them and for staff only. Raises `DomeinFout` as `steun` does.
    """
    vers = _eis_open_voor(vergrendel(initiatief), door)
    betrokkene, nieuw = _word(vers, door, Soort.MEEDOEN, bijdrage=bijdrage, toon_voornaam=toon_voornaam)
    tel(vers)
    if nieuw:
        # Without the contribution: a line of history can never be taken back, and a person can.
        schrijf(vers, Gebeurtenis.Soort.BETROKKEN, door=door, openbaar=False, namens="")
        _vertel(betrokkene)
    return betrokkene


@transaction.atomic
def stop(*, initiatief: Initiatief, door: Gebruiker, soort: Betrokkene.Soort) -> None:
    """Take back support or joining in, always, also when it has ended. Stopped twice is stopped once.

    Also in what went on here: else undoing that merge would bring it back.
    """
    if soort not in STOPBAAR:
        raise ValueError(soort)
    for vers in _vergrendel_met_wat_hier_verdergaat(initiatief):
        rijen = vers.betrokkenen.nu().filter(gebruiker=door, soort=soort)
        rijen.update(gestopt_op=timezone.now(), bijdrage="")
        tel(vers)


def _vergrendel_met_wat_hier_verdergaat(initiatief: Initiatief) -> list[Initiatief]:
    """The initiative and all that was merged into it, locked in the order of their ids, as a merge does."""
    ids, nieuw = {initiatief.pk}, {initiatief.pk}
    while nieuw:
        hier = Samenvoeging.objects.filter(naar__in=nieuw, ongedaan_op=None)
        nieuw = set(hier.values_list("van", flat=True)) - ids
        ids |= nieuw
    return list(Initiatief.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"))


def steun_bevestigd(gebruiker: Gebruiker, te_bevestigen: TeBevestigen) -> None:
    """The button behind the mailed link was pressed."""
    assert te_bevestigen.initiatief is not None
    steun(initiatief=te_bevestigen.initiatief, door=gebruiker)


def doe_mee_bevestigd(gebruiker: Gebruiker, te_bevestigen: TeBevestigen) -> None:
    """The button behind the mailed link was pressed."""
    assert te_bevestigen.initiatief is not None
    doe_mee(
        initiatief=te_bevestigen.initiatief,
        door=gebruiker,
        bijdrage=str(te_bevestigen.gegevens.get("bijdrage", "")),
        toon_voornaam=bool(te_bevestigen.gegevens.get("toon_voornaam")),
    )


@transaction.atomic
def neem_betrokkenen_mee(*, van: Initiatief, naar: Initiatief, via: Samenvoeging | None = None) -> None:
    """Bring the people around `van` along to `naar`, and make who started it co-initiator there.

    The rows of `van` stay. Nobody gets the same place twice, and who started `naar` does not support it. Both
    rows are locked.
    """
    rijen = list(van.betrokkenen.nu())
    if van.indiener_id is not None:
        # Who started it: as if they were a co-initiator of it, first in the row.
        indiener = Betrokkene(gebruiker_id=van.indiener_id, soort=Soort.MEDE, toon_voornaam=van.toon_voornaam)
        rijen.insert(0, indiener)
    er_al = set(naar.betrokkenen.nu().values_list("gebruiker_id", "soort"))
    begonnen = {gebruiker for gebruiker, soort in er_al if soort == Soort.MEDE}
    begonnen |= {rij.gebruiker_id for rij in rijen if rij.soort == Soort.MEDE}
    nieuw = []
    for rij in rijen:
        plaats = (rij.gebruiker_id, rij.soort)
        is_eigen = rij.soort != Soort.MEDE and rij.gebruiker_id in begonnen
        if rij.gebruiker_id == naar.indiener_id or is_eigen or plaats in er_al:
            continue
        er_al.add(plaats)
        nieuw.append(
            Betrokkene(
                initiatief=naar,
                gebruiker_id=rij.gebruiker_id,
                soort=rij.soort,
                bijdrage=rij.bijdrage,
                toon_voornaam=rij.toon_voornaam,
                via=via,
            )
        )
    Betrokkene.objects.bulk_create(nieuw)
    tel(naar)


@transaction.atomic
def geef_betrokkenen_terug(*, via: Samenvoeging) -> None:
    """Undo `neem_betrokkenen_mee`: who came along and did nothing there since, goes. The row is locked."""
    via.meegenomen_betrokkenen.nu().update(gestopt_op=timezone.now(), bijdrage="")
    tel(via.naar)


def tel(initiatief: Initiatief) -> None:
    """Count who supports and joins in, and keep it on the row, which is locked."""
    telling = initiatief.betrokkenen.nu().aggregate(
        steun=Count("pk", filter=Q(soort=Soort.STEUN)), meedoen=Count("pk", filter=Q(soort=Soort.MEEDOEN))
    )
    initiatief.aantal_steun, initiatief.aantal_meedoen = telling["steun"], telling["meedoen"]
    initiatief.save(update_fields=["aantal_steun", "aantal_meedoen"])


def _eis_open_voor(vers: Initiatief, door: Gebruiker) -> Initiatief:
    if vers.samengevoegd_met is not None:
        raise DomeinFout(
            _("Dit gaat verder in “%(titel)s”. Doe daar mee.") % {"titel": vers.samengevoegd_met.titel}
        )
    if not vers.is_open:
        raise DomeinFout(_("Dit initiatief is afgerond. U kunt er niet meer bij komen."))
    if is_indiener(door, vers):
        raise DomeinFout(_("Dit is uw eigen initiatief. U hoort er al bij."))
    return vers


def _word(
    vers: Initiatief,
    door: Gebruiker,
    soort: Betrokkene.Soort,
    *,
    bijdrage: str = "",
    toon_voornaam: bool = False,
) -> tuple[Betrokkene, bool]:
    """The row of this person, and whether it is their first; one who came back gets their old row again."""
    velden = {"bijdrage": bijdrage, "toon_voornaam": toon_voornaam, "via": None}
    rij = vers.betrokkenen.filter(gebruiker=door, soort=soort).order_by("gestopt_op", "-pk").last()
    if rij is None:
        return Betrokkene.objects.create(initiatief=vers, gebruiker=door, soort=soort, **velden), True
    if rij.gestopt_op is not None:
        velden |= {"gestopt_op": None, "sinds": timezone.now()}
    for veld, waarde in velden.items():
        setattr(rij, veld, waarde)
    rij.save(update_fields=list(velden))
    return rij, False


def _vertel(betrokkene: Betrokkene) -> None:
    """Mail who started it and the behandelaar: once for each person who joins in."""
    initiatief, door = betrokkene.initiatief, betrokkene.gebruiker
    beginners = beginners_van(initiatief)
    for ontvanger in dict.fromkeys([*beginners, initiatief.behandelaar]):
        zet_klaar(
            sleutel=f"meedoen-{initiatief.pk}-{door.pk}-{ontvanger.pk if ontvanger else ''}",
            sjabloon="initiatieven/mail/meedoen",
            ontvanger=ontvanger,
            door=door,
            initiatief=initiatief,
            betrokkene=betrokkene,
            begon=ontvanger in beginners,
        )
