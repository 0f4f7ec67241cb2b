"""The card of somebody with a public role: one's own, somebody else's, and the photo on it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kern.fotos import open_bestand
from kern.fouten import DomeinFout
from kern.models import Gebruiker
from kern.profiel import profiel
from kern.rem import rem
from kern.werkdagen import vandaag
from rollen.gezichten import OP_EIGEN_VERZOEK, is_openbaar, kaartrollen, voorbeeld
from rollen.kaartformulieren import EigenKaartForm, KaartForm, KaartVanAnderForm
from rollen.models import Rolvervulling, Visitekaart
from rollen.rechten import mag, wie_mag
from rollen.services.visitekaart import bewaar_eigen_kaart, bewaar_kaart_van_ander, kaart_van

UUR = 3600
FOTOS_PER_UUR = 20
# A browser may keep it for a while, nothing in between may: once consent is gone it must be gone there too.
OPENBAAR = "private, max-age=3600"
BESLOTEN = "private, no-store"


@require_safe
def gezicht(request: HttpRequest, sleutel: UUID, breedte: int) -> HttpResponseBase:
    """One width of a photo as WebP; 404 once its owner has no public role any more."""
    kaart = Visitekaart.objects.select_related("gebruiker").filter(foto=sleutel).first()
    if kaart is None:
        raise Http404
    openbaar = is_openbaar(kaart, vandaag())
    if not openbaar and request.user != kaart.gebruiker and not mag(request.user, "rollen.beheren"):
        raise Http404
    bestand = open_bestand(sleutel, breedte)
    if bestand is None:
        raise Http404
    antwoord = FileResponse(bestand, content_type="image/webp")
    antwoord["Cache-Control"] = OPENBAAR if openbaar else BESLOTEN
    antwoord["Content-Disposition"] = "inline"
    antwoord["X-Robots-Tag"] = "noindex"
    return antwoord


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mijn_kaart(request: HttpRequest) -> HttpResponse:
    """What I tell on the pages of my wijken, and how the public sees it."""
    door = wie_mag(request, "rollen.eigen_kaart")
    kaart, rollen = kaart_van(door), _rollen(door)
    form = EigenKaartForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        initial=_beginwaarden(kaart),
        kaart=kaart,
        uitleg=_uitleg(kaart),
        kiest=all(rol.rol in OP_EIGEN_VERZOEK for rol in rollen),
    )
    if request.method == "POST":
        try:
            if request.FILES:
                rem(f"kaartfoto:{door.pk}", hoogstens=FOTOS_PER_UUR, per=UUR)
            if form.is_valid():
                bewaar_eigen_kaart(door=door, tekst=form.tekst(), keuze=form.keuze())
                messages.success(request, _("Bewaard."))
                return redirect("rollen:mijn-kaart")
        except DomeinFout as fout:
            form.add_error(None, fout.zin)
    return render(request, "rollen/kaart/kaart.html", _context(kaart, rollen, form))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def kaart_van_ander(request: HttpRequest, pk: int) -> HttpResponse:
    """The card of a colleague who has a public role now or soon."""
    door = wie_mag(request, "rollen.beheren")
    persoon = get_object_or_404(Gebruiker.objects.filter(is_active=True), pk=pk)
    kaart, rollen = kaart_van(persoon), _rollen(persoon)
    if not rollen:
        raise Http404
    form = KaartVanAnderForm(
        request.POST if request.method == "POST" else None,
        initial=_beginwaarden(kaart),
        kaart=kaart,
        uitleg=_uitleg(kaart),
    )
    if request.method == "POST" and form.is_valid():
        foto_weg = form.cleaned_data.get("foto_weg", False)
        bewaar_kaart_van_ander(gebruiker=persoon, door=door, tekst=form.tekst(), foto_weg=foto_weg)
        zin = _("Bewaard.") if persoon == door else _("Bewaard. %(naam)s krijgt hierover een mail.")
        messages.success(request, zin % {"naam": persoon})
        return redirect("rollen:kaart-van-ander", pk)
    return render(request, "rollen/kaart/kaart.html", _context(kaart, rollen, form) | {"van_ander": True})


def _rollen(persoon: Gebruiker) -> list[Rolvervulling]:
    return list(kaartrollen(persoon, vandaag()).select_related("wijk").defer("wijk__omtrek"))


def _uitleg(kaart: Visitekaart) -> str:
    return profiel().waarvoor(voorbeeld(kaart, vandaag()).rol)


def _beginwaarden(kaart: Visitekaart) -> dict[str, object]:
    velden = ("waarvoor", "bereikbaar", "telefoon", "zichtbaar", "beschrijving")
    return {**{naam: getattr(kaart, naam) for naam in velden}, "akkoord": bool(kaart.foto)}


def _context(kaart: Visitekaart, rollen: list[Rolvervulling], form: KaartForm) -> dict[str, object]:
    dag = vandaag()
    return {
        "form": form,
        "persoon": kaart.gebruiker,
        "mens": voorbeeld(kaart, dag),
        "wijken": list(dict.fromkeys(rol.wijk for rol in rollen if rol.wijk and rol.vanaf <= dag)),
        "begint_op": min((rol.vanaf for rol in rollen), default=dag),
        "straks": all(rol.vanaf > dag for rol in rollen),
        "verborgen": not kaart.zichtbaar and all(rol.rol in OP_EIGEN_VERZOEK for rol in rollen),
    }
