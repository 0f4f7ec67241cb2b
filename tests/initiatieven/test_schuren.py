"""A friction is opened, reported on, climbs one step at a time, goes back, and gets an outcome."""

import pytest
from django.db import IntegrityError, transaction

from initiatieven.levensloop import Status
from initiatieven.models import Gebeurtenis, Initiatief, Kader, Schuring, Schuringstap
from initiatieven.services.schuren import (
    Tussendoor,
    open_schuring,
    sla_over,
    sluit_schuring,
    voeg_verslag_toe,
    zet_hoger,
    zet_terug,
)
from kern.fouten import DomeinFout
from kern.models import Mail
from kern.profiel import profiel
from kern.werkdagen import plus_werkdagen, vandaag
from tests.initiatieven.hulp import laatste, mails_aan
from tests.initiatieven.schuring import GEVAL, laat_verlopen, maak_schuring, vers
from tests.maak import maak_initiatief
from tests.personen import Mensen

pytestmark = pytest.mark.django_db
TEAMLEIDER, MANAGEMENT, OPGAVELEIDER, WETHOUDER, RAAD = 1, 2, 3, 4, 6


@pytest.fixture
def zaak(mensen: Mensen) -> Initiatief:
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=Status.IN_BEHANDELING)


@pytest.fixture
def schuring(mensen: Mensen, zaak: Initiatief) -> Schuring:
    return maak_schuring(zaak, mensen.amina)


def onderwerpen(persoon: object) -> list[str]:
    return [mail.onderwerp for mail in mails_aan(persoon)]  # type: ignore[arg-type]


def test_een_schuring_begint_onderaan_bij_iemand_met_een_datum(mensen: Mensen, zaak: Initiatief) -> None:
    schuring = maak_schuring(zaak, mensen.olga)
    trede = profiel().ladder[0]
    assert (schuring.trede, schuring.trede_naam, schuring.eigenaar) == (0, trede.naam, mensen.amina)
    assert schuring.uiterlijk == plus_werkdagen(vandaag(), trede.termijn)
    stap = schuring.stappen.get()
    assert (stap.soort, stap.van_trede, stap.door) == (Schuringstap.Soort.GEOPEND, -1, mensen.olga)
    assert onderwerpen(mensen.amina) == [
        "Hier schuurt het en u bent aan zet: Een buurttuin aan de Zandheuvel"
    ]
    assert onderwerpen(mensen.olga) == []


def test_zonder_tekst_voor_de_inwoner_weten_alleen_collegas_ervan(mensen: Mensen, schuring: Schuring) -> None:
    regel = laatste(schuring.initiatief)
    assert (regel.soort, regel.openbaar, regel.tekst) == ("schuring", False, GEVAL["regel"])
    assert mails_aan(mensen.daan) == []
    assert not hasattr(regel, "verspreiding")


def test_met_een_tekst_leest_iedereen_die_en_telt_hij_als_eerste_reactie(
    mensen: Mensen, zaak: Initiatief
) -> None:
    maak_schuring(zaak, mensen.amina, publiek="Wij zoeken uit of het hier mag.")
    regel = laatste(zaak)
    assert (regel.openbaar, regel.tekst) == (True, "Wij zoeken uit of het hier mag.")
    assert onderwerpen(mensen.daan) == [
        "Hier schuurt het en wij zoeken een oplossing: Een buurttuin aan de Zandheuvel"
    ]
    assert GEVAL["belang"] not in mails_aan(mensen.daan)[0].tekst
    zaak.refresh_from_db()
    assert zaak.eerste_reactie_op is not None


def test_een_kader_uit_het_register_is_ook_een_regel(mensen: Mensen, zaak: Initiatief) -> None:
    kader = Kader.objects.create(titel="Groen blijft groen", bron="Omgevingsplan, artikel 3", tekst="…")
    schuring = maak_schuring(zaak, mensen.amina, regel="", kader=kader)
    assert (schuring.regel, schuring.kader) == ("Groen blijft groen", kader)
    with pytest.raises(DomeinFout, match="Noem de regel"):
        open_schuring(initiatief=zaak, door=mensen.amina, **{**GEVAL, "regel": " "})


def test_bij_wat_is_afgerond_komt_geen_schuring_meer(mensen: Mensen) -> None:
    klaar = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=Status.GEREALISEERD)
    with pytest.raises(DomeinFout, match="afgerond"):
        open_schuring(initiatief=klaar, door=mensen.amina, **GEVAL)


def test_een_verslag_verandert_niets_aan_wie_en_wanneer(mensen: Mensen, schuring: Schuring) -> None:
    voor = (schuring.trede, schuring.eigenaar, schuring.uiterlijk)
    voeg_verslag_toe(schuring=schuring, door=mensen.olga, verslag="Gebeld met de welstand.")
    schuring = vers(schuring)
    assert (schuring.trede, schuring.eigenaar, schuring.uiterlijk) == voor
    assert schuring.stappen.latest("pk").verslag == "Gebeld met de welstand."
    assert onderwerpen(mensen.amina)[-1].startswith("Een verslag bij uw schuring")
    with pytest.raises(DomeinFout, match="besproken"):
        voeg_verslag_toe(schuring=schuring, door=mensen.amina, verslag="  ")


def test_een_trede_hoger_vraagt_bij_de_teamleider_om_de_afdeling(mensen: Mensen, schuring: Schuring) -> None:
    with pytest.raises(DomeinFout, match="Kies de afdeling"):
        zet_hoger(schuring=schuring, door=mensen.amina, verslag="Kom er niet uit.")
    zet_hoger(
        schuring=schuring, door=mensen.amina, verslag="Kom er niet uit.", afdeling=mensen.openbare_ruimte
    )
    schuring = vers(schuring)
    assert (schuring.trede, schuring.eigenaar) == (TEAMLEIDER, mensen.teun)
    assert schuring.uiterlijk == plus_werkdagen(vandaag(), profiel().ladder[TEAMLEIDER].termijn)
    assert onderwerpen(mensen.teun) == ["Een schuring komt bij u: Een buurttuin aan de Zandheuvel"]
    assert "Kom er niet uit." in mails_aan(mensen.teun)[0].tekst
    # The department is known from now on.
    zet_hoger(schuring=schuring, door=mensen.teun, verslag="Mijn regel, maar niet mijn besluit.")
    assert vers(schuring).eigenaar == mensen.teun
    assert vers(schuring).trede == MANAGEMENT
    assert onderwerpen(mensen.teun) == ["Een schuring komt bij u: Een buurttuin aan de Zandheuvel"]
    assert onderwerpen(mensen.amina)[-1].startswith("Een schuring gaat een trede hoger")


def test_zonder_wat_de_trede_opleverde_gaat_niets_verder(mensen: Mensen, schuring: Schuring) -> None:
    with pytest.raises(DomeinFout, match="opleverde"):
        zet_hoger(schuring=schuring, door=mensen.amina, verslag="", afdeling=mensen.openbare_ruimte)


def test_overslaan_mag_alleen_met_een_reden(mensen: Mensen, schuring: Schuring) -> None:
    with pytest.raises(DomeinFout, match="Vertel waarom"):
        sla_over(schuring=schuring, door=mensen.amina, naar=WETHOUDER, reden=" ")
    sla_over(
        schuring=schuring, door=mensen.amina, naar=WETHOUDER, reden="Het plein gaat volgende week dicht."
    )
    schuring = vers(schuring)
    assert (schuring.trede, schuring.eigenaar) == (WETHOUDER, mensen.bram)
    stap = schuring.stappen.latest("pk")
    assert (stap.van_trede, stap.overgeslagen) == (0, "Het plein gaat volgende week dicht.")
    assert "Het plein gaat volgende week dicht." in mails_aan(mensen.bram)[0].tekst


@pytest.mark.parametrize("naar", [-1, 0, 1, 7])
def test_overslaan_is_altijd_meer_dan_een_trede(mensen: Mensen, schuring: Schuring, naar: int) -> None:
    with pytest.raises(DomeinFout, match="hoger ligt"):
        sla_over(schuring=schuring, door=mensen.amina, naar=naar, reden="Haast.")


def test_de_database_weigert_een_sprong_zonder_reden(mensen: Mensen, schuring: Schuring) -> None:
    with pytest.raises(IntegrityError, match="een_trede_tegelijk"), transaction.atomic():
        Schuringstap.objects.create(
            schuring=schuring,
            soort="hoger",
            trede=3,
            van_trede=0,
            trede_naam="De opgaveleider",
            eigenaar=mensen.olga,
            uiterlijk=vandaag(),
            door=mensen.amina,
        )


def test_de_database_weigert_een_open_schuring_zonder_datum_en_een_uitkomst_zonder_uitleg(
    schuring: Schuring,
) -> None:
    rij = Schuring.objects.filter(pk=schuring.pk)
    for velden in (
        {"uiterlijk": None},
        {"uiterlijk": None, "uitkomst": "maatwerk", "gesloten_op": schuring.geopend_op, "toelichting": ""},
        {"uitkomst": "maatwerk"},
    ):
        with pytest.raises(IntegrityError, match="schuring_open_heeft_datum"), transaction.atomic():
            rij.update(**velden)


def test_de_geschiedenis_is_alleen_toe_te_voegen(schuring: Schuring) -> None:
    for doe in (lambda s: s.update(verslag="Anders."), lambda s: s.delete()):
        with pytest.raises(Exception, match="Cannot"), transaction.atomic():
            doe(schuring.stappen.all())


def test_terug_naar_een_eerdere_trede_met_reden_en_nieuwe_termijn(mensen: Mensen, schuring: Schuring) -> None:
    sla_over(schuring=schuring, door=mensen.amina, naar=OPGAVELEIDER, reden="Het raakt drie afdelingen.")
    laat_verlopen(schuring)
    with pytest.raises(DomeinFout, match="terug kan"):
        zet_terug(schuring=schuring, door=mensen.olga, naar=0, reden="")
    with pytest.raises(DomeinFout, match="lager ligt"):
        zet_terug(schuring=schuring, door=mensen.olga, naar=OPGAVELEIDER, reden="Hier.")
    zet_terug(
        schuring=schuring,
        door=mensen.olga,
        naar=TEAMLEIDER,
        reden="De teamleider kan nu schuiven.",
        afdeling=mensen.openbare_ruimte,
    )
    schuring = vers(schuring)
    assert (schuring.trede, schuring.eigenaar) == (TEAMLEIDER, mensen.teun)
    assert schuring.uiterlijk == plus_werkdagen(vandaag(), profiel().ladder[TEAMLEIDER].termijn)
    assert onderwerpen(mensen.teun)[-1].startswith("Een schuring komt bij u terug")
    # What is above it now must be climbed again, one at a time.
    with pytest.raises(DomeinFout, match="hoger ligt"):
        sla_over(schuring=schuring, door=mensen.teun, naar=MANAGEMENT, reden="Al geweest.")


@pytest.mark.parametrize("uitkomst", Schuring.Uitkomst)
def test_een_uitkomst_sluit_met_uitleg(mensen: Mensen, schuring: Schuring, uitkomst: str) -> None:
    with pytest.raises(DomeinFout, match="Leg uit"):
        sluit_schuring(schuring=schuring, door=mensen.amina, uitkomst=uitkomst, toelichting="")
    sluit_schuring(schuring=schuring, door=mensen.amina, uitkomst=uitkomst, toelichting="Zo is besloten.")
    schuring = vers(schuring)
    assert (schuring.is_open, schuring.uitkomst, schuring.uiterlijk) == (False, uitkomst, None)
    assert schuring.stappen.latest("pk").soort == "gesloten"
    regel = laatste(schuring.initiatief)
    assert not regel.openbaar
    assert schuring.get_uitkomst_display() in regel.tekst
    assert mails_aan(mensen.daan) == []
    with pytest.raises(DomeinFout, match="al een uitkomst"):
        voeg_verslag_toe(schuring=schuring, door=mensen.amina, verslag="Nog iets.")


def test_de_hoogste_trede_heeft_alleen_nog_een_uitkomst(mensen: Mensen, schuring: Schuring) -> None:
    sla_over(schuring=schuring, door=mensen.amina, naar=RAAD, reden="Het gaat over het kader zelf.")
    schuring = vers(schuring)
    assert schuring.eigenaar == mensen.els
    with pytest.raises(DomeinFout, match="hoogste trede"):
        zet_hoger(schuring=schuring, door=mensen.els, verslag="Nog hoger?")
    sluit_schuring(
        schuring=schuring, door=mensen.els, uitkomst="kadervraag", toelichting="Op de agenda gezet."
    )
    assert onderwerpen(mensen.amina)[-1].startswith("Een schuring heeft een uitkomst")


def test_twee_tegelijk_een_wint_en_de_ander_hoort_wat_er_veranderde(
    mensen: Mensen, schuring: Schuring
) -> None:
    gezien = schuring.stappen.latest("pk").pk
    voeg_verslag_toe(schuring=schuring, door=mensen.olga, verslag="Ik belde.", gezien=gezien)
    with pytest.raises(Tussendoor, match=r"Verslag \(Olga Brouwers") as gevangen:
        sluit_schuring(
            schuring=schuring, door=mensen.amina, uitkomst="maatwerk", toelichting="Klaar.", gezien=gezien
        )
    assert [stap.verslag for stap in gevangen.value.stappen] == ["Ik belde."]
    assert vers(schuring).is_open


def test_nooit_een_mail_over_je_eigen_daad_en_nooit_twee(mensen: Mensen, zaak: Initiatief) -> None:
    zaak.behandelaar = mensen.amina
    schuring = maak_schuring(zaak, mensen.amina)  # opener, holder and behandelaar in one
    assert not Mail.objects.exists()
    voeg_verslag_toe(schuring=schuring, door=mensen.olga, verslag="Dag.")
    assert [mail.ontvanger for mail in Mail.objects.all()] == [mensen.amina]


def test_wie_niets_meer_mag_lezen_krijgt_geen_mail(mensen: Mensen, zaak: Initiatief) -> None:
    schuring = maak_schuring(zaak, mensen.olga)
    mensen.olga.rolvervullingen.update(tot=vandaag())
    Mail.objects.all().delete()
    sla_over(schuring=schuring, door=mensen.amina, naar=WETHOUDER, reden="Haast.")
    assert [mail.ontvanger for mail in Mail.objects.all()] == [mensen.bram]


def test_elke_daad_staat_ook_op_de_tijdlijn_van_het_initiatief(mensen: Mensen, schuring: Schuring) -> None:
    voeg_verslag_toe(schuring=schuring, door=mensen.amina, verslag="Een.")
    sla_over(schuring=schuring, door=mensen.amina, naar=WETHOUDER, reden="Twee.", verslag="Drie.")
    sluit_schuring(schuring=schuring, door=mensen.bram, uitkomst="maatwerk", toelichting="Vier.")
    regels = schuring.initiatief.gebeurtenissen.filter(soort=Gebeurtenis.Soort.SCHURING).order_by("id")
    assert regels.count() == schuring.stappen.count() == 4
    assert [regel.namens for regel in regels][-1] == "wijkwethouder"
    for deel in ("Twee.", "Drie.", "De wijkwethouder hakt de knoop door"):
        assert deel in regels[2].tekst
