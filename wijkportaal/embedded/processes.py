"""Child processes that never outlive their parent, and the users and folders they need."""

import contextlib
import ctypes
import hashlib
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from wijkportaal.embedded.errors import StartError

SOCKET_PATH_LIMIT = 107  # bytes: sun_path of sockaddr_un on Linux, without the closing zero
PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


@dataclass(frozen=True)
class Owner:
    """The user a server runs as."""

    uid: int
    gid: int


def as_owner(owner: Owner | None) -> dict[str, Any]:
    """The arguments with which `subprocess` runs something as this user."""
    return {"user": owner.uid, "group": owner.gid, "extra_groups": []} if owner else {}


@dataclass(frozen=True)
class Service:
    """One long-running program: what starts it, when it is ready, how it stops.

    `level` orders the stop: the highest level goes first, so that the web lets go of the database
    before the database goes. `stop_seconds` is how long it may take before it is killed.
    """

    name: str
    command: list[str]
    env: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    owner: Owner | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    stop_seconds: float = 15
    start_seconds: float = 60
    level: int = 1
    ready: Callable[[], bool] = lambda: True


def spawn(
    service: Service, *, output: int | IO[bytes] | None = subprocess.DEVNULL
) -> subprocess.Popen[bytes]:
    """Start it in a session of its own; the kernel sends its stop signal when this process dies."""
    parent = os.getpid()

    def die_with_parent() -> None:
        if _libc is not None:
            _libc.prctl(PR_SET_PDEATHSIG, int(service.stop_signal), 0, 0, 0)
            if os.getppid() != parent:  # the parent died before the line above
                os._exit(1)

    return subprocess.Popen(
        service.command,
        env=dict(service.env),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=die_with_parent,
        **as_owner(service.owner),
    )


def has_exited(process: subprocess.Popen[bytes]) -> bool:
    """True when it ended. Does not reap it: its number stays reserved, so its group can still be killed."""
    if process.returncode is not None:
        return True
    return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """Kill whatever is left of its process group and reap it.

    Workers of a killed web server outlive it and would keep the port, serving old code.
    """
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def stop(service: Service, process: subprocess.Popen[bytes]) -> None:
    """Ask it to stop, wait at most `stop_seconds`, then kill its group."""
    if not has_exited(process):
        process.send_signal(service.stop_signal)
        deadline = time.monotonic() + service.stop_seconds
        while not has_exited(process) and time.monotonic() < deadline:
            time.sleep(0.02)
    kill_group(process)


def start_and_wait(service: Service, *, output: int | IO[bytes] | None = None) -> subprocess.Popen[bytes]:
    """Start it and return when it is ready; raises `StartError` when it ends or takes too long."""
    process = spawn(service, output=output)
    deadline = time.monotonic() + service.start_seconds
    while not service.ready():
        if has_exited(process) or time.monotonic() > deadline:
            stop(service, process)
            raise StartError(f"{service.name} is niet gestart. De regels hierboven zeggen waarom.")
        time.sleep(0.02)
    return process


def server_owner() -> Owner | None:
    """`nobody` when we are root (PostgreSQL refuses to run as root), else ourselves."""
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    return Owner(nobody.pw_uid, nobody.pw_gid)


def reachable_by_others(path: Path) -> bool:
    """True when another user may pass through every folder on the way to `path`."""
    return all(folder.stat().st_mode & 0o001 for folder in path.resolve().parents)


def private_folder(path: Path, owner: Owner | None) -> Path:
    """Make the folder (or check the one that is there): of this user alone, closed to all others."""
    uid = owner.uid if owner else os.geteuid()
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    if owner and path.lstat().st_uid == os.geteuid():
        os.chown(path, owner.uid, owner.gid, follow_symlinks=False)
    status = path.lstat()
    if path.is_symlink() or status.st_uid != uid:
        raise StartError(f"De map {path} is van een andere gebruiker. Verwijder die map en start opnieuw.")
    path.chmod(0o700)
    return path


def short_hash(text: str) -> str:
    """Eight characters that tell one project folder from another."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def socket_folder(wanted: Path, file_name: str, owner: Owner | None) -> Path:
    """`wanted`, or a short one in /tmp when the path to the socket would be longer than the kernel takes."""
    if len(os.fsencode(wanted / file_name)) > SOCKET_PATH_LIMIT:
        wanted = Path(f"/tmp/wijkportaal-{os.geteuid()}-{short_hash(str(wanted))}")
    return private_folder(wanted, owner)
