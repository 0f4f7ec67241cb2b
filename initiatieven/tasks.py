"""Jobs of this floor."""

import logging
from collections.abc import Callable
from functools import partial

from celery import shared_task
from django.db.models import Model
from django.utils import timezone

from initiatieven.models import Heropenverzoek, Initiatief, Opmerking, Schuring, Uitvraag
from initiatieven.services import rolwissel
from initiatieven.services.concept import CONCEPT_BEWAREN, verwijder_oud_concept
from initiatieven.services.heropenen import herinner_heropenverzoek
from initiatieven.services.opmerkingen import vertel
from initiatieven.services.schuren import herinner_schuring
from initiatieven.services.te_bevestigen import ruim_op
from initiatieven.services.termijnen import bewaak
from initiatieven.services.uitvragen import herinner_uitvraag, herinneren_tot
from initiatieven.services.verspreiden import verspreid as verspreid_nieuws
from initiatieven.services.volgpost import stuur_direct, stuur_overzichten, vergeet_oud_nieuws
from kern.werkdagen import vandaag

log = logging.getLogger(__name__)


@shared_task(name="initiatieven.bewaak_termijnen")
def bewaak_termijnen() -> int:
    """Do what every date asks for that has come or passed, each once; returns how many things that were."""
    dag = vandaag()
    gedaan = 0
    # First what is late: somebody who is too late is not reminded any more.
    for initiatief in Initiatief.objects.te_bewaken(dag).only("pk").order_by("uiterlijk", "pk"):
        gedaan += _doe(partial(bewaak, initiatief=initiatief), initiatief)
    for uitvraag in Uitvraag.objects.te_herinneren(dag, herinneren_tot(dag)).order_by("uiterlijk", "pk"):
        gedaan += _doe(partial(herinner_uitvraag, uitvraag=uitvraag), uitvraag)
    for verzoek in Heropenverzoek.objects.te_herinneren(dag).order_by("uiterlijk", "pk"):
        gedaan += _doe(partial(herinner_heropenverzoek, verzoek=verzoek), verzoek)
    for schuring in Schuring.objects.te_herinneren(dag).order_by("uiterlijk", "pk"):
        gedaan += _doe(partial(herinner_schuring, schuring=schuring), schuring)
    return gedaan


def _doe(dienst: Callable[[], object | None], ding: Model) -> bool:
    """Whether the service did something. One that fails must not keep the others waiting."""
    try:
        return dienst() is not None
    except Exception:
        log.exception("the date of %s %s could not be looked after", ding._meta.model_name, ding.pk)
        return False


@shared_task(name="initiatieven.verwijder_oude_concepten")
def verwijder_oude_concepten() -> int:
    """Forget drafts that nobody touched or confirmed within `CONCEPT_BEWAREN`; returns how many."""
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


@shared_task(name="initiatieven.verspreid")
def verspreid() -> int:
    """Tell followers what happened: note it for everybody, and mail whoever wants to hear at once."""
    aantal = verspreid_nieuws()
    stuur_direct()
    return aantal


@shared_task(name="initiatieven.stuur_overzichten")
def overzichten() -> int:
    """Send the overviews of the day and the week that are due; returns how many."""
    verspreid_nieuws()  # what happened just before must be in it
    return stuur_overzichten()


@shared_task(name="initiatieven.ruim_bevestigingen_op")
def ruim_bevestigingen_op() -> int:
    """Forget what nobody confirmed by mail within its term, with the address; returns how many."""
    return ruim_op()


@shared_task(name="initiatieven.vertel_reacties")
def vertel_reacties() -> int:
    """Mail the remarks that came while a mail about that initiative had just gone out; returns how many."""
    wachtend = Opmerking.objects.filter(gemaild_op=None).order_by().values("initiatief")
    verteld = 0
    for initiatief in Initiatief.objects.filter(pk__in=wachtend):
        try:
            verteld += vertel(initiatief=initiatief)
        except Exception:  # one that cannot be told must not keep the others waiting
            log.exception("the remarks on initiatief %s could not be mailed", initiatief.pk)
    return verteld


@shared_task(name="initiatieven.vergeet_oud_nieuws")
def vergeet() -> int:
    """Forget what followers were told long ago; returns how many lines that were."""
    return vergeet_oud_nieuws()
