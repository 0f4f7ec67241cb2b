"""Where in a TOML file each value stands. The standard library reads TOML but tells no positions.

A path is what leads to a value in the parsed data: `("wijken", 3, "omtrek", 0)`.
"""

import re

Path = tuple[str | int, ...]

_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SCALAR = re.compile(r"[^,\]}#\n]+")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}(?!")'
    r"|'''.*?'{3,5}(?!')"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)


def line_numbers(text: str) -> dict[Path, int]:
    """The line, counted from 1, on which each key, table and array element of a *valid* TOML text starts.

    An array of tables is found both as a whole (its first element) and per element.
    """
    return _Finder(text).run()


def line_of(lines: dict[Path, int], path: Path) -> int:
    """The line of `path`, or of the nearest thing around it that stands in the file; else 1."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


class _Finder:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Path, int] = {}
        self.lengths: dict[Path, int] = {}  # how many elements each array of tables has so far

    def run(self) -> dict[Path, int]:
        table: Path = ()
        self._skip_space()
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip_space()
        return self.lines

    def _header(self) -> Path:
        start = self.at
        depth = 2 if self.text.startswith("[[", self.at) else 1
        self.at += depth
        path: Path = ()
        for part in self._key():
            path = (*self._last_element(path), part)
            self._note(path, start)
        if depth == 2:
            number = self.lengths.get(path, 0)
            self.lengths[path] = number + 1
            path = (*path, number)
            self._note(path, start)
        self._skip_space()
        self.at += depth
        return path

    def _last_element(self, path: Path) -> Path:
        return (*path, self.lengths[path] - 1) if path in self.lengths else path

    def _pair(self, table: Path) -> None:
        start = self.at
        path = table
        for part in self._key():
            path = (*path, part)
            self._note(path, start)
        self._skip_space()
        self.at += 1  # the equals sign
        self._value(path)

    def _key(self) -> list[str]:
        """The parts of a key such as `gemeente.contact` or `"Den Hout"`; stops at what follows it."""
        parts = []
        while True:
            self._skip_space()
            bare = _BARE_KEY.match(self.text, self.at)
            if bare:
                parts.append(bare[0])
                self.at = bare.end()
            else:
                parts.append(self._string()[1:-1])
            self._skip_space()
            if self.text[self.at] != ".":
                return parts
            self.at += 1

    def _value(self, path: Path) -> None:
        self._skip_space()
        self._note(path, self.at)
        character = self.text[self.at]
        if character in "[{":
            self._collection(path, "]" if character == "[" else "}")
        elif character in "\"'":
            self._string()
        elif scalar := _SCALAR.match(self.text, self.at):
            self.at = scalar.end()

    def _collection(self, path: Path, closing: str) -> None:
        """An array, or an inline table."""
        self.at += 1
        number = 0
        self._skip_space()
        while self.text[self.at] != closing:
            if closing == "]":
                self._value((*path, number))
            else:
                self._pair(path)
            number += 1
            self._skip_space()
            if self.text[self.at] == ",":
                self.at += 1
                self._skip_space()
        self.at += 1

    def _string(self) -> str:
        match = _STRING.match(self.text, self.at)
        if match is None:
            raise ValueError(f"no string at character {self.at}")
        self.at = match.end()
        return match[0]

    def _skip_space(self) -> None:
        match = _SPACE.match(self.text, self.at)
        if match:
            self.at = match.end()

    def _note(self, path: Path, at: int) -> None:
        self.lines.setdefault(path, self.text.count("\n", 0, at) + 1)
