"""What every page knows: whose portal this is and who is looking."""

from django.conf import settings
from django.http import HttpRequest

from kern.profiel import profiel

# The parts of the portal that the menu shows; the first word of their paths.
DELEN = frozenset(
    {"wijken", "initiatieven", "agendas", "budgetten", "rapportages", "werkbank", "mijn", "account"}
)


def portaal(request: HttpRequest) -> dict[str, object]:
    """Context of every template. Asks nothing of the database."""
    deel = request.path.split("/", 2)[1]
    return {
        "deel": deel if deel in DELEN else "",
        "gemeentenaam": profiel().gemeente.naam,
        "demonstratie": settings.DEMONSTRATIE,
        "is_medewerker": getattr(request, "is_medewerker", False),
    }
