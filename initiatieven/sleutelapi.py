"""What partners reach with a key: how initiatives stand, and writing one down. No answer holds a name."""

import re
from datetime import UTC, date
from typing import Any
from uuid import UUID, uuid5

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework import serializers, status
from rest_framework.exceptions import Throttled, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from initiatieven.api import InitiatiefSerializer, Initiatieven
from initiatieven.belofte import Staat, beloften
from initiatieven.filters import PubliekFilter, wijken_om_te_kiezen
from initiatieven.forms.partner import ALGEMEEN, lees
from initiatieven.models import Initiatief
from initiatieven.querysets import InitiatiefQuerySet
from initiatieven.services.namens import voer_in_met_sleutel
from kern.api import absoluut, links
from kern.fouten import DomeinFout
from kern.paginering import pagineer
from kern.rem import TeVaak, rem
from kern.werkdagen import vandaag
from rollen.api import SleutelApi
from rollen.models import Sleutelrecht
from rollen.sleutels import haal_met_sleutel, in_bereik
from wijken.models import Wijk

VOLGORDE = ("-ingediend_op", "-id")
VELDEN = (
    *("kenmerk", "titel", "status", "wijk", "wijk__code", "wijk__naam", "thema__naam", "domein"),
    *("route", "sturingsrol", "aan_zet", "aan_zet_afdeling__naam", "uiterlijk", "wacht_tot"),
    *("ingediend_op", "eerste_reactie_op", "besluit_op", "afgesloten_op", "laatste_op"),
    *("reactie_uiterlijk", "besluit_uiterlijk", "aantal_steun", "aantal_meedoen"),
)
# Names one entry (draft-ietf-httpapi-idempotency-key-header): the same one twice is written down once.
EENMALIG = "Idempotency-Key"
EENMALIG_VORM = re.compile(r"[\x21-\x7e]{8,200}")
RUIMTE = UUID("6f0f4f5e-2a0b-4a57-9f0e-5a1d3c1c9b57")
INGEVOERD, INGEVOERD_PER = 60, 3600  # initiatives that one key may send in so many seconds
# How a promise of the municipality stands, in words that do not change with a style sheet.
STATEN = {
    Staat.GEHOUDEN: "nagekomen",
    Staat.LOOPT: "loopt",
    Staat.VANDAAG: "vandaag",
    Staat.TE_LAAT: "te_laat",
    Staat.NOOIT: "niet_nagekomen",
}


class BelofteSerializer(serializers.Serializer[Any]):
    """A promise of the municipality about a term: kept, or not, and when."""

    wat = serializers.CharField(source="wat.value")
    uiterlijk = serializers.DateField()
    staat = serializers.SerializerMethodField()
    op = serializers.DateField(allow_null=True)
    werkdagenTeLaat = serializers.IntegerField(source="laat")

    def get_staat(self, belofte: Any) -> str:
        return STATEN[belofte.staat]


class WerkSerializer(serializers.Serializer[Any]):
    """How one initiative stands, for who works on it in another organisation; what it is about is public."""

    kenmerk = serializers.CharField()
    titel = serializers.CharField()
    status = serializers.CharField()
    wijkcode = serializers.CharField(source="wijk.code")
    wijknaam = serializers.CharField(source="wijk.naam")
    thema = serializers.CharField(allow_null=True)
    domein = serializers.CharField()
    route = serializers.CharField()
    sturingsrol = serializers.CharField()
    aanZet = serializers.CharField(source="aan_zet")
    afdeling = serializers.CharField(source="aan_zet_afdeling", allow_null=True)
    uiterlijk = serializers.DateField()
    overTermijn = serializers.SerializerMethodField()
    wachtTot = serializers.DateField(source="wacht_tot")
    ingediendOp = serializers.DateTimeField(source="ingediend_op", default_timezone=UTC)
    eersteReactieOp = serializers.DateTimeField(source="eerste_reactie_op", default_timezone=UTC)
    besluitOp = serializers.DateTimeField(source="besluit_op", default_timezone=UTC)
    afgeslotenOp = serializers.DateTimeField(source="afgesloten_op", default_timezone=UTC)
    laatsteOp = serializers.DateTimeField(source="laatste_op", default_timezone=UTC)
    beloften = serializers.SerializerMethodField()
    aantalSteun = serializers.IntegerField(source="aantal_steun")
    aantalMeedoen = serializers.IntegerField(source="aantal_meedoen")
    pagina = serializers.SerializerMethodField()

    def get_overTermijn(self, initiatief: Initiatief) -> bool:
        dag: date = self.context["vandaag"]
        return initiatief.uiterlijk is not None and initiatief.uiterlijk < dag

    def get_beloften(self, initiatief: Initiatief) -> list[dict[str, Any]]:
        return [dict(BelofteSerializer(b).data) for b in beloften(initiatief, self.context["vandaag"])]

    def get_pagina(self, initiatief: Initiatief) -> str:
        return absoluut(initiatief.get_absolute_url())


class LeesApi(SleutelApi):
    """What a key with the right to read opens: GET only."""

    recht = Sleutelrecht.LEZEN
    http_method_names = ("get", "head")

    def rijen(self) -> InitiatiefQuerySet:
        rijen = Initiatief.objects.openbaar().select_related("wijk", "thema", "aan_zet_afdeling")
        return rijen.only(*VELDEN)

    def als_json(self, wat: Any, **hoe: Any) -> Any:
        context = {"request": self.request, "vandaag": vandaag()}
        return WerkSerializer(wat, context=context, **hoe).data


class Werkvoorraad(LeesApi):
    """The initiatives in the wijk of the key, newest first, with the filters of the public list."""

    def get(self, request: Request) -> Response:
        rijen = self.rijen().filter(in_bereik(self.sleutel, self.recht))
        wijk = self.sleutel.wijk
        wijken = [(wijk.slug, wijk.naam, wijk.pk)] if wijk else wijken_om_te_kiezen()
        filter_ = PubliekFilter(request.query_params, queryset=rijen, wijken=wijken)
        if not filter_.is_valid():
            raise ValidationError(filter_.errors)
        pagina = pagineer(filter_.qs, request.query_params, volgorde=VOLGORDE)
        gegevens = self.als_json(pagina.rijen, many=True)
        return Response({"initiatieven": gegevens, "_links": links(request, pagina)})


class EenWerk(LeesApi):
    """One initiative in the wijk of the key; 404 for any other."""

    def get(self, request: Request, kenmerk: str) -> Response:
        return Response(
            self.als_json(haal_met_sleutel(self.sleutel, self.rijen(), self.recht, kenmerk=kenmerk))
        )


class Invoeren(SleutelApi):
    """Write down what a resident told a partner. The answer holds what is public, and no more."""

    recht = Sleutelrecht.INVOEREN
    http_method_names = ("post",)

    def post(self, request: Request) -> Response:
        try:
            rem(f"sleutel-invoer {self.sleutel.pk}", hoogstens=INGEVOERD, per=INGEVOERD_PER)
        except TeVaak as fout:
            raise Throttled(wait=fout.seconden) from fout
        eenmalig = request.headers.get(EENMALIG, "")
        wijken = Wijk.objects.actief().defer("omtrek")
        if self.sleutel.wijk_id is not None:
            wijken = wijken.filter(pk=self.sleutel.wijk_id)
        form, fouten = lees(request.data, wijken)
        if not EENMALIG_VORM.fullmatch(eenmalig):
            fouten[EENMALIG] = [_("Stuur een eigen nummer mee van 8 tot 200 tekens, elke keer een ander.")]
        if fouten:
            raise ValidationError(fouten)
        # Of this key alone, so that nobody finds what another partner sent.
        verteld = form.als_verteld(uuid5(RUIMTE, f"{self.sleutel.pk} {eenmalig}"))
        try:
            initiatief, nieuw = voer_in_met_sleutel(sleutel=self.sleutel, verteld=verteld)
        except DomeinFout as fout:
            raise ValidationError({ALGEMEEN: [fout.zin]}) from fout
        adres = absoluut(f"{request.path}/{initiatief.kenmerk}")
        return Response(
            InitiatiefSerializer(initiatief, context={"request": request}).data,
            status=status.HTTP_201_CREATED if nieuw else status.HTTP_200_OK,
            headers={"Location": adres},
        )


class InitiatievenEnInvoer(Initiatieven):
    """Reading is for everybody; writing one down, at the same address, asks a key."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST":
            return Invoeren.as_view()(request, *args, **kwargs)
        return super().dispatch(request, *args, **kwargs)

    @property
    def allowed_methods(self) -> list[str]:
        return [*super().allowed_methods, "POST"]
