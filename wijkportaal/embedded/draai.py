"""`make run`: the whole portal in the foreground, on servers of its own or on those it is pointed at."""

import errno
import fcntl
import http.client
import os
import shutil
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from wijkportaal.embedded.errors import StartError
from wijkportaal.embedded.postgres import APPLICATION, Postgres
from wijkportaal.embedded.processes import Service
from wijkportaal.embedded.redis import Redis
from wijkportaal.embedded.supervisor import Supervisor

ROOT = Path(__file__).resolve().parent.parent.parent
HOST = "127.0.0.1"  # the demonstration accounts are open to whoever reaches the portal
FREE_BYTES = 200 * 1024 * 1024


def main() -> int:
    """The exit code: 0 after a clean stop, 1 when the start was refused; never a traceback."""
    try:
        _run()
    except StartError as error:
        print(f"\nFout: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"\nFout: {_explain(error)}", file=sys.stderr)
        return 1
    return 0


def _run() -> None:
    port = _port("PORT", 8000)
    folder = Path(os.environ.get("GEGEVENSMAP") or ROOT / "var").absolute()
    folder.mkdir(parents=True, exist_ok=True)
    with _only_one(folder, port), Supervisor(sys.stdout) as supervisor:
        _check_port(port)
        if shutil.disk_usage(folder).free < FREE_BYTES:
            raise StartError(f"Er is minder dan 200 MB vrij op de schijf van {folder}. Maak eerst ruimte.")
        env = _environment(folder, port)
        _start_servers(supervisor, folder, env)
        accounts = folder / "accounts.txt"
        supervisor.run_once(
            Service("gegevens", _manage("bereid_voor", f"--accounts={accounts}"), env=env, level=2)
        )
        supervisor.start(_programs(port, env))
        supervisor.say(f"Wijkportaal staat klaar: {env['PORTAAL_URL']}")
        for line in accounts.read_text().splitlines():
            supervisor.say(line)
        supervisor.say("Stoppen: Ctrl-C.")
        supervisor.watch()


def _manage(*arguments: str) -> list[str]:
    return [sys.executable, str(ROOT / "manage.py"), *arguments]


def _environment(folder: Path, port: int) -> dict[str, str]:
    """What every part of the portal gets to see."""
    env = {
        "GEMEENTEPROFIEL": "oosterhout",
        "PORTAAL_URL": f"http://localhost:{port}",
        **os.environ,
        "WIJKPORTAAL_MODUS": "demonstratie",
        "GEGEVENSMAP": str(folder),
        "PYTHONUNBUFFERED": "1",
    }
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # it makes every start slower
    return env


def _start_servers(supervisor: Supervisor, folder: Path, env: dict[str, str]) -> None:
    """Start what no address was given for, and put its address in `env`."""
    services: list[Service] = []
    postgres: Postgres | None = None
    if not env.get("DATABASE_URL"):
        postgres = Postgres(folder / "postgres")
        services.append(postgres.prepare())
        # The owner prepares the data; the portal itself cannot touch its log (docs/adr/0091).
        env["MIGRATIE_DATABASE_URL"] = postgres.url()
        env["DATABASE_URL"] = postgres.url(user=APPLICATION)
    if not env.get("REDIS_URL"):
        redis = Redis(folder / "redis")
        services.append(redis.prepare())
        env["REDIS_URL"] = redis.url()
    if not env.get("EMAIL_HOST"):
        mail_port = _port("EMAIL_PORT", 0) or _free_port()
        _check_port(mail_port)
        env.update(EMAIL_HOST=HOST, EMAIL_PORT=str(mail_port))
        sink = ["-m", "aiosmtpd", "-n", "-c", "aiosmtpd.handlers.Sink", "-l", f"{HOST}:{mail_port}"]
        services.append(
            Service("mail", [sys.executable, *sink], env=env, level=0, ready=lambda: _listens(mail_port))
        )
    supervisor.start(services)
    if postgres:
        postgres.create_database()


def _programs(port: int, env: dict[str, str]) -> list[Service]:
    host = urlsplit(env["PORTAAL_URL"]).netloc
    env = {name: value for name, value in env.items() if name != "MIGRATIE_DATABASE_URL"}
    # Without its banners, and without its warning about root: a trial in a container often is root.
    celery = [sys.executable, "-W", "ignore:You're running the worker", "-m", "celery", "--quiet"]
    celery += ["--app", "wijkportaal"]
    one_worker = ["--without-mingle", "--without-gossip"]  # there are no others to ask
    web = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port)),
        *("--workers", "2", "--blocking-threads", "4", "--respawn-failed-workers", "--no-ws"),
        "wijkportaal.wsgi:application",
    ]
    return [
        Service("web", web, env={**env, "DATABASE_POOL": "1"}, level=2, ready=lambda: _is_ready(port, host)),
        Service("worker", [*celery, "worker", *one_worker, "-c", "2", "-l", "INFO"], env=env, level=2),
        Service("beat", [*celery, "beat", "-l", "INFO"], env=env, level=2),
    ]


@contextmanager
def _only_one(folder: Path, port: int) -> Iterator[None]:
    """Hold the lock of this data folder. The kernel lets go of it when we die, so it is never stale."""
    path = folder / "wijkportaal.lock"
    with path.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            who = path.read_text().strip() or "een ander proces"
            raise StartError(
                f"Wijkportaal draait al op {folder} ({who}). "
                "Stop het daar met Ctrl-C, of kies een andere map: make run GEGEVENSMAP=…"
            ) from None
        lock.truncate(0)
        lock.write(f"proces {os.getpid()}, poort {port}\n")
        lock.flush()
        yield


def _port(name: str, default: int) -> int:
    text = os.environ.get(name) or str(default)
    if not text.isdecimal() or int(text) > 65535:
        raise StartError(f"{name}={text} is geen poort. Kies een getal van 1 tot en met 65535.")
    return int(text)


def _check_port(port: int) -> None:
    """Refuse a port that another program has, on IPv4 or IPv6: `localhost` can mean either.

    Waits a moment first: right after a crash the old web server may still be leaving.
    """
    deadline = time.monotonic() + 3
    for family, address in ((socket.AF_INET, HOST), (socket.AF_INET6, "::1")):
        while (problem := _bind_problem(family, address, port)) == errno.EADDRINUSE:
            if time.monotonic() > deadline:
                raise StartError(
                    f"Poort {port} is al in gebruik door een ander programma. "
                    f"Stop dat programma, of kies een andere poort: make run PORT={port + 1}"
                )
            time.sleep(0.1)
        if problem == errno.EACCES:
            raise StartError(
                f"U mag poort {port} niet gebruiken. Kies een poort boven 1023: make run PORT=8000"
            )


def _bind_problem(family: socket.AddressFamily, address: str, port: int) -> int | None:
    try:
        with socket.socket(family) as attempt:
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            attempt.bind((address, port))
    except OSError as error:
        return error.errno  # such as a machine without IPv6: not our problem
    return None


def _free_port() -> int:
    with socket.socket() as attempt:
        attempt.bind((HOST, 0))
        return int(attempt.getsockname()[1])


def _listens(port: int) -> bool:
    with socket.socket() as attempt:
        return attempt.connect_ex((HOST, port)) == 0


def _is_ready(port: int, host: str) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/gereed", headers={"Host": host})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _explain(error: OSError) -> str:
    where = error.filename or "een bestand"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            f"Geen rechten om te schrijven in {where}. Geef uzelf schrijfrechten, "
            "of kies een andere map: make run GEGEVENSMAP=…"
        )
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "De schijf is vol. Maak ruimte en start opnieuw."
    return f"{error.strerror or error} ({where}). Los dit op en start opnieuw."
