"""Reading who has which role, where and when: what to arrange, the time lines, and what each role may do."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kern.forms import PortaalForm
from kern.profiel import profiel
from kern.werkdagen import vandaag
from rollen.models import Rol, Rolvervulling
from rollen.rechten import haal, mag, wie_mag
from rollen.rechtentabel import BEREIK, BEREIK_UITLEG, SLEUTELKOP, Onderwerp, per_onderwerp
from rollen.regels import Bereik
from rollen.sleutels import sleutelregels
from rollen.tijdlijn import VOORUIT, Signaal, Soort, Stand, gaten_en_overlap, stand_op, tijdlijn, tijdlijnen
from wijken.models import Wijk
from wijkportaal.views.rolbeheer import BEHEREN, INZIEN
from wijkportaal.views.rollenbeeld import jaren, kwartalen, teken

TERUG = timedelta(days=365)  # how long ago a role may have ended to stand in the overview
MEESTE = 8  # what has to be arranged and is shown at once; the rest unfolds


class RolKeuze(PortaalForm):
    """Which role the overview is about."""

    noem_niet_verplicht = False
    rol = forms.ChoiceField(label=gettext_lazy("Rol"), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        titels = [(rol.value, profiel().roltitel(rol)) for rol in Rol]
        self.fields["rol"].choices = [("", _("alle rollen")), *titels]  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Daad:
    """What mends it: the words of a link, for whom they are, and where it goes."""

    naam: str
    over: str
    adres: str


@dataclass(frozen=True)
class Melding:
    """Something to arrange; `daden` is empty for who may only read."""

    signaal: Signaal
    nu: bool
    daden: list[Daad]


@login_required
@never_cache
@require_safe
def rollen(request: HttpRequest) -> HttpResponse:
    """What has to be arranged in the coming year, and the time line of the municipality and every wijk."""
    door, dag = wie_mag(request, INZIEN), vandaag()
    keuze = RolKeuze(request.GET)
    gekozen = Rol(keuze.cleaned_data["rol"]) if keuze.is_valid() and keuze.cleaned_data["rol"] else None
    tot = dag + VOORUIT
    signalen = [s for s in gaten_en_overlap(dag, tot) if gekozen in (None, s.rol)]
    as_ = kwartalen(dag - TERUG, tot)
    lijnen = tijdlijnen(dag - TERUG, as_.grenzen[-1], rol=gekozen)
    meldingen = [_melding(signaal, mag(door, BEHEREN), dag) for signaal in signalen]
    context = {
        "keuze": keuze,
        "gekozen": gekozen and profiel().roltitel(gekozen),
        "meldingen": meldingen[:MEESTE],
        "rest": meldingen[MEESTE:],
        "aantal": len(meldingen),
        "aantal_nu": sum(melding.nu for melding in meldingen),
        "tot": tot,
        "as": as_,
        "vandaag_x": as_.x(dag),
        "beelden": teken(lijnen, signalen, as_, op=dag),
        "mag_beheren": mag(door, BEHEREN),
    }
    return render(request, "wijkportaal/rollen/overzicht.html", context)


@login_required
@never_cache
@require_safe
def wijk(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody who had, has or will have a role in one wijk."""
    door, dag = wie_mag(request, INZIEN), vandaag()
    gevonden = haal(door, Wijk.objects.actief().defer("omtrek"), INZIEN, slug=slug)
    tot = dag + VOORUIT
    lijn = tijdlijn(gevonden, date.min, date.max)
    signalen = [s for s in gaten_en_overlap(dag, tot) if s.wijk == gevonden]
    alle = [rij for rijen in lijn.rollen.values() for rij in rijen]
    as_ = jaren(min([rij.vanaf for rij in alle], default=dag), tot)
    [beeld] = teken([lijn], signalen, as_, op=dag)
    context = {
        "wijk": gevonden,
        "beeld": beeld,
        "as": as_,
        "vandaag_x": as_.x(dag),
        "meldingen": [_melding(signaal, mag(door, BEHEREN), dag) for signaal in signalen],
        "tot": tot,
        "aantal": {stand.value: sum(stand_op(rij, dag) is stand for rij in alle) for stand in Stand},
        "mag_beheren": mag(door, BEHEREN),
    }
    return render(request, "wijkportaal/rollen/wijk.html", context)


@login_required
@never_cache
@require_safe
def rechten(request: HttpRequest) -> HttpResponse:
    """The table of rights in words, with how many people have each role today."""
    wie_mag(request, INZIEN)
    geldig = Rolvervulling.objects.filter(gebruiker__is_active=True).geldig(vandaag())
    aantallen = dict(geldig.values_list("rol").annotate(Count("gebruiker", distinct=True)).order_by())
    context = {
        "onderwerpen": [_tabel(onderwerp) for onderwerp in per_onderwerp()],
        "legenda": [(BEREIK[bereik], BEREIK_UITLEG[bereik]) for bereik in Bereik],
        "sleutelkop": SLEUTELKOP,
        "sleutelregels": sleutelregels(),
        "rollen": [(rol, profiel().roltitel(rol), aantallen.get(rol, 0)) for rol in Rol],
        "vandaag": vandaag(),
    }
    return render(request, "wijkportaal/rollen/rechten.html", context)


def _tabel(onderwerp: Onderwerp) -> dict[str, Any]:
    """One subject as a table: a column per role that has a right in it."""
    rijen = [
        {
            "recht": recht,
            "iedereen": BEREIK[recht.iedereen] if recht.iedereen else "",
            "cellen": [recht.bereik(rol) for rol in onderwerp.rollen],
        }
        for recht in onderwerp.rechten
    ]
    kop = [profiel().roltitel(rol) for rol in onderwerp.rollen]
    return {"naam": onderwerp.naam, "kop": kop, "rijen": rijen}


def _melding(signaal: Signaal, mag_beheren: bool, dag: date) -> Melding:
    return Melding(signaal, signaal.dagen.vanaf <= dag, _daden(signaal, dag) if mag_beheren else [])


def _daden(signaal: Signaal, dag: date) -> list[Daad]:
    if signaal.soort is not Soort.GAT:
        return [
            Daad(
                _("Bekijk de rol van %(naam)s") % {"naam": rij.gebruiker},
                profiel().roltitel(rij.rol),
                reverse("rol", args=[rij.pk]),
            )
            for rij in signaal.vervullingen
        ]
    vraag = {"rol": signaal.rol.value, "vanaf": max(signaal.dagen.vanaf, dag).isoformat()}
    if signaal.wijk:
        vraag = {"wijk": signaal.wijk.slug, **vraag}
    over = f"{profiel().roltitel(signaal.rol)}, {signaal.wijk or _('hele gemeente')}"
    return [Daad(_("Geef iemand deze rol"), over, f"{reverse('rol-nieuw')}?{urlencode(vraag)}")]
