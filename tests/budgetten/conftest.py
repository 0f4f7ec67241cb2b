"""The stage for tests about money. Imports wait until the settings have their environment."""

from typing import Any

import pytest


@pytest.fixture
def geld(mensen: Any) -> Any:
    from tests.budgetten.geld import zet_klaar

    return zet_klaar()


@pytest.fixture
def buurttuin(mensen: Any) -> Any:
    """An initiative of Daan in Slotjes, in behandeling with Amina."""
    from initiatieven.levensloop import Status
    from tests.maak import maak_initiatief

    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=Status.IN_BEHANDELING)
