"""A resident who gets no mail: staff see so, call, and write the answer down."""

import pytest
from django.test import Client

from initiatieven.acties import mogelijk, volgende_stap
from initiatieven.levensloop import AanZet, Kanaal, Status
from initiatieven.models import Initiatief
from initiatieven.services.gesprek import noteer_antwoord, stel_vraag
from initiatieven.tasks import bewaak_termijnen
from kern.fouten import DomeinFout
from kern.models import Mail
from kern.werkdagen import plus_werkdagen, vandaag
from tests.initiatieven.hulp import laat_verlopen, laatste, laatste_id, mails_aan
from tests.inloggen import als_medewerker
from tests.maak import maak_gebruiker, maak_initiatief
from tests.personen import Mensen

pytestmark = pytest.mark.django_db
GEEN_MAIL = "Deze inwoner krijgt geen mail."


@pytest.fixture
def bankje(mensen: Mensen) -> Initiatief:
    truus = maak_gebruiker("Truus Peeters", email=None)
    return maak_initiatief(mensen.slotjes, truus, mensen.amina, titel="Een bankje", telefoon="06-12345678")


def test_het_scherm_en_het_voorbeeld_zeggen_wie_te_bellen(mensen: Mensen, bankje: Initiatief) -> None:
    client = als_medewerker(Client(), mensen.amina)
    scherm = client.get(bankje.get_werkbank_url()).content.decode()
    assert GEEN_MAIL in scherm
    assert '<a href="tel:0612345678">06-12345678</a>' in scherm
    adres = f"{bankje.get_werkbank_url()}vraag/"
    assert GEEN_MAIL in client.get(adres).content.decode()
    voorbeeld = client.post(adres, {"tekst": "Waar precies?", "gezien": str(laatste_id(bankje))})
    assert GEEN_MAIL in voorbeeld.content.decode()
    assert voorbeeld.context["mails"] == []
    assert "<p>Waar precies?</p>" in voorbeeld.content.decode()


def test_zonder_nummer_staat_er_wat_dan(mensen: Mensen, bankje: Initiatief) -> None:
    Initiatief.objects.update(telefoon="")
    scherm = als_medewerker(Client(), mensen.amina).get(bankje.get_werkbank_url()).content.decode()
    assert "Ga langs of schrijf een brief." in scherm


def test_wie_wel_mail_krijgt_wordt_niet_gebeld(mensen: Mensen) -> None:
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    client = als_medewerker(Client(), mensen.amina)
    assert GEEN_MAIL not in client.get(tuin.get_werkbank_url()).content.decode()


def test_een_medewerker_schrijft_het_antwoord_op(mensen: Mensen, bankje: Initiatief) -> None:
    stel_vraag(initiatief=bankje, door=mensen.amina, tekst="Waar precies?")
    bankje.refresh_from_db()
    assert volgende_stap(bankje, vandaag()).actie == "antwoord-inwoner"
    assert "antwoord-inwoner" in mogelijk(bankje)
    client = als_medewerker(Client(), mensen.olga)
    adres = f"{bankje.get_werkbank_url()}antwoord-inwoner/"
    gegevens = {"tekst": "Bij de vijver.", "kanaal": "telefoon", "gezien": str(laatste_id(bankje))}
    assert len(client.post(adres, gegevens).context["mails"]) == 1
    client.post(adres, {**gegevens, "stap": "verstuur"})
    bankje.refresh_from_db()
    assert (bankje.status, bankje.aan_zet_persoon) == (Status.IN_BEHANDELING, mensen.amina)
    assert bankje.uiterlijk == plus_werkdagen(vandaag(), 5)
    regel = laatste(bankje)
    assert (regel.door, regel.afzender, regel.tekst) == (
        mensen.olga,
        "De inwoner (telefoon)",
        "Bij de vijver.",
    )
    [mail] = mails_aan(mensen.amina)
    assert mail.onderwerp == "Antwoord van De inwoner (telefoon): Een bankje"
    pagina = Client().get(bankje.get_absolute_url()).content.decode()
    assert "De inwoner (telefoon), opgeschreven door Olga Brouwers" in pagina
    assert "Truus" not in pagina


def test_zonder_open_vraag_valt_er_niets_op_te_schrijven(mensen: Mensen, bankje: Initiatief) -> None:
    with pytest.raises(DomeinFout, match="geen vraag"):
        noteer_antwoord(initiatief=bankje, door=mensen.amina, tekst="Daar.", kanaal=Kanaal.BALIE)


def test_ook_zonder_mail_verlopen_de_termijnen(mensen: Mensen, bankje: Initiatief) -> None:
    stel_vraag(initiatief=bankje, door=mensen.amina, tekst="Waar precies?")
    for _keer in range(2):
        laat_verlopen(bankje)
        assert bewaak_termijnen() == 1
    bankje.refresh_from_db()
    assert (bankje.status, bankje.aan_zet) == (Status.IN_BEHANDELING, AanZet.MEDEWERKER)
    herinnering, einde = mails_aan(mensen.amina)
    assert "Het telefoonnummer staat in de werkbank." in herinnering.tekst
    assert "06-12345678" not in herinnering.tekst
    assert einde.onderwerp == "Geen antwoord van de inwoner: Een bankje"
    assert Mail.objects.count() == 2
