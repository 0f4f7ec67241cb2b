"""What a partner's system sends to write an initiative down: the questions of the form for staff, as JSON."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from initiatieven.forms.namens import MAG_LEEG, NamensForm
from initiatieven.levensloop import Kanaal, Nodig
from initiatieven.services.namens import Verteld
from kern.forms import KIES
from wijken.models import Wijk

# Property of the JSON → field of the form. The place is a GeoJSON Point and becomes two fields.
NAMEN = {
    "kanaal": "kanaal",
    "titel": "titel",
    "verhaal": "verhaal",
    "thema": "thema",
    "domein": "domein",
    "wijkcode": "wijk",
    "plek": "plek",
    "nodig": "nodig",
    "nodigToelichting": "nodig_toelichting",
    "eigenBijdrage": "eigen_bijdrage",
    "naam": "naam",
    "groep": "groep",
    "email": "email",
    "telefoon": "telefoon",
    "inwonerWeetDitOpenbaarIs": "verteld",
}
GEOMETRIE = "geometrie"
ALGEMEEN = "body"  # the name of an error that is of no property
TYPEN: dict[str, type] = {"nodig": list, "inwonerWeetDitOpenbaarIs": bool}


class PartnerForm(NamensForm):
    """As `NamensForm`, without what a partner does not decide: photos, and whether a first name is shown."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, wijken: QuerySet[Wijk]) -> None:
        super().__init__(data)
        for naam in ("postcode", "toon_voornaam", "sleutel"):
            del self.fields[naam]
        for naam in MAG_LEEG:
            self.fields[naam].required = False
        wijk = self.fields["wijk"] = forms.ModelChoiceField(
            queryset=wijken,
            to_field_name="code",
            error_messages={
                "required": KIES,
                "invalid_choice": _("Deze wijk is er niet, of uw sleutel is er niet voor."),
            },
        )
        wijk.required = True
        self.fields["verteld"].error_messages["required"] = _(
            "Vertel de inwoner eerst dat iedereen dit kan lezen. Stuur dan: true."
        )

    def als_verteld(self, sleutel: UUID) -> Verteld:
        """What the service writes down; `sleutel` names this one entry."""
        schoon = {naam: waarde for naam, waarde in self.cleaned_data.items() if naam != "verteld"}
        schoon |= {"kanaal": Kanaal(schoon["kanaal"]), "nodig": [Nodig(ding) for ding in schoon["nodig"]]}
        return Verteld(sleutel=sleutel, **schoon)


def lees(gegevens: Any, wijken: QuerySet[Wijk]) -> tuple[PartnerForm, dict[str, list[str]]]:
    """The form of what was sent, and everything that is wrong with it by the name of its property."""
    if not isinstance(gegevens, dict):
        return PartnerForm({}, wijken=wijken), {ALGEMEEN: [_("Stuur een object in JSON.")]}
    fouten: dict[str, list[str]] = {}
    invoer: dict[str, Any] = {}
    for naam, waarde in gegevens.items():
        if naam == GEOMETRIE:
            try:
                invoer |= _punt(waarde)
            except ValidationError as fout:
                fouten[naam] = fout.messages
        elif naam not in NAMEN:
            fouten[naam] = [_("Deze eigenschap kennen wij niet.")]
        elif waarde is not None and not _klopt(waarde, TYPEN.get(naam, str)):
            fouten[naam] = [_("Dit heeft niet de goede vorm. Kijk in de beschrijving van de API.")]
        else:
            invoer[NAMEN[naam]] = waarde
    form = PartnerForm(invoer, wijken=wijken)
    per_veld = {veld: naam for naam, veld in NAMEN.items()}
    for veld, redenen in form.errors.items():
        naam = per_veld.get(veld, GEOMETRIE if veld in ("lat", "lon") else ALGEMEEN)
        fouten.setdefault(naam, [str(reden) for reden in redenen])
    return form, fouten


def _klopt(waarde: Any, soort: type) -> bool:
    if soort is list:
        return isinstance(waarde, list) and all(isinstance(ding, str) for ding in waarde)
    return isinstance(waarde, soort)


def _punt(waarde: Any) -> dict[str, Any]:
    """Raises ValidationError for anything but a GeoJSON Point in WGS84, or null."""
    if waarde is None:
        return {}
    punt = waarde.get("coordinates") if isinstance(waarde, dict) and waarde.get("type") == "Point" else None
    goed = isinstance(punt, list) and len(punt) == 2 and all(type(getal) in (int, float) for getal in punt)
    if not goed:
        raise ValidationError(_("Dit is geen punt. Een punt is GeoJSON in WGS84, met eerst de lengtegraad."))
    assert isinstance(punt, list)
    return {"lon": punt[0], "lat": punt[1]}
