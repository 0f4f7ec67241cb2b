"""docker-compose.yml is true: every service's own command, in its own environment, passes its own health check.

There need be no container engine here, so the programs of the images are those of the Python packages, and
the host names and ports of the compose network are mapped to free ports of this machine.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml

from tests.hulp import wacht_tot
from wijkportaal.embedded import processes
from wijkportaal.embedded.postgres import Postgres
from wijkportaal.embedded.redis import server_binary

ROOT = Path(__file__).resolve().parent.parent
OPERATOR = {
    "SECRET_KEY": "van-de-beheerder-0123456789-0123456789-0123456789-abcdef",
    "PORTAAL_URL": "https://wijken.gemeente.example",
    "ALLOWED_HOSTS": "wijken.gemeente.example",
    "POSTGRES_PASSWORD": "geheim-van-postgres",
    "TOEPASSING_PASSWORD": "geheim-van-het-portaal",
    "REDIS_PASSWORD": "geheim-van-redis",
    "MAIL_AFZENDER": "wijken@gemeente.example",
}
SECRETS = (
    *("SECRET_KEY", "POSTGRES_PASSWORD", "TOEPASSING_PASSWORD", "REDIS_PASSWORD"),
    *("EMAIL_HOST_PASSWORD", "OIDC_SECRET", "DIGID_SECRET", "KLUISSLEUTELS"),
)
VARIABLE = re.compile(r"\$\{(\w+)(?::([?-])([^}]*))?\}")


def filled_in(value: Any, operator: dict[str, str]) -> Any:
    """Compose's own `${NAME:?message}` and `${NAME:-default}`; raises `KeyError` for one that is missing."""
    if isinstance(value, dict):
        return {key: filled_in(item, operator) for key, item in value.items()}
    if isinstance(value, list):
        return [filled_in(item, operator) for item in value]
    if not isinstance(value, str):
        return value

    def fill(match: re.Match[str]) -> str:
        name, kind, text = match.groups()
        return operator.get(name) or text if kind == "-" else operator[name]

    return VARIABLE.sub(fill, value)


def services(operator: dict[str, str] = OPERATOR) -> dict[str, Any]:
    content = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    return filled_in(content["services"], operator)


def in_order(wanted: dict[str, Any]) -> list[str]:
    """What a service depends on comes first."""
    done: list[str] = []
    while len(done) < len(wanted):
        done += [
            name
            for name in wanted
            if name not in done and set(wanted[name].get("depends_on", ())) <= set(done)
        ]
    return done


def free_port() -> str:
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return str(attempt.getsockname()[1])


class Machine:
    """Stands in for the container engine: runs commands and health checks of services on this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.services = services()
        self.ports = {name: free_port() for name in ("web", "postgres", "redis", "mail")}
        self.running: list[tuple[processes.Service, subprocess.Popen[bytes]]] = []
        self.programs = folder / "programmas"
        self.programs.mkdir()
        self._image_of_postgres()
        self._image_of_redis()

    def _program(self, name: str, text: str) -> None:
        path = self.programs / name
        path.write_text(f"#!/bin/sh\n{text}\n")
        path.chmod(0o755)

    def _image_of_postgres(self) -> None:
        """What the image's entry point does: initdb with the password, then the command on all addresses."""
        self.postgres = Postgres(self.folder / "postgres", throw_away=True)
        processes.private_folder(self.postgres.folder, self.postgres.owner)
        env = self.services["postgres"]["environment"]
        secret = self.folder / "geheim"
        secret.write_text(env["POSTGRES_PASSWORD"])
        secret.chmod(0o644)
        subprocess.run(
            [
                *(self.postgres.bin / "initdb", "-D", self.postgres.data, "-U", env["POSTGRES_USER"]),
                *("--auth=scram-sha-256", f"--pwfile={secret}", "--no-sync", "-E", "UTF8"),
                *env["POSTGRES_INITDB_ARGS"].split(),
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd="/",
            **processes.as_owner(self.postgres.owner),
        )
        place = f"-D {self.postgres.data} -p {self.ports['postgres']} -k {self.postgres.folder} -c fsync=off"
        self._program("postgres", f'exec {self.postgres.bin}/postgres "$@" {place}')
        self._program(
            "pg_isready", f'exec {self.postgres.bin}/pg_isready --port={self.ports["postgres"]} "$@"'
        )

    def _image_of_redis(self) -> None:
        port, data = self.ports["redis"], self.folder / "redis"
        data.mkdir()
        self._program(
            "valkey-server", f'exec {server_binary()} "$@" --bind 127.0.0.1 --port {port} --dir {data}'
        )
        client = shutil.which("redis-cli", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
        if client:
            self._program("valkey-cli", f'exec {client} -p {port} "$@"')
        else:  # the package for newer Pythons brings a server only
            ping = f"import os, redis; redis.Redis(port={port}, password=os.environ['REDISCLI_AUTH']).ping()"
            self._program("valkey-cli", f'{sys.executable} -c "{ping}" && echo PONG')

    def here(self, text: str) -> str:
        """The same on this machine: other ports, no container network, no root folder."""
        ports = self.ports
        for there, local in (
            ("@postgres:5432", f"@127.0.0.1:{ports['postgres']}"),
            ("@redis:6379", f"@127.0.0.1:{ports['redis']}"),
            ("0.0.0.0", "127.0.0.1"),
            ("8000", ports["web"]),
            ("1025", ports["mail"]),
            ("/gegevens", str(self.folder / "gegevens")),
        ):
            text = text.replace(there, local)
        return "127.0.0.1" if text == "mail" else text

    def env(self, name: str) -> dict[str, str]:
        """The service's own variables and nothing of ours but the search path."""
        own = {
            key: self.here(str(value)) for key, value in self.services[name].get("environment", {}).items()
        }
        path = f"{self.programs}:{Path(sys.executable).parent}:/usr/bin:/bin"
        image = {"STATIC_ROOT": str(self.folder / "verzameld"), "PORT": self.ports["web"]}
        return {"PATH": path, **image, **own}

    def is_healthy(self, name: str) -> bool:
        kind, *test = (self.here(word) for word in self.services[name]["healthcheck"]["test"])
        command = ["/bin/sh", "-c", *test] if kind == "CMD-SHELL" else test
        result = subprocess.run(
            command, env=self.env(name), cwd=ROOT, capture_output=True, check=False, timeout=60
        )
        return result.returncode == 0

    def start(self, name: str) -> None:
        """Start it and wait for its health; a service without a health check must end well."""
        command = [self.here(word) for word in self.services[name]["command"]]
        service = processes.Service(
            name=name,
            command=[shutil.which(command[0], path=self.env(name)["PATH"]) or command[0], *command[1:]],
            env=self.env(name),
            owner=self.postgres.owner if name == "postgres" else None,
        )
        log = self.folder / f"{name}.log"
        with log.open("wb") as output:
            process = processes.spawn(service, output=output)
        self.running.append((service, process))
        if "healthcheck" not in self.services[name]:
            assert process.wait(120) == 0, log.read_text()
            return
        wacht_tot(
            lambda: processes.has_exited(process) or self.is_healthy(name), f"{name} is gezond", binnen=120
        )
        assert not processes.has_exited(process), log.read_text()
        if name == "postgres":  # the last thing that the image's entry point does
            env = self.services[name]["environment"]
            address = f"postgresql://127.0.0.1:{self.ports[name]}/postgres"
            with psycopg.connect(
                address, user=env["POSTGRES_USER"], password=env["POSTGRES_PASSWORD"], autocommit=True
            ) as connection:
                connection.execute(f'CREATE DATABASE "{env["POSTGRES_DB"]}"')

    def stop(self) -> None:
        for service, process in reversed(self.running):
            processes.stop(service, process)


@pytest.fixture
def machine(passable_path: Path) -> Iterator[Machine]:
    machine = Machine(passable_path)
    yield machine
    machine.stop()


def test_every_service_starts_and_passes_its_health_check(machine: Machine) -> None:
    for name in in_order(machine.services):
        if "healthcheck" in machine.services[name]:
            assert not machine.is_healthy(name), f"the check of {name} passes while {name} does not run"
        machine.start(name)
    with psycopg.connect(machine.env("web")["DATABASE_URL"]) as connection:
        assert connection.execute("SELECT count(*) FROM kern_inzage").fetchone() == (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("DELETE FROM kern_inzage")


@pytest.mark.parametrize("name", OPERATOR)
def test_what_the_operator_must_give_is_asked_for(name: str) -> None:
    without = {key: value for key, value in OPERATOR.items() if key != name}
    with pytest.raises(KeyError, match=name):
        services(without)


def test_no_secret_has_a_default() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    defaults = {name: text_ for name, kind, text_ in VARIABLE.findall(text) if kind == "-" and text_}
    assert not [name for name in SECRETS if name in defaults]


def test_the_image_starts_what_compose_starts() -> None:
    dockerfile = re.sub(r"\\\n\s*", "", (ROOT / "Dockerfile").read_text())
    commands = [
        yaml.safe_load(line.removeprefix("CMD ")) for line in dockerfile.splitlines() if line[:4] == "CMD "
    ]
    wanted = services()
    assert commands == [wanted["mail"]["command"], wanted["web"]["command"]]
