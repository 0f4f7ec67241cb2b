"""Start the agenda of a wijk and keep its list: owners, status, rights and what the database refuses."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from threading import Barrier, Thread
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from agendas.models import Agendapunt, Probleemeigenaar, Wijkagenda
from agendas.services.agenda import (
    Eigenaar,
    start_agenda,
    voeg_punt_toe,
    wijzig_inleiding,
    wijzig_punt,
    zet_status,
)
from initiatieven.models import Initiatief
from kern.fouten import DomeinFout, GeenRecht
from kern.werkdagen import vandaag
from rollen.models import Rol
from tests.maak import maak_initiatief, maak_rol
from tests.personen import Mensen, zet_op

BEWONERS = Eigenaar("bewoners", "Bewonersgroep Slotjes")
GEMEENTE = Eigenaar("gemeente", "Openbare Ruimte")


@pytest.fixture
def agenda(mensen: Mensen) -> Wijkagenda:
    return start_agenda(wijk=mensen.slotjes, inleiding="Gemaakt met 40 buren.", door=mensen.amina)


def maak_punt(agenda: Wijkagenda, door: Any, titel: str = "Meer groen", **velden: Any) -> Agendapunt:
    return voeg_punt_toe(
        agenda=agenda,
        titel=titel,
        tekst="",
        eigenaren=velden.pop("eigenaren", [BEWONERS]),
        door=door,
        **velden,
    )


def tot_en_met_commit(daad: Callable[[], Any]) -> None:
    """Do it, and check what the database checks at the end of a transaction."""
    with transaction.atomic():
        daad()
        connection.check_constraints()


def test_een_wijk_begint_een_keer(mensen: Mensen, agenda: Wijkagenda) -> None:
    nog_eens = start_agenda(wijk=mensen.slotjes, inleiding="Anders", door=mensen.amina)
    assert nog_eens == agenda
    assert nog_eens.inleiding == "Gemaakt met 40 buren."
    assert agenda.gestart_op == vandaag()


@pytest.mark.parametrize("wie", ["chantal", "wim", "bram", "daan", "els"])
def test_alleen_wie_de_agenda_beheert_verandert_haar(mensen: Mensen, agenda: Wijkagenda, wie: str) -> None:
    door = getattr(mensen, wie)
    punt = maak_punt(agenda, mensen.amina)
    pogingen: list[Callable[[], Any]] = [
        lambda: start_agenda(wijk=mensen.slotjes, inleiding="", door=door),
        lambda: wijzig_inleiding(agenda=agenda, inleiding="", door=door),
        lambda: maak_punt(agenda, door),
        lambda: wijzig_punt(punt=punt, titel="X", tekst="", eigenaren=[BEWONERS], status="idee", door=door),
        lambda: zet_status(punt=punt, status="bezig", door=door),
    ]
    for poging in pogingen:
        with pytest.raises(GeenRecht):
            poging()


def test_de_voorzitter_van_het_wijkplatform_mag_het_ook(mensen: Mensen, agenda: Wijkagenda) -> None:
    maak_rol(mensen.fatima, Rol.PLATFORMVOORZITTER, mensen.slotjes)
    assert maak_punt(agenda, mensen.fatima).pk


def test_een_punt_komt_onderaan_met_zijn_eigenaren_en_initiatieven(
    mensen: Mensen, agenda: Wijkagenda
) -> None:
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    maak_punt(agenda, mensen.amina, "Eerst")
    punt = maak_punt(agenda, mensen.amina, "Dan", eigenaren=[BEWONERS, GEMEENTE], initiatieven=[tuin])
    gelezen = Wijkagenda.objects.van_wijk(mensen.slotjes)
    assert gelezen is not None
    assert [p.titel for p in gelezen.lopende_punten] == ["Eerst", "Dan"]
    assert [str(e) for e in punt.eigenaren.all()] == [
        "Bewonersgroep Slotjes (bewoners)",
        "Openbare Ruimte (gemeente)",
    ]
    assert list(punt.initiatieven.all()) == [tuin]


@pytest.mark.parametrize("eigenaren", [[], [Eigenaar("bewoners", "  ")]])
def test_een_punt_zonder_eigenaar_kan_niet(
    mensen: Mensen, agenda: Wijkagenda, eigenaren: list[Eigenaar]
) -> None:
    with pytest.raises(DomeinFout, match="ten minste één eigenaar"):
        maak_punt(agenda, mensen.amina, eigenaren=eigenaren)
    assert not Agendapunt.objects.exists()


def test_een_punt_vraagt_een_titel_en_elke_eigenaar_een_keer(mensen: Mensen, agenda: Wijkagenda) -> None:
    with pytest.raises(DomeinFout, match="titel"):
        maak_punt(agenda, mensen.amina, " ")
    with pytest.raises(DomeinFout, match="dubbel"):
        maak_punt(agenda, mensen.amina, eigenaren=[BEWONERS, BEWONERS])


def test_een_initiatief_uit_een_andere_wijk_hoort_er_niet_bij(mensen: Mensen, agenda: Wijkagenda) -> None:
    elders = maak_initiatief(mensen.vrachelen, mensen.daan, mensen.chantal)
    with pytest.raises(DomeinFout, match="uit deze wijk"):
        maak_punt(agenda, mensen.amina, initiatieven=[elders])


def test_een_concept_hoort_er_niet_bij(mensen: Mensen, agenda: Wijkagenda) -> None:
    concept = Initiatief.objects.create(wijk=mensen.slotjes, titel="Nog niet verteld")
    with pytest.raises(DomeinFout, match="uit deze wijk"):
        maak_punt(agenda, mensen.amina, initiatieven=[concept])


def test_wat_gelukt_is_gaat_van_de_lijst_en_blijft_te_vinden(mensen: Mensen, agenda: Wijkagenda) -> None:
    punt = zet_status(punt=maak_punt(agenda, mensen.amina), status="gerealiseerd", door=mensen.amina)
    assert punt.gerealiseerd_op == vandaag()
    gelezen = Wijkagenda.objects.van_wijk(mensen.slotjes)
    assert gelezen is not None
    assert gelezen.lopende_punten == []
    assert gelezen.gerealiseerde_punten == [punt]
    weer = zet_status(punt=punt, status="bezig", door=mensen.amina)
    assert weer.gerealiseerd_op is None


def test_wijzigen_vervangt_tekst_en_eigenaren(mensen: Mensen, agenda: Wijkagenda) -> None:
    punt = maak_punt(agenda, mensen.amina)
    wijzig_punt(
        punt=punt,
        titel="Veel meer groen",
        tekst="Te beginnen bij het plein.",
        eigenaren=[GEMEENTE],
        status="afgesproken",
        door=mensen.amina,
    )
    connection.check_constraints()
    punt = Agendapunt.objects.get()
    assert (punt.titel, punt.status) == ("Veel meer groen", "afgesproken")
    assert [e.naam for e in punt.eigenaren.all()] == ["Openbare Ruimte"]


def test_elke_verandering_werkt_de_agenda_bij(mensen: Mensen, agenda: Wijkagenda) -> None:
    def veroudert() -> datetime:
        lang_geleden = timezone.now() - timedelta(days=300)
        Wijkagenda.objects.update(bijgewerkt_op=lang_geleden)
        return lang_geleden

    oud = veroudert()
    punt = maak_punt(agenda, mensen.amina)
    assert Wijkagenda.objects.get().bijgewerkt_op > oud
    oud = veroudert()
    zet_status(punt=punt, status="bezig", door=mensen.amina)
    assert Wijkagenda.objects.get().bijgewerkt_op > oud
    oud = veroudert()
    wijzig_inleiding(agenda=agenda, inleiding="Nieuw", door=mensen.amina)
    assert Wijkagenda.objects.get().bijgewerkt_op > oud


@pytest.mark.parametrize(
    ("laatst", "op", "maanden"),
    [
        (date(2026, 4, 22), date(2026, 11, 22), 7),
        (date(2026, 4, 23), date(2026, 11, 22), 6),
        (date(2025, 12, 31), date(2026, 1, 30), 0),
        (date(2026, 11, 22), date(2026, 11, 22), 0),
    ],
)
def test_hoe_lang_een_agenda_stil_is(laatst: date, op: date, maanden: int) -> None:
    middag = datetime.combine(laatst, time(12), ZoneInfo("Europe/Amsterdam"))
    assert Wijkagenda(bijgewerkt_op=middag).maanden_stil(op) == maanden


def test_de_database_weigert_een_punt_zonder_eigenaar(agenda: Wijkagenda) -> None:
    with pytest.raises(IntegrityError, match="no problem owner"):
        tot_en_met_commit(lambda: Agendapunt.objects.create(agenda=agenda, titel="Van niemand"))


def test_de_database_bewaakt_de_laatste_eigenaar(mensen: Mensen, agenda: Wijkagenda) -> None:
    punt = maak_punt(agenda, mensen.amina, eigenaren=[BEWONERS, GEMEENTE])
    eerste, laatste = punt.eigenaren.all()
    tot_en_met_commit(eerste.delete)
    over = Probleemeigenaar.objects.filter(pk=laatste.pk)
    ander = maak_punt(agenda, mensen.amina, "Anders")
    for daad in (over.delete, lambda: over.update(punt=ander)):
        with pytest.raises(IntegrityError, match="no problem owner"):
            tot_en_met_commit(daad)


def test_een_punt_dat_met_zijn_eigenaren_verdwijnt_mag(mensen: Mensen, agenda: Wijkagenda) -> None:
    maak_punt(agenda, mensen.amina).delete()
    connection.check_constraints()
    assert not Probleemeigenaar.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_twee_tegelijk_halen_niet_samen_de_laatste_eigenaren_weg() -> None:
    mensen = zet_op()
    agenda = start_agenda(wijk=mensen.slotjes, inleiding="", door=mensen.amina)
    punt = maak_punt(agenda, mensen.amina, eigenaren=[BEWONERS, GEMEENTE])
    samen, geweigerd = Barrier(2), []

    def haal_weg(eigenaar: Probleemeigenaar) -> None:
        try:
            with transaction.atomic():
                eigenaar.delete()
                samen.wait(timeout=10)
        except IntegrityError as fout:
            geweigerd.append(str(fout))
        finally:
            connection.close()

    draden = [Thread(target=haal_weg, args=[eigenaar]) for eigenaar in punt.eigenaren.all()]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(timeout=30)
    assert len(geweigerd) == 1
    assert punt.eigenaren.count() == 1
