"""The house stands: floors in order, relations and texts pointing the right way."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

VERDIEPINGEN = [
    "kern",
    "wijken",
    "rollen",
    "initiatieven",
    "agendas",
    "budgetten",
    "rapportages",
    "wijkportaal",
]
WORTEL = Path(settings.WORTEL)


def test_installed_apps_staat_in_volgorde_van_de_verdiepingen() -> None:
    eigen = [app for app in settings.INSTALLED_APPS if app in VERDIEPINGEN]
    assert eigen == list(reversed(VERDIEPINGEN))


def test_elke_app_is_een_verdieping() -> None:
    """A new app must take its place in the order before it can be imported unnoticed."""
    mappen = {pad.parent.name for pad in WORTEL.glob("*/apps.py")}
    assert mappen == set(VERDIEPINGEN)


def _relaties() -> list[tuple[str, str, str]]:
    return [
        (model._meta.app_label, f"{model.__name__}.{veld.name}", veld.related_model._meta.app_label)
        for model in apps.get_models(include_auto_created=True)
        for veld in model._meta.get_fields()
        if model._meta.app_label in VERDIEPINGEN
        and veld.is_relation
        and not veld.auto_created
        and veld.related_model is not None
    ]


def test_geen_relatie_wijst_omhoog() -> None:
    omhoog = [
        f"{naam} -> {naar}"
        for van, naam, naar in _relaties()
        if naar in VERDIEPINGEN and VERDIEPINGEN.index(naar) > VERDIEPINGEN.index(van)
    ]
    assert omhoog == []


def test_er_zijn_relaties_om_te_controleren() -> None:
    """Guards the guard: an empty walk would prove nothing."""
    assert ("initiatieven", "Initiatief.wijk", "wijken") in _relaties()


@pytest.mark.parametrize("verdieping", VERDIEPINGEN)
def test_geen_eigen_import_binnen_een_functie(verdieping: str) -> None:
    """An import inside a function would hide an arrow from the import order."""
    verborgen = []
    for bestand in sorted((WORTEL / verdieping).rglob("*.py")):
        boom = ast.parse(bestand.read_text())
        for functie in ast.walk(boom):
            if not isinstance(functie, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            for knoop in ast.walk(functie):
                if not isinstance(knoop, ast.ImportFrom | ast.Import):
                    continue
                namen = [knoop.module or ""] if isinstance(knoop, ast.ImportFrom) else []
                namen += [alias.name for alias in knoop.names if isinstance(knoop, ast.Import)]
                if any(naam.split(".")[0] in VERDIEPINGEN for naam in namen):
                    verborgen.append(f"{bestand.relative_to(WORTEL)}:{knoop.lineno}")
    assert verborgen == []
