"""What stands around the queue of the werkbank: choices, lists with their counts, and what happened since.

All of it is the same until something happens, so it is kept for a person as the public list is (ADR 0043): the key
holds the newest line of all timelines. Counts stop at `HOOGSTENS`: nobody needs to know that it is 4,812.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from django.core.cache import cache
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from initiatieven.levensloop import AanZet, Status
from initiatieven.models import Gebeurtenis, Initiatief, Label, Thema, Werkbankbezoek, Werkbankfilter
from initiatieven.querysets.initiatief import aan_zet_is
from initiatieven.werkfilter import GEEN_FILTER, Keuzes, WerkbankFilter
from kern.models import Gebruiker
from kern.werkdagen import vandaag
from rollen.models import Rolvervulling, Vakafdeling
from rollen.rechten import vervullingen_van, wijk_ids_met
from rollen.regels import REGELS, Bereik
from wijken.models import Wijk

T = TypeVar("T")
LEZEN, TRIAGEREN = "initiatieven.lezen", "initiatieven.triageren"
HOOGSTENS = 100
BEWAARDE_LIJSTEN = 10  # with a count; more are shown without one
BEWAARD = 60  # seconds
REGELS_TERUG = 1000  # lines that the banner looks back at most


@dataclass(frozen=True)
class Lijst:
    """A list that is one click away: what it is called, its query string and how many there are."""

    naam: str
    vraag: str
    aantal: str = ""  # "12", or "100+" when it was not counted any further
    pk: int | None = None  # of a saved one


def begrensd(aantal: int) -> str:
    """What `tel` counted, as it is shown."""
    return f"{HOOGSTENS}+" if aantal > HOOGSTENS else str(aantal)


@dataclass(frozen=True)
class Overzicht:
    """What stands around the queue. Kept in the cache, so it holds plain values only."""

    keuzes: Keuzes
    lijsten: tuple[Lijst, ...]
    bewaard: tuple[Lijst, ...]
    wijknamen: dict[int, str] = field(default_factory=dict)
    afdelingen: dict[int, str] = field(default_factory=dict)
    tel: dict[str, int] = field(default_factory=dict)
    sinds: str = ""  # "Sinds u hier gisteren om 17.02 uur was: 3 nieuwe initiatieven, 2 antwoorden."


@dataclass(frozen=True)
class Vervanging:
    """Whom this person replaces, where and until when."""

    wie: str
    waar: str
    tot: date | None


def vraag_van(vraag: QueryDict) -> str:
    """What is looked for as a query string: the same for the same view, nothing empty, nothing of paging."""
    kaal = QueryDict(mutable=True)
    for naam in sorted(vraag):
        waarde = vraag.get(naam)
        if waarde and naam not in ("na", "voor", "kies"):
            kaal[naam] = str(waarde)
    return kaal.urlencode()


def is_gefilterd(vraag: QueryDict) -> bool:
    """Whether anything is looked for, apart from order and view."""
    return any(waarde for naam, waarde in vraag.items() if naam not in GEEN_FILTER)


def tel(lijsten: Sequence[QuerySet[Any]], hoogstens: int = HOOGSTENS) -> list[int]:
    """How many rows each of these has, up to `hoogstens` + 1, in one query."""
    delen: list[str] = []
    waarden: list[Any] = []
    for rijen in lijsten:
        try:
            sql, invulling = rijen.order_by().values("pk")[: hoogstens + 1].query.sql_with_params()
        except EmptyResultSet:
            delen.append("0")
            continue
        delen.append(f"(SELECT count(*) FROM ({sql}) t)")  # noqa: S608  Django wrote it
        waarden += invulling
    if not delen:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(delen)}", waarden)
        return list(cursor.fetchone() or [])


def onthouden(door: Gebruiker, stempel: tuple[Any, ...], maak: Callable[[], T]) -> T:
    """What `maak` gives, kept for this person as long as `stempel` is the same, and for a minute at most."""
    sleutel = _sleutel(door)
    bewaard: tuple[Any, T] | None = cache.get(sleutel)
    if bewaard is not None and bewaard[0] == stempel:
        return bewaard[1]
    vers = maak()
    cache.set(sleutel, (stempel, vers), BEWAARD)
    return vers


def stempel_van(door: Gebruiker, bezoek: Werkbankbezoek, stand: int) -> tuple[Any, ...]:
    """What changes when something around the queue of this person does: a line, a day, a role, a visit."""
    rollen = tuple((v.pk, v.rol, v.wijk_id, v.tot) for v in vervullingen_van(door))
    return (stand, vandaag(), rollen, bezoek.vorige_op)


def vergeet(door: Gebruiker) -> None:
    """Count again at the next visit: this person changed something that is no line of a timeline."""
    cache.delete(_sleutel(door))


def _sleutel(door: Gebruiker) -> str:
    return f"initiatieven:werklijst:{door.pk}"


def keuzes_voor(door: Gebruiker) -> Keuzes:
    """What this person can choose from: own wijken, and the people who handle initiatives in them."""
    wijk_ids = wijk_ids_met(door, LEZEN)
    wijken = Wijk.objects.actief() if wijk_ids is None else Wijk.objects.filter(pk__in=wijk_ids)
    return Keuzes(
        wijken=tuple(wijken.values_list("slug", "naam", "pk")),
        themas=tuple(Thema.objects.values_list("slug", "naam", "pk")),
        labels=tuple((str(pk), naam) for pk, naam in Label.objects.values_list("pk", "naam")),
        collegas=tuple(
            (str(pk), naam) for pk, naam in collegas(wijk_ids).exclude(pk=door.pk).values_list("pk", "naam")
        ),
    )


def collegas(wijk_ids: Sequence[int] | None) -> QuerySet[Gebruiker]:
    """Who handles initiatives today in any of these wijken (None: in whichever), by name."""
    regel = REGELS[TRIAGEREN]
    overal = Q(rol__in=[rol for rol, bereik in regel.items() if bereik is Bereik.ALLE_WIJKEN])
    hier = Q(rol__in=list(regel))
    if wijk_ids is not None:
        hier &= Q(wijk__in=wijk_ids) | Q(wijk=None)
    vervullingen = Rolvervulling.objects.geldig(vandaag()).filter(overal | hier, gebruiker=OuterRef("pk"))
    return Gebruiker.objects.filter(Exists(vervullingen), is_active=True).order_by("naam")


def vervangingen(door: Gebruiker) -> list[Vervanging]:
    """Whom this person replaces today: a line for each person, with all places that end on one day.

    Asks the database only when there is somebody.
    """
    eigen = {v.pk for v in vervullingen_van(door) if v.vervangt_id}
    if not eigen:
        return []
    rijen = Rolvervulling.objects.filter(pk__in=eigen).select_related(
        "vervangt__gebruiker", "wijk", "afdeling"
    )
    plekken: dict[tuple[Gebruiker, date | None], list[str]] = {}
    for v in rijen.defer("wijk__omtrek").order_by("tot", "wijk__sorteernaam", "pk"):
        if v.vervangt:
            waar = v.wijk.naam if v.wijk else str(v.afdeling or _("de hele gemeente"))
            plekken.setdefault((v.vervangt.gebruiker, v.tot), []).append(waar)
    return [Vervanging(str(wie), _opsomming(waar), tot) for (wie, tot), waar in plekken.items()]


def _opsomming(delen: Sequence[str]) -> str:
    """ "Slotjes, Strijen en West"."""
    *eerder, laatste = delen
    if not eerder:
        return laatste
    return _("%(eerder)s en %(laatste)s") % {"eerder": ", ".join(eerder), "laatste": laatste}


def overzicht(door: Gebruiker, bezoek: Werkbankbezoek) -> Overzicht:
    """Choices, lists and counts of this person; see `onthouden`."""
    keuzes = keuzes_voor(door)
    mijne = Initiatief.objects.in_werkbank_van(door)
    dag = vandaag()
    aantal = mijne.lopend().aggregate(
        alles=Count("pk"),
        over=Count("pk", filter=Q(uiterlijk__lt=dag)),
        vandaag=Count("pk", filter=Q(uiterlijk=dag)),
        nieuw=Count("pk", filter=Q(status=Status.INGEDIEND)),
        mij=Count("pk", filter=aan_zet_is(door)),
        behandeling=Count("pk", filter=Q(status=Status.IN_BEHANDELING)),
        wacht=Count("pk", filter=Q(status=Status.WACHT_OP_INDIENER)),
        afdeling=Count("pk", filter=Q(aan_zet=AanZet.VAKAFDELING)),
        derde=Count("pk", filter=Q(aan_zet=AanZet.DERDE)),
        uitvoering=Count("pk", filter=Q(status=Status.IN_UITVOERING)),
    )
    vragen = ["nieuw=ja", "genoemd=ja", "heropenen=ja", "behandelaar=niemand"]
    eigen = list(Werkbankfilter.objects.filter(gebruiker=door))
    geteld = [bewaard.vraag for bewaard in eigen[:BEWAARDE_LIJSTEN]]
    alle = [
        WerkbankFilter(QueryDict(vraag), door=door, keuzes=keuzes, begin=bezoek.begin).pas_toe(mijne)
        for vraag in vragen + geteld
    ]
    ongelezen, genoemd, heropenen, niemand, *bewaarde = tel(alle)
    lijsten = [
        Lijst(_("Alles wat loopt"), "", str(aantal["alles"])),
        Lijst(_("Nieuw sinds u keek"), "nieuw=ja", begrensd(ongelezen)),
        Lijst(_("Ik ben aan zet"), "zet=mij", str(aantal["mij"])),
        Lijst(_("Over termijn"), "termijn=over", str(aantal["over"])),
        Lijst(_("Vandaag"), "termijn=vandaag", str(aantal["vandaag"])),
        Lijst(_("Nieuw, nog geen reactie"), "status=ingediend", str(aantal["nieuw"])),
        Lijst(_("In behandeling"), "status=in_behandeling", str(aantal["behandeling"])),
        Lijst(_("Wacht op de indiener"), "status=wacht_op_indiener", str(aantal["wacht"])),
        Lijst(_("Bij een afdeling"), "zet=vakafdeling", str(aantal["afdeling"])),
        Lijst(_("Bij een andere organisatie"), "zet=derde", str(aantal["derde"])),
        Lijst(_("In uitvoering"), "status=in_uitvoering", str(aantal["uitvoering"])),
    ]
    # Only there when there is something in it: on most days these would be empty lines.
    if genoemd:
        lijsten.append(Lijst(_("U bent genoemd"), "genoemd=ja", begrensd(genoemd)))
    if heropenen:
        lijsten.append(Lijst(_("Vraagt om verder te gaan"), "heropenen=ja", begrensd(heropenen)))
    if niemand:
        lijsten.append(Lijst(_("Niemand behandelt dit"), "behandelaar=niemand", begrensd(niemand)))
    lijsten.append(Lijst(_("Afgerond"), "status=afgerond"))
    bewaard = tuple(
        Lijst(rij.naam, rij.vraag, begrensd(bewaarde[nummer]) if nummer < len(bewaarde) else "", rij.pk)
        for nummer, rij in enumerate(eigen)
    )
    return Overzicht(
        keuzes=keuzes,
        lijsten=tuple(lijsten),
        bewaard=bewaard,
        wijknamen=dict(Wijk.objects.values_list("pk", "naam")),
        afdelingen=dict(Vakafdeling.objects.values_list("pk", "naam")),
        tel=aantal,
        sinds=_sinds(door, bezoek),
    )


def _sinds(door: Gebruiker, bezoek: Werkbankbezoek) -> str:
    """What others did since the visit before this one, in one sentence; empty when there was none."""
    if bezoek.vorige_op is None or bezoek.vorige_stand is None:
        return ""
    Soort = Gebeurtenis.Soort
    mijne = Initiatief.objects.in_werkbank_van(door)
    regels = (
        Gebeurtenis.objects.filter(pk__gt=bezoek.vorige_stand, initiatief__in=mijne)
        .exclude(soort=Soort.TERMIJN)
        .exclude(door=door)
        .order_by("-pk")
    )
    soorten = list(regels.values_list("soort", flat=True)[:REGELS_TERUG])
    nieuwe, antwoorden = soorten.count(Soort.INGEDIEND), soorten.count(Soort.ANTWOORD)
    anders = len(soorten) - nieuwe - antwoorden
    delen = []
    if nieuwe:
        tekst = ngettext("%(n)s nieuw initiatief", "%(n)s nieuwe initiatieven", nieuwe)
        delen.append(tekst % {"n": nieuwe})
    if antwoorden:
        delen.append(ngettext("%(n)s antwoord", "%(n)s antwoorden", antwoorden) % {"n": antwoorden})
    if anders:
        delen.append(ngettext("%(n)s ander bericht", "%(n)s andere berichten", anders) % {"n": anders})
    wanneer = _moment(bezoek.vorige_op)
    if not delen:
        return _("Sinds u hier %(wanneer)s was is er niets nieuws.") % {"wanneer": wanneer}
    return _("Sinds u hier %(wanneer)s was: %(wat)s.") % {"wanneer": wanneer, "wat": ", ".join(delen)}


def _moment(wanneer: datetime) -> str:
    """ "vandaag om 9.05 uur", "gisteren om 17.02 uur" or "vrijdag 20 november om 17.02 uur"."""
    lokaal = timezone.localtime(wanneer)
    dagen = (vandaag() - lokaal.date()).days
    dag = {0: _("vandaag"), 1: _("gisteren")}.get(dagen) or date_format(lokaal, "l j F")
    return _("%(dag)s om %(tijd)s uur") % {"dag": dag, "tijd": date_format(lokaal, "H.i")}
