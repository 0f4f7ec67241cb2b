"""The button behind a mailed link, for whoever asked something without a login."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from initiatieven.models import TeBevestigen
from initiatieven.services.bevestigd import LinkOngeldig, LinkVerlopen, bevestig
from initiatieven.services.te_bevestigen import vind
from initiatieven.volgbaar import Volgbaar, beschrijf
from initiatieven.volgbaar import vind as vind_volgbaar
from kern.fouten import DomeinFout

Wat = TeBevestigen.Wat
# What is said once it was done.
KLAAR = {
    Wat.STEUN: _("Dank u wel. Uw steun telt mee."),
    Wat.MEEDOEN: _("Fijn dat u meedoet. Wie dit begon heeft een mail gekregen."),
    Wat.OPMERKING: _("Dank u wel. Uw reactie staat op de pagina."),
    Wat.VOLGEN: _("Gelukt. U krijgt voortaan een mail als er nieuws is."),
    Wat.MEDE: _("Fijn dat u dit samen begint. U hoort nu bij dit initiatief."),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bevestigd(request: HttpRequest, token: str) -> HttpResponse:
    """GET says what will happen and changes nothing: scanners of mail open every link. POST does it, once.

    Nobody is logged in by it: a link is not a login.
    """
    try:
        rij = vind(token)
    except (LinkVerlopen, LinkOngeldig) as fout:
        status = 410 if isinstance(fout, LinkVerlopen) else 404
        return render(
            request, "initiatieven/bevestigen/link_werkt_niet.html", {"zin": fout.zin}, status=status
        )
    context = {
        "te_bevestigen": rij,
        "initiatief": rij.initiatief,
        "uitleg": f"initiatieven/bevestigen/{rij.wat}.html",
        "volgt": _volgt(rij),
    }
    if request.method == "POST":
        try:
            _gebruiker, rij = bevestig(token=token)
        except DomeinFout as fout:
            return render(
                request, "initiatieven/bevestigen/knop.html", {**context, "fout": fout.zin}, status=409
            )
        messages.success(request, KLAAR[Wat(rij.wat)])
        return redirect(_terug(rij))
    return render(request, "initiatieven/bevestigen/knop.html", context)


def _terug(rij: TeBevestigen) -> str:
    """The page that it was about."""
    if rij.initiatief is not None:
        return rij.initiatief.get_absolute_url()
    volgt = _volgt(rij)
    return volgt.adres if volgt else "/"


def _volgt(rij: TeBevestigen) -> Volgbaar | None:
    """What somebody wants to follow; None for any other request, and for what is not there any more."""
    if rij.wat != Wat.VOLGEN:
        return None
    try:
        return beschrijf(vind_volgbaar(rij.gegevens["soort"], rij.gegevens["wat"]))
    except DomeinFout:
        return None
