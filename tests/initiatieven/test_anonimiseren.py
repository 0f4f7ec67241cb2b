"""Taking a person out of an initiative, and what the database itself refuses."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from initiatieven.levensloop import Kanaal, Status
from initiatieven.models import Betrokkene, Gebeurtenis, Heropenverzoek, Initiatief, Opmerking, Tekstversie
from initiatieven.services import meedoen, opmerkingen
from initiatieven.services.anonimiseren import anonimiseer_indiener, wis_betrokkenen, wis_reacties
from initiatieven.services.basis import schrijf
from initiatieven.services.behandelen import noteer, stop
from initiatieven.services.heropenen import beslis_heropenen
from initiatieven.services.wijzigen import wijzig_tekst
from kern.fouten import DomeinFout
from kern.wissen import maak_grafsteen
from kern.wistriggers import GEWISTE_TEKST
from tests.maak import maak_initiatief
from tests.personen import Mensen

Soort = Gebeurtenis.Soort


def test_een_regel_mag_alleen_leeg_worden(mensen: Mensen) -> None:
    zaak = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    regel = schrijf(zaak, Soort.VOORTGANG, door=mensen.daan, tekst="Het is af.", afzender="Daan")
    rij = Gebeurtenis.objects.filter(pk=regel.pk)
    for velden in ({"tekst": "Iets anders."}, {"openbaar": False}, {"tekst": "", "namens": "wethouder"}):
        with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
            rij.update(**velden)
    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        rij.delete()

    rij.update(tekst=GEWISTE_TEKST, afzender="")
    rij.update(tekst="")

    assert rij.get().tekst == ""


def test_een_oude_versie_mag_alleen_leeg_worden(mensen: Mensen) -> None:
    zaak = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    wijzig_tekst(initiatief=zaak, door=mensen.daan, antwoorden={"verhaal": "Korter."})
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        Tekstversie.objects.update(oud="Dit zei ik nooit.")

    Tekstversie.objects.update(oud="", nieuw="")

    assert not Tekstversie.objects.exclude(oud="").exists()


def test_van_wie_gewist_is_komt_niets_nieuws(mensen: Mensen) -> None:
    zaak = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    maak_grafsteen(gebruiker=mensen.fatima)
    with pytest.raises(IntegrityError, match="erased"), transaction.atomic():
        opmerkingen.plaats(initiatief=zaak, door=mensen.fatima, tekst="Nog even dit.")
    with pytest.raises(IntegrityError, match="erased"), transaction.atomic():
        meedoen.steun(initiatief=zaak, door=mensen.fatima)
    assert not Opmerking.objects.exists()
    assert not Betrokkene.objects.exists()


def test_de_indiener_verdwijnt_en_het_verhaal_blijft(mensen: Mensen) -> None:
    zaak = maak_initiatief(
        mensen.slotjes,
        mensen.daan,
        mensen.amina,
        telefoon="06-12345678",
        kanaal=Kanaal.TELEFOON,
        toon_voornaam=True,
        verhaal="Ik, Daan Jansen, wil een tuin. Bel 06 1234 5678.",
    )
    noteer(initiatief=zaak, door=mensen.amina, tekst="Een aardige man, woont op nummer 8.")
    wijzig_tekst(initiatief=zaak, door=mensen.daan, antwoorden={"titel": "De tuin van Daan"})
    stop(initiatief=zaak, door=mensen.amina, reden="Beste Daan, het lukt niet.")

    assert anonimiseer_indiener(initiatief=zaak)
    assert not anonimiseer_indiener(initiatief=zaak)

    zaak = Initiatief.objects.get(pk=zaak.pk)
    assert zaak.indiener is None
    assert (zaak.telefoon, zaak.toon_voornaam) == ("", False)
    assert zaak.titel == "De tuin van [gewist]"
    assert zaak.verhaal == "Ik, [gewist], wil een tuin. Bel [gewist]."
    assert zaak.reden == "Beste [gewist], het lukt niet."
    teksten = set(zaak.gebeurtenissen.values_list("soort", "tekst"))
    assert (Soort.NOTITIE, GEWISTE_TEKST) in teksten
    assert (Soort.GESTOPT, GEWISTE_TEKST) in teksten  # it named the person
    assert (Soort.GEWIJZIGD, "Aangepast: de titel.") in teksten
    assert not Tekstversie.objects.exclude(oud="", nieuw="").exists()


def test_wat_loopt_wordt_niet_van_niemand(mensen: Mensen) -> None:
    zaak = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    with pytest.raises(DomeinFout, match="loopt nog"):
        anonimiseer_indiener(initiatief=zaak)


def test_wat_van_niemand_is_gaat_niet_meer_open(mensen: Mensen) -> None:
    zaak = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=Status.GESTOPT)
    anonimiseer_indiener(initiatief=zaak)
    with pytest.raises(DomeinFout, match="kan niet meer open"):
        beslis_heropenen(
            initiatief=zaak, door=mensen.amina, besluit=Heropenverzoek.Besluit.HEROPEND, toelichting="Toch."
        )


def test_van_een_reactie_blijft_de_plek(mensen: Mensen) -> None:
    zaak = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    een = opmerkingen.plaats(initiatief=zaak, door=mensen.fatima, tekst="Mooi plan.", toon_voornaam=True)
    twee = opmerkingen.plaats(initiatief=zaak, door=mensen.fatima, tekst="Toch niet.")
    opmerkingen.trek_in(opmerking=twee, door=mensen.fatima)

    assert wis_reacties(gebruiker=mensen.fatima) == 2
    assert wis_reacties(gebruiker=mensen.fatima) == 0

    een.refresh_from_db()
    twee.refresh_from_db()
    zaak.refresh_from_db()
    assert (een.tekst, twee.tekst, een.toon_voornaam) == ("", "", False)
    assert een.gewist_op
    assert twee.gewist_op
    assert zaak.aantal_opmerkingen == 1
    assert list(zaak.opmerkingen.geplaatst()) == [een]
    assert not zaak.opmerkingen.zichtbaar().exists()


def test_wie_meedeed_telt_nog_mee(mensen: Mensen) -> None:
    zaak = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    meedoen.doe_mee(initiatief=zaak, door=mensen.fatima, bijdrage="Ik heb een schep.", toon_voornaam=True)

    wis_betrokkenen(Betrokkene.objects.filter(gebruiker=mensen.fatima))

    rij = zaak.betrokkenen.meedoen().get()
    assert (rij.bijdrage, rij.toon_voornaam) == ("", False)
