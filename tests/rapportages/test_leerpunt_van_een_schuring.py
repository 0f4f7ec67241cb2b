"""Every outcome of a friction offers a learning point that begins with the case."""

import pytest
from django.test import Client

from initiatieven.levensloop import Status
from initiatieven.models import Schuring
from initiatieven.services.schuren import sluit_schuring
from rapportages.models import Leerpunt
from tests.initiatieven.schuring import GEVAL, maak_schuring, vers
from tests.inloggen import als_medewerker
from tests.maak import maak_initiatief
from tests.personen import Mensen

pytestmark = pytest.mark.django_db


@pytest.fixture
def schuring(mensen: Mensen) -> Schuring:
    zaak = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=Status.IN_BEHANDELING)
    gemaakt = maak_schuring(zaak, mensen.amina)
    sluit_schuring(
        schuring=gemaakt, door=mensen.amina, uitkomst="maatwerk", toelichting="Een lage schuur mag."
    )
    return vers(gemaakt)


def adres(schuring: Schuring) -> str:
    return f"/werkbank/leerpunten/nieuw/?initiatief={schuring.initiatief.kenmerk}&schuring={schuring.pk}"


def test_het_leerpunt_begint_met_het_geval_en_de_uitkomst(mensen: Mensen, schuring: Schuring) -> None:
    client = als_medewerker(Client(), mensen.amina)
    tekst = client.get(adres(schuring)).context["form"]["tekst"].value()
    for deel in (GEVAL["regel"], GEVAL["belang"], "Maatwerk", "Een lage schuur mag."):
        assert deel in tekst
    client.post(adres(schuring), {"perspectief": "gemeente", "tekst": f"{tekst}Eerder bellen."})
    assert Leerpunt.objects.get().initiatief == schuring.initiatief


def test_een_heel_lange_uitleg_past_in_het_formulier(mensen: Mensen, schuring: Schuring) -> None:
    Schuring.objects.update(regel="r" * 300, belang="b" * 1000, toelichting="t" * 2000)
    client = als_medewerker(Client(), mensen.amina)
    veld = client.get(adres(schuring)).context["form"]["tekst"]
    assert len(veld.value()) + 200 < veld.field.max_length


@pytest.mark.parametrize("schuring_pk", ["999999", "x", "%00", "²"])
def test_een_schuring_die_er_niet_is_geeft_een_leeg_formulier(
    mensen: Mensen, schuring: Schuring, schuring_pk: str
) -> None:
    kenmerk = schuring.initiatief.kenmerk
    antwoord = als_medewerker(Client(), mensen.amina).get(
        f"/werkbank/leerpunten/nieuw/?initiatief={kenmerk}&schuring={schuring_pk}"
    )
    assert antwoord.status_code == 200
    assert not antwoord.context["form"]["tekst"].value()


def test_een_open_schuring_en_die_van_een_ander_initiatief_vullen_niets_in(
    mensen: Mensen, schuring: Schuring
) -> None:
    ander = maak_initiatief(
        mensen.slotjes, mensen.daan, mensen.amina, kenmerk="2026-0002", status=Status.IN_BEHANDELING
    )
    nog_open = maak_schuring(ander, mensen.amina)
    client = als_medewerker(Client(), mensen.amina)
    for pk in (nog_open.pk, schuring.pk):
        antwoord = client.get(f"/werkbank/leerpunten/nieuw/?initiatief={ander.kenmerk}&schuring={pk}")
        assert not antwoord.context["form"]["tekst"].value()
