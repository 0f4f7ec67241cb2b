"""Jobs about money."""

from celery import shared_task

from budgetten.services.controleren import controleer_boeken as controleer


@shared_task(name="budgetten.controleer_boeken")
def controleer_boeken() -> int:
    """Recompute the ledger; returns the number of differences, each of them logged as an error."""
    return len(controleer())
