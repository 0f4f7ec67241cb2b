"""Bad input in every field: a clear sentence, what was typed stays, and nothing is half saved."""

import html
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from initiatieven.forms.stappen import NodigForm, WatForm, WieForm
from initiatieven.models import Initiatief
from initiatieven.services.concept import begin_concept, bewaar_stap
from initiatieven.stappen import NODIG, WAT, WIE
from kern.velden import NUL
from tests.initiatieven.stappen import ANTWOORDEN, begin, doorloop, post
from tests.maak import maak_wijk
from tests.personen import Mensen
from wijken.models import Postcode, Wijk

LANG = "a" * 10_000_000


def geef_omtrek(wijk: Wijk) -> None:
    """A square around the centre of Oosterhout, in degrees."""
    west, zuid, oost, noord = wijk.kader = [4.84, 51.63, 4.88, 51.66]
    ring = [[west, zuid], [oost, zuid], [oost, noord], [west, noord], [west, zuid]]
    wijk.omtrek = {"type": "Polygon", "coordinates": [ring]}
    wijk.save()


def leesbaar(antwoord: Any) -> str:
    return html.unescape(antwoord.content.decode())


@pytest.mark.parametrize(
    ("veld", "waarde", "zin"),
    [
        ("titel", "", "Vul dit in."),
        ("titel", "   ", "Vul dit in."),
        ("titel", "x" * 101, "Deze tekst is 1 teken te lang. Gebruik hoogstens 100 tekens."),
        ("titel", f"Tuin{NUL}", "een teken dat wij niet kunnen bewaren"),
        ("verhaal", "", "Vul dit in."),
        ("verhaal", "x" * 5003, "Deze tekst is 3 tekens te lang. Gebruik hoogstens 5000 tekens."),
        ("verhaal", f"{NUL}", "een teken dat wij niet kunnen bewaren"),
        ("foto_beschrijving", "x" * 201, "Deze tekst is 1 teken te lang."),
    ],
)
def test_fout_in_de_eerste_stap(client: Client, mensen: Mensen, veld: str, waarde: str, zin: str) -> None:
    goed = ANTWOORDEN["wat"]
    antwoord = client.post("/initiatieven/nieuw/", {**goed, veld: waarde})
    pagina = leesbaar(antwoord)
    assert antwoord.status_code == 200
    assert zin in pagina
    assert waarde.replace(NUL, "") in pagina
    for ander in {"titel", "verhaal"} - {veld}:
        assert goed[ander] in pagina
    assert Initiatief.objects.count() == 0


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({}, "Vul een postcode in of kies een wijk of dorp."),
        ({"wijk": "999999"}, "Kies een wijk of dorp uit de lijst."),
        ({"wijk": "geen getal"}, "Kies een wijk of dorp uit de lijst."),
        ({"wijk": "9" * 40}, "Kies een wijk of dorp uit de lijst."),
        ({"wijk": NUL}, "niet toegestaan"),
        ({"postcode": "9999 ZZ"}, "Deze postcode kennen wij niet."),
        ({"postcode": "Zandheuvel 12"}, "Hier staat geen postcode in."),
        ({"postcode": "4901 AC"}, "in meer dan één wijk"),
        ({"plek": "x" * 201}, "1 teken te lang"),
        ({"lat": "onzin", "lon": "4.86"}, "De speld op de kaart is niet goed overgekomen."),
        ({"lat": "nan", "lon": "inf"}, "De speld op de kaart is niet goed overgekomen."),
        ({"lat": "51.64", "lon": ""}, "De speld op de kaart is niet goed overgekomen."),
        ({"lat": "91", "lon": "4.86"}, "De speld op de kaart is niet goed overgekomen."),
        ({"lat": "1e999", "lon": "4.86"}, "De speld op de kaart is niet goed overgekomen."),
        ({"lat": "0", "lon": "0"}, "De speld staat buiten de gemeente."),
    ],
)
def test_fout_in_waar(client: Client, mensen: Mensen, anders: dict[str, str], zin: str) -> None:
    geef_omtrek(mensen.slotjes)
    Postcode.objects.create(pc6="4901AC", wijk=mensen.slotjes, gedeeld=True)
    concept = begin(client)
    antwoord = post(client, concept, "waar", **{"plek": "bij de vijver", **anders})
    assert zin in leesbaar(antwoord)
    if "plek" not in anders:
        assert "bij de vijver" in leesbaar(antwoord)
    concept.refresh_from_db()
    assert (concept.wijk, concept.plek, concept.lat, concept.lon) == (None, "", None, None)


def test_wijk_die_niet_meer_meedoet_is_niet_te_kiezen(client: Client, mensen: Mensen) -> None:
    oud = maak_wijk("Oud", "WK082699", actief=False)
    Postcode.objects.create(pc6="4901AD", wijk=oud)
    concept = begin(client)
    assert "Kies een wijk of dorp uit de lijst" in leesbaar(post(client, concept, "waar", wijk=oud.pk))
    assert "Deze postcode kennen wij niet" in leesbaar(post(client, concept, "waar", postcode="4901AD"))


@pytest.mark.parametrize(
    "invoer", ["4901AB", "4901 ab", " 4901ab ", "Zandheuvel 12, 4901 AB Oosterhout", "Pad 1000 b (4901ab)"]
)
def test_postcode_is_genoeg(client: Client, mensen: Mensen, invoer: str) -> None:
    Postcode.objects.create(pc6="4901AB", wijk=mensen.slotjes)
    concept = begin(client)
    post(client, concept, "waar", postcode=invoer)
    concept.refresh_from_db()
    assert concept.wijk == mensen.slotjes


def test_speld_op_de_kaart_is_genoeg(client: Client, mensen: Mensen) -> None:
    geef_omtrek(mensen.slotjes)
    concept = begin(client)
    post(client, concept, "waar", lat="51.64", lon="4.86")
    concept.refresh_from_db()
    assert (concept.wijk, concept.lat, concept.lon) == (mensen.slotjes, 51.64, 4.86)


def test_speld_tussen_de_wijken_vraagt_om_een_wijk(client: Client, mensen: Mensen) -> None:
    geef_omtrek(mensen.slotjes)
    antwoord = post(client, begin(client), "waar", lat="51.665", lon="4.885")
    assert "Vul een postcode in of kies een wijk" in leesbaar(antwoord)


def test_postcode_en_gekozen_wijk_spreken_elkaar_tegen(client: Client, mensen: Mensen) -> None:
    Postcode.objects.create(pc6="4901AB", wijk=mensen.slotjes)
    antwoord = post(client, begin(client), "waar", postcode="4901AB", wijk=mensen.vrachelen.pk)
    assert "Deze postcode ligt in Slotjes, maar u koos Vrachelen." in leesbaar(antwoord)


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"nodig": []}, "Kies wat u nodig hebt."),
        ({"nodig": ["goud"]}, "Kies uit de lijst wat u nodig hebt."),
        ({"nodig": ["niets", "geld"]}, "U koos ‘Niets’ en ook iets anders."),
        ({"nodig_toelichting": "x" * 2001}, "1 teken te lang"),
        ({"eigen_bijdrage": NUL}, "een teken dat wij niet kunnen bewaren"),
    ],
)
def test_fout_in_nodig(client: Client, mensen: Mensen, anders: dict[str, Any], zin: str) -> None:
    concept = doorloop(client, mensen.slotjes)
    antwoord = post(client, concept, "nodig", **{"nodig": ["advies"], "eigen_bijdrage": "Anders.", **anders})
    assert zin in leesbaar(antwoord)
    concept.refresh_from_db()
    assert (concept.nodig, concept.eigen_bijdrage) == (["geld", "advies"], "Wij spitten zelf.")


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"indiener_naam": ""}, "Vul dit in."),
        ({"indiener_naam": "x" * 121}, "1 teken te lang"),
        ({"indiener_email": ""}, "Vul dit in."),
        ({"indiener_email": "sanne"}, "Dit is geen goed e-mailadres."),
        ({"indiener_email": "sanne@voorbeeld"}, "Dit is geen goed e-mailadres."),
        ({"indiener_email": "a@b.nl\nBcc: c@d.nl"}, "Dit is geen goed e-mailadres."),
        ({"indiener_email": "a@b.nl, c@d.nl"}, "Dit is geen goed e-mailadres."),
        ({"indiener_email": f"{'x' * 250}@b.nl"}, "1 teken te lang"),
        ({"indiener_email": f"a@{'ü' * 63}.nl"}, "Dit is geen goed e-mailadres."),
        ({"indiener_email": "a@\u200b.nl"}, "Dit is geen goed e-mailadres."),
        ({"indiener_email": "a@\u00a8.nl"}, "Dit is geen goed e-mailadres."),
        ({"indiener_email": f"a{NUL}@b.nl"}, "een teken dat wij niet kunnen bewaren"),
    ],
)
def test_fout_in_wie(client: Client, mensen: Mensen, anders: dict[str, str], zin: str) -> None:
    concept = doorloop(client, mensen.slotjes)
    antwoord = post(
        client, concept, "wie", **{**ANTWOORDEN["wie"], "indiener_naam": "Iemand anders", **anders}
    )
    assert zin in leesbaar(antwoord)
    concept.refresh_from_db()
    assert concept.indiener_naam == "Sanne de Bruin"


@pytest.mark.parametrize("stap", ["wat", "waar", "nodig", "wie"])
def test_tien_megabyte_tekst_geeft_het_formulier_terug(client: Client, mensen: Mensen, stap: str) -> None:
    """The text comes back as far as a browser can carry it, with how much too long it is."""
    concept = doorloop(client, mensen.slotjes)
    veld = {"wat": "verhaal", "waar": "plek", "nodig": "eigen_bijdrage", "wie": "indiener_naam"}[stap]
    antwoord = post(client, concept, stap, **{**ANTWOORDEN[stap], veld: LANG})
    assert antwoord.status_code == 200
    assert "tekens te lang" in leesbaar(antwoord)
    assert "aaaaaaaaaa" in leesbaar(antwoord)
    assert len(antwoord.content) < 100_000


def test_nog_meer_tekst_geeft_een_vriendelijke_pagina(client: Client, mensen: Mensen) -> None:
    antwoord = client.post("/initiatieven/nieuw/", {"titel": "a" * 13 * 1024 * 1024})
    assert antwoord.status_code == 413
    assert "veel te groot" in leesbaar(antwoord)


def test_upload_zonder_einde_wordt_niet_bewaard(client: Client, mensen: Mensen) -> None:
    antwoord = client.generic(
        "POST",
        "/initiatieven/nieuw/",
        b"--x\r\n",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(200 * 1024 * 1024),
    )
    assert antwoord.status_code == 413
    assert Initiatief.objects.count() == 0


def test_script_wordt_getoond_en_niet_uitgevoerd(client: Client, mensen: Mensen) -> None:
    kwaad = "<script>alert(1)</script>"
    concept = begin(client, titel=kwaad, verhaal=kwaad)
    pagina = client.get(f"/initiatieven/nieuw/{concept.sleutel}/wat/").content.decode()
    assert kwaad not in pagina
    assert html.escape(kwaad) in pagina


def test_emoji_blijft(client: Client, mensen: Mensen) -> None:
    concept = begin(client, titel="Tuin 🌳👩‍🌾", verhaal="🐝" * 5000)
    assert (concept.titel, concept.verhaal) == ("Tuin 🌳👩‍🌾", "🐝" * 5000)


def test_nieuwe_regel_telt_als_een_teken(client: Client, mensen: Mensen) -> None:
    """A browser sends two characters for each; a resident sees one."""
    concept = begin(client, verhaal="a\r\n" * 2499 + "ab")
    assert len(concept.verhaal) == 5000


def test_onzichtbare_tekens_verdwijnen(client: Client, mensen: Mensen) -> None:
    concept = begin(client, titel="Tu\x08in\x1b", verhaal="a\tb\x0cc")
    assert (concept.titel, concept.verhaal) == ("Tuin", "a\tbc")


tekst = st.text(st.characters(codec="utf-8"), max_size=300)
bijna_te_lang = st.integers(95, 105).map(lambda n: "é" * n)
PROEF = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@PROEF
@given(titel=tekst | bijna_te_lang, verhaal=tekst)
@example(titel="\u202e\ufeff", verhaal="\u2028\u2029")
@example(titel="\x85", verhaal="\xa0")
def test_elke_tekst_wordt_heel_bewaard_of_heel_geweigerd(db: None, titel: str, verhaal: str) -> None:
    form = WatForm({"titel": titel, "verhaal": verhaal, "foto_beschrijving": ""}, {})
    voor = Initiatief.objects.count()
    if not form.is_valid():
        assert Initiatief.objects.count() == voor
        str(form)  # can be shown again
        return
    concept = begin_concept(titel=form.cleaned_data["titel"], verhaal=form.cleaned_data["verhaal"])
    concept.refresh_from_db()
    assert (concept.titel, concept.verhaal) == (form.cleaned_data["titel"], form.cleaned_data["verhaal"])
    assert 0 < len(concept.titel) <= 100
    assert concept.titel.strip() == concept.titel


@PROEF
@given(
    toelichting=tekst,
    bijdrage=tekst,
    naam=tekst,
    nodig=st.lists(st.sampled_from(["geld", "advies", "niets", "mensen", "onzin", ""]), max_size=4),
    email=st.emails() | tekst,
)
def test_elk_antwoord_op_de_andere_stappen_ook(
    db: None, toelichting: str, bijdrage: str, naam: str, nodig: list[str], email: str
) -> None:
    concept = begin_concept(titel="Tuin", verhaal="Verhaal")
    nodig_form = NodigForm({"nodig": nodig, "nodig_toelichting": toelichting, "eigen_bijdrage": bijdrage})
    wie_form = WieForm({"indiener_naam": naam, "indiener_email": email})
    for stap, form in ((NODIG, nodig_form), (WIE, wie_form)):
        if form.is_valid():
            bewaar_stap(initiatief=concept, stap=stap, antwoorden=form.cleaned_data)
            concept.refresh_from_db()
            assert {v: getattr(concept, v) for v in stap.velden} == {
                v: form.cleaned_data[v] for v in stap.velden
            }
        else:
            str(form)
    assert (concept.titel, WAT.nummer) == ("Tuin", 1)
