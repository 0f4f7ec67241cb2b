"""Frictions on screen: opening one from an initiative, the list, the case with its ladder, and every act."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from initiatieven.levensloop import Status
from initiatieven.models import Initiatief, Kader, Schuring
from initiatieven.services.schuren import sla_over, sluit_schuring, voeg_verslag_toe
from kern.models import Mail
from tests.initiatieven.hulp import laatste, laatste_id
from tests.initiatieven.schuring import GEVAL, laat_verlopen, maak_schuring, vers
from tests.inloggen import als_medewerker
from tests.maak import maak_initiatief
from tests.personen import Mensen

pytestmark = pytest.mark.django_db
LIJST = "/werkbank/schuringen/"


@pytest.fixture
def zaak(mensen: Mensen) -> Initiatief:
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=Status.IN_BEHANDELING)


@pytest.fixture
def amina(client: Client, mensen: Mensen) -> Client:
    return als_medewerker(client, mensen.amina)


@pytest.fixture
def schuring(mensen: Mensen, zaak: Initiatief) -> Schuring:
    return maak_schuring(zaak, mensen.amina)


def stuur(client: Client, schuring: Schuring, naam: str, **velden: Any) -> Any:
    """Fill in, look at the mails, and send."""
    adres = f"{schuring.get_absolute_url()}{naam}/"
    gezien = client.get(adres).context["form"]["gezien"].value()
    gegevens = {"gezien": gezien, **velden}
    voorbeeld = client.post(adres, gegevens)
    assert "daad" in voorbeeld.context, voorbeeld.context["form"].errors
    assert not voorbeeld.context["form"].errors
    return client.post(adres, {**gegevens, "stap": "verstuur"}, follow=True)


def test_openen_vanaf_het_initiatief_met_een_voorbeeld_van_de_mails(
    mensen: Mensen, amina: Client, zaak: Initiatief
) -> None:
    adres = f"{zaak.get_werkbank_url()}schuring/"
    assert adres in amina.get(zaak.get_werkbank_url()).content.decode()
    gegevens = {**GEVAL, "publiek": "Wij zoeken het uit.", "gezien": laatste_id(zaak)}
    voorbeeld = amina.post(adres, gegevens)
    assert not Schuring.objects.exists()
    assert [mail.ontvanger for mail in voorbeeld.context["mails"]] == [mensen.daan]
    amina.post(adres, {**gegevens, "stap": "verstuur"})
    assert Schuring.objects.get().regel == GEVAL["regel"]
    assert laatste(zaak).tekst == "Wij zoeken het uit."
    assert "Wij zoeken het uit." in Client().get(zaak.get_absolute_url()).content.decode()
    assert GEVAL["belang"] not in Client().get(zaak.get_absolute_url()).content.decode()


def test_een_regel_of_een_kader_is_nodig_en_wat_getypt_is_blijft(amina: Client, zaak: Initiatief) -> None:
    adres = f"{zaak.get_werkbank_url()}schuring/"
    antwoord = amina.post(adres, {**GEVAL, "regel": "", "gezien": laatste_id(zaak)})
    assert antwoord.context["form"].errors["regel"] == [
        "Schrijf op welke regel hier schuurt, of kies een kader."
    ]
    assert GEVAL["geprobeerd"] in antwoord.content.decode()
    kader = Kader.objects.create(titel="Groen blijft groen", bron="Omgevingsplan", tekst="…")
    amina.post(
        adres, {**GEVAL, "regel": "", "kader": kader.pk, "gezien": laatste_id(zaak), "stap": "verstuur"}
    )
    assert Schuring.objects.get().kader == kader


def test_een_schuring_staat_op_het_scherm_van_het_initiatief_tot_en_met_de_uitkomst(
    mensen: Mensen, amina: Client, schuring: Schuring
) -> None:
    scherm = schuring.initiatief.get_werkbank_url()
    assert schuring.regel in amina.get(scherm).content.decode()
    sluit_schuring(
        schuring=schuring, door=mensen.amina, uitkomst="maatwerk", toelichting="Een lage schuur mag."
    )
    tekst = amina.get(scherm).content.decode()
    assert "Maatwerk: een oplossing voor dit geval" in tekst
    assert "Een lage schuur mag." in tekst


def test_het_geval_toont_de_ladder_en_waar_het_ligt(
    mensen: Mensen, amina: Client, schuring: Schuring
) -> None:
    sla_over(schuring=schuring, door=mensen.amina, naar=3, reden="Drie afdelingen.", verslag="Al gebeld.")
    antwoord = amina.get(schuring.get_absolute_url())
    sporten = antwoord.context["sporten"]
    assert [s["nu"] for s in sporten] == [False, False, False, True, False, False, False]
    assert [s["overgeslagen"] for s in sporten] == [False, True, True, False, False, False, False]
    assert [s["wie"] for s in sporten] == [
        *(mensen.amina, None, None, mensen.olga),
        *(mensen.bram, mensen.bram, mensen.els),
    ]
    tekst = antwoord.content.decode()
    assert tekst.count('aria-current="step"') == 1
    for deel in ("Olga Brouwers is aan zet", "Drie afdelingen.", "Al gebeld.", GEVAL["geprobeerd"]):
        assert deel in tekst


def test_hoger_vraagt_om_de_afdeling_en_mailt_na_het_voorbeeld(
    mensen: Mensen, amina: Client, schuring: Schuring
) -> None:
    adres = f"{schuring.get_absolute_url()}hoger/"
    scherm = amina.get(adres)
    assert "De teamleider zoekt ruimte in de regel" in scherm.content.decode()
    assert "niet verplicht)" not in scherm.content.decode()
    gezien = scherm.context["form"]["gezien"].value()
    fout = amina.post(adres, {"verslag": "Ik kom er niet uit.", "gezien": gezien})
    assert fout.context["form"].errors["afdeling"] == ["Kies de afdeling waar het om gaat."]
    assert "Ik kom er niet uit." in fout.content.decode()
    stuur(amina, schuring, "hoger", verslag="Ik kom er niet uit.", afdeling=mensen.openbare_ruimte.pk)
    assert vers(schuring).eigenaar == mensen.teun
    assert Mail.objects.get().ontvanger == mensen.teun


def test_overslaan_terug_verslag_en_uitkomst_op_het_scherm(
    mensen: Mensen, amina: Client, schuring: Schuring
) -> None:
    keuzes = amina.get(f"{schuring.get_absolute_url()}overslaan/").context["form"].fields["naar"].choices
    assert [nummer for nummer, _naam in keuzes] == [2, 3, 4, 5, 6]
    stuur(amina, schuring, "overslaan", naar=4, reden="Deze week nog.")
    assert vers(schuring).eigenaar == mensen.bram
    stuur(amina, schuring, "verslag", verslag="Bram gebeld.")
    stuur(amina, schuring, "terug", naar=0, reden="Bram geeft ruimte.")
    assert vers(schuring).trede == 0
    klaar = stuur(amina, schuring, "sluiten", uitkomst="regel_wijkt", toelichting="Bram geeft vrijstelling.")
    assert vers(schuring).uitkomst == "regel_wijkt"
    kenmerk = schuring.initiatief.kenmerk
    assert (
        f"/werkbank/leerpunten/nieuw/?initiatief={kenmerk}&amp;schuring={schuring.pk}"
        in klaar.content.decode()
    )


def test_een_afdeling_die_alleen_soms_nodig_is_heet_niet_verplicht(amina: Client, schuring: Schuring) -> None:
    stuur(amina, schuring, "overslaan", naar=4, reden="Deze week nog.")
    scherm = amina.get(f"{schuring.get_absolute_url()}terug/").content.decode()
    afdeling = scherm.partition("Om welke afdeling gaat het?")[2].partition("</label>")[0]
    assert "(niet verplicht)" in afdeling
    assert "Alleen nodig als een teamleider de schuring in handen krijgt." in scherm


def test_wie_geen_leerpunt_mag_noteren_leest_wie_dat_wel_kan(
    mensen: Mensen, client: Client, schuring: Schuring
) -> None:
    sla_over(schuring=schuring, door=mensen.amina, naar=4, reden="Deze week nog.")
    Mail.objects.all().delete()
    bram = als_medewerker(client, mensen.bram)
    klaar = stuur(bram, vers(schuring), "sluiten", uitkomst="maatwerk", toelichting="Een uitzondering.")
    assert "Amina de Wit kan bij deze uitkomst noteren wat wij ervan leerden" in klaar.content.decode()
    mail = Mail.objects.get(ontvanger=mensen.amina)
    assert "noteert u ook wat u hiervan leerde" in mail.tekst


def test_bij_de_onderste_trede_is_er_geen_terug_en_bij_de_hoogste_geen_hoger(
    mensen: Mensen, amina: Client, schuring: Schuring
) -> None:
    def daden() -> list[str]:
        return [naam for naam, _daad in amina.get(schuring.get_absolute_url()).context["daden"]]

    assert daden() == ["verslag", "hoger", "sluiten", "overslaan"]
    sla_over(schuring=schuring, door=mensen.amina, naar=6, reden="Het kader.")
    assert daden() == ["verslag", "sluiten", "terug"]
    assert amina.get(f"{schuring.get_absolute_url()}hoger/")["Location"] == schuring.get_absolute_url()


def test_wie_te_laat_is_hoort_wat_er_veranderde_en_verliest_geen_tekst(
    mensen: Mensen, amina: Client, schuring: Schuring
) -> None:
    adres = f"{schuring.get_absolute_url()}sluiten/"
    gegevens: dict[str, Any] = {
        "gezien": amina.get(adres).context["form"]["gezien"].value(),
        "uitkomst": "maatwerk",
        "toelichting": "Een mooie oplossing.",
        "stap": "verstuur",
    }
    voeg_verslag_toe(schuring=schuring, door=mensen.olga, verslag="Olga belde de wethouder.")
    antwoord = amina.post(adres, gegevens)
    tekst = antwoord.content.decode()
    assert "Er is intussen iets veranderd" in tekst
    assert "Olga belde de wethouder." in tekst
    assert "Een mooie oplossing." in tekst
    assert vers(schuring).is_open
    gegevens["gezien"] = antwoord.context["form"]["gezien"].value()
    amina.post(adres, gegevens)
    assert not vers(schuring).is_open


@pytest.mark.parametrize(
    ("naam", "velden"),
    [
        ("sluiten", {"uitkomst": "maatwerk", "toelichting": "Zo is\r\nhet."}),
        ("verslag", {"verslag": "Gebeld."}),
        ("overslaan", {"naar": 6, "reden": "Het kader."}),
    ],
)
def test_wie_twee_keer_klikt_doet_het_een_keer(
    amina: Client, schuring: Schuring, naam: str, velden: dict[str, Any]
) -> None:
    adres = f"{schuring.get_absolute_url()}{naam}/"
    gezien = amina.get(adres).context["form"]["gezien"].value()
    gegevens = {"gezien": gezien, **velden, "stap": "verstuur"}
    amina.post(adres, gegevens)
    assert amina.post(adres, gegevens)["Location"] == schuring.get_absolute_url()
    assert schuring.stappen.count() == 2


def test_wie_na_het_einde_iets_stuurt_houdt_de_tekst(
    mensen: Mensen, amina: Client, schuring: Schuring
) -> None:
    adres = f"{schuring.get_absolute_url()}overslaan/"
    gezien = amina.get(adres).context["form"]["gezien"].value()
    sluit_schuring(schuring=schuring, door=mensen.olga, uitkomst="maatwerk", toelichting="Opgelost.")
    antwoord = amina.post(
        adres, {"gezien": gezien, "naar": 3, "reden": "Mijn lange reden.", "stap": "verstuur"}
    )
    tekst = antwoord.content.decode()
    assert "Gesloten met een uitkomst (Olga Brouwers" in tekst
    assert "Mijn lange reden." in tekst
    assert amina.get(adres)["Location"] == schuring.get_absolute_url()


# --- The list ---------------------------------------------------------------------------------------


@pytest.fixture
def vol(mensen: Mensen, zaak: Initiatief) -> dict[str, Schuring]:
    """One late, one at Bram, one closed, and one in Vrachelen."""
    elders = maak_initiatief(mensen.vrachelen, mensen.daan, mensen.chantal, kenmerk="2026-0002")
    rijen = {naam: maak_schuring(zaak, mensen.amina, regel=naam) for naam in ("laat", "bram", "klaar")}
    rijen["elders"] = maak_schuring(elders, mensen.chantal, regel="elders")
    laat_verlopen(rijen["laat"])
    sla_over(schuring=rijen["bram"], door=mensen.amina, naar=4, reden="Haast.")
    sluit_schuring(schuring=rijen["klaar"], door=mensen.amina, uitkomst="niet_mogelijk", toelichting="Nee.")
    return rijen


@pytest.mark.parametrize(
    ("vraag", "verwacht"),
    [
        ("", ["laat", "elders", "bram"]),
        ("?toon=mij", []),
        ("?toon=over", ["laat"]),
        ("?toon=gesloten", ["klaar"]),
        ("?uitkomst=niet_mogelijk", ["klaar"]),
        ("?uitkomst=maatwerk", []),
        ("?wijk=vrachelen", ["elders"]),
        ("?wijk=slotjes&toon=over", ["laat"]),
    ],
)
def test_de_lijst_begint_met_wat_het_langst_wacht(
    mensen: Mensen, client: Client, vol: dict[str, Schuring], vraag: str, verwacht: list[str]
) -> None:
    olga = als_medewerker(client, mensen.olga)
    assert [s.regel for s in olga.get(f"{LIJST}{vraag}").context["pagina"]] == verwacht


def test_bij_mij_is_wat_op_mijn_trede_ligt(mensen: Mensen, client: Client, vol: dict[str, Schuring]) -> None:
    bram = als_medewerker(client, mensen.bram)
    assert [s.regel for s in bram.get(f"{LIJST}?toon=mij").context["pagina"]] == ["bram"]


@pytest.mark.parametrize("vraag", ["?wijk=vrachelen", "?toon=alles", "?uitkomst=misschien", "?wijk=%00"])
def test_een_keuze_die_niet_bestaat_wordt_verteld(
    amina: Client, vol: dict[str, Schuring], vraag: str
) -> None:
    antwoord = amina.get(f"{LIJST}{vraag}")
    assert antwoord.status_code == 200
    assert antwoord.context["form"].errors


def test_een_lege_lijst_zegt_hoe_te_beginnen(amina: Client) -> None:
    assert "Er schuurt nu niets" in amina.get(LIJST).content.decode()
    assert "Hier staat nu niets" in amina.get(f"{LIJST}?toon=over").content.decode()


@pytest.mark.parametrize("dicht", [False, True])
def test_bladeren_laat_niets_over_en_niets_dubbel_zien(amina: Client, zaak: Initiatief, dicht: bool) -> None:
    amina_zelf = zaak.behandelaar
    assert amina_zelf is not None
    for nummer in range(45):
        maak_schuring(zaak, amina_zelf, regel=f"Regel {nummer}")
    if dicht:
        Schuring.objects.update(
            uiterlijk=None, uitkomst="maatwerk", toelichting="Klaar.", gesloten_op=timezone.now()
        )
    gezien: list[str] = []
    vraag: dict[str, str] = {"toon": "gesloten"} if dicht else {}
    for aantal in (20, 20, 5):
        pagina = amina.get(LIJST, vraag).context["pagina"]
        assert len(pagina) == aantal
        gezien += [s.regel for s in pagina]
        vraag = {**vraag, "na": pagina.volgende}
    assert sorted(gezien) == sorted(f"Regel {nummer}" for nummer in range(45))


@pytest.mark.parametrize("keer", [1, 15])
def test_het_aantal_vragen_aan_de_database_staat_vast(
    mensen: Mensen,
    amina: Client,
    zaak: Initiatief,
    django_assert_num_queries: DjangoAssertNumQueries,
    keer: int,
) -> None:
    for nummer in range(keer):
        gemaakt = maak_schuring(zaak, mensen.amina, regel=f"Regel {nummer}")
    for _nummer in range(keer):
        voeg_verslag_toe(schuring=gemaakt, door=mensen.olga, verslag="Weer gebeld.")
    laat_verlopen(gemaakt, dagen=2)
    with django_assert_num_queries(7):
        amina.get(LIJST)
    with django_assert_num_queries(6):
        amina.get(gemaakt.get_absolute_url())
