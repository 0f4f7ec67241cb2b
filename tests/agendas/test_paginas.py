"""The pages of agendas: for everybody, and to work on."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from agendas.models import Agendapunt, Toezegging, Wijkagenda
from agendas.services.agenda import Eigenaar, start_agenda, voeg_punt_toe, zet_status
from initiatieven.models import Initiatief
from kern.werkdagen import vandaag
from tests.inloggen import als_medewerker
from tests.maak import maak_initiatief
from tests.personen import Mensen

BEHEER = "/werkbank/agendas/slotjes/"


@pytest.fixture
def tuin(mensen: Mensen) -> Initiatief:
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)


@pytest.fixture
def agenda(mensen: Mensen, tuin: Initiatief) -> Wijkagenda:
    """One item under way with the buurttuin, one that was realised."""
    agenda = start_agenda(wijk=mensen.slotjes, inleiding="Met 40 buren.", door=mensen.amina)
    eigenaren = [Eigenaar("bewoners", "Bewonersgroep Slotjes")]
    for titel, status, initiatieven in (("Meer groen", "bezig", [tuin]), ("Het feest", "gerealiseerd", [])):
        voeg_punt_toe(
            agenda=agenda,
            titel=titel,
            tekst="",
            eigenaren=eigenaren,
            status=status,
            initiatieven=initiatieven,
            door=mensen.amina,
        )
    return agenda


def invoer(**anders: str) -> dict[str, str]:
    rijen = {f"soort_{nummer}": "bewoners" for nummer in range(3)}
    return {"titel": "Nieuw punt", "tekst": "", "status": "idee", "naam_0": "De buren", **rijen, **anders}


def test_de_lijst_noemt_ook_wijken_zonder_agenda(client: Client, agenda: Wijkagenda) -> None:
    pagina = client.get("/agendas/").content.decode()
    assert "1 punt op de lijst, 1 gelukt" in pagina
    assert 'href="/agendas/vrachelen/"' in pagina


def test_de_agenda_van_een_wijk(client: Client, agenda: Wijkagenda, tuin: Initiatief) -> None:
    pagina = client.get("/agendas/slotjes/").content.decode()
    assert "<h1>De agenda van Slotjes</h1>" in pagina
    assert "<strong>Bewonersgroep Slotjes</strong>" in pagina
    assert f'href="{tuin.get_absolute_url()}"' in pagina
    assert pagina.index("Meer groen") < pagina.index("Al gelukt") < pagina.index("Het feest")
    assert "niet bijgewerkt" not in pagina
    assert BEHEER not in pagina


def test_een_oude_agenda_zegt_dat_zelf(client: Client, agenda: Wijkagenda) -> None:
    Wijkagenda.objects.update(bijgewerkt_op=timezone.now() - timedelta(days=220))
    assert "Deze agenda is 7 maanden niet bijgewerkt." in client.get("/agendas/slotjes/").content.decode()
    assert "Al 7 maanden niet bijgewerkt" in client.get("/agendas/").content.decode()


def test_een_wijk_zonder_agenda_zegt_eerlijk_nog_niet(client: Client, mensen: Mensen) -> None:
    pagina = client.get("/agendas/vrachelen/").content.decode()
    assert "Vrachelen heeft nog geen agenda" in pagina
    assert "Zo begint u" in pagina
    assert "Chantal Smulders" in pagina
    assert client.get("/agendas/nergens/").status_code == 404


def test_een_agenda_vraagt_evenveel_bij_meer_punten(
    client: Client,
    mensen: Mensen,
    agenda: Wijkagenda,
    tuin: Initiatief,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for nummer in range(6):
        voeg_punt_toe(
            agenda=agenda,
            titel=f"Punt {nummer}",
            tekst="",
            eigenaren=[Eigenaar("bewoners", "De buren")],
            initiatieven=[tuin],
            door=mensen.amina,
        )
    with django_assert_max_num_queries(10):
        client.get("/agendas/slotjes/")


@pytest.mark.parametrize(
    ("wie", "status"),
    [("amina", 200), ("olga", 200), ("chantal", 403), ("bram", 403), ("wim", 403), ("els", 403)],
)
def test_wie_de_agenda_bijwerkt(
    client: Client, mensen: Mensen, agenda: Wijkagenda, tuin: Initiatief, wie: str, status: int
) -> None:
    als_medewerker(client, getattr(mensen, wie))
    punt = agenda.punten.all()[0]
    for adres in (
        BEHEER,
        f"{BEHEER}punten/nieuw/",
        f"{BEHEER}punten/{punt.pk}/",
        f"{BEHEER}punten/{punt.pk}/afspraak/",
        f"/werkbank/initiatieven/{tuin.kenmerk}/afspraak/",
    ):
        assert client.get(adres).status_code == status, adres


def test_een_inwoner_vindt_er_niets(client: Client, mensen: Mensen, agenda: Wijkagenda) -> None:
    assert client.get(BEHEER).url.startswith("/account/login/")  # type: ignore[attr-defined]
    client.force_login(mensen.daan)
    assert client.get(BEHEER).status_code == 404


def test_beginnen_en_het_eerste_punt(client: Client, mensen: Mensen) -> None:
    als_medewerker(client, mensen.amina)
    assert client.get(f"{BEHEER}punten/nieuw/").status_code == 404
    client.post(BEHEER, {"inleiding": "Samen gemaakt."})
    client.post(f"{BEHEER}punten/nieuw/", invoer(naam_1="Openbare Ruimte", soort_1="gemeente"))
    punt = Agendapunt.objects.get()
    assert [str(e) for e in punt.eigenaren.all()] == ["De buren (bewoners)", "Openbare Ruimte (gemeente)"]
    assert "Nieuw punt" in client.get("/agendas/slotjes/").content.decode()


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"titel": ""}, "Vul dit in."),
        ({"titel": "x" * 121}, "1 teken te lang"),
        ({"naam_0": ""}, "Noem wie ervoor zorgt"),
        ({"naam_1": "De buren"}, "staat er dubbel in"),
        ({"tekst": "a\x00b"}, "een teken dat wij niet kunnen bewaren"),
        ({"status": "klaar"}, "geldige keuze"),
        ({"initiatieven": "999999"}, "geldige keuze"),
    ],
)
def test_een_fout_bij_een_punt_verliest_niets(
    client: Client, mensen: Mensen, agenda: Wijkagenda, anders: dict[str, str], zin: str
) -> None:
    als_medewerker(client, mensen.amina)
    antwoord = client.post(f"{BEHEER}punten/nieuw/", invoer(**{"naam_2": "Woningcorporatie", **anders}))
    assert antwoord.status_code == 200
    assert zin in antwoord.content.decode()
    assert "Woningcorporatie" in antwoord.content.decode()
    assert Agendapunt.objects.count() == 2


def test_een_punt_wijzigen_houdt_een_eigenaar_over(
    client: Client, mensen: Mensen, agenda: Wijkagenda
) -> None:
    als_medewerker(client, mensen.amina)
    punt = agenda.punten.all()[0]
    adres = f"{BEHEER}punten/{punt.pk}/"
    assert 'value="Bewonersgroep Slotjes"' in client.get(adres).content.decode()
    client.post(adres, invoer(titel="Heel veel groen", status="afgesproken"))
    punt.refresh_from_db()
    assert (punt.titel, punt.status) == ("Heel veel groen", "afgesproken")
    assert [e.naam for e in punt.eigenaren.all()] == ["De buren"]


def test_de_status_verandert_vanuit_de_lijst(client: Client, mensen: Mensen, agenda: Wijkagenda) -> None:
    als_medewerker(client, mensen.amina)
    punt = agenda.punten.all()[0]
    adres = f"{BEHEER}punten/{punt.pk}/status/"
    client.post(adres, {"status": "gerealiseerd"})
    punt.refresh_from_db()
    assert punt.gerealiseerd_op == vandaag()
    client.post(adres, {"status": "onzin"})
    punt.refresh_from_db()
    assert punt.status == "gerealiseerd"
    assert client.get(adres).status_code == 405


def test_een_punt_van_een_andere_wijk_is_er_niet(client: Client, mensen: Mensen, agenda: Wijkagenda) -> None:
    als_medewerker(client, mensen.chantal)
    start_agenda(wijk=mensen.vrachelen, inleiding="", door=mensen.chantal)
    punt = agenda.punten.all()[0]
    assert client.get(f"/werkbank/agendas/vrachelen/punten/{punt.pk}/").status_code == 404


def test_een_afspraak_maken_en_afronden(client: Client, mensen: Mensen, tuin: Initiatief) -> None:
    als_medewerker(client, mensen.amina)
    adres = f"/werkbank/initiatieven/{tuin.kenmerk}/afspraak/"
    morgen = vandaag() + timedelta(days=1)
    dag = {"voor_dag": str(morgen.day), "voor_maand": str(morgen.month), "voor_jaar": str(morgen.year)}
    velden = {"kant": "bewoners", "wie": "De buren", "wat": "Planten kopen", **dag}
    assert "Dit is geen datum" in client.post(adres, {**velden, "voor_dag": "41"}).content.decode()
    assert client.post(adres, velden).url == tuin.get_werkbank_url()  # type: ignore[attr-defined]
    toezegging = Toezegging.objects.get()
    afronden = f"/werkbank/afspraken/{toezegging.pk}/"
    assert afronden in client.get(tuin.get_werkbank_url()).content.decode()
    assert afronden not in client.get(tuin.get_absolute_url()).content.decode()
    assert "Leg uit waarom" in client.post(afronden, {"nagekomen": "nee"}).content.decode()
    client.post(afronden, {"nagekomen": "nee", "uitleg": "Het vroor te hard."})
    toezegging.refresh_from_db()
    assert toezegging.staat == "niet_nagekomen"


def test_een_losgelaten_punt_staat_apart(client: Client, mensen: Mensen, agenda: Wijkagenda) -> None:
    zet_status(punt=agenda.punten.all()[0], status="losgelaten", door=mensen.amina)
    pagina = client.get("/agendas/slotjes/").content.decode()
    assert "1 punt is losgelaten" in pagina
    assert "Er staat nu niets op de lijst" in pagina


@pytest.mark.parametrize(
    "adres",
    [
        "/agendas/%00/",
        f"{BEHEER}punten/99999999999999999999/",
        "/werkbank/afspraken/99999999999999999999/",
        "/werkbank/initiatieven/2026-%00/afspraak/",
    ],
)
def test_een_vreemd_adres_is_er_niet(client: Client, mensen: Mensen, agenda: Wijkagenda, adres: str) -> None:
    als_medewerker(client, mensen.amina)
    assert client.get(adres).status_code == 404
