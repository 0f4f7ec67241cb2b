"""Demonstration mode: what a newcomer finds, and that loading it twice changes nothing."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import transaction
from django.db.models import F
from django.test import Client

from agendas.models import Toezegging, Wijkagenda
from budgetten.models import Boeking, Budget, Toekenning
from budgetten.services.controleren import controleer_boeken
from initiatieven.levensloop import OPEN, AanZet, Domein, Kanaal, Status
from initiatieven.models import (
    Betrokkene,
    Foto,
    Gebeurtenis,
    Initiatief,
    Kader,
    Melding,
    Opmerking,
    Samenvoeging,
    Standaardtekst,
)
from initiatieven.services.inrichten import controleer_velden
from kern.models import Gebruiker, Mail
from kern.werkdagen import is_werkdag, vandaag
from rapportages.kwartaal import Kwartaal
from rapportages.models import Kwartaalrapportage, Leerpunt
from rollen.tijdlijn import VOORUIT, Soort, gaten_en_overlap
from tests.inloggen import als_medewerker
from wijken.models import Pilot, Wijk
from wijkportaal.demonstratie import inhoud
from wijkportaal.demonstratie import initiatieven as verhalen
from wijkportaal.demonstratie.accounts import WACHTWOORD
from wijkportaal.demonstratie.inhoud import plannen
from wijkportaal.demonstratie.initiatieven import maak_initiatief

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("geladen")]

AMINA = "amina.dewit@oosterhout.example"


@pytest.fixture(scope="module")
def geladen(demonstratie: None, django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A portal as `make run` leaves it, loaded once for this file; yields what the command said.

    Every test runs in a savepoint on top of it, and at the end all of it is rolled back.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("laad_profiel", "oosterhout", stdout=StringIO())
        yield laad()
        transaction.set_rollback(True)


def laad() -> str:
    uitvoer = StringIO()
    call_command("laad_demonstratie", stdout=uitvoer)
    return uitvoer.getvalue()


def tellingen() -> dict[str, int]:
    soorten: list[Any] = [Initiatief, Gebeurtenis, Foto, Gebruiker, Mail, Boeking, Toekenning, Wijkagenda]
    soorten += [Toezegging, Leerpunt, Kwartaalrapportage]
    return {soort.__name__: soort.objects.count() for soort in soorten}


def test_de_tijdlijn_heeft_iets_te_regelen() -> None:
    """A role that ends without a successor, a hole between two people, and two people at once for a while."""
    gevonden = {(s.soort, str(s.wijk)): s for s in gaten_en_overlap(vandaag(), vandaag() + VOORUIT)}
    assert gevonden[Soort.GAT, "Dorst"].dagen.tot is None
    assert gevonden[Soort.GAT, "Den Hout"].dagen.tot is not None
    assert len(gevonden[Soort.OVERLAP, "Leijsenakkers"].vervullingen) == 2
    assert all(signaal.dagen.vanaf > vandaag() for signaal in gevonden.values())


def test_alle_statussen_in_alle_wijken_met_fotos() -> None:
    assert set(Initiatief.objects.values_list("status", flat=True)) == set(Status)
    assert Initiatief.objects.filter(afgesplitst_van=None).count() == len(plannen()) >= 40
    zonder = Wijk.objects.exclude(pk__in=Initiatief.objects.openbaar().values("wijk"))
    assert not zonder
    assert Foto.objects.count() >= 25
    foto = Foto.objects.order_by("pk")[0]
    assert default_storage.exists(f"fotos/{foto.sleutel}/320.webp")


def test_thema_domein_groepen_en_een_telefoontje() -> None:
    """Every story is about something of the profile; groups and co-initiators show; one person has no address."""
    openbaar = Initiatief.objects.openbaar()
    assert not Initiatief.objects.filter(thema=None).exists()
    assert not Initiatief.objects.filter(domein="").exists()
    assert set(openbaar.values_list("domein", flat=True)) == set(Domein)
    assert openbaar.exclude(groep="").count() >= 5
    assert Betrokkene.objects.mede().exists()
    gebeld = openbaar.filter(kanaal=Kanaal.TELEFOON, indiener__email=None).exclude(telefoon="").latest("pk")
    assert "telefoongesprek" in gebeld.gebeurtenissen.get(soort=Gebeurtenis.Soort.INGEDIEND).tekst


def test_twee_keer_laden_verandert_niets(geladen: str) -> None:
    eerst = tellingen()
    assert "42 nieuwe initiatieven" in geladen
    assert "0 nieuwe initiatieven, 0 nieuwe accounts" in laad()
    assert tellingen() == eerst


def test_iedereen_staat_aan_zet_zoals_de_levensloop_wil() -> None:
    te_laat = Initiatief.objects.over_termijn(vandaag())
    assert 3 <= te_laat.count() <= 8
    assert all(is_werkdag(initiatief.uiterlijk) for initiatief in te_laat if initiatief.uiterlijk)
    assert all(is_werkdag(toezegging.voor) for toezegging in Toezegging.objects.all())
    assert Initiatief.objects.filter(uiterlijk=vandaag()).exists()
    for initiatief in Initiatief.objects.filter(status__in=OPEN, afgesplitst_van=None):
        gebeurtenissen = list(initiatief.gebeurtenissen.order_by("wanneer", "id"))
        assert gebeurtenissen[0].soort == Gebeurtenis.Soort.INGEDIEND
        assert gebeurtenissen[0].wanneer == initiatief.ingediend_op


def test_niemand_plant_een_besluit_na_de_dag_die_beloofd_is() -> None:
    aan_zet = Initiatief.objects.filter(
        status=Status.IN_BEHANDELING, aan_zet=AanZet.MEDEWERKER, route="", besluit_uiterlijk__gte=vandaag()
    )
    assert not aan_zet.filter(uiterlijk__gt=F("besluit_uiterlijk")).exists()


@pytest.mark.parametrize("dag", range(7))
def test_ook_op_een_andere_dag_van_de_week_niet(monkeypatch: pytest.MonkeyPatch, dag: int) -> None:
    for module in (inhoud, verhalen):
        monkeypatch.setattr(module, "vandaag", lambda: date(2026, 9, 7) + timedelta(days=dag))
    plan = next(plan for plan in plannen() if plan.titel == "Een buurttuin aan de Zandheuvel")
    tuin = maak_initiatief(plan, Wijk.objects.get(naam="Slotjes"))
    assert tuin.uiterlijk is not None
    assert tuin.besluit_uiterlijk is not None
    assert tuin.uiterlijk <= tuin.besluit_uiterlijk


def test_de_geschiedenis_loopt_vooruit_in_de_tijd() -> None:
    """In the order of the story, nothing in the future, and every status follows from the one before."""
    for initiatief in Initiatief.objects.openbaar():
        status = str(Status.TE_BEVESTIGEN)
        for gebeurtenis in initiatief.gebeurtenissen.order_by("wanneer", "id"):
            if gebeurtenis.naar_status:
                assert gebeurtenis.van_status == status, initiatief.titel
                status = gebeurtenis.naar_status
        assert status == initiatief.status, initiatief.titel
    assert Gebeurtenis.objects.latest("wanneer").wanneer.date() <= vandaag()


def test_een_paar_ging_samen_verder_en_een_werd_gesplitst() -> None:
    """Both sides tell it, people came along, and it can be undone as any other."""
    samen = Samenvoeging.objects.get()
    assert samen.van.samengevoegd_met == samen.naar
    assert samen.naar.gebeurtenissen.filter(soort=Gebeurtenis.Soort.SAMENGEVOEGD).count() == 1
    assert samen.naar.betrokkenen.mede().filter(via=samen, gebruiker=samen.van.indiener).exists()
    deel = Initiatief.objects.get(afgesplitst_van__isnull=False)
    assert deel.afgesplitst_van is not None
    assert deel.status == Status.INGEDIEND
    assert deel.indiener == deel.afgesplitst_van.indiener


def test_kaders_en_standaardteksten_staan_klaar() -> None:
    """What is invented says so, what was refused rests on a kader, and no text has a field that does not exist."""
    assert all(k.bron.endswith("verzonnen voorbeeld") or "2020" in k.bron for k in Kader.objects.all())
    assert not Initiatief.objects.filter(status=Status.NIET_PASSEND, kader_uit_register=None).exists()
    assert Standaardtekst.objects.count() >= 5
    for tekst in Standaardtekst.objects.all():
        controleer_velden(tekst.tekst)


def test_mensen_doen_mee_reageren_en_melden() -> None:
    """The numbers on the rows are those of the people behind them."""
    assert Initiatief.objects.filter(aantal_steun__gte=30).exists()
    assert Initiatief.objects.filter(aantal_meedoen__gte=3).exists()
    for initiatief in Initiatief.objects.openbaar():
        betrokkenen = initiatief.betrokkenen
        assert initiatief.aantal_steun == betrokkenen.steun().count(), initiatief.titel
        assert initiatief.aantal_meedoen == betrokkenen.meedoen().count(), initiatief.titel
        assert initiatief.aantal_opmerkingen == initiatief.opmerkingen.count(), initiatief.titel
    assert Melding.objects.open().count() == 1
    assert Opmerking.objects.exclude(verborgen_op=None).count() == 1


def test_de_boeken_kloppen() -> None:
    assert controleer_boeken() == []
    assert Toekenning.objects.count() == sum(plan.geld is not None for plan in plannen())
    assert any(budget.toegekend > 0 for budget in Budget.objects.filter(domein="sociaal"))


def test_rapportages_en_leerpunten_van_twee_kanten(geladen: str) -> None:
    """Every earlier quarter with a pilot is offered; the last one waits for the opgaveleider."""
    kwartalen = [Kwartaal.van(vandaag())]
    for _stap in range(3):
        kwartalen.append(Kwartaal.van(kwartalen[-1].vanaf - timedelta(days=1)))
    met_pilot = [k for k in kwartalen[1:] if Pilot.objects.in_periode(k.vanaf, k.tot).exists()]
    rapportages = Kwartaalrapportage.objects.order_by("-jaar", "-kwartaal")
    assert [rapportage.periode for rapportage in rapportages] == met_pilot
    for rapportage in rapportages:
        assert rapportage.is_aangeboden == (rapportage.periode != kwartalen[1])
        assert set(rapportage.leerpunten.values_list("perspectief", flat=True)) == {"gemeente", "bewoners"}
        assert rapportage.samenvatting


def test_accounts_loggen_in_met_wachtwoord_en_code_op_het_scherm(client: Client) -> None:
    vraag = client.post("/account/login/", {"login": AMINA, "password": WACHTWOORD}, follow=True)
    assert vraag.redirect_chain[-1][0] == "/account/2fa/authenticate/"
    code = re.search(r'demonstratiecode">(\d{6})<', vraag.content.decode())
    assert code is not None
    client.post("/account/2fa/authenticate/", {"code": code[1]})
    assert "_auth_user_id" in client.session


def test_een_eigen_tweede_factor_staat_niet_op_het_scherm(client: Client) -> None:
    Authenticator.objects.filter(user__email=AMINA).update(data={"secret": "JBSWY3DPEHPK3PXP"})
    vraag = client.post("/account/login/", {"login": AMINA, "password": WACHTWOORD}, follow=True)
    assert "demonstratiecode" not in vraag.content.decode()


def test_de_gemailde_code_van_een_inwoner_staat_op_het_scherm(client: Client) -> None:
    email = "daan.jansen@oosterhout.example"
    vraag = client.post("/account/login/code/", {"email": email}, follow=True)
    code = re.search(r'demonstratiecode">([^<]+)<', vraag.content.decode())
    assert code is not None
    assert code[1] in Mail.objects.filter(aan=email).latest("pk").tekst
    client.post("/account/login/code/confirm/", {"code": code[1]})
    assert "_auth_user_id" in client.session


def test_wat_in_de_werkbank_nieuw_heet_staat_ook_in_de_lijst_van_nieuw(client: Client) -> None:
    amina = als_medewerker(client, Gebruiker.objects.get(email=AMINA))
    nieuw = {regel.kenmerk for regel in amina.get("/werkbank/").context["regels"] if regel.nieuw}
    assert nieuw
    assert {regel.kenmerk for regel in amina.get("/werkbank/?nieuw=ja").context["regels"]} == nieuw


def test_de_lijst_van_accounts(client: Client) -> None:
    uitvoer = StringIO()
    call_command("demonstratie_accounts", stdout=uitvoer)
    regels = uitvoer.getvalue().splitlines()
    assert WACHTWOORD in regels[0]
    assert sum("wijkmakelaar" in regel for regel in regels) == 3
    assert any(regel.endswith("inwoner") for regel in regels)
    pagina = client.get("/demonstratie/").content.decode()
    assert AMINA in pagina
    assert "Dit is een demonstratie" in client.get("/").content.decode()


def test_data_tellen_terug_vanaf_vandaag() -> None:
    nieuwste = Initiatief.objects.openbaar().latest("ingediend_op")
    assert nieuwste.ingediend_op is not None
    assert vandaag() - nieuwste.ingediend_op.date() <= timedelta(days=10)
