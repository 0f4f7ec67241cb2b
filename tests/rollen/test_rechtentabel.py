"""The rights table in words: every action has them, and docs/rechten.md says what the table says."""

from pathlib import Path

import pytest
from django.core.management import call_command

from rollen.management.commands.schrijf_rechten import BESTAND
from rollen.models import Rol
from rollen.rechtentabel import BEREIK, BEREIK_UITLEG, als_markdown, per_onderwerp
from rollen.regels import ONDERWERPEN, REGELS, SLEUTELREGELS, UITLEG, Bereik

# Words of the code that a reader of the table need not know.
JARGON = ("triage", "queryset", "permissie", "API")


def test_elk_recht_heeft_woorden_en_een_onderwerp() -> None:
    assert set(UITLEG) == set(REGELS)
    assert {actie.partition(".")[0] for actie in REGELS} == set(ONDERWERPEN)
    for actie, uitleg in UITLEG.items():
        assert str(uitleg).endswith("."), actie
        assert not any(woord in str(uitleg) for woord in JARGON), actie
    assert set(BEREIK) == set(BEREIK_UITLEG) == set(Bereik)


def test_de_tabel_in_woorden_is_de_hele_tabel() -> None:
    rechten = [recht for onderwerp in per_onderwerp() for recht in onderwerp.rechten]
    assert {recht.actie: recht.regel for recht in rechten} == REGELS
    assert len(rechten) == len(REGELS)
    for recht in rechten:
        for rol in Rol:
            assert recht.bereik(rol) == (str(BEREIK[recht.regel[rol]]) if rol in recht.regel else "")


def test_een_kolom_voor_wie_iets_mag_wat_niet_iedereen_mag() -> None:
    for onderwerp in per_onderwerp():
        bijzonder = [recht for recht in onderwerp.rechten if not recht.iedereen]
        assert onderwerp.rollen == [rol for rol in Rol if any(rol in recht.regel for recht in bijzonder)]
    [dragen] = [r for o in per_onderwerp() for r in o.rechten if r.actie == "schuringen.dragen"]
    assert dragen.iedereen is Bereik.EIGEN_ZAAK


def test_het_document_is_gelijk_aan_de_tabel() -> None:
    assert BESTAND.read_text(encoding="utf-8") == als_markdown(), "run: manage.py schrijf_rechten"


def test_de_opdracht_schrijft_het_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("schrijf_rechten", str(tmp_path / "rechten.md"))
    tekst = (tmp_path / "rechten.md").read_text(encoding="utf-8")
    assert tekst == als_markdown()
    assert all(f"| `{actie}` |" in tekst for actie in (*REGELS, *SLEUTELREGELS))
    assert "rechten.md" in capsys.readouterr().out
