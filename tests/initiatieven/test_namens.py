"""An employee writes down what somebody tells by phone, at the counter, on paper or in a conversation."""

import html
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from initiatieven.levensloop import AanZet, Kanaal, Nodig, Status
from initiatieven.models import Gebeurtenis, Initiatief, Thema
from initiatieven.services.namens import Verteld, voer_in
from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebruiker, Mail
from kern.profiel import profiel
from kern.werkdagen import plus_werkdagen, vandaag
from rollen.models import Rol, Rolvervulling
from tests.initiatieven.beelden import bestand, jpeg
from tests.inloggen import als_medewerker
from tests.maak import maak_gebruiker, maak_rol
from tests.personen import Mensen

ADRES = "/werkbank/initiatieven/nieuw/"
SLEUTEL = UUID("11111111-1111-4111-8111-111111111111")


def vertelling(mensen: Mensen, **anders: Any) -> dict[str, Any]:
    """What the page posts."""
    return {
        "sleutel": SLEUTEL.hex,
        "kanaal": "telefoon",
        "titel": "Een bankje bij de bushalte",
        "verhaal": "Wachten in de regen is niets voor oude benen.",
        "domein": "fysiek",
        "wijk": mensen.slotjes.pk,
        "plek": "bushalte Zandheuvel",
        "nodig": ["materiaal"],
        "naam": "Riet van Gils",
        "verteld": "on",
        **anders,
    }


def verteld(mensen: Mensen, **anders: Any) -> Verteld:
    velden: dict[str, Any] = {
        "sleutel": uuid4(),
        "kanaal": Kanaal.BALIE,
        "titel": "Een bankje",
        "verhaal": "Om te zitten.",
        "wijk": mensen.slotjes,
        "naam": "Riet van Gils",
        "nodig": [Nodig.MATERIAAL],
    }
    return Verteld(**{**velden, **anders})


def leesbaar(antwoord: Any) -> str:
    return html.unescape(antwoord.content.decode())


def test_aan_de_telefoon_zonder_mailadres(mensen: Mensen) -> None:
    """At once there, with owner, terms and a line that says who wrote it down; nobody can be mailed."""
    client = als_medewerker(Client(), mensen.wim)
    assert client.get(ADRES).status_code == 200
    gegevens = vertelling(mensen, telefoon="0162 - 48 99 11", groep="Seniorenclub De Zandheuvel")
    nagelezen = leesbaar(client.post(ADRES, gegevens))
    assert "Klopt dit?" in nagelezen
    assert "krijgt dus geen mail" in nagelezen
    assert Initiatief.objects.count() == 0
    klaar = client.post(ADRES, {**gegevens, "stap": "bewaar"}, follow=True)
    initiatief = Initiatief.objects.get()
    assert klaar.redirect_chain[-1][0] == initiatief.get_werkbank_url()
    assert (initiatief.status, initiatief.kenmerk) == (Status.INGEDIEND, f"{vandaag().year}-0001")
    assert (initiatief.aan_zet, initiatief.aan_zet_persoon) == (AanZet.MEDEWERKER, mensen.amina)
    assert initiatief.uiterlijk == plus_werkdagen(vandaag(), profiel().termijnen.eerste_reactie)
    assert initiatief.besluit_uiterlijk == plus_werkdagen(vandaag(), profiel().termijnen.route)
    assert (initiatief.kanaal, initiatief.ingevoerd_door) == (Kanaal.TELEFOON, mensen.wim)
    assert (initiatief.telefoon, initiatief.groep) == ("0162 - 48 99 11", "Seniorenclub De Zandheuvel")
    inwoner = initiatief.indiener
    assert inwoner is not None
    assert (inwoner.naam, inwoner.email, inwoner.has_usable_password()) == ("Riet van Gils", None, False)
    regel = initiatief.gebeurtenissen.get()
    assert (regel.soort, regel.door, regel.namens) == (
        Gebeurtenis.Soort.INGEDIEND,
        mensen.wim,
        "wijkwerker",
    )
    assert "na een telefoongesprek" in regel.tekst
    assert list(Mail.objects.values_list("aan", flat=True)) == [mensen.amina.email]


def test_met_mailadres_krijgt_de_inwoner_wat_er_is_opgeschreven(mensen: Mensen) -> None:
    client = als_medewerker(Client(), mensen.amina)
    gegevens = vertelling(mensen, email=" Riet@Voorbeeld.example ", eigen_bijdrage="Ik hou het schoon.")
    voorbeeld = leesbaar(client.post(ADRES, gegevens))
    assert "Deze mail gaat naar Riet van Gils" in voorbeeld
    assert "Wachten in de regen" in voorbeeld
    assert Mail.objects.count() == 0
    client.post(ADRES, {**gegevens, "stap": "bewaar"})
    initiatief = Initiatief.objects.get()
    mail = Mail.objects.get()  # Amina wrote it down herself and is not mailed about it
    assert (mail.aan, mail.ontvanger) == ("riet@voorbeeld.example", initiatief.indiener)
    assert initiatief.kenmerk is not None
    assert initiatief.kenmerk in mail.onderwerp
    for stuk in ("Wachten in de regen", "Ik hou het schoon.", "Materiaal", "Klopt er iets niet?"):
        assert stuk in mail.tekst
        assert stuk in html.unescape(mail.html)


def test_bekend_adres_is_dezelfde_persoon(mensen: Mensen) -> None:
    initiatief = voer_in(
        door=mensen.amina, verteld=verteld(mensen, naam="D. Jansen", email=mensen.daan.email)
    )
    assert initiatief.indiener == mensen.daan
    mensen.daan.refresh_from_db()
    assert mensen.daan.naam == "Daan Jansen"


def test_twee_keer_drukken_is_een_initiatief(mensen: Mensen) -> None:
    client = als_medewerker(Client(), mensen.amina)
    gegevens = vertelling(mensen, stap="bewaar", email="riet@voorbeeld.example")
    adressen = {client.post(ADRES, gegevens)["Location"] for _keer in range(2)}
    assert adressen == {Initiatief.objects.get().get_werkbank_url()}
    assert Mail.objects.count() == 1


def test_de_sleutel_van_een_ander_geeft_niets_prijs(mensen: Mensen) -> None:
    ander = verteld(mensen, sleutel=SLEUTEL)
    voer_in(door=mensen.amina, verteld=ander)
    client = als_medewerker(Client(), mensen.wim)
    antwoord = client.post(ADRES, vertelling(mensen, stap="bewaar"))
    assert "Open de pagina opnieuw" in leesbaar(antwoord)
    assert Initiatief.objects.count() == 1


def test_in_de_wijk_van_een_collega(mensen: Mensen) -> None:
    """Who answers the phone need not work in that wijk; the page of the werkbank is then not theirs."""
    client = als_medewerker(Client(), mensen.amina)
    antwoord = client.post(ADRES, vertelling(mensen, wijk=mensen.vrachelen.pk, stap="bewaar"), follow=True)
    initiatief = Initiatief.objects.get()
    assert (initiatief.behandelaar, antwoord.status_code) == (mensen.chantal, 200)
    assert antwoord.redirect_chain[-1][0] == initiatief.get_absolute_url()
    assert initiatief.gebeurtenissen.get().namens == "wijkmakelaar"


def test_het_publiek_leest_geen_naam_en_geen_nummer(mensen: Mensen) -> None:
    initiatief = voer_in(
        door=mensen.wim,
        verteld=verteld(mensen, telefoon="0162 489911", groep="Wijkvereniging Slotjes"),
    )
    pagina = leesbaar(Client().get(initiatief.get_absolute_url()))
    assert "Opgeschreven door de gemeente" in pagina
    api = Client().get(f"/api/v1/initiatieven/{initiatief.kenmerk}")
    assert api.json()["groep"] == "Wijkvereniging Slotjes"
    for openbaar in (pagina, leesbaar(Client().get("/initiatieven/")), api.content.decode()):
        assert "Riet" not in openbaar
        assert "489911" not in openbaar


def test_fotos_komen_op_het_tweede_scherm(mensen: Mensen) -> None:
    client = als_medewerker(Client(), mensen.amina)
    gegevens = vertelling(mensen, stap="bewaar", foto_beschrijving="De halte zonder bank")
    fout = leesbaar(client.post(ADRES, {**gegevens, "fotos": [bestand(b"geen foto", "a.jpg")]}))
    assert "is geen foto" in fout
    assert 'value="Een bankje bij de bushalte"' in fout
    assert Initiatief.objects.count() == 0
    client.post(ADRES, {**gegevens, "fotos": [bestand(jpeg()), bestand(jpeg())]})
    fotos = Initiatief.objects.get().fotos.all()
    assert [foto.beschrijving for foto in fotos] == ["De halte zonder bank"] * 2


def test_terug_om_iets_te_veranderen_verliest_niets(mensen: Mensen) -> None:
    client = als_medewerker(Client(), mensen.amina)
    pagina = leesbaar(client.post(ADRES, vertelling(mensen, stap="wijzig", telefoon="06 12345678")))
    for getypt in ("Een bankje bij de bushalte", "Wachten in de regen", "06 12345678", "Riet van Gils"):
        assert getypt in pagina
    assert "Lees het na" in pagina


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"kanaal": ""}, "Maak een keuze."),
        ({"kanaal": "website"}, "website"),
        ({"kanaal": "duif"}, "duif"),
        ({"titel": "x" * 101}, "1 teken te lang"),
        ({"verhaal": ""}, "Vul dit in."),
        ({"domein": "goud"}, "Kies een van de drie antwoorden."),
        ({"thema": "bestaat-niet"}, "Kies een onderwerp uit de lijst."),
        ({"wijk": "999999"}, "Kies een wijk of dorp uit de lijst."),
        ({"wijk": ""}, "Vul een postcode in of kies een wijk of dorp."),
        ({"nodig": []}, "Kies wat er nodig is."),
        ({"nodig": ["niets", "geld"]}, "U koos ‘Niets’ en ook iets anders."),
        ({"naam": ""}, "Vul dit in."),
        ({"naam": "x" * 121}, "1 teken te lang"),
        ({"email": "riet@"}, "Dit is geen goed e-mailadres."),
        ({"telefoon": "geen idee"}, "Dit is geen telefoonnummer."),
        ({"telefoon": "112"}, "Dit is geen telefoonnummer."),
        ({"telefoon": "0162 489911 na vijf uur"}, "3 tekens te lang"),
        ({"groep": "x" * 121}, "1 teken te lang"),
        ({"lat": "0", "lon": "0", "wijk": ""}, "Vul een postcode in"),
        ({"verteld": ""}, "Zet hier een vinkje"),
        ({"sleutel": "onzin"}, "UUID"),
    ],
)
def test_foute_invoer_zegt_wat_te_doen_en_houdt_de_rest(
    mensen: Mensen, anders: dict[str, Any], zin: str
) -> None:
    Thema.objects.create(naam=profiel().themas[0], slug="groen-en-natuur")
    client = als_medewerker(Client(), mensen.amina)
    gegevens = vertelling(mensen, stap="bewaar", thema="groen-en-natuur", plek="bij de halte")
    pagina = leesbaar(client.post(ADRES, {**gegevens, **anders}))
    assert zin in pagina
    assert "bij de halte" in pagina
    assert Initiatief.objects.count() == 0
    assert not Gebruiker.objects.filter(naam="Riet van Gils").exists()


def test_zonder_iemand_die_het_oppakt_wordt_er_niets_half_bewaard(mensen: Mensen) -> None:
    client = als_medewerker(Client(), mensen.wim)
    Rolvervulling.objects.exclude(rol=Rol.WIJKWERKER).delete()
    pagina = leesbaar(client.post(ADRES, vertelling(mensen, stap="bewaar")))
    assert "niemand die uw initiatief kan oppakken" in pagina
    assert "Wachten in de regen" in pagina
    assert not Initiatief.objects.exists()
    assert not Gebruiker.objects.filter(naam="Riet van Gils").exists()


def test_gesloten_account(mensen: Mensen) -> None:
    Gebruiker.objects.filter(pk=mensen.daan.pk).update(is_active=False)
    with pytest.raises(DomeinFout, match="Neem contact op met de gemeente"):
        voer_in(door=mensen.amina, verteld=verteld(mensen, email=mensen.daan.email))
    assert not Initiatief.objects.exists()


def test_alleen_wie_mag_invoeren(mensen: Mensen) -> None:
    """The page: 404 for a resident, 403 for an insider without the right; the service refuses them as well."""
    mag = {"amina", "chantal", "olga", "wim"}
    for naam in ("amina", "bram", "chantal", "daan", "els", "fatima", "olga", "teun", "wim"):
        persoon = getattr(mensen, naam)
        client = als_medewerker(Client(), persoon)
        verwacht = 200 if naam in mag else 404 if naam in ("daan", "fatima") else 403
        assert client.get(ADRES).status_code == verwacht, naam
        assert client.post(ADRES, vertelling(mensen)).status_code == verwacht, naam
        if naam not in mag:
            with pytest.raises(GeenRecht):
                voer_in(door=persoon, verteld=verteld(mensen))
    vroeger = maak_gebruiker("Vera Vroeger")
    maak_rol(vroeger, Rol.WIJKWERKER, mensen.slotjes, tot=vandaag())
    with pytest.raises(GeenRecht):
        voer_in(door=vroeger, verteld=verteld(mensen))
    assert Client().get(ADRES)["Location"] == f"/account/login/?next={ADRES}"
