"""Row history: every change of a row is kept by the database itself, without personal data (BIO2)."""

import pghistory
import pytest
from django.apps import apps
from django.contrib.auth.models import update_last_login
from django.db import DatabaseError, connection, transaction

from kern.geschiedenis import ANDERS, ERBIJ, INGELOGD, PERSOON
from kern.models import Gebruiker
from kern.verwerking import eigen_modellen, verwerking_van
from tests.maak import maak_gebruiker

pytestmark = pytest.mark.django_db

Spoor = apps.get_model("kern", "GebruikerWijziging")


def _soorten(gebruiker: Gebruiker) -> list[str]:
    return list(
        Spoor.objects.filter(pgh_obj=gebruiker).order_by("pgh_id").values_list("pgh_label", flat=True)
    )


def test_een_wijziging_buiten_de_diensten_om_laat_ook_een_spoor_na() -> None:
    nora = maak_gebruiker("Nora Maas")
    with pghistory.context(user=nora.pk, reden="Uit dienst"):
        Gebruiker.objects.filter(pk=nora.pk).update(is_active=False)
    laatste = Spoor.objects.filter(pgh_obj=nora).latest("pgh_id")
    assert _soorten(nora) == [ERBIJ, ANDERS]
    assert laatste.is_active is False
    assert laatste.pgh_context == {"user": nora.pk, "reden": "Uit dienst"}


def test_wat_persoonlijk_is_staat_er_niet_in_maar_wel_dat_het_veranderde() -> None:
    nora = maak_gebruiker("Nora Maas")
    Gebruiker.objects.filter(pk=nora.pk).update(naam="Nora de Wit", email="wit@voorbeeld.example")
    assert _soorten(nora) == [ERBIJ, PERSOON]
    assert not {"naam", "email", "password"} & {veld.name for veld in Spoor._meta.get_fields()}


def test_inloggen_is_geen_verandering_van_persoonsgegevens() -> None:
    nora = maak_gebruiker("Nora Maas")
    update_last_login(Gebruiker, nora)
    assert _soorten(nora) == [ERBIJ, INGELOGD]


def test_een_spoor_is_niet_te_veranderen_of_te_verwijderen() -> None:
    maak_gebruiker("Nora Maas")
    for doe in (lambda: Spoor.objects.update(pgh_label="x"), lambda: Spoor.objects.all().delete()):
        with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
            doe()


def test_geen_enkel_spoor_bewaart_persoonsgegevens() -> None:
    for model in eigen_modellen():
        spoor = next((m for m in apps.get_models() if getattr(m, "pgh_tracked_model", None) is model), None)
        if spoor is None:
            continue
        persoonlijk = {
            naam for naam in verwerking_van(model).velden if not model._meta.get_field(naam).is_relation
        }
        assert not persoonlijk & {veld.name for veld in spoor._meta.get_fields()}, model


def test_de_database_zelf_houdt_het_bij() -> None:
    """Also for a statement that Django knows nothing of."""
    nora = maak_gebruiker("Nora Maas")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kern_gebruiker SET is_staff = true WHERE id = %s", [nora.pk])
    assert _soorten(nora) == [ERBIJ, ANDERS]
