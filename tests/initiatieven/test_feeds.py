"""Feeds: what is new in a wijk, a search or an initiative, with nothing that the pages do not show."""

from typing import Any

import pytest
from django.test import Client
from lxml import etree, html

from initiatieven.levensloop import Status
from initiatieven.models import Gebeurtenis, Initiatief
from initiatieven.services.basis import schrijf
from initiatieven.services.behandelen import noteer, reageer
from initiatieven.views import rss
from tests.initiatieven.volgers import maak_thema, vertel
from tests.maak import maak_initiatief
from tests.personen import Mensen

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom"}
QUERIES = {"/wijken/slotjes/feed.xml": 2, "/initiatieven/feed.xml?zoek=tuin": 3, "/initiatieven/feed.xml": 2}


@pytest.fixture
def tuin(mensen: Mensen) -> Initiatief:
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, thema=maak_thema())


def lees(antwoord: Any) -> Any:
    assert antwoord.status_code == 200
    assert antwoord["Content-Type"].startswith("application/atom+xml")
    return etree.fromstring(antwoord.content)


def titels(antwoord: Any) -> list[str]:
    return [str(titel) for titel in lees(antwoord).xpath("//a:entry/a:title/text()", namespaces=ATOM)]


@pytest.mark.parametrize(
    ("adres", "verwacht"),
    [
        ("/wijken/slotjes/feed.xml", True),
        ("/wijken/vrachelen/feed.xml", False),
        ("/initiatieven/feed.xml", True),
        ("/initiatieven/feed.xml?zoek=buurttuin&wijk=slotjes", True),
        ("/initiatieven/feed.xml?thema=groen-en-natuur", True),
        ("/initiatieven/feed.xml?status=gelukt", False),
        ("/initiatieven/2026-0001/feed.xml", True),
    ],
)
def test_wat_er_nieuw_is(
    client: Client, mensen: Mensen, tuin: Initiatief, adres: str, verwacht: bool
) -> None:
    reageer(initiatief=tuin, door=mensen.amina, tekst="Mooi <b>plan</b>.")
    wat = ["Een buurttuin aan de Zandheuvel: Amina de Wit reageerde"] if verwacht else []
    assert titels(client.get(adres)) == wat


def test_het_nieuwste_staat_bovenaan_met_een_eigen_adres(
    client: Client, mensen: Mensen, tuin: Initiatief
) -> None:
    for tekst in ("Eerst", "Daarna"):
        vertel(tuin, mensen.amina, tekst)
    feed = lees(client.get("/wijken/slotjes/feed.xml"))
    assert feed.xpath("//a:entry/a:summary/text()", namespaces=ATOM) == ["<p>Daarna</p>", "<p>Eerst</p>"]
    ids = feed.xpath("//a:entry/a:id/text()", namespaces=ATOM)
    assert len(set(ids)) == 2
    assert feed.xpath("//a:entry/a:link/@href", namespaces=ATOM)[0].endswith(tuin.get_absolute_url())
    assert feed.xpath("/a:feed/a:link[@rel='self']/@href", namespaces=ATOM)[0].endswith(
        "/wijken/slotjes/feed.xml"
    )


def test_een_zoekopdracht_die_veel_vindt(
    client: Client, mensen: Mensen, tuin: Initiatief, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rss, "WEINIG", 0)
    vertel(tuin, mensen.amina)
    assert len(titels(client.get("/initiatieven/feed.xml?zoek=tuin"))) == 1
    assert titels(client.get("/initiatieven/feed.xml?zoek=bestaatniet")) == []


def test_wat_niemand_mag_weten_staat_er_niet_in(client: Client, mensen: Mensen, tuin: Initiatief) -> None:
    noteer(initiatief=tuin, door=mensen.amina, tekst="Let op de buren.")
    schrijf(tuin, Gebeurtenis.Soort.VERBORGEN, door=mensen.amina)
    vertel(tuin, mensen.daan)
    for adres in ("/initiatieven/feed.xml", "/wijken/slotjes/feed.xml", "/initiatieven/2026-0001/feed.xml"):
        inhoud = client.get(adres).content.decode()
        assert "Een inwoner vertelt hoe het gaat" in inhoud
        for geheim in ("Let op de buren", "Daan", "verborgen", str(mensen.daan.email), "@"):
            assert geheim not in inhoud
    Initiatief.objects.filter(pk=tuin.pk).update(
        status=Status.CONCEPT, aan_zet="", aan_zet_persoon=None, uiterlijk=None
    )
    assert titels(client.get("/initiatieven/feed.xml")) == []
    assert client.get("/initiatieven/2026-0001/feed.xml").status_code == 404


def test_een_voornaam_staat_er_als_de_pagina_hem_ook_toont(client: Client, mensen: Mensen) -> None:
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, toon_voornaam=True)
    vertel(tuin, mensen.daan)
    assert "Daan vertelt" in titels(client.get("/wijken/slotjes/feed.xml"))[0]


def test_een_teken_dat_xml_niet_kent_breekt_de_feed_niet(
    client: Client, mensen: Mensen, tuin: Initiatief
) -> None:
    vertel(tuin, mensen.amina, "Een bel\x07 en een \ufffe raar teken 🌳 & <meer>")
    feed = lees(client.get("/wijken/slotjes/feed.xml"))
    assert feed.xpath("//a:entry/a:summary/text()", namespaces=ATOM) == [
        "<p>Een bel en een  raar teken 🌳 &amp; &lt;meer&gt;</p>"
    ]


def test_wat_iemand_typt_is_voor_een_lezer_geen_html(
    client: Client, mensen: Mensen, tuin: Initiatief
) -> None:
    """A reader shows the summary of Atom as HTML: what residents type may be no picture, link or script there."""
    vertel(tuin, mensen.daan, '<img src="//spion.example/x"><script>alert(1)</script>')
    [samenvatting] = lees(client.get("/initiatieven/feed.xml")).xpath("//a:entry/a:summary", namespaces=ATOM)
    assert samenvatting.get("type") == "html"
    assert [deel.tag for deel in html.fragment_fromstring(samenvatting.text, create_parent=True).iter()] == [
        "div",
        "p",
    ]


@pytest.mark.parametrize(
    "adres",
    [
        "/wijken/nergens/feed.xml",
        "/initiatieven/feed.xml?wijk=nergens",
        "/initiatieven/feed.xml?zoek=%00",
        "/initiatieven/2026-9999/feed.xml",
    ],
)
def test_een_feed_van_niets_is_er_niet(client: Client, mensen: Mensen, adres: str) -> None:
    assert client.get(adres).status_code == 404


def test_een_lezer_haalt_hem_alleen_op_als_er_iets_nieuws_is(
    client: Client, mensen: Mensen, tuin: Initiatief
) -> None:
    vertel(tuin, mensen.amina)
    eerste = client.get("/wijken/slotjes/feed.xml")
    assert eerste["Cache-Control"] == "public, max-age=300"
    opnieuw = client.get("/wijken/slotjes/feed.xml", headers={"if-none-match": eerste["ETag"]})
    assert (opnieuw.status_code, opnieuw.content) == (304, b"")
    vertel(tuin, mensen.amina, "Nog iets.")
    weer = client.get("/wijken/slotjes/feed.xml", headers={"if-none-match": eerste["ETag"]})
    assert weer.status_code == 200
    assert client.post("/wijken/slotjes/feed.xml").status_code == 405


@pytest.mark.parametrize("adres", QUERIES)
def test_het_aantal_queries_groeit_niet_mee(
    client: Client, mensen: Mensen, tuin: Initiatief, adres: str, django_assert_num_queries: Any
) -> None:
    for aantal in (1, 40):
        for _nummer in range(aantal):
            vertel(tuin, mensen.amina)
        with django_assert_num_queries(QUERIES[adres]):
            assert len(titels(client.get(adres))) == min(aantal, 30)


def test_de_paginas_wijzen_de_feed_aan(client: Client, mensen: Mensen, tuin: Initiatief) -> None:
    for adres, feed in (
        ("/wijken/slotjes/", "/wijken/slotjes/feed.xml"),
        ("/initiatieven/", "/initiatieven/feed.xml"),
        ("/initiatieven/?zoek=tuin&wijk=slotjes", "/initiatieven/feed.xml?zoek=tuin&wijk=slotjes"),
    ):
        document = html.fromstring(client.get(adres).content)
        [gevonden] = document.xpath("//head/link[@rel='alternate'][@type='application/atom+xml']/@href")
        assert gevonden == feed
        assert client.get(gevonden).status_code == 200
