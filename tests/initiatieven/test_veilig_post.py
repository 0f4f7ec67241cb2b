"""Mail is no weapon and no leak: whom it reaches, what it says, and what an old one still opens."""

from datetime import timedelta

import pytest
from django.test import Client

from initiatieven.models import Initiatief, Ritme, TeBevestigen, Uitvraag, Volgt
from initiatieven.services.bevestigd import bevestig
from initiatieven.services.concept import maak_verder_token
from initiatieven.services.indienen import maak_token as maak_indientoken
from initiatieven.services.mede import nodig_uit, stop_als_mede
from initiatieven.services.samenvoegen import maak_los, voeg_samen
from initiatieven.services.te_bevestigen import MAILS_PER_UUR, maak_token
from initiatieven.services.uitvragen import LINK_WERKT, beantwoord_uitvraag, vraag_derde
from initiatieven.services.volgen import volg
from initiatieven.stoplink import voor_ritme
from initiatieven.views.eigen import UITNODIGINGEN_PER_UUR
from kern.fouten import DomeinFout
from kern.models import Mail
from kern.werkdagen import vandaag
from tests.initiatieven.hulp import mails_aan
from tests.initiatieven.stappen import doorloop, post
from tests.maak import maak_initiatief
from tests.personen import Mensen

pytestmark = pytest.mark.django_db
RECLAME = "Win nu op www.gratis.example"
KEE = "kee@voorbeeld.example"


@pytest.fixture
def tuin(mensen: Mensen) -> Initiatief:
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)


@pytest.fixture
def bank(mensen: Mensen) -> Initiatief:
    return maak_initiatief(
        mensen.slotjes, mensen.fatima, mensen.amina, kenmerk="2026-0002", titel="Een bank bij de vijver"
    )


# --- What a mail says ---------------------------------------------------------------------------------


def test_een_onbekende_kan_geen_eigen_woorden_naar_een_ander_laten_mailen(
    client: Client, mensen: Mensen, schone_cache: None
) -> None:
    """Nobody proved these addresses, so nothing that was typed goes there under the name of the municipality."""
    concept = doorloop(client, mensen.slotjes, indiener_email="slachtoffer@voorbeeld.example")
    post(client, concept, "wat", titel=RECLAME, verhaal=RECLAME, domein="beide")
    client.post(f"/initiatieven/nieuw/{concept.sleutel}/later/", {"email": KEE})
    post(client, concept, "controleren")
    mails = list(Mail.objects.all())
    assert {mail.aan for mail in mails} == {KEE, "slachtoffer@voorbeeld.example"}
    for mail in mails:
        assert "gratis" not in mail.onderwerp + mail.tekst + mail.html


@pytest.mark.parametrize("naam", [RECLAME, "Gratis.example", "Bel 06 12345678", "Sanne@voorbeeld.example"])
def test_een_naam_is_geen_boodschap(client: Client, mensen: Mensen, naam: str, schone_cache: None) -> None:
    """It goes to whom somebody invites, and its first word may stand on the page."""
    concept = doorloop(client, mensen.slotjes)
    wie = {"indiener_naam": naam, "indiener_email": KEE}
    assert "alleen uw naam" in post(client, concept, "wie", **wie).content.decode()
    concept.refresh_from_db()
    assert concept.indiener_naam == "Sanne de Bruin"


@pytest.mark.parametrize("naam", ["J.R. de Vries", "Anne-Fleur van 't Hof", "Özlem Çelik", "D."])
def test_een_bijzondere_naam_is_een_naam(client: Client, mensen: Mensen, naam: str) -> None:
    assert doorloop(client, mensen.slotjes, indiener_naam=naam).indiener_naam == naam


def test_wie_bevestigt_leest_onder_welke_naam(client: Client, tuin: Initiatief, schone_cache: None) -> None:
    """Somebody else may have filled it in, and the account keeps it."""
    client.post(f"{tuin.get_absolute_url()}reactie/", {"tekst": "Mooi.", "naam": "Sukkel", "email": KEE})
    pagina = client.get(f"/bevestig/{maak_token(TeBevestigen.objects.get())}/").content.decode()
    assert "U vulde in: Sukkel." in pagina


def test_wie_door_samenvoegen_samen_begint_krijgt_elkaars_adres_niet(
    mensen: Mensen, tuin: Initiatief, bank: Initiatief
) -> None:
    voeg_samen(initiatief=bank, door=mensen.amina, naar=tuin)
    stop_als_mede(initiatief=tuin, door=mensen.fatima)
    assert str(mensen.fatima.email) not in "".join(
        m.onderwerp + m.tekst + m.html for m in mails_aan(mensen.daan)
    )
    assert "begint" in mails_aan(mensen.daan)[-1].tekst


def test_het_adres_van_een_genodigde_kent_alleen_wie_uitnodigde(
    mensen: Mensen, tuin: Initiatief, bank: Initiatief, schone_cache: None
) -> None:
    voeg_samen(initiatief=bank, door=mensen.amina, naar=tuin)
    nodig_uit(initiatief=tuin, email=KEE, door=mensen.fatima)
    bevestig(token=maak_token(TeBevestigen.objects.get(email=KEE)))
    assert KEE not in mails_aan(mensen.daan)[-1].tekst + mails_aan(mensen.daan)[-1].html


def test_wie_uitnodigde_leest_wie_het_werd(mensen: Mensen, tuin: Initiatief, schone_cache: None) -> None:
    nodig_uit(initiatief=tuin, email=KEE, door=mensen.daan)
    bevestig(token=maak_token(TeBevestigen.objects.get(email=KEE)))
    assert KEE in mails_aan(mensen.daan)[-1].tekst


def test_een_uitnodiging_van_wie_er_niet_meer_bij_hoort_laat_niemand_binnen(
    mensen: Mensen, tuin: Initiatief, bank: Initiatief, schone_cache: None
) -> None:
    """Undoing a merge puts the others out again; whom they invited meanwhile may not stay behind with the key."""
    voeg_samen(initiatief=bank, door=mensen.amina, naar=tuin)
    nodig_uit(initiatief=tuin, email=KEE, door=mensen.fatima)
    bank.refresh_from_db()
    maak_los(initiatief=bank, door=mensen.amina)
    with pytest.raises(DomeinFout, match="nieuwe uitnodiging"):
        bevestig(token=maak_token(TeBevestigen.objects.get(email=KEE)))
    assert not tuin.betrokkenen.mede().exists()


# --- How much -----------------------------------------------------------------------------------------


def test_een_postbus_loopt_niet_vol_met_plusadressen(
    client: Client, tuin: Initiatief, schone_cache: None
) -> None:
    for nummer in range(MAILS_PER_UUR + 3):
        client.post(f"{tuin.get_absolute_url()}steunen/", {"email": f"kee+{nummer}@voorbeeld.example"})
    assert Mail.objects.filter(aan__startswith="kee+").count() == MAILS_PER_UUR


def test_uitnodigen_en_intrekken_mailt_niet_de_hele_stad(
    client: Client, mensen: Mensen, tuin: Initiatief, schone_cache: None
) -> None:
    client.force_login(mensen.daan)
    adres = f"/mijn/initiatieven/{tuin.kenmerk}/samen/"
    for nummer in range(UITNODIGINGEN_PER_UUR + 2):
        client.post(adres, {"stap": "nodig-uit", "email": f"buur{nummer}@voorbeeld.example"})
        for rij in TeBevestigen.objects.all():
            client.post(adres, {"stap": "trek-in", "uitnodiging": rij.pk})
    assert Mail.objects.filter(aan__startswith="buur").count() == UITNODIGINGEN_PER_UUR


# --- What an old mail opens ---------------------------------------------------------------------------


def test_een_oude_mail_toont_het_antwoord_van_een_ander_niet_voor_altijd(
    client: Client, mensen: Mensen, tuin: Initiatief
) -> None:
    """What a partner answers is for staff; the link is passed on and kept for years."""
    vraag_derde(
        initiatief=tuin,
        door=mensen.amina,
        organisatie="Thuisvester",
        email="wijk@thuisvester.example",
        vraag="Mag het?",
    )
    uitvraag = Uitvraag.objects.get()
    beantwoord_uitvraag(uitvraag=uitvraag, naam="Ria Bos", tekst="Nee, want de buurman klaagt.")
    adres = uitvraag.get_absolute_url()
    assert "de buurman klaagt" in client.get(adres).content.decode()
    Uitvraag.objects.update(uiterlijk=vandaag() - LINK_WERKT - timedelta(days=1))
    antwoord = client.get(adres)
    assert antwoord.status_code == 410
    for geheim in ("de buurman klaagt", "Ria Bos"):
        assert geheim not in antwoord.content.decode()


def test_een_sleutel_past_op_een_slot(
    client: Client, mensen: Mensen, tuin: Initiatief, schone_cache: None
) -> None:
    """A link of one kind does nothing where another kind is expected."""
    concept = Initiatief.objects.create(titel="Bank", verhaal="Een bank.", indiener_email=KEE)
    client.post(f"{tuin.get_absolute_url()}steunen/", {"email": KEE})
    volgt = volg(ding=tuin, door=mensen.fatima)
    sleutels = {
        "bevestig/{}/": maak_token(TeBevestigen.objects.get()),
        "initiatieven/verder/{}/": maak_verder_token(concept),
        "initiatieven/bevestigen/{}/": maak_indientoken(concept),
        "volgen/{}/": voor_ritme(mensen.fatima.pk, Ritme(volgt.ritme)),
        "volgen/{}/stop/": str(volgt.sleutel),
    }
    for slot in sleutels:
        for van, sleutel in sleutels.items():
            past = van == slot or {van, slot} == {"volgen/{}/", "volgen/{}/stop/"}
            assert (Client().get(f"/{slot.format(sleutel)}").status_code == 200) == past, (slot, van)
            if not past:
                assert Client().post(f"/{slot.format(sleutel)}").status_code == 404
    assert TeBevestigen.objects.exists()
    assert Volgt.objects.exists()
