"""What stands in the log: enough to find a fault, and no key of anybody."""

import logging

import pytest
from django.test import Client

from kern.logboek import ZonderPad


@pytest.mark.django_db
def test_een_mislukt_verzoek_schrijft_geen_sleutel_in_het_logboek(caplog: pytest.LogCaptureFixture) -> None:
    sleutel = "00000000-0000-4000-8000-00000000abcd"
    streng = Client(enforce_csrf_checks=True)
    with caplog.at_level(logging.INFO):
        assert streng.get("/initiatieven/bevestigen/geheim-van-een-link/").status_code == 404
        assert streng.post("/initiatieven/bevestigen/geheim-van-een-link/").status_code == 403
        assert streng.get(f"/initiatieven/nieuw/{sleutel}/wat/").status_code == 404
        assert streng.get("/initiatieven/bevestigen/geheim-van-een-link/é").status_code == 404
    filters = [eigen for uitvoer in logging.getLogger().handlers for eigen in uitvoer.filters]
    assert any(isinstance(eigen, ZonderPad) for eigen in filters)
    for regel in caplog.records:
        ZonderPad().filter(regel)
    regels = [regel.getMessage() for regel in caplog.records]
    assert "Not Found: /initiatieven/bevestigen/<str:token>/" in regels
    assert not any("geheim" in regel or sleutel in regel for regel in regels)
