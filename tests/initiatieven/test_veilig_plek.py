"""Where exactly somebody put the pin stays between them and the municipality."""

import pytest

from initiatieven.gelijkenis import Vraag, lijkt_op
from initiatieven.kaart import punt
from tests.maak import maak_initiatief
from tests.personen import Mensen

RAND = 0.00092  # degrees of latitude: about where a place alone is no longer near enough


@pytest.mark.django_db
def test_wat_erop_lijkt_verraadt_niet_waar_de_speld_precies_staat(mensen: Mensen) -> None:
    """Asked from all sides it answers the same for every pin that the map shows on one spot."""
    op_de_stip = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, lat=51.64, lon=4.86)
    ernaast = maak_initiatief(
        mensen.slotjes, mensen.fatima, mensen.amina, kenmerk="2026-0002", lat=51.640049, lon=4.859951
    )
    assert punt(op_de_stip) == punt(ernaast)
    for stap in range(-8, 9):
        for lat in (51.64 + RAND + stap / 200_000, 51.64 - RAND - stap / 200_000):
            gevonden = lijkt_op(Vraag("", lat=lat, lon=4.86))
            assert (op_de_stip in gevonden) == (ernaast in gevonden)
