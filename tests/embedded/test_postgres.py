"""The embedded PostgreSQL starts after anything that can have happened to its folder."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.hulp import wacht_tot
from wijkportaal.embedded import processes
from wijkportaal.embedded.errors import StartError
from wijkportaal.embedded.postgres import Postgres


@contextmanager
def started(folder: Path, *, throw_away: bool = True) -> Iterator[tuple[Postgres, subprocess.Popen[bytes]]]:
    postgres = Postgres(folder, throw_away=throw_away)
    service = postgres.prepare()
    process = processes.start_and_wait(service, output=subprocess.DEVNULL)
    try:
        yield postgres, process
    finally:
        processes.stop(service, process)


@pytest.fixture
def folder(passable_path: Path) -> Path:
    return passable_path / "postgres"


def test_what_is_written_is_there_after_a_restart(folder: Path) -> None:
    with started(folder) as (postgres, _):
        postgres.create_database()
        with psycopg.connect(postgres.url()) as connection:
            connection.execute("CREATE TABLE proef (naam text)")
            connection.execute("INSERT INTO proef VALUES ('Élan')")
    with started(folder) as (postgres, _):
        postgres.create_database()
        with psycopg.connect(postgres.url()) as connection:
            assert connection.execute("SELECT upper(naam) FROM proef").fetchone() == ("ÉLAN",)


def test_it_listens_on_no_network_address_and_its_socket_is_private(folder: Path) -> None:
    with started(folder) as (postgres, _), psycopg.connect(postgres.url("postgres")) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert postgres.sockets.stat().st_mode & 0o777 == 0o700


def test_a_killed_initdb_leaves_nothing_half(folder: Path) -> None:
    (folder / "init" / "base").mkdir(parents=True)
    (folder / "init" / "PG_VERSION").write_text("18\n")
    with started(folder) as (postgres, _):
        assert postgres.answers()
    assert not (folder / "init").exists()


def test_an_incomplete_data_folder_is_refused_with_a_way_out(folder: Path) -> None:
    (folder / "data" / "base").mkdir(parents=True)
    with pytest.raises(StartError, match=r"niet compleet .* verwijder deze map"):
        Postgres(folder).prepare()


def test_data_of_another_version_are_refused_with_a_way_out(folder: Path) -> None:
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "PG_VERSION").write_text("17\n")
    with pytest.raises(StartError, match=r"PostgreSQL 17, dit is PostgreSQL 18\. .*pg_dump"):
        Postgres(folder).prepare()


def test_a_stale_pid_file_with_the_number_of_a_strange_process_is_no_obstacle(folder: Path) -> None:
    with started(folder):
        pass
    stranger = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    (folder / "data" / "postmaster.pid").write_text(f"{stranger.pid}\n{folder / 'data'}\n")
    (folder / "data" / "postmaster.pid").chmod(0o666)
    with started(folder) as (postgres, _):
        assert postgres.answers()
    assert stranger.poll() is None, "the stranger was left alone"
    stranger.kill()
    stranger.wait()


def test_a_server_left_behind_is_stopped_first(folder: Path) -> None:
    postgres = Postgres(folder, throw_away=True)
    left_behind = processes.start_and_wait(postgres.prepare(), output=subprocess.DEVNULL)
    with started(folder) as (fresh, process):
        wacht_tot(lambda: processes.has_exited(left_behind), "de oude server is gestopt")
        assert fresh.answers()
        assert not processes.has_exited(process)
    processes.kill_group(left_behind)


def test_after_kill_9_the_committed_rows_are_there(folder: Path) -> None:
    with started(folder, throw_away=False) as (postgres, process):
        with psycopg.connect(postgres.url("postgres"), autocommit=True) as connection:
            connection.execute("CREATE TABLE proef (n int)")
            connection.execute("INSERT INTO proef SELECT generate_series(1, 1000)")
        os.killpg(process.pid, signal.SIGKILL)
        wacht_tot(lambda: processes.has_exited(process), "de server is weg")
    with started(folder) as (postgres, _), psycopg.connect(postgres.url("postgres")) as connection:
        assert connection.execute("SELECT count(*) FROM proef").fetchone() == (1000,)


def test_a_path_too_long_for_a_socket_gets_a_short_one(folder: Path) -> None:
    with started(folder / ("lang" * 30)) as (postgres, _):
        assert str(postgres.sockets).startswith("/tmp/wijkportaal-")
        assert postgres.answers()
    postgres.sockets.rmdir()
