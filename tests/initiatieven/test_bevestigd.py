"""What somebody asks without a login is done once the button behind the mailed link was pressed, and not before."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.utils import timezone

from initiatieven.levensloop import Status
from initiatieven.models import Initiatief, TeBevestigen
from initiatieven.services.behandelen import stop
from initiatieven.services.bevestigd import HANDELINGEN, LinkOngeldig, bevestig
from initiatieven.services.te_bevestigen import GELDIG, MAILS_PER_UUR, maak_token, vraag_bevestiging
from initiatieven.tasks import ruim_bevestigingen_op
from initiatieven.views.meedoen import PER_BEZOEKER
from kern.models import Gebruiker, Mail
from tests.initiatieven.mailknop import druk_op_de_knop, link_aan
from tests.maak import maak_gebruiker, maak_initiatief
from tests.personen import Mensen, zet_op

pytestmark = pytest.mark.django_db
Wat = TeBevestigen.Wat
SANNE = "sanne@voorbeeld.example"


@pytest.fixture
def initiatief(mensen: Mensen) -> Initiatief:
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)


def steun_aantal(initiatief: Initiatief) -> int:
    return Initiatief.objects.get(pk=initiatief.pk).aantal_steun


def vraag_steun(client: Client, initiatief: Initiatief, email: str = SANNE) -> str:
    antwoord = client.post(f"{initiatief.get_absolute_url()}steunen/", {"email": email})
    return antwoord.content.decode()


def test_steunen_zonder_login(client: Client, initiatief: Initiatief) -> None:
    tekst = vraag_steun(client, initiatief, "Sanne@Voorbeeld.example")
    assert "kijk in uw mail" in tekst
    assert steun_aantal(initiatief) == 0
    assert not Gebruiker.objects.filter(email=SANNE).exists()
    antwoord = druk_op_de_knop(SANNE)
    assert "Uw steun telt mee" in antwoord.content.decode()
    assert steun_aantal(initiatief) == 1
    assert Gebruiker.objects.filter(email=SANNE).count() == 1
    assert not TeBevestigen.objects.exists()


def test_de_link_openen_verandert_niets(client: Client, initiatief: Initiatief) -> None:
    vraag_steun(client, initiatief)
    for methode in (client.get, client.head, client.get):
        antwoord = methode(link_aan(SANNE))
        assert antwoord.status_code == 200
    assert initiatief.titel in client.get(link_aan(SANNE)).content.decode()
    assert steun_aantal(initiatief) == 0
    assert TeBevestigen.objects.count() == 1


def test_twee_keer_drukken_is_een_keer(client: Client, initiatief: Initiatief) -> None:
    vraag_steun(client, initiatief)
    link = link_aan(SANNE)
    druk_op_de_knop(SANNE)
    antwoord = client.post(link)
    assert antwoord.status_code == 404
    assert "al gebruikt" in antwoord.content.decode()
    assert steun_aantal(initiatief) == 1


def test_wie_bevestigt_is_daarna_niet_ingelogd(initiatief: Initiatief, mensen: Mensen) -> None:
    client = Client()
    vraag_steun(client, initiatief, mensen.fatima.email)
    client.post(link_aan(mensen.fatima.email))
    assert "_auth_user_id" not in client.session
    assert client.get("/mijn/").status_code == 302


@pytest.mark.parametrize(
    ("token", "status", "zin"),
    [
        ("onzin", 404, "Deze link klopt niet"),
        (
            signing.dumps("00000000-0000-4000-8000-000000000000", salt="initiatieven.te_bevestigen"),
            404,
            "al gebruikt",
        ),
        (signing.dumps("x", salt="iets.anders"), 404, "Deze link klopt niet"),
    ],
)
def test_een_link_die_niet_werkt_zegt_wat_te_doen(
    client: Client, db: None, token: str, status: int, zin: str
) -> None:
    for antwoord in (client.get(f"/bevestig/{token}/"), client.post(f"/bevestig/{token}/")):
        assert antwoord.status_code == status
        assert zin in antwoord.content.decode()
        assert "Naar alle initiatieven" in antwoord.content.decode()


def test_een_verlopen_link(client: Client, initiatief: Initiatief, monkeypatch: pytest.MonkeyPatch) -> None:
    rij = vraag_bevestiging(wat=Wat.STEUN, email=SANNE, initiatief=initiatief)
    toen = (timezone.now() - GELDIG - timedelta(minutes=1)).timestamp()
    with monkeypatch.context() as anders:
        anders.setattr("django.core.signing.time.time", lambda: toen)
        token = maak_token(rij)
    for antwoord in (client.get(f"/bevestig/{token}/"), client.post(f"/bevestig/{token}/")):
        assert antwoord.status_code == 410
        assert "verlopen" in antwoord.content.decode()
    assert steun_aantal(initiatief) == 0


def test_de_link_verraadt_niets(initiatief: Initiatief) -> None:
    """Only the key of the row: no address, no name, and the page that asked does not show it."""
    pagina = vraag_steun(Client(), initiatief)
    link = link_aan(SANNE)
    assert link not in pagina
    assert "/bevestig/" not in pagina
    sleutel = signing.loads(link.split("/")[2], salt="initiatieven.te_bevestigen")
    assert sleutel == TeBevestigen.objects.get().sleutel.hex


def test_het_antwoord_verraadt_niet_of_een_adres_een_account_heeft(
    initiatief: Initiatief, mensen: Mensen
) -> None:
    """Known, unknown, closed, staff and the indiener: the same page, the same mail, nothing before the button."""
    gesloten = maak_gebruiker("Gerda Weg", is_active=False)
    antwoorden, mails = set(), set()
    adressen = [SANNE, mensen.fatima.email, gesloten.email, mensen.amina.email, mensen.daan.email]
    for email in adressen:
        pagina = vraag_steun(Client(), initiatief, email)
        antwoorden.add(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", pagina.replace(email, "…")))
        mail = Mail.objects.filter(aan=email).latest("id")
        mails.add((mail.onderwerp, re.sub(r"/bevestig/[^/]+/", "…", mail.tekst)))
    assert len(antwoorden) == 1
    assert len(mails) == 1
    assert steun_aantal(initiatief) == 0


def test_een_gesloten_account_krijgt_een_zin(client: Client, initiatief: Initiatief) -> None:
    weg = maak_gebruiker("Gerda Weg", is_active=False)
    vraag_steun(client, initiatief, weg.email)
    antwoord = client.post(link_aan(weg.email))
    assert antwoord.status_code == 409
    assert "Neem contact op met de gemeente" in antwoord.content.decode()
    assert steun_aantal(initiatief) == 0


def test_wat_intussen_niet_meer_kan_wordt_gezegd(
    client: Client, initiatief: Initiatief, mensen: Mensen
) -> None:
    vraag_steun(client, initiatief)
    stop(initiatief=initiatief, door=mensen.amina, reden="Er is geen plek.")
    antwoord = client.post(link_aan(SANNE))
    assert antwoord.status_code == 409
    assert "Dit initiatief is afgerond" in antwoord.content.decode()
    assert not Gebruiker.objects.filter(email=SANNE).exists()


def test_twee_keer_vragen_is_een_verzoek_en_elke_link_werkt(client: Client, initiatief: Initiatief) -> None:
    vraag_steun(client, initiatief)
    eerste = link_aan(SANNE)
    vraag_steun(client, initiatief)
    assert TeBevestigen.objects.count() == 1
    client.post(eerste)
    assert steun_aantal(initiatief) == 1


def test_een_postvak_wordt_niet_volgestuurd(initiatief: Initiatief) -> None:
    """From wherever it is asked, and whatever for: every request comes from another address of the internet."""
    for nummer in range(MAILS_PER_UUR + 2):
        gegevens = {"email": SANNE, "naam": "Sanne", "bijdrage": f"{nummer} scheppen"}
        client = Client(REMOTE_ADDR=f"192.0.2.{nummer}")
        laatste = client.post(f"{initiatief.get_absolute_url()}meedoen/", gegevens).content.decode()
    assert "in korte tijd vaak" in laatste
    assert Mail.objects.filter(aan=SANNE).count() == MAILS_PER_UUR


def test_een_bezoeker_stuurt_niet_de_hele_stad_een_mail(initiatief: Initiatief) -> None:
    client = Client(REMOTE_ADDR="192.0.2.1")
    for nummer in range(PER_BEZOEKER + 1):
        laatste = vraag_steun(client, initiatief, f"iemand{nummer}@voorbeeld.example")
    assert "in korte tijd vaak" in laatste
    assert Mail.objects.filter(sleutel__startswith="bevestig-").count() == PER_BEZOEKER


def test_de_mail_draagt_niets_wat_een_ander_typte(initiatief: Initiatief) -> None:
    """Else this door could send anybody any text, in the name of the municipality."""
    gegevens = {
        "naam": "Win een prijs",
        "bijdrage": "Koop nu op https://boef.example",
        "email": SANNE,
        "toon_voornaam": "on",
    }
    Client().post(f"{initiatief.get_absolute_url()}meedoen/", gegevens)
    Client().post(
        f"{initiatief.get_absolute_url()}reactie/",
        {"tekst": "Koop nu op https://boef.example", "email": SANNE, "naam": "Win een prijs"},
    )
    mails = Mail.objects.filter(aan=SANNE)
    assert mails.count() == 2
    for mail in mails:
        assert mail.vertrouwelijk
        for deel in (mail.onderwerp, mail.tekst, mail.html):
            assert "boef" not in deel
            assert "prijs" not in deel


@pytest.mark.parametrize(
    "email",
    [
        "sanne@voorbeeld.example\r\nBcc: iedereen@voorbeeld.example",
        "sanne@voorbeeld.example, ander@voorbeeld.example",
        "Sanne <sanne@voorbeeld.example>",
        "sanne@voorbeeld.example\x00",
        "",
        "x" * 300,
    ],
)
def test_een_vreemd_adres_komt_niet_in_een_mail(initiatief: Initiatief, email: str) -> None:
    antwoord = Client().post(f"{initiatief.get_absolute_url()}steunen/", {"email": email})
    assert antwoord.status_code in (200, 400)
    assert "foutoverzicht" in antwoord.content.decode() or antwoord.status_code == 400
    assert not Mail.objects.exists()
    assert not TeBevestigen.objects.exists()


def test_een_titel_met_een_regeleinde_breekt_geen_onderwerp(mensen: Mensen) -> None:
    boos = maak_initiatief(
        mensen.slotjes, mensen.daan, mensen.amina, titel="Tuin\r\nBcc: iedereen@voorbeeld.example"
    )
    vraag_bevestiging(wat=Wat.STEUN, email=SANNE, initiatief=boos)
    assert "\n" not in Mail.objects.get(aan=SANNE).onderwerp


def test_elk_formulier_vraagt_een_bewijs_tegen_nagemaakte_verzoeken(
    initiatief: Initiatief, mensen: Mensen
) -> None:
    rij = vraag_bevestiging(wat=Wat.STEUN, email=SANNE, initiatief=initiatief)
    streng = Client(enforce_csrf_checks=True)
    streng.force_login(mensen.fatima)
    adressen = [
        f"/bevestig/{maak_token(rij)}/",
        *(f"{initiatief.get_absolute_url()}{deel}/" for deel in ("steunen", "meedoen", "reactie")),
        f"/mijn/deelname/{initiatief.kenmerk}/stoppen/",
    ]
    for adres in adressen:
        assert streng.post(adres, {"soort": "steun", "tekst": "Mooi!"}).status_code == 403, adres
    assert steun_aantal(initiatief) == 0


def test_wat_niemand_bevestigde_verdwijnt_met_het_adres(initiatief: Initiatief, mensen: Mensen) -> None:
    oud = vraag_bevestiging(wat=Wat.STEUN, email=SANNE, initiatief=initiatief)
    vers = vraag_bevestiging(wat=Wat.STEUN, email="ander@voorbeeld.example", initiatief=initiatief)
    concept = Initiatief.objects.create(status=Status.CONCEPT)
    genoemd = TeBevestigen.objects.create(wat=Wat.MEDE, email=SANNE, initiatief=concept)
    lang_geleden = timezone.now() - GELDIG - timedelta(hours=1)
    TeBevestigen.objects.exclude(pk=vers.pk).update(aangemaakt=lang_geleden)
    assert ruim_bevestigingen_op() == 1
    assert ruim_bevestigingen_op() == 0
    assert set(TeBevestigen.objects.values_list("pk", flat=True)) == {vers.pk, genoemd.pk}
    with pytest.raises(LinkOngeldig):
        bevestig(token=maak_token(oud))


def test_alles_wat_te_bevestigen_is_heeft_een_handeling_een_mail_en_een_uitleg(
    initiatief: Initiatief,
) -> None:
    assert set(HANDELINGEN) == set(Wat)
    for wat in (Wat.STEUN, Wat.MEEDOEN, Wat.OPMERKING, Wat.MEDE):
        rij = vraag_bevestiging(
            wat=wat, email=SANNE, initiatief=initiatief, gegevens={"tekst": "Mooi!"}, door=initiatief.indiener
        )
        pagina = Client().get(f"/bevestig/{maak_token(rij)}/")
        assert pagina.status_code == 200, wat
        assert initiatief.titel in pagina.content.decode(), wat


def test_wie_is_ingelogd_bevestigt_niets(client: Client, initiatief: Initiatief, mensen: Mensen) -> None:
    client.force_login(mensen.fatima)
    pagina = client.get(f"{initiatief.get_absolute_url()}steunen/").content.decode()
    assert "e-mailadres" not in pagina
    client.post(f"{initiatief.get_absolute_url()}steunen/")
    assert steun_aantal(initiatief) == 1
    assert not Mail.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_twee_keer_tegelijk_drukken_en_twee_mensen_tegelijk() -> None:
    """One button pressed twice is one; two people at the same moment are two, in the rows and in the number."""
    mensen = zet_op()
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    rijen = [
        vraag_bevestiging(wat=Wat.STEUN, email=email, initiatief=tuin) for email in (SANNE, "b@c.example")
    ]
    tokens = [maak_token(rijen[0]), maak_token(rijen[0]), maak_token(rijen[1])]
    samen = Barrier(len(tokens))

    def druk(token: str) -> bool:
        samen.wait(10)
        try:
            bevestig(token=token)
        except LinkOngeldig:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(len(tokens)) as draden:
        assert sorted(draden.map(druk, tokens)) == [False, True, True]
    assert steun_aantal(tuin) == tuin.betrokkenen.steun().count() == 2
    assert Gebruiker.objects.filter(email=SANNE).count() == 1
