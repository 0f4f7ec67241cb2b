"""A line of the row history says who did it, in which request or job, and never an address or what was searched."""

from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import Client

from initiatieven.models import Initiatief
from initiatieven.tasks import verplaats_werk
from kern.models import Gebruiker
from rollen.models import Rol
from tests.inloggen import als_medewerker
from tests.maak import maak_initiatief, maak_rol
from tests.personen import Mensen

pytestmark = pytest.mark.django_db


def _laatste(app_label: str, model: str) -> dict[str, Any]:
    spoor = apps.get_model(app_label, f"{model}Wijziging")
    context: dict[str, Any] = spoor._default_manager.latest("pgh_id").pgh_context
    return context


def test_een_daad_in_de_werkbank_zegt_wie_het_deed_en_bij_welk_verzoek(mensen: Mensen) -> None:
    kader = {"titel": "Water blijft", "bron": "Waterplan", "tekst": "Dempen mag niet.", "actief": "on"}
    antwoord = als_medewerker(Client(), mensen.amina).post("/werkbank/kaders/nieuw/?zoek=Daan", kader)
    assert antwoord.status_code == 302
    assert _laatste("initiatieven", "Kader") == {
        "user": mensen.amina.pk,
        "verzoek": antwoord["X-Request-ID"],
        "route": "werkbank/kaders/nieuw/",
    }


def test_wie_tijdens_het_verzoek_inlogt_staat_erbij(mensen: Mensen) -> None:
    mensen.daan.set_password("een-lang-genoeg-wachtwoord")
    mensen.daan.save()
    client = Client()
    client.post(
        "/account/login/",
        {"login": mensen.daan.email, "password": "een-lang-genoeg-wachtwoord"},
    )
    assert client.session["_auth_user_id"] == str(mensen.daan.pk)
    assert _laatste("kern", "Gebruiker")["user"] == mensen.daan.pk  # last_login was written


def test_een_sleutel_in_het_adres_komt_niet_in_het_spoor(mensen: Mensen) -> None:
    client = Client()
    client.post(
        "/initiatieven/nieuw/", {"titel": "Een bankje", "verhaal": "Om te zitten.", "domein": "fysiek"}
    )
    concept = Initiatief.objects.get()
    context = _laatste("initiatieven", "Initiatief")
    assert context["user"] is None
    assert str(concept.sleutel) not in str(context)


def test_een_taak_zegt_welke_het_was(mensen: Mensen) -> None:
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    maak_rol(mensen.wim, Rol.WIJKMAKELAAR, mensen.slotjes)
    mensen.amina.rolvervullingen.update(tot="2024-02-01")
    verplaats_werk()
    tuin.refresh_from_db()
    assert tuin.behandelaar == mensen.wim
    assert _laatste("initiatieven", "Initiatief") == {"taak": "initiatieven.verplaats_werk"}


def test_een_opdracht_zegt_welke_het_was(mensen: Mensen) -> None:
    call_command("geef_rol", "nieuw@voorbeeld.example", "auditor", naam="Nora Maas")
    assert Gebruiker.objects.get(email="nieuw@voorbeeld.example").naam == "Nora Maas"
    assert _laatste("rollen", "Rolvervulling") == {"opdracht": "geef_rol"}
