"""An initiative waits for a better moment, and comes back by itself on the day that was chosen."""

from datetime import date, timedelta

import pytest
from django.test import Client

from initiatieven.acties import mogelijk, volgende_stap
from initiatieven.levensloop import AanZet, Route, Status, Sturingsrol
from initiatieven.models import Gebeurtenis, Initiatief
from initiatieven.services.behandelen import draag_over, kies_route
from initiatieven.services.gesprek import plaats_voortgang, stel_vraag
from initiatieven.services.wachten import uiterste_dag, wacht
from initiatieven.tasks import bewaak_termijnen
from kern.fouten import DomeinFout
from kern.werkdagen import plus_werkdagen, vandaag
from tests.initiatieven.hulp import laat_verlopen, laatste, laatste_id, mails_aan
from tests.inloggen import als_medewerker
from tests.maak import maak_initiatief
from tests.personen import Mensen

pytestmark = pytest.mark.django_db
LENTE = vandaag() + timedelta(days=120)
REDEN = "Dan begint het plantseizoen."


@pytest.fixture
def tuin(mensen: Mensen) -> Initiatief:
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=Status.IN_BEHANDELING)


def laat_wachten(mensen: Mensen, tuin: Initiatief) -> Initiatief:
    wacht(initiatief=tuin, door=mensen.amina, tot=LENTE, reden=REDEN)
    tuin.refresh_from_db()
    return tuin


def test_wachten_houdt_eigenaar_en_datum(mensen: Mensen, tuin: Initiatief) -> None:
    laat_wachten(mensen, tuin)
    assert (tuin.status, tuin.aan_zet, tuin.aan_zet_persoon) == (
        Status.IN_BEHANDELING,
        AanZet.MEDEWERKER,
        mensen.amina,
    )
    assert tuin.wacht_tot == tuin.uiterlijk == LENTE
    assert (laatste(tuin).soort, laatste(tuin).openbaar) == (Gebeurtenis.Soort.WACHT, True)
    assert laatste(tuin).tekst.endswith(f"\n\n{REDEN}")
    [mail] = mails_aan(mensen.daan)
    assert mail.onderwerp == f"Uw initiatief wacht op een beter moment: {tuin.titel}"
    assert REDEN in mail.tekst
    assert volgende_stap(tuin, vandaag()).actie == ""
    pagina = Client().get(tuin.get_absolute_url()).content.decode()
    assert "Wacht op een beter moment" in pagina
    assert "Amina de Wit pakt het dan weer op" in pagina
    assert bewaak_termijnen() == 0


@pytest.mark.parametrize("dagen", [0, 1, 40])
def test_op_de_dag_zelf_of_later_komt_het_een_keer_terug(
    mensen: Mensen, tuin: Initiatief, dagen: int
) -> None:
    laat_wachten(mensen, tuin)
    laat_verlopen(tuin, dagen)
    assert [bewaak_termijnen(), bewaak_termijnen()] == [1, 0]
    tuin.refresh_from_db()
    assert (tuin.wacht_tot, tuin.uiterlijk) == (None, plus_werkdagen(vandaag(), 5))
    assert (tuin.status, tuin.aan_zet_persoon) == (Status.IN_BEHANDELING, mensen.amina)
    assert laatste(tuin).soort == Gebeurtenis.Soort.TERUG
    assert mails_aan(mensen.amina)[-1].onderwerp == f"Terug bij u: {tuin.titel}"
    assert mails_aan(mensen.daan)[-1].onderwerp == f"Wij gaan weer verder met uw initiatief: {tuin.titel}"


def test_een_ander_besluit_beeindigt_het_wachten(mensen: Mensen, tuin: Initiatief) -> None:
    laat_wachten(mensen, tuin)
    kies_route(
        initiatief=tuin,
        door=mensen.amina,
        route=Route.BEGELEIDEN,
        sturingsrol=Sturingsrol.NETWERKEND,
        antwoord="Het kan toch nu.",
    )
    tuin.refresh_from_db()
    assert tuin.wacht_tot is None
    assert bewaak_termijnen() == 0


@pytest.mark.parametrize("status", [Status.IN_BEHANDELING, Status.IN_UITVOERING])
def test_nieuws_van_de_gemeente_beeindigt_het_wachten_en_dat_van_de_inwoner_niet(
    mensen: Mensen, status: Status
) -> None:
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=status)
    laat_wachten(mensen, tuin)
    assert tuin.status == status
    plaats_voortgang(initiatief=tuin, door=mensen.daan, tekst="Wij sparen alvast.")
    tuin.refresh_from_db()
    assert tuin.wacht_tot == LENTE
    plaats_voortgang(initiatief=tuin, door=mensen.amina, tekst="Het kan toch nu.")
    tuin.refresh_from_db()
    assert tuin.wacht_tot is None
    assert tuin.uiterlijk == plus_werkdagen(vandaag(), 20 if status == Status.IN_UITVOERING else 5)


def test_een_nieuwe_behandelaar_krijgt_het_terug(mensen: Mensen, tuin: Initiatief) -> None:
    laat_wachten(mensen, tuin)
    draag_over(initiatief=tuin, door=mensen.amina, naar=mensen.olga)
    tuin.refresh_from_db()
    assert tuin.wacht_tot == LENTE
    laat_verlopen(tuin)
    bewaak_termijnen()
    tuin.refresh_from_db()
    assert tuin.aan_zet_persoon == mensen.olga


@pytest.mark.parametrize(
    "tot", [vandaag(), vandaag() - timedelta(days=1), uiterste_dag(vandaag()) + timedelta(days=1)]
)
def test_een_dag_die_niet_kan(mensen: Mensen, tuin: Initiatief, tot: date) -> None:
    with pytest.raises(DomeinFout, match="hoogstens twee jaar"):
        wacht(initiatief=tuin, door=mensen.amina, tot=tot, reden=REDEN)
    client = als_medewerker(Client(), mensen.amina)
    gegevens = {"tot_dag": tot.day, "tot_maand": tot.month, "tot_jaar": tot.year, "reden": REDEN}
    antwoord = client.post(f"{tuin.get_werkbank_url()}wachten/", {**gegevens, "gezien": "0"})
    assert antwoord.context["form"].errors["tot"]
    assert REDEN in antwoord.content.decode()


def test_de_laatste_dag_kan_nog() -> None:
    assert uiterste_dag(date(2026, 11, 26)) == date(2028, 11, 26)
    assert uiterste_dag(date(2028, 2, 29)) == date(2030, 2, 28)


def test_niet_terwijl_iemand_anders_aan_zet_is(mensen: Mensen, tuin: Initiatief) -> None:
    stel_vraag(initiatief=tuin, door=mensen.amina, tekst="Hoe groot?")
    tuin.refresh_from_db()
    assert "wachten" not in mogelijk(tuin)
    with pytest.raises(DomeinFout, match="een vraag open"):
        wacht(initiatief=tuin, door=mensen.amina, tot=LENTE, reden=REDEN)


def test_het_formulier_bewaart_de_datum_in_het_voorbeeld(mensen: Mensen, tuin: Initiatief) -> None:
    client = als_medewerker(Client(), mensen.amina)
    adres = f"{tuin.get_werkbank_url()}wachten/"
    gegevens = {"tot_dag": LENTE.day, "tot_maand": LENTE.month, "tot_jaar": LENTE.year, "reden": REDEN}
    voorbeeld = client.post(adres, {**gegevens, "gezien": str(laatste_id(tuin))}).content.decode()
    for naam in ("tot_dag", "tot_maand", "tot_jaar"):
        assert f'<input type="hidden" name="{naam}" value="{gegevens[naam]}"' in voorbeeld
    client.post(adres, {**gegevens, "gezien": str(laatste_id(tuin)), "stap": "verstuur"})
    tuin.refresh_from_db()
    assert tuin.wacht_tot == LENTE


def test_twee_keer_drukken_is_een_keer_wachten(mensen: Mensen, tuin: Initiatief) -> None:
    client = als_medewerker(Client(), mensen.amina)
    gegevens = {"tot_dag": LENTE.day, "tot_maand": LENTE.month, "tot_jaar": LENTE.year, "reden": REDEN}
    gegevens |= {"gezien": str(laatste_id(tuin)), "stap": "verstuur"}
    for _keer in range(2):
        antwoord = client.post(f"{tuin.get_werkbank_url()}wachten/", gegevens)
        assert antwoord.status_code == 302
    assert tuin.gebeurtenissen.count() == 1
