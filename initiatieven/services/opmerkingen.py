"""What people say under an initiative, and telling it to who should know. See docs/adr/0082.

A remark is for everybody to read and no line of the timeline: followers do not hear of it. Who started the
initiative and the behandelaar do, at once for the first and then at most once in `PAUZE`, with all that came since.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatieven.models import Initiatief, Opmerking, TeBevestigen
from initiatieven.services.basis import is_indiener, vergrendel
from initiatieven.services.post import beginners_van
from kern.fouten import DomeinFout, GeenRecht
from kern.mail import zet_klaar
from kern.models import Gebruiker
from kern.tekst import noemt_contactgegevens
from rollen.rechten import mag

PAUZE = timedelta(minutes=30)
DUBBEL = timedelta(hours=1)  # the same text of the same person within this is a second click
IN_DE_MAIL = 5  # remarks that a mail quotes; the others stand on the page


@transaction.atomic
def plaats(*, initiatief: Initiatief, door: Gebruiker, tekst: str, toon_voornaam: bool = False) -> Opmerking:
    """Say something under a public initiative; the same text sent twice is one remark.

    Raises `DomeinFout` for contact data, for one that went on in another, and for staff who handle it: they speak
    on the timeline, under their own name and role.
    """
    vers = vergrendel(initiatief)
    tekst = tekst.strip()
    if not vers.is_openbaar or vers.samengevoegd_met is not None:
        raise DomeinFout(_("Hier kunt u niet meer reageren. Dit gaat ergens anders verder."))
    if not tekst:
        raise DomeinFout(_("Schrijf eerst uw reactie."))
    if noemt_contactgegevens(tekst):
        raise DomeinFout(_("Iedereen kan dit lezen. Haal het e-mailadres of telefoonnummer uit de tekst."))
    if not is_indiener(door, vers) and mag(door, "initiatieven.lezen", vers):
        raise DomeinFout(
            _("U werkt hier voor de gemeente. Schrijf uw bericht in de werkbank. Dan staat uw rol erbij.")
        )
    eerder = vers.opmerkingen.geplaatst().filter(
        door=door, tekst=tekst, geplaatst_op__gt=timezone.now() - DUBBEL
    )
    if dubbel := eerder.first():
        return dubbel
    opmerking = Opmerking.objects.create(initiatief=vers, door=door, tekst=tekst, toon_voornaam=toon_voornaam)
    tel(vers)
    _vertel(vers)
    return opmerking


def plaats_bevestigd(gebruiker: Gebruiker, te_bevestigen: TeBevestigen) -> None:
    """The button behind the mailed link was pressed."""
    assert te_bevestigen.initiatief is not None
    plaats(
        initiatief=te_bevestigen.initiatief,
        door=gebruiker,
        tekst=str(te_bevestigen.gegevens["tekst"]),
        toon_voornaam=bool(te_bevestigen.gegevens.get("toon_voornaam")),
    )


@transaction.atomic
def trek_in(*, opmerking: Opmerking, door: Gebruiker) -> None:
    """Take back one's own remark: nobody but staff can read it any more. Taken back twice is once.

    Raises `GeenRecht` for anybody else's.
    """
    initiatief = vergrendel(opmerking.initiatief)
    eigen = initiatief.opmerkingen.filter(pk=opmerking.pk, door=door)
    if not eigen.exists():
        raise GeenRecht(_("U kunt alleen uw eigen reactie terugnemen."))
    eigen.filter(ingetrokken_op=None).update(ingetrokken_op=timezone.now())
    tel(initiatief)


@transaction.atomic
def vertel(*, initiatief: Initiatief) -> int:
    """Mail what was said since the last mail, unless that was less than `PAUZE` ago; returns how many remarks.

    Looks at state: safe to run twice and late.
    """
    return _vertel(vergrendel(initiatief))


def _vertel(initiatief: Initiatief) -> int:
    """The row is locked."""
    nu = timezone.now()
    if initiatief.opmerkingen.filter(gemaild_op__gt=nu - PAUZE).exists():
        return 0
    wachtend = initiatief.opmerkingen.filter(gemaild_op=None)
    nieuw = list(wachtend.zichtbaar().select_related("door").order_by("pk"))
    wachtend.update(gemaild_op=nu)
    beginners = beginners_van(initiatief)
    for ontvanger in dict.fromkeys([*beginners, initiatief.behandelaar]):
        van_anderen = [opmerking for opmerking in nieuw if opmerking.door != ontvanger]
        if ontvanger is None or not van_anderen:
            continue
        zet_klaar(
            sleutel=f"opmerkingen-{initiatief.pk}-{nieuw[-1].pk}-{ontvanger.pk}",
            sjabloon="initiatieven/mail/opmerkingen",
            ontvanger=ontvanger,
            initiatief=initiatief,
            opmerkingen=van_anderen[:IN_DE_MAIL],
            aantal=len(van_anderen),
            begon=ontvanger in beginners,
        )
    return len(nieuw)


def tel(initiatief: Initiatief) -> None:
    """Count what stands there, hidden or not, and keep it on the row, which is locked."""
    initiatief.aantal_opmerkingen = initiatief.opmerkingen.geplaatst().count()
    initiatief.save(update_fields=["aantal_opmerkingen"])
