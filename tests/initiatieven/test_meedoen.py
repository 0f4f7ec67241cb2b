"""Supporting an initiative and joining in: once per person, to be undone, and told to who should know."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from initiatieven.deelname import deelname
from initiatieven.levensloop import Status
from initiatieven.models import Betrokkene, Gebeurtenis, Initiatief, Samenvoeging
from initiatieven.services.behandelen import reageer
from initiatieven.services.meedoen import (
    doe_mee,
    geef_betrokkenen_terug,
    neem_betrokkenen_mee,
    steun,
    stop,
)
from initiatieven.services.opmerkingen import plaats
from kern.fouten import DomeinFout
from kern.models import Gebruiker, Mail
from tests.initiatieven.hulp import laatste_id, mails_aan
from tests.initiatieven.mailknop import druk_op_de_knop, link_aan
from tests.inloggen import als_medewerker
from tests.maak import maak_gebruiker, maak_initiatief
from tests.personen import Mensen

pytestmark = pytest.mark.django_db
Soort = Betrokkene.Soort
SANNE = "sanne@voorbeeld.example"


@pytest.fixture
def initiatief(mensen: Mensen) -> Initiatief:
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)


def aantallen(initiatief: Initiatief) -> tuple[int, int]:
    vers = Initiatief.objects.get(pk=initiatief.pk)
    return vers.aantal_steun, vers.aantal_meedoen


def wie(initiatief: Initiatief, soort: Betrokkene.Soort) -> set[Gebruiker]:
    return {rij.gebruiker for rij in initiatief.betrokkenen.nu().filter(soort=soort)}


def test_steun_telt_per_persoon_een_keer_en_mailt_niemand(initiatief: Initiatief, mensen: Mensen) -> None:
    for _keer in range(2):
        steun(initiatief=initiatief, door=mensen.fatima)
    steun(initiatief=initiatief, door=mensen.els)
    assert aantallen(initiatief) == (2, 0)
    assert not Mail.objects.exists()
    assert not initiatief.gebeurtenissen.exists()


def test_de_database_weigert_een_tweede_keer(initiatief: Initiatief, mensen: Mensen) -> None:
    steun(initiatief=initiatief, door=mensen.fatima)
    with pytest.raises(IntegrityError), transaction.atomic():
        Betrokkene.objects.create(initiatief=initiatief, gebruiker=mensen.fatima, soort=Soort.STEUN)


def test_steun_gaat_weer_weg_en_komt_terug(initiatief: Initiatief, mensen: Mensen) -> None:
    for verwacht in (1, 0, 0, 1):
        if verwacht:
            steun(initiatief=initiatief, door=mensen.fatima)
        else:
            stop(initiatief=initiatief, door=mensen.fatima, soort=Soort.STEUN)
        assert aantallen(initiatief) == (verwacht, 0)
    assert initiatief.betrokkenen.count() == 1


def test_stoppen_kan_ook_als_het_afgerond_is(mensen: Mensen) -> None:
    klaar = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=Status.GEREALISEERD)
    rij = Betrokkene.objects.create(
        initiatief=klaar, gebruiker=mensen.fatima, soort=Soort.MEEDOEN, bijdrage="Bel mij: 0612345678"
    )
    stop(initiatief=klaar, door=mensen.fatima, soort=Soort.MEEDOEN)
    rij.refresh_from_db()
    assert rij.gestopt_op is not None
    assert rij.bijdrage == ""


def test_het_eigen_initiatief_steunt_niemand_zelf(initiatief: Initiatief, mensen: Mensen) -> None:
    Betrokkene.objects.create(initiatief=initiatief, gebruiker=mensen.fatima, soort=Soort.MEDE)
    for beginner in (mensen.daan, mensen.fatima):
        for dienst in (steun, doe_mee):
            with pytest.raises(DomeinFout, match="eigen initiatief"):
                dienst(initiatief=initiatief, door=beginner)
    assert aantallen(initiatief) == (0, 0)


@pytest.mark.parametrize("status", [Status.GEREALISEERD, Status.GESTOPT, Status.NIET_PASSEND])
def test_wat_afgerond_is_steunt_niemand_meer(mensen: Mensen, status: Status) -> None:
    klaar = maak_initiatief(
        mensen.slotjes, mensen.daan, mensen.amina, status=status, reden="Klaar", kader="Omgevingsplan"
    )
    with pytest.raises(DomeinFout, match="afgerond"):
        steun(initiatief=klaar, door=mensen.fatima)
    client = Client()
    client.force_login(mensen.fatima)
    pagina = client.get(f"{klaar.get_absolute_url()}steunen/").content.decode()
    assert "Dit initiatief is afgerond" in pagina
    assert "Bekijk wat er nu loopt" in pagina


def test_wat_samengevoegd_is_wijst_de_weg(client: Client, initiatief: Initiatief, mensen: Mensen) -> None:
    oud = maak_initiatief(
        mensen.slotjes,
        mensen.fatima,
        mensen.amina,
        status=Status.SAMENGEVOEGD,
        samengevoegd_met=initiatief,
        kenmerk="2026-0002",
        titel="Ook een tuin",
    )
    with pytest.raises(DomeinFout, match="Een buurttuin aan de Zandheuvel"):
        doe_mee(initiatief=oud, door=mensen.els)
    for deel in ("steunen", "meedoen", "reactie"):
        pagina = client.get(f"{oud.get_absolute_url()}{deel}/").content.decode()
        assert f'href="{initiatief.get_absolute_url()}"' in pagina
        assert "Ik steun dit" not in pagina


def test_wie_typte_terwijl_het_werd_afgerond_leest_de_tekst_terug(mensen: Mensen) -> None:
    """And no mail goes out for what cannot be done any more."""
    klaar = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=Status.GEREALISEERD)
    gegevens = {"email": SANNE, "naam": "Sanne", "bijdrage": "Ik heb een <b>schep</b>."}
    for deel in ("steunen", "meedoen"):
        pagina = Client().post(f"{klaar.get_absolute_url()}{deel}/", gegevens).content.decode()
        assert "Dit initiatief is afgerond" in pagina
    assert "Ik heb een &lt;b&gt;schep&lt;/b&gt;." in pagina
    assert not Mail.objects.exists()


def test_meedoen_vertelt_het_wie_begon_en_de_behandelaar(initiatief: Initiatief, mensen: Mensen) -> None:
    Betrokkene.objects.create(initiatief=initiatief, gebruiker=mensen.els, soort=Soort.MEDE)
    doe_mee(initiatief=initiatief, door=mensen.fatima, bijdrage="Ik heb een kruiwagen.")
    for ontvanger in (mensen.daan, mensen.els, mensen.amina):
        (mail,) = mails_aan(ontvanger)
        assert mail.onderwerp == "Iemand doet mee: Een buurttuin aan de Zandheuvel"
        assert "Ik heb een kruiwagen." in mail.tekst
        assert ("/werkbank/" in mail.tekst) == (ontvanger == mensen.amina)
    assert mails_aan(mensen.fatima) == []


def test_wie_weggaat_en_terugkomt_wordt_niet_opnieuw_gemeld(initiatief: Initiatief, mensen: Mensen) -> None:
    for _keer in range(3):
        doe_mee(initiatief=initiatief, door=mensen.fatima)
        doe_mee(initiatief=initiatief, door=mensen.fatima, bijdrage="Toch een kruiwagen.", toon_voornaam=True)
        assert aantallen(initiatief) == (0, 1)
        stop(initiatief=initiatief, door=mensen.fatima, soort=Soort.MEEDOEN)
    assert len(mails_aan(mensen.daan)) == 1
    assert initiatief.gebeurtenissen.count() == 1


def test_de_tijdlijn_onthoudt_niet_wat_iemand_meebracht(initiatief: Initiatief, mensen: Mensen) -> None:
    """Lines of history can never be taken back."""
    doe_mee(initiatief=initiatief, door=mensen.fatima, bijdrage="Bel mij: 0612345678")
    regel = initiatief.gebeurtenissen.get()
    assert (regel.soort, regel.openbaar, regel.tekst) == (Gebeurtenis.Soort.BETROKKEN, False, "")


def test_wie_meedoet_haalt_de_wijkmakelaar_niet_uit_zijn_werk(initiatief: Initiatief, mensen: Mensen) -> None:
    gezien = laatste_id(initiatief)
    doe_mee(initiatief=initiatief, door=mensen.fatima)
    reageer(initiatief=initiatief, door=mensen.amina, tekst="Wat een mooi plan!", gezien=gezien)


# --- Who may read what ------------------------------------------------------------------------------


@pytest.fixture
def met_meedoeners(initiatief: Initiatief, mensen: Mensen) -> Initiatief:
    doe_mee(initiatief=initiatief, door=mensen.fatima, bijdrage="Ik heb een kruiwagen.", toon_voornaam=True)
    doe_mee(initiatief=initiatief, door=mensen.els, bijdrage="Ik zet koffie.")
    return Initiatief.objects.get(pk=initiatief.pk)


@pytest.mark.parametrize(
    ("naam", "leest_bijdragen", "leest_adressen"),
    [
        (None, False, False),
        ("fatima", False, False),
        ("els", False, False),  # works for the municipality, but not on initiatives
        ("chantal", False, False),  # wijkmakelaar of another wijk
        ("daan", True, False),
        ("amina", True, True),
        ("wim", True, True),
        ("olga", True, True),
    ],
)
def test_wie_leest_wat_mensen_meebrengen(
    met_meedoeners: Initiatief,
    mensen: Mensen,
    naam: str | None,
    leest_bijdragen: bool,
    leest_adressen: bool,
) -> None:
    client = Client()
    if naam:
        als_medewerker(client, getattr(mensen, naam))
    pagina = client.get(met_meedoeners.get_absolute_url()).content.decode()
    assert ("kruiwagen" in pagina) == leest_bijdragen
    assert ("Els van Dongen" in pagina) == leest_bijdragen
    assert (mensen.fatima.email in pagina) == leest_adressen
    assert "Doen mee: Fatima en nog 1 inwoner." in " ".join(pagina.split())


def test_een_bezoeker_van_een_stille_pagina_vraagt_niets(
    initiatief: Initiatief, mensen: Mensen, django_assert_num_queries: Any
) -> None:
    bezoeker = Client().get("/").wsgi_request.user
    with django_assert_num_queries(0):
        deelname(initiatief, bezoeker)
    for nummer in range(12):
        iemand = maak_gebruiker(f"Buur{nummer} Smit")
        doe_mee(initiatief=initiatief, door=iemand, toon_voornaam=True)
    initiatief.refresh_from_db()
    with django_assert_num_queries(1):
        assert len(deelname(initiatief, bezoeker)["deelname"].voornamen) == 12
    vers = Gebruiker.objects.get(pk=mensen.daan.pk)
    with django_assert_num_queries(3):  # what I did here, my roles, who joins in
        assert len(deelname(initiatief, vers)["deelname"].meedoeners) == 12


# --- Pages ------------------------------------------------------------------------------------------


def test_meedoen_zonder_login(client: Client, initiatief: Initiatief, mensen: Mensen) -> None:
    adres = f"{initiatief.get_absolute_url()}meedoen/"
    gegevens = {
        "email": SANNE,
        "naam": "Sanne de Bruin",
        "bijdrage": "Ik heb\neen schep.",
        "toon_voornaam": "on",
    }
    assert "kijk in uw mail" in client.post(adres, gegevens).content.decode()
    assert aantallen(initiatief) == (0, 0)
    pagina = druk_op_de_knop(SANNE).content.decode()
    assert "Fijn dat u meedoet" in pagina
    rij = initiatief.betrokkenen.get()
    assert (rij.gebruiker.naam, rij.bijdrage, rij.toon_voornaam) == (
        "Sanne de Bruin",
        "Ik heb\neen schep.",
        True,
    )
    assert "Ik heb\neen schep." in mails_aan(mensen.daan)[0].tekst


def test_de_pagina_achter_de_link_zegt_welke_naam_zichtbaar_wordt(
    client: Client, initiatief: Initiatief
) -> None:
    gegevens = {"email": SANNE, "naam": "Sanne de Bruin", "toon_voornaam": "on"}
    client.post(f"{initiatief.get_absolute_url()}meedoen/", gegevens)
    pagina = Client().get(link_aan(SANNE)).content.decode()
    assert "Sanne de Bruin" in pagina
    assert "Uw voornaam staat dan ook op de pagina" in pagina


def test_een_naam_uit_een_formulier_verandert_geen_account(initiatief: Initiatief, mensen: Mensen) -> None:
    gegevens = {"email": mensen.fatima.email, "naam": "Pietje Puk", "toon_voornaam": "on"}
    Client().post(f"{initiatief.get_absolute_url()}meedoen/", gegevens)
    druk_op_de_knop(mensen.fatima.email)
    mensen.fatima.refresh_from_db()
    assert mensen.fatima.naam == "Fatima el Amrani"
    assert wie(initiatief, Soort.MEEDOEN) == {mensen.fatima}


@pytest.mark.parametrize(
    "naam",
    [
        "www.boef.example",
        "bel 0612345678",
        "a@b.example",
        "<b>Jan</b>",
        "x" * 41,
        "Jan\u202eovulp",
        "Jan 🙂 https:",
    ],
)
def test_een_naam_is_een_naam(client: Client, initiatief: Initiatief, naam: str) -> None:
    gegevens = {"email": SANNE, "naam": naam, "bijdrage": "Ik heb een schep."}
    pagina = client.post(f"{initiatief.get_absolute_url()}meedoen/", gegevens).content.decode()
    assert "Vul hier alleen uw naam in" in pagina
    assert "Ik heb een schep." in pagina
    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    "naam", ["J.P. van 't Hof-Élan", "Zoë", "Øystein", "محمد", "Nguyễn Thị", "李小龙", "O’Neil"]
)
def test_elke_gewone_naam_mag(client: Client, initiatief: Initiatief, naam: str) -> None:
    pagina = client.post(f"{initiatief.get_absolute_url()}meedoen/", {"email": SANNE, "naam": naam})
    assert "kijk in uw mail" in pagina.content.decode()


def test_ingelogd_meedoen_aanpassen_en_stoppen(
    client: Client, initiatief: Initiatief, mensen: Mensen
) -> None:
    client.force_login(mensen.fatima)
    adres = f"{initiatief.get_absolute_url()}meedoen/"
    client.post(adres, {"bijdrage": "Ik heb een kruiwagen."})
    pagina = client.get(adres).content.decode()
    assert "Ik heb een kruiwagen." in pagina
    assert "Ik stop met meedoen" in pagina
    client.post(adres, {"bijdrage": "Ik heb twee kruiwagens.", "toon_voornaam": "on"})
    assert initiatief.betrokkenen.get().bijdrage == "Ik heb twee kruiwagens."
    client.post(f"/mijn/deelname/{initiatief.kenmerk}/stoppen/", {"soort": "meedoen"})
    assert aantallen(initiatief) == (0, 0)
    assert len(mails_aan(mensen.daan)) == 1
    terug = client.get(f"/mijn/deelname/{initiatief.kenmerk}/stoppen/")
    assert terug["Location"] == initiatief.get_absolute_url()


def test_ingelogd_zonder_naam_geeft_er_een(client: Client, initiatief: Initiatief) -> None:
    naamloos = Gebruiker.objects.create_user("naamloos@voorbeeld.example")
    client.force_login(naamloos)
    client.post(f"{initiatief.get_absolute_url()}meedoen/", {"naam": "Noor Bakker", "bijdrage": ""})
    naamloos.refresh_from_db()
    assert naamloos.naam == "Noor Bakker"


def test_een_script_in_een_bijdrage_wordt_tekst(
    client: Client, initiatief: Initiatief, mensen: Mensen
) -> None:
    doe_mee(initiatief=initiatief, door=mensen.fatima, bijdrage="<script>alert(1)</script>")
    client.force_login(mensen.daan)
    pagina = client.get(initiatief.get_absolute_url()).content.decode()
    assert "<script>alert" not in pagina
    assert "&lt;script&gt;alert(1)" in pagina
    assert "<script>alert" not in mails_aan(mensen.daan)[0].html


def test_een_script_in_een_naam_wordt_tekst(client: Client, initiatief: Initiatief) -> None:
    """A name comes from elsewhere too, where other rules hold."""
    boos = maak_gebruiker("<script>alert(1)</script> Smit", email="boos@voorbeeld.example")
    doe_mee(initiatief=initiatief, door=boos, toon_voornaam=True)
    plaats(initiatief=initiatief, door=boos, tekst="Mooi plan!", toon_voornaam=True)
    pagina = client.get(initiatief.get_absolute_url()).content.decode()
    assert "<script>alert" not in pagina
    assert pagina.count("&lt;script&gt;alert(1)") == 2


@pytest.mark.parametrize("soort", ["mede", "onzin", ""])
def test_stoppen_met_iets_anders_bestaat_niet(
    client: Client, initiatief: Initiatief, mensen: Mensen, soort: str
) -> None:
    Betrokkene.objects.create(initiatief=initiatief, gebruiker=mensen.fatima, soort=Soort.MEDE)
    client.force_login(mensen.fatima)
    antwoord = client.post(f"/mijn/deelname/{initiatief.kenmerk}/stoppen/", {"soort": soort})
    assert antwoord.status_code == 404
    assert wie(initiatief, Soort.MEDE) == {mensen.fatima}


def test_van_een_concept_weet_niemand(client: Client, mensen: Mensen) -> None:
    concept = Initiatief.objects.create(status=Status.TE_BEVESTIGEN, kenmerk="2026-0099")
    for deel in ("steunen", "meedoen", "reactie"):
        assert client.get(f"/initiatieven/{concept.kenmerk}/{deel}/").status_code == 404
        assert client.post(f"/initiatieven/{concept.kenmerk}/{deel}/", {"email": SANNE}).status_code == 404


# --- Merging ----------------------------------------------------------------------------------------


def test_samenvoegen_neemt_mensen_mee_en_geeft_ze_terug(initiatief: Initiatief, mensen: Mensen) -> None:
    oud = maak_initiatief(
        mensen.slotjes, mensen.fatima, mensen.amina, kenmerk="2026-0002", titel="Ook een tuin"
    )
    buur, beide, mede = (maak_gebruiker(f"{naam} Smit") for naam in ("Bea", "Cor", "Dik"))
    steun(initiatief=oud, door=buur)
    steun(initiatief=oud, door=mensen.daan)  # who started the other one
    steun(initiatief=oud, door=beide)
    steun(initiatief=initiatief, door=beide)
    doe_mee(initiatief=oud, door=buur, bijdrage="Ik heb een schep.", toon_voornaam=True)
    Betrokkene.objects.create(initiatief=oud, gebruiker=mede, soort=Soort.MEDE)
    via = Samenvoeging.objects.create(van=oud, naar=initiatief, door=mensen.amina)
    neem_betrokkenen_mee(van=oud, naar=initiatief, via=via)
    assert wie(initiatief, Soort.STEUN) == {buur, beide}
    assert wie(initiatief, Soort.MEEDOEN) == {buur}
    assert wie(initiatief, Soort.MEDE) == {mensen.fatima, mede}
    assert aantallen(initiatief) == (2, 1)
    assert wie(oud, Soort.STEUN) == {buur, mensen.daan, beide}
    geef_betrokkenen_terug(via=via)
    assert wie(initiatief, Soort.STEUN) == {beide}
    assert wie(initiatief, Soort.MEEDOEN) == wie(initiatief, Soort.MEDE) == set()
    assert aantallen(initiatief) == (1, 0)
    assert wie(oud, Soort.MEEDOEN) == {buur}


def test_wie_na_het_samenvoegen_zelf_meedoet_blijft(initiatief: Initiatief, mensen: Mensen) -> None:
    oud = maak_initiatief(mensen.slotjes, mensen.fatima, mensen.amina, kenmerk="2026-0002")
    buur = maak_gebruiker("Bea Smit")
    doe_mee(initiatief=oud, door=buur)
    via = Samenvoeging.objects.create(van=oud, naar=initiatief, door=mensen.amina)
    neem_betrokkenen_mee(van=oud, naar=initiatief, via=via)
    doe_mee(initiatief=initiatief, door=buur, bijdrage="Hier breng ik een hark mee.")
    geef_betrokkenen_terug(via=via)
    assert wie(initiatief, Soort.MEEDOEN) == {buur}


def test_wie_na_het_samenvoegen_stopt_komt_nergens_terug(initiatief: Initiatief, mensen: Mensen) -> None:
    oud = maak_initiatief(mensen.slotjes, mensen.fatima, mensen.amina, kenmerk="2026-0002")
    buur = maak_gebruiker("Bea Smit")
    steun(initiatief=oud, door=buur)
    via = Samenvoeging.objects.create(van=oud, naar=initiatief, door=mensen.amina)
    neem_betrokkenen_mee(van=oud, naar=initiatief, via=via)
    stop(initiatief=initiatief, door=buur, soort=Soort.STEUN)
    geef_betrokkenen_terug(via=via)
    assert wie(oud, Soort.STEUN) == wie(initiatief, Soort.STEUN) == set()
    assert aantallen(oud) == aantallen(initiatief) == (0, 0)
