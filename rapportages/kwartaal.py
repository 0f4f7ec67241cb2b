"""A quarter of a year: its name, its days and its neighbours."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

VORM = r"[0-9]{4}-K[1-4]"


@dataclass(frozen=True, order=True)
class Kwartaal:
    """One quarter, written as `2026-K3`."""

    jaar: int
    nummer: int

    @classmethod
    def van(cls, dag: date) -> "Kwartaal":
        """The quarter in which this day lies."""
        return cls(dag.year, (dag.month + 2) // 3)

    @classmethod
    def lees(cls, kenmerk: str) -> "Kwartaal":
        """`2026-K3` as a quarter; raises ValueError for anything else."""
        if not re.fullmatch(VORM, kenmerk):
            raise ValueError(f"not a quarter: {kenmerk!r}")
        return cls(int(kenmerk[:4]), int(kenmerk[-1]))

    def __str__(self) -> str:
        return f"{self.jaar:04}-K{self.nummer}"

    @property
    def vanaf(self) -> date:
        return date(self.jaar, 3 * self.nummer - 2, 1)

    @property
    def tot(self) -> date:
        """The first day after the quarter."""
        return self.volgende.vanaf

    @property
    def volgende(self) -> "Kwartaal":
        return Kwartaal(self.jaar, self.nummer + 1) if self.nummer < 4 else Kwartaal(self.jaar + 1, 1)

    @property
    def naam(self) -> str:
        """ "het derde kwartaal van 2026"."""
        rang = [_("eerste"), _("tweede"), _("derde"), _("vierde")][self.nummer - 1]
        return _("het %(rang)s kwartaal van %(jaar)s") % {"rang": rang, "jaar": self.jaar}
