"""The queue all day long: what it finds, in which order, what is new, and what somebody keeps of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from initiatieven.levensloop import AanZet, Domein, Kanaal, Status, Sturingsrol
from initiatieven.models import Gelezen, Heropenverzoek, Initiatief, Thema, Werkbankbezoek, Werkbankfilter
from initiatieven.services.behandelen import noteer, reageer
from initiatieven.services.gesprek import plaats_voortgang
from initiatieven.services.labels import haal_label_weg, hernoem_label, plak_label, verwijder_label
from initiatieven.services.werklijst import bewaar_filter, hernoem_filter, noteer_bezoek, verwijder_filter
from kern.fouten import DomeinFout, GeenRecht
from kern.werkdagen import vandaag
from rollen.models import Rol
from tests.inloggen import als_medewerker
from tests.maak import maak_gebruiker, maak_initiatief, maak_rol
from tests.personen import Mensen

pytestmark = pytest.mark.django_db


def maak(mensen: Mensen, titel: str, nummer: int, **velden: Any) -> Initiatief:
    wijk = velden.pop("wijk", mensen.slotjes)
    behandelaar = velden.pop("behandelaar", mensen.amina)
    velden.setdefault("verhaal", f"Over een {titel.lower()}.")
    return maak_initiatief(wijk, mensen.daan, behandelaar, titel=titel, kenmerk=f"2026-{nummer:04}", **velden)


def regels(client: Client, vraag: str = "") -> list[Any]:
    return list(client.get(f"/werkbank/{vraag}").context["regels"])


def titels(client: Client, vraag: str = "") -> list[str]:
    return [regel.titel for regel in regels(client, vraag)]


@pytest.fixture
def amina(client: Client, mensen: Mensen) -> Client:
    return als_medewerker(client, mensen.amina)


@pytest.fixture
def drie(mensen: Mensen) -> list[Initiatief]:
    """Three in Slotjes that differ in everything one can filter by."""
    thema = Thema.objects.create(naam="Groen", slug="groen")
    weg = maak_gebruiker("Willem Dirks")
    maak_rol(weg, Rol.WIJKMAKELAAR, mensen.slotjes, tot=vandaag())
    eerste = maak(
        mensen,
        "Tuin",
        1,
        thema=thema,
        domein=Domein.FYSIEK,
        kanaal=Kanaal.TELEFOON,
        sturingsrol=Sturingsrol.NETWERKEND,
        ingediend_op=timezone.now() - timedelta(days=9),
        aantal_steun=2,
    )
    tweede = maak(
        mensen,
        "Bankje",
        2,
        domein=Domein.SOCIAAL,
        behandelaar=weg,
        aan_zet=AanZet.DERDE,
        aan_zet_derde="Woningstichting Thuisvester",
        uiterlijk=vandaag() + timedelta(days=30),
        ingediend_op=timezone.now() - timedelta(days=5),
        aantal_steun=7,
    )
    derde = maak(
        mensen,
        "Feest",
        3,
        behandelaar=mensen.olga,
        uiterlijk=vandaag() + timedelta(days=31),
        ingediend_op=timezone.now() - timedelta(days=1),
    )
    return [eerste, tweede, derde]


@pytest.mark.parametrize(
    ("vraag", "verwacht"),
    [
        ("", ["Tuin", "Bankje", "Feest"]),
        ("?thema=groen", ["Tuin"]),
        ("?domein=sociaal", ["Bankje"]),
        ("?kanaal=telefoon", ["Tuin"]),
        ("?rol=netwerkend", ["Tuin"]),
        ("?zet=derde", ["Bankje"]),
        ("?behandelaar=mij", ["Tuin"]),
        ("?behandelaar=niemand", ["Bankje"]),
        ("?sorteer=nieuwste", ["Feest", "Bankje", "Tuin"]),
        ("?sorteer=steun", ["Bankje", "Tuin", "Feest"]),
        ("?sorteer=steun&domein=sociaal", ["Bankje"]),
        ("?status=alles&sorteer=nieuwste", ["Feest", "Bankje", "Tuin"]),
        ("?zoek=bankje&status=alles", ["Bankje"]),
    ],
)
def test_alles_waarop_u_kunt_filteren(
    amina: Client, drie: list[Initiatief], vraag: str, verwacht: list[str]
) -> None:
    assert titels(amina, vraag) == verwacht


def test_wat_van_een_collega_is(amina: Client, mensen: Mensen, drie: list[Initiatief]) -> None:
    assert titels(amina, f"?behandelaar={mensen.olga.pk}") == ["Feest"]


def test_een_kenmerk_vindt_ook_wat_is_afgerond(amina: Client, mensen: Mensen) -> None:
    maak(mensen, "Boom", 4, status=Status.GEREALISEERD)
    assert titels(amina, "?zoek=2026-0004") == ["Boom"]
    assert titels(amina, "?zoek=boom") == []


def test_een_verzoek_om_verder_te_gaan_staat_bij_wat_is_afgerond(amina: Client, mensen: Mensen) -> None:
    boom = maak(mensen, "Boom", 4, status=Status.GESTOPT)
    maak(mensen, "Struik", 5, status=Status.GESTOPT)
    Heropenverzoek.objects.create(
        initiatief=boom,
        door=mensen.daan,
        reden="Het gat is er nog.",
        behandelaar=mensen.amina,
        uiterlijk=vandaag(),
    )
    assert titels(amina, "?heropenen=ja") == ["Boom"]
    lijsten = {lijst.naam: lijst.aantal for lijst in amina.get("/werkbank/").context["rond"].lijsten}
    assert lijsten["Vraagt om verder te gaan"] == "1"


def test_wat_het_langst_stil_ligt_staat_voorop(amina: Client, mensen: Mensen, drie: list[Initiatief]) -> None:
    for initiatief in (drie[2], drie[0], drie[1]):
        noteer(initiatief=initiatief, door=mensen.amina, tekst="Gebeld.")
    assert titels(amina, "?sorteer=stil") == ["Feest", "Tuin", "Bankje"]


def test_wat_rust_noemt_bij_wie_het_terugkomt(amina: Client, mensen: Mensen) -> None:
    tot = vandaag() + timedelta(days=9)
    maak(mensen, "Tuin", 1, status=Status.IN_BEHANDELING, uiterlijk=tot, wacht_tot=tot)
    assert [regel.wie for regel in regels(amina)] == ["komt dan terug bij u"]
    olga = als_medewerker(Client(), mensen.olga)
    assert [regel.wie for regel in regels(olga)] == ["komt dan terug bij Amina de Wit"]


@pytest.mark.parametrize("sorteer", ["", "nieuwste", "stil", "steun"])
def test_bladeren_heen_en_terug_in_elke_volgorde(amina: Client, mensen: Mensen, sorteer: str) -> None:
    for nummer in range(60):
        maak(mensen, f"Plan {nummer}", nummer + 1, aantal_steun=nummer % 4)
    adres, vraag = "/werkbank/", {"sorteer": sorteer}
    een = amina.get(adres, vraag).context["pagina"]
    twee = amina.get(adres, {**vraag, "na": een.volgende}).context["pagina"]
    drie = amina.get(adres, {**vraag, "na": twee.volgende}).context["pagina"]
    gezien = [i.id for blad in (een, twee, drie) for i in blad]
    assert len(gezien) == len(set(gezien)) == 60
    assert drie.volgende == ""
    terug = amina.get(adres, {**vraag, "voor": drie.vorige}).context["pagina"]
    assert [i.id for i in terug] == [i.id for i in twee]


def test_het_aantal_vragen_aan_de_database_hangt_niet_af_van_het_aantal_rijen(
    amina: Client, mensen: Mensen, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Kept around the queue until something happens: then choices, counts and the banner are asked anew."""
    for nummer in range(1, 41):
        tuin = maak(mensen, f"Tuin {nummer}", nummer)
        plak_label(initiatief=tuin, door=mensen.amina, naam=f"Label {nummer % 3}")
        plaats_voortgang(initiatief=tuin, door=mensen.daan, tekst="Er is nieuws.")
        if nummer == 2:
            amina.get("/werkbank/")
            with django_assert_num_queries(WARM):
                amina.get("/werkbank/")
            noteer(initiatief=tuin, door=mensen.wim, tekst="Gebeld.")
            with django_assert_num_queries(KOUD):
                amina.get("/werkbank/")
    for lijst in range(12):
        bewaar_filter(door=mensen.amina, naam=f"Lijst {lijst}", vraag=f"zoek=tuin+{lijst}")
    with django_assert_num_queries(KOUD):
        amina.get("/werkbank/")
    for vraag in ("", "?sorteer=steun", "?zoek=tuin&label=&status=alles", "?nieuw=ja"):
        with django_assert_num_queries(WARM):
            amina.get(f"/werkbank/{vraag}")
    with django_assert_num_queries(BORD):
        amina.get("/werkbank/?weergave=bord")


# Warm: the user, the roles, the visit with the newest line, which rows, what they show, and a line that somebody
# read names. Each door that counts
# something adds to cold.
WARM, KOUD, BORD = 6, 19, 9


# --- Deputies ----------------------------------------------------------------------------------------


def test_een_vervanger_ziet_wie_er_vervangen_wordt_en_mag_alleen_in_die_periode(
    client: Client, mensen: Mensen
) -> None:
    tuin = maak(mensen, "Tuin", 1)
    dag = vandaag()
    eigen = mensen.amina.rolvervullingen.get()
    vera = maak_gebruiker("Vera Vermeer")
    rol = maak_rol(
        vera, Rol.WIJKMAKELAAR, mensen.slotjes, vanaf=dag, tot=dag + timedelta(days=7), vervangt=eigen
    )
    als_medewerker(client, vera)
    tekst = client.get("/werkbank/").content.decode()
    assert "U vervangt Amina de Wit in Slotjes tot" in tekst
    assert titels(client) == ["Tuin"]
    daar = maak_rol(mensen.amina, Rol.WIJKMAKELAAR, mensen.vrachelen)
    maak_rol(
        vera, Rol.WIJKMAKELAAR, mensen.vrachelen, vanaf=dag, tot=dag + timedelta(days=7), vervangt=daar
    ).refresh_from_db()
    samen = client.get("/werkbank/").content.decode()
    assert "U vervangt Amina de Wit in Slotjes en Vrachelen tot" in samen
    vera.rolvervullingen.filter(vervangt=daar).delete()
    reageer(initiatief=tuin, door=vera, tekst="Ik kijk mee.")

    rol.vanaf, rol.tot = dag - timedelta(days=9), dag
    rol.save()
    assert client.get("/werkbank/").status_code == 404
    with pytest.raises(GeenRecht):
        noteer(initiatief=tuin, door=type(vera).objects.get(pk=vera.pk), tekst="Nog even.")


# --- What is new -------------------------------------------------------------------------------------


def test_nieuw_is_wat_een_ander_deed_sinds_u_keek(amina: Client, mensen: Mensen) -> None:
    tuin = maak(mensen, "Tuin", 1)
    amina.get("/werkbank/")
    assert [regel.nieuw for regel in regels(amina)] == [""]

    plaats_voortgang(initiatief=tuin, door=mensen.daan, tekst="De buren doen mee.")
    assert [regel.nieuw for regel in regels(amina)] == ["nieuw: Nieuws van Daan"]
    assert titels(amina, "?nieuw=ja") == ["Tuin"]

    amina.get(tuin.get_werkbank_url())
    assert [regel.nieuw for regel in regels(amina)] == [""]
    assert titels(amina, "?nieuw=ja") == []

    noteer(initiatief=tuin, door=mensen.amina, tekst="Gebeld.")
    assert titels(amina, "?nieuw=ja") == [], "what somebody did is not new to that person"


def test_vooruit_laden_is_geen_lezen(amina: Client, mensen: Mensen) -> None:
    tuin = maak(mensen, "Tuin", 1)
    amina.get("/werkbank/")
    plaats_voortgang(initiatief=tuin, door=mensen.daan, tekst="De buren doen mee.")
    for adres in (tuin.get_werkbank_url(), f"{tuin.get_werkbank_url()}paneel/"):
        amina.get(adres, headers={"Sec-Purpose": "prefetch;prerender"})
        amina.head(adres)
    assert titels(amina, "?nieuw=ja") == ["Tuin"]
    amina.get(f"{tuin.get_werkbank_url()}paneel/")
    assert titels(amina, "?nieuw=ja") == []
    assert Gelezen.objects.get().gebruiker == mensen.amina


def test_een_termijn_die_voorbijgaat_is_niets_nieuws(amina: Client, mensen: Mensen) -> None:
    tuin = maak(mensen, "Tuin", 1)
    amina.get("/werkbank/")
    tuin.gebeurtenissen.create(soort="termijn", openbaar=False)
    assert titels(amina, "?nieuw=ja") == []


def test_wat_er_lag_voor_u_begon_is_niet_nieuw(amina: Client, mensen: Mensen) -> None:
    tuin = maak(mensen, "Tuin", 1)
    plaats_voortgang(initiatief=tuin, door=mensen.daan, tekst="De buren doen mee.")
    assert titels(amina, "?nieuw=ja") == []


def test_bovenaan_staat_wat_er_gebeurde_sinds_uw_vorige_bezoek(amina: Client, mensen: Mensen) -> None:
    tuin = maak(mensen, "Tuin", 1)
    elders = maak(mensen, "Elders", 2, wijk=mensen.vrachelen, behandelaar=mensen.chantal)
    amina.get("/werkbank/")
    assert amina.get("/werkbank/").context["rond"].sinds == ""

    gisteren = timezone.now() - timedelta(days=1)
    Werkbankbezoek.objects.update(laatste_op=gisteren)
    plaats_voortgang(initiatief=tuin, door=mensen.daan, tekst="De buren doen mee.")
    plaats_voortgang(initiatief=elders, door=mensen.daan, tekst="Niet voor Amina.")
    tuin.gebeurtenissen.create(soort="antwoord", door=mensen.daan)
    noteer(initiatief=tuin, door=mensen.amina, tekst="Van mijzelf.")
    sinds = amina.get("/werkbank/").context["rond"].sinds
    tijd = timezone.localtime(gisteren).strftime("%H.%M").lstrip("0")
    assert sinds.startswith(f"Sinds u hier gisteren om {timezone.localtime(gisteren):%H.%M} uur was"), tijd
    assert sinds.endswith("1 antwoord, 1 ander bericht.")


def test_een_bezoek_wordt_niet_bij_elke_klik_opgeschreven(
    mensen: Mensen, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    noteer_bezoek(door=mensen.amina)
    with django_assert_num_queries(1):
        noteer_bezoek(door=mensen.amina)


# --- Saved lists -------------------------------------------------------------------------------------


def test_een_keuze_bewaren_hernoemen_en_verwijderen(
    amina: Client, mensen: Mensen, drie: list[Initiatief]
) -> None:
    formulier = amina.get("/werkbank/lijsten/nieuw/?domein=sociaal&na=x&kies=2026-0001")
    assert formulier.context["form"]["vraag"].value() == "domein=sociaal"
    antwoord = amina.post("/werkbank/lijsten/nieuw/", {"naam": " Mensen ", "vraag": "domein=sociaal&na=x"})
    assert antwoord["Location"] == "/werkbank/?domein=sociaal"
    bewaard = Werkbankfilter.objects.get()
    assert (bewaard.gebruiker, bewaard.naam, bewaard.vraag) == (mensen.amina, "Mensen", "domein=sociaal")
    pagina = amina.get("/werkbank/?domein=sociaal")
    assert [(lijst.naam, lijst.aantal) for lijst in pagina.context["rond"].bewaard] == [("Mensen", "1")]
    assert pagina.context["kop"] == "Mensen"

    adres = f"/werkbank/lijsten/{bewaard.pk}/"
    amina.post(adres, {"naam": "Ontmoeten"})
    bewaard.refresh_from_db()
    assert bewaard.naam == "Ontmoeten"
    amina.post(adres, {"stap": "verwijder"})
    assert not Werkbankfilter.objects.exists()


def test_een_naam_kan_maar_een_keer(amina: Client, mensen: Mensen) -> None:
    bewaar_filter(door=mensen.amina, naam="Groen", vraag="thema=groen")
    antwoord = amina.post("/werkbank/lijsten/nieuw/", {"naam": "groen", "vraag": "zoek=boom"})
    assert "U heeft al een lijst met deze naam" in antwoord.content.decode()
    bewaar_filter(door=mensen.chantal, naam="Groen", vraag="thema=groen")


def test_iemand_anders_komt_niet_bij_uw_lijst(client: Client, mensen: Mensen) -> None:
    bewaard = bewaar_filter(door=mensen.amina, naam="Groen", vraag="thema=groen")
    als_medewerker(client, mensen.olga)
    assert client.get(f"/werkbank/lijsten/{bewaard.pk}/").status_code == 404
    with pytest.raises(GeenRecht):
        hernoem_filter(filter_=bewaard, door=mensen.olga, naam="Van mij")
    with pytest.raises(GeenRecht):
        verwijder_filter(filter_=bewaard, door=mensen.olga)


def test_een_bewaarde_lijst_die_niet_meer_klopt_breekt_niets(amina: Client, mensen: Mensen) -> None:
    maak(mensen, "Tuin", 1)
    bewaar_filter(door=mensen.amina, naam="Oud", vraag="thema=weg&zoek=%00&behandelaar=999999&na=kapot")
    assert amina.get("/werkbank/").context["rond"].bewaard[0].aantal == "1"


# --- The board ---------------------------------------------------------------------------------------


def test_het_bord_heeft_een_kolom_per_status_met_hetzelfde_filter(amina: Client, mensen: Mensen) -> None:
    for nummer in range(1, 12):
        maak(mensen, f"Nieuw {nummer}", nummer)
    maak(mensen, "Bezig", 20, status=Status.IN_UITVOERING, domein=Domein.SOCIAAL)
    kolommen = amina.get("/werkbank/?weergave=bord").context["kolommen"]
    assert [(str(k.status), k.aantal, len(k.regels), k.meer) for k in kolommen] == [
        ("ingediend", "11", 8, True),
        ("in_behandeling", "0", 0, False),
        ("wacht_op_indiener", "0", 0, False),
        ("in_uitvoering", "1", 1, False),
    ]
    assert len(titels(amina, f"?{kolommen[0].alles}")) == 11
    smal = amina.get("/werkbank/?weergave=bord&domein=sociaal").context["kolommen"]
    assert [k.aantal for k in smal] == ["0", "0", "0", "1"]


# --- Labels ------------------------------------------------------------------------------------------


def test_labels_maken_terugvinden_hernoemen_en_weghalen(amina: Client, mensen: Mensen) -> None:
    tuin = maak(mensen, "Tuin", 1)
    maak(mensen, "Bankje", 2)
    label = plak_label(initiatief=tuin, door=mensen.amina, naam=" Speelplekken  2027 ")
    assert plak_label(initiatief=tuin, door=mensen.amina, naam="speelplekken 2027") == label
    assert titels(amina, f"?label={label.pk}") == ["Tuin"]
    assert regels(amina)[0].labels == ("Speelplekken 2027",)

    amina.post(f"/werkbank/labels/{label.pk}/", {"naam": "Spelen"})
    assert "Spelen" in amina.get("/werkbank/labels/").content.decode()
    haal_label_weg(initiatief=tuin, door=mensen.amina, label=label)
    with pytest.raises(DomeinFout):
        haal_label_weg(initiatief=tuin, door=mensen.amina, label=label)
    amina.post(f"/werkbank/labels/{label.pk}/", {"stap": "verwijder"})
    assert "Er zijn nog geen labels" in amina.get("/werkbank/labels/").content.decode()


def test_een_label_plakken_mag_wie_de_wijk_behandelt(mensen: Mensen) -> None:
    tuin = maak(mensen, "Tuin", 1)
    label = plak_label(initiatief=tuin, door=mensen.amina, naam="Spelen")
    for wie in (mensen.chantal, mensen.wim, mensen.daan, mensen.els):
        with pytest.raises(GeenRecht):
            plak_label(initiatief=tuin, door=wie, naam="Van mij")
        with pytest.raises(GeenRecht):
            haal_label_weg(initiatief=tuin, door=wie, label=label)
    for wie in (mensen.wim, mensen.bram, mensen.daan):
        with pytest.raises(GeenRecht):
            hernoem_label(label=label, door=wie, naam="Anders")
        with pytest.raises(GeenRecht):
            verwijder_label(label=label, door=wie)


def test_een_inwoner_leest_nergens_een_label(client: Client, mensen: Mensen) -> None:
    tuin = maak(mensen, "Tuin", 1)
    plak_label(initiatief=tuin, door=mensen.amina, naam="Lastig geval")
    for adres in (tuin.get_absolute_url(), "/initiatieven/", "/api/v1/initiatieven"):
        assert "Lastig geval" not in client.get(adres).content.decode()


# --- The pane ----------------------------------------------------------------------------------------


def test_het_paneel_heeft_het_verhaal_en_de_volgende_stap(amina: Client, mensen: Mensen) -> None:
    tuin = maak(mensen, "Tuin", 1, verhaal="Wij willen een tuin.")
    antwoord = amina.get(f"{tuin.get_werkbank_url()}paneel/")
    tekst = antwoord.content.decode()
    assert "Wij willen een tuin." in tekst
    assert "<html" not in tekst
    assert antwoord.context["advies"].beste.naam == "reactie"


@pytest.mark.parametrize(("wie", "status"), [("chantal", 403), ("els", 403), ("daan", 404), ("wim", 200)])
def test_wie_het_paneel_mag_lezen(client: Client, mensen: Mensen, wie: str, status: int) -> None:
    tuin = maak(mensen, "Tuin", 1)
    als_medewerker(client, getattr(mensen, wie))
    assert client.get(f"{tuin.get_werkbank_url()}paneel/").status_code == status
