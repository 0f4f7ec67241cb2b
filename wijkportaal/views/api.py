"""The description of the API (OpenAPI 3.0) and the answer to an address below it that does not exist."""

from typing import Any

from django import forms
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from initiatieven.api import InitiatiefSerializer
from initiatieven.filters import GROEPEN
from initiatieven.forms.partner import GEOMETRIE, NAMEN, TYPEN, PartnerForm
from initiatieven.sleutelapi import EENMALIG, STATEN, BelofteSerializer, WerkSerializer
from kern.api import PROBLEEM, VERSIE, PubliekeApi, absoluut
from kern.paginering import NA, VOOR
from kern.profiel import profiel
from wijken.api import WijkSerializer
from wijken.models import Wijk

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
    "afdeling": {"type": "string", "nullable": True},
    "overTermijn": {"type": "boolean"},
    "beloften": {"type": "array", "items": {"$ref": "#/components/schemas/Belofte"}},
    "staat": {"type": "string", "enum": list(STATEN.values())},
}
SLEUTEL = "sleutel"  # the name of the security scheme
BESCHRIJVING = (
    "Open gegevens over wijken en initiatieven van inwoners: voor iedereen, zonder sleutel. "
    "Partners met een sleutel van de gemeente lezen hoe het met initiatieven in hun wijk staat, "
    "of schrijven er een op voor een inwoner. "
    "Geen enkel antwoord bevat een naam van een inwoner of medewerker."
)
PROBLEEMSCHEMA = {
    "type": "object",
    "required": ["status", "title"],
    "properties": {
        "status": {"type": "integer"},
        "title": {"type": "string"},
        "invalidParams": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name", "reason"],
                "properties": {"name": {"type": "string"}, "reason": {"type": "string"}},
            },
        },
    },
}
# What every address answers that opens with a key, when it does not open.
FOUTEN_MET_SLEUTEL = {
    "401": "Geen sleutel, of een die niet (meer) werkt",
    "403": "De sleutel is voor iets anders",
    "429": "Te vaak gevraagd; Retry-After zegt hoeveel seconden u wacht",
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
                    "description": BESCHRIJVING,
                    "contact": {
                        "name": f"Gemeente {gemeente.naam}",
                        "email": gemeente.contact.email,
                        "url": gemeente.contact.website,
                    },
                },
                "servers": [{"url": absoluut("/api/v1")}],
                "paths": _paden(),
                "components": {
                    "schemas": {
                        "Initiatief": _schema(InitiatiefSerializer),
                        "Wijk": _schema(WijkSerializer),
                        "Werk": _schema(WerkSerializer),
                        "Belofte": _schema(BelofteSerializer),
                        "Invoer": _invoerschema(),
                        "Probleem": PROBLEEMSCHEMA,
                    },
                    "headers": {
                        "API-Version": {"schema": {"type": "string"}, "description": "Volledige versie"},
                        "Retry-After": {"schema": {"type": "integer"}, "description": "Seconden"},
                        "WWW-Authenticate": {"schema": {"type": "string"}, "description": "RFC 6750"},
                    },
                    "securitySchemes": {
                        SLEUTEL: {
                            "type": "http",
                            "scheme": "bearer",
                            "description": "De sleutel die de gemeente een partner gaf: begint met wpk_.",
                        }
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
    kenmerk = [_parameter("kenmerk", "path", tekst, "Zoals 2026-0042")]
    return {
        "/initiatieven": {
            **_get("Initiatieven, nieuwste eerst", _lijst("initiatieven", "Initiatief"), filters),
            **_met_sleutel(_post()),
        },
        "/initiatieven/{kenmerk}": _get(
            "Een initiatief", {"$ref": "#/components/schemas/Initiatief"}, kenmerk
        ),
        "/werkvoorraad": _met_sleutel(
            _get(
                "Hoe het staat met initiatieven in de wijk van de sleutel, nieuwste eerst",
                _lijst("initiatieven", "Werk"),
                filters,
            )
        ),
        "/werkvoorraad/{kenmerk}": _met_sleutel(
            _get("Hoe het staat met een initiatief", {"$ref": "#/components/schemas/Werk"}, kenmerk)
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
        antwoorden[code] = _probleem(zin)
    return {"get": {"summary": uitleg, "parameters": parameters, "responses": antwoorden}}


def _post() -> dict[str, Any]:
    """Writing down what a resident told a partner."""
    antwoord = {"application/json": {"schema": {"$ref": "#/components/schemas/Initiatief"}}}
    kop = {"API-Version": {"$ref": "#/components/headers/API-Version"}}
    plek = {"Location": {"schema": {"type": "string", "format": "uri"}}}
    eenmalig = _parameter(
        EENMALIG,
        "header",
        {"type": "string", "minLength": 8, "maxLength": 200},
        "Een eigen nummer van dit ene initiatief. Stuurt u het nog eens, dan komt het er niet dubbel in.",
    )
    return {
        "post": {
            "summary": "Schrijf op wat een inwoner u vertelde",
            "parameters": [{**eenmalig, "required": True}],
            "requestBody": {
                "required": True,
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Invoer"}}},
            },
            "responses": {
                "201": {
                    "description": "Het staat op de website",
                    "headers": {**kop, **plek},
                    "content": antwoord,
                },
                "200": {"description": "Het stond er al", "headers": {**kop, **plek}, "content": antwoord},
                "400": _probleem("De gegevens kloppen niet"),
            },
        }
    }


def _invoerschema() -> dict[str, Any]:
    """What the form asks, so that the description cannot ask anything else."""
    velden = PartnerForm(wijken=Wijk.objects.none()).fields
    eigenschappen: dict[str, Any] = {
        naam: _invoerveld(velden[veld], TYPEN.get(naam)) for naam, veld in NAMEN.items() if veld in velden
    }
    verplicht = [naam for naam in eigenschappen if velden[NAMEN[naam]].required]
    eigenschappen[GEOMETRIE] = {"type": "object", "nullable": True, "description": "GeoJSON Point in WGS84"}
    return {
        "type": "object",
        "required": verplicht,
        "properties": eigenschappen,
        "additionalProperties": False,
    }


def _invoerveld(veld: forms.Field, soort: type | None) -> dict[str, Any]:
    if soort is bool:
        return {"type": "boolean", "enum": [True]}
    tekst: dict[str, Any] = {"type": "string"}
    if isinstance(veld, forms.ChoiceField) and not isinstance(veld, forms.ModelChoiceField):
        tekst["enum"] = [waarde for waarde, _naam in list(veld.choices) if waarde]  # type: ignore[arg-type]
    elif isinstance(veld, forms.CharField) and veld.max_length:
        tekst["maxLength"] = veld.max_length
    return {"type": "array", "minItems": 1, "items": tekst} if soort is list else tekst


def _met_sleutel(pad: dict[str, Any]) -> dict[str, Any]:
    """The same, with the key that it asks and what happens without a good one."""
    koppen = {"401": "WWW-Authenticate", "429": "Retry-After"}
    for vraag in pad.values():
        vraag["security"] = [{SLEUTEL: []}]
        for code, zin in FOUTEN_MET_SLEUTEL.items():
            vraag["responses"][code] = _probleem(zin, koppen.get(code))
    return pad


def _probleem(zin: str, kop: str | None = None) -> dict[str, Any]:
    namen = ["API-Version", *([kop] if kop else [])]
    return {
        "description": zin,
        "headers": {naam: {"$ref": f"#/components/headers/{naam}"} for naam in namen},
        "content": {PROBLEEM: {"schema": {"$ref": "#/components/schemas/Probleem"}}},
    }
