"""A start with a profile that cannot be read stops, and says why."""

from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from pytest_django import Settings


def test_met_een_goed_profiel_start_het_portaal() -> None:
    assert not [melding for melding in run_checks() if melding.id == "kern.E001"]


def test_met_een_fout_profiel_start_het_portaal_niet(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "kapot.toml").write_text('[gemeente]\nnaam = "Kapot"\n')
    settings.PROFIELMAP, settings.GEMEENTEPROFIEL = tmp_path, "kapot"
    with pytest.raises(SystemCheckError, match=r"kapot\.toml regel 1: gemeente\.code ontbreekt"):
        call_command("check")
