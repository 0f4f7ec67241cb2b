"""Jobs of the roof."""

import logging
from time import monotonic

from celery import shared_task

from kern.werkdagen import vandaag
from wijkportaal.bewaren import ruim_op

log = logging.getLogger(__name__)

HOOGSTENS = 200  # seconds, well below CELERY_TASK_TIME_LIMIT: the next run goes on


@shared_task(name="wijkportaal.bewaar_niet_langer")
def bewaar_niet_langer() -> int:
    """Wipe what is over its term; returns how many rows that were. The log holds numbers, never names."""
    gedaan = +ruim_op(vandaag(), tot=monotonic() + HOOGSTENS)
    if gedaan:
        log.info("retention: %s", ", ".join(f"{soort} {aantal}" for soort, aantal in sorted(gedaan.items())))
    return gedaan.total()
