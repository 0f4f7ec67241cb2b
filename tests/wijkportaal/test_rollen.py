"""The pages on roles: what has to be arranged, the time lines, and the table of rights in words."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.template import Context, Template
from django.test import Client
from lxml import html
from pytest_django import DjangoAssertNumQueries, Settings

from kern.models import Gebruiker
from kern.werkdagen import vandaag
from rollen.models import Rol, Rolvervulling
from rollen.rechtentabel import BEREIK
from rollen.regels import REGELS, UITLEG
from tests.inloggen import als_medewerker
from tests.maak import maak_gebruiker, maak_rol, maak_wijk
from tests.personen import Mensen
from wijkportaal.views.rollenbeeld import jaren, kwartalen

OVERZICHT, RECHTEN = "/werkbank/rollen/", "/werkbank/rollen/rechten/"


def over(dagen: int) -> date:
    return vandaag() + timedelta(days=dagen)


@pytest.fixture
def auditor(mensen: Mensen) -> Gebruiker:
    ruben = maak_gebruiker("Ruben Claassen")
    maak_rol(ruben, Rol.AUDITOR)
    return ruben


def pagina(persoon: Gebruiker, adres: str) -> Any:
    antwoord = als_medewerker(Client(), persoon).get(adres)
    assert antwoord.status_code == 200
    return html.fromstring(antwoord.content.decode())


def tekst(element: Any) -> str:
    return " ".join(element.text_content().split())


def meldingen(boom: Any) -> dict[str, list[str]]:
    """The sentence of everything to arrange, with the addresses of the links beside it."""
    return {
        tekst(melding.find("p")): [link.get("href") for link in melding.findall("a")]
        for melding in boom.find_class("rolmelding")
    }


def regels(boom: Any, plek: str) -> list[tuple[str, str]]:
    """Each line of one place: its words, and the class of its bar."""
    [sectie] = boom.xpath(f"//section[@aria-labelledby='plek-{plek}']")
    return [
        (tekst(rij.find("div")), rij.find("svg").get("class").split()[1].removeprefix("rolbalk--"))
        for rij in sectie.find_class("roltijd__rij")
    ]


# --- What has to be arranged ------------------------------------------------------------------------


@pytest.mark.django_db
def test_een_gat_heeft_een_link_naar_wat_het_verhelpt(mensen: Mensen) -> None:
    Rolvervulling.objects.filter(gebruiker=mensen.amina).update(tot=over(60))
    gevonden = meldingen(pagina(mensen.olga, OVERZICHT))
    [zin] = [zin for zin in gevonden if zin.startswith("Slotjes heeft vanaf ")]
    assert zin.endswith("geen wijkmakelaar.")
    [adres] = gevonden[zin]
    assert urlsplit(adres).path == "/werkbank/rollen/nieuw/"
    assert parse_qs(urlsplit(adres).query) == {
        "wijk": ["slotjes"],
        "rol": ["wijkmakelaar"],
        "vanaf": [over(60).isoformat()],
    }
    # One that exists already begins today, not at some day in the past.
    [nu] = gevonden["Vrachelen heeft nog nooit een wijkwethouder gehad."]
    assert parse_qs(urlsplit(nu).query)["vanaf"] == [vandaag().isoformat()]


@pytest.mark.django_db
def test_een_overlap_verwijst_naar_beide_rollen(mensen: Mensen) -> None:
    tweede = maak_rol(mensen.chantal, Rol.WIJKMAKELAAR, mensen.slotjes, vanaf=over(30))
    gevonden = meldingen(pagina(mensen.olga, OVERZICHT))
    [links] = [links for zin, links in gevonden.items() if "meer dan één wijkmakelaar" in zin]
    eerste = mensen.amina.rolvervullingen.get()
    assert set(links) == {f"/werkbank/rollen/{rol.pk}/" for rol in (eerste, tweede)}


@pytest.mark.django_db
def test_wie_alleen_mag_lezen_krijgt_geen_link_om_iets_te_doen(mensen: Mensen, auditor: Gebruiker) -> None:
    maak_rol(mensen.chantal, Rol.WIJKMAKELAAR, mensen.slotjes, vanaf=over(30))
    for adres in (OVERZICHT, f"{OVERZICHT}wijk/slotjes/"):
        boom = pagina(auditor, adres)
        gevonden = meldingen(boom)
        assert gevonden
        assert not any(gevonden.values())
        naar = {link.get("href").partition("?")[0] for link in boom.xpath("//main//a")}
        assert not naar & {"/werkbank/rollen/nieuw/", "/werkbank/rollen/herverdelen/"}


@pytest.mark.django_db
def test_als_alles_geregeld_is_staat_dat_er(mensen: Mensen) -> None:
    maak_rol(mensen.bram, Rol.WIJKWETHOUDER, mensen.vrachelen)
    boom = pagina(mensen.olga, OVERZICHT)
    assert meldingen(boom) == {}
    assert "Alles is geregeld: overal is iemand." in tekst(boom)


# --- The time line ----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_de_tijdlijn_zegt_in_woorden_wat_hij_tekent(mensen: Mensen) -> None:
    van_amina = mensen.amina.rolvervullingen.get()
    Rolvervulling.objects.filter(pk=van_amina.pk).update(tot=over(60))
    maak_rol(mensen.wim, Rol.WIJKMAKELAAR, mensen.slotjes, vanaf=over(-200), tot=over(-100))
    maak_rol(mensen.chantal, Rol.WIJKMAKELAAR, mensen.slotjes, vanaf=over(80))
    vervanger = maak_gebruiker("Nora Maas")
    maak_rol(vervanger, Rol.WIJKMAKELAAR, mensen.slotjes, vanaf=over(9), tot=over(20), vervangt=van_amina)
    Gebruiker.objects.filter(pk=mensen.bram.pk).update(is_active=False)
    lijst = regels(pagina(mensen.olga, OVERZICHT), "slotjes")
    makelaars = lijst[:5]
    assert [(zin.split()[0], stand) for zin, stand in makelaars] == [
        (woord, woord) for woord in ("nu", "was", "straks", "niemand", "straks")
    ]
    assert "Amina de Wit" in makelaars[0][0]
    assert "vervangt Amina de Wit" in makelaars[2][0]
    assert "Chantal Smulders vanaf " in makelaars[4][0]
    assert any("Bram Verhoeven" in zin and "account gesloten" in zin for zin, _stand in lijst)


@pytest.mark.django_db
def test_het_filter_laat_een_rol_over(mensen: Mensen) -> None:
    boom = pagina(mensen.olga, f"{OVERZICHT}?rol=wijkwerker")
    assert {tekst(rol) for rol in boom.xpath("//main//dt")} == {"Wijkwerker"}
    assert meldingen(boom) == {}
    gek = pagina(mensen.olga, f"{OVERZICHT}?rol=burgemeester")
    assert len(gek.xpath("//main//dt")) > 5


@pytest.mark.django_db
def test_de_pagina_van_een_wijk_vertelt_alles_van_vroeger_en_later(mensen: Mensen) -> None:
    reden = Rolvervulling.RedenEinde
    maak_rol(
        maak_gebruiker("Ike Bos"),
        Rol.WIJKMAKELAAR,
        mensen.slotjes,
        vanaf=date(2015, 1, 1),
        tot=date(2019, 6, 1),
        mandaatbesluit="Collegebesluit 2014-88",
        reden_einde=reden.ANDER_WERK,
    )
    maak_rol(maak_gebruiker("Lies Ketelaar"), Rol.PARTNER, mensen.slotjes, organisatie="Thuisvester")
    maak_rol(maak_gebruiker("Elders Smit"), Rol.WIJKWERKER, mensen.vrachelen)
    rol = mensen.amina.rolvervullingen.get()
    boom = pagina(mensen.olga, f"{OVERZICHT}wijk/slotjes/")
    inhoud = tekst(boom.xpath("//main")[0])
    for wat in (
        *("Ike Bos", "1 jan 2015 t/m 31 mei 2019", "besluit: Collegebesluit 2014-88"),
        *("einde: kreeg ander werk", "Lies Ketelaar", "Thuisvester", "Amina de Wit"),
    ):
        assert wat in inhoud, wat
    assert "Elders Smit" not in inhoud
    assert boom.xpath(f"//a[@href='/werkbank/rollen/{rol.pk}/']")
    assert "Ike Bos" not in tekst(pagina(mensen.olga, OVERZICHT))  # too long ago for the overview


@pytest.mark.django_db
def test_een_wijk_die_niet_bestaat_is_er_niet(mensen: Mensen) -> None:
    assert als_medewerker(Client(), mensen.olga).get(f"{OVERZICHT}wijk/nergens/").status_code == 404


@pytest.mark.django_db
def test_meer_wijken_kosten_niet_meer_vragen(
    mensen: Mensen, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for nummer in range(20):
        wijk = maak_wijk(f"Wijk {nummer}", f"WK0826{nummer + 20}")
        maak_rol(mensen.chantal, Rol.WIJKMAKELAAR, wijk, tot=over(nummer + 1))
        maak_rol(mensen.amina, Rol.WIJKMAKELAAR, wijk, vanaf=over(nummer + 30))
    client = als_medewerker(Client(), mensen.olga)
    client.get(OVERZICHT)
    # Who asks and their roles; wijken and roles, for flags and for lines.
    with django_assert_num_queries(2 + 5):
        assert client.get(OVERZICHT).status_code == 200
    with django_assert_num_queries(2 + 5):  # the wijk itself, its roles, and the flags
        assert client.get(f"{OVERZICHT}wijk/slotjes/").status_code == 200
    with django_assert_num_queries(2 + 1):
        assert client.get(RECHTEN).status_code == 200


def test_een_as_heeft_kolommen_die_even_breed_zijn() -> None:
    as_ = kwartalen(date(2025, 11, 26), date(2027, 11, 26))
    assert (as_.grenzen[0], as_.grenzen[-1]) == (date(2025, 10, 1), date(2028, 1, 1))
    assert [as_.plek(grens) for grens in as_.grenzen] == [100 * n / 9 for n in range(10)]
    assert [(k.naam, k.jaar) for k in as_.kolommen][:3] == [("okt", "2025"), ("jan", "2026"), ("apr", "")]
    dagen = [date(2025, 9, 1) + timedelta(days=n) for n in range(900)]
    assert [as_.plek(dag) for dag in dagen] == sorted(as_.plek(dag) for dag in dagen)
    assert as_.plek(date(1999, 1, 1)) == 0
    assert as_.plek(date(2099, 1, 1)) == 100


def test_een_as_van_jaren_gaat_niet_eindeloos_terug() -> None:
    as_ = jaren(date(1990, 5, 1), date(2027, 11, 26))
    assert (as_.grenzen[0], as_.grenzen[-1]) == (date(2016, 1, 1), date(2028, 1, 1))
    assert [kolom.naam for kolom in as_.kolommen][-2:] == ["’26", "’27"]


# --- The table of rights ----------------------------------------------------------------------------


@pytest.mark.django_db
def test_de_tabel_op_het_scherm_is_de_tabel(auditor: Gebruiker, settings: Settings) -> None:
    settings.GEMEENTEPROFIEL = "den-helder"
    boom = pagina(auditor, RECHTEN)
    gevonden: dict[str, dict[str, str]] = {}
    for tabel in boom.find_class("rechten"):
        koppen = [tekst(kop) for kop in tabel.xpath("thead//th")][1:]
        for rij in tabel.xpath("tbody/tr"):
            actie = tekst(rij.xpath(".//code")[0])
            assert str(UITLEG[actie]) in tekst(rij.find("th"))
            cellen = [tekst(cel) for cel in rij.findall("td")]
            if len(cellen) == 1 and cellen[0].startswith("iedereen met een rol: "):
                gevonden[actie] = {"iedereen": cellen[0].removeprefix("iedereen met een rol: ")}
            else:
                gevonden[actie] = {kop: cel for kop, cel in zip(koppen, cellen, strict=True) if cel}
    titels = {
        Rol.WIJKMAKELAAR: "accountmanager",
        Rol.OPGAVELEIDER: "wijkmanager",
        Rol.WIJKWERKER: "wijkconciërge",
    }
    for actie, regel in REGELS.items():
        if "iedereen" in gevonden[actie]:
            assert set(regel) == set(Rol)
            assert {str(BEREIK[b]) for b in regel.values()} == {gevonden[actie]["iedereen"]}
        else:
            assert len(gevonden[actie]) == len(regel), actie
            for rol, titel in titels.items():
                verwacht = str(BEREIK[regel[rol]]) if rol in regel else None
                assert gevonden[actie].get(titel.capitalize()) == verwacht, (actie, rol)
    assert set(gevonden) == set(REGELS)


@pytest.mark.django_db
def test_hoeveel_mensen_een_rol_hebben(mensen: Mensen, auditor: Gebruiker) -> None:
    maak_rol(mensen.amina, Rol.WIJKMAKELAAR, mensen.vrachelen)  # one person, two wijken
    maak_rol(maak_gebruiker("Straks Smit"), Rol.WIJKMAKELAAR, mensen.slotjes, vanaf=over(1))
    Gebruiker.objects.filter(pk=mensen.wim.pk).update(is_active=False)
    boom = pagina(auditor, RECHTEN)
    aantallen = {
        tekst(rij.find("th")): int(tekst(rij.find("td")))
        for rij in boom.find_class("tabel--smal")[0].xpath("tbody/tr")
    }
    assert len(aantallen) == len(Rol)
    assert (aantallen["Wijkmakelaar"], aantallen["Wijkwerker"], aantallen["Auditor"]) == (2, 0, 1)


# --- Beside it --------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_de_werkbank_heeft_een_deur_voor_wie_rollen_mag_inzien(mensen: Mensen, auditor: Gebruiker) -> None:
    def deuren(persoon: Gebruiker) -> set[str]:
        return {link.get("href") for link in pagina(persoon, "/werkbank/").xpath("//main//a")}

    assert OVERZICHT in deuren(auditor)
    assert OVERZICHT in deuren(mensen.olga)
    assert OVERZICHT not in deuren(mensen.amina)


def test_een_brede_tabel_zegt_dat_er_meer_is_en_is_met_het_toetsenbord_te_bereiken() -> None:
    sjabloon = "{% load kern %}{% tabelvak naam %}<table></table>{% endtabelvak %}"
    vak = html.fromstring(Template(sjabloon).render(Context({"naam": 'Geld & "meer"'})))
    assert (vak.get("tabindex"), vak.get("role"), vak.get("aria-label")) == ("0", "region", 'Geld & "meer"')
    assert [kind.tag for kind in vak] == ["p", "table"]
    los = html.fromstring(
        Template('{% load kern %}{% tabelvak van="kop" %}<table></table>{% endtabelvak %}').render(Context())
    )
    assert (los.get("aria-labelledby"), los.get("aria-label")) == ("kop", None)
