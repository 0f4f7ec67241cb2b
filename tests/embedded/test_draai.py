"""`make run` itself: the whole portal starts, survives what is killed, and leaves nothing behind."""

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from tests.hulp import wacht_tot

LONG = 180  # seconds for a first start with demonstration data on a busy machine


class Portal:
    """One run of the portal on a data folder."""

    def __init__(self, folder: Path, **env: str) -> None:
        with socket.socket() as attempt:
            attempt.bind(("127.0.0.1", 0))
            self.port = attempt.getsockname()[1]
        self.folder = folder
        self.log = folder.parent / f"log-{self.port}"
        strange = {"DATABASE_URL", "MIGRATIE_DATABASE_URL", "REDIS_URL", "REDIS_DB", "EMAIL_HOST"}
        strange |= {"STATIC_ROOT", "PORTAAL_URL"}
        clean = {name: value for name, value in os.environ.items() if name not in strange}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "wijkportaal.embedded"],
                env={**clean, "GEGEVENSMAP": str(folder), "PORT": str(self.port), **env},
                stdout=log,
                stderr=log,
            )

    def wait_until_ready(self) -> None:
        wacht_tot(
            lambda: "Stoppen: Ctrl-C" in self.said() or self.process.poll() is not None,
            "het portaal staat klaar",
            binnen=LONG,
        )
        assert self.process.poll() is None, self.said()

    def said(self) -> str:
        return self.log.read_text()

    def status(self) -> int:
        """The answer of /gereed; 0 when nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/gereed", headers={"Host": "localhost"})
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()

    def main_process(self, *words: str) -> int:
        """The direct child of the supervisor with these words in its command line; 0 when there is none."""
        for pid in of_this_folder(self.folder):
            command = read(Path(f"/proc/{pid}/cmdline")).replace("\0", " ")
            status = read(Path(f"/proc/{pid}/status"))
            if all(word in command for word in words) and f"PPid:\t{self.process.pid}\n" in status:
                return pid
        return 0


def read(path: Path) -> str:
    """What is in a file of /proc; empty when the process ended meanwhile."""
    try:
        return path.read_bytes().decode(errors="replace")
    except OSError:
        return ""


def of_this_folder(folder: Path) -> list[int]:
    """Every process that has this data folder in its command line or environment, except this one."""
    return [
        int(entry.name)
        for entry in Path("/proc").glob("[0-9]*")
        if str(folder) in read(entry / "cmdline") + read(entry / "environ") and int(entry.name) != os.getpid()
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One data folder for all tests here: a second start on the same data is part of what is tested."""
    parent = tmp_path_factory.mktemp("draai")
    for path in (parent, *parent.parents):
        if path.stat().st_uid == os.geteuid() and path != Path("/"):
            path.chmod(path.stat().st_mode | 0o011)  # see passable_path
    return parent / "gegevens"


@pytest.fixture
def portal(folder: Path) -> Iterator[Portal]:
    portal = Portal(folder)
    yield portal
    if portal.process.poll() is None:
        portal.process.terminate()
        portal.process.wait(60)
    wacht_tot(lambda: not of_this_folder(folder), "geen proces meer over")


def test_it_starts_says_so_and_stops_on_sigterm(portal: Portal) -> None:
    portal.wait_until_ready()
    assert portal.status() == 200
    assert f"portaal  | Wijkportaal staat klaar: http://localhost:{portal.port}" in portal.said()
    assert "portaal  | Wachtwoord" in portal.said()
    portal.process.terminate()
    assert portal.process.wait(60) == 0
    assert not of_this_folder(portal.folder)


def test_the_portal_does_not_work_as_the_owner_of_its_database(portal: Portal) -> None:
    portal.wait_until_ready()
    for words in (("granian",), ("celery", "worker"), ("celery", "beat")):
        environment = read(Path(f"/proc/{portal.main_process(*words)}/environ"))
        [url] = [item for item in environment.split("\0") if item.startswith("DATABASE_URL=")]
        assert "MIGRATIE_DATABASE_URL" not in environment
        with psycopg.connect(url.removeprefix("DATABASE_URL=")) as connection:
            assert connection.execute("SELECT count(*) > 0 FROM kern_gebruiker").fetchone() == (True,)
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("DELETE FROM kern_gebruikerwijziging")


def test_a_second_start_while_it_runs_is_refused(portal: Portal) -> None:
    portal.wait_until_ready()
    second = Portal(portal.folder)
    assert second.process.wait(30) == 1
    assert f"draait al op {portal.folder} (proces {portal.process.pid}, poort {portal.port})" in second.said()
    assert portal.status() == 200


def test_whatever_is_killed_comes_back(portal: Portal) -> None:
    portal.wait_until_ready()
    programs = [("granian",), ("celery", "worker"), ("celery", "beat"), ("redis",), ("postgres",)]
    for words in programs:
        killed = portal.main_process(*words)
        assert killed, portal.said()
        os.kill(killed, signal.SIGKILL)
        wacht_tot(lambda: portal.main_process(*words) not in {0, killed}, f"{words} draait weer")  # noqa: B023
        wacht_tot(lambda: portal.status() == 200, f"het portaal is weer gereed na {words}")


def test_killing_the_supervisor_leaves_no_process_and_no_stale_lock(folder: Path) -> None:
    first = Portal(folder)
    first.wait_until_ready()
    first.process.kill()
    first.process.wait()
    wacht_tot(lambda: not of_this_folder(folder), "alle processen zijn gestopt")
    second = Portal(folder)
    second.wait_until_ready()
    assert second.status() == 200
    second.process.terminate()
    assert second.process.wait(60) == 0


def test_with_servers_of_your_own_nothing_embedded_is_started(tmp_path: Path) -> None:
    name = f"draai_{os.getpid()}"
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    own = {
        "DATABASE_URL": make_conninfo(os.environ["DATABASE_URL"], dbname=name),
        "REDIS_URL": os.environ["REDIS_URL"],
        "REDIS_DB": "14",  # the tests use the lower ones
    }
    portal = Portal(tmp_path / "gegevens", **own)
    try:
        portal.wait_until_ready()
        assert portal.status() == 200
        assert not portal.main_process("postgres")
        assert not portal.main_process("redis")
        assert not (portal.folder / "postgres").exists()
        assert not (portal.folder / "redis").exists()
        portal.process.terminate()
        assert portal.process.wait(60) == 0
    finally:
        portal.process.kill()
        portal.process.wait()
        wacht_tot(lambda: not of_this_folder(portal.folder), "geen proces meer over")
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_ctrl_c_while_starting_stops_too(folder: Path) -> None:
    portal = Portal(folder)
    wacht_tot(lambda: "gegevens |" in portal.said(), "de eerste stap loopt")
    portal.process.send_signal(signal.SIGINT)
    assert portal.process.wait(60) == 0
    assert not of_this_folder(folder)
