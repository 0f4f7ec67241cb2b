"""Promise something and say whether it was kept, on both sides."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from agendas.models import Agendapunt, Toezegging, Wijkagenda
from agendas.services.agenda import Eigenaar, start_agenda, voeg_punt_toe
from agendas.services.toezeggen import doe_toezegging, rond_toezegging_af
from initiatieven.models import Initiatief
from kern.fouten import DomeinFout, GeenRecht
from kern.models import Mail
from kern.werkdagen import vandaag
from tests.maak import maak_initiatief
from tests.personen import Mensen

MORGEN = timedelta(days=1)


@pytest.fixture
def tuin(mensen: Mensen) -> Initiatief:
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)


@pytest.fixture
def punt(mensen: Mensen) -> Agendapunt:
    agenda = start_agenda(wijk=mensen.slotjes, inleiding="", door=mensen.amina)
    eigenaren = [Eigenaar("bewoners", "Bewonersgroep")]
    return voeg_punt_toe(agenda=agenda, titel="Groen", tekst="", eigenaren=eigenaren, door=mensen.amina)


def beloof(mensen: Mensen, **velden: Any) -> Toezegging:
    standaard: dict[str, Any] = {
        "kant": "gemeente",
        "wie": "Openbare Ruimte",
        "wat": "De tegels weghalen.",
        "voor": vandaag() + MORGEN,
        "door": mensen.amina,
    }
    return doe_toezegging(**{**standaard, **velden})


def te_laat(toezegging: Toezegging) -> Toezegging:
    Toezegging.objects.filter(pk=toezegging.pk).update(voor=vandaag() - MORGEN)
    return Toezegging.objects.get(pk=toezegging.pk)


def test_een_afspraak_staat_op_de_tijdlijn_en_gaat_naar_de_indiener(mensen: Mensen, tuin: Initiatief) -> None:
    toezegging = beloof(mensen, initiatief=tuin, voor=date(2099, 5, 4))
    assert toezegging.staat == "open"
    gebeurtenis = tuin.gebeurtenissen.get()
    assert gebeurtenis.tekst == "Afspraak: Openbare Ruimte. De tegels weghalen. Klaar op 4 mei 2099."
    assert gebeurtenis.openbaar
    mail = Mail.objects.get(ontvanger=mensen.daan)
    assert mail.onderwerp == f"Nieuwe afspraak over “{tuin.titel}”"
    assert "maandag 4 mei 2099" in mail.tekst


def test_een_afspraak_bij_een_punt_werkt_de_agenda_bij(mensen: Mensen, punt: Agendapunt) -> None:
    lang_geleden = timezone.now() - timedelta(days=300)
    Wijkagenda.objects.update(bijgewerkt_op=lang_geleden)
    beloof(mensen, agendapunt=Agendapunt.objects.get())
    assert Wijkagenda.objects.get().bijgewerkt_op > lang_geleden
    assert not Mail.objects.exists()


def test_een_afspraak_hoort_bij_een_ding(mensen: Mensen, tuin: Initiatief, punt: Agendapunt) -> None:
    for waarover in ({}, {"initiatief": tuin, "agendapunt": punt}):
        with pytest.raises(DomeinFout, match="één initiatief of bij één punt"):
            beloof(mensen, **waarover)
    with pytest.raises(IntegrityError, match="toezegging_hoort_bij_een_ding"), transaction.atomic():
        Toezegging.objects.create(kant="gemeente", wie="X", wat="Y", voor=vandaag())


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"wat": " "}, "wie wat gaat doen"),
        ({"wie": " "}, "wie wat gaat doen"),
        ({"voor": date(2020, 1, 1)}, "een dag die nog komt"),
    ],
)
def test_een_lege_of_oude_belofte_kan_niet(
    mensen: Mensen, tuin: Initiatief, velden: dict[str, Any], zin: str
) -> None:
    with pytest.raises(DomeinFout, match=zin):
        beloof(mensen, initiatief=tuin, **velden)


@pytest.mark.parametrize("wie", ["chantal", "wim", "bram", "daan"])
def test_niet_iedereen_legt_afspraken_vast(
    mensen: Mensen, tuin: Initiatief, punt: Agendapunt, wie: str
) -> None:
    door = getattr(mensen, wie)
    for waarover in ({"initiatief": tuin}, {"agendapunt": punt}):
        with pytest.raises(GeenRecht):
            beloof(mensen, door=door, **waarover)
    toezegging = beloof(mensen, initiatief=tuin)
    with pytest.raises(GeenRecht):
        rond_toezegging_af(toezegging=toezegging, nagekomen=True, door=door)


def test_nagekomen(mensen: Mensen, tuin: Initiatief) -> None:
    toezegging = rond_toezegging_af(
        toezegging=beloof(mensen, initiatief=tuin), nagekomen=True, door=mensen.amina
    )
    assert (toezegging.staat, toezegging.afgerond_op) == ("nagekomen", vandaag())
    assert tuin.gebeurtenissen.filter(tekst="Afspraak nagekomen: De tegels weghalen.").exists()
    assert Mail.objects.filter(onderwerp__contains="is nagekomen").exists()
    with pytest.raises(DomeinFout, match="al afgerond"):
        rond_toezegging_af(toezegging=toezegging, nagekomen=False, uitleg="Toch niet", door=mensen.amina)


def test_niet_nagekomen_vraagt_uitleg(mensen: Mensen, tuin: Initiatief) -> None:
    toezegging = te_laat(beloof(mensen, initiatief=tuin))
    assert toezegging.staat == "te_laat"
    with pytest.raises(DomeinFout, match="Leg uit"):
        rond_toezegging_af(toezegging=toezegging, nagekomen=False, uitleg=" ", door=mensen.amina)
    toezegging = rond_toezegging_af(
        toezegging=toezegging, nagekomen=False, uitleg="Er lag een kabel.", door=mensen.amina
    )
    assert toezegging.staat == "niet_nagekomen"
    assert tuin.gebeurtenissen.filter(tekst__endswith="Er lag een kabel.").exists()


def test_beide_kanten_in_een_lijst(mensen: Mensen, tuin: Initiatief, punt: Agendapunt) -> None:
    """What waits stands first; another wijk does not count."""
    klaar = beloof(mensen, initiatief=tuin, wat="Klaar")
    rond_toezegging_af(toezegging=klaar, nagekomen=True, door=mensen.amina)
    te_laat(beloof(mensen, initiatief=tuin, wat="Laat"))
    beloof(mensen, agendapunt=punt, wat="Open", kant="bewoners", wie="De buren")
    elders = maak_initiatief(mensen.vrachelen, mensen.daan, mensen.chantal, kenmerk="2026-0002")
    beloof(mensen, initiatief=elders, wat="Elders", door=mensen.chantal)
    afspraken = Toezegging.objects.in_wijk(mensen.slotjes).afspraken()
    assert [t.wat for t in afspraken.rijen] == ["Laat", "Open", "Klaar"]
    (gemeente, stand_gemeente), (bewoners, stand_bewoners) = afspraken.standen
    assert (gemeente, stand_gemeente.nagekomen, stand_gemeente.voorbij, stand_gemeente.te_laat) == (
        "gemeente",
        1,
        2,
        1,
    )
    assert (bewoners, stand_bewoners.voorbij, stand_bewoners.open) == ("bewoners", 0, 1)
