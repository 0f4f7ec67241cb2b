"""A question that the resident does not answer: one reminder with the same term again, then it goes on without."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from initiatieven.levensloop import AanZet, Route, Status, Sturingsrol
from initiatieven.models import Gebeurtenis, Initiatief
from initiatieven.services.behandelen import draag_over, kies_route, stop
from initiatieven.services.gesprek import beantwoord_vraag, plaats_voortgang, stel_vraag
from initiatieven.tasks import bewaak_termijnen
from kern.fouten import DomeinFout
from kern.models import Mail
from kern.werkdagen import plus_werkdagen, vandaag
from tests.initiatieven.hulp import laat_verlopen, laatste, laatste_id, mails_aan
from tests.maak import maak_initiatief
from tests.personen import Mensen, zet_op

Soort = Gebeurtenis.Soort
VRAAG = "Doen uw buren mee?"


def gevraagd(mensen: Mensen, **velden: object) -> Initiatief:
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, **velden)  # type: ignore[arg-type]
    stel_vraag(initiatief=tuin, door=mensen.amina, tekst=VRAAG)
    tuin.refresh_from_db()
    return tuin


def soorten(tuin: Initiatief) -> list[str]:
    return list(tuin.gebeurtenissen.order_by("id").values_list("soort", flat=True))


@pytest.mark.django_db
def test_eerst_een_herinnering_met_dezelfde_termijn(mensen: Mensen) -> None:
    tuin = gevraagd(mensen)
    laat_verlopen(tuin)
    assert [bewaak_termijnen(), bewaak_termijnen()] == [1, 0]
    tuin.refresh_from_db()
    assert (tuin.status, tuin.aan_zet_persoon) == (Status.WACHT_OP_INDIENER, mensen.daan)
    assert tuin.uiterlijk == plus_werkdagen(vandaag(), 5)
    assert not laatste(tuin).openbaar
    _vraag, herinnering = mails_aan(mensen.daan)
    assert herinnering.onderwerp == f"Wij wachten nog op u bij uw initiatief: {tuin.titel}"
    assert VRAAG in herinnering.tekst
    assert "U bent aan zet. Laat uiterlijk" in herinnering.tekst
    assert len(mails_aan(mensen.amina)) == 1


@pytest.mark.django_db
def test_daarna_gaat_de_behandelaar_verder(mensen: Mensen) -> None:
    tuin = gevraagd(mensen)
    for _keer in range(2):
        laat_verlopen(tuin)
        bewaak_termijnen()
    assert bewaak_termijnen() == 0
    tuin.refresh_from_db()
    assert soorten(tuin) == [Soort.VRAAG, Soort.TERMIJN, Soort.GEEN_REACTIE]
    assert (tuin.status, tuin.aan_zet, tuin.aan_zet_persoon) == (
        Status.IN_BEHANDELING,
        AanZet.MEDEWERKER,
        mensen.amina,
    )
    assert tuin.uiterlijk == plus_werkdagen(vandaag(), 5)
    regel = laatste(tuin)
    assert (regel.openbaar, regel.door, regel.naar_status) == (True, None, Status.IN_BEHANDELING)
    assert mails_aan(mensen.amina)[-1].onderwerp == f"Geen antwoord van de inwoner: {tuin.titel}"
    assert mails_aan(mensen.daan)[-1].onderwerp == f"Wij gaan verder zonder uw antwoord: {tuin.titel}"


@pytest.mark.django_db
@pytest.mark.parametrize("dagen", [1, 9, 60])
def test_een_werker_die_uit_stond_slaat_niets_over(mensen: Mensen, dagen: int) -> None:
    """However long it was off: first the reminder, and the resident gets the whole second term."""
    tuin = gevraagd(mensen)
    laat_verlopen(tuin, dagen)
    assert [bewaak_termijnen() for _keer in range(3)] == [1, 0, 0]
    tuin.refresh_from_db()
    assert soorten(tuin) == [Soort.VRAAG, Soort.TERMIJN]
    assert tuin.uiterlijk == plus_werkdagen(vandaag(), 5)


@pytest.mark.django_db
@pytest.mark.parametrize("route", [Route.BEGELEIDEN, Route.LOSLATEN])
def test_het_gaat_verder_zoals_het_voor_de_vraag_was(mensen: Mensen, route: Route) -> None:
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    kies_route(
        initiatief=tuin,
        door=mensen.amina,
        route=route,
        sturingsrol=Sturingsrol.PARTICIPEREND,
        antwoord="Aan de slag!",
    )
    stel_vraag(initiatief=tuin, door=mensen.amina, tekst=VRAAG)
    for _keer in range(2):
        laat_verlopen(tuin)
        bewaak_termijnen()
    tuin.refresh_from_db()
    assert (tuin.status, tuin.aan_zet) == (Status.IN_UITVOERING, AanZet.MEDEWERKER)


@pytest.mark.django_db
def test_in_uitvoering_na_een_afdeling_blijft_in_uitvoering(mensen: Mensen) -> None:
    """The route alone does not tell: what was handed over can be carried out as well."""
    tuin = gevraagd(mensen, status=Status.IN_UITVOERING, route=Route.DOORGELEIDEN)
    beantwoord_vraag(initiatief=tuin, door=mensen.daan, tekst="Goed.")
    tuin.refresh_from_db()
    assert tuin.status == Status.IN_UITVOERING


@pytest.mark.django_db
def test_elke_vraag_krijgt_haar_eigen_herinnering(mensen: Mensen) -> None:
    tuin = gevraagd(mensen)
    laat_verlopen(tuin)
    bewaak_termijnen()
    beantwoord_vraag(initiatief=tuin, door=mensen.daan, tekst="Ja.")
    stel_vraag(initiatief=tuin, door=mensen.amina, tekst="En hoeveel?")
    laat_verlopen(tuin)
    bewaak_termijnen()
    assert laatste(tuin).soort == Soort.TERMIJN
    assert "En hoeveel?" in laatste(tuin).tekst


@pytest.mark.django_db
def test_wie_gesloten_is_wordt_niet_herinnerd(mensen: Mensen) -> None:
    tuin = gevraagd(mensen)
    laat_verlopen(tuin)
    stop(initiatief=tuin, door=mensen.daan, reden="Ik verhuis.")
    assert bewaak_termijnen() == 0


@pytest.mark.django_db
def test_een_nieuwe_behandelaar_hoort_dat_er_niets_kwam(mensen: Mensen) -> None:
    tuin = gevraagd(mensen)
    laat_verlopen(tuin)
    bewaak_termijnen()
    draag_over(initiatief=tuin, door=mensen.amina, naar=mensen.olga)
    laat_verlopen(tuin)
    bewaak_termijnen()
    tuin.refresh_from_db()
    assert tuin.aan_zet_persoon == mensen.olga
    assert mails_aan(mensen.olga)[-1].onderwerp.startswith("Geen antwoord van de inwoner")


@pytest.mark.django_db
@pytest.mark.parametrize("dienst", [beantwoord_vraag, plaats_voortgang])
def test_een_laat_antwoord_komt_aan_als_nieuws(mensen: Mensen, dienst: object) -> None:
    """Also from a page that was opened while the question was open."""
    tuin = gevraagd(mensen)
    gezien = laatste_id(tuin)
    for _keer in range(2):
        laat_verlopen(tuin)
        bewaak_termijnen()
    tuin.refresh_from_db()
    datum = tuin.uiterlijk
    dienst(initiatief=tuin, door=mensen.daan, tekst="Sorry, ik was weg. Ja!", gezien=gezien)  # type: ignore[operator]
    tuin.refresh_from_db()
    assert (laatste(tuin).soort, laatste(tuin).tekst) == (Soort.VOORTGANG, "Sorry, ik was weg. Ja!")
    assert (tuin.status, tuin.aan_zet, tuin.uiterlijk) == (Status.IN_BEHANDELING, AanZet.MEDEWERKER, datum)
    assert "Sorry, ik was weg." in mails_aan(mensen.amina)[-1].tekst


@pytest.mark.django_db
def test_na_een_laat_antwoord_staat_er_niets_meer_open(mensen: Mensen) -> None:
    tuin = gevraagd(mensen)
    beantwoord_vraag(initiatief=tuin, door=mensen.daan, tekst="Ja.")
    with pytest.raises(DomeinFout, match="geen vraag"):
        beantwoord_vraag(initiatief=tuin, door=mensen.daan, tekst="Of toch niet.")


@pytest.mark.parametrize(
    ("vanaf", "verwacht"),
    [
        (date(2026, 12, 18), date(2026, 12, 28)),  # a Friday; Christmas Day is a Friday too
        (date(2027, 3, 22), date(2027, 3, 31)),  # Good Friday and Easter Monday
        (date(2027, 4, 26), date(2027, 5, 4)),  # King's Day
    ],
)
def test_een_termijn_telt_geen_feestdagen(vanaf: date, verwacht: date) -> None:
    assert plus_werkdagen(vanaf, 5) == verwacht


@pytest.mark.django_db(transaction=True)
def test_twee_werkers_tegelijk_doen_een_stap() -> None:
    mensen = zet_op()
    tuin = gevraagd(mensen)
    laat_verlopen(tuin)
    bewaak_termijnen()
    laat_verlopen(tuin)
    samen = Barrier(2)

    def bewaak(_nummer: int) -> int:
        samen.wait(10)
        try:
            return bewaak_termijnen()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as draden:
        assert sum(draden.map(bewaak, range(2))) == 1
    assert soorten(tuin) == [Soort.VRAAG, Soort.TERMIJN, Soort.GEEN_REACTIE]
    assert Mail.objects.filter(onderwerp__startswith="Geen antwoord").count() == 1
