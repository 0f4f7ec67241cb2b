"""The public page of an initiative: who is to act, what was promised, what happened, what its residents can do."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from initiatieven.levensloop import AanZet, Status
from initiatieven.models import Betrokkene, Foto, Gebeurtenis, Initiatief
from initiatieven.services.behandelen import reageer, realiseer
from initiatieven.services.heropenen import vraag_heropenen
from initiatieven.services.samenvoegen import voeg_samen
from initiatieven.services.wijzigen import wijzig_tekst
from kern.werkdagen import plus_werkdagen, vandaag
from tests.inloggen import als_medewerker
from tests.maak import maak_initiatief
from tests.personen import Mensen
from wijkportaal.views.initiatief import _rolnaam

pytestmark = pytest.mark.django_db

# Committed on purpose. A visitor: the page, the timeline, the role of who is aan zet; for a closed one the request
# to go on instead of that role.
QUERIES = {Status.INGEDIEND: 3, Status.GEREALISEERD: 3, Status.NIET_PASSEND: 3}


def tekst_van(client: Client, initiatief: Initiatief) -> str:
    antwoord = client.get(initiatief.get_absolute_url())
    assert antwoord.status_code == 200
    document = html.fromstring(antwoord.content.decode()).get_element_by_id("inhoud")
    return " ".join(document.text_content().split())


@pytest.fixture
def tuin(mensen: Mensen) -> Initiatief:
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)


def test_een_belofte_die_gehouden_is_en_een_die_loopt(
    client: Client, mensen: Mensen, tuin: Initiatief
) -> None:
    tuin.reactie_uiterlijk = vandaag()
    tuin.besluit_uiterlijk = plus_werkdagen(vandaag(), 5)
    tuin.save()
    assert "Dat is vandaag." in tekst_van(client, tuin)
    reageer(initiatief=tuin, door=mensen.amina, tekst="Wat een mooi plan.")
    tekst = tekst_van(client, tuin)
    assert "Dat is gelukt: de reactie kwam op" in tekst
    assert "te vertellen hoe het verder gaat." in tekst


def test_een_gebroken_belofte_staat_er_eerlijk(client: Client, tuin: Initiatief) -> None:
    tuin.reactie_uiterlijk = vandaag() - timedelta(days=14)
    tuin.save()
    assert "Dat is nog niet gelukt: het is nu" in tekst_van(client, tuin)


def test_zonder_opgeslagen_datum_staat_er_niets_over_een_belofte(client: Client, tuin: Initiatief) -> None:
    assert "beloofde" not in tekst_van(client, tuin)


def test_een_andere_organisatie_is_aan_zet(client: Client, mensen: Mensen) -> None:
    tuin = maak_initiatief(
        mensen.slotjes, mensen.daan, mensen.amina, status=Status.IN_BEHANDELING, aan_zet=AanZet.DERDE,
        aan_zet_persoon=mensen.amina, aan_zet_derde="Woningstichting Thuis",
    )  # fmt: skip
    assert "Nu aan zet: Woningstichting Thuis" in tekst_van(client, tuin)


def test_wachten_op_een_beter_moment_noemt_de_dag(client: Client, mensen: Mensen) -> None:
    dag = plus_werkdagen(vandaag(), 40)
    tuin = maak_initiatief(
        mensen.slotjes, mensen.daan, mensen.amina, status=Status.IN_BEHANDELING, uiterlijk=dag, wacht_tot=dag
    )
    assert "Wacht op een beter moment: tot" in tekst_van(client, tuin)


def test_een_verzoek_om_verder_te_gaan_heeft_iemand_aan_zet(client: Client, mensen: Mensen) -> None:
    klaar = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=Status.GEREALISEERD)
    vraag_heropenen(initiatief=klaar, door=mensen.daan, reden="Het hek is al om.")
    tekst = tekst_van(client, klaar)
    assert "De bewoners zeggen dat dit niet af is. Nu aan zet: Amina de Wit, wijkmakelaar" in tekst
    assert "Beslist uiterlijk" in tekst
    verzoek = klaar.heropenverzoeken.get()
    verzoek.uiterlijk = vandaag() - timedelta(days=1)
    verzoek.save()
    assert "Het besluit moest er zijn op" in tekst_van(client, klaar)


def test_wat_lukte_begint_met_wat_er_bereikt_is(client: Client, mensen: Mensen) -> None:
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=Status.IN_UITVOERING)
    gelukt = realiseer(initiatief=tuin, door=mensen.daan, tekst="De tuin bloeit.")
    foto = Foto.objects.create(initiatief=tuin, gebeurtenis=gelukt, breedte=768, hoogte=500)
    Initiatief.objects.update(aantal_meedoen=12, aantal_steun=1)
    tekst = tekst_van(client, tuin)
    assert "Gelukt! De tuin bloeit." in tekst
    assert "12 inwoners deden mee." in tekst
    assert "1 inwoner steunde dit." in tekst
    document = html.fromstring(client.get(tuin.get_absolute_url()).content)
    [hier] = document.xpath("//section[@class='gelukt']")
    assert hier.xpath(f".//img[contains(@src, '{foto.sleutel}')]")


def test_de_redenen_van_een_nee_staan_er_met_het_kader(client: Client, mensen: Mensen) -> None:
    nee = maak_initiatief(
        mensen.slotjes, mensen.daan, mensen.amina, status=Status.NIET_PASSEND, reden="Te dichtbij.",
        kader="Omgevingsplan 2024",
    )  # fmt: skip
    tekst = tekst_van(client, nee)
    assert "Dit kan niet. Dat werd besloten op" in tekst
    assert "De gemeenteraad spreekt hierover in: Omgevingsplan 2024" in tekst


def test_wie_samengaan_wijzen_naar_elkaar(client: Client, mensen: Mensen, tuin: Initiatief) -> None:
    ander = maak_initiatief(
        mensen.slotjes, mensen.fatima, mensen.amina, titel="Groen in de straat", kenmerk="2026-0002"
    )
    voeg_samen(initiatief=tuin, door=mensen.amina, naar=ander, tekst="Samen sterker.")
    tuin.refresh_from_db()
    assert "Dit gaat verder in Groen in de straat." in tekst_van(client, tuin)
    assert "Ging hierin op" in tekst_van(client, ander)
    van, naar = (
        html.fromstring(client.get(i.get_absolute_url()).content).xpath("//ol[@class='tijdlijn']//a/@href")
        for i in (tuin, ander)
    )
    assert ander.get_absolute_url() in van
    assert tuin.get_absolute_url() in naar


def test_een_kenmerk_in_gewone_tekst_en_script_worden_geen_link(
    client: Client, mensen: Mensen, tuin: Initiatief
) -> None:
    for soort in ("voortgang", "samengevoegd"):
        Gebeurtenis.objects.create(
            initiatief=tuin, soort=soort, door=mensen.daan, tekst='<a href="//kwaad.example">(2026-0002)</a>'
        )
    document = html.fromstring(client.get(tuin.get_absolute_url()).content)
    assert document.xpath("//ol[@class='tijdlijn']//a/@href") == ["/initiatieven/2026-0002/"]


def test_een_antwoord_van_buiten_noemt_wie_het_gaf(client: Client, tuin: Initiatief) -> None:
    Gebeurtenis.objects.create(
        initiatief=tuin, soort="antwoord", tekst="Het mag.", afzender="Jan, Woningstichting Thuis"
    )
    tekst = tekst_van(client, tuin)
    assert "Antwoord Jan, Woningstichting Thuis Het mag." in tekst


def test_een_verborgen_foto_staat_er_niet(client: Client, mensen: Mensen, tuin: Initiatief) -> None:
    Foto.objects.create(
        initiatief=tuin, breedte=768, hoogte=500, beschrijving="Een kind", verborgen_op=timezone.now(),
        verborgen_door=mensen.amina, verborgen_reden="Herkenbaar kind",
    )  # fmt: skip
    assert "Een kind" not in client.get(tuin.get_absolute_url()).content.decode()


def test_oude_woorden_ziet_alleen_wie_het_begon(client: Client, mensen: Mensen, tuin: Initiatief) -> None:
    wijzig_tekst(initiatief=tuin, door=mensen.daan, antwoorden={"verhaal": "Een tuin."})
    Betrokkene.objects.create(initiatief=tuin, gebruiker=mensen.fatima, soort="mede")
    oud = "Naast het plein ligt een leeg veldje."
    assert oud not in tekst_van(client, tuin)
    assert oud not in tekst_van(als_medewerker(Client(), mensen.amina), tuin)
    for wie in (mensen.daan, mensen.fatima):
        client.force_login(wie)
        assert oud in tekst_van(client, tuin)


@pytest.mark.parametrize(
    ("status", "wel", "niet"),
    [
        (Status.INGEDIEND, {"tekst", "stoppen", "fotos", "samen"}, {"gelukt", "heropenen"}),
        (Status.IN_UITVOERING, {"tekst", "stoppen", "gelukt"}, {"heropenen"}),
        (Status.GEREALISEERD, {"tekst", "fotos", "heropenen"}, {"stoppen", "gelukt", "samen"}),
    ],
)
def test_wie_het_begon_ziet_wat_kan(
    client: Client, mensen: Mensen, status: Status, wel: set[str], niet: set[str]
) -> None:
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=status)
    Betrokkene.objects.create(initiatief=tuin, gebruiker=mensen.fatima, soort="mede")
    adres = "/mijn/initiatieven/2026-0001/"
    assert adres not in client.get(tuin.get_absolute_url()).content.decode()
    for wie in (mensen.daan, mensen.fatima):
        client.force_login(wie)
        tekst = client.get(tuin.get_absolute_url()).content.decode()
        assert all(f"{adres}{naam}/" in tekst for naam in wel)
        assert not any(f"{adres}{naam}/" in tekst for naam in niet)
    client.force_login(mensen.bram)
    assert adres not in client.get(tuin.get_absolute_url()).content.decode()


def test_wie_meebegon_vertelt_ook_nieuws(client: Client, mensen: Mensen, tuin: Initiatief) -> None:
    Betrokkene.objects.create(initiatief=tuin, gebruiker=mensen.fatima, soort="mede")
    client.force_login(mensen.fatima)
    client.post(tuin.get_absolute_url(), {"tekst": "Het hek staat!", "gezien": ""})
    assert "Het hek staat!" in tekst_van(Client(), tuin)
    assert "Fatima" not in tekst_van(Client(), tuin)


@pytest.mark.parametrize("status", QUERIES)
def test_een_bezoeker_kost_weinig_vragen_aan_de_database(
    client: Client, mensen: Mensen, status: Status, django_assert_num_queries: Any
) -> None:
    tuin = maak_initiatief(
        mensen.slotjes, mensen.daan, mensen.amina, status=status, reden="Te dichtbij.", kader="Plan"
    )
    client.get(tuin.get_absolute_url())
    _rolnaam.cache_clear()
    with django_assert_num_queries(QUERIES[status]):
        client.get(tuin.get_absolute_url())


# --- /mijn/ -----------------------------------------------------------------------------------------


def _betrek(mensen: Mensen, begin: int) -> None:
    """Fatima started one, started one too, joins in and supports."""
    for nummer, soort in enumerate(("mede", "meedoen", "steun"), start=begin):
        ander = maak_initiatief(
            mensen.slotjes,
            mensen.daan,
            mensen.amina,
            titel=f"Plan {nummer} {soort}",
            kenmerk=f"2026-{nummer:04}",
        )
        Betrokkene.objects.create(initiatief=ander, gebruiker=mensen.fatima, soort=soort)
    maak_initiatief(
        mensen.slotjes,
        mensen.fatima,
        mensen.amina,
        titel=f"Plan {begin} zelf",
        kenmerk=f"2026-{begin + 500:04}",
    )


def test_mijn_toont_waar_ik_bij_hoor(client: Client, mensen: Mensen) -> None:
    _betrek(mensen, 1)
    gestopt = maak_initiatief(
        mensen.slotjes, mensen.daan, mensen.amina, titel="Niet meer", kenmerk="2026-0900"
    )
    Betrokkene.objects.create(
        initiatief=gestopt, gebruiker=mensen.fatima, soort="meedoen", gestopt_op=timezone.now()
    )
    client.force_login(mensen.fatima)
    document = html.fromstring(client.get("/mijn/").content)
    for kop, titels in (
        ("eigen", ["Plan 1 mede", "Plan 1 zelf"]),
        ("meedoen", ["Plan 2 meedoen"]),
        ("steun", ["Plan 3 steun"]),
    ):
        gevonden = document.xpath(f"//section[@aria-labelledby='{kop}']//li//a/text()")
        assert sorted(gevonden) == titels
    assert "Niet meer" not in document.text_content()


def test_mijn_vraagt_wat_ik_leerde(client: Client, mensen: Mensen) -> None:
    klaar = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=Status.GEREALISEERD)
    client.force_login(mensen.daan)
    assert "/initiatieven/2026-0001/leerpunt/" in client.get("/mijn/").content.decode()
    Initiatief.objects.filter(pk=klaar.pk).update(afgesloten_op=timezone.now() - timedelta(days=200))
    assert "/initiatieven/2026-0001/leerpunt/" not in client.get("/mijn/").content.decode()


def test_mijn_kost_evenveel_vragen_hoeveel_het_er_ook_zijn(
    client: Client, mensen: Mensen, django_assert_max_num_queries: Any
) -> None:
    _betrek(mensen, 1)
    client.force_login(mensen.fatima)
    with django_assert_max_num_queries(50) as weinig:
        client.get("/mijn/")
    _betrek(mensen, 11)
    _betrek(mensen, 21)
    with django_assert_max_num_queries(len(weinig)):
        client.get("/mijn/")
