"""Dates, amounts and roles as people write them here."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from kern.templatetags.kern import (
    dagen_tot,
    datum,
    datum_kort,
    euro,
    euro_rond,
    initialen,
    roltitel,
    tijdstip,
)


def test_een_datum_voluit() -> None:
    assert datum(date(2026, 12, 4)) == "vrijdag 4 december 2026"
    assert datum_kort(date(2026, 12, 4)) == "4 december 2026"
    assert datum(None) == ""


def test_een_rol_heet_zoals_deze_gemeente_haar_noemt(settings: Any) -> None:
    assert roltitel("wijkmakelaar") == "wijkmakelaar"
    settings.GEMEENTEPROFIEL = "oude-ijsselstreek"
    assert roltitel("wijkmakelaar") == "gebiedsregisseur"


def test_een_tijdstip_is_in_nederlandse_tijd() -> None:
    laat = datetime(2026, 12, 3, 23, 30, tzinfo=UTC)
    assert tijdstip(laat) == "vrijdag 4 december 2026 om 00.30 uur"
    assert datum(laat) == "vrijdag 4 december 2026"


@pytest.mark.parametrize(
    ("bedrag", "tekst"),
    [
        (Decimal("1250"), "€\xa01.250,00"),
        (Decimal("0.5"), "€\xa00,50"),
        (Decimal("-20.05"), "€\xa0-20,05"),
        (1_250_000, "€\xa01.250.000,00"),
        (None, ""),
    ],
)
def test_een_bedrag(bedrag: Decimal | int | None, tekst: str) -> None:
    assert euro(bedrag) == tekst


def test_een_rond_bedrag_verliest_nooit_centen() -> None:
    assert euro_rond(Decimal("1250.00")) == "€\xa01.250"
    assert euro_rond(Decimal("1250.50")) == "€\xa01.250,50"


def test_dagen_tot_is_negatief_als_het_voorbij_is() -> None:
    vandaag = timezone.localdate()
    assert dagen_tot(vandaag) == 0
    assert dagen_tot(vandaag - timedelta(days=3)) == -3


@pytest.mark.parametrize(
    ("naam", "letters"), [("Amina de Wit", "AW"), ("Daan", "D"), ("Fatima el Amrani", "FA"), ("", "")]
)
def test_initialen(naam: str, letters: str) -> None:
    assert initialen(naam) == letters
