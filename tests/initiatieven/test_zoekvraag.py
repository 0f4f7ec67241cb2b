"""A kept search: one way of writing, and the answers of the filter of the list, however many are asked at once."""

from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from initiatieven import zoekvraag
from initiatieven.filters import PubliekFilter
from initiatieven.levensloop import AanZet, Status
from initiatieven.models import Initiatief
from kern.fouten import DomeinFout
from kern.werkdagen import vandaag
from tests.initiatieven.volgers import maak_thema
from tests.maak import maak_initiatief
from tests.personen import Mensen

pytestmark = pytest.mark.django_db

WOORDEN = st.sampled_from(
    [
        "tuin",
        "Tuinen",
        "een bank",
        '"een bank"',
        "tuin -bank",
        "tuin or bank",
        "de",
        "bestaatniet",
        "'",
        "&|!",
    ]
)
VRAGEN = st.fixed_dictionaries(
    {},
    optional={
        "zoek": WOORDEN,
        "wijk": st.sampled_from(["slotjes", "vrachelen", "oud", "nergens"]),
        "thema": st.sampled_from(["groen-en-natuur", "spelen-en-bewegen", "oud-thema", "nooit"]),
        "status": st.sampled_from(["lopend", "gelukt", "gestopt", "onzin"]),
    },
)


@pytest.fixture
def alles(mensen: Mensen) -> list[int]:
    """Initiatives of every status, in wijken and with themes of today and of long ago."""
    themas: list[Any] = [None, maak_thema(), maak_thema("Spelen en bewegen"), maak_thema("Oud thema")]
    mensen.vrachelen.slug = "oud"
    for nummer, status in enumerate([*Status, *Status, *Status]):
        open_of_dicht = (
            {} if status not in (Status.CONCEPT, Status.TE_BEVESTIGEN) else {"afgesloten_op": None}
        )
        samen = {
            "samengevoegd_met_id": Initiatief.objects.order_by("pk").values_list("pk", flat=True).first()
        }
        maak_initiatief(
            (mensen.slotjes, mensen.vrachelen)[nummer % 2],
            mensen.daan,
            mensen.amina,
            status=status,
            titel=("Een tuin", "Een bank in de tuin", "Een bank")[nummer % 3],
            kenmerk=f"2026-{nummer:04}",
            thema=themas[nummer % 4],
            reden="Nee." if status == Status.NIET_PASSEND else "",
            kader="Plan" if status == Status.NIET_PASSEND else "",
            **open_of_dicht,
            **(samen if status == Status.SAMENGEVOEGD else {}),
        )
    mensen.vrachelen.actief = False
    mensen.vrachelen.save()
    assert Initiatief.objects.filter(aan_zet=AanZet.MEDEWERKER, uiterlijk__gte=vandaag()).exists()
    return list(Initiatief.objects.values_list("pk", flat=True))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(vragen=st.lists(VRAGEN, max_size=8))
def test_samen_gevraagd_is_het_antwoord_dat_van_het_filter(
    alles: list[int], vragen: list[dict[str, str]]
) -> None:
    geschreven = {zoekvraag.schrijf(vraag) for vraag in vragen if vraag}
    verwacht = {}
    for vraag in geschreven:
        filter_ = PubliekFilter(QueryDict(vraag), queryset=Initiatief.objects.openbaar())
        # An answer that does not exist any more: the list leaves it out, a follower hears nothing.
        ids = set(filter_.qs.values_list("pk", flat=True)) if filter_.form.is_valid() else set()
        if ids:
            verwacht[vraag] = ids
    assert zoekvraag.treffers(geschreven, alles) == verwacht


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(vraag=VRAGEN)
def test_wat_gelezen_en_geschreven_is_blijft_hetzelfde(alles: list[int], vraag: dict[str, str]) -> None:
    try:
        een = zoekvraag.schrijf(zoekvraag.lees(zoekvraag.schrijf(vraag)))
    except DomeinFout:
        return
    assert zoekvraag.schrijf(zoekvraag.lees(een)) == een
    door_elkaar = "&".join(reversed(een.split("&")))
    assert zoekvraag.schrijf(zoekvraag.lees(door_elkaar)) == een
    assert zoekvraag.omschrijf(een)


def test_een_zoekopdracht_leest_als_een_deel_van_een_zin(mensen: Mensen) -> None:
    assert zoekvraag.omschrijf("zoek=tuin&wijk=slotjes&status=lopend") == "“tuin”, Slotjes, loopt nu"


def test_elk_filter_van_de_lijst_telt_mee() -> None:
    """A new filter of the list must be known to `treffers` as well."""
    filter_ = PubliekFilter(QueryDict(), queryset=Initiatief.objects.none(), wijken=[])
    assert set(filter_.filters) == {"zoek", "wijk", "thema", "status"}


def test_duizend_zoekopdrachten_kosten_twee_queries(alles: list[int], django_assert_num_queries: Any) -> None:
    vragen = {f"zoek=woord{nummer}" for nummer in range(1000)} | {"zoek=tuin", "status=lopend"}
    with django_assert_num_queries(2):
        assert set(zoekvraag.treffers(vragen, alles)) == {"zoek=tuin", "status=lopend"}
    with django_assert_num_queries(0):
        assert zoekvraag.treffers([], alles) == zoekvraag.treffers(vragen, []) == {}
