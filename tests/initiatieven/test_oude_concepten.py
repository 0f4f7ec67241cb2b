"""Drafts that nobody finishes are forgotten, with the name, the address and the photos in them."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone

from initiatieven.models import Initiatief
from initiatieven.services.concept import CONCEPT_BEWAREN
from initiatieven.tasks import verwijder_oude_concepten
from tests.initiatieven.beelden import bestand, jpeg
from tests.initiatieven.stappen import begin, doorloop, post
from tests.maak import maak_initiatief
from tests.personen import Mensen


def maak_oud(concept: Initiatief, *, over: timedelta) -> None:
    """As if it was last touched 30 days ago, and `over` more."""
    Initiatief.objects.filter(pk=concept.pk).update(concept_van=timezone.now() - CONCEPT_BEWAREN - over)


def test_oud_concept_verdwijnt_met_zijn_fotos(
    client: Client, mensen: Mensen, django_capture_on_commit_callbacks: Any
) -> None:
    concept = begin(client, fotos=[bestand(jpeg())])
    map_ = Path(settings.MEDIA_ROOT) / "fotos" / str(concept.fotos.get().sleutel)
    assert len(list(map_.iterdir())) == 3
    maak_oud(concept, over=timedelta(minutes=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert verwijder_oude_concepten() == 1
    assert not Initiatief.objects.filter(pk=concept.pk).exists()
    assert list(map_.iterdir()) == []
    assert client.get(f"/initiatieven/nieuw/{concept.sleutel}/wat/").status_code == 404


def test_wat_nooit_bevestigd_werd_ook(client: Client, mensen: Mensen) -> None:
    concept = doorloop(client, mensen.slotjes)
    post(client, concept, "controleren")
    maak_oud(concept, over=timedelta(minutes=1))
    assert verwijder_oude_concepten() == 1
    assert not Initiatief.objects.exists()


def test_versturen_laat_de_termijn_opnieuw_beginnen(client: Client, mensen: Mensen) -> None:
    """Otherwise a link could outlive the draft that it confirms."""
    concept = doorloop(client, mensen.slotjes)
    maak_oud(concept, over=-timedelta(minutes=1))
    post(client, concept, "controleren")
    concept.refresh_from_db()
    assert concept.concept_van > timezone.now() - timedelta(minutes=5)


def test_jong_concept_en_ingediend_initiatief_blijven(client: Client, mensen: Mensen) -> None:
    maak_oud(begin(client), over=-timedelta(minutes=1))
    maak_oud(maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina), over=timedelta(days=400))
    assert verwijder_oude_concepten() == 0
    assert Initiatief.objects.count() == 2
