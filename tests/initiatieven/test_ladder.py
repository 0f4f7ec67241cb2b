"""The ladder of the gemeenteprofiel: who holds a step today, and what happens when the ladder changes."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as instellingen

from initiatieven import ladder
from initiatieven.levensloop import Status
from initiatieven.models import Initiatief, Schuring
from initiatieven.services.schuren import sla_over, sluit_schuring, zet_hoger, zet_terug
from kern.fouten import DomeinFout
from kern.profiel import Trede, lees_profiel, profielbestand
from kern.werkdagen import vandaag
from rollen.models import Rol
from tests.initiatieven.schuring import maak_schuring, vers
from tests.maak import maak_gebruiker, maak_initiatief, maak_rol
from tests.personen import Mensen

NAMEN = ("oosterhout", "oude-ijsselstreek", "oss", "den-helder")


def test_oosterhout_klimt_van_de_wijkmakelaar_naar_de_raad() -> None:
    treden = lees_profiel(profielbestand("oosterhout")).ladder
    assert [trede.houder for trede in treden] == [
        *("wijkmakelaar", "teamleider", "teamleider", "opgaveleider"),
        *("wijkwethouder", "wijkwethouder", "griffie"),
    ]
    assert [trede.rol is None for trede in treden] == [False, False, True, False, False, True, True]


def test_oude_ijsselstreek_begint_bij_de_voorman() -> None:
    treden = lees_profiel(profielbestand("oude-ijsselstreek")).ladder
    assert [trede.naam.split()[1] for trede in treden] == [
        "voorman",
        "wijkteam",
        "gebiedsregisseur",
        "college",
    ]


def test_in_oss_is_de_wethouder_de_laatste_stap_na_een_vaste_plek() -> None:
    treden = lees_profiel(profielbestand("oss")).ladder
    assert treden[-1].rol == "wijkwethouder"
    assert "vaste plek" in treden[-2].naam


pytestmark = pytest.mark.django_db


@pytest.fixture
def zaak(mensen: Mensen) -> Initiatief:
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=Status.IN_BEHANDELING)


def trede(rol: Rol) -> Trede:
    return Trede(naam="Een trede", rol=rol.value, termijn=5)


def test_een_vervanger_gaat_voor(mensen: Mensen, zaak: Initiatief) -> None:
    noor = maak_gebruiker("Noor Hermans")
    van_bram = mensen.bram.rolvervullingen.get()
    dag = vandaag()
    maak_rol(
        noor, Rol.WIJKWETHOUDER, mensen.slotjes, vanaf=dag, tot=dag + timedelta(days=7), vervangt=van_bram
    )
    assert ladder.houder(trede(Rol.WIJKWETHOUDER), zaak, dag) == noor
    assert ladder.houder(trede(Rol.WIJKWETHOUDER), zaak, dag + timedelta(days=7)) == mensen.bram


def test_de_behandelaar_gaat_voor_een_collega_met_dezelfde_rol(mensen: Mensen, zaak: Initiatief) -> None:
    noor = maak_gebruiker("Noor Hermans")
    maak_rol(noor, Rol.WIJKMAKELAAR, mensen.slotjes)
    zaak.behandelaar = noor
    assert ladder.houder(trede(Rol.WIJKMAKELAAR), zaak, vandaag()) == noor


def test_een_wijkwethouder_van_een_andere_wijk_houdt_niets_vast(mensen: Mensen, zaak: Initiatief) -> None:
    mensen.bram.rolvervullingen.update(wijk=mensen.vrachelen)
    assert ladder.houder(trede(Rol.WIJKWETHOUDER), zaak, vandaag()) == mensen.amina


def test_zonder_iemand_met_de_rol_houdt_de_wijk_het_vast(mensen: Mensen, zaak: Initiatief) -> None:
    assert ladder.houder(trede(Rol.WIJKTEAMLID), zaak, vandaag()) == mensen.amina
    assert ladder.houders([trede(Rol.WIJKTEAMLID)], zaak, vandaag()) == [None]
    mensen.amina.rolvervullingen.update(tot=vandaag())
    assert ladder.houder(trede(Rol.WIJKTEAMLID), zaak, vandaag()) == mensen.olga


def test_de_teamleider_is_die_van_de_gekozen_afdeling(mensen: Mensen, zaak: Initiatief) -> None:
    with pytest.raises(DomeinFout, match="Kies de afdeling"):
        ladder.houder(trede(Rol.TEAMLEIDER), zaak, vandaag())
    assert ladder.houder(trede(Rol.TEAMLEIDER), zaak, vandaag(), mensen.openbare_ruimte) == mensen.teun


def verander_ladder(settings: Any, tmp_path: Path, *namen: str) -> None:
    """A profile as that of Oosterhout, with these steps of the wijkwethouder instead."""
    profiel = Path(instellingen.PROFIELMAP, "oosterhout.toml").read_text()
    begin, rest = profiel.split("[[ladder]]", 1)
    _oud, na = rest.split("[[mandaten]]", 1)
    treden = "".join(f'[[ladder]]\nnaam = "{naam}"\nrol = "wijkwethouder"\ntermijn = 5\n\n' for naam in namen)
    (tmp_path / "anders.toml").write_text(f"{begin}{treden}[[mandaten]]{na}")
    settings.PROFIELMAP, settings.GEMEENTEPROFIEL = str(tmp_path), "anders"


@pytest.fixture
def bij_olga(mensen: Mensen, zaak: Initiatief) -> Schuring:
    """On the fourth step of seven."""
    schuring = maak_schuring(zaak, mensen.amina)
    sla_over(schuring=schuring, door=mensen.amina, naar=3, reden="Drie afdelingen.")
    return vers(schuring)


OLGA = "De opgaveleider brengt de partijen bij elkaar"


@pytest.mark.parametrize(
    ("namen", "plek", "volgende", "verder", "terug"),
    [
        (["A", OLGA, "B", "C"], 1, 2, [3], [0]),  # shorter below: found by its name
        (["A", "B", "C", "D", OLGA, "E"], 4, 5, [], [0, 1, 2, 3]),  # longer below
        (["A", "B", "C", "D", "E"], None, 3, [4], [0, 1, 2]),  # gone: its number counts
        (["A", "B"], None, None, [], [0, 1]),  # gone, and the ladder is shorter than that
        ([OLGA], 0, None, [], []),
    ],
)
def test_een_andere_ladder_breekt_niets(
    settings: Any,
    tmp_path: Path,
    mensen: Mensen,
    bij_olga: Schuring,
    namen: list[str],
    plek: int | None,
    volgende: int | None,
    verder: list[int],
    terug: list[int],
) -> None:
    verander_ladder(settings, tmp_path, *namen)
    treden = ladder.treden()
    assert ladder.plek(treden, bij_olga) == plek
    assert ladder.volgende(treden, bij_olga) == volgende
    assert list(ladder.verder(treden, bij_olga)) == verder
    assert list(ladder.terug(treden, bij_olga)) == terug
    if volgende is None:
        with pytest.raises(DomeinFout, match="hoogste trede"):
            zet_hoger(schuring=bij_olga, door=mensen.olga, verslag="Verder.")
    else:
        zet_hoger(schuring=bij_olga, door=mensen.olga, verslag="Verder.")
        assert vers(bij_olga).trede_naam == namen[volgende]
    if terug:
        zet_terug(schuring=bij_olga, door=mensen.olga, naar=0, reden="Terug.")
        assert vers(bij_olga).trede_naam == "A"
    sluit_schuring(schuring=bij_olga, door=mensen.olga, uitkomst="maatwerk", toelichting="Toch gelukt.")
    assert OLGA in bij_olga.stappen.values_list("trede_naam", flat=True)
