"""The first personal reaction: it stops the first clock and starts the next."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from initiatieven.levensloop import AanZet, Status
from initiatieven.models import Gebeurtenis
from initiatieven.services.behandelen import noteer, reageer
from kern.fouten import DomeinFout, GeenRecht
from kern.werkdagen import plus_werkdagen, vandaag
from tests.initiatieven.hulp import laatste, mails_aan
from tests.maak import maak_initiatief
from tests.personen import Mensen

pytestmark = pytest.mark.django_db


def test_de_eerste_reactie(mensen: Mensen) -> None:
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    reageer(initiatief=tuin, door=mensen.amina, tekst="Wat een mooi plan. Ik bel u morgen.")

    tuin.refresh_from_db()
    assert tuin.status == Status.IN_BEHANDELING
    assert (tuin.aan_zet, tuin.aan_zet_persoon) == (AanZet.MEDEWERKER, mensen.amina)
    assert tuin.uiterlijk == plus_werkdagen(vandaag(), 10)
    assert tuin.eerste_reactie_op is not None
    regel = laatste(tuin)
    assert (regel.soort, regel.openbaar, regel.door) == (Gebeurtenis.Soort.REACTIE, True, mensen.amina)
    assert regel.namens == "wijkmakelaar"
    assert (regel.van_status, regel.naar_status) == (Status.INGEDIEND, Status.IN_BEHANDELING)


def test_de_inwoner_krijgt_er_een_mail_over_en_de_wijkmakelaar_niet(mensen: Mensen) -> None:
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, titel="Tuin & terras")
    reageer(initiatief=tuin, door=mensen.amina, tekst="Ik bel u morgen.")

    [mail] = mails_aan(mensen.daan)
    assert mail.onderwerp == "Amina de Wit reageert op uw initiatief: Tuin & terras"
    assert "Ik bel u morgen." in mail.tekst
    assert "Ik bel u morgen." in mail.html
    assert "Amina de Wit is aan zet. U hoort uiterlijk" in mail.tekst
    assert f"/initiatieven/{tuin.kenmerk}/" in mail.tekst
    assert mails_aan(mensen.amina) == []


def test_de_beslisdatum_telt_vanaf_de_dag_van_indienen(mensen: Mensen) -> None:
    ingediend = timezone.now() - timedelta(days=3)
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, ingediend_op=ingediend)
    reageer(initiatief=tuin, door=mensen.amina, tekst="Dank u.")
    tuin.refresh_from_db()
    assert tuin.uiterlijk == plus_werkdagen(timezone.localdate(ingediend), 10)


def test_wie_veel_te_laat_reageert_belooft_geen_dag_die_al_voorbij_is(mensen: Mensen) -> None:
    lang_geleden = timezone.make_aware(datetime(2025, 1, 6, 9))
    tuin = maak_initiatief(
        mensen.slotjes,
        mensen.daan,
        mensen.amina,
        ingediend_op=lang_geleden,
        uiterlijk=date(2025, 1, 13),
    )
    reageer(initiatief=tuin, door=mensen.amina, tekst="Het spijt ons dat dit zo lang duurde.")
    tuin.refresh_from_db()
    assert tuin.uiterlijk == plus_werkdagen(vandaag(), 1)


def test_een_tweede_eerste_reactie_bestaat_niet(mensen: Mensen) -> None:
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    reageer(initiatief=tuin, door=mensen.amina, tekst="Dank u.")
    with pytest.raises(DomeinFout, match="al gereageerd"):
        reageer(initiatief=tuin, door=mensen.amina, tekst="Nogmaals dank.")
    assert tuin.gebeurtenissen.count() == 1
    assert len(mails_aan(mensen.daan)) == 1


@pytest.mark.parametrize("wie", ["chantal", "daan", "els", "wim", "bram", "teun"])
def test_alleen_wie_er_over_gaat_reageert(mensen: Mensen, wie: str) -> None:
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    with pytest.raises(GeenRecht):
        reageer(initiatief=tuin, door=getattr(mensen, wie), tekst="Dank u.")
    assert not tuin.gebeurtenissen.exists()


def test_een_notitie_blijft_binnen(mensen: Mensen) -> None:
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    noteer(initiatief=tuin, door=mensen.wim, tekst="Ik ken deze straat goed.")
    assert not tuin.gebeurtenissen.openbaar().exists()
    assert laatste(tuin).namens == "wijkwerker"
    assert mails_aan(mensen.daan) == []
    with pytest.raises(GeenRecht):
        noteer(initiatief=tuin, door=mensen.daan, tekst="Ik lees mee.")
