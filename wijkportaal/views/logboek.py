"""The log for the auditor: who changed what, who read about whom, and the same as a file."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from initiatieven.models import Initiatief
from kern.checks import log_is_beschermd
from kern.csv import csv_antwoord
from kern.forms import DatumVeld, PortaalForm
from kern.inzage import noteer, schrijf
from kern.models import Gebruiker
from kern.velden import TekstVeld
from kern.verzoek import getal
from kern.werkdagen import begin_van
from rollen.mensen import collegas
from rollen.rechten import wie_mag
from wijkportaal.logboek.bronnen import GELEZEN, bronnen
from wijkportaal.logboek.lezen import Zoek, alles, lees
from wijkportaal.logboek.woorden import Zin, als_zinnen, soortnaam

RECHT = "logboek.inzien"
HOOGSTENS = 10_000  # lines of one file
MENSEN = 20  # found at most
VERZOEK = 16  # characters of the number of a request
KOPPEN = ("wanneer", "wie", "deed", "wat", "over wie", "veranderd", "reden", "verzoek", "pagina")
SOORTEN = (
    ("", gettext_lazy("alles")),
    ("gelezen", gettext_lazy("alleen gelezen")),
    ("veranderd", gettext_lazy("alleen veranderd")),
    ("erbij", gettext_lazy("alleen gemaakt")),
    ("weg", gettext_lazy("alleen verwijderd")),
    ("ingelogd", gettext_lazy("alleen ingelogd")),
)


class LogboekForm(PortaalForm):
    """What the auditor looks for. People are numbers: no name stands in an address."""

    noem_niet_verplicht = False

    vanaf = DatumVeld(label=gettext_lazy("Vanaf"), required=False)
    tot = DatumVeld(label=gettext_lazy("Tot en met"), required=False)
    door = forms.ChoiceField(label=gettext_lazy("Wie deed het?"), required=False)
    soort = forms.ChoiceField(label=gettext_lazy("Wat gebeurde er?"), choices=SOORTEN, required=False)
    ding = forms.ChoiceField(label=gettext_lazy("Waarmee?"), required=False)
    welk = TekstVeld(
        label=gettext_lazy("Welk kenmerk of nummer?"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("Zoals 2026-0042, of 12 bij rol 12. Het nummer van een verzoek mag ook."),
    )
    over = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mensen = [(str(g.pk), str(g)) for g in collegas()]
        gekozen = getal(self.data.get("door", ""))
        if gekozen and str(gekozen) not in dict(mensen):  # a resident, chosen in the list itself
            mensen += [(str(g.pk), str(g)) for g in Gebruiker.objects.filter(pk=gekozen)]
        self.fields["door"].choices = [("", _("iedereen")), *mensen]  # type: ignore[attr-defined]
        dingen = [(bron.naam, soortnaam(bron.model)) for bron in bronnen().values() if bron.naam != GELEZEN]
        self.fields["ding"].choices = [("", _("alles")), *sorted(dingen, key=lambda d: d[1].lower())]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        velden = super().clean() or {}
        vanaf, tot = velden.get("vanaf"), velden.get("tot")
        if vanaf and tot and tot < vanaf:
            raise ValidationError(_("De laatste dag ligt voor de eerste. Draai ze om."))
        return velden

    def zoek(self) -> Zoek | None:
        """What is asked; None when that cannot be read."""
        if not self.is_valid():
            return None
        velden = self.cleaned_data
        welk = velden["welk"]
        kenmerk = welk if "-" in welk else ""
        initiatief = Initiatief.objects.filter(kenmerk=kenmerk).values_list("pk", flat=True).first()
        nummer = getal(welk) if len(welk) < VERZOEK else 0
        return Zoek(
            vanaf=begin_van(velden["vanaf"]) if velden["vanaf"] else None,
            tot=begin_van(velden["tot"] + timedelta(days=1)) if velden["tot"] else None,
            door=getal(velden["door"]) or None,
            over=velden["over"],
            soort=velden["soort"],
            ding=velden["ding"],
            kenmerk=kenmerk,
            initiatief=initiatief if kenmerk else None,
            nummer=nummer or None,
            verzoek="" if kenmerk or nummer else welk,
        )


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def logboek(request: HttpRequest) -> HttpResponse:
    """The lines, newest first. What is posted is a name to look for, which no address may hold."""
    door = wie_mag(request, RECHT)
    mensen = None
    if request.method == "POST":
        mensen = _zoek_mensen(request, door)
    form = LogboekForm(request.GET)
    zoek = form.zoek()
    bladzijde = lees(zoek, na=request.GET.get("na", ""), voor=request.GET.get("voor", "")) if zoek else None
    over = Gebruiker.objects.filter(pk=zoek.over).first() if zoek and zoek.over else None
    noteer(request, wat="logboek", van=over)
    context = {
        "form": form,
        "bladzijde": bladzijde,
        "zinnen": als_zinnen(bladzijde.regels) if bladzijde else [],
        "over": over,
        "mensen": mensen,
        "gezocht": request.POST.get("naam", ""),
        "gefilterd": zoek is not None and zoek != Zoek(),
        "fout": zoek is None,
        "beschermd": log_is_beschermd(),
        "hoogstens": HOOGSTENS,
        "gekozen": [(naam, waarde) for naam, waarde in request.GET.items() if naam not in ("na", "voor")],
    }
    return render(request, "wijkportaal/logboek.html", context)


def _zoek_mensen(request: HttpRequest, door: Gebruiker) -> list[Gebruiker]:
    """People with this name or address, to choose about whom one reads on."""
    naam = request.POST.get("naam", "").replace("\x00", "").strip()
    if not naam:
        return []
    schrijf(wie=door, wat="logboek-zoeken", verzoek=request.nummer)  # type: ignore[attr-defined]
    gevonden = Gebruiker.objects.filter(Q(naam__icontains=naam) | Q(email=naam.lower()))
    return list(gevonden.order_by("sorteernaam", "pk")[:MENSEN])


@login_required
@never_cache
@require_POST
def bestand(request: HttpRequest) -> HttpResponseBase:
    """The lines that were looked for as a file, at most `HOOGSTENS`; the last row says when there are more."""
    door = wie_mag(request, RECHT)
    zoek = LogboekForm(request.POST).zoek() or Zoek()
    schrijf(wie=door, wat="logboek-bestand", verzoek=request.nummer)  # type: ignore[attr-defined]
    return csv_antwoord(f"logboek-{timezone.localdate():%Y-%m-%d}", KOPPEN, _rijen(zoek))


def _rijen(zoek: Zoek) -> Iterator[list[str]]:
    aantal = 0
    for stuk in alles(zoek, hoogstens=HOOGSTENS + 1):
        for zin in als_zinnen(stuk):
            aantal += 1
            if aantal > HOOGSTENS:
                tekst = _("Er zijn meer dan %(aantal)s regels. Kies een kortere tijd voor de rest.")
                yield [tekst % {"aantal": HOOGSTENS}]
                return
            yield _cellen(zin)
    yield [_("Dit zijn alle regels: %(aantal)s.") % {"aantal": aantal}]


def _cellen(zin: Zin) -> list[str]:
    wanneer = f"{timezone.localtime(zin.wanneer):%d-%m-%Y %H:%M:%S}"
    return [wanneer, zin.wie, zin.daad, zin.ding, zin.van, zin.kort, zin.reden, zin.verzoek, zin.route]
