"""Who is there for a wijk on a day: the people behind the roles, and how they are called here."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from kern.fouten import DomeinFout
from kern.models import Gebruiker
from kern.profiel import profiel
from rollen.models import Rol, Rolvervulling, Vakafdeling
from rollen.querysets import RolvervullingQuerySet
from rollen.rechten import vervullingen_van
from rollen.regels import REGELS, Bereik
from wijken.models import Wijk

# Who picks up what nobody else can: an initiative always finds an owner (invariant 1 of the domain).
BEHANDELAARS = (Rol.WIJKMAKELAAR, Rol.OPGAVELEIDER, Rol.BEHEERDER)


def behandelaar_voor(wijk: Wijk, op: date) -> Gebruiker:
    """Who picks up a new initiative in this wijk: its wijkmakelaar, or the deputy while there is one.

    Without a wijkmakelaar it is the opgaveleider, and without that one the beheerder. Raises `DomeinFout`
    when the municipality has none of them.
    """
    for rol in BEHANDELAARS:
        vervulling = _voorop(_geldig(rol, op).in_wijk(wijk)).first()
        if vervulling is not None:
            return vervulling.gebruiker
    raise DomeinFout(_("Er is nu niemand die uw initiatief kan oppakken. Probeer het later opnieuw."))


def teamleider_van(afdeling: Vakafdeling, op: date) -> Gebruiker:
    """The teamleider of a vakafdeling, or the deputy; raises `DomeinFout` when it has none on that day."""
    vervulling = _voorop(_geldig(Rol.TEAMLEIDER, op).filter(afdeling=afdeling)).first()
    if vervulling is None:
        raise DomeinFout(
            _("De afdeling %(afdeling)s heeft nu geen teamleider. Kies een andere afdeling.")
            % {"afdeling": afdeling}
        )
    return vervulling.gebruiker


def vervullers(rollen: Iterable[Rol], wijk: Wijk, op: date) -> dict[Rol, list[Gebruiker]]:
    """Who fulfils each of these roles in this wijk, who comes first first; whoever is replaced is left out."""
    geldig = Rolvervulling.objects.filter(rol__in=set(rollen), gebruiker__is_active=True).geldig(op)
    rijen = list(_voorop(geldig.in_wijk(wijk)))
    vervangen = {rij.vervangt_id for rij in rijen}
    gevonden: dict[Rol, list[Gebruiker]] = {}
    for rij in rijen:
        if rij.pk not in vervangen:
            gevonden.setdefault(rij.rol_enum, []).append(rij.gebruiker)
    return gevonden


def wijken_zonder(rol: Rol, op: date) -> QuerySet[Wijk]:
    """The active wijken in which nobody fulfils this role on that day, by name."""
    geldig = _geldig(rol, op)
    iemand = geldig.filter(Q(wijk=OuterRef("pk")) | Q(wijk=None))
    return Wijk.objects.actief().filter(~Exists(iemand)).defer("omtrek")


def rolnaam(gebruiker: Gebruiker, wijk: Wijk) -> str:
    """The local title under which somebody acts in this wijk today; empty for a resident."""
    volgorde = list(Rol)
    rollen = [v for v in vervullingen_van(gebruiker) if v.wijk_id in (None, wijk.pk)]
    for vervulling in sorted(rollen, key=lambda v: volgorde.index(v.rol_enum)):
        titel = profiel().roltitel(vervulling.rol)
        return f"{titel} {vervulling.afdeling}" if vervulling.afdeling else titel
    return ""


def mensen_met(actie: str, wijk: Wijk, op: date) -> QuerySet[Gebruiker]:
    """Everybody who may do `actie` of the rights table in this wijk on that day, by name."""
    rollen = [rol for rol, bereik in REGELS[actie].items() if bereik is not Bereik.EIGEN_ZAAK]
    vervullingen = Rolvervulling.objects.filter(rol__in=rollen).geldig(op).in_wijk(wijk)
    return Gebruiker.objects.filter(is_active=True, rolvervullingen__in=vervullingen).distinct()


def _geldig(rol: Rol, op: date) -> RolvervullingQuerySet:
    return Rolvervulling.objects.filter(rol=rol, gebruiker__is_active=True).geldig(op)


def _voorop(rijen: RolvervullingQuerySet) -> RolvervullingQuerySet:
    """Deputies first, then who has this one wijk, then who has all; the longest in office first."""
    return rijen.select_related("gebruiker").order_by(
        F("vervangt").asc(nulls_last=True), F("wijk").asc(nulls_last=True), "vanaf", "id"
    )
