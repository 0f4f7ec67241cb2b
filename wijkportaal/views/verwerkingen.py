"""The register of processing (AVG, article 30), for who administers and who audits."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kern.profiel import profiel
from kern.register import register
from rollen.rechten import is_medewerker, mag


@login_required
@never_cache
@require_safe
def verwerkingen(request: HttpRequest) -> HttpResponse:
    """What every table keeps of people, why, how long and who sees it."""
    if not mag(request.user, "verwerkingen.inzien"):
        raise PermissionDenied if is_medewerker(request.user) else Http404
    context = {"hoofdstukken": register(profiel().bewaartermijnen), "contact": profiel().gemeente.contact}
    return render(request, "wijkportaal/verwerkingen.html", context)
