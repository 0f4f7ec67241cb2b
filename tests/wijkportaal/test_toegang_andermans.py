"""What belongs to somebody else is answered exactly like what does not exist, word for word."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from initiatieven.levensloop import Status
from initiatieven.models import Betrokkene, Foto, Gebeurtenis, Initiatief, TeBevestigen, Volgt
from initiatieven.services import behandelen, gesprek, mede, modereren, opmerkingen, werklijst
from initiatieven.services.volgen import volg
from kern.models import Mail
from tests.initiatieven.matrix import met_foto, stand
from tests.inloggen import als_medewerker
from tests.maak import maak_initiatief
from tests.personen import Mensen

pytestmark = pytest.mark.django_db

ONBEKEND = UUID("00000000-0000-4000-8000-000000000000")
GEEN = 987654321


@dataclass(frozen=True)
class Andermans:
    """Things of Daan, Amina or nobody yet, that Fatima and Chantal should not learn of."""

    zaak: Initiatief
    concept: Initiatief
    conceptfoto: Foto
    verborgen_foto: Foto
    reactie: int
    verborgen_reactie: int
    lijst: int
    mail: int
    volgt: int
    nieuws: int
    notitie: int
    meedoener: int


@pytest.fixture
def andermans(mensen: Mensen) -> Andermans:
    zaak = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=Status.IN_BEHANDELING)
    concept = Initiatief.objects.create(titel="Nog niet verstuurd", wijk=mensen.slotjes)
    reactie = opmerkingen.plaats(initiatief=zaak, door=mensen.daan, tekst="Wie helpt er mee?")
    verborgen = opmerkingen.plaats(initiatief=zaak, door=mensen.daan, tekst="Domkop.")
    modereren.verberg(ding=verborgen, door=mensen.amina, reden="Niet aardig.")
    nu = timezone.now()
    weg = {"verborgen_op": nu, "verborgen_door": mensen.amina, "verborgen_reden": "Een kind."}
    nieuws = gesprek.plaats_voortgang(initiatief=zaak, door=mensen.daan, tekst="Er is zand.")
    behandelen.noteer(initiatief=zaak, door=mensen.amina, tekst="Even bellen.")
    doet_mee = Betrokkene.objects.create(
        initiatief=zaak, gebruiker=mensen.els, soort="meedoen", toon_voornaam=True
    )
    return Andermans(
        zaak=zaak,
        concept=concept,
        conceptfoto=met_foto(concept),
        verborgen_foto=met_foto(zaak, **weg),
        reactie=reactie.pk,
        verborgen_reactie=verborgen.pk,
        lijst=werklijst.bewaar_filter(door=mensen.amina, naam="Mijn lijst", vraag="").pk,
        mail=Mail.objects.filter(ontvanger=mensen.daan)[0].pk,
        volgt=volg(ding=zaak, door=mensen.daan).pk,
        nieuws=nieuws.pk,
        notitie=Gebeurtenis.objects.get(soort=Gebeurtenis.Soort.NOTITIE).pk,
        meedoener=doet_mee.pk,
    )


def ingelogd(mensen: Mensen, wie: str) -> Client:
    client = Client(raise_request_exception=False)
    return als_medewerker(client, getattr(mensen, wie)) if wie else client


def antwoord(client: Client, adres: str, formulier: dict[str, Any] | None) -> tuple[int, str, str]:
    """Status, where to, and the page; without what differs at every answer, and without the address itself."""
    gaf = client.get(adres) if formulier is None else client.post(adres, formulier)
    tekst = re.sub(r'(nonce|value)="[A-Za-z0-9+/=_-]{16,}"', "", gaf.content.decode(errors="replace"))
    return gaf.status_code, gaf.get("Location", "").replace(adres, "…"), tekst.replace(adres, "…")


Adres = Callable[[Any], str]
# What → who asks, the address of one thing, that of somebody else and one that is not there, and the forms to send.
VRAGEN: dict[str, tuple[str, Adres, Callable[[Andermans], Any], Any, list[dict[str, Any] | None]]] = {
    "een stap van een concept": (
        "fatima",
        lambda s: f"/initiatieven/nieuw/{s}/wat/",
        lambda a: a.concept.sleutel,
        ONBEKEND,
        [None, {"titel": "Van mij"}],
    ),
    "een stap van een concept, voor de wijkmakelaar": (
        "amina",
        lambda s: f"/initiatieven/nieuw/{s}/controleren/",
        lambda a: a.concept.sleutel,
        ONBEKEND,
        [None, {}],
    ),
    "een link naar een concept": (
        "",
        lambda s: f"/initiatieven/nieuw/{s}/later/",
        lambda a: a.concept.sleutel,
        ONBEKEND,
        [None, {"email": "dief@voorbeeld.example"}],
    ),
    "een foto van een concept": (
        "amina",
        lambda s: f"/fotos/{s}/320.webp",
        lambda a: a.conceptfoto.sleutel,
        ONBEKEND,
        [None],
    ),
    "een foto van een concept melden": (
        "",
        lambda s: f"/fotos/{s}/melden/",
        lambda a: a.conceptfoto.sleutel,
        ONBEKEND,
        [None, {"reden": "Wat is dit?"}],
    ),
    "over een foto van een concept beslissen": (
        "amina",
        lambda s: f"/werkbank/meldingen/foto/{s}/",
        lambda a: a.conceptfoto.sleutel,
        ONBEKEND,
        [None, {"wat": "verberg", "reden": "x", "stap": "verstuur"}],
    ),
    "een verborgen foto": (
        "fatima",
        lambda s: f"/fotos/{s}/320.webp",
        lambda a: a.verborgen_foto.sleutel,
        ONBEKEND,
        [None],
    ),
    "een verborgen foto, voor een andere wijk": (
        "chantal",
        lambda s: f"/fotos/{s}/320.webp",
        lambda a: a.verborgen_foto.sleutel,
        ONBEKEND,
        [None],
    ),
    "een verborgen foto melden": (
        "",
        lambda s: f"/fotos/{s}/melden/",
        lambda a: a.verborgen_foto.sleutel,
        ONBEKEND,
        [None, {"reden": "Wat is dit?"}],
    ),
    "een verborgen reactie melden": (
        "fatima",
        lambda n: f"/reacties/{n}/melden/",
        lambda a: a.verborgen_reactie,
        GEEN,
        [None, {"reden": "Wat is dit?"}],
    ),
    "een reactie van een ander terugnemen": (
        "fatima",
        lambda n: f"/mijn/reacties/{n}/terugnemen/",
        lambda a: a.reactie,
        GEEN,
        [None, {}],
    ),
    "over een reactie beslissen": (
        "fatima",
        lambda n: f"/werkbank/meldingen/reactie/{n}/",
        lambda a: a.reactie,
        GEEN,
        [None, {"wat": "verberg", "reden": "x", "stap": "verstuur"}],
    ),
    "een voornaam verbergen": (
        "fatima",
        lambda n: f"/werkbank/meldingen/naam/{n}/",
        lambda a: a.meedoener,
        GEEN,
        [{}],
    ),
    "een bewaarde lijst van een collega": (
        "chantal",
        lambda n: f"/werkbank/lijsten/{n}/",
        lambda a: a.lijst,
        GEEN,
        [None, {"naam": "Van mij"}, {"stap": "verwijder"}],
    ),
    "een bewaarde lijst van een medewerker": (
        "fatima",
        lambda n: f"/werkbank/lijsten/{n}/",
        lambda a: a.lijst,
        GEEN,
        [None, {"stap": "verwijder"}],
    ),
    "een mail aan een ander": ("fatima", lambda n: f"/mijn/mail/{n}/", lambda a: a.mail, GEEN, [None]),
    "een mail aan een inwoner": ("amina", lambda n: f"/mijn/mail/{n}/", lambda a: a.mail, GEEN, [None]),
    "wat een ander volgt": (
        "fatima",
        lambda n: f"/mijn/volgen/{n}/",
        lambda a: a.volgt,
        GEEN,
        [{"stop": "1"}, {"ritme": "week"}],
    ),
    "de tekst van een ander": (
        "fatima",
        lambda k: f"/mijn/initiatieven/{k}/tekst/",
        lambda a: a.zaak.kenmerk,
        "2026-9999",
        [None, {"titel": "Van mij", "verhaal": "x", "nodig": ["geld"]}],
    ),
    "de foto's van een ander": (
        "fatima",
        lambda k: f"/mijn/initiatieven/{k}/fotos/",
        lambda a: a.zaak.kenmerk,
        "2026-9999",
        [None, {}],
    ),
    "met wie een ander begint": (
        "fatima",
        lambda k: f"/mijn/initiatieven/{k}/samen/",
        lambda a: a.zaak.kenmerk,
        "2026-9999",
        [
            None,
            {"email": "dief@voorbeeld.example"},
            {"stap": "ik-stop"},
            {"stap": "trek-in", "uitnodiging": "1"},
        ],
    ),
    "nieuws van een ander": (
        "amina",
        lambda n: f"/mijn/initiatieven/2026-0001/nieuws/{n}/fotos/",
        lambda a: a.nieuws,
        GEEN,
        [None, {}],
    ),
    "een notitie bij het eigen initiatief": (
        "daan",
        lambda n: f"/mijn/initiatieven/2026-0001/nieuws/{n}/fotos/",
        lambda a: a.notitie,
        GEEN,
        [None, {}],
    ),
    "het scherm van de werkbank": (
        "fatima",
        lambda k: f"/werkbank/initiatieven/{k}/",
        lambda a: a.zaak.kenmerk,
        "2026-9999",
        [None],
    ),
    "een act van de werkbank": (
        "fatima",
        lambda k: f"/werkbank/initiatieven/{k}/notitie/",
        lambda a: a.zaak.kenmerk,
        "2026-9999",
        [None, {"tekst": "Hallo.", "gezien": "0"}],
    ),
}


@pytest.mark.parametrize("wat", VRAGEN)
def test_van_een_ander_is_als_wat_er_niet_is(mensen: Mensen, andermans: Andermans, wat: str) -> None:
    wie, adres, van_een_ander, onbekend, formulieren = VRAGEN[wat]
    client, voor = ingelogd(mensen, wie), stand()
    for formulier in formulieren:
        gaf = antwoord(client, adres(van_een_ander(andermans)), formulier)
        assert gaf == antwoord(client, adres(onbekend), formulier)
        assert gaf[0] == 404
    assert stand() == voor


@pytest.mark.parametrize(
    "adres",
    [
        "/werkbank/labels/{}/",
        "/werkbank/kaders/{}/",
        "/werkbank/standaardteksten/{}/",
        "/werkbank/lijsten/{}/",
    ],
)
def test_wie_een_recht_mist_hoort_niet_of_het_bestaat(
    mensen: Mensen, andermans: Andermans, adres: str
) -> None:
    client = ingelogd(mensen, "els")
    assert antwoord(client, adres.format(andermans.lijst), None) == antwoord(client, adres.format(GEEN), None)


def test_een_vertrouwelijke_mail_is_ook_niet_voor_wie_hem_kreeg(mensen: Mensen, andermans: Andermans) -> None:
    """A login code in the list of mails would make a session worth more than it is."""
    Mail.objects.filter(pk=andermans.mail).update(vertrouwelijk=True)
    assert ingelogd(mensen, "daan").get(f"/mijn/mail/{andermans.mail}/").status_code == 404


def test_een_uitnodiging_van_een_ander_blijft_staan(mensen: Mensen, andermans: Andermans) -> None:
    """Who started it together sees and takes back no more than their own invitations."""
    Betrokkene.objects.create(initiatief=andermans.zaak, gebruiker=mensen.fatima, soort=Betrokkene.Soort.MEDE)
    mede.nodig_uit(initiatief=andermans.zaak, email="buur@voorbeeld.example", door=mensen.daan)
    uitnodiging = TeBevestigen.objects.get()
    client, adres = ingelogd(mensen, "fatima"), f"/mijn/initiatieven/{andermans.zaak.kenmerk}/samen/"
    assert "buur@voorbeeld.example" not in client.get(adres).content.decode()
    gaf = [
        antwoord(client, adres, {"stap": "trek-in", "uitnodiging": nummer})
        for nummer in (uitnodiging.pk, GEEN)
    ]
    assert gaf[0] == gaf[1]
    assert TeBevestigen.objects.filter(pk=uitnodiging.pk).exists()


def test_met_de_link_van_een_volger_stopt_men_niets_van_een_ander(
    mensen: Mensen, andermans: Andermans
) -> None:
    eigen = volg(ding=mensen.vrachelen, door=mensen.fatima)
    adres = f"/volgen/{eigen.sleutel}/"
    gaf = [
        antwoord(Client(), adres, {"volgt": str(nummer), "stop": "1"}) for nummer in (andermans.volgt, GEEN)
    ]
    assert gaf[0] == gaf[1]
    assert Volgt.objects.filter(pk=andermans.volgt).exists()


@pytest.mark.parametrize("naam", ["overdragen", "vertellen", "label-erbij", "label-eraf"])
def test_samen_iets_doen_met_een_andere_wijk_is_samen_niets_doen(
    mensen: Mensen, andermans: Andermans, naam: str
) -> None:
    client, voor = ingelogd(mensen, "chantal"), stand()
    formulier = {"gezien": 10**6, "stap": "verstuur", "tekst": "Hallo.", "nieuw": "Groen"}
    gaf = [
        antwoord(client, f"/werkbank/samen/{naam}/", {**formulier, "kies": kenmerk})
        for kenmerk in (andermans.zaak.kenmerk, "2026-9999")
    ]
    assert gaf[0] == gaf[1]
    assert stand() == voor


@pytest.mark.parametrize(
    "adres",
    [
        *("/mijn/mail/{}/", "/mijn/volgen/{}/", "/mijn/reacties/{}/terugnemen/", "/reacties/{}/melden/"),
        *("/werkbank/lijsten/{}/", "/werkbank/labels/{}/", "/werkbank/kaders/{}/"),
        *("/werkbank/standaardteksten/{}/", "/werkbank/schuringen/{}/", "/werkbank/meldingen/reactie/{}/"),
        *("/werkbank/meldingen/naam/{}/", "/mijn/initiatieven/2026-0001/nieuws/{}/fotos/"),
    ],
)
def test_een_te_groot_getal_is_er_gewoon_niet(mensen: Mensen, adres: str) -> None:
    client = ingelogd(mensen, "amina")
    for nummer in (2**31, 2**63, 10**30):
        assert client.get(adres.format(nummer)).status_code in (404, 405), nummer
        assert client.post(adres.format(nummer), {"stop": "1"}).status_code in (404, 405), nummer
