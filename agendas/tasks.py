"""Jobs of this floor."""

from celery import shared_task

from agendas.services.rolwissel import draag_over
from kern.werkdagen import vandaag


@shared_task(name="agendas.verplaats_werk")
def verplaats_werk() -> int:
    """Hand over items and promises of colleagues whose role ended by its date; returns how many things moved."""
    return draag_over(op=vandaag())
