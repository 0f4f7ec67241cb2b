"""The public page of an initiative, and the page of the resident who started it."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from initiatieven.levensloop import AanZet, Status
from initiatieven.models import Foto, Gebeurtenis, Initiatief
from initiatieven.services.behandelen import noteer, reageer, stop
from initiatieven.services.gesprek import plaats_voortgang, stel_vraag
from initiatieven.services.opmerkingen import plaats
from kern.mail import zet_klaar_tekst
from kern.models import Mail
from kern.werkdagen import vandaag
from tests.maak import maak_gebruiker, maak_initiatief
from tests.personen import Mensen
from wijkportaal.views.initiatief import _rolnaam

# Committed on purpose: itself, the timeline and the role of who is aan zet; one more for each of photos, promises,
# money and learning points that there are.
QUERIES_PAGINA = 3


@pytest.fixture
def initiatief(mensen: Mensen) -> Initiatief:
    return maak_initiatief(
        mensen.slotjes, mensen.daan, mensen.amina, nodig=["geld"], eigen_bijdrage="Wij spitten."
    )


def pagina(client: Client, initiatief: Initiatief) -> str:
    antwoord = client.get(initiatief.get_absolute_url())
    assert antwoord.status_code == 200
    return antwoord.content.decode()


def test_zegt_wie_aan_zet_is_en_voor_wanneer(client: Client, initiatief: Initiatief) -> None:
    initiatief.uiterlijk = date(2030, 12, 6)
    initiatief.save()
    tekst = pagina(client, initiatief)
    assert "Nu aan zet: <strong>Amina de Wit</strong>, wijkmakelaar" in tekst
    assert "Reageert uiterlijk vrijdag 6 december 2030" in tekst


def test_is_eerlijk_als_de_datum_voorbij_is(client: Client, initiatief: Initiatief) -> None:
    initiatief.uiterlijk = vandaag() - timedelta(days=1)
    initiatief.save()
    assert "Dat is niet gelukt." in pagina(client, initiatief)
    assert "Reageert uiterlijk" not in pagina(client, initiatief)


def test_naam_van_de_inwoner_staat_er_niet(client: Client, initiatief: Initiatief, mensen: Mensen) -> None:
    tekst = pagina(client, initiatief)
    assert "Daan" not in tekst
    assert mensen.daan.email not in tekst
    assert "Een inwoner uit Slotjes" in tekst


def test_alleen_de_voornaam_als_de_inwoner_dat_wil(client: Client, initiatief: Initiatief) -> None:
    initiatief.toon_voornaam = True
    initiatief.save()
    tekst = pagina(client, initiatief)
    assert "Daan uit Slotjes" in tekst
    assert "Jansen" not in tekst


def test_tijdlijn_nieuwste_eerst_en_officieel_gemerkt(
    client: Client, initiatief: Initiatief, mensen: Mensen
) -> None:
    reageer(initiatief=initiatief, door=mensen.amina, tekst="Wat een mooi plan!")
    noteer(initiatief=initiatief, door=mensen.amina, tekst="Intern: eerst bellen.")
    tekst = pagina(client, initiatief)
    assert "Wat een mooi plan!" in tekst
    assert "Amina de Wit, wijkmakelaar" in tekst
    assert "tijdlijn__officieel" in tekst
    assert "Intern" not in tekst


def test_script_in_verhaal_wordt_tekst(client: Client, initiatief: Initiatief) -> None:
    initiatief.titel = initiatief.verhaal = initiatief.plek = "<script>alert(1)</script>"
    initiatief.save()
    tekst = pagina(client, initiatief)
    assert "<script>alert" not in tekst
    assert "&lt;script&gt;alert(1)" in tekst


@pytest.mark.parametrize("kenmerk", ["2026-9999", "1999-0001", "None", "2026-1", "9999-99999999"])
def test_ander_kenmerk_bestaat_niet(client: Client, initiatief: Initiatief, kenmerk: str) -> None:
    assert client.get(f"/initiatieven/{kenmerk}/").status_code == 404


def test_gestopt_initiatief_heeft_niemand_aan_zet(client: Client, mensen: Mensen) -> None:
    gestopt = maak_initiatief(
        mensen.slotjes, mensen.daan, mensen.amina, status=Status.GESTOPT, reden="Geen tijd meer."
    )
    tekst = pagina(client, gestopt)
    assert "Nu aan zet" not in tekst
    assert "Geen tijd meer." in tekst


def test_inwoner_beantwoordt_een_vraag(client: Client, initiatief: Initiatief, mensen: Mensen) -> None:
    stel_vraag(initiatief=initiatief, door=mensen.amina, tekst="Hoe groot wordt het?")
    assert "Er is een vraag aan u" not in pagina(client, initiatief)
    client.force_login(mensen.daan)
    assert "Er is een vraag aan u" in pagina(client, initiatief)
    client.post(initiatief.get_absolute_url(), {"tekst": "Tien meter.", "gezien": ""})
    initiatief.refresh_from_db()
    assert (initiatief.status, initiatief.aan_zet) == (Status.IN_BEHANDELING, AanZet.MEDEWERKER)
    assert "Tien meter." in pagina(Client(), initiatief)


def test_leeg_antwoord_is_een_zin(client: Client, initiatief: Initiatief, mensen: Mensen) -> None:
    stel_vraag(initiatief=initiatief, door=mensen.amina, tekst="Hoe groot wordt het?")
    client.force_login(mensen.daan)
    antwoord = client.post(initiatief.get_absolute_url(), {"tekst": ""})
    assert "Vul dit in." in antwoord.content.decode()
    assert not initiatief.gebeurtenissen.filter(soort=Gebeurtenis.Soort.ANTWOORD).exists()


def test_wat_intussen_gebeurde_wordt_gezegd_en_de_tekst_blijft(
    client: Client, initiatief: Initiatief, mensen: Mensen
) -> None:
    eerste = stel_vraag(initiatief=initiatief, door=mensen.amina, tekst="Hoe groot wordt het?")
    plaats_voortgang(initiatief=initiatief, door=mensen.amina, tekst="Ik kom ook langs.")
    client.force_login(mensen.daan)
    antwoord = client.post(initiatief.get_absolute_url(), {"tekst": "Tien meter.", "gezien": eerste.pk})
    tekst = antwoord.content.decode()
    assert "Er is intussen iets veranderd" in tekst
    assert "Tien meter." in tekst


def test_wie_typte_terwijl_het_werd_afgerond_krijgt_de_tekst_terug(
    client: Client, initiatief: Initiatief, mensen: Mensen
) -> None:
    stop(initiatief=initiatief, door=mensen.amina, reden="Er is geen plek.")
    client.force_login(mensen.daan)
    tekst = client.post(initiatief.get_absolute_url(), {"tekst": "Wij zijn al begonnen.", "gezien": ""})
    assert "Dit initiatief is afgerond. U kunt er geen nieuws meer bij zetten." in tekst.content.decode()
    assert "Wij zijn al begonnen." in tekst.content.decode()
    assert "Uw bericht" not in pagina(client, initiatief)


@pytest.mark.parametrize("wie", [None, "fatima"])
def test_een_ander_kan_niet_antwoorden(
    client: Client, initiatief: Initiatief, mensen: Mensen, wie: str | None
) -> None:
    stel_vraag(initiatief=initiatief, door=mensen.amina, tekst="Hoe groot wordt het?")
    if wie:
        client.force_login(getattr(mensen, wie))
    assert client.post(initiatief.get_absolute_url(), {"tekst": "Ik ook."}).status_code == 404
    initiatief.refresh_from_db()
    assert initiatief.status == Status.WACHT_OP_INDIENER


def test_aantal_queries(
    client: Client, initiatief: Initiatief, mensen: Mensen, django_assert_num_queries: Any
) -> None:
    for _nummer in range(5):
        plaats_voortgang(initiatief=initiatief, door=mensen.amina, tekst="Nieuws")
    _rolnaam.cache_clear()
    with django_assert_num_queries(QUERIES_PAGINA):
        client.get(initiatief.get_absolute_url())
    for _nummer in range(5):
        Foto.objects.create(initiatief=initiatief, breedte=768, hoogte=500)
    _rolnaam.cache_clear()
    with django_assert_num_queries(QUERIES_PAGINA + 1):
        client.get(initiatief.get_absolute_url())


def test_mijn_toont_wat_van_mij_is_en_wat_op_mij_wacht(
    client: Client, initiatief: Initiatief, mensen: Mensen
) -> None:
    maak_initiatief(mensen.slotjes, mensen.fatima, mensen.amina, titel="Van een ander", kenmerk="2026-0002")
    stel_vraag(initiatief=initiatief, door=mensen.amina, tekst="Hoe groot wordt het?")
    client.force_login(mensen.daan)
    tekst = client.get("/mijn/").content.decode()
    assert initiatief.titel in tekst
    assert "Er is een vraag aan u. Antwoord uiterlijk" in tekst
    assert "Van een ander" not in tekst


def test_mijn_mails_zijn_te_lezen_en_geheime_niet(client: Client, mensen: Mensen) -> None:
    def mail(sleutel: str, **velden: Any) -> Mail:
        gemaakt = zet_klaar_tekst(
            sleutel=sleutel, aan="daan@voorbeeld.example", onderwerp=f"Over {sleutel}", tekst="Dag!", **velden
        )
        assert gemaakt is not None
        return gemaakt

    eigen = mail("eigen", ontvanger=mensen.daan)
    geheim = mail("code", ontvanger=mensen.daan, vertrouwelijk=True)
    ander = mail("ander", ontvanger=mensen.fatima)
    client.force_login(mensen.daan)
    tekst = client.get("/mijn/").content.decode()
    assert "Over eigen" in tekst
    assert "Over code" not in tekst
    assert client.get(f"/mijn/mail/{eigen.pk}/").status_code == 200
    assert client.get(f"/mijn/mail/{geheim.pk}/").status_code == 404
    assert client.get(f"/mijn/mail/{ander.pk}/").status_code == 404


def test_mijn_vraagt_om_in_te_loggen(client: Client, db: None) -> None:
    for adres in ("/mijn/", "/mijn/mail/1/"):
        assert client.get(adres)["Location"].startswith("/account/login/")


def test_nieuwe_inwoner_ziet_een_uitnodiging(client: Client, db: None) -> None:
    client.force_login(maak_gebruiker("Nieuw Hier"))
    assert "U hebt nog geen initiatief" in client.get("/mijn/").content.decode()


def test_elke_link_op_de_pagina_gaat_ergens_heen(
    client: Client, mensen: Mensen, initiatief: Initiatief
) -> None:
    """Some addresses are written out, to spare time: they must stay those of the pages."""
    Foto.objects.create(initiatief=initiatief, breedte=768, hoogte=500)
    plaats(initiatief=initiatief, door=mensen.fatima, tekst="Mooi plan!")
    adressen = set(re.findall(r'<a [^>]*href="(/[^"#]*)', pagina(client, initiatief)))
    assert {
        f"{initiatief.get_absolute_url()}{deel}/" for deel in ("meedoen", "steunen", "reactie")
    } <= adressen
    for adres in adressen:
        antwoord = client.get(adres.replace("&amp;", "&"))
        assert antwoord.status_code in (200, 302), adres


def test_wie_aan_zet_is_maar_niet_is_ingelogd_vindt_de_weg(
    client: Client, mensen: Mensen, initiatief: Initiatief
) -> None:
    """The mail with the question leads to this page, and a link is not a login."""
    naar_inloggen = f'href="/account/login/?next={initiatief.get_absolute_url()}"'
    assert naar_inloggen not in pagina(client, initiatief)
    stel_vraag(initiatief=initiatief, door=mensen.amina, tekst="Waar precies?")
    assert naar_inloggen in pagina(client, initiatief)
    client.force_login(mensen.daan)
    assert naar_inloggen not in pagina(client, initiatief)
