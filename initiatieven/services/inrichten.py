"""The register of kaders and the standard texts. Both ask the right `initiatieven.inrichten`."""

import re
from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from initiatieven.levensloop import Status
from initiatieven.models import Initiatief, Kader, Standaardtekst, Thema
from initiatieven.services.behandelen import beslist_uiterlijk
from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebruiker
from kern.werkdagen import vandaag
from rollen.rechten import mag

INRICHTEN = "initiatieven.inrichten"
VELD = re.compile(r"\{([^{}]*)\}")
VELDEN = ("voornaam", "titel", "kenmerk", "wijk", "behandelaar", "datum")


@transaction.atomic
def bewaar_kader(
    *,
    door: Gebruiker,
    titel: str,
    bron: str,
    tekst: str,
    adres: str = "",
    themas: Collection[Thema] = (),
    actief: bool = True,
    kader: Kader | None = None,
) -> Kader:
    """Add a kader to the register, or change the one that is given; returns the one that holds from now on.

    A text on which a decision or a friction rests is never rewritten: then a new kader takes its place in the
    register.
    """
    _eis_recht(door)
    woorden = {"titel": titel, "bron": bron, "tekst": tekst, "adres": adres}
    if kader is not None:
        kader = Kader.objects.select_for_update().get(pk=kader.pk)
        anders = any(getattr(kader, veld) != waarde for veld, waarde in woorden.items())
        if anders and (kader.initiatieven.exists() or kader.schuringen.exists()):
            kader.actief = False
            kader.save(update_fields=["actief"])
            kader = None
    kader = kader or Kader()
    for veld, waarde in woorden.items():
        setattr(kader, veld, waarde)
    kader.actief = actief
    kader.save()
    kader.themas.set(themas)
    return kader


@transaction.atomic
def bewaar_standaardtekst(
    *,
    door: Gebruiker,
    titel: str,
    tekst: str,
    status: str = "",
    thema: Thema | None = None,
    actief: bool = True,
    standaardtekst: Standaardtekst | None = None,
) -> Standaardtekst:
    """Add a standard text, or change the one that is given. Raises `DomeinFout` for a field that does not exist."""
    _eis_recht(door)
    controleer_velden(tekst)
    if standaardtekst is None:
        standaardtekst = Standaardtekst()
    else:
        standaardtekst = Standaardtekst.objects.select_for_update().get(pk=standaardtekst.pk)
    standaardtekst.titel, standaardtekst.tekst = titel, tekst
    standaardtekst.status, standaardtekst.thema, standaardtekst.actief = status, thema, actief
    standaardtekst.save()
    return standaardtekst


def controleer_velden(tekst: str) -> None:
    """Raises `DomeinFout` when something between braces is no field."""
    vreemd = [naam for naam in dict.fromkeys(VELD.findall(tekst)) if naam not in VELDEN]
    if vreemd:
        raise DomeinFout(
            _("Deze velden bestaan niet: %(velden)s. U kunt gebruiken: %(wel)s.")
            % {"velden": _opsomming(vreemd), "wel": _opsomming(VELDEN)}
        )


def vul_in(standaardtekst: Standaardtekst, initiatief: Initiatief) -> str:
    """The text with its fields filled in for this initiative."""
    waarden = {
        # What is written to the resident is public, so a name only when the resident shows it.
        "voornaam": initiatief.indiener_openbaar if initiatief.toon_voornaam else _("inwoner"),
        "titel": initiatief.titel,
        "kenmerk": initiatief.kenmerk or "",
        "wijk": str(initiatief.wijk or ""),
        "behandelaar": str(initiatief.behandelaar or ""),
        "datum": date_format(_volgende_datum(initiatief), "l j F Y"),
    }
    return VELD.sub(lambda veld: waarden.get(veld[1], veld[0]), standaardtekst.tekst)


def _volgende_datum(initiatief: Initiatief) -> date:
    """By when the resident hears more: of the decision while that is open, else the date that stands."""
    if initiatief.status in (Status.INGEDIEND, Status.IN_BEHANDELING) and initiatief.besluit_op is None:
        return beslist_uiterlijk(initiatief)
    return initiatief.uiterlijk or vandaag()


def _opsomming(velden: Collection[str]) -> str:
    return ", ".join(f"{{{veld}}}" for veld in velden)


def _eis_recht(door: Gebruiker) -> None:
    if not mag(door, INRICHTEN):
        raise GeenRecht(_("U mag de kaders en standaardteksten niet veranderen."))
