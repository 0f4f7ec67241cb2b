"""The mails to followers: at once, daily and weekly; once, on time, and never what may not be told any more."""

import re
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from initiatieven.levensloop import Status
from initiatieven.models import Bericht, Gebeurtenis, Initiatief, Ritme, Volgt
from initiatieven.services import volgpost
from initiatieven.services.basis import schrijf
from initiatieven.services.behandelen import reageer
from initiatieven.services.verspreiden import verspreid
from initiatieven.services.volgen import stop, verander_ritme, volg
from initiatieven.services.volgpost import stuur_direct, stuur_overzichten
from initiatieven.tasks import overzichten, vergeet
from initiatieven.tasks import verspreid as verspreid_taak
from kern.mail import verstuur_wachtende
from kern.models import Mail
from tests.diensten import Mailvanger
from tests.initiatieven.hulp import mails_aan
from tests.initiatieven.volgers import breng_rond, komende_maandag, maak_thema, nieuws_aan, over, vertel
from tests.maak import maak_gebruiker, maak_initiatief
from tests.personen import Mensen

pytestmark = pytest.mark.django_db


@pytest.fixture
def tuin(mensen: Mensen) -> Initiatief:
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, thema=maak_thema())


def onderwerpen(persoon: Any) -> list[str]:
    return [mail.onderwerp for mail in nieuws_aan(persoon)]


# --- At once ------------------------------------------------------------------------------------------


def test_meteen_is_een_mail_die_zegt_wat_er_gebeurde(mensen: Mensen, tuin: Initiatief) -> None:
    volg(ding=tuin, door=mensen.fatima, ritme=Ritme.DIRECT)
    reageer(initiatief=tuin, door=mensen.amina, tekst="Wat een mooi plan <3")
    verspreid_taak()
    [mail] = nieuws_aan(mensen.fatima)
    assert mail.onderwerp == "Nieuws over “Een buurttuin aan de Zandheuvel”: Amina de Wit reageerde"
    assert mail.aan == mensen.fatima.email
    for tekst in (mail.tekst, mail.html):
        assert "Amina de Wit (wijkmakelaar)" in tekst
        assert "Nu is aan zet: Amina de Wit, uiterlijk" in tekst
        assert tuin.get_absolute_url() in tekst
        assert "omdat u dit volgt" in tekst
    assert "Wat een mooi plan <3" in mail.tekst
    assert "Wat een mooi plan &lt;3" in mail.html
    verspreid_taak()
    assert len(nieuws_aan(mensen.fatima)) == 1


def test_een_gebeurtenis_is_hoogstens_een_mail_hoe_veel_iemand_ook_volgt(
    mensen: Mensen, tuin: Initiatief
) -> None:
    assert tuin.thema is not None
    for ding in (tuin, mensen.slotjes, tuin.thema, "zoek=tuin", "wijk=slotjes&zoek=tuin"):
        volg(ding=ding, door=mensen.fatima, ritme=Ritme.DIRECT)
    vertel(tuin, mensen.daan)
    breng_rond()
    breng_rond(komende_maandag())
    assert len(mails_aan(mensen.fatima)) == 1


def test_over_wat_u_zelf_deed_komt_geen_mail(mensen: Mensen, tuin: Initiatief) -> None:
    for persoon in (mensen.daan, mensen.olga):
        volg(ding=mensen.slotjes, door=persoon, ritme=Ritme.DIRECT)
    for persoon in (mensen.daan, mensen.olga):
        vertel(tuin, persoon)
    breng_rond()
    assert onderwerpen(mensen.daan) == []
    assert onderwerpen(mensen.olga) == [
        "Nieuws over “Een buurttuin aan de Zandheuvel”: Een inwoner vertelt hoe het gaat"
    ]


def test_wie_er_al_mail_over_kreeg_krijgt_geen_tweede(mensen: Mensen, tuin: Initiatief) -> None:
    """Such as a department that was aan zet: `post` mailed it, and now somebody else is."""
    volg(ding=tuin, door=mensen.teun, ritme=Ritme.DIRECT)
    nieuws = vertel(tuin, mensen.amina)
    Mail.objects.create(sleutel=f"gebeurtenis-{nieuws.pk}-{mensen.teun.pk}", aan="x@y.example", tekst="Hoi")
    breng_rond()
    assert onderwerpen(mensen.teun) == []
    assert not Bericht.objects.exists()


def test_een_nieuw_initiatief_staat_in_het_onderwerp_met_zijn_wijk(mensen: Mensen, tuin: Initiatief) -> None:
    volg(ding=mensen.slotjes, door=mensen.fatima, ritme=Ritme.DIRECT)
    schrijf(tuin, Gebeurtenis.Soort.INGEDIEND, door=mensen.daan)
    breng_rond()
    [mail] = nieuws_aan(mensen.fatima)
    assert mail.onderwerp == "Nieuw in Slotjes: Een buurttuin aan de Zandheuvel"
    assert "Naast het plein ligt een leeg veldje" in mail.tekst
    assert "Daan" not in mail.tekst + mail.html


def test_wie_meteen_wil_horen_krijgt_van_een_stapel_een_mail(mensen: Mensen, tuin: Initiatief) -> None:
    """After a week in which the worker stood still."""
    volg(ding=tuin, door=mensen.fatima, ritme=Ritme.DIRECT)
    for nummer in range(volgpost.LOS + 1):
        vertel(tuin, mensen.daan, f"Nieuws {nummer}")
    breng_rond()
    assert onderwerpen(mensen.fatima) == ["6 nieuwe dingen over “Een buurttuin aan de Zandheuvel”"]


def test_een_die_mislukt_houdt_de_anderen_niet_op(
    mensen: Mensen, tuin: Initiatief, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for persoon in (mensen.fatima, mensen.bram):
        volg(ding=tuin, door=persoon, ritme=Ritme.DIRECT)
    vertel(tuin, mensen.daan)
    verspreid()
    echt = volgpost.mail_nieuws

    def struikel(**gegevens: Any) -> int:
        if gegevens["gebruiker_id"] == mensen.bram.pk:
            raise RuntimeError
        return echt(**gegevens)

    monkeypatch.setattr(volgpost, "mail_nieuws", struikel)
    assert stuur_direct() == 1
    assert str(mensen.bram.email) not in caplog.text
    monkeypatch.undo()
    assert stuur_direct() == 1
    assert [len(nieuws_aan(persoon)) for persoon in (mensen.fatima, mensen.bram)] == [1, 1]


# --- Once a day and once a week -----------------------------------------------------------------------


def test_een_overzicht_per_dag_gegroepeerd_met_een_onderwerp_dat_zegt_wat(
    mensen: Mensen, tuin: Initiatief
) -> None:
    bank = maak_initiatief(mensen.slotjes, mensen.bram, mensen.amina, titel="Een bank", kenmerk="2026-0002")
    volg(ding=mensen.slotjes, door=mensen.fatima, ritme=Ritme.DAG)
    for initiatief, tekst in ((tuin, "Het hek staat."), (bank, "De bank is er."), (tuin, "De heg groeit.")):
        vertel(initiatief, mensen.amina, tekst)
    breng_rond(over(1))
    [mail] = nieuws_aan(mensen.fatima)
    assert mail.onderwerp == "3 nieuwe dingen in Slotjes"
    assert "Slotjes" in mail.tekst.split("omdat u dit volgt")[1]
    for tekst in (mail.tekst, mail.html):
        assert tekst.count("Een buurttuin aan de Zandheuvel") == 1
        assert re.search(r"Het hek staat.*De heg groeit", tekst, re.S)
        assert "Amina de Wit vertelt hoe het gaat" in tekst


@pytest.mark.parametrize(
    ("wijken", "onderwerp"),
    [
        (["slotjes"], "Nieuws over “Plan 0”: Amina de Wit vertelt hoe het gaat"),
        (["slotjes", "slotjes"], "2 nieuwe dingen in Slotjes"),
        (["slotjes", "vrachelen"], "2 nieuwe dingen in Slotjes en Vrachelen"),
    ],
)
def test_het_onderwerp_van_een_overzicht(mensen: Mensen, wijken: list[str], onderwerp: str) -> None:
    for nummer, wijk in enumerate(wijken):
        plan = maak_initiatief(
            getattr(mensen, wijk),
            mensen.daan,
            mensen.amina,
            titel=f"Plan {nummer}",
            kenmerk=f"2026-000{nummer}",
        )
        volg(ding=plan, door=mensen.fatima)
    for plan in Initiatief.objects.order_by("-pk"):
        vertel(plan, mensen.amina)
    breng_rond()
    assert onderwerpen(mensen.fatima) == [onderwerp]


def test_een_nieuw_initiatief_in_een_overzicht_vertelt_waar_het_over_gaat(
    mensen: Mensen, tuin: Initiatief
) -> None:
    volg(ding=mensen.slotjes, door=mensen.fatima, ritme=Ritme.DAG)
    schrijf(tuin, Gebeurtenis.Soort.INGEDIEND, door=mensen.daan)
    breng_rond()
    [mail] = nieuws_aan(mensen.fatima)
    assert mail.onderwerp == "Nieuw in Slotjes: Een buurttuin aan de Zandheuvel"
    assert "Naast het plein ligt een leeg veldje" in mail.tekst


def test_voor_zeven_uur_en_op_de_dag_zelf_gaat_er_niets(mensen: Mensen, tuin: Initiatief) -> None:
    volg(ding=tuin, door=mensen.fatima, ritme=Ritme.DAG)
    vertel(tuin, mensen.amina)
    verspreid()
    # What happens after 07:00 is for tomorrow; nothing leaves at night, however late it is.
    for nu, aantal in ((over(1, 0, 1), 0), (over(1, 6, 59), 0), (over(1, 7, 0), 1), (over(1, 23, 59), 0)):
        assert stuur_overzichten(nu=nu) == aantal, nu
    assert len(nieuws_aan(mensen.fatima)) == 1


def test_een_dag_met_twee_rondes_geeft_een_mail_en_de_rest_komt_morgen(
    mensen: Mensen, tuin: Initiatief
) -> None:
    volg(ding=tuin, door=mensen.fatima, ritme=Ritme.DAG)
    vertel(tuin, mensen.amina, "Eerst dit.")
    breng_rond(over(1))
    vertel(tuin, mensen.amina, "Dan dat.")
    breng_rond(over(1, 9))
    assert len(nieuws_aan(mensen.fatima)) == 1
    breng_rond(over(2))
    assert [("Eerst dit." in m.tekst, "Dan dat." in m.tekst) for m in nieuws_aan(mensen.fatima)] == [
        (True, False),
        (False, True),
    ]


@pytest.mark.parametrize(("ritme", "na"), [(Ritme.DAG, over(8)), (Ritme.WEEK, over(15))])
def test_na_een_week_stilstand_komt_er_een_mail_en_geen_zeven(
    mensen: Mensen, tuin: Initiatief, ritme: Ritme, na: datetime
) -> None:
    volg(ding=tuin, door=mensen.fatima, ritme=ritme)
    for nummer in range(9):
        vertel(tuin, mensen.amina, f"Nieuws {nummer}")
    for _keer in range(3):
        breng_rond(na)
    assert onderwerpen(mensen.fatima) == ["9 nieuwe dingen over “Een buurttuin aan de Zandheuvel”"]
    assert "En nog 4 dingen" in nieuws_aan(mensen.fatima)[0].tekst
    assert not Bericht.objects.filter(gemaild_op=None).exists()


def test_per_week_gaat_er_een_op_maandag_om_zeven_uur(mensen: Mensen, tuin: Initiatief) -> None:
    volg(ding=tuin, door=mensen.fatima, ritme=Ritme.WEEK)
    vertel(tuin, mensen.amina)
    verspreid()
    maandag = komende_maandag(7)
    for nu in (over(0, 23), maandag.replace(hour=6, minute=59)):
        assert stuur_overzichten(nu=nu) == 0
    assert stuur_overzichten(nu=maandag) == 1
    assert stuur_overzichten(nu=maandag.replace(hour=20)) == 0


def test_wie_op_maandag_niets_kreeg_krijgt_het_zodra_het_kan(mensen: Mensen, tuin: Initiatief) -> None:
    """The worker stood still on Monday and runs again on Wednesday: then it comes, and the next one on Monday."""
    volg(ding=tuin, door=mensen.fatima, ritme=Ritme.WEEK)
    vertel(tuin, mensen.amina, "Voor het weekend.")
    woensdag = komende_maandag(14).replace(minute=5)
    breng_rond(woensdag + timedelta(days=2))
    assert len(nieuws_aan(mensen.fatima)) == 1
    vertel(tuin, mensen.amina, "Later.")
    breng_rond(woensdag + timedelta(days=2, hours=1))
    assert len(nieuws_aan(mensen.fatima)) == 1
    breng_rond(woensdag + timedelta(days=7))
    assert len(nieuws_aan(mensen.fatima)) == 2


def test_dag_week_en_meteen_naast_elkaar(mensen: Mensen, tuin: Initiatief) -> None:
    bank = maak_initiatief(mensen.vrachelen, mensen.bram, mensen.amina, titel="Een bank", kenmerk="2026-0002")
    volg(ding=tuin, door=mensen.fatima, ritme=Ritme.DIRECT)
    volg(ding=bank, door=mensen.fatima, ritme=Ritme.WEEK)
    vertel(tuin, mensen.amina)
    vertel(bank, mensen.chantal)
    breng_rond(komende_maandag())
    assert onderwerpen(mensen.fatima) == [
        "Nieuws over “Een buurttuin aan de Zandheuvel”: Amina de Wit vertelt hoe het gaat",
        "Nieuws over “Een bank”: Chantal Smulders vertelt hoe het gaat",
    ]


def test_een_heel_lange_lijst_blijft_leesbaar(mensen: Mensen, django_assert_max_num_queries: Any) -> None:
    volg(ding=mensen.slotjes, door=mensen.fatima, ritme=Ritme.DAG)
    for nummer in range(volgpost.INITIATIEVEN + 5):
        plan = maak_initiatief(
            mensen.slotjes, mensen.daan, mensen.amina, titel=f"Plan {nummer}.", kenmerk=f"2026-{nummer:04}"
        )
        vertel(plan, mensen.amina, "woord " * 300)
    verspreid()
    with django_assert_max_num_queries(24):
        assert stuur_overzichten(nu=over(1)) == 1
    [mail] = nieuws_aan(mensen.fatima)
    assert mail.onderwerp == "20 nieuwe dingen in Slotjes"
    assert "Er was ook nieuws over nog 5 initiatieven" in mail.tekst
    assert "Plan 19." in mail.tekst  # the newest first
    assert "Plan 0." not in mail.tekst
    assert len(mail.tekst) < 10_000


# --- What may not be told any more --------------------------------------------------------------------


@pytest.mark.parametrize("ritme", Ritme)
def test_wat_intussen_niet_meer_openbaar_is_lekt_niet(mensen: Mensen, tuin: Initiatief, ritme: Ritme) -> None:
    volg(ding=tuin, door=mensen.fatima, ritme=ritme)
    vertel(tuin, mensen.amina)
    verspreid()
    Initiatief.objects.filter(pk=tuin.pk).update(
        status=Status.CONCEPT, aan_zet="", aan_zet_persoon=None, uiterlijk=None
    )
    breng_rond(komende_maandag())
    assert nieuws_aan(mensen.fatima) == []
    assert not Bericht.objects.exists()


@pytest.mark.parametrize("ritme", Ritme)
@pytest.mark.parametrize(("veld", "waarde"), [("is_active", False), ("email", None)])
def test_wie_intussen_weg_is_krijgt_niets(
    mensen: Mensen, tuin: Initiatief, ritme: Ritme, veld: str, waarde: Any
) -> None:
    volg(ding=tuin, door=mensen.fatima, ritme=ritme)
    vertel(tuin, mensen.amina)
    verspreid()
    setattr(mensen.fatima, veld, waarde)
    mensen.fatima.save()
    breng_rond(komende_maandag())
    assert not Mail.objects.filter(ontvanger=mensen.fatima).exists()
    assert not Bericht.objects.exists()


def test_wie_stopt_krijgt_ook_niet_wat_nog_wachtte(mensen: Mensen, tuin: Initiatief) -> None:
    volgt = volg(ding=tuin, door=mensen.fatima, ritme=Ritme.WEEK)
    vertel(tuin, mensen.amina)
    verspreid()
    stop(volgers=[volgt], door=None)
    breng_rond(komende_maandag())
    assert nieuws_aan(mensen.fatima) == []
    assert not Bericht.objects.exists()


@pytest.mark.parametrize(("naar", "verwacht"), [(Ritme.DAG, Ritme.DAG), (Ritme.DIRECT, Ritme.WEEK)])
def test_wat_wacht_gaat_mee_met_een_ander_ritme(
    mensen: Mensen, tuin: Initiatief, naar: Ritme, verwacht: Ritme
) -> None:
    """But not to "at once": that would be one mail for each line that waited."""
    volgt = volg(ding=tuin, door=mensen.fatima, ritme=Ritme.WEEK)
    vertel(tuin, mensen.amina)
    verspreid()
    verander_ritme(volgt=volgt, ritme=naar, door=mensen.fatima)
    assert [bericht.ritme for bericht in Bericht.objects.all()] == [verwacht]
    assert Volgt.objects.get().ritme == naar


def test_wie_wat_hoorde_wordt_na_een_maand_vergeten(mensen: Mensen, tuin: Initiatief) -> None:
    volg(ding=tuin, door=mensen.fatima, ritme=Ritme.DIRECT)
    volg(ding=tuin, door=mensen.bram, ritme=Ritme.WEEK)
    vertel(tuin, mensen.amina)
    verspreid_taak()
    assert vergeet() == 0
    Bericht.objects.filter(ritme=Ritme.DIRECT).update(gemaild_op=timezone.now() - timedelta(days=31))
    assert vergeet() == 1
    assert [bericht.gebruiker for bericht in Bericht.objects.all()] == [mensen.bram]  # that still waits


# --- Out of the house ---------------------------------------------------------------------------------


def test_de_mail_komt_aan_met_de_koppen_om_te_stoppen(
    mensen: Mensen, tuin: Initiatief, mailvanger: Mailvanger, settings: Settings
) -> None:
    volgt = volg(ding=tuin, door=mensen.fatima, ritme=Ritme.DIRECT)
    volg(ding=mensen.slotjes, door=mensen.bram, ritme=Ritme.DAG)
    vertel(tuin, mensen.amina)
    breng_rond()
    verstuur_wachtende()
    [een], [overzicht] = (mailvanger.voor(str(p.email)) for p in (mensen.fatima, mensen.bram))
    assert str(een["List-Unsubscribe"]).strip() == f"<{settings.PORTAAL_URL}/volgen/{volgt.sleutel}/stop/>"
    for bericht in (een, overzicht):
        assert bericht["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        link = str(bericht["List-Unsubscribe"]).strip(" <>")
        assert all(link in tekst(bericht, soort) for soort in ("plain", "html"))


def tekst(bericht: EmailMessage, soort: str) -> str:
    deel = bericht.get_body((soort,))
    assert deel is not None
    return str(deel.get_content())


def test_een_gewone_mail_heeft_die_koppen_niet(
    mensen: Mensen, tuin: Initiatief, mailvanger: Mailvanger
) -> None:
    reageer(initiatief=tuin, door=mensen.amina, tekst="Wat een mooi plan.")
    verstuur_wachtende()
    [bericht] = mailvanger.voor(str(mensen.daan.email))
    assert bericht["List-Unsubscribe"] is None


def test_als_de_mailserver_weg_is_gaat_er_niets_verloren_en_niets_dubbel(
    mensen: Mensen, tuin: Initiatief, mailvanger: Mailvanger, settings: Settings
) -> None:
    volg(ding=tuin, door=mensen.fatima, ritme=Ritme.DIRECT)
    vertel(tuin, mensen.amina)
    echte_poort, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    breng_rond()
    verstuur_wachtende()
    breng_rond()
    assert Mail.objects.get().pogingen == 1
    settings.EMAIL_PORT = echte_poort
    Mail.objects.update(volgende_poging=Mail.objects.get().aangemaakt)
    verstuur_wachtende()
    assert len(mailvanger.voor(str(mensen.fatima.email))) == 1


def test_de_taken_lopen_leeg_zonder_iets_te_doen(mensen: Mensen) -> None:
    assert verspreid_taak() == 0
    assert overzichten() == 0
    maak_gebruiker("Niemand")
    assert not Mail.objects.exists()
