"""Bring rows in line with a file and tell what that did."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


class BestandFout(Exception):
    """A file cannot be used. The text is a Dutch sentence for the operator, with the place in the file."""


@dataclass
class Telling:
    """What loading did to one kind of thing (`soort`, such as "wijken"), by name."""

    soort: str
    toegevoegd: list[str] = field(default_factory=list)
    gewijzigd: list[str] = field(default_factory=list)
    ongewijzigd: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """One line for the operator; names what changed."""
        aantallen = f"{len(self.toegevoegd)} toegevoegd, {len(self.gewijzigd)} gewijzigd"
        namen = f" ({', '.join(self.gewijzigd)})" if self.gewijzigd else ""
        return f"{self.soort}: {aantallen}{namen}, {len(self.ongewijzigd)} ongewijzigd"


def zet(
    rijen: models.QuerySet[M], telling: Telling, *, sleutel: Mapping[str, Any], velden: Mapping[str, Any]
) -> M:
    """The row with this key, made or changed until it has these values. Call it inside a transaction."""
    rij = rijen.select_for_update().filter(**sleutel).first()
    if rij is None:
        rij = rijen.create(**sleutel, **velden)
        telling.toegevoegd.append(str(rij))
        return rij
    anders = list(_verschil(rij, velden))
    if anders:
        for naam in anders:
            setattr(rij, naam, velden[naam])
        rij.save()
    (telling.gewijzigd if anders else telling.ongewijzigd).append(str(rij))
    return rij


def _verschil(rij: models.Model, velden: Mapping[str, Any]) -> Iterator[str]:
    return (naam for naam, waarde in velden.items() if getattr(rij, naam) != waarde)
