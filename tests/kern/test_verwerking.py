"""The register of processing: every model says what personal data it holds and how long (AVG, article 30)."""

from typing import ClassVar

import pytest
from django.db import models

from kern.models import Gebruiker
from kern.profiel import Bewaartermijnen
from kern.verwerking import eigen_modellen, geen_personen, niet_verklaard, verwerking_van


@pytest.mark.parametrize("model", list(eigen_modellen()), ids=lambda model: model._meta.label)
def test_elk_model_verklaart_zijn_persoonsgegevens(model: type[models.Model]) -> None:
    assert "verwerking" in vars(model), f"{model._meta.label} zegt niet wat het bewaart"
    verwerking = verwerking_van(model)
    assert niet_verklaard(model) == []
    velden = {veld.name for veld in model._meta.get_fields()}
    assert set(verwerking.velden) | set(verwerking.geen) <= velden  # nothing that was renamed or removed
    if verwerking.velden:
        assert verwerking.doel
        assert verwerking.van_wie
        assert verwerking.bewaren in Bewaartermijnen.model_fields


def test_een_veld_dat_niets_verklaart_valt_op() -> None:
    class Afspraak(models.Model):
        met = models.CharField(max_length=10)
        wie = models.ForeignKey(Gebruiker, on_delete=models.CASCADE)
        waar = models.FloatField()
        wanneer = models.DateField()
        soort = models.CharField(max_length=1, choices=[("a", "A")])
        zaal = models.CharField(max_length=10)

        verwerking: ClassVar = geen_personen("zaal")

        class Meta:
            app_label = "kern"
            abstract = True

    assert niet_verklaard(Afspraak) == ["met", "wie", "waar"]
