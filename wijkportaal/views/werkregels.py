"""The rows of the queue in words, and its filter as it stands on the screen.

A page has 20 rows and some hundred options. So a row is plain values from one query, and what such values look like
is worded and rendered once and kept by the process, as the frame of every page is (`kern.templatetags.kern.vast`).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from initiatieven.levensloop import OPEN, Status
from initiatieven.models import Gebeurtenis, Initiatief
from initiatieven.querysets import InitiatiefQuerySet
from initiatieven.werkfilter import VELDEN, Keuzes, WerkbankFilter, met_gelezen
from initiatieven.werklijst import Lijst, Overzicht, vraag_van
from kern.models import Gebruiker
from kern.templatetags.kern import datum_kort
from kern.werkdagen import vandaag

# What a row shows, and no more: the name of each column → where it stands.
KOLOMMEN = {
    "persoon": F("aan_zet_persoon__naam"),
    "soort": F("laatste__soort"),
    "afzender": F("laatste__afzender"),
    "wanneer": F("laatste__wanneer"),
    "door_id": F("laatste__door"),
    "door_naam": F("laatste__door__naam"),
}
EIGEN_KOLOMMEN = (
    *("id", "kenmerk", "titel", "status", "route", "wijk_id", "uiterlijk", "wacht_tot", "aan_zet_derde"),
    *("aan_zet_persoon_id", "aan_zet_afdeling_id", "behandelaar_id", "ingediend_op", "afgesloten_op"),
    *("laatste_op", "laatste_id", "aantal_steun", "gelezen_tot"),
)
GEPLAKT = ArraySubquery(
    Initiatief.labels.through.objects.filter(initiatief=OuterRef("pk")).values("label_id")
)


@dataclass(frozen=True)
class Regel:
    """One row in words."""

    kenmerk: str
    titel: str
    status: Status
    feiten: str  # kenmerk, wijk, route and support
    termijn: str
    termijn_soort: str  # ruim, vandaag, laat or klaar
    wie: str
    laatste: str
    nieuw: str  # "nieuw: Antwoord van Daan", or empty when this person has seen it
    labels: tuple[str, ...]
    antwoord: str  # the act by which one answers: its word in the address, or empty for a closed one
    gekozen: bool

    @property
    def statusnaam(self) -> str:
        return str(self.status.label)


@dataclass(frozen=True)
class Chip:
    """One chosen filter in words, and the query string without it."""

    tekst: str
    vraag: str


def met_regels(rijen: InitiatiefQuerySet, door: Gebruiker, begin: int, *, met_labels: bool) -> Any:
    """The columns of a row in the query of the rows itself, as named tuples.

    Where no label was ever made (`met_labels`) nobody asks for them.
    """
    kolommen = KOLOMMEN | ({"geplakt": GEPLAKT} if met_labels else {})
    met_kolommen = met_gelezen(rijen, door, begin).annotate(**kolommen)
    return met_kolommen.values_list(*EIGEN_KOLOMMEN, *kolommen, named=True)


def regels_met(ids: Sequence[int], door: Gebruiker, begin: int, *, met_labels: bool) -> list[Any]:
    """The same for the initiatives with these ids, in that order."""
    per_id = {rij.id: rij for rij in _alle_regels(door, begin, met_labels).filter(pk__in=ids)}
    return [per_id[pk] for pk in ids if pk in per_id]


@lru_cache(maxsize=256)
def _alle_regels(door: Gebruiker, begin: int, met_labels: bool) -> Any:
    """Put together once per employee: that takes as long as reading a page of it. Nothing is read here."""
    return met_regels(Initiatief.objects.order_by(), door, begin, met_labels=met_labels)


def regels_van(
    rijen: Iterable[Any], door: Gebruiker, rond: Overzicht, gekozen: Collection[str]
) -> list[Regel]:
    """Each row of `met_regels` in words, for this person and this day."""
    dag = vandaag()
    return [_regel(rij, door, rond, dag, gekozen) for rij in rijen]


@lru_cache(maxsize=4096)
def rij(regel: Regel, sjabloon: str, mag_samen: bool) -> SafeString:
    """A row as HTML, kept for each set of words; staff see the same rows all day."""
    return render_to_string(sjabloon, {"regel": regel, "mag_samen": mag_samen})


@lru_cache(maxsize=256)
def selects(keuzes: Keuzes, gekozen: tuple[tuple[str, str], ...]) -> SafeString:
    """The selects of the filter with what is chosen; the search field stands apart."""
    nu = dict(gekozen)
    velden = [
        {"naam": n, "label": veld.label, "leeg": veld.leeg, "keuzes": keuzes.van(n), "waarde": nu.get(n, "")}
        for n, veld in VELDEN.items()
    ]
    return render_to_string("wijkportaal/delen/werkfilter.html", {"velden": velden})


@lru_cache(maxsize=512)
def lijsten(bewaard: tuple[Lijst, ...], vaste: tuple[Lijst, ...], huidig: str) -> SafeString:
    """The lists on the left; `huidig` is the query string of the one that is shown, if it is one of them."""
    context = {"bewaard": bewaard, "vaste": vaste, "huidig": huidig}
    return render_to_string("wijkportaal/delen/werklijsten.html", context)


def chips_van(filter_: WerkbankFilter, vraag: QueryDict) -> list[Chip]:
    """What is chosen, each with the way to take it away."""
    chips = []
    for naam, waarde in filter_.gekozen.items():
        kaal = vraag.copy()
        kaal.pop(naam, None)
        if naam == "zoek":
            tekst = f"“{waarde}”"
        else:
            keuze = next(tekst for w, tekst in filter_.keuzes.van(naam) if w == waarde)
            tekst = f"{VELDEN[naam].label}: {keuze}"
        chips.append(Chip(tekst, vraag_van(kaal)))
    return chips


def _regel(rij: Any, door: Gebruiker, rond: Overzicht, dag: date, gekozen: Collection[str]) -> Regel:
    is_open = rij.status in OPEN
    is_nieuw = rij.laatste_id is not None and rij.laatste_id > rij.gelezen_tot and rij.door_id != door.pk
    termijn, soort = _termijn(rij, dag)
    return Regel(
        kenmerk=rij.kenmerk,
        titel=rij.titel,
        status=Status(rij.status),
        feiten=_feiten(rij, rond),
        termijn=termijn,
        termijn_soort=soort,
        wie=_wie(rij, door, rond) if is_open else "",
        laatste=_laatste(rij, dag),
        nieuw=_nieuw(rij) if is_nieuw else "",
        labels=_labels(rij, rond),
        antwoord=("reactie" if rij.status == Status.INGEDIEND else "nieuws") if is_open else "",
        gekozen=rij.kenmerk in gekozen,
    )


def _labels(rij: Any, rond: Overzicht) -> tuple[str, ...]:
    if not rond.keuzes.labels or not rij.geplakt:
        return ()
    return tuple(naam for pk, naam in rond.keuzes.labels if int(pk) in rij.geplakt)


def _feiten(rij: Any, rond: Overzicht) -> str:
    feiten = [rij.kenmerk, rond.wijknamen.get(rij.wijk_id, "")]
    if rij.route:
        feiten.append(rij.route)
    if rij.aantal_steun:
        feiten.append(
            ngettext("%(n)s steunt dit", "%(n)s steunen dit", rij.aantal_steun) % {"n": rij.aantal_steun}
        )
    return " · ".join(feiten)


def _termijn(rij: Any, dag: date) -> tuple[str, str]:
    """How long until the date, in words and as the class that colours them."""
    if rij.uiterlijk is None:
        return datum_kort(rij.afgesloten_op), "klaar"
    dagen = (rij.uiterlijk - dag).days
    if rij.wacht_tot is not None and dagen > 0:
        return _("wacht tot %(dag)s") % {"dag": datum_kort(rij.wacht_tot)}, "klaar"
    return _over(dagen)


@lru_cache(maxsize=1024)
def _over(dagen: int) -> tuple[str, str]:
    if dagen < 0:
        return ngettext("%(n)s dag over termijn", "%(n)s dagen over termijn", -dagen) % {"n": -dagen}, "laat"
    if dagen < 2:
        return (_("morgen") if dagen else _("vandaag")), "vandaag"
    return _("nog %(n)s dagen") % {"n": dagen}, "ruim"


def _wie(rij: Any, door: Gebruiker, rond: Overzicht) -> str:
    """Whose move it is, or to whom it returns after resting. See `aan_zet_is` for who that is not."""
    if rij.wacht_tot is not None:
        if rij.aan_zet_persoon_id == door.pk:
            return _("komt dan terug bij u")
        return _("komt dan terug bij %(wie)s") % {"wie": rij.persoon}
    afdeling = rond.afdelingen.get(rij.aan_zet_afdeling_id)
    leidt_afdeling = rij.aan_zet_persoon_id != rij.behandelaar_id
    if rij.aan_zet_persoon_id == door.pk and not rij.aan_zet_derde and (leidt_afdeling or not afdeling):
        return _("U bent aan zet")
    return _is_aan_zet(rij.aan_zet_derde or afdeling or rij.persoon)


@lru_cache(maxsize=1024)
def _is_aan_zet(wie: str) -> str:
    return _("%(wie)s is aan zet") % {"wie": wie or _("Inwoner")}


def _laatste(rij: Any, dag: date) -> str:
    if rij.laatste_id is None:
        return ""
    return f"{_soort(rij.soort)}, {_dag(timezone.localdate(rij.wanneer), dag.year)}"


def _nieuw(rij: Any) -> str:
    wie = rij.afzender or (rij.door_naam or "").split(" ")[0]
    woorden = {"wat": _soort(rij.soort), "wie": wie}
    return _("nieuw: %(wat)s van %(wie)s") % woorden if wie else _("nieuw: %(wat)s") % woorden


@lru_cache(maxsize=64)
def _soort(soort: str) -> str:
    return str(Gebeurtenis.Soort(soort).label)


@lru_cache(maxsize=4096)
def _dag(dag: date, jaar: int) -> str:
    """ "18 november"; with the year when it was another one. Kept: a list shows the same few days over and over."""
    return date_format(dag, "j F" if dag.year == jaar else "j F Y")
