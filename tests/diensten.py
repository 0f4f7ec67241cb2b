"""Fixtures for what stands around the portal: cache, mail server, worker and clock, all of them real."""

import logging
import os
import sys
from asyncio import Server
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as email_policy
from pathlib import Path
from typing import Any, cast

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.core.cache import cache
from django.db import connection
from psycopg.conninfo import make_conninfo
from pytest_django import Settings

from tests.hulp import wacht_tot
from wijkportaal.celery import app
from wijkportaal.embedded import processes

CELERY = [sys.executable, "-m", "celery", "-A", "wijkportaal"]


@pytest.fixture
def schone_cache() -> None:
    """An empty cache."""
    cache.clear()


class Mailvanger(Controller):
    """An SMTP server on a free port that keeps what it is sent."""

    def __init__(self) -> None:
        super().__init__(self, hostname="127.0.0.1", port=0)
        self.berichten: list[EmailMessage] = []

    def _trigger_server(self) -> None:
        assert isinstance(self.server, Server)
        self.port = self.server.sockets[0].getsockname()[1]  # the one the kernel chose for port 0
        super()._trigger_server()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Called by aiosmtpd for every message that arrives."""
        bericht = message_from_bytes(cast(bytes, envelope.content), policy=email_policy)
        self.berichten.append(bericht)
        return "250 OK"

    def voor(self, adres: str) -> list[EmailMessage]:
        """What arrived for this address, oldest first."""
        return [bericht for bericht in list(self.berichten) if adres in str(bericht["To"])]

    def wacht_op(self, adres: str, onderwerp: str = "", *, aantal: int = 1) -> EmailMessage:
        """The last of at least `aantal` messages for this address with `onderwerp` in the subject."""

        def gevonden() -> list[EmailMessage]:
            passend = [b for b in self.voor(adres) if onderwerp.lower() in str(b["Subject"]).lower()]
            return passend if len(passend) >= aantal else []

        return wacht_tot(gevonden, f"{aantal} mail(s) voor {adres} over {onderwerp!r}")[-1]


@pytest.fixture
def mailvanger(settings: Settings) -> Iterator[Mailvanger]:
    """A real mail server; Django's mail settings, and those of a `werker`, point at it."""
    logging.getLogger("mail.log").setLevel(logging.WARNING)
    vanger = Mailvanger()
    vanger.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = vanger.port
    yield vanger
    vanger.stop()


@pytest.fixture
def omgeving_van_test(
    request: pytest.FixtureRequest, transactional_db: None, mailvanger: Mailvanger, settings: Settings
) -> dict[str, str]:
    """The environment in which another process sees this test's database, Redis, mail server and address."""
    if "live_server" in request.fixturenames:
        settings.PORTAAL_URL = request.getfixturevalue("live_server").url
    return {
        **os.environ,
        "DATABASE_URL": make_conninfo(os.environ["DATABASE_URL"], dbname=connection.settings_dict["NAME"]),
        "EMAIL_HOST": settings.EMAIL_HOST,
        "EMAIL_PORT": str(settings.EMAIL_PORT),
        "PORTAAL_URL": settings.PORTAAL_URL,
        "PYTHONUNBUFFERED": "1",
    }


def _draai(service: processes.Service, logboek: Path) -> Iterator[Path]:
    """Run it for the length of a test; what it said is shown when it does not start."""
    with logboek.open("wb") as uitvoer:
        proces = processes.spawn(service, output=uitvoer)
    try:
        wacht_tot(lambda: service.ready() or processes.has_exited(proces), f"{service.name} is klaar")
        assert not processes.has_exited(proces), logboek.read_text()
        yield logboek
    finally:
        processes.stop(service, proces)


@pytest.fixture
def werker(omgeving_van_test: dict[str, str], tmp_path: Path) -> Iterator[Path]:
    """A real Celery worker on this test's database, Redis and mail server; yields the path of its log."""
    app.control.purge()  # no task of an earlier test is left for this worker
    naam = f"werker-{os.getpid()}@test"
    opdracht = [*CELERY, "worker", "--concurrency", "1", "--hostname", naam, "--loglevel", "INFO"]

    def klaar() -> Any:
        return app.control.ping([naam], timeout=0.3)

    service = processes.Service(
        name="werker", command=opdracht, env=omgeving_van_test, ready=lambda: bool(klaar())
    )
    yield from _draai(service, tmp_path / "werker.log")


@pytest.fixture
def klok(werker: Path, omgeving_van_test: dict[str, str], tmp_path: Path) -> Iterator[Path]:
    """A real Celery beat whose interval jobs run every second, beside a `werker`; yields its log."""
    snel = dict.fromkeys(
        ("MAIL_INTERVAL", "TERMIJN_INTERVAL", "RAPPORTAGE_INTERVAL", "VOLGEN_INTERVAL", "OVERZICHT_INTERVAL"),
        "1",
    )
    logboek = tmp_path / "klok.log"
    service = processes.Service(
        name="klok",
        command=[*CELERY, "beat", "--schedule", str(tmp_path / "klok"), "--loglevel", "INFO"],
        env={**omgeving_van_test, **snel},
        ready=lambda: "beat: Starting" in logboek.read_text(),
    )
    yield from _draai(service, logboek)


@pytest.fixture
def passable_path(tmp_path: Path) -> Path:
    """A `tmp_path` where a server that root starts as another user can come too."""
    for parent in (tmp_path, *tmp_path.parents):
        if parent.stat().st_uid == os.geteuid() and parent != Path("/"):
            parent.chmod(parent.stat().st_mode | 0o011)
    return tmp_path
