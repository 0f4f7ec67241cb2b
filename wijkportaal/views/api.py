"""The description of the API (OpenAPI 3.0) and the answer to an address below it that does not exist."""

from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from initiatieven.api import InitiatiefSerializer
from initiatieven.filters import GROEPEN
from kern.api import PROBLEEM, VERSIE, PubliekeApi
from kern.paginering import NA, VOOR
from kern.profiel import profiel
from wijken.api import WijkSerializer

SOORTEN: dict[type[serializers.Field[Any, Any, Any, Any]], dict[str, Any]] = {
    serializers.CharField: {"type": "string"},
    serializers.IntegerField: {"type": "integer", "nullable": True},
    serializers.DateField: {"type": "string", "format": "date", "nullable": True},
    serializers.DateTimeField: {"type": "string", "format": "date-time", "nullable": True},
    serializers.ListField: {"type": "array", "items": {"type": "string"}},
    serializers.JSONField: {"type": "object", "nullable": True},
}
AFWIJKEND = {
    "geometrie": {"type": "object", "nullable": True},
    "pagina": {"type": "string", "format": "uri"},
    "thema": {"type": "string", "nullable": True},
}


class OpenApi(PubliekeApi):
    """The whole API, described from its own serializers, so that it cannot say anything else."""

    def get(self, request: Request) -> Response:
        gemeente = profiel().gemeente
        return Response(
            {
                "openapi": "3.0.3",
                "info": {
                    "title": f"Wijkportaal {gemeente.naam}",
                    "version": VERSIE,
                    "description": "Open gegevens over wijken en initiatieven van inwoners. Alleen lezen.",
                    "contact": {
                        "name": f"Gemeente {gemeente.naam}",
                        "email": gemeente.contact.email,
                        "url": gemeente.contact.website,
                    },
                },
                "servers": [{"url": request.build_absolute_uri("/api/v1")}],
                "paths": _paden(),
                "components": {
                    "schemas": {"Initiatief": _schema(InitiatiefSerializer), "Wijk": _schema(WijkSerializer)},
                    "headers": {
                        "API-Version": {"schema": {"type": "string"}, "description": "Volledige versie"}
                    },
                },
            }
        )


class Onbekend(PubliekeApi):
    def get(self, request: Request) -> Response:
        raise NotFound


def _schema(soort: type[serializers.Serializer[Any]]) -> dict[str, Any]:
    velden = soort().fields
    eigenschappen = {
        naam: AFWIJKEND.get(naam) or next(vorm for klas, vorm in SOORTEN.items() if isinstance(veld, klas))
        for naam, veld in velden.items()
    }
    return {"type": "object", "required": list(velden), "properties": eigenschappen}


def _paden() -> dict[str, Any]:
    tekst = {"type": "string"}
    filters = [
        _parameter("zoek", "query", {**tekst, "maxLength": 100}, "Woorden in titel, verhaal of plek"),
        _parameter("wijk", "query", tekst, "De slug van een wijk"),
        _parameter("thema", "query", tekst, "De slug van een onderwerp"),
        _parameter("status", "query", {**tekst, "enum": list(GROEPEN)}, "Hoe het ervoor staat"),
        _parameter(NA, "query", tekst, "Vanaf hier verder: zie _links.next"),
        _parameter(VOOR, "query", tekst, "Vanaf hier terug: zie _links.prev"),
    ]
    return {
        "/initiatieven": _get("Initiatieven, nieuwste eerst", _lijst("initiatieven", "Initiatief"), filters),
        "/initiatieven/{kenmerk}": _get(
            "Een initiatief",
            {"$ref": "#/components/schemas/Initiatief"},
            [_parameter("kenmerk", "path", tekst, "Zoals 2026-0042")],
        ),
        "/wijken": _get("Wijken en dorpen", _lijst("wijken", "Wijk"), []),
        "/wijken/{code}": _get(
            "Een wijk of dorp",
            {"$ref": "#/components/schemas/Wijk"},
            [_parameter("code", "path", tekst, "De code van het CBS, zoals WK082601")],
        ),
    }


def _parameter(naam: str, plek: str, schema: dict[str, Any], uitleg: str) -> dict[str, Any]:
    return {"name": naam, "in": plek, "required": plek == "path", "schema": schema, "description": uitleg}


def _lijst(naam: str, schema: str) -> dict[str, Any]:
    rijen = {"type": "array", "items": {"$ref": f"#/components/schemas/{schema}"}}
    return {"type": "object", "properties": {naam: rijen, "_links": {"type": "object"}}}


def _get(uitleg: str, schema: dict[str, Any], parameters: list[dict[str, Any]]) -> dict[str, Any]:
    kop = {"API-Version": {"$ref": "#/components/headers/API-Version"}}
    antwoorden: dict[str, Any] = {
        "200": {"description": "Gelukt", "headers": kop, "content": {"application/json": {"schema": schema}}}
    }
    if parameters:
        code, zin = (
            ("404", "Bestaat niet") if parameters[0]["in"] == "path" else ("400", "De vraag klopt niet")
        )
        antwoorden[code] = {
            "description": zin,
            "headers": kop,
            "content": {PROBLEEM: {"schema": {"type": "object"}}},
        }
    return {"get": {"summary": uitleg, "parameters": parameters, "responses": antwoorden}}
