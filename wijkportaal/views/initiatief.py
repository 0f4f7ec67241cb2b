"""The public page of an initiative, and the page of a resident: what every floor knows of it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from agendas.models import Toezegging
from budgetten.models import Toekenning
from initiatieven.kaart import als_kaart
from initiatieven.levensloop import Nodig, Route, Status, Sturingsrol
from initiatieven.models import Foto, Gebeurtenis, Initiatief
from initiatieven.services.gesprek import beantwoord_vraag, plaats_voortgang
from kern.forms import PortaalForm
from kern.fouten import DomeinFout
from kern.models import Gebruiker
from kern.velden import TekstVeld
from rapportages.models import Leerpunt
from rapportages.services.leerpunten import VERTELBAAR
from rollen.rechten import mag
from rollen.wie import rolnaam

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


class BerichtForm(PortaalForm):
    """What the resident who started it wants to tell: an answer to a question, or news."""

    tekst = TekstVeld(max_length=5000, regels=6, label=gettext_lazy("Uw bericht"))
    gezien = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)


def _er_is(rijen: QuerySet[Any]) -> Exists:
    """Whether at least one of these rows is about the initiative."""
    return Exists(rijen.filter(initiatief=OuterRef("pk")))


# Put together once, because for Django that is more work than asking the database. Nothing is read here.
# Most initiatives have none of the four: one query that says so saves four that find nothing.
PAGINA = (
    Initiatief.objects.openbaar()
    .voor_publieke_pagina()
    .annotate(
        met_fotos=_er_is(Foto.objects.all()),
        met_afspraken=_er_is(Toezegging.objects.all()),
        met_geld=_er_is(Toekenning.objects.all()),
        met_leerpunten=_er_is(Leerpunt.objects.all()),
    )
)
TIJDLIJN = (
    Gebeurtenis.objects.openbaar()
    .select_related("door")
    .only("initiatief_id", "soort", "namens", "tekst", "wanneer", "door__naam")
)


@require_http_methods(["GET", "HEAD", "POST"])
def initiatief(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """Everything that is public about one initiative. Who started it can answer or tell news here (POST)."""
    try:
        gevonden = PAGINA.get(kenmerk=kenmerk)  # unlike first(), it asks for no order
    except Initiatief.DoesNotExist as onbekend:
        raise Http404 from onbekend
    assert gevonden.wijk is not None  # by constraint, once it is public
    is_indiener = isinstance(request.user, Gebruiker) and gevonden.indiener_id == request.user.pk
    form: BerichtForm | None = None
    if request.method == "POST":
        if not isinstance(request.user, Gebruiker) or not is_indiener:
            raise Http404
        form = BerichtForm(request.POST)
        if form.is_valid() and _schrijf(form, gevonden, request.user):
            messages.success(request, _("Uw bericht staat op de pagina. De gemeente krijgt er een mail van."))
            return redirect(gevonden)
    gebeurtenissen = list(TIJDLIJN.filter(initiatief=gevonden))
    if form is None and is_indiener and gevonden.is_open:
        form = BerichtForm(initial={"gezien": max((g.pk for g in gebeurtenissen), default=None)})
    aan_zet = gevonden.aan_zet_persoon
    leerpunten = list(Leerpunt.objects.bij(gevonden)) if gevonden.met_leerpunten else []
    gegevens = {
        "initiatief": gevonden,
        "rol": rolnaam(aan_zet, gevonden.wijk) if aan_zet and gevonden.aan_zet != "indiener" else "",
        "fotos": list(gevonden.fotos.all()) if gevonden.met_fotos else [],
        "gebeurtenissen": gebeurtenissen,
        "nodig": [Nodig(n).label for n in gevonden.nodig],
        "route": ROUTES.get(Route(gevonden.route)) if gevonden.route else "",
        "sturingsrol": STURINGSROLLEN.get(Sturingsrol(gevonden.sturingsrol)) if gevonden.sturingsrol else "",
        "kaart": als_kaart([gevonden]),
        "afspraken": Toezegging.objects.van_initiatief(gevonden).afspraken()
        if gevonden.met_afspraken
        else None,
        "toekenningen": list(Toekenning.objects.van_initiatief(gevonden)) if gevonden.met_geld else [],
        "leerpunten": leerpunten,
        "form": form,
        "vraag": _open_vraag(gevonden, gebeurtenissen),
        "te_vertellen": is_indiener and _te_vertellen(gevonden, leerpunten),
        "naar_werkbank": mag(request.user, "initiatieven.lezen", gevonden),
    }
    return render(request, "wijkportaal/initiatief.html", gegevens)


def _te_vertellen(gevonden: Initiatief, leerpunten: list[Leerpunt]) -> bool:
    """Whether it has ended and who started it has not yet told what they learned."""
    return gevonden.status in VERTELBAAR and not any(punt.van_de_indiener for punt in leerpunten)


def _open_vraag(gevonden: Initiatief, gebeurtenissen: list[Gebeurtenis]) -> Gebeurtenis | None:
    """The question that the resident is asked to answer, from a timeline that has the newest first."""
    if gevonden.status != Status.WACHT_OP_INDIENER:
        return None
    return next((g for g in gebeurtenissen if g.soort == Gebeurtenis.Soort.VRAAG), None)


def _schrijf(form: BerichtForm, gevonden: Initiatief, door: Gebruiker) -> bool:
    """Answer the question that stands open, or tell news; False when it could not be done now."""
    dienst = beantwoord_vraag if gevonden.status == Status.WACHT_OP_INDIENER else plaats_voortgang
    try:
        dienst(
            initiatief=gevonden,
            door=door,
            tekst=form.cleaned_data["tekst"],
            gezien=form.cleaned_data["gezien"],
        )
    except DomeinFout as fout:
        form.add_error(None, fout.zin)
        return False
    return True


@never_cache
@login_required
@require_safe
def mijn(request: HttpRequest) -> HttpResponse:
    """What I started, what waits for me, and what was mailed to me."""
    assert isinstance(request.user, Gebruiker)  # login_required
    eigen = list(
        Initiatief.objects.zichtbaar_voor(request.user)
        .van(request.user)
        .voor_lijst()
        .order_by("-ingediend_op", "-id")
    )
    gegevens = {
        "wachten": [i for i in eigen if i.is_open and i.aan_zet == "indiener"],
        "initiatieven": eigen,
        "mails": request.user.mails.filter(vertrouwelijk=False)[:MAILS],
    }
    return render(request, "wijkportaal/mijn.html", gegevens)


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
