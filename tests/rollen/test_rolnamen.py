"""The gemeenteprofiel, which stands below the roles, knows exactly the same ones."""

from kern.profiel import ROLTITELS
from kern.profielregels import MET_AFDELING
from rollen.models import Rol


def test_het_profiel_kent_elke_rol() -> None:
    assert set(ROLTITELS) == set(Rol.values)
    assert {str(rol.label) for rol in Rol} == set(ROLTITELS.values())
    assert set(MET_AFDELING) == {Rol.TEAMLEIDER, Rol.VAKMEDEWERKER}
