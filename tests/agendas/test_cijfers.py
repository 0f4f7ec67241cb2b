"""Figures about agendas and promises, per wijk and period."""

from datetime import timedelta

from agendas.cijfers import Agendacijfers, per_wijk
from agendas.services.agenda import Eigenaar, start_agenda, voeg_punt_toe
from agendas.services.toezeggen import doe_toezegging, rond_toezegging_af
from kern.werkdagen import vandaag
from tests.maak import maak_initiatief
from tests.personen import Mensen


def test_per_wijk_in_een_periode(mensen: Mensen) -> None:
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    agenda = start_agenda(wijk=mensen.slotjes, inleiding="", door=mensen.amina)
    punt = voeg_punt_toe(
        agenda=agenda,
        titel="Meer groen",
        tekst="",
        eigenaren=[Eigenaar("bewoners", "De buren")],
        status="gerealiseerd",
        door=mensen.amina,
    )
    morgen = vandaag() + timedelta(days=1)
    for waarover in ({"initiatief": tuin}, {"agendapunt": punt}):
        doe_toezegging(kant="gemeente", wie="Wij", wat="Iets", voor=morgen, door=mensen.amina, **waarover)
    rond_toezegging_af(toezegging=tuin.toezeggingen.get(), nagekomen=True, door=mensen.amina)
    overmorgen = morgen + timedelta(days=1)
    assert per_wijk(vanaf=vandaag(), tot=overmorgen) == {
        mensen.slotjes.pk: Agendacijfers(punten_gelukt=1, toezeggingen=2, nagekomen=1)
    }
    assert per_wijk(vanaf=morgen, tot=overmorgen)[mensen.slotjes.pk].punten_gelukt == 0
    assert per_wijk(vanaf=overmorgen, tot=overmorgen + timedelta(days=1)) == {}
