"""A draft: begun without an account, kept on the server, changed step by step."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatieven.levensloop import ONTWERP, Status
from initiatieven.models import Initiatief, Thema
from initiatieven.services.fotos import HOOGSTENS_FOTOS, NieuweFoto, bewaar_fotos
from initiatieven.services.mede import onthoud_mede
from initiatieven.stappen import Stap
from kern import fotos as fotowinkel
from kern.fouten import DomeinFout
from kern.mail import zet_klaar
from wijken.models import Wijk

# Since somebody last touched it; a confirmation link works for 7 of them.
CONCEPT_BEWAREN = timedelta(days=30)
VERDER = "initiatieven.verder"


def begin_concept(
    *,
    titel: str,
    verhaal: str,
    thema: Thema | None = None,
    domein: str = "",
    fotos: Sequence[NieuweFoto] = (),
    wijk: Wijk | None = None,
) -> Initiatief:
    """Keep the first step of a new initiative. Nobody is mailed and nobody else can see it."""
    with fotowinkel.geplaatst(nieuw.foto for nieuw in fotos) as sleutels, transaction.atomic():
        concept = Initiatief.objects.create(
            titel=titel, verhaal=verhaal, thema=thema, domein=domein, wijk=wijk
        )
        voeg_fotos_toe(concept, fotos, sleutels)
    return concept


def bewaar_stap(
    *,
    initiatief: Initiatief,
    stap: Stap,
    antwoorden: Mapping[str, Any],
    fotos: Sequence[NieuweFoto] = (),
    beschrijvingen: Mapping[UUID, str] | None = None,
    mede: Sequence[str] | None = None,
) -> Initiatief:
    """Keep the answers of one step, all or nothing; other steps stay as they were.

    A draft that waited for confirmation is a draft again: its text must be sent once more. `beschrijvingen`
    are new descriptions of photos that are already there; `mede` are the addresses of who starts it too.
    Raises `DomeinFout` once it has been confirmed.
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
        if mede is not None:
            onthoud_mede(concept, mede)
        voeg_fotos_toe(concept, fotos, sleutels)
    return concept


@transaction.atomic
def stuur_verder_link(*, initiatief: Initiatief, email: str) -> None:
    """Mail a link by which this draft goes on in another browser; the address is kept nowhere else.

    The draft is kept for its whole term again, so that the link lives as long as the mail says.
    Raises `DomeinFout` once it has been confirmed.
    """
    concept = vergrendel_concept(initiatief)
    concept.concept_van = timezone.now()
    concept.save(update_fields=["concept_van"])
    token = maak_verder_token(concept)
    zet_klaar(
        sleutel=f"verder-{concept.pk}-{hashlib.sha256(f'{token}{email}'.encode()).hexdigest()[:32]}",
        sjabloon="initiatieven/mail/verder",
        aan=email,
        vertrouwelijk=True,
        initiatief=concept,
        link=f"/initiatieven/verder/{token}/",
        bewaard_tot=timezone.localdate(concept.concept_van + CONCEPT_BEWAREN),
    )


def maak_verder_token(concept: Initiatief) -> str:
    """A signed link part that opens this draft for whoever holds it."""
    return signing.dumps(concept.sleutel.hex, salt=VERDER)


def vind_concept(token: str) -> Initiatief:
    """What such a link was made for, perhaps confirmed by now; raises `DomeinFout` when it is gone or never was."""
    try:
        sleutel = signing.loads(token, salt=VERDER)
    except (signing.BadSignature, ValueError) as fout:
        raise DomeinFout(_("Deze link klopt niet. Misschien is hij niet helemaal gekopieerd.")) from fout
    concept = Initiatief.objects.filter(sleutel=sleutel).first()
    if concept is None:
        raise DomeinFout(_("Dit initiatief is er niet meer. Wij bewaren wat u niet afmaakt 30 dagen."))
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


def voeg_fotos_toe(concept: Initiatief, fotos: Sequence[NieuweFoto], sleutels: Sequence[UUID]) -> None:
    """Record stored photos; raises `DomeinFout` when it would have more than `HOOGSTENS_FOTOS`."""
    if fotos and concept.fotos.count() + len(fotos) > HOOGSTENS_FOTOS:
        raise DomeinFout(
            _("U kunt hoogstens %(aantal)s foto's meesturen. Verwijder eerst een foto.")
            % {"aantal": HOOGSTENS_FOTOS}
        )
    bewaar_fotos(concept, fotos, sleutels)
