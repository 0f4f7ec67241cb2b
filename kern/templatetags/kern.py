"""Dutch dates and amounts in templates, parts that never change, and the design-system classes of form fields."""

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from django import forms, template
from django.forms import widgets
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kern.profiel import profiel

register = template.Library()

# First match wins, so a subclass stands before its parent.
KLASSEN: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "utrecht-checkbox utrecht-checkbox--html-input"),
    (forms.CheckboxSelectMultiple, "utrecht-checkbox utrecht-checkbox--html-input"),
    (forms.RadioSelect, "utrecht-radio-button utrecht-radio-button--html-input"),
    (forms.Select, "utrecht-select utrecht-select--html-select"),
    (forms.Textarea, "utrecht-textarea utrecht-textarea--html-textarea"),
    (forms.FileInput, "bestand"),
    (widgets.Input, "utrecht-textbox utrecht-textbox--html-input"),
)


@register.simple_tag
def roltitel(rol: str) -> str:
    """What this municipality calls a role: `{% roltitel "wijkmakelaar" %}`."""
    return profiel().roltitel(rol)


def _dag(moment: date | datetime) -> date:
    if isinstance(moment, datetime):
        return timezone.localtime(moment).date() if timezone.is_aware(moment) else moment.date()
    return moment


@lru_cache(maxsize=4096)
def _opgemaakt(dag: date, vorm: str) -> str:
    """Kept, because a list shows the same few days over and over and Django looks up every format anew."""
    return date_format(dag, vorm)


@register.filter(name="datum")
@register.simple_tag(name="datum")
def datum(moment: date | datetime | None) -> str:
    """ "vrijdag 4 december 2026"; nothing for nothing."""
    return _opgemaakt(_dag(moment), "l j F Y") if moment else ""


@register.filter(name="datum_kort")
def datum_kort(moment: date | datetime | None) -> str:
    """ "4 december 2026", for tables and lists."""
    return _opgemaakt(_dag(moment), "j F Y") if moment else ""


@register.filter(name="tijdstip")
def tijdstip(moment: datetime | None) -> str:
    """ "vrijdag 4 december 2026 om 14.30 uur" in Dutch time."""
    if not moment:
        return ""
    tijd = date_format(timezone.localtime(moment), "H.i")
    return _("%(dag)s om %(tijd)s uur") % {"dag": datum(moment), "tijd": tijd}


@register.filter(name="euro")
@register.simple_tag(name="euro")
def euro(bedrag: Decimal | int | None) -> str:
    """ "€ 1.250,00" with a space that never breaks; whole thousands keep their cents, so columns line up."""
    if bedrag is None:
        return ""
    teken = "-" if bedrag < 0 else ""
    getal = number_format(Decimal(bedrag).copy_abs(), 2, use_l10n=True, force_grouping=True)
    return f"€\N{NO-BREAK SPACE}{teken}{getal}"


@register.filter(name="euro_rond")
def euro_rond(bedrag: Decimal | int | None) -> str:
    """ "€ 1.250", rounded to whole euros, for running text and bars."""
    return "" if bedrag is None else euro(bedrag).rsplit(",", 1)[0] if bedrag == int(bedrag) else euro(bedrag)


@register.filter(name="dagen_tot")
def dagen_tot(dag: date | datetime | None) -> int | None:
    """Calendar days from today until `dag`; negative when it has passed."""
    return (_dag(dag) - timezone.localdate()).days if dag else None


@register.filter(name="initialen")
def initialen(naam: str) -> str:
    """ "AW" for "Amina de Wit": what stands in the circle of a person without a photo."""
    delen = [deel for deel in str(naam).split() if deel[:1].isupper()] or str(naam).split()
    return "".join(deel[0] for deel in (delen[:1] + delen[1:][-1:])).upper()


@register.simple_tag
def vast(sjabloon: str, **waarden: str | bool) -> SafeString:
    """Include a template that shows nothing but these few values, rendered once for each set of them.

    The frame of every page is such a part; without this it is half the time in the templates of a page. Never
    pass a value that visitors can make up without end.
    """
    return _vast(sjabloon, tuple(waarden.items()))


@lru_cache(maxsize=256)
def _vast(sjabloon: str, waarden: tuple[tuple[str, str | bool], ...]) -> SafeString:
    return render_to_string(sjabloon, dict(waarden))


@register.simple_block_tag
def tabelvak(content: SafeString, naam: str = "", van: str = "") -> SafeString:
    """A table that may be wider than the page: it scrolls in a box that the keyboard reaches too, and says so.

    `naam` names the box, or `van` is the id of what names it, such as the caption.
    """
    wijzer = format_html('aria-labelledby="{}"', van) if van else format_html('aria-label="{}"', naam)
    return format_html(
        '<div class="tabelvak" tabindex="0" role="region" {}>'
        '<p class="tabelvak__hint" aria-hidden="true">{}</p>{}</div>',
        wijzer,
        _("Schuif opzij om alles te zien"),
        content,
    )


@register.simple_tag
def opties(veld: BoundField) -> SafeString:
    """The options of a search field, with the one that is chosen; put together once for each choice from them."""
    keuzes = tuple((str(waarde), str(naam)) for waarde, naam in veld.field.choices)  # type: ignore[attr-defined]
    gekozen = str(veld.value() or "")
    return _opties(keuzes, gekozen if any(gekozen == waarde for waarde, _naam in keuzes) else "")


@lru_cache(maxsize=256)
def _opties(keuzes: tuple[tuple[str, str], ...], gekozen: str) -> SafeString:
    kaal, aan = '<option value="{}">{}</option>', '<option value="{}" selected>{}</option>'
    return SafeString(
        "".join(format_html(aan if waarde == gekozen else kaal, waarde, naam) for waarde, naam in keuzes)
    )


@register.simple_tag
def veldsoort(veld: BoundField) -> str:
    """How a field is laid out: `vinkje`, `keuzes`, `groep` or `enkel`. Gives its widget the right classes."""
    widget = veld.field.widget
    delen = widget.widgets if isinstance(widget, forms.MultiWidget) else [widget]
    for deel in delen:
        _geef_klasse(deel)
        if veld.field.required and not isinstance(deel, forms.CheckboxSelectMultiple | forms.RadioSelect):
            deel.attrs.setdefault("aria-required", "true")
        deel.attrs.pop("placeholder", None)  # it disappears while typing; the label says what to fill in
    # The browser's own messages are vague, in the browser's language and gone before they are read.
    veld.form.use_required_attribute = False
    if isinstance(widget, forms.CheckboxInput):
        return "vinkje"
    if isinstance(widget, forms.RadioSelect):
        return "keuzes"
    return "groep" if widget.use_fieldset else "enkel"


def _geef_klasse(widget: forms.Widget) -> None:
    for soort, klasse in KLASSEN:
        if isinstance(widget, soort):
            eigen = widget.attrs.get("class", "")
            if klasse not in eigen:
                widget.attrs["class"] = f"{klasse} {eigen}".strip()
            return


@register.filter(name="toon_niet_verplicht")
def toon_niet_verplicht(veld: BoundField) -> bool:
    """Whether "(niet verplicht)" belongs in the label: not in search forms, nor where another field decides."""
    if veld.field.required or veld.name in getattr(veld.form, "soms_verplicht", ()):
        return False
    return getattr(veld.form, "noem_niet_verplicht", True)
