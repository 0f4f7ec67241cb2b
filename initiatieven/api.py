"""Initiatives as open data. No names: not of residents, and not of staff."""

from datetime import UTC
from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from initiatieven.filters import PubliekFilter
from initiatieven.kaart import punt
from initiatieven.models import Initiatief
from kern.api import PubliekeApi, absoluut, links
from kern.paginering import pagineer

VOLGORDE = ("-ingediend_op", "-id")


class InitiatiefSerializer(serializers.Serializer[Any]):
    """What everybody may know of one initiative."""

    kenmerk = serializers.CharField()
    titel = serializers.CharField()
    verhaal = serializers.CharField()
    status = serializers.CharField()
    wijkcode = serializers.CharField(source="wijk.code")
    wijknaam = serializers.CharField(source="wijk.naam")
    plek = serializers.CharField()
    thema = serializers.CharField(allow_null=True)
    domein = serializers.CharField()
    groep = serializers.CharField()
    geometrie = serializers.SerializerMethodField()
    nodig = serializers.ListField(child=serializers.CharField())
    nodigToelichting = serializers.CharField(source="nodig_toelichting")
    eigenBijdrage = serializers.CharField(source="eigen_bijdrage")
    aanZet = serializers.CharField(source="aan_zet")
    uiterlijk = serializers.DateField()
    ingediendOp = serializers.DateTimeField(source="ingediend_op", default_timezone=UTC)
    afgeslotenOp = serializers.DateTimeField(source="afgesloten_op", default_timezone=UTC)
    pagina = serializers.SerializerMethodField()

    def get_geometrie(self, initiatief: Initiatief) -> dict[str, Any] | None:
        return punt(initiatief)

    def get_pagina(self, initiatief: Initiatief) -> str:
        return absoluut(initiatief.get_absolute_url())


class Initiatieven(PubliekeApi):
    """Public initiatives, newest first, with the filters of the list on the website."""

    def get(self, request: Request) -> Response:
        rijen = Initiatief.objects.openbaar().select_related("wijk", "thema").defer("wijk__omtrek")
        filter_ = PubliekFilter(request.query_params, queryset=rijen)
        if not filter_.is_valid():
            raise ValidationError(filter_.errors)
        pagina = pagineer(filter_.qs, request.query_params, volgorde=VOLGORDE)
        gegevens = InitiatiefSerializer(pagina.rijen, many=True, context={"request": request}).data
        return Response({"initiatieven": gegevens, "_links": links(request, pagina)})


class EenInitiatief(PubliekeApi):
    def get(self, request: Request, kenmerk: str) -> Response:
        rijen = Initiatief.objects.openbaar().select_related("wijk", "thema").defer("wijk__omtrek")
        initiatief = get_object_or_404(rijen, kenmerk=kenmerk)
        return Response(InitiatiefSerializer(initiatief, context={"request": request}).data)
