"""What an employee keeps of the queue: saved lists and labels. Each is one form."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from initiatieven.forms.samen import LabelnaamForm, LijstnaamForm
from initiatieven.models import Label, Werkbankfilter
from initiatieven.services.labels import hernoem_label, verwijder_label
from initiatieven.services.werklijst import bewaar_filter, hernoem_filter, verwijder_filter
from initiatieven.werklijst import vraag_van
from kern.fouten import DomeinFout
from rollen.rechten import mag, wie_mag

WERKBANK, LABELS = "/werkbank/", "/werkbank/labels/"
LEZEN, INRICHTEN = "initiatieven.lezen", "initiatieven.inrichten"


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bewaar(request: HttpRequest) -> HttpResponse:
    """Give the present filter a name. Comes back to that filter."""
    door = wie_mag(request, LEZEN)
    form = LijstnaamForm(request.POST or None, initial={"vraag": vraag_van(request.GET)})
    if request.method == "POST" and form.is_valid():
        vraag = vraag_van(QueryDict(form.cleaned_data["vraag"]))
        try:
            filter_ = bewaar_filter(door=door, naam=form.cleaned_data["naam"], vraag=vraag)
        except DomeinFout as fout:
            form.add_error("naam", fout.zin)
        else:
            messages.success(request, _("“%(lijst)s” staat nu bij uw lijsten.") % {"lijst": filter_})
            return redirect(f"{WERKBANK}?{vraag}")
    return render(request, "initiatieven/werkbank/lijst.html", {"form": form, "vraag": form["vraag"].value()})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lijst(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename a saved list, or throw it away."""
    door = wie_mag(request, LEZEN)
    filter_ = get_object_or_404(Werkbankfilter, pk=pk, gebruiker=door)
    form = LijstnaamForm(request.POST or None, initial={"naam": filter_.naam, "vraag": filter_.vraag})
    if request.method == "POST" and request.POST.get("stap") == "verwijder":
        verwijder_filter(filter_=filter_, door=door)
        messages.success(request, _("De lijst is weg. De initiatieven zelf staan er nog."))
        return redirect(WERKBANK)
    if request.method == "POST" and form.is_valid():
        try:
            hernoem_filter(filter_=filter_, door=door, naam=form.cleaned_data["naam"])
        except DomeinFout as fout:
            form.add_error("naam", fout.zin)
        else:
            messages.success(request, _("De lijst heeft een andere naam."))
            return redirect(f"{WERKBANK}?{filter_.vraag}")
    context = {"form": form, "lijst": filter_, "vraag": filter_.vraag}
    return render(request, "initiatieven/werkbank/lijst.html", context)


@login_required
@never_cache
@require_safe
def labels(request: HttpRequest) -> HttpResponse:
    """All labels with how often they are used. They are made by sticking them on something."""
    door = wie_mag(request, LEZEN, INRICHTEN)
    rijen = Label.objects.annotate(aantal=Count("initiatieven"))
    context = {"labels": rijen, "mag_lezen": mag(door, LEZEN), "mag_inrichten": mag(door, INRICHTEN)}
    return render(request, "initiatieven/werkbank/labels.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def label(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename a label everywhere, or throw it away."""
    door = wie_mag(request, INRICHTEN)
    gevonden = get_object_or_404(Label.objects.annotate(aantal=Count("initiatieven")), pk=pk)
    form = LabelnaamForm(request.POST or None, initial={"naam": gevonden.naam})
    if request.method == "POST" and request.POST.get("stap") == "verwijder":
        verwijder_label(label=gevonden, door=door)
        messages.success(request, _("Het label is weg. De initiatieven zelf staan er nog."))
        return redirect(LABELS)
    if request.method == "POST" and form.is_valid():
        try:
            hernoem_label(label=gevonden, door=door, naam=form.cleaned_data["naam"])
        except DomeinFout as fout:
            form.add_error("naam", fout.zin)
        else:
            messages.success(request, _("Het label heeft een andere naam."))
            return redirect(LABELS)
    return render(request, "initiatieven/werkbank/label.html", {"form": form, "label": gevonden})
