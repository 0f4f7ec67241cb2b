"""Reads of this floor that read like sentences."""

from initiatieven.querysets.besluiten import HeropenverzoekQuerySet, UitvraagQuerySet
from initiatieven.querysets.betrokken import BetrokkeneQuerySet, MeldingQuerySet, OpmerkingQuerySet
from initiatieven.querysets.initiatief import FotoQuerySet, GebeurtenisQuerySet, InitiatiefQuerySet
from initiatieven.querysets.inrichting import KaderQuerySet, StandaardtekstQuerySet
from initiatieven.querysets.schuring import SchuringQuerySet

__all__ = [
    "BetrokkeneQuerySet",
    "FotoQuerySet",
    "GebeurtenisQuerySet",
    "HeropenverzoekQuerySet",
    "InitiatiefQuerySet",
    "KaderQuerySet",
    "MeldingQuerySet",
    "OpmerkingQuerySet",
    "SchuringQuerySet",
    "StandaardtekstQuerySet",
    "UitvraagQuerySet",
]
