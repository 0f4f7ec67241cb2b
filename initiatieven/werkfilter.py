"""What staff narrow their queue by, and the order in which it stands.

The query string is the whole view: the same address always gives the same list, and a saved list is a query string.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from initiatieven.levensloop import GESLOTEN, OPEN, AanZet, Domein, Kanaal, Route, Status, Sturingsrol
from initiatieven.models import Initiatief
from initiatieven.querysets import InitiatiefQuerySet
from initiatieven.querysets.initiatief import aan_zet_is
from kern.models import Gebruiker
from kern.velden import TekstVeld
from kern.werkdagen import vandaag
from rollen.models import Rol, Rolvervulling
from rollen.regels import REGELS, Bereik
from wijken.models import Wijk

OOK_AFGEROND = {"nieuw", "heropenen", "genoemd"}  # asked of closed ones as well
KENMERK = re.compile(r"^\s*\d{4}-\d{4,7}\s*$")
AFGEROND, ALLES = "afgerond", "alles"
NIEMAND = "niemand"
HOOGSTENS_ZONDER = 500  # initiatives without a behandelaar; the next ones come when these are given away
NIEUW_DAGEN = 60  # what lies further back is not new to anybody any more

# Order → the fields of `pagineer`. Each has an index of its own (`werklijst_*`).
NIEUWSTE = ("-ingediend_op", "-id")
VOLGORDES: dict[str, tuple[str, ...]] = {
    "": ("uiterlijk", "id"),
    "nieuwste": NIEUWSTE,
    "stil": ("laatste_op", "id"),
    "steun": ("-aantal_steun", "-id"),
}
LAATSTE_NIEUWS = ("-laatste_op", "-id")
# In the query string, and no part of what is looked for.
GEEN_FILTER = ("na", "voor", "kies", "sorteer", "weergave")

Keuze = tuple[str, Any]  # the value in the address, and its name on the screen (translated when it is shown)
ZOEK = TekstVeld(label=_("Woord of kenmerk"), max_length=100, required=False)


@dataclass(frozen=True)
class Veld:
    """One select of the filter. Without `keuzes` they depend on who looks: see `Keuzes`."""

    label: Any
    leeg: Any
    keuzes: tuple[Keuze, ...] | None


VELDEN: dict[str, Veld] = {
    "status": Veld(
        _("Status"),
        _("Alles wat loopt"),
        (
            *((status.value, status.label) for status in OPEN),
            (AFGEROND, _("Afgerond")),
            *((status.value, status.label) for status in GESLOTEN),
            (ALLES, _("Alles, ook afgerond")),
        ),
    ),
    "termijn": Veld(
        _("Termijn"),
        _("Elke termijn"),
        (("over", _("Over termijn")), ("vandaag", _("Vandaag")), ("week", _("Binnen een week"))),
    ),
    "zet": Veld(
        _("Wie is aan zet"),
        _("Iedereen"),
        (
            ("mij", _("Ik")),
            (AanZet.MEDEWERKER.value, _("De gemeente")),
            (AanZet.INDIENER.value, _("De inwoner")),
            (AanZet.VAKAFDELING.value, _("Een afdeling")),
            (AanZet.DERDE.value, _("Een andere organisatie")),
        ),
    ),
    "behandelaar": Veld(_("Behandelaar"), _("Iedereen"), None),
    "nieuw": Veld(_("Nieuw voor u"), _("Maakt niet uit"), (("ja", _("Nieuw sinds u keek")),)),
    "heropenen": Veld(
        _("Verzoek om verder te gaan"), _("Maakt niet uit"), (("ja", _("Wacht op een besluit")),)
    ),
    "genoemd": Veld(_("U bent genoemd"), _("Maakt niet uit"), (("ja", _("In een notitie")),)),
    "wijk": Veld(_("Wijk of dorp"), _("Al mijn wijken"), None),
    "thema": Veld(_("Thema"), _("Elk thema"), None),
    "domein": Veld(_("Domein"), _("Elk domein"), tuple((d.value, d.label) for d in Domein)),
    "route": Veld(
        _("Aanpak"),
        _("Elke aanpak"),
        (
            ("geen", _("Nog niet gekozen")),
            (Route.LOSLATEN.value, _("Loslaten")),
            (Route.BEGELEIDEN.value, _("Begeleiden")),
            (Route.DOORGELEIDEN.value, _("Doorgeleiden")),
        ),
    ),
    "rol": Veld(
        _("Rol van de gemeente"),
        _("Elke rol"),
        (
            (Sturingsrol.RECHTMATIG.value, _("Rechtmatig")),
            (Sturingsrol.PRESTEREND.value, _("Presterend")),
            (Sturingsrol.NETWERKEND.value, _("Netwerkend")),
            (Sturingsrol.PARTICIPEREND.value, _("Participerend")),
        ),
    ),
    "label": Veld(_("Label"), _("Elk label"), None),
    "kanaal": Veld(_("Hoe kwam het binnen"), _("Maakt niet uit"), tuple((k.value, k.label) for k in Kanaal)),
    "sorteer": Veld(
        _("Volgorde"),
        _("Op datum"),
        (
            ("nieuwste", _("Nieuwste eerst")),
            ("stil", _("Langst stil eerst")),
            ("steun", _("Meeste steun eerst")),
        ),
    ),
}


@dataclass(frozen=True)
class Keuzes:
    """What this person can choose from: rows of slug, name and id; of labels and colleagues id and name."""

    wijken: tuple[tuple[str, str, int], ...] = ()
    themas: tuple[tuple[str, str, int], ...] = ()
    labels: tuple[Keuze, ...] = ()
    collegas: tuple[Keuze, ...] = ()

    def van(self, naam: str) -> tuple[Keuze, ...]:
        """What one field of the filter offers."""
        if (vast := VELDEN[naam].keuzes) is not None:
            return vast
        if naam == "behandelaar":
            return (("mij", _("Ik")), (NIEMAND, _("Niemand met een geldige rol")), *self.collegas)
        if naam == "label":
            return self.labels
        return tuple((slug, tekst) for slug, tekst, _pk in (self.wijken if naam == "wijk" else self.themas))


class WerkbankFilter:
    """A query string as a list of initiatives. A value that does not exist is told (`fouten`) and left out.

    `begin` is the last line there was when this person first came: what lies before it was never new to them.
    No Django form: a select is checked by looking whether it offers the value, and the queue asks this with every
    page and for every saved list.
    """

    def __init__(self, vraag: QueryDict, *, door: Gebruiker, keuzes: Keuzes, begin: int = 0) -> None:
        self.door = door
        self.begin = begin
        self.keuzes = keuzes
        self.gekozen: dict[str, str] = {}
        self.fouten: list[str] = []
        for naam, veld in VELDEN.items():
            waarde = vraag.get(naam, "")
            if waarde and any(waarde == keuze for keuze, _tekst in keuzes.van(naam)):
                self.gekozen[naam] = waarde
            elif waarde:
                self.fouten.append(
                    gettext("%(veld)s: deze keuze bestaat niet (meer).") % {"veld": veld.label}
                )
        try:
            if zoek := ZOEK.clean(vraag.get("zoek", "")):
                self.gekozen["zoek"] = zoek
        except ValidationError as fout:
            self.fouten += [f"{ZOEK.label}: {zin}" for zin in fout.messages]

    @property
    def statussen(self) -> tuple[Status, ...] | None:
        """The statuses of the list; None for every public one.

        Without a choice it is what runs, unless something is asked that closed ones have as well.
        """
        status = self.gekozen.get("status", "")
        if status == AFGEROND:
            return GESLOTEN
        if status == ALLES:
            return None
        if status:
            return (Status(status),)
        if OOK_AFGEROND & set(self.gekozen) or KENMERK.match(self.gekozen.get("zoek", "")):
            return None
        return OPEN

    @property
    def volgorde(self) -> tuple[str, ...]:
        """The order: by date, unless another is chosen or the list holds what is closed and has no date."""
        sorteer = self.gekozen.get("sorteer", "")
        if sorteer:
            return VOLGORDES[sorteer]
        if "nieuw" in self.gekozen:
            return LAATSTE_NIEUWS
        statussen = self.statussen
        alleen_open = statussen is not None and all(status in OPEN for status in statussen)
        return VOLGORDES[""] if alleen_open else NIEUWSTE

    def pas_toe(self, rijen: InitiatiefQuerySet) -> InitiatiefQuerySet:
        """The rows of this list, without an order."""
        statussen = self.statussen
        if statussen == OPEN:
            rijen = rijen.lopend()
        elif statussen is not None:
            rijen = (
                rijen.filter(status__in=statussen)
                if len(statussen) > 1
                else rijen.filter(status=statussen[0])
            )
        for naam, waarde in self.gekozen.items():
            if stap := STAPPEN.get(naam):
                rijen = stap(rijen, waarde, self)
        return rijen


def met_gelezen(rijen: InitiatiefQuerySet, door: Gebruiker, begin: int) -> InitiatiefQuerySet:
    """With `gelezen_tot`: the id of the last line that this person has seen."""
    if "gelezen_tot" in rijen.query.annotations:
        return rijen
    return rijen.alias(mijn=FilteredRelation("gelezen", condition=Q(gelezen__gebruiker=door))).annotate(
        gelezen_tot=Coalesce(F("mijn__tot"), Value(begin))
    )


def is_nieuw(door: Gebruiker) -> Q:
    """For rows `met_gelezen`: whose newest line this person has not seen, and did not write."""
    return Q(laatste__gt=F("gelezen_tot")) & ~Q(laatste__door=door)


def _zoek(rijen: InitiatiefQuerySet, waarde: str, filter_: WerkbankFilter) -> InitiatiefQuerySet:
    return rijen.filter(kenmerk=waarde.strip()) if KENMERK.match(waarde) else rijen.met_tekst(waarde)


def _termijn(rijen: InitiatiefQuerySet, waarde: str, filter_: WerkbankFilter) -> InitiatiefQuerySet:
    dag = vandaag()
    if waarde == "over":
        return rijen.over_termijn(dag)
    if waarde == "vandaag":
        return rijen.filter(uiterlijk=dag)
    return rijen.filter(uiterlijk__range=(dag, dag + timedelta(days=7)))


def _zet(rijen: InitiatiefQuerySet, waarde: str, filter_: WerkbankFilter) -> InitiatiefQuerySet:
    return rijen.filter(aan_zet_is(filter_.door)) if waarde == "mij" else rijen.filter(aan_zet=waarde)


def _behandelaar(rijen: InitiatiefQuerySet, waarde: str, filter_: WerkbankFilter) -> InitiatiefQuerySet:
    if waarde == NIEMAND:
        # First which ones, in no order: asked together with an order the planner walks the whole queue.
        gevonden = rijen.filter(behandelaar_zonder_rol()).order_by().values_list("pk", flat=True)
        return rijen.filter(pk__in=list(gevonden[:HOOGSTENS_ZONDER]))
    return rijen.filter(behandelaar=filter_.door.pk if waarde == "mij" else int(waarde))


def behandelaar_zonder_rol() -> Q:
    """Initiatives whose behandelaar has no role today by which they may triage in that wijk.

    Whoever handles initiatives has or had a role, so those few people are written out, wijk by wijk: an index then
    finds theirs. Asked the other way round the database would look for a role for every initiative.
    """
    regel, dag = REGELS["initiatieven.triageren"], vandaag()
    ooit: set[int] = set()
    overal: set[int] = set()
    per_wijk: dict[int, set[int]] = {pk: set() for pk in Wijk.objects.values_list("pk", flat=True)}
    velden = ("rol", "wijk_id", "gebruiker_id", "vanaf", "tot", "gebruiker__is_active")
    for rol, wijk_id, gebruiker_id, vanaf, tot, actief in Rolvervulling.objects.values_list(*velden):
        ooit.add(gebruiker_id)
        geldig = actief and vanaf <= dag and (tot is None or tot > dag)
        bereik = regel.get(Rol(rol)) if geldig else None
        if bereik is Bereik.ALLE_WIJKEN or (bereik is Bereik.EIGEN_WIJK and wijk_id is None):
            overal.add(gebruiker_id)
        elif bereik is Bereik.EIGEN_WIJK:
            per_wijk[wijk_id].add(gebruiker_id)
    zonder = Q(pk__in=[])
    for wijk_id, mensen in per_wijk.items():
        zonder |= Q(wijk=wijk_id, behandelaar__in=sorted(ooit - overal - mensen))
    return zonder


def _nieuw(rijen: InitiatiefQuerySet, waarde: str, filter_: WerkbankFilter) -> InitiatiefQuerySet:
    sinds = timezone.now() - timedelta(days=NIEUW_DAGEN)
    recent = rijen.filter(laatste_op__gte=sinds, laatste__gt=filter_.begin)
    return met_gelezen(recent, filter_.door, filter_.begin).filter(is_nieuw(filter_.door))


def _label(rijen: InitiatiefQuerySet, waarde: str, filter_: WerkbankFilter) -> InitiatiefQuerySet:
    met = Initiatief.labels.through.objects.filter(initiatief=OuterRef("pk"), label=int(waarde))
    return rijen.filter(Exists(met))


def _pk(rijen: tuple[tuple[str, str, int], ...], slug: str) -> int:
    return next(pk for eigen_slug, _naam, pk in rijen if eigen_slug == slug)


Stap = Callable[[InitiatiefQuerySet, str, WerkbankFilter], InitiatiefQuerySet]
STAPPEN: dict[str, Stap] = {
    "zoek": _zoek,
    "termijn": _termijn,
    "zet": _zet,
    "behandelaar": _behandelaar,
    "nieuw": _nieuw,
    "heropenen": lambda rijen, waarde, filter_: rijen.met_heropenverzoek(),
    "genoemd": lambda rijen, waarde, filter_: rijen.genoemd(filter_.door),
    "wijk": lambda rijen, waarde, filter_: rijen.filter(wijk=_pk(filter_.keuzes.wijken, waarde)),
    "thema": lambda rijen, waarde, filter_: rijen.filter(thema=_pk(filter_.keuzes.themas, waarde)),
    "domein": lambda rijen, waarde, filter_: rijen.filter(domein=waarde),
    "route": lambda rijen, waarde, filter_: rijen.filter(route="" if waarde == "geen" else waarde),
    "rol": lambda rijen, waarde, filter_: rijen.filter(sturingsrol=waarde),
    "label": _label,
    "kanaal": lambda rijen, waarde, filter_: rijen.filter(kanaal=waarde),
}
