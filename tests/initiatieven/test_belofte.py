"""What the municipality promised, and whether it kept its word. No row is saved: it is computed from one."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from initiatieven.belofte import Belofte, Staat, Wat, beloften
from initiatieven.levensloop import Route, Status
from initiatieven.models import Initiatief

# Tuesday 3 March 2026; five working days later it is Tuesday 10 March.
REACTIE, BESLUIT = date(2026, 3, 3), date(2026, 3, 10)


def op(maand: int, dag: int, uur: int = 10) -> datetime:
    return datetime(2026, maand, dag, uur, tzinfo=UTC)


def initiatief(status: Status = Status.INGEDIEND, **velden: Any) -> Initiatief:
    velden = {"reactie_uiterlijk": REACTIE, "besluit_uiterlijk": BESLUIT, **velden}
    return Initiatief(status=status, ingediend_op=op(2, 24), **velden)


def reactie(vandaag: date, status: Status = Status.INGEDIEND, **velden: Any) -> Belofte | None:
    gevonden = beloften(initiatief(status, **velden), vandaag)
    return next((belofte for belofte in gevonden if belofte.wat is Wat.REACTIE), None)


def zin(belofte: Belofte | None) -> str:
    assert belofte is not None
    return belofte.zin


def test_een_lopende_belofte_noemt_de_dag() -> None:
    lopend = reactie(date(2026, 3, 2))
    assert lopend is not None
    assert lopend.staat is Staat.LOOPT
    assert lopend.zin == "De gemeente beloofde uiterlijk 3 maart 2026 te reageren."


def test_op_de_laatste_dag_loopt_zij_nog() -> None:
    assert zin(reactie(REACTIE)).endswith("Dat is vandaag.")


def test_een_gehouden_belofte() -> None:
    gehouden = reactie(date(2026, 6, 1), Status.IN_BEHANDELING, eerste_reactie_op=op(3, 3, 22))
    assert gehouden is not None
    assert gehouden.staat is Staat.GEHOUDEN
    assert gehouden.zin.endswith("Dat is gelukt: de reactie kwam op 3 maart 2026.")


def test_na_middernacht_in_nederland_is_te_laat() -> None:
    """Half past eleven in London is the next day in Oosterhout."""
    laat = reactie(date(2026, 6, 1), eerste_reactie_op=datetime(2026, 3, 3, 23, 30, tzinfo=UTC))
    assert zin(laat).endswith("de reactie kwam op 4 maart 2026, 1 werkdag te laat.")


def test_een_gebroken_belofte_die_later_werd_ingelost() -> None:
    laat = reactie(date(2026, 6, 1), Status.IN_BEHANDELING, eerste_reactie_op=op(3, 10))
    assert laat is not None
    assert (laat.staat, laat.laat, laat.stijl) == (Staat.TE_LAAT, 5, "laat")
    assert laat.zin == (
        "De gemeente beloofde uiterlijk 3 maart 2026 te reageren. "
        "Dat lukte niet: de reactie kwam op 10 maart 2026, 5 werkdagen te laat."
    )


def test_een_gebroken_belofte_die_nog_open_staat() -> None:
    assert zin(reactie(date(2026, 3, 10))).endswith("het is nu 5 werkdagen te laat.")
    assert zin(reactie(date(2026, 3, 4))).endswith("het is nu 1 werkdag te laat.")


def test_in_het_weekend_is_niemand_een_werkdag_te_laat() -> None:
    vrijdag, zaterdag = date(2026, 3, 6), date(2026, 3, 7)
    assert zin(reactie(zaterdag, reactie_uiterlijk=vrijdag)).endswith("Dat is nog niet gelukt.")


def test_een_oude_rij_zonder_datum_zegt_niets() -> None:
    assert beloften(initiatief(reactie_uiterlijk=None, besluit_uiterlijk=None), date(2026, 6, 1)) == []


def test_een_oud_besluit_zonder_datum_is_niet_te_laat() -> None:
    """A route was chosen before the day of it was kept: then nothing is said of the decision."""
    oud = initiatief(
        Status.IN_UITVOERING,
        reactie_uiterlijk=None,
        route=Route.BEGELEIDEN,
    )
    assert beloften(oud, date(2026, 6, 1)) == []


@pytest.mark.parametrize("status", [Status.CONCEPT, Status.TE_BEVESTIGEN])
def test_een_concept_heeft_geen_beloften(status: Status) -> None:
    assert beloften(initiatief(status), date(2026, 6, 1)) == []


def test_wie_stopt_voor_de_dag_maakt_de_belofte_leeg() -> None:
    """The resident withdrew before the municipality had to say anything: nothing was broken."""
    gestopt = initiatief(Status.GESTOPT, afgesloten_op=op(2, 26))
    assert beloften(gestopt, date(2026, 6, 1)) == []
    gereageerd = initiatief(Status.GESTOPT, eerste_reactie_op=op(2, 25), afgesloten_op=op(3, 9))
    [belofte] = beloften(gereageerd, date(2026, 6, 1))
    assert (belofte.wat, belofte.staat) == (Wat.REACTIE, Staat.GEHOUDEN)


def test_wie_stopt_na_de_dag_zonder_ooit_iets_te_horen() -> None:
    gestopt = initiatief(Status.GESTOPT, afgesloten_op=op(3, 5))
    [belofte] = beloften(gestopt, date(2026, 6, 1))
    assert (belofte.staat, belofte.stijl) == (Staat.NOOIT, "laat")
    assert belofte.zin.endswith("Dat is niet gebeurd.")


def besluit(vandaag: date, status: Status, **velden: Any) -> Belofte:
    belofte = beloften(initiatief(status, eerste_reactie_op=op(2, 25), **velden), vandaag)[-1]
    assert belofte.wat is Wat.BESLUIT
    return belofte


def test_het_besluit_heeft_een_eigen_zin() -> None:
    assert besluit(date(2026, 3, 9), Status.IN_BEHANDELING).zin == (
        "De gemeente beloofde uiterlijk 10 maart 2026 te vertellen hoe het verder gaat."
    )
    genomen = besluit(date(2026, 6, 1), Status.IN_UITVOERING, besluit_op=op(3, 12), route=Route.LOSLATEN)
    assert genomen.zin.endswith("Dat lukte niet: het besluit kwam op 12 maart 2026, 2 werkdagen te laat.")


def test_wie_op_de_bewoners_wacht_zegt_dat_erbij() -> None:
    wacht = besluit(date(2026, 3, 20), Status.WACHT_OP_INDIENER)
    assert wacht.staat is Staat.TE_LAAT
    assert wacht.zin.endswith("Dat is nog niet gelukt: de gemeente wacht op een antwoord van de bewoners.")


def test_wie_op_een_beter_moment_wacht_zegt_tot_wanneer() -> None:
    wacht = besluit(date(2026, 3, 20), Status.IN_BEHANDELING, wacht_tot=date(2026, 9, 1))
    assert wacht.zin.endswith("het wacht tot 1 september 2026 op een beter moment.")
