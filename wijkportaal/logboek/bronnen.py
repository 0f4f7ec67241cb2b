"""Where the log is kept: one table of readings, and one of changes per model with `@met_geschiedenis()`."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db import models

from kern.models import Gebruiker, Inzage
from kern.verwerking import eigen_modellen

GELEZEN = "inzage"  # the name of the table of readings; the others have that of their model


@dataclass(frozen=True)
class Bron:
    """One table of the log. `model` is what it is about; for readings the table itself.

    `rang` is its place among the lines of one moment.
    """

    rang: int
    naam: str
    tabel: type[models.Model]
    model: type[models.Model]

    @property
    def is_inzage(self) -> bool:
        return self.tabel is Inzage

    @property
    def moment(self) -> str:
        return "wanneer" if self.is_inzage else "pgh_created_at"

    @property
    def velden(self) -> list[Any]:
        """The fields of which a line of changes holds the value, as the model itself declares them."""
        bewaard = {veld.attname for veld in self.tabel._meta.concrete_fields}
        return [
            veld
            for veld in self.model._meta.concrete_fields
            if veld.attname in bewaard and not veld.primary_key
        ]

    @property
    def naar_mensen(self) -> list[str]:
        """The columns with the number of a person."""
        if self.model is Gebruiker:
            return ["pgh_obj_id"]
        return [veld.attname for veld in self.velden if veld.related_model is Gebruiker]

    @property
    def naar_initiatief(self) -> str:
        """The column with the number of an initiative; empty when there is none."""
        if self.naam == "initiatief":
            return "pgh_obj_id"
        namen = [v.attname for v in self.velden if v.related_model is not None and v.name == "initiatief"]
        return namen[0] if namen else ""


@lru_cache(maxsize=1)
def bronnen() -> dict[str, Bron]:
    """By name, the order of the floors."""
    sporen = {
        model.pgh_tracked_model: model for model in apps.get_models() if hasattr(model, "pgh_tracked_model")
    }
    gevonden = [Bron(0, GELEZEN, Inzage, Inzage)]
    gevonden += [
        Bron(rang, model._meta.model_name or "", sporen[model], model)
        for rang, model in enumerate((m for m in eigen_modellen() if m in sporen), start=1)
    ]
    return {bron.naam: bron for bron in gevonden}
