"""`manage.py geef_rol`: how the first person of a new portal gets a role."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from kern.models import Gebruiker
from kern.werkdagen import vandaag
from rollen.models import Rol, Rolvervulling
from tests.maak import maak_afdeling, maak_gebruiker, maak_wijk

pytestmark = pytest.mark.django_db


def geef(*opdracht: str) -> str:
    uitvoer = StringIO()
    call_command("geef_rol", *opdracht, stdout=uitvoer)
    return uitvoer.getvalue()


def test_de_eerste_beheerder() -> None:
    uitvoer = geef("Hanneke@Gemeente.example", "beheerder", "--naam", "Hanneke Mulder")

    hanneke = Gebruiker.objects.get()
    assert (hanneke.email, hanneke.naam) == ("hanneke@gemeente.example", "Hanneke Mulder")
    assert hanneke.is_staff
    assert not hanneke.has_usable_password()
    assert Rolvervulling.objects.geldig(vandaag()).get().rol == Rol.BEHEERDER
    assert uitvoer == f"Hanneke Mulder: beheerder, hele gemeente, vanaf {vandaag()}\n"


def test_een_wijkmakelaar_van_twee_wijken_voor_een_jaar() -> None:
    amina = maak_gebruiker("Amina de Wit")
    maak_wijk()
    maak_wijk("Dorst", "WK082613")
    plekken = ("--wijk", "slotjes", "--wijk", "dorst", "--vanaf", "2026-01-01", "--tot", "2027-01-01")

    geef(amina.email, "wijkmakelaar", *plekken)

    rollen = Rolvervulling.objects.filter(gebruiker=amina, vanaf=date(2026, 1, 1), tot=date(2027, 1, 1))
    assert {vervulling.wijk.naam for vervulling in rollen if vervulling.wijk} == {"Slotjes", "Dorst"}


def test_een_teamleider() -> None:
    maak_afdeling("Openbare Ruimte")
    geef("teun@gemeente.example", "teamleider", "--afdeling", "Openbare Ruimte")
    assert str(Rolvervulling.objects.get().afdeling) == "Openbare Ruimte"


@pytest.mark.parametrize(
    ("opdracht", "zin"),
    [
        (("geen-adres", "griffie"), "geen-adres is geen e-mailadres."),
        (
            ("a@b.example", "griffie", "--wijk", "slotjes", "--wijk", "noord"),
            "Er is geen wijk noord. Kies uit: slotjes.",
        ),
        (
            ("a@b.example", "teamleider", "--afdeling", "Water"),
            "Er is geen vakafdeling Water. Kies uit: Groen.",
        ),
        (("a@b.example", "teamleider"), "Kies bij deze rol ook een vakafdeling."),
        (("a@b.example", "griffie", "--vanaf", "2026-02-01", "--tot", "2026-01-01"), "na de eerste dag"),
        (("a@b.example", "burgemeester"), "invalid choice: 'burgemeester'"),
        (("a@b.example", "griffie", "--vanaf", "morgen"), "invalid fromisoformat value: 'morgen'"),
    ],
)
def test_een_rol_die_niet_kan_laat_niets_achter(opdracht: tuple[str, ...], zin: str) -> None:
    maak_wijk()
    maak_afdeling("Groen")
    with pytest.raises(CommandError, match=zin):
        geef(*opdracht)
    assert not Gebruiker.objects.exists()
    assert not Rolvervulling.objects.exists()
