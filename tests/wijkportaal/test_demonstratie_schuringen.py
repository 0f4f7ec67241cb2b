"""The demonstration shows frictions and overviews that look alive, in Oosterhout and with another ladder."""

from io import StringIO
from itertools import pairwise
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from initiatieven.cijfers import antwoorden_van
from initiatieven.models import Gebeurtenis, Schuring
from kern.models import Gebruiker
from kern.profiel import profiel
from kern.werkdagen import is_werkdag, vandaag
from rollen.models import Vakafdeling
from tests.inloggen import als_medewerker

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstratie")]


def laad(naam: str) -> None:
    for opdracht in (("laad_profiel", naam), ("laad_demonstratie",)):
        call_command(*opdracht, stdout=StringIO())


def _klopt() -> None:
    """Every story is one that the services could have told."""
    for schuring in Schuring.objects.all():
        stappen = list(schuring.stappen.order_by("id"))
        assert stappen[0].soort == "geopend"
        assert [stap.wanneer for stap in stappen] == sorted(stap.wanneer for stap in stappen)
        for vorige, stap in pairwise(stappen):
            assert stap.van_trede == vorige.trede
            assert stap.trede - vorige.trede <= 1 or stap.overgeslagen
        assert schuring.uiterlijk is None or is_werkdag(schuring.uiterlijk)
        assert schuring.trede_naam == profiel().ladder[schuring.trede].naam


def test_oosterhout_heeft_schuringen_op_drie_treden_en_een_uitkomst() -> None:
    laad("oosterhout")
    _klopt()
    open_nu = Schuring.objects.open()
    assert len(set(open_nu.values_list("trede", flat=True))) == open_nu.count() == 3
    assert open_nu.over_termijn(vandaag()).count() == 1
    assert [s.get_uitkomst_display() for s in Schuring.objects.gesloten()] == [
        "Maatwerk: een oplossing voor dit geval"
    ]
    verteld = Gebeurtenis.objects.filter(soort=Gebeurtenis.Soort.SCHURING, openbaar=True).get()
    assert "rolstoel" in verteld.tekst
    afdelingen = Vakafdeling.objects.values_list("pk", flat=True)
    assert antwoorden_van(afdelingen, op=vandaag()).aantal
    for wie, naam in (
        ("olga.brouwers", "opgaveleider"),
        ("bram.verhoeven", "wijkwethouder"),
        ("teun.akkermans", "teamleider"),
        ("wim.oomen", "wijkwerker"),
    ):
        persoon = Gebruiker.objects.get(email=f"{wie}@oosterhout.example")
        antwoord = als_medewerker(Client(), persoon).get(f"/werkbank/overzicht/{naam}/")
        assert antwoord.status_code == 200
        if naam != "wijkwerker":
            assert antwoord.context["schuringen"], naam
    assert antwoord.context["bezig"]


def test_een_andere_ladder_heeft_dezelfde_verhalen(settings: Any) -> None:
    settings.GEMEENTEPROFIEL = "oude-ijsselstreek"
    laad("oude-ijsselstreek")
    _klopt()
    assert Schuring.objects.open().exists()
    assert Schuring.objects.gesloten().exists()
    assert max(Schuring.objects.values_list("trede", flat=True)) < len(profiel().ladder)
