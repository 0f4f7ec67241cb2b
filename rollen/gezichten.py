"""Who is who in a wijk: the people whom its page introduces, and what the public may know of them.

Staff in a role that belongs to a wijk are named because of that role. Others, such as the residents of a
wijkplatform, are named only when they say so on their card. Nobody's e-mail address is read here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import F, Q

from kern.models import Gebruiker
from kern.profiel import profiel
from rollen.models import Rol, Rolvervulling, Visitekaart
from rollen.querysets import RolvervullingQuerySet
from rollen.regels import REGELS
from wijken.models import Wijk

GEZICHTEN = (Rol.WIJKMAKELAAR, Rol.WIJKWERKER, Rol.WIJKWETHOUDER)
# Of the whole municipality: introduced in a wijk that has no wijkmakelaar.
AANSPREEKPUNT = Rol.OPGAVELEIDER
OP_EIGEN_VERZOEK = (Rol.WIJKTEAMLID, Rol.PLATFORMVOORZITTER, Rol.PLATFORMLID)
# Residents who do this in their own time: nobody promises when they answer.
VRIJWILLIG = (Rol.PLATFORMVOORZITTER, Rol.PLATFORMLID)
MET_KAART = tuple(REGELS["rollen.eigen_kaart"])
STRAKS = timedelta(days=92)  # so long beforehand the page says who is coming


@dataclass(frozen=True)
class Mens:
    """A person as the page of a wijk introduces them; `vervangt` is the name of whom they replace, or empty.

    `vervulling` is the id of their role, and `vervangt_id` of the role that they stand in for.
    """

    gebruiker: Gebruiker
    rol: Rol
    titel: str
    vervulling: int = 0
    vervangt: str = ""
    vervangt_id: int | None = None

    @property
    def initialen(self) -> str:
        """At most two letters: of the first and of the last name."""
        delen = self.gebruiker.naam.split()
        return "".join(deel[0].upper() for deel in dict.fromkeys((*delen[:1], *delen[-1:])))

    @property
    def kaart(self) -> Visitekaart | None:
        return getattr(self.gebruiker, "visitekaart", None)

    @property
    def waarvoor(self) -> str:
        """What you can ask them: in their own words, or in those of the municipality."""
        return (self.kaart.waarvoor if self.kaart else "") or profiel().waarvoor(self.rol)

    @property
    def is_vrijwilliger(self) -> bool:
        return self.rol in VRIJWILLIG


@dataclass(frozen=True)
class Straks:
    """Somebody who gets a public role soon."""

    naam: str
    titel: str
    vanaf: date


@dataclass(frozen=True)
class WieIsWie:
    """The people of a wijk today, in the order in which a resident needs them, and who is coming."""

    mensen: Sequence[Mens]
    straks: Sequence[Straks] = field(default_factory=tuple)

    @property
    def zonder_makelaar(self) -> bool:
        return all(mens.rol != Rol.WIJKMAKELAAR for mens in self.mensen)

    @property
    def eerste(self) -> Mens | None:
        """Whom to ask when you do not know whom; None when a municipality has nobody for this wijk."""
        return self.mensen[0] if self.mensen else None

    def wie(self, vervulling: int) -> Mens | None:
        """Who answers for this role today: its holder or the deputy; None for a role that is over or not public."""
        passend = (mens for mens in self.mensen if vervulling in (mens.vervulling, mens.vervangt_id))
        return next(passend, None)


def wie_is_wie(wijk: Wijk, op: date) -> WieIsWie:
    """Everybody whom the page of this wijk introduces on that day, in one query."""
    binnenkort = Q(tot=None) | Q(tot__gt=op)
    rijen = list(
        Rolvervulling.objects.filter(
            binnenkort, rol__in=MET_KAART, vanaf__lte=op + STRAKS, gebruiker__is_active=True
        )
        .in_wijk(wijk)
        .select_related("gebruiker__visitekaart", "vervangt__gebruiker")
        .only(
            *("rol", "wijk", "vanaf", "tot", "gebruiker__naam", "vervangt__gebruiker__naam"),
            *(f"gebruiker__visitekaart__{veld.name}" for veld in Visitekaart._meta.local_fields),
        )
        # Deputies first, then who has this one wijk, then who has all; the longest in office first.
        .order_by(F("vervangt").asc(nulls_last=True), F("wijk").asc(nulls_last=True), "vanaf", "id")
    )
    nu = [rij for rij in rijen if rij.vanaf <= op]
    vervangen = {rij.vervangt_id for rij in nu}
    te_zien = [_mens(rij) for rij in nu if rij.pk not in vervangen]
    return WieIsWie(_op_volgorde(te_zien), _straks(rijen, nu, op))


def _mens(rij: Rolvervulling) -> Mens:
    return Mens(
        gebruiker=rij.gebruiker,
        rol=rij.rol_enum,
        titel=profiel().roltitel(rij.rol),
        vervulling=rij.pk,
        vervangt=rij.vervangt.gebruiker.naam if rij.vervangt else "",
        vervangt_id=rij.vervangt_id,
    )


def _op_volgorde(mensen: list[Mens]) -> list[Mens]:
    """Role by role, without whom the public need not know."""
    per_rol = {rol: [mens for mens in mensen if mens.rol == rol] for rol in MET_KAART}
    voorop = per_rol[Rol.WIJKMAKELAAR] or per_rol[AANSPREEKPUNT][:1]
    vast = [mens for rol in GEZICHTEN[1:] for mens in per_rol[rol]]
    gekozen = [m for rol in OP_EIGEN_VERZOEK for m in per_rol[rol] if m.kaart and m.kaart.zichtbaar]
    return [*voorop, *vast, *gekozen]


def _straks(rijen: list[Rolvervulling], nu: list[Rolvervulling], op: date) -> list[Straks]:
    """Who begins soon; not who has the role already, and no absence of somebody beforehand."""
    al = {(rij.rol, rij.gebruiker_id) for rij in nu}
    nieuw = [
        Straks(rij.gebruiker.naam, profiel().roltitel(rij.rol), rij.vanaf)
        for rij in rijen
        if rij.vanaf > op
        and rij.rol in GEZICHTEN
        and rij.vervangt_id is None
        and (rij.rol, rij.gebruiker_id) not in al
    ]
    return sorted(nieuw, key=lambda straks: straks.vanaf)


def kaartrollen(gebruiker: Gebruiker, op: date) -> RolvervullingQuerySet:
    """The roles for which this person has a card: those of today, and those that are planned."""
    return Rolvervulling.objects.filter(Q(tot=None) | Q(tot__gt=op), gebruiker=gebruiker, rol__in=MET_KAART)


def is_openbaar(kaart: Visitekaart, op: date) -> bool:
    """Whether everybody may see the photo on this card today."""
    wie = kaart.gebruiker
    vast = [rol for rol in MET_KAART if rol not in OP_EIGEN_VERZOEK]
    openbaar = MET_KAART if kaart.zichtbaar else vast
    return wie.is_active and kaartrollen(wie, op).filter(rol__in=openbaar, vanaf__lte=op).exists()


def voorbeeld(kaart: Visitekaart, op: date) -> Mens:
    """This person as the page of a wijk introduces them, in the first role that has a card."""
    rollen = sorted(
        kaartrollen(kaart.gebruiker, op), key=lambda rij: (rij.vanaf > op, MET_KAART.index(rij.rol_enum))
    )
    rol = rollen[0].rol_enum if rollen else Rol.WIJKMAKELAAR
    kaart.gebruiker.visitekaart = kaart
    return Mens(gebruiker=kaart.gebruiker, rol=rol, titel=profiel().roltitel(rol))
