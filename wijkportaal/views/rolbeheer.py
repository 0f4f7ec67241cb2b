"""The acts on roles: one form, then a preview of all that follows, then it happens. Nothing is done before that."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kern.fouten import DomeinFout
from kern.inzage import schrijf
from kern.models import Gebruiker, Mail
from kern.profiel import profiel
from kern.werkdagen import vandaag
from rollen.forms import AfwezigForm, EindeForm, GeplandForm, HerverdelenForm, MensForm, RolForm, VertrekForm
from rollen.mensen import collegas
from rollen.models import Rol, Rolvervulling
from rollen.overdracht import GeenOpvolger
from rollen.rechten import mag, wie_mag
from rollen.services.berichten import omschrijf
from wijken.models import Wijk
from wijkportaal import rolbeheer
from wijkportaal.roldaad import Gevolg, met_namen

BEHEREN, INZIEN = "rollen.beheren", "rollen.inzien"


@dataclass(frozen=True)
class Stuk:
    """One act as its page shows it. `terug` is where one goes without doing anything, `daarna` afterwards."""

    titel: str
    uitleg: str
    terug: str
    knop: str
    klaar: str
    daarna: str = ""
    mens: Gebruiker | None = None
    rol: Rolvervulling | None = None
    sjabloon: str = "wijkportaal/rollen/daad.html"
    keuzes: Sequence[tuple[str, str, bool]] = ()  # the same page for something else: value, name, is this one


def _behandel(request: HttpRequest, stuk: Stuk, form: forms.Form, doe: Callable[[], Gevolg]) -> HttpResponse:
    """Ask, show what follows, do. What somebody confirmed must still be what follows, or it is shown again."""
    if request.method != "POST":
        return _toon(request, stuk, form)
    if not form.is_valid() or request.POST.get("stap") == "wijzig":
        return _toon(request, stuk, form)
    gezien = request.POST.get("gezien", "") if request.POST.get("stap") == "doe" else None
    try:
        with transaction.atomic():
            gevolg = doe()
            gedaan = gezien == gevolg.stempel
            if not gedaan:
                transaction.set_rollback(True)
    except GeenOpvolger as fout:
        form.add_error(None, fout.zin)
        return _toon(request, stuk, form, fout)
    except DomeinFout as fout:
        form.add_error(None, fout.zin)
        return _toon(request, stuk, form)
    if not gedaan:
        context = {
            "stuk": stuk,
            "form": form,
            "gevolg": gevolg,
            "anders": gezien is not None,
            "mag_lezen": _mag_lezen(request),
            **_mails(gevolg.mails),
        }
        return render(request, "wijkportaal/rollen/bevestig.html", context)
    messages.success(request, stuk.klaar)
    return redirect(stuk.daarna or stuk.terug)


def _toon(
    request: HttpRequest, stuk: Stuk, form: forms.Form, fout: GeenOpvolger | None = None
) -> HttpResponse:
    achter = fout.werk if fout else []
    context = {"stuk": stuk, "form": form, "achter": achter, "mag_lezen": _mag_lezen(request)}
    return render(request, stuk.sjabloon, context)


def _mag_lezen(request: HttpRequest) -> bool:
    """Whether this person may open what lies open: who manages roles need not know the residents."""
    return mag(cast(Gebruiker, request.user), "initiatieven.lezen")


def _mails(mails: Sequence[Mail]) -> dict[str, Any]:
    """Those to colleagues, to read; of those to residents only how many there are."""
    bekend = set(collegas().filter(pk__in=[mail.ontvanger_id for mail in mails]).values_list("pk", flat=True))
    # A new colleague has no role yet, once the preview has been taken back.
    aan_collegas = [m for m in mails if m.ontvanger_id in bekend or m.sleutel.startswith("rollen-")]
    return {"mails": aan_collegas, "aan_inwoners": len(mails) - len(aan_collegas)}


def _invoer(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def nieuw(request: HttpRequest) -> HttpResponse:
    """Give somebody a role, now or ahead; `?wijk=`, `?rol=`, `?vanaf=` and `?wie=` fill it in."""
    door = wie_mag(request, BEHEREN)
    form = RolForm(_invoer(request), initial=_vooraf(request))
    if request.method == "POST" and form.is_valid() and form.cleaned_data["email"]:
        # What follows names whoever has this address, and that may be a resident.
        wie = form.cleaned_data["wie"]
        schrijf(wie=door, wat="mens", sleutel=str(wie.pk), van=wie, verzoek=request.nummer)  # type: ignore[attr-defined]
    stuk = Stuk(
        titel=_("Geef iemand een rol"),
        uitleg=_("U ziet eerst wat er verandert en welke mails er weggaan."),
        terug=reverse("rollen"),
        knop=_("Geef de rol"),
        klaar=_("De rol staat erin. Wie het aangaat, krijgt een mail."),
    )
    return _behandel(
        request,
        stuk,
        form,
        lambda: rolbeheer.geef_rol(door=door, gebruiker=form.cleaned_data["wie"], **form.rolvelden()),
    )


def _vooraf(request: HttpRequest) -> dict[str, Any]:
    """What the address fills in; what it does not know is left empty."""
    vraag = request.GET
    vooraf: dict[str, Any] = {"vanaf": vandaag()}
    if wijk := Wijk.objects.filter(slug=vraag.get("wijk", "")[:80]).first():
        vooraf["wijk"] = wijk.pk
    if vraag.get("rol") in Rol.values:
        vooraf["rol"] = vraag["rol"]
    if wie := vraag.get("wie", ""):
        vooraf["wie"] = wie if wie.isdecimal() else ""
    with suppress(ValueError):
        vooraf["vanaf"] = max(vandaag(), date.fromisoformat(vraag.get("vanaf", "")))
    return vooraf


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mens_nieuw(request: HttpRequest) -> HttpResponse:
    door = wie_mag(request, BEHEREN)
    form = MensForm(_invoer(request), initial=_vooraf(request))
    stuk = Stuk(
        titel=_("Voeg een collega toe"),
        uitleg=_("Voor wie hier werkt. Een bewoner krijgt vanzelf een account bij een eigen initiatief."),
        terug=reverse("mensen"),
        knop=_("Voeg toe"),
        klaar=_("De collega staat erin en krijgt een mail over inloggen."),
    )

    def doe() -> Gevolg:
        wie = {naam: form.cleaned_data[naam] for naam in ("naam", "email")}
        return rolbeheer.voeg_toe(door=door, **wie, **form.rolvelden())

    return _behandel(request, stuk, form, doe)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wijzigen(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a role that has not begun."""
    door = wie_mag(request, BEHEREN)
    rij = get_object_or_404(met_namen(), pk=pk)
    vooraf = {"wat": GeplandForm.DAGEN, "vanaf": rij.vanaf, "tot": rij.tot}
    form = GeplandForm(_invoer(request), initial=vooraf)
    stuk = Stuk(
        titel=_("Verander wat gepland is"),
        uitleg=f"{rij.gebruiker}: {omschrijf(rij)}",
        terug=reverse("rol", args=[pk]),
        daarna=reverse("mens", args=[rij.gebruiker_id]),
        knop=_("Verander dit"),
        klaar=_("De planning is veranderd."),
        rol=rij,
    )

    def doe() -> Gevolg:
        velden = form.cleaned_data
        if velden["wat"] == GeplandForm.SCHRAP:
            return rolbeheer.schrap_gepland(door=door, rij=rij)
        return rolbeheer.wijzig_gepland(door=door, rij=rij, vanaf=velden["vanaf"], tot=velden["tot"])

    return _behandel(request, stuk, form, doe)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def einde(request: HttpRequest, pk: int) -> HttpResponse:
    """End a role with a reason and the list of open work it leaves; or let a deputy stop earlier."""
    door = wie_mag(request, BEHEREN)
    rij = get_object_or_404(met_namen(), pk=pk)
    form = EindeForm(_invoer(request), vertrekt=rij.gebruiker)
    vervanging = rij.vervangt is not None
    stuk = Stuk(
        titel=_("Beëindig de vervanging") if vervanging else _("Beëindig de rol"),
        uitleg=f"{rij.gebruiker}: {omschrijf(rij)}",
        terug=reverse("rol", args=[pk]),
        knop=_("Beëindig"),
        klaar=_("Het einde staat erin. Wie het aangaat, krijgt een mail."),
        rol=rij,
    )

    def doe() -> Gevolg:
        velden = form.cleaned_data
        reden = Rolvervulling.RedenEinde(velden["reden"])
        return rolbeheer.beeindig_rol(door=door, rij=rij, tot=velden["tot"], reden=reden, naar=velden["naar"])

    return _behandel(request, stuk, form, doe)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def vervanging(request: HttpRequest, pk: int) -> HttpResponse:
    """A deputy for one role."""
    wie_mag(request, BEHEREN)
    rij = get_object_or_404(met_namen(), pk=pk)
    return _afwezig(request, rij.gebruiker, rij)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def afwezig(request: HttpRequest, pk: int) -> HttpResponse:
    """A deputy for all roles of somebody, or some."""
    wie_mag(request, BEHEREN)
    return _afwezig(request, get_object_or_404(collegas(), pk=pk), None)


def _afwezig(request: HttpRequest, wie: Gebruiker, rij: Rolvervulling | None) -> HttpResponse:
    door = cast(Gebruiker, request.user)
    form = AfwezigForm(_invoer(request), wie=wie)
    rollen = form.fields["rollen"]
    rollen.initial = [rij.pk] if rij else list(rollen.queryset.values_list("pk", flat=True))  # type: ignore[attr-defined]
    stuk = Stuk(
        titel=_("%(wie)s is er even niet") % {"wie": wie},
        uitleg=_("Kies wie vervangt. Bij vakantie, ziekte of verlof."),
        terug=reverse("rol", args=[rij.pk]) if rij else reverse("mens", args=[wie.pk]),
        knop=_("Zet de vervanging erin"),
        klaar=_("De vervanging staat erin. Allebei krijgen ze een mail."),
        mens=wie,
        rol=rij,
    )

    def doe() -> Gevolg:
        velden = form.cleaned_data
        return rolbeheer.meld_afwezig(
            door=door,
            rijen=list(velden["rollen"]),
            vervanger=velden["vervanger"],
            vanaf=velden["vanaf"],
            tot=velden["tot"],
            neemt_werk_mee=velden["werk"] == AfwezigForm.MEE,
        )

    return _behandel(request, stuk, form, doe)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def vertrek(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody leaves: all roles end on one day and the account closes."""
    door = wie_mag(request, BEHEREN)
    wie = get_object_or_404(collegas(), pk=pk)
    form = VertrekForm(_invoer(request), vertrekt=wie)
    stuk = Stuk(
        titel=_("%(wie)s werkt hier niet meer") % {"wie": wie},
        uitleg=_("Alle rollen eindigen op één dag, het open werk gaat over en het account gaat dicht."),
        terug=reverse("mens", args=[pk]),
        knop=_("Laat alle rollen eindigen"),
        klaar=_("Het vertrek staat erin."),
        mens=wie,
    )

    def doe() -> Gevolg:
        velden = form.cleaned_data
        return rolbeheer.laat_vertrekken(door=door, gebruiker=wie, tot=velden["tot"], naar=velden["naar"])

    return _behandel(request, stuk, form, doe)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def herverdelen(request: HttpRequest) -> HttpResponse:
    """Who has each wijk from one day on; `?rol=` chooses which role is divided."""
    door = wie_mag(request, BEHEREN)
    gevraagd = request.GET.get("rol", "")
    rol = Rol(gevraagd) if gevraagd in rolbeheer.VERDEELBAAR else rolbeheer.VERDEELBAAR[0]
    form = HerverdelenForm(_invoer(request), rol=rol)
    keuzes = [(soort, profiel().roltitel(soort), soort is rol) for soort in rolbeheer.VERDEELBAAR]
    stuk = Stuk(
        titel=_("Verdeel de wijken opnieuw"),
        uitleg=_("Voor na de verkiezingen, of als het college de wijken anders verdeelt."),
        terug=reverse("rollen"),
        knop=_("Verdeel de wijken"),
        klaar=_("De nieuwe verdeling staat erin. Wie het aangaat, krijgt een mail."),
        sjabloon="wijkportaal/rollen/herverdelen.html",
        keuzes=keuzes,
    )

    def doe() -> Gevolg:
        velden = form.cleaned_data
        return rolbeheer.herverdeel(
            door=door,
            rol=rol,
            vanaf=velden["vanaf"],
            mandaatbesluit=velden["mandaatbesluit"],
            verdeling=form.verdeling(),
        )

    return _behandel(request, stuk, form, doe)
