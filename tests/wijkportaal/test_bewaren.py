"""Each term on its own: the day before it nothing happens, on the day itself what is over goes, and only that."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import models
from django.utils import timezone

from agendas.models import Toezegging
from initiatieven.levensloop import OPEN, Status
from initiatieven.models import (
    Betrokkene,
    Foto,
    Gebeurtenis,
    Initiatief,
    Melding,
    Opmerking,
    TeBevestigen,
    Uitvraag,
    Volgt,
    Werkbankfilter,
)
from initiatieven.services.basis import ga_naar
from kern.bewaren import maanden_terug
from kern.fotos import pad
from kern.fouten import DomeinFout
from kern.models import Gebruiker, Mail
from kern.profiel import Bewaartermijnen, profiel
from kern.werkdagen import begin_van, vandaag
from rollen.models import Rolvervulling, Visitekaart
from tests.initiatieven.matrix import met_foto
from tests.maak import maak_gebruiker, maak_initiatief
from tests.personen import Mensen
from wijkportaal.bewaren import ruim_op
from wijkportaal.tasks import bewaar_niet_langer

pytestmark = pytest.mark.django_db

# Everything below ended at noon of this day; each test lets its own term pass.
EINDE = date(2025, 1, 31)
TOEN = begin_van(EINDE) + timedelta(hours=12)
TERMIJNEN = Bewaartermijnen()


def na(maanden: int, dagen: int = 0) -> date:
    """So many months after the end, and so many days."""
    return maanden_terug(EINDE, -maanden) + timedelta(days=dagen)


def rond_de_termijn(maanden: int, is_er: Callable[[], bool]) -> None:
    """It is still there on the day before, and has gone on the day itself and after it."""
    ruim_op(na(maanden, -1))
    assert is_er()
    ruim_op(na(maanden))
    assert not is_er()
    assert +ruim_op(na(maanden, 1)) == {}


def bestaat(rijen: "models.QuerySet[Any]") -> Callable[[], bool]:
    return lambda: rijen.all().exists()


def maak_jong() -> None:
    """Everybody logs in all the time: their account is not what a test is about."""
    Gebruiker.objects.update(last_login=begin_van(date(2090, 1, 1)))


def korter(monkeypatch: pytest.MonkeyPatch, **maanden: int) -> None:
    """The municipality changed its profile."""
    nieuw = profiel().model_copy(update={"bewaartermijnen": Bewaartermijnen(**maanden)})
    for plek in ("agendas", "initiatieven", "rollen", "kern", "wijkportaal"):
        monkeypatch.setattr(f"{plek}.bewaren.profiel", lambda: nieuw)


@pytest.fixture
def klaar(mensen: Mensen) -> Initiatief:
    """An initiative that ended at EINDE, of somebody who is still here."""
    maak_jong()
    return maak_initiatief(
        mensen.slotjes, mensen.daan, mensen.amina, status=Status.GEREALISEERD, afgesloten_op=TOEN,
        indiener_naam="Daan Jansen", indiener_email="daan@voorbeeld.example", telefoon="06-12345678",
        plek="Zandheuvel 12", lat=51.64321, lon=4.86789, toon_voornaam=True,
    )  # fmt: skip


# --- Who started it -----------------------------------------------------------------------------------


def test_wie_begon_verdwijnt_na_de_termijn_en_het_verhaal_blijft(klaar: Initiatief) -> None:
    rond_de_termijn(24, bestaat(Initiatief.objects.filter(indiener__isnull=False)))
    klaar.refresh_from_db()
    assert (klaar.indiener_naam, klaar.indiener_email, klaar.telefoon, klaar.plek) == ("", "", "", "")
    assert (klaar.lat, klaar.lon) == (51.643, 4.868)  # about a hundred metres
    assert klaar.indiener_openbaar == "Een inwoner"
    assert klaar.titel
    assert klaar.verhaal
    assert klaar.gewist_op is not None  # the tombstone


def test_dat_het_is_gedaan_staat_in_de_geschiedenis(klaar: Initiatief) -> None:
    ruim_op(na(24))
    spoor = klaar.wijzigingen.latest("pgh_id")  # type: ignore[attr-defined]
    assert spoor.pgh_context["reden"] == "bewaartermijn indiener"


@pytest.mark.parametrize("status", OPEN)
def test_wat_loopt_wordt_nooit_aangeraakt(mensen: Mensen, status: Status) -> None:
    """Also when nobody logged in for a century."""
    zaak = maak_initiatief(
        mensen.slotjes, mensen.daan, mensen.amina, status=status, plek="Zandheuvel 12",
        indiener_naam="Daan", ingediend_op=TOEN,
    )  # fmt: skip
    Betrokkene.objects.create(initiatief=zaak, gebruiker=mensen.fatima, soort="meedoen", bijdrage="Een schep")
    Opmerking.objects.create(initiatief=zaak, door=mensen.fatima, tekst="Mooi!", toon_voornaam=True)
    Volgt.objects.create(gebruiker=mensen.fatima, initiatief=zaak)
    Gebeurtenis.objects.create(
        initiatief=zaak, soort="notitie", door=mensen.amina, tekst="Bel.", openbaar=False
    )
    ruim_op(vandaag() + timedelta(days=365 * 90))
    zaak.refresh_from_db()
    assert (zaak.indiener, zaak.plek, zaak.indiener_naam) == (mensen.daan, "Zandheuvel 12", "Daan")
    assert zaak.betrokkenen.get().bijdrage == "Een schep"
    assert zaak.opmerkingen.get().door == mensen.fatima
    assert zaak.volgers.exists()
    assert zaak.gebeurtenissen.get().tekst == "Bel."
    for persoon in (mensen.daan, mensen.fatima, mensen.amina):
        persoon.refresh_from_db()
        assert persoon.naam


def test_wat_weer_openging_telt_opnieuw(klaar: Initiatief, mensen: Mensen) -> None:
    ga_naar(
        klaar, Status.IN_BEHANDELING, aan_zet="medewerker", persoon=mensen.amina, uiterlijk=vandaag()  # type: ignore[arg-type]
    )  # fmt: skip
    ruim_op(na(24))
    klaar.refresh_from_db()
    assert klaar.indiener == mensen.daan


def test_wat_gewist_is_gaat_niet_meer_open(klaar: Initiatief, mensen: Mensen) -> None:
    ruim_op(na(24))
    klaar.refresh_from_db()
    with pytest.raises(DomeinFout):
        ga_naar(
            klaar, Status.IN_BEHANDELING, aan_zet="medewerker", persoon=mensen.amina, uiterlijk=vandaag()  # type: ignore[arg-type]
        )  # fmt: skip


def test_wat_is_samengevoegd_wacht_op_waar_het_in_verdergaat(klaar: Initiatief, mensen: Mensen) -> None:
    """Also at the end of a chain: an undo must find the people back."""
    midden = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, kenmerk="2024-0002",
                             status=Status.SAMENGEVOEGD, samengevoegd_met=klaar, afgesloten_op=TOEN)  # fmt: skip
    eerste = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, kenmerk="2024-0003",
                             status=Status.SAMENGEVOEGD, samengevoegd_met=midden, afgesloten_op=TOEN)  # fmt: skip
    Betrokkene.objects.create(initiatief=eerste, gebruiker=mensen.fatima, soort="steun")
    Initiatief.objects.filter(pk=klaar.pk).update(afgesloten_op=TOEN + timedelta(days=40))
    ruim_op(na(24, 10))
    eerste.refresh_from_db()
    assert eerste.indiener == mensen.daan
    ruim_op(na(24, 50))
    eerste.refresh_from_db()
    assert eerste.indiener is None
    assert not eerste.betrokkenen.exists()


def test_notities_van_medewerkers_gaan_weg_en_wat_iedereen_las_blijft(
    klaar: Initiatief, mensen: Mensen
) -> None:
    intern = Gebeurtenis.objects.create(
        initiatief=klaar, soort="notitie", door=mensen.amina, tekst="Moeilijk gesprek.", openbaar=False
    )
    nieuws = Gebeurtenis.objects.create(
        initiatief=klaar, soort="voortgang", door=mensen.amina, tekst="Het hek staat.", afzender="Jo"
    )
    rond_de_termijn(24, bestaat(Gebeurtenis.objects.filter(tekst="Moeilijk gesprek.")))
    intern.refresh_from_db()
    nieuws.refresh_from_db()
    assert (nieuws.tekst, nieuws.afzender) == ("Het hek staat.", "Jo")


def test_een_verborgen_foto_gaat_weg_met_zijn_bestanden(
    klaar: Initiatief, mensen: Mensen, django_capture_on_commit_callbacks: Any
) -> None:
    gewoon = met_foto(klaar)
    verborgen = met_foto(
        klaar, verborgen_op=TOEN, verborgen_door=mensen.amina, verborgen_reden="Een kind staat erop."
    )
    with django_capture_on_commit_callbacks(execute=True):
        rond_de_termijn(24, bestaat(Foto.objects.filter(pk=verborgen.pk)))
    assert not default_storage.exists(pad(verborgen.sleutel, 320))
    assert default_storage.exists(pad(gewoon.sleutel, 320))


def test_wie_iets_beloofde_verdwijnt_en_de_belofte_blijft(klaar: Initiatief) -> None:
    belofte = Toezegging.objects.create(
        initiatief=klaar, kant="bewoners", wie="Daan Jansen", wat="Het hek verven", voor=EINDE
    )
    rond_de_termijn(24, bestaat(Toezegging.objects.filter(wie="Daan Jansen")))
    belofte.refresh_from_db()
    assert (belofte.wie, belofte.wat) == ("de bewoners", "Het hek verven")


# --- Who took part ------------------------------------------------------------------------------------


def test_wie_steunde_en_meedeed_verdwijnt_en_het_aantal_blijft(klaar: Initiatief, mensen: Mensen) -> None:
    Initiatief.objects.filter(pk=klaar.pk).update(aantal_steun=1, aantal_meedoen=1)
    for soort in ("steun", "meedoen"):
        Betrokkene.objects.create(
            initiatief=klaar, gebruiker=mensen.fatima, soort=soort, bijdrage="Een schep"
        )
    rond_de_termijn(12, bestaat(Betrokkene.objects.all()))
    klaar.refresh_from_db()
    assert (klaar.aantal_steun, klaar.aantal_meedoen) == (1, 1)


def test_een_reactie_blijft_van_niemand(klaar: Initiatief, mensen: Mensen) -> None:
    reactie = Opmerking.objects.create(
        initiatief=klaar, door=mensen.fatima, tekst="Wat mooi.", toon_voornaam=True
    )
    rond_de_termijn(12, bestaat(Opmerking.objects.filter(door=mensen.fatima)))
    reactie.refresh_from_db()
    assert (reactie.tekst, reactie.publieke_naam) == ("Wat mooi.", "Een inwoner")
    assert reactie.door.gewist_op is not None


def test_wat_iemand_terugnam_verliest_zijn_tekst_ook_als_het_initiatief_loopt(mensen: Mensen) -> None:
    maak_jong()
    loopt = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    terug = Opmerking.objects.create(
        initiatief=loopt, door=mensen.fatima, tekst="Dom plan.", ingetrokken_op=TOEN
    )
    blijft = Opmerking.objects.create(initiatief=loopt, door=mensen.fatima, tekst="Toch goed.")
    rond_de_termijn(12, bestaat(Opmerking.objects.filter(tekst="Dom plan.")))
    terug.refresh_from_db()
    blijft.refresh_from_db()
    assert terug.door != mensen.fatima
    assert (blijft.door, blijft.tekst) == (mensen.fatima, "Toch goed.")


def test_wie_stopte_met_meedoen_wordt_vergeten(mensen: Mensen) -> None:
    maak_jong()
    loopt = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    Betrokkene.objects.create(initiatief=loopt, gebruiker=mensen.fatima, soort="steun", gestopt_op=TOEN)
    rond_de_termijn(12, bestaat(Betrokkene.objects.all()))


def test_een_melding_verliest_wie_en_waarom(klaar: Initiatief, mensen: Mensen) -> None:
    reactie = Opmerking.objects.create(initiatief=klaar, door=mensen.fatima, tekst="Wat mooi.")
    velden = {"opmerking": reactie, "door": mensen.daan, "reden": "Mijn buurvrouw liegt."}
    open_ = Melding.objects.create(**velden)
    Melding.objects.create(**velden, afgehandeld_op=TOEN, afgehandeld_door=mensen.amina, verborgen=False)
    over = Melding.objects.filter(door=mensen.daan, afgehandeld_op__isnull=False)
    rond_de_termijn(12, bestaat(over))
    open_.refresh_from_db()
    assert open_.door == mensen.daan  # somebody still has to decide


# --- Who was asked, who follows, what was mailed ------------------------------------------------------


def test_wie_namens_een_organisatie_antwoordde_verdwijnt(klaar: Initiatief, mensen: Mensen) -> None:
    vraag = Uitvraag.objects.create(
        initiatief=klaar, organisatie="Thuisvester", email="jo@thuisvester.example", vraag="Mag dit?",
        gesteld_door=mensen.amina, uiterlijk=EINDE, antwoord="Ja, zegt Jo.", antwoord_van="Jo Bos",
        beantwoord_op=TOEN,
    )  # fmt: skip
    rond_de_termijn(24, bestaat(Uitvraag.objects.filter(antwoord_van="Jo Bos")))
    vraag.refresh_from_db()
    assert "Jo" not in f"{vraag.email}{vraag.antwoord}{vraag.organisatie}{vraag.vraag}"


def test_volgen_stopt_als_iemand_lang_weg_is(mensen: Mensen) -> None:
    for wie in (mensen.fatima, mensen.daan):
        Volgt.objects.create(gebruiker=wie, wijk=mensen.slotjes, sinds=TOEN)
    maak_jong()
    Gebruiker.objects.filter(pk=mensen.fatima.pk).update(last_login=TOEN - timedelta(days=100))
    rond_de_termijn(24, bestaat(Volgt.objects.filter(gebruiker=mensen.fatima)))
    assert Volgt.objects.filter(gebruiker=mensen.daan).exists()


def test_mail_gaat_weg_ook_van_het_scherm(mensen: Mensen, client: Any) -> None:
    maak_jong()
    mail = Mail.objects.create(
        sleutel="oud", aan="daan@voorbeeld.example", ontvanger=mensen.daan, onderwerp="Bericht", tekst="Hoi",
        aangemaakt=TOEN, verzonden=TOEN,
    )  # fmt: skip
    rond_de_termijn(12, bestaat(Mail.objects.all()))
    client.force_login(mensen.daan)
    assert client.get(f"/mijn/mail/{mail.pk}/").status_code == 404


def test_wat_niemand_bevestigde_gaat_weg(mensen: Mensen) -> None:
    maak_jong()
    TeBevestigen.objects.create(wat="volgen", email="x@voorbeeld.example", aangemaakt=TOEN)
    rond_de_termijn(1, bestaat(TeBevestigen.objects.all()))


def test_een_sessie_die_voorbij_is_gaat_weg(mensen: Mensen) -> None:
    maak_jong()
    Session.objects.create(session_key="s" * 32, session_data="-", expire_date=TOEN)
    ruim_op(EINDE)
    assert Session.objects.exists()
    ruim_op(EINDE + timedelta(days=1))
    assert not Session.objects.exists()


# --- Who worked here, and accounts --------------------------------------------------------------------


def test_een_kaart_en_eigen_lijsten_gaan_weg_na_de_laatste_rol(mensen: Mensen) -> None:
    maak_jong()
    Visitekaart.objects.create(gebruiker=mensen.wim, waarvoor="Alles")
    Visitekaart.objects.create(gebruiker=mensen.amina, waarvoor="Alles")
    Werkbankfilter.objects.create(gebruiker=mensen.wim, naam="Van mij")
    Rolvervulling.objects.filter(gebruiker=mensen.wim).update(tot=EINDE)
    ruim_op(na(1, -1))
    assert Werkbankfilter.objects.exists()
    rond_de_termijn(1, bestaat(Visitekaart.objects.filter(gebruiker=mensen.wim)))
    assert not Werkbankfilter.objects.exists()
    assert Visitekaart.objects.filter(gebruiker=mensen.amina).exists()


def _heeft_naam(persoon: Gebruiker) -> Callable[[], bool]:
    return bestaat(Gebruiker.objects.filter(pk=persoon.pk, gewist_op=None))


def test_een_account_gaat_weg_na_de_laatste_keer_inloggen(mensen: Mensen) -> None:
    maak_jong()
    Gebruiker.objects.filter(pk=mensen.fatima.pk).update(last_login=TOEN)
    rond_de_termijn(24, _heeft_naam(mensen.fatima))
    mensen.fatima.refresh_from_db()
    assert (mensen.fatima.naam, mensen.fatima.email) == ("", None)
    assert not mensen.fatima.has_usable_password()
    assert str(mensen.fatima) == "Naam gewist"


def test_wie_nooit_inlogde_telt_vanaf_het_begin(mensen: Mensen) -> None:
    maak_jong()
    nieuw = maak_gebruiker("Nora Maas", aangemaakt=TOEN)
    rond_de_termijn(24, _heeft_naam(nieuw))


def test_een_rol_houdt_het_account_vast_tot_haar_eigen_termijn(mensen: Mensen) -> None:
    maak_jong()
    Gebruiker.objects.filter(pk__in=[mensen.wim.pk, mensen.amina.pk]).update(last_login=TOEN)
    Rolvervulling.objects.filter(gebruiker=mensen.wim).update(tot=EINDE)
    rond_de_termijn(84, _heeft_naam(mensen.wim))
    assert _heeft_naam(mensen.amina)()  # still in her role
    assert Rolvervulling.objects.filter(
        gebruiker=mensen.wim, tot=EINDE
    ).exists()  # that it was fulfilled stays


def test_wie_een_lopend_of_net_gestopt_initiatief_heeft_blijft(klaar: Initiatief, mensen: Mensen) -> None:
    Gebruiker.objects.filter(pk=mensen.daan.pk).update(last_login=TOEN - timedelta(days=5000))
    rond_de_termijn(24, _heeft_naam(mensen.daan))


def test_wie_alles_in_het_beheer_mag_blijft(mensen: Mensen) -> None:
    maak_jong()
    sleutel = Gebruiker.objects.create_superuser("nood@voorbeeld.example", naam="Nood", aangemaakt=TOEN)
    ruim_op(na(500))
    assert _heeft_naam(sleutel)()


# --- The job ------------------------------------------------------------------------------------------


def test_een_kortere_termijn_telt_dezelfde_nacht(
    klaar: Initiatief, mensen: Mensen, monkeypatch: pytest.MonkeyPatch
) -> None:
    Gebruiker.objects.filter(pk=mensen.fatima.pk).update(last_login=TOEN)
    ruim_op(na(6))
    klaar.refresh_from_db()
    assert klaar.indiener is not None
    korter(monkeypatch, indiener=6, account=3)
    ruim_op(na(6))
    klaar.refresh_from_db()
    assert klaar.indiener is None
    assert not _heeft_naam(mensen.fatima)()


def test_de_taak_schrijft_een_korte_regel_zonder_namen(
    klaar: Initiatief, caplog: pytest.LogCaptureFixture
) -> None:
    Initiatief.objects.update(afgesloten_op=timezone.now() - timedelta(days=1000))
    with caplog.at_level("INFO", logger="wijkportaal.tasks"):
        assert bewaar_niet_langer() == 1
        assert bewaar_niet_langer() == 0
    assert [regel.getMessage() for regel in caplog.records] == ["retention: indiener 1"]


def test_wie_geen_tijd_meer_heeft_gaat_de_volgende_keer_verder(klaar: Initiatief) -> None:
    assert ruim_op(na(24), tot=0.0).total() == 0
    assert ruim_op(na(24)).total() == 1


def test_meer_dan_een_stuk(klaar: Initiatief, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kern.bewaren.STUK", 3)
    for nummer in range(8):
        Mail.objects.create(sleutel=f"{nummer}", aan="a@b.example", onderwerp="-", tekst="-", aangemaakt=TOEN)
    assert ruim_op(na(12))["post"] == 8


def test_de_opdracht_telt_eerst_en_doet_dan(klaar: Initiatief, capsys: pytest.CaptureFixture[str]) -> None:
    Initiatief.objects.update(afgesloten_op=timezone.now() - timedelta(days=1000))
    call_command("ruim_op", "--droog")
    eerst = capsys.readouterr().out
    assert "1 zou nu gewist worden." in eerst
    assert any(regel.split() == ["indiener", "1", "2", "jaar"] for regel in eerst.splitlines())
    klaar.refresh_from_db()
    assert klaar.indiener is not None
    call_command("ruim_op")
    assert "1 is gewist." in capsys.readouterr().out
    klaar.refresh_from_db()
    assert klaar.indiener is None


def test_een_dag_is_een_dag_in_nederland(klaar: Initiatief) -> None:
    """One minute past midnight here is still the day before in UTC."""
    Initiatief.objects.update(afgesloten_op=begin_van(EINDE + timedelta(days=1)) + timedelta(minutes=1))
    assert ruim_op(na(24)).total() == 0
