"""What somebody sends on purpose never becomes an internal error, whatever page it is sent to and by whom."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from initiatieven.models import Foto, Initiatief, Opmerking, Uitvraag, Volgt, Werkbankfilter
from initiatieven.services.meedoen import doe_mee
from initiatieven.services.opmerkingen import plaats
from initiatieven.services.uitvragen import vraag_derde
from initiatieven.services.volgen import volg
from tests.initiatieven.schuring import maak_schuring
from tests.inloggen import als_medewerker
from tests.maak import maak_initiatief
from tests.personen import Mensen

pytestmark = pytest.mark.django_db

ELDERS = (
    "account/",
    "beheer/",
    "demonstratie/",
    "api/",
)  # of allauth, Django and the API, with tests of their own
# What no column keeps, and a number that neither a column nor int() takes.
WAARDEN = ("a\x00&<{titel.__class__}>'|:*", "9" * 5000)
KNOPPEN = ("verstuur", "trek-in", "standaardtekst")
# What pages read straight from the request, beside the fields of their forms.
LOSSE = (
    *(
        "na",
        "voor",
        "zoek",
        "wijk",
        "thema",
        "status",
        "kies",
        "vraag",
        "alles",
        "gezien",
        "uitnodiging",
        "wat",
    ),
    *(
        "soort",
        "volgt",
        "ritme",
        "standaardtekst",
        "verwijder",
        "label",
        "naar",
        "initiatief",
        "q",
        "datum",
        "email",
    ),
)


@pytest.fixture
def bestaand(mensen: Mensen) -> dict[str, str]:
    """Something real for each part of an address."""
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, lat=51.64, lon=4.86)
    foto = Foto.objects.create(initiatief=tuin, breedte=800, hoogte=600)
    vraag_derde(
        initiatief=tuin,
        door=mensen.amina,
        organisatie="Thuisvester",
        email="wijk@thuisvester.example",
        vraag="Mag het?",
    )
    plaats(initiatief=tuin, door=mensen.fatima, tekst="Mooi.")
    doe_mee(initiatief=tuin, door=mensen.fatima)
    Werkbankfilter.objects.create(gebruiker=mensen.amina, naam="Mijn", vraag="zoek=tuin")
    concept = Initiatief.objects.create(titel="Bank", verhaal="Een bank.")
    return {
        "kenmerk": "2026-0001",
        "slug": "slotjes",
        "sleutel": str(foto.sleutel),
        "concept": str(concept.sleutel),
        "token": str(volg(ding=tuin, door=mensen.daan).sleutel),
        "uitvraag": str(Uitvraag.objects.get().sleutel),
        "schuring": str(maak_schuring(tuin, mensen.amina).pk),
        "reactie": str(Opmerking.objects.get().pk),
        "lijst": str(Werkbankfilter.objects.get().pk),
        "volgt": str(Volgt.objects.get(gebruiker=mensen.daan).pk),
        "naam": "wat",
        "breedte": "320",
    }


def paden(patronen: Any = None, begin: str = "") -> Iterator[str]:
    for deel in patronen or get_resolver().url_patterns:
        pad = begin + str(deel.pattern).removeprefix("^").removesuffix(r"\Z").removesuffix("$")
        if isinstance(deel, URLResolver):
            yield from paden(deel.url_patterns, pad)
        elif isinstance(deel, URLPattern) and not pad.startswith(ELDERS):
            yield pad


def vul(pad: str, bestaand: dict[str, str]) -> str:
    """An address of something that is there."""
    soort = next((s for s in ("uitvraag", "schuring", "reactie", "lijst", "volgt") if s in pad), "")
    if pad.startswith("initiatieven/nieuw/"):
        soort = "concept"

    def waarde(naam: str) -> str:
        if naam in ("pk", "token", "sleutel") and soort in bestaand:
            return bestaand[soort]
        return bestaand.get(naam, "1")

    pad = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", lambda deel: waarde(deel[1]), pad)
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda deel: waarde(deel[1]), pad).replace("\\", "")


@pytest.mark.parametrize("wie", ["", "daan", "amina"])
def test_geen_enkele_invoer_geeft_een_interne_fout(
    bestaand: dict[str, str], mensen: Mensen, wie: str, schone_cache: None
) -> None:
    client = Client(raise_request_exception=False)
    if wie:
        als_medewerker(client, getattr(mensen, wie))
    stuk: dict[str, str] = {}
    for adres in {vul(pad, bestaand) for pad in paden()}:
        eerst = client.get(adres)
        inhoud = b"" if eerst.streaming else eerst.content
        velden = {*LOSSE, *re.findall(r'name="(\w+)"', inhoud.decode(errors="replace"))} - {
            "stap",
            "csrfmiddlewaretoken",
        }
        for waarde in WAARDEN:
            gegevens = dict.fromkeys(sorted(velden), waarde)
            antwoorden = [client.get(adres, gegevens)]
            antwoorden += [client.post(adres, {**gegevens, "stap": knop}) for knop in KNOPPEN]
            for antwoord in antwoorden:
                if antwoord.status_code >= 500:
                    stuk[f"{adres} {waarde[:12]!r}"] = repr(getattr(antwoord, "exc_info", None))[:200]
    assert stuk == {}
