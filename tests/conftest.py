"""The surroundings of every test: a real PostgreSQL and Redis, a real mail server, a real worker.

One throw-away PostgreSQL and Redis serve a whole run, xdist workers included; each worker has its own
database in the one and its own database numbers in the other. DATABASE_URL and REDIS_URL point the same
tests at other servers.
"""

import atexit
import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import hypothesis
import psycopg
import pytest
from django.conf import settings
from django.db import connections
from psycopg.conninfo import make_conninfo

from wijkportaal.embedded import processes
from wijkportaal.embedded.postgres import Postgres
from wijkportaal.embedded.redis import Redis

SERVICES_FIXTURES = {"db", "transactional_db", "live_server", "schone_cache", "werker", "klok"}
BROWSER_FIXTURES = {"pagina", "browser", "page", "context"}

pytest_plugins = ["tests.diensten"]

# The same examples on every run, and no failure because a machine is busy.
hypothesis.settings.register_profile("vast", derandomize=True, deadline=None)
hypothesis.settings.load_profile("vast")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Set the environment before anything reads Django's settings; xdist workers inherit it."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    folder = Path(tempfile.mkdtemp(prefix="wijkportaal-test-"))
    folder.chmod(0o711)  # as root the database runs as another user, who must pass through
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    # pytest's usual place is shared by all runs on a machine, and each run clears out older ones.
    config.option.basetemp = config.option.basetemp or str(folder / "tmp")
    _start_servers(folder)
    os.environ["TESTMAP"] = str(folder)
    os.environ["TESTSJABLOON"] = f"sjabloon_{os.getpid()}"
    atexit.register(_drop_template, os.environ["DATABASE_URL"], os.environ["TESTSJABLOON"])
    os.environ["WIJKPORTAAL_MODUS"] = "test"
    os.environ["DJANGO_SETTINGS_MODULE"] = "wijkportaal.settings"
    # Playwright's own loop runs in the thread of the test; Django would refuse its database there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    if settings.MODUS != "test":  # reading one setting loads them all; pytest-django then finds them
        raise pytest.UsageError("Django's settings were read before tests/conftest.py set the environment.")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(specs: list[Any]) -> None:
    """Give every xdist worker its own two Redis databases and its own folder."""
    for number, spec in enumerate(specs):
        spec.env["REDIS_DB"] = str(2 * number)
        spec.env["GEGEVENSMAP"] = f"{os.environ['GEGEVENSMAP']}-{number}"


def _start_servers(folder: Path) -> None:
    """Start what no address was given for; all of it ends and disappears with this process."""
    os.environ["GEGEVENSMAP"] = str(folder / "gegevens")
    if not os.environ.get("DATABASE_URL"):
        postgres = Postgres(folder / "postgres", throw_away=True)
        _start(postgres.prepare(), folder)
        postgres.create_database()
        os.environ["DATABASE_URL"] = postgres.url()
    if not os.environ.get("REDIS_URL"):
        redis = Redis(folder / "redis", throw_away=True)
        _start(redis.prepare(), folder)
        os.environ["REDIS_URL"] = redis.url()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Let the database of every worker be a copy of one that was migrated once: that takes half a minute."""
    connections["default"].settings_dict["TEST"]["TEMPLATE"] = _migrated_template()


def _migrated_template() -> str:
    """The name of the migrated database; the first worker makes it and the others wait for that."""
    name, url, folder = os.environ["TESTSJABLOON"], os.environ["DATABASE_URL"], Path(os.environ["TESTMAP"])
    ready = folder / "sjabloon-klaar"
    with (folder / "sjabloon.slot").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            _drop_template(url, name)
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute(f'CREATE DATABASE "{name}"')
            env = {**os.environ, "DATABASE_URL": make_conninfo(url, dbname=name)}
            command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
            subprocess.run(command, cwd=settings.WORTEL, env=env, check=True)
            ready.touch()
    return name


def _drop_template(url: str, name: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"')


def _start(service: processes.Service, folder: Path) -> None:
    with (folder / f"{service.name}.log").open("wb") as log:
        process = processes.start_and_wait(service, output=log)
    atexit.register(processes.stop, service, process)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """No long text in the name of a test: a signed one holds the time, and then xdist workers disagree."""
    return argname if isinstance(val, str) and len(val) > 30 else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs the servers (`diensten`) or a browser (`browser`), from what each test uses."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if fixtures & SERVICES_FIXTURES or item.get_closest_marker("django_db"):
            item.add_marker("diensten")
        if fixtures & BROWSER_FIXTURES:
            item.add_marker("browser")


@pytest.fixture(autouse=True)
def _leeg_geheugen(request: pytest.FixtureRequest) -> None:
    """No test finds what an earlier one left in the cache, such as a rate limit."""
    if request.node.get_closest_marker("diensten"):
        request.getfixturevalue("schone_cache")


@pytest.fixture
def mensen(db: None) -> Any:
    """The cast of `tests.personen`; imported here because models can only be read after `pytest_configure`."""
    from tests.personen import zet_op

    return zet_op()
