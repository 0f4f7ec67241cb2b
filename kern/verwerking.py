"""What personal data a model holds, declared on the model itself as `verwerking`.

The register of processing (AVG, article 30) and what stays out of the row history follow from these declarations. A
test fails for a field that could hold personal data and is not declared.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from django.apps import apps
from django.conf import settings
from django.db import models

# The apps of this house, from the cellar up; the register follows this order.
VLOEREN = ("kern", "wijken", "rollen", "initiatieven", "agendas", "budgetten", "rapportages")
VRIJE_TEKST = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.FloatField,
    models.FileField,
    models.GenericIPAddressField,
    models.BinaryField,
)


class Grondslag(Enum):
    """On which ground of article 6 (1) of the AVG the data may be processed."""

    TAAK = "taak van algemeen belang (AVG artikel 6, lid 1, onder e)"
    TOESTEMMING = "toestemming (AVG artikel 6, lid 1, onder a)"
    PLICHT = "wettelijke plicht (AVG artikel 6, lid 1, onder c)"


@dataclass(frozen=True)
class Verwerking:
    """One row of the register.

    `velden` are the fields with personal data and what they are, in Dutch; `geen` are free fields that hold none.
    `bewaren` names a term of `kern.profiel.Bewaartermijnen`. Of `velden`, those in `blijft` stay after that term:
    words that were written for everybody to read, and then are nobody's any more (ADR 92). `ontvangers` is who sees
    it, when that differs from the others with this term (`kern.register.GROEPEN`).
    """

    doel: str
    van_wie: str
    grondslag: Grondslag
    bewaren: str
    velden: dict[str, str] = field(default_factory=dict)
    geen: tuple[str, ...] = ()
    blijft: tuple[str, ...] = ()
    ontvangers: str = ""


def geen_personen(*velden: str) -> Verwerking:
    """For a model that is about no person; `velden` are its free fields, each one looked at."""
    return Verwerking("", "", Grondslag.TAAK, "", geen=velden)


def eigen_modellen() -> Iterator[type[models.Model]]:
    """The models of this house, floor by floor; not the tables in which their history is kept."""
    for vloer in VLOEREN:
        for model in apps.get_app_config(vloer).get_models():
            if not hasattr(model, "pgh_tracked_model"):
                yield model


def verwerking_van(model: type[models.Model]) -> Verwerking:
    """Its declaration; raises AttributeError for a model that has none."""
    verwerking: Verwerking = model.verwerking  # type: ignore[attr-defined]
    return verwerking


def kan_persoonlijk_zijn(veld: "models.Field[object, object]") -> bool:
    """Whether a field must be declared: free text, a place, a file, or a link to a person."""
    if veld.is_relation:
        return veld.related_model is not None and veld.related_model._meta.label == settings.AUTH_USER_MODEL
    return isinstance(veld, VRIJE_TEKST) and not veld.choices


def niet_verklaard(model: type[models.Model]) -> list[str]:
    """Fields that could hold personal data and of which the model says nothing."""
    verwerking = verwerking_van(model)
    bekend = {*verwerking.velden, *verwerking.geen}
    return [
        veld.name
        for veld in model._meta.local_fields
        if veld.name not in bekend and kan_persoonlijk_zijn(veld)
    ]
