"""The line finder agrees with the standard library on every value of a TOML file."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kern.toml_lines import line_numbers, line_of

VOORBEELD = '''\
# a comment [with] = signs
title = "a # no comment"

[gemeente]
naam = 'Den "Hout"'
[gemeente.contact]
email = "a@b.nl"  # [x]

[[mensen]]
naam = "Els"
talen = ["nl",
  "en",  # ], not the end
]
[[mensen.rollen]]
rol = "griffie"
[[mensen.rollen]]
rol = "auditor"
[[mensen]]
naam = """
two
lines"""
plek = { wijk = "Slotjes", punten = [[1, 2], [3, 4]] }
[[mensen.rollen]]
rol = "partner"

[postcodes]
"Den Hout" = ["4911AA"]
a.b = 2026-01-01
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 2),
        (("gemeente",), 4),
        (("gemeente", "naam"), 5),
        (("gemeente", "contact", "email"), 7),
        (("mensen",), 9),
        (("mensen", 0, "naam"), 10),
        (("mensen", 0, "talen", 0), 11),
        (("mensen", 0, "talen", 1), 12),
        (("mensen", 0, "rollen", 0, "rol"), 15),
        (("mensen", 0, "rollen", 1), 16),
        (("mensen", 1), 18),
        (("mensen", 1, "naam"), 19),
        (("mensen", 1, "plek", "punten", 1, 0), 22),
        (("mensen", 1, "rollen", 0, "rol"), 24),
        (("postcodes", "Den Hout", 0), 27),
        (("postcodes", "a", "b"), 28),
    ],
)
def test_waar_elke_waarde_staat(path: tuple[str | int, ...], line: int) -> None:
    assert line_numbers(VOORBEELD)[path] == line


def test_wat_ontbreekt_heeft_de_regel_van_wat_eromheen_staat() -> None:
    lines = line_numbers(VOORBEELD)
    assert line_of(lines, ("mensen", 1, "email")) == 18
    assert line_of(lines, ("ladder",)) == 1


def test_een_leeg_bestand() -> None:
    assert line_of(line_numbers(""), ("gemeente",)) == 1


def paths(data: Any, path: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    """Every path in parsed TOML."""
    found = {path} if path else set()
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        found |= paths(value, (*path, key))
    return found


@pytest.mark.parametrize("file", sorted(settings.PROFIELMAP.glob("*.toml")), ids=lambda file: file.stem)
def test_elk_pad_van_een_echt_profiel_is_gevonden(file: Path) -> None:
    text = file.read_text()
    assert set(line_numbers(text)) == paths(tomllib.loads(text))


TEXT = st.text(st.sampled_from("ab #=[]{},.'\"é\\"), max_size=8)
SCALARS = st.one_of(st.integers(), st.booleans(), TEXT, st.dates(min_value=date(1900, 1, 1)))
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3), max_leaves=6)
TABLES = st.dictionaries(st.text("abcd -", min_size=1, max_size=4), VALUES, max_size=4)


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def written(value: Any) -> str:
    """A value as TOML, with every element of an array on a line of its own and a comment behind it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, list):
        return "[ # [\n" + "".join(f'  {written(item)}, # ] = "\n' for item in value) + "]"
    return str(value)


@hypothesis_settings(deadline=None)  # a slow machine is no mistake
@given(
    st.dictionaries(
        st.text("wxyz", min_size=1, max_size=3), st.lists(TABLES, min_size=1, max_size=3), max_size=3
    )
)
def test_elke_tabel_die_iemand_schrijven_kan(data: dict[str, list[dict[str, Any]]]) -> None:
    text = "".join(
        f"\n[[{name}]]\n" + "".join(f"{quoted(key)} = {written(value)}\n" for key, value in table.items())
        for name, tables in data.items()
        for table in tables
    )
    found = line_numbers(text)
    assert set(found) == paths(tomllib.loads(text))
    for path, line in found.items():
        if len(path) == 3:  # a key of a table stands where we say
            assert text.split("\n")[line - 1].startswith(quoted(str(path[2])))
