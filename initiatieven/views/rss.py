"""What is new as a feed (Atom): of a wijk, of a search, of one initiative. Nothing but what the pages show."""

import hashlib
import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from initiatieven import zoekvraag
from initiatieven.filters import PubliekFilter
from initiatieven.levensloop import ONTWERP
from initiatieven.models import Gebeurtenis, Initiatief
from initiatieven.nieuwstekst import GEEN_NIEUWS, wat, wie
from initiatieven.querysets import GebeurtenisQuerySet
from kern.profiel import profiel
from wijken.models import Wijk

HOEVEEL = 30
WEINIG = 500  # initiatives
BEWAAR = 300  # seconds that a reader or a cache may keep it
GEEN_XML = re.compile(
    "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)  # characters that XML does not have


if TYPE_CHECKING:
    Basis = Feed[Gebeurtenis, Any]
else:
    Basis = Feed  # Django's class takes no types while it runs


class NieuwsFeed(Basis):
    """The newest public lines, newest first. `_gaat_over` chooses what it is about."""

    feed_type = Atom1Feed

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        antwoord = super().__call__(request, *args, **kwargs)
        etag = quote_etag(hashlib.sha256(antwoord.content).hexdigest()[:32])
        antwoord["ETag"] = etag
        patch_cache_control(antwoord, public=True, max_age=BEWAAR)
        return get_conditional_response(request, etag=etag, response=antwoord) or antwoord

    def author_name(self) -> str:
        return _("Gemeente %(naam)s") % {"naam": profiel().gemeente.naam}

    def _nieuws(self) -> GebeurtenisQuerySet:
        return (
            Gebeurtenis.objects.openbaar()
            .exclude(soort__in=GEEN_NIEUWS)
            .exclude(initiatief__status__in=ONTWERP)
            .select_related("initiatief__wijk", "initiatief__indiener", "door")
            .only(
                *("soort", "namens", "afzender", "tekst", "wanneer", "naar_status", "door__naam"),
                *("initiatief__kenmerk", "initiatief__titel", "initiatief__toon_voornaam"),
                *("initiatief__indiener__naam", "initiatief__wijk__naam"),
            )
            .order_by("-wanneer", "-id")
        )

    def item_title(self, item: Gebeurtenis) -> str:
        return _schoon(f"{item.initiatief.titel}: {wat(item)}")

    def item_description(self, item: Gebeurtenis) -> str:
        # A reader takes this for HTML: what somebody typed must stay text there.
        return linebreaks(_schoon(item.tekst or f"{item.initiatief.wijk}"), autoescape=True)

    def item_link(self, item: Gebeurtenis) -> str:
        return f"{settings.PORTAAL_URL}{item.initiatief.get_absolute_url()}"

    def item_guid(self, item: Gebeurtenis) -> str:
        return f"{self.item_link(item)}#gebeurtenis-{item.pk}"

    def item_author_name(self, item: Gebeurtenis) -> str:
        return _schoon(wie(item))

    def item_pubdate(self, item: Gebeurtenis) -> datetime:
        return item.wanneer

    def item_updateddate(self, item: Gebeurtenis) -> datetime:
        return item.wanneer


class WijkFeed(NieuwsFeed):
    """What is new in one wijk."""

    def get_object(self, request: HttpRequest, slug: str) -> Wijk:
        return get_object_or_404(Wijk.objects.defer("omtrek"), slug=slug)

    def title(self, obj: Wijk) -> str:
        return _("Nieuws uit %(wijk)s") % {"wijk": obj.naam}

    def link(self, obj: Wijk) -> str:
        return f"{settings.PORTAAL_URL}{obj.get_absolute_url()}"

    def feed_url(self, obj: Wijk) -> str:
        return f"{self.link(obj)}feed.xml"

    def items(self, obj: Wijk) -> GebeurtenisQuerySet:
        return self._nieuws().filter(initiatief__wijk=obj)[:HOEVEEL]


class ZoekFeed(NieuwsFeed):
    """What is new in a search of the public list; without a search in the whole municipality."""

    def get_object(self, request: HttpRequest) -> PubliekFilter:
        filter_ = PubliekFilter(request.GET, queryset=Initiatief.objects.openbaar().order_by())
        if not filter_.form.is_valid():
            raise Http404
        return filter_

    def _vraag(self, obj: PubliekFilter) -> str:
        vraag = zoekvraag.schrijf(zoekvraag.antwoorden(obj))
        return f"?{vraag}" if vraag else ""

    def title(self, obj: PubliekFilter) -> str:
        vraag = self._vraag(obj)
        if not vraag:
            return _("Nieuws over initiatieven van inwoners")
        wijken = [(slug, naam, 0) for slug, naam in obj.filters["wijk"].extra["choices"]]
        return _schoon(
            _("Nieuws over initiatieven: %(vraag)s") % {"vraag": zoekvraag.omschrijf(vraag[1:], wijken)}
        )

    def link(self, obj: PubliekFilter) -> str:
        return f"{settings.PORTAAL_URL}/initiatieven/{self._vraag(obj)}"

    def feed_url(self, obj: PubliekFilter) -> str:
        return f"{settings.PORTAAL_URL}/initiatieven/feed.xml{self._vraag(obj)}"

    def items(self, obj: PubliekFilter) -> GebeurtenisQuerySet:
        rijen = self._nieuws()
        if not self._vraag(obj):
            return rijen[:HOEVEEL]
        # Few initiatives: look at what happened to those. Many: look at what is newest. The database cannot know
        # how rare a word is, and would look through all history for one that is in no story.
        gevonden = list(obj.qs.values_list("pk", flat=True)[: WEINIG + 1])
        return rijen.filter(initiatief__in=gevonden if len(gevonden) <= WEINIG else obj.qs)[:HOEVEEL]


class InitiatiefFeed(NieuwsFeed):
    """What is new about one initiative."""

    def get_object(self, request: HttpRequest, kenmerk: str) -> Initiatief:
        return get_object_or_404(Initiatief.objects.openbaar(), kenmerk=kenmerk)

    def title(self, obj: Initiatief) -> str:
        return _schoon(_("Nieuws over “%(titel)s”") % {"titel": obj.titel})

    def link(self, obj: Initiatief) -> str:
        return f"{settings.PORTAAL_URL}{obj.get_absolute_url()}"

    def feed_url(self, obj: Initiatief) -> str:
        return f"{self.link(obj)}feed.xml"

    def items(self, obj: Initiatief) -> GebeurtenisQuerySet:
        return self._nieuws().filter(initiatief=obj)[:HOEVEEL]


def _schoon(tekst: str) -> str:
    return GEEN_XML.sub("", tekst)


wijk = require_safe(WijkFeed())
zoek = require_safe(ZoekFeed())
initiatief = require_safe(InitiatiefFeed())
