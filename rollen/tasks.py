"""Jobs of this floor."""

from celery import shared_task

from kern.werkdagen import vandaag
from rollen.services.sleutels import waarschuw_voor_einde


@shared_task(name="rollen.waarschuw_voor_einde_van_sleutels")
def waarschuw_voor_einde_van_sleutels() -> int:
    """Mail partners whose key ends soon, once each; returns how many."""
    return waarschuw_voor_einde(op=vandaag())
