"""The card of somebody with a public role: what they tell about themselves, and their photo."""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kern import fotos as fotowinkel
from kern.fotos import VerwerkteFoto
from kern.fouten import DomeinFout, GeenRecht
from kern.mail import zet_klaar
from kern.models import Gebruiker
from kern.werkdagen import vandaag
from rollen.gezichten import kaartrollen
from rollen.models import Visitekaart
from rollen.rechten import mag


@dataclass(frozen=True)
class Kaarttekst:
    """What somebody tells about themselves; empty means the words of the gemeenteprofiel, or nothing."""

    waarvoor: str = ""
    bereikbaar: str = ""
    telefoon: str = ""


@dataclass(frozen=True)
class Eigenkeuze:
    """What only the person themselves decides: to be named on the page, and to have a photo there.

    Without `akkoord` there is no photo: one that was there is removed.
    """

    zichtbaar: bool = False
    akkoord: bool = False
    beschrijving: str = ""
    foto: VerwerkteFoto | None = None


def kaart_van(gebruiker: Gebruiker) -> Visitekaart:
    """The card of this person, or an empty one that was never saved."""
    return Visitekaart.objects.filter(gebruiker=gebruiker).first() or Visitekaart(gebruiker=gebruiker)


def bewaar_eigen_kaart(*, door: Gebruiker, tekst: Kaarttekst, keuze: Eigenkeuze) -> Visitekaart:
    """Change one's own card and photo.

    Raises `GeenRecht` for who has no role with a card today, and `DomeinFout` for a photo without consent.
    """
    if not mag(door, "rollen.eigen_kaart"):
        raise GeenRecht(_("Alleen wie er voor een wijk is, heeft een kaart."))
    if keuze.foto is not None and not keuze.akkoord:
        raise DomeinFout(_("Zet een vinkje als iedereen uw foto mag zien. Anders plaatsen wij de foto niet."))
    nieuw: AbstractContextManager[list[UUID]] = (
        fotowinkel.geplaatst([keuze.foto]) if keuze.foto else nullcontext([])
    )
    with nieuw as sleutels, transaction.atomic():
        kaart = _vergrendel(door)
        _schrijf(kaart, tekst)
        kaart.zichtbaar = keuze.zichtbaar
        if sleutels or not keuze.akkoord:
            _haal_foto_weg(kaart)
        if keuze.foto is not None:
            kaart.foto, kaart.breedte, kaart.akkoord_op = sleutels[0], keuze.foto.breedte, timezone.now()
        if kaart.foto:
            kaart.beschrijving = keuze.beschrijving
        kaart.save()
    return kaart


@transaction.atomic
def bewaar_kaart_van_ander(
    *, gebruiker: Gebruiker, door: Gebruiker, tekst: Kaarttekst, foto_weg: bool = False
) -> Visitekaart:
    """Change the words on somebody else's card, or take the photo away; they get a mail about it.

    Nobody places a photo of somebody else or names a resident: that takes their own consent. Raises `GeenRecht`
    without the right to manage roles, and `DomeinFout` for who has no role with a card.
    """
    if not mag(door, "rollen.beheren"):
        raise GeenRecht(_("U mag de kaart van een ander niet aanpassen."))
    if not kaartrollen(gebruiker, vandaag()).exists():
        raise DomeinFout(_("Deze persoon heeft geen rol met een kaart."))
    kaart = _vergrendel(gebruiker)
    _schrijf(kaart, tekst)
    if foto_weg:
        _haal_foto_weg(kaart)
    kaart.save()
    zet_klaar(
        sleutel=f"kaart-{kaart.pk}-{timezone.now().isoformat()}",
        sjabloon="rollen/mail/kaart",
        ontvanger=gebruiker,
        door=door,
        wie=door,
        foto_weg=foto_weg,
    )
    return kaart


@transaction.atomic
def verwijder_kaart(*, gebruiker: Gebruiker) -> bool:
    """Take away everything that somebody told about themselves; returns whether there was something."""
    kaart = Visitekaart.objects.select_for_update().filter(gebruiker=gebruiker).first()
    if kaart is None:
        return False
    _haal_foto_weg(kaart)
    kaart.delete()
    return True


def _vergrendel(gebruiker: Gebruiker) -> Visitekaart:
    kaart, _nieuw = Visitekaart.objects.get_or_create(gebruiker=gebruiker)
    return Visitekaart.objects.select_for_update().get(pk=kaart.pk)


def _schrijf(kaart: Visitekaart, tekst: Kaarttekst) -> None:
    kaart.waarvoor, kaart.bereikbaar, kaart.telefoon = tekst.waarvoor, tekst.bereikbaar, tekst.telefoon


def _haal_foto_weg(kaart: Visitekaart) -> None:
    """The files go once this has really happened."""
    if kaart.foto:
        transaction.on_commit(partial(fotowinkel.verwijder, kaart.foto))
    kaart.foto = kaart.breedte = kaart.akkoord_op = None
    kaart.beschrijving = ""
