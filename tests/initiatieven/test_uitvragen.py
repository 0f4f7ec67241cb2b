"""Questions to a department and to an outside party: asked by mail, answered by a link, back when too late."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from initiatieven.acties import mogelijk, volgende_stap
from initiatieven.levensloop import AanZet, Route, Status, Sturingsrol
from initiatieven.models import Gebeurtenis, Initiatief, Uitvraag
from initiatieven.querysets.initiatief import aan_zet_is
from initiatieven.services.basis import Gewijzigd
from initiatieven.services.behandelen import draag_over, kies_route, start_uitvoering, stop
from initiatieven.services.gesprek import antwoord_afdeling, stel_vraag
from initiatieven.services.uitvragen import NietOpen, Stand, beantwoord_uitvraag, haal_terug, vraag_derde
from initiatieven.services.verhuizen import verhuis
from initiatieven.services.wachten import wacht
from initiatieven.tasks import bewaak_termijnen
from kern.fouten import DomeinFout
from kern.models import Mail
from kern.werkdagen import plus_werkdagen, vandaag
from rollen.models import Rolvervulling, Vakafdeling
from tests.initiatieven.hulp import laat_verlopen, laatste, laatste_id, mails_aan
from tests.inloggen import als_medewerker
from tests.maak import maak_afdeling, maak_initiatief
from tests.personen import Mensen

pytestmark = pytest.mark.django_db
Soort = Gebeurtenis.Soort
POST = "wijkbeheer@thuisvester.example"
VRAAG = "Mag er een tuin op uw grond?"


@pytest.fixture
def tuin(mensen: Mensen) -> Initiatief:
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=Status.IN_BEHANDELING)


@pytest.fixture
def sport(mensen: Mensen) -> Vakafdeling:
    """A department without a teamleider, that answers by mail."""
    return maak_afdeling("Sport", email="sport@voorbeeld.example")


def aan(adres: str) -> list[Mail]:
    return list(Mail.objects.filter(aan=adres).order_by("id"))


def vraag_corporatie(mensen: Mensen, tuin: Initiatief) -> Uitvraag:
    vraag_derde(initiatief=tuin, door=mensen.amina, organisatie="Thuisvester", email=POST, vraag=VRAAG)
    tuin.refresh_from_db()
    return tuin.uitvragen.get(organisatie="Thuisvester", ingetrokken_op=None, te_laat_op=None)


def geef_door(mensen: Mensen, tuin: Initiatief, afdeling: Vakafdeling, vraag: str = VRAAG) -> Uitvraag:
    kies_route(
        initiatief=tuin,
        door=mensen.amina,
        route=Route.DOORGELEIDEN,
        sturingsrol=Sturingsrol.PRESTEREND,
        antwoord="De afdeling kijkt ernaar.",
        afdeling=afdeling,
        vraag=vraag,
    )
    tuin.refresh_from_db()
    return tuin.uitvragen.get(afdeling=afdeling, ingetrokken_op=None, te_laat_op=None)


# --- An outside party ---------------------------------------------------------------------------------


def test_een_derde_is_aan_zet_en_de_behandelaar_blijft_eigenaar(mensen: Mensen, tuin: Initiatief) -> None:
    uitvraag = vraag_corporatie(mensen, tuin)
    assert (tuin.aan_zet, tuin.aan_zet_derde) == (AanZet.DERDE, "Thuisvester")
    assert (tuin.aan_zet_persoon, tuin.status) == (mensen.amina, Status.IN_BEHANDELING)
    assert tuin.uiterlijk == uitvraag.uiterlijk == plus_werkdagen(vandaag(), 15)
    assert (laatste(tuin).soort, laatste(tuin).openbaar) == (Soort.UITGEZET, True)
    [mail] = aan(POST)
    assert mail.onderwerp.startswith("Vraag van de gemeente")
    assert VRAAG in mail.tekst
    assert uitvraag.get_absolute_url() in mail.tekst
    assert mail.vertrouwelijk
    assert mensen.daan.naam not in mail.tekst + mail.html
    [aan_daan] = mails_aan(mensen.daan)
    assert "Thuisvester is aan zet." in aan_daan.tekst
    assert str(uitvraag.sleutel) not in aan_daan.tekst + aan_daan.html


def test_het_eerste_woord_telt_als_reactie(mensen: Mensen) -> None:
    nieuw = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    vraag_corporatie(mensen, nieuw)
    assert nieuw.eerste_reactie_op is not None
    assert nieuw.status == Status.IN_BEHANDELING


def test_in_uitvoering_blijft_het_in_uitvoering(mensen: Mensen) -> None:
    tuin = maak_initiatief(
        mensen.slotjes, mensen.daan, mensen.amina, status=Status.IN_UITVOERING, route=Route.BEGELEIDEN
    )
    uitvraag = vraag_corporatie(mensen, tuin)
    assert tuin.status == Status.IN_UITVOERING
    beantwoord_uitvraag(uitvraag=uitvraag, naam="Ria", tekst="Ja.")
    tuin.refresh_from_db()
    assert (tuin.status, tuin.aan_zet) == (Status.IN_UITVOERING, AanZet.MEDEWERKER)


def test_het_antwoord_gaat_naar_de_behandelaar_en_staat_niet_op_de_website(
    mensen: Mensen, tuin: Initiatief
) -> None:
    uitvraag = vraag_corporatie(mensen, tuin)
    beantwoord_uitvraag(uitvraag=uitvraag, naam="Ria Bos", tekst="Dat mag. <b>Graag</b> & snel.")
    tuin.refresh_from_db()
    assert (tuin.aan_zet, tuin.aan_zet_derde, tuin.aan_zet_persoon) == (AanZet.MEDEWERKER, "", mensen.amina)
    assert tuin.uiterlijk == plus_werkdagen(vandaag(), 5)
    regel = laatste(tuin)
    assert (regel.soort, regel.openbaar, regel.door) == (Soort.ANTWOORD, False, None)
    assert regel.afzender == "Ria Bos, Thuisvester"
    mail = mails_aan(mensen.amina)[-1]
    assert mail.onderwerp == f"Antwoord van Ria Bos, Thuisvester: {tuin.titel}"
    assert "Dat mag. <b>Graag</b> & snel." in mail.tekst
    assert "&lt;b&gt;Graag&lt;/b&gt; &amp; snel." in mail.html
    assert len(mails_aan(mensen.daan)) == 1  # of the question only


def test_een_antwoord_telt_een_keer(mensen: Mensen, tuin: Initiatief) -> None:
    uitvraag = vraag_corporatie(mensen, tuin)
    beantwoord_uitvraag(uitvraag=uitvraag, naam="Ria Bos", tekst="Dat mag.")
    with pytest.raises(NietOpen) as fout:
        beantwoord_uitvraag(uitvraag=uitvraag, naam="Kees", tekst="Dat mag niet.")
    assert fout.value.stand is Stand.BEANTWOORD
    uitvraag.refresh_from_db()
    assert (uitvraag.antwoord, uitvraag.antwoord_van) == ("Dat mag.", "Ria Bos")
    assert tuin.gebeurtenissen.filter(soort=Soort.ANTWOORD).count() == 1


def test_een_lange_naam_van_een_lange_organisatie_past(mensen: Mensen, tuin: Initiatief) -> None:
    vraag_derde(initiatief=tuin, door=mensen.amina, organisatie="O" * 120, email=POST, vraag=VRAAG)
    beantwoord_uitvraag(uitvraag=tuin.uitvragen.get(), naam="N" * 120, tekst="a" * 5000)
    assert len(laatste(tuin).afzender) == 120


def test_niet_twee_vragen_tegelijk(mensen: Mensen, tuin: Initiatief) -> None:
    vraag_corporatie(mensen, tuin)
    with pytest.raises(DomeinFout, match="ligt nu bij Thuisvester"):
        vraag_derde(initiatief=tuin, door=mensen.amina, organisatie="Politie", email=POST, vraag=VRAAG)
    eerste = Uitvraag.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Uitvraag.objects.create(
            initiatief=tuin,
            organisatie="Politie",
            email=POST,
            vraag=VRAAG,
            gesteld_door=mensen.amina,
            uiterlijk=eerste.uiterlijk,
        )


@pytest.mark.parametrize("status", [Status.WACHT_OP_INDIENER, Status.GESTOPT])
def test_wanneer_een_vraag_aan_een_ander_niet_past(mensen: Mensen, status: Status) -> None:
    velden: dict[str, Any] = (
        {"aan_zet": AanZet.INDIENER, "aan_zet_persoon": mensen.daan}
        if status == Status.WACHT_OP_INDIENER
        else {}
    )
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=status, **velden)
    with pytest.raises(DomeinFout):
        vraag_derde(initiatief=tuin, door=mensen.amina, organisatie="Politie", email=POST, vraag=VRAAG)
    assert not Uitvraag.objects.exists()


def test_wie_iets_miste_leest_dat_eerst(mensen: Mensen, tuin: Initiatief) -> None:
    gezien = laatste_id(tuin)
    vraag_corporatie(mensen, tuin)
    with pytest.raises(Gewijzigd):
        haal_terug(initiatief=tuin, door=mensen.olga, reden="Dubbel.", gezien=gezien)


# --- A department -------------------------------------------------------------------------------------


def test_een_afdeling_zonder_teamleider_krijgt_een_link(
    mensen: Mensen, tuin: Initiatief, sport: Vakafdeling
) -> None:
    uitvraag = geef_door(mensen, tuin, sport)
    assert (tuin.aan_zet, tuin.aan_zet_afdeling) == (AanZet.VAKAFDELING, sport)
    assert tuin.aan_zet_persoon == mensen.amina
    assert tuin.uiterlijk == plus_werkdagen(vandaag(), 15)
    assert laatste(tuin).soort == Soort.DOORGELEID
    [mail] = aan(sport.email)
    assert uitvraag.get_absolute_url() in mail.tekst
    assert "De afdeling Sport is aan zet." in mails_aan(mensen.daan)[0].tekst
    assert volgende_stap(tuin, vandaag()).actie == ""

    beantwoord_uitvraag(uitvraag=uitvraag, naam="Kim", tekst="Dat kan op het veld.")
    tuin.refresh_from_db()
    assert (tuin.aan_zet, tuin.aan_zet_afdeling) == (AanZet.MEDEWERKER, None)
    assert volgende_stap(tuin, vandaag()).actie == "uitvoering"
    start_uitvoering(initiatief=tuin, door=mensen.amina, tekst="Wij beginnen.")


def test_zonder_vraag_staat_er_een_gewone_vraag(mensen: Mensen, tuin: Initiatief, sport: Vakafdeling) -> None:
    """What was written to the resident is not mailed on: it may hold their name."""
    uitvraag = geef_door(mensen, tuin, sport, vraag="")
    assert uitvraag.vraag == "Kunt u hierbij helpen, en wat is daarvoor nodig?"
    assert laatste(tuin).tekst == "De afdeling kijkt ernaar."
    assert "De afdeling kijkt ernaar." not in aan(sport.email)[0].tekst


def test_een_collega_van_de_teamleider_antwoordt_met_de_link(mensen: Mensen, tuin: Initiatief) -> None:
    Vakafdeling.objects.filter(pk=mensen.openbare_ruimte.pk).update(email="or@voorbeeld.example")
    mensen.openbare_ruimte.refresh_from_db()
    uitvraag = geef_door(mensen, tuin, mensen.openbare_ruimte)
    assert tuin.aan_zet_persoon == mensen.teun
    assert len(aan("or@voorbeeld.example")) == len(mails_aan(mensen.teun)) == 1
    beantwoord_uitvraag(uitvraag=uitvraag, naam="Vera", tekst="De grond is van ons.")
    tuin.refresh_from_db()
    assert tuin.aan_zet_persoon == mensen.amina
    assert mails_aan(mensen.teun)[-1].onderwerp.startswith("Antwoord van Vera, Openbare Ruimte")


def test_het_adres_van_de_teamleider_krijgt_niet_twee_keer_post(mensen: Mensen, tuin: Initiatief) -> None:
    Vakafdeling.objects.filter(pk=mensen.openbare_ruimte.pk).update(email=mensen.teun.email)
    mensen.openbare_ruimte.refresh_from_db()
    geef_door(mensen, tuin, mensen.openbare_ruimte)
    assert len(mails_aan(mensen.teun)) == 1


def test_na_het_antwoord_van_de_teamleider_toont_de_link_dat(mensen: Mensen, tuin: Initiatief) -> None:
    uitvraag = geef_door(mensen, tuin, mensen.openbare_ruimte)
    antwoord_afdeling(initiatief=tuin, door=mensen.teun, tekst="De grond is van ons.")
    uitvraag.refresh_from_db()
    assert (uitvraag.antwoord, uitvraag.antwoord_van) == ("De grond is van ons.", "Teun Akkermans")
    assert laatste(tuin).openbaar
    with pytest.raises(NietOpen):
        beantwoord_uitvraag(uitvraag=uitvraag, naam="Vera", tekst="Ook nog iets.")


def test_opnieuw_doorgeleiden_maakt_de_oude_link_dicht(
    mensen: Mensen, tuin: Initiatief, sport: Vakafdeling
) -> None:
    eerste = geef_door(mensen, tuin, sport)
    tweede = geef_door(mensen, tuin, sport, vraag="En het veld ernaast?")
    eerste.refresh_from_db()
    assert eerste.ingetrokken_op is not None
    assert tweede.sleutel != eerste.sleutel
    derde = geef_door(mensen, tuin, mensen.openbare_ruimte)
    tweede.refresh_from_db()
    assert tweede.ingetrokken_op is not None
    assert derde.ingetrokken_op is None
    assert aan(sport.email)[-1].onderwerp == f"Uw antwoord is niet meer nodig: {tuin.titel}"


def test_een_andere_naam_van_de_afdeling_verandert_niets(
    mensen: Mensen, tuin: Initiatief, sport: Vakafdeling
) -> None:
    uitvraag = geef_door(mensen, tuin, sport)
    Vakafdeling.objects.filter(pk=sport.pk).update(naam="Sport en Bewegen")
    uitvraag = Uitvraag.objects.get(pk=uitvraag.pk)
    beantwoord_uitvraag(uitvraag=uitvraag, naam="Kim", tekst="Ja.")
    assert laatste(tuin).afzender == "Kim, Sport en Bewegen"


# --- Too late -----------------------------------------------------------------------------------------


def test_een_paar_dagen_vooraf_een_herinnering(mensen: Mensen, tuin: Initiatief) -> None:
    uitvraag = vraag_corporatie(mensen, tuin)
    assert bewaak_termijnen() == 0
    # Fifteen working days later, less three.
    gesteld = timezone.now() - timedelta(days=20)
    bijna = plus_werkdagen(vandaag(), 3)
    Uitvraag.objects.filter(pk=uitvraag.pk).update(gesteld_op=gesteld, uiterlijk=bijna)
    Initiatief.objects.filter(pk=tuin.pk).update(uiterlijk=bijna)
    assert [bewaak_termijnen(), bewaak_termijnen()] == [1, 0]
    tuin.refresh_from_db()
    assert (tuin.aan_zet, tuin.uiterlijk) == (AanZet.DERDE, bijna)
    herinnering = aan(POST)[-1]
    assert herinnering.onderwerp == f"Wij wachten nog op uw antwoord: {tuin.titel}"
    assert uitvraag.get_absolute_url() in herinnering.tekst
    # The date of the initiative itself still counts after it.
    laat_verlopen(tuin)
    assert bewaak_termijnen() == 1


def test_wie_net_gevraagd_is_wordt_niet_meteen_herinnerd(mensen: Mensen, tuin: Initiatief) -> None:
    uitvraag = vraag_corporatie(mensen, tuin)
    Uitvraag.objects.filter(pk=uitvraag.pk).update(uiterlijk=plus_werkdagen(vandaag(), 2))
    assert bewaak_termijnen() == 0


@pytest.mark.parametrize("dagen", [1, 30])
def test_te_laat_komt_het_terug_bij_de_behandelaar(mensen: Mensen, tuin: Initiatief, dagen: int) -> None:
    uitvraag = vraag_corporatie(mensen, tuin)
    laat_verlopen(tuin, dagen)
    assert [bewaak_termijnen(), bewaak_termijnen()] == [1, 0]
    tuin.refresh_from_db()
    uitvraag.refresh_from_db()
    assert (tuin.aan_zet, tuin.aan_zet_persoon, tuin.aan_zet_derde) == (
        AanZet.MEDEWERKER,
        mensen.amina,
        "",
    )
    assert tuin.uiterlijk == plus_werkdagen(vandaag(), 5)
    assert uitvraag.te_laat_op is not None
    assert (laatste(tuin).soort, laatste(tuin).openbaar) == (Soort.TERUG, True)
    assert laatste(tuin).tekst.startswith("Thuisvester gaf niet op tijd antwoord.")
    assert mails_aan(mensen.amina)[-1].onderwerp == f"Terug bij u: {tuin.titel}"
    assert "uw antwoord is nog steeds welkom" in aan(POST)[-1].tekst
    assert uitvraag.get_absolute_url() in aan(POST)[-1].tekst


def test_een_laat_antwoord_komt_toch_aan(mensen: Mensen, tuin: Initiatief) -> None:
    uitvraag = vraag_corporatie(mensen, tuin)
    laat_verlopen(tuin)
    bewaak_termijnen()
    stel_vraag(initiatief=tuin, door=mensen.amina, tekst="Weet u van wie de grond is?")
    tuin.refresh_from_db()
    datum = tuin.uiterlijk
    beantwoord_uitvraag(uitvraag=uitvraag, naam="Ria", tekst="Toch nog: het mag.")
    tuin.refresh_from_db()
    assert (tuin.status, tuin.aan_zet, tuin.uiterlijk) == (
        Status.WACHT_OP_INDIENER,
        AanZet.INDIENER,
        datum,
    )
    assert (laatste(tuin).soort, laatste(tuin).tekst) == (Soort.ANTWOORD, "Toch nog: het mag.")
    assert "Toch nog: het mag." in mails_aan(mensen.amina)[-1].tekst


def test_een_late_afdeling_hoort_het_en_kan_nog_antwoorden(mensen: Mensen, tuin: Initiatief) -> None:
    """The teamleider can no longer open it in the werkbank, so the mail has the link."""
    uitvraag = geef_door(mensen, tuin, mensen.openbare_ruimte)
    laat_verlopen(tuin)
    bewaak_termijnen()
    tuin.refresh_from_db()
    assert (tuin.aan_zet_persoon, tuin.aan_zet_afdeling) == (mensen.amina, None)
    assert uitvraag.get_absolute_url() in mails_aan(mensen.teun)[-1].tekst
    assert volgende_stap(tuin, vandaag()).actie == "aanpak"
    assert "gaf geen antwoord" in volgende_stap(tuin, vandaag()).zin
    beantwoord_uitvraag(uitvraag=uitvraag, naam="Teun Akkermans", tekst="Het mag.")
    assert volgende_stap(tuin, vandaag()).actie == "uitvoering"


def test_een_teamleider_zonder_rol_krijgt_geen_link_meer(mensen: Mensen, tuin: Initiatief) -> None:
    geef_door(mensen, tuin, mensen.openbare_ruimte)
    Rolvervulling.objects.filter(gebruiker=mensen.teun).update(tot=vandaag())
    laat_verlopen(tuin)
    bewaak_termijnen()
    assert len(mails_aan(mensen.teun)) == 1


# --- Taking back, and acts that make an answer needless ------------------------------------------------


def test_terughalen(mensen: Mensen, tuin: Initiatief) -> None:
    uitvraag = vraag_corporatie(mensen, tuin)
    assert "terughalen" in mogelijk(tuin)
    assert not {"vraag", "derde", "wachten", "antwoord"} & set(mogelijk(tuin))
    haal_terug(initiatief=tuin, door=mensen.amina, reden="De grond is toch van ons.")
    tuin.refresh_from_db()
    uitvraag.refresh_from_db()
    assert (tuin.aan_zet, tuin.aan_zet_persoon) == (AanZet.MEDEWERKER, mensen.amina)
    assert tuin.uiterlijk == plus_werkdagen(vandaag(), 5)
    assert uitvraag.ingetrokken_op is not None
    assert (laatste(tuin).soort, laatste(tuin).tekst) == (Soort.TERUG, "De grond is toch van ons.")
    assert aan(POST)[-1].onderwerp == f"Uw antwoord is niet meer nodig: {tuin.titel}"
    assert uitvraag.get_absolute_url() not in aan(POST)[-1].tekst
    with pytest.raises(NietOpen) as fout:
        beantwoord_uitvraag(uitvraag=uitvraag, naam="Ria", tekst="Het mag.")
    assert fout.value.stand is Stand.NIET_NODIG
    with pytest.raises(DomeinFout, match="niet bij een afdeling of een andere organisatie"):
        haal_terug(initiatief=tuin, door=mensen.amina, reden="Nog eens.")
    assert "terughalen" not in mogelijk(tuin)


def test_terughalen_bij_een_teamleider(mensen: Mensen, tuin: Initiatief) -> None:
    geef_door(mensen, tuin, mensen.openbare_ruimte)
    haal_terug(initiatief=tuin, door=mensen.amina, reden="Toch niet nodig.")
    tuin.refresh_from_db()
    assert mails_aan(mensen.teun)[-1].onderwerp == f"Uw antwoord is niet meer nodig: {tuin.titel}"
    assert len(mails_aan(mensen.teun)) == 2
    assert volgende_stap(tuin, vandaag()).zin.startswith("De vraag aan de afdeling is teruggehaald.")


def test_wie_gesloten_is_wacht_niet_meer_op_antwoord(mensen: Mensen, tuin: Initiatief) -> None:
    uitvraag = vraag_corporatie(mensen, tuin)
    stop(initiatief=tuin, door=mensen.daan, reden="Ik verhuis.")
    uitvraag.refresh_from_db()
    assert uitvraag.ingetrokken_op is not None
    assert aan(POST)[-1].onderwerp.startswith("Uw antwoord is niet meer nodig")
    with pytest.raises(NietOpen):
        beantwoord_uitvraag(uitvraag=uitvraag, naam="Ria", tekst="Het mag.")
    assert bewaak_termijnen() == 0


def test_een_laat_antwoord_na_het_einde_is_niet_meer_nodig(mensen: Mensen, tuin: Initiatief) -> None:
    uitvraag = vraag_corporatie(mensen, tuin)
    laat_verlopen(tuin)
    bewaak_termijnen()
    stop(initiatief=tuin, door=mensen.amina, reden="Het lukt niet.")
    regels = tuin.gebeurtenissen.count()
    with pytest.raises(NietOpen):
        beantwoord_uitvraag(uitvraag=uitvraag, naam="Ria", tekst="Het mag.")
    assert tuin.gebeurtenissen.count() == regels


def test_een_andere_aanpak_maakt_een_antwoord_overbodig(mensen: Mensen, tuin: Initiatief) -> None:
    uitvraag = vraag_corporatie(mensen, tuin)
    kies_route(
        initiatief=tuin,
        door=mensen.amina,
        route=Route.BEGELEIDEN,
        sturingsrol=Sturingsrol.NETWERKEND,
        antwoord="Wij helpen.",
    )
    uitvraag.refresh_from_db()
    assert uitvraag.ingetrokken_op is not None
    assert len(aan(POST)) == 2


def test_een_andere_wijk_en_een_andere_behandelaar(mensen: Mensen, tuin: Initiatief) -> None:
    """The question stays, the answer goes to whoever handles it then."""
    uitvraag = vraag_corporatie(mensen, tuin)
    draag_over(initiatief=tuin, door=mensen.amina, naar=mensen.olga)
    tuin.refresh_from_db()
    assert tuin.aan_zet_persoon == mensen.olga
    verhuis(initiatief=tuin, door=mensen.olga, naar=mensen.vrachelen)
    tuin.refresh_from_db()
    assert (tuin.aan_zet, tuin.aan_zet_persoon) == (AanZet.DERDE, mensen.chantal)
    beantwoord_uitvraag(uitvraag=uitvraag, naam="Ria", tekst="Het mag.")
    tuin.refresh_from_db()
    assert tuin.aan_zet_persoon == mensen.chantal
    assert mails_aan(mensen.chantal)[-1].onderwerp.startswith("Antwoord van Ria, Thuisvester")


# --- In the queue -------------------------------------------------------------------------------------


def test_wie_wacht_op_een_ander_is_zelf_niet_aan_zet(
    mensen: Mensen, tuin: Initiatief, sport: Vakafdeling
) -> None:
    """The behandelaar is the owner by name, but has nothing to do now."""
    client = als_medewerker(Client(), mensen.amina)

    def mijn_werk() -> list[str]:
        return [i.titel for i in Initiatief.objects.filter(aan_zet_is(mensen.amina))]

    assert mijn_werk() == [tuin.titel]
    vraag_corporatie(mensen, tuin)
    assert mijn_werk() == []
    assert "Thuisvester is aan zet" in client.get("/werkbank/").content.decode()
    assert tuin.titel not in client.get("/werkbank/?zet=mij").content.decode()
    haal_terug(initiatief=tuin, door=mensen.amina, reden="Opgelost.")
    geef_door(mensen, tuin, sport)
    assert mijn_werk() == []
    assert "Sport is aan zet" in client.get("/werkbank/").content.decode()
    geef_door(mensen, tuin, mensen.openbare_ruimte)
    assert [i.titel for i in Initiatief.objects.filter(aan_zet_is(mensen.teun))] == [tuin.titel]
    haal_terug(initiatief=tuin, door=mensen.amina, reden="Opgelost.")
    tot = vandaag() + timedelta(days=90)
    wacht(initiatief=tuin, door=mensen.amina, tot=tot, reden="Dan is het lente.")
    assert mijn_werk() == []
    assert "Wacht op een beter moment" in client.get("/werkbank/").content.decode()
