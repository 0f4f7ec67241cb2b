"""The rights table in words, for whoever audits: on a page and in docs/rechten.md (`manage.py schrijf_rechten`)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from rollen.models import Rol
from rollen.regels import ONDERWERPEN, REGELS, UITLEG, Bereik

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
