"""The page behind the link of a question: read, answer once, and what it says when that is not possible."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from initiatieven.levensloop import Status
from initiatieven.models import Gebeurtenis, Initiatief, Uitvraag
from initiatieven.services.behandelen import stop
from initiatieven.services.uitvragen import NietOpen, beantwoord_uitvraag, haal_terug, vraag_derde
from initiatieven.tasks import bewaak_termijnen
from kern.werkdagen import vandaag
from tests.initiatieven.hulp import laat_verlopen, laatste_id, mails_aan
from tests.inloggen import als_medewerker
from tests.maak import maak_initiatief
from tests.personen import Mensen, zet_op

ANTWOORD = {"naam": "Ria Bos", "tekst": "Dat mag.\nGraag zelfs."}


def stel(mensen: Mensen) -> Uitvraag:
    tuin = maak_initiatief(
        mensen.slotjes,
        mensen.daan,
        mensen.amina,
        status=Status.IN_BEHANDELING,
        indiener_naam="Daan Jansen",
        indiener_email="daan@voorbeeld.example",
        telefoon="06-12345678",
        plek="Zandheuvel",
    )
    vraag_derde(
        initiatief=tuin,
        door=mensen.amina,
        organisatie="Thuisvester",
        email="wijkbeheer@thuisvester.example",
        vraag="Mag er een tuin op uw grond?",
    )
    return Uitvraag.objects.get()


@pytest.fixture
def uitvraag(mensen: Mensen) -> Uitvraag:
    return stel(mensen)


@pytest.mark.django_db
def test_de_pagina_vertelt_alles_behalve_wie_de_inwoner_is(
    client: Client, mensen: Mensen, uitvraag: Uitvraag
) -> None:
    antwoord = client.get(uitvraag.get_absolute_url())
    pagina = antwoord.content.decode()
    assert antwoord.status_code == 200
    assert "no-store" in antwoord["Cache-Control"]
    for tekst in ("Mag er een tuin op uw grond?", "Naast het plein ligt een leeg veldje.", "Amina de Wit"):
        assert tekst in pagina
    for geheim in ("Daan", "daan@", "06-12345678"):
        assert geheim not in pagina


@pytest.mark.django_db
@pytest.mark.parametrize("methode", ["get", "head"])
def test_openen_verandert_niets(client: Client, uitvraag: Uitvraag, methode: str) -> None:
    """Scanners of mail open every link."""
    voor = (Uitvraag.objects.values().get(), Gebeurtenis.objects.count())
    for _keer in range(3):
        getattr(client, methode)(uitvraag.get_absolute_url())
    assert (Uitvraag.objects.values().get(), Gebeurtenis.objects.count()) == voor


@pytest.mark.django_db
def test_antwoorden_en_later_teruglezen(client: Client, mensen: Mensen, uitvraag: Uitvraag) -> None:
    adres = uitvraag.get_absolute_url()
    antwoord = client.post(adres, ANTWOORD, follow=True)
    assert antwoord.redirect_chain == [(adres, 302)]
    assert "Uw antwoord is verstuurd. Dank u wel." in antwoord.content.decode()
    later = Client().get(adres).content.decode()
    assert "Deze vraag is beantwoord" in later
    assert "Dat mag.<br>Graag zelfs." in later
    assert "<textarea" not in later
    assert mails_aan(mensen.amina)[-1].onderwerp.startswith("Antwoord van Ria Bos, Thuisvester")


@pytest.mark.django_db
def test_een_tweede_antwoord_raakt_niet_kwijt(client: Client, uitvraag: Uitvraag) -> None:
    adres = uitvraag.get_absolute_url()
    client.post(adres, ANTWOORD)
    tweede = client.post(adres, {"naam": "Kees", "tekst": "Ik zou het niet doen."})
    pagina = tweede.content.decode()
    assert "Dit antwoord is niet verstuurd" in pagina
    assert "Ik zou het niet doen." in pagina
    assert "Dat mag." in pagina
    uitvraag.refresh_from_db()
    assert uitvraag.antwoord_van == "Ria Bos"


@pytest.mark.django_db
def test_twee_keer_drukken_is_gewoon_verstuurd(client: Client, uitvraag: Uitvraag) -> None:
    for _keer in range(2):
        assert client.post(uitvraag.get_absolute_url(), ANTWOORD).status_code == 302
    assert Gebeurtenis.objects.filter(soort=Gebeurtenis.Soort.ANTWOORD).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("velden", "fout"),
    [
        ({"naam": "", "tekst": "Ja."}, "Vul dit in."),
        ({"naam": "Ria", "tekst": " "}, "Vul dit in."),
        ({"naam": "Ria", "tekst": "a" * 5001}, "1 teken te lang"),
        ({"naam": "R" * 121, "tekst": "Ja."}, "1 teken te lang"),
        ({"naam": "Ria", "tekst": "Ja\x00."}, "een teken dat wij niet kunnen bewaren"),
    ],
)
def test_een_fout_zegt_wat_te_doen(
    client: Client, uitvraag: Uitvraag, velden: dict[str, str], fout: str
) -> None:
    antwoord = client.post(uitvraag.get_absolute_url(), velden)
    assert antwoord.status_code == 200
    assert fout in antwoord.content.decode()
    uitvraag.refresh_from_db()
    assert uitvraag.beantwoord_op is None


@pytest.mark.django_db
def test_html_in_een_antwoord_blijft_tekst(client: Client, mensen: Mensen, uitvraag: Uitvraag) -> None:
    kwaad = "<script>alert(1)</script>"
    client.post(uitvraag.get_absolute_url(), {"naam": kwaad, "tekst": kwaad})
    medewerker = als_medewerker(Client(), mensen.amina)
    for pagina in (
        client.get(uitvraag.get_absolute_url()),
        medewerker.get(uitvraag.initiatief.get_werkbank_url()),
    ):
        assert kwaad not in pagina.content.decode()
        assert "&lt;script&gt;" in pagina.content.decode()
    assert kwaad not in mails_aan(mensen.amina)[-1].html


@pytest.mark.django_db
def test_een_ingetrokken_vraag_zegt_dat(client: Client, mensen: Mensen, uitvraag: Uitvraag) -> None:
    haal_terug(initiatief=uitvraag.initiatief, door=mensen.amina, reden="Opgelost.")
    antwoord = client.get(uitvraag.get_absolute_url())
    assert antwoord.status_code == 410
    assert "Uw antwoord is niet meer nodig" in antwoord.content.decode()
    poging = client.post(uitvraag.get_absolute_url(), ANTWOORD)
    assert "Graag zelfs." in poging.content.decode()
    uitvraag.refresh_from_db()
    assert uitvraag.antwoord == ""


@pytest.mark.django_db
def test_na_het_einde_is_een_antwoord_niet_meer_nodig(
    client: Client, mensen: Mensen, uitvraag: Uitvraag
) -> None:
    stop(initiatief=uitvraag.initiatief, door=mensen.daan, reden="Ik verhuis.")
    assert client.get(uitvraag.get_absolute_url()).status_code == 410


@pytest.mark.django_db
def test_te_laat_mag_nog_en_heel_laat_niet_meer(client: Client, mensen: Mensen, uitvraag: Uitvraag) -> None:
    laat_verlopen(uitvraag.initiatief)
    bewaak_termijnen()
    adres = uitvraag.get_absolute_url()
    assert "uw antwoord is nog steeds welkom" in client.get(adres).content.decode()
    Uitvraag.objects.update(uiterlijk=vandaag() - timedelta(days=91))
    verlopen = client.get(adres)
    assert verlopen.status_code == 410
    assert "Deze link is verlopen" in verlopen.content.decode()
    client.post(adres, ANTWOORD)
    uitvraag.refresh_from_db()
    assert uitvraag.beantwoord_op is None
    Uitvraag.objects.update(uiterlijk=vandaag() - timedelta(days=90))
    client.post(adres, ANTWOORD)
    uitvraag.refresh_from_db()
    assert uitvraag.beantwoord_op is not None


@pytest.mark.django_db
@pytest.mark.parametrize("token", [str(uuid4()), "kapot", "00000000-0000-4000-8000-00000000000"])
def test_een_link_die_niet_klopt(client: Client, uitvraag: Uitvraag, token: str) -> None:
    for doe in (client.get, client.post):
        antwoord = doe(f"/uitvraag/{token}/")
        assert antwoord.status_code == 404
        assert "Deze link klopt niet" in antwoord.content.decode()


@pytest.mark.django_db
def test_raden_wordt_geremd_en_een_echte_link_werkt_dan_nog(client: Client, uitvraag: Uitvraag) -> None:
    codes = [client.get(f"/uitvraag/{uuid4()}/").status_code for _keer in range(31)]
    assert (codes[:30], codes[30]) == ([404] * 30, 429)
    assert client.get(uitvraag.get_absolute_url()).status_code == 200


@pytest.mark.django_db
def test_sturen_wordt_geremd_en_de_tekst_blijft_staan(client: Client, uitvraag: Uitvraag) -> None:
    adres = uitvraag.get_absolute_url()
    for _keer in range(20):
        client.post(adres, ANTWOORD)
    Uitvraag.objects.update(antwoord="", beantwoord_op=None)
    antwoord = client.post(adres, ANTWOORD)
    assert antwoord.status_code == 429
    assert "Graag zelfs." in antwoord.content.decode()


@pytest.mark.django_db
def test_het_aantal_vragen_aan_de_database(
    client: Client, uitvraag: Uitvraag, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3):  # the question, the roles of the behandelaar, the photos
        client.get(uitvraag.get_absolute_url())


@pytest.mark.django_db
def test_een_fout_adres_wordt_geweigerd_met_een_zin(mensen: Mensen) -> None:
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    client = als_medewerker(Client(), mensen.amina)
    gegevens = {"organisatie": "Thuisvester", "email": "wijkbeheer@thuisvester", "vraag": "Mag het?"}
    adres = f"{tuin.get_werkbank_url()}derde/"
    antwoord = client.post(adres, {**gegevens, "gezien": str(laatste_id(tuin))})
    assert "Dit is geen goed e-mailadres." in antwoord.content.decode()
    assert "wijkbeheer@thuisvester" in antwoord.content.decode()
    assert not Uitvraag.objects.exists()


@pytest.mark.django_db
def test_het_voorbeeld_toont_de_mail_aan_de_organisatie(mensen: Mensen) -> None:
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    client = als_medewerker(Client(), mensen.amina)
    gegevens = {
        "organisatie": "Thuisvester",
        "email": "wijkbeheer@thuisvester.example",
        "vraag": "Mag het?",
        "gezien": str(laatste_id(tuin)),
    }
    adres = f"{tuin.get_werkbank_url()}derde/"
    voorbeeld = client.post(adres, gegevens)
    assert {mail.aan for mail in voorbeeld.context["mails"]} == {
        "wijkbeheer@thuisvester.example",
        mensen.daan.email,
    }
    assert not Uitvraag.objects.exists()
    for _keer in range(2):  # pressed twice
        assert client.post(adres, {**gegevens, "stap": "verstuur"}).status_code == 302
    assert Uitvraag.objects.count() == 1
    pagina = Client().get(tuin.get_absolute_url()).content.decode()
    assert "Thuisvester" in pagina
    assert "wijkbeheer@" not in pagina


@pytest.mark.django_db(transaction=True)
def test_twee_antwoorden_tegelijk_is_er_een() -> None:
    uitvraag = stel(zet_op())
    samen = Barrier(2)

    def probeer(naam: str) -> bool:
        samen.wait(10)
        try:
            beantwoord_uitvraag(uitvraag=uitvraag, naam=naam, tekst=f"Van {naam}.")
        except NietOpen:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as draden:
        assert sorted(draden.map(probeer, ["Ria", "Kees"])) == [False, True]
    assert Gebeurtenis.objects.filter(soort=Gebeurtenis.Soort.ANTWOORD).count() == 1
    assert Initiatief.objects.get().aan_zet_derde == ""


@pytest.mark.django_db
def test_het_antwoord_staat_in_het_gesprek_van_de_werkbank(mensen: Mensen, uitvraag: Uitvraag) -> None:
    beantwoord_uitvraag(uitvraag=uitvraag, naam="Ria Bos", tekst="Dat mag, graag zelfs.")
    scherm = als_medewerker(Client(), mensen.amina).get(uitvraag.initiatief.get_werkbank_url())
    assert [g.tekst for g in scherm.context["gesprek"]][-1] == "Dat mag, graag zelfs."
    assert "Ria Bos, Thuisvester" in scherm.content.decode()
    openbaar = Client().get(uitvraag.initiatief.get_absolute_url()).content.decode()
    assert "Ria Bos" not in openbaar
    assert "graag zelfs" not in openbaar
