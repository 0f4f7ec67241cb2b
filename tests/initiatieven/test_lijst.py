"""The public list: what is in it, how to narrow it, and that it costs the same however long it is."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from initiatieven.levensloop import AanZet, Status
from initiatieven.models import Foto, Initiatief
from initiatieven.services.behandelen import stop
from tests.initiatieven.stappen import begin
from tests.initiatieven.volgers import maak_thema
from tests.maak import maak_initiatief
from tests.personen import Mensen

# Committed on purpose: a query more per page is a decision, not an accident.
QUERIES_LIJST = 3  # the wijken to choose from, one page of initiatives, their photos
QUERIES_KAART = 2
QUERIES_BEWAARD = 1  # the number of the newest line of history


@pytest.fixture
def vijf(mensen: Mensen) -> list[Initiatief]:
    """Five initiatives, the last one the newest: three in Slotjes, two in Vrachelen."""
    nu = timezone.now()
    groen = maak_thema()
    gegevens: list[dict[str, Any]] = [
        {
            "titel": "Een buurttuin",
            "verhaal": "Wij planten appelbomen.",
            "lat": 51.123456,
            "lon": 4.876543,
            "thema": groen,
        },
        {"titel": "Een schaakclub", "wijk": mensen.vrachelen, "status": Status.GEREALISEERD},
        {"titel": "Een bankje", "plek": "bij de vijver", "status": Status.GESTOPT},
        {"titel": "Koken met buren", "wijk": mensen.vrachelen, "status": Status.IN_UITVOERING},
        {"titel": "Een geveltuin", "lat": 51.2, "lon": 4.9, "thema": groen},
    ]
    return [
        maak_initiatief(
            **{"wijk": mensen.slotjes, **een},
            indiener=mensen.daan,
            behandelaar=mensen.amina,
            kenmerk=f"2026-000{nummer}",
            ingediend_op=nu - timedelta(days=10 - nummer),
        )
        for nummer, een in enumerate(gegevens, start=1)
    ]


def titels(antwoord: Any) -> list[str]:
    return re.findall(r'kaartje__titel"><a href="[^"]+">([^<]+)<', antwoord.content.decode())


def test_nieuwste_staat_bovenaan_en_concepten_staan_er_niet(client: Client, vijf: list[Initiatief]) -> None:
    begin(client, titel="Nog niet klaar")
    assert titels(client.get("/initiatieven/")) == [i.titel for i in reversed(vijf)]


@pytest.mark.parametrize(
    ("vraag", "verwacht"),
    [
        ("?status=gelukt", ["Een schaakclub"]),
        ("?status=gestopt", ["Een bankje"]),
        ("?status=lopend", ["Een geveltuin", "Koken met buren", "Een buurttuin"]),
        ("?wijk=vrachelen", ["Koken met buren", "Een schaakclub"]),
        ("?wijk=vrachelen&status=lopend", ["Koken met buren"]),
        ("?zoek=appelboom", ["Een buurttuin"]),  # Dutch stems: singular finds plural
        ("?zoek=vijver", ["Een bankje"]),
        ("?zoek=schaakclub+-veldje", []),
        ("?zoek=%22een+bankje%22", ["Een bankje"]),
        ("?zoek=bestaatniet", []),
        ("?thema=groen-en-natuur", ["Een geveltuin", "Een buurttuin"]),
        ("?thema=groen-en-natuur&zoek=appelboom", ["Een buurttuin"]),
        ("?thema=iets-anders", []),
    ],
)
def test_versmallen(client: Client, vijf: list[Initiatief], vraag: str, verwacht: list[str]) -> None:
    assert titels(client.get(f"/initiatieven/{vraag}")) == verwacht


@pytest.mark.parametrize(
    "vraag",
    [
        "?wijk=nergens",
        "?thema=bestaat-niet",
        "?thema=%00&thema=1",
        "?status=onzin",
        "?zoek=%00",
        f"?zoek={'x' * 200}",
        "?wijk=%00&status[]=1",
        "?na=onzin&voor=x",
    ],
)
def test_onzin_in_het_adres_wordt_gezegd_en_overgeslagen(
    client: Client, vijf: list[Initiatief], vraag: str
) -> None:
    antwoord = client.get(f"/initiatieven/{vraag}")
    assert antwoord.status_code == 200
    assert len(titels(antwoord)) == 5


@pytest.mark.parametrize("zoek", ["'", "&|!", "((", '"', "a:*", "\\", "<->", "-- ;drop table"])
def test_elke_zoekvraag_mag(client: Client, vijf: list[Initiatief], zoek: str) -> None:
    assert client.get("/initiatieven/", {"zoek": zoek}).status_code == 200


def test_lege_uitkomst_nodigt_uit(client: Client, vijf: list[Initiatief]) -> None:
    assert "Wij vonden niets" in client.get("/initiatieven/?zoek=bestaatniet").content.decode()
    Initiatief.objects.all().delete()
    assert "Er zijn nog geen initiatieven" in client.get("/initiatieven/").content.decode()


def test_kaartje_noemt_het_thema(client: Client, vijf: list[Initiatief]) -> None:
    pagina = client.get("/initiatieven/").content.decode()
    assert pagina.count("Slotjes · Groen en natuur · ") == 2


def test_bladeren_houdt_de_filters(client: Client, mensen: Mensen) -> None:
    for nummer in range(25):
        maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, kenmerk=f"2026-{nummer:04d}")
    eerste = client.get("/initiatieven/?wijk=slotjes")
    assert len(titels(eerste)) == 20
    tweede = client.get("/initiatieven/", {"wijk": "slotjes", "na": eerste.context["pagina"].volgende})
    assert len(titels(tweede)) == 5
    assert "?wijk=slotjes&amp;voor=" in tweede.content.decode()


def test_kaart_geeft_afgeronde_punten(client: Client, vijf: list[Initiatief]) -> None:
    antwoord = client.get("/initiatieven/kaart.json?wijk=slotjes")
    assert antwoord["Content-Type"] == "application/geo+json"
    kaart = json.loads(antwoord.content)
    assert [f["properties"]["naam"] for f in kaart["features"]] == ["Een geveltuin", "Een buurttuin"]
    assert kaart["features"][1]["geometry"]["coordinates"] == [4.8765, 51.1235]


def test_bewaarde_lijst_laat_zien_wat_net_gebeurde(
    client: Client, vijf: list[Initiatief], mensen: Mensen, django_assert_num_queries: Any
) -> None:
    client.get("/initiatieven/")
    with django_assert_num_queries(QUERIES_BEWAARD):
        assert "Een geveltuin" in titels(client.get("/initiatieven/"))
    stop(initiatief=vijf[4], door=mensen.amina, reden="De gevel wordt vernieuwd.")
    assert (
        'status--gestopt">Gestopt' in client.get("/initiatieven/").content.decode().split("Een geveltuin")[0]
    )


def test_bewoner_die_aan_zet_is_wordt_niet_genoemd(client: Client, mensen: Mensen) -> None:
    maak_initiatief(
        mensen.slotjes,
        mensen.daan,
        mensen.amina,
        status=Status.WACHT_OP_INDIENER,
        aan_zet=AanZet.INDIENER,
        aan_zet_persoon=mensen.daan,
    )
    pagina = client.get("/initiatieven/").content.decode()
    assert "Daan" not in pagina
    assert "Aan zet: de inwoner die dit begon" in pagina


def test_aantal_queries_hangt_niet_van_het_aantal_rijen_af(
    client: Client, mensen: Mensen, django_assert_num_queries: Any
) -> None:
    thema = maak_thema()

    def vul(vanaf: int, tot: int) -> None:
        for nummer in range(vanaf, tot):
            een = maak_initiatief(
                mensen.slotjes,
                mensen.daan,
                mensen.amina,
                kenmerk=f"2026-{nummer:04d}",
                lat=51.6,
                lon=4.8,
                thema=thema,
            )
            Foto.objects.create(initiatief=een, breedte=768, hoogte=500)

    vul(0, 2)
    for aantal in (2, 22):
        vul(Initiatief.objects.count(), aantal)
        with django_assert_num_queries(QUERIES_LIJST):
            client.get("/initiatieven/?zoek=veldje&wijk=slotjes&status=lopend&thema=groen-en-natuur")
        with django_assert_num_queries(QUERIES_KAART):
            client.get("/initiatieven/kaart.json")
