"""The public page of an initiative, and the page of a resident: what every floor knows of it."""

from collections import defaultdict
from datetime import datetime
from functools import lru_cache, partial
from time import time
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from agendas.models import Toezegging
from budgetten.models import Toekenning
from initiatieven.belofte import beloften
from initiatieven.deelname import deelname, opmerkingen
from initiatieven.forms.eigen import BERICHT, IEDEREEN, EigenForm, NieuwsForm
from initiatieven.kaart import als_kaart
from initiatieven.levensloop import Nodig, Route, Status, Sturingsrol
from initiatieven.models import Betrokkene, Foto, Gebeurtenis, Heropenverzoek, Initiatief, Tekstversie, Volgt
from initiatieven.services.gesprek import beantwoord_vraag
from initiatieven.services.heropenen import HEROPENBAAR
from initiatieven.services.nieuws import plaats_nieuws
from initiatieven.tijdlijn import Regel, als_regels
from initiatieven.views.eigen import EIGEN_ACTIES, gebonden
from initiatieven.volgknop import volgknop
from kern.fouten import DomeinFout
from kern.inzage import noteer
from kern.models import Gebruiker
from kern.velden import TekstVeld
from kern.werkdagen import vandaag
from rapportages.models import Leerpunt
from rapportages.services.leerpunten import VERTELBAAR, VRAAG_BINNEN
from rollen.rechten import mag
from rollen.wie import rolnaam
from wijken.models import Wijk

MAILS = 50  # the newest that a resident sees; older ones stand in their mailbox

# The choice of the municipality in words that people use.
ROUTES = {
    Route.LOSLATEN: gettext_lazy(
        "De bewoners doen het zelf. De gemeente volgt het en helpt als zij erom vragen."
    ),
    Route.BEGELEIDEN: gettext_lazy("De gemeente doet mee en helpt de bewoners op weg."),
    Route.DOORGELEIDEN: gettext_lazy("Een afdeling van de gemeente pakt dit op."),
}
STURINGSROLLEN = {
    Sturingsrol.RECHTMATIG: gettext_lazy("Daarbij let zij vooral op de regels en op zorgvuldigheid."),
    Sturingsrol.PRESTEREND: gettext_lazy("Zij zorgt zelf voor het resultaat."),
    Sturingsrol.NETWERKEND: gettext_lazy("Iedereen werkt samen aan één doel."),
    Sturingsrol.PARTICIPEREND: gettext_lazy("De bewoners zitten aan het roer."),
}


class AntwoordForm(EigenForm):
    """An answer to the question that stands open."""

    tekst = TekstVeld(max_length=BERICHT, regels=6, label=gettext_lazy("Uw antwoord"), help_text=IEDEREEN)


def _er_is(rijen: QuerySet[Any]) -> Exists:
    """Whether at least one of these rows is about the initiative."""
    return Exists(rijen.filter(initiatief=OuterRef("pk")))


# Put together once, because for Django that is more work than asking the database. Nothing is read here.
# Most initiatives have none of these: one query that says so saves several that find nothing.
PAGINA = (
    Initiatief.objects.openbaar()
    .voor_publieke_pagina()
    .annotate(
        met_fotos=_er_is(Foto.objects.zichtbaar()),
        met_afspraken=_er_is(Toezegging.objects.all()),
        met_geld=_er_is(Toekenning.objects.all()),
        met_leerpunten=_er_is(Leerpunt.objects.all()),
        met_verwanten=Exists(
            Initiatief.objects.openbaar().filter(
                Q(samengevoegd_met=OuterRef("pk")) | Q(afgesplitst_van=OuterRef("pk"))
            )
        ),
    )
)
TIJDLIJN = (
    Gebeurtenis.objects.openbaar()
    .select_related("door")
    .only("initiatief_id", "soort", "namens", "afzender", "tekst", "wanneer", "door__naam")
)


@lru_cache(maxsize=512)
def _rolnaam(persoon: Gebruiker, wijk: Wijk, minuut: int) -> str:
    """How this person is called here, kept for a minute: it changes seldom and every page asks it."""
    return rolnaam(persoon, wijk)


def _rol(persoon: Gebruiker | None, wijk: Wijk) -> str:
    return _rolnaam(persoon, wijk, int(time()) // 60) if persoon else ""


@require_http_methods(["GET", "HEAD", "POST"])
def initiatief(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """Everything that is public about one initiative. Who started it can answer or tell news here (POST)."""
    try:
        gevonden = PAGINA.get(kenmerk=kenmerk)  # unlike first(), it asks for no order
    except Initiatief.DoesNotExist as onbekend:
        raise Http404 from onbekend
    assert gevonden.wijk is not None  # by constraint, once it is public
    wie_meedoet = deelname(gevonden, request.user)
    is_beginner = wie_meedoet["deelname"].eigen
    form: EigenForm | None = None
    if request.method == "POST":
        if not isinstance(request.user, Gebruiker) or not is_beginner:
            raise Http404
        form = gebonden(request, partial(_berichtform(gevonden), initiatief=gevonden))
        if form.is_valid() and _schrijf(form, gevonden, request.user):
            messages.success(request, _("Uw bericht staat op de pagina. De gemeente krijgt er een mail van."))
            return redirect(gevonden)
    gebeurtenissen = list(TIJDLIJN.filter(initiatief=gevonden))
    if form is None and is_beginner and gevonden.is_open:
        gezien = max((g.pk for g in gebeurtenissen), default=None)
        form = _berichtform(gevonden)(initiatief=gevonden, initial={"gezien": gezien})
    fotos = list(gevonden.fotos.zichtbaar()) if gevonden.met_fotos else []
    versies = Tekstversie.objects.filter(gebeurtenis__initiatief=gevonden) if is_beginner else ()
    regels = als_regels(gevonden, gebeurtenissen, request.user, fotos=fotos, versies=versies)
    verzoek = _open_verzoek(gevonden)
    aan_zet = verzoek.behandelaar if verzoek else gevonden.aan_zet_persoon
    leerpunten = list(Leerpunt.objects.bij(gevonden)) if gevonden.met_leerpunten else []
    gegevens = {
        "initiatief": gevonden,
        "rol": _rol(aan_zet, gevonden.wijk) if gevonden.aan_zet != "indiener" else "",
        "verzoek": verzoek,
        "beloften": beloften(gevonden, vandaag()),
        "fotos": [foto for foto in fotos if foto.gebeurtenis_id is None],
        "regels": regels,
        "gelukt": _gelukt(gevonden, regels),
        "nodig": [Nodig(n).label for n in gevonden.nodig],
        "route": ROUTES.get(Route(gevonden.route)) if gevonden.route else "",
        "sturingsrol": STURINGSROLLEN.get(Sturingsrol(gevonden.sturingsrol)) if gevonden.sturingsrol else "",
        "kaart": als_kaart([gevonden]),
        "verwanten": _verwanten(gevonden, met_anderen=gevonden.met_verwanten),
        "afspraken": Toezegging.objects.van_initiatief(gevonden).afspraken()
        if gevonden.met_afspraken
        else None,
        "toekenningen": list(Toekenning.objects.van_initiatief(gevonden)) if gevonden.met_geld else [],
        "leerpunten": leerpunten,
        "form": form,
        "vraag": _open_vraag(gevonden, regels),
        "eigen_acties": _eigen_acties(gevonden, verzoek) if is_beginner else [],
        "te_vertellen": is_beginner and _te_vertellen(gevonden, leerpunten),
        "naar_werkbank": mag(request.user, "initiatieven.lezen", gevonden),
        **wie_meedoet,
        **volgknop(gevonden, request.user),
        **opmerkingen(gevonden, request.user, request.GET),
    }
    if wie_meedoet["deelname"].met_adres and wie_meedoet["deelname"].meedoeners:
        noteer(request, wat="deelnemers", sleutel=kenmerk)
    return render(request, "wijkportaal/initiatief.html", gegevens)


def _open_verzoek(gevonden: Initiatief) -> Heropenverzoek | None:
    """The request to go on that waits for a decision; only what is closed can have one."""
    if gevonden.status not in HEROPENBAAR:
        return None
    return gevonden.heropenverzoeken.open().select_related("behandelaar").first()


def _gelukt(gevonden: Initiatief, regels: list[Regel]) -> Regel | None:
    """The line that tells what was achieved, of an initiative that succeeded."""
    if gevonden.status != Status.GEREALISEERD:
        return None
    return next((regel for regel in regels if regel.soort == Gebeurtenis.Soort.GEREALISEERD), None)


def _verwanten(gevonden: Initiatief, *, met_anderen: bool) -> list[tuple[str, Initiatief]]:
    """Initiatives that this one came from, went on in, or (`met_anderen`) took up, with how they belong to it."""
    verwanten = []
    if gevonden.samengevoegd_met_id is not None:
        verwanten.append((_("Gaat verder in"), gevonden.gaat_verder_in))
    if gevonden.afgesplitst_van is not None:
        verwanten.append((_("Was eerst een deel van"), gevonden.afgesplitst_van))
    if met_anderen:
        openbaar = Initiatief.objects.openbaar().only("kenmerk", "titel", "status", "samengevoegd_met_id")
        anderen = openbaar.filter(Q(samengevoegd_met=gevonden) | Q(afgesplitst_van=gevonden)).order_by("pk")
        for ander in anderen:
            hier = ander.samengevoegd_met_id == gevonden.pk
            verwanten.append((_("Ging hierin op") if hier else _("Ging apart verder"), ander))
    return verwanten


def _eigen_acties(gevonden: Initiatief, verzoek: Heropenverzoek | None) -> list[tuple[str, str]]:
    """Name and address of what who started it can do with it now."""
    acties = []
    for naam, actie in EIGEN_ACTIES.items():
        if actie.past(gevonden) and not (naam == "heropenen" and verzoek):
            acties.append((str(actie.titel), reverse(f"initiatieven:eigen-{naam}", args=[gevonden.kenmerk])))
    if gevonden.status != Status.SAMENGEVOEGD:
        acties.insert(1, (_("Foto's"), reverse("initiatieven:eigen-fotos", args=[gevonden.kenmerk])))
    if gevonden.is_open:
        acties.insert(2, (_("Met wie begint u dit?"), reverse("initiatieven:mede", args=[gevonden.kenmerk])))
    return acties


def _te_vertellen(gevonden: Initiatief, leerpunten: list[Leerpunt]) -> bool:
    """Whether it has ended and who started it has not yet told what they learned."""
    return gevonden.status in VERTELBAAR and not any(punt.van_de_indiener for punt in leerpunten)


def _open_vraag(gevonden: Initiatief, regels: list[Regel]) -> Regel | None:
    """The question that the resident is asked to answer, from a timeline that has the newest first."""
    if gevonden.status != Status.WACHT_OP_INDIENER:
        return None
    return next((regel for regel in regels if regel.soort == Gebeurtenis.Soort.VRAAG), None)


def _berichtform(gevonden: Initiatief) -> type[EigenForm]:
    """What who started it fills in on the page: an answer to the question that stands open, or else news."""
    return AntwoordForm if gevonden.status == Status.WACHT_OP_INDIENER else NieuwsForm


def _schrijf(form: EigenForm, gevonden: Initiatief, door: Gebruiker) -> bool:
    """Answer the question that stands open, or tell news; False when it could not be done now."""
    dienst = beantwoord_vraag if isinstance(form, AntwoordForm) else plaats_nieuws
    try:
        dienst(initiatief=gevonden, door=door, **form.gegevens())
    except DomeinFout as fout:
        form.add_error(None, fout.zin)
        form.opnieuw_kiezen()
        return False
    return True


@never_cache
@login_required
@require_safe
def mijn(request: HttpRequest) -> HttpResponse:
    """What waits for me, what I started, alone or with others, what I join in and support, and my mails."""
    assert isinstance(request.user, Gebruiker)  # login_required
    bij = Betrokkene.objects.nu().filter(gebruiker=request.user)
    soorten: defaultdict[int, set[str]] = defaultdict(set)
    for initiatief_id, soort in bij.order_by().values_list("initiatief_id", "soort"):
        soorten[initiatief_id].add(soort)
    alles = list(
        Initiatief.objects.zichtbaar_voor(request.user)
        .filter(Q(indiener=request.user) | Q(pk__in=soorten))
        .voor_lijst()
        .annotate(
            begonnen_door=F("indiener_id"),
            verteld=Exists(Leerpunt.objects.van_de_indiener().filter(initiatief=OuterRef("pk"))),
        )
        .order_by("-ingediend_op", "-id")
    )
    eigen = [i for i in alles if i.begonnen_door == request.user.pk or "mede" in soorten[i.pk]]
    anders = [i for i in alles if i not in eigen]
    gegevens = {
        "wachten": [i for i in eigen if i.is_open and i.aan_zet == "indiener"],
        "te_vertellen": [
            i for i in eigen if i.status in VERTELBAAR and not i.verteld and _onlangs(i.afgesloten_op)
        ],
        "initiatieven": eigen,
        "meedoen": [i for i in anders if "meedoen" in soorten[i.pk]],
        "steun": [i for i in anders if "meedoen" not in soorten[i.pk]],
        "volgt": Volgt.objects.filter(gebruiker=request.user).count(),
        "mails": request.user.mails.filter(vertrouwelijk=False)[:MAILS],
    }
    return render(request, "wijkportaal/mijn.html", gegevens)


def _onlangs(moment: datetime | None) -> bool:
    """Whether it ended so recently that people still know what they learned."""
    return moment is not None and moment > timezone.now() - VRAAG_BINNEN


@never_cache
@login_required
@require_safe
def mijn_mail(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail to me, as text; 404 for anybody else's."""
    assert isinstance(request.user, Gebruiker)  # login_required
    mail = request.user.mails.filter(vertrouwelijk=False, pk=pk).first()
    if mail is None:
        raise Http404
    return render(request, "wijkportaal/mijn_mail.html", {"mail": mail})
