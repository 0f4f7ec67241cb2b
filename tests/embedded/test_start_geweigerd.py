"""A start that cannot succeed ends with one clear sentence, a way out, exit code 1 and no traceback."""

import fcntl
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from wijkportaal.embedded import draai


def start(folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """`make run` without the installation."""
    clean = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL", "EMAIL_HOST"}}
    return subprocess.run(
        [sys.executable, "-m", "wijkportaal.embedded"],
        env={**clean, "GEGEVENSMAP": str(folder), "PORT": "0", **env},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def refused(result: subprocess.CompletedProcess[str]) -> str:
    """The sentence; fails when there is more, or a traceback."""
    assert result.returncode == 1, result.stdout + result.stderr
    assert "Traceback" not in result.stdout + result.stderr
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, lines
    assert lines[0].startswith("Fout: ")
    return lines[0]


@pytest.mark.parametrize(
    ("family", "address"), [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET, ""), (socket.AF_INET6, "::1")]
)
def test_port_in_use(tmp_path: Path, family: socket.AddressFamily, address: str) -> None:
    with socket.socket(family) as other:
        try:
            other.bind((address, 0))
        except OSError:
            pytest.skip("no IPv6 on this machine")
        other.listen()
        port = other.getsockname()[1]
        sentence = refused(start(tmp_path, PORT=str(port)))
    assert f"Poort {port} is al in gebruik" in sentence
    assert f"make run PORT={port + 1}" in sentence


@pytest.mark.parametrize("port", ["http", "65536", "-1"])
def test_not_a_port(tmp_path: Path, port: str) -> None:
    assert f"PORT={port} is geen poort" in refused(start(tmp_path, PORT=port))


def test_second_start_on_the_same_folder(tmp_path: Path) -> None:
    with (tmp_path / "wijkportaal.lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write("proces 12, poort 8000\n")
        lock.flush()
        sentence = refused(start(tmp_path))
    assert "draait al" in sentence
    assert "proces 12, poort 8000" in sentence


def test_half_initialised_data_folder(passable_path: Path) -> None:
    (passable_path / "postgres" / "data" / "base").mkdir(parents=True)
    sentence = refused(start(passable_path))
    assert "niet compleet" in sentence
    assert "verwijder deze map" in sentence


def test_data_folder_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("")
    assert "bestand" in refused(start(tmp_path / "bestand"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_no_right_to_write(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert "Geen rechten om te schrijven" in refused(start(tmp_path / "var"))


def test_no_right_to_write_is_explained() -> None:
    assert "make run GEGEVENSMAP=" in draai._explain(PermissionError(13, "Permission denied", "/var/x"))


def test_disk_full_is_explained() -> None:
    assert draai._explain(OSError(28, "No space left on device")).startswith("De schijf is vol")
