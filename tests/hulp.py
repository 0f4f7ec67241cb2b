"""Waiting in tests: poll with a deadline, never sleep and hope."""

import time
from collections.abc import Callable
from typing import TypeVar

import pytest

Antwoord = TypeVar("Antwoord")


def wacht_tot(conditie: Callable[[], Antwoord], uitleg: str, *, binnen: float = 30) -> Antwoord:
    """The first truthy answer of `conditie`; fails with `uitleg` after `binnen` seconds."""
    einde = time.monotonic() + binnen
    while not (antwoord := conditie()):
        if time.monotonic() > einde:
            pytest.fail(f"Na {binnen:.0f} seconden nog niet: {uitleg}")
        time.sleep(0.05)
    return antwoord
