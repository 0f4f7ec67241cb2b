"""Photos at the story and at news. A photo that is taken away is gone, with its files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from initiatieven.models import Foto, Gebeurtenis, Initiatief
from initiatieven.querysets import FotoQuerySet
from initiatieven.services.basis import schrijf, vergrendel
from initiatieven.services.wijzigen import eis_wijzigbaar, vertel_wijziging
from kern import fotos as fotowinkel
from kern.fotos import VerwerkteFoto
from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebruiker

HOOGSTENS_FOTOS = 8  # at the story
HOOGSTENS_BIJ_NIEUWS = 4
# Lines that photos may come with.
NIEUWS = (Gebeurtenis.Soort.VOORTGANG, Gebeurtenis.Soort.GEREALISEERD)


@dataclass(frozen=True)
class NieuweFoto:
    """A checked photo that is about to be added, and what can be seen on it."""

    foto: VerwerkteFoto
    beschrijving: str = ""


@dataclass(frozen=True)
class Fotowijziging:
    """What changes: new photos, the keys of those to take away, and new descriptions by key."""

    erbij: Sequence[NieuweFoto] = ()
    weg: Sequence[UUID] = ()
    beschrijvingen: Mapping[UUID, str] = field(default_factory=dict)


def wijzig_fotos(
    *, initiatief: Initiatief, door: Gebruiker, wijziging: Fotowijziging, gezien: int | None = None
) -> Gebeurtenis:
    """Change the photos of the story, all or nothing; the public reads how many were added or taken away.

    Photos of news and photos that staff hid stay out of reach. Raises `GeenRecht` for anybody who did not start
    it, and `DomeinFout` when nothing changed, when there would be too many photos, or when it was merged.
    """
    with fotowinkel.geplaatst(nieuw.foto for nieuw in wijziging.erbij) as sleutels, transaction.atomic():
        initiatief = eis_wijzigbaar(vergrendel(initiatief, gezien=gezien, door=door), door)
        zin = _pas_aan(initiatief.fotos.filter(gebeurtenis=None), wijziging, HOOGSTENS_FOTOS)
        bewaar_fotos(initiatief, wijziging.erbij, sleutels)
        gebeurtenis = schrijf(initiatief, Gebeurtenis.Soort.GEWIJZIGD, door=door, tekst=zin, namens="")
        vertel_wijziging(gebeurtenis)
    return gebeurtenis


def wijzig_nieuwsfotos(*, gebeurtenis: Gebeurtenis, door: Gebruiker, wijziging: Fotowijziging) -> None:
    """Change the photos of one's own news. Nobody is told again: the news itself stays.

    Raises `GeenRecht` for news of somebody else, and `DomeinFout` as `wijzig_fotos` does.
    """
    if gebeurtenis.door_id != door.pk:
        raise GeenRecht(_("U kunt alleen foto's zetten bij nieuws dat u zelf schreef."))
    if gebeurtenis.soort not in NIEUWS or not gebeurtenis.openbaar:
        raise DomeinFout(_("Foto's horen bij nieuws. Bij deze regel kan dat niet."))
    with fotowinkel.geplaatst(nieuw.foto for nieuw in wijziging.erbij) as sleutels, transaction.atomic():
        initiatief = vergrendel(gebeurtenis.initiatief)
        _pas_aan(Foto.objects.filter(gebeurtenis=gebeurtenis), wijziging, HOOGSTENS_BIJ_NIEUWS)
        bewaar_fotos(initiatief, wijziging.erbij, sleutels, gebeurtenis)


def bewaar_fotos(
    initiatief: Initiatief,
    nieuwe: Sequence[NieuweFoto],
    sleutels: Sequence[UUID],
    gebeurtenis: Gebeurtenis | None = None,
) -> None:
    """Record photos whose files are stored; with a Gebeurtenis they belong to that news."""
    Foto.objects.bulk_create(
        Foto(
            initiatief=initiatief,
            gebeurtenis=gebeurtenis,
            sleutel=sleutel,
            beschrijving=nieuw.beschrijving,
            breedte=nieuw.foto.breedte,
            hoogte=nieuw.foto.hoogte,
        )
        for nieuw, sleutel in zip(nieuwe, sleutels, strict=True)
    )


def _pas_aan(rijen: FotoQuerySet, wijziging: Fotowijziging, hoogstens: int) -> str:
    """Take away and describe; returns what is done to these photos, new ones included, in a sentence."""
    over = {foto.sleutel: foto for foto in rijen.zichtbaar()}
    weg = [over.pop(sleutel) for sleutel in dict.fromkeys(wijziging.weg) if sleutel in over]
    if len(over) + len(wijziging.erbij) > hoogstens:
        raise DomeinFout(
            _("Hier passen hoogstens %(aantal)s foto's. Haal eerst een foto weg.") % {"aantal": hoogstens}
        )
    for foto in weg:
        transaction.on_commit(partial(fotowinkel.verwijder, foto.sleutel))
        foto.delete()
    beschreven = 0
    for sleutel, tekst in wijziging.beschrijvingen.items():
        if sleutel in over and over[sleutel].beschrijving != tekst:
            over[sleutel].beschrijving = tekst
            over[sleutel].save(update_fields=["beschrijving"])
            beschreven += 1
    if not (wijziging.erbij or weg or beschreven):
        raise DomeinFout(_("U hebt niets veranderd. Pas eerst iets aan, of ga terug."))
    return _zin(len(wijziging.erbij), len(weg), beschreven)


def _zin(erbij: int, weg: int, beschreven: int) -> str:
    delen = []
    if erbij:
        delen.append(ngettext("%(aantal)s foto erbij", "%(aantal)s foto's erbij", erbij) % {"aantal": erbij})
    if weg:
        delen.append(ngettext("%(aantal)s foto weg", "%(aantal)s foto's weg", weg) % {"aantal": weg})
    if beschreven:
        delen.append(_("een betere beschrijving"))
    return _("Aangepast: %(wat)s.") % {"wat": get_text_list(delen, _("en"))}
