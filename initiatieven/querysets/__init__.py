"""Reads of this floor that read like sentences."""

from initiatieven.querysets.betrokken import BetrokkeneQuerySet
from initiatieven.querysets.initiatief import GebeurtenisQuerySet, InitiatiefQuerySet
from initiatieven.querysets.inrichting import KaderQuerySet, StandaardtekstQuerySet

__all__ = [
    "BetrokkeneQuerySet",
    "GebeurtenisQuerySet",
    "InitiatiefQuerySet",
    "KaderQuerySet",
    "StandaardtekstQuerySet",
]
