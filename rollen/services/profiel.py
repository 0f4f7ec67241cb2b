"""Bring departments and the people of the demonstration in line with the gemeenteprofiel."""

from collections.abc import Sequence

from django.db import transaction

from kern.fouten import DomeinFout
from kern.laden import Telling, zet
from kern.models import Gebruiker
from kern.profiel import Mens, Profiel, ProfielRol
from rollen.models import Rol, Rolvervulling, Vakafdeling
from rollen.services.vervulling import beeindig, vervul
from wijken.models import Wijk
from wijken.services.profiel import wijken_op_naam


@transaction.atomic
def zet_afdelingen(profiel: Profiel) -> Telling:
    """Make or change the departments, by name."""
    telling = Telling("vakafdelingen")
    for afdeling in profiel.afdelingen:
        zet(
            Vakafdeling.objects.all(),
            telling,
            sleutel={"naam": afdeling.naam},
            velden={"werkt_aan": afdeling.werkt_aan, "email": afdeling.email or ""},
        )
    return telling


@transaction.atomic
def zet_mensen(profiel: Profiel) -> list[Telling]:
    """Make the people of the profile, without a usable password, and give them their roles.

    A role that somebody ended in the portal stays ended. Raises `DomeinFout`, with the name of the person,
    when a role clashes with one that was given in the portal.
    """
    mensen, rollen = Telling("mensen"), Telling("rollen")
    gebruikers = {mens.email: _mens(mens, mensen) for mens in profiel.mensen}
    wijken = wijken_op_naam(profiel)
    opdrachten = [(mens, rol) for mens in profiel.mensen for rol in mens.rollen]
    # Deputies last: whom they replace must have the role first.
    for mens, rol in sorted(opdrachten, key=lambda opdracht: opdracht[1].vervangt is not None):
        vervangen = gebruikers[rol.vervangt] if rol.vervangt else None
        for wijk in _plekken(rol, wijken):
            try:
                _rol(gebruikers[mens.email], rol, wijk, vervangen, rollen)
            except DomeinFout as fout:
                plek = wijk or rol.afdeling or "hele gemeente"
                raise DomeinFout(f"{mens.naam}, {rol.rol}, {plek}: {fout.zin}") from fout
    return [mensen, rollen]


def _plekken(rol: ProfielRol, wijken: dict[str, Wijk]) -> Sequence[Wijk | None]:
    return [wijken[naam] for naam in rol.wijken] or [None]


def _mens(mens: Mens, telling: Telling) -> Gebruiker:
    velden = {"naam": mens.naam, "is_staff": any(rol.rol == Rol.BEHEERDER for rol in mens.rollen)}
    gebruiker = zet(Gebruiker.objects.all(), telling, sleutel={"email": mens.email}, velden=velden)
    if not gebruiker.password:
        gebruiker.set_unusable_password()
        gebruiker.save(update_fields=["password"])
    return gebruiker


def _rol(
    gebruiker: Gebruiker, rol: ProfielRol, wijk: Wijk | None, vervangen: Gebruiker | None, telling: Telling
) -> None:
    afdeling = Vakafdeling.objects.get(naam=rol.afdeling) if rol.afdeling else None
    zelfde_plek = Rolvervulling.objects.filter(rol=rol.rol, wijk=wijk, afdeling=afdeling)
    bestaand = zelfde_plek.filter(gebruiker=gebruiker, vanaf=rol.vanaf).first()
    naam = f"{gebruiker.naam}, {rol.rol}"
    if bestaand is None:
        vervangt = None
        if vervangen is not None:
            vervangt = zelfde_plek.filter(gebruiker=vervangen, vervangt=None).geldig(rol.vanaf).first()
            if vervangt is None:
                raise DomeinFout(f"{vervangen.naam} heeft deze rol dan niet en kan niet vervangen worden.")
        vervul(
            gebruiker=gebruiker,
            rol=Rol(rol.rol),
            wijk=wijk,
            afdeling=afdeling,
            vanaf=rol.vanaf,
            tot=rol.tot,
            vervangt=vervangt,
            organisatie=rol.organisatie or "",
            mandaatbesluit=rol.mandaatbesluit or "",
        )
        telling.toegevoegd.append(naam)
    elif rol.tot is not None and (bestaand.tot is None or bestaand.tot > rol.tot):
        beeindig(vervulling=bestaand, tot=rol.tot)
        telling.gewijzigd.append(naam)
    else:
        telling.ongewijzigd.append(naam)
