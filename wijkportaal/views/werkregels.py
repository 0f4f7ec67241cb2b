"""The rows of the queue in words, and its filter as it stands on the screen.

Put together here instead of in templates: a page has 25 rows and some hundred options, and templates would ask for
every word of each of them anew.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from initiatieven.levensloop import Status
from initiatieven.models import Gebeurtenis, Initiatief
from initiatieven.querysets import InitiatiefQuerySet
from initiatieven.werkfilter import WerkbankFilter, WerkbankForm, met_gelezen
from initiatieven.werklijst import vraag_van
from kern.models import Gebruiker
from kern.templatetags.kern import datum_kort
from kern.werkdagen import vandaag

UIT, AAN = '<option value="{}">{}</option>', '<option value="{}" selected>{}</option>'
# What a row shows, and no more: stories and outlines are heavy.
VELDEN = (
    *(
        "kenmerk",
        "titel",
        "status",
        "route",
        "aan_zet",
        "aan_zet_derde",
        "uiterlijk",
        "wacht_tot",
        "afgesloten_op",
    ),
    *("ingediend_op", "laatste_op", "aantal_steun", "behandelaar_id", "wijk__naam", "aan_zet_persoon__naam"),
    *(
        "aan_zet_afdeling__naam",
        "laatste__soort",
        "laatste__afzender",
        "laatste__wanneer",
        "laatste__door__naam",
    ),
)


@dataclass(frozen=True)
class Regel:
    """One row, in words. Put together here: a template would ask for every word of every row anew."""

    initiatief: Initiatief
    gekozen: bool
    termijn: str
    termijn_soort: str  # ruim, vandaag, laat or klaar
    wie: str
    laatste: str
    nieuw: str  # "nieuw: Antwoord van Daan", or empty when this person has seen it
    labels: list[str]
    antwoord: str  # the act by which one answers: its word in the address, or empty for a closed one


@dataclass(frozen=True)
class Veld:
    """One select of the filter."""

    naam: str
    label: str
    opties: SafeString


@dataclass(frozen=True)
class Chip:
    """One chosen filter in words, and the query string without it."""

    tekst: str
    vraag: str


def velden_van(form: WerkbankForm) -> list[Veld]:
    """The selects of the filter with what is chosen; the search field stands apart."""
    velden = []
    for naam, veld in form.fields.items():
        if isinstance(veld, forms.ChoiceField):
            gekozen = form.data.get(naam, "")
            opties = [format_html(AAN if w == gekozen else UIT, w, tekst) for w, tekst in veld.choices]
            velden.append(Veld(naam, str(veld.label), format_html("{}" * len(opties), *opties)))
    return velden


def chips_van(filter_: WerkbankFilter, vraag: QueryDict) -> list[Chip]:
    """What is chosen, each with the way to take it away."""
    chips = []
    for naam, waarde in filter_.gekozen.items():
        veld = filter_.form.fields[naam]
        tekst = waarde
        if isinstance(veld, forms.ChoiceField):
            tekst = next((str(n) for w, n in veld.choices if w == waarde), waarde)
        kaal = vraag.copy()
        kaal.pop(naam, None)
        chips.append(Chip(f"{veld.label}: {tekst}", vraag_van(kaal)))
    return chips


def met_regels(rijen: InitiatiefQuerySet, door: Gebruiker, begin: int) -> InitiatiefQuerySet:
    """With what a row shows, in the query of the rows itself; only the labels take one more."""
    verwant = ("wijk", "aan_zet_persoon", "aan_zet_afdeling", "laatste__door")
    return met_gelezen(rijen, door, begin).select_related(*verwant).only(*VELDEN).prefetch_related("labels")


def regels_van(rijen: Iterable[Initiatief], door: Gebruiker, gekozen: Collection[str]) -> list[Regel]:
    dag = vandaag()
    return [_regel(initiatief, door, dag, gekozen) for initiatief in rijen]


def _regel(initiatief: Initiatief, door: Gebruiker, dag: date, gekozen: Collection[str]) -> Regel:
    laatste = initiatief.laatste
    nieuw = (
        laatste is not None
        and laatste.pk > initiatief.gelezen_tot  # type: ignore[attr-defined]  # of `met_gelezen`
        and laatste.door_id != door.pk
    )
    termijn, soort = _termijn(initiatief, dag)
    return Regel(
        initiatief=initiatief,
        gekozen=initiatief.kenmerk in gekozen,
        termijn=termijn,
        termijn_soort=soort,
        wie=_wie(initiatief, door),
        laatste=f"{laatste.get_soort_display()}, {_dag(timezone.localdate(laatste.wanneer), dag.year)}"
        if laatste
        else "",
        nieuw=_nieuw(laatste) if nieuw and laatste else "",
        labels=[label.naam for label in initiatief.labels.all()],
        antwoord=_antwoord(initiatief),
    )


def _termijn(initiatief: Initiatief, dag: date) -> tuple[str, str]:
    """How long until the date, in words and as the class that colours them."""
    if initiatief.uiterlijk is None:
        return datum_kort(initiatief.afgesloten_op), "klaar"
    dagen = (initiatief.uiterlijk - dag).days
    if initiatief.wacht_tot is not None and dagen > 0:
        return _("rust tot %(dag)s") % {"dag": datum_kort(initiatief.wacht_tot)}, "klaar"
    if dagen < 0:
        return ngettext("%(n)s dag over termijn", "%(n)s dagen over termijn", -dagen) % {"n": -dagen}, "laat"
    if dagen < 2:
        return (_("morgen") if dagen else _("vandaag")), "vandaag"
    return _("nog %(n)s dagen") % {"n": dagen}, "ruim"


def _wie(initiatief: Initiatief, door: Gebruiker) -> str:
    """Whose move it is, in a few words; empty for a closed one."""
    if not initiatief.is_open:
        return ""
    if initiatief.aan_zet_persoon_id == door.pk:
        return _("U bent aan zet")
    wie = initiatief.aan_zet_derde or initiatief.aan_zet_afdeling or initiatief.aan_zet_persoon
    return _("%(wie)s is aan zet") % {"wie": wie}


@lru_cache(maxsize=4096)
def _dag(dag: date, jaar: int) -> str:
    """ "18 november"; with the year when it was another one. Kept: a list shows the same few days over and over."""
    return date_format(dag, "j F" if dag.year == jaar else "j F Y")


def _antwoord(initiatief: Initiatief) -> str:
    if not initiatief.is_open:
        return ""
    return "reactie" if initiatief.status == Status.INGEDIEND else "nieuws"


def _nieuw(laatste: Gebeurtenis) -> str:
    wie = laatste.afzender or (laatste.door.voornaam if laatste.door else "")
    woorden = {"wat": laatste.get_soort_display(), "wie": wie}
    return _("nieuw: %(wat)s van %(wie)s") % woorden if wie else _("nieuw: %(wat)s") % woorden
