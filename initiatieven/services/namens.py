"""An employee writes down what somebody tells: by phone, at the counter, on paper or in a conversation.

The employee vouches for it, so nothing waits for a confirmation: it is there at once, with its owner and terms. So
does a partner whose system has a key for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pghistory
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatieven.levensloop import Domein, Kanaal, Nodig, Status
from initiatieven.models import Initiatief, Thema
from initiatieven.services.accounts import account_van
from initiatieven.services.basis import ga_naar
from initiatieven.services.concept import voeg_fotos_toe
from initiatieven.services.fotos import NieuweFoto
from initiatieven.services.indienen import maak_openbaar
from kern import fotos as fotowinkel
from kern.fouten import DomeinFout, GeenRecht
from kern.mail import zet_klaar
from kern.models import Gebruiker
from kern.profiel import profiel
from rollen.models import ApiSleutel, Sleutelrecht
from rollen.rechten import mag, vervullingen_van
from rollen.sleutels import sleutel_mag
from rollen.wie import rolnaam
from wijken.models import Wijk

INVOEREN = "initiatieven.invoeren"

# What the history says, by channel.
OPGESCHREVEN = {
    Kanaal.TELEFOON: gettext_lazy("Opgeschreven door de gemeente, na een telefoongesprek."),
    Kanaal.BALIE: gettext_lazy("Opgeschreven door de gemeente, aan de balie."),
    Kanaal.PAPIER: gettext_lazy("Overgenomen door de gemeente van een brief of formulier."),
    Kanaal.GESPREK: gettext_lazy("Opgeschreven door de gemeente, na een gesprek."),
}
DOOR_PARTNER = {
    Kanaal.TELEFOON: gettext_lazy("Opgeschreven door %(wie)s, na een telefoongesprek."),
    Kanaal.BALIE: gettext_lazy("Opgeschreven door %(wie)s, aan de balie."),
    Kanaal.PAPIER: gettext_lazy("Overgenomen door %(wie)s van een brief of formulier."),
    Kanaal.GESPREK: gettext_lazy("Opgeschreven door %(wie)s, na een gesprek."),
}


@dataclass(frozen=True)
class Verteld:
    """What somebody told. `sleutel` names this one entry: sent twice, it is written down once."""

    sleutel: UUID
    kanaal: Kanaal
    titel: str
    verhaal: str
    wijk: Wijk
    naam: str
    nodig: Sequence[Nodig]
    plek: str = ""
    lat: float | None = None
    lon: float | None = None
    nodig_toelichting: str = ""
    eigen_bijdrage: str = ""
    thema: Thema | None = None
    domein: Domein | str = ""
    groep: str = ""
    email: str = ""
    telefoon: str = ""
    toon_voornaam: bool = False
    fotos: Sequence[NieuweFoto] = field(default=())

    def velden(self) -> dict[str, Any]:
        """Those that the initiative itself keeps."""
        elders = ("naam", "email", "fotos", "nodig")
        return {n: w for n, w in vars(self).items() if n not in elders} | {"nodig": list(self.nodig)}


def voer_in(*, door: Gebruiker, verteld: Verteld) -> Initiatief:
    """Submit what somebody told, on their behalf.

    With an address that somebody gets (or has) an account and a mail with what was written down; without one they
    are known by name only. Raises `GeenRecht`, and `DomeinFout` for the website as channel, when there are too many
    photos, when the account of the address was closed or when nobody can pick it up.
    """
    if not mag(door, INVOEREN):
        raise GeenRecht(_("U kunt geen initiatief opschrijven voor een ander."))
    if verteld.kanaal not in OPGESCHREVEN:
        raise DomeinFout(_("Kies hoe het initiatief bij u binnenkwam."))
    with fotowinkel.geplaatst(nieuw.foto for nieuw in verteld.fotos) as sleutels, transaction.atomic():
        try:
            with transaction.atomic():
                initiatief = Initiatief.objects.create(**verteld.velden(), ingevoerd_door=door)
        except IntegrityError:  # the same form sent twice
            return _eerder(verteld.sleutel, door)
        voeg_fotos_toe(initiatief, verteld.fotos, sleutels)
        namens, hoe = _in_welke_rol(door, verteld.wijk), str(OPGESCHREVEN[verteld.kanaal])
        _dien_in(initiatief, verteld, wie=str(door), hoe=hoe, door=door, namens=namens)
    return initiatief


@transaction.atomic
def voer_in_met_sleutel(*, sleutel: ApiSleutel, verteld: Verteld) -> tuple[Initiatief, bool]:
    """Submit what somebody told a partner; returns it, and whether it was not there yet.

    `verteld.sleutel` is made from the key and from what the partner calls this one entry, so it is of no other key.
    The history names the organisation. Raises `DomeinFout` as `voer_in`, and `GeenRecht` outside its wijk.
    """
    if not sleutel_mag(sleutel, Sleutelrecht.INVOEREN, verteld.wijk):
        raise GeenRecht(_("Deze sleutel is niet voor deze wijk."))
    if verteld.kanaal not in DOOR_PARTNER:
        raise DomeinFout(_("Kies hoe het initiatief bij u binnenkwam."))
    with pghistory.context(reden=f"sleutel wpk_{sleutel.prefix}"):
        try:
            with transaction.atomic():
                initiatief = Initiatief.objects.create(**verteld.velden())
        except IntegrityError:  # sent before
            return Initiatief.objects.select_related("wijk", "thema").get(sleutel=verteld.sleutel), False
        wie = sleutel.organisatie
        hoe = str(DOOR_PARTNER[verteld.kanaal]) % {"wie": wie}
        _dien_in(initiatief, verteld, wie=wie, hoe=hoe, afzender=wie)
    return initiatief, True


def _dien_in(
    initiatief: Initiatief,
    verteld: Verteld,
    *,
    wie: str,
    hoe: str,
    door: Gebruiker | None = None,
    namens: str = "",
    afzender: str = "",
) -> None:
    """It is there: with whom it is of, its owner and its terms, and a mail with what `wie` wrote down."""
    inwoner = (
        account_van(email=verteld.email, naam=verteld.naam)
        if verteld.email
        else Gebruiker.objects.create_user(None, naam=verteld.naam)
    )
    ga_naar(initiatief, Status.TE_BEVESTIGEN)
    maak_openbaar(initiatief, inwoner, door=door, namens=namens, tekst=hoe, afzender=afzender)
    assert initiatief.behandelaar is not None  # `maak_openbaar` sees to it
    zet_klaar(
        sleutel=f"opgeschreven-{initiatief.pk}",
        sjabloon="initiatieven/mail/opgeschreven",
        ontvanger=inwoner,
        initiatief=initiatief,
        wie=wie,
        nodig=[Nodig(ding).label for ding in initiatief.nodig],
        rol=rolnaam(initiatief.behandelaar, verteld.wijk),
    )


def _eerder(sleutel: UUID, door: Gebruiker) -> Initiatief:
    """What this entry made before; raises `DomeinFout` when the key is of something else."""
    eerder = Initiatief.objects.filter(sleutel=sleutel, ingevoerd_door=door).first()
    if eerder is None:
        raise DomeinFout(_("Dit kunnen wij niet bewaren. Open de pagina opnieuw en vul het nog een keer in."))
    return eerder


def _in_welke_rol(door: Gebruiker, wijk: Wijk) -> str:
    """The role in this wijk, or else the first that somebody has: who writes down need not work in that wijk."""
    return rolnaam(door, wijk) or profiel().roltitel(vervullingen_van(door)[0].rol)
