"""Jobs of this floor."""

import logging
from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from initiatieven.models import Heropenverzoek, Initiatief
from initiatieven.services import rolwissel
from initiatieven.services.concept import verwijder_oud_concept
from initiatieven.services.heropenen import herinner_heropenverzoek
from initiatieven.services.termijnen import herinner
from kern.werkdagen import vandaag

log = logging.getLogger(__name__)

CONCEPT_BEWAREN = timedelta(days=30)  # a confirmation link works for 7 of them


@shared_task(name="initiatieven.bewaak_termijnen")
def bewaak_termijnen() -> int:
    """Remind of every date that has passed and was not yet reminded of; returns how many."""
    herinnerd = 0
    for initiatief in Initiatief.objects.te_herinneren(vandaag()).order_by("uiterlijk", "pk"):
        try:
            herinnerd += herinner(initiatief=initiatief) is not None
        except Exception:  # one that cannot be reminded must not keep the others waiting
            log.exception("no reminder for initiatief %s", initiatief.pk)
    for verzoek in Heropenverzoek.objects.te_herinneren(vandaag()).order_by("uiterlijk", "pk"):
        try:
            herinnerd += herinner_heropenverzoek(verzoek=verzoek) is not None
        except Exception:
            log.exception("no reminder for heropenverzoek %s", verzoek.pk)
    return herinnerd


@shared_task(name="initiatieven.verwijder_oude_concepten")
def verwijder_oude_concepten() -> int:
    """Forget drafts that nobody touched or confirmed in 30 days; returns how many."""
    voor = timezone.now() - CONCEPT_BEWAREN
    oud = Initiatief.objects.ontwerp().filter(concept_van__lt=voor)
    return sum(verwijder_oud_concept(initiatief=concept, voor=voor) for concept in oud.order_by("pk"))


@shared_task(name="initiatieven.verplaats_werk")
def verplaats_werk() -> int:
    """Hand over the open work of roles that ended by their date; returns how many initiatives moved."""
    verplaatst, achter = rolwissel.verplaats_werk()
    if achter:
        log.error(
            "nobody can take over %s: give somebody the role", ", ".join(i.kenmerk or "" for i in achter)
        )
    return verplaatst
