"""Every field of every form has a label, an explanation and an error that belong to its control."""

from datetime import date

import pytest
from django import forms
from django.template import Context, Template
from lxml import html
from lxml.html import HtmlElement

from kern.forms import DatumVeld, PortaalForm


class Proef(PortaalForm):
    titel = forms.CharField(label="Titel", help_text="In een paar woorden.", max_length=20)
    verhaal = forms.CharField(label="Verhaal", widget=forms.Textarea, required=False)
    wijk = forms.ChoiceField(label="Wijk", choices=[("", "Kies"), ("slotjes", "Slotjes")])
    soort = forms.ChoiceField(label="Soort?", choices=[("groen", "Groen")], widget=forms.RadioSelect)
    nodig = forms.MultipleChoiceField(
        label="Nodig", choices=[("geld", "Geld")], widget=forms.CheckboxSelectMultiple, required=False
    )
    dag = DatumVeld(label="Wanneer?", required=False)
    akkoord = forms.BooleanField(label="Ik heb dit gelezen")


class Zoek(PortaalForm):
    noem_niet_verplicht = False
    q = forms.CharField(label="Zoek", required=False)


def toon(form: forms.Form) -> HtmlElement:
    overzicht = '{% include "kern/delen/foutoverzicht.html" %}'
    velden = "{% for veld in form %}{{ veld.as_field_group }}{% endfor %}"
    pagina = Template(f"<div>{overzicht}{velden}</div>").render(Context({"form": form}))
    return html.fromstring(pagina)


def _een(document: HtmlElement, pad: str) -> HtmlElement:
    treffers = document.xpath(pad)
    assert len(treffers) == 1, f"{pad}: {len(treffers)}"
    return treffers[0]


def test_label_uitleg_fout_en_veld_staan_in_die_volgorde_en_horen_bij_elkaar() -> None:
    document = toon(Proef({"titel": "x" * 21}))
    veld = _een(document, "//input[@name='titel']")
    assert veld.get("aria-invalid") == "true"
    assert veld.get("aria-describedby") == "id_titel_helptext id_titel_error"
    volgorde = [
        e.get("for") or e.get("id")
        for e in document.xpath("//*[@for='id_titel' or starts-with(@id, 'id_titel')]")
    ]
    assert volgorde == ["id_titel", "id_titel_helptext", "id_titel_error", "id_titel"]


def test_de_browser_controleert_niet_maar_verplicht_wordt_wel_verteld() -> None:
    document = toon(Proef())
    assert not document.xpath("//*[@required]")
    assert _een(document, "//input[@name='titel']").get("aria-required") == "true"
    assert _een(document, "//textarea").get("aria-required") is None


def test_niet_verplicht_staat_in_het_label_behalve_bij_zoeken() -> None:
    document = toon(Proef())
    assert "(niet verplicht)" in _een(document, "//label[@for='id_verhaal']").text_content()
    assert "(niet verplicht)" not in _een(document, "//label[@for='id_titel']").text_content()
    assert "(niet verplicht)" not in toon(Zoek()).text_content()


def test_een_groep_keuzes_is_een_fieldset_met_legend() -> None:
    document = toon(Proef())
    for naam in ("soort", "nodig", "dag"):
        groep = _een(document, f"//fieldset[.//input[starts-with(@name, '{naam}')]]")
        assert groep[0].tag == "legend"
    for veld in document.xpath("//fieldset//input"):
        assert veld.xpath(f"//label[@for='{veld.get('id')}']"), veld.get("id")


def test_het_foutoverzicht_leidt_naar_elk_veld_met_een_fout() -> None:
    document = toon(Proef({"dag_dag": "31", "dag_maand": "2", "dag_jaar": "2026"}))
    kop = _een(document, "//h2[@id='foutoverzicht']")
    assert kop.get("tabindex") == "-1"
    assert "autofocus" in kop.attrib
    assert kop.text_content() == "Er zijn nog 5 dingen niet goed"
    doelen = [link.get("href").removeprefix("#") for link in document.xpath("//a")]
    assert len(doelen) == 5
    for doel in doelen:
        assert document.xpath(f"//input[@id='{doel}'] | //select[@id='{doel}']"), doel


def test_een_leeg_verplicht_veld_zegt_wat_te_doen() -> None:
    form = Proef({})
    assert form.errors["titel"] == ["Vul dit in."]
    assert form.errors["wijk"] == ["Maak een keuze."]
    assert form.errors["akkoord"] == ["Zet hier een vinkje als u verder wilt."]


def test_een_formulier_zonder_fouten_heeft_geen_foutoverzicht() -> None:
    assert not toon(Proef()).xpath("//h2")


@pytest.mark.parametrize(
    ("dag", "maand", "jaar", "uitkomst"),
    [("4", "12", "2026", date(2026, 12, 4)), ("", "", "", None)],
)
def test_een_datum_in_drie_velden(dag: str, maand: str, jaar: str, uitkomst: date | None) -> None:
    veld = DatumVeld(required=False)
    assert veld.clean([dag, maand, jaar]) == uitkomst


@pytest.mark.parametrize(
    "invoer",
    [
        ["31", "2", "2026"],
        ["4", "december", "2026"],
        ["4", "12", ""],
        ["4", "12", "0"],
        ["4", "12", "99999999999"],
        ["9" * 5000, "12", "2026"],
    ],
)
def test_geen_datum_is_een_duidelijke_fout(invoer: list[str]) -> None:
    with pytest.raises(forms.ValidationError, match="Dit is geen datum"):
        DatumVeld(required=False).clean(invoer)


def test_wat_getypt_is_blijft_staan_en_wordt_nooit_opmaak() -> None:
    document = toon(Proef({"titel": "<script>alert(1)</script>", "verhaal": "🌳 & <b>"}))
    assert not document.xpath("//script | //b")
    assert _een(document, "//input[@name='titel']").get("value") == "<script>alert(1)</script>"
    assert "🌳 & <b>" in _een(document, "//textarea").text
