"""The register of processing (AVG, article 30), for who administers and who audits."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kern.profiel import profiel
from kern.register import register
from rollen.rechten import wie_mag


@login_required
@never_cache
@require_safe
def verwerkingen(request: HttpRequest) -> HttpResponse:
    """What every table keeps of people, why, how long and who sees it."""
    wie_mag(request, "verwerkingen.inzien")
    context = {"hoofdstukken": register(profiel().bewaartermijnen), "contact": profiel().gemeente.contact}
    return render(request, "wijkportaal/verwerkingen.html", context)
