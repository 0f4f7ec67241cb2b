"""While somebody types or points: what looks like it already. A piece of a page, asked by `lijkt_op.js`."""

from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from agendas.gelijkenis import punten_die_lijken
from agendas.models import Agendapunt
from initiatieven.gelijkenis import Vraag, lijkt_op
from initiatieven.models import Initiatief, Thema
from kern.rem import TeVaak, adres_van, rem
from kern.velden import TekstVeld
from wijken.models import Wijk

PER_MINUUT = 60


@dataclass(frozen=True)
class Gelijk:
    """What looks like it, of both kinds; empty when nothing does."""

    initiatieven: list[Initiatief]
    punten: list[Agendapunt]

    def __bool__(self) -> bool:
        return bool(self.initiatieven or self.punten)


class VraagForm(forms.Form):
    """As far as somebody came; what makes no sense counts as not told, for nothing may stand in the way."""

    titel = TekstVeld(required=False, max_length=100)
    verhaal = TekstVeld(required=False, max_length=5000)
    thema = forms.ModelChoiceField(Thema.objects.all(), required=False)
    wijk = forms.ModelChoiceField(Wijk.objects.actief(), required=False)
    lat = forms.FloatField(required=False, min_value=-90, max_value=90)
    lon = forms.FloatField(required=False, min_value=-180, max_value=180)


def gelijk_aan(vraag: Vraag, wijk_id: int | None) -> Gelijk:
    """Initiatives and agenda items that look like it."""
    return Gelijk(lijkt_op(vraag), punten_die_lijken(vraag.tekst, wijk_id))


def gelijk_aan_initiatief(initiatief: Initiatief) -> Gelijk:
    """What looks like an initiative, a draft included."""
    return gelijk_aan(Vraag.over(initiatief), initiatief.wijk_id)


@never_cache
@require_POST
def lijkt_op_stuk(request: HttpRequest) -> HttpResponse:
    """What looks like what was typed so far; empty when nothing does, or when somebody asks too often."""
    try:
        rem(f"lijkt-op {adres_van(request)}", hoogstens=PER_MINUUT, per=60)
    except TeVaak:
        return HttpResponse()
    form = VraagForm(request.POST)
    form.is_valid()
    gezegd = form.cleaned_data
    thema, wijk = gezegd.get("thema"), gezegd.get("wijk")
    vraag = Vraag(
        tekst=f"{gezegd.get('titel', '')} {gezegd.get('verhaal', '')}",
        lat=gezegd.get("lat"),
        lon=gezegd.get("lon"),
        thema_id=thema.pk if thema else None,
    )
    return render(
        request, "wijkportaal/delen/lijkt_op.html", {"gelijk": gelijk_aan(vraag, wijk.pk if wijk else None)}
    )
