"""Erasing: nobody may take more with them than what is about themselves, by what they call themselves."""

import pytest

from agendas.models import Probleemeigenaar, Toezegging
from agendas.services.agenda import Eigenaar, start_agenda, voeg_punt_toe
from agendas.services.toezeggen import doe_toezegging
from initiatieven.models import Gebeurtenis, Initiatief
from initiatieven.services.accounts import verbeter
from initiatieven.services.behandelen import stop
from kern.models import Gebruiker
from kern.werkdagen import vandaag
from tests.maak import maak_gebruiker, maak_initiatief
from tests.personen import Mensen
from wijkportaal.wissen import wis

pytestmark = pytest.mark.django_db
REDEN = "In de wijk is geen plek. Amina de Wit belt u, op 06-11223344."


@pytest.fixture
def zaak(mensen: Mensen) -> Initiatief:
    """Of somebody else, with words of others."""
    zaak = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, verhaal="Een bankje in de buurt.")
    stop(initiatief=zaak, door=mensen.amina, reden=REDEN)
    return zaak


def _wis_als(wie: Gebruiker, naam: str) -> None:
    verbeter(gebruiker=wie, naam=naam, toon_voornaam=False)
    wie.refresh_from_db()
    wis(gebruiker=wie, ook_teksten=True, door=wie)


def _alles_staat_er_nog(zaak: Initiatief) -> bool:
    vers = Initiatief.objects.get(pk=zaak.pk)
    regel = Gebeurtenis.objects.get(initiatief=zaak, soort=Gebeurtenis.Soort.GESTOPT)
    return (vers.verhaal, vers.reden, regel.tekst) == ("Een bankje in de buurt.", REDEN, REDEN)


@pytest.mark.parametrize("naam", ["in de", "In De", "geen plek", "Amina de Wit", "Amina  de  wit", "de Wit"])
def test_wie_zich_als_gewone_woorden_of_als_een_ander_noemt_wist_niets_van_anderen(
    mensen: Mensen, zaak: Initiatief, naam: str
) -> None:
    """Sabotage: erasing looks for the name in every text, and everybody chooses their own name."""
    _wis_als(mensen.fatima, naam)
    assert _alles_staat_er_nog(zaak)


def test_een_veel_genoemde_naam_wist_niets_van_anderen(mensen: Mensen) -> None:
    """A name that stands all over the portal is that of an organisation, or of a place."""
    for nummer in range(30):
        zaak = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, kenmerk=f"2026-{nummer + 100:04}")
        stop(initiatief=zaak, door=mensen.amina, reden="Vraag het Gemeente Oosterhout.")
    _wis_als(mensen.fatima, "Gemeente Oosterhout")
    assert Gebeurtenis.objects.filter(tekst__contains="Gemeente Oosterhout").count() == 30


def test_met_het_telefoonnummer_van_een_ander_wist_niemand_waar_dat_staat(
    mensen: Mensen, zaak: Initiatief
) -> None:
    """Sabotage: the number that somebody fills in at an initiative need not be theirs."""
    maak_initiatief(
        mensen.slotjes, mensen.fatima, mensen.amina, kenmerk="2026-0002", telefoon="06 11 22 33 44"
    )
    _wis_als(mensen.fatima, "Fatima el Amrani")
    assert _alles_staat_er_nog(zaak)


def test_wie_zich_als_een_ander_noemt_neemt_geen_plek_of_afspraak_over(mensen: Mensen) -> None:
    bewoner = maak_gebruiker("Karel Zwaan")
    agenda = start_agenda(wijk=mensen.slotjes, inleiding="", door=mensen.amina)
    eigenaren = [Eigenaar("bewoners", "Karel Zwaan", bewoner)]
    punt = voeg_punt_toe(agenda=agenda, titel="Hek", tekst="Hek.", eigenaren=eigenaren, door=mensen.amina)
    afspraak = doe_toezegging(
        kant="gemeente", wie="Wijkbeheer", wat="Zand", voor=vandaag(), door=mensen.amina, agendapunt=punt
    )
    _wis_als(mensen.fatima, "Karel Zwaan")
    _wis_als(mensen.daan, "Wijkbeheer")
    assert Probleemeigenaar.objects.get(naam="Karel Zwaan").gebruiker == bewoner
    assert Toezegging.objects.get(pk=afspraak.pk).wie == "Wijkbeheer"
