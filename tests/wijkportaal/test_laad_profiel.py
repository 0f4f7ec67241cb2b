"""`manage.py laad_profiel`: all of a profile or nothing, and the second time nothing changes."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from budgetten.models import Boeking, Budget, Mandaat
from kern.models import Gebruiker
from kern.werkdagen import vandaag
from rollen.models import Rol, Rolvervulling, Vakafdeling
from rollen.services.vervulling import beeindig, vervul
from rollen.wie import behandelaar_voor
from tests.maak import maak_gebruiker, maak_wijk
from wijken.models import Pilot, Postcode, Wijk
from wijken.zoeken import zoek_wijk

pytestmark = pytest.mark.django_db

SOORTEN = (Wijk, Pilot, Postcode, Vakafdeling, Gebruiker, Rolvervulling, Budget, Boeking, Mandaat)
OVERAL = -1


def laad(naam: str = "oosterhout", **opties: bool) -> str:
    uitvoer = StringIO()
    call_command("laad_profiel", naam, stdout=uitvoer, **opties)
    return uitvoer.getvalue()


def alles() -> list[list[Any]]:
    """Every row that a profile can make."""
    return [list(soort.objects.order_by("pk").values()) for soort in SOORTEN]


@pytest.fixture
def pas_aan(settings: Settings, tmp_path: Path) -> Callable[..., None]:
    """Change the profile of Oosterhout for this test."""
    shutil.copytree(settings.PROFIELMAP, tmp_path / "profielen")
    settings.PROFIELMAP = tmp_path / "profielen"

    def vervang(oud: str, nieuw: str, hoe_vaak: int = 1) -> None:
        bestand = tmp_path / "profielen" / "oosterhout.toml"
        tekst = bestand.read_text()
        assert oud in tekst
        bestand.write_text(tekst.replace(oud, nieuw, hoe_vaak))

    return vervang


def test_oosterhout_laadt() -> None:
    uitvoer = laad()

    assert "wijken: 14 toegevoegd, 0 gewijzigd, 0 ongewijzigd" in uitvoer
    assert Wijk.objects.count() == 14
    assert all(wijk.omtrek and wijk.kader for wijk in Wijk.objects.all())
    assert Pilot.objects.count() == 3
    assert Vakafdeling.objects.count() == 5
    assert Rolvervulling.objects.geldig(vandaag()).filter(rol=Rol.WIJKWETHOUDER).count() == 14
    assert Mandaat.objects.count() == 3
    fysiek = Budget.objects.get(naam="Bewonersinitiatieven fysiek", jaar=2020)
    assert fysiek.dekking.startswith("JOR")
    assert Boeking.objects.filter(naar__budget=fysiek).get().bedrag == Decimal("150000.00")


def test_de_tweede_keer_verandert_er_niets() -> None:
    laad()
    eerst = alles()
    uitvoer = laad()
    assert alles() == eerst
    assert uitvoer.count("0 toegevoegd, 0 gewijzigd") == 9


def test_elke_wijk_heeft_iemand_die_een_initiatief_oppakt() -> None:
    laad()
    makelaars = {wijk.naam: behandelaar_voor(wijk, vandaag()).naam for wijk in Wijk.objects.all()}
    assert makelaars["Slotjes"] == "Amina de Wit"
    assert makelaars["Dorst"] == "Joost Rombouts"
    assert len(set(makelaars.values())) == 3


def test_een_vervanger_neemt_waar() -> None:
    laad()
    slotjes = Wijk.objects.get(slug="slotjes")
    assert behandelaar_voor(slotjes, date(2026, 8, 3)).naam == "Joost Rombouts"
    assert behandelaar_voor(slotjes, date(2026, 8, 24)).naam == "Amina de Wit"


def test_niemand_uit_het_profiel_kan_inloggen_met_een_wachtwoord() -> None:
    laad()
    assert not any(gebruiker.has_usable_password() for gebruiker in Gebruiker.objects.all())
    assert [g.naam for g in Gebruiker.objects.filter(is_staff=True)] == ["Hanneke Mulder"]


def test_een_postcode_van_de_demonstratie_vindt_de_wijk() -> None:
    laad()
    assert [wijk.naam for wijk in zoek_wijk("4902 ac").wijken] == ["Slotjes"]
    gedeeld = zoek_wijk("4901HV")
    assert not gedeeld.zeker
    assert [wijk.naam for wijk in gedeeld.wijken] == ["Oosterhout-Centrum"]


def test_een_echte_postcode_wordt_niet_overschreven() -> None:
    dorst = maak_wijk("Dorst", "WK082613")
    Postcode.objects.create(pc6="4902AC", wijk=dorst)
    laad()
    assert Postcode.objects.get(pc6="4902AC").wijk == dorst


def test_naast_een_echte_tabel_komen_geen_postcodes_van_de_demonstratie() -> None:
    laad()
    Postcode.objects.all().delete()
    Postcode.objects.create(pc6="9999ZZ", wijk=Wijk.objects.get(naam="Dorst"))
    laad()
    assert Postcode.objects.count() == 1


def test_productie_laadt_geen_demonstratie(settings: Settings) -> None:
    settings.PRODUCTIE = True
    laad()
    assert Wijk.objects.count() == 14
    assert Vakafdeling.objects.count() == 5
    assert sorted(Budget.objects.values_list("jaar", flat=True)) == [2020, 2021, 2021]
    for soort in (Gebruiker, Rolvervulling, Postcode, Pilot, Mandaat):
        assert not soort.objects.exists()


def test_productie_met_mensen_laadt_alles(settings: Settings) -> None:
    settings.PRODUCTIE = True
    laad(met_mensen=True)
    assert Gebruiker.objects.filter(naam="Amina de Wit").exists()
    assert Budget.objects.filter(jaar=2026).count() == 2


@pytest.mark.parametrize("naam", ["oude-ijsselstreek", "oss", "den-helder"])
def test_elk_meegeleverd_profiel_laadt(settings: Settings, naam: str) -> None:
    settings.GEMEENTEPROFIEL = naam
    laad(naam)
    laad(naam)
    wijk = Wijk.objects.order_by("code").first()
    assert wijk is not None
    assert Rolvervulling.objects.filter(gebruiker=behandelaar_voor(wijk, vandaag()), wijk=None).exists()


def test_wat_in_het_profiel_verandert_verandert_in_het_portaal(pas_aan: Callable[..., None]) -> None:
    laad()
    wijk = Wijk.objects.get(naam="Slotjes")
    pas_aan('"Slotjes"', '"De Slotjes"', OVERAL)
    pas_aan("inwoners = 8010", "inwoners = 8020")
    pas_aan('werkt_aan = "verkeer, ', 'werkt_aan = "straten, verkeer, ')

    uitvoer = laad()

    na = Wijk.objects.get(pk=wijk.pk)
    assert (na.naam, na.slug, na.inwoners) == ("De Slotjes", "slotjes", 8020)
    assert "wijken: 0 toegevoegd, 1 gewijzigd (De Slotjes), 13 ongewijzigd" in uitvoer
    assert "vakafdelingen: 0 toegevoegd, 1 gewijzigd (Veiligheid), 4 ongewijzigd" in uitvoer
    assert "rollen: 0 toegevoegd, 0 gewijzigd" in uitvoer


def test_een_rol_die_in_het_portaal_eindigde_blijft_geeindigd() -> None:
    laad()
    olga = Rolvervulling.objects.get(rol=Rol.OPGAVELEIDER)
    beeindig(vervulling=olga, tot=date(2026, 6, 1))
    laad()
    assert Rolvervulling.objects.get(rol=Rol.OPGAVELEIDER).tot == date(2026, 6, 1)


def test_een_rol_die_in_het_profiel_eindigt_eindigt(pas_aan: Callable[..., None]) -> None:
    laad()
    pas_aan(
        'rol = "opgaveleider"\nvanaf = 2020-10-01',
        'rol = "opgaveleider"\nvanaf = 2020-10-01\ntot = 2026-06-01',
    )
    assert "rollen: 0 toegevoegd, 1 gewijzigd (Olga Brouwers, opgaveleider)" in laad()
    assert Rolvervulling.objects.get(rol=Rol.OPGAVELEIDER).tot == date(2026, 6, 1)


def mislukt(naam: str = "oosterhout") -> str:
    """What the command says when it refuses; the database must be as it was."""
    eerst = alles()
    with pytest.raises(CommandError) as gevangen:
        laad(naam)
    assert alles() == eerst
    assert gevangen.value.returncode == 1
    return str(gevangen.value)


def test_een_fout_profiel_verandert_niets(pas_aan: Callable[..., None]) -> None:
    laad()
    pas_aan("inwoners = 8010", 'inwoners = "veel"')
    pas_aan("Een groene woonwijk", "Een groene en drukke woonwijk")
    fout = mislukt()
    assert fout.startswith("profielen/oosterhout.toml regel ")
    assert fout.endswith('wijken[1].inwoners moet een heel getal zijn, niet "veel"')


def test_op_de_opdrachtregel_is_een_fout_een_regel_en_code_1(
    settings: Settings, pas_aan: Callable[..., None]
) -> None:
    pas_aan("inwoners = 8010", "inwoners = 8.5")
    opdracht = [sys.executable, "manage.py", "laad_profiel", "oosterhout"]
    proces = subprocess.run(
        opdracht,
        cwd=settings.WORTEL,
        env={**os.environ, "PROFIELMAP": str(settings.PROFIELMAP)},
        capture_output=True,
        text=True,
    )
    assert proces.returncode == 1
    assert proces.stdout == ""
    (regel,) = [regel for regel in proces.stderr.splitlines() if not regel.startswith("INFO ")]
    assert regel.endswith("wijken[1].inwoners moet een heel getal zijn, niet 8.5")


def test_een_profiel_dat_er_niet_is() -> None:
    assert mislukt("atlantis") == "profielen/atlantis.toml bestaat niet"


def test_een_andere_gemeente_in_dezelfde_database() -> None:
    laad()
    assert "Niets geladen. In deze database staat al een andere gemeente" in mislukt("oss")


def test_een_ander_bedrag_voor_een_geopend_budget_verandert_niets(pas_aan: Callable[..., None]) -> None:
    laad()
    pas_aan("inwoners = 8010", "inwoners = 8020")
    pas_aan('bedrag = "150000.00"', 'bedrag = "175000.00"')
    assert "is al geopend met" in mislukt()


def test_een_rol_die_botst_met_het_portaal_noemt_de_persoon() -> None:
    wijk = maak_wijk("Slotjes", "WK082601")
    vervul(gebruiker=maak_gebruiker("Nora Maas"), rol=Rol.WIJKWETHOUDER, wijk=wijk, vanaf=date(2026, 1, 1))
    assert mislukt() == (
        "Niets geladen. Bram Verhoeven, wijkwethouder, Slotjes: "
        "Deze wijk heeft in deze periode al een wijkwethouder. Laat die eerst stoppen, of kies andere dagen."
    )


def test_een_vervanger_van_iemand_zonder_die_rol(pas_aan: Callable[..., None]) -> None:
    pas_aan('vervangt = "amina.dewit@oosterhout.example"', 'vervangt = "olga.brouwers@oosterhout.example"')
    assert "Olga Brouwers heeft deze rol dan niet" in mislukt()


def test_een_ander_profiel_dan_waar_het_portaal_op_draait() -> None:
    assert "Let op: dit portaal draait met GEMEENTEPROFIEL=oosterhout." in laad("oss")
