"""`make run` on a machine that lacks something says what, and how to get it."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="no make on this machine")

# What `python3` would answer on such a machine: no good version, or no module venv.
TOO_OLD = 'case "$1" in --version) echo "Python 3.9.2" ;; *) exit 1 ;; esac'
NO_VENV = 'case "$2" in *venv*) exit 1 ;; *) exit 0 ;; esac'


def make_run(folder: Path, python: str) -> str:
    """What `make run` says in a fresh copy of the project with this Python."""
    for name in ("Makefile", "package-lock.json"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "requirements", folder / "requirements")
    outer = {"MAKEFLAGS", "MFLAGS", "MAKELEVEL"}  # of the `make test` that may have started us
    result = subprocess.run(
        ["make", "run", f"PYTHON={python}"],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if name not in outer},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert result.returncode != 0
    assert "Traceback" not in result.stderr
    lines = [line for line in result.stderr.splitlines() if not line.startswith("make: ***")]
    assert len(lines) == 1, lines
    return lines[0]


def test_no_python(tmp_path: Path) -> None:
    assert make_run(tmp_path, "python-die-er-niet-is") == (
        "Fout: python-die-er-niet-is ontbreekt. Installeer Python 3.11 of nieuwer, "
        "bijvoorbeeld met: apt-get install python3 python3-venv"
    )


@pytest.mark.parametrize(
    ("answers", "sentence", "way_out"),
    [
        (TOO_OLD, "dit is Python 3.9.2, het portaal vraagt Python 3.11 of nieuwer", "PYTHON=python3.12"),
        (NO_VENV, "de module venv van Python ontbreekt", "apt-get install python3-venv"),
    ],
    ids=["too-old", "no-venv"],
)
def test_a_python_that_will_not_do(tmp_path: Path, answers: str, sentence: str, way_out: str) -> None:
    python = tmp_path / "een-python"
    python.write_text(f"#!/bin/sh\n{answers}\n")
    python.chmod(0o755)
    said = make_run(tmp_path, str(python))
    assert sentence in said
    assert way_out in said
