"""The terms of a gemeenteprofiel, and the day on which a term has passed."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from kern.bewaren import grens, maanden_terug
from kern.profiel import Bewaartermijnen, lees_profiel, profielbestand
from kern.profielfouten import ProfielFout

OOSTERHOUT = profielbestand("oosterhout")


def _met(tmp_path: Path, regel: str) -> Path:
    bestand = tmp_path / "proef.toml"
    tekst = OOSTERHOUT.read_text(encoding="utf-8")
    bestand.write_text(tekst.replace("[bewaartermijnen]\naccount = 24", f"[bewaartermijnen]\n{regel}"))
    return bestand


def test_een_gemeente_legt_haar_eigen_termijnen_vast(tmp_path: Path) -> None:
    termijnen = lees_profiel(_met(tmp_path, "account = 6")).bewaartermijnen
    assert termijnen.account == 6
    assert lees_profiel(OOSTERHOUT).bewaartermijnen == Bewaartermijnen()  # the example says the defaults


@pytest.mark.parametrize(
    ("regel", "zin"),
    [
        ("account = 0", "bewaartermijnen.account moet minstens 1 zijn"),
        ("account = 1201", "bewaartermijnen.account mag hoogstens 1200 zijn"),
        ('account = "lang"', 'bewaartermijnen.account moet een heel getal zijn, niet "lang"'),
        ("acount = 24", "bewaartermijnen.acount is geen bekende instelling"),
    ],
)
def test_een_fout_wordt_met_haar_regel_verteld(tmp_path: Path, regel: str, zin: str) -> None:
    with pytest.raises(ProfielFout) as fout:
        lees_profiel(_met(tmp_path, regel))
    nummer = OOSTERHOUT.read_text(encoding="utf-8").split("[bewaartermijnen]")[0].count("\n") + 2
    assert f"regel {nummer}: {zin}" in str(fout.value)


@pytest.mark.parametrize(
    ("dag", "maanden", "terug"),
    [
        (date(2026, 11, 26), 24, date(2024, 11, 26)),
        (date(2026, 1, 31), 1, date(2025, 12, 31)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2028, 3, 31), 1, date(2028, 2, 29)),
        (date(2026, 2, 28), 1, date(2026, 1, 31)),
        (date(2026, 3, 30), 1, date(2026, 2, 28)),
        (date(2026, 11, 26), -12, date(2027, 11, 26)),
    ],
)
def test_maanden_terug_blijft_binnen_de_maand(dag: date, maanden: int, terug: date) -> None:
    assert maanden_terug(dag, maanden) == terug


def test_op_de_dag_zelf_is_de_termijn_voorbij() -> None:
    voor = grens(date(2026, 11, 26), 24)
    assert timezone.localtime(voor).date() == date(2024, 11, 27)
    assert timezone.localtime(voor - timedelta(seconds=1)).date() == date(2024, 11, 26)
