"""Runs several programs in the foreground as one: prefixed output, restart after a crash, one clean stop.

Single-threaded on purpose: the kernel's "parent died" signal is tied to the thread that started the child.
"""

import contextlib
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from types import FrameType, TracebackType
from typing import Self, TextIO

from wijkportaal.embedded import processes
from wijkportaal.embedded.errors import StartError
from wijkportaal.embedded.processes import Service

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
COLOURS = (36, 33, 32, 35, 34, 96, 93, 92)  # ANSI, readable on light and dark
PREFIX_WIDTH = 9
STEADY_SECONDS = 10  # a program that ran this long restarts at once; a shorter life doubles the pause
LONGEST_PAUSE = 30


class Stopped(Exception):
    """The operator asked to stop."""


@dataclass
class _Running:
    service: Service
    process: subprocess.Popen[bytes]
    colour: int
    started: float = field(default_factory=time.monotonic)
    rest: bytes = b""
    pause: float = 0
    restart_at: float | None = None


class Supervisor:
    """Use as a context manager: leaving it stops everything, whatever happened."""

    def __init__(self, output: TextIO) -> None:
        self.output = output
        self.colour = output.isatty() and "NO_COLOR" not in os.environ
        self.selector = selectors.DefaultSelector()
        self.running: list[_Running] = []
        self.stop_requests = 0

    def __enter__(self) -> Self:
        wanted = [s for s in STOP_SIGNALS if s != signal.SIGHUP or signal.getsignal(s) != signal.SIG_IGN]
        self.previous = {number: signal.signal(number, self._on_signal) for number in wanted}  # nohup stays
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        self._stop_all()
        if kind is Stopped:
            self.say("Alles is gestopt.")
        for number, handler in self.previous.items():
            signal.signal(number, handler)
        return kind is Stopped

    def say(self, text: str) -> None:
        """A line of the supervisor itself."""
        self._print("portaal", text, 1)

    def start(self, services: Iterable[Service]) -> None:
        """Start them together and return when all are ready; raises `StartError` or `Stopped`."""
        fresh = [self._spawn(service, COLOURS[len(self.running) % len(COLOURS)]) for service in services]
        for item in fresh:
            deadline = time.monotonic() + item.service.start_seconds
            while not item.service.ready():
                self._pump(0.05)
                if processes.has_exited(item.process):
                    self._drain(item)
                    raise StartError(
                        f"{item.service.name} stopte tijdens het starten. "
                        f"De regels met '{item.service.name}' hierboven zeggen waarom."
                    )
                if time.monotonic() > deadline:
                    raise StartError(
                        f"{item.service.name} was na {item.service.start_seconds:.0f} seconden "
                        "nog niet klaar. Kijk hierboven wat het meldt en start opnieuw."
                    )

    def run_once(self, service: Service) -> None:
        """Run a program to its end; raises `StartError` when it fails, `Stopped` on Ctrl-C."""
        item = self._spawn(service, COLOURS[len(self.running) % len(COLOURS)])
        while not processes.has_exited(item.process):
            self._pump(0.1)
        self._drain(item)
        self.running.remove(item)
        processes.kill_group(item.process)
        if item.process.returncode != 0:
            raise StartError(
                f"De stap '{service.name}' is niet gelukt. "
                "De regels hierboven zeggen waarom; start daarna opnieuw."
            )

    def watch(self) -> None:
        """Keep everything running until Ctrl-C or SIGTERM, which ends it with `Stopped`."""
        while True:
            self._pump(0.2)
            for item in self.running:
                if item.restart_at is None:
                    if processes.has_exited(item.process):
                        self._plan_restart(item)
                elif time.monotonic() >= item.restart_at:
                    self._respawn(item)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.stop_requests += 1

    def _spawn(self, service: Service, colour: int) -> _Running:
        item = _Running(service, processes.spawn(service, output=subprocess.PIPE), colour)
        self._listen(item)
        self.running.append(item)
        return item

    def _listen(self, item: _Running) -> None:
        assert item.process.stdout is not None
        os.set_blocking(item.process.stdout.fileno(), False)
        self.selector.register(item.process.stdout, selectors.EVENT_READ, item)

    def _plan_restart(self, item: _Running) -> None:
        self._drain(item)
        processes.kill_group(item.process)
        steady = time.monotonic() - item.started >= STEADY_SECONDS
        item.pause = 0 if steady else min(LONGEST_PAUSE, item.pause * 2 or 0.5)
        item.restart_at = time.monotonic() + item.pause
        self.say(f"{item.service.name} is gestopt (code {item.process.returncode}) en start opnieuw.")

    def _respawn(self, item: _Running) -> None:
        item.process = processes.spawn(item.service, output=subprocess.PIPE)
        item.started, item.restart_at, item.rest = time.monotonic(), None, b""
        self._listen(item)

    def _stop_all(self) -> None:
        """Highest level first; a second Ctrl-C kills at once."""
        asked = max(1, self.stop_requests)
        for level in sorted({item.service.level for item in self.running}, reverse=True):
            items = [i for i in self.running if i.service.level == level and i.restart_at is None]
            for item in items:
                if not processes.has_exited(item.process):
                    item.process.send_signal(item.service.stop_signal)
            begin = time.monotonic()
            for item in items:
                while (
                    not processes.has_exited(item.process)
                    and time.monotonic() - begin < item.service.stop_seconds
                    and self.stop_requests <= asked
                ):
                    self._read(0.05)
                processes.kill_group(item.process)
                self._drain(item)
        self.running.clear()

    def _pump(self, seconds: float) -> None:
        self._read(seconds)
        if self.stop_requests:
            raise Stopped

    def _read(self, seconds: float) -> None:
        """Print what the programs said, waiting at most `seconds` for the first of them."""
        if not self.selector.get_map():
            time.sleep(seconds)
            return
        for key, _ in self.selector.select(seconds):
            self._read_from(key.data)

    def _read_from(self, item: _Running) -> bool:
        """Print the complete lines that are there; False when there was nothing."""
        assert item.process.stdout is not None
        try:
            data = os.read(item.process.stdout.fileno(), 65536)
        except BlockingIOError:
            return False
        if not data:
            self.selector.unregister(item.process.stdout)
            item.process.stdout.close()
            return False
        *lines, item.rest = (item.rest + data).split(b"\n")
        for line in lines:
            self._print(item.service.name, line.decode(errors="replace"), item.colour)
        return True

    def _drain(self, item: _Running) -> None:
        """Print the last words of a program that ended and let go of its pipe."""
        stdout = item.process.stdout
        if stdout is None or stdout.closed:
            return
        while self._read_from(item):
            pass
        if item.rest:
            self._print(item.service.name, item.rest.decode(errors="replace"), item.colour)
        if not stdout.closed:
            self.selector.unregister(stdout)
            stdout.close()

    def _print(self, name: str, text: str, colour: int) -> None:
        prefix = f"{name:<{PREFIX_WIDTH}}|"
        if self.colour:
            prefix = f"\033[{colour}m{prefix}\033[0m"
        with contextlib.suppress(BrokenPipeError):  # `make run | head`: stopping matters more than talking
            print(f"{prefix} {text.rstrip()}", file=self.output, flush=True)
