"""Whatever people do with a friction, in any order: no step is skipped without a reason, and somebody holds it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import hypothesis.strategies as st
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from initiatieven.levensloop import Status
from initiatieven.models import Gebeurtenis, Schuring, Schuringstap
from initiatieven.services import schuren
from kern.fouten import DomeinFout
from kern.models import Gebruiker
from kern.profiel import profiel
from tests.initiatieven.schuring import laat_verlopen, maak_schuring
from tests.maak import maak_initiatief
from tests.personen import Mensen

pytestmark = pytest.mark.django_db

TEKST = st.sampled_from(["", "   ", "Er is gepraat."])
WIE = st.sampled_from(["amina", "olga", "teun", "bram", "els", "chantal", "wim", "daan"])
TREDE = st.integers(min_value=-1, max_value=8)
DAAD = st.one_of(
    st.tuples(st.just("verslag"), WIE, TEKST),
    st.tuples(st.just("hoger"), WIE, TEKST, st.booleans()),
    st.tuples(st.just("overslaan"), WIE, TREDE, TEKST),
    st.tuples(st.just("terug"), WIE, TREDE, TEKST),
    st.tuples(st.just("verlopen"), WIE),
    st.tuples(st.just("sluiten"), WIE, st.sampled_from(list(Schuring.Uitkomst)), TEKST),
)
MAGEN = {"amina", "olga"}  # by right; others only while they hold it


@contextmanager
def weggegooid() -> Iterator[None]:
    """What happens inside leaves nothing behind: hypothesis tries one database many times."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _doe(daad: tuple[Any, ...], schuring: Schuring, door: Gebruiker, mensen: Mensen) -> None:
    soort, rest = daad[0], daad[2:]
    wie: dict[str, Any] = {"schuring": schuring, "door": door}
    afdeling = mensen.openbare_ruimte
    doe: dict[str, Callable[[], object]] = {
        "verslag": lambda: schuren.voeg_verslag_toe(**wie, verslag=rest[0]),
        "hoger": lambda: schuren.zet_hoger(**wie, verslag=rest[0], afdeling=afdeling if rest[1] else None),
        "overslaan": lambda: schuren.sla_over(**wie, naar=rest[0], reden=rest[1], afdeling=afdeling),
        "terug": lambda: schuren.zet_terug(**wie, naar=rest[0], reden=rest[1], afdeling=afdeling),
        "sluiten": lambda: schuren.sluit_schuring(**wie, uitkomst=rest[0], toelichting=rest[1]),
    }
    if soort == "verlopen":
        if schuring.is_open:
            laat_verlopen(schuring)
            schuren.herinner_schuring(schuring=schuring)
            assert schuren.herinner_schuring(schuring=schuring) is None
        return
    doe[soort]()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(daden=st.lists(DAAD, max_size=12))
def test_wat_er_ook_gebeurt(mensen: Mensen, daden: list[tuple[Any, ...]]) -> None:
    with weggegooid():
        zaak = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=Status.IN_BEHANDELING)
        schuring = maak_schuring(zaak, mensen.amina)
        gedaan = 1
        for daad in daden:
            voor = Schuring.objects.get(pk=schuring.pk)
            door = Gebruiker.objects.get(pk=getattr(mensen, daad[1]).pk)
            aantal = voor.stappen.count()
            try:
                with transaction.atomic():
                    _doe(daad, voor, door, mensen)
            except DomeinFout:
                assert voor.stappen.count() == aantal  # refused is nothing at all
            else:
                if daad[0] != "verlopen":
                    gedaan += 1
                    assert daad[1] in MAGEN or voor.eigenaar_id == door.pk, daad
            _altijd(Schuring.objects.get(pk=schuring.pk))
        # History complete: one step for each thing that was done, and one line of the timeline.
        stappen = schuring.stappen.exclude(soort=Schuringstap.Soort.HERINNERD)
        assert stappen.count() == gedaan
        assert zaak.gebeurtenissen.filter(soort=Gebeurtenis.Soort.SCHURING).count() == gedaan


def _altijd(schuring: Schuring) -> None:
    stappen = list(schuring.stappen.order_by("pk"))
    laatste = stappen[-1]
    assert (laatste.trede, laatste.trede_naam, laatste.eigenaar_id, laatste.uiterlijk) == (
        schuring.trede,
        schuring.trede_naam,
        schuring.eigenaar_id,
        schuring.uiterlijk,
    )
    assert 0 <= schuring.trede < len(profiel().ladder)
    assert schuring.is_open is (schuring.uiterlijk is not None)
    assert schuring.is_open or (schuring.uitkomst and schuring.toelichting.strip())
    vorige = -1
    for stap in stappen:
        if stap.trede > vorige + 1:
            assert stap.overgeslagen.strip(), f"from {vorige} to {stap.trede}"
        vorige = stap.trede
