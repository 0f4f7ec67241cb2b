"""Who starts it together: named in a draft, invited after confirmation, in by a button, and out again."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from initiatieven.levensloop import Status
from initiatieven.models import Betrokkene, Gebeurtenis, Initiatief, TeBevestigen
from initiatieven.services.basis import is_indiener
from initiatieven.services.bevestigd import bevestig as druk_op_de_knop
from initiatieven.services.indienen import bevestig, lees_token, maak_token
from initiatieven.services.mede import HOOGSTENS_MEDE, nodig_uit, stop_als_mede, trek_uitnodiging_in
from initiatieven.services.te_bevestigen import maak_token as maak_uitnodiging
from initiatieven.services.te_bevestigen import ruim_op
from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebruiker, Mail
from tests.initiatieven.stappen import ANTWOORDEN, doorloop, post
from tests.maak import maak_initiatief
from tests.personen import Mensen

MEDE = TeBevestigen.Wat.MEDE
JAN, KEE = "jan@voorbeeld.example", "kee@voorbeeld.example"


def genoemd(initiatief: Initiatief) -> list[str]:
    return list(TeBevestigen.objects.filter(initiatief=initiatief, wat=MEDE).values_list("email", flat=True))


def uitnodiging(email: str) -> str:
    return maak_uitnodiging(TeBevestigen.objects.get(wat=MEDE, email=email))


@pytest.fixture
def initiatief(mensen: Mensen) -> Initiatief:
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)


def test_genoemd_in_een_concept_en_pas_gemaild_na_bevestigen(client: Client, mensen: Mensen) -> None:
    concept = doorloop(client, mensen.slotjes, mede=f"{JAN}\n{KEE}")
    assert genoemd(concept) == [JAN, KEE]
    controle = html.unescape(
        client.get(f"/initiatieven/nieuw/{concept.sleutel}/controleren/").content.decode()
    )
    assert JAN in controle
    post(client, concept, "controleren")
    assert not Mail.objects.filter(aan__in=(JAN, KEE)).exists()
    concept.refresh_from_db()
    bevestig(bewijs=lees_token(maak_token(concept)))
    mails = Mail.objects.filter(aan__in=(JAN, KEE))
    assert {mail.aan for mail in mails} == {JAN, KEE}
    assert all("Sanne" in mail.onderwerp for mail in mails)
    openbaar = Client().get(Initiatief.objects.get().get_absolute_url()).content.decode()
    assert JAN not in openbaar
    assert not Gebruiker.objects.filter(email=JAN).exists(), "an invitation is no account"


@pytest.mark.parametrize(
    ("getypt", "bewaard"),
    [
        (f"{JAN}\r\n{KEE}\r\n", [JAN, KEE]),
        (f" {JAN.upper()} ; {KEE}, ", [JAN, KEE]),
        (f"Jan Smit <{JAN}>\n{JAN}", [JAN]),
        (f"mailto:{JAN}. ({KEE})", [JAN, KEE]),
        (f"{JAN}\n{ANTWOORDEN['wie']['indiener_email'].upper()}", [JAN]),
        ("", []),
    ],
)
def test_ruim_lezen_wat_iemand_plakt(client: Client, mensen: Mensen, getypt: str, bewaard: list[str]) -> None:
    assert genoemd(doorloop(client, mensen.slotjes, mede=getypt)) == bewaard


@pytest.mark.parametrize(
    ("getypt", "zin"),
    [
        ("jan", "“jan” is geen goed e-mailadres."),
        ("jan@", "“jan@” is geen goed e-mailadres."),
        (f"{JAN}\nkee@voorbeeld", "“kee@voorbeeld” is geen goed e-mailadres."),
        ("\n".join(f"a{n}@b.nl" for n in range(6)), "U vulde 6 adressen in. Het kunnen er hoogstens 5 zijn."),
        ("x" * 1501, "1 teken te lang"),
        ("jan@\x00.nl", "een teken dat wij niet kunnen bewaren"),
    ],
)
def test_fout_adres_blijft_staan(client: Client, mensen: Mensen, getypt: str, zin: str) -> None:
    concept = doorloop(client, mensen.slotjes, mede=KEE)
    antwoord = html.unescape(
        post(client, concept, "wie", **{**ANTWOORDEN["wie"], "mede": getypt}).content.decode()
    )
    assert zin in antwoord
    assert getypt.replace("\x00", "").split("\n")[0] in antwoord
    assert genoemd(concept) == [KEE]


def test_adressen_zijn_te_veranderen_en_gaan_met_het_concept_weg(client: Client, mensen: Mensen) -> None:
    concept = doorloop(client, mensen.slotjes, mede=JAN)
    pagina = client.get(f"/initiatieven/nieuw/{concept.sleutel}/wie/").content.decode()
    assert f">\n{JAN}</textarea>" in pagina
    post(client, concept, "wie", **ANTWOORDEN["wie"], mede=KEE)
    assert genoemd(concept) == [KEE]
    TeBevestigen.objects.update(aangemaakt=timezone.now() - timedelta(days=20))
    ruim_op()
    assert genoemd(concept) == [KEE], "named in a draft is kept as long as the draft"
    concept.delete()
    assert not TeBevestigen.objects.exists()


def test_wie_de_uitnodiging_aanneemt_begint_het_mee(initiatief: Initiatief, mensen: Mensen) -> None:
    nodig_uit(initiatief=initiatief, email=f" {JAN.upper()} ", door=mensen.daan)
    mail = Mail.objects.get(aan=JAN)
    assert mail.onderwerp.startswith("Daan vraagt u mee te beginnen")
    gevonden = re.search(r"/bevestig/(\S+)/", mail.tekst)
    assert gevonden is not None
    assert Client().get(gevonden[0]).status_code == 200
    assert not Betrokkene.objects.exists()
    Client().post(gevonden[0])
    rij = Betrokkene.objects.get()
    assert (rij.gebruiker.email, rij.soort) == (JAN, Betrokkene.Soort.MEDE)
    assert is_indiener(rij.gebruiker, initiatief)
    assert genoemd(initiatief) == []
    regel = initiatief.gebeurtenissen.get()
    assert (regel.soort, regel.namens, regel.openbaar) == (Gebeurtenis.Soort.BETROKKEN, "", True)
    assert JAN in Mail.objects.get(ontvanger=mensen.daan).tekst


def test_wie_het_al_begon_begint_het_niet_nog_eens(initiatief: Initiatief, mensen: Mensen) -> None:
    TeBevestigen.objects.create(wat=MEDE, email=mensen.daan.email, initiatief=initiatief, door=mensen.daan)
    druk_op_de_knop(token=uitnodiging(mensen.daan.email))
    assert not Betrokkene.objects.exists()
    assert not initiatief.gebeurtenissen.exists()


def test_afgerond_terwijl_de_uitnodiging_onderweg_was(initiatief: Initiatief, mensen: Mensen) -> None:
    nodig_uit(initiatief=initiatief, email=JAN, door=mensen.daan)
    Initiatief.objects.filter(pk=initiatief.pk).update(
        status=Status.GESTOPT, aan_zet="", aan_zet_persoon=None, uiterlijk=None, afgesloten_op=timezone.now()
    )
    with pytest.raises(DomeinFout, match="al afgerond"):
        druk_op_de_knop(token=uitnodiging(JAN))
    assert not Betrokkene.objects.exists()
    initiatief.refresh_from_db()
    with pytest.raises(DomeinFout, match="niemand meer uitnodigen"):
        nodig_uit(initiatief=initiatief, email=KEE, door=mensen.daan)


def test_intrekken_kan_alleen_wie_uitnodigde(initiatief: Initiatief, mensen: Mensen) -> None:
    Betrokkene.objects.create(initiatief=initiatief, gebruiker=mensen.fatima, soort=Betrokkene.Soort.MEDE)
    nodig_uit(initiatief=initiatief, email=JAN, door=mensen.daan)
    token, pk = uitnodiging(JAN), TeBevestigen.objects.get().pk
    trek_uitnodiging_in(initiatief=initiatief, uitnodiging=pk, door=mensen.fatima)
    assert genoemd(initiatief) == [JAN]
    for _keer in range(2):
        trek_uitnodiging_in(initiatief=initiatief, uitnodiging=pk, door=mensen.daan)
    with pytest.raises(DomeinFout):
        druk_op_de_knop(token=token)


@pytest.mark.parametrize(
    ("wie", "zin"),
    [("daan", "wie dit begon"), ("fatima", "doet al mee")],
)
def test_wie_er_al_bij_hoort_wordt_niet_uitgenodigd(
    initiatief: Initiatief, mensen: Mensen, wie: str, zin: str
) -> None:
    Betrokkene.objects.create(initiatief=initiatief, gebruiker=mensen.fatima, soort=Betrokkene.Soort.MEDE)
    with pytest.raises(DomeinFout, match=zin):
        nodig_uit(initiatief=initiatief, email=getattr(mensen, wie).email, door=mensen.daan)


def test_hoogstens_vijf(initiatief: Initiatief, mensen: Mensen) -> None:
    Betrokkene.objects.create(initiatief=initiatief, gebruiker=mensen.fatima, soort=Betrokkene.Soort.MEDE)
    for nummer in range(HOOGSTENS_MEDE - 1):
        nodig_uit(initiatief=initiatief, email=f"a{nummer}@voorbeeld.example", door=mensen.daan)
    nodig_uit(
        initiatief=initiatief, email="a0@voorbeeld.example", door=mensen.daan
    )  # once more is the same one
    with pytest.raises(DomeinFout, match="hoogstens 5"):
        nodig_uit(initiatief=initiatief, email=JAN, door=mensen.daan)
    assert len(genoemd(initiatief)) == HOOGSTENS_MEDE - 1


def test_een_volle_mailbox_houdt_het_initiatief_niet_tegen(client: Client, mensen: Mensen) -> None:
    """Five initiatives named Jan within the hour: the sixth is there, and Jan gets no sixth mail."""
    for nummer in range(6):
        bezoeker = Client(REMOTE_ADDR=f"10.0.0.{nummer}")
        concept = doorloop(bezoeker, mensen.slotjes, mede=JAN)
        post(bezoeker, concept, "controleren")
        concept.refresh_from_db()
        bevestig(bewijs=lees_token(maak_token(concept)))
    assert Initiatief.objects.openbaar().count() == 6
    assert Mail.objects.filter(aan=JAN).count() == 5


def test_weer_weggaan(initiatief: Initiatief, mensen: Mensen) -> None:
    Betrokkene.objects.create(initiatief=initiatief, gebruiker=mensen.fatima, soort=Betrokkene.Soort.MEDE)
    for _keer in range(2):
        stop_als_mede(initiatief=initiatief, door=mensen.fatima)
    assert not is_indiener(mensen.fatima, initiatief)
    regel = initiatief.gebeurtenissen.get()
    assert (regel.openbaar, regel.door) == (False, mensen.fatima)
    assert Mail.objects.get().ontvanger == mensen.daan


def test_alleen_wie_het_begon_nodigt_uit(initiatief: Initiatief, mensen: Mensen) -> None:
    """Not a neighbour, and not the municipality either; who started it too may."""
    Betrokkene.objects.create(initiatief=initiatief, gebruiker=mensen.fatima, soort=Betrokkene.Soort.MEDE)
    for naam in ("amina", "bram", "chantal", "els", "olga", "teun", "wim"):
        with pytest.raises(GeenRecht):
            nodig_uit(initiatief=initiatief, email=JAN, door=getattr(mensen, naam))
        with pytest.raises(GeenRecht):
            trek_uitnodiging_in(initiatief=initiatief, uitnodiging=1, door=getattr(mensen, naam))
    nodig_uit(initiatief=initiatief, email=JAN, door=mensen.fatima)
    assert genoemd(initiatief) == [JAN]


def test_groep_is_te_lezen_en_de_naam_niet(client: Client, mensen: Mensen) -> None:
    concept = doorloop(client, mensen.slotjes, groep="Buurtvereniging De Zandheuvel")
    post(client, concept, "controleren")
    concept.refresh_from_db()
    bevestig(bewijs=lees_token(maak_token(concept)))
    initiatief = Initiatief.objects.get()
    antwoord: Any = Client().get(f"/api/v1/initiatieven/{initiatief.kenmerk}").json()
    assert antwoord["groep"] == "Buurtvereniging De Zandheuvel"
    pagina = Client().get(initiatief.get_absolute_url()).content.decode()
    assert "Buurtvereniging De Zandheuvel" in pagina
    assert "Sanne" not in pagina
