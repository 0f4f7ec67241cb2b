"""The supervisor keeps programs running and leaves nothing behind, whatever is killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hulp import wacht_tot
from wijkportaal.embedded.processes import Service
from wijkportaal.embedded.supervisor import Supervisor

NAMES = ("basis", "web", "werker")


class Running:
    """The supervisor of programma.py as a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.embedded.programma", str(folder)],
                stdout=log,
                stderr=log,
                # The supervisor leaves SIGHUP alone under nohup; the tests may themselves run under it.
                preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),
            )

    def starts(self, name: str) -> list[tuple[int, int]]:
        """The (main, child) process numbers of each time this program started."""
        path = self.folder / name
        lines = path.read_text().splitlines() if path.exists() else []
        return [(int(line.split()[0]), int(line.split()[1])) for line in lines]

    def numbers(self) -> list[int]:
        """Every process that any program ever was."""
        return [pid for name in NAMES for pair in self.starts(name) for pid in pair]


def alive(pid: int) -> bool:
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    running = Running(tmp_path)
    wacht_tot(lambda: "alles draait" in running.log.read_text(), "de supervisor draait")
    yield running
    running.process.kill()
    running.process.wait()


def test_output_is_prefixed_with_the_program(running: Running) -> None:
    lines = running.log.read_text().splitlines()
    assert "web      | één regel" in lines
    assert "portaal  | alles draait" in lines


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_stop_signal_ends_everything_with_exit_0(running: Running, number: signal.Signals) -> None:
    running.process.send_signal(number)
    assert running.process.wait(20) == 0
    assert not [pid for pid in running.numbers() if alive(pid)]
    assert "web      | ik stop" in running.log.read_text()


def test_what_others_lean_on_stops_last(running: Running) -> None:
    running.process.send_signal(signal.SIGTERM)
    running.process.wait(20)
    order = (running.folder / "volgorde").read_text().split()
    assert sorted(order) == sorted(NAMES)
    assert order[-1] == "basis"


def test_a_killed_program_is_restarted_and_its_orphan_is_gone(running: Running) -> None:
    main, child = running.starts("web")[0]
    os.kill(main, signal.SIGKILL)
    wacht_tot(lambda: len(running.starts("web")) == 2, "web is opnieuw gestart")
    assert not alive(child)
    assert len(running.starts("basis")) == 1
    assert "web is gestopt (code -9) en start opnieuw." in running.log.read_text()


def test_killing_the_supervisor_leaves_no_process(running: Running) -> None:
    running.process.kill()
    running.process.wait()
    wacht_tot(
        lambda: not [pid for name in NAMES for pid in [running.starts(name)[0][0]] if alive(pid)],
        "elk programma is gestopt",
    )


def test_a_program_that_keeps_failing_waits_longer_each_time() -> None:
    with Supervisor(open(os.devnull, "w")) as supervisor:
        supervisor.start([Service("stuk", [sys.executable, "-c", "pass"])])
        item = supervisor.running[0]
        pauses = []
        for _ in range(3):
            wacht_tot(lambda: item.process.poll() is not None, "het programma is gestopt")
            supervisor._plan_restart(item)
            pauses.append(item.pause)
            supervisor._respawn(item)
    assert pauses == [0.5, 1.0, 2.0]
