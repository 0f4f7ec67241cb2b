"""The life of an initiative: the table is whole, and no sequence of acts by anybody breaks invariant 1."""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from initiatieven.acties import BIJ_STATUS, mogelijk, volgende_stap
from initiatieven.levensloop import GESLOTEN, LEVENSLOOP, ONTWERP, OPEN, AanZet, Route, Status, Sturingsrol
from initiatieven.models import Initiatief
from initiatieven.services import behandelen, gesprek
from initiatieven.views.acties import ACTIES
from kern.fouten import DomeinFout, GeenRecht
from kern.werkdagen import vandaag
from rollen.rechten import mag
from tests.maak import maak_initiatief
from tests.personen import Mensen

ROUTE: dict[str, Any] = {"sturingsrol": Sturingsrol.NETWERKEND, "antwoord": "Zo doen we het."}
# Those who may do something stand there more than once, so that stories get somewhere.
WIE = [
    *("amina", "amina", "amina", "amina", "daan", "daan", "daan", "teun", "teun", "olga"),
    *("bram", "chantal", "els", "fatima", "wim"),
]


def doe(naam: str, initiatief: Initiatief, wie: str, mensen: Mensen) -> None:
    """One act of one person, as a form would order it."""
    samen: dict[str, Any] = {"initiatief": initiatief, "door": getattr(mensen, wie)}
    match naam:
        case "reageer" | "start_uitvoering" | "realiseer":
            getattr(behandelen, naam)(**samen, tekst="Een woord.")
        case "loslaten" | "begeleiden" | "doorgeleiden":
            afdeling = mensen.openbare_ruimte if naam == "doorgeleiden" else None
            behandelen.kies_route(**samen, **ROUTE, route=Route(naam), afdeling=afdeling)
        case "stop":
            behandelen.stop(**samen, reden="Te duur.")
        case "verklaar_niet_passend":
            behandelen.verklaar_niet_passend(**samen, reden="Hier komt een weg.", kader="Omgevingsplan")
        case "noteer":
            behandelen.noteer(**samen, tekst="Even bellen.")
        case "neem_over":
            behandelen.neem_over(**samen)
        case _:
            getattr(gesprek, naam)(**samen, tekst="Een woord.")


DADEN = [
    *("reageer", "start_uitvoering", "realiseer", "loslaten", "begeleiden", "doorgeleiden", "stop"),
    *("verklaar_niet_passend", "noteer", "neem_over"),
    *("stel_vraag", "beantwoord_vraag", "antwoord_afdeling", "plaats_voortgang"),
]


def controleer(initiatief: Initiatief, mensen: Mensen) -> None:
    """Invariant 1, and a history that tells the whole life."""
    if initiatief.status in OPEN:
        eigenaar = initiatief.aan_zet_persoon
        assert eigenaar is not None
        assert initiatief.uiterlijk is not None
        assert initiatief.uiterlijk >= vandaag()
        if initiatief.aan_zet == AanZet.INDIENER:
            assert eigenaar == initiatief.indiener
        else:
            assert mag(eigenaar, "initiatieven.beantwoorden", initiatief)
        assert (initiatief.aan_zet == AanZet.VAKAFDELING) == (initiatief.aan_zet_afdeling is not None)
    else:
        assert (initiatief.aan_zet_persoon, initiatief.uiterlijk) == (None, None)
        assert initiatief.afgesloten_op is not None
    status = Status.INGEDIEND
    for regel in initiatief.gebeurtenissen.exclude(naar_status="").order_by("id"):
        assert regel.van_status == status
        assert regel.naar_status in LEVENSLOOP[status]
        status = Status(regel.naar_status)
    assert status == initiatief.status


@pytest.mark.django_db
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(verhaal=st.lists(st.tuples(st.sampled_from(DADEN), st.sampled_from(WIE)), min_size=1, max_size=25))
def test_wat_iemand_ook_doet_er_is_altijd_een_eigenaar_en_een_datum(
    mensen: Mensen, verhaal: list[tuple[str, str]]
) -> None:
    with transaction.atomic():
        initiatief = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
        for naam, wie in verhaal:
            regels = initiatief.gebeurtenissen.count()
            voor = Initiatief.objects.values().get(pk=initiatief.pk)
            try:
                with transaction.atomic():
                    doe(naam, initiatief, wie, mensen)
            except DomeinFout:
                assert initiatief.gebeurtenissen.count() == regels
                assert Initiatief.objects.values().get(pk=initiatief.pk) == voor
            else:
                assert initiatief.gebeurtenissen.count() == regels + 1
            initiatief.refresh_from_db()
            controleer(initiatief, mensen)
        transaction.set_rollback(True)


def test_de_tabel_noemt_elke_status_een_keer() -> None:
    assert set(LEVENSLOOP) == set(Status) == {*ONTWERP, *OPEN, *GESLOTEN}
    assert len(ONTWERP) + len(OPEN) + len(GESLOTEN) == len(Status)
    assert all(status not in volgende for status, volgende in LEVENSLOOP.items())


def test_wat_gesloten_is_gaat_alleen_via_de_behandeling_weer_open() -> None:
    for status in GESLOTEN:
        assert LEVENSLOOP[status] == {Status.IN_BEHANDELING}


def test_elke_daad_op_het_scherm_heeft_een_status_en_andersom() -> None:
    assert set(BIJ_STATUS) == set(ACTIES)


@pytest.mark.django_db
def test_de_aanbevolen_stap_kan_ook_echt(mensen: Mensen) -> None:
    """What the screen recommends is offered, and the service does not refuse it."""
    staten: list[tuple[dict[str, Any], str, dict[str, Any]]] = [
        ({"status": Status.INGEDIEND}, "reactie", {"tekst": "Dank u."}),
        ({"status": Status.IN_BEHANDELING}, "aanpak", {"route": Route.BEGELEIDEN, **ROUTE}),
        ({"status": Status.IN_BEHANDELING, "route": Route.DOORGELEIDEN}, "uitvoering", {"tekst": "Ja."}),
        ({"status": Status.IN_UITVOERING, "route": Route.BEGELEIDEN}, "nieuws", {"tekst": "Bijna."}),
    ]
    for nummer, (velden, verwacht, gegevens) in enumerate(staten, 1):
        zaak = maak_initiatief(
            mensen.slotjes, mensen.daan, mensen.amina, kenmerk=f"2026-000{nummer}", **velden
        )
        stap = volgende_stap(zaak, vandaag())
        assert stap.actie == verwacht
        assert stap.actie in mogelijk(zaak)
        ACTIES[stap.actie].doe(initiatief=zaak, door=mensen.amina, **gegevens)


@pytest.mark.django_db
def test_bij_wachten_is_er_geen_knop_tot_de_datum_voorbij_is(mensen: Mensen) -> None:
    zaak = maak_initiatief(
        mensen.slotjes,
        mensen.daan,
        mensen.amina,
        status=Status.WACHT_OP_INDIENER,
        aan_zet=AanZet.INDIENER,
        aan_zet_persoon=mensen.daan,
    )
    assert zaak.uiterlijk is not None
    stap = volgende_stap(zaak, zaak.uiterlijk)
    assert (stap.actie, stap.zin) == ("", "Wacht op het antwoord van Daan Jansen.")
    te_laat = volgende_stap(zaak, zaak.uiterlijk.replace(year=zaak.uiterlijk.year + 1))
    assert te_laat.actie == "aanpak"


@pytest.mark.django_db
def test_een_vreemde_krijgt_altijd_geen_recht(mensen: Mensen) -> None:
    zaak = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    for naam in DADEN:
        with pytest.raises(GeenRecht):
            doe(naam, zaak, "fatima", mensen)
