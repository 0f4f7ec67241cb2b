"""The job that keeps learning and reporting going."""

from celery import shared_task

from kern.werkdagen import vandaag
from rapportages.services.leerpunten import vraag_leerpunten
from rapportages.services.rapportage import maak_kwartaalrapportage, ontbrekende_kwartalen


@shared_task(name="rapportages.maak_kwartaalrapportages")
def maak_kwartaalrapportages() -> int:
    """Make every report that is missing and ask what was learned; returns how many reports were made.

    Looks at state only, so it is safe to run twice, at the same time, and late.
    """
    vraag_leerpunten()
    gemaakt = [maak_kwartaalrapportage(kwartaal=kwartaal) for kwartaal in ontbrekende_kwartalen(vandaag())]
    return sum(rapportage is not None for rapportage in gemaakt)
