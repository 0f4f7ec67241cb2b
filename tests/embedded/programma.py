"""A supervisor with three trivial programs, for the tests that kill things.

Called with a folder; every program writes its process numbers there, once each time it starts.
"""

import sys
from pathlib import Path

from wijkportaal.embedded.processes import Service
from wijkportaal.embedded.supervisor import Supervisor

# A program with a child in its process group, as web servers have; both ignore nothing.
PROGRAM = """
import os, pathlib, signal, sys, time
map, naam = pathlib.Path(sys.argv[1]), sys.argv[2]
kind = os.fork()
if kind:
    with (map / naam).open("a") as bestand:
        bestand.write(f"{os.getpid()} {kind}\\n")
    def weg(*_):
        os.kill(kind, signal.SIGKILL)
        print("ik stop", flush=True)
        with (map / "volgorde").open("a") as bestand:
            bestand.write(naam + "\\n")
        sys.exit(0)
    signal.signal(signal.SIGTERM, weg)
    print("één regel", flush=True)
else:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
while True:
    time.sleep(60)
"""


def main(folder: Path) -> None:
    """Run until told to stop."""
    with Supervisor(sys.stdout) as supervisor:
        for name, level in (("basis", 0), ("web", 1), ("werker", 1)):
            command = [sys.executable, "-c", PROGRAM, str(folder), name]
            started = (folder / name).exists
            supervisor.start([Service(name, command, level=level, ready=started)])
        supervisor.say("alles draait")
        supervisor.watch()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
