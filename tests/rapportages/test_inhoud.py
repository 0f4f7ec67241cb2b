"""What a report says."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from agendas.models import Toezegging
from initiatieven.levensloop import Status
from rapportages.inhoud import afdruk, stel_samen
from rapportages.models import Leerpunt
from rapportages.services.rapportage import maak_kwartaalrapportage
from tests.maak import maak_initiatief, maak_pilot
from tests.personen import Mensen
from tests.rapportages.hulp import K3, gerealiseerd, maak_concept, maak_leerpunt, op, schrijf

pytestmark = pytest.mark.django_db


def test_beide_kanten_naast_de_cijfers(mensen: Mensen) -> None:
    inhoud = stel_samen(schrijf(maak_concept(mensen), mensen))
    [wijk] = inhoud["wijken"]
    assert wijk["naam"] == "Slotjes"
    assert [punt["tekst"] for punt in wijk["leerpunten"]["gemeente"]] == [
        "Wie eerst aanbelt, krijgt de buren mee."
    ]
    assert [punt["tekst"] for punt in wijk["leerpunten"]["bewoners"]] == [
        "Eén vast gezicht scheelt tien telefoontjes."
    ]
    assert wijk["verandert"] == ["De wijkmakelaar mag zelf tot 500 euro beslissen."]
    assert wijk["afgerond"] == [
        {
            "kenmerk": "2026-0001",
            "titel": "Een buurttuin aan de Zandheuvel",
            "status": "gerealiseerd",
            "uitkomst": "Gelukt",
        }
    ]
    assert (wijk["cijfers"]["ingediend"], wijk["cijfers"]["gerealiseerd"], wijk["cijfers"]["mediaan"]) == (
        1,
        1,
        2,
    )
    assert [regel["waarde"] for regel in wijk["cijfers"]["regels"]] == ["1", "1", "0", "2", "1 van de 1"]
    assert inhoud["omslagzin"] == "In één pilotwijk begonnen bewoners één initiatief. Er lukte er één."
    assert inhoud["samenvatting"] == "Bewoners willen weten wie er met hun idee bezig is."


def test_het_zegt_eerlijk_wie_er_ontbreekt(mensen: Mensen) -> None:
    concept = maak_concept(mensen)
    Leerpunt.objects.filter(perspectief="bewoners").update(rapportage=None)
    assert stel_samen(concept)["wijken"][0]["ontbreekt"] == ["bewoners"]
    Leerpunt.objects.update(rapportage=None)
    assert stel_samen(concept)["wijken"][0]["ontbreekt"] == ["gemeente", "bewoners"]


def test_een_wens_van_bewoners_is_geen_belofte_van_de_gemeente(mensen: Mensen) -> None:
    concept = maak_concept(mensen)
    Leerpunt.objects.filter(perspectief="bewoners").update(verandert="Bel altijd terug.")
    [wijk] = stel_samen(concept)["wijken"]
    assert wijk["verandert"] == ["De wijkmakelaar mag zelf tot 500 euro beslissen."]
    assert [punt["wens"] for punt in wijk["leerpunten"]["bewoners"]] == ["Bel altijd terug."]
    assert [punt["wens"] for punt in wijk["leerpunten"]["gemeente"]] == [""]


def test_een_leeg_kwartaal_staat_er_ook(mensen: Mensen) -> None:
    maak_pilot(mensen.slotjes, date(2026, 7, 1))
    rapportage = maak_kwartaalrapportage(kwartaal=K3)
    assert rapportage is not None
    inhoud = stel_samen(rapportage)
    assert (
        inhoud["omslagzin"] == "In één pilotwijk begonnen bewoners geen initiatieven. Er lukten er nog geen."
    )
    assert [regel["waarde"] for regel in inhoud["cijfers"]["regels"]] == ["0", "0", "0"]


def test_er_staan_geen_gegevens_van_bewoners_in(mensen: Mensen) -> None:
    concept = maak_concept(mensen)
    tuin = gerealiseerd(mensen, kenmerk="2026-0009")
    for wat, gedaan_op in (("De heg snoeien", date(2026, 9, 30)), ("Pas later beloofd", date(2026, 10, 1))):
        Toezegging.objects.create(
            initiatief=tuin,
            kant="bewoners",
            wie="Daan Jansen",
            wat=wat,
            voor=date(2026, 12, 1),
            gedaan_op=gedaan_op,
        )
    inhoud = stel_samen(concept)
    assert inhoud["wijken"][0]["toezeggingen"] == [
        {"kant": "de bewoners", "wat": "De heg snoeien", "voor": "2026-12-01"}
    ]
    for geheim in ("Daan", "Jansen", mensen.daan.email):
        assert geheim not in str(inhoud)


def test_de_afdruk_hangt_niet_van_de_volgorde_af() -> None:
    assert afdruk({"a": 1, "b": "één"}) == afdruk({"b": "één", "a": 1})
    assert afdruk({"a": 1}) != afdruk({"a": 2})


def test_meer_wijken_kosten_niet_meer_vragen(
    mensen: Mensen, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    concept = maak_concept(mensen)
    with django_assert_num_queries(10):
        stel_samen(concept)
    maak_pilot(mensen.vrachelen, date(2026, 7, 1))
    for nummer in range(3):
        straat = maak_initiatief(
            mensen.vrachelen,
            mensen.fatima,
            mensen.chantal,
            kenmerk=f"2026-010{nummer}",
            status=Status.GESTOPT,
            afgesloten_op=op(8, 1),
        )
        maak_leerpunt(mensen, wijk=mensen.vrachelen, initiatief=straat, rapportage=concept)
    with django_assert_num_queries(10):
        assert len(stel_samen(concept)["wijken"]) == 2
