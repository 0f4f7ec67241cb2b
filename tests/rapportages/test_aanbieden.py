"""Offering the report to the council freezes it."""

from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from kern.fouten import DomeinFout, GeenRecht
from rapportages.inhoud import afdruk, inhoud_van, stel_samen
from rapportages.models import Kwartaalrapportage, Leerpunt
from rapportages.services.rapportage import bied_aan
from tests.personen import Mensen, zet_op
from tests.rapportages.hulp import maak_aangeboden, maak_concept, maak_leerpunt, mails_aan, schrijf

pytestmark = pytest.mark.django_db


def test_wat_gelezen_is_ligt_vast(mensen: Mensen) -> None:
    concept = schrijf(maak_concept(mensen), mensen)
    gezien = stel_samen(concept)
    rapportage = bied_aan(rapportage=concept, gezien=afdruk(gezien), door=mensen.olga)

    rapportage.refresh_from_db()
    assert rapportage.is_aangeboden
    assert rapportage.inhoud == gezien
    assert rapportage.sha256 == afdruk(rapportage.inhoud)
    assert (rapportage.aangeboden_door, bool(rapportage.aangeboden_op)) == (mensen.olga, True)


def test_latere_feiten_veranderen_niets(mensen: Mensen) -> None:
    rapportage = maak_aangeboden(mensen)
    voor = inhoud_van(rapportage)
    Leerpunt.objects.update(tekst="Herschreven.")
    mensen.slotjes.naam = "Andere naam"
    mensen.slotjes.save()
    maak_leerpunt(mensen, rapportage=rapportage)
    assert inhoud_van(Kwartaalrapportage.objects.get()) == voor


def test_de_griffie_krijgt_bericht(mensen: Mensen) -> None:
    maak_aangeboden(mensen)
    [mail] = mails_aan(mensen.els)
    assert mail.onderwerp == "Aangeboden aan de raad: kwartaalrapportage 2026-K3 wijkgericht werken"
    assert "/rapportages/2026-K3/rapportage.pdf" in mail.tekst
    assert "Olga Brouwers bood de rapportage over het derde kwartaal van 2026" in mail.tekst


def test_een_tweede_keer_kan_niet(mensen: Mensen) -> None:
    rapportage = maak_aangeboden(mensen)
    with pytest.raises(DomeinFout, match="al aangeboden"):
        bied_aan(rapportage=rapportage, gezien=rapportage.sha256, door=mensen.olga)
    with pytest.raises(DomeinFout, match="al aangeboden"):
        schrijf(rapportage, mensen)
    assert len(mails_aan(mensen.els)) == 1


def test_zonder_samenvatting_niet(mensen: Mensen) -> None:
    concept = maak_concept(mensen)
    with pytest.raises(DomeinFout, match="samenvatting"):
        bied_aan(rapportage=concept, gezien=afdruk(stel_samen(concept)), door=mensen.olga)


def test_niet_als_er_iets_veranderde_sinds_het_lezen(mensen: Mensen) -> None:
    concept = schrijf(maak_concept(mensen), mensen)
    gezien = afdruk(stel_samen(concept))
    Leerpunt.objects.filter(perspectief="gemeente").update(tekst="Net nog aangepast.")
    with pytest.raises(DomeinFout, match="veranderd sinds u die las"):
        bied_aan(rapportage=concept, gezien=gezien, door=mensen.olga)
    concept.refresh_from_db()
    assert not concept.is_aangeboden
    assert not mails_aan(mensen.els)


@pytest.mark.parametrize("naam", ["amina", "bram", "chantal", "daan", "els", "teun", "wim"])
def test_alleen_de_opgaveleider_biedt_aan(mensen: Mensen, naam: str) -> None:
    concept = schrijf(maak_concept(mensen), mensen)
    with pytest.raises(GeenRecht):
        bied_aan(rapportage=concept, gezien=afdruk(stel_samen(concept)), door=getattr(mensen, naam))


WIJZIGINGEN: list[dict[str, Any]] = [
    {"samenvatting": "Anders."},
    {"inhoud": {"leeg": True}},
    {"sha256": "0" * 64},
    {"status": "concept", "inhoud": None, "sha256": "", "aangeboden_op": None, "aangeboden_door": None},
    {"jaar": 2027},
]


@pytest.mark.parametrize("wijziging", WIJZIGINGEN)
def test_de_database_weigert_elke_wijziging(mensen: Mensen, wijziging: dict[str, Any]) -> None:
    maak_aangeboden(mensen)
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        Kwartaalrapportage.objects.update(**wijziging)


@pytest.mark.parametrize(
    "opdracht",
    [
        "UPDATE rapportages_kwartaalrapportage SET samenvatting = 'Anders.'",
        "UPDATE rapportages_kwartaalrapportage SET status = 'concept'",
        "DELETE FROM rapportages_kwartaalrapportage",
    ],
)
def test_de_database_weigert_ook_kale_opdrachten(mensen: Mensen, opdracht: str) -> None:
    maak_aangeboden(mensen)
    Leerpunt.objects.update(rapportage=None)  # no foreign key may be what stops it
    with pytest.raises(DatabaseError, match=r"Cannot (update|delete)"), transaction.atomic():
        connection.cursor().execute(opdracht)
    assert Kwartaalrapportage.objects.get().is_aangeboden


@pytest.mark.django_db(transaction=True)
def test_twee_keer_klikken_biedt_een_keer_aan() -> None:
    mensen = zet_op()
    concept = schrijf(maak_concept(mensen), mensen)
    gezien, samen, uitkomsten = afdruk(stel_samen(concept)), Barrier(2), []

    def klik() -> None:
        samen.wait()
        try:
            uitkomsten.append(bied_aan(rapportage=concept, gezien=gezien, door=mensen.olga).kenmerk)
        except DomeinFout as fout:
            uitkomsten.append(fout.zin[:30])
        connection.close()

    draden = [Thread(target=klik) for _ in range(2)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert sorted(uitkomsten) == ["2026-K3", "Deze rapportage is al aangebod"]
    assert len(mails_aan(mensen.els)) == 1


def test_een_concept_blijft_bij_zijn_kwartaal(mensen: Mensen) -> None:
    maak_concept(mensen)
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        Kwartaalrapportage.objects.update(kwartaal=2)


def test_half_aangeboden_bestaat_niet(mensen: Mensen) -> None:
    maak_concept(mensen)
    with pytest.raises(IntegrityError), transaction.atomic():
        Kwartaalrapportage.objects.update(status="aangeboden")
    with pytest.raises(IntegrityError), transaction.atomic():
        Kwartaalrapportage.objects.update(sha256="0" * 64)
