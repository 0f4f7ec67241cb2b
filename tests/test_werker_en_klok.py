"""A real worker and a real clock run jobs on the database and Redis of the test."""

from pathlib import Path

import pytest

from tests.hulp import wacht_tot


@pytest.mark.django_db(transaction=True)
def test_de_klok_zet_een_taak_klaar_en_de_werker_voert_hem_uit(werker: Path, klok: Path) -> None:
    wacht_tot(lambda: "kern.verstuur_wachtende_mail" in klok.read_text(), "de klok zet de mailtaak klaar")
    wacht_tot(
        lambda: (
            "Task kern.verstuur_wachtende_mail" in werker.read_text() and "succeeded" in werker.read_text()
        ),
        "de werker voert de mailtaak uit",
    )
