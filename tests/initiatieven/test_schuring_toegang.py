"""Who may do what with a friction: role × act × own or another wijk × before, in and after the role's period.

The expectation is written out here, apart from the rights table, so that a change of the table must be meant.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from initiatieven.levensloop import Status
from initiatieven.models import Initiatief, Schuring
from initiatieven.services import schuren
from initiatieven.views.schuringen import DADEN
from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebruiker
from kern.werkdagen import vandaag
from rollen.models import Rol
from tests.initiatieven.schuring import GEVAL, maak_schuring, vers
from tests.initiatieven.test_toegang import spelers
from tests.inloggen import als_medewerker
from tests.maak import maak_gebruiker, maak_initiatief, maak_rol
from tests.personen import Mensen

pytestmark = pytest.mark.django_db

BEHANDELAARS = {"wijkmakelaar", "opgaveleider"}
LEZERS = {*BEHANDELAARS, "wijkwerker", "wijkwethouder", "teamleider"}
BUITEN = {"indiener", "inwoner"}
MIDDEN = 3  # a step from which every act is possible

Doe = Callable[[Schuring, Gebruiker, Mensen], object]
DIENSTEN: dict[str, Doe] = {
    "open_schuring": lambda s, door, m: schuren.open_schuring(initiatief=s.initiatief, door=door, **GEVAL),
    "voeg_verslag_toe": lambda s, door, m: schuren.voeg_verslag_toe(schuring=s, door=door, verslag="Gebeld."),
    "zet_hoger": lambda s, door, m: schuren.zet_hoger(schuring=s, door=door, verslag="Verder."),
    "sla_over": lambda s, door, m: schuren.sla_over(schuring=s, door=door, naar=6, reden="Haast."),
    "zet_terug": lambda s, door, m: schuren.zet_terug(schuring=s, door=door, naar=0, reden="Kan nu."),
    "sluit_schuring": lambda s, door, m: schuren.sluit_schuring(
        schuring=s, door=door, uitkomst="maatwerk", toelichting="Zo kan het."
    ),
}
ZONDER_DOOR = {"herinner_schuring", "verplaats_schuringen", "geef_schuring", "mag_treden", "Tussendoor"}


@pytest.fixture
def zaak(mensen: Mensen) -> Initiatief:
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=Status.IN_BEHANDELING)


@pytest.fixture
def schuring(mensen: Mensen, zaak: Initiatief) -> Schuring:
    """On the step of the opgaveleider."""
    gemaakt = maak_schuring(zaak, mensen.amina)
    schuren.sla_over(schuring=gemaakt, door=mensen.amina, naar=MIDDEN, reden="Drie afdelingen.")
    return vers(gemaakt)


def mag_het(doe: Doe, schuring: Schuring, door: Gebruiker, mensen: Mensen) -> bool:
    """Tries it, and takes it back."""
    with transaction.atomic():
        try:
            doe(vers(schuring), Gebruiker.objects.get(pk=door.pk), mensen)
        except GeenRecht:
            return False
        except DomeinFout as fout:  # it was allowed, but does not fit
            pytest.fail(fout.zin)
        finally:
            transaction.set_rollback(True)
    return True


def geef(schuring: Schuring, persoon: Gebruiker) -> Schuring:
    Schuring.objects.filter(pk=schuring.pk).update(eigenaar=persoon)
    return vers(schuring)


def test_elke_dienst_staat_in_de_tabel() -> None:
    openbaar = {
        naam
        for naam, ding in vars(schuren).items()
        if getattr(ding, "__module__", "") == schuren.__name__ and not naam.startswith("_")
    }
    assert openbaar - ZONDER_DOOR == set(DIENSTEN)


@pytest.mark.parametrize("dienst", DIENSTEN)
def test_rol_voor_rol_in_de_eigen_wijk(mensen: Mensen, schuring: Schuring, dienst: str) -> None:
    doe = DIENSTEN[dienst]
    uitkomst = {naam for naam, wie in spelers(mensen).items() if mag_het(doe, schuring, wie, mensen)}
    assert uitkomst == BEHANDELAARS


@pytest.mark.parametrize("dienst", [dienst for dienst in DIENSTEN if dienst != "open_schuring"])
def test_wie_de_trede_heeft_mag_alles_met_die_trede_in_welke_rol_ook(
    mensen: Mensen, schuring: Schuring, dienst: str
) -> None:
    for naam, wie in spelers(mensen).items():
        mag = mag_het(DIENSTEN[dienst], geef(schuring, wie), wie, mensen)
        assert mag is (naam not in BUITEN), naam


@pytest.mark.parametrize("dienst", DIENSTEN)
def test_in_een_andere_wijk_of_buiten_de_periode(mensen: Mensen, schuring: Schuring, dienst: str) -> None:
    dag, doe = vandaag(), DIENSTEN[dienst]
    perioden = {
        "vroeger": (dag - timedelta(days=9), dag, False),
        "later": (dag + timedelta(days=1), None, False),
        "nu": (dag, dag + timedelta(days=1), True),
    }
    assert not mag_het(doe, schuring, mensen.chantal, mensen)
    for naam, (vanaf, tot, mag) in perioden.items():
        wie = maak_gebruiker(f"{naam.title()} Bos", email=f"{naam}@voorbeeld.example")
        maak_rol(wie, Rol.WIJKMAKELAAR, mensen.slotjes, vanaf=vanaf, tot=tot)
        assert mag_het(doe, schuring, wie, mensen) is mag, naam
        # Holding it is not enough without a role that counts today.
        if dienst != "open_schuring":
            assert mag_het(doe, geef(schuring, wie), wie, mensen) is mag, naam
            geef(schuring, mensen.olga)


# --- Pages ------------------------------------------------------------------------------------------


def _vraag(client: Client, adres: str) -> tuple[int, int]:
    gegevens = {"verslag": "Ik doe het toch.", "gezien": "0", "stap": "verstuur"}
    return client.get(adres).status_code, client.post(adres, gegevens).status_code


def test_elke_pagina(mensen: Mensen, schuring: Schuring) -> None:
    """200 for who may, 403 for an insider, 404 for a resident, the login page for everybody else."""
    ingelogd = {naam: als_medewerker(Client(), wie) for naam, wie in spelers(mensen).items()}
    ingelogd["elders"] = als_medewerker(Client(), mensen.chantal)
    aantal = schuring.stappen.count()
    for pad in ("", *(f"{naam}/" for naam in DADEN)):
        adres = schuring.get_absolute_url() + pad
        mogen = BEHANDELAARS if pad else LEZERS
        for naam, client in ingelogd.items():
            if naam in mogen:
                assert client.get(adres).status_code == 200, (naam, pad)
                continue
            nee = 404 if naam in BUITEN else 403
            lees, schrijf = _vraag(client, adres)
            assert lees == nee, (naam, pad)
            assert schrijf in (nee, 405), (naam, pad)
        assert Client().get(adres)["Location"] == f"/account/login/?next={adres}"
    assert schuring.stappen.count() == aantal


def test_wie_de_trede_heeft_leest_hem_en_blijft_hem_lezen(mensen: Mensen, schuring: Schuring) -> None:
    griffier = als_medewerker(Client(), mensen.els)
    adres = schuring.get_absolute_url()
    assert griffier.get(adres).status_code == 403
    schuren.sla_over(schuring=schuring, door=mensen.amina, naar=6, reden="Het kader zelf.")
    for pad in ("", "verslag/", "sluiten/", "terug/"):
        assert griffier.get(adres + pad).status_code == 200, pad
    assert "/werkbank/initiatieven/" not in griffier.get(adres).content.decode()
    schuren.zet_terug(schuring=schuring, door=mensen.els, naar=0, reden="Dit is geen kader.")
    assert griffier.get(adres).status_code == 200
    assert griffier.get(f"{adres}verslag/").status_code == 403


def test_de_lijst_toont_alleen_de_eigen_wijken(mensen: Mensen, schuring: Schuring) -> None:
    wie: dict[str, Any] = {naam: persoon for naam, persoon in spelers(mensen).items() if naam not in BUITEN}
    for naam, persoon in {**wie, "elders": mensen.chantal}.items():
        antwoord = als_medewerker(Client(), persoon).get("/werkbank/schuringen/")
        assert antwoord.status_code == 200, naam
        assert (schuring.regel in antwoord.content.decode()) is (naam in LEZERS), naam
    for persoon in (mensen.daan, mensen.fatima):
        client = Client()
        client.force_login(persoon)
        assert client.get("/werkbank/schuringen/").status_code == 404


def test_een_schuring_die_er_niet_is(mensen: Mensen) -> None:
    client = als_medewerker(Client(), mensen.amina)
    for adres in ("/werkbank/schuringen/99999/", "/werkbank/schuringen/99999/verslag/"):
        assert client.get(adres).status_code == 404


def test_de_openbare_pagina_zwijgt_over_een_schuring(
    mensen: Mensen, schuring: Schuring, zaak: Initiatief
) -> None:
    tekst = Client().get(zaak.get_absolute_url()).content.decode()
    for geheim in (GEVAL["regel"], GEVAL["belang"], GEVAL["geprobeerd"], "Drie afdelingen.", "schuurt"):
        assert geheim not in tekst


@pytest.mark.parametrize(
    ("rol", "vanaf", "tot", "status"),
    [
        (Rol.WIJKMAKELAAR, 0, 1, (200, 200)),
        (Rol.WIJKWETHOUDER, 0, 1, (200, 403)),
        (Rol.WIJKMAKELAAR, -9, 0, (404, 404)),
        (Rol.WIJKMAKELAAR, 1, None, (404, 404)),
        (Rol.WIJKWETHOUDER, -9, 0, (404, 404)),
    ],
)
def test_een_pagina_voor_in_en_na_de_periode_van_de_rol(
    mensen: Mensen, schuring: Schuring, rol: Rol, vanaf: int, tot: int | None, status: tuple[int, int]
) -> None:
    dag = vandaag()
    mensen.bram.rolvervullingen.all().delete()  # one wijkwethouder per wijk at a time
    wie = maak_gebruiker("Noor Hermans")
    einde = None if tot is None else dag + timedelta(days=tot)
    maak_rol(wie, rol, mensen.slotjes, vanaf=dag + timedelta(days=vanaf), tot=einde)
    if rol == Rol.WIJKWETHOUDER and vanaf < 0:
        geef(schuring, wie)  # having held it once is not enough after the last day
    client = als_medewerker(Client(), wie)
    adres = schuring.get_absolute_url()
    assert (client.get(adres).status_code, client.get(f"{adres}verslag/").status_code) == status
