""" "This is not done": a request to go on with a closed initiative, with an owner and a date until decided."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from initiatieven.belofte import beloften
from initiatieven.levensloop import AanZet, Route, Status
from initiatieven.models import Betrokkene, Gebeurtenis, Heropenverzoek, Initiatief
from initiatieven.services.behandelen import stop
from initiatieven.services.heropenen import beslis_heropenen, herinner_heropenverzoek, vraag_heropenen
from initiatieven.tasks import bewaak_termijnen
from kern.fouten import DomeinFout, GeenRecht
from kern.templatetags.kern import datum
from kern.werkdagen import plus_werkdagen, vandaag
from rollen.models import Rol, Rolvervulling
from rollen.services.vervulling import beeindig
from tests.initiatieven.hulp import laatste, laatste_id, mails_aan
from tests.inloggen import als_medewerker
from tests.maak import maak_initiatief, maak_rol
from tests.personen import Mensen

pytestmark = pytest.mark.django_db
Besluit = Heropenverzoek.Besluit


@pytest.fixture
def klaar(mensen: Mensen) -> Initiatief:
    """Daan's garden, which succeeded with our help."""
    return maak_initiatief(
        mensen.slotjes,
        mensen.daan,
        mensen.amina,
        status=Status.GEREALISEERD,
        route=Route.BEGELEIDEN,
        besluit_op=timezone.now(),
    )


def vraag(initiatief: Initiatief, mensen: Mensen, reden: str = "Het hek is al om.") -> Heropenverzoek:
    vraag_heropenen(initiatief=initiatief, door=mensen.daan, reden=reden)
    return initiatief.heropenverzoeken.open().get()


def test_een_verzoek_heeft_een_eigenaar_en_een_dag(mensen: Mensen, klaar: Initiatief) -> None:
    verzoek = vraag(klaar, mensen)
    assert (verzoek.behandelaar, verzoek.uiterlijk) == (mensen.amina, plus_werkdagen(vandaag(), 5))
    regel = laatste(klaar)
    assert (regel.soort, regel.tekst, regel.openbaar) == ("heropenverzoek", "Het hek is al om.", True)
    [mail] = mails_aan(mensen.amina)
    assert mail.onderwerp == "Dit is niet af, zeggen de bewoners: Een buurttuin aan de Zandheuvel"
    assert "Het hek is al om." in mail.tekst
    assert not mails_aan(mensen.daan)
    klaar.refresh_from_db()
    assert klaar.status == Status.GEREALISEERD
    assert list(Initiatief.objects.met_heropenverzoek()) == [klaar]


def test_wie_meebegon_leest_wie_het_vroeg_en_wanneer_er_een_besluit_is(
    mensen: Mensen, klaar: Initiatief
) -> None:
    Betrokkene.objects.create(initiatief=klaar, gebruiker=mensen.fatima, soort="mede")
    verzoek = vraag(klaar, mensen)
    [mail] = mails_aan(mensen.fatima)
    assert "Daan schrijft:\n\nHet hek is al om." in mail.tekst
    assert f"Amina de Wit beslist uiterlijk {datum(verzoek.uiterlijk)} of wij verdergaan." in mail.tekst
    assert "afgerond" not in mail.tekst


def test_wie_er_nu_over_gaat_beslist_niet_wie_toen_behandelde(mensen: Mensen, klaar: Initiatief) -> None:
    beeindig(vervulling=Rolvervulling.objects.get(gebruiker=mensen.amina), tot=vandaag(), door=mensen.olga)
    maak_rol(mensen.chantal, Rol.WIJKMAKELAAR, mensen.slotjes)
    assert vraag(klaar, mensen).behandelaar == mensen.chantal
    besluit = beslis_heropenen(
        initiatief=klaar, door=mensen.chantal, besluit=Besluit.HEROPEND, toelichting="Ik kom kijken."
    )
    assert besluit.initiatief.behandelaar == besluit.initiatief.aan_zet_persoon == mensen.chantal


def test_wie_meebegon_mag_het_ook_vragen_en_de_indiener_hoort_het(mensen: Mensen, klaar: Initiatief) -> None:
    Betrokkene.objects.create(initiatief=klaar, gebruiker=mensen.fatima, soort="mede")
    vraag_heropenen(initiatief=klaar, door=mensen.fatima, reden="Het hek is al om.")
    assert mails_aan(mensen.daan)[0].onderwerp.startswith("Gevraagd om verder te gaan")


@pytest.mark.parametrize("wie", ["fatima", "amina", "olga"])
def test_een_ander_vraagt_het_niet(mensen: Mensen, klaar: Initiatief, wie: str) -> None:
    with pytest.raises(GeenRecht):
        vraag_heropenen(initiatief=klaar, door=getattr(mensen, wie), reden="Ik wil meer.")


def test_een_verzoek_tegelijk(mensen: Mensen, klaar: Initiatief) -> None:
    vraag(klaar, mensen)
    with pytest.raises(DomeinFout, match="al gevraagd"):
        vraag(klaar, mensen, "Nog steeds.")
    beslis_heropenen(
        initiatief=klaar, door=mensen.amina, besluit=Besluit.AFGEWEZEN, toelichting="Het hek staat."
    )
    vraag(klaar, mensen, "Nu ligt het er weer.")
    assert klaar.heropenverzoeken.count() == 2


def test_een_lopend_of_samengevoegd_initiatief_heropent_niemand(mensen: Mensen, klaar: Initiatief) -> None:
    lopend = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, kenmerk="2026-0002")
    samen = maak_initiatief(
        mensen.slotjes, mensen.daan, mensen.amina, kenmerk="2026-0003", status=Status.SAMENGEVOEGD,
        samengevoegd_met=lopend,
    )  # fmt: skip
    for ander in (lopend, samen):
        with pytest.raises(DomeinFout):
            vraag(ander, mensen)
        with pytest.raises(DomeinFout):
            beslis_heropenen(
                initiatief=ander, door=mensen.amina, besluit=Besluit.HEROPEND, toelichting="Toch."
            )


def test_verder_gaan_geeft_een_eigenaar_en_een_nieuwe_dag(mensen: Mensen, klaar: Initiatief) -> None:
    verzoek = vraag(klaar, mensen)
    regel = beslis_heropenen(
        initiatief=klaar, door=mensen.olga, besluit=Besluit.HEROPEND, toelichting="U hebt gelijk."
    )
    klaar.refresh_from_db()
    assert (klaar.status, klaar.aan_zet, klaar.aan_zet_persoon, klaar.afgesloten_op) == (
        Status.IN_BEHANDELING,
        AanZet.MEDEWERKER,
        mensen.amina,
        None,
    )
    assert klaar.uiterlijk == plus_werkdagen(vandaag(), 10)
    assert klaar.route == ""
    assert (regel.soort, regel.van_status, regel.naar_status) == (
        "heropend",
        Status.GEREALISEERD,
        Status.IN_BEHANDELING,
    )
    verzoek.refresh_from_db()
    assert (verzoek.besluit, verzoek.besloten_door) == (Besluit.HEROPEND, mensen.olga)
    assert not Initiatief.objects.met_heropenverzoek()
    assert mails_aan(mensen.daan)[0].onderwerp.startswith("Wij gaan verder met uw initiatief")
    assert mails_aan(mensen.amina)[-1].onderwerp.startswith("Weer geopend")


def test_een_nee_heeft_een_reden_en_verandert_de_status_niet(mensen: Mensen, klaar: Initiatief) -> None:
    vraag(klaar, mensen)
    with pytest.raises(DomeinFout, match="Vertel waarom"):
        beslis_heropenen(initiatief=klaar, door=mensen.amina, besluit=Besluit.AFGEWEZEN, toelichting=" ")
    regel = beslis_heropenen(
        initiatief=klaar, door=mensen.amina, besluit=Besluit.AFGEWEZEN, toelichting="Het hek staat weer."
    )
    klaar.refresh_from_db()
    assert (klaar.status, regel.soort, regel.naar_status) == (Status.GEREALISEERD, "niet_heropend", "")
    [mail] = mails_aan(mensen.daan)
    assert mail.onderwerp.startswith("Uw initiatief blijft afgerond")
    assert "Het hek staat weer." in mail.tekst


def test_zonder_verzoek_kan_de_gemeente_alleen_verder_gaan(mensen: Mensen, klaar: Initiatief) -> None:
    with pytest.raises(DomeinFout, match="geen verzoek"):
        beslis_heropenen(initiatief=klaar, door=mensen.amina, besluit=Besluit.AFGEWEZEN, toelichting="Nee.")
    beslis_heropenen(
        initiatief=klaar, door=mensen.amina, besluit=Besluit.HEROPEND, toelichting="U belde: het hek is om."
    )
    klaar.refresh_from_db()
    assert klaar.is_open


def test_wat_niet_paste_verliest_de_reden_en_het_kader_op_de_pagina(mensen: Mensen) -> None:
    nee = maak_initiatief(
        mensen.slotjes, mensen.daan, mensen.amina, status=Status.NIET_PASSEND, reden="Te dichtbij.",
        kader="Omgevingsplan",
    )  # fmt: skip
    vraag(nee, mensen)
    beslis_heropenen(initiatief=nee, door=mensen.amina, besluit=Besluit.HEROPEND, toelichting="Toch kijken.")
    nee.refresh_from_db()
    assert (nee.reden, nee.kader) == ("", "")


def test_een_belofte_is_niet_gebroken_terwijl_het_stil_lag(mensen: Mensen) -> None:
    """Withdrawn before anybody had to react; going on makes a new promise for the decision."""
    toen, later = vandaag() - timedelta(days=60), vandaag() - timedelta(days=50)
    tuin = maak_initiatief(
        mensen.slotjes, mensen.daan, mensen.amina, status=Status.GESTOPT,
        afgesloten_op=timezone.now() - timedelta(days=60), reactie_uiterlijk=toen, besluit_uiterlijk=later,
    )  # fmt: skip
    beslis_heropenen(
        initiatief=tuin, door=mensen.amina, besluit=Besluit.HEROPEND, toelichting="Welkom terug."
    )
    tuin.refresh_from_db()
    [belofte] = beloften(tuin, vandaag())
    assert belofte.uiterlijk == plus_werkdagen(vandaag(), 10)


def test_een_belofte_die_al_gebroken_was_blijft_gebroken(mensen: Mensen) -> None:
    toen = date(2026, 3, 3)
    tuin = maak_initiatief(
        mensen.slotjes, mensen.daan, mensen.amina, status=Status.GESTOPT,
        afgesloten_op=timezone.now() - timedelta(days=9), reactie_uiterlijk=toen, besluit_uiterlijk=toen,
    )  # fmt: skip
    beslis_heropenen(
        initiatief=tuin, door=mensen.amina, besluit=Besluit.HEROPEND, toelichting="Welkom terug."
    )
    tuin.refresh_from_db()
    assert tuin.reactie_uiterlijk == tuin.besluit_uiterlijk == toen


def _te_laat(verzoek: Heropenverzoek) -> None:
    verzoek.uiterlijk = vandaag() - timedelta(days=1)
    verzoek.save()


def test_wie_niet_beslist_wordt_een_keer_herinnerd(mensen: Mensen, klaar: Initiatief) -> None:
    verzoek = vraag(klaar, mensen)
    assert bewaak_termijnen() == 0
    _te_laat(verzoek)
    assert (bewaak_termijnen(), bewaak_termijnen()) == (1, 0)
    assert herinner_heropenverzoek(verzoek=verzoek) is None
    assert mails_aan(mensen.amina)[-1].onderwerp.startswith("De afgesproken datum is voorbij")
    assert (laatste(klaar).soort, laatste(klaar).openbaar) == (Gebeurtenis.Soort.TERMIJN, False)


def test_een_herinnering_van_voor_de_afronding_telt_niet(mensen: Mensen) -> None:
    """The reminder of a date of long ago does not keep this one away."""
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, uiterlijk=vandaag() - timedelta(days=9))
    Gebeurtenis.objects.create(
        initiatief=tuin, soort="termijn", openbaar=False, wanneer=timezone.now() - timedelta(days=8)
    )
    stop(initiatief=tuin, door=mensen.daan, reden="Verhuisd.")
    _te_laat(vraag(tuin, mensen))
    assert bewaak_termijnen() == 1


def test_de_werkbank_raadt_het_aan_en_laat_de_mail_zien(
    client: Client, mensen: Mensen, klaar: Initiatief
) -> None:
    als_medewerker(client, mensen.amina)
    vraag(klaar, mensen)
    scherm = client.get(klaar.get_werkbank_url()).content.decode()
    assert "De bewoners zeggen dat het niet af is. Amina de Wit beslist uiterlijk" in scherm
    adres = f"{klaar.get_werkbank_url()}heropenen/"
    assert "Het hek is al om." in client.get(adres).content.decode()
    velden = {"besluit": "afgewezen", "toelichting": "Het hek staat weer.", "gezien": laatste_id(klaar)}
    voorbeeld = client.post(adres, velden).content.decode()
    assert "Uw initiatief blijft afgerond" in voorbeeld
    assert klaar.heropenverzoeken.open().exists()
    client.post(adres, velden | {"stap": "verstuur"})
    assert klaar.heropenverzoeken.get().besluit == Besluit.AFGEWEZEN


def test_zonder_verzoek_vraagt_het_formulier_alleen_waarom(
    client: Client, mensen: Mensen, klaar: Initiatief
) -> None:
    als_medewerker(client, mensen.amina)
    adres = f"{klaar.get_werkbank_url()}heropenen/"
    assert "Gaan wij verder?" not in client.get(adres).content.decode()
    client.post(
        adres,
        {"toelichting": "U belde: het hek is om.", "gezien": laatste_id(klaar), "stap": "verstuur"},
    )
    klaar.refresh_from_db()
    assert klaar.status == Status.IN_BEHANDELING
