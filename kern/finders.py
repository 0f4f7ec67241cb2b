"""Serves exactly the files of the design system that the portal uses, straight from `node_modules`.

Everything the browser gets comes from our own address. The packages hold hundreds of files; only those listed
here become static files, below `vendor/`. Several sources for one target are joined in that order, so that the
whole design system is one request.
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage, Storage
from django.core.management import CommandError

COMPONENTEN = (
    "root",
    "body",
    "page-header",
    "page-footer",
    "nav-bar",
    "skip-link",
    "breadcrumb-nav",
    "heading-1",
    "heading-2",
    "heading-3",
    "paragraph",
    "link",
    "link-list",
    "unordered-list",
    "ordered-list",
    "button",
    "button-group",
    "button-link",
    "alert",
    "badge-counter",
    "data-badge",
    "data-list",
    "table",
    "pagination",
    "form-field",
    "form-label",
    "form-field-description",
    "form-field-error-message",
    "form-fieldset",
    "textbox",
    "textarea",
    "select",
    "checkbox",
    "radio-button",
)
LETTER = "@fontsource/source-sans-3/files/source-sans-3-latin-{}-normal.woff2"
BESTANDEN: dict[str, tuple[str, ...]] = {
    "vendor/ontwerpsysteem.css": (
        "@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css",
        *(f"@utrecht/{component}-css/dist/index.css" for component in COMPONENTEN),
    ),
    "vendor/source-sans-3-400.woff2": (LETTER.format(400),),
    "vendor/source-sans-3-600.woff2": (LETTER.format(600),),
    "vendor/leaflet.js": ("leaflet/dist/leaflet.js",),
    "vendor/leaflet.css": ("leaflet/dist/leaflet.css",),
    "vendor/images/layers.png": ("leaflet/dist/images/layers.png",),
    "vendor/images/layers-2x.png": ("leaflet/dist/images/layers-2x.png",),
    "vendor/images/marker-icon.png": ("leaflet/dist/images/marker-icon.png",),
}
ONTBREEKT = "De bestanden van het ontwerpsysteem ontbreken ({}). Voer eerst `npm ci` uit."
BRONKAART = re.compile(rb"\n//# sourceMappingURL=\S+")


class PakketFinder(BaseFinder):
    """Finds the files of `BESTANDEN`. Copies are kept below `GEGEVENSMAP`."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self.bron = Path(settings.NODE_MODULES)
        self.storage = FileSystemStorage(location=Path(settings.GEGEVENSMAP) / "ontwerpsysteem")

    def check(self, **kwargs: Any) -> list[Any]:
        """Nothing to check at start: a server with collected files needs no `node_modules`."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        gevonden = []
        if path in BESTANDEN:
            with suppress(FileNotFoundError):
                gevonden.append(str(self._bijgewerkt(path)))
        return gevonden if find_all else next(iter(gevonden), [])

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, Storage]]:
        """Raises `CommandError` with what to do when a package is not installed."""
        for doel in BESTANDEN:
            if matches_patterns(doel, ignore_patterns):
                continue
            try:
                self._bijgewerkt(doel)
            except FileNotFoundError as fout:
                raise CommandError(ONTBREEKT.format(fout.filename)) from fout
            yield doel, self.storage

    def _bijgewerkt(self, doel: str) -> Path:
        """The path of an up-to-date copy. Raises `FileNotFoundError` when a source is missing.

        Compares contents, because npm gives every file the same old date.
        """
        inhoud = b"\n".join((self.bron / bron).read_bytes() for bron in BESTANDEN[doel])
        if doel.endswith(".js"):
            inhoud = BRONKAART.sub(b"", inhoud)
        kopie = Path(self.storage.path(doel))
        if not kopie.exists() or kopie.read_bytes() != inhoud:
            kopie.parent.mkdir(parents=True, exist_ok=True)
            tijdelijk = kopie.with_name(f"{kopie.name}.{os.getpid()}")  # two processes may do this at once
            tijdelijk.write_bytes(inhoud)
            tijdelijk.replace(kopie)
        return kopie
