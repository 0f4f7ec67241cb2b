"""Jobs of this floor."""

from celery import shared_task

from kern.werkdagen import vandaag
from rollen.services.accounts import sluit_accounts_van_vertrokken
from rollen.services.sleutels import waarschuw_voor_einde


@shared_task(name="rollen.waarschuw_voor_einde_van_sleutels")
def waarschuw_voor_einde_van_sleutels() -> int:
    """Mail partners whose key ends soon, once each; returns how many."""
    return waarschuw_voor_einde(op=vandaag())


@shared_task(name="rollen.sluit_accounts")
def sluit_accounts() -> int:
    """Close the accounts of colleagues who left; returns how many."""
    return sluit_accounts_van_vertrokken()
