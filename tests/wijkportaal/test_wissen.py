"""Erasing a person over all floors: what goes, what stays, and who has the open work."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from agendas.models import Probleemeigenaar, Toezegging
from budgetten.models import Toekenning
from initiatieven.levensloop import AanZet, Status
from initiatieven.models import (
    Betrokkene,
    Foto,
    Gebeurtenis,
    Initiatief,
    TeBevestigen,
    Uitvraag,
    Volgt,
)
from initiatieven.services.behandelen import stop
from kern.fotos import pad
from kern.fouten import DomeinFout
from kern.mail import verstuur_wachtende
from kern.models import Gebruiker, Mail
from kern.werkdagen import vandaag
from rapportages.models import Leerpunt
from rollen.models import Rol
from tests.diensten import Mailvanger
from tests.maak import maak_gebruiker, maak_initiatief, maak_rol
from tests.personen import Mensen
from tests.wijkportaal.iemand import EMAIL, MERKEN, Iemand, maak_iemand, reacties_van, waar_staat
from wijkportaal.wissen import vooruitblik, wis

pytestmark = pytest.mark.django_db


@pytest.fixture
def iemand(mensen: Mensen) -> Iemand:
    return maak_iemand(mensen)


def _wis(iemand: Iemand, *, ook_teksten: bool = False) -> bool:
    return wis(gebruiker=iemand.gebruiker, ook_teksten=ook_teksten, door=iemand.gebruiker)


def _vers(zaak: Initiatief) -> Initiatief:
    return Initiatief.objects.get(pk=zaak.pk)


@pytest.mark.parametrize("ook_teksten", [False, True])
def test_nergens_staat_nog_een_naam_adres_of_nummer(
    iemand: Iemand, mailvanger: Mailvanger, ook_teksten: bool
) -> None:
    assert len(waar_staat(*MERKEN)) > 25  # the search finds what there is to find

    assert _wis(iemand, ook_teksten=ook_teksten)
    verstuur_wachtende()

    assert "\n".join(waar_staat(*MERKEN)) == ""
    laatste = mailvanger.voor(EMAIL)[-1]
    assert "gewist" in laatste["Subject"]
    rij = Gebruiker.objects.get(pk=iemand.gebruiker.pk)
    assert (rij.email, rij.naam, rij.is_active) == (None, "", False)
    assert rij.gewist_op is not None
    assert not rij.has_usable_password()


def test_open_werk_heeft_een_eigenaar(iemand: Iemand, mensen: Mensen) -> None:
    _wis(iemand)

    loopt = _vers(iemand.loopt)
    assert (loopt.status, loopt.indiener, loopt.gewist_op is not None) == (Status.GESTOPT, None, True)
    regel = loopt.gebeurtenissen.filter(soort=Gebeurtenis.Soort.GESTOPT).get()
    assert (regel.tekst, regel.door, regel.openbaar) == (loopt.reden, None, True)
    assert "trok het in" in regel.tekst
    samen = _vers(iemand.samen)
    assert (samen.status, samen.aan_zet) == (Status.WACHT_OP_INDIENER, AanZet.INDIENER)
    assert (samen.indiener, samen.aan_zet_persoon, samen.telefoon) == (mensen.fatima, mensen.fatima, "")
    assert not samen.betrokkenen.mede().exists()  # she is the one who started it now
    assert Mail.objects.filter(ontvanger=mensen.fatima, onderwerp="U gaat verder met: Samen vegen").exists()
    # What lay with this person as an organisation is back with the municipality.
    van_daan = _vers(iemand.van_daan)
    assert (van_daan.aan_zet, van_daan.aan_zet_persoon) == (AanZet.MEDEWERKER, mensen.amina)
    assert not Uitvraag.objects.wachtend().exists()
    assert not Initiatief.objects.lopend().filter(aan_zet_persoon__gewist_op__isnull=False).exists()
    assert not Initiatief.objects.lopend().filter(behandelaar__is_active=False).exists()


def test_de_behandelaar_hoort_het_zonder_naam(iemand: Iemand, mensen: Mensen) -> None:
    _wis(iemand)
    mails = Mail.objects.filter(
        ontvanger=mensen.amina, onderwerp__startswith="Gestopt: ", tekst__contains="trok"
    )
    assert mails.count() == 1


def test_aantallen_blijven_kloppen(iemand: Iemand) -> None:
    assert (_vers(iemand.van_daan).aantal_steun, _vers(iemand.gelukt_van_daan).aantal_steun) == (1, 1)

    _wis(iemand)

    van_daan, gelukt = _vers(iemand.van_daan), _vers(iemand.gelukt_van_daan)
    assert (van_daan.aantal_steun, van_daan.aantal_meedoen) == (0, 0)  # runs on without this person
    assert gelukt.aantal_steun == 1  # has ended: that somebody supported it stays true
    for zaak in Initiatief.objects.openbaar():
        nu = zaak.betrokkenen.nu()
        assert zaak.aantal_steun == nu.steun().count()
        assert zaak.aantal_meedoen == nu.meedoen().count()
        assert zaak.aantal_opmerkingen == zaak.opmerkingen.geplaatst().count()
    assert not Betrokkene.objects.filter(gebruiker=iemand.gebruiker).exclude(bijdrage="").exists()


def test_wat_anderen_zeiden_blijft(iemand: Iemand, mensen: Mensen) -> None:
    _wis(iemand)
    assert [o.tekst for o in reacties_van(iemand)] == ["", ""]
    dank = iemand.van_daan.opmerkingen.filter(door=mensen.daan).get()
    assert dank.tekst == "Dank je wel, [gewist]!"


def test_het_verhaal_blijft_en_de_foto_ook(iemand: Iemand) -> None:
    _wis(iemand)
    loopt, klaar = _vers(iemand.loopt), _vers(iemand.klaar)
    assert loopt.verhaal == "Ik ben [gewist]. Bel mij: [gewist]."
    assert loopt.titel == "Een bijenhotel van [gewist]"
    assert klaar.fotos.get().beschrijving == "[gewist] bij het hotel"
    assert default_storage.exists(pad(iemand.foto.sleutel, 320))
    assert Leerpunt.objects.get().tekst.endswith("[gewist] leerde veel van bijen.")


def test_wie_dat_wil_wist_ook_teksten_en_fotos(
    iemand: Iemand, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        _wis(iemand, ook_teksten=True)
    klaar, betaald = _vers(iemand.klaar), _vers(iemand.betaald)
    assert (klaar.titel, klaar.verhaal) == ("Gewist initiatief", "")
    assert not Foto.objects.exists()
    assert not default_storage.exists(pad(iemand.foto.sleutel, 320))
    assert not Gebeurtenis.objects.filter(tekst__contains="Kruisbestuiving").exists()
    assert not Leerpunt.objects.exists()
    # Money was granted for it: what it was for must stay to be read.
    assert (betaald.titel, betaald.indiener) == ("Met geld", None)
    assert Toekenning.objects.get().motivering == "Voor [gewist]: hout en gaas."


def test_ook_waarom_het_stopte_gaat_weg_als_de_indiener_dat_schreef(iemand: Iemand) -> None:
    stop(initiatief=iemand.loopt, door=iemand.gebruiker, reden="Twee buren zijn allergisch.")
    _wis(iemand, ook_teksten=True)
    assert _vers(iemand.loopt).reden == "Deze tekst is gewist."
    assert _vers(iemand.klaar).reden == "[gewist] kon geen plek vinden."  # the municipality wrote that


def test_de_agenda_houdt_een_eigenaar(iemand: Iemand) -> None:
    _wis(iemand)
    eigenaar = Probleemeigenaar.objects.get()
    assert (eigenaar.naam, eigenaar.gebruiker) == ("Een bewoner", None)
    afspraak = Toezegging.objects.get()
    assert (afspraak.wie, afspraak.wat) == ("Een bewoner", "[gewist] maakt het hek.")


def test_wat_alleen_voor_deze_mens_was_is_weg(iemand: Iemand) -> None:
    _wis(iemand)
    assert not Volgt.objects.filter(gebruiker=iemand.gebruiker).exists()
    assert not TeBevestigen.objects.exists()
    assert not Initiatief.objects.ontwerp().exists()
    assert not Mail.objects.filter(ontvanger=iemand.gebruiker).exists()


def test_twee_keer_wissen_is_een_keer(iemand: Iemand) -> None:
    assert _wis(iemand)
    stand = Gebeurtenis.objects.count()
    assert not _wis(iemand)
    assert Gebeurtenis.objects.count() == stand


def test_wie_een_rol_heeft_wordt_niet_gewist(mensen: Mensen) -> None:
    with pytest.raises(DomeinFout, match="eerst uw rol"):
        wis(gebruiker=mensen.amina, ook_teksten=False, door=mensen.amina)
    assert "eerst uw rol" in vooruitblik(mensen.amina).belet
    assert Gebruiker.objects.get(pk=mensen.amina.pk).naam == "Amina de Wit"


def test_ook_niet_wie_straks_een_rol_krijgt(mensen: Mensen) -> None:
    maak_rol(mensen.daan, Rol.PLATFORMLID, mensen.slotjes, vanaf=vandaag() + timedelta(days=30))
    with pytest.raises(DomeinFout, match="eerst uw rol"):
        wis(gebruiker=mensen.daan, ook_teksten=False, door=mensen.daan)


def test_de_publieke_paginas_tonen_geen_spoor(iemand: Iemand, client: Client) -> None:
    _wis(iemand)
    paden = ["/", "/initiatieven/", "/wijken/slotjes/", "/agendas/slotjes/", "/api/v1/initiatieven"]
    paden += [zaak.get_absolute_url() for zaak in Initiatief.objects.openbaar()]
    for adres in paden:
        antwoord = client.get(adres)
        assert antwoord.status_code == 200, adres
        tekst = antwoord.content.decode().lower()
        assert not [merk for merk in MERKEN if merk in tekst], adres
    pagina = client.get(iemand.van_daan.get_absolute_url()).content.decode()
    assert "Deze reactie is gewist." in pagina


def test_vooruitblik_zegt_vooraf_wat_er_gebeurt(
    iemand: Iemand, django_assert_num_queries: Callable[..., Any]
) -> None:
    with django_assert_num_queries(7):
        blik = vooruitblik(iemand.gebruiker)
    assert [g.initiatief for g in blik.stoppen] == [iemand.loopt]
    assert [g.initiatief for g in blik.gaan_over] == [iemand.samen]
    assert {g.initiatief for g in blik.blijven} == {iemand.klaar, iemand.loopt}
    assert [g.initiatief for g in blik.houden_tekst] == [iemand.betaald]


def test_ook_wie_geen_account_had_kan_gewist_worden(mensen: Mensen) -> None:
    """Told by phone and written down by staff: there is a name and a number, and no address to mail."""
    verteller = maak_gebruiker("Geertje Zonneveld", email=None)
    zaak = maak_initiatief(
        mensen.slotjes, verteller, mensen.amina, telefoon="06-11122233", titel="Bankje voor Geertje"
    )
    assert wis(gebruiker=verteller, ook_teksten=False, door=mensen.olga, reden="vroeg het aan de telefoon")
    assert "\n".join(waar_staat("geertje", "zonneveld", "11122233")) == ""
    assert _vers(zaak).status == Status.GESTOPT
