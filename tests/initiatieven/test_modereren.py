"""Reporting a remark or a photo, and what staff decide about it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from initiatieven.models import Foto, Gebeurtenis, Initiatief, Melding, Opmerking
from initiatieven.services.meedoen import doe_mee
from initiatieven.services.modereren import (
    ZONDER_NAAM,
    Ding,
    laat_staan,
    meld,
    toon_weer,
    verberg,
)
from initiatieven.services.opmerkingen import plaats, trek_in
from initiatieven.views.modereren import MELDINGEN_PER_UUR
from kern.fotos import geplaatst, verwerk
from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebruiker, Mail
from kern.profiel import profiel
from kern.werkdagen import vandaag
from rollen.models import Rol
from tests.initiatieven.beelden import bestand, jpeg
from tests.initiatieven.hulp import mails_aan
from tests.initiatieven.test_toegang import spelers
from tests.inloggen import als_medewerker
from tests.maak import maak_gebruiker, maak_initiatief, maak_rol
from tests.personen import Mensen

pytestmark = pytest.mark.django_db
VERBERGEN = "/werkbank/meldingen/"
LELIJK = "Wat een onzin, domkop."


@pytest.fixture
def initiatief(mensen: Mensen) -> Initiatief:
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)


@pytest.fixture
def opmerking(initiatief: Initiatief, mensen: Mensen) -> Opmerking:
    return plaats(initiatief=initiatief, door=mensen.fatima, tekst=LELIJK)


@pytest.fixture
def foto(initiatief: Initiatief) -> Foto:
    return Foto.objects.create(initiatief=initiatief, breedte=768, hoogte=500, beschrijving="Een veldje")


@pytest.fixture(params=["opmerking", "foto"])
def ding(request: pytest.FixtureRequest) -> Ding:
    gevonden: Ding = request.getfixturevalue(request.param)
    return gevonden


def meldadres(ding: Ding) -> str:
    return f"/fotos/{ding.sleutel}/melden/" if isinstance(ding, Foto) else f"/reacties/{ding.pk}/melden/"


def beslisadres(ding: Ding) -> str:
    return f"{VERBERGEN}foto/{ding.sleutel}/" if isinstance(ding, Foto) else f"{VERBERGEN}reactie/{ding.pk}/"


def pagina(client: Client, initiatief: Initiatief) -> str:
    return client.get(initiatief.get_absolute_url()).content.decode()


# --- Reporting --------------------------------------------------------------------------------------


def test_melden_zonder_login(client: Client, ding: Ding, mensen: Mensen) -> None:
    assert client.get(meldadres(ding)).status_code == 200
    antwoord = client.post(meldadres(ding), {"reden": "Dit is een scheldwoord."}, follow=True)
    assert "De gemeente kijkt ernaar" in antwoord.content.decode()
    melding = ding.meldingen.get()
    assert (melding.reden, melding.door) == ("Dit is een scheldwoord.", None)
    mail = mails_aan(mensen.amina)[-1]
    assert "meldt een" in mail.onderwerp
    assert "Dit is een scheldwoord." in mail.tekst


def test_meer_meldingen_over_een_ding_zijn_een_zaak(ding: Ding, mensen: Mensen) -> None:
    voor = len(mails_aan(mensen.amina))
    meld(ding=ding, reden="Schelden", door=mensen.els)
    meld(ding=ding, reden="Dit kwetst mij.")
    meld(ding=ding, reden="Toch anders", door=mensen.els)
    assert [melding.reden for melding in ding.meldingen.all()] == ["Toch anders", "Dit kwetst mij."]
    assert len(mails_aan(mensen.amina)) == voor + 1
    assert Melding.objects.te_behandelen_door(mensen.amina).zaken().count() == 1
    pagina = als_medewerker(Client(), mensen.amina).get(VERBERGEN).content.decode()
    assert pagina.count("lijst__titel") == 1


def test_een_ding_wordt_niet_volgemeld(ding: Ding) -> None:
    for nummer in range(ZONDER_NAAM + 5):
        meld(ding=ding, reden=f"Reden {nummer}")
    assert ding.meldingen.count() == ZONDER_NAAM


def test_een_bezoeker_meldt_niet_onbeperkt(client: Client, initiatief: Initiatief, mensen: Mensen) -> None:
    opmerkingen = [
        plaats(initiatief=initiatief, door=mensen.fatima, tekst=f"Reactie {nummer}")
        for nummer in range(MELDINGEN_PER_UUR + 1)
    ]
    for een in opmerkingen:
        laatste = client.post(meldadres(een), {"reden": "Niet mooi."})
    assert "in korte tijd vaak" in laatste.content.decode()
    assert "Niet mooi." in laatste.content.decode()
    assert Melding.objects.count() == MELDINGEN_PER_UUR


def test_wat_er_niet_openbaar_staat_kan_niemand_melden(client: Client, ding: Ding, mensen: Mensen) -> None:
    """Hidden, taken back, of a draft or never there: the same answer, so no number tells anything."""
    verberg(ding=ding, door=mensen.amina, reden="Schelden")
    onbekend = (
        Foto(sleutel="00000000-0000-4000-8000-000000000000") if isinstance(ding, Foto) else Opmerking(pk=999)
    )
    antwoorden = []
    for adres in (meldadres(ding), meldadres(onbekend)):
        for antwoord in (client.get(adres), client.post(adres, {"reden": "Ik gok."})):
            assert antwoord.status_code == 404
            antwoorden.append(antwoord.content)
    assert len(set(antwoorden)) == 1
    with pytest.raises(DomeinFout, match="niet meer op de website"):
        meld(ding=ding, reden="Ik gok.")
    concept = Initiatief.objects.create()
    van_concept = Foto.objects.create(initiatief=concept, breedte=768, hoogte=500)
    assert client.get(meldadres(van_concept)).status_code == 404


def test_een_lege_melding_vraagt_wat_er_mis_is(client: Client, ding: Ding) -> None:
    assert "Vul dit in." in client.post(meldadres(ding), {"reden": " "}).content.decode()
    assert not Melding.objects.exists()


def test_melden_vraagt_een_bewijs_tegen_nagemaakte_verzoeken(ding: Ding, mensen: Mensen) -> None:
    streng = Client(enforce_csrf_checks=True)
    assert streng.post(meldadres(ding), {"reden": "x"}).status_code == 403
    als_medewerker(streng, mensen.amina)
    gegevens = {"wat": "verberg", "reden": "x", "stap": "verstuur"}
    assert streng.post(beslisadres(ding), gegevens).status_code == 403
    ding.refresh_from_db()
    assert ding.verborgen_op is None


# --- Deciding ---------------------------------------------------------------------------------------


def test_verbergen_vertelt_de_schrijver_waarom_en_de_melder_dat_het_weg_is(
    ding: Ding, initiatief: Initiatief, mensen: Mensen
) -> None:
    auteur = mensen.fatima if isinstance(ding, Opmerking) else mensen.daan
    meld(ding=ding, reden="Schelden", door=mensen.els)
    voor = len(mails_aan(auteur))
    regel = verberg(ding=ding, door=mensen.amina, reden="U scheldt iemand uit.")
    mail = mails_aan(auteur)[voor]
    assert "verborg uw" in mail.onderwerp
    assert "U scheldt iemand uit." in mail.tekst
    assert f"niet mee eens? Schrijf aan {profiel().gemeente.contact.email}. Dan" in mail.tekst
    assert "Els" not in mail.tekst
    (aan_melder,) = mails_aan(mensen.els)
    assert "Wat u meldde is verborgen" in aan_melder.onderwerp
    assert "Fatima" not in aan_melder.tekst
    assert (regel.soort, regel.openbaar) == (Gebeurtenis.Soort.VERBORGEN, False)
    assert LELIJK not in regel.tekst
    assert not Melding.objects.open().exists()
    assert ding.meldingen.get().verborgen is True


def test_laten_staan_vertelt_het_de_melder_en_niet_de_schrijver(ding: Ding, mensen: Mensen) -> None:
    auteur = mensen.fatima if isinstance(ding, Opmerking) else mensen.daan
    meld(ding=ding, reden="Ik vind dit niets", door=mensen.els)
    meld(ding=ding, reden="Ik ook niet")
    voor = Mail.objects.count(), len(mails_aan(auteur))
    laat_staan(ding=ding, door=mensen.amina, reden="Een mening mag.")
    assert Mail.objects.count() == voor[0] + 1
    assert len(mails_aan(auteur)) == voor[1]
    assert "Een mening mag." in mails_aan(mensen.els)[0].tekst
    assert set(ding.meldingen.values_list("verborgen", flat=True)) == {False}
    with pytest.raises(DomeinFout, match="al beslist"):
        laat_staan(ding=ding, door=mensen.olga)


def test_twee_mensen_beslissen_tegelijk(ding: Ding, mensen: Mensen) -> None:
    verberg(ding=ding, door=mensen.amina, reden="Schelden")
    with pytest.raises(DomeinFout, match="al verborgen door Amina de Wit"):
        verberg(ding=ding, door=mensen.olga, reden="Ook")
    toon_weer(ding=ding, door=mensen.olga)
    with pytest.raises(DomeinFout, match="niet verborgen"):
        toon_weer(ding=ding, door=mensen.amina)


def test_zonder_reden_verbergt_niemand_iets(ding: Ding, mensen: Mensen) -> None:
    with pytest.raises(DomeinFout, match="waarom"):
        verberg(ding=ding, door=mensen.amina, reden=" ")


def test_een_verborgen_reactie_is_voor_iedereen_weg_behalve_de_medewerker(
    client: Client, opmerking: Opmerking, initiatief: Initiatief, mensen: Mensen
) -> None:
    verberg(ding=opmerking, door=mensen.amina, reden="Geheime reden van de gemeente")
    for bezoeker in (None, mensen.daan, mensen.fatima):
        wie = Client()
        if bezoeker:
            wie.force_login(bezoeker)
        html = pagina(wie, initiatief)
        assert "Deze reactie is verborgen door de gemeente." in html
        assert LELIJK not in html
        assert "Geheime reden" not in html
        assert f"/reactie/{opmerking.pk}/" not in html
        assert f"/reacties/{opmerking.pk}/" not in html
    medewerker = als_medewerker(Client(), mensen.amina)
    assert LELIJK not in pagina(medewerker, initiatief)
    assert LELIJK in medewerker.get(beslisadres(opmerking)).content.decode()
    toon_weer(ding=opmerking, door=mensen.amina, reden="Bij nader inzien")
    assert LELIJK in pagina(client, initiatief)
    assert "staat er weer" in mails_aan(mensen.fatima)[-1].onderwerp


def test_een_verborgen_foto_is_nergens_meer(client: Client, initiatief: Initiatief, mensen: Mensen) -> None:
    with geplaatst([verwerk(bestand(jpeg()))]) as sleutels:
        foto = Foto.objects.create(initiatief=initiatief, sleutel=sleutels[0], breedte=768, hoogte=500)
    adres = foto.klein
    assert client.get(adres).status_code == 200
    assert "public" not in client.get(adres)["Cache-Control"]
    assert str(foto.sleutel) in pagina(client, initiatief)
    assert str(foto.sleutel) in client.get("/initiatieven/").content.decode()
    verberg(ding=foto, door=mensen.amina, reden="Een kind is herkenbaar.")
    for naam in (None, mensen.daan, mensen.fatima, mensen.chantal):
        wie = als_medewerker(Client(), naam) if naam else Client()
        assert wie.get(adres).status_code == 404
        assert wie.head(adres).status_code == 404
        for plek in (
            initiatief.get_absolute_url(),
            "/initiatieven/",
            "/",
            f"/api/v1/initiatieven/{initiatief.kenmerk}",
        ):
            assert str(foto.sleutel) not in wie.get(plek).content.decode(), plek
    medewerker = als_medewerker(Client(), mensen.amina)
    antwoord = medewerker.get(adres)
    assert antwoord.status_code == 200
    assert antwoord["Cache-Control"] == "private, no-store"
    assert adres in medewerker.get(beslisadres(foto)).content.decode()
    toon_weer(ding=foto, door=mensen.amina)
    assert client.get(adres).status_code == 200


def test_wat_is_teruggenomen_vraagt_geen_besluit_meer(opmerking: Opmerking, mensen: Mensen) -> None:
    meld(ding=opmerking, reden="Schelden")
    trek_in(opmerking=opmerking, door=mensen.fatima)
    assert not Melding.objects.te_behandelen_door(mensen.amina).exists()


# --- Who may ----------------------------------------------------------------------------------------

DOEN: dict[str, Callable[[Ding, Gebruiker], Any]] = {
    "verberg": lambda ding, door: verberg(ding=ding, door=door, reden="Schelden"),
    "laat_staan": lambda ding, door: laat_staan(ding=ding, door=door),
    "toon_weer": lambda ding, door: toon_weer(ding=ding, door=door),
}
MOGEN = {"wijkmakelaar", "opgaveleider"}


@pytest.mark.parametrize("wat", DOEN)
def test_rol_voor_rol(ding: Ding, mensen: Mensen, wat: str) -> None:
    if wat == "toon_weer":
        verberg(ding=ding, door=mensen.amina, reden="Schelden")
    dag = vandaag()
    iedereen = spelers(mensen)
    for naam, rol in (("elders", mensen.vrachelen), ("vroeger", mensen.slotjes), ("later", mensen.slotjes)):
        iedereen[naam] = maak_gebruiker(f"{naam.title()} Smit")
        tijd = (
            {"tot": dag}
            if naam == "vroeger"
            else {"vanaf": dag + timedelta(days=1)}
            if naam == "later"
            else {}
        )
        maak_rol(iedereen[naam], Rol.WIJKMAKELAAR, rol, **tijd)
    mochten = set()
    for naam, persoon in iedereen.items():
        if wat == "laat_staan":
            meld(ding=ding, reden="Schelden")
        try:
            DOEN[wat](ding, persoon)
        except GeenRecht:
            continue
        mochten.add(naam)
        type(ding).objects.filter(pk=ding.pk).update(
            verborgen_op=timezone.now() if wat == "toon_weer" else None,
            verborgen_door=mensen.amina if wat == "toon_weer" else None,
            verborgen_reden="Schelden" if wat == "toon_weer" else "",
        )
    assert mochten == MOGEN


def test_de_paginas_rol_voor_rol(ding: Ding, mensen: Mensen) -> None:
    """200 for who may, 403 for an insider, 404 for a resident, the login page for everybody else."""
    meld(ding=ding, reden="Schelden")
    gegevens = {"wat": "verberg", "reden": "Weg ermee.", "stap": "verstuur"}
    for naam, persoon in {**spelers(mensen), "elders": mensen.chantal}.items():
        wie = als_medewerker(Client(), persoon)
        nee = 404 if naam in ("indiener", "inwoner") else 403
        verwacht = 200 if naam in MOGEN else nee
        assert wie.get(beslisadres(ding)).status_code == verwacht, naam
        assert wie.get(VERBERGEN).status_code == (200 if naam in {*MOGEN, "elders"} else nee), naam
        if naam not in MOGEN:
            assert wie.post(beslisadres(ding), gegevens).status_code == nee, naam
    for adres in (VERBERGEN, beslisadres(ding)):
        assert Client().get(adres)["Location"].startswith("/account/login/")
        assert Client().post(adres, gegevens).status_code in (302, 405)
    ding.refresh_from_db()
    assert ding.verborgen_op is None


def test_een_ander_ziet_alleen_meldingen_uit_eigen_wijken(ding: Ding, mensen: Mensen) -> None:
    meld(ding=ding, reden="Schelden")
    for persoon, aantal in ((mensen.amina, 1), (mensen.olga, 1), (mensen.chantal, 0), (mensen.daan, 0)):
        assert Melding.objects.te_behandelen_door(persoon).count() == aantal
    assert (
        "Er zijn geen meldingen" in als_medewerker(Client(), mensen.chantal).get(VERBERGEN).content.decode()
    )


def test_de_werkbank_heeft_een_deur_met_het_aantal(opmerking: Opmerking, foto: Foto, mensen: Mensen) -> None:
    for ding in (opmerking, foto):
        meld(ding=ding, reden="Schelden")
    amina = als_medewerker(Client(), mensen.amina)
    assert "wachten op een besluit: 2" in amina.get("/werkbank/").content.decode()
    amina.post(beslisadres(foto), {"wat": "laat_staan", "stap": "verstuur"})
    assert "wachten op een besluit: 1" in amina.get("/werkbank/").content.decode()
    for ander in (mensen.wim, mensen.teun):
        assert VERBERGEN not in als_medewerker(Client(), ander).get("/werkbank/").content.decode()


# --- Pages ------------------------------------------------------------------------------------------


def test_beslissen_met_een_voorbeeld_van_de_mail(ding: Ding, initiatief: Initiatief, mensen: Mensen) -> None:
    meld(ding=ding, reden="Ik voel mij gekwetst.", door=mensen.els)
    client = als_medewerker(Client(), mensen.amina)
    assert "Ik voel mij gekwetst." in client.get(beslisadres(ding)).content.decode()
    leeg = client.post(beslisadres(ding), {"wat": "verberg", "reden": ""}).content.decode()
    assert "Vertel waarom u dit verbergt" in leeg
    voor = Mail.objects.count()
    gegevens = {"wat": "verberg", "reden": "U scheldt iemand uit."}
    voorbeeld = client.post(beslisadres(ding), gegevens).content.decode()
    assert "Kloppen deze mails?" in voorbeeld
    assert "U scheldt iemand uit." in voorbeeld
    assert Mail.objects.count() == voor
    terug = client.post(beslisadres(ding), {**gegevens, "stap": "wijzig"}).content.decode()
    assert "U scheldt iemand uit." in terug
    klaar = client.post(beslisadres(ding), {**gegevens, "stap": "verstuur"}, follow=True).content.decode()
    assert "Dit is nu verborgen" in klaar
    assert Mail.objects.count() == voor + 2
    nog_eens = client.post(beslisadres(ding), {**gegevens, "stap": "verstuur"}).content.decode()
    assert "al verborgen door" in nog_eens
    assert "Toon het weer" in nog_eens


@pytest.mark.parametrize("wat", ["", "onzin", "toon_weer"])
def test_een_onbekend_besluit_doet_niets(ding: Ding, mensen: Mensen, wat: str) -> None:
    client = als_medewerker(Client(), mensen.amina)
    assert client.post(beslisadres(ding), {"wat": wat, "stap": "verstuur"}).status_code == 200
    ding.refresh_from_db()
    assert ding.verborgen_op is None


def test_de_medewerker_verbergt_ook_vanaf_de_pagina_zelf(
    ding: Ding, initiatief: Initiatief, mensen: Mensen
) -> None:
    assert beslisadres(ding) in pagina(als_medewerker(Client(), mensen.amina), initiatief)
    for naam in (mensen.chantal, mensen.daan):
        html = pagina(als_medewerker(Client(), naam), initiatief)
        assert beslisadres(ding) not in html
        assert meldadres(ding) in html


def test_een_voornaam_die_er_geen_is_gaat_van_de_pagina(initiatief: Initiatief, mensen: Mensen) -> None:
    boos = maak_gebruiker("Kletskop Smit")
    rij = doe_mee(initiatief=initiatief, door=boos, toon_voornaam=True)
    adres = f"{VERBERGEN}naam/{rij.pk}/"
    assert "Doen mee: Kletskop." in pagina(Client(), initiatief)
    for naam, persoon in {**spelers(mensen), "elders": mensen.chantal}.items():
        wie = als_medewerker(Client(), persoon)
        assert (adres in pagina(wie, initiatief)) == (naam in MOGEN)
        if naam not in MOGEN:
            assert wie.post(adres).status_code == (404 if naam in ("indiener", "inwoner") else 403), naam
    assert "Kletskop" in pagina(Client(), initiatief)
    for _keer in range(2):
        als_medewerker(Client(), mensen.amina).post(adres)
    assert "Kletskop" not in pagina(Client(), initiatief)
    assert "1 inwoner doet mee." in pagina(Client(), initiatief)
    assert [mail.onderwerp for mail in mails_aan(boos)] == [f"Uw voornaam staat niet meer bij: {initiatief}"]
    regel = initiatief.gebeurtenissen.get(soort=Gebeurtenis.Soort.VERBORGEN)
    assert (regel.openbaar, "Kletskop" in regel.tekst) == (False, False)


def test_in_de_werkbank_staat_een_verborgen_foto_met_de_reden(foto: Foto, mensen: Mensen) -> None:
    verberg(ding=foto, door=mensen.amina, reden="Een kind is herkenbaar.")
    adres = foto.initiatief.get_werkbank_url()
    html = als_medewerker(Client(), mensen.amina).get(adres).content.decode()
    assert foto.klein in html
    assert "Een kind is herkenbaar." in html
    assert beslisadres(foto) in html
    assert beslisadres(foto) not in als_medewerker(Client(), mensen.wim).get(adres).content.decode()


def test_de_lijst_is_even_duur_hoe_lang_hij_ook_is(
    initiatief: Initiatief, mensen: Mensen, django_assert_max_num_queries: Any
) -> None:
    client = als_medewerker(Client(), mensen.amina)

    def meld_er(hoeveel: int) -> None:
        for nummer in range(hoeveel):
            een = plaats(initiatief=initiatief, door=mensen.fatima, tekst=f"Reactie {hoeveel}-{nummer}")
            meld(ding=een, reden="Niet mooi.")
            meld(ding=Foto.objects.create(initiatief=initiatief, breedte=768, hoogte=500), reden="Niet mooi.")

    meld_er(1)
    client.get(VERBERGEN)
    with django_assert_max_num_queries(50) as eerste:
        client.get(VERBERGEN)
    meld_er(12)
    with django_assert_max_num_queries(len(eerste)):
        html = client.get(VERBERGEN).content.decode()
    assert html.count("lijst__titel") == 20
    assert "Nieuwere" in html
