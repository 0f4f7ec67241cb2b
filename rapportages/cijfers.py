"""The figures of a quarter: those of every floor together, as people would say them, and what they mean."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agendas.cijfers import Agendacijfers
from agendas.cijfers import per_wijk as agendacijfers
from budgetten.cijfers import Geldcijfers
from budgetten.cijfers import per_wijk as geldcijfers
from initiatieven.cijfers import Cijfers, cijfers_per_wijk
from kern.profiel import profiel
from kern.templatetags.kern import euro, euro_rond
from kern.werkdagen import vandaag
from rapportages.kwartaal import Kwartaal
from wijken.models import Wijk

GEEN = "–"


@dataclass(frozen=True)
class Kwartaalcijfers:
    """What happened in a wijk, or in some wijken together, in one quarter; `toegekend` in euros."""

    initiatieven: Cijfers = field(default_factory=Cijfers)
    toezeggingen: int = 0
    nagekomen: int = 0
    toegekend: Decimal = Decimal(0)

    def __add__(self, ander: "Kwartaalcijfers") -> "Kwartaalcijfers":
        return Kwartaalcijfers(
            self.initiatieven + ander.initiatieven,
            self.toezeggingen + ander.toezeggingen,
            self.nagekomen + ander.nagekomen,
            self.toegekend + ander.toegekend,
        )

    def document(self) -> dict[str, Any]:
        """For the JSON document: the figures, the lines beside the learning points, and the cells of a table."""
        cijfers = self.initiatieven
        return {
            "ingediend": cijfers.ingediend,
            "gerealiseerd": cijfers.gerealiseerd,
            "gestopt": cijfers.gestopt,
            "niet_passend": cijfers.niet_passend,
            "op_tijd": cijfers.op_tijd,
            "te_beantwoorden": cijfers.te_beantwoorden,
            "mediaan": cijfers.mediaan,
            "termijnen_voorbij": cijfers.termijnen_voorbij,
            "toezeggingen": self.toezeggingen,
            "nagekomen": self.nagekomen,
            "toegekend": str(self.toegekend),
            "regels": self._regels(),
            "tabel": self._tabel(),
        }

    def _regels(self) -> list[dict[str, str]]:
        cijfers = self.initiatieven
        van_de = _("%(deel)s van de %(geheel)s")
        op_tijd = van_de % {"deel": cijfers.op_tijd, "geheel": cijfers.te_beantwoorden}
        nagekomen = van_de % {"deel": self.nagekomen, "geheel": self.toezeggingen}
        werkdagen = _("werkdag tot de eerste reactie"), _("werkdagen tot de eerste reactie")
        regels: list[tuple[int | str, str]] = [
            (
                cijfers.ingediend,
                ngettext("initiatief ingediend", "initiatieven ingediend", cijfers.ingediend),
            ),
            (
                cijfers.gerealiseerd,
                ngettext("initiatief gelukt", "initiatieven gelukt", cijfers.gerealiseerd),
            ),
            (cijfers.gestopt, ngettext("initiatief gestopt", "initiatieven gestopt", cijfers.gestopt)),
        ]
        if cijfers.mediaan is not None:
            regels.append((number_format(cijfers.mediaan), werkdagen[cijfers.mediaan != 1]))
        if cijfers.te_beantwoorden:
            regels.append((op_tijd, _("op tijd een eerste reactie")))
        if self.toezeggingen:
            regels.append((nagekomen, _("afspraken nagekomen")))
        if self.toegekend:
            regels.append((euro_rond(self.toegekend), _("toegekend")))
        return [{"waarde": str(waarde), "label": label} for waarde, label in regels]

    def _tabel(self) -> dict[str, str]:
        cijfers = self.initiatieven
        van = _("%(deel)s van %(geheel)s")
        return {
            "ingediend": str(cijfers.ingediend),
            "gerealiseerd": str(cijfers.gerealiseerd),
            "gestopt": str(cijfers.gestopt),
            "niet_passend": str(cijfers.niet_passend),
            "op_tijd": van % {"deel": cijfers.op_tijd, "geheel": cijfers.te_beantwoorden}
            if cijfers.te_beantwoorden
            else GEEN,
            "mediaan": GEEN if cijfers.mediaan is None else str(number_format(cijfers.mediaan)),
            "termijnen_voorbij": str(cijfers.termijnen_voorbij),
            "nagekomen": van % {"deel": self.nagekomen, "geheel": self.toezeggingen}
            if self.toezeggingen
            else GEEN,
            "toegekend": euro(self.toegekend),
        }


def cijfers_van(kwartaal: Kwartaal, wijken: Iterable[Wijk]) -> dict[int, Kwartaalcijfers]:
    """The figures of a quarter by id of the wijk, in a fixed number of queries."""
    periode = {"vanaf": kwartaal.vanaf, "tot": kwartaal.tot}
    agendas, geld = agendacijfers(**periode), geldcijfers(**periode)
    return {
        wijk_id: Kwartaalcijfers(
            cijfers,
            agendas.get(wijk_id, Agendacijfers()).toezeggingen,
            agendas.get(wijk_id, Agendacijfers()).nagekomen,
            geld.get(wijk_id, Geldcijfers()).toegekend,
        )
        for wijk_id, cijfers in cijfers_per_wijk(wijken, **periode, op=vandaag()).items()
    }


def definities() -> list[dict[str, str]]:
    """What each figure means, in the order of the columns."""
    termijn = profiel().termijnen.eerste_reactie
    regels = {
        "ingediend": (_("Ingediend"), _("Initiatieven die de indiener in dit kwartaal bevestigde.")),
        "gerealiseerd": (_("Gelukt"), _("Initiatieven die in dit kwartaal klaar waren.")),
        "gestopt": (
            _("Gestopt"),
            _("Initiatieven waarmee de indiener of de gemeente in dit kwartaal stopte."),
        ),
        "niet_passend": (
            _("Past niet"),
            _(
                "Initiatieven die niet passen binnen een kader van de raad. De reden staat bij het initiatief."
            ),
        ),
        "op_tijd": (
            _("Reactie op tijd"),
            _(
                "Hoeveel ingediende initiatieven binnen %(dagen)s werkdagen een eerste reactie kregen "
                "van een mens. Wie nog binnen die termijn wacht, telt niet mee."
            )
            % {"dagen": termijn},
        ),
        "mediaan": (
            _("Werkdagen tot reactie"),
            _(
                "Hoe lang de eerste reactie duurde. Dit is de middelste waarde: de helft kreeg sneller "
                "een reactie, de helft later."
            ),
        ),
        "termijnen_voorbij": (
            _("Termijn voorbij"),
            _("Hoe vaak een datum voorbijging zonder dat de volgende stap was gezet."),
        ),
        "nagekomen": (
            _("Afspraken nagekomen"),
            _(
                "Toezeggingen van gemeente en bewoners die in dit kwartaal klaar moesten zijn: "
                "hoeveel zijn nagekomen."
            ),
        ),
        "toegekend": (
            _("Toegekend"),
            _("Geld dat in dit kwartaal aan initiatieven is toegekend, min wat is teruggenomen."),
        ),
    }
    return [
        {"cijfer": cijfer, "naam": naam, "definitie": definitie}
        for cijfer, (naam, definitie) in regels.items()
    ]
