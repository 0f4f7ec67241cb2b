"""What is wrong with a gemeenteprofiel, in sentences for the operator who wrote it."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic_core import ErrorDetails

from kern.toml_lines import Path


class ProfielFout(Exception):
    """The profile cannot be used. `regels` holds one sentence per mistake, each with file and line."""

    def __init__(self, regels: list[str]) -> None:
        super().__init__("\n".join(regels))
        self.regels = regels


# By pydantic's type of error; `{…}` comes from its context.
_ZINNEN = {
    "missing": "ontbreekt",
    "extra_forbidden": "is geen bekende instelling",
    "int_type": "moet een heel getal zijn",
    "float_type": "moet een getal zijn",
    "finite_number": "moet een gewoon getal zijn",
    "string_type": "moet tekst tussen aanhalingstekens zijn",
    "bool_type": "moet true of false zijn",
    "date_type": "moet een datum zijn, zoals 2026-01-31 zonder aanhalingstekens",
    "list_type": "moet een lijst tussen [ en ] zijn",
    "dict_type": "moet een tabel zijn",
    "model_type": "moet een tabel zijn",
    "literal_error": "moet {expected} zijn",
    "string_pattern_mismatch": "heeft niet de goede vorm ({pattern})",
    "string_too_short": "mag niet leeg zijn",
    "string_too_long": "mag hoogstens {max_length} tekens lang zijn",
    "too_short": "moet minstens {min_length} waarden hebben",
    "too_long": "mag hoogstens {max_length} waarden hebben",
    "greater_than_equal": "moet minstens {ge} zijn",
    "less_than_equal": "mag hoogstens {le} zijn",
    "value_error": "{error}",
}

# By the start of the message of the standard library.
_SYNTAX = {
    "Expected '=' after a key": "hier hoort een =-teken na de naam",
    "Expected newline or end of document": "hier hoort de regel op te houden",
    "Cannot overwrite a value": "deze naam stond er al",
    "Cannot declare": "deze tabel stond er al",
    "Unclosed array": "er ontbreekt een ]",
    "Unclosed inline table": "er ontbreekt een }",
    "Expected ']'": "er ontbreekt een ]",
    "Unterminated string": "er ontbreekt een aanhalingsteken",
    "Illegal character": "hier staat een teken dat niet mag, of er ontbreekt een aanhalingsteken",
    "Invalid value": "hier staat geen geldige waarde; tekst hoort tussen aanhalingstekens",
    "Invalid statement": "hier hoort een [tabel] of een naam = waarde",
    "Invalid initial character for a key": "hier hoort een naam",
    "Invalid date or datetime": "deze datum bestaat niet",
}


def meld(fout: ErrorDetails) -> tuple[Path, str]:
    """Where a mistake stands, and the sentence about it."""
    pad = tuple(deel for deel in fout["loc"] if deel != "[key]")
    context: Mapping[str, Any] = fout.get("ctx", {})
    # pydantic joins the allowed values in English and writes a whole limit as 180.0.
    context = {
        naam: str(waarde).replace(" or ", " of ").removesuffix(".0") for naam, waarde in context.items()
    }
    zin = _ZINNEN.get(fout["type"], fout["msg"]).format_map(context)
    if fout["type"] not in {"missing", "extra_forbidden"} and "[key]" not in fout["loc"]:
        zin += _maar_is(fout["input"])
    return pad, f"{schrijf_pad(pad)} {zin}"


def schrijf_pad(pad: Path) -> str:
    """A path as people read it: `wijken[3].inwoners`."""
    return "".join(f"[{deel}]" if isinstance(deel, int) else f".{deel}" for deel in pad).lstrip(".")


def syntaxfout(fout: tomllib.TOMLDecodeError, tekst: str) -> str:
    """The line and reason of a text that is not TOML at all."""
    melding = str(fout)
    plek = re.search(r" \(at line (\d+), column (\d+)\)$", melding)
    regel = plek[1] if plek else str(tekst.count("\n") + 1)
    kaal = re.sub(r" \(at .*\)$", "", melding)
    reden = next((zin for begin, zin in _SYNTAX.items() if kaal.startswith(begin)), kaal)
    return f"regel {regel}{f', teken {plek[2]}' if plek else ''}: dit is geen geldige TOML: {reden}"


def _maar_is(waarde: Any) -> str:
    if isinstance(waarde, str):
        kort = waarde if len(waarde) <= 40 else f"{waarde[:40]}…"
        return f', niet "{kort}"'
    if isinstance(waarde, bool):
        return f", niet {str(waarde).lower()}"
    if isinstance(waarde, int | float | date):
        return f", niet {waarde}"
    return ""
