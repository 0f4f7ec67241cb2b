"""The screen on which one initiative is decided: all that bears on it, and nothing that costs a query per row."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from agendas.services.agenda import Eigenaar, start_agenda, voeg_punt_toe
from initiatieven.acties import BIJ_STATUS, GROEPEN
from initiatieven.levensloop import Status
from initiatieven.models import Foto, Initiatief, Kader, Thema, Vermelding
from initiatieven.services.behandelen import noteer, reageer
from initiatieven.services.gesprek import plaats_voortgang
from initiatieven.services.meedoen import doe_mee, steun
from initiatieven.services.samenvoegen import voeg_samen
from initiatieven.services.splitsen import splits
from initiatieven.services.wijzigen import wijzig_tekst
from kern.fouten import DomeinFout
from kern.models import Mail
from tests.initiatieven.hulp import mails_aan
from tests.inloggen import als_medewerker
from tests.maak import maak_initiatief
from tests.personen import Mensen

pytestmark = pytest.mark.django_db


@pytest.fixture
def tuin(mensen: Mensen) -> Initiatief:
    groen = Thema.objects.create(naam="Groen en natuur", slug="groen-en-natuur")
    return maak_initiatief(
        mensen.slotjes, mensen.daan, mensen.amina, kenmerk="2025-0001", thema=groen, lat=51.64, lon=4.86
    )


@pytest.fixture
def amina(client: Client, mensen: Mensen) -> Client:
    return als_medewerker(client, mensen.amina)


def scherm(client: Client, initiatief: Initiatief) -> str:
    return client.get(initiatief.get_werkbank_url()).content.decode()


def hang_op(initiatief: Initiatief, beschrijving: str, **velden: Any) -> Foto:
    return Foto.objects.create(
        initiatief=initiatief, beschrijving=beschrijving, breedte=480, hoogte=320, **velden
    )


def test_elke_daad_staat_in_een_groep() -> None:
    gegroepeerd = [naam for _kop, namen in GROEPEN for naam in namen]
    assert sorted(gegroepeerd) == sorted(BIJ_STATUS)


def test_kaders_gelijkenis_en_agenda(amina: Client, mensen: Mensen, tuin: Initiatief) -> None:
    kader = Kader.objects.create(titel="Water blijft", bron="Waterplan", tekst="Dempen mag niet.")
    assert tuin.thema is not None
    kader.themas.add(tuin.thema)
    maak_initiatief(
        mensen.slotjes,
        mensen.fatima,
        mensen.amina,
        titel="Samen een tuin aan de Zandheuvel",
        kenmerk="2026-0002",
        lat=51.6401,
        lon=4.8601,
    )
    agenda = start_agenda(wijk=mensen.slotjes, inleiding="", door=mensen.amina)
    buren = [Eigenaar("bewoners", "De buren")]
    gekoppeld = voeg_punt_toe(
        agenda=agenda, eigenaren=buren, door=mensen.amina, titel="Groen", tekst="", initiatieven=[tuin]
    )
    voeg_punt_toe(
        agenda=agenda, eigenaren=buren, door=mensen.amina, titel="Een buurttuin aan de Zandheuvel", tekst=""
    )
    tekst = scherm(amina, tuin)
    for zin in ("Dempen mag niet.", "Samen een tuin aan de Zandheuvel", "gaat hier misschien over"):
        assert zin in tekst, zin
    assert str(gekoppeld) in tekst


def test_een_verborgen_foto_staat_er_als_verborgen(amina: Client, mensen: Mensen, tuin: Initiatief) -> None:
    hang_op(
        tuin,
        "Een buurman",
        verborgen_op=timezone.now(),
        verborgen_door=mensen.amina,
        verborgen_reden="Herkenbaar gezicht.",
    )
    hang_op(tuin, "Het veldje")
    tekst = scherm(amina, tuin)
    assert "Het veldje" in tekst
    assert "Verborgen voor anderen" in tekst
    assert "Herkenbaar gezicht." in tekst


def test_wat_er_eerst_stond(amina: Client, mensen: Mensen, tuin: Initiatief) -> None:
    wijzig_tekst(initiatief=tuin, door=mensen.daan, antwoorden={"titel": "Een bloementuin"})
    tekst = scherm(amina, Initiatief.objects.get(pk=tuin.pk))
    assert "Wat stond er eerst?" in tekst
    assert "Een buurttuin aan de Zandheuvel" in tekst


def test_het_gesprek_staat_apart_van_de_notities(amina: Client, mensen: Mensen, tuin: Initiatief) -> None:
    reageer(initiatief=tuin, door=mensen.amina, tekst="Ik kom kijken.")
    plaats_voortgang(initiatief=tuin, door=mensen.daan, tekst="Tot dinsdag!")
    noteer(initiatief=tuin, door=mensen.wim, tekst="Let op de leiding.")
    context = amina.get(tuin.get_werkbank_url()).context
    assert [g.tekst for g in context["gesprek"]] == ["Ik kom kijken.", "Tot dinsdag!"]
    assert [g.tekst for g in context["notities"]] == ["Let op de leiding."]


def test_de_daden_staan_in_groepen(amina: Client, tuin: Initiatief) -> None:
    context = amina.get(tuin.get_werkbank_url()).context
    groepen = {str(kop): [knop.naam for knop in knoppen] for kop, knoppen in context["groepen"]}
    assert groepen["Opruimen"] == ["samenvoegen", "splitsen"]
    assert "overnemen" not in groepen["Doorgeven"]  # she handles it already
    assert groepen["Vastleggen"] == ["notitie", "schuring", "afspraak", "geld", "leerpunt"]
    samen = [knop.naam for knop in context["advies"].ook if knop.naam != "overnemen"]
    assert set(samen) < {naam for namen in groepen.values() for naam in namen}


def test_een_samengevoegd_initiatief_wijst_de_weg(amina: Client, mensen: Mensen, tuin: Initiatief) -> None:
    perk = maak_initiatief(mensen.slotjes, mensen.fatima, mensen.amina, titel="Een perk", kenmerk="2026-0002")
    voeg_samen(initiatief=perk, door=mensen.amina, naar=tuin)
    tekst = scherm(amina, perk)
    assert f'href="{tuin.get_werkbank_url()}"' in tekst
    assert "/losmaken/" in tekst
    assert f'href="{perk.get_werkbank_url()}"' in scherm(amina, tuin)
    openbaar = Client().get(perk.get_absolute_url()).content.decode()
    assert f'href="{tuin.get_absolute_url()}"' in openbaar
    with pytest.raises(DomeinFout, match="Doe daar mee"):
        steun(initiatief=perk, door=mensen.wim)


def test_een_eigen_deel_is_geen_toeval(amina: Client, mensen: Mensen, tuin: Initiatief) -> None:
    """What was split off looks like it, of course; it stands with what belongs to it."""
    velden = {"titel": "Een bankje in de buurttuin aan de Zandheuvel", "verhaal": tuin.verhaal}
    splits(
        initiatief=tuin,
        door=mensen.amina,
        wijk=mensen.slotjes,
        titel=velden["titel"],
        verhaal=velden["verhaal"],
    )
    context = amina.get(tuin.get_werkbank_url()).context
    assert context["gelijk"] == []
    [deel] = context["hoort_hierbij"]
    assert deel.titel == velden["titel"]


def test_het_aantal_vragen_aan_de_database_groeit_niet(
    amina: Client, mensen: Mensen, tuin: Initiatief, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def vul(keer: int) -> None:
        for nummer in range(keer):
            noteer(initiatief=tuin, door=mensen.wim, tekst=f"Notitie {nummer}.", vermeld=[mensen.olga])
            hang_op(tuin, f"Foto {nummer}")
            Kader.objects.create(titel=f"Kader {nummer}", bron="Nota", tekst="Zo is het.")
            plaats_voortgang(initiatief=tuin, door=mensen.daan, tekst=f"Nieuws {nummer}.")

    doe_mee(initiatief=tuin, door=mensen.fatima, bijdrage="Een schep")
    vul(1)
    scherm(amina, tuin)
    with django_assert_num_queries(27):
        scherm(amina, tuin)
    vul(8)
    scherm(amina, tuin)
    with django_assert_num_queries(27):
        scherm(amina, tuin)


# --- Mentions --------------------------------------------------------------------------------------


def test_een_collega_wordt_genoemd(mensen: Mensen, tuin: Initiatief) -> None:
    noteer(initiatief=tuin, door=mensen.amina, tekst="Geheim overleg.", vermeld=[mensen.wim, mensen.bram])
    [mail] = mails_aan(mensen.wim)
    assert mail.onderwerp == f"Amina de Wit vraagt u mee te lezen: {tuin.titel}"
    assert tuin.get_werkbank_url() in mail.tekst
    assert "Geheim" not in mail.tekst + mail.html
    assert list(Initiatief.objects.genoemd(mensen.wim)) == [tuin]
    assert not Initiatief.objects.genoemd(mensen.amina).exists()


def test_wie_het_scherm_opent_heeft_het_gezien(client: Client, mensen: Mensen, tuin: Initiatief) -> None:
    for tekst in ("Kijk je mee?", "En dit ook?"):
        noteer(initiatief=tuin, door=mensen.amina, tekst=tekst, vermeld=[mensen.wim, mensen.bram])
    assert Initiatief.objects.genoemd(mensen.wim).count() == 1
    als_medewerker(client, mensen.wim)

    def lijsten() -> list[str]:
        return [lijst.vraag for lijst in client.get("/werkbank/").context["rond"].lijsten]

    assert "genoemd=ja" in lijsten()
    assert tuin.titel in client.get("/werkbank/?genoemd=ja").content.decode()
    client.head(tuin.get_werkbank_url())
    client.get(tuin.get_werkbank_url(), headers={"Sec-Purpose": "prefetch"})
    assert Initiatief.objects.genoemd(mensen.wim).exists()  # nobody looked yet
    assert "Een collega vraagt u mee te lezen" in scherm(client, tuin)
    assert not Initiatief.objects.genoemd(mensen.wim).exists()
    assert Initiatief.objects.genoemd(mensen.bram).exists()
    assert "genoemd=ja" not in lijsten()
    eerst = Vermelding.objects.filter(gebruiker=mensen.wim).values_list("gezien_op", flat=True)[0]
    assert eerst is not None
    assert eerst > timezone.now() - timedelta(minutes=5)
    assert "Een collega vraagt u mee te lezen" not in scherm(client, tuin)


def test_alleen_wie_het_mag_lezen_kan_worden_genoemd(amina: Client, mensen: Mensen, tuin: Initiatief) -> None:
    with pytest.raises(DomeinFout, match="Chantal Smulders mag dit initiatief niet inzien"):
        noteer(initiatief=tuin, door=mensen.amina, tekst="Kijk.", vermeld=[mensen.chantal])
    assert not Mail.objects.exists()
    adres = f"{tuin.get_werkbank_url()}notitie/"
    keuzes = amina.get(adres).context["form"].fields["vermeld"].queryset
    assert set(keuzes) == {mensen.bram, mensen.olga, mensen.wim}
    fout = amina.post(adres, {"gezien": "0", "tekst": "Kijk.", "vermeld": [mensen.chantal.pk]})
    assert fout.context["form"].errors
    assert fout.context["form"]["tekst"].value() == "Kijk."
    assert amina.post(adres, {"gezien": "0", "tekst": "Kijk.", "vermeld": [mensen.wim.pk]}).status_code == 302
    assert Vermelding.objects.get().gebruiker == mensen.wim


# --- The new acts, through their forms ---------------------------------------------------------------


def test_samenvoegen_met_wat_erop_lijkt(amina: Client, mensen: Mensen, tuin: Initiatief) -> None:
    ander = maak_initiatief(
        mensen.slotjes,
        mensen.fatima,
        mensen.amina,
        titel="Samen een tuin aan de Zandheuvel",
        kenmerk="2026-0002",
        lat=51.6401,
        lon=4.8601,
    )
    adres = f"{tuin.get_werkbank_url()}samenvoegen/"
    form = amina.get(adres).context["form"]
    assert [waarde for waarde, _naam in form.fields["keuze"].widget.choices] == [ander.kenmerk]
    gegevens = {"gezien": "0", "keuze": ander.kenmerk, "tekst": "Jullie wonen naast elkaar."}
    voorbeeld = amina.post(adres, gegevens)
    assert [mail.ontvanger for mail in voorbeeld.context["mails"]] == [mensen.daan, mensen.fatima]
    assert not tuin.gebeurtenissen.exists()
    for _dubbele_klik in range(2):
        assert amina.post(adres, {**gegevens, "stap": "verstuur"})["Location"] == tuin.get_werkbank_url()
    tuin.refresh_from_db()
    assert tuin.samengevoegd_met == ander
    assert Mail.objects.count() == 2


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({}, "Kies een initiatief of vul een kenmerk in."),
        ({"kenmerk": "2026-9999"}, "Wij kennen geen initiatief met dit kenmerk."),
        ({"kenmerk": "\x00"}, "In uw tekst staat een teken"),
        ({"kenmerk": "2025-0001"}, "niet met zichzelf samenvoegen"),
        ({"keuze": "onzin"}, "Kies een initiatief of vul een kenmerk in."),
    ],
)
def test_een_keuze_die_niet_kan(amina: Client, tuin: Initiatief, velden: dict[str, str], zin: str) -> None:
    gegevens = {"gezien": "0", "tekst": "Mijn uitleg.", "stap": "verstuur", **velden}
    tekst = amina.post(f"{tuin.get_werkbank_url()}samenvoegen/", gegevens).content.decode()
    assert zin in tekst
    assert "Mijn uitleg.</textarea>" in tekst
    assert not tuin.gebeurtenissen.exists()


@pytest.mark.parametrize(
    ("naam", "velden"),
    [
        ("samenvoegen", {"kenmerk": "2026-0002"}),
        ("splitsen", {"titel": "Een bankje", "verhaal": "Om te zitten.", "wijk": "wijk"}),
        ("verhuizen", {"naar": "wijk"}),
        ("overnemen", {}),
        ("losmaken", {}),
    ],
)
def test_wie_tweede_is_houdt_de_tekst_en_hoort_wat_er_gebeurde(
    client: Client, mensen: Mensen, tuin: Initiatief, naam: str, velden: dict[str, str]
) -> None:
    als_medewerker(client, mensen.olga)
    ander = maak_initiatief(mensen.slotjes, mensen.fatima, mensen.amina, kenmerk="2026-0002")
    if naam == "losmaken":
        voeg_samen(initiatief=tuin, door=mensen.amina, naar=ander)
    gezien = tuin.gebeurtenissen.order_by("-id").values_list("id", flat=True).first() or 0
    velden = {veld: str(mensen.vrachelen.pk) if w == "wijk" else w for veld, w in velden.items()}
    gegevens = {"gezien": str(gezien), "tekst": "Mijn eigen uitleg.", "stap": "verstuur", **velden}
    noteer(initiatief=tuin, door=mensen.amina, tekst="Ik heb net gebeld.")
    adres = f"{tuin.get_werkbank_url()}{naam}/"
    antwoord = client.post(adres, gegevens)
    tekst = antwoord.content.decode()
    assert "Er is intussen iets veranderd" in tekst
    assert "Ik heb net gebeld." in tekst
    assert "Mijn eigen uitleg.</textarea>" in tekst
    opnieuw = {**gegevens, "gezien": antwoord.context["form"]["gezien"].value()}
    assert client.post(adres, opnieuw).status_code == 302


def test_wie_verhuist_wat_daarna_van_een_ander_is_komt_terug_in_de_werkbank(
    amina: Client, mensen: Mensen, tuin: Initiatief
) -> None:
    adres = f"{tuin.get_werkbank_url()}verhuizen/"
    gegevens = {"gezien": "0", "naar": mensen.vrachelen.pk, "stap": "verstuur"}
    assert amina.post(adres, gegevens)["Location"] == "/werkbank/"
    assert amina.get(tuin.get_werkbank_url()).status_code == 403


def test_overnemen_gaat_in_een_klik_naar_het_voorbeeld(
    client: Client, mensen: Mensen, tuin: Initiatief
) -> None:
    als_medewerker(client, mensen.olga)
    assert f'action="{tuin.get_werkbank_url()}overnemen/"' in scherm(client, tuin)
    voorbeeld = client.post(f"{tuin.get_werkbank_url()}overnemen/", {"gezien": "0"})
    assert [mail.ontvanger for mail in voorbeeld.context["mails"]] == [mensen.daan, mensen.amina]


def test_een_gerealiseerd_initiatief_heeft_geen_kaders_meer_nodig(
    amina: Client, mensen: Mensen, tuin: Initiatief
) -> None:
    Kader.objects.create(titel="Water blijft", bron="Waterplan", tekst="Dempen mag niet.")
    klaar = maak_initiatief(
        mensen.slotjes, mensen.daan, mensen.amina, status=Status.GEREALISEERD, kenmerk="2026-0002"
    )
    assert amina.get(klaar.get_werkbank_url()).context["kaders"] == []
