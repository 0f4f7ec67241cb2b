"""Pages that let a newcomer try everything alone."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kern.models import Mail
from wijkportaal.demonstratie.accounts import WACHTWOORD, accounts

PER_BLADZIJDE = 25


@require_safe
@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """Who you can be, and the walk from resident to council."""
    return render(request, "demonstratie/start.html", {"accounts": accounts(), "wachtwoord": WACHTWOORD})


@require_safe
@never_cache
def mails(request: HttpRequest) -> HttpResponse:
    """Every mail in the outbox, newest first, of one address when asked."""
    aan = request.GET.get("aan", "").replace("\x00", "").strip().lower()
    gevonden = Mail.objects.filter(aan=aan) if aan else Mail.objects.all()
    bladzijde = Paginator(gevonden.defer("html"), PER_BLADZIJDE).get_page(request.GET.get("pagina"))
    return render(request, "demonstratie/mails.html", {"page_obj": bladzijde, "aan": aan})


@require_safe
@never_cache
def mail(request: HttpRequest, nummer: int) -> HttpResponse:
    """One mail as the receiver reads it, in plain text with links that work."""
    return render(request, "demonstratie/mail.html", {"mail": get_object_or_404(Mail, pk=nummer)})
