"""Pages that are the same for everybody: accessibility, privacy, and the files that machines ask for."""

from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

from initiatieven.services.concept import CONCEPT_BEWAREN
from initiatieven.services.te_bevestigen import GELDIG
from kern.profiel import profiel
from kern.register import register

# The last time that the whole portal was looked through for the accessibility statement.
ONDERZOCHT_OP = date(2026, 11, 22)
EEN_DAG = 86400


@require_safe
def toegankelijkheid(request: HttpRequest) -> HttpResponse:
    """The accessibility statement that the law asks for, with the honest status."""
    gegevens = {"contact": profiel().gemeente.contact, "onderzocht_op": ONDERZOCHT_OP}
    return render(request, "wijkportaal/toegankelijkheid.html", gegevens)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What the portal keeps of people, why, how long, and how to have it changed."""
    gegevens = {
        "contact": profiel().gemeente.contact,
        "hoofdstukken": register(profiel().bewaartermijnen),
        "concept_dagen": CONCEPT_BEWAREN.days,
        "bevestigen_dagen": GELDIG.days,
    }
    return render(request, "wijkportaal/privacy.html", gegevens)


@require_safe
@cache_control(max_age=EEN_DAG, public=True)
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to report a vulnerability (RFC 9116). `Expires` moves along: the municipality keeps this address."""
    verloopt = (datetime.now(UTC) + timedelta(days=180)).replace(hour=0, minute=0, second=0, microsecond=0)
    regels = (
        f"Contact: mailto:{profiel().gemeente.contact.email}",
        f"Expires: {verloopt:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.PORTAAL_URL}/.well-known/security.txt",
    )
    return HttpResponse("\n".join(regels) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(max_age=EEN_DAG, public=True)
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Search engines are welcome on the public pages."""
    besloten = (
        "/account/",
        "/werkbank/",
        "/mijn/",
        "/beheer/",
        "/initiatieven/nieuw/",
        "/volgen/",
        "/demonstratie/",
    )
    regels = ["User-agent: *", *(f"Disallow: {pad}" for pad in besloten)]
    return HttpResponse("\n".join(regels) + "\n", content_type="text/plain; charset=utf-8")


class Favicon(RedirectView):
    """Browsers ask for this address on their own."""

    def get_redirect_url(self, *args: object, **kwargs: object) -> str:
        return static("beeld/merk.svg")
