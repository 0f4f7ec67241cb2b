"""The werkbank: the queue a wijkmakelaar works from all day, as list and as board, and the doors to other work."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from initiatieven.levensloop import OPEN, Status
from initiatieven.meldingen import aantal_te_beslissen
from initiatieven.models import Initiatief, Schuring
from initiatieven.querysets import InitiatiefQuerySet
from initiatieven.services.samen import HOOGSTENS as HOOGSTENS_SAMEN
from initiatieven.services.werklijst import noteer_bezoek
from initiatieven.werkfilter import WerkbankFilter
from initiatieven.werklijst import (
    Overzicht,
    begrensd,
    is_gefilterd,
    onthouden,
    overzicht,
    stempel_van,
    tel,
    vervangingen,
    vraag_van,
)
from kern.inzage import noteer
from kern.models import Gebruiker
from kern.paginering import pagineer
from kern.profiel import profiel
from kern.verzoek import kijkt_iemand
from rollen.rechten import is_medewerker, mag, vervullingen_van, wijken_met
from wijkportaal.views.dashboards import OVERZICHTEN
from wijkportaal.views.werkregels import (
    Regel,
    chips_van,
    lijsten,
    met_regels,
    regels_met,
    regels_van,
    rij,
    selects,
)

LEZEN = "initiatieven.lezen"
PER_BLADZIJDE = 20
PER_KOLOM = 8
EIGEN_AGENDAS = 5  # with more wijken than this there is one door to all agendas
BORD = "bord"


@dataclass(frozen=True)
class Deur:
    """Another part of the werkbank that this person may enter."""

    naam: str
    adres: str
    uitleg: str = ""


@dataclass(frozen=True)
class Kolom:
    """One status on the board: how many there are, the first of them, and where the rest is."""

    status: Status
    aantal: str
    regels: list[Regel]
    meer: bool  # more than are shown
    alles: str  # query string of the list with this column alone


@lru_cache(maxsize=256)
def naar_deuren(deuren: tuple[Deur, ...]) -> SafeString:
    """The doors as HTML, kept for each set of them."""
    return render_to_string("wijkportaal/delen/deuren.html", {"deuren": deuren, "mag_lezen": True})


@login_required
@never_cache
@require_safe
def werkbank(request: HttpRequest) -> HttpResponse:
    """What waits for me: the queue of my wijken or my department, and the doors to the rest of my work."""
    door = cast(Gebruiker, request.user)
    if not is_medewerker(door):
        raise Http404
    context: dict[str, Any] = {
        "titels": list(dict.fromkeys(profiel().roltitel(v.rol) for v in vervullingen_van(door))),
        "mag_lezen": mag(door, LEZEN),
    }
    context |= _werklijst(request, door) if context["mag_lezen"] else {"deuren": _deuren(door)}
    if context["mag_lezen"]:
        noteer(request, wat="werklijst")
    return render(request, "wijkportaal/werkbank.html", context)


def _werklijst(request: HttpRequest, door: Gebruiker) -> dict[str, Any]:
    bezoek, stand = noteer_bezoek(door=door, kijkt=kijkt_iemand(request))
    rond, deuren, vervangt = onthouden(
        door,
        stempel_van(door, bezoek, stand),
        lambda: (overzicht(door, bezoek), _deuren(door), vervangingen(door)),
    )
    filter_ = WerkbankFilter(request.GET, door=door, keuzes=rond.keuzes, begin=bezoek.begin)
    rijen = filter_.pas_toe(Initiatief.objects.in_werkbank_van(door))
    gekozen = request.GET.getlist("kies")[:HOOGSTENS_SAMEN]
    vraag, lijst_vraag = vraag_van(request.GET), _zonder(request.GET, "weergave")
    bekend = {lijst.vraag: lijst.naam for lijst in [*rond.lijsten, *rond.bewaard]}
    bord = request.GET.get("weergave") == BORD
    mag_samen = mag(door, "initiatieven.triageren")
    context: dict[str, Any] = {
        "deuren": deuren,
        "naar_deuren": naar_deuren(tuple(deuren)),
        "vervangingen": vervangt,
        "rond": rond,
        "tel": rond.tel,
        "lijsten": lijsten(rond.bewaard, rond.lijsten, lijst_vraag if lijst_vraag in bekend else "-"),
        "fouten": filter_.fouten,
        "zoek": request.GET.get("zoek", "").replace("\x00", "")[:100],
        "selects": selects(rond.keuzes, tuple(sorted(filter_.gekozen.items()))),
        "chips": chips_van(filter_, request.GET),
        "te_bewaren": lijst_vraag not in bekend,
        "kop": bekend.get(lijst_vraag, _("Uw keuze")),
        "gefilterd": is_gefilterd(request.GET),
        "zoek_overal": "" if "status" in filter_.gekozen else "?" + _met(request.GET, status="alles"),
        "vraag": vraag,
        "stand": stand,
        "hoogstens_samen": HOOGSTENS_SAMEN,
        "mag_samen": mag_samen,
        "bord": bord,
        "naar_lijst": _met(request.GET, weergave=""),
        "naar_bord": _met(request.GET, weergave=BORD),
        # What a form of this page gives back, so that afterwards the same page is shown.
        "terug": _met(request.GET, houd_bladzijde=True),
    }
    if bord:
        kolommen = _kolommen(rijen, filter_, request.GET, rond, bezoek.begin)
        regels = [regel for kolom in kolommen for regel in kolom.regels]
        context["kolommen"] = kolommen
    else:
        # First which ones, then what they show: with the joins of the second, the planner may leave the index
        # that has the order.
        velden = [veld.lstrip("-") for veld in filter_.volgorde]
        kaal: Any = rijen.values_list(*velden, named=True)
        pagina = pagineer(kaal, request.GET, volgorde=filter_.volgorde, per=PER_BLADZIJDE)
        ids = [regel.id for regel in pagina]
        gevonden = regels_met(ids, door, bezoek.begin, met_labels=bool(rond.keuzes.labels))
        regels = regels_van(gevonden, door, rond, set(gekozen))
        context |= {"pagina": pagina, "regels": regels}
        context["rijen"] = [rij(regel, "wijkportaal/delen/werkrij.html", mag_samen) for regel in regels]
    getoond = [regel.kenmerk for regel in regels]
    context["kies_alles"] = f"{context['terug']}&{urlencode([('kies', k) for k in getoond])}"
    context["gekozen"] = gekozen
    context["elders_gekozen"] = [kenmerk for kenmerk in gekozen if kenmerk not in getoond]
    return context


def _kolommen(
    rijen: InitiatiefQuerySet, filter_: WerkbankFilter, vraag: QueryDict, rond: Overzicht, begin: int
) -> list[Kolom]:
    """A column per open status, or per status of the filter; each with its first rows and its count."""
    statussen = filter_.statussen or OPEN
    per_status = [rijen.filter(status=status) for status in statussen]
    gekozen = set(vraag.getlist("kies"))
    met_labels = bool(rond.keuzes.labels)
    return [
        Kolom(
            status=status,
            aantal=begrensd(aantal),
            regels=regels_van(
                met_regels(kolom, filter_.door, begin, met_labels=met_labels).order_by(*filter_.volgorde)[
                    :PER_KOLOM
                ],
                filter_.door,
                rond,
                gekozen,
            ),
            meer=aantal > PER_KOLOM,
            alles=_met(vraag, weergave="", status=status.value),
        )
        for status, kolom, aantal in zip(statussen, per_status, tel(per_status), strict=True)
    ]


def _zonder(vraag: QueryDict, *namen: str) -> str:
    kaal = vraag.copy()
    for naam in namen:
        kaal.pop(naam, None)
    return vraag_van(kaal)


def _met(vraag: QueryDict, *, houd_bladzijde: bool = False, **anders: str) -> str:
    """The query string of this view with something else; from the first page unless `houd_bladzijde`."""
    nieuw = vraag.copy()
    for naam in ("kies", *(() if houd_bladzijde else ("na", "voor"))):
        nieuw.pop(naam, None)
    for naam, waarde in anders.items():
        nieuw[naam] = waarde
    for naam in [naam for naam in nieuw if not nieuw[naam]]:
        del nieuw[naam]
    return nieuw.urlencode()


def _deuren(door: Gebruiker) -> list[Deur]:
    deuren = [
        Deur(_("Overzicht: %(rol)s") % {"rol": profiel().roltitel(naam)}, reverse(f"overzicht-{naam}"))
        for naam, wat in OVERZICHTEN.items()
        if mag(door, wat.recht)
    ]
    if mag(door, "initiatieven.invoeren"):
        uitleg = _("wat iemand u vertelt, aan de balie of de telefoon")
        deuren.insert(0, Deur(_("Schrijf een initiatief op"), reverse("werkbank-nieuw"), uitleg))
    if mag(door, "schuringen.inzien") or Schuring.objects.van(door).exists():
        deuren.append(
            Deur(_("Schuringen"), reverse("initiatieven:schuringen"), _("waar wens en regel botsen"))
        )
    if mag(door, "initiatieven.modereren"):
        aantal = aantal_te_beslissen(door)
        uitleg = _("wachten op een besluit: %(aantal)s") % {"aantal": aantal} if aantal else _("geen nieuwe")
        deuren.append(Deur(_("Meldingen"), reverse("initiatieven:meldingen"), uitleg))
    wijken = list(wijken_met(door, "agendas.beheren").filter(actief=True))
    if len(wijken) > EIGEN_AGENDAS:
        deuren.append(Deur(_("Agenda's"), reverse("agendas:lijst"), _("van alle wijken en dorpen")))
    else:
        deuren += [
            Deur(_("Agenda van %(wijk)s") % {"wijk": wijk}, reverse("agendas:werkbank", args=[wijk.slug]))
            for wijk in wijken
        ]
    if mag(door, "budgetten.inzien"):
        deuren.append(Deur(_("Geld"), reverse("budgetten:werkbank"), _("budgetten en toekenningen")))
    if mag(door, "rapportages.leerpunt_noteren"):
        deuren.append(Deur(_("Leerpunten"), reverse("rapportages:leerpunten"), _("wat wij leerden")))
    if mag(door, "rapportages.inzien"):
        deuren.append(
            Deur(_("Rapportages"), reverse("rapportages:werkbank"), _("elk kwartaal, voor de raad"))
        )
    if mag(door, LEZEN) or mag(door, "initiatieven.inrichten"):
        deuren.append(Deur(_("Labels"), reverse("initiatieven:labels"), _("woorden om iets terug te vinden")))
    if mag(door, "rollen.eigen_kaart"):
        deuren.append(Deur(_("Uw kaart"), reverse("rollen:mijn-kaart"), _("zo leren bewoners u kennen")))
    if mag(door, "initiatieven.inrichten"):
        deuren.append(Deur(_("Kaders"), reverse("initiatieven:kaders"), _("wat de raad al besloot")))
        uitleg = _("een begin voor uw antwoord")
        deuren.append(Deur(_("Standaardteksten"), reverse("initiatieven:standaardteksten"), uitleg))
    if mag(door, "logboek.inzien"):
        deuren.append(Deur(_("Logboek"), reverse("logboek"), _("wie wat deed en las")))
    if mag(door, "verwerkingen.inzien"):
        uitleg = _("wat wij van mensen bewaren, en hoe lang")
        deuren.append(Deur(_("Verwerkingen"), reverse("verwerkingen"), uitleg))
    if mag(door, "sleutels.beheren"):
        uitleg = _("toegang voor systemen van partners")
        deuren.append(Deur(_("Sleutels"), reverse("sleutels"), uitleg))
    if mag(door, "rollen.inzien"):
        deuren.append(Deur(_("Rollen"), reverse("rollen"), _("wie wat doet, en tot wanneer")))
    if door.is_staff and mag(door, "rollen.inzien"):
        deuren.append(Deur(_("Beheer"), reverse("admin:index"), _("afdelingen en accounts")))
    deuren.append(
        Deur(_("Hoe u inlogt"), reverse("mijn-inloggen"), _("uw tweede stap, en waar u bent ingelogd"))
    )
    return deuren
