"""Jobs of this floor."""

import logging

from celery import shared_task

from initiatieven.models import Initiatief
from initiatieven.services.termijnen import herinner
from kern.werkdagen import vandaag

log = logging.getLogger(__name__)


@shared_task(name="initiatieven.bewaak_termijnen")
def bewaak_termijnen() -> int:
    """Remind of every date that has passed and was not yet reminded of; returns how many."""
    herinnerd = 0
    for initiatief in Initiatief.objects.te_herinneren(vandaag()).order_by("uiterlijk", "pk"):
        try:
            herinnerd += herinner(initiatief=initiatief) is not None
        except Exception:  # one that cannot be reminded must not keep the others waiting
            log.exception("no reminder for initiatief %s", initiatief.pk)
    return herinnerd
