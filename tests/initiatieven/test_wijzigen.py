"""Residents correct their story after submission: everybody sees that, only they and staff see what stood there."""

from typing import Any

import pytest
from django.test import Client

from initiatieven.levensloop import Status
from initiatieven.models import Betrokkene, Initiatief, Thema
from initiatieven.services.behandelen import reageer
from initiatieven.services.wijzigen import wijzig_tekst
from kern.fouten import DomeinFout, GeenRecht
from tests.initiatieven.hulp import laatste, laatste_id, mails_aan
from tests.maak import maak_initiatief
from tests.personen import Mensen

pytestmark = pytest.mark.django_db


@pytest.fixture
def tuin(mensen: Mensen) -> Initiatief:
    return maak_initiatief(
        mensen.slotjes,
        mensen.daan,
        mensen.amina,
        verhaal="Bel Piet op 06 12345678.",
        nodig=["geld"],
        plek="Plein",
    )


def formulier(initiatief: Initiatief, **anders: Any) -> dict[str, Any]:
    velden = {
        "titel": initiatief.titel,
        "verhaal": initiatief.verhaal,
        "plek": initiatief.plek,
        "nodig": initiatief.nodig,
        "nodig_toelichting": "",
        "eigen_bijdrage": "",
        "thema": "",
        "gezien": laatste_id(initiatief),
    }
    return velden | anders


def test_iedereen_leest_dat_het_anders_is_en_niet_wat_er_stond(mensen: Mensen, tuin: Initiatief) -> None:
    antwoorden = {"titel": tuin.titel, "verhaal": "Een tuin voor iedereen.", "nodig": ["geld", "mensen"]}
    regel = wijzig_tekst(initiatief=tuin, door=mensen.daan, antwoorden=antwoorden)
    tuin.refresh_from_db()
    assert (tuin.verhaal, tuin.nodig) == ("Een tuin voor iedereen.", ["geld", "mensen"])
    assert regel.openbaar
    assert regel.tekst == "Aangepast: het verhaal en wat er nodig is."
    assert [(v.veld, v.oud, v.nieuw) for v in regel.tekstversies.all()] == [
        ("verhaal", "Bel Piet op 06 12345678.", "Een tuin voor iedereen."),
        ("nodig", "Geld", "Geld, Mensen die meedoen"),
    ]
    openbaar = Client().get(tuin.get_absolute_url()).content.decode()
    assert regel.tekst in openbaar
    assert "06 12345678" not in openbaar


def test_de_behandelaar_en_wie_meebegon_horen_het(mensen: Mensen, tuin: Initiatief) -> None:
    Betrokkene.objects.create(initiatief=tuin, gebruiker=mensen.fatima, soort="mede")
    wijzig_tekst(initiatief=tuin, door=mensen.fatima, antwoorden={"titel": "Een tuin"})
    assert mails_aan(mensen.amina)[0].onderwerp == "De bewoners pasten de tekst aan: Een tuin"
    assert mails_aan(mensen.daan)[0].onderwerp == "De tekst van uw initiatief is aangepast: Een tuin"
    assert not mails_aan(mensen.fatima)


def test_wat_niet_van_de_bewoner_is_blijft_zoals_het_is(mensen: Mensen, tuin: Initiatief) -> None:
    wijzig_tekst(initiatief=tuin, door=mensen.daan, antwoorden={"titel": "Tuin", "status": "gerealiseerd"})
    tuin.refresh_from_db()
    assert tuin.status == Status.INGEDIEND


def test_niets_veranderd_is_geen_regel(mensen: Mensen, tuin: Initiatief) -> None:
    with pytest.raises(DomeinFout, match="niets veranderd"):
        wijzig_tekst(initiatief=tuin, door=mensen.daan, antwoorden={"titel": tuin.titel})
    assert not tuin.gebeurtenissen.exists()


@pytest.mark.parametrize("wie", ["amina", "fatima", "olga"])
def test_een_ander_past_niets_aan(mensen: Mensen, tuin: Initiatief, wie: str) -> None:
    with pytest.raises(GeenRecht):
        wijzig_tekst(initiatief=tuin, door=getattr(mensen, wie), antwoorden={"titel": "Van mij"})


def test_wat_is_samengevoegd_blijft_zoals_het_was(client: Client, mensen: Mensen, tuin: Initiatief) -> None:
    samen = maak_initiatief(
        mensen.slotjes, mensen.daan, mensen.amina, kenmerk="2026-0002", status=Status.SAMENGEVOEGD,
        samengevoegd_met=tuin,
    )  # fmt: skip
    with pytest.raises(DomeinFout):
        wijzig_tekst(initiatief=samen, door=mensen.daan, antwoorden={"titel": "Anders"})
    client.force_login(mensen.daan)
    assert client.get("/mijn/initiatieven/2026-0002/tekst/").status_code == 404


def test_het_formulier_staat_klaar_met_wat_er_stond(client: Client, mensen: Mensen, tuin: Initiatief) -> None:
    thema = Thema.objects.create(naam="Van vroeger", slug="van-vroeger")  # no longer in the profile
    Initiatief.objects.update(thema=thema)
    client.force_login(mensen.daan)
    adres = "/mijn/initiatieven/2026-0001/tekst/"
    tekst = client.get(adres).content.decode()
    assert "Bel Piet op 06 12345678." in tekst
    assert "Van vroeger</option>" in tekst
    antwoord = client.post(adres, formulier(tuin, titel="Een tuin aan het plein", thema=thema.pk))
    assert antwoord["Location"] == tuin.get_absolute_url()
    tuin.refresh_from_db()
    assert tuin.titel == "Een tuin aan het plein"
    assert laatste(tuin).tekst == "Aangepast: de titel."


def test_een_leeg_verhaal_wordt_niet_bewaard(client: Client, mensen: Mensen, tuin: Initiatief) -> None:
    client.force_login(mensen.daan)
    adres = "/mijn/initiatieven/2026-0001/tekst/"
    antwoord = client.post(adres, formulier(tuin, verhaal=" ", titel="Getypt"))
    assert "Vul dit in." in antwoord.content.decode()
    assert "Getypt" in antwoord.content.decode()


def test_wie_iets_miste_leest_het_en_verliest_niets(client: Client, mensen: Mensen, tuin: Initiatief) -> None:
    oud = formulier(tuin, verhaal="Mijn nieuwe verhaal.")
    reageer(initiatief=tuin, door=mensen.amina, tekst="Hoe groot wordt het?")
    client.force_login(mensen.daan)
    adres = "/mijn/initiatieven/2026-0001/tekst/"
    antwoord = client.post(adres, oud).content.decode()
    assert "Er is intussen iets veranderd" in antwoord
    assert "Hoe groot wordt het?" in antwoord
    assert "Mijn nieuwe verhaal." in antwoord
    assert f'value="{laatste_id(tuin)}"' in antwoord
    client.post(adres, oud | {"gezien": laatste_id(tuin)})
    tuin.refresh_from_db()
    assert tuin.verhaal == "Mijn nieuwe verhaal."


@pytest.mark.parametrize("naam", ["tekst", "stoppen", "fotos", "samen"])
def test_alleen_wie_het_begon_komt_op_deze_bladzijden(
    client: Client, mensen: Mensen, tuin: Initiatief, naam: str
) -> None:
    adres = f"/mijn/initiatieven/2026-0001/{naam}/"
    assert client.get(adres)["Location"].startswith("/account/login/")
    client.force_login(mensen.daan)
    assert client.get(adres).status_code == 200
    client.force_login(mensen.fatima)
    for antwoord in (client.get(adres), client.post(adres, {"reden": "Omdat het kan.", "stap": "ik-stop"})):
        assert antwoord.status_code == 404
    Betrokkene.objects.create(initiatief=tuin, gebruiker=mensen.fatima, soort="mede")
    assert client.get(adres).status_code == 200


def test_ik_stop_ermee(client: Client, mensen: Mensen, tuin: Initiatief) -> None:
    client.force_login(mensen.daan)
    adres = "/mijn/initiatieven/2026-0001/stoppen/"
    assert "Vul dit in." in client.post(adres, {"reden": ""}).content.decode()
    client.post(adres, {"reden": "Wij verhuizen.", "gezien": laatste_id(tuin)})
    tuin.refresh_from_db()
    assert (tuin.status, tuin.reden) == (Status.GESTOPT, "Wij verhuizen.")
    assert client.get(adres).status_code == 404


def test_dit_is_niet_af(client: Client, mensen: Mensen) -> None:
    klaar = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=Status.GEREALISEERD)
    client.force_login(mensen.daan)
    adres = "/mijn/initiatieven/2026-0001/heropenen/"
    client.post(adres, {"reden": "Het hek is al om.", "gezien": ""})
    assert klaar.heropenverzoeken.open().get().reden == "Het hek is al om."
    antwoord = client.post(adres, {"reden": "Nog een keer.", "gezien": ""}).content.decode()
    assert "Dit is al gevraagd" in antwoord
    assert "Nog een keer." in antwoord


def test_iemand_uitnodigen_en_dat_intrekken(client: Client, mensen: Mensen, tuin: Initiatief) -> None:
    client.force_login(mensen.daan)
    adres = "/mijn/initiatieven/2026-0001/samen/"
    client.post(adres, {"stap": "nodig-uit", "email": "buur@voorbeeld.example"})
    assert "buur@voorbeeld.example" in client.get(adres).content.decode()
    fout = client.post(adres, {"stap": "nodig-uit", "email": mensen.daan.email}).content.decode()
    assert "Vul het adres van iemand anders in" in fout
    uitnodiging = tuin.te_bevestigen.get().pk
    client.post(adres, {"stap": "trek-in", "uitnodiging": "9" * 30})
    client.post(adres, {"stap": "trek-in", "uitnodiging": uitnodiging})
    assert "buur@voorbeeld.example" not in client.get(adres).content.decode()


def test_wie_meebegon_stapt_eruit(client: Client, mensen: Mensen, tuin: Initiatief) -> None:
    Betrokkene.objects.create(initiatief=tuin, gebruiker=mensen.fatima, soort="mede")
    client.force_login(mensen.fatima)
    adres = "/mijn/initiatieven/2026-0001/samen/"
    assert "Ik begin dit niet meer mee" in client.get(adres).content.decode()
    client.post(adres, {"stap": "ik-stop"})
    assert client.get(adres).status_code == 404
