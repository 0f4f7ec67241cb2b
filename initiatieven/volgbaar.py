"""What can be followed: how a form names it, what people call it, and where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatieven import themas, zoekvraag
from initiatieven.filters import PubliekFilter, Wijkkeuze
from initiatieven.models import Initiatief, Thema, Volgt
from kern.fouten import DomeinFout
from kern.velden import NUL
from wijken.models import Wijk

Ding = Initiatief | Wijk | Thema | str  # a str is a kept search


class NietTeVolgen(DomeinFout):
    """It is not there, not public or not in use any more."""


class Soort(models.TextChoices):
    """The kinds of things to follow, as they stand in addresses."""

    INITIATIEF = "initiatief", gettext_lazy("een initiatief")
    WIJK = "wijk", gettext_lazy("een wijk of dorp")
    THEMA = "thema", gettext_lazy("een onderwerp")
    ZOEK = "zoek", gettext_lazy("een zoekopdracht")


# How `Volgbaar.wat` is found in the table of followers.
SLEUTEL = {
    Soort.INITIATIEF: "initiatief__kenmerk",
    Soort.WIJK: "wijk__slug",
    Soort.THEMA: "thema__slug",
    Soort.ZOEK: "zoek",
}


@dataclass(frozen=True)
class Volgbaar:
    """Something to follow. `wat` is a kenmerk, a slug or a query string; `naam` fits in "U volgt …"."""

    soort: Soort
    wat: str
    naam: str
    adres: str

    @property
    def knop(self) -> str:
        """What stands on the button beside it: short where the page already says its name."""
        if self.soort == Soort.INITIATIEF:
            return _("Volg dit initiatief")
        if self.soort == Soort.ZOEK:
            return _("Volg deze zoekopdracht")
        return _("Volg %(naam)s") % {"naam": self.naam}

    @property
    def volgadres(self) -> str:
        """The page on which somebody without a login asks to follow it."""
        return f"/volgen/?{urlencode({'soort': self.soort.value, 'wat': self.wat})}"

    @property
    def feed(self) -> str:
        """The address of its feed, for who would rather not be mailed."""
        if self.soort in (Soort.INITIATIEF, Soort.WIJK):
            return f"{self.adres}feed.xml"
        return self.adres.replace("/initiatieven/", "/initiatieven/feed.xml")

    @property
    def sleutel(self) -> dict[str, str]:
        """The lookup of its followers."""
        return {SLEUTEL[self.soort]: self.wat}


def beschrijf(ding: Ding, wijken: Sequence[Wijkkeuze] | None = None) -> Volgbaar:
    """`wijken` saves a query to who describes many searches."""
    if isinstance(ding, Initiatief):
        return Volgbaar(Soort.INITIATIEF, ding.kenmerk or "", f"“{ding.titel}”", ding.get_absolute_url())
    if isinstance(ding, Wijk):
        return Volgbaar(Soort.WIJK, ding.slug, ding.naam, ding.get_absolute_url())
    if isinstance(ding, Thema):
        return _thema(ding.slug, ding.naam)
    woorden = zoekvraag.omschrijf(ding, wijken)
    naam = _("de zoekopdracht %(woorden)s") % {"woorden": woorden}
    return Volgbaar(Soort.ZOEK, ding, naam, f"/initiatieven/?{ding}")


def _thema(slug: str, naam: str) -> Volgbaar:
    volledig = _("het onderwerp %(naam)s") % {"naam": naam}
    return Volgbaar(Soort.THEMA, slug, volledig, f"/initiatieven/?thema={slug}")


def van_volger(volgt: Volgt, wijken: Sequence[Wijkkeuze] | None = None) -> Volgbaar:
    """What this follower follows; `initiatief`, `wijk` and `thema` are best fetched along."""
    return beschrijf(volgt.initiatief or volgt.wijk or volgt.thema or volgt.zoek, wijken)


def van_lijst(filter_: PubliekFilter) -> Volgbaar | None:
    """What somebody follows who follows this search of the public list; None without a search. Asks nothing.

    A wijk alone is the wijk and a theme alone is the theme, so that nobody follows the same thing in two ways.
    """
    gevonden = zoekvraag.antwoorden(filter_)
    if not gevonden or len(vraag := zoekvraag.schrijf(gevonden)) > zoekvraag.LENGTE:
        return None
    wijken = [(slug, str(naam), 0) for slug, naam in filter_.filters["wijk"].extra["choices"]]
    if list(gevonden) == ["wijk"]:
        slug = gevonden["wijk"]
        naam = next(naam for kandidaat, naam, _pk in wijken if kandidaat == slug)
        return Volgbaar(Soort.WIJK, slug, naam, f"/wijken/{slug}/")
    if list(gevonden) == ["thema"]:
        return _thema(gevonden["thema"], dict(themas.keuzes())[gevonden["thema"]])
    return beschrijf(vraag, wijken)


def vind(soort: str, wat: str) -> Ding:
    """What a form or an address names; raises `NietTeVolgen`, or `DomeinFout` for a search that is wrong."""
    ding: Ding | None = None
    if NUL in wat:  # PostgreSQL cannot look for it
        raise NietTeVolgen(_("Dit is er niet. U kunt het niet volgen."))
    if soort == Soort.ZOEK:
        gevonden = zoekvraag.lees(wat)
        if len(gevonden) > 1 or not {"wijk", "thema"} & set(gevonden):
            return zoekvraag.schrijf(gevonden)
        ((soort, wat),) = gevonden.items()
    if soort == Soort.INITIATIEF:
        ding = Initiatief.objects.openbaar().select_related("wijk").filter(kenmerk=wat).first()
    elif soort == Soort.WIJK:
        ding = Wijk.objects.actief().filter(slug=wat).first()
    elif soort == Soort.THEMA:
        ding = themas.te_kiezen().filter(slug=wat).first()
    if ding is None:
        raise NietTeVolgen(_("Dit is er niet meer. U kunt het niet volgen."))
    return ding


def velden(ding: Ding) -> dict[str, Any]:
    """The four fields of a follower, of which one is filled."""
    return {
        "initiatief": ding if isinstance(ding, Initiatief) else None,
        "wijk": ding if isinstance(ding, Wijk) else None,
        "thema": ding if isinstance(ding, Thema) else None,
        "zoek": ding if isinstance(ding, str) else "",
    }
