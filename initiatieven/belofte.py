"""What the municipality promised when an initiative was submitted, and whether it kept its word.

Two promises stand on the row with their dates: a first personal reaction (`reactie_uiterlijk`) and a decision on
how it goes on (`besluit_uiterlijk`). A row of before these dates were kept has none, and then nothing is said.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from initiatieven.levensloop import Status
from initiatieven.models import Initiatief
from kern.templatetags.kern import datum_kort
from kern.werkdagen import werkdagen_tussen


class Wat(Enum):
    REACTIE = "reactie"
    BESLUIT = "besluit"


class Staat(Enum):
    """How a promise stands; the value is the style of a term (`term--klaar` and so on)."""

    GEHOUDEN = "klaar"
    LOOPT = "ruim"
    VANDAAG = "vandaag"
    TE_LAAT = "laat"  # not kept; `op` says when it was done after all, if it was
    NOOIT = "nooit"  # not kept, and closed since


@dataclass(frozen=True)
class Belofte:
    """One promise: to do `wat` on `uiterlijk` at the latest; done on `op`, or not yet.

    `laat` is in working days after `uiterlijk`. `wacht` says why it waits on somebody else than the municipality.
    """

    wat: Wat
    staat: Staat
    uiterlijk: date
    op: date | None = None
    laat: int = 0
    wacht: str = ""

    @property
    def stijl(self) -> str:
        """The style of its term on the page."""
        return "laat" if self.staat is Staat.NOOIT else self.staat.value

    @property
    def zin(self) -> str:
        """The promise and how it stands, in words of residents."""
        feiten = {"dag": datum_kort(self.uiterlijk), "op": datum_kort(self.op), "wacht": self.wacht}
        if self.wat is Wat.REACTIE:
            begin = _("De gemeente beloofde uiterlijk %(dag)s te reageren.") % feiten
            gedaan = _("de reactie kwam op %(op)s") % feiten
        else:
            begin = _("De gemeente beloofde uiterlijk %(dag)s te vertellen hoe het verder gaat.") % feiten
            gedaan = _("het besluit kwam op %(op)s") % feiten
        return f"{begin} {self._vervolg(gedaan)}".strip()

    def _vervolg(self, gedaan: str) -> str:
        if self.staat is Staat.GEHOUDEN:
            return _("Dat is gelukt: %(gedaan)s.") % {"gedaan": gedaan}
        if self.staat is Staat.VANDAAG:
            return _("Dat is vandaag.")
        if self.staat is Staat.NOOIT:
            return _("Dat is niet gebeurd.")
        if self.staat is Staat.LOOPT:
            return ""
        if self.wacht:
            return _("Dat is nog niet gelukt: %(wacht)s.") % {"wacht": self.wacht}
        if self.op is not None:
            if not self.laat:
                return _("Dat lukte niet: %(gedaan)s.") % {"gedaan": gedaan}
            return ngettext(
                "Dat lukte niet: %(gedaan)s, %(dagen)s werkdag te laat.",
                "Dat lukte niet: %(gedaan)s, %(dagen)s werkdagen te laat.",
                self.laat,
            ) % {"gedaan": gedaan, "dagen": self.laat}
        if not self.laat:
            return _("Dat is nog niet gelukt.")
        return ngettext(
            "Dat is nog niet gelukt: het is nu %(dagen)s werkdag te laat.",
            "Dat is nog niet gelukt: het is nu %(dagen)s werkdagen te laat.",
            self.laat,
        ) % {"dagen": self.laat}


def beloften(initiatief: Initiatief, vandaag: date) -> list[Belofte]:
    """The promises of this initiative that can be told today, the reaction first.

    Left out: a promise without a date, one that a resident made void by stopping before its day, and a decision
    that was taken before the day of a decision was kept (there is a route, yet nobody knows since when).
    """
    gevonden = [
        _belofte(
            Wat.REACTIE, initiatief, initiatief.reactie_uiterlijk, initiatief.eerste_reactie_op, vandaag
        ),
    ]
    if initiatief.besluit_op is not None or not initiatief.route:
        gevonden.append(
            _belofte(Wat.BESLUIT, initiatief, initiatief.besluit_uiterlijk, initiatief.besluit_op, vandaag)
        )
    return [belofte for belofte in gevonden if belofte is not None]


def _belofte(
    wat: Wat, initiatief: Initiatief, uiterlijk: date | None, gedaan: datetime | None, vandaag: date
) -> Belofte | None:
    if uiterlijk is None or not initiatief.is_openbaar:
        return None
    if gedaan is not None:
        op = timezone.localdate(gedaan)
        if op <= uiterlijk:
            return Belofte(wat, Staat.GEHOUDEN, uiterlijk, op)
        return Belofte(wat, Staat.TE_LAAT, uiterlijk, op, werkdagen_tussen(uiterlijk, op))
    if initiatief.afgesloten_op is not None:
        if timezone.localdate(initiatief.afgesloten_op) <= uiterlijk:
            return None  # it ended before the promise was due
        return Belofte(wat, Staat.NOOIT, uiterlijk)
    if vandaag < uiterlijk:
        return Belofte(wat, Staat.LOOPT, uiterlijk)
    if vandaag == uiterlijk:
        return Belofte(wat, Staat.VANDAAG, uiterlijk)
    laat = werkdagen_tussen(uiterlijk, vandaag)
    return Belofte(wat, Staat.TE_LAAT, uiterlijk, laat=laat, wacht=_wacht(initiatief))


def _wacht(initiatief: Initiatief) -> str:
    """Why the municipality cannot go on now, when that is so."""
    if initiatief.status == Status.WACHT_OP_INDIENER:
        return _("de gemeente wacht op een antwoord van de bewoners")
    if initiatief.wacht_tot is not None:
        return _("het wacht tot %(dag)s op een beter moment") % {"dag": datum_kort(initiatief.wacht_tot)}
    return ""
