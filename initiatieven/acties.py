"""Which next step an initiative asks of the municipality, and which acts its status allows."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from initiatieven.levensloop import AanZet, Route, Status
from initiatieven.models import Initiatief

S = Status
# Act (its word in the address) → the statuses in which it makes sense. The services check it once more.
BIJ_STATUS: dict[str, tuple[Status, ...]] = {
    "reactie": (S.INGEDIEND,),
    "aanpak": (S.INGEDIEND, S.IN_BEHANDELING, S.WACHT_OP_INDIENER, S.IN_UITVOERING),
    "antwoord": (S.IN_BEHANDELING,),
    "uitvoering": (S.IN_BEHANDELING, S.WACHT_OP_INDIENER),
    "vraag": (S.INGEDIEND, S.IN_BEHANDELING, S.IN_UITVOERING),
    "nieuws": (S.INGEDIEND, S.IN_BEHANDELING, S.WACHT_OP_INDIENER, S.IN_UITVOERING),
    "gelukt": (S.IN_UITVOERING,),
    "overdragen": (S.INGEDIEND, S.IN_BEHANDELING, S.WACHT_OP_INDIENER, S.IN_UITVOERING),
    "niet-passend": (S.INGEDIEND, S.IN_BEHANDELING, S.WACHT_OP_INDIENER),
    "stoppen": (S.INGEDIEND, S.IN_BEHANDELING, S.WACHT_OP_INDIENER, S.IN_UITVOERING),
    "notitie": tuple(status for status in S if status not in (S.CONCEPT, S.TE_BEVESTIGEN)),
}


@dataclass(frozen=True)
class Stap:
    """The one thing to do now: `actie` (empty when there is only waiting) and why, in a sentence."""

    actie: str
    zin: str


def volgende_stap(initiatief: Initiatief, vandaag: date) -> Stap:
    """What to do first with this initiative today, from its state alone."""
    te_laat = initiatief.uiterlijk is not None and initiatief.uiterlijk < vandaag
    wie = {"wie": initiatief.aan_zet_persoon or ""}
    if not initiatief.is_open:
        return Stap("", _("Dit initiatief is afgerond. Wat leerden wij ervan?"))
    if initiatief.status == S.INGEDIEND:
        return Stap("reactie", _("Laat de inwoner weten dat u het gelezen heeft en wat u ervan vindt."))
    if initiatief.aan_zet == AanZet.VAKAFDELING:
        if te_laat:
            zin = _("De afdeling is te laat met haar antwoord. Vraag ernaar, of kies een andere aanpak.")
            return Stap("antwoord", zin)
        return Stap("antwoord", _("%(wie)s geeft antwoord namens de afdeling.") % wie)
    if initiatief.status == S.WACHT_OP_INDIENER:
        if not te_laat:
            return Stap("", _("Wacht op het antwoord van %(wie)s.") % wie)
        verder = "nieuws" if initiatief.route else "aanpak"
        return Stap(verder, _("%(wie)s heeft niet geantwoord. Ga verder met wat u weet.") % wie)
    if initiatief.status == S.IN_BEHANDELING:
        if initiatief.route == Route.DOORGELEIDEN:
            return Stap("uitvoering", _("De afdeling heeft geantwoord. Vertel wat er nu gaat gebeuren."))
        return Stap("aanpak", _("Kies hoe wij dit aanpakken en vertel het de inwoner."))
    if initiatief.aan_zet == AanZet.INDIENER:
        if not te_laat:
            return Stap("", _("%(wie)s is bezig. U hoeft nu niets te doen.") % wie)
        return Stap("vraag", _("U hoorde lang niets van %(wie)s. Vraag hoe het gaat.") % wie)
    return Stap("nieuws", _("Vertel de inwoner hoe het ermee staat."))


def mogelijk(initiatief: Initiatief) -> list[str]:
    """The acts that fit the state of this initiative, in the order in which they are offered."""
    status = Status(initiatief.status)
    acties = [actie for actie, statussen in BIJ_STATUS.items() if status in statussen]
    if initiatief.aan_zet != AanZet.VAKAFDELING:
        acties = [actie for actie in acties if actie != "antwoord"]
    if not initiatief.route or initiatief.aan_zet == AanZet.VAKAFDELING:
        acties = [actie for actie in acties if actie != "uitvoering"]
    return acties
