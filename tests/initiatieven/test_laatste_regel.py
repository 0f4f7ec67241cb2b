"""An initiative knows the newest line of its timeline, whoever writes it; the database keeps that."""

from datetime import timedelta

import pytest
from django.utils import timezone

from initiatieven.models import Gebeurtenis, Initiatief
from initiatieven.services.behandelen import noteer
from tests.maak import maak_initiatief
from tests.personen import Mensen

pytestmark = pytest.mark.django_db
Soort = Gebeurtenis.Soort


@pytest.fixture
def tuin(mensen: Mensen) -> Initiatief:
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)


def laatste(initiatief: Initiatief) -> Gebeurtenis | None:
    initiatief.refresh_from_db()
    return initiatief.laatste


def test_een_nieuwe_regel_is_de_laatste(mensen: Mensen, tuin: Initiatief) -> None:
    assert laatste(tuin) is None
    regel = noteer(initiatief=tuin, door=mensen.amina, tekst="Gebeld.")
    assert laatste(tuin) == regel
    assert tuin.laatste_op == regel.wanneer


def test_wie_veel_regels_tegelijk_schrijft_houdt_de_laatste_per_initiatief(
    mensen: Mensen, tuin: Initiatief
) -> None:
    ander = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, kenmerk="2026-0002")
    nu = timezone.now()
    regels = Gebeurtenis.objects.bulk_create(
        Gebeurtenis(initiatief=initiatief, soort=Soort.NOTITIE, wanneer=nu - timedelta(hours=uren))
        for initiatief, uren in ((tuin, 1), (ander, 5), (tuin, 9), (ander, 3))
    )
    assert laatste(tuin) == regels[0]
    assert laatste(ander) == regels[3]


def test_een_oudere_regel_en_een_termijn_die_voorbijgaat_tellen_niet(
    mensen: Mensen, tuin: Initiatief
) -> None:
    regel = noteer(initiatief=tuin, door=mensen.amina, tekst="Gebeld.")
    tuin.gebeurtenissen.create(soort=Soort.NOTITIE, wanneer=regel.wanneer - timedelta(days=1))
    tuin.gebeurtenissen.create(soort=Soort.TERMIJN, openbaar=False)
    assert laatste(tuin) == regel


def test_wie_een_oude_rij_bewaart_brengt_niets_terug(mensen: Mensen, tuin: Initiatief) -> None:
    oud = Initiatief.objects.get(pk=tuin.pk)
    regel = noteer(initiatief=tuin, door=mensen.amina, tekst="Gebeld.")
    oud.titel = "Een grotere tuin"
    oud.save()
    Initiatief.objects.filter(pk=tuin.pk).update(laatste=None, laatste_op=timezone.now())
    assert laatste(tuin) == regel
    assert tuin.laatste_op == regel.wanneer
    assert tuin.titel == "Een grotere tuin"
