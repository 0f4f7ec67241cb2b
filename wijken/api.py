"""Wijken as open data."""

from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from kern.api import PubliekeApi, absoluut
from wijken.models import Wijk


class WijkSerializer(serializers.Serializer[Any]):
    """One wijk or dorp; `geometrie` is its outline in WGS84, generalised or null."""

    code = serializers.CharField()
    naam = serializers.CharField()
    slug = serializers.CharField()
    soort = serializers.CharField()
    inwoners = serializers.IntegerField()
    geometrie = serializers.JSONField(source="omtrek")


class Wijken(PubliekeApi):
    """The wijken that are in use, by name. There are few of them, so they come on one page."""

    def get(self, request: Request) -> Response:
        gegevens = WijkSerializer(Wijk.objects.actief(), many=True).data
        return Response({"wijken": gegevens, "_links": {"self": {"href": absoluut(request.get_full_path())}}})


class EenWijk(PubliekeApi):
    def get(self, request: Request, code: str) -> Response:
        return Response(WijkSerializer(get_object_or_404(Wijk.objects.actief(), code=code)).data)
