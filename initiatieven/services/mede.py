"""Who starts an initiative together with the indiener: named while it is a draft, invited once it is there.

The addresses are rows of `TeBevestigen`: private, and gone once accepted, taken back or out of term.
"""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatieven.models import Betrokkene, Gebeurtenis, Initiatief, TeBevestigen
from initiatieven.services.basis import is_indiener, schrijf, vergrendel
from initiatieven.services.te_bevestigen import vraag_bevestiging
from kern.fouten import DomeinFout, GeenRecht
from kern.mail import zet_klaar
from kern.models import Gebruiker
from kern.rem import TeVaak

HOOGSTENS_MEDE = 5  # with those who are still invited
MEDE = TeBevestigen.Wat.MEDE
Soort = Gebeurtenis.Soort


def genodigden(initiatief: Initiatief) -> list[str]:
    """The addresses that are named or invited and did not accept yet.

    Show somebody no more than their own: an address is known to who typed it.
    """
    return list(initiatief.te_bevestigen.filter(wat=MEDE).order_by("pk").values_list("email", flat=True))


def onthoud_mede(concept: Initiatief, adressen: Sequence[str]) -> None:
    """Keep whom to invite once this draft has been confirmed. Nobody is mailed; the row of the draft is locked."""
    concept.te_bevestigen.filter(wat=MEDE).delete()
    TeBevestigen.objects.bulk_create(
        TeBevestigen(wat=MEDE, email=adres.lower(), initiatief=concept)
        for adres in dict.fromkeys(adressen[:HOOGSTENS_MEDE])
    )


def nodig_genoemden_uit(initiatief: Initiatief, *, door: Gebruiker) -> None:
    """Invite those whom the draft named, now that it has been confirmed. The row is locked."""
    adressen = genodigden(initiatief)
    initiatief.te_bevestigen.filter(wat=MEDE).delete()
    for adres in adressen:
        if adres == door.email:
            continue
        try:
            vraag_bevestiging(wat=MEDE, email=adres, initiatief=initiatief, door=door)
        except TeVaak:  # that mailbox got enough for now; it must not keep the initiative from being there
            continue


@transaction.atomic
def nodig_uit(*, initiatief: Initiatief, email: str, door: Gebruiker) -> None:
    """Invite one more by mail. Asked again is mailed again.

    Raises `GeenRecht` unless `door` started it, and `DomeinFout` when it is closed, when this person takes part
    already or when there are `HOOGSTENS_MEDE`.
    """
    vers = _eis_open(vergrendel(initiatief), door)
    email = email.strip().lower()
    if email == door.email or (vers.indiener and email == vers.indiener.email):
        raise DomeinFout(_("Dit is het adres van wie dit begon. Vul het adres van iemand anders in."))
    erbij = set(genodigden(vers))
    mede = vers.betrokkenen.mede()
    if mede.filter(gebruiker__email=email).exists():
        raise DomeinFout(_("Deze persoon doet al mee."))
    if email not in erbij and len(erbij) + mede.count() >= HOOGSTENS_MEDE:
        raise DomeinFout(
            _("U kunt dit met hoogstens %(aantal)s anderen beginnen. Trek eerst een uitnodiging in.")
            % {"aantal": HOOGSTENS_MEDE}
        )
    vers.te_bevestigen.filter(wat=MEDE, email=email).delete()  # the newest link is the one that works
    vraag_bevestiging(wat=MEDE, email=email, initiatief=vers, door=door)


@transaction.atomic
def trek_uitnodiging_in(*, initiatief: Initiatief, uitnodiging: int, door: Gebruiker) -> None:
    """Forget an invitation of one's own; its link works no more. One that is gone is no error.

    Raises `GeenRecht` for who did not start it.
    """
    vers = _eis_indiener(vergrendel(initiatief), door)
    vers.te_bevestigen.filter(wat=MEDE, pk=uitnodiging, door=door).delete()


def word_mede(gebruiker: Gebruiker, te_bevestigen: TeBevestigen) -> None:
    """Somebody pressed the button behind the invitation: from now on they started it too.

    Raises `DomeinFout` when the initiative was closed meanwhile, or when who invited does not belong to it any
    more: after a merge is undone a stranger lets nobody in. Call it inside a transaction.
    """
    assert te_bevestigen.initiatief is not None  # an invitation is always to something
    vers = vergrendel(te_bevestigen.initiatief)
    if not vers.is_open:
        raise DomeinFout(_("Dit initiatief is al afgerond. U kunt er niet meer bij."))
    if is_indiener(gebruiker, vers):
        return
    if te_bevestigen.door is not None and not is_indiener(te_bevestigen.door, vers):
        raise DomeinFout(_("Wie u uitnodigde begint dit niet meer mee. Vraag een nieuwe uitnodiging."))
    Betrokkene.objects.create(initiatief=vers, gebruiker=gebruiker, soort=Betrokkene.Soort.MEDE)
    regel = schrijf(vers, Soort.BETROKKEN, door=gebruiker, tekst=_("Ik begin dit mee."), namens="")
    # An address is told to who typed it; anybody else hears the first name.
    zelf_gevraagd = te_bevestigen.door_id == vers.indiener_id
    _vertel_de_indiener(regel, wie=te_bevestigen.email if zelf_gevraagd else gebruiker.voornaam, erbij=True)


@transaction.atomic
def stop_als_mede(*, initiatief: Initiatief, door: Gebruiker) -> None:
    """Leave what one started with others; they go on. Left twice is left once.

    The line of the timeline is for staff: no neighbour needs to read that somebody left.
    """
    vers = vergrendel(initiatief)
    if vers.betrokkenen.mede().filter(gebruiker=door).update(gestopt_op=timezone.now()):
        tekst = _("Begint dit niet meer mee.")
        regel = schrijf(vers, Soort.NOTITIE, door=door, tekst=tekst, namens="", openbaar=False)
        _vertel_de_indiener(regel, wie=door.voornaam, erbij=False)


def _vertel_de_indiener(regel: Gebeurtenis, *, wie: str, erbij: bool) -> None:
    """After a merge people start something together who never gave each other their address."""
    initiatief = regel.initiatief
    zet_klaar(
        sleutel=f"gebeurtenis-{regel.pk}-{initiatief.indiener_id}",
        sjabloon="initiatieven/mail/mede",
        ontvanger=initiatief.indiener,
        door=regel.door,
        initiatief=initiatief,
        wie=wie or _("Een buurtgenoot"),
        erbij=erbij,
    )


def _eis_indiener(vers: Initiatief, door: Gebruiker) -> Initiatief:
    if not is_indiener(door, vers):
        raise GeenRecht(_("Alleen wie dit begon kan anderen uitnodigen."))
    return vers


def _eis_open(vers: Initiatief, door: Gebruiker) -> Initiatief:
    if not _eis_indiener(vers, door).is_open:
        raise DomeinFout(_("Dit initiatief is afgerond. U kunt niemand meer uitnodigen."))
    return vers
