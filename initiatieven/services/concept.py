"""A draft: begun without an account, kept on the server, changed step by step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatieven.levensloop import ONTWERP, Status
from initiatieven.models import Foto, Initiatief
from initiatieven.stappen import Stap
from kern import fotos as fotowinkel
from kern.fotos import VerwerkteFoto
from kern.fouten import DomeinFout
from wijken.models import Wijk

HOOGSTENS_FOTOS = 8


@dataclass(frozen=True)
class NieuweFoto:
    """A checked photo that is about to be added, and what can be seen on it."""

    foto: VerwerkteFoto
    beschrijving: str = ""


def begin_concept(
    *, titel: str, verhaal: str, fotos: Sequence[NieuweFoto] = (), wijk: Wijk | None = None
) -> Initiatief:
    """Keep the first step of a new initiative. Nobody is mailed and nobody else can see it."""
    with fotowinkel.geplaatst(nieuw.foto for nieuw in fotos) as sleutels, transaction.atomic():
        concept = Initiatief.objects.create(titel=titel, verhaal=verhaal, wijk=wijk)
        _voeg_fotos_toe(concept, fotos, sleutels)
    return concept


def bewaar_stap(
    *,
    initiatief: Initiatief,
    stap: Stap,
    antwoorden: Mapping[str, Any],
    fotos: Sequence[NieuweFoto] = (),
    beschrijvingen: Mapping[UUID, str] | None = None,
) -> Initiatief:
    """Keep the answers of one step, all or nothing; other steps stay as they were.

    A draft that waited for confirmation is a draft again: its text must be sent once more. `beschrijvingen`
    are new descriptions of photos that are already there. Raises `DomeinFout` once it has been confirmed.
    """
    with fotowinkel.geplaatst(nieuw.foto for nieuw in fotos) as sleutels, transaction.atomic():
        concept = vergrendel_concept(initiatief)
        for veld in stap.velden:
            if veld in antwoorden:
                setattr(concept, veld, antwoorden[veld])
        concept.status = Status.CONCEPT
        concept.concept_van = timezone.now()
        concept.save()
        for foto in concept.fotos.all():
            if beschrijvingen and foto.sleutel in beschrijvingen:
                foto.beschrijving = beschrijvingen[foto.sleutel]
                foto.save(update_fields=["beschrijving"])
        _voeg_fotos_toe(concept, fotos, sleutels)
    return concept


@transaction.atomic
def verwijder_foto(*, initiatief: Initiatief, sleutel: UUID) -> None:
    """Take a photo out of a draft; its files go once that is certain. A photo that is gone is no error."""
    concept = vergrendel_concept(initiatief)
    verwijderd, _per_soort = concept.fotos.filter(sleutel=sleutel).delete()
    if verwijderd:
        transaction.on_commit(partial(fotowinkel.verwijder, sleutel))


@transaction.atomic
def verwijder_oud_concept(*, initiatief: Initiatief, voor: datetime) -> bool:
    """Forget a draft that nobody touched since `voor`, with its photos; False when it is no such draft any more.

    It holds a name and an address that nobody confirmed, perhaps of somebody who never asked for it.
    """
    oud = Initiatief.objects.ontwerp().filter(pk=initiatief.pk, concept_van__lt=voor)
    concept = oud.select_for_update().first()
    if concept is None:
        return False
    for sleutel in concept.fotos.values_list("sleutel", flat=True):
        transaction.on_commit(partial(fotowinkel.verwijder, sleutel))
    concept.delete()
    return True


def vergrendel_concept(initiatief: Initiatief) -> Initiatief:
    """The draft, read again under a row lock; raises `DomeinFout` when it is no draft any more."""
    concept = Initiatief.objects.select_for_update(of=("self",)).select_related("wijk").get(pk=initiatief.pk)
    if concept.status not in ONTWERP:
        raise DomeinFout(_("Dit initiatief is al ingediend. U kunt het hier niet meer veranderen."))
    return concept


def _voeg_fotos_toe(concept: Initiatief, fotos: Sequence[NieuweFoto], sleutels: Sequence[UUID]) -> None:
    """Record stored photos; raises `DomeinFout` when it would have more than `HOOGSTENS_FOTOS`."""
    if fotos and concept.fotos.count() + len(fotos) > HOOGSTENS_FOTOS:
        raise DomeinFout(
            _("U kunt hoogstens %(aantal)s foto's meesturen. Verwijder eerst een foto.")
            % {"aantal": HOOGSTENS_FOTOS}
        )
    Foto.objects.bulk_create(
        Foto(
            initiatief=concept,
            sleutel=sleutel,
            beschrijving=nieuw.beschrijving,
            breedte=nieuw.foto.breedte,
            hoogte=nieuw.foto.hoogte,
        )
        for nieuw, sleutel in zip(fotos, sleutels, strict=True)
    )
