"""Reports of remarks and photos, and what staff decide: hide it, leave it, show it again. See docs/adr/0082.

Several reports of one thing are one case: a decision closes them all. Each decision leaves an internal line of
history without the words or the picture themselves, and tells the author and the reporters by mail.
"""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatieven.models import Betrokkene, Foto, Gebeurtenis, Initiatief, Melding, Opmerking
from initiatieven.querysets.betrokken import MODEREREN
from initiatieven.services.basis import eis_recht, schrijf, vergrendel
from kern.fouten import DomeinFout
from kern.mail import zet_klaar
from kern.models import Gebruiker
from kern.profiel import profiel

ZONDER_NAAM = 20  # open reports of one thing without a login; more of them tell nothing new
Ding = Opmerking | Foto


@transaction.atomic
def meld(*, ding: Ding, reden: str, door: Gebruiker | None = None) -> None:
    """Say what is wrong with a remark or a photo that is public. The same person again changes their reason.

    The first report of a case is mailed to the behandelaar. Raises `DomeinFout` when it is no longer there.
    """
    initiatief, ding = _vergrendel(ding)
    if not initiatief.is_openbaar or not is_zichtbaar(ding):
        raise DomeinFout(_("Dit staat niet meer op de website. U hoeft niets meer te doen."))
    zaak = ding.meldingen.open()
    if door is not None and (eerder := zaak.filter(door=door).first()):
        eerder.reden = reden
        eerder.save(update_fields=["reden"])
        return
    aantal = zaak.count()
    if door is None and zaak.filter(door=None).count() >= ZONDER_NAAM:
        return
    melding = ding.meldingen.create(reden=reden, door=door)
    if not aantal:
        zet_klaar(
            sleutel=f"melding-{melding.pk}",
            sjabloon="initiatieven/mail/melding",
            ontvanger=initiatief.behandelaar,
            door=door,
            initiatief=initiatief,
            melding=melding,
            is_foto=isinstance(ding, Foto),
        )


@transaction.atomic
def verberg(*, ding: Ding, door: Gebruiker, reden: str) -> Gebeurtenis:
    """Hide it from everybody but staff; the author reads why and how to answer, the reporters that it was done.

    Raises `GeenRecht`, and `DomeinFout` when it is hidden already or no reason is given.
    """
    initiatief, ding = _vergrendel(ding)
    eis_recht(door, MODEREREN, initiatief)
    if not reden.strip():
        raise DomeinFout(_("Vertel waarom u dit verbergt."))
    if ding.verborgen_op is not None:
        raise DomeinFout(_("Dit is al verborgen door %(wie)s.") % {"wie": ding.verborgen_door})
    _zet(ding, door, reden)
    gebeurtenis = _noteer(initiatief, ding, door, _("verborgen"), reden)
    _aan_auteur(gebeurtenis, ding, door, reden, verborgen=True)
    _sluit(gebeurtenis, ding, door, verborgen=True)
    return gebeurtenis


@transaction.atomic
def laat_staan(*, ding: Ding, door: Gebruiker, reden: str = "") -> Gebeurtenis:
    """Decide that it may stay; who reported it reads that, with the reason when there is one.

    Raises `GeenRecht`, and `DomeinFout` when nobody waits for a decision.
    """
    initiatief, ding = _vergrendel(ding)
    eis_recht(door, MODEREREN, initiatief)
    if not ding.meldingen.open().exists():
        raise DomeinFout(_("Over deze melding is al beslist."))
    gebeurtenis = _noteer(initiatief, ding, door, _("blijft staan"), reden)
    _sluit(gebeurtenis, ding, door, verborgen=False, reden=reden)
    return gebeurtenis


@transaction.atomic
def toon_weer(*, ding: Ding, door: Gebruiker, reden: str = "") -> Gebeurtenis:
    """Show what was hidden again and tell the author. Raises `GeenRecht`, and `DomeinFout` when it is visible."""
    initiatief, ding = _vergrendel(ding)
    eis_recht(door, MODEREREN, initiatief)
    if ding.verborgen_op is None:
        raise DomeinFout(_("Dit is niet verborgen. Iedereen kan het zien."))
    _zet(ding, None, "")
    gebeurtenis = _noteer(initiatief, ding, door, _("weer zichtbaar"), reden)
    _aan_auteur(gebeurtenis, ding, door, reden, verborgen=False)
    return gebeurtenis


@transaction.atomic
def verberg_naam(*, betrokkene: Betrokkene, door: Gebruiker) -> None:
    """Take a first name off the page of an initiative: some names are no names. The person joins in as before.

    Told to that person. A name that does not stand there is no error. Raises `GeenRecht`.
    """
    initiatief = vergrendel(betrokkene.initiatief)
    eis_recht(door, MODEREREN, initiatief)
    if not initiatief.betrokkenen.filter(pk=betrokkene.pk, toon_voornaam=True).update(toon_voornaam=False):
        return
    tekst = _("Voornaam van iemand die meedoet verborgen.")
    regel = schrijf(initiatief, Gebeurtenis.Soort.VERBORGEN, door=door, tekst=tekst, openbaar=False)
    zet_klaar(
        sleutel=f"gebeurtenis-{regel.pk}-{betrokkene.gebruiker_id}",
        sjabloon="initiatieven/mail/naam_verborgen",
        ontvanger=betrokkene.gebruiker,
        door=door,
        initiatief=initiatief,
        contact=profiel().gemeente.contact.email,
    )


def auteur_van(ding: Ding) -> Gebruiker | None:
    """Who wrote the remark, told the news the photo came with, or started the initiative it belongs to."""
    if isinstance(ding, Opmerking):
        return ding.door
    return ding.gebeurtenis.door if ding.gebeurtenis else ding.initiatief.indiener


def is_zichtbaar(ding: Ding) -> bool:
    """Whether everybody can see it."""
    weg = getattr(ding, "ingetrokken_op", None) or getattr(ding, "gewist_op", None)
    return ding.verborgen_op is None and weg is None


def _vergrendel(ding: Ding) -> tuple[Initiatief, Ding]:
    """The initiative under its lock, and the thing read again after that."""
    initiatief = vergrendel(ding.initiatief)
    vers: Ding | None
    if isinstance(ding, Opmerking):
        vers = initiatief.opmerkingen.select_related("door", "verborgen_door").filter(pk=ding.pk).first()
    else:
        vers = (
            initiatief.fotos.select_related("gebeurtenis__door", "verborgen_door").filter(pk=ding.pk).first()
        )
    if vers is None:
        raise DomeinFout(_("Dit is er niet meer."))
    vers.initiatief = initiatief
    return initiatief, vers


def _zet(ding: Ding, door: Gebruiker | None, reden: str) -> None:
    ding.verborgen_op = timezone.now() if door else None
    ding.verborgen_door, ding.verborgen_reden = door, reden
    ding.save(update_fields=["verborgen_op", "verborgen_door", "verborgen_reden"])


def _noteer(initiatief: Initiatief, ding: Ding, door: Gebruiker, wat: str, reden: str) -> Gebeurtenis:
    naam = _("Foto") if isinstance(ding, Foto) else _("Reactie")
    tekst = f"{naam} {wat}: {reden}" if reden else f"{naam} {wat}."
    return schrijf(initiatief, Gebeurtenis.Soort.VERBORGEN, door=door, tekst=tekst, openbaar=False)


def _aan_auteur(
    gebeurtenis: Gebeurtenis, ding: Ding, door: Gebruiker, reden: str, *, verborgen: bool
) -> None:
    auteur = auteur_van(ding)
    zet_klaar(
        sleutel=f"gebeurtenis-{gebeurtenis.pk}-{auteur.pk if auteur else ''}",
        sjabloon="initiatieven/mail/verborgen",
        ontvanger=auteur,
        door=door,
        initiatief=gebeurtenis.initiatief,
        ding=ding,
        is_foto=isinstance(ding, Foto),
        verborgen=verborgen,
        reden=reden,
        contact=profiel().gemeente.contact.email,
    )


def _sluit(
    gebeurtenis: Gebeurtenis, ding: Ding, door: Gebruiker, *, verborgen: bool, reden: str = ""
) -> None:
    """Close the case, and tell each reporter with an account once."""
    zaak = list(ding.meldingen.open().select_related("door"))
    for melder in _melders(zaak):
        zet_klaar(
            sleutel=f"gebeurtenis-{gebeurtenis.pk}-melder-{melder.pk}",
            sjabloon="initiatieven/mail/melding_besloten",
            ontvanger=melder,
            door=door,
            initiatief=gebeurtenis.initiatief,
            is_foto=isinstance(ding, Foto),
            verborgen=verborgen,
            reden=reden,
        )
    ding.meldingen.open().update(afgehandeld_op=timezone.now(), afgehandeld_door=door, verborgen=verborgen)


def _melders(zaak: Iterable[Melding]) -> list[Gebruiker]:
    return list(dict.fromkeys(melding.door for melding in zaak if melding.door and melding.door.is_active))
