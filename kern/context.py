"""What every page knows: whose portal this is and who is looking."""

from django.conf import settings
from django.http import HttpRequest

from kern.profiel import profiel


def portaal(request: HttpRequest) -> dict[str, object]:
    """Context of every template. Asks nothing of the database."""
    return {
        "gemeentenaam": profiel().gemeente.naam,
        "demonstratie": settings.DEMONSTRATIE,
        "is_medewerker": getattr(request, "is_medewerker", False),
    }
