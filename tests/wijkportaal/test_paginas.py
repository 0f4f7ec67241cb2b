"""What holds for every public page, and the pages without data."""

import re
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html
from lxml.html import HtmlElement

from tests.personen import Mensen

PAGINAS = [
    "/",
    "/wijken/",
    "/wijken/slotjes/",
    "/wijken/zoek?q=onbekend",
    "/toegankelijkheid/",
    "/privacy/",
    "/account/login/",
]
pytestmark = pytest.mark.django_db


def lees(antwoord: Any) -> HtmlElement:
    return html.fromstring(antwoord.content.decode())


@pytest.mark.parametrize("adres", [*PAGINAS, "/bestaat-niet/"])
def test_elke_pagina_heeft_een_titel_een_h1_en_een_weg_langs_het_menu(
    client: Client, mensen: Mensen, adres: str
) -> None:
    document = lees(client.get(adres))
    (titel,) = document.xpath("//title/text()")
    assert re.fullmatch(r"\s*\S.* - Wijkportaal Oosterhout", " ".join(titel.split()))
    assert len(document.xpath("//h1")) == 1
    eerste_link = document.xpath("(//body//a)[1]")[0]
    assert eerste_link.get("href") == "#inhoud"
    assert document.xpath("//main[@id='inhoud']")
    assert document.get("lang") == "nl"


@pytest.mark.parametrize("adres", PAGINAS)
def test_koppen_slaan_geen_niveau_over(client: Client, mensen: Mensen, adres: str) -> None:
    niveaus = [
        int(kop.tag[1])
        for kop in lees(client.get(adres)).xpath("//main//*[self::h1 or self::h2 or self::h3]")
    ]
    assert niveaus[0] == 1
    assert all(volgende <= vorige + 1 for vorige, volgende in pairwise(niveaus))


@pytest.mark.parametrize("adres", PAGINAS)
def test_het_beleid_staat_niets_in_de_pagina_toe(client: Client, mensen: Mensen, adres: str) -> None:
    antwoord = client.get(adres)
    beleid = antwoord.headers["Content-Security-Policy"]
    assert "unsafe" not in beleid
    assert "script-src 'self'" in beleid
    assert "style-src 'self'" in beleid
    assert "frame-ancestors 'none'" in beleid
    document = lees(antwoord)
    assert not document.xpath("//*[@style] | //style")
    assert not document.xpath("//script[not(@src) and not(@type='application/json')]")


def test_elke_pagina_behalve_de_voorpagina_heeft_een_kruimelpad(client: Client, mensen: Mensen) -> None:
    document = lees(client.get("/wijken/slotjes/"))
    kruimels = [k.text_content() for k in document.xpath("//nav[@aria-label='Kruimelpad']//li")]
    assert kruimels == ["Home", "Wijken", "Slotjes"]
    assert not lees(client.get("/")).xpath("//nav[@aria-label='Kruimelpad']")


def test_het_menu_zegt_waar_je_bent(client: Client, mensen: Mensen) -> None:
    document = lees(client.get("/wijken/"))
    assert {
        link.text_content() for link in document.xpath("//nav[@aria-label='Hoofdmenu']//a[@aria-current]")
    } == {"Wijken"}


def test_een_pagina_die_er_niet_is_helpt_verder(client: Client, db: None) -> None:
    antwoord = client.get("/bestaat-niet/")
    assert antwoord.status_code == 404
    assert "Deze pagina is er niet" in antwoord.content.decode()
    assert lees(antwoord).xpath("//main//a[@href='/wijken/']")


def test_een_verlopen_formulier_stelt_gerust(mensen: Mensen) -> None:
    streng = Client(enforce_csrf_checks=True)
    antwoord = streng.post(reverse("account_login"), {"login": "iemand@voorbeeld.example"})
    assert antwoord.status_code == 403
    assert "wat u typte staat er dan nog" in antwoord.content.decode()


def test_de_verklaring_is_eerlijk_over_de_status(client: Client, db: None) -> None:
    tekst = client.get("/toegankelijkheid/").content.decode()
    assert "gedeeltelijk" in tekst
    assert "mailto:wijkgericht@oosterhout.example" in tekst


def test_een_lek_kan_worden_gemeld(client: Client, db: None) -> None:
    antwoord = client.get("/.well-known/security.txt")
    assert antwoord["Content-Type"].startswith("text/plain")
    regels = dict(regel.split(": ", 1) for regel in antwoord.content.decode().splitlines())
    assert regels["Contact"].startswith("mailto:")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", regels["Expires"])
    assert regels["Canonical"].endswith("/.well-known/security.txt")


def test_zoekmachines_blijven_uit_wat_persoonlijk_is(client: Client, db: None) -> None:
    tekst = client.get("/robots.txt").content.decode()
    assert "Disallow: /werkbank/" in tekst
    assert "Disallow: /\n" not in tekst


def test_het_plaatje_van_het_tabblad_bestaat(client: Client, db: None) -> None:
    assert client.get("/favicon.ico")["Location"].endswith("merk.svg")
