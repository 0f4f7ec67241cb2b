"""The papers around the code point at things that are there."""

import re
from pathlib import Path

import pytest

WORTEL = Path(__file__).resolve().parents[2]
VERWIJZING = re.compile(r"\]\((?!https?://|mailto:|#)([^)#\s]+)")


def papieren() -> list[str]:
    """Every Markdown file of the project, from its root."""
    bestanden = [*WORTEL.glob("*.md"), *WORTEL.glob("docs/**/*.md")]
    return sorted(str(bestand.relative_to(WORTEL)) for bestand in bestanden)


@pytest.mark.parametrize("papier", papieren())
def test_elke_verwijzing_bestaat(papier: str) -> None:
    bestand = WORTEL / papier
    dood = [doel for doel in VERWIJZING.findall(bestand.read_text()) if not (bestand.parent / doel).exists()]
    assert dood == []


def test_de_lijst_van_besluiten_is_compleet() -> None:
    besluiten = WORTEL / "docs" / "adr"
    lijst = (besluiten / "README.md").read_text()
    assert [besluit.name for besluit in besluiten.glob("0*.md") if f"({besluit.name})" not in lijst] == []


def test_elk_papier_van_publieke_code_is_er() -> None:
    for papier in ("README", "CONTRIBUTING", "SECURITY", "CODE_OF_CONDUCT", "GOVERNANCE", "CHANGELOG"):
        assert (WORTEL / f"{papier}.md").stat().st_size > 500
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in (WORTEL / "LICENSE").read_text()
    assert "license: EUPL-1.2" in (WORTEL / "publiccode.yml").read_text()
