"""The register of processing: whole, up to date, and readable for residents and for who audits."""

import pytest
from django.test import Client
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from kern import register as kernregister
from kern.profiel import Bewaartermijnen
from kern.register import BEKEKEN, ELDERS, GROEPEN, VANAF, duur, niet_bekeken, register
from rollen.models import Rol
from tests.inloggen import als_medewerker
from tests.maak import maak_gebruiker, maak_rol
from tests.personen import Mensen
from wijkportaal.management.commands.schrijf_verwerkingen import BESTAND, als_markdown

TERMIJNEN = set(Bewaartermijnen.model_fields)


def test_elke_tabel_van_een_pakket_is_bekeken() -> None:
    """A package that is added may keep data of people: somebody must say so, or say that it does not."""
    assert niet_bekeken() == []


def test_een_tabel_die_niemand_noemt_valt_op(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernregister, "BEKEKEN", set(BEKEKEN) - {"auth.Group"})
    monkeypatch.setattr(
        kernregister, "ELDERS", {k: v for k, v in ELDERS.items() if k != "account.EmailAddress"}
    )
    assert niet_bekeken() == ["auth.Group", "account.EmailAddress"]


def test_van_elke_tabel_van_een_pakket_is_elk_veld_bekeken() -> None:
    gemist = {label: elders.niet_verklaard(label) for label, elders in ELDERS.items()}
    assert {label: velden for label, velden in gemist.items() if velden} == {}


def test_elke_termijn_staat_in_een_groep_en_zegt_vanaf_wanneer() -> None:
    in_groepen = [naam for groep in GROEPEN for naam in groep.termijnen]
    assert sorted(in_groepen) == sorted(TERMIJNEN)
    assert set(VANAF) == TERMIJNEN
    assert {elders.verwerking.bewaren for elders in ELDERS.values()} <= TERMIJNEN


def test_elke_regel_staat_er_een_keer() -> None:
    regels = [regel.wat for deel in register(Bewaartermijnen()) for regel in deel.regels]
    assert len(regels) == len(set(regels))
    assert {"gebruikers", "mails", "initiatieven", "sessies", "logboek van het beheer"} <= set(regels)


def test_het_papier_is_gelijk_aan_de_modellen() -> None:
    """When this fails: manage.py schrijf_verwerkingen."""
    assert BESTAND.read_text(encoding="utf-8") == als_markdown()


@pytest.mark.parametrize(
    ("maanden", "woorden"),
    [
        (1, "1 maand"),
        (11, "11 maanden"),
        (12, "1 jaar"),
        (13, "1 jaar en 1 maand"),
        (84, "7 jaar"),
        (None, "Voor altijd"),
    ],
)
def test_een_termijn_in_woorden(maanden: int | None, woorden: str) -> None:
    with override("nl"):
        assert duur(maanden) == woorden


@pytest.mark.django_db
@pytest.mark.parametrize("rol", [Rol.BEHEERDER, Rol.AUDITOR])
def test_wie_controleert_leest_het_register(rol: Rol, mensen: Mensen) -> None:
    wie = maak_gebruiker("Nora Maas")
    maak_rol(wie, rol)
    client = als_medewerker(Client(), wie)
    tekst = client.get("/werkbank/verwerkingen/").content.decode()
    assert "Register van verwerkingen" in tekst
    assert "2 jaar nadat het initiatief klaar is" in tekst
    assert "taak van algemeen belang" in tekst
    assert "/werkbank/verwerkingen/" in client.get("/werkbank/").content.decode()


@pytest.mark.django_db
def test_het_register_leest_alleen_wie_er_kijkt(
    mensen: Mensen, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    maak_rol(mensen.daan, Rol.AUDITOR)
    client = als_medewerker(Client(), mensen.daan)
    client.get("/werkbank/verwerkingen/")
    with django_assert_num_queries(2):  # who asks, and their roles
        client.get("/werkbank/verwerkingen/")


@pytest.mark.django_db
def test_anderen_lezen_het_register_niet(mensen: Mensen, client: Client) -> None:
    assert als_medewerker(Client(), mensen.amina).get("/werkbank/verwerkingen/").status_code == 403
    client.force_login(mensen.daan)
    assert client.get("/werkbank/verwerkingen/").status_code == 404


@pytest.mark.django_db
def test_een_inwoner_leest_waarom_hoe_lang_en_voor_wie(client: Client) -> None:
    tekst = client.get("/privacy/").content.decode()
    for deel in register(Bewaartermijnen()):
        assert deel.groep.naam in tekst
        for termijn in deel.termijnen:
            assert termijn in tekst
    for zin in ("Dit hoort bij het werk van de gemeente.", "/mijn/gegevens/", "Autoriteit Persoonsgegevens"):
        assert zin in tekst
    assert "AVG" not in tekst  # no jargon for residents
