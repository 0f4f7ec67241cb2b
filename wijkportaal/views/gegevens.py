"""Your own data: see it, take it along, correct it, have it erased. Always of who is logged in."""

from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from initiatieven.services.accounts import toont_voornaam, verberg_naam_overal, verbeter, verhuis_adres
from kern.adres import LinkOngeldig, LinkVerlopen, bevestig_adres, vind, vraag_adres
from kern.bewijs import controleer, is_vers, mail_code, wacht_op_code
from kern.forms import PortaalForm
from kern.fouten import DomeinFout
from kern.models import Gebruiker
from kern.profiel import profiel
from kern.rem import adres_van, rem
from kern.sessies import blijf_hier
from kern.zipstroom import zipstroom
from rollen.rechten import is_medewerker
from wijkportaal.gegevens import bestanden_van, delen_van
from wijkportaal.wissen import vooruitblik, wis

DOWNLOADS_PER_UUR = 6
LINKS_PER_UUR = 30  # buttons behind mailed links, of one address of the internet
GEGEVENS, WISSEN = "gegevens", "wissen"  # what a mailed code is for
NAAR = {"download": "gegevens-download", "adres": "gegevens-adres"}  # where one goes on after a code
VAN_DE_BEHEERDER = gettext_lazy(
    "U werkt voor de gemeente op dit portaal. Uw naam en uw e-mailadres past de beheerder aan."
)


class NaamForm(PortaalForm):
    """The name, and whether the first name may be seen."""

    naam = forms.CharField(
        max_length=120,
        label=gettext_lazy("Uw naam"),
        help_text=gettext_lazy("Zo spreken wij u aan. Op de website staat hoogstens uw voornaam."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Vul uw naam in.")},
    )
    toon_voornaam = forms.BooleanField(
        required=False,
        label=gettext_lazy("Laat mijn voornaam zien bij de initiatieven die ik begon"),
        help_text=gettext_lazy("Zonder vinkje staat uw naam nergens op de website."),
    )


class AdresForm(PortaalForm):
    """The address that somebody wants from now on."""

    email = forms.EmailField(
        max_length=254,
        label=gettext_lazy("Uw nieuwe e-mailadres"),
        help_text=gettext_lazy("Wij sturen een mail naar dit adres. Daarin staat een link met een knop."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": gettext_lazy("Vul uw nieuwe e-mailadres in."),
            "invalid": gettext_lazy("Vul een e-mailadres in zoals naam@voorbeeld.nl."),
        },
    )


class CodeForm(PortaalForm):
    """The code from the mail."""

    code = forms.CharField(
        max_length=20,
        label=gettext_lazy("De code uit de mail"),
        help_text=gettext_lazy("Dit zijn 6 cijfers."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": gettext_lazy("Vul de code in die in de mail staat.")},
    )


class WisForm(PortaalForm):
    """What goes, and that it is understood."""

    ook_teksten = forms.BooleanField(
        required=False,
        label=gettext_lazy("Wis ook mijn teksten en foto's"),
        help_text=gettext_lazy(
            "Van initiatieven die klaar zijn of die nu stoppen. Anders blijven ze zonder uw naam."
        ),
    )
    begrepen = forms.BooleanField(
        label=gettext_lazy("Ik weet dat dit niet terug te draaien is"),
        error_messages={"required": gettext_lazy("Zet hier een vinkje als u zeker weet dat u dit wilt.")},
    )


def _wie(request: HttpRequest) -> Gebruiker:
    assert isinstance(request.user, Gebruiker)  # login_required
    return request.user


@never_cache
@login_required
@require_safe
def gegevens(request: HttpRequest) -> HttpResponse:
    """What we know of you, per subject, how long it stays and why."""
    context = {"delen": delen_van(_wie(request)), "contact": profiel().gemeente.contact}
    return render(request, "wijkportaal/gegevens/overzicht.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def download(request: HttpRequest) -> HttpResponseBase:
    """GET says what is in the file, POST gives it; who did not log in just now shows first that it is them."""
    gebruiker, fout = _wie(request), ""
    if request.method == "POST":
        if not is_vers(request):
            return _vraag_code(request, "download")
        try:
            rem(f"download:{gebruiker.pk}", hoogstens=DOWNLOADS_PER_UUR, per=3600)
        except DomeinFout as te_vaak:
            fout = te_vaak.zin
        else:
            antwoord = StreamingHttpResponse(
                zipstroom(bestanden_van(gebruiker)), content_type="application/zip"
            )
            naam = f"mijn-gegevens-{timezone.localdate():%Y-%m-%d}.zip"
            antwoord["Content-Disposition"] = f'attachment; filename="{naam}"'
            return antwoord
    return render(request, "wijkportaal/gegevens/download.html", {"fout": fout}, status=429 if fout else 200)


def _vraag_code(request: HttpRequest, naar: str) -> HttpResponse:
    try:
        mail_code(request, wat=GEGEVENS, gegevens=naar)
    except DomeinFout as fout:
        messages.error(request, fout.zin)
        return redirect("gegevens")
    return redirect("gegevens-code")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The code that was mailed because the last login is some time ago."""
    if not wacht_op_code(request, GEGEVENS):
        messages.info(request, _("Deze code werkt niet meer. Begin opnieuw."))
        return redirect("gegevens")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            naar = controleer(request, wat=GEGEVENS, code=form.cleaned_data["code"])
        except DomeinFout as fout:
            form.add_error("code", fout.zin)
        else:
            return redirect(NAAR.get(str(naar), "gegevens"))
    context = {"form": form, "email": _wie(request).email}
    return render(request, "wijkportaal/gegevens/code.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def verbeteren(request: HttpRequest) -> HttpResponse:
    """Correct the name, and whether the first name may be seen."""
    gebruiker = _wie(request)
    if is_medewerker(gebruiker):
        return _van_de_beheerder(request)
    begin = {"naam": gebruiker.naam, "toon_voornaam": toont_voornaam(gebruiker)}
    form = NaamForm(request.POST if request.method == "POST" else None, initial=begin)
    if request.method == "POST" and form.is_valid():
        try:
            verbeter(gebruiker=gebruiker, **form.cleaned_data)
        except DomeinFout as fout:
            form.add_error("naam", fout.zin)
        else:
            messages.success(request, _("Bewaard. Uw naam en uw keuze staan nu zo bij ons."))
            return redirect("gegevens")
    return render(request, "wijkportaal/gegevens/verbeteren.html", {"form": form})


def _van_de_beheerder(request: HttpRequest) -> HttpResponse:
    messages.info(request, VAN_DE_BEHEERDER)
    return redirect("gegevens")


@never_cache
@login_required
@require_POST
def verbergen(request: HttpRequest) -> HttpResponse:
    """The first name off every page at once."""
    verberg_naam_overal(gebruiker=_wie(request))
    messages.success(request, _("Uw naam staat nu nergens meer op de website bij wat u begon, zei of doet."))
    return redirect("gegevens")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def adres(request: HttpRequest) -> HttpResponse:
    """Ask for another e-mail address. The answer never tells whether it is of somebody else."""
    gebruiker = _wie(request)
    if is_medewerker(gebruiker):
        return _van_de_beheerder(request)
    if not is_vers(request):
        if request.method == "POST":
            return _vraag_code(request, "adres")
        return render(request, "wijkportaal/gegevens/adres_eerst.html")
    form = AdresForm(request.POST if request.method == "POST" and "email" in request.POST else None)
    if form.is_bound and form.is_valid():
        try:
            vraag_adres(gebruiker=gebruiker, nieuw=form.cleaned_data["email"])
        except DomeinFout as fout:
            form.add_error("email", fout.zin)
        else:
            context = {"gestuurd": form.cleaned_data["email"].lower()}
            return render(request, "wijkportaal/gegevens/adres.html", context)
    return render(request, "wijkportaal/gegevens/adres.html", {"form": form, "nu": gebruiker.email})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def adres_bevestigen(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail to the new address. GET changes nothing: scanners of mail open every link."""
    sjabloon = "wijkportaal/gegevens/adres_bevestigen.html"
    try:
        rem(f"adres-link:{adres_van(request)}", hoogstens=LINKS_PER_UUR, per=3600)
        wijziging = vind(token)
        if request.method != "POST":
            return render(request, sjabloon)
        with transaction.atomic():
            oud = bevestig_adres(wijziging=wijziging)
            gebruiker = Gebruiker.objects.get(pk=wijziging.gebruiker_id)
            verhuis_adres(gebruiker=gebruiker, oud=oud)
    except LinkVerlopen as fout:
        return render(request, sjabloon, {"fout": fout.zin}, status=410)
    except LinkOngeldig as fout:
        return render(request, sjabloon, {"fout": fout.zin}, status=404)
    except DomeinFout as fout:
        return render(request, sjabloon, {"fout": fout.zin}, status=429)
    if request.user == gebruiker:
        request.user = gebruiker
        blijf_hier(request)
        messages.success(request, _("Uw e-mailadres is veranderd. Log voortaan in met het nieuwe adres."))
        return redirect("gegevens")
    return render(request, sjabloon, {"klaar": True})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def wissen(request: HttpRequest) -> HttpResponse:
    """What goes, what stays and why; then a code by mail."""
    gebruiker = _wie(request)
    blik = vooruitblik(gebruiker)
    form = WisForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not blik.belet and form.is_valid():
        try:
            mail_code(request, wat=WISSEN, gegevens={"ook_teksten": form.cleaned_data["ook_teksten"]})
        except DomeinFout as fout:
            form.add_error(None, fout.zin)
        else:
            return redirect("gegevens-wissen-bevestigen")
    context = {"blik": blik, "form": form, "contact": profiel().gemeente.contact}
    return render(request, "wijkportaal/gegevens/wissen.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def wissen_bevestigen(request: HttpRequest) -> HttpResponse:
    """The code from the mail, and then it is done: all at once, or nothing."""
    if not wacht_op_code(request, WISSEN):
        messages.info(request, _("Deze code werkt niet meer. Er is niets gewist."))
        return redirect("gegevens-wissen")
    gebruiker = _wie(request)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            keuze = controleer(request, wat=WISSEN, code=form.cleaned_data["code"])
        except DomeinFout as fout:
            form.add_error("code", fout.zin)
        else:
            try:
                wis(gebruiker=gebruiker, ook_teksten=bool(keuze["ook_teksten"]), door=gebruiker)
            except DomeinFout as fout:  # got a role, or work, since the page before
                messages.error(request, fout.zin)
                return redirect("gegevens-wissen")
            logout(request)
            return redirect("gegevens-gewist")
    context = {"form": form, "email": gebruiker.email}
    return render(request, "wijkportaal/gegevens/wissen_bevestigen.html", context)


@never_cache
@require_safe
def gewist(request: HttpRequest) -> HttpResponse:
    """It is done. Says the same to everybody: it knows nobody."""
    return render(request, "wijkportaal/gegevens/gewist.html")
