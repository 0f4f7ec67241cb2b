"""An address without a postcode: asked of a service that may be away, and never in the way."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import QueryDict

from initiatieven.forms.stappen import WaarForm
from tests.personen import Mensen
from wijken.adressen import Adres, zoek_adres

ZANDHEUVEL = {
    "weergavenaam": "Zandheuvel 12, 4901HV Oosterhout",
    "wijkcode": "WK082601",
    "centroide_ll": "POINT(4.86123 51.64456)",
}


class Dienst(BaseHTTPRequestHandler):
    """Answers as PDOK does, with what the test put in `antwoord`."""

    antwoord: tuple[int, bytes] = (200, b"")
    gevraagd: str = ""

    def do_GET(self) -> None:
        Dienst.gevraagd = self.path
        code, inhoud = Dienst.antwoord
        self.send_response(code)
        self.send_header("Content-Length", str(len(inhoud)))
        self.end_headers()
        self.wfile.write(inhoud)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing in the output of the tests."""


@pytest.fixture
def dienst(settings: Any) -> Iterator[type[Dienst]]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Dienst)
    draad = threading.Thread(target=server.serve_forever, daemon=True)
    draad.start()
    settings.ADRESZOEKER = f"http://127.0.0.1:{server.server_port}"
    Dienst.antwoord = (200, json.dumps({"response": {"docs": [ZANDHEUVEL]}}).encode())
    yield Dienst
    server.shutdown()
    server.server_close()


def waar(**velden: str) -> WaarForm:
    vraag = QueryDict(mutable=True)
    vraag.update(velden)
    return WaarForm(vraag)


def test_het_adres_met_wijk_en_plek(dienst: type[Dienst]) -> None:
    assert zoek_adres("zandheuvel 12") == Adres(ZANDHEUVEL["weergavenaam"], "WK082601", 51.64456, 4.86123)
    vraag = parse_qs(urlsplit(dienst.gevraagd).query)
    assert vraag["q"] == ["zandheuvel 12"]
    assert vraag["fq"] == ["gemeentecode:0826 AND type:(adres OR weg)"]


@pytest.mark.parametrize(
    "antwoord",
    [
        (200, b'{"response": {"docs": []}}'),
        (
            200,
            b'{"response": {"docs": [{"weergavenaam": "x", "wijkcode": "y", "centroide_ll": "POINT(a b)"}]}}',
        ),
        (200, b'{"response": {"docs": [{}]}}'),
        (200, b'{"response": {"docs": ["x"]}}'),
        (200, b'{"iets": 1}'),
        (200, b"<html>"),
        (500, b"{}"),
    ],
)
def test_wat_geen_goed_antwoord_is_vindt_niets(dienst: type[Dienst], antwoord: tuple[int, bytes]) -> None:
    dienst.antwoord = antwoord
    assert zoek_adres("zandheuvel 12") is None


def test_zonder_dienst_wordt_niets_gevraagd_en_weg_is_ook_goed(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.ADRESZOEKER = "uit"
    assert zoek_adres("zandheuvel 12") is None
    settings.ADRESZOEKER = "http://127.0.0.1:1"
    assert zoek_adres("zandheuvel 12") is None
    assert "did not answer" in caplog.text
    assert "zandheuvel" not in caplog.text


@pytest.mark.django_db
def test_een_adres_is_genoeg_voor_de_wijk_en_de_speld(dienst: type[Dienst], mensen: Mensen) -> None:
    form = waar(postcode="Zandheuvel 12")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["wijk"] == mensen.slotjes
    assert (form.cleaned_data["lat"], form.cleaned_data["lon"]) == (51.64456, 4.86123)


@pytest.mark.django_db
def test_een_eigen_speld_en_een_eigen_keuze_blijven(dienst: type[Dienst], mensen: Mensen) -> None:
    form = waar(postcode="Zandheuvel 12", lat="51.64", lon="4.86")
    assert form.is_valid(), form.errors
    assert (form.cleaned_data["lat"], form.cleaned_data["lon"]) == (51.64, 4.86)
    gekozen = waar(postcode="Zandheuvel 12", wijk=str(mensen.vrachelen.pk))
    assert gekozen.is_valid(), gekozen.errors
    assert gekozen.cleaned_data["wijk"] == mensen.vrachelen


@pytest.mark.django_db
def test_een_adres_in_een_onbekende_wijk_zegt_wat_u_kunt_doen(dienst: type[Dienst], mensen: Mensen) -> None:
    anders = {**ZANDHEUVEL, "wijkcode": "WK082699"}
    dienst.antwoord = (200, json.dumps({"response": {"docs": [anders]}}).encode())
    form = waar(postcode="Zandheuvel 12")
    assert not form.is_valid()
    assert "postcode" in form.errors
