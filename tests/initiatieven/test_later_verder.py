"""Going on with a draft another time and on another device, by a mailed link with a button behind it."""

import html
import re
import time
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from initiatieven.levensloop import Status
from initiatieven.models import Initiatief
from initiatieven.services.concept import CONCEPT_BEWAREN, maak_verder_token
from initiatieven.services.indienen import bevestig, lees_token, maak_token
from initiatieven.tasks import verwijder_oude_concepten
from kern.models import Gebruiker, Mail
from tests.initiatieven.stappen import ANTWOORDEN, begin, doorloop, post
from tests.personen import Mensen

ADRES = "sanne@voorbeeld.example"


def leesbaar(antwoord: Any) -> str:
    return html.unescape(antwoord.content.decode())


def vraag_link(client: Client, concept: Initiatief, email: str = ADRES) -> str:
    """Ask for the link on the page and take it out of the newest mail."""
    antwoord = client.post(f"/initiatieven/nieuw/{concept.sleutel}/later/", {"email": email}, follow=True)
    assert f"Wij stuurden de link naar {email}" in leesbaar(antwoord)
    mail = Mail.objects.filter(aan=email, sleutel__startswith="verder-").order_by("-id")[0]
    gevonden = re.search(r"/initiatieven/verder/\S+/", mail.tekst)
    assert gevonden is not None
    return gevonden[0]


def test_op_een_ander_apparaat_verder(client: Client, mensen: Mensen) -> None:
    concept = begin(client)
    link = vraag_link(client, concept)
    telefoon = Client()
    stap = f"/initiatieven/nieuw/{concept.sleutel}/waar/"
    assert telefoon.get(stap).status_code == 404
    assert "Wilt u verder gaan waar u was?" in leesbaar(telefoon.get(link))
    assert telefoon.get(stap).status_code == 404, "opening a link changes nothing: mail scanners do it"
    assert telefoon.post(link)["Location"] == stap
    assert "Waar is het?" in leesbaar(telefoon.get(stap))
    post(telefoon, concept, "waar", wijk=mensen.slotjes.pk)
    assert client.get(f"/initiatieven/nieuw/{concept.sleutel}/nodig/").status_code == 200, "the first one too"
    assert not Gebruiker.objects.filter(email=ADRES).exists(), "an address typed there is no account"
    concept.refresh_from_db()
    assert concept.indiener_email == ""


@pytest.mark.parametrize(
    ("stap", "half", "bewaard"),
    [
        ("wat", {"titel": "", "verhaal": "Alleen nog een verhaal."}, {"verhaal": "Alleen nog een verhaal."}),
        ("waar", {"plek": "bij de vijver"}, {"plek": "bij de vijver", "wijk": None}),
        ("nodig", {"eigen_bijdrage": "Wij spitten."}, {"eigen_bijdrage": "Wij spitten.", "nodig": []}),
        ("wie", {"indiener_naam": "Sanne"}, {"indiener_naam": "Sanne", "indiener_email": ""}),
    ],
)
def test_een_halve_stap_wordt_bewaard(
    client: Client, mensen: Mensen, stap: str, half: dict[str, str], bewaard: dict[str, Any]
) -> None:
    concept = doorloop(client, mensen.slotjes)
    antwoord = post(client, concept, stap, later="1", **half)
    assert antwoord.redirect_chain[-1][0] == f"/initiatieven/nieuw/{concept.sleutel}/later/"
    concept.refresh_from_db()
    assert {veld: getattr(concept, veld) for veld in bewaard} == bewaard
    link = vraag_link(client, concept)
    assert Client().post(link)["Location"].endswith(f"/{stap}/")


def test_de_allereerste_stap_mag_ook_half(client: Client, mensen: Mensen) -> None:
    antwoord = client.post("/initiatieven/nieuw/", {"titel": "Een tuin", "later": "1"})
    concept = Initiatief.objects.get()
    assert antwoord["Location"] == f"/initiatieven/nieuw/{concept.sleutel}/later/"
    assert (concept.titel, concept.verhaal) == ("Een tuin", "")
    leeg = Client().post("/initiatieven/nieuw/", {"titel": " ", "later": "1"})
    assert "Vul eerst iets in." in leesbaar(leeg)
    assert Initiatief.objects.count() == 1


def test_wat_niet_te_bewaren_is_blijft_staan(client: Client, mensen: Mensen) -> None:
    concept = doorloop(client, mensen.slotjes)
    antwoord = post(client, concept, "wie", indiener_naam="Sanne", indiener_email="sanne@", later="1")
    assert "Dit is geen goed e-mailadres" in leesbaar(antwoord)
    assert 'value="sanne@"' in leesbaar(antwoord)


def test_na_bevestigen_werkt_de_link_niet_meer(client: Client, mensen: Mensen) -> None:
    concept = doorloop(client, mensen.slotjes)
    link = vraag_link(client, concept)
    post(client, concept, "controleren")
    concept.refresh_from_db()
    wachtend = Client()
    assert wachtend.post(link)["Location"] == f"/initiatieven/nieuw/{concept.sleutel}/verstuurd/"
    bevestig(bewijs=lees_token(maak_token(concept)))
    concept.refresh_from_db()
    telefoon = Client()
    antwoord = telefoon.post(link)
    assert "U hebt dit initiatief al bevestigd" in leesbaar(antwoord)
    assert "concepten" not in telefoon.session
    assert ADRES not in leesbaar(antwoord)
    terug = telefoon.post(f"/initiatieven/nieuw/{concept.sleutel}/wat/", {"titel": "Gekaapt"})
    assert terug.status_code == 404


def test_de_link_werkt_zo_lang_als_het_concept_bewaard_wordt(
    client: Client, mensen: Mensen, monkeypatch: pytest.MonkeyPatch
) -> None:
    concept = begin(client)
    oud = timezone.now() - CONCEPT_BEWAREN
    Initiatief.objects.filter(pk=concept.pk).update(concept_van=oud)
    link, nu = vraag_link(client, concept), time.time()
    assert verwijder_oude_concepten() == 0, "asking for a link starts the term again"
    monkeypatch.setattr("django.core.signing.time.time", lambda: nu + 29 * 24 * 3600)
    assert Client().post(link).status_code == 302
    Initiatief.objects.filter(pk=concept.pk).update(concept_van=oud)
    assert verwijder_oude_concepten() == 1
    antwoord = Client().get(link)
    assert antwoord.status_code == 404
    assert "Dit initiatief is er niet meer." in leesbaar(antwoord)


@pytest.mark.parametrize("token", ["onzin", "a:b:c", "x" * 3000, signing.dumps("a", salt="iets anders")])
def test_kapotte_link_is_een_zin_en_geen_fout(client: Client, mensen: Mensen, token: str) -> None:
    antwoord = client.get(f"/initiatieven/verder/{token}/")
    assert antwoord.status_code == 404
    assert "Deze link klopt niet" in leesbaar(antwoord)


def test_een_bevestigingslink_is_geen_link_om_verder_te_gaan(client: Client, mensen: Mensen) -> None:
    concept = doorloop(client, mensen.slotjes)
    assert Client().post(f"/initiatieven/verder/{maak_token(concept)}/").status_code == 404
    assert Client().post(f"/initiatieven/bevestigen/{maak_verder_token(concept)}/").status_code == 404


@pytest.mark.parametrize(
    ("email", "zin"),
    [
        ("", "Vul dit in."),
        ("sanne", "geen goed e-mailadres"),
        ("a@b.nl\nBcc: c@d.nl", "geen goed e-mailadres"),
    ],
)
def test_fout_adres(client: Client, mensen: Mensen, email: str, zin: str) -> None:
    concept = begin(client)
    antwoord = client.post(f"/initiatieven/nieuw/{concept.sleutel}/later/", {"email": email})
    assert zin in leesbaar(antwoord)
    assert not Mail.objects.exists()


def test_niemand_vult_de_mailbox_van_een_ander(mensen: Mensen) -> None:
    for nummer in range(6):
        bezoeker = Client(REMOTE_ADDR=f"10.0.0.{nummer}")
        concept = begin(bezoeker)
        antwoord = bezoeker.post(f"/initiatieven/nieuw/{concept.sleutel}/later/", {"email": ADRES})
    assert "Wacht 60 minuten" in leesbaar(antwoord)
    assert f'value="{ADRES}"' in leesbaar(antwoord)
    assert Mail.objects.filter(aan=ADRES).count() == 5


def test_pagina_van_een_ander_concept_bestaat_niet(client: Client, mensen: Mensen) -> None:
    concept = begin(client)
    adres = f"/initiatieven/nieuw/{concept.sleutel}/later/"
    for antwoord in (Client().get(adres), Client().post(adres, {"email": ADRES})):
        assert antwoord.status_code == 404
    assert not Mail.objects.exists()


def test_elke_stap_heeft_de_knop_en_het_adres_staat_er_al(client: Client, mensen: Mensen) -> None:
    concept = doorloop(client, mensen.slotjes)
    assert "later verder" in leesbaar(client.get("/initiatieven/nieuw/"))
    for stap in ("wat", "waar", "nodig", "wie", "controleren"):
        pagina = leesbaar(client.get(f"/initiatieven/nieuw/{concept.sleutel}/{stap}/"))
        assert "later verder" in pagina, stap
    later = leesbaar(client.get(f"/initiatieven/nieuw/{concept.sleutel}/later/"))
    assert f'value="{ANTWOORDEN["wie"]["indiener_email"]}"' in later
    assert concept.status == Status.CONCEPT
