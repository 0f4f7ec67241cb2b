"""News with photos: what happened, and what it looks like."""

from collections.abc import Sequence

from django.db import transaction

from initiatieven.models import Gebeurtenis, Initiatief
from initiatieven.services.behandelen import realiseer
from initiatieven.services.fotos import NieuweFoto, bewaar_fotos
from initiatieven.services.gesprek import plaats_voortgang
from kern import fotos as fotowinkel
from kern.models import Gebruiker


def plaats_nieuws(
    *,
    initiatief: Initiatief,
    door: Gebruiker,
    tekst: str,
    fotos: Sequence[NieuweFoto] = (),
    gezien: int | None = None,
) -> Gebeurtenis:
    """Tell how it goes, with photos; see `gesprek.plaats_voortgang` for what it does and raises."""
    with fotowinkel.geplaatst(nieuw.foto for nieuw in fotos) as sleutels, transaction.atomic():
        gebeurtenis = plaats_voortgang(initiatief=initiatief, door=door, tekst=tekst, gezien=gezien)
        bewaar_fotos(gebeurtenis.initiatief, fotos, sleutels, gebeurtenis)
    return gebeurtenis


def vier(
    *,
    initiatief: Initiatief,
    door: Gebruiker,
    tekst: str,
    fotos: Sequence[NieuweFoto] = (),
    gezien: int | None = None,
) -> Gebeurtenis:
    """It worked, and here are the photos; see `behandelen.realiseer` for what it does and raises."""
    with fotowinkel.geplaatst(nieuw.foto for nieuw in fotos) as sleutels, transaction.atomic():
        gebeurtenis = realiseer(initiatief=initiatief, door=door, tekst=tekst, gezien=gezien)
        bewaar_fotos(gebeurtenis.initiatief, fotos, sleutels, gebeurtenis)
    return gebeurtenis
