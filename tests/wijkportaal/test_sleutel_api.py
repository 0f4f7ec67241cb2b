"""What a key of a partner opens in the API, and everything that it does not."""

import json
import logging
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from initiatieven.levensloop import AanZet, Status
from initiatieven.models import Initiatief, Label
from initiatieven.services import behandelen
from kern.models import Gebruiker
from kern.werkdagen import vandaag
from rollen.api import MISLUKT, VRAGEN
from rollen.models import ApiSleutel, Sleutelrecht
from tests.maak import maak_initiatief, maak_sleutel
from tests.personen import Mensen
from tests.sleutels import met_sleutel, vraag

pytestmark = pytest.mark.django_db

GEHEIM = ("Daan", "Amina", "Teun", "Zwijgplicht", "06-12345678", "Lastig", "Wijkagent", "@")


@pytest.fixture
def tuin(mensen: Mensen) -> Initiatief:
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, kenmerk="2026-0001")


@pytest.fixture
def elders(mensen: Mensen) -> Initiatief:
    return maak_initiatief(mensen.vrachelen, mensen.fatima, mensen.chantal, kenmerk="2026-0002")


@pytest.fixture
def geheel(mensen: Mensen) -> str:
    """A key that reads Slotjes."""
    return maak_sleutel(mensen.olga, mensen.slotjes)[1]


def is_probleem(antwoord: Any, code: int) -> bool:
    """A problem as every answer of the API, and one that nobody keeps."""
    assert antwoord.status_code == code, antwoord.content
    assert antwoord["Content-Type"] == "application/problem+json"
    assert antwoord["API-Version"]
    assert antwoord["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Origin" not in antwoord
    assert set(antwoord.json()) == {"status", "title"}
    return True


def test_een_partner_leest_hoe_het_staat(mensen: Mensen, tuin: Initiatief, geheel: str) -> None:
    Initiatief.objects.filter(pk=tuin.pk).update(
        aan_zet=AanZet.VAKAFDELING,
        aan_zet_persoon=mensen.teun,
        aan_zet_afdeling=mensen.openbare_ruimte,
        route="doorgeleiden",
        uiterlijk=vandaag() - timedelta(days=1),
        reactie_uiterlijk=vandaag() - timedelta(days=10),
        eerste_reactie_op=datetime(2020, 10, 1, 12, tzinfo=UTC),
    )
    antwoord = vraag(geheel)
    assert antwoord.status_code == 200
    assert antwoord["API-Version"] == "1.1.0"
    assert antwoord["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Origin" not in antwoord
    (rij,) = antwoord.json()["initiatieven"]
    assert rij == vraag(geheel, "werkvoorraad/2026-0001").json()
    assert (rij["kenmerk"], rij["wijkcode"], rij["aanZet"]) == ("2026-0001", "WK082601", "vakafdeling")
    assert (rij["afdeling"], rij["route"], rij["overTermijn"]) == ("Openbare Ruimte", "doorgeleiden", True)
    assert rij["eersteReactieOp"] == "2020-10-01T12:00:00Z"
    (belofte,) = rij["beloften"]
    assert (belofte["wat"], belofte["staat"], belofte["op"]) == ("reactie", "nagekomen", "2020-10-01")


def test_geen_enkele_naam(mensen: Mensen, tuin: Initiatief, geheel: str) -> None:
    """Not of a resident, not of staff, and nothing that only the werkbank shows."""
    Initiatief.objects.filter(pk=tuin.pk).update(
        toon_voornaam=True,
        telefoon="06-12345678",
        groep="Zwijgplicht",
        aan_zet=AanZet.DERDE,
        aan_zet_derde="Wijkagent Ans",
    )
    tuin.labels.add(Label.objects.create(naam="Lastig"))
    behandelen.noteer(initiatief=tuin, door=mensen.amina, tekst="Zwijgplicht geldt hier.")
    for pad in ("werkvoorraad", "werkvoorraad/2026-0001"):
        tekst = vraag(geheel, pad).content.decode()
        assert not [iets for iets in GEHEIM if iets in tekst]


# --- Key × right × wijk × period -----------------------------------------------------------------------


@pytest.mark.parametrize("recht", Sleutelrecht)
@pytest.mark.parametrize("waar", ["slotjes", "vrachelen", "overal"])
@pytest.mark.parametrize("wanneer", ["ervoor", "nu", "erna", "beeindigd"])
def test_elke_sleutel(
    mensen: Mensen, tuin: Initiatief, elders: Initiatief, recht: Sleutelrecht, waar: str, wanneer: str
) -> None:
    dag = vandaag()
    wijk = {"slotjes": mensen.slotjes, "vrachelen": mensen.vrachelen, "overal": None}[waar]
    periode = {
        "ervoor": (dag + timedelta(days=1), dag + timedelta(days=9)),
        "erna": (dag - timedelta(days=9), dag),
    }.get(wanneer, (dag, dag + timedelta(days=1)))
    sleutel, geheel = maak_sleutel(mensen.olga, wijk, recht=recht, vanaf=periode[0], tot=periode[1])
    if wanneer == "beeindigd":
        ApiSleutel.objects.filter(pk=sleutel.pk).update(
            beeindigd_op=datetime(2026, 1, 1, tzinfo=UTC), beeindigd_door=mensen.olga, reden_einde="fout"
        )
    paden = ("werkvoorraad", "werkvoorraad/2026-0001", "werkvoorraad/2026-0002", "werkvoorraad/2026-9999")
    lijst, *een = (vraag(geheel, pad) for pad in paden)
    if wanneer != "nu":
        assert all(is_probleem(antwoord, 401) for antwoord in (lijst, *een))
    elif recht is not Sleutelrecht.LEZEN:
        assert all(is_probleem(antwoord, 403) for antwoord in (lijst, *een))
    else:
        mag = {"slotjes": [200, 404, 404], "vrachelen": [404, 200, 404], "overal": [200, 200, 404]}[waar]
        assert [antwoord.status_code for antwoord in een] == mag
        assert all(is_probleem(antwoord, 404) for antwoord in een if antwoord.status_code == 404)
        gelezen = {rij["kenmerk"] for rij in lijst.json()["initiatieven"]}
        assert gelezen == {een.json()["kenmerk"] for een in een if een.status_code == 200}
    # What is public stays public, whatever key comes with it.
    openbaar = vraag(geheel, "initiatieven")
    assert openbaar.status_code == 200
    assert openbaar["Access-Control-Allow-Origin"] == "*"


def test_andermans_wijk_en_wat_niet_bestaat_zijn_niet_te_onderscheiden(
    elders: Initiatief, geheel: str
) -> None:
    ander, niets = (vraag(geheel, f"werkvoorraad/{kenmerk}") for kenmerk in ("2026-0002", "2026-9999"))
    assert (ander.status_code, ander.content) == (niets.status_code, niets.content)


def test_een_andere_wijk_is_geen_filter(elders: Initiatief, geheel: str) -> None:
    assert vraag(geheel, "werkvoorraad?wijk=slotjes").status_code == 200
    ander, niets = (vraag(geheel, f"werkvoorraad?wijk={wijk}") for wijk in ("vrachelen", "nergens"))
    assert ander.status_code == niets.status_code == 400
    assert ander.json()["invalidParams"][0]["name"] == "wijk"


def test_een_concept_is_er_niet(mensen: Mensen, geheel: str) -> None:
    Initiatief.objects.create(titel="Nog niet verstuurd", wijk=mensen.slotjes, status=Status.TE_BEVESTIGEN)
    assert vraag(geheel).json()["initiatieven"] == []


# --- How the key comes along ---------------------------------------------------------------------------


def test_zonder_sleutel(tuin: Initiatief) -> None:
    for pad in ("werkvoorraad", "werkvoorraad/2026-0001", "werkvoorraad/2026-9999"):
        antwoord = Client().get(f"/api/v1/{pad}")
        assert is_probleem(antwoord, 401)
        assert antwoord["WWW-Authenticate"] == 'Bearer realm="Wijkportaal"'


@pytest.mark.parametrize(
    "kop",
    [
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Basic {}",
        "{}",
        "Bearer {} x",
        "Token {}",
        "Bearer {}\x00",
        "Bearer é" * 9,
    ],
)
def test_een_kop_die_niet_klopt(tuin: Initiatief, geheel: str, kop: str) -> None:
    antwoord = Client().get("/api/v1/werkvoorraad", headers={"Authorization": kop.format(geheel)})
    assert is_probleem(antwoord, 401)
    assert antwoord["WWW-Authenticate"] == 'Bearer realm="Wijkportaal", error="invalid_token"'
    assert geheel not in antwoord.content.decode()


def test_een_sleutel_in_het_adres_opent_niets(tuin: Initiatief, geheel: str) -> None:
    for naam in ("sleutel", "access_token", "key", "token"):
        assert Client().get(f"/api/v1/werkvoorraad?{naam}={geheel}").status_code == 401
    client = Client()
    client.cookies["sessionid"] = geheel
    assert client.get("/api/v1/werkvoorraad").status_code == 401


def test_een_sleutel_is_geen_sessie(tuin: Initiatief, geheel: str) -> None:
    """It opens no page, and the answer gives nothing to come back with."""
    client = Client()
    assert not vraag(geheel, client=client).cookies
    for adres in ("/werkbank/", "/mijn/", "/werkbank/initiatieven/2026-0001/", "/werkbank/sleutels/"):
        antwoord = client.get(adres, headers=met_sleutel(geheel))
        assert antwoord.status_code == 302, adres
        assert antwoord["Location"].startswith("/account/login/")
    assert client.get("/beheer/", headers=met_sleutel(geheel)).status_code in (302, 403)


def test_schrijven_kan_niet_ook_niet_van_een_andere_website(tuin: Initiatief, geheel: str) -> None:
    client = Client(enforce_csrf_checks=True)
    for methode in ("post", "put", "patch", "delete", "options"):
        antwoord = getattr(client, methode)("/api/v1/werkvoorraad", headers=met_sleutel(geheel))
        assert antwoord.status_code == 405, methode
        assert "Access-Control-Allow-Origin" not in antwoord
    assert client.head("/api/v1/werkvoorraad", headers=met_sleutel(geheel)).status_code == 200


# --- Brakes --------------------------------------------------------------------------------------------


def test_wie_te_vaak_raadt_moet_wachten_ook_als_het_dan_goed_is(tuin: Initiatief, geheel: str) -> None:
    for keer in range(MISLUKT):
        assert vraag(f"wpk_{keer:08x}_{'a' * 43}").status_code == 401
    for poging in (f"wpk_{0:08x}_{'b' * 43}", geheel):
        antwoord = vraag(poging)
        assert is_probleem(antwoord, 429)
        assert antwoord["Retry-After"] == "900"
    # Somebody elsewhere is not held up, nor is what is public here.
    assert (
        Client(REMOTE_ADDR="9.9.9.9").get("/api/v1/werkvoorraad", headers=met_sleutel(geheel)).status_code
        == 200
    )
    assert Client().get("/api/v1/initiatieven").status_code == 200


def test_een_sleutel_vraagt_niet_eindeloos(mensen: Mensen, tuin: Initiatief, geheel: str) -> None:
    ander = maak_sleutel(mensen.olga, mensen.slotjes)[1]
    codes = [vraag(geheel, "werkvoorraad/2026-9999").status_code for _keer in range(VRAGEN)]
    assert set(codes) == {404}
    antwoord = vraag(geheel)
    assert is_probleem(antwoord, 429)
    assert antwoord["Retry-After"] == "60"
    assert vraag(ander).status_code == 200


# --- What is left behind -------------------------------------------------------------------------------


def test_de_sleutel_staat_in_geen_enkel_logboek(
    tuin: Initiatief, geheel: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        vraag(geheel)
        vraag(geheel, "werkvoorraad/2026-9999")
        vraag(f"{geheel}x")
        Client().get(f"/api/v1/werkvoorraad?sleutel={geheel}")
    geheim = geheel[len("wpk_12345678_") :]
    regels = [f"{regel.getMessage()} {regel.args}" for regel in caplog.records]
    assert any("initiatieven.lezen" in regel for regel in regels)  # which key asked what, by its prefix
    assert not [regel for regel in regels if geheim in regel]


def test_de_laatste_dag_van_gebruik_blijft(mensen: Mensen, geheel: str) -> None:
    sleutel = ApiSleutel.objects.get()
    vraag(f"{geheel}x")
    sleutel.refresh_from_db()
    assert sleutel.laatst_gebruikt is None
    vraag(geheel)
    sleutel.refresh_from_db()
    assert sleutel.laatst_gebruikt == vandaag()


def test_wie_hem_maakte_mag_weg(mensen: Mensen, tuin: Initiatief, geheel: str) -> None:
    mensen.olga.rolvervullingen.update(tot=vandaag())
    Gebruiker.objects.filter(pk=mensen.olga.pk).update(is_active=False)
    assert vraag(geheel).status_code == 200


# --- Lists ---------------------------------------------------------------------------------------------


def test_bladeren_en_filteren(mensen: Mensen, geheel: str) -> None:
    for nummer in range(21):
        maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, kenmerk=f"2026-{nummer:04d}")
    maak_initiatief(
        mensen.slotjes, mensen.daan, mensen.amina, kenmerk="2026-0099", status=Status.GEREALISEERD
    )
    eerste = vraag(geheel, "werkvoorraad?status=lopend").json()
    assert (len(eerste["initiatieven"]), set(eerste["_links"])) == (20, {"self", "next"})
    volgende = eerste["_links"]["next"]["href"]
    assert geheel not in volgende
    tweede = Client().get(volgende, headers=met_sleutel(geheel)).json()
    assert (len(tweede["initiatieven"]), set(tweede["_links"])) == (1, {"self", "prev"})
    (klaar,) = vraag(geheel, "werkvoorraad?status=gelukt").json()["initiatieven"]
    assert (klaar["kenmerk"], klaar["aanZet"], klaar["uiterlijk"]) == ("2026-0099", "", None)


def test_een_cursor_van_de_een_opent_niets_voor_de_ander(mensen: Mensen, geheel: str) -> None:
    for nummer in range(21):
        maak_initiatief(mensen.vrachelen, mensen.daan, mensen.chantal, kenmerk=f"2026-{nummer:04d}")
    overal = maak_sleutel(mensen.olga)[1]
    volgende = vraag(overal).json()["_links"]["next"]["href"]
    assert Client().get(volgende, headers=met_sleutel(geheel)).json()["initiatieven"] == []


def test_alles_wat_niet_klopt_staat_in_een_antwoord(geheel: str) -> None:
    antwoord = vraag(geheel, "werkvoorraad?wijk=nergens&status=onzin&zoek=%00")
    assert antwoord.status_code == 400
    assert {fout["name"] for fout in antwoord.json()["invalidParams"]} == {"wijk", "status", "zoek"}


def test_aantal_queries(mensen: Mensen, geheel: str, django_assert_num_queries: Any) -> None:
    for nummer in range(22):
        maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, kenmerk=f"2026-{nummer:04d}")
    with django_assert_num_queries(3):  # the key, the day of its use, and the page
        vraag(geheel)
    with django_assert_num_queries(2):
        vraag(geheel)
    with django_assert_num_queries(2):
        vraag(geheel, "werkvoorraad/2026-0001")
    overal = maak_sleutel(mensen.olga)[1]
    vraag(overal)
    with django_assert_num_queries(3):  # the wijken to choose from too
        vraag(overal)


# --- The description -----------------------------------------------------------------------------------


def test_de_beschrijving_noemt_de_sleutel_en_elk_veld(tuin: Initiatief, geheel: str) -> None:
    document = Client().get("/api/v1/openapi.json").json()
    schema = document["components"]["securitySchemes"]["sleutel"]
    assert (schema["type"], schema["scheme"]) == ("http", "bearer")
    for pad, vragen in document["paths"].items():
        for methode, vraag_ in vragen.items():
            gesloten = pad.startswith("/werkvoorraad") or methode == "post"
            assert ("security" in vraag_) is gesloten, pad
            assert ({"401", "403", "429"} <= set(vraag_["responses"])) is gesloten, pad
    rij = vraag(geheel, "werkvoorraad/2026-0001").json()
    eigenschappen = document["components"]["schemas"]["Werk"]["properties"]
    assert set(eigenschappen) == set(rij)
    assert all(naam[0].islower() and "_" not in naam for naam in eigenschappen)


def test_elke_verwijzing_in_de_beschrijving_bestaat() -> None:
    document = Client().get("/api/v1/openapi.json").json()

    def verwijzingen(deel: Any) -> list[str]:
        if isinstance(deel, dict):
            eigen = [deel["$ref"]] if "$ref" in deel else []
            return eigen + [v for waarde in deel.values() for v in verwijzingen(waarde)]
        return [v for waarde in deel for v in verwijzingen(waarde)] if isinstance(deel, list) else []

    gevonden = set(verwijzingen(json.loads(json.dumps(document))))
    assert gevonden
    for verwijzing in gevonden:
        deel = document
        for stap in verwijzing.removeprefix("#/").split("/"):
            deel = deel[stap]
