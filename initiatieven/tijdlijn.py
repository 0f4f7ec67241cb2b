"""The timeline as residents read it: what happened, who said so, and whether that is an official word."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatieven.models import Foto, Gebeurtenis, Initiatief, Tekstversie
from initiatieven.services.fotos import NIEUWS
from rollen.rechten import Persoon

Soort = Gebeurtenis.Soort
# What residents read above a line, where staff read the name of its kind.
KOPPEN = {
    Soort.INGEDIEND: gettext_lazy("Het begin"),
    Soort.ROUTE: gettext_lazy("Zo gaan we verder"),
    Soort.DOORGELEID: gettext_lazy("Naar een afdeling van de gemeente"),
    Soort.OVERGEDRAGEN: gettext_lazy("Een andere contactpersoon"),
    Soort.GEREALISEERD: gettext_lazy("Gelukt!"),
    Soort.NIET_PASSEND: gettext_lazy("Dit kan niet"),
    Soort.GEEN_REACTIE: gettext_lazy("Er kwam geen antwoord"),
    Soort.UITGEZET: gettext_lazy("Een vraag aan een andere organisatie"),
    Soort.TERUG: gettext_lazy("De wijk gaat weer verder"),
    Soort.GEWIJZIGD: gettext_lazy("De bewoners pasten iets aan"),
    Soort.SAMENGEVOEGD: gettext_lazy("Twee initiatieven gaan samen verder"),
    Soort.GESPLITST: gettext_lazy("Een deel gaat apart verder"),
    Soort.HEROPENVERZOEK: gettext_lazy("De bewoners zeggen: dit is niet af"),
    Soort.HEROPEND: gettext_lazy("Wij gaan weer verder"),
    Soort.NIET_HEROPEND: gettext_lazy("Het blijft afgerond"),
}
# Lines that name another initiative by its kenmerk.
NOEMT_EEN_ANDER = {Soort.SAMENGEVOEGD, Soort.LOSGEMAAKT, Soort.GESPLITST}
KENMERK = re.compile(r"\((\d{4}-\d{4,7})\)")


@dataclass(frozen=True)
class Regel:
    """One line: `officieel` when the municipality speaks, `eigen` when this reader may change its photos.

    `versies` are the old and new words of a correction, for who started it only.
    """

    pk: int
    soort: str
    wanneer: datetime
    kop: str
    wie: str
    officieel: bool
    tekst: SafeString
    fotos: Sequence[Foto]
    versies: Sequence[Tekstversie]
    eigen: bool


def als_regels(
    initiatief: Initiatief,
    gebeurtenissen: Iterable[Gebeurtenis],
    lezer: Persoon,
    *,
    fotos: Iterable[Foto] = (),
    versies: Iterable[Tekstversie] = (),
) -> list[Regel]:
    """The lines in the given order, with what belongs to each. Reads nothing: give `gebeurtenissen` with `door`."""
    per_regel: defaultdict[int | None, list[Foto]] = defaultdict(list)
    for foto in fotos:
        per_regel[foto.gebeurtenis_id].append(foto)
    versies_per_regel: defaultdict[int, list[Tekstversie]] = defaultdict(list)
    for versie in versies:
        versies_per_regel[versie.gebeurtenis_id].append(versie)
    return [
        Regel(
            pk=g.pk,
            soort=g.soort,
            wanneer=g.wanneer,
            kop=str(KOPPEN.get(Soort(g.soort)) or g.get_soort_display()),
            wie=_wie(initiatief, g),
            officieel=bool(g.namens) and not g.afzender,
            tekst=_tekst(g),
            fotos=per_regel[g.pk],
            versies=versies_per_regel[g.pk],
            eigen=g.door_id is not None and g.door_id == lezer.pk and g.soort in NIEUWS,
        )
        for g in gebeurtenissen
    ]


def _wie(initiatief: Initiatief, g: Gebeurtenis) -> str:
    if g.afzender:
        if not g.namens:
            return g.afzender
        return _("%(wie)s, opgeschreven door %(door)s") % {"wie": g.afzender, "door": g.door}
    if g.namens:
        return f"{g.door}, {g.namens}"
    if g.door_id is None:
        return _("Wijkportaal")
    if g.door_id == initiatief.indiener_id:
        return initiatief.indiener_openbaar
    return _("Een inwoner")


def _tekst(g: Gebeurtenis) -> SafeString:
    """As HTML; the kenmerk of another initiative leads there."""
    html = linebreaks(g.tekst, autoescape=True) if g.tekst else ""
    if g.soort in NOEMT_EEN_ANDER:
        html = KENMERK.sub(r'(<a href="/initiatieven/\1/">\1</a>)', html)
    return mark_safe(html)  # noqa: S308  escaped above; what is put in is digits and a hyphen
