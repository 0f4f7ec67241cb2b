"""Reads of this floor that read like sentences."""

from initiatieven.querysets.betrokken import BetrokkeneQuerySet
from initiatieven.querysets.initiatief import GebeurtenisQuerySet, InitiatiefQuerySet

__all__ = ["BetrokkeneQuerySet", "GebeurtenisQuerySet", "InitiatiefQuerySet"]
