"""The queue of who works on initiatives, and the screen with all there is to decide on."""

from datetime import timedelta

import pytest
from django.test import Client

from initiatieven.levensloop import AanZet, Route, Status, Sturingsrol
from initiatieven.models import Gebeurtenis
from initiatieven.services.behandelen import kies_route, noteer, reageer
from kern.models import Gebruiker
from kern.werkdagen import vandaag
from rollen.models import Rol
from tests.inloggen import als_medewerker
from tests.maak import maak_gebruiker, maak_initiatief, maak_rol
from tests.personen import Mensen

pytestmark = pytest.mark.django_db


def titels(client: Client, vraag: str = "") -> list[str]:
    return [regel.titel for regel in client.get(f"/werkbank/{vraag}").context["regels"]]


@pytest.fixture
def vol(mensen: Mensen) -> Mensen:
    """Six initiatives in Slotjes, each in another state, and one in Vrachelen."""
    dag = vandaag()
    soorten: list[tuple[str, dict[str, object]]] = [
        ("Bankje", {"uiterlijk": dag - timedelta(days=3)}),
        ("Tuin", {"uiterlijk": dag}),
        ("Speelplek", {"status": Status.IN_BEHANDELING, "uiterlijk": dag + timedelta(days=9)}),
        (
            "Vraagbaak",
            {
                "status": Status.WACHT_OP_INDIENER,
                "aan_zet": AanZet.INDIENER,
                "aan_zet_persoon": mensen.daan,
                "uiterlijk": dag + timedelta(days=2),
            },
        ),
        (
            "Feest",
            {
                "status": Status.IN_UITVOERING,
                "route": Route.BEGELEIDEN,
                "uiterlijk": dag + timedelta(days=20),
            },
        ),
        ("Boom", {"status": Status.GEREALISEERD}),
    ]
    for nummer, (titel, velden) in enumerate(soorten, 1):
        maak_initiatief(
            mensen.slotjes,
            mensen.daan,
            mensen.amina,
            titel=titel,
            kenmerk=f"2026-000{nummer}",
            verhaal=f"Over een {titel.lower()}.",
            **velden,  # type: ignore[arg-type]
        )
    maak_initiatief(mensen.vrachelen, mensen.daan, mensen.chantal, titel="Elders", kenmerk="2026-0099")
    return mensen


@pytest.fixture
def amina(client: Client, vol: Mensen) -> Client:
    return als_medewerker(client, vol.amina)


def test_de_rij_begint_met_wat_het_langst_over_termijn_is(amina: Client) -> None:
    assert titels(amina) == ["Bankje", "Tuin", "Vraagbaak", "Speelplek", "Feest"]
    tekst = amina.get("/werkbank/").content.decode()
    assert "1 over termijn" in tekst
    assert "1 vandaag" in tekst
    assert "2 nieuw" in tekst
    assert "3 dagen over termijn" in tekst


@pytest.mark.parametrize(
    ("vraag", "verwacht"),
    [
        ("?termijn=over", ["Bankje"]),
        ("?termijn=vandaag", ["Tuin"]),
        ("?termijn=week", ["Tuin", "Vraagbaak"]),
        ("?status=in_behandeling", ["Speelplek"]),
        ("?status=afgerond", ["Boom"]),
        ("?zet=mij", ["Bankje", "Tuin", "Speelplek", "Feest"]),
        ("?zet=indiener", ["Vraagbaak"]),
        ("?route=begeleiden", ["Feest"]),
        ("?route=geen&termijn=over", ["Bankje"]),
        ("?wijk=slotjes&status=ingediend", ["Bankje", "Tuin"]),
        ("?zoek=speelplekken", ["Speelplek"]),
        ("?zoek=2026-0002", ["Tuin"]),
        ("?zoek=niets", []),
    ],
)
def test_een_adres_geeft_altijd_dezelfde_lijst(amina: Client, vraag: str, verwacht: list[str]) -> None:
    assert titels(amina, vraag) == verwacht


@pytest.mark.parametrize("vraag", ["?wijk=vrachelen", "?status=concept", "?termijn=ooit", "?zoek=%00"])
def test_een_filter_dat_niet_bestaat_wordt_verteld(amina: Client, vraag: str) -> None:
    antwoord = amina.get(f"/werkbank/{vraag}")
    assert antwoord.status_code == 200
    assert antwoord.context["fouten"]


def test_de_aantallen_kloppen_met_de_lijsten(amina: Client) -> None:
    for lijst in amina.get("/werkbank/").context["rond"].lijsten:
        if lijst.aantal:
            assert lijst.aantal == str(len(titels(amina, f"?{lijst.vraag}"))), lijst.naam


def test_bladeren_houdt_het_filter_vast(amina: Client, vol: Mensen) -> None:
    for nummer in range(10, 45):
        maak_initiatief(vol.slotjes, vol.daan, vol.amina, titel=f"Plan {nummer}", kenmerk=f"2026-00{nummer}")
    eerste = amina.get("/werkbank/?zet=mij")
    tweede = amina.get("/werkbank/", {"zet": "mij", "na": eerste.context["pagina"].volgende})
    assert len(eerste.context["regels"]) == 20
    samen = [r.kenmerk for r in [*eerste.context["regels"], *tweede.context["regels"]]]
    assert len(samen) == len(set(samen)) == 39


@pytest.mark.parametrize(("wie", "ziet"), [("olga", 6), ("chantal", 1), ("wim", 5), ("bram", 5), ("teun", 0)])
def test_iedereen_ziet_de_eigen_wijken(client: Client, vol: Mensen, wie: str, ziet: int) -> None:
    als_medewerker(client, getattr(vol, wie))
    assert len(titels(client)) == ziet


def test_een_lege_werkbank_zegt_dat_u_bij_bent(client: Client, mensen: Mensen) -> None:
    als_medewerker(client, mensen.amina)
    assert "U bent helemaal bij" in client.get("/werkbank/").content.decode()
    assert "Niets is te laat" in client.get("/werkbank/?termijn=over").content.decode()
    assert "Hier staat nu niets" in client.get("/werkbank/?status=in_uitvoering").content.decode()
    assert "Zoek ook in wat is afgerond" in client.get("/werkbank/?zoek=tuin").content.decode()


def test_wie_geen_initiatieven_leest_krijgt_de_deuren_naar_het_eigen_werk(
    client: Client, mensen: Mensen
) -> None:
    als_medewerker(client, mensen.els)
    antwoord = client.get("/werkbank/")
    assert "regels" not in antwoord.context
    deuren = [deur.adres for deur in antwoord.context["deuren"]]
    assert deuren == ["/werkbank/rapportages/", "/mijn/inloggen/"]
    assert "Er ligt nu niets voor u klaar" not in antwoord.content.decode()


def test_wie_nog_niets_te_doen_heeft_leest_hoe_dat_verandert(client: Client) -> None:
    raadslid = maak_gebruiker("Rik van Raad")
    maak_rol(raadslid, Rol.RAADSLID)
    als_medewerker(client, raadslid)
    assert "Er ligt nu niets voor u klaar" in client.get("/werkbank/").content.decode()
    assert "Terug naar uw werkbank" in client.get("/werkbank/rollen/").content.decode()


def test_een_beheerder_vindt_de_deur_naar_het_beheer(client: Client) -> None:
    hanneke = maak_gebruiker("Hanneke Mulder", is_staff=True)
    maak_rol(hanneke, Rol.BEHEERDER)
    als_medewerker(client, hanneke)
    deuren = [deur.adres for deur in client.get("/werkbank/").context["deuren"]]
    inrichten = ["/werkbank/labels/", "/werkbank/kaders/", "/werkbank/standaardteksten/"]
    beheren = ["/werkbank/verwerkingen/", "/werkbank/sleutels/", "/werkbank/rollen/", "/beheer/"]
    assert deuren == [*inrichten, *beheren, "/mijn/inloggen/"]


def test_de_werkbank_is_er_niet_voor_inwoners(client: Client, mensen: Mensen) -> None:
    assert client.get("/werkbank/")["Location"] == "/account/login/?next=/werkbank/"
    client.force_login(mensen.daan)
    assert client.get("/werkbank/").status_code == 404


# --- One initiative --------------------------------------------------------------------------------


def test_het_scherm_heeft_alles_om_te_beslissen(amina: Client, vol: Mensen) -> None:
    tuin = vol.slotjes.initiatieven.get(titel="Tuin")
    noteer(initiatief=tuin, door=vol.wim, tekst="De buren doen mee.")
    antwoord = amina.get(tuin.get_werkbank_url())
    tekst = antwoord.content.decode()
    assert "Over een tuin." in tekst
    assert vol.daan.email in tekst
    assert "De buren doen mee." in tekst
    assert antwoord.context["advies"].beste.naam == "reactie"
    assert "De buren doen mee." not in Client().get(tuin.get_absolute_url()).content.decode()


def test_een_wijkwerker_leest_mee_en_mag_alleen_noteren(client: Client, vol: Mensen) -> None:
    als_medewerker(client, vol.wim)
    tuin = vol.slotjes.initiatieven.get(titel="Tuin")
    antwoord = client.get(tuin.get_werkbank_url())
    assert [knop.naam for knop in antwoord.context["advies"].ook] == ["notitie"]
    assert antwoord.context["advies"].beste is None


def test_een_afgerond_initiatief_vraagt_om_een_leerpunt(amina: Client, vol: Mensen) -> None:
    boom = vol.slotjes.initiatieven.get(titel="Boom")
    assert (
        f"/werkbank/leerpunten/nieuw/?initiatief={boom.kenmerk}"
        in amina.get(boom.get_werkbank_url()).content.decode()
    )


# --- Acts ------------------------------------------------------------------------------------------


def vul(client: Client, adres: str, **velden: object) -> dict[str, object]:
    """The fields of a form as the browser would send them back."""
    gezien = client.get(adres).context["form"]["gezien"].value()
    return {"gezien": gezien, **velden}


def test_eerst_lezen_dan_versturen(amina: Client, vol: Mensen) -> None:
    tuin = vol.slotjes.initiatieven.get(titel="Tuin")
    adres = f"{tuin.get_werkbank_url()}reactie/"
    gegevens = vul(amina, adres, tekst="Wat <b>mooi</b>!\n\nIk bel u.")

    voorbeeld = amina.post(adres, gegevens)
    tekst = voorbeeld.content.decode()
    assert "Deze mail gaat naar Daan Jansen" in tekst
    assert "Wat &lt;b&gt;mooi&lt;/b&gt;!" in tekst
    tuin.refresh_from_db()
    assert tuin.status == Status.INGEDIEND
    assert not tuin.gebeurtenissen.exists()
    assert not vol.daan.mails.exists()

    terug = amina.post(adres, {**gegevens, "stap": "wijzig"})
    assert "Ik bel u.</textarea>" in terug.content.decode()

    verstuurd = amina.post(adres, {**gegevens, "stap": "verstuur"})
    assert verstuurd["Location"] == tuin.get_werkbank_url()
    tuin.refresh_from_db()
    assert tuin.status == Status.IN_BEHANDELING
    mail = vol.daan.mails.get()
    assert mail.onderwerp == voorbeeld.context["mails"][0].onderwerp
    assert mail.tekst == voorbeeld.context["mails"][0].tekst


def test_een_dubbele_klik_verstuurt_een_keer(amina: Client, vol: Mensen) -> None:
    tuin = vol.slotjes.initiatieven.get(titel="Tuin")
    adres = f"{tuin.get_werkbank_url()}reactie/"
    gegevens = {**vul(amina, adres, tekst="Dank u."), "stap": "verstuur"}
    for _keer in range(2):
        assert amina.post(adres, gegevens)["Location"] == tuin.get_werkbank_url()
    assert tuin.gebeurtenissen.count() == 1
    assert vol.daan.mails.count() == 1


def test_wie_tweede_is_houdt_de_tekst_en_hoort_wat_er_gebeurde(amina: Client, vol: Mensen) -> None:
    tuin = vol.slotjes.initiatieven.get(titel="Tuin")
    adres = f"{tuin.get_werkbank_url()}vraag/"
    gegevens = {**vul(amina, adres, tekst="Hoe groot wordt het?"), "stap": "verstuur"}
    reageer(initiatief=tuin, door=vol.olga, tekst="Ik ken dit veldje goed.")

    antwoord = amina.post(adres, gegevens)
    tekst = antwoord.content.decode()
    assert "Er is intussen iets veranderd" in tekst
    assert "Ik ken dit veldje goed." in tekst
    assert "Hoe groot wordt het?</textarea>" in tekst
    assert not tuin.gebeurtenissen.filter(soort=Gebeurtenis.Soort.VRAAG).exists()

    opnieuw = {**gegevens, "gezien": antwoord.context["form"]["gezien"].value()}
    assert amina.post(adres, opnieuw).status_code == 302


def test_de_aanpak_kiezen(amina: Client, vol: Mensen) -> None:
    tuin = vol.slotjes.initiatieven.get(titel="Tuin")
    adres = f"{tuin.get_werkbank_url()}aanpak/"
    gegevens = vul(
        amina, adres, route="doorgeleiden", sturingsrol="presterend", antwoord="Wij kijken ernaar."
    )
    assert "Kies de afdeling die dit initiatief oppakt." in amina.post(adres, gegevens).content.decode()

    gegevens["afdeling"] = vol.openbare_ruimte.pk
    voorbeeld = amina.post(adres, gegevens)
    assert [mail.ontvanger for mail in voorbeeld.context["mails"]] == [vol.daan, vol.teun]
    amina.post(adres, {**gegevens, "stap": "verstuur"})
    tuin.refresh_from_db()
    assert tuin.aan_zet_persoon == vol.teun


def test_een_notitie_heeft_geen_mail_en_dus_geen_voorbeeld(amina: Client, vol: Mensen) -> None:
    tuin = vol.slotjes.initiatieven.get(titel="Tuin")
    adres = f"{tuin.get_werkbank_url()}notitie/"
    assert amina.post(adres, vul(amina, adres, tekst="Even bellen.")).status_code == 302
    assert tuin.gebeurtenissen.get().openbaar is False


def test_een_teamleider_antwoordt_en_ziet_het_daarna_niet_meer(client: Client, vol: Mensen) -> None:
    tuin = vol.slotjes.initiatieven.get(titel="Tuin")
    kies_route(
        initiatief=tuin,
        door=vol.amina,
        route=Route.DOORGELEIDEN,
        sturingsrol=Sturingsrol.PRESTEREND,
        antwoord="Wij kijken ernaar.",
        afdeling=vol.openbare_ruimte,
    )
    als_medewerker(client, vol.teun)
    assert titels(client) == ["Tuin"]
    assert client.get(tuin.get_werkbank_url()).context["advies"].beste.naam == "antwoord"
    adres = f"{tuin.get_werkbank_url()}antwoord/"
    gegevens = {**vul(client, adres, tekst="Het mag."), "stap": "verstuur"}
    assert client.post(adres, gegevens).status_code == 302
    assert titels(client) == []
    assert client.get(tuin.get_werkbank_url()).status_code == 403


@pytest.mark.parametrize(
    ("naam", "velden"),
    [
        ("reactie", {"tekst": ""}),
        ("reactie", {"tekst": "x" * 5001}),
        ("reactie", {"tekst": "nul \x00 byte"}),
        ("aanpak", {"route": "ooit", "sturingsrol": "baas", "antwoord": "Ja."}),
        (
            "aanpak",
            {"route": "doorgeleiden", "sturingsrol": "presterend", "antwoord": "Ja.", "afdeling": "999"},
        ),
        ("niet-passend", {"reden": "Nee.", "kader": ""}),
        ("overdragen", {"naar": "geen getal"}),
        ("reactie", {"tekst": "Dank u.", "gezien": "veel"}),
    ],
)
def test_onzin_wordt_verteld_en_doet_niets(
    amina: Client, vol: Mensen, naam: str, velden: dict[str, str]
) -> None:
    tuin = vol.slotjes.initiatieven.get(titel="Tuin")
    antwoord = amina.post(f"{tuin.get_werkbank_url()}{naam}/", {"gezien": "0", "stap": "verstuur", **velden})
    assert antwoord.status_code == 200
    assert antwoord.context["form"].errors
    assert not tuin.gebeurtenissen.exists()


def test_overdragen_kan_alleen_aan_wie_er_over_gaat(amina: Client, vol: Mensen) -> None:
    tuin = vol.slotjes.initiatieven.get(titel="Tuin")
    form = amina.get(f"{tuin.get_werkbank_url()}overdragen/").context["form"]
    keuzes: list[Gebruiker] = list(form.fields["naar"].queryset)
    assert keuzes == [vol.olga]


def test_wie_niet_van_de_afdeling_is_krijgt_niet_het_advies_om_namens_haar_te_antwoorden(
    amina: Client, vol: Mensen
) -> None:
    tuin = vol.slotjes.initiatieven.get(titel="Tuin")
    kies_route(
        initiatief=tuin,
        door=vol.amina,
        route=Route.DOORGELEIDEN,
        sturingsrol=Sturingsrol.PRESTEREND,
        antwoord="Wij kijken ernaar.",
        afdeling=vol.openbare_ruimte,
    )
    advies = amina.get(tuin.get_werkbank_url()).context["advies"]
    assert advies.beste is None
    assert "antwoord" in [knop.naam for knop in advies.ook]
