"""The embedded Redis keeps its queue through a crash, on a socket of this user alone."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from tests.hulp import wacht_tot
from wijkportaal.embedded import processes
from wijkportaal.embedded.redis import Redis


@contextmanager
def started(folder: Path) -> Iterator[tuple[Redis, subprocess.Popen[bytes]]]:
    server = Redis(folder)
    service = server.prepare()
    process = processes.start_and_wait(service, output=subprocess.DEVNULL)
    try:
        yield server, process
    finally:
        processes.stop(service, process)


def test_the_queue_is_there_after_kill_9(tmp_path: Path) -> None:
    with started(tmp_path / "redis") as (server, process):
        client = redis.from_url(server.url())
        client.config_set("appendfsync", "always")  # the default may lose the last second, by design
        client.rpush("rij", *range(100))
        client.close()
        os.kill(process.pid, signal.SIGKILL)
        wacht_tot(lambda: processes.has_exited(process), "Redis is weg")
    with started(tmp_path / "redis") as (server, _):
        client = redis.from_url(server.url())
        assert client.llen("rij") == 100
        client.close()


def test_the_socket_is_private_and_there_is_no_port(tmp_path: Path) -> None:
    with started(tmp_path / "redis") as (server, _):
        client = redis.from_url(server.url())
        assert client.config_get("port") == {"port": "0"}
        assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
        client.close()
        assert server.socket.stat().st_mode & 0o077 == 0


def test_a_path_too_long_for_a_socket_gets_a_short_one(tmp_path: Path) -> None:
    with started(tmp_path / ("lang" * 30)) as (server, _):
        assert str(server.socket).startswith("/tmp/wijkportaal-")
        assert server.answers()
    server.sockets.rmdir()
