"""The rights table in words, for whoever audits: on a page and in docs/rechten.md (`manage.py schrijf_rechten`)."""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from rollen.models import Rol
from rollen.regels import ONDERWERPEN, REGELS, UITLEG, Bereik
from rollen.sleutels import sleutelregels

BEREIK = {
    Bereik.EIGEN_WIJK: gettext_lazy("eigen wijk"),
    Bereik.ALLE_WIJKEN: gettext_lazy("alle wijken"),
    Bereik.EIGEN_ZAAK: gettext_lazy("eigen zaak"),
}
BEREIK_UITLEG = {
    Bereik.EIGEN_WIJK: gettext_lazy(
        "In de wijk van de rol. Een rol voor de hele gemeente telt in elke wijk."
    ),
    Bereik.ALLE_WIJKEN: gettext_lazy("Overal, welke wijk er ook bij de rol staat."),
    Bereik.EIGEN_ZAAK: gettext_lazy("Alleen wat bij de eigen afdeling of bij de persoon zelf ligt."),
}

SLEUTELKOP = gettext_lazy("Wat de sleutel van een partner mag")
KOP = """# Rights

Written by `manage.py schrijf_rechten` from the one table in `rollen/regels.py`
([ADR 51](adr/0051-een-tabel-met-rechten.md)); do not edit. The auditor reads the same table at
`/werkbank/rollen/rechten/`, with the titles of the municipality. A role counts within its period only, and a deputy
counts for whom they replace. What stands nowhere, no role may. What residents do with what is theirs needs no role,
and does not stand here.
"""


@dataclass(frozen=True)
class Recht:
    """One action of the table, in words; `iedereen` is its reach when every role has it in the same way."""

    actie: str
    uitleg: str
    regel: dict[Rol, Bereik]

    @property
    def iedereen(self) -> Bereik | None:
        bereiken = set(self.regel.values())
        return bereiken.pop() if set(self.regel) == set(Rol) and len(bereiken) == 1 else None

    def bereik(self, rol: Rol) -> str:
        """How far the right of a role reaches, in words; empty when it has none."""
        return str(BEREIK[self.regel[rol]]) if rol in self.regel else ""


@dataclass(frozen=True)
class Onderwerp:
    """The actions on one subject."""

    naam: str
    rechten: list[Recht]

    @property
    def rollen(self) -> list[Rol]:
        """The roles with a right that not everybody has, in the order of `Rol`."""
        met = {rol for recht in self.rechten if not recht.iedereen for rol in recht.regel}
        return [rol for rol in Rol if rol in met]


def per_onderwerp() -> list[Onderwerp]:
    """The whole table, subject by subject. Raises KeyError for an action without words."""
    onderwerpen = []
    for sleutel, naam in ONDERWERPEN.items():
        rechten = [
            Recht(actie, str(UITLEG[actie]), regel)
            for actie, regel in REGELS.items()
            if actie.partition(".")[0] == sleutel
        ]
        onderwerpen.append(Onderwerp(str(naam), rechten))
    return onderwerpen


def als_markdown() -> str:
    """What docs/rechten.md holds: per subject every action, with the roles that have it and how far."""
    delen = [KOP, *(f"- *{BEREIK[bereik]}*: {BEREIK_UITLEG[bereik]}" for bereik in Bereik)]
    for onderwerp in per_onderwerp():
        delen += ["", f"## {onderwerp.naam}", ""]
        delen += [f"| action | what it is | {' | '.join(str(BEREIK[bereik]) for bereik in Bereik)} |"]
        delen += [f"|---|---|{'---|' * len(Bereik)}"]
        delen += [_regel(recht) for recht in onderwerp.rechten]
    delen += ["", f"## {SLEUTELKOP}", "", "| right of a key | what it is | reach |", "|---|---|---|"]
    delen += [
        f"| `{regel.recht}` | {capfirst(str(regel.wat))}. | {regel.bereik} |" for regel in sleutelregels()
    ]
    return "\n".join(delen) + "\n"


def _regel(recht: Recht) -> str:
    cellen = [
        "every role"
        if recht.iedereen is bereik
        else ", ".join(str(rol.label) for rol in Rol if recht.regel.get(rol) is bereik)
        for bereik in Bereik
    ]
    return f"| `{recht.actie}` | {recht.uitleg} | {' | '.join(cellen)} |"
