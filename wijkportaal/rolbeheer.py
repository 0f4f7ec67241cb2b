"""The acts on roles: give, correct, end, replace, leave, add somebody, and divide the wijken anew.

They raise `GeenRecht` when `door` may not do it, `GeenOpvolger` when open work would be left with nobody, and
`DomeinFout` for what else does not fit. Days are first days: `tot` is the first on which it no longer counts.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import TypedDict, Unpack

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from initiatieven.models import Initiatief
from initiatieven.services.rolwissel import neem_werk_mee
from kern.fouten import DomeinFout
from kern.models import Gebruiker
from kern.werkdagen import vandaag
from rollen.models import Rol, Rolvervulling, Vakafdeling
from rollen.services import berichten, vervulling
from rollen.services.accounts import eis_te_sluiten, maak_collega, sluit_account
from rollen.services.berichten import Regel, omschrijf, periode
from wijken.models import Wijk
from wijkportaal.roldaad import Daad, Gevolg, doe, met_namen

RedenEinde = Rolvervulling.RedenEinde
# What can be divided anew in one form: what every wijk has one of.
VERDEELBAAR = (Rol.WIJKWETHOUDER, Rol.WIJKMAKELAAR)


class RolVelden(TypedDict):
    """What is given with a role."""

    rol: Rol
    wijk: Wijk | None
    afdeling: Vakafdeling | None
    vanaf: date
    tot: date | None
    organisatie: str
    mandaatbesluit: str


def geef_rol(
    *, door: Gebruiker, gebruiker: Gebruiker, opvolgen: bool = False, **velden: Unpack[RolVelden]
) -> Gevolg:
    """Give a role. With `opvolgen` whoever has it at that place ends on the day on which this one begins."""
    with doe(door, _("rol gegeven"), velden["vanaf"]) as daad:
        _geef(daad, gebruiker, velden, opvolgen=opvolgen)
    return daad.gevolg


def voeg_toe(
    *, door: Gebruiker, naam: str, email: str, opvolgen: bool = False, **velden: Unpack[RolVelden]
) -> Gevolg:
    """A new colleague with a first role, who gets a mail that says how to log in."""
    with doe(door, _("collega toegevoegd"), velden["vanaf"]) as daad:
        gebruiker = maak_collega(naam=naam, email=email, door=door)
        daad.zeg(_("%(wie)s krijgt een account.") % {"wie": gebruiker})
        daad.welkom = gebruiker
        _geef(daad, gebruiker, velden, opvolgen=opvolgen)
    return daad.gevolg


def _geef(daad: Daad, gebruiker: Gebruiker, velden: RolVelden, *, opvolgen: bool) -> None:
    vanaf = velden["vanaf"]
    if opvolgen:
        plek = {
            "rol": velden["rol"],
            "wijk": velden["wijk"],
            "afdeling": velden["afdeling"],
            "vervangt": None,
        }
        for vorige in met_namen().geldig(vanaf).filter(**plek).exclude(gebruiker=gebruiker):
            daad.beeindig(vorige, vanaf, RedenEinde.ANDER_WERK)
    daad.geef(gebruiker, **velden)
    daad.draag_over(vanaf)


def wijzig_gepland(*, door: Gebruiker, rij: Rolvervulling, vanaf: date, tot: date | None) -> Gevolg:
    """Other days for a role that has not begun."""
    with doe(door, _("geplande rol veranderd"), min(vanaf, rij.vanaf)) as daad:
        nieuw = vervulling.wijzig_gepland(vervulling=rij, vanaf=vanaf, tot=tot, door=door)
        delen = {"wie": nieuw.gebruiker, "rol": omschrijf(nieuw), "dagen": periode(nieuw)}
        daad.zeg(_("%(wie)s is %(rol)s, nu %(dagen)s.") % delen)
        daad.mails += berichten.begint(nieuw)
    return daad.gevolg


def schrap_gepland(*, door: Gebruiker, rij: Rolvervulling) -> Gevolg:
    """A role that has not begun does not come."""
    with doe(door, _("geplande rol gaat niet door"), rij.vanaf) as daad:
        daad.schrap(rij)
    return daad.gevolg


def beeindig_rol(
    *,
    door: Gebruiker,
    rij: Rolvervulling,
    tot: date,
    reden: RedenEinde,
    naar: Gebruiker | None = None,
) -> Gevolg:
    """End a role, or the time of a deputy, and hand over what it leaves; `naar` takes all where they may."""
    _eis_na_begin(rij, tot)
    with doe(door, str(reden.label), tot) as daad:
        daad.beeindig(rij, tot, reden)
        daad.draag_over(tot, naar)
    return daad.gevolg


def _eis_na_begin(rij: Rolvervulling, tot: date) -> None:
    """A role counts at least one day; say which day can be chosen then."""
    if tot <= rij.vanaf:
        delen = {"wie": rij.gebruiker, "rol": omschrijf(rij), "dag": date_format(rij.vanaf, "j F Y")}
        raise DomeinFout(_("%(wie)s begint op %(dag)s als %(rol)s. Kies een dag daarna.") % delen)


def meld_afwezig(
    *,
    door: Gebruiker,
    rijen: Collection[Rolvervulling],
    vervanger: Gebruiker,
    vanaf: date,
    tot: date,
    neemt_werk_mee: bool = False,
) -> Gevolg:
    """Somebody is away and a colleague deputises in these roles; with `neemt_werk_mee` for what is open as well.

    A role that does not count in these days needs no deputy and is passed over.
    """
    rijen = [rij for rij in rijen if rij.vanaf < tot and (rij.tot is None or rij.tot > vanaf)]
    if not rijen:
        raise DomeinFout(_("Kies ten minste één rol die in deze dagen telt."))
    with doe(door, _("afwezig, met vervanger"), vanaf) as daad:
        nieuw = [
            daad.geef(
                vervanger,
                rij.rol_enum,
                wijk=rij.wijk,
                afdeling=rij.afdeling,
                vanaf=max(vanaf, rij.vanaf),
                tot=min(tot, rij.tot) if rij.tot else tot,
                vervangt=rij,
                neemt_werk_mee=neemt_werk_mee,
                organisatie=rij.organisatie,
            )
            for rij in rijen
        ]
        if neemt_werk_mee:
            daad.gevolg.werk += neem_werk_mee(vervullingen=nieuw, door=door)
        if neemt_werk_mee and vanaf > vandaag():
            daad.zeg(_("Op de eerste dag gaat ook het lopende werk naar %(wie)s.") % {"wie": vervanger})
    return daad.gevolg


def laat_vertrekken(
    *, door: Gebruiker, gebruiker: Gebruiker, tot: date, naar: Gebruiker | None = None
) -> Gevolg:
    """Somebody leaves: all roles end on one day, and from that day nobody logs in with the account."""
    eis_te_sluiten(gebruiker, door)
    with doe(door, str(RedenEinde.UIT_DIENST.label), tot) as daad:
        lopend = _laat_rollen_eindigen(daad, gebruiker, tot)
        daad.draag_over(tot, naar)
        if tot <= vandaag() or not lopend:
            sluit_account(gebruiker=gebruiker, door=door)
            daad.zeg(_("Het account van %(wie)s gaat nu dicht.") % {"wie": gebruiker})
            daad.mails.append(Regel(gebruiker, _("Uw account is gesloten.")))
        else:
            delen = {"wie": gebruiker, "dag": date_format(tot, "j F Y")}
            daad.zeg(_("Het account van %(wie)s gaat dicht op %(dag)s.") % delen)
            daad.mails.append(Regel(gebruiker, _("Uw account gaat dicht op %(dag)s.") % delen))
        daad.gevolg.blijft += [
            _("%(kenmerk)s %(titel)s: dit begon %(wie)s zelf, als inwoner.")
            % {"kenmerk": zaak.kenmerk, "titel": zaak.titel, "wie": gebruiker}
            for zaak in Initiatief.objects.van(gebruiker).lopend().only("kenmerk", "titel")
        ]
    return daad.gevolg


def _laat_rollen_eindigen(daad: Daad, gebruiker: Gebruiker, tot: date) -> int:
    """End or take off all roles of somebody; returns how many count until that day."""
    lopend, eerder = 0, []
    for rij in met_namen().van(gebruiker).order_by("pk"):
        if rij.tot is not None and rij.tot <= vandaag():
            continue
        if rij.vanaf >= tot and rij.vanaf > vandaag():
            daad.schrap(rij)
        elif rij.tot is None or rij.tot >= tot:
            _eis_na_begin(rij, tot)
            daad.beeindig(rij, tot, RedenEinde.UIT_DIENST)
            lopend += 1
        else:
            eerder.append(rij.tot)
    if eerder and not lopend:
        raise DomeinFout(
            _("De laatste rol van %(wie)s eindigt al op %(dag)s. Kies die dag.")
            % {"wie": gebruiker, "dag": date_format(max(eerder), "j F Y")}
        )
    return lopend


def herverdeel(
    *,
    door: Gebruiker,
    rol: Rol,
    vanaf: date,
    mandaatbesluit: str,
    verdeling: Mapping[Wijk, Gebruiker],
) -> Gevolg:
    """Each of these wijken gets this person in this role from one day. Who stays is left alone."""
    if rol not in VERDEELBAAR:
        raise DomeinFout(_("Deze rol kunt u niet in één keer verdelen."))
    with doe(door, str(RedenEinde.HERVERDELING.label), vanaf) as daad:
        # First all that ends, then all that begins: two who change places are never both there.
        begint = [(wijk, wie) for wijk, wie in verdeling.items() if not _blijft(daad, rol, wijk, wie, vanaf)]
        for wijk, wie in begint:
            daad.geef(wie, rol, wijk=wijk, vanaf=vanaf, mandaatbesluit=mandaatbesluit)
        daad.draag_over(vanaf)
    if not daad.gevolg.regels:
        raise DomeinFout(_("Er verandert niets: iedereen houdt de eigen wijk."))
    return daad.gevolg


def _blijft(daad: Daad, rol: Rol, wijk: Wijk, wie: Gebruiker, vanaf: date) -> bool:
    """Make room in this wijk for who comes; whether that is who is there on the day, without an end."""
    hier = met_namen().filter(rol=rol, wijk=wijk, vervangt=None).order_by("vanaf")
    blijft = hier.filter(gebruiker=wie, vanaf__lte=vanaf, tot=None).first()
    for rij in hier:
        if rij == blijft or (rij.tot is not None and rij.tot <= vanaf):
            continue
        if rij.vanaf >= vanaf and rij.vanaf > vandaag():
            daad.schrap(rij)
        else:
            daad.beeindig(rij, vanaf, RedenEinde.HERVERDELING)
    return blijft is not None
