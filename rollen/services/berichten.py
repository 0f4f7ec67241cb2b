"""Tell people what changed in their roles: one mail for everybody whom an act concerns, about all of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kern.mail import zet_klaar
from kern.models import Gebruiker
from kern.profiel import profiel
from kern.werkdagen import vandaag
from rollen.models import Rolvervulling
from rollen.regels import REGELS

# What somebody could use to give themselves more: whoever gets it is told to all who manage roles.
ZWAAR = ("rollen.beheren", "sleutels.beheren", "logboek.inzien")


@dataclass(frozen=True)
class Regel:
    """One line for one person, as they read it."""

    voor: Gebruiker
    zin: str


def omschrijf(vervulling: Rolvervulling) -> str:
    """The role and its place: "wijkmakelaar in Slotjes"."""
    titel = profiel().roltitel(vervulling.rol)
    if vervulling.wijk is not None:
        return _("%(rol)s in %(wijk)s") % {"rol": titel, "wijk": vervulling.wijk}
    if vervulling.afdeling is not None:
        return _("%(rol)s van %(afdeling)s") % {"rol": titel, "afdeling": vervulling.afdeling}
    return _("%(rol)s in de hele gemeente") % {"rol": titel}


def periode(vervulling: Rolvervulling) -> str:
    """The days in words: "van 1 maart 2027 tot 1 juni 2027"."""
    vanaf = date_format(vervulling.vanaf, "j F Y")
    if vervulling.tot is None:
        return _("vanaf %(vanaf)s") % {"vanaf": vanaf}
    tot = date_format(vervulling.tot, "j F Y")
    return _("van %(vanaf)s tot %(tot)s") % {"vanaf": vanaf, "tot": tot}


def begint(vervulling: Rolvervulling) -> list[Regel]:
    """To who gets the role, when it is a deputy to who is replaced as well, and to whom `_vier_ogen` finds."""
    delen = {"rol": omschrijf(vervulling), "dagen": periode(vervulling), "wie": vervulling.gebruiker}
    if vervulling.vervangt is None:
        regels = [Regel(vervulling.gebruiker, _("U bent %(rol)s, %(dagen)s.") % delen)]
        return regels + _vier_ogen(vervulling)
    delen["vaste"] = vervulling.vervangt.gebruiker
    return [
        Regel(vervulling.gebruiker, _("U vervangt %(vaste)s als %(rol)s, %(dagen)s.") % delen),
        Regel(vervulling.vervangt.gebruiker, _("%(wie)s vervangt u als %(rol)s, %(dagen)s.") % delen),
        *_vier_ogen(vervulling),
    ]


def _vier_ogen(vervulling: Rolvervulling) -> list[Regel]:
    """To everybody else who manages roles, of a role with which one manages or audits.

    Nobody gives such a role to themselves, but somebody could give it to a second account of their own.
    """
    if not any(vervulling.rol_enum in REGELS[recht] for recht in ZWAAR):
        return []
    beheerders = Rolvervulling.objects.filter(rol__in=REGELS["rollen.beheren"], gebruiker__is_active=True)
    al = {vervulling.gebruiker_id}
    if vervulling.vervangt is not None:
        al.add(vervulling.vervangt.gebruiker_id)
    wie = Gebruiker.objects.filter(rolvervullingen__in=beheerders.geldig(vandaag())).exclude(pk__in=al)
    zin = _("%(wie)s wordt %(rol)s, %(dagen)s. U leest dit omdat u ook rollen beheert.")
    delen = {"wie": vervulling.gebruiker, "rol": omschrijf(vervulling), "dagen": periode(vervulling)}
    return [Regel(beheerder, zin % delen) for beheerder in wie.distinct().order_by("pk")]


def eindigt(vervulling: Rolvervulling) -> list[Regel]:
    """To who had the role; and when it is a deputy to who was replaced as well. It has its last day already."""
    assert vervulling.tot is not None
    delen = {
        "rol": omschrijf(vervulling),
        "tot": date_format(vervulling.tot, "j F Y"),
        "wie": vervulling.gebruiker,
    }
    if vervulling.vervangt is None:
        return [Regel(vervulling.gebruiker, _("U bent tot %(tot)s %(rol)s. Daarna niet meer.") % delen)]
    delen["vaste"] = vervulling.vervangt.gebruiker
    return [
        Regel(vervulling.gebruiker, _("U vervangt %(vaste)s tot %(tot)s als %(rol)s.") % delen),
        Regel(vervulling.vervangt.gebruiker, _("%(wie)s vervangt u tot %(tot)s als %(rol)s.") % delen),
    ]


def vervalt(vervulling: Rolvervulling) -> list[Regel]:
    """A role that was planned and does not come."""
    zin = _("U zou %(rol)s worden, %(dagen)s. Dat gaat niet door.")
    return [Regel(vervulling.gebruiker, zin % {"rol": omschrijf(vervulling), "dagen": periode(vervulling)})]


def vertel(regels: Iterable[Regel], *, door: Gebruiker | None, welkom: Gebruiker | None = None) -> None:
    """One mail each; `welkom` is somebody who is new here and reads how to log in. Without `door`: the system."""
    per_persoon: dict[Gebruiker, list[str]] = defaultdict(list)
    for regel in regels:
        per_persoon[regel.voor].append(regel.zin)
    wijzigingen = Rolvervulling.wijzigingen.field.model._default_manager  # type: ignore[attr-defined]
    stand = wijzigingen.order_by("-pgh_id").values_list("pgh_id", flat=True).first() or 0
    for persoon, zinnen in per_persoon.items():
        zet_klaar(
            sleutel=f"rollen-{stand}-{persoon.pk}",
            sjabloon="rollen/mail/welkom" if persoon == welkom else "rollen/mail/gewijzigd",
            ontvanger=persoon,
            door=door,
            zinnen=zinnen,
            wie=door or _("Het beheer"),
        )
