"""The button behind the mailed link: pressed once, twice, too late, by a scanner, or by somebody else."""

import re
import time
from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.utils import timezone

from initiatieven.levensloop import AanZet, Status
from initiatieven.models import Gebeurtenis, Initiatief
from initiatieven.services.indienen import bevestig, dien_in, lees_token, maak_token
from kern.models import Gebruiker, Mail
from kern.profiel import profiel
from kern.templatetags.kern import datum
from kern.werkdagen import plus_werkdagen, vandaag
from rollen.models import Rolvervulling
from tests.initiatieven.stappen import ANTWOORDEN, doorloop, post
from tests.personen import Mensen
from wijken.models import Wijk

EMAIL = ANTWOORDEN["wie"]["indiener_email"]


def verstuur(client: Client, wijk: Wijk, **anders: str) -> Initiatief:
    concept = doorloop(client, wijk, **anders)
    post(client, concept, "controleren")
    concept.refresh_from_db()
    assert concept.status == Status.TE_BEVESTIGEN
    return concept


def link_in_mail(aan: str = EMAIL) -> str:
    """The path of the newest confirmation link that was mailed to this address."""
    mail = Mail.objects.filter(aan=aan, sleutel__startswith="bevestigen-").order_by("-id")[0]
    gevonden = re.search(r"/initiatieven/bevestigen/\S+/", mail.tekst)
    assert gevonden is not None
    return gevonden[0]


def tegelijk(*handelingen: Callable[[], object]) -> list[BaseException]:
    """Do all at the same moment, each in its own thread and connection; what went wrong."""
    start, fouten = Barrier(len(handelingen)), []

    def draai(handeling: Callable[[], object]) -> None:
        try:
            start.wait(10)
            handeling()
        except BaseException as fout:
            fouten.append(fout)
        finally:
            connection.close()

    draden = [Thread(target=draai, args=(handeling,)) for handeling in handelingen]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(30)
    return fouten


def test_bevestigen_geeft_eigenaar_datum_en_kenmerk(client: Client, mensen: Mensen) -> None:
    concept = verstuur(client, mensen.slotjes)
    Client().post(link_in_mail())
    concept.refresh_from_db()
    assert concept.kenmerk == f"{vandaag().year}-0001"
    assert (concept.aan_zet, concept.aan_zet_persoon, concept.behandelaar) == (
        AanZet.MEDEWERKER,
        mensen.amina,
        mensen.amina,
    )
    assert concept.uiterlijk == plus_werkdagen(vandaag(), profiel().termijnen.eerste_reactie)
    assert concept.indiener is not None
    assert concept.indiener.email == EMAIL
    assert not concept.indiener.has_usable_password()
    assert (concept.indiener_email, concept.indiener_naam) == ("", "")
    regel = concept.gebeurtenissen.get()
    assert (regel.soort, regel.van_status, regel.naar_status) == (
        Gebeurtenis.Soort.INGEDIEND,
        Status.TE_BEVESTIGEN,
        Status.INGEDIEND,
    )


def test_beide_kanten_krijgen_een_mail(client: Client, mensen: Mensen) -> None:
    concept = verstuur(client, mensen.slotjes)
    Client().post(link_in_mail())
    concept.refresh_from_db()
    aan_inwoner = Mail.objects.get(sleutel=f"ontvangen-{concept.pk}")
    assert aan_inwoner.aan == EMAIL
    assert concept.kenmerk is not None
    assert concept.kenmerk in aan_inwoner.onderwerp
    assert "Amina de Wit, wijkmakelaar voor Slotjes" in aan_inwoner.tekst
    assert concept.besluit_uiterlijk is not None
    assert f"Uiterlijk {datum(concept.besluit_uiterlijk)} hoort u hoe wij verder gaan." in aan_inwoner.tekst
    aan_amina = Mail.objects.get(sleutel=f"nieuw-{concept.pk}")
    assert aan_amina.ontvanger == mensen.amina
    assert concept.get_werkbank_url() in aan_amina.tekst


def test_wie_het_account_al_had_krijgt_er_geen_bij(client: Client, mensen: Mensen) -> None:
    concept = verstuur(client, mensen.slotjes, indiener_email="Daan@Voorbeeld.example", indiener_naam="D.")
    Client().post(link_in_mail("Daan@Voorbeeld.example"))
    concept.refresh_from_db()
    assert concept.indiener == mensen.daan
    mensen.daan.refresh_from_db()
    assert mensen.daan.naam == "Daan Jansen"


def test_de_wijkmakelaar_krijgt_geen_mail_over_een_eigen_initiatief(client: Client, mensen: Mensen) -> None:
    concept = verstuur(client, mensen.slotjes, indiener_email=mensen.amina.email)
    Client().post(link_in_mail(mensen.amina.email))
    concept.refresh_from_db()
    assert concept.status == Status.INGEDIEND
    assert not Mail.objects.filter(sleutel=f"nieuw-{concept.pk}").exists()


def test_scanner_opent_de_link_en_er_gebeurt_niets(client: Client, mensen: Mensen) -> None:
    concept = verstuur(client, mensen.slotjes)
    for _keer in range(3):
        assert Client().get(link_in_mail()).status_code == 200
        assert Client().head(link_in_mail()).status_code == 200
    concept.refresh_from_db()
    assert concept.status == Status.TE_BEVESTIGEN
    assert not Gebruiker.objects.filter(email=EMAIL).exists()


def test_tweede_keer_openen_is_vriendelijk(client: Client, mensen: Mensen) -> None:
    concept = verstuur(client, mensen.slotjes)
    Client().post(link_in_mail())
    concept.refresh_from_db()
    for antwoord in (Client().get(link_in_mail()), Client().post(link_in_mail())):
        assert antwoord.status_code == 200
        assert "U hebt dit initiatief al bevestigd" in antwoord.content.decode()
        assert concept.get_absolute_url() in antwoord.content.decode()
    assert concept.gebeurtenissen.count() == 1


def test_verlopen_link_geeft_een_weg_verder(
    client: Client, mensen: Mensen, monkeypatch: pytest.MonkeyPatch
) -> None:
    concept = verstuur(client, mensen.slotjes)
    link, nu = link_in_mail(), time.time()
    monkeypatch.setattr("django.core.signing.time.time", lambda: nu + 7 * 24 * 3600 + 60)
    antwoord = Client().post(link)
    assert antwoord.status_code == 410
    assert "Deze link is verlopen" in antwoord.content.decode()
    assert 'action="/initiatieven/bevestigen/"' in antwoord.content.decode()
    concept.refresh_from_db()
    assert concept.status == Status.TE_BEVESTIGEN
    Client().post("/initiatieven/bevestigen/", {"email": EMAIL.upper()})
    assert link_in_mail() != link
    assert Client().post(link_in_mail()).status_code == 302


def test_nieuwe_link_zegt_niet_of_een_adres_bekend_is(client: Client, mensen: Mensen) -> None:
    verstuur(client, mensen.slotjes)
    bekend = Client().post("/initiatieven/bevestigen/", {"email": EMAIL})
    onbekend = Client().post("/initiatieven/bevestigen/", {"email": "niemand@voorbeeld.example"})
    assert bekend.content.decode().replace(EMAIL, "X") == onbekend.content.decode().replace(
        "niemand@voorbeeld.example", "X"
    )
    assert not Mail.objects.filter(aan="niemand@voorbeeld.example").exists()


def test_na_ander_adres_werkt_de_oude_link_niet_meer(client: Client, mensen: Mensen) -> None:
    concept = verstuur(client, mensen.slotjes)
    oud = link_in_mail()
    post(client, concept, "wie", **{**ANTWOORDEN["wie"], "indiener_email": "ander@voorbeeld.example"})
    post(client, concept, "controleren")
    antwoord = Client().post(oud)
    assert antwoord.status_code == 404
    assert "hoort bij een ander e-mailadres" in antwoord.content.decode()
    concept.refresh_from_db()
    assert concept.status == Status.TE_BEVESTIGEN
    assert Client().post(link_in_mail("ander@voorbeeld.example")).status_code == 302


def test_wie_nog_aan_het_veranderen_is_moet_opnieuw_versturen(client: Client, mensen: Mensen) -> None:
    concept = verstuur(client, mensen.slotjes)
    post(client, concept, "wat", titel="Toch anders", verhaal="Anders.", domein="beide")
    antwoord = Client().post(link_in_mail())
    assert antwoord.status_code == 409
    assert "nog aan het veranderen" in antwoord.content.decode()
    concept.refresh_from_db()
    assert concept.status == Status.CONCEPT


@pytest.mark.parametrize(
    "token", ["onzin", "a:b:c", "é:1:2", "x" * 3000, signing.dumps(["a", "b"], salt="iets anders")]
)
def test_kapotte_link_is_een_zin_en_geen_fout(client: Client, mensen: Mensen, token: str) -> None:
    antwoord = client.get(f"/initiatieven/bevestigen/{token}/")
    assert antwoord.status_code == 404
    assert "Deze link klopt niet" in antwoord.content.decode()


def test_link_van_een_verdwenen_concept(client: Client, mensen: Mensen) -> None:
    concept = verstuur(client, mensen.slotjes)
    concept.delete()
    antwoord = client.post(link_in_mail())
    assert antwoord.status_code == 404
    assert "Wij kennen dit initiatief niet meer" in antwoord.content.decode()


def test_zonder_iemand_die_het_oppakt_wordt_er_niets_half_bewaard(client: Client, mensen: Mensen) -> None:
    concept = verstuur(client, mensen.slotjes)
    Rolvervulling.objects.all().delete()
    antwoord = Client().post(link_in_mail())
    assert antwoord.status_code == 409
    assert "niemand die uw initiatief kan oppakken" in antwoord.content.decode()
    concept.refresh_from_db()
    assert (concept.status, concept.kenmerk) == (Status.TE_BEVESTIGEN, None)
    assert not Gebruiker.objects.filter(email=EMAIL).exists()


def test_gesloten_account_kan_niets_indienen(client: Client, mensen: Mensen) -> None:
    Gebruiker.objects.filter(pk=mensen.daan.pk).update(is_active=False)
    verstuur(client, mensen.slotjes, indiener_email=mensen.daan.email)
    antwoord = Client().post(link_in_mail(mensen.daan.email))
    assert "Neem contact op met de gemeente" in antwoord.content.decode()


def test_mail_opnieuw_sturen_gaat_drie_keer(client: Client, mensen: Mensen) -> None:
    concept = verstuur(client, mensen.slotjes)
    adres = f"/initiatieven/nieuw/{concept.sleutel}/verstuurd/"
    for _keer in range(3):
        assert "Wij sturen u een nieuwe mail" in client.post(adres, follow=True).content.decode()
    assert "Wacht 60 minuten" in client.post(adres, follow=True).content.decode()


def test_pagina_na_bevestigen_noemt_naam_en_data(client: Client, mensen: Mensen) -> None:
    verstuur(client, mensen.slotjes)
    pagina = Client().post(link_in_mail(), follow=True).content.decode()
    besluit = plus_werkdagen(timezone.localdate(), profiel().termijnen.route)
    assert "Amina de Wit" in pagina
    assert str(besluit.day) in pagina
    assert pagina.count("Uiterlijk") == 2


def test_dubbelklik_op_versturen_is_een_mail(transactional_db: None, client: Client, mensen: Mensen) -> None:
    concept = doorloop(client, mensen.slotjes)
    assert tegelijk(*[lambda: dien_in(initiatief=concept)] * 2) == []
    assert Mail.objects.filter(sleutel__startswith="bevestigen-").count() == 1


def test_dubbelklik_op_bevestigen_is_een_initiatief(
    transactional_db: None, client: Client, mensen: Mensen
) -> None:
    concept = verstuur(client, mensen.slotjes)
    bewijs = lees_token(maak_token(concept))
    assert tegelijk(*[lambda: bevestig(bewijs=bewijs)] * 4) == []
    concept.refresh_from_db()
    assert concept.kenmerk == f"{vandaag().year}-0001"
    assert concept.gebeurtenissen.count() == 1
    assert Mail.objects.filter(sleutel__startswith="ontvangen-").count() == 1


def test_twee_initiatieven_tegelijk_bevestigd_krijgen_elk_hun_kenmerk_en_samen_een_account(
    transactional_db: None, client: Client, mensen: Mensen
) -> None:
    bewijzen = [lees_token(maak_token(verstuur(client, mensen.slotjes))) for _keer in range(4)]
    assert tegelijk(*[lambda bewijs=bewijs: bevestig(bewijs=bewijs) for bewijs in bewijzen]) == []
    jaar = vandaag().year
    assert list(Initiatief.objects.order_by("kenmerk").values_list("kenmerk", flat=True)) == [
        f"{jaar}-000{n}" for n in (1, 2, 3, 4)
    ]
    assert Gebruiker.objects.filter(email=EMAIL).count() == 1


def test_onbevestigd_initiatief_is_nergens_te_zien(client: Client, mensen: Mensen) -> None:
    concept = verstuur(client, mensen.slotjes)
    assert concept.titel not in Client().get("/initiatieven/").content.decode()
    assert Client().get("/initiatieven/None/").status_code == 404
