"""What people say under an initiative: plain text, private names, one's own to take back, told without a flood."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from initiatieven.deelname import REACTIES
from initiatieven.levensloop import Status
from initiatieven.models import Betrokkene, Initiatief, Opmerking
from initiatieven.services.opmerkingen import PAUZE, plaats, trek_in
from initiatieven.tasks import vertel_reacties
from initiatieven.views.meedoen import REACTIES_PER_UUR
from kern.fouten import DomeinFout, GeenRecht
from kern.models import Mail
from kern.tekst import noemt_contactgegevens
from tests.initiatieven.hulp import mails_aan
from tests.initiatieven.mailknop import druk_op_de_knop, link_aan
from tests.maak import maak_gebruiker, maak_initiatief
from tests.personen import Mensen

pytestmark = pytest.mark.django_db
SANNE = "sanne@voorbeeld.example"


@pytest.fixture
def initiatief(mensen: Mensen) -> Initiatief:
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)


def pagina(client: Client, initiatief: Initiatief, vraag: str = "") -> str:
    return client.get(f"{initiatief.get_absolute_url()}{vraag}").content.decode()


def aantal(initiatief: Initiatief) -> int:
    return Initiatief.objects.get(pk=initiatief.pk).aantal_opmerkingen


def test_reageren_zonder_login(client: Client, initiatief: Initiatief) -> None:
    gegevens = {
        "tekst": "Mooi plan!\nIk kom kijken.",
        "email": SANNE,
        "naam": "Sanne Bos",
        "toon_voornaam": "on",
    }
    antwoord = client.post(f"{initiatief.get_absolute_url()}reactie/", gegevens)
    assert "kijk in uw mail" in antwoord.content.decode()
    assert "Mooi plan!" not in pagina(client, initiatief)
    achter_de_link = Client().get(link_aan(SANNE)).content.decode()
    assert "Mooi plan!<br>Ik kom kijken." in achter_de_link
    assert "met uw voornaam erbij" in achter_de_link
    druk_op_de_knop(SANNE)
    tekst = pagina(client, initiatief)
    assert "Mooi plan!<br>Ik kom kijken." in tekst
    assert "Sanne" in tekst
    assert "Bos" not in tekst
    assert SANNE not in tekst
    assert aantal(initiatief) == 1


def test_ingelogd_reageren_en_terugnemen(client: Client, initiatief: Initiatief, mensen: Mensen) -> None:
    client.force_login(mensen.fatima)
    client.post(f"{initiatief.get_absolute_url()}reactie/", {"tekst": "Mooi plan!"})
    tekst = pagina(client, initiatief)
    assert "Mooi plan!" in tekst
    assert "Een inwoner" in tekst
    assert "Fatima" not in tekst
    assert "Neem terug" in tekst
    assert "Neem terug" not in pagina(Client(), initiatief)
    opmerking = initiatief.opmerkingen.get()
    for _keer in range(2):
        client.post(f"/mijn/reacties/{opmerking.pk}/terugnemen/")
    assert "Mooi plan!" not in pagina(client, initiatief)
    assert aantal(initiatief) == 0
    opmerking.refresh_from_db()
    assert opmerking.ingetrokken_op is not None


def test_alleen_de_eigen_reactie(client: Client, initiatief: Initiatief, mensen: Mensen) -> None:
    opmerking = plaats(initiatief=initiatief, door=mensen.fatima, tekst="Mooi plan!")
    for ander in (mensen.daan, mensen.amina):
        with pytest.raises(GeenRecht):
            trek_in(opmerking=opmerking, door=ander)
    client.force_login(mensen.daan)
    assert client.post(f"/mijn/reacties/{opmerking.pk}/terugnemen/").status_code == 404
    assert client.post("/mijn/reacties/999999/terugnemen/").status_code == 404
    client.force_login(mensen.fatima)
    terug = client.get(f"/mijn/reacties/{opmerking.pk}/terugnemen/")
    assert terug["Location"] == initiatief.get_absolute_url()
    assert aantal(initiatief) == 1


@pytest.mark.parametrize(
    "tekst",
    [
        "Mail mij op jan@voorbeeld.nl",
        "Bel 06-12345678",
        "bel 0162 48 90 00 even",
        "+31 6 1234 5678",
        "0031612345678",
    ],
)
def test_contactgegevens_worden_vriendelijk_geweigerd(
    client: Client, initiatief: Initiatief, mensen: Mensen, tekst: str
) -> None:
    assert noemt_contactgegevens(tekst)
    client.force_login(mensen.fatima)
    antwoord = client.post(f"{initiatief.get_absolute_url()}reactie/", {"tekst": tekst}).content.decode()
    assert "Haal het e-mailadres of telefoonnummer uit de tekst" in antwoord
    assert tekst in antwoord.replace("&#x27;", "'")
    with pytest.raises(DomeinFout):
        plaats(initiatief=initiatief, door=mensen.fatima, tekst=tekst)
    assert aantal(initiatief) == 0


@pytest.mark.parametrize(
    "tekst", ["Op 12 mei om 14.30 uur", "Het kost 1250 euro", "Kenmerk 2026-0042", "@ het plein"]
)
def test_gewone_getallen_mogen(tekst: str) -> None:
    assert not noemt_contactgegevens(tekst)


@pytest.mark.parametrize(
    "tekst",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "{% debug %}{{ request.user }}",
        "https://boef.example en javascript:alert(1) en www.boef.example",
    ],
)
def test_een_reactie_is_tekst_en_anders_niets(
    client: Client, initiatief: Initiatief, mensen: Mensen, tekst: str
) -> None:
    plaats(initiatief=initiatief, door=mensen.fatima, tekst=tekst)
    html = pagina(client, initiatief)
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert 'href="https://boef' not in html
    assert 'href="http://www.boef' not in html
    mail = mails_aan(mensen.daan)[0]
    assert "<script>alert" not in mail.html
    assert "<img src=x" not in mail.html
    assert "boef" not in mail.onderwerp


@pytest.mark.parametrize(
    ("tekst", "zin"), [("", "Vul dit in."), ("  \n ", "Vul dit in."), ("x" * 2001, "1 teken te lang")]
)
def test_foute_invoer_geeft_de_tekst_terug(
    client: Client, initiatief: Initiatief, mensen: Mensen, tekst: str, zin: str
) -> None:
    client.force_login(mensen.fatima)
    antwoord = client.post(f"{initiatief.get_absolute_url()}reactie/", {"tekst": tekst}).content.decode()
    assert zin in antwoord
    assert tekst.strip() in antwoord


def test_een_voornaam_tonen_vraagt_een_naam(client: Client, initiatief: Initiatief) -> None:
    gegevens = {"tekst": "Mooi plan!", "email": SANNE, "toon_voornaam": "on"}
    antwoord = client.post(f"{initiatief.get_absolute_url()}reactie/", gegevens).content.decode()
    assert "Vul uw naam in" in antwoord
    assert "Mooi plan!" in antwoord


def test_dubbel_klikken_is_een_reactie(initiatief: Initiatief, mensen: Mensen) -> None:
    eerste = plaats(initiatief=initiatief, door=mensen.fatima, tekst="Mooi plan!")
    assert plaats(initiatief=initiatief, door=mensen.fatima, tekst="Mooi plan! ") == eerste
    assert plaats(initiatief=initiatief, door=mensen.els, tekst="Mooi plan!") != eerste


def test_wie_hier_voor_de_gemeente_werkt_doet_zich_niet_voor_als_inwoner(
    initiatief: Initiatief, mensen: Mensen
) -> None:
    for medewerker in (mensen.amina, mensen.wim, mensen.bram, mensen.olga):
        with pytest.raises(DomeinFout, match="werkbank"):
            plaats(initiatief=initiatief, door=medewerker, tekst="Wat een mooi plan!")
    plaats(initiatief=initiatief, door=mensen.chantal, tekst="Ik woon hier en werk elders.")


def test_wie_begon_wordt_herkend_zonder_naam(client: Client, initiatief: Initiatief, mensen: Mensen) -> None:
    plaats(initiatief=initiatief, door=mensen.daan, tekst="Dank voor uw ideeën.")
    html = pagina(client, initiatief)
    assert "die dit begon" in html
    assert "Daan" not in html


def test_een_bezoeker_reageert_niet_onbeperkt(client: Client, initiatief: Initiatief, mensen: Mensen) -> None:
    client.force_login(mensen.fatima)
    for nummer in range(REACTIES_PER_UUR + 1):
        gegevens = {"tekst": f"Reactie nummer {nummer}"}
        antwoord = client.post(f"{initiatief.get_absolute_url()}reactie/", gegevens)
    assert antwoord.status_code == 200
    assert "in korte tijd vaak" in antwoord.content.decode()
    assert f"Reactie nummer {REACTIES_PER_UUR}" in antwoord.content.decode()
    assert aantal(initiatief) == REACTIES_PER_UUR


def test_onder_een_concept_zegt_niemand_iets(mensen: Mensen) -> None:
    concept = Initiatief.objects.create(status=Status.CONCEPT)
    with pytest.raises(DomeinFout):
        plaats(initiatief=concept, door=mensen.fatima, tekst="Mooi plan!")


# --- Mail -------------------------------------------------------------------------------------------


def test_wie_begon_en_de_behandelaar_horen_het_een_keer(initiatief: Initiatief, mensen: Mensen) -> None:
    Betrokkene.objects.create(initiatief=initiatief, gebruiker=mensen.els, soort=Betrokkene.Soort.MEDE)
    plaats(initiatief=initiatief, door=mensen.fatima, tekst="Mooi plan!")
    for ontvanger in (mensen.daan, mensen.els, mensen.amina):
        (mail,) = mails_aan(ontvanger)
        assert mail.onderwerp == "Nieuwe reactie bij: Een buurttuin aan de Zandheuvel"
        assert "Mooi plan!" in mail.tekst
        assert "Fatima" not in mail.tekst
    assert mails_aan(mensen.fatima) == []


def test_een_stroom_van_reacties_is_geen_stroom_van_mails(initiatief: Initiatief, mensen: Mensen) -> None:
    for nummer in range(8):
        plaats(initiatief=initiatief, door=mensen.fatima, tekst=f"Reactie nummer {nummer}")
    assert vertel_reacties() == 0
    assert len(mails_aan(mensen.daan)) == 1
    Opmerking.objects.exclude(gemaild_op=None).update(gemaild_op=timezone.now() - PAUZE)
    assert vertel_reacties() == 7
    assert vertel_reacties() == 0
    tweede = mails_aan(mensen.daan)[1]
    assert tweede.onderwerp == "7 nieuwe reacties bij: Een buurttuin aan de Zandheuvel"
    assert "Reactie nummer 1" in tweede.tekst
    assert "Reactie nummer 0" not in tweede.tekst
    assert len(mails_aan(mensen.amina)) == 2


def test_wat_is_teruggenomen_of_verborgen_wordt_niet_meer_gemaild(
    initiatief: Initiatief, mensen: Mensen
) -> None:
    plaats(initiatief=initiatief, door=mensen.fatima, tekst="De eerste.")
    weg = plaats(initiatief=initiatief, door=mensen.fatima, tekst="Dit neem ik terug.")
    trek_in(opmerking=weg, door=mensen.fatima)
    lelijk = plaats(initiatief=initiatief, door=mensen.fatima, tekst="Dit wordt verborgen.")
    Opmerking.objects.filter(pk=lelijk.pk).update(
        verborgen_op=timezone.now(), verborgen_door=mensen.amina, verborgen_reden="Schelden"
    )
    Opmerking.objects.exclude(gemaild_op=None).update(gemaild_op=timezone.now() - timedelta(days=3))
    assert vertel_reacties() == 0
    assert len(mails_aan(mensen.daan)) == 1
    assert not Opmerking.objects.filter(gemaild_op=None).exists()


def test_niemand_krijgt_mail_over_de_eigen_reactie(initiatief: Initiatief, mensen: Mensen) -> None:
    plaats(initiatief=initiatief, door=mensen.daan, tekst="Dank voor uw ideeën.")
    assert mails_aan(mensen.daan) == []
    assert len(mails_aan(mensen.amina)) == 1


def test_volgers_horen_niets_van_reacties(initiatief: Initiatief, mensen: Mensen) -> None:
    plaats(initiatief=initiatief, door=mensen.fatima, tekst="Mooi plan!")
    assert not initiatief.gebeurtenissen.exists()
    assert Mail.objects.count() == 2  # who started it and the behandelaar


# --- Many -------------------------------------------------------------------------------------------


def test_bladeren_met_de_nieuwste_onderaan(client: Client, initiatief: Initiatief, mensen: Mensen) -> None:
    for nummer in range(REACTIES + 3):
        iemand = maak_gebruiker(f"Buur{nummer:02d} Smit")
        plaats(initiatief=initiatief, door=iemand, tekst=f"Reactie {nummer:02d}.")
    html = pagina(client, initiatief)
    assert html.index("Reactie 03.") < html.index("Reactie 22.")
    assert "Reactie 02." not in html
    assert "Eerdere reacties" in html
    ouder = client.get(initiatief.get_absolute_url()).context["opmerkingen"].ouder
    vroeger = pagina(client, initiatief, f"?na={ouder}")
    assert vroeger.index("Reactie 00.") < vroeger.index("Reactie 02.")
    assert "Reactie 03." not in vroeger
    assert "Nieuwere reacties" in vroeger
    assert pagina(client, initiatief, "?na=onzin").count("Reactie ") == html.count("Reactie ")


def test_het_aantal_vragen_hangt_niet_van_het_aantal_reacties_af(
    client: Client, initiatief: Initiatief, mensen: Mensen, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(50) as zonder:
        pagina(client, initiatief)
    stil = len(zonder)
    for hoeveel in (1, 12):
        for nummer in range(hoeveel):
            plaats(initiatief=initiatief, door=mensen.fatima, tekst=f"Reactie {hoeveel}-{nummer}.")
        with django_assert_max_num_queries(stil + 1):
            pagina(client, initiatief)
