"""The money for everybody to see: years, one year, and its bookings as a file."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from budgetten.cijfers import verdeling
from budgetten.models import Boeking, Budget, Toekenning
from kern.csv import csv_antwoord
from wijken.models import Wijk

PER_PAGINA = 25
KOPPEN = (
    "datum",
    "van budget",
    "van rekening",
    "naar budget",
    "naar rekening",
    "bedrag in euro",
    "omschrijving",
    "wijk",
    "initiatief",
    "besluit",
    "besloten als",
)


@require_safe
def jaren(request: HttpRequest) -> HttpResponse:
    """All years, newest first, each with its budgets."""
    per_jaar: dict[int, list[Budget]] = {}
    for budget in Budget.objects.met_saldi():
        per_jaar.setdefault(budget.jaar, []).append(budget)
    return render(
        request,
        "budgetten/jaren.html",
        {"jaren": [{"jaar": jaar, **_sommen(budgetten)} for jaar, budgetten in per_jaar.items()]},
    )


@require_safe
def jaar(request: HttpRequest, jaar: int) -> HttpResponse:
    """Where the money of one year went: per budget, per wijk, per initiative."""
    budgetten = list(Budget.objects.van_jaar(jaar).met_saldi())
    if not budgetten:
        raise Http404
    toekenningen = Toekenning.objects.van_jaar(jaar)
    pagina = Paginator(toekenningen, PER_PAGINA).get_page(request.GET.get("pagina"))
    delen = verdeling(toekenningen, Wijk.objects.actief())
    return render(
        request,
        "budgetten/jaar.html",
        {
            "jaar": jaar,
            **_sommen(budgetten),
            "delen": [deel for deel in delen if deel.toegekend],
            "zonder": [deel for deel in delen if not deel.toegekend],
            "page_obj": pagina,
        },
    )


def _sommen(budgetten: list[Budget]) -> dict[str, Any]:
    return {
        "budgetten": budgetten,
        "totaal": sum(budget.totaal for budget in budgetten),
        "toegekend": sum(budget.toegekend for budget in budgetten),
        "besteed": sum(budget.besteed for budget in budgetten),
        "vrij": sum(budget.vrij for budget in budgetten),
    }


@require_safe
def boekingen(request: HttpRequest, jaar: int) -> StreamingHttpResponse:
    """Every booking of a year as CSV for a Dutch spreadsheet: semicolons, decimal commas, UTF-8 with BOM."""
    if not Budget.objects.van_jaar(jaar).exists():
        raise Http404
    return csv_antwoord(f"boekingen-{jaar}", KOPPEN, _regels(jaar))


def _regels(jaar: int) -> Iterator[list[str]]:
    for boeking in Boeking.objects.van_jaar(jaar).iterator(chunk_size=500):
        yield _cellen(boeking)


def _cellen(boeking: Boeking) -> list[str]:
    toekenning = boeking.toekenning
    return [
        f"{timezone.localtime(boeking.geboekt_op):%d-%m-%Y}",
        str(boeking.van.budget),
        boeking.van.get_soort_display(),
        str(boeking.naar.budget),
        boeking.naar.get_soort_display(),
        f"{boeking.bedrag:.2f}".replace(".", ","),
        boeking.omschrijving,
        boeking.wijk.naam if boeking.wijk else "",
        (toekenning.initiatief.kenmerk or "") if toekenning else "",
        boeking.besluit,
        toekenning.mandaat.roltitel if toekenning else "",
    ]
