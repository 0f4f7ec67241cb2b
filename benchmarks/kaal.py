"""A bare view: one indexed select of 20 rows, rendered with a small template."""

from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path

from initiatieven.models import Initiatief

SJABLOON = Engine().from_string(
    "<!doctype html><title>Kaal</title><ul>{% for rij in rijen %}"
    "<li><a href='/initiatieven/{{ rij.kenmerk }}/'>{{ rij.titel }}</a>"
    " {{ rij.status }} {{ rij.ingediend_op }}</li>"
    "{% endfor %}</ul>"
)


def kaal(request: HttpRequest) -> HttpResponse:
    # What full text search keeps beside a row is no part of it.
    rijen = Initiatief.objects.openbaar().defer("zoekvector").order_by("-ingediend_op", "-id")[:20]
    antwoord = HttpResponse(SJABLOON.render(Context({"rijen": rijen})))
    antwoord["Content-Length"] = str(len(antwoord.content))  # what CommonMiddleware does for the pages
    return antwoord


urlpatterns = [path("", kaal)]
