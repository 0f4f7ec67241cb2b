"""A small load generator on plain sockets: cheap enough not to be what is measured."""

import socket
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Meting:
    """Requests per second, and the 99th percentile of the answer time in milliseconds."""

    per_seconde: float
    p99_ms: float
    bytes_: int


def meet(poort: int, paden: Sequence[str], *, aantal: int, gelijktijdig: int = 4, koekje: str = "") -> Meting:
    """Ask these paths in turn, `aantal` times in all, over `gelijktijdig` kept connections.

    `koekje` is the Cookie header of somebody who is logged in. Raises RuntimeError on any answer but 200. The
    size is that of the largest answer.
    """
    tijden: list[list[float]] = [[] for _ in range(gelijktijdig)]
    groottes = [0] * gelijktijdig
    fouten: list[str] = []

    def klant(nummer: int) -> None:
        try:
            with _verbinding(poort) as verbinding:
                for beurt in range(nummer, aantal, gelijktijdig):
                    begin = time.perf_counter()
                    grootte = _vraag(verbinding, paden[beurt % len(paden)], koekje)
                    groottes[nummer] = max(groottes[nummer], grootte)
                    tijden[nummer].append(time.perf_counter() - begin)
        except (OSError, ValueError) as fout:
            fouten.append(str(fout))

    draden = [threading.Thread(target=klant, args=(nummer,)) for nummer in range(gelijktijdig)]
    begin = time.perf_counter()
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    duur = time.perf_counter() - begin
    if fouten:
        raise RuntimeError(f"{paden[0]}: {fouten[0]}")
    alle = sorted(tijd for rij in tijden for tijd in rij)
    return Meting(len(alle) / duur, alle[min(len(alle) - 1, len(alle) * 99 // 100)] * 1000, max(groottes))


def _verbinding(poort: int) -> socket.socket:
    verbinding = socket.create_connection(("127.0.0.1", poort), timeout=30)
    verbinding.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return verbinding


def haal(poort: int, pad: str, koekje: str = "") -> str:
    """One page, as text."""
    with _verbinding(poort) as verbinding:
        gelezen = bytearray()
        lengte = _vraag(verbinding, pad, koekje, gelezen)
        return gelezen[-lengte:].decode()


def _vraag(verbinding: socket.socket, pad: str, koekje: str, gelezen: bytearray | None = None) -> int:
    """One request on a kept connection; returns the length of the body, and the answer in `gelezen`."""
    extra = f"Cookie: {koekje}\r\n" if koekje else ""
    verbinding.sendall(f"GET {pad} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n{extra}\r\n".encode())
    gelezen = bytearray() if gelezen is None else gelezen
    while (einde := gelezen.find(b"\r\n\r\n")) < 0:
        _lees(verbinding, gelezen)
    kop = bytes(gelezen[:einde]).lower()
    if b" 200 " not in kop.split(b"\r\n", 1)[0]:
        raise ValueError(f"answer {kop.split(chr(13).encode(), 1)[0].decode()}")
    lengte = int(kop.partition(b"content-length:")[2].split(b"\r\n", 1)[0])
    while len(gelezen) < einde + 4 + lengte:
        _lees(verbinding, gelezen)
    return lengte


def _lees(verbinding: socket.socket, gelezen: bytearray) -> None:
    deel = verbinding.recv(262_144)
    if not deel:
        raise ValueError("the server closed the connection")
    gelezen += deel
